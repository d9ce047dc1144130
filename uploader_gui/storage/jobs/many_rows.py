"""Statements that take the values of many rows at once."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import chain, islice

from uploader_gui.storage.database.column_values import Value

# More at once saves nothing, and SQLite keeps some 200 bytes for each value of a prepared statement.
_VALUES_AT_ONCE = 512


class ManyRows:
    """A statement that takes rows of ``width`` values each; they stand where its text has ``{}``.

    Many rows go with one call, since each call lets other threads take the interpreter. SQLite needs a fifth of the
    time for values that are bound, compared with values that it reads out of JSON.
    """

    def __init__(self, text: str, width: int) -> None:
        self._text = text
        self._row = f"({', '.join('?' * width)})"
        self._rows_at_once = _power_of_two(_VALUES_AT_ONCE // width)
        self._taking = cache(self._statement)

    def execute(self, sqlite: sqlite3.Connection, rows: Iterable[Sequence[Value]]) -> None:
        """Carry it out for all of these rows; they are read as they are needed."""
        left = iter(rows)
        while some := list(islice(left, self._rows_at_once)):
            for piece in _pieces(some):
                sqlite.execute(self._taking(len(piece)), list(chain.from_iterable(piece)))

    def _statement(self, count: int) -> str:
        return self._text.format(", ".join([self._row] * count))


def _pieces(rows: Sequence[Sequence[Value]]) -> Iterator[Sequence[Sequence[Value]]]:
    """Pieces of 1, 2, 4, 8... rows: few statements, so that each is prepared once."""
    while rows:
        count = _power_of_two(len(rows))
        yield rows[:count]
        rows = rows[count:]


def _power_of_two(most: int) -> int:
    """The greatest that is not more than ``most``, 1 or more."""
    return 1 << (most.bit_length() - 1)
