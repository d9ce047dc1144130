"""The worker threads: blocking calls for one event loop."""

import asyncio
import contextlib
import functools
import logging
import queue
import threading
from collections import deque
from collections.abc import Callable
from typing import TypeVar

from uploader_gui.domain.errors import ExhaustedError

log = logging.getLogger(__name__)

Result = TypeVar("Result")
_GATHERING_S = 0.005


class Workers:
    """Daemon threads, so that a call that hangs can't keep the program from ending.

    Used on the loop's thread only, but for ``tell``. ``gathers``: while results come in a stream, the loop hears of them
    200 times a second. Threads are started when first needed.
    """

    def __init__(self, name: str, *, gathers: bool = False) -> None:
        self._name = name
        self._gathers = gathers
        self._calls: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._results: deque[Callable[[], None]] = deque()
        self._is_loop_told = False
        self._loop: asyncio.AbstractEventLoop | None = None
        self._threads = 0
        self._is_short = False
        self._is_closed = False
        self._busy = 0

    def have_one(self) -> None:
        """Have a worker at least, so that calls come to an end even if the system gives no more threads.

        Raises ExhaustedError.
        """
        if not self._threads:
            self._add_one()

    def run(self, function: Callable[[], Result]) -> "asyncio.Future[Result]":
        """Run ``function`` on a worker; its result or exception comes back on the loop.

        Cancelling the future drops the result; the call itself runs to its end. Raises ExhaustedError if there is no worker.
        """
        self._loop = asyncio.get_running_loop()
        future: asyncio.Future[Result] = self._loop.create_future()

        def call() -> None:
            try:
                result = function()
            except BaseException as error:  # noqa: BLE001 - carried to the loop, which decides
                self.tell(functools.partial(self._failed, future, error))
            else:
                self.tell(functools.partial(self._returned, future, result))

        if self._is_closed:
            self._start(call)
            self._busy += 1
            return future
        if self._busy >= self._threads:
            self._add_one()
        self._busy += 1
        self._calls.put(call)
        return future

    def close(self) -> None:
        """Let the threads end, each when no call waits for it; a call that comes yet gets a thread for itself alone."""
        self._is_closed = True
        for _ in range(self._threads):
            self._calls.put(None)
        self._threads = 0

    def _start(self, work: Callable[[], None]) -> None:
        """Raises ExhaustedError."""
        name = f"{self._name}-{self._threads + 1}"
        try:
            threading.Thread(target=work, name=name, daemon=True).start()
        except (RuntimeError, MemoryError) as error:
            raise ExhaustedError from error

    def _add_one(self) -> None:
        """Start another worker; where there are some, they do without it."""
        try:
            self._start(self._work)
        except ExhaustedError:
            if not self._threads:
                raise
            if not self._is_short:
                log.warning(
                    "The system gives no more threads; %d of '%s' have to do.", self._threads, self._name
                )
            self._is_short = True
        else:
            self._threads += 1

    def tell(self, result: Callable[[], None]) -> None:
        """Have ``result`` called on the loop; from a worker.

        Results that come close together wake the loop once: waking it costs as much as a small PUT's hashing.
        """
        self._results.append(result)
        if not self._is_loop_told and self._loop is not None:
            self._is_loop_told = True
            with contextlib.suppress(RuntimeError):  # the loop has closed: nobody is left to be told
                self._loop.call_soon_threadsafe(self._deliver)

    def _deliver(self) -> None:
        """Hand over what came. If something did, look again a little later instead of being woken for the next."""
        looks_again = self._gathers and bool(self._results)
        self._is_loop_told = looks_again  # before looking: what is appended from now on tells the loop again
        if looks_again:
            asyncio.get_running_loop().call_later(_GATHERING_S, self._deliver)
        while self._results:
            self._results.popleft()()

    def _returned(self, future: "asyncio.Future[Result]", result: Result) -> None:
        self._busy -= 1
        if not future.done():
            future.set_result(result)

    def _failed(self, future: "asyncio.Future[Result]", error: BaseException) -> None:
        self._busy -= 1
        if not future.done():
            future.set_exception(error)

    def _work(self) -> None:
        while (call := self._calls.get()) is not None:
            call()
            del call  # which holds what it returned
