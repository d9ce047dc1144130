"""One job's lane in the part queue: which parts are missing, which are on their way, which failed."""

import asyncio
import functools
import time
from collections import deque
from collections.abc import Iterable
from typing import Protocol

from uploader_gui.domain.errors import ErrorCode, StoppedError, StoreError
from uploader_gui.domain.events import Activity
from uploader_gui.domain.job import Job
from uploader_gui.source.source_file import READ_SLICE_SIZE
from uploader_gui.transfer.job.job_run import JobRun
from uploader_gui.transfer.job.retry import RetryBackoff, asked_for_s
from uploader_gui.transfer.part_queue.lane import Outcome, PartCall, is_transient


class Sender(Protocol):
    """Sends parts; ``stop`` ends all of them where they stand."""

    @property
    def bytes_in_flight(self) -> int:
        """Bytes sent and not acknowledged."""

    @property
    def parts_in_flight(self) -> tuple[int, ...]:
        """Numbers of parts on their way."""

    def send(self, number: int) -> Job:
        """Send one part; blocking."""

    def stop(self) -> None:
        """Stop all."""


class PartLane:
    """Sends ``numbers`` of one job through the queue. Lives on the engine's loop.

    A transient failure puts its part back and holds the whole lane for a while: what failed one part is
    usually the network or the store. Failures of parts that were on their way together count once. What the store
    asks for holds the lanes of all jobs that go there. ``retries`` False: the caller decides about every failure.
    """

    def __init__(self, run: JobRun, sender: Sender, numbers: Iterable[int], *, retries: bool = True) -> None:
        self._run = run
        self._sender = sender
        self._retries = retries
        self._missing = deque(numbers)
        self._on_the_way: dict[int, tuple[int, int]] = {}
        self._wave = 0
        self._held: asyncio.TimerHandle | None = None
        self._backoff = RetryBackoff(None)
        self._part_backoffs: dict[int, RetryBackoff] = {}
        self._queue = run.tools.parts
        self.concurrency = self._queue.concurrency(run.job.destination.endpoint)
        self._ended: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._failure: BaseException | None = None
        self._empty = asyncio.Event()
        self._empty.set()

    async def send_all(self) -> None:
        """Return when every part is done. Raises the first failure that another try would not help, when
        nothing of this job is on its way any more.
        """
        if not self._missing:
            return
        self._run.progress.show(Activity.SENDING)
        self._run.on_change()
        self._queue.join(self)
        try:
            await self._ended
        finally:
            self._queue.leave(self)
            if self._held is not None:
                self._held.cancel()

    async def drained(self) -> None:
        """After a stop: wait until nothing is on its way."""
        await self._empty.wait()

    @property
    def bytes_in_flight(self) -> int:
        """Bytes sent and not acknowledged."""
        return self._sender.bytes_in_flight

    @property
    def has_pending(self) -> bool:
        """Say whether parts are missing that are not on their way."""
        return bool(self._missing)

    @property
    def is_small(self) -> bool:
        """Say whether the file is sent whole from memory, in a moment."""
        plan = self._run.job.plan
        return plan.is_single_put and plan.file_size <= READ_SLICE_SIZE

    def next_call(self) -> PartCall | None:
        """Give the queue the next missing part, unless the lane or its store is held, or there is none."""
        has_to_wait = self._held is not None or self._failure is not None or self._run.is_stopped
        if has_to_wait or not self._missing:
            return None
        if self.concurrency.is_held(time.monotonic()):
            self._show_hold()
            return None
        self._run.progress.show(Activity.SENDING)
        number = self._missing.popleft()
        self._on_the_way[number] = self._wave, self.concurrency.wave
        self._empty.clear()
        return PartCall(
            number, self._run.job.plan.part(number).size, functools.partial(self._sender.send, number)
        )

    def call_ended(self, call: PartCall, outcome: Outcome) -> None:
        """Note what became of a part."""
        wave, store_wave = self._on_the_way.pop(call.number)
        if isinstance(outcome, Job):
            self.concurrency.arrived(call.size)
            self._arrived(call.number, outcome)
        elif not self._run.is_stopped and is_transient(outcome):
            self._slow_down(outcome, store_wave)
            if self._retries:
                self._missing.appendleft(call.number)
                self._queue.offer(self)
                self._hold(call.number, wave, outcome)
            else:
                self._fail(outcome)
        else:
            self._fail(outcome)
        self._end_if_done()

    def take_back(self, call: PartCall) -> None:
        """Note that a part has not left and will not."""
        del self._on_the_way[call.number]
        self._missing.appendleft(call.number)
        self._queue.offer(self)
        self._end_if_done()

    def _arrived(self, number: int, job: Job) -> None:
        if job.bytes_done >= self._run.job.bytes_done:  # commits may be told of in another order
            self._run.job = job
        self._part_backoffs.pop(number, None)
        self._backoff.failures = 0
        self._run.on_change()

    def _hold(self, number: int, wave: int, error: StoreError) -> None:
        backoff = self._part_backoffs.setdefault(number, RetryBackoff(self._run.tools.options.retry_limit))
        try:
            backoff.next_delay_s(error)
        except StoreError:
            self._fail(error)
            return
        if wave != self._wave:
            return
        self._wave += 1
        delay_s = self._backoff.next_delay_s(error) if error.code != ErrorCode.PART_DAMAGED else 0.0
        self._run.progress.show_waiting(error, self._backoff.failures, delay_s)
        self._run.on_change()
        self._held = asyncio.get_running_loop().call_later(delay_s, self._release)

    def _release(self) -> None:
        self._held = None
        self._run.progress.show(Activity.SENDING)
        self._queue.feed()

    def _slow_down(self, error: StoreError, wave: int) -> None:
        if error.code != ErrorCode.PART_DAMAGED:
            self.concurrency.failed(error, wave, time.monotonic())
        if asked_for_s(error) > 0:
            self._queue.hold(self.concurrency, error, asked_for_s(error))

    def _show_hold(self) -> None:
        """Say that the store asked for a pause, be it another job that it told."""
        progress, error = self._run.progress, self.concurrency.held_by
        if error is not None and not self._on_the_way and progress.waiting_for is not error:
            progress.show_waiting(error, 1, self.concurrency.held_until_s - time.monotonic())
            self._run.on_change()

    def _fail(self, error: BaseException) -> None:
        if self._failure is None:
            self._failure = error
            self._sender.stop()
        elif isinstance(self._failure, StoppedError):
            self._failure = error

    def _end_if_done(self) -> None:
        if self._on_the_way:
            return
        self._empty.set()
        if self._ended.done():
            return
        if self._failure is not None:
            self._ended.set_exception(self._failure)
        elif not self._missing:
            self._ended.set_result(None)
