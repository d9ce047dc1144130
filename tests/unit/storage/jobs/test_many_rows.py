"""Statements that take the values of many rows at once."""

import sqlite3
from collections.abc import Iterator, Sequence

import pytest

from uploader_gui.storage.database.column_values import Value
from uploader_gui.storage.jobs.many_rows import ManyRows


@pytest.fixture
def sqlite() -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE kept (number, text)")
    yield connection
    connection.close()


def _kept(sqlite: sqlite3.Connection) -> Sequence[tuple[Value, ...]]:
    return sqlite.execute("SELECT number, text FROM kept ORDER BY number").fetchall()


@pytest.mark.parametrize("count", [0, 1, 2, 3, 255, 256, 257, 1234])
def test_every_row_is_taken_once_however_many_there_are(sqlite: sqlite3.Connection, count: int) -> None:
    rows: list[tuple[Value, ...]] = [(number, f"row {number}") for number in range(count)]

    ManyRows("INSERT INTO kept VALUES {}", 2).execute(sqlite, rows)

    assert _kept(sqlite) == rows


def test_values_of_every_kind_stand_as_they_are(sqlite: sqlite3.Connection) -> None:
    rows: list[tuple[Value, ...]] = [(1, None), (2, b"\xff\0"), (3, 'a "b" \0 c 会'), (4, 0.5)]

    ManyRows("INSERT INTO kept VALUES {}", 2).execute(sqlite, rows)

    assert _kept(sqlite) == rows


def test_any_number_of_rows_goes_with_few_different_statements(sqlite: sqlite3.Connection) -> None:
    columns = [f"c{at}" for at in range(40)]
    sqlite.execute(f"CREATE TABLE wide ({', '.join(columns)})")
    insert = ManyRows("INSERT INTO wide VALUES {}", len(columns))
    said: set[str] = set()
    sqlite.set_trace_callback(said.add)

    for count in range(60):
        insert.execute(sqlite, [[None] * len(columns)] * count)

    assert len([text for text in said if text.startswith("INSERT")]) == 4
