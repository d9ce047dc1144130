"""What a state directory's database says, read past the product's own code."""

import shutil
import sqlite3
import tempfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from uploader_gui.storage.database.schema import STEPS


@dataclass(frozen=True, slots=True)
class Record:
    """A job's row and the numbers of its finished parts; ``kept``: of those that are objects of their own."""

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
    kept_prefix: str
    done: frozenset[int]
    kept: frozenset[int]

    @property
    def owns_an_upload(self) -> bool:
        return self.state != "COMPLETED" and self.intent_at is not None


@dataclass(frozen=True, slots=True)
class Debt:
    """An upload that is still to be aborted, or kept parts that are to be deleted: their prefix, and no upload."""

    key: str
    upload_id: str


def read_records(state_dir: Path) -> dict[str, Record]:
    """All jobs by id."""
    with closing(_open(state_dir)) as connection:
        done: dict[int, set[int]] = {}
        kept: dict[int, set[int]] = {}
        for task_id, number, place in connection.execute(
            "SELECT task_id, part_number, place FROM async_upload_parts WHERE status = 'DONE'"
        ):
            done.setdefault(task_id, set()).add(number)
            if place == "KEPT":
                kept.setdefault(task_id, set()).add(number)
        rows = connection.execute(
            "SELECT id, job_id, status AS state, error_code, message, source_path AS source, object_key AS key,"
            " file_size AS size, upload_id, intent_at, temp_file_path AS staged_path,"
            " coalesce(kept_prefix, '') AS kept_prefix FROM async_upload_tasks"
        )
        names = [column[0] for column in rows.description][1:]
        return {
            columns[0]: Record(
                **dict(zip(names, columns, strict=True)),
                done=frozenset(done.get(task_id, ())),
                kept=frozenset(kept.get(task_id, ())),
            )
            for task_id, *columns in rows
        }


def read_debts(state_dir: Path) -> list[Debt]:
    """What is still to be aborted or deleted."""
    with closing(_open(state_dir)) as connection:
        rows = connection.execute(
            "SELECT object_key, upload_id FROM abandoned_uploads"
            " UNION ALL SELECT kept_prefix, '' FROM abandoned_parts"
        )
        return [Debt(*row) for row in rows]


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
    if copy.execute("PRAGMA user_version").fetchone()[0] >= len(STEPS):
        return copy
    empty = sqlite3.connect(":memory:")  # killed before all tables were there: nothing is in any
    empty.executescript(
        "CREATE TABLE async_upload_parts (task_id, part_number, status, place);"
        "CREATE TABLE abandoned_uploads (object_key, upload_id);"
        "CREATE TABLE abandoned_parts (kept_prefix);"
        "CREATE TABLE async_upload_tasks (id, job_id, status, error_code, message, source_path, object_key,"
        " file_size, upload_id, intent_at, temp_file_path, kept_prefix);"
    )
    return empty
