"""Files that are the user's alone: looked at before they are trusted, and made so.

Windows keeps the user's data directory private by lists of its own: there nothing is looked at.
"""

import contextlib
import os
import stat
import sys
import time
from pathlib import Path

from uploader_gui.domain.errors import BadSettingsError, ErrorCode
from uploader_gui.domain.messages import Message, MessageCode, message
from uploader_gui.domain.ownership import Flaw, Ownership, file_flaw, folder_flaw, link_flaw

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700
NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0)
"""For ``os.open``: a link in the file's place is an error."""
_FILES = ("engine.lock", "engine.json", "uploader.db*", "uploader.log*", "settings.toml*", "secrets.json*")
_FOLDERS = ("backups", "arriving")
_STAGING = "staging"
_REPLACED_WITHIN_S = 2.0
_TRIED_EVERY_S = 0.02
_OWN_FOLDER = "uploader-gui-"


class NotPrivateError(BadSettingsError):
    """Somebody else may have written what we would trust."""

    def __init__(self, what: Message) -> None:
        super().__init__(what, code=ErrorCode.STATE_NOT_PRIVATE)


def check_state_folder(folder: Path) -> None:
    """See that a state directory is ours alone to write to; one that does not exist yet is fine.

    Raises NotPrivateError, which says what to do.
    """
    flaw = _flaw_of_folder(folder)
    if flaw is Flaw.FOREIGN:
        raise NotPrivateError(
            message(MessageCode.STATE_OF_ANOTHER_USER, folder=str(folder), owner=_owner(folder))
        )
    if flaw is Flaw.WRITABLE:
        raise NotPrivateError(message(MessageCode.STATE_OPEN_TO_OTHERS, folder=str(folder)))


def make_folder(folder: Path) -> None:
    """Have a folder there; it and those above it that were missing are made for their owner alone. Raises OSError.

    ``Path.mkdir`` leaves the upper ones to the umask: who may write to one could put a folder of his in our place.
    """
    try:
        folder.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
    except FileNotFoundError:
        if folder.parent == folder:
            raise
        make_folder(folder.parent)
        folder.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)


def own_folder(chosen: Path) -> Path:
    """Where to put files of ours: the folder itself, or one of our own within it where others may write to it, too.

    Makes nothing. Root's and everybody's folders for passing files, such as /var/tmp, are of that kind.
    """
    user = _user()
    if user is None or _flaw_of_folder(chosen) is None:
        return chosen
    return chosen / f"{_OWN_FOLDER}{user}"


def is_own_folder_in(folder: Path, shared: Path) -> bool:
    """Say whether ``folder`` is what ``own_folder`` gives for a shared one."""
    return folder.parent == shared and folder.name.startswith(_OWN_FOLDER)


def is_private_folder(folder: Path) -> bool:
    """Say whether the folder is ours, and nobody else's to write to."""
    return _flaw_of_folder(folder) is None


def check_file(path: Path) -> None:
    """See that a file is ours, and nobody else's to write to; a missing one is fine. Raises NotPrivateError."""
    flaw = _flaw_of_file(path)
    if flaw is Flaw.FOREIGN:
        raise NotPrivateError(message(MessageCode.FILE_OF_ANOTHER_USER, path=str(path), owner=_owner(path)))
    if flaw is Flaw.WRITABLE:
        raise NotPrivateError(message(MessageCode.FILE_OPEN_TO_OTHERS, path=str(path)))
    if flaw is Flaw.ODD:
        raise NotPrivateError(message(MessageCode.FILE_IS_NONE, path=str(path)))


def claim(state_dir: Path) -> None:
    """Check all that is ours in a state directory, and take from others the right to read it, as the holder-to-be.

    Raises NotPrivateError, OSError.
    """
    check_state_folder(state_dir)
    if _user() is None:
        return
    for path in (each for pattern in _FILES for each in state_dir.glob(pattern)):
        check_file(path)
        tighten(path)
    for folder in (state_dir / name for name in _FOLDERS):
        if folder.is_dir():
            _claim_folder(folder)
            for path in folder.iterdir():
                check_file(path)
                tighten(path)
    if (state_dir / _STAGING).is_dir():
        _claim_folder(state_dir / _STAGING)


