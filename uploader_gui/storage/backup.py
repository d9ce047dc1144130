"""Copies of the database that are known to be whole, and the way back from them."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from uploader_gui.private_files import make_private
from uploader_gui.storage.connection import connect

KEPT_BACKUPS = 3
PAGES_AT_ONCE = 1024
"""So much of a copy, 4 MiB, is made before it is asked whether it is still wanted: 10 ms."""
_STAMP = "%Y%m%d-%H%M%S"
_UNFINISHED = ".unfinished"


class GivenUpError(Exception):
    """Nobody waits for the copy any more."""


class Backups:
    """The newest three copies of ``path``, in ``backups`` beside it. Only for the holder of the lock.

    An integrity check and a backup of 100,000 jobs with 1,000,000 parts take 0.75 s together.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._folder = path.parent / "backups"

    def newest_first(self) -> list[Path]:
        """The copies that there are."""
        return sorted(self._folder.glob(f"{self._path.stem}-*{self._path.suffix}"), reverse=True)

    def are_older_than(self, age: timedelta) -> bool:
        """Say whether the newest copy is older than ``age``, or there is none."""
        newest = self.newest_first()
        return not newest or datetime.now(UTC) - _made_at(newest[0]) > age

    def make(self, connection: sqlite3.Connection, go_on: Callable[[], None] = lambda: None) -> None:
        """Copy the whole database, then drop what is over three. Raises sqlite3.Error, OSError.

        ``go_on`` is called after each step, and may raise to give the copy up. Within a transaction of
        ``connection`` the copy is what that sees, whatever is written meanwhile.
        """
        self._folder.mkdir(exist_ok=True, mode=0o700)
        for left in self._folder.glob(f"*{_UNFINISHED}*"):  # by a kill, with its journal
            left.unlink(missing_ok=True)
        target = self._folder / f"{self._path.stem}-{datetime.now(UTC):{_STAMP}}{self._path.suffix}"
        unfinished = target.with_suffix(_UNFINISHED)
        try:
            make_private(unfinished)
            with closing(sqlite3.connect(unfinished, isolation_level=None)) as copy:
                connection.backup(copy, pages=PAGES_AT_ONCE, progress=lambda *_: go_on())
                copy.execute("PRAGMA journal_mode = DELETE")  # one file, nothing beside it
            unfinished.replace(target)
        finally:
            unfinished.unlink(missing_ok=True)
        for old in self.newest_first()[KEPT_BACKUPS:]:
            old.unlink(missing_ok=True)

    def restore(self) -> str:
        """Move the damaged file aside, put the newest good copy in its place, and say so in a sentence.

        With no good copy the next start makes an empty list. Raises OSError, sqlite3.Error.
        """
        moved_to = self._move_aside()
        for copy in self.newest_first():
            if not is_sound(copy):
                continue
            make_private(self._path)
            with closing(connect(copy, "ro")) as source, closing(sqlite3.connect(self._path)) as target:
                source.backup(target)
            return (
                f"The list of uploads was damaged. It was restored as it was on {_made_at(copy):%Y-%m-%d %H:%M} "
                f"UTC; uploads added since then must be added again. The damaged file is kept as {moved_to}."
            )
        return (
            "The list of uploads was damaged and there is no backup of it yet: it starts empty. Files on this "
            f"computer and on the store are untouched. The damaged file is kept as {moved_to}."
        )

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
        with closing(connect(path, "ro")) as connection:
            return is_whole(connection)
    except sqlite3.Error:
        return False


def is_whole(connection: sqlite3.Connection) -> bool:
    """Say whether the integrity check finds nothing. Raises sqlite3.Error where it can't even begin."""
    rows = connection.execute("PRAGMA integrity_check(1)").fetchall()
    return [row[0] for row in rows] == ["ok"]


def _made_at(copy: Path) -> datetime:
    stamp = "-".join(copy.stem.rsplit("-", 2)[1:])
    try:
        return datetime.strptime(stamp, _STAMP).replace(tzinfo=UTC)
    except ValueError:  # someone's own copy in our folder
        return datetime.fromtimestamp(copy.stat().st_mtime, UTC)
