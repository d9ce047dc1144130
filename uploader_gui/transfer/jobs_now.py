"""Jobs as they are now: those that run as their uploads know them, the others as they are stored and what they wait for."""

import time
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from uploader_gui.domain.events import AFTER_SENDING, JobStatus
from uploader_gui.domain.job import Job, JobState, Recording
from uploader_gui.transfer.hindrances import SAID_OF_HELD
from uploader_gui.transfer.hours.timed_jobs import TimedJobs
from uploader_gui.transfer.job.job_progress import status_at_rest
from uploader_gui.transfer.job.job_run import Tools
from uploader_gui.transfer.job_queue import JobQueue
from uploader_gui.transfer.state_disk import LatePauses


@dataclass(frozen=True, slots=True)
class Totals:
    """All jobs together: speed, time left with what waits (None until known), parts on their way and their ceiling.

    ``retry_in_s``: whole seconds until the first of those that wait for the network or their store tries again; None
    where none does.
    """

    bytes_per_second: float
    seconds_left: float | None
    active_parts: int
    workers: int
    retry_in_s: int | None = None


class JobsNow:
    """Reads only. Lives on the engine's loop."""

    def __init__(self, tools: Tools, queue: JobQueue, timed_jobs: TimedJobs, late_pauses: LatePauses) -> None:
        self._tools = tools
        self._queue = queue
        self._timed_jobs = timed_jobs
        self._late_pauses = late_pauses

    async def status(self, job_id: str) -> JobStatus:
        """One job. Raises JobNotFoundError."""
        upload = self._queue.running.get(job_id)
        if upload is not None:
            return upload.status()
        return (await self._at_rest([await self._tools.calls.run(lambda: self._tools.jobs.get(job_id))]))[0]

    async def statuses(
        self,
        *,
        state: JobState | None = None,
        limit: int | None = None,
        before_id: str | None = None,
        package_ids: Collection[str] | None = None,
    ) -> list[JobStatus]:
        """Jobs newest first, as ``JobDatabase.jobs`` chooses them."""
        jobs = await self._tools.calls.run(
            lambda: self._tools.jobs.jobs(
                state=state, limit=limit, before_id=before_id, package_ids=package_ids
            )
        )
        at_rest = await self._at_rest(jobs)
        running = self._queue.running
        return [running[one.job.job_id].status() if one.job.job_id in running else one for one in at_rest]

    def resting(self, job: Job, recording: Recording | None = None) -> JobStatus:
        """A job that does not run, or did not when it was last stored, and what it waits for."""
        status = status_at_rest(job, recording)
        if job.state is not JobState.SUBMITTED:
            return status
        hold = self._queue.held.why(job.job_id)
        if hold in SAID_OF_HELD:
            return replace(status, messages=(SAID_OF_HELD[hold],))
        said = self._timed_jobs.said_of(job)
        return status if said is None else replace(status, messages=(said[0],), activity=said[1])

    def long_running(self) -> Iterable[JobStatus]:
        """Those that run and are not over at once."""
        return [upload.status() for upload in self._queue.running.values() if not upload.is_brief]

    def totals(self) -> Totals:
        """Speed of all running jobs, and time left until none runs or waits."""
        now_s = time.monotonic()
        uploads = list(self._queue.running.values())
        running = [upload.status() for upload in uploads]
        left = sum(one.job.file_size - one.job.bytes_done - one.bytes_in_flight for one in running)
        left += self._queue.waiting_bytes
        retries = [status.retry_in_s for status in running if status.retry_in_s]
        is_sending = any(
            upload.is_moving and status.activity not in AFTER_SENDING
            for upload, status in zip(uploads, running, strict=True)
        )
        stands = not is_sending or self._tools.disk.trouble is not None
        rate = None if stands else self._tools.overall.bytes_per_second(now_s)
        knows_end = not stands and not any(one.job.grows for one in running)
        seconds_left = None if not knows_end else self._tools.overall.seconds_left(now_s, left)
        active, limit = self._tools.parts.active, self._tools.parts.limit
        return Totals(rate or 0.0, seconds_left, active, limit, min(retries, default=None))

    async def _at_rest(self, jobs: Sequence[Job]) -> list[JobStatus]:
        ids = [job.job_id for job in jobs if job.recording_id is not None]
        recordings = await self._tools.calls.run(lambda: self._tools.jobs.recordings_of(ids)) if ids else {}
        return [self.resting(self._late_pauses.seen(job), recordings.get(job.job_id)) for job in jobs]
