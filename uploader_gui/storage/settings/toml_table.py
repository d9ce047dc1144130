"""A TOML table read strictly: the wrong kind of value is an error that names file and key."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import TypeVar

from uploader_gui.domain.entered.entered_text import entered, entered_word
from uploader_gui.domain.errors import BadSettingsError
from uploader_gui.domain.messages import Message, MessageCode, Messages, message
from uploader_gui.domain.store.kept_parts import MOST_HOURS
from uploader_gui.domain.store.object_terms import Pairs

UNLIMITED = "unlimited"
_LARGEST_NUMBER = 2**53
_Choice = TypeVar("_Choice", bound=StrEnum)


class Table:
    """A table of the file, read key by key. Each reader raises BadSettingsError that names file and key.

    ``section`` says which of several it is in the file, if there are several.
    """

    def __init__(self, values: Mapping[str, object], path: str, section: Message | None = None) -> None:
        self._values = values
        self._path = path
        self._section = section

    def has(self, key: str) -> bool:
        """Say whether anything stands there."""
        return key in self._values

    def text(self, key: str, default: str | None = None) -> str:
        """A text; with no default it must be there and not be empty."""
        value = self._values.get(key, default)
        if not isinstance(value, str) or (default is None and not value):
            raise self.bad(key, message(MessageCode.SETTING_IS_TEXT), value)
        return value

    def entered(self, key: str, default: str, *, is_word: bool = False) -> str:
        """A text fit for the wire; ``is_word``: also for a header."""
        text = self.text(key, default)
        try:
            return entered_word(text, "It") if is_word else entered(text, "It")
        except BadSettingsError as error:
            raise self.unusable(key, error, text) from None

    def clean(self, key: str, clean: Callable[[str], str]) -> str:
        """What ``clean`` makes of a text, "" where the key is missing."""
        text = self.text(key, "")
        try:
            return clean(text)
        except BadSettingsError as error:
            raise self.unusable(key, error, text) from None

    def number(self, key: str, default: int, *, low: int, high: int = _LARGEST_NUMBER) -> int:
        """A whole number from ``low`` to ``high``."""
        value = self._values.get(key, default)
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            raise self.bad(key, _whole_number(low, high), value)
        return value

    def flag(self, key: str, *, default: bool) -> bool:
        """True or false."""
        value = self._values.get(key, default)
        if not isinstance(value, bool):
            raise self.bad(key, message(MessageCode.SETTING_IS_FLAG), value)
        return value

    def limit(self, key: str, default: int | None, *, low: int) -> int | None:
        """A whole number, or the word for none."""
        value = self._values.get(key, UNLIMITED if default is None else default)
        if value == UNLIMITED:
            return None
        if not isinstance(value, int) or isinstance(value, bool) or value < low:
            raise self.bad(key, message(MessageCode.SETTING_IS_LIMIT, low=low, word=UNLIMITED), value)
        return value

    def hours(self, key: str) -> float | None:
        """A number of hours over 0, or None where the key is missing."""
        value = self._values.get(key)
        if value is not None and (
            not isinstance(value, int | float) or isinstance(value, bool) or not 0 < value <= MOST_HOURS
        ):
            raise self.bad(key, message(MessageCode.SETTING_IS_HOURS), value)
        return None if value is None else float(value)

    def seconds(self, key: str, default: float, *, high: float) -> float:
        """A number of seconds from 0 to ``high``."""
        value = self._values.get(key, default)
        if not isinstance(value, int | float) or isinstance(value, bool) or not 0 <= value <= high:
            raise self.bad(key, message(MessageCode.SETTING_IS_SECONDS, high=f"{high:.0f}"), value)
        return float(value)

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, empty where the key is missing; none of them is empty."""
        value = self._values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(one, str) and one for one in value):
            raise self.bad(key, message(MessageCode.SETTING_IS_TEXTS), value)
        return tuple(value)

    def pairs(self, key: str, clean: Callable[[Pairs], Pairs]) -> Pairs:
        """What ``clean`` makes of a table of texts, in its order; empty where the key is missing."""
        value = self._values.get(key, {})
        if not isinstance(value, dict) or not all(isinstance(one, str) for one in value.values()):
            raise self.bad(key, message(MessageCode.SETTING_IS_PAIRS), value)
        try:
            return clean(tuple(value.items()))
        except BadSettingsError as error:
            raise self.unusable(key, error, value) from None

    def choice(self, key: str, default: _Choice) -> _Choice:
        """One of the words of ``default``'s kind."""
        kind = type(default)
        value = self._values.get(key, default)
        if value not in list(kind):
            words = ", ".join(f'"{word}"' for word in kind)
            raise self.bad(key, message(MessageCode.SETTING_IS_WORD, words=words), value)
        return kind(str(value))

    def tables(self, key: str, where: MessageCode) -> list["Table"]:
        """The tables of an array, ``[[key]]`` in the file; ``where`` names one of them by its number."""
        value = self._values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            raise self.bad(key, message(MessageCode.SETTING_IS_SECTIONS, key=key), value)
        return [
            Table(one, self._path, message(where, path=self._path, number=number))
            for number, one in enumerate(value, 1)
        ]

    def table(self, key: str) -> "Table":
        """The table ``[key]``, empty where it is missing."""
        value = self._values.get(key, {})
        if not isinstance(value, dict):
            raise self.bad(key, message(MessageCode.SETTING_IS_SECTION, key=key), value)
        return Table(value, self._path, self._section)

    def bad(self, key: str, rule: Message, value: object) -> BadSettingsError:
        """The error for a value that is not what it must be."""
        return BadSettingsError((*self._found(key, value), rule, message(MessageCode.CORRECT_IT_THERE)))

    def unusable(self, key: str, error: BadSettingsError, value: object) -> BadSettingsError:
        """The error for a value that can't be used, and why."""
        unusable = (*self._found(key, value), message(MessageCode.SETTING_UNUSABLE), *error.messages)
        return BadSettingsError((*unusable, message(MessageCode.CORRECT_IT_THERE)))

    def _found(self, key: str, value: object) -> Messages:
        where = self._section or message(MessageCode.SETTING_OF_FILE, path=self._path)
        if value is None:
            return where, message(MessageCode.SETTING_MISSING, key=key)
        return where, message(MessageCode.SETTING_IS, key=key, value=repr(value))


def _whole_number(low: int, high: int) -> Message:
    if high < _LARGEST_NUMBER:
        return message(MessageCode.SETTING_IS_NUMBER, low=low, high=high)
    return message(MessageCode.SETTING_IS_LARGE_NUMBER, low=low)
