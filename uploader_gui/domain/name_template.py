"""Keys by template, such as ``{file_year}/{folder}/{stem}_{counter:03}{ext}``.

- ``{name}``: the file's name; ``{stem}`` and ``{ext}``: without its extension, and that. A dot stands before the
  extension wherever something does in the same segment, written in the template or not, and none where a file has no
  extension: ``{stem}{ext}`` and ``{stem}.{ext}`` are the same, and ``{ext}/{name}`` sorts into ``mov/``.
- ``{folder}``: the folders from the dropped one to the file, with slashes, "" for a file that was dropped itself;
  ``{parent}``: the last of these.
- ``{year} {month} {day} {hour} {minute} {second}``: when the file was added; ``{file_year}`` and so on: when it was
  last written. Both by the clock on the wall.
- ``{host}``, ``{user}``, ``{package}``; ``{counter}``, with as many digits at least as ``{counter:03}`` says.
- ``{{`` and ``}}`` are braces.
"""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from enum import StrEnum
from functools import cached_property, lru_cache
from typing import Final

from uploader_gui.domain.entered.entered_text import entered
from uploader_gui.domain.errors import BadSettingsError, ErrorCode, UploaderError
from uploader_gui.domain.messages import MessageCode, message
from uploader_gui.domain.naming import object_key

LONGEST_TEMPLATE: Final = 1024
"""Characters."""
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_FILE_TIME: Final = "file_"
_TIMES: Final = {"year": 4, "month": 2, "day": 2, "hour": 2, "minute": 2, "second": 2}
_TOKEN: Final = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}\\]")
_COUNTER: Final = re.compile(r"counter(?::0?([1-9]\d?))?")
_MOST_DIGITS: Final = 18
_DOTS: Final = re.compile(r"(?:^|/)(\.\.?)(?=/|$)")
_NO_SEGMENT: Final = re.compile(r"[/\\\0]")


class Field(StrEnum):
    """What may stand in braces."""

    NAME = "name"
    STEM = "stem"
    EXT = "ext"
    FOLDER = "folder"
    PARENT = "parent"
    YEAR = "year"
    MONTH = "month"
    DAY = "day"
    HOUR = "hour"
    MINUTE = "minute"
    SECOND = "second"
    FILE_YEAR = "file_year"
    FILE_MONTH = "file_month"
    FILE_DAY = "file_day"
    FILE_HOUR = "file_hour"
    FILE_MINUTE = "file_minute"
    FILE_SECOND = "file_second"
    HOST = "host"
    USER = "user"
    PACKAGE = "package"
    COUNTER = "counter"


_OF_ITS_OWN: Final = frozenset({Field.NAME, Field.STEM, Field.COUNTER})
# What stands in a key for something that may have been anything at another time: no character that a text may have.
_OPEN: Final = {
    **{
        Field(name): (chr(0xFDD0 + at), rf"\d{{{digits}}}")
        for at, (name, digits) in enumerate(_TIMES.items())
    },
    Field.PACKAGE: ("\ufdde", "[^/]*"),
    Field.COUNTER: ("\ufddf", r"\d+"),
}


@dataclass(frozen=True, slots=True)
class Occasion:
    """What is the same for all files that are added together.

    ``now`` has a zone. ``zone``: by whose clock the names go; None: this computer's. ``package``: the package's name.
    """

    now: datetime
    host: str = ""
    user: str = ""
    package: str = ""
    zone: tzinfo | None = None


@dataclass(frozen=True, slots=True)
class _Place:
    """A field in a template. ``digits`` at least, of a counter; ``has_dot``: of an extension, one stands before it."""

    field: Field
    digits: int = 1
    has_dot: bool = False


