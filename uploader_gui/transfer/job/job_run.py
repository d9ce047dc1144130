"""What every step of a running job needs: its row, the calls it makes, and how they wait and stop."""

import asyncio
import functools
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from uploader_gui.domain.errors import ErrorCode, StoreError, UploaderError
from uploader_gui.domain.events import Activity
from uploader_gui.domain.job import Job, NewJob
from uploader_gui.domain.messages import MessageCode, message
from uploader_gui.domain.rate import RateMeter
from uploader_gui.domain.unattended.timetable import NO_TIMETABLE, Timetable
from uploader_gui.s3.client import S3Client
from uploader_gui.s3.client_cache import ClientCache
from uploader_gui.s3.http.request_body import StopSwitch, Throttle
from uploader_gui.s3.minio_sdk import stopped_by
from uploader_gui.storage.jobs.job_database import JobDatabase
from uploader_gui.transfer.destination_rates import DestinationRates
from uploader_gui.transfer.job.job_progress import JobProgress
from uploader_gui.transfer.job.retry import RetryBackoff, may_have_worked
from uploader_gui.transfer.job.source_guard import check_source
from uploader_gui.transfer.part_queue.job_limit import JobLimit
from uploader_gui.transfer.part_queue.package_throttles import PackageThrottles
from uploader_gui.transfer.part_queue.part_queue import PartQueue
from uploader_gui.transfer.part_queue.sending_hours import SendingHours
from uploader_gui.transfer.part_queue.workers import Workers
from uploader_gui.transfer.state_disk import StateDisk

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class EngineOptions:
    """What may be changed while the engine runs.

    ``jobs_at_once`` counts files of several parts; files of one part are sent beside them by whatever workers
    are free. ``workers`` is the most parts on their way at once. ``bandwidth_limit``: bytes per second, None
    for none; ``timetable``: what counts beside it, the smaller one wins. ``retry_limit``: tries of one thing before a job fails, None for ever; a lost network, 429 and 503
    have none. ``finish_timeout_s``: how long a Complete that keeps failing inside the store is repeated (Ceph
    holds one for 10 minutes after a crash). ``settle_timeout_s``: how long an object that the store has taken, and
    does not show, is looked for. ``package_command`` is run and ``webhook``, an URL, called when a package has ended;
    "" for neither.
    ``growth_look_s``: how often files that are still written are looked at.
    """

    jobs_at_once: int = 3
    workers: int = 32
    bandwidth_limit: int | None = None
    timetable: Timetable = NO_TIMETABLE
    retry_limit: int | None = 10
    finish_timeout_s: float = 900.0
    settle_timeout_s: float = 30.0
    package_command: str = ""
    webhook: str = ""
    growth_look_s: float = 1.0


@dataclass(slots=True)
class Tools:
    """What all jobs of an engine share. ``calls`` runs everything but parts and what reads a file beside them to its
    end, which has ``hashing``: it waits for parts, and must never be what they wait for. ``options`` may be replaced.

    ``find_progress`` gives the file of a job that starts with what the store has of it, None where that is nothing;
    blocking. It raises UploaderError where it is to be left alone, StoreError if the store does not answer.
    ``awaits_keys``: a user is there who can enter a secret key that is missing; jobs wait for it.
    """

    jobs: JobDatabase
    destinations: ClientCache
    calls: Workers
    hashing: Workers
    parts: PartQueue
    throttle: Throttle
    staging_dir: Path
    options: EngineOptions
    overall: RateMeter
    disk: StateDisk
    rates: DestinationRates
    hours: SendingHours
    package_throttles: PackageThrottles
    find_progress: Callable[[NewJob], NewJob | None]
    awaits_keys: bool = False

    def close(self) -> None:
        """Let the threads end, each after the call that it makes."""
        for workers in (self.calls, self.hashing, self.parts):
            workers.close()


