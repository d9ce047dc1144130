"""Copies of the database that are known to be whole, and the way back from them."""

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from uploader_gui.domain.messages import Message, MessageCode, message
from uploader_gui.private_files import make_private, replace_file
from uploader_gui.storage.database.sqlite_connection import connect

KEPT_BACKUPS = 3
PAGES_AT_ONCE = 1024
"""So much of a copy, 4 MiB, is made before it is asked whether it is still wanted: 10 ms."""
_STAMP = "%Y%m%d-%H%M%S"
_NAME = re.compile(r"-(\d+)-\d{8}-\d{6}")
"""Ends a copy's name: its number, and when it was made. Earlier versions had no number."""
_UNFINISHED = ".unfinished"


class GivenUpError(Exception):
    """Nobody waits for the copy any more."""


class Backups:
    """The newest three copies of ``path``, in ``backups`` beside it. Only for the holder of the lock.

    Each has a number, one more than the last one's: which is the newest is never asked of the clock, which may have
    been wrong when one of them was made.

    An integrity check and a backup of 100,000 jobs with 1,000,000 parts take 0.75 s together.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._folder = path.parent / "backups"

    def newest_first(self) -> list[Path]:
        """The copies that there are."""
        copies = self._folder.glob(f"{self._path.stem}-*{self._path.suffix}")
        return sorted(copies, key=_rank, reverse=True)

    def are_older_than(self, age: timedelta) -> bool:
        """Say whether the newest copy is older than ``age``, or there is none, or a stamp from the future hides it."""
        newest = self.newest_first()
        return not newest or not timedelta() <= datetime.now(UTC) - _made_at(newest[0]) <= age

    def make(self, sqlite: sqlite3.Connection, go_on: Callable[[], None] = lambda: None) -> None:
        """Copy the whole database, then drop what is over three. Raises sqlite3.Error, OSError.

        ``go_on`` is called after each step, and may raise to give the copy up. Within a transaction of
        ``sqlite`` the copy is what that sees, whatever is written meanwhile.
        """
        self._folder.mkdir(exist_ok=True, mode=0o700)
        for left in self._folder.glob(f"*{_UNFINISHED}*"):  # by a kill, with its journal
            left.unlink(missing_ok=True)
        number = max((_number(copy) for copy in self.newest_first()), default=0) + 1
        name = f"{self._path.stem}-{number:06d}-{datetime.now(UTC):{_STAMP}}{self._path.suffix}"
        target = self._folder / name
        unfinished = target.with_suffix(_UNFINISHED)
        try:
            make_private(unfinished)
            with closing(sqlite3.connect(unfinished, isolation_level=None)) as copy:
                sqlite.backup(copy, pages=PAGES_AT_ONCE, progress=lambda *_: go_on())
                copy.execute("PRAGMA journal_mode = DELETE")  # one file, nothing beside it
            replace_file(unfinished, target)
        finally:
            unfinished.unlink(missing_ok=True)
        for old in self.newest_first()[KEPT_BACKUPS:]:
            old.unlink(missing_ok=True)

    def restore(self) -> Message:
        """Move the damaged file aside, put the newest good copy in its place, and say so.

        With no good copy the next start makes an empty list. Raises OSError, sqlite3.Error.
        """
        moved_to = self._move_aside()
        for copy in self.newest_first():
            if not is_sound(copy):
                continue
            make_private(self._path)
            with closing(connect(copy, "ro")) as source, closing(sqlite3.connect(self._path)) as target:
                source.backup(target)
            return _restored(_made_at(copy), moved_to)
        return message(MessageCode.STATE_STARTS_EMPTY, path=str(moved_to))

    def _move_aside(self) -> Path:
        target = self._path.with_name(f"{self._path.name}.damaged-{datetime.now(UTC):{_STAMP}}")
        for suffix in ("-wal", "-shm", ""):
            part = self._path.with_name(self._path.name + suffix)
            if part.exists():
                part.replace(target.with_name(target.name + suffix))
        return target


def is_sound(path: Path) -> bool:
    """Say whether SQLite finds nothing wrong with the file at ``path``."""
    try:
        with closing(connect(path, "ro")) as sqlite:
            return is_whole(sqlite)
    except sqlite3.Error:
        return False


def is_whole(sqlite: sqlite3.Connection) -> bool:
    """Say whether the integrity check finds nothing. Raises sqlite3.Error where it can't even begin."""
    rows = sqlite.execute("PRAGMA integrity_check(1)").fetchall()
    return [row[0] for row in rows] == ["ok"]


def _restored(made_at: datetime, moved_to: Path) -> Message:
    if made_at > datetime.now(UTC):
        return message(MessageCode.STATE_RESTORED_UNDATED, path=str(moved_to))
    return message(MessageCode.STATE_RESTORED, moment=f"{made_at:%Y-%m-%d %H:%M}", path=str(moved_to))


def _rank(copy: Path) -> tuple[int, bool, datetime]:
    """What a newer copy has more of. Without numbers a stamp from the future is worth less than any other."""
    made_at = _made_at(copy)
    return _number(copy), made_at <= datetime.now(UTC), made_at


def _number(copy: Path) -> int:
    match = _NAME.search(copy.stem)
    return int(match[1]) if match else 0


def _made_at(copy: Path) -> datetime:
    stamp = "-".join(copy.stem.rsplit("-", 2)[1:])
    try:
        return datetime.strptime(stamp, _STAMP).replace(tzinfo=UTC)
    except ValueError:  # someone's own copy in our folder
        return datetime.fromtimestamp(copy.stat().st_mtime, UTC)
