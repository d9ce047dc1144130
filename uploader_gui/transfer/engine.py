"""The engine: the verbs, the queue of jobs, the events."""

import asyncio
import time
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from uploader_gui.domain.errors import ErrorCode, JobNotFoundError, NotAllowedError, UploaderError
from uploader_gui.domain.events import EventKind, JobStatus, Listener, Refusal
from uploader_gui.domain.job import (
    ALLOWED,
    Job,
    JobState,
    NewJob,
    PauseReason,
    Recording,
    Verb,
    check_allowed,
)
from uploader_gui.domain.messages import MessageCode, message
from uploader_gui.domain.profile import LARGEST_OBJECT_SIZE
from uploader_gui.domain.queue_order import Move
from uploader_gui.domain.rate import RateMeter
from uploader_gui.s3.client_cache import ClientCache, Connect
from uploader_gui.s3.http.request_body import Throttle
from uploader_gui.s3.learned_traits import LearnedTraits
from uploader_gui.storage.jobs.job_database import JobDatabase
from uploader_gui.transfer.announcer import Announcer
from uploader_gui.transfer.intake.admission import Submission
from uploader_gui.transfer.intake.replanning import ReplanRequest, job_anew, replan_jobs
from uploader_gui.transfer.job.finishing import Finished
from uploader_gui.transfer.job.job_progress import status_at_rest, status_held_up
from uploader_gui.transfer.job.job_run import EngineOptions, Tools
from uploader_gui.transfer.job.upload import Upload
from uploader_gui.transfer.job_changes import back_to_waiting, link, renamed
from uploader_gui.transfer.job_log_writer import JobLogWriter
from uploader_gui.transfer.job_queue import JobQueue
from uploader_gui.transfer.outcomes import Completed, OutcomeWriter
from uploader_gui.transfer.part_queue.part_queue import PartQueue
from uploader_gui.transfer.part_queue.workers import Workers
from uploader_gui.transfer.removal import Removal
from uploader_gui.transfer.state_disk import LatePauses, StateDisk
from uploader_gui.transfer.waiting_jobs import Hold

Result = TypeVar("Result")

_DRAIN_S = 1.5
_HELD = {
    Hold.UNANSWERED: message(MessageCode.WAITING_FOR_ANSWER),
    Hold.KEYLESS: message(MessageCode.WAITING_FOR_SECRET),
}
_ENDED = message(MessageCode.JOB_HAS_ENDED)


@dataclass(frozen=True, slots=True)
class Hindrances:
    """What keeps jobs from going on that is none of their own.

    ``disk``: why the list can't be written, or None. ``keyless``: the connections, by name and endpoint, that jobs
    wait for because nobody has entered their secret key.
    """

    disk: UploaderError | None = None
    keyless: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Totals:
    """All jobs together: speed, time left with what waits (None until known), parts on their way and their ceiling."""

    bytes_per_second: float
    seconds_left: float | None
    active_parts: int
    workers: int


