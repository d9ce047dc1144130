"""Bytes as a person reads them; decimal units, as on a disk's box."""

from collections.abc import Collection, Mapping

from PySide6.QtCore import QLocale

_UNITS = ("B", "kB", "MB", "GB", "TB", "PB")
_MOST_MORE_DIGITS = 3


def size_words(count: int) -> str:
    """Bytes in short: ``512 B``, ``2.1 GB``, ``118 GB``."""
    return _words(count, 0)


def distinct_sizes(counts: Collection[int]) -> Mapping[int, str]:
    """The words of each of these, with as many more digits as it takes to tell them apart: all, where two are few."""
    for more in range(_MOST_MORE_DIGITS + 1):
        words = {count: _words(count, more) for count in counts}
        if len(set(words.values())) == len(words):
            return words
    return {count: f"{QLocale().toString(count)} B" for count in counts}


def _words(count: int, more_digits: int) -> str:
    value, unit = float(count), 0
    while value >= 999.5 and unit < len(_UNITS) - 1:
        value, unit = value / 1000, unit + 1
    digits = (1 if unit and value < 9.95 else 0) + (more_digits if unit else 0)
    return f"{QLocale().toString(value, 'f', digits)} {_UNITS[unit]}"
