"""The form in which times, paths and texts stand in a column."""

import json
import os
from datetime import UTC, datetime
from functools import lru_cache

from uploader_gui.domain.errors import ErrorCode
from uploader_gui.domain.hashes import Hashes, HashKind
from uploader_gui.domain.messages import Messages, from_json, to_json
from uploader_gui.domain.packages.package import LeftOutFile

Value = str | int | float | bytes | None


@lru_cache(maxsize=64)  # the rows of one transaction have most of their times in common
def time_text(time: datetime) -> str:
    """An aware time as SQLAlchemy's SQLite dialect writes it, in UTC: fixed width, so that it sorts."""
    return time.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")


def maybe_text(time: datetime | None) -> str | None:
    """The same for a time that may be missing."""
    return None if time is None else time_text(time)


@lru_cache(maxsize=64)  # as in time_text
def time_of(text: str) -> datetime:
    """The aware UTC time of a column's text."""
    return datetime.fromisoformat(text + "+00:00")


def maybe_time(text: str | None) -> datetime | None:
    """The same for a column that may be NULL."""
    return None if text is None else time_of(text)


def text_or_empty(text: str | None) -> str:
    """The text of a column that is NULL in rows from before it was there."""
    return text or ""


def number_or_zero(number: float | None) -> float:
    """The number of a column that is NULL in rows from before it was there."""
    return number or 0.0


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


@lru_cache(maxsize=256)
def plain_messages(messages: Messages) -> Messages:
    """The sentences with texts that SQLite can hold."""
    return tuple(one.with_texts(plain) for one in messages)


def hashes_text(hashes: Hashes) -> str:
    """Hashes as they stand in a column."""
    return json.dumps(hashes) if hashes else ""


def hashes_of(text: str | None) -> Hashes:
    """The hashes of a column made by ``hashes_text``, or NULL."""
    return tuple((HashKind(kind), value) for kind, value in json.loads(text)) if text else ()


def paths_text(paths: tuple[str, ...]) -> str:
    """Paths as they stand in a column: in ASCII, so any name can."""
    return json.dumps(paths) if paths else ""


def paths_of(text: str) -> tuple[str, ...]:
    """The paths of a column made by ``paths_text``."""
    return tuple(json.loads(text)) if text else ()


def left_out_text(files: tuple[LeftOutFile, ...]) -> str:
    """Paths with codes and sentences as they stand in a column."""
    return json.dumps([left_out_fields(one) for one in files]) if files else ""


def left_out_of(text: str | None) -> tuple[LeftOutFile, ...]:
    """The files of a column made by ``left_out_text``, or NULL."""
    return tuple(left_out_file(*fields) for fields in json.loads(text)) if text else ()


def left_out_fields(file: LeftOutFile) -> tuple[str, ...]:
    """What ``left_out_file`` makes the file of again."""
    fields = file.path, file.code.value, messages_text(file.messages)
    return (*fields, file.job_id) if file.job_id else fields


def left_out_file(path: str, code: str, messages: str = "", job_id: str = "") -> LeftOutFile:
    """A file that was left out, from its fields."""
    return LeftOutFile(path, ErrorCode.read(code), from_json(messages) if messages else (), job_id)


def crc32_text(crc32: int | None) -> str:
    """A CRC32 as eight hex digits; "" for none."""
    return "" if crc32 is None else f"{crc32:08x}"


def crc32_of(text: str | None) -> int | None:
    """The CRC32 of a column made by ``crc32_text``, or NULL."""
    return int(text, 16) if text else None


@lru_cache(maxsize=256)
def messages_text(messages: Messages) -> str:
    """Sentences as they stand in a column."""
    return to_json(plain_messages(messages))
