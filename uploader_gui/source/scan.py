"""Dropped paths become files: what is taken, and what is left out, with the reason."""

import os
import stat
import sys
from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path

from uploader_gui.domain.errors import ErrorCode, SourceError, StoppedError, UploaderError
from uploader_gui.domain.events import Refusal
from uploader_gui.domain.hashes import Hashes
from uploader_gui.domain.job import Fingerprint
from uploader_gui.domain.messages import MessageCode, Messages, message
from uploader_gui.source.source_file import StopFlag, fingerprint_of, open_name, source_error

# What file managers leave in folders; never somebody's work.
_SYSTEM_FILES = {".ds_store", "thumbs.db", "desktop.ini", ".localized", "icon\r"}
_SYSTEM_FOLDERS = {".spotlight-v100", ".trashes", ".fseventsd", "$recycle.bin", "system volume information"}
# Its path, its parts relative to what was dropped, and whether it is hidden.
_Entry = tuple[str, tuple[str, ...], bool]
# The same, and device and file id of each folder that it is in.
_Folder = tuple[_Entry, tuple[tuple[int, int] | str, ...]]
_BATCH = 256  # files between two looks at the stop flag


@dataclass(frozen=True, slots=True)
class ScannedFile:
    """A regular file that can be read; ``relative_parts`` from the dropped folder's name (or the file's own) on.

    Of what came along in a folder: ``is_hidden``, itself or by a folder below the dropped one; ``leads_to``: where a link
    leads that leads out of the dropped folder, else "". ``expected_hashes``: what its media hash lists say;
    ``is_unlisted``: they should have the file, and have not with a hash that can be compared.
    """

    path: str
    relative_parts: tuple[str, ...]
    fingerprint: Fingerprint
    is_hidden: bool = False
    leads_to: str = ""
    expected_hashes: Hashes = ()
    is_unlisted: bool = False

    @property
    def is_noted(self) -> bool:
        """Whether somebody who drops its folder may not know of it."""
        return self.is_hidden or bool(self.leads_to) or self.is_unlisted


@dataclass(frozen=True, slots=True)
class Scan:
    """What was found below the dropped paths, in the order of names, and what was left out.

    ``hash_lists``: paths of the media hash lists that are of these files; ``missing``: those of files that they name
    and that are not there.
    """

    files: list[ScannedFile]
    skipped: list[Refusal]
    hash_lists: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


def scan(
    paths: Sequence[Path], *, stop: StopFlag, on_found: Callable[[int], None] = lambda _count: None
) -> Scan:
    """Look at dropped files and walk through dropped folders; nothing is opened.

    A link to a file is followed, a link to a folder only if it was itself dropped. ``on_found`` gets the number
    of files so far, now and then. Never raises for a path: what can't be taken is in ``skipped``. Raises
    StoppedError. For a thread beside a window: each look at a file lets the others run (50,000 files take
    0.7 s, and another thread waits 65 ms at most, while a folder that holds them all is put in order).
    """
    walk = _Walk(stop, on_found)
    for path in paths:
        walk.take(path)
    on_found(len(walk.files))
    return Scan(walk.files, walk.skipped)


