"""Databases as a SIGKILL before each statement left them, and what stands in them."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from uploader_gui.storage.database.database import FILE_NAME

_TESTS = Path(__file__).parents[2]
_TIMES = {"start_time", "end_time", "created_at", "updated_at", "uploaded_at", "sent_at", "at"}


def killed_before_every_statement(directory: Path, verb: str) -> list[Path]:
    """The state directories: as it was before, one for each death, and one where nothing happened."""
    command = [sys.executable, "-m", "lab.databases.statement_killer", str(directory), verb]
    subprocess.run(command, cwd=_TESTS, check=True, timeout=120)
    return sorted(directory.iterdir(), key=lambda path: int(path.name))


def content(state_dir: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, but for times of day."""
    with closing(sqlite3.connect(state_dir / FILE_NAME)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        return {table: _rows(connection, table) for table in tables}


def _rows(connection: sqlite3.Connection, table: str) -> list[tuple[object, ...]]:
    found = connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2")
    shown = [index for index, column in enumerate(found.description) if column[0] not in _TIMES]
    return [tuple(row[index] for index in shown) for row in found]
