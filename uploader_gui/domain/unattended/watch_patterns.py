"""Which names a watched folder takes: patterns, names of files that are not whole yet, and markers."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import translate
from functools import cached_property
from typing import Final

UNFINISHED: Final = (
    ".part", ".partial", ".tmp", ".temp", ".crdownload", ".download", ".opdownload", ".filepart", ".incomplete",
    ".!ut", ".!qb", ".unfinished",
)  # fmt: skip
"""What browsers, copiers and transfer programs let names end with until the file is whole and is renamed."""


@dataclass(frozen=True)
class WatchPatterns:
    """The names that are taken; in upper or lower case alike, as cameras write ``.MOV`` and people ``*.mov``.

    A pattern with a slash is compared with the path below the folder, any other with the file's name; one of
    ``exclude`` also with the name of each folder that the file is in. ``marker`` as of ``Growth``.
    """

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    marker: str = ""

    def take(self, parts: Sequence[str]) -> bool:
        """Say whether the file with this path below the folder is to be sent once it is finished."""
        name = parts[-1]
        if name.lower().endswith(UNFINISHED) or self.is_marker(name):
            return False
        if self.exclude and any(self._leaves_out(parts[: depth + 1]) for depth in range(len(parts))):
            return False
        return not self.include or any(_fits(one, parts) for one in self._included)

    def enters(self, parts: Sequence[str]) -> bool:
        """Say whether anything in this folder may be taken."""
        return not self._leaves_out(parts)

    def is_marker(self, name: str) -> bool:
        """Say whether a file of this name only says of another one that it is finished."""
        return self._marker is not None and self._marker.fullmatch(name) is not None

    def _leaves_out(self, parts: Sequence[str]) -> bool:
        return any(_fits(one, parts) for one in self._excluded)

    @cached_property
    def _included(self) -> list[tuple[bool, re.Pattern[str]]]:
        return [_compiled(one) for one in self.include]

    @cached_property
    def _excluded(self) -> list[tuple[bool, re.Pattern[str]]]:
        return [_compiled(one) for one in self.exclude]

    @cached_property
    def _marker(self) -> re.Pattern[str] | None:
        if not self.marker:
            return None
        words = re.split(r"\{name\}|\{stem\}", self.marker)
        return re.compile(".+".join(map(re.escape, words)), re.DOTALL)


def _compiled(pattern: str) -> tuple[bool, re.Pattern[str]]:
    text = pattern.replace("\\", "/").strip("/")
    return "/" in text, re.compile(translate(text), re.IGNORECASE)


def _fits(pattern: tuple[bool, re.Pattern[str]], parts: Sequence[str]) -> bool:
    is_of_path, compiled = pattern
    return compiled.match("/".join(parts) if is_of_path else parts[-1]) is not None
