"""A TOML table read strictly: the wrong kind of value is an error that names file and key."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from uploader_gui.domain.entered_text import entered, entered_word
from uploader_gui.domain.errors import BadSettingsError

UNLIMITED = "unlimited"
_LARGEST_NUMBER = 2**53
_Choice = TypeVar("_Choice", bound=StrEnum)


class Table:
    """A table of the file, read key by key. Each reader raises BadSettingsError that names file and key."""

    def __init__(self, values: Mapping[str, object], place: str) -> None:
        self._values = values
        self._place = place

    def text(self, key: str, default: str | None = None) -> str:
        """A text; with no default it must be there and not be empty."""
        value = self._values.get(key, default)
        if not isinstance(value, str) or (default is None and not value):
            raise self.bad(key, "must be a text", value)
        return value

    def entered(self, key: str, default: str, *, is_word: bool = False) -> str:
        """A text fit for the wire; ``is_word``: also for a header."""
        text = self.text(key, default)
        try:
            return entered_word(text, "It") if is_word else entered(text, "It")
        except BadSettingsError as error:
            raise self.bad(key, f"can't be used ({error.message})", text) from None

    def number(self, key: str, default: int, *, low: int, high: int = _LARGEST_NUMBER) -> int:
        """A whole number from ``low`` to ``high``."""
        value = self._values.get(key, default)
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            wanted = f"from {low} to {high}" if high < _LARGEST_NUMBER else f"of at least {low}"
            raise self.bad(key, f"must be a whole number {wanted}", value)
        return value

    def flag(self, key: str, *, default: bool) -> bool:
        """True or false."""
        value = self._values.get(key, default)
        if not isinstance(value, bool):
            raise self.bad(key, "must be true or false", value)
        return value

    def limit(self, key: str, default: int | None, *, low: int) -> int | None:
        """A whole number, or the word for none."""
        value = self._values.get(key, UNLIMITED if default is None else default)
        if value == UNLIMITED:
            return None
        if not isinstance(value, int) or isinstance(value, bool) or value < low:
            raise self.bad(key, f'must be a whole number of at least {low}, or "{UNLIMITED}"', value)
        return value

    def hours(self, key: str) -> float | None:
        """A number of hours over 0, or None where the key is missing."""
        value = self._values.get(key)
        if value is not None and (
            not isinstance(value, int | float) or isinstance(value, bool) or not 0 < value < _LARGEST_NUMBER
        ):
            raise self.bad(key, "must be a number of hours over 0", value)
        return None if value is None else float(value)

    def choice(self, key: str, default: _Choice) -> _Choice:
        """One of the words of ``default``'s kind."""
        kind = type(default)
        value = self._values.get(key, default)
        if value not in list(kind):
            raise self.bad(key, "must be one of " + ", ".join(f'"{word}"' for word in kind), value)
        return kind(str(value))

    def tables(self, key: str) -> list["Table"]:
        """The tables of an array, ``[[key]]`` in the file."""
        value = self._values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            raise self.bad(key, f"must be written as [[{key}]] sections", value)
        return [Table(one, f"{self._place}, connection {number}") for number, one in enumerate(value, 1)]

    def table(self, key: str) -> "Table":
        """The table ``[key]``, empty where it is missing."""
        value = self._values.get(key, {})
        if not isinstance(value, dict):
            raise self.bad(key, f"must be written as a [{key}] section", value)
        return Table(value, self._place)

    def bad(self, key: str, rule: str, value: object) -> BadSettingsError:
        """The error for a value that can't be used."""
        found = "is missing" if value is None else f"is {value!r}"
        return BadSettingsError(f"In {self._place}, '{key}' {found}: it {rule}. Correct it there.")