class Engine:
    """Runs all jobs of one state directory.

    Lives on one asyncio loop, and every method is called there; threads only move bytes. Listeners are called
    on that loop with batches of events, at most ten times a second.
    """

    def __init__(
        self,
        database: JobDatabase,
        *,
        options: EngineOptions,
        staging_dir: Path,
        connect: Connect,
        traits: LearnedTraits | None = None,
    ) -> None:
        self._jobs = database
        calls = Workers("call")
        self._tools = Tools(
            database,
            ClientCache(connect, database.endpoint_was_reached, traits),
            calls,
            PartQueue(Workers("part", gathers=True), options.workers),
            Throttle(options.bandwidth_limit),
            staging_dir,
            options,
            RateMeter(time.monotonic()),
            StateDisk(calls, database.check_writable, self._disk_changed),
        )
        self._verbs = asyncio.Lock()
        self._announcer = Announcer(self._running_statuses)
        self._queue = JobQueue(
            self._tools,
            self._verbs,
            self._upload_ended,
            self._held_up,
            self._keyless_changed,
            self._announcer.wake,
        )
        self._outcomes = OutcomeWriter(self._tools, self._outcomes_committed, self._held_up)
        self._late_pauses = LatePauses(calls, database.pause)
        self._settling: asyncio.Task[None] | None = None
        self._waits: set[asyncio.Task[None]] = set()
        self._removal = Removal(self._tools)
        self._submission = Submission(self._tools)
        self._job_log = JobLogWriter(self._tools)
        self._announcer.subscribe(self._job_log.hear)
        self._runs_waiting = False
        self._hindrance_listeners: list[Callable[[Hindrances], None]] = []
        self.interrupted: list[Job] = []

    async def start(self, *, runs_waiting: bool, is_attended: bool = False) -> None:
        """Turn what a program that ended left UPLOADING into PAUSED; ``interrupted`` names those.

        ``runs_waiting``: also start the jobs that were SUBMITTED; a one-off upload leaves them alone.
        ``is_attended``: a person is there. Then those jobs are held until ``release`` (what was interrupted comes
        before them), and jobs without keys wait for ``keys_changed`` instead of failing.
        Raises ExhaustedError where the system gives not even the threads for one call and one part at a time.
        """
        self._tools.calls.have_one()
        self._tools.parts.have_one()
        self._runs_waiting = runs_waiting
        self._tools.awaits_keys = is_attended
        self.interrupted = await self._call(self._jobs.pause_interrupted)
        await self._call(self._outcomes.free_copies)
        if runs_waiting:
            waiting = await self._call(self._jobs.waiting)
            if is_attended:
                self._queue.held.put(waiting, Hold.UNANSWERED)
            else:
                self._queue.add(waiting)
        self._removal.catch_up()

    async def release(self) -> None:
        """The user has said what becomes of what was interrupted: what waited since then may start."""
        self._announce(EventKind.PROGRESS, self._queue.release(Hold.UNANSWERED))

    async def keys_changed(self) -> None:
        """Connections or their secrets are others now: what waits for keys, and has them, goes on."""
        self._announce(EventKind.PROGRESS, await self._queue.look_for_keys())
        self._tell_hindrances()
        if self._tools.awaits_keys:
            self._removal.catch_up()

    async def tell_held(self) -> None:
        """Tell once more of what is held, and why: there is a new listener."""
        self._announce(EventKind.PROGRESS, self._queue.held.jobs(*Hold))
        self._tell_hindrances()

    async def stop(self) -> None:
        """End within 3 s: running jobs become PAUSED with their parts kept; nothing is sent after this.

        So do the waiting jobs of a one-off run; a window's or server's wait for its next start.
        """
        uploads = self._queue.close()
        async with self._verbs:
            ids = [upload.job.job_id for upload in uploads] + self._queue.started_in_vain
            ids += [] if self._runs_waiting else self._queue.waiting_ids
            await self._pause_rows(ids, PauseReason.PROGRAM_CLOSED)
        self._tools.disk.close()
        self._removal.close()
        drained = [asyncio.ensure_future(upload.drained()) for upload in uploads]
        drained.append(asyncio.ensure_future(self._outcomes.drained()))
        drained += self._waits  # what just lost its keys waits again, and is not left UPLOADING
        _, late = await asyncio.wait(drained, timeout=_DRAIN_S)
        for task in late:
            task.cancel()
        self._announcer.close()
        await self._job_log.drained()
        self._tools.destinations.close()

    @property
    def traits(self) -> LearnedTraits:
        """What is known of each store; any thread."""
        return self._tools.destinations.traits

    def set_options(self, options: EngineOptions) -> None:
        """Change what may change while running; it acts at once."""
        self._tools.options = options
        self._tools.throttle.set_limit(options.bandwidth_limit)
        self._tools.parts.set_limit(options.workers)
        self._queue.fill()

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Hear every event from now on; call the result to end that."""
        return self._announcer.subscribe(listener)

    def on_hindrances(self, listener: Callable[[Hindrances], None]) -> None:
        """Hear what keeps jobs from going on, each time that changes."""
        self._hindrance_listeners.append(listener)

    async def submit(self, new: Sequence[NewJob]) -> list[Job | Refusal]:
        """Take new files: for each, in order, its job or why it was refused.

        A file that has a job for its destination already leads to that job. One that does not run takes the new
        terms and the file as it is now, and goes on; what of it was sent and still fits is not sent again.
        """
        return await self._take(new)

    async def _take(self, new: Sequence[NewJob], restarted: Collection[str] = ()) -> list[Job | Refusal]:
        await self._outcomes.drained()
        admitted, added = await self._submission.take(new, restarted)
        self._announce(EventKind.SUBMITTED, added)
        self._queue.add(added)
        requests = [one for one in admitted if isinstance(one, ReplanRequest)]
        replanned = iter(await self._replan(requests, restarted) if requests else [])
        known = [one.job_id for one in admitted if isinstance(one, Job)]
        resumed_now = await self._resume(known, names_one=False) if known else []
        resumed = {status.job.job_id: status.job for status in resumed_now}
        in_order = iter(added)
        results: list[Job | Refusal] = []
        for one, asked in zip(admitted, new, strict=True):
            match one:
                case NewJob():
                    results.append(next(in_order))
                case ReplanRequest():
                    results.append(next(replanned) or (await self._take([asked], restarted))[0])
                case Job():
                    results.append(resumed.get(one.job_id, one))
                case Refusal():
                    results.append(one)
        return results

    async def _replan(
        self, requests: Sequence[ReplanRequest], restarted: Collection[str]
    ) -> list[Job | None]:
        """Plan these jobs anew; None for one that has run or ended meanwhile, and was left as it is."""
        self._queue.stop(restarted)
        async with self._verbs:
            self._queue.stop(restarted)
            ids = [one.job.job_id for one in requests]
            await self._queue.drained(ids)
            await self._pause_rows([one for one in ids if one in restarted], PauseReason.BY_USER)
            await self._late_pauses.settle()
            wanted, jobs = await self._call(lambda: replan_jobs(self._jobs, requests))
            stored = [job for job in jobs if job is not None]
            self._queue.forget(job.job_id for job in stored)
        self._announce(EventKind.SUBMITTED, stored)
        await self._removal.give_up([one for one, job in zip(wanted, jobs, strict=True) if job is not None])
        self._queue.add(stored)
        return jobs

    async def pause(self, job_ids: Collection[str] | None) -> list[JobStatus]:
        """Pause jobs (None: all); nothing of them is sent when this returns, finished parts are kept.

        Raises NotAllowedError JOB_NOT_PAUSABLE or JobNotFoundError if one job was named; of several, those
        whose state does not allow it are left alone.
        """
        self._queue.stop(job_ids)
        async with self._verbs:
            self._queue.stop(job_ids)
            jobs = await self._allowed(Verb.PAUSE, job_ids, names_one=_names_one(job_ids))
            ids = [job.job_id for job in jobs]
            self._queue.forget(ids)
            paused = await self._pause_rows(ids, PauseReason.BY_USER)
        self._queue.fill()
        return paused

    async def resume(self, job_ids: Collection[str] | None) -> list[JobStatus]:
        """Resume jobs (None: all that are PAUSED or FAILED): SUBMITTED, and UPLOADING as soon as a slot is free.

        Raises NotAllowedError JOB_NOT_RESUMABLE or JobNotFoundError if one job was named.
        """
        return await self._resume(job_ids, names_one=_names_one(job_ids))

    async def restart(self, job_ids: Collection[str]) -> list[Job | Refusal]:
        """Begin anew with the files as they are now: the same jobs, whose parts are removed.

        One that is refused (no keys, its destination is taken) is left as it was, with its parts. Raises
        SourceError, with nothing changed, if one of the files can't be read.
        """
        new = await self._call(
            lambda: [job_anew(self._jobs.get(one), LARGEST_OBJECT_SIZE) for one in job_ids]
        )
        return await self._take(new, frozenset(job_ids))

    async def remove(self, job_ids: Collection[str]) -> list[JobStatus]:
        """Remove jobs from the list: their open uploads are aborted and staged copies deleted.

        Objects that are finished stay, and the user's own files always. What the store can't be told now is
        remembered and done later. Raises JobNotFoundError if one job was named.
        """
        stopped = self._queue.stop(job_ids)
        async with self._verbs:
            stopped += self._queue.stop(job_ids)
            jobs = await self._allowed(Verb.REMOVE, job_ids, names_one=_names_one(job_ids))
            self._queue.forget(job.job_id for job in jobs)
            try:
                await self._late_pauses.settle()
                await self._call(lambda: self._removal.drop_rows(jobs))
            except UploaderError as error:
                if self._tools.disk.is_trouble(error):
                    await self._rest_unremoved(jobs)
                raise
        statuses = self._announce(EventKind.REMOVED, jobs)
        self._queue.fill()
        await self._removal.clean_up(jobs, stopped)
        return statuses

    async def move(self, job_ids: Collection[str], move: Move) -> list[JobStatus]:
        """Move resting, unfinished jobs in the queue; gives all whose place has changed."""
        async with self._verbs:
            self._queue.arrange(jobs := await self._call(lambda: self._jobs.move(job_ids, move)))
        return self._announce(EventKind.PROGRESS, jobs)

    async def rename(self, job_id: str, key: str) -> JobStatus:
        """Give a job another key before its upload has begun. Raises as ``job_changes.renamed`` and JobNotFoundError."""
        async with self._verbs:
            job = await self._call(lambda: renamed(self._tools, self._jobs.get(job_id), key))
            self._queue.arrange([job])
        return self._announce(EventKind.PROGRESS, [job])[0]

    async def presigned_url(self, job_id: str, expires_s: int) -> str:
        """A link by which anyone can read a finished object for so many seconds. Raises UploaderError."""
        return await self._call(lambda: link(self._tools, self._jobs.get(job_id), expires_s))

    async def status(self, job_id: str) -> JobStatus:
        """One job as it is now. Raises JobNotFoundError."""
        upload = self._queue.running.get(job_id)
        if upload is not None:
            return upload.status()
        return (await self._at_rest([await self._call(lambda: self._jobs.get(job_id))]))[0]

    async def statuses(
        self, *, state: JobState | None = None, limit: int | None = None, before_id: str | None = None
    ) -> list[JobStatus]:
        """Jobs newest first, as ``JobDatabase.jobs`` chooses them, each as it is now."""
        jobs = await self._call(lambda: self._jobs.jobs(state=state, limit=limit, before_id=before_id))
        at_rest = await self._at_rest(jobs)
        running = self._queue.running
        return [running[one.job.job_id].status() if one.job.job_id in running else one for one in at_rest]

    def totals(self) -> Totals:
        """Speed of all running jobs, and time left until none runs or waits."""
        now_s = time.monotonic()
        running = [upload.status().job for upload in self._queue.running.values()]
        left = sum(job.file_size - job.bytes_done for job in running) + self._queue.waiting_bytes
        stands = not running or self._tools.disk.trouble is not None
        rate = None if stands else self._tools.overall.bytes_per_second(now_s)
        seconds_left = None if stands else self._tools.overall.seconds_left(now_s, left)
        return Totals(rate or 0.0, seconds_left, self._tools.parts.active, self._tools.parts.limit)

    async def _resume(self, job_ids: Collection[str] | None, *, names_one: bool) -> list[JobStatus]:
        async with self._verbs:
            await self._late_pauses.settle()
            jobs = await self._allowed(Verb.RESUME, job_ids, names_one=names_one)
            resumed = await self._call(lambda: [back_to_waiting(self._jobs, job) for job in jobs])
        self._queue.add(resumed)
        return self._announce(EventKind.PROGRESS, resumed)

    def _announce(self, kind: EventKind, jobs: Iterable[Job]) -> list[JobStatus]:
        statuses = [self._resting(job) for job in jobs]
        self._announcer.tell(kind, statuses)
        return statuses

    async def _allowed(self, verb: Verb, job_ids: Collection[str] | None, *, names_one: bool) -> list[Job]:
        """The jobs among these that ``verb`` fits, as they are when all that ended is committed."""
        await self._outcomes.drained()
        if job_ids is None:
            states = ALLOWED[verb] | {JobState.SUBMITTED}  # reading 100,000 finished jobs takes 6 s
            jobs = await self._call(lambda: [job for one in states for job in self._jobs.jobs(state=one)])
        elif names_one:
            job = await self._call(lambda: self._jobs.get(next(iter(job_ids))))
            if self._outcomes.holds(job.job_id):
                raise NotAllowedError(_ENDED, code=ErrorCode.JOB_NOT_PAUSABLE)
            if not self._fits(verb, job):
                check_allowed(verb, job.state)
            return [job]
        else:
            jobs = await self._call(lambda: self._jobs.some(job_ids))
        return [job for job in jobs if self._fits(verb, job)]

    def _fits(self, verb: Verb, job: Job) -> bool:
        """Resuming also takes up what a program that ended left SUBMITTED."""
        if self._outcomes.holds(job.job_id):
            return False
        if verb is Verb.RESUME and job.state is JobState.SUBMITTED:
            return not self._queue.knows(job.job_id)
        return job.state in ALLOWED[verb]

    async def _pause_rows(self, job_ids: Sequence[str], reason: PauseReason) -> list[JobStatus]:
        """Record the pause of these; it holds at once, also where it can be recorded only later."""
        if not job_ids:
            return []
        if self._tools.disk.trouble is None:
            try:
                jobs = await self._call(lambda: self._jobs.pause(job_ids, reason))
            except UploaderError as error:
                if not self._tools.disk.is_trouble(error):
                    raise
            else:
                return self._announce(EventKind.PAUSED, jobs)
        return self._paused_late(await self._call(lambda: self._jobs.some(job_ids)), reason)

    def _paused_late(self, jobs: Iterable[Job], reason: PauseReason = PauseReason.BY_USER) -> list[JobStatus]:
        return self._announce(EventKind.PAUSED, self._late_pauses.take(jobs, reason))

    async def _rest_unremoved(self, jobs: Sequence[Job]) -> None:
        """Some of these could not be removed: they run and wait no more, and rest until they can be."""
        left = {
            job.job_id: job for job in await self._call(lambda: self._jobs.some([job.job_id for job in jobs]))
        }
        self._announce(EventKind.REMOVED, [job for job in jobs if job.job_id not in left])
        self._paused_late([job for job in left.values() if job.state in ALLOWED[Verb.PAUSE]])

    async def _at_rest(self, jobs: Sequence[Job]) -> list[JobStatus]:
        ids = [job.job_id for job in jobs if job.recording_id is not None]
        recordings = await self._call(lambda: self._jobs.recordings_of(ids)) if ids else {}
        return [self._resting(self._late_pauses.seen(job), recordings.get(job.job_id)) for job in jobs]

    def _resting(self, job: Job, recording: Recording | None = None) -> JobStatus:
        status = status_at_rest(job, recording)
        hold = self._queue.held.why(job.job_id) if job.state is JobState.SUBMITTED else None
        return status if hold is None else replace(status, messages=(_HELD[hold],))

    def _running_statuses(self) -> Iterable[JobStatus]:
        return [upload.status() for upload in self._queue.running.values() if not upload.is_brief]

    def _upload_ended(self, upload: Upload, outcome: Finished | UploaderError) -> None:
        if isinstance(outcome, Finished):
            upload.count_all()
        elif outcome.code == ErrorCode.CREDENTIALS_MISSING and self._tools.awaits_keys:
            task = asyncio.ensure_future(self._wait_for_keys(upload.job, outcome))
            self._waits.add(task)
            task.add_done_callback(self._waits.discard)
            return
        self._outcomes.add(upload.job, outcome, is_last=self._queue.is_idle)

    async def _wait_for_keys(self, job: Job, error: UploaderError) -> None:
        """The keys of a job that ran are gone: it waits for them."""
        try:
            async with self._verbs:
                now = await self._call(lambda: self._jobs.get(job.job_id))
                if now.state is not JobState.UPLOADING:
                    return  # paused meanwhile
                now = await self._call(lambda: back_to_waiting(self._jobs, now))
                self._queue.hold_keyless([now])
        except JobNotFoundError:
            return  # removed meanwhile
        except UploaderError:
            self._outcomes.add(job, error, is_last=self._queue.is_idle)

    def _keyless_changed(self, jobs: Sequence[Job]) -> None:
        self._announce(EventKind.PROGRESS, jobs)
        self._tell_hindrances()

    def _outcomes_committed(self, completed: Completed, failed: Sequence[Job]) -> None:
        for job, recording, was_skipped in completed:
            kind = EventKind.SKIPPED if was_skipped else EventKind.COMPLETED
            self._announcer.tell(kind, [status_at_rest(job, recording)])
        self._announce(EventKind.FAILED, failed)
        if self._queue.is_idle:
            self._announcer.flush()

    def _held_up(self, jobs: Sequence[Job], error: UploaderError) -> None:
        """Say of these what they wait for; their state stays."""
        self._announcer.tell(EventKind.PROGRESS, [status_held_up(job, error) for job in jobs])

    def _disk_changed(self) -> None:
        trouble = self._tools.disk.trouble
        if trouble is None:
            self._settling = asyncio.ensure_future(self._settle())
        self._tell_hindrances()
        self._announcer.wake()

    def _tell_hindrances(self) -> None:
        places = [job.destination for job in self._queue.held.jobs(Hold.KEYLESS)]
        keyless = frozenset((place.profile, place.endpoint) for place in places)
        for hear in list(self._hindrance_listeners):
            hear(Hindrances(self._tools.disk.trouble, keyless))

    async def _settle(self) -> None:
        """The list can be written again: first what was owed to it, then what waits."""
        try:
            async with self._verbs:
                await self._late_pauses.settle()
        except UploaderError as error:
            self._tools.disk.is_trouble(error)
        self._queue.fill()

    async def _call(self, call: Callable[[], Result]) -> Result:
        return await self._tools.calls.run(call)


def _names_one(job_ids: Collection[str] | None) -> bool:
    return job_ids is not None and len(job_ids) == 1
