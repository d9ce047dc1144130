"""One SQLite connection to the database file: how it is opened, and what its errors mean to the user."""

import contextlib
import os
import shutil
import sqlite3
from pathlib import Path
from typing import Literal

from uploader_gui.domain.errors import BadSettingsError, ErrorCode, UploaderError
from uploader_gui.domain.messages import MessageCode, message
from uploader_gui.domain.store.failure_table import too_many_files
from uploader_gui.private_files import make_private

BUSY_TIMEOUT_S = 15.0
_LEAST_ROOM = 64 * 1024  # bytes: SQLite makes its lock file in blocks of 32 KiB
_ROOM_TO_GO_ON = 1024 * 1024
_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})


def connect(path: Path, mode: Literal["rwc", "ro"] = "rwc") -> sqlite3.Connection:
    """Open ``path`` in autocommit mode, for the calling thread only.

    ``rwc`` makes the file if there is none, for its owner alone, and turns WAL on (SQLite gives what it puts beside
    the file the same mode); ``ro`` can change nothing. Raises sqlite3.Error; see ``translated``.
    """
    if mode == "rwc":
        with contextlib.suppress(OSError):  # SQLite meets it as well, and has the words for it
            make_private(path)
    sqlite = _opened(path, f"mode={mode}")
    try:
        if mode == "ro":
            sqlite = _readable(sqlite, path)
        else:
            sqlite.execute("PRAGMA journal_mode = WAL")
            sqlite.execute("PRAGMA foreign_keys = ON")
            sqlite.execute("PRAGMA synchronous = NORMAL")
    except sqlite3.Error:
        sqlite.close()
        raise
    sqlite.row_factory = sqlite3.Row
    return sqlite


def is_damage(error: sqlite3.Error) -> bool:
    """Say whether SQLite found the file itself to be broken."""
    return _primary_code(error) in _DAMAGED


def damage(text: str) -> sqlite3.DatabaseError:
    """What SQLite would raise, for a damage that we found ourselves."""
    error = sqlite3.DatabaseError(text)
    error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
    return error


def is_busy(error: sqlite3.Error) -> bool:
    """Say whether another program holds a lock."""
    return _primary_code(error) in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


def translated(error: sqlite3.Error, path: Path) -> UploaderError | sqlite3.Error:
    """The error in words for the user, caused by it; or the same error where it is a mistake of ours."""
    words = _in_words(error, path)
    if words is None:
        return error
    words.__cause__ = error
    return words


def _in_words(error: sqlite3.Error, path: Path) -> UploaderError | None:
    match _primary_code(error):
        case sqlite3.SQLITE_FULL:
            return full(path.parent)
        case sqlite3.SQLITE_CANTOPEN if _may_be_opened(path):
            return too_many_files()  # SQLite does not tell the system's reason
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_PERM | sqlite3.SQLITE_AUTH:
            return read_only(path.parent)
        case sqlite3.SQLITE_IOERR:
            if _has_no_room(path.parent):  # making the lock file fails so, not with SQLITE_FULL
                return full(path.parent)
            return BadSettingsError(
                message(MessageCode.STATE_DISK_ERROR, path=str(path)),
                code=ErrorCode.STATE_DISK_ERROR,
            )
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return BadSettingsError(
                message(MessageCode.STATE_LOCKED, path=str(path)),
                code=ErrorCode.STATE_LOCKED,
            )
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return BadSettingsError(
                message(MessageCode.STATE_DAMAGED, path=str(path)),
                code=ErrorCode.STATE_DAMAGED,
            )
        case _:
            return None


def full(state_dir: Path) -> BadSettingsError:
    """The disk below the state directory has no room."""
    return BadSettingsError(
        message(MessageCode.STATE_FULL, folder=str(state_dir)),
        code=ErrorCode.STATE_FULL,
    )


def read_only(state_dir: Path) -> BadSettingsError:
    """The state directory can't be written to."""
    return BadSettingsError(
        message(MessageCode.STATE_READ_ONLY, folder=str(state_dir)),
        code=ErrorCode.STATE_READ_ONLY,
    )


def _may_be_opened(path: Path) -> bool:
    """Nothing but a lack of descriptors, which may be over by now, keeps the file from being opened."""
    beside = [path.with_name(f"{path.name}{suffix}") for suffix in ("-wal", "-shm")]
    files = [path, *(each for each in beside if os.path.lexists(each))]
    return os.access(path.parent, os.W_OK) and all(
        each.is_file() and os.access(each, os.R_OK | os.W_OK) for each in files
    )


def check_room(folder: Path) -> None:
    """Raise BadSettingsError STATE_FULL where a disk that was full has too little room yet to go on for long."""
    if _has_no_room(folder, _ROOM_TO_GO_ON):
        raise full(folder)


def _has_no_room(folder: Path, least: int = _LEAST_ROOM) -> bool:
    try:
        return shutil.disk_usage(folder).free < least
    except OSError:
        return False


def _primary_code(error: sqlite3.Error) -> int:
    return getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF


def _opened(path: Path, options: str) -> sqlite3.Connection:
    return sqlite3.connect(
        f"{path.absolute().as_uri()}?{options}", uri=True, timeout=BUSY_TIMEOUT_S, isolation_level=None
    )


def _readable(sqlite: sqlite3.Connection, path: Path) -> sqlite3.Connection:
    """``sqlite``, or one that takes the file as it lies there where no lock file can be made beside it."""
    try:
        sqlite.execute("SELECT 1 FROM sqlite_schema").fetchone()
    except sqlite3.OperationalError:
        log = path.with_name(f"{path.name}-wal")
        if not path.exists() or (log.exists() and log.stat().st_size):
            raise
        sqlite.close()
        return _opened(path, "mode=ro&immutable=1")
    return sqlite
