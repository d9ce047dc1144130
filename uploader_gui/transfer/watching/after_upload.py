"""What becomes of a watched file once its upload is proven."""

import errno
from dataclasses import replace
from enum import Enum, auto
from pathlib import Path

from uploader_gui.domain.errors import ErrorCode, SourceError
from uploader_gui.domain.job import Fingerprint, Recording, VerifiedBy
from uploader_gui.domain.plan import PartRange
from uploader_gui.domain.unattended.growth import Growth
from uploader_gui.domain.unattended.watch_folder import Afterwards, WatchFolder
from uploader_gui.source.source_file import (
    Source,
    SourceVerdict,
    StopFlag,
    compare_fingerprints,
    take_fingerprint,
)
from uploader_gui.source.watching.put_away import move_to_free_name
from uploader_gui.source.watching.writers import is_open_for_writing


class Standing(Enum):
    """Whether a file that was uploaded may be moved or deleted: it is the one that was sent; it is another by now, or
    nothing can tell; it is being written; or it is gone already.
    """

    SAME = auto()
    ANOTHER = auto()
    WRITTEN = auto()
    GONE = auto()


def look_at(path: str) -> Fingerprint | None:
    """The file as it is now; None where it is gone. Blocking; raises SourceError for one that can't be looked at."""
    try:
        return take_fingerprint(path)
    except SourceError as error:
        if error.code == ErrorCode.SOURCE_MISSING:
            return None
        raise


def standing(
    path: str, sent: Fingerprint, now: Fingerprint | None, recording: Recording, stop: StopFlag
) -> Standing:
    """Compare the file, which is ``now``, with what was sent. Blocking: it is read where only its times or numbers differ.

    Raises StoppedError, and SourceError for one that can't be read.
    """
    if now is None:
        return Standing.GONE
    if recording.verified_by is VerifiedBy.NONE or _is_amiss(recording):
        return Standing.ANOTHER
    verdict = compare_fingerprints(sent, now)
    if verdict is SourceVerdict.RESIZED or recording.file_size != now.size:
        return Standing.ANOTHER
    if is_open_for_writing(path):
        return Standing.WRITTEN
    if verdict is SourceVerdict.SAME:
        return Standing.SAME
    is_same = recording.crc32 is not None and _crc32(path, now, stop) == recording.crc32
    return Standing.SAME if is_same and take_fingerprint(path) == now else Standing.ANOTHER


def own_marker(watch: WatchFolder, path: str) -> Path | None:
    """The marker that says of this file alone that it is finished; None where there is none. Blocking."""
    marker = Growth(marker=watch.marker).marker_path(path)
    is_its_own = marker is not None and marker.name != watch.marker and marker.is_file()
    return marker if is_its_own else None


def put_away(watch: WatchFolder, path: str, proven: Fingerprint) -> Path | None:
    """Move or delete the file as the folder's settings say, and its marker; its new path. Blocking; raises OSError.

    ``proven``: the file as it was when it was found to be the one that was sent; while it was read or copied somebody may
    have begun to write it, or have put another in its place: that one stays. Where it lay in a subfolder, that is made in
    the other folder too. A marker that has any content is never deleted: nobody has proven that.
    """
    file, marker = Path(path), own_marker(watch, path)

    def check() -> None:
        if is_open_for_writing(path) or not _is_still(take_fingerprint(path), proven):
            raise OSError(errno.EBUSY, "The file is being changed", path)

    if watch.afterwards is Afterwards.DELETE:
        check()
        file.unlink(missing_ok=True)
        if marker is not None and not marker.stat().st_size:
            marker.unlink(missing_ok=True)
        return None
    folder = Path(watch.moved_to) / file.parent.relative_to(watch.folder)
    if _is_watched(watch, folder):
        raise OSError(
            errno.EINVAL, "It would be in the watched folder again, under another name", str(folder)
        )
    moved = move_to_free_name(file, folder, check)
    if marker is not None:
        move_to_free_name(marker, folder, lambda: None)
    return moved


def _is_watched(watch: WatchFolder, folder: Path) -> bool:
    """Say whether files in there would be sent again: the watched folder itself is in the one that files are moved to."""
    top = Path(watch.folder).resolve()
    return folder.resolve().is_relative_to(top) and not Path(watch.moved_to).resolve().is_relative_to(top)


def _is_still(now: Fingerprint, proven: Fingerprint) -> bool:
    """Say whether nothing was written since; that it has a second name by now changes only its change time."""
    return replace(now, ctime_ns=proven.ctime_ns) == proven


def _is_amiss(recording: Recording) -> bool:
    """Say whether the object was found to be gone, or another, since."""
    return recording.check is not None and recording.check.finds_object_amiss


def _crc32(path: str, now: Fingerprint, stop: StopFlag) -> int:
    with Source(path) as source:
        return source.crc32(PartRange(1, 0, now.size), stop)
