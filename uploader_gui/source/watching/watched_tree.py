"""What is in a watched folder: its files by the patterns, looked at whole or where something changed."""

import os
import stat
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from uploader_gui.domain.errors import SourceError, StoppedError
from uploader_gui.domain.job import Fingerprint
from uploader_gui.domain.unattended.watch_folder import Afterwards, WatchFolder
from uploader_gui.domain.unattended.watch_patterns import WatchPatterns
from uploader_gui.source.scan import is_hidden, is_system_entry
from uploader_gui.source.source_file import StopFlag, fingerprint_of, open_name, take_fingerprint

_BATCH = 256  # entries between two looks at the stop flag
_Place = tuple[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file that is there now; ``parts``: its path below the watched folder."""

    path: str
    parts: tuple[str, ...]
    fingerprint: Fingerprint


class WatchedTree:
    """The files of one watched folder. One thread.

    Left out: what is hidden (programs copy under hidden names), what file managers leave, names of files that are not
    whole, links to folders, and all in ``without``, a folder that files are moved to.
    """

    def __init__(self, top: str, patterns: WatchPatterns, *, has_subfolders: bool, without: str = "") -> None:
        self.top = top
        self.patterns = patterns
        self._has_subfolders = has_subfolders
        self._without = without
        self._folders: set[str] = set()
        self._looked_at = 0

    def identity(self) -> tuple[int, int] | None:
        """Device and file id of the folder itself; None where it is not there."""
        try:
            found = Path(open_name(self.top)).stat()
        except OSError:
            return None
        return (found.st_dev, found.st_ino) if stat.S_ISDIR(found.st_mode) else None

    def files(self, stop: StopFlag) -> Iterator[FoundFile]:
        """All files. What can't be read is passed over: it may be readable the next time. Raises StoppedError."""
        self._folders.clear()
        yield from self._walk((self.top, ()), stop)

    def files_at(self, path: str, stop: StopFlag) -> Iterator[FoundFile]:
        """What is taken of ``path``, which has changed: the file, or all in the folder. Nothing where it is gone."""
        place = self._new_in(path)
        if place is None:
            return
        try:
            found = Path(open_name(place[0])).lstat()
        except OSError:
            self._folders.discard(path)
            return
        if _is_left_out(place, found):
            return
        if stat.S_ISDIR(found.st_mode):
            if self._enters(place):
                yield from self._walk(place, stop)
        else:
            yield from self._file(place, Path(open_name(place[0])).stat)

    def knows_folder(self, path: str) -> bool:
        """Say whether that was one of its folders at the last look."""
        return path in self._folders

    def takes(self, parts: tuple[str, ...]) -> bool:
        """Say whether a file with this path below the folder is, or would be, one of its files."""
        if any(name.startswith(".") or is_system_entry(name, frozenset()) for name in parts):
            return False
        folders = [parts[:depth] for depth in range(1, len(parts))]
        return self.patterns.take(parts) and all(
            self._enters((str(Path(self.top, *each)), each)) for each in folders
        )

    def look(self, path: str) -> FoundFile | None:
        """One of its files as it is now; None where it is gone or no file any more."""
        try:
            return FoundFile(path, self._parts(path), take_fingerprint(path))
        except SourceError:
            return None

    def _parts(self, path: str) -> tuple[str, ...]:
        return tuple(path[len(_inside(self.top)) :].split(os.sep))  # noqa: PTH206 - as it is, valid text or not

    def _new_in(self, path: str) -> _Place | None:
        """``path``, or the first folder above it that was not there before; None for what is left out."""
        if not path.startswith(_inside(self.top)):
            return None
        parts = self._parts(path)
        place = self.top
        for depth, name in enumerate(parts, 1):
            if place not in self._folders:
                return place, parts[: depth - 1]
            place = _inside(place) + name
        return place, parts

    def _walk(self, place: _Place, stop: StopFlag) -> Iterator[FoundFile]:
        waiting = [place]
        while waiting:
            folder, parts = waiting.pop()
            try:
                with os.scandir(open_name(folder)) as listing:
                    entries = list(listing)
            except OSError:
                continue
            self._folders.add(folder)
            for entry in entries:
                self._check_wanted(stop)
                if is_hidden(entry) or is_system_entry(entry.name, frozenset()):
                    continue
                inside = _inside(folder) + entry.name, (*parts, entry.name)
                if not entry.is_dir(follow_symlinks=False):
                    yield from self._file(inside, entry.stat)
                elif self._enters(inside):
                    waiting.append(inside)

    def _enters(self, place: _Place) -> bool:
        path, parts = place
        return self._has_subfolders and self.patterns.enters(parts) and not self._is_left_out(path)

    def _is_left_out(self, folder: str) -> bool:
        """Say whether files are moved there, by whatever name: they would be sent and moved again and again."""
        if not self._without:
            return False
        try:
            return folder == self._without or Path(open_name(folder)).samefile(open_name(self._without))
        except OSError:
            return False

    def _file(self, place: _Place, look: Callable[[], os.stat_result]) -> Iterator[FoundFile]:
        path, parts = place
        if not parts or not self.patterns.take(parts):
            return
        try:
            # Windows' own listing has neither device nor file id.
            found = Path(open_name(path)).stat() if sys.platform == "win32" else look()
            yield FoundFile(path, parts, fingerprint_of(path, found))
        except (OSError, SourceError):  # gone meanwhile, or no file that has an end
            return

    def _check_wanted(self, stop: StopFlag) -> None:
        self._looked_at += 1
        if self._looked_at % _BATCH == 0 and stop.is_stopped:
            raise StoppedError


def tree_of(watch: WatchFolder) -> WatchedTree:
    """The files of that watched folder."""
    return WatchedTree(
        watch.folder,
        WatchPatterns(watch.include, watch.exclude, watch.marker),
        has_subfolders=watch.has_subfolders,
        without=watch.moved_to if watch.afterwards is Afterwards.MOVE else "",
    )


def _is_left_out(place: _Place, found: os.stat_result) -> bool:
    if not place[1]:
        return False
    name = place[1][-1]
    if sys.platform == "win32" and found.st_file_attributes & stat.FILE_ATTRIBUTE_HIDDEN:
        return True
    return name.startswith(".") or is_system_entry(name, frozenset())


def _inside(folder: str) -> str:
    return folder if folder.endswith(os.sep) else folder + os.sep
