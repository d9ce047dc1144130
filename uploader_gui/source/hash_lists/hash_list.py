"""What a media hash list says, whichever form it has."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field

from uploader_gui.domain.errors import ErrorCode, SourceError
from uploader_gui.domain.hashes import Hashes
from uploader_gui.domain.messages import MessageCode, message

_DRIVE = re.compile(r"[A-Za-z]:")


class UnfitListError(ValueError):
    """Why a list can't be used, in words that the window translates, and ``what`` in it is meant, "" for all of it."""

    def __init__(self, reason: str, what: str = "") -> None:
        super().__init__(reason)
        self.what = what


@dataclass(frozen=True, slots=True)
class ListedFile:
    """One file of a list: its path in the list's folder, and those of its hashes that are known here."""

    path: str
    hashes: Hashes


@dataclass(frozen=True, slots=True)
class HashList:
    """A list that was read. ``path`` is the file, or the folder of the history; ``root`` the folder that it is of.

    ``files`` by their paths below ``root``, written with "/" and as ``same_name`` writes them. ``ignores`` says of such
    a path whether the list was never meant to have it.
    """

    path: str
    root: str
    files: dict[str, ListedFile]
    ignores: Callable[[str], bool] = field(default=lambda _path: False)


def same_name(path: str) -> str:
    """The form in which two ways of writing one name are equal: macOS takes letters and accents apart."""
    return unicodedata.normalize("NFC", path)


def inside(listed: str) -> str:
    """A path of a list as it is below its folder, with "/". Raises UnfitListError for one that leads out of that."""
    path = listed if "/" in listed else listed.replace("\\", "/")
    parts = [part for part in path.split("/") if part not in {"", "."}]
    is_outside = path.startswith("/") or _DRIVE.match(path) or ".." in parts or "\0" in path
    if is_outside or not parts:
        raise UnfitListError("it names a file outside of its folder", listed)
    return "/".join(parts)


def unreadable(path: str, reason: str, what: str = "") -> SourceError:
    """A list that can't be used, why, and what in it is meant."""
    said = (message(MessageCode.HASH_LIST_UNREADABLE, path=path, reason=reason),)
    meant = (message(MessageCode.HASH_LIST_MEANT, text=what),) if what else ()
    return SourceError((*said, *meant), code=ErrorCode.HASH_LIST_UNREADABLE)
