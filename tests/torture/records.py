"""What a state directory's database says, read past the product's own code."""

import shutil
import sqlite3
import tempfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Record:
    """A job's row and the numbers of its finished parts."""

    job_id: str
    state: str
    error_code: str
    message: str
    source: str
    key: str
    size: int
    upload_id: str
    intent_at: str | None
    staged_path: str
    done: frozenset[int]

    @property
    def owns_an_upload(self) -> bool:
        return self.state != "COMPLETED" and self.intent_at is not None


@dataclass(frozen=True, slots=True)
class Debt:
    """An upload of a removed job that is still to be aborted."""

    key: str
    upload_id: str


def read_records(state_dir: Path) -> dict[str, Record]:
    """All jobs by id."""
    with closing(_open(state_dir)) as connection:
        done: dict[int, set[int]] = {}
        for task_id, number in connection.execute(
            "SELECT task_id, part_number FROM async_upload_parts WHERE status = 'DONE'"
        ):
            done.setdefault(task_id, set()).add(number)
        rows = connection.execute(
            "SELECT id, job_id, status AS state, error_code, message, source_path AS source, object_key AS key,"
            " file_size AS size, upload_id, intent_at, temp_file_path AS staged_path FROM async_upload_tasks"
        )
        names = [column[0] for column in rows.description][1:]
        return {
            columns[0]: Record(
                **dict(zip(names, columns, strict=True)), done=frozenset(done.get(task_id, ()))
            )
            for task_id, *columns in rows
        }


def read_debts(state_dir: Path) -> list[Debt]:
    """What is still to be aborted."""
    with closing(_open(state_dir)) as connection:
        return [
            Debt(*row) for row in connection.execute("SELECT object_key, upload_id FROM abandoned_uploads")
        ]


def _open(state_dir: Path) -> sqlite3.Connection:
    """A copy in memory: on a full disk SQLite can't make the lock file that reading needs."""
    with tempfile.TemporaryDirectory() as folder:
        for suffix in ("", "-wal"):
            file = state_dir / f"uploader.db{suffix}"
            if file.exists():
                shutil.copy(file, folder)
        return _in_memory(Path(folder) / "uploader.db")


def _in_memory(path: Path) -> sqlite3.Connection:
    copy = sqlite3.connect(":memory:")
    with closing(sqlite3.connect(path)) as source:
        source.backup(copy)
    if not copy.execute("PRAGMA user_version").fetchone()[0]:  # killed before there was any table
        copy.executescript(
            "CREATE TABLE async_upload_parts (task_id, part_number, status);"
            "CREATE TABLE abandoned_uploads (object_key, upload_id);"
            "CREATE TABLE async_upload_tasks (id, job_id, status, error_code, message, source_path, object_key,"
            " file_size, upload_id, intent_at, temp_file_path);"
        )
    return copy
