"""The database file: opened, kept whole, read from any thread, written by one."""

import errno
import functools
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from uploader_gui.domain.errors import BadSettingsError, ErrorCode
from uploader_gui.domain.messages import MessageCode, Messages, message
from uploader_gui.domain.store.failure_table import is_too_many_files, too_many_files
from uploader_gui.private_files import check_file, check_state_folder, make_folder, make_private
from uploader_gui.storage.database.backup import Backups, is_whole
from uploader_gui.storage.database.daily_check import DailyCheck
from uploader_gui.storage.database.schema import STEPS, check_version, migrate
from uploader_gui.storage.database.sqlite_connection import (
    connect,
    damage,
    full,
    is_damage,
    read_only,
    translated,
)

if TYPE_CHECKING:
    from uploader_gui.storage.database.writer import Writer

FILE_NAME = "uploader.db"
_CHECK_AFTER = timedelta(days=1)
# A program that is killed twenty times in a minute must not push the older copies out.
_COPY_AFTER = timedelta(hours=1)
_T = TypeVar("_T")


class Database:
    """The state directory's database. Every method may be called from any thread.

    An SQLite connection never leaves its thread: reads open one each (0.15 ms), the writer thread has its own.
    ``notice`` is for the user if something had to be repaired, else empty.
    """

    def __init__(
        self, path: Path, *, is_read_only: bool, notice: Messages = (), needs_daily_check: bool = False
    ) -> None:
        self.path = path
        self.notice = notice
        self._is_damaged = False
        self._daily_check = DailyCheck(path, is_due=needs_daily_check)
        self._writer = None if is_read_only else _writer_of(path)

    @classmethod
    def open(cls, state_dir: Path, *, read_only: bool = False, checks_later: bool = False) -> "Database":
        """Open the database of ``state_dir``, making, checking, restoring or migrating it as needed.

        Only the holder of the directory's lock may open it for writing. With ``read_only`` nothing on disk
        is touched; a missing database reads as an empty one. ``checks_later``: after a clean end the daily
        check and copy wait for ``look_after``, which has to be called then. Raises BadSettingsError in words for a
        directory that is read-only, full or not ours alone, and for a file that a newer version wrote.
        """
        path = state_dir / FILE_NAME
        check_state_folder(state_dir)
        check_file(path)
        if read_only:
            return cls(path, is_read_only=True)
        with _errors_in_words(path):
            make_folder(state_dir)
            notice, needs_daily_check = _prepare(path, checks_later=checks_later)
            make_private(_running_mark(path))
        return cls(path, is_read_only=False, notice=notice, needs_daily_check=needs_daily_check)

    def look_after(self) -> None:
        """Make the check and the copy that opening left for later, if any; ``close`` cuts it short.

        For 100,000 jobs a second, in which reading and writing go on. Raises BadSettingsError STATE_DAMAGED,
        which the next opening repairs, and what else keeps a copy from being made.
        """
        with self._remembered_damage(), _errors_in_words(self.path):
            self._daily_check.run()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """An SQLite connection for one thread's reads, rows by column name. Sees what is committed."""
        with self._remembered_damage(), _errors_in_words(self.path), closing(self._reader()) as sqlite:
            yield sqlite

    def write(self, work: Callable[[sqlite3.Connection], _T], *, durable: bool = False) -> _T:
        """Run ``work`` in the writer's next transaction and return its result once that is committed.

        ``durable``: on the disk itself before this returns (fsync); otherwise it outlives the process, not
        a power cut. What ``work`` raises is raised here, and only its own changes are undone.
        """
        if self._writer is None:
            raise BadSettingsError(message(MessageCode.STATE_READING_ONLY), code=ErrorCode.STATE_READ_ONLY)
        with self._remembered_damage():
            return self._writer.run(work, is_durable=durable)

    def on_locked(self, tell: Callable[[str], None]) -> None:
        """Have ``tell`` hear a sentence whenever writing waits for another program; on the writer's thread."""
        if self._writer is not None:
            self._writer.on_locked = tell

    def close(self) -> None:
        """Carry out what is queued and mark a clean end; with damage found meanwhile it is none."""
        if self._writer is None:
            return
        self._daily_check.end()
        self._writer.close()
        if not self._is_damaged:
            _running_mark(self.path).unlink(missing_ok=True)

    @contextmanager
    def _remembered_damage(self) -> Iterator[None]:
        """Have the next start check the file, and restore it, if it turns out to be damaged here."""
        try:
            yield
        except BadSettingsError as error:
            self._is_damaged = self._is_damaged or error.code == ErrorCode.STATE_DAMAGED
            raise

    def _reader(self) -> sqlite3.Connection:
        if not self.path.exists():
            return _empty()
        sqlite = connect(self.path, "ro")
        if check_version(sqlite, self.path) == len(STEPS):
            return sqlite
        # Not migrated yet, which is the lock holder's work: read a copy that is.
        with closing(sqlite):
            return _migrated(sqlite)


