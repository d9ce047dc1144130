import sqlite3
from pathlib import Path

import pytest
from sqlmodel import SQLModel

from uploader_gui.domain.errors import BadSettingsError
from uploader_gui.storage.database import tables
from uploader_gui.storage.database.schema import STEPS, check_version, migrate, version_of
from uploader_gui.storage.jobs.job_rows import JOBS


def described(sqlite: sqlite3.Connection) -> dict[str, object]:
    """All that SQLite knows of each table: columns, keys, indexes, foreign keys, options."""
    facts: dict[str, object] = {}
    listed = sqlite.execute("SELECT name, wr, strict FROM pragma_table_list WHERE type = 'table'").fetchall()
    for name, *options in listed:
        indexes = sqlite.execute(
            "SELECT name, [unique], origin FROM pragma_index_list(?)", (name,)
        ).fetchall()
        facts[name] = (
            options,
            sqlite.execute("SELECT * FROM pragma_table_xinfo(?)", (name,)).fetchall(),
            sorted(sqlite.execute("SELECT * FROM pragma_foreign_key_list(?)", (name,)).fetchall()),
            {
                index: sqlite.execute("SELECT seqno, name FROM pragma_index_info(?)", (index[0],)).fetchall()
                for index in indexes
            },
        )
    return facts


@pytest.fixture
def empty() -> sqlite3.Connection:
    return sqlite3.connect(":memory:", isolation_level=None)


def test_the_steps_make_the_tables_that_sqlmodel_describes(empty: sqlite3.Connection) -> None:
    by_sqlmodel = sqlite3.connect(":memory:")
    for statement in tables.statements():
        by_sqlmodel.execute(statement)

    migrate(empty)

    assert described(empty) == described(by_sqlmodel)
    assert version_of(empty) == len(STEPS)


def test_only_the_missing_steps_are_carried_out(empty: sqlite3.Connection) -> None:
    steps = ["CREATE TABLE a (x)", "ALTER TABLE a ADD COLUMN y; INSERT INTO a VALUES (1, 2)"]
    migrate(empty, steps[:1])
    migrate(empty, steps)
    migrate(empty, steps)

    assert empty.execute("SELECT * FROM a").fetchall() == [(1, 2)]


def test_a_step_that_fails_changes_nothing(empty: sqlite3.Connection) -> None:
    with pytest.raises(sqlite3.OperationalError):
        migrate(empty, ["CREATE TABLE a (x)", "CREATE TABLE b (x); CREATE NONSENSE"])

    assert version_of(empty) == 1
    assert "a" in described(empty)
    assert "b" not in described(empty)


def test_a_newer_schema_is_refused_in_words(empty: sqlite3.Connection) -> None:
    empty.execute(f"PRAGMA user_version = {len(STEPS) + 1}")

    with pytest.raises(BadSettingsError, match="newer version of this program"):
        check_version(empty, Path("/state/uploader.db"))


def test_every_field_of_a_job_has_its_column() -> None:
    described = {column.name for column in SQLModel.metadata.tables["async_upload_tasks"].columns}
    assert sorted(described) == sorted((*JOBS.names, "id", "message", "progress"))
