"""A file that was uploaded is moved to a folder, never over another file, or deleted; both survive being killed."""

import contextlib
import errno
import filecmp
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

_PARTIAL = ".{name}.uploader-part"
_NO_LINKS = frozenset({
    errno.EXDEV, errno.EPERM, errno.EOPNOTSUPP, errno.ENOTSUP, errno.EMLINK, errno.ENOSYS,
    errno.EINVAL,  # Windows of a memory card
})  # fmt: skip
"""What is said where a file can't have a second name there."""


def move_to_free_name(file: Path, folder: Path, check: Callable[[], None]) -> Path:
    """Move ``file`` into ``folder``, which is made if need be; its new path. Raises OSError, with ``file`` still there.

    ``clip.mov`` becomes ``clip (2).mov`` where that name is taken. On another disk the file is copied, the copy is on
    the disk and compared before the file is deleted. Done again after a kill it takes up what is there already.
    A link to a file becomes one to the same file. ``check`` is called last, before the old name goes: it raises OSError
    where the file is not what it was any more.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if folder.samefile(file.parent):  # by a link, say: the file under its new name would be the file itself
        raise OSError(errno.EINVAL, "The file is in the folder that it is to be moved to", str(folder))
    for target in _names(folder / file.name):
        with contextlib.suppress(FileExistsError):
            is_copy = _link_or_copy(file, target)
            _drop_old_name(file, target, check, is_copy=is_copy)
            return target
        if _is_copy(file, target):  # we were killed between the two
            check()
            file.unlink()
            return target
    raise AssertionError("there is always another name")


def _drop_old_name(file: Path, target: Path, check: Callable[[], None], *, is_copy: bool) -> None:
    try:
        check()
    except OSError:
        # A link to a file that has been replaced since is all that is left of it.
        if is_copy or (file.exists() and file.samefile(target)):
            target.unlink()
        raise
    file.unlink()


def _names(wanted: Path) -> Iterator[Path]:
    yield wanted
    number = 2
    while True:
        yield wanted.with_name(f"{wanted.stem} ({number}){wanted.suffix}")
        number += 1


def _link_or_copy(file: Path, target: Path) -> bool:
    """Give the file the second name, on whichever disk; True for a copy. Raises FileExistsError."""
    if file.is_symlink():  # a relative one leads elsewhere from there
        target.symlink_to(file.resolve())
        return True
    try:
        os.link(file, target)
    except FileExistsError:
        raise
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        _copy(file, target)
        return True
    return False


def _copy(file: Path, target: Path) -> None:
    if target.exists():
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target))
    partial = target.with_name(_PARTIAL.format(name=target.name))
    try:
        shutil.copy2(file, partial)
        with partial.open("rb+") as copy:
            os.fsync(copy.fileno())
        _check_equal(file, partial)
        _take_name(partial, target)
        _sync_folder(target.parent)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise


def _sync_folder(folder: Path) -> None:
    """Have the new name on the disk before the old one goes from another; not every system can."""
    with contextlib.suppress(OSError):
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


def _check_equal(file: Path, copy: Path) -> None:
    if not filecmp.cmp(file, copy, shallow=False):
        raise OSError(errno.EIO, "The copy differs from the file", str(copy))


def _take_name(partial: Path, target: Path) -> None:
    """Rename, but never over another file; where the disk knows no links, the name is taken by an empty file first."""
    try:
        os.link(partial, target)
        partial.unlink()
    except FileExistsError:
        raise
    except OSError:
        target.open("xb").close()
        partial.replace(target)


def _is_copy(file: Path, target: Path) -> bool:
    """Say whether ``target`` is the same file under a second name, or a whole copy with its time."""
    if file.is_symlink() or target.is_symlink():
        return file.is_symlink() and target.is_symlink() and target.readlink() == file.resolve()
    here, there = file.stat(), target.stat()
    if is_one_file(here, there):
        return True
    if (here.st_size, here.st_mtime_ns) != (there.st_size, there.st_mtime_ns):
        return False
    return filecmp.cmp(file, target, shallow=False)


def is_one_file(here: os.stat_result, there: os.stat_result) -> bool:
    """Say whether two names are surely of one file: a disk without numbers, on Windows or a network, has 0 for all."""
    return here.st_ino != 0 and os.path.samestat(here, there)
