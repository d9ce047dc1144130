"""The form in which times, paths and texts stand in a column."""

import os
from datetime import UTC, datetime
from functools import lru_cache

from uploader_gui.domain.messages import Messages, to_json

Value = str | int | float | bytes | None


def time_text(time: datetime) -> str:
    """An aware time as SQLAlchemy's SQLite dialect writes it, in UTC: fixed width, so that it sorts."""
    return time.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")


def maybe_text(time: datetime | None) -> str | None:
    """The same for a time that may be missing."""
    return None if time is None else time_text(time)


def time_of(text: str) -> datetime:
    """The aware UTC time of a column's text."""
    return datetime.fromisoformat(text + "+00:00")


def maybe_time(text: str | None) -> datetime | None:
    """The same for a column that may be NULL."""
    return None if text is None else time_of(text)


def path_form(path: str) -> str | bytes:
    """A path as SQLite can hold it: bytes where a folder's name is not valid text (possible on Linux)."""
    try:
        path.encode()
    except UnicodeEncodeError:
        return os.fsencode(path)
    return path


def path_of(stored: str | bytes) -> str:
    """The path of a column made by ``path_form``."""
    return os.fsdecode(stored) if isinstance(stored, bytes) else stored


def plain(text: str) -> str:
    """Text for the user with what is not valid in UTF-8 (from such a path) spelled out."""
    return text.encode(errors="backslashreplace").decode()


def plain_messages(messages: Messages) -> Messages:
    """The sentences with texts that SQLite can hold."""
    return tuple(one.with_texts(plain) for one in messages)


@lru_cache(maxsize=256)
def messages_text(messages: Messages) -> str:
    """Sentences as they stand in a column."""
    return to_json(plain_messages(messages))
