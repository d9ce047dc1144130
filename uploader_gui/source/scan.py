"""Dropped paths become files: what is taken, and what is left out, with the reason."""

import os
import stat
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from uploader_gui.domain.errors import ErrorCode, SourceError, StoppedError, UploaderError
from uploader_gui.domain.events import Refusal
from uploader_gui.domain.job import Fingerprint
from uploader_gui.domain.messages import MessageCode, Messages, message
from uploader_gui.source.source_file import StopFlag, fingerprint_of, open_name, source_error

# What file managers leave in folders; never somebody's work.
_SYSTEM_FILES = {".ds_store", "thumbs.db", "desktop.ini", ".localized", "icon\r"}
_SYSTEM_FOLDERS = {".spotlight-v100", ".trashes", ".fseventsd", "$recycle.bin", "system volume information"}
# Its path, its parts relative to what was dropped, and device and file id of each folder that it is in.
_Folder = tuple[str, tuple[str, ...], tuple[tuple[int, int], ...]]
_BATCH = 256  # files between two looks at the stop flag


@dataclass(frozen=True, slots=True)
class ScannedFile:
    """A regular file that can be read; ``relative_parts`` from the dropped folder's name (or the file's own) on."""

    path: str
    relative_parts: tuple[str, ...]
    fingerprint: Fingerprint


@dataclass(frozen=True, slots=True)
class Scan:
    """What was found below the dropped paths, in the order of names, and what was left out."""

    files: list[ScannedFile]
    skipped: list[Refusal]


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
            self._take_file(str(path), (path.name,), found)
            return
        before = len(self.files) + len(self.skipped)
        self._take_folder(path)
        if before == len(self.files) + len(self.skipped):
            self._skip(str(path), ErrorCode.FOLDER_EMPTY, (message(MessageCode.FOLDER_EMPTY),))

    def _take_folder(self, top: Path) -> None:
        waiting: list[_Folder] = [(str(top), (top.name,) if top.name else (), ())]
        while waiting:
            folder, parts, above = waiting.pop()
            try:
                found = Path(open_name(folder)).stat()
                entries = self._entries(folder)
            except OSError as error:
                self._skip_error(folder, source_error(folder, error))
                continue
            identity = found.st_dev, found.st_ino
            if (
                identity in above
            ):  # a mount or junction that leads back; elsewhere, numbers may be equal by chance
                self._skip(folder, ErrorCode.FOLDER_LINKED, (message(MessageCode.FOLDER_IN_CIRCLE),))
                continue
            inside = self._take_entries(folder, parts, entries)
            waiting.extend((path, names, (*above, identity)) for path, names in reversed(inside))

    def _entries(self, folder: str) -> list[os.DirEntry[str]]:
        entries = []
        with os.scandir(open_name(folder)) as listing:
            for entry in listing:
                self._look_up()
                entries.append(entry)
        entries.sort(key=lambda entry: entry.name)
        return entries

    def _take_entries(
        self, folder: str, parts: tuple[str, ...], entries: list[os.DirEntry[str]]
    ) -> list[tuple[str, tuple[str, ...]]]:
        """Take a folder's files; return its folders: path, and parts relative to what was dropped."""
        folders = []
        names = {entry.name for entry in entries}
        for entry in entries:
            self._look_up()
            path = f"{folder.rstrip(os.sep)}{os.sep}{entry.name}"
            if _is_system_entry(entry.name, names):
                self._skip(path, ErrorCode.SYSTEM_FILE, (message(MessageCode.SYSTEM_FILE),), is_success=True)
            elif entry.is_dir(follow_symlinks=False):
                folders.append((path, (*parts, entry.name)))
            else:
                self._take_entry(path, (*parts, entry.name), entry)
        return folders

    def _take_entry(self, path: str, parts: tuple[str, ...], entry: os.DirEntry[str]) -> None:
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
            self._take_file(path, parts, found)

    def _take_file(self, path: str, parts: tuple[str, ...], found: os.stat_result) -> None:
        try:
            fingerprint = fingerprint_of(path, found)
        except SourceError as error:
            self._skip_error(path, error)
            return
        if os.access(open_name(path), os.R_OK):
            self.files.append(ScannedFile(path, parts, fingerprint))
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


def _is_system_entry(name: str, siblings: set[str]) -> bool:
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
