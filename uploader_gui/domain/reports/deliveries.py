"""What is looked for among all that was ever delivered, and what one delivery is."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from uploader_gui.domain.job import Recording

_DAY: Final = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?")
_TO: Final = ".."


@dataclass(frozen=True, slots=True)
class Delivery:
    """A finished upload, and the name of the package that it was part of ("" for none)."""

    recording: Recording
    package_name: str = ""


@dataclass(frozen=True, slots=True)
class DeliveryPlace:
    """Where a page of deliveries, newest first, ended: the next one begins behind it."""

    uploaded_at: datetime
    recording_id: int


@dataclass(frozen=True, slots=True)
class DeliverySearch:
    """Each of ``words`` has to be in the name of the file, in ``bucket/key`` or in the package's name, in upper or lower case.

    ``since`` and ``until``: uploaded then or later, and before; aware times, None for any.
    """

    words: tuple[str, ...] = ()
    since: datetime | None = None
    until: datetime | None = None


def search_for(text: str, midnight: Callable[[date], datetime]) -> DeliverySearch:
    """What a person means who writes this: words, and dates such as ``2026-11``, ``2026-11-03`` or ``2026-11-03..2026-11-10``.

    A range may be open at one end; of several dates the last one counts. What is no date is a word. ``midnight``: when a
    day begins where the person is.
    """
    words: list[str] = []
    days: tuple[date | None, date | None] = None, None
    for word in text.split():
        meant = _days(word)
        if meant is None:
            words.append(word)
        else:
            days = meant
    since, until = (None if day is None else midnight(day) for day in days)
    return DeliverySearch(tuple(words), since, until)


def _days(word: str) -> tuple[date | None, date | None] | None:
    """The first day that is meant and the one behind the last; None if it is no date."""
    first, to, last = word.partition(_TO)
    if not to:
        return _whole(word)
    begin, end = _whole(first) if first else (None, None), _whole(last) if last else (None, None)
    if begin is None or end is None or not (first or last):
        return None
    return begin[0], end[1]


def _whole(text: str) -> tuple[date, date] | None:
    """A day or a month: its first day, and the one behind its last."""
    found = _DAY.fullmatch(text)
    if found is None:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        if day is not None:
            only = date(year or 0, month or 0, day)
            return only, only + timedelta(days=1)
        first = date(year or 0, month or 0, 1)
        return first, (first + timedelta(days=31)).replace(day=1)
    except (ValueError, OverflowError):
        return None
