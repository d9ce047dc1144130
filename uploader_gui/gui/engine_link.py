"""Between the window and the engine: the one file that knows both loops.

The engine's loop runs on a thread of its own. A verb is awaited across, what happened comes back as a queued
signal; so no commit, burst of answers or folder scan can make the window stutter.
"""

import asyncio
import contextlib
import os
import sys
import threading
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from uploader_gui.domain.errors import ExhaustedError, UploaderError
from uploader_gui.domain.events import JobEvent
from uploader_gui.domain.messages import MessageCode, message
from uploader_gui.domain.packages.package_end import PackageEnd
from uploader_gui.domain.window_start import WindowStart
from uploader_gui.gui.api_interface import Api, OpenApi
from uploader_gui.runtime.engine_loop import EngineLoop
from uploader_gui.runtime.runtime import Runtime
from uploader_gui.transfer.jobs_now import Totals

Result = TypeVar("Result")

PERIOD_MS = 100
BATCH = 1000
"""Jobs that a view is told of at once: more would make the window stutter."""
_JOIN_S = 1.0
_NICENESS = 10


class EngineLink(QObject):
    """Opens, drives and ends a runtime from the GUI thread; every method is called there.

    ``happened`` carries a list of JobEvent, at most ten times a second and ``BATCH`` long, a job once;
    ``packages_changed`` Packages that are new or otherwise than before, ahead of what there is to tell of their jobs;
    ``totals_changed`` the engine's Totals. ``came_in`` carries a Job that was submitted through the API,
    ``package_ended`` a PackageEnd, after what happened to its jobs, ``package_action_ended`` a PackageAction.
    ``started_again`` is said when there is something in ``starts``, ``hindered`` the engine's Hindrances,
    ``timetable_changed`` a TimetableNow, ``watching_changed`` a tuple of the WatchStatus of every watched folder. ``api`` is None where there is none.
    """

    happened = Signal(object)
    packages_changed = Signal(object)
    totals_changed = Signal(object)
    came_in = Signal(object)
    started_again = Signal()
    hindered = Signal(object)
    package_ended = Signal(object)
    package_action_ended = Signal(object)
    timetable_changed = Signal(object)
    watching_changed = Signal(object)
    _arrived = Signal(object, object)
    _start_arrived = Signal(object)
    _end_arrived = Signal(object)

    def __init__(
        self,
        open_runtime: Callable[[], Runtime],
        open_api: OpenApi | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._open_runtime = open_runtime
        self._open_api = open_api
        self._is_started = False
        self._is_closing = False
        self.api: Api | None = None
        self.api_place: tuple[tuple[str, int] | None, str] = (None, "")
        """Where the API was told to listen beside its own address, and the URL that it has there."""
        self.starts: deque[WindowStart] = deque()
        """What other starts of the program want of the window, until it is ready for that."""
        self._loop = EngineLoop()
        self._thread = threading.Thread(target=self._run, name="engine", daemon=True)
        self._runtime: Runtime | None = None
        self._unsubscribe: Callable[[], None] = lambda: None
        self._waiting: dict[str, JobEvent] = {}
        self._ends: list[PackageEnd] = []
        self._totals: Totals | None = None
        self._timer = QTimer(self, interval=PERIOD_MS, singleShot=True)
        self._timer.timeout.connect(self._hand_on)
        self._arrived.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self._start_arrived.connect(self._take_start, Qt.ConnectionType.QueuedConnection)
        self._end_arrived.connect(self._take_end, Qt.ConnectionType.QueuedConnection)

    @property
    def runtime(self) -> Runtime:
        """What was opened; its engine may be touched only through ``call``."""
        if self._runtime is None:
            raise UploaderError(message(MessageCode.ENGINE_NOT_RUNNING))
        return self._runtime

    async def open(self) -> Runtime:
        """Open the runtime on the other thread; its engine is not started yet. Raises what opening raises."""
        try:
            self._thread.start()
        except (RuntimeError, MemoryError) as error:
            raise ExhaustedError from error
        self._runtime = await self.call(self._opened)
        return self._runtime

    async def start(self) -> None:
        """Let the engine run, once; only when the stores that are ours to start do answer. What waited is held."""
        if self._is_started:
            return
        self._is_started = True
        runtime = self.runtime
        await self.call(lambda: runtime.engine.start(runs_waiting=True, is_attended=True))
        await self.call(runtime.watching.start)

    async def call(self, work: Callable[[], Awaitable[Result]]) -> Result:
        """Run a coroutine of the engine on its loop and give back its result or its error.

        Once ``close`` has begun, UploaderError: the loop ends with that, and would leave it where it is.
        """
        if self._is_closing:
            raise UploaderError(message(MessageCode.ENGINE_NOT_RUNNING))
        return await self._called(work)

    async def _called(self, work: Callable[[], Awaitable[Result]]) -> Result:
        async def run() -> Result:
            return await work()

        return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(run(), self._loop))

    async def in_thread(self, work: Callable[[], Result]) -> Result:
        """Run something that blocks on a thread beside both loops."""
        return await self.call(lambda: asyncio.to_thread(work))

    async def close(self) -> None:
        """Pause what runs, close the runtime and end the thread; within 3 s.

        Raises UploaderError, with all of it closed, where the list is damaged and the pause can't be stored.
        """
        self._is_closing = True
        try:
            if self._runtime is not None:
                runtime, self._runtime = self._runtime, None
                await self._called(lambda: self._closed(runtime))
        finally:
            self._timer.stop()
            if self._thread.is_alive():
                self._loop.call_soon_threadsafe(self._loop.stop)
                self._thread.join(_JOIN_S)
            else:
                self._loop.close()

    # On the engine's thread

    def _run(self) -> None:
        _lower_priority()
        asyncio.set_event_loop(self._loop)
        self._loop.run_forever()
        self._loop.close()

    async def _opened(self) -> Runtime:
        runtime = self._open_runtime()
        self._unsubscribe = runtime.engine.subscribe(
            lambda events: self._arrived.emit(list(events), runtime.engine.jobs_now.totals())
        )
        runtime.engine.packages.subscribe(self.packages_changed.emit)
        runtime.engine.timekeeper.subscribe(self.timetable_changed.emit)
        runtime.engine.on_hindrances(self.hindered.emit)
        runtime.engine.on_package_end(self._end_arrived.emit)
        runtime.engine.on_package_action(self.package_action_ended.emit)
        runtime.watching.subscribe(self.watching_changed.emit)
        if self._open_api is not None:
            try:
                self.api = await self._open_api(runtime, self.came_in.emit, self._start_arrived.emit)
            except UploaderError:
                runtime.close()
                raise
        return runtime

    async def _closed(self, runtime: Runtime) -> None:
        if self.api is not None:
            self.api.begin_closing()
        try:
            await runtime.watching.close()
            await runtime.engine.stop()
        finally:
            self._unsubscribe()
            if self.api is not None:
                await self.api.close()
            await asyncio.to_thread(runtime.close)

    # On the GUI thread

    def _take_start(self, start: WindowStart) -> None:
        self.starts.append(start)
        self.started_again.emit()

    def _take(self, events: Sequence[JobEvent], totals: Totals) -> None:
        for event in events:
            job_id = event.status.job.job_id
            self._waiting.pop(job_id, None)  # so that the order is that of the last word on each
            self._waiting[job_id] = event
        self._totals = totals
        if not self._timer.isActive():
            self._hand_on()

    def _take_end(self, end: PackageEnd) -> None:
        self._ends.append(end)
        if not self._waiting:
            self._tell_ends()

    def _hand_on(self) -> None:
        batch = [self._waiting.pop(job_id) for job_id in list(self._waiting)[:BATCH]]
        if not batch:
            return
        self._timer.start()
        self.happened.emit(batch)
        self.totals_changed.emit(self._totals)
        if not self._waiting:
            self._tell_ends()

    def _tell_ends(self) -> None:
        ends, self._ends = self._ends, []
        for end in ends:
            self.package_ended.emit(end)


def _lower_priority() -> None:
    """Let this thread, and all that it will start, wait for the window wherever the two compete.

    Where the platform has priorities of single threads (Linux), which new threads inherit. Without it the
    window stood still for up to 0.3 s while eight workers sent at loopback speed, with it for 0.1 s.
    """
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICENESS)
