"""The one thread that writes, and its group commit."""

import logging
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from typing import Generic, TypeVar

from uploader_gui.domain.errors import ErrorCode, ExhaustedError, UploaderError
from uploader_gui.domain.messages import MessageCode, message
from uploader_gui.storage.database import sqlite_connection
from uploader_gui.storage.database.sqlite_connection import connect, is_busy, translated

log = logging.getLogger(__name__)

SILENT_WAIT_S = 2.0
"""How long another program may keep the file locked before that is said."""

_T = TypeVar("_T")
_T_co = TypeVar("_T_co", covariant=True)


class _Request(Generic[_T_co]):
    """A piece of work for the writer, and the answer that its caller waits for."""

    def __init__(self, work: Callable[[sqlite3.Connection], _T_co], *, is_durable: bool) -> None:
        self.is_durable = is_durable
        self._work = work
        self._answer: Future[_T_co] = Future()
        self._result: list[_T_co] = []
        self._error: BaseException | None = None

    def answer(self) -> _T_co:
        """Block until the transaction is on disk; raise what the work raised."""
        return self._answer.result()

    def carry_out(self, sqlite: sqlite3.Connection) -> None:
        """Do the work in a savepoint of its own, so that its failure undoes nothing else.

        Raises sqlite3.Error if SQLite gave up the whole transaction (a full disk, a disk error).
        """
        sqlite.execute("SAVEPOINT request")
        with self._kept_error():
            self._result.append(self._work(sqlite))
        if self._error is not None:
            if isinstance(self._error, sqlite3.Error) and not sqlite.in_transaction:
                raise self._error
            sqlite.execute("ROLLBACK TO request")
        sqlite.execute("RELEASE request")

    def deliver(self, path: Path) -> None:
        """Tell the caller, after the commit."""
        if self._error is None:
            self._answer.set_result(self._result[0])
        else:
            self.fail(self._error, path)

    def fail(self, error: BaseException, path: Path) -> None:
        """Tell the caller that nothing was written."""
        self._answer.set_exception(translated(error, path) if isinstance(error, sqlite3.Error) else error)

    @contextmanager
    def _kept_error(self) -> Iterator[None]:
        # The caller raises it: whatever it is, it belongs to them and must not end the writer.
        try:
            yield
        except BaseException as error:  # noqa: BLE001
            self._error = error


class Writer:
    """Owns the only SQLite connection that writes. What queues up while one commit runs goes into the next together.

    One transaction costs about as much as a hundred small changes in it, and a durable one (an fsync) far
    more: 8 workers that finish small files at the same time share it.
    """

    def __init__(self, path: Path) -> None:
        """Raises ExhaustedError where no thread can be started."""
        self._path = path
        self._queue: SimpleQueue[_Request[object] | None] = SimpleQueue()
        self._is_durable = False
        self._is_closed = False
        self.on_locked: Callable[[str], None] = log.warning
        self._closing = Lock()
        self._thread = Thread(target=self._run, name="database-writer", daemon=True)
        try:
            self._thread.start()
        except (RuntimeError, MemoryError) as error:
            raise ExhaustedError from error

    def run(self, work: Callable[[sqlite3.Connection], _T], *, is_durable: bool) -> _T:
        """Do ``work`` in the next transaction and return its result, or raise what it raised; any thread.

        ``work`` gets the SQLite connection that writes; it must not commit or keep it. Raises UploaderError after
        ``close``: nobody would answer.
        """
        request = _Request(work, is_durable=is_durable)
        with self._closing:
            if self._is_closed:
                raise UploaderError(message(MessageCode.STATE_CLOSED), code=ErrorCode.STATE_CLOSED)
            self._queue.put(request)
        return request.answer()

    def close(self) -> None:
        """Carry out what is queued, close the SQLite connection and end the thread."""
        with self._closing:
            self._is_closed = True
            self._queue.put(None)
        self._thread.join()

    def _run(self) -> None:
        sqlite: sqlite3.Connection | None = None
        while (batch := self._next_batch()) is not None:
            try:
                sqlite = sqlite or connect(self._path)
                self._commit(sqlite, batch)
            except BaseException as error:  # noqa: BLE001 - out of memory, say: each caller gets it, none waits for ever
                for request in batch:
                    request.fail(error, self._path)
            else:
                for request in batch:
                    request.deliver(self._path)
        if sqlite is not None:
            sqlite.close()

    def _next_batch(self) -> list[_Request[object]] | None:
        """Wait for one request and take those behind it, at most one a caller; None at the end."""
        request = self._queue.get()
        if request is None:
            return None
        batch = [request]
        with suppress(Empty):
            while (request := self._queue.get_nowait()) is not None:
                batch.append(request)
            self._queue.put(None)  # the end comes after this batch
        return batch

    def _commit(self, sqlite: sqlite3.Connection, batch: Sequence[_Request[object]]) -> None:
        is_durable = any(request.is_durable for request in batch)
        if is_durable is not self._is_durable:  # SQLite ignores the change inside a transaction
            sqlite.execute(f"PRAGMA synchronous = {'FULL' if is_durable else 'NORMAL'}")
            self._is_durable = is_durable
        try:
            self._begin(sqlite)
            for request in batch:
                request.carry_out(sqlite)
            sqlite.execute("COMMIT")
        finally:
            if sqlite.in_transaction:
                sqlite.execute("ROLLBACK")

    def _begin(self, sqlite: sqlite3.Connection) -> None:
        """Begin as soon as no other program writes; say so when that takes long. Raises sqlite3.Error in the end."""
        longest_s = sqlite_connection.BUSY_TIMEOUT_S
        try:
            _begin_within(sqlite, min(SILENT_WAIT_S, longest_s))
        except sqlite3.OperationalError as error:
            if not is_busy(error) or longest_s <= SILENT_WAIT_S:
                raise
            self._say(f"Another program keeps {self._path} locked. Waiting for it to let go...")
            _begin_within(sqlite, longest_s - SILENT_WAIT_S)

    def _say(self, sentence: str) -> None:
        try:
            self.on_locked(sentence)
        except Exception:  # who shows it badly must not keep anything from being written
            log.exception("It could not be said: %s", sentence)


def _begin_within(sqlite: sqlite3.Connection, seconds: float) -> None:
    sqlite.execute(f"PRAGMA busy_timeout = {seconds * 1000:.0f}")
    sqlite.execute("BEGIN IMMEDIATE")
