"""DeliveryReader: finished uploads by name, key, package and date, page by page, whether their jobs are still listed or not."""

import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

from uploader_gui.domain.reports.deliveries import Delivery, DeliveryPlace, DeliverySearch
from uploader_gui.storage.database.column_values import Value, plain, time_text
from uploader_gui.storage.database.database import Database
from uploader_gui.storage.jobs.other_rows import RECORDINGS
from uploader_gui.storage.jobs.statements import COUNT_DELIVERIES, DELIVERY_HAS_WORD, SELECT_DELIVERIES

_FIRST: Final = datetime(1, 1, 2, tzinfo=UTC)
_LAST: Final = datetime(9999, 12, 30, tzinfo=UTC)
_TICK: Final = timedelta(microseconds=1)
_BEHIND_ALL: Final = DeliveryPlace(_LAST, 2**62)


class DeliveryReader:
    """What is stored, as the domain's values. Blocking; any thread."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def deliveries(
        self, search: DeliverySearch, limit: int, after: DeliveryPlace | None = None
    ) -> tuple[list[Delivery], DeliveryPlace | None]:
        """At most ``limit`` of those that are found, newest first, and where the next page begins (None: nowhere).

        ``after``: where the page before ended. Of 100,000, 200 without words take 20 ms, by whatever dates; words are
        looked for from there on, 0.3 s for all of them.
        """
        start = after or _BEHIND_ALL
        # So that the index leads there at once: it goes by a time alone.
        condition, values = _condition(search, start.uploaded_at + _TICK)
        place: list[Value] = [time_text(start.uploaded_at), start.recording_id]
        with self._database.reading() as sqlite:
            sqlite.create_function("holds", 2, _holds, deterministic=True)
            statement = SELECT_DELIVERIES.format(condition)
            rows = sqlite.execute(statement, [*place, *values, limit]).fetchall()
        found = [Delivery(RECORDINGS.load(row), row["package_name"]) for row in rows]
        if len(found) < limit:
            return found, None
        last = found[-1].recording
        return found, DeliveryPlace(last.uploaded_at, last.recording_id or 0)

    def delivered(self, search: DeliverySearch) -> tuple[int, int]:
        """How many are found, and how many bytes they have together; 0.3 s for 100,000 by words, 20 ms without."""
        condition, values = _condition(search, _LAST)
        with self._database.reading() as sqlite:
            sqlite.create_function("holds", 2, _holds, deterministic=True)
            row: sqlite3.Row = sqlite.execute(COUNT_DELIVERIES.format(condition), values).fetchone()
        return int(row[0]), int(row[1])


def _condition(search: DeliverySearch, until: datetime) -> tuple[str, Sequence[Value]]:
    """What follows ``WHERE ... AND``, and its values; only what was uploaded before ``until`` as well."""
    values: list[Value] = [time_text(search.since or _FIRST), time_text(min(search.until or _LAST, until))]
    for word in search.words:
        values += [plain(word).casefold()] * 2
    return DELIVERY_HAS_WORD * len(search.words), values


def _holds(text: str, word: str) -> bool:
    """SQLite itself folds the case of ASCII alone."""
    return word in text.casefold()