class _Walk:
    """One scan; one thread."""

    def __init__(self, stop: StopFlag, on_found: Callable[[int], None]) -> None:
        self.files: list[ScannedFile] = []
        self.skipped: list[Refusal] = []
        self._stop = stop
        self._on_found = on_found
        self._seen = 0
        self._top = ""

    def take(self, dropped: Path) -> None:
        """Take a dropped file, or all that is in a dropped folder."""
        # Resolved only where it has to be: the name to keep is the one that was dropped, link or not.
        path = dropped.resolve() if ".." in dropped.parts else dropped.absolute()
        try:
            found = Path(open_name(path)).stat()
        except (OSError, ValueError) as error:
            self._skip_error(str(path), source_error(path, error))
            return
        if not stat.S_ISDIR(found.st_mode):
            self._take_file((str(path), (path.name,), False), found)
            return
        before = len(self.files) + len(self.skipped)
        self._take_folder(path)
        if before == len(self.files) + len(self.skipped):
            self._skip(str(path), ErrorCode.FOLDER_EMPTY, (message(MessageCode.FOLDER_EMPTY),))

    def _take_folder(self, top: Path) -> None:
        self._top = os.path.realpath(top)
        waiting: list[_Folder] = [((str(top), (top.name,) if top.name else (), False), ())]
        while waiting:
            entry, above = waiting.pop()
            folder = entry[0]
            try:
                found = Path(open_name(folder)).stat()
                entries = self._entries(folder)
            except OSError as error:
                self._skip_error(folder, source_error(folder, error))
                continue
            identity = folder_identity(folder, found)
            if (
                identity in above
            ):  # a mount or junction that leads back; elsewhere, numbers may be equal by chance
                self._skip(folder, ErrorCode.FOLDER_LINKED, (message(MessageCode.FOLDER_IN_CIRCLE),))
                continue
            inside = self._take_entries(entry, entries)
            waiting.extend((one, (*above, identity)) for one in reversed(inside))

    def _entries(self, folder: str) -> list[os.DirEntry[str]]:
        entries = []
        with os.scandir(open_name(folder)) as listing:
            for entry in listing:
                self._look_up()
                entries.append(entry)
        entries.sort(key=lambda entry: entry.name)
        return entries

    def _take_entries(self, of: _Entry, entries: list[os.DirEntry[str]]) -> list[_Entry]:
        """Take a folder's files; return its folders."""
        folder, parts, is_in_hidden = of
        folders = []
        names = {entry.name for entry in entries}
        for entry in entries:
            self._look_up()
            path = f"{folder.rstrip(os.sep)}{os.sep}{entry.name}"
            if is_system_entry(entry.name, names):
                self._skip(path, ErrorCode.SYSTEM_FILE, (message(MessageCode.SYSTEM_FILE),), is_success=True)
                continue
            inside = (path, (*parts, entry.name), is_in_hidden or is_hidden(entry))
            if entry.is_dir(follow_symlinks=False):
                folders.append(inside)
            else:
                self._take_entry(inside, entry)
        return folders

    def _take_entry(self, inside: _Entry, entry: os.DirEntry[str]) -> None:
        path = inside[0]
        try:
            # Windows' own listing has neither device nor file id.
            found = Path(open_name(path)).stat() if sys.platform == "win32" else entry.stat()
        except OSError as error:
            if entry.is_symlink():
                self._skip(path, ErrorCode.LINK_BROKEN, (message(MessageCode.LINK_BROKEN),))
            else:
                self._skip_error(path, source_error(path, error))
            return
        if stat.S_ISDIR(found.st_mode):
            self._skip(
                path,
                ErrorCode.FOLDER_LINKED,
                (message(MessageCode.FOLDER_LINKED),),
            )
        else:
            self._take_file(inside, found, leads_to=self._leads_out(entry))

    def _leads_out(self, entry: os.DirEntry[str]) -> str:
        """Where a link leads that leaves the dropped folder, "" for all else."""
        if not entry.is_symlink():
            return ""
        target = os.path.realpath(entry.path)
        return "" if Path(target).is_relative_to(self._top) else printable(target)

    def _take_file(self, entry: _Entry, found: os.stat_result, *, leads_to: str = "") -> None:
        path, parts, is_hidden = entry
        try:
            fingerprint = fingerprint_of(path, found)
        except SourceError as error:
            self._skip_error(path, error)
            return
        if os.access(open_name(path), os.R_OK):
            self.files.append(ScannedFile(path, parts, fingerprint, is_hidden, leads_to))
        else:
            self._skip_error(path, source_error(path, PermissionError()), size=found.st_size)

    def _look_up(self) -> None:
        """Every few entries: is this still wanted? Tell how far we are."""
        self._seen += 1
        if self._seen % _BATCH == 0:
            if self._stop.is_stopped:
                raise StoppedError
            self._on_found(len(self.files))

    def _skip_error(self, path: str, error: UploaderError, *, size: int = 0) -> None:
        self._skip(path, error.code, error.messages, size=size)

    def _skip(
        self, path: str, code: ErrorCode, said: Messages, *, size: int = 0, is_success: bool = False
    ) -> None:
        messages = tuple(one.with_texts(printable) for one in said)
        self.skipped.append(Refusal(printable(path), "", size, code, messages, is_success=is_success))


def folder_identity(folder: str, found: os.stat_result) -> tuple[int, int] | str:
    """What no other folder has: its number, or, on a disk that has 0 for all (of Windows, of a network), its real path."""
    return (found.st_dev, found.st_ino) if found.st_ino else os.path.realpath(folder)


def is_hidden(entry: os.DirEntry[str]) -> bool:
    """Say whether file managers usually do not show it."""
    if entry.name.startswith("."):
        return True
    return sys.platform == "win32" and bool(
        entry.stat(follow_symlinks=False).st_file_attributes & stat.FILE_ATTRIBUTE_HIDDEN
    )


def is_system_entry(name: str, siblings: AbstractSet[str]) -> bool:
    """``._name`` beside ``name`` holds what macOS can't store elsewhere; alone it may be somebody's file."""
    lowered = name.lower()
    return (
        lowered in _SYSTEM_FILES
        or lowered in _SYSTEM_FOLDERS
        or (name.startswith("._") and name[2:] in siblings)
    )


def check_path(path: str) -> None:
    """Raise UploaderError for a path that can't be recorded; names below what was dropped are checked as keys."""
    try:
        path.encode()
    except UnicodeEncodeError:
        raise UploaderError(
            message(MessageCode.PATH_NOT_TEXT),
            code=ErrorCode.BAD_KEY,
        ) from None


def printable(text: str) -> str:
    """A file's name may be no valid text; whatever shows it would stumble."""
    return text.encode(errors="replace").decode()
