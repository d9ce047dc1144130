"""The check and the copy of a database that is in use already."""

import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from threading import Lock

from uploader_gui.storage.database.backup import Backups, GivenUpError, is_whole
from uploader_gui.storage.database.sqlite_connection import connect, damage

_ASKS_AGAIN_AFTER_S = 0.05


class DailyCheck:
    """Checks the file at ``path`` and copies it, once, if that ``is_due``; any thread.

    On an SQLite connection and a snapshot of its own, so that reading and writing go on, and so that what is copied is
    what was checked. SQLite does both without holding Python's lock.
    """

    def __init__(self, path: Path, *, is_due: bool) -> None:
        self._path = path
        self._is_due = is_due
        self._is_given_up = False
        self._sqlite: sqlite3.Connection | None = None
        self._running = Lock()

    def run(self) -> None:
        """Do it; comes back early once it is given up. Raises sqlite3.Error, as of a damaged file, and OSError."""
        with self._running:
            is_due, self._is_due = self._is_due, False
            if not is_due or self._is_given_up:
                return
            try:
                self._check_and_copy()
            except (GivenUpError, sqlite3.OperationalError):
                if not self._is_given_up:
                    raise

    def give_up(self) -> None:
        """Have a run that is under way end soon, its copy unmade, and let none begin."""
        self._is_given_up = True
        if (sqlite := self._sqlite) is not None:
            with suppress(sqlite3.ProgrammingError):  # closed by now
                sqlite.interrupt()

    def end(self) -> None:
        """Give up, and wait until the file has been let go of."""
        self.give_up()
        while not self._running.acquire(timeout=_ASKS_AGAIN_AFTER_S):
            self.give_up()  # SQLite forgets an interrupt that comes between two statements
        self._running.release()

    def _check_and_copy(self) -> None:
        with closing(connect(self._path, "ro")) as sqlite:
            self._sqlite = sqlite
            try:
                sqlite.execute("BEGIN")
                is_sound = is_whole(sqlite)
                self._go_on()  # an interrupted check tells nothing
                if not is_sound:
                    raise damage("the integrity check failed")
                Backups(self._path).make(sqlite, self._go_on)
            finally:
                self._sqlite = None

    def _go_on(self) -> None:
        if self._is_given_up:
            raise GivenUpError
