"""Which jobs wait, which run, and when the next one starts."""

import asyncio
import logging
import time
from collections import deque
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import datetime
from typing import Protocol

from uploader_gui.domain.errors import ErrorCode, ExhaustedError, UploaderError
from uploader_gui.domain.job import Destination, Job
from uploader_gui.domain.messages import MessageCode, message
from uploader_gui.transfer.job.finishing import Finished
from uploader_gui.transfer.job.job_run import Tools
from uploader_gui.transfer.job.retry import log_delay
from uploader_gui.transfer.job.upload import Upload
from uploader_gui.transfer.waiting_jobs import HeldJobs, Hold, WaitingJobs

log = logging.getLogger(__name__)

_Place = tuple[str, str]
_RECENT_S = 0.5
_RETRY_S = 2.0
_INTERNAL = message(MessageCode.INTERNAL)


class Ended(Protocol):
    """Called with each upload that has ended by itself."""

    def __call__(self, upload: Upload, outcome: Finished | UploaderError) -> None:
        """Take over: the upload no longer runs."""


class HeldUp(Protocol):
    """Called with jobs that can't be started for now."""

    def __call__(self, jobs: Sequence[Job], error: UploaderError) -> None:
        """Say of these that they wait, and what for."""


class JobQueue:
    """Lives on the engine's loop; ``verbs`` is held while rows change state.

    Files of several parts run ``jobs_at_once`` at a time; one that waits for its file to grow is not counted. Files of one part run beside them, so that none waits
    behind a big one: as many as there are workers, and more as they end quickly, so that starting them costs
    one transaction for many.
    """

    def __init__(
        self,
        tools: Tools,
        verbs: asyncio.Lock,
        ended: Ended,
        held_up: HeldUp,
        keyless_changed: Callable[[Sequence[Job]], None],
        on_change: Callable[[], None],
        now: Callable[[], datetime],
    ) -> None:
        """``now``: what time it is."""
        self._tools = tools
        self._now = now
        self._verbs = verbs
        self._ended = ended
        self._held_up = held_up
        self._keyless_changed = keyless_changed
        self._keyed: set[_Place] = set()
        self._key_changes = 0
        self._on_change = on_change
        self._big = WaitingJobs()
        self._small = WaitingJobs()
        self._small_running: set[str] = set()
        self._growing_running: set[str] = set()
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._draining: dict[str, asyncio.Task[None]] = {}
        self._filling: asyncio.Task[None] | None = None
        self._recent_ends: deque[float] = deque()
        self._is_closed = False
        self.running: dict[str, Upload] = {}
        self.letting_go: set[asyncio.Task[None]] = set()
        """What waits until nobody reads a file any more, and closes it."""
        self.held = HeldJobs()
        self.started_in_vain: list[str] = []
        """Ids of jobs that became UPLOADING while the queue was closed: they don't run and are to be paused."""

    @property
    def waiting_ids(self) -> list[str]:
        """Ids of the jobs that this queue will start."""
        return [*self._big, *self._small, *(job.job_id for job in self.held.jobs(Hold.LATER))]

    @property
    def waiting_jobs(self) -> list[Job]:
        """Those of them that wait for a free slot."""
        return [*self._big.first(len(self._big)), *self._small.first(len(self._small))]

    def still_waiting(self, job_ids: Iterable[str]) -> list[Job]:
        """Those of these that wait for a free slot now."""
        found = (self._big.find(job_id) or self._small.find(job_id) for job_id in job_ids)
        return [job for job in found if job is not None]

    @property
    def waiting_bytes(self) -> int:
        """Bytes that are still to be sent of those."""
        return self._big.bytes_left + self._small.bytes_left

    @property
    def is_idle(self) -> bool:
        """Say whether nothing runs, and nothing is about to."""
        return not (self.running or self._big or self._small) and self._filling is None

    def knows(self, job_id: str) -> bool:
        """Say whether the job waits or runs here."""
        is_later = self.held.why(job_id) is Hold.LATER
        return is_later or job_id in self._big or job_id in self._small or job_id in self.running

    def add(self, jobs: Iterable[Job]) -> None:
        """Start these when slots are free, each at its place in the queue, and not before the time that it names."""
        now = self._now()
        for job in jobs:
            self.held.discard(job.job_id)
            if job.start_at is not None and job.start_at > now:
                self.held.put([job], Hold.LATER)
            else:
                self._waiting(job).put(job)
        self._sort()
        self.fill()

    def release(self, hold: Hold) -> list[Job]:
        """Start what was held for this reason when slots are free."""
        self.add(released := self.held.jobs(hold))
        return released

    @property
    def next_start(self) -> datetime | None:
        """When the first of those that start later does."""
        return min((job.start_at for job in self.held.jobs(Hold.LATER) if job.start_at), default=None)

    def release_due(self) -> list[Job]:
        """Start what was to start by now when slots are free; the earliest first where their places are alike."""
        now = self._now()
        due = [job for job in self.held.jobs(Hold.LATER) if job.start_at is None or job.start_at <= now]
        if due:
            self.add(due)
        return due

    def put_back(self, jobs: Collection[Job]) -> None:
        """Stop these, which are SUBMITTED again, and start them anew when they may."""
        self.stop([job.job_id for job in jobs])
        self.add(jobs)

    async def look_for_keys(self) -> list[Job]:
        """Keys may have come, or gone: start what was held for want of them and has them now; gives those."""
        self._keyed.clear()
        self._key_changes += 1
        held = self.held.jobs(Hold.KEYLESS)
        lacking = await self._lacking(held)
        found = [job for job in held if job.job_id in self.held and _place(job) not in lacking]
        self.add(found)
        return found

    def hold_keyless(self, jobs: Sequence[Job]) -> None:
        """Hold these until ``look_for_keys`` finds their keys."""
        self._keyed -= {_place(job) for job in jobs}
        self.forget(job.job_id for job in jobs)
        self.held.put(jobs, Hold.KEYLESS)
        self._keyless_changed(jobs)

    def arrange(self, jobs: Iterable[Job]) -> None:
        """Take these as they are now: their places have changed, or the keys of those that wait here."""
        for job in jobs:
            if job.job_id in self.running:
                self.running[job.job_id].take_place(job.position)
                continue
            waiting = self._waiting(job)
            if job.job_id in waiting:
                waiting.put(job)
            elif (hold := self.held.why(job.job_id)) is not None:
                self.held.put([job], hold)
        self._sort()

    def change_limits(self, jobs: Iterable[Job]) -> None:
        """Have these send as fast as they say now."""
        jobs = list(jobs)
        for job in jobs:
            if job.job_id in self.running:
                self.running[job.job_id].change_limit(job.bandwidth_limit)
        self.arrange(jobs)
        self._tools.parts.feed()

    def package_limit_changed(self, package_id: str) -> None:
        """The jobs of this package have another limit together."""
        for upload in self.running.values():
            if upload.job.package_id == package_id:
                upload.package_limit_changed()
        self._tools.parts.feed()

    def forget(self, job_ids: Iterable[str]) -> None:
        """Do not start these."""
        for job_id in job_ids:
            self._big.discard(job_id)
            self._small.discard(job_id)
            self.held.discard(job_id)

    def stop(self, job_ids: Collection[str] | None) -> list[Upload]:
        """Stop those of these that run (None: all) where they stand; nothing of them is sent after this."""
        chosen = list(self.running) if job_ids is None else [one for one in job_ids if one in self.running]
        stopped = [self.running.pop(job_id) for job_id in chosen]
        for upload in stopped:
            upload.stop()
            self._small_running.discard(upload.job.job_id)
            self._growing_running.discard(upload.job.job_id)
            self._tasks.pop(upload.job.job_id).cancel()
            self._draining[upload.job.job_id] = self._let_go(upload)
        return stopped

    def _let_go(self, upload: Upload) -> asyncio.Task[None]:
        """Have its file closed as soon as nobody reads it any more; what is given ends then, and holds nothing of it."""
        drained = asyncio.ensure_future(upload.drained())
        self.letting_go.add(drained)
        drained.add_done_callback(self.letting_go.discard)
        return drained

    def run_anew(self, job_ids: Collection[str]) -> None:
        """Break off what those of these do that run, and let them begin with it again, at once."""
        for upload in self.stop(job_ids):
            self._start(upload.job)

    async def drained(self, job_ids: Iterable[str]) -> None:
        """Wait until no call is under way any more of those of these that were stopped."""
        draining = [self._draining[job_id] for job_id in job_ids if job_id in self._draining]
        if draining:
            await asyncio.wait(draining)

    def close(self) -> list[Upload]:
        """Stop all that runs and start nothing any more."""
        self._is_closed = True
        return self.stop(None)

    def fill(self) -> None:
        """Start what may start now."""
        may_start = not self._is_closed and self._tools.disk.trouble is None
        if self._filling is None and may_start and self._startable():
            self._filling = asyncio.ensure_future(self._fill())

    def _was_closed_meanwhile(self) -> bool:
        return self._is_closed

    def _waiting(self, job: Job) -> WaitingJobs:
        return self._small if job.is_single_put else self._big

    def _sort(self) -> None:
        self._big.sort()
        self._small.sort()

    async def _has_looked_for_keys(self) -> bool:
        """Hold those without keys; False where that could not be found out, which is tried again soon."""
        try:
            await self._hold_those_without_keys()
        except UploaderError as error:  # no thread is left
            log_delay(log, "Waiting jobs can't be started yet", error)
            asyncio.get_running_loop().call_later(_RETRY_S, self.fill)
            return False
        return True

    async def _hold_those_without_keys(self) -> None:
        """Let only those wait for a slot whose keys are known, as far as a person can be asked for them."""
        while new := {_place(job) for job in self._startable()} - self._keyed:
            changes = self._key_changes
            lacking = await self._lacking([job for job in self._startable() if _place(job) in new])
            if changes != self._key_changes:
                continue  # what was found out is of the keys before
            self._keyed |= new - lacking
            keyless = [job for job in self.waiting_jobs if _place(job) in lacking]
            if keyless:
                self.hold_keyless(keyless)

    async def _lacking(self, jobs: Sequence[Job]) -> set[_Place]:
        """The places for which no keys are known, of these jobs'; a keyring may have to be unlocked for that."""
        connection = self._tools.destinations.connection
        destinations = {_place(job): job.destination for job in jobs}

        def lacks_keys(destination: Destination) -> bool:
            try:
                connection(destination)
            except UploaderError as error:
                return error.code == ErrorCode.CREDENTIALS_MISSING
            return False

        return await self._tools.calls.run(
            lambda: {place for place, destination in destinations.items() if lacks_keys(destination)}
        )

    async def _fill(self) -> None:
        try:
            if self._tools.awaits_keys and not await self._has_looked_for_keys():
                return
            async with self._verbs:
                startable = [] if self._is_closed else self._startable()
                if not startable:
                    return
                self.forget([job.job_id for job in startable])
                try:
                    started = await self._tools.calls.run(lambda: self._tools.jobs.start(startable))
                except Exception as error:  # noqa: BLE001 - logged; the jobs wait on
                    self._put_back(startable, error)
                    return
                if self._was_closed_meanwhile():
                    self.started_in_vain = [job.job_id for job in started]
                    return
                for job in started:
                    self._start(job)
        finally:
            self._filling = None
        self._on_change()
        self.fill()

    def _put_back(self, jobs: Sequence[Job], error: Exception) -> None:
        """The disk is full, or another program keeps the database locked: try again when that is over."""
        log_delay(log, "Waiting jobs can't be started yet", error)
        for job in jobs:
            self._waiting(job).put(job)
        self._sort()
        if isinstance(error, UploaderError):
            self._held_up(jobs, error)
            if self._tools.disk.is_trouble(error):
                return
        asyncio.get_running_loop().call_later(_RETRY_S, self.fill)

    def _startable(self) -> list[Job]:
        if not self._tools.hours.sends:
            return []
        small = len(self._small_running)
        idle = sum(self.running[job_id].waits_for_growth for job_id in self._growing_running)
        big_slots = self._tools.options.jobs_at_once - (len(self.running) - small - idle)
        return [*self._big.first(big_slots), *self._small.first(self._small_room(small))]

    def _small_room(self, running: int) -> int:
        """How many small files to start now: none until half the slots are free, then all at once."""
        slots, workers = self._small_slots(), self._tools.options.workers
        return slots - running if running < max(workers, slots // 2) else 0

    def _small_slots(self) -> int:
        now_s = time.monotonic()
        while self._recent_ends and self._recent_ends[0] < now_s - _RECENT_S:
            self._recent_ends.popleft()
        workers = self._tools.options.workers
        return workers + min(7 * workers, len(self._recent_ends))

    def _start(self, job: Job) -> None:
        if not self.running:
            self._tools.overall.begin(time.monotonic())
        previous = self._draining.pop(job.job_id, None)
        upload = Upload(job, self._tools, self._on_change, self.fill, previous, self.running.values)
        self.running[job.job_id] = upload
        if job.is_single_put:
            self._small_running.add(job.job_id)
        if job.grows:
            self._growing_running.add(job.job_id)
        self._tasks[job.job_id] = asyncio.ensure_future(self._run(upload))

    async def _run(self, upload: Upload) -> None:
        outcome: Finished | UploaderError
        try:
            outcome = await upload.run()
        except UploaderError as error:
            outcome = error
        except MemoryError:
            log.warning("Job %s ran out of memory.", upload.job.job_id, exc_info=True)
            outcome = ExhaustedError()
        except Exception:  # a bug of ours fails its job and no other
            log.exception("Job %s ended by an error of ours.", upload.job.job_id)
            outcome = UploaderError(_INTERNAL, code=ErrorCode.INTERNAL)
        if self.running.get(upload.job.job_id) is not upload:
            return  # stopped in the same moment: whoever stopped it has taken over
        del self.running[upload.job.job_id]
        del self._tasks[upload.job.job_id]
        self._growing_running.discard(upload.job.job_id)
        if upload.job.job_id in self._small_running:
            self._small_running.remove(upload.job.job_id)
            self._recent_ends.append(time.monotonic())
        if isinstance(outcome, UploaderError):
            self._let_go(upload)
        self._ended(upload, outcome)
        self.fill()


def _place(job: Job) -> _Place:
    """Endpoint and connection: jobs that have both in common are given the same keys."""
    return job.destination.endpoint, job.destination.profile
