"""One job's lane in the part queue: which parts are missing, which are on their way, which failed."""

import asyncio
import functools
import heapq
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

from uploader_gui.domain.errors import ErrorCode, StoppedError, StoreError
from uploader_gui.domain.events import Activity
from uploader_gui.domain.job import Job
from uploader_gui.s3.http.request_body import Throttle
from uploader_gui.source.source_file import READ_SLICE_SIZE
from uploader_gui.transfer.destination_rates import PartOnTheWay
from uploader_gui.transfer.job.job_run import JobRun
from uploader_gui.transfer.job.retry import RetryBackoff, asked_for_s
from uploader_gui.transfer.part_queue.job_limit import JobLimit
from uploader_gui.transfer.part_queue.lane import Outcome, PartCall, is_transient


class Sender(Protocol):
    """Sends parts; ``stop`` ends all of them where they stand."""

    @property
    def bytes_in_flight(self) -> int:
        """Bytes that have arrived, as far as the system says, and are not acknowledged."""

    @property
    def bytes_delivered(self) -> int:
        """All bytes that have arrived, be they acknowledged or not."""

    def delivered_of(self, number: int) -> int:
        """Bytes of one part on its way that have arrived."""

    @property
    def parts_in_flight(self) -> tuple[int, ...]:
        """Numbers of parts on their way."""

    @property
    def parts_by_address(self) -> tuple[tuple[str, int], ...]:
        """How many parts each of the store's addresses has taken; empty where it has only one."""

    def send(self, number: int) -> Job:
        """Send one part; blocking."""

    def stop(self) -> None:
        """Stop all."""

    def stop_unsent(self) -> None:
        """Stop those of which no byte has left."""


class GrowingSender(Sender, Protocol):
    """Sends parts of a file that grows."""

    def grow(self, job: Job) -> None:
        """The job has grown to this."""


@dataclass(frozen=True, slots=True)
class _Departure:
    """What a part took along: how often the lane and its store had failed, and what tells how fast the line is."""

    wave: int
    store_wave: int
    measured: PartOnTheWay | None