@dataclass(frozen=True)
class NameTemplate:
    """A template that was read by ``parsed_template``."""

    pieces: tuple[str | _Place, ...]

    @cached_property
    def fields(self) -> frozenset[Field]:
        """The fields that it has."""
        return frozenset(piece.field for piece in self.pieces if isinstance(piece, _Place))

    @property
    def has_counter(self) -> bool:
        """Whether each file takes a number."""
        return Field.COUNTER in self.fields

    @property
    def varies(self) -> bool:
        """Whether the same file has another key when it is added another time."""
        return not self.fields.isdisjoint(_OPEN)

    @property
    def tells_files_apart(self) -> bool:
        """Whether two files of a folder have two keys; if not, hardly more than one file can be uploaded."""
        return not self.fields.isdisjoint(_OF_ITS_OWN)

    def key(
        self, prefix: str, relative_parts: tuple[str, ...], mtime_ns: int, occasion: Occasion, number: int
    ) -> str:
        """The key of a file below ``prefix``, which it never leaves.

        ``relative_parts`` as in ``object_key``. What would end a segment, and a value of nothing but dots, becomes
        ``_``. Raises UploaderError BAD_KEY as ``object_key`` does, and for a file's time that is in no calendar.
        """
        text = "".join(self._texts(relative_parts, mtime_ns, occasion, number))
        return _key_below(prefix, text)

    def pattern(
        self,
        prefix: str,
        relative_parts: tuple[str, ...],
        mtime_ns: int,
        occasion: Occasion,
        *,
        any_package: bool,
    ) -> str:
        """What matches each key that the file would have had when it had been added at another time.

        ``any_package``: or in a package of another name. Raises as ``key`` does.
        """
        is_open = set(_OPEN) if any_package else set(_OPEN) - {Field.PACKAGE}
        texts = self._texts(relative_parts, mtime_ns, occasion, 0)
        text = "".join(
            _OPEN[piece.field][0] if isinstance(piece, _Place) and piece.field in is_open else made
            for piece, made in zip(self.pieces, texts, strict=True)
        )
        pattern = re.escape(_key_below(prefix, text))
        for mark, anything in _OPEN.values():
            pattern = pattern.replace(mark, anything)
        return pattern

    def _texts(
        self, relative_parts: tuple[str, ...], mtime_ns: int, occasion: Occasion, number: int
    ) -> Iterator[str]:
        for piece in self.pieces:
            if isinstance(piece, str):
                yield piece
            elif piece.field is Field.COUNTER:
                yield f"{number:0{piece.digits}d}"
            elif piece.field is Field.EXT:
                extension = posixpath.splitext(relative_parts[-1])[1]
                yield _NO_SEGMENT.sub("_", extension[0 if piece.has_dot else 1 :])
            elif piece.field is Field.FOLDER:
                yield "/".join(map(_inside, relative_parts[:-1]))
            else:
                yield _inside(_value(piece.field, relative_parts, mtime_ns, occasion))


@dataclass(frozen=True, slots=True)
class TemplatedName:
    """How a new file came to its key: it may still change while the file is not added.

    ``scope``: whose counter its number is of. ``is_promised``: somebody was shown the key with this number, so it stays
    unless another file was given the number meanwhile.
    """

    template: NameTemplate
    prefix: str
    relative_parts: tuple[str, ...]
    mtime_ns: int
    occasion: Occasion
    scope: str
    number: int = 1
    is_promised: bool = False

    @property
    def key(self) -> str:
        """The key. Raises UploaderError BAD_KEY."""
        return self.template.key(self.prefix, self.relative_parts, self.mtime_ns, self.occasion, self.number)

    def may_have_been(self, key: str, *, any_package: bool) -> bool:
        """Say whether the file could have been given ``key`` when it had been added at another time."""
        pattern = self.template.pattern(
            self.prefix, self.relative_parts, self.mtime_ns, self.occasion, any_package=any_package
        )
        return re.fullmatch(pattern, key) is not None


def parsed_template(text: str) -> NameTemplate:
    """Read a template. Raises BadSettingsError that names the character at which it can't be read."""
    return _parsed(clean_template(text))


def clean_template(text: str) -> str:
    """A template as we keep it, trimmed; "" for none. Raises BadSettingsError as ``parsed_template`` does."""
    text = entered(text, "The name template")
    if len(text) > LONGEST_TEMPLATE:
        raise BadSettingsError(message(MessageCode.TEMPLATE_TOO_LONG, limit=LONGEST_TEMPLATE))
    if text:
        _parsed(text)
    return text


