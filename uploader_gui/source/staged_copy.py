"""Staged copies: private copies of sources, in the staging directory. A copy may be the only one that is left."""

import errno
import os
import re
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path, PurePath

from uploader_gui.domain.errors import ErrorCode, SourceError, StoppedError, UploaderError
from uploader_gui.domain.job import Fingerprint
from uploader_gui.domain.messages import MessageCode, message
from uploader_gui.domain.plan import MIB
from uploader_gui.domain.store.failure_table import is_too_many_files, too_many_files
from uploader_gui.private_files import (
    NO_FOLLOW,
    is_own_folder_in,
    is_private_folder,
    make_folder,
    replace_file,
)
from uploader_gui.source.source_file import (
    READ_SLICE_SIZE,
    Source,
    SourceVerdict,
    StopFlag,
    check_size,
    open_name,
    take_fingerprint,
)

PARTIAL = ".partial"  # ends the name of a copy that is not whole yet
# With the job's id in front within the 143 bytes that eCryptfs takes; other file systems take 255.
_NAME_BYTES = 96
_UNSAFE = re.compile(r"[^\w.\-]+")
NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | NO_FOLLOW | getattr(os, "O_BINARY", 0)
"""For ``os.open``: a file that was not there, never through a link."""
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def staged_path(staging_dir: Path, job_id: str, file_name: str) -> Path:
    """Where the copy of ``file_name`` lies: the job's id and what is harmless in the name, its ending kept."""
    name = PurePath(_UNSAFE.sub("_", file_name))
    stem, suffix = _cut(name.stem, _NAME_BYTES - 20), _cut(name.suffix, 20)
    return staging_dir / f"{job_id}-{stem}{suffix}".rstrip(".")


def stage_copy(
    source_path: str | Path, copy_path: Path, *, on_progress: Callable[[int], None], stop: StopFlag
) -> Fingerprint:
    """Copy a source to ``copy_path``, safe on disk when this returns the copy's fingerprint.

    ``on_progress`` gets the bytes copied so far, once a slice. Only a whole copy ever stands under
    ``copy_path``. Raises StoppedError, and SourceError: STAGING_FULL, STAGING_FAILED, SOURCE_CHANGED,
    SOURCE_GROWING or SOURCE_TRUNCATED if the source was written to meanwhile, and whatever reading it raises; then the half copy
    is deleted.
    """
    partial = copy_path.with_name(copy_path.name + PARTIAL)
    try:
        with Source(source_path) as source:
            before = source.at_opening
            make_room(copy_path.parent, before.size)
            _copy(source, before.size, partial, on_progress, stop)
        _check_unchanged(before, source_path)
        replace_file(partial, copy_path)
        sync_directory(copy_path.parent)
    except OSError as error:
        _discard(partial)
        raise staging_error(copy_path.parent, error) from error
    except BaseException:
        _discard(partial)
        raise
    return take_fingerprint(copy_path)


def delete_staged(copy_path: str | Path, staging_dir: Path) -> bool:
    """Delete a staged copy and what is left of a half one; True if nothing is left of them.

    A path that is not directly inside ``staging_dir``, or the shared one around it where earlier versions put
    copies, is not ours and is left alone: False.
    """
    copy = Path(copy_path)
    inside, ours = copy.parent.resolve(), staging_dir.resolve()
    if not copy.name or not (inside == ours or is_own_folder_in(ours, inside)):
        return False
    try:
        copy.unlink(missing_ok=True)
        copy.with_name(copy.name + PARTIAL).unlink(missing_ok=True)
    except OSError:
        return False
    return True


def make_room(staging_dir: Path, size: int) -> None:
    """Make the directory, for its owner alone, and see that ``size`` bytes fit.

    Raises SourceError: STAGING_FULL; STAGING_FAILED where others could put files or links there. And OSError.
    """
    make_folder(staging_dir)
    check_private(staging_dir)
    free = shutil.disk_usage(staging_dir).free
    if size > free:
        raise SourceError(
            message(
                MessageCode.STAGING_HAS_NO_ROOM,
                folder=str(staging_dir),
                needed_mib=size // MIB,
                free_mib=free // MIB,
            ),
            code=ErrorCode.STAGING_FULL,
        )


def check_private(staging_dir: Path) -> None:
    """Raise SourceError STAGING_FAILED where others could put files or links."""
    if not is_private_folder(staging_dir):
        raise SourceError(
            message(MessageCode.STAGING_NOT_PRIVATE, folder=str(staging_dir)),
            code=ErrorCode.STAGING_FAILED,
        )


def _copy(
    source: Source, size: int, partial: Path, on_progress: Callable[[int], None], stop: StopFlag
) -> None:
    partial.unlink(missing_ok=True)  # of an earlier run; whatever it is, it is not written into
    target = os.open(open_name(partial), NEW_FILE, 0o600)
    try:
        for offset in range(0, size, READ_SLICE_SIZE):
            if stop.is_stopped:
                raise StoppedError
            data = memoryview(source.read(offset, min(READ_SLICE_SIZE, size - offset)))
            while data:
                data = data[os.write(target, data) :]
            on_progress(min(size, offset + READ_SLICE_SIZE))
        os.fsync(target)
    finally:
        os.close(target)


def _check_unchanged(before: Fingerprint, source_path: str | Path) -> None:
    if check_size(before, source_path) is not SourceVerdict.SAME:
        said = message(MessageCode.SOURCE_CHANGED_WHILE_COPIED, path=str(source_path))
        raise SourceError(said, code=ErrorCode.SOURCE_CHANGED)


def sync_directory(directory: Path) -> None:
    """Make a new name in ``directory`` outlive a power cut; Windows does so by itself and can't be asked."""
    if os.name != "nt":
        opened = os.open(directory, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


def staging_error(staging_dir: Path, error: OSError) -> UploaderError:
    """What the system said to a copy that was being written, in words: STAGING_FULL, STAGING_FAILED, TOO_MANY_FILES."""
    if is_too_many_files(error):
        return too_many_files()
    if error.errno in _NO_ROOM:
        full = message(MessageCode.STAGING_FULL, folder=str(staging_dir))
        return SourceError(full, code=ErrorCode.STAGING_FULL)
    failed = message(MessageCode.STAGING_FAILED, folder=str(staging_dir), reason=str(error.strerror))
    return SourceError(failed, code=ErrorCode.STAGING_FAILED)


def _discard(partial: Path) -> None:
    with suppress(OSError):
        partial.unlink(missing_ok=True)


def _cut(text: str, size: int) -> str:
    """At most ``size`` bytes of ``text``, never half a character."""
    return text.encode(errors="replace")[:size].decode(errors="ignore")