def tighten(path: Path) -> None:
    """Take every right to a file from all but its owner; a missing one and a link are left alone. Raises OSError."""
    with contextlib.suppress(FileNotFoundError):
        mode = path.lstat().st_mode
        if stat.S_ISREG(mode) and stat.S_IMODE(mode) & 0o077:
            path.chmod(stat.S_IMODE(mode) & 0o700)


def open_private(path: Path, flags: int) -> int:
    """Open a file of ours, made for its owner alone if there is none; never through a link. Raises OSError.

    Somebody else's is PermissionError.
    """
    opened = os.open(path, flags | os.O_CREAT | NO_FOLLOW | getattr(os, "O_CLOEXEC", 0), PRIVATE_FILE)
    try:
        _make_private(opened, path)
    except OSError:
        os.close(opened)
        raise
    return opened


def replace_file(new: Path, path: Path, *, waits: bool = sys.platform == "win32") -> None:
    """Put ``new`` in the place of ``path`` in one step. Raises OSError.

    ``waits``: where a file that somebody reads, a virus scanner for instance, can't be replaced, for its being closed.
    """
    deadline_s = time.monotonic() + _REPLACED_WITHIN_S
    while True:
        try:
            new.replace(path)
            return
        except PermissionError:
            if not waits or time.monotonic() > deadline_s:
                raise
        time.sleep(_TRIED_EVERY_S)


def make_private(path: Path) -> None:
    """Have an empty file there if there is none, and only its owner read it. Raises OSError.

    One that is there is not opened: closing it again would drop the locks that SQLite holds on it in this process
    (https://www.sqlite.org/howtocorrupt.html, 2.2).
    """
    try:
        opened = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | NO_FOLLOW, PRIVATE_FILE)
    except FileExistsError:
        tighten(path)
        return
    try:
        _make_private(opened, path)
    finally:
        os.close(opened)


def _make_private(opened: int, path: Path) -> None:
    if sys.platform == "win32":
        return
    there = os.fstat(opened)
    if there.st_uid != os.geteuid():
        raise PermissionError(f"{path} belongs to another user")
    if stat.S_IMODE(there.st_mode) != PRIVATE_FILE:
        os.fchmod(opened, PRIVATE_FILE)


def _claim_folder(folder: Path) -> None:
    check_state_folder(folder)
    if stat.S_IMODE(folder.stat().st_mode) & 0o077:
        folder.chmod(PRIVATE_FOLDER)


def _flaw_of_folder(folder: Path) -> Flaw | None:
    user = _user()
    if user is None:
        return None
    try:
        link = folder.lstat()
        there = folder.stat()
    except OSError:
        return None  # whoever uses it says why it can't be used
    flaw = link_flaw(_ownership(link), user) if stat.S_ISLNK(link.st_mode) else None
    return flaw or folder_flaw(_ownership(there), user)


def _flaw_of_file(path: Path) -> Flaw | None:
    user = _user()
    if user is None:
        return None
    try:
        link = path.lstat()
        if stat.S_ISLNK(link.st_mode) and (flaw := link_flaw(_ownership(link), user)):
            return flaw
        there, folder = path.stat(), path.parent.stat()
    except OSError:
        return None
    return file_flaw(_ownership(there), _ownership(folder), user)


def _ownership(found: os.stat_result) -> Ownership:
    return Ownership(found.st_uid, found.st_mode)


def _user() -> int | None:
    """Whom we write files as; None where owners are not told by numbers."""
    return None if sys.platform == "win32" else os.geteuid()


def _owner(path: Path) -> str:
    try:
        return path.owner()
    except (KeyError, OSError, NotImplementedError):
        return f"number {path.lstat().st_uid}"