class PartLane:
    """Sends ``numbers`` of one job through the queue. Lives on the engine's loop.

    A transient failure puts its part back and holds the whole lane for a while: what failed one part is
    usually the network or the store. Failures of parts that were on their way together count once. What the store
    asks for holds the lanes of all jobs that go there. The lowest numbers leave first, after a failure too. A part that failed at one of several addresses of the store goes
    to another one at once. ``retries`` False: the caller decides about every failure.
    ``activity`` JOINING: the store copies them, which takes another number at once than sending, and says nothing
    about the line.
    """

    def __init__(
        self,
        run: JobRun,
        sender: Sender,
        numbers: Iterable[int],
        *,
        retries: bool = True,
        activity: Activity = Activity.SENDING,
    ) -> None:
        self._run = run
        self._sender = sender
        self._retries = retries
        self._missing = sorted(numbers)
        self._on_the_way: dict[int, _Departure] = {}
        self._wave = 0
        self._held: asyncio.TimerHandle | None = None
        self._backoff = RetryBackoff(None)
        self._part_backoffs: dict[int, RetryBackoff] = {}
        self._queue = run.tools.parts
        self._activity = activity
        self._endpoint = run.job.destination.endpoint
        self._is_sending = activity is Activity.SENDING and not run.job.is_single_put
        where = self._endpoint if activity is Activity.SENDING else f"{activity} {self._endpoint}"
        self.concurrency = self._queue.concurrency(where)
        self.limit = run.limit if activity is Activity.SENDING else JobLimit(Throttle(), run.job.part_size)
        self._line = self._queue.line(where)
        self._awaits_more = False
        self._ended: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._failure: BaseException | None = None
        self._empty = asyncio.Event()
        self._empty.set()

    async def send_all(self) -> None:
        """Return when every part is done, and no more will come. Raises the first failure that another try would not help, when
        nothing of this job is on its way any more.
        """
        if not self._missing and not self._awaits_more:
            return
        self._run.progress.show(self._activity)
        self._run.on_change()
        self._queue.join(self)
        self._end_if_done()
        try:
            await self._ended
        finally:
            self._queue.leave(self)
            if self._held is not None:
                self._held.cancel()

    def fail(self, error: BaseException) -> None:
        """Nothing more is to be sent: ``send_all`` raises this when nothing is on its way any more."""
        self._fail(error)
        self._end_if_done()

    @property
    def is_busy(self) -> bool:
        """Say whether parts are on their way."""
        return bool(self._on_the_way)

    @property
    def first_missing(self) -> int | None:
        """The lowest number that is not done yet, of those that may be sent."""
        return min([*self._on_the_way, *self._missing[:1]], default=None)

    def wind_down(self) -> None:
        """Pausing is due when those that are on their way have ended: nothing that has not left yet need be among them."""
        self._sender.stop_unsent()

    def hours_ended(self) -> None:
        """Parts may not leave any more: what has not left yet does not."""
        if self._is_outside_hours:
            self._sender.stop_unsent()
            self._end_if_done()

    @property
    def stands_still(self) -> bool:
        """Say whether it is not at its end and has nothing on its way, because nothing may leave now."""
        return self._is_outside_hours and not self.is_busy and not self._ended.done()

    @property
    def winds_down(self) -> bool:
        """Say whether it sends parts to their end though no others may leave."""
        return self._is_outside_hours and self.is_busy

    @property
    def _is_outside_hours(self) -> bool:
        return self._activity is Activity.SENDING and not self._run.tools.hours.sends

    async def drained(self) -> None:
        """After a stop: wait until nothing is on its way."""
        await self._empty.wait()

    @property
    def bytes_delivered(self) -> int:
        """All bytes that have arrived, be they acknowledged or not."""
        return self._sender.bytes_delivered

    @property
    def has_pending(self) -> bool:
        """Say whether parts are missing that are not on their way."""
        return bool(self._missing)

    @property
    def is_small(self) -> bool:
        """Say whether the file is sent whole from memory, in a moment."""
        job = self._run.job
        return job.is_single_put and job.file_size <= READ_SLICE_SIZE and self.limit.throttle.least is None

    def next_call(self) -> PartCall | None:
        """Give the queue the next missing part, unless the lane or its store is held, or there is none."""
        has_to_wait = self._held is not None or self._failure is not None or self._run.is_stopped
        if has_to_wait or self._run.pause_due is not None or self._is_outside_hours or not self._missing:
            return None
        if self.concurrency.is_held(time.monotonic()):
            self._show_hold()
            return None
        sent_whole = self._line.sent_whole_of(self.limit.throttle)
        if not self.limit.may_begin(len(self._on_the_way), sent_whole):
            return None
        self._run.progress.show(self._activity)
        number = heapq.heappop(self._missing)
        size = self._run.job.plan.part(number).size
        self.limit.sends_parts_of(size)
        tells_rate = self._is_sending and not self.limit.holds_back
        call = PartCall(number, size, functools.partial(self._sender.send, number))
        measured = self._run.tools.rates.began(self._endpoint, self._arrived_of(call)) if tells_rate else None
        self._on_the_way[number] = _Departure(self._wave, self.concurrency.wave, measured)
        self._empty.clear()
        return call

    def _arrived_of(self, call: PartCall) -> Callable[[], int]:
        """What tells how much of a part has arrived, until its end is told."""
        sender = self._sender

        def arrived() -> int:
            return call.size if isinstance(call.outcome, Job) else sender.delivered_of(call.number)

        return arrived

    def call_ended(self, call: PartCall, outcome: Outcome) -> None:
        """Note what became of a part."""
        departure = self._on_the_way.pop(call.number)
        if departure.measured is not None:
            acknowledged = call.size if isinstance(outcome, Job) else 0
            is_cut = isinstance(outcome, StoppedError)
            self._run.tools.rates.ended(self._endpoint, departure.measured, None if is_cut else acknowledged)
        if isinstance(outcome, Job):
            if not self.limit.holds_back:
                self.concurrency.arrived()
            self._arrived(call.number, outcome)
        elif not self._run.is_stopped and is_transient(outcome):
            if not outcome.can_go_elsewhere:
                self._slow_down(outcome, departure.store_wave)
            if self._retries:
                heapq.heappush(self._missing, call.number)
                self._queue.offer(self)
                if not outcome.can_go_elsewhere:
                    self._hold(call.number, departure.wave, outcome)
            else:
                self._fail(outcome)
        elif isinstance(outcome, StoppedError) and not self._is_stopped:
            heapq.heappush(self._missing, call.number)
            self._queue.offer(self)
        else:
            self._fail(outcome)
        self._end_if_done()

    def take_back(self, call: PartCall) -> None:
        """Note that a part has not left and will not."""
        departure = self._on_the_way.pop(call.number)
        if departure.measured is not None:
            self._run.tools.rates.ended(self._endpoint, departure.measured, 0)
        heapq.heappush(self._missing, call.number)
        self._queue.offer(self)
        self._end_if_done()

    @property
    def _is_stopped(self) -> bool:
        """Say whether all of it was stopped, not only what had not left when it was to be paused."""
        return self._run.is_stopped or self._failure is not None

    def _arrived(self, number: int, job: Job) -> None:
        if self._held is None:
            self._run.progress.answered()
        self._run.take(job)
        if self._activity is Activity.JOINING:
            self._run.progress.joined += 1
        else:
            self._run.progress.parts_by_address = self._sender.parts_by_address
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
        self._run.on_change()
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
        elif not self._missing and not self._awaits_more:
            self._ended.set_result(None)
        elif self._run.pause_due is not None:
            self._run.pause_due()
        elif self._is_outside_hours:
            self._run.tools.hours.stands_still(self._run.job.job_id)


class GrowingPartLane(PartLane):
    """A lane that parts are added to as the file grows; it is at its end only once no more will come."""

    def __init__(self, run: JobRun, sender: GrowingSender, numbers: Iterable[int]) -> None:
        super().__init__(run, sender, numbers)
        self._growing_sender = sender
        self._awaits_more = True

    @property
    def is_idle(self) -> bool:
        """Say whether nothing is on its way, and nothing that is there is missing."""
        return not self.is_busy and not self.has_pending

    def add(self, job: Job, numbers: Iterable[int]) -> None:
        """Send these parts too, of the job as it is now."""
        self._growing_sender.grow(job)
        for number in numbers:
            heapq.heappush(self._missing, number)
        if self._failure is None:
            self._queue.offer(self)
            self._queue.feed()

    def end(self) -> None:
        """No more will come."""
        self._growing_sender.grow(self._run.job)
        self._awaits_more = False
        self._end_if_done()