@lru_cache(maxsize=64)
def _parsed(text: str) -> NameTemplate:
    pieces: list[str | _Place] = []
    end = 0
    for token in _TOKEN.finditer(text):
        pieces.append(text[end : token.start()])
        pieces.append(_piece(token))
        end = token.end()
    pieces.append(text[end:])
    if dots := _DOTS.search(text):
        raise BadSettingsError(message(MessageCode.TEMPLATE_WITH_DOTS, place=dots.start(1) + 1))
    if text.endswith("/"):
        raise BadSettingsError(message(MessageCode.TEMPLATE_WITHOUT_NAME))
    return NameTemplate(tuple(_with_dots(pieces)))


def _piece(token: re.Match[str]) -> str | _Place:
    place = token.start() + 1
    if token[0] in {"{{", "}}"}:
        return token[0][0]
    if token[0] == "\\":
        raise BadSettingsError(message(MessageCode.TEMPLATE_WITH_BACKSLASH, place=place))
    word = token[1]
    if word is None:
        raise BadSettingsError(message(MessageCode.TEMPLATE_BRACE_ALONE, place=place))
    if counter := _COUNTER.fullmatch(word):
        digits = int(counter[1] or 1)
        if digits <= _MOST_DIGITS:
            return _Place(Field.COUNTER, digits)
    elif word in list(Field):
        return _Place(Field(word))
    raise BadSettingsError(
        message(MessageCode.TEMPLATE_FIELD_UNKNOWN, field=word, place=place, fields=", ".join(Field))
    )


def _with_dots(pieces: list[str | _Place]) -> Iterator[str | _Place]:
    """Without empty pieces; the dot before an extension belongs to the extension."""
    kept = [piece for piece in pieces if piece != ""]
    is_first = True  # in its segment
    for piece, after in zip(kept, [*kept[1:], ""], strict=True):
        if isinstance(piece, _Place):
            yield _Place(piece.field, piece.digits, has_dot=not is_first)
            is_first = False
            continue
        is_before_extension = isinstance(after, _Place) and after.field is Field.EXT
        text = piece.removesuffix(".") if is_before_extension else piece
        if text:
            yield text
        is_first = text == piece and text.endswith("/")


def _key_below(prefix: str, text: str) -> str:
    segments = text.split("/")
    if not segments[-1]:  # else the folder before it would be the name
        raise UploaderError(message(MessageCode.NAME_MISSING), code=ErrorCode.BAD_KEY)
    return object_key(prefix, tuple(segments))


def _inside(value: str) -> str:
    """``value`` as part of one segment."""
    if not value.strip("."):
        return "_" * len(value)
    return _NO_SEGMENT.sub("_", value)


def _value(field: Field, relative_parts: tuple[str, ...], mtime_ns: int, occasion: Occasion) -> str:
    match field:
        case Field.NAME:
            return relative_parts[-1]
        case Field.STEM:
            return posixpath.splitext(relative_parts[-1])[0]
        case Field.PARENT:
            return relative_parts[-2] if len(relative_parts) > 1 else ""
        case Field.HOST:
            return occasion.host
        case Field.USER:
            return occasion.user
        case Field.PACKAGE:
            return occasion.package
        case _:
            return _time(field, mtime_ns, occasion)


@lru_cache(maxsize=64)  # asked for each field of each file
def _on_the_wall(moment: datetime, zone: tzinfo | None) -> datetime:
    return moment.astimezone(zone)


def _time(field: Field, mtime_ns: int, occasion: Occasion) -> str:
    name = field.removeprefix(_FILE_TIME)
    try:
        if name == field:
            there = _on_the_wall(occasion.now, occasion.zone)
        else:
            there = _on_the_wall(_EPOCH + timedelta(microseconds=mtime_ns // 1000), occasion.zone)
    except (OverflowError, ValueError, OSError):
        raise UploaderError(message(MessageCode.FILE_TIME_UNFIT), code=ErrorCode.BAD_KEY) from None
    number: int = getattr(there, name)
    return f"{number:0{_TIMES[name]}d}"
