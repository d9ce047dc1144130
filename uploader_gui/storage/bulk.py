"""Many rows written by one statement, which gets them as JSON.

A statement a row lets other threads in after each row and then waits for its turn: beside eight busy workers that
took as long as all the rest of sending small files.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from uploader_gui.storage.jobs.column_values import Value

# 2,000 at once cost 5 MB of memory and saved nothing.
_ROWS_AT_ONCE = 200
_NUL = "\\u0000"


def insert_all(table: str, columns: Sequence[str]) -> str:
    """The statement that inserts what ``json_rows`` gives for these columns."""
    names = ", ".join(f'"{name}"' for name in columns)
    values = ", ".join(f"json_extract(value, '$[{at}]')" for at in range(len(columns)))
    return f"INSERT INTO {table} ({names}) SELECT {values} FROM json_each(?)"  # noqa: S608 - names of ours


def json_rows(rows: Iterable[Mapping[str, Value]], columns: Sequence[str]) -> Iterator[str]:
    """JSON arrays of rows, each an array of these columns, so many rows at once as are held in memory with ease.

    JSON holds no bytes: they become empty text. Raises ValueError for text with a NUL, where SQLite would end it.
    """
    left = iter(rows)
    while chunk := [[row[name] for name in columns] for row in islice(left, _ROWS_AT_ONCE)]:
        text = json.dumps(chunk, ensure_ascii=False, default=lambda _: "")
        if _NUL in text and any("\0" in value for row in chunk for value in row if isinstance(value, str)):
            raise ValueError("a NUL in the text of a column")
        yield text