def _writer_of(path: Path) -> "Writer":
    from uploader_gui.storage.database.writer import Writer  # a reader does not wait for its imports

    return Writer(path)


def _empty() -> sqlite3.Connection:
    sqlite = _in_memory()
    sqlite.executescript(_newest_tables())
    return sqlite


@functools.cache
def _newest_tables() -> str:
    """What the steps lead to, as a script: that takes a tenth of the time they take, and is wanted for each look."""
    with closing(_in_memory()) as sqlite:
        migrate(sqlite)
        return "\n".join(sqlite.iterdump())


def _migrated(source: sqlite3.Connection) -> sqlite3.Connection:
    sqlite = _in_memory()
    source.backup(sqlite)
    migrate(sqlite)
    return sqlite


def _in_memory() -> sqlite3.Connection:
    sqlite = sqlite3.connect(":memory:", isolation_level=None)
    sqlite.row_factory = sqlite3.Row
    return sqlite


def _running_mark(path: Path) -> Path:
    """Lies there from opening to a clean end: found at opening, the last run did not end cleanly."""
    return path.with_name(f"{path.name}.open")


def _prepare(path: Path, *, checks_later: bool) -> tuple[Messages, bool]:
    """Bring the file to the newest schema, restored if it was damaged; return the notice about that.

    And whether it is still to be checked and copied.
    """
    try:
        return (), _check_and_migrate(path, checks_later=checks_later)
    except sqlite3.DatabaseError as error:
        if not is_damage(error):
            raise
    notice = (Backups(path).restore(),)
    with closing(connect(path)) as sqlite:
        migrate(sqlite)
    return notice, False


def _check_and_migrate(path: Path, *, checks_later: bool) -> bool:
    backups = Backups(path)
    if path.exists() and not path.stat().st_size and backups.newest_first():
        raise damage("the file is empty")
    with closing(connect(path)) as sqlite:
        version = check_version(sqlite, path)
        if not version:
            migrate(sqlite)
            return False
        is_outdated, was_killed = version < len(STEPS), _running_mark(path).exists()
        needs_copy = backups.are_older_than(_COPY_AFTER if was_killed else _CHECK_AFTER)
        can_wait = checks_later and not is_outdated
        if (is_outdated or was_killed or (needs_copy and not can_wait)) and not is_whole(sqlite):
            raise damage("the integrity check failed")
        if is_outdated or (needs_copy and not can_wait):
            backups.make(sqlite)
        migrate(sqlite)
    return needs_copy and can_wait


@contextmanager
def _errors_in_words(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        told = translated(error, path)
        if told is error:
            raise
        raise told from error
    except OSError as error:
        if is_too_many_files(error):
            raise too_many_files() from error
        raise (full if error.errno == errno.ENOSPC else read_only)(path.parent) from error
