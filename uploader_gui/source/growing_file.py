"""A file that somebody still writes, looked at again and again."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from uploader_gui.domain.errors import ErrorCode, SourceError
from uploader_gui.domain.job import Fingerprint
from uploader_gui.domain.unattended.growth import Growth
from uploader_gui.source.source_file import fingerprint_of, source_error, take_fingerprint, truncated

# FAT knows times to two seconds; and some recorders write the header after the marker.
_SLACK_NS = 2_000_000_000


@dataclass(frozen=True, slots=True)
class GrowingLook:
    """What a look found: where the file is by now, what it is, and whether its end is marked."""

    path: str
    now: Fingerprint
    is_marked: bool


class HeldFile:
    """A growing file, held open: the system then tells where it is moved to on its drive. Any thread, one at a time.

    Only Linux tells that of a file that others may still rename; elsewhere nothing is held.
    """

    _file = -1

    def hold(self, path: str, now: Fingerprint) -> None:
        """Hold the file at ``path``, which is ``now``, instead of another one; what can't be opened is not held."""
        if sys.platform != "linux":
            return
        try:
            if self._file >= 0 and is_same_file(now, fingerprint_of(path, os.fstat(self._file))):
                return
            self.close()
            self._file = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
        except (OSError, SourceError):
            self.close()

    def path_now(self) -> str | None:
        """Where it is by now; None where nobody can tell. Of one that was deleted it is a path that is not there."""
        if self._file < 0:
            return None
        try:
            return str(Path(f"/proc/self/fd/{self._file}").readlink())
        except OSError:
            return None

    def close(self) -> None:
        """Let it go; doing it twice is fine."""
        if self._file >= 0:
            file, self._file = self._file, -1
            os.close(file)

    def __del__(self) -> None:
        """Nobody else can: whoever held it was cancelled before it came."""
        self.close()


def look_at_growing(before: Fingerprint, path: str, growth: Growth, held: HeldFile) -> GrowingLook:
    """Look at a file that was ``before`` at the last look.

    One that has another name in its folder by now is found; so is one that was moved to another, if it is ``held``.
    Raises SourceError SOURCE_TRUNCATED if it shrank, and what take_fingerprint raises.
    """
    # The marker first: what was written before it came is seen then.
    marked_ns = _made_ns(growth.marker_path(path))
    try:
        now = take_fingerprint(path)
    except SourceError as error:
        if error.code != ErrorCode.SOURCE_MISSING:
            raise
        renamed = _renamed(before, path) or _moved(before, held)
        if renamed is None:
            raise
        path = renamed
        marked_ns = _made_ns(growth.marker_path(path))
        now = take_fingerprint(path)
    if now.size < before.size:
        raise truncated(path, before.size, now.size)
    held.hold(path, now)
    # One that has lain there since before is of an earlier recording of this name.
    is_marked = marked_ns is not None and marked_ns + _SLACK_NS >= now.mtime_ns
    return GrowingLook(path, now, is_marked)


def is_same_file(before: Fingerprint, now: Fingerprint) -> bool:
    """Say whether both are of the very same file, whatever is in it by now."""
    return (before.device, before.file_id) == (now.device, now.file_id)


def _made_ns(marker: Path | None) -> int | None:
    """When the marker was made or touched last; None where there is none."""
    if marker is None:
        return None
    try:
        found = marker.lstat()
    except OSError:
        return None
    return max(found.st_mtime_ns, found.st_ctime_ns)


def _moved(before: Fingerprint, held: HeldFile) -> str | None:
    """Where the file is that was moved out of its folder."""
    path = held.path_now()
    try:
        is_it = path is not None and is_same_file(before, take_fingerprint(path))
    except SourceError:
        return None
    return path if is_it else None


def _renamed(before: Fingerprint, path: str) -> str | None:
    """Where in its folder the file is that was at ``path``: recorders give it another name when it is done."""
    try:
        with os.scandir(Path(path).parent) as entries:
            for entry in entries:
                if entry.is_file(follow_symlinks=False) and is_same_file(
                    before,
                    fingerprint_of(entry.path, os.stat(entry.path)),  # noqa: PTH116 - as the scan has it
                ):
                    return entry.path
    except FileNotFoundError:  # the folder has moved with it
        return None
    except OSError as error:
        raise source_error(path, error) from error
    return None
