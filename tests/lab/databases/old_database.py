"""A database as an earlier version of the program left it."""

import sqlite3
from contextlib import closing
from pathlib import Path

from uploader_gui.storage.database.schema import STEPS, migrate


def rewind(path: Path, version: int) -> None:
    """Replace the database at ``path``, closed and of today, by one of ``version`` with the same rows."""
    old = path.with_suffix(".old")
    with closing(sqlite3.connect(old, isolation_level=None)) as connection:
        migrate(connection, STEPS[:version])
        connection.execute("ATTACH ? AS today", (str(path),))
        for (table,) in connection.execute(
            "SELECT name FROM main.sqlite_schema WHERE type = 'table'"
        ).fetchall():
            columns = ", ".join(
                f'"{name}"'
                for (name,) in connection.execute("SELECT name FROM pragma_table_info(?)", (table,))
            )
            connection.execute(f"INSERT INTO main.{table} ({columns}) SELECT {columns} FROM today.{table}")
    for suffix in ("-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    old.replace(path)
