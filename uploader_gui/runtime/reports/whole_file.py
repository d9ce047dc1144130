"""A file that is in its place whole or not at all, by way of a hidden one beside it that a killed program leaves once."""

import contextlib
import hashlib
import os
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from uploader_gui.private_files import NO_FOLLOW, replace_file

if sys.platform != "win32":
    import fcntl

_ALL_MAY_TRY = 0o666  # what the user's umask leaves of it: a report is no secret of the program's own
_AT_ONCE = getattr(os, "O_NONBLOCK", 0)  # a pipe in its place is not waited for


@contextmanager
def whole_file(path: Path) -> Iterator[TextIO]:
    """A text file to be written, which takes the place of ``path`` when that went well. Blocking; raises OSError.

    The hidden file has the same name each time, so that the next one for ``path`` removes what a killed program has
    left of it; another name while a living program writes to it, or where it can't be told or removed.
    """
    path = path.resolve()  # a link stays one
    opened, unfinished = _begun(path)
    with contextlib.ExitStack() as undo:
        undo.callback(_try_to_remove, unfinished)
        with open_text(opened) as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
            if sys.platform != "win32":
                replace_file(unfinished, path)  # while the lock still says that it is ours
        if sys.platform == "win32":
            replace_file(unfinished, path)  # an open file can't be
        undo.pop_all()  # by now another program may have one of this name


def open_text(opened: int) -> TextIO:
    """The text file of a descriptor, in UTF-8, with line ends as they are written."""
    return os.fdopen(opened, "w", encoding="utf-8", errors="backslashreplace", newline="")


def _begun(path: Path) -> tuple[int, Path]:
    """A new, empty file beside ``path``, held as long as it is open."""
    name = hashlib.sha256(os.fsencode(path.name)).hexdigest()[:16]  # of any length
    usual = path.with_name(f".{name}.unfinished")
    _try_to_remove(usual)
    with contextlib.suppress(FileExistsError):
        opened = _created(usual)
        if _hold(opened):
            return opened, usual
        os.close(opened)
    other = path.with_name(f".{secrets.token_hex(8)}.unfinished")
    return _created(other), other


def _created(path: Path) -> int:
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _ALL_MAY_TRY)


def _try_to_remove(path: Path) -> None:
    with contextlib.suppress(OSError):
        _remove_left(path)


def _remove_left(path: Path) -> None:
    """Remove this unless a living program has it open. Raises OSError where it has, or there is nothing."""
    if sys.platform == "win32":
        path.unlink()  # refused while it is open
        return
    opened = os.open(path, os.O_RDWR | NO_FOLLOW | _AT_ONCE)
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if os.path.samestat(os.fstat(opened), path.lstat()):  # else another has just done the same
            path.unlink()
    finally:
        os.close(opened)


def _hold(opened: int) -> bool:
    """Show others that we live; False if one has just taken it for left."""
    if sys.platform == "win32":
        return True
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True  # no locks on this file system: nobody gets one to remove it either
    return os.fstat(opened).st_nlink > 0
