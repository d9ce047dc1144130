"""A speed as a person enters and reads it."""

import re
from typing import Final

RATE: Final = re.compile(r"(\d{1,12}(?:\.\d{1,6})?)[ \t]*([kMG]?)(B(?:/s)?)?", re.IGNORECASE)
_UNITS: Final = {"": 1, "k": 1_000, "m": 1_000_000, "g": 1_000_000_000}


def entered_rate(text: str) -> int | None:
    """Bytes a second of ``400000``, ``400k``, ``1.5 MB/s``, in decimal units; None for anything else, and for nothing."""
    found = RATE.fullmatch(text.strip())
    return (round(float(found[1]) * _UNITS[found[2].lower()]) or None) if found else None


def rate_text(bytes_per_second: int) -> str:
    """What ``entered_rate`` reads again as exactly this: ``2 MB/s``, ``1.5 MB/s``, ``400 kB/s``."""
    for unit, size in (("GB/s", 1_000_000_000), ("MB/s", 1_000_000), ("kB/s", 1_000)):
        if bytes_per_second >= size:
            number = f"{bytes_per_second / size:.6f}".rstrip("0").rstrip(".")
            if entered_rate(f"{number} {unit}") == bytes_per_second:
                return f"{number} {unit}"
    return f"{bytes_per_second} B/s"