class JobRun:
    """One job while it runs. Lives on the engine's loop, which alone reads and sets ``job`` and ``progress``.

    Workers ask only ``is_stopped`` and ``tools``; what they need of the job they are given, and what becomes of it they
    return.
    """

    def __init__(self, job: Job, tools: Tools, on_change: Callable[[], None]) -> None:
        self.job = job
        self.tools = tools
        self.progress = JobProgress(tools.overall, acknowledged_before=job.bytes_done)
        shared = tools.package_throttles.of(job.package_id)
        self.limit = JobLimit(Throttle(job.bandwidth_limit, shared), job.part_size)
        self.on_change = on_change
        self.pause_due: Callable[[], None] | None = None
        """Pausing has been asked for as soon as nothing is on its way any more: to be called then, perhaps repeatedly."""
        self._switch = StopSwitch()
        self._under_way = 0
        self._idle = asyncio.Event()
        self._idle.set()

    @property
    def is_stopped(self) -> bool:
        """True from the moment of stopping on; any thread."""
        return self._switch.is_stopped

    def stop(self) -> None:
        """End every call to the store that is under way, but those that send parts."""
        self._switch.stop()

    def client_getter(self) -> Callable[[], S3Client]:
        """What gives the client with today's keys for the job's destination: blocking (a keyring may be asked)."""
        return functools.partial(self.tools.destinations.client, self.job.destination)

    async def do(self, call: Callable[[], Result], workers: Workers | None = None) -> Result:
        """Run a blocking call on a worker (one for calls), again after a while where it found no descriptor left.

        If this is cancelled the call still runs to its end.
        """
        backoff = RetryBackoff(None)
        while True:
            try:
                result = await self._do_once(call, workers or self.tools.calls)
            except StoreError as error:
                if error.code != ErrorCode.TOO_MANY_FILES:
                    raise
                await self.wait(backoff, error)
            else:
                if backoff.failures:
                    self.progress.answered()
                return result

    async def _do_once(self, call: Callable[[], Result], workers: Workers) -> Result:
        future = workers.run(call)
        self._under_way += 1
        self._idle.clear()
        future.add_done_callback(self._ended)
        return await asyncio.shield(future)

    async def ask_once(self, call: Callable[[S3Client], Result]) -> Result:
        """Call the store; it ends at once when the job is stopped. Raises StoreError."""
        get_client = self.client_getter()

        def stoppable() -> Result:
            with stopped_by(self._switch):
                return call(get_client())

        result = await self.do(stoppable)
        self.progress.answered()
        return result

    async def ask(
        self,
        call: Callable[[S3Client], Result],
        *,
        before_retry: Callable[[], Awaitable[Result | None]] | None = None,
    ) -> Result:
        """Call the store, again and again as its failures allow.

        ``before_retry`` may find that a try worked after all, though its answer was lost or was an error: what it gives is then the result.
        Raises StoreError that another try would not help.
        """
        backoff = RetryBackoff(self.tools.options.retry_limit)
        while True:
            try:
                return await self.ask_once(call)
            except StoreError as error:
                await self.wait(backoff, error)
                if before_retry is not None and may_have_worked(error):
                    found = await before_retry()
                    if found is not None:
                        return found

    async def wait(self, backoff: RetryBackoff, error: StoreError) -> None:
        """Count down to the next try in the job's message; raises ``error`` if there is to be none."""
        if error.code == ErrorCode.HOST_NOT_FOUND:
            await self._check_address(error)
        delay_s = backoff.next_delay_s(error)
        if error.can_go_elsewhere:
            return
        if self.pause_due is not None:
            self.pause_due()
        self.progress.show_waiting(error, backoff.failures, delay_s)
        self.on_change()
        await asyncio.sleep(delay_s)
        self.on_change()

    async def wait_for_disk(self) -> None:
        """The list of uploads can't be written: say so, and go on from what it holds when it can be again."""
        if self.pause_due is not None:
            self.pause_due()
        trouble = self.tools.disk.trouble
        if trouble is not None:
            self.progress.show_disk(trouble)
            self.on_change()
        await self.tools.disk.usable()
        self.progress.show(Activity.NONE)
        await self.reload()

    async def reload(self) -> None:
        """Take the job as it is stored."""
        job_id = self.job.job_id
        self.job = await self.do(lambda: self.tools.jobs.get(job_id))

    def take(self, job: Job) -> None:
        """Take the job as a worker stored it, unless another has told of something later already."""
        if job.updated_at >= self.job.updated_at:
            self.job = job

    async def check_source(self) -> None:
        """Make sure that the file is what the job was planned for, as ``source_guard.check_source``."""
        job = self.job
        self.job = await self.do(lambda: check_source(job, self.tools.jobs, self))

    async def _check_address(self, error: StoreError) -> None:
        """A name that can't be found and never could is a wrong address, not a lost network."""
        endpoint = self.job.destination.endpoint
        if await self.do(lambda: self.tools.jobs.endpoint_was_reached(endpoint)):
            return
        raise UploaderError(
            (*error.messages, message(MessageCode.CORRECT_ADDRESS)),
            code=error.code,
        ) from error

    async def drained(self) -> None:
        """Wait until no call of this job is under way."""
        await self._idle.wait()

    def _ended(self, future: "asyncio.Future[Result]") -> None:
        self._under_way -= 1
        if not self._under_way:
            self._idle.set()
        if not future.cancelled():
            future.exception()  # seen here, so that nobody warns of it when the job was stopped meanwhile
