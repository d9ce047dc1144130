"""The engine: the verbs, the queue of jobs, the events."""

import asyncio
import contextlib
import logging
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

from uploader_gui.domain.checks import CheckKind, CheckResult
from uploader_gui.domain.errors import ErrorCode, JobNotFoundError, NotAllowedError, UploaderError
from uploader_gui.domain.events import (
    WAITING_TO_TRY,
    EventKind,
    JobStatus,
    Listener,
    Refusal,
)
from uploader_gui.domain.job import (
    ALLOWED,
    Destination,
    Job,
    JobState,
    LogLine,
    NewJob,
    PauseReason,
    Verb,
    check_allowed,
)
from uploader_gui.domain.messages import MessageCode, Messages, message
from uploader_gui.domain.packages.package import LeftOutFile, Package
from uploader_gui.domain.packages.package_end import ActionKind, ActionListener, EndListener, PackageAction
from uploader_gui.domain.profile import LARGEST_OBJECT_SIZE
from uploader_gui.domain.queue_order import Gap, Move
from uploader_gui.domain.rate import RateMeter
from uploader_gui.domain.store.found_progress import FoundPolicy
from uploader_gui.domain.store.object_terms import ObjectTerms
from uploader_gui.domain.unattended.growth import Growth
from uploader_gui.domain.unattended.timetable import Timetable, TimetableNow
from uploader_gui.s3.client_cache import ClientCache, Connect
from uploader_gui.s3.http.request_body import Throttle
from uploader_gui.s3.learned_traits import LearnedTraits
from uploader_gui.source.scan import printable
from uploader_gui.source.source_file import StopFlag, Unstoppable, take_fingerprint
from uploader_gui.storage.jobs.job_database import JobDatabase
from uploader_gui.transfer.announcer import Announcer
from uploader_gui.transfer.destination_rates import DestinationRates, RateMemory
from uploader_gui.transfer.hindrances import HindranceReport, Hindrances
from uploader_gui.transfer.hours.timed_jobs import TimedJobs
from uploader_gui.transfer.hours.timekeeper import SYSTEM_CLOCK, Clock, Timekeeper
from uploader_gui.transfer.intake.admission import Entry, Submission
from uploader_gui.transfer.intake.found_uploads import find_late
from uploader_gui.transfer.intake.locating import Located, prove_located, store_located
from uploader_gui.transfer.intake.new_jobs import sent_while_it_grows, with_terms
from uploader_gui.transfer.intake.replanning import ReplanRequest, job_anew, replan_jobs
from uploader_gui.transfer.job.finishing import Finished
from uploader_gui.transfer.job.job_progress import status_at_rest, status_held_up
from uploader_gui.transfer.job.job_run import EngineOptions, Tools
from uploader_gui.transfer.job.upload import Upload
from uploader_gui.transfer.job_changes import back_to_waiting, link, renamed, starting_at
from uploader_gui.transfer.job_log_writer import JobLogWriter
from uploader_gui.transfer.job_queue import JobQueue
from uploader_gui.transfer.jobs_now import JobsNow
from uploader_gui.transfer.key_waits import KeyWaits
from uploader_gui.transfer.listeners import Listeners
from uploader_gui.transfer.outcomes import Completed, OutcomeWriter
from uploader_gui.transfer.package_end.package_ends import PackageEnds
from uploader_gui.transfer.packages import Packages
from uploader_gui.transfer.part_queue.package_throttles import PackageThrottles
from uploader_gui.transfer.part_queue.part_queue import PartQueue
from uploader_gui.transfer.part_queue.sending_hours import SendingHours
from uploader_gui.transfer.part_queue.workers import Workers
from uploader_gui.transfer.removal import Removal
from uploader_gui.transfer.state_disk import LatePauses, StateDisk
from uploader_gui.transfer.verifying.verifier import Verifier, VerifyListener
from uploader_gui.transfer.verifying.verify_switch import VerifySwitch
from uploader_gui.transfer.waiting_jobs import Hold

log = logging.getLogger(__name__)

Result = TypeVar("Result")

_DRAIN_S = 1.5
# For what was cancelled then to notice.
_CANCEL_S = 0.1
_ENDED = message(MessageCode.JOB_HAS_ENDED)


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
        rates: RateMemory | None = None,
        webhook_secret: Callable[[], str] = str,
        clock: Clock = SYSTEM_CLOCK,
    ) -> None:
        """``webhook_secret``: what webhooks are signed with, "" for nothing, or raises UploaderError; blocking."""
        self._jobs = database
        calls = Workers("call")
        keeper = Timekeeper(clock, options.timetable, options.bandwidth_limit)
        throttle = Throttle(keeper.now.limit)
        known_rates = DestinationRates(calls, rates)
        destinations = ClientCache(connect, database.endpoint_was_reached, traits)
        self._tools = Tools(
            database,
            destinations,
            calls,
            Workers("hash"),
            PartQueue(Workers("part", gathers=True), options.workers, throttle, known_rates),
            throttle,
            staging_dir,
            options,
            RateMeter(time.monotonic()),
            StateDisk(calls, database.check_writable, self._disk_changed),
            known_rates,
            SendingHours(),
            PackageThrottles(),
            lambda new: find_late(new, database, destinations),
        )
        self._tools.hours.sends = keeper.now.sends
        self.timekeeper = keeper
        self._verbs = asyncio.Lock()
        self.packages = Packages(self._tools)
        self._announcer = Announcer(
            self._long_running, lambda: bool(self._queue.running), self.packages.known
        )
        self._queue = JobQueue(
            self._tools,
            self._verbs,
            self._upload_ended,
            self._held_up,
            self._keyless_changed,
            self._announcer.wake,
            clock.now,
        )
        self._timed_jobs = TimedJobs(self._tools, self._verbs, self._queue, keeper, self._moved)
        self._late_pauses = LatePauses(calls, database.pause)
        self.jobs_now = JobsNow(self._tools, self._queue, self._timed_jobs, self._late_pauses)
        self._hindrances = HindranceReport(self._tools.disk, self._queue.held)
        self._removal = Removal(self._tools)
        self._action_listeners: Listeners[PackageAction] = Listeners("what became of a command or webhook")
        self._package_ends = PackageEnds(
            self._tools,
            self._announcer.tell_end,
            webhook_secret,
            self._action_listeners.tell,
            lambda: self.packages.waiting_for_others,
        )
        self._outcomes = OutcomeWriter(
            self._tools,
            self._package_ends.found,
            self._outcomes_committed,
            self._held_up,
            self._removal.catch_up,
        )
        self._key_waits = KeyWaits(
            self._tools, self._verbs, self._queue, self._outcomes, self._hindrances, self._moved
        )
        self._verifier = Verifier(self._tools, self._verbs, partial(self._announcer.tell, EventKind.VERIFIED))
        self._settling: asyncio.Task[None] | None = None
        self._looking: asyncio.Task[None] | None = None
        self._pausing: set[asyncio.Task[None]] = set()
        self._submission = Submission(self._tools)
        self._job_log = JobLogWriter(self._tools)
        self._announcer.subscribe(self._job_log.hear)
        self._runs_waiting = False
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
        await self._tools.rates.load()
        await self.packages.load()
        self.interrupted = await self._call(self._jobs.pause_interrupted)
        await self._call(self._outcomes.free_copies)
        self._timed_jobs.begin()
        if runs_waiting:
            waiting = await self._call(self._jobs.waiting)
            if is_attended:
                self._queue.held.put(waiting, Hold.UNANSWERED)
            else:
                self._queue.add(waiting)
        self._removal.catch_up()
        await self._package_ends.catch_up()

    async def release(self) -> None:
        """The user has said what becomes of what was interrupted: what waited since then may start."""
        self._announce(EventKind.PROGRESS, self._queue.release(Hold.UNANSWERED))

    async def keys_changed(self) -> None:
        """Connections or their secrets are others now: what waits for keys, and has them, goes on."""
        await self._key_waits.look()
        if self._tools.awaits_keys:
            self._removal.catch_up()

    async def tell_held(self) -> None:
        """Tell once more of what is held, and why: there is a new listener."""
        self._announce(EventKind.PROGRESS, self._queue.held.jobs(*Hold))
        self._hindrances.tell()

    async def stop(self) -> None:
        """End within 3 s: running jobs become PAUSED with their parts kept; nothing is sent after this.

        So do the waiting jobs of a one-off run; a window's or server's wait for its next start.
        """
        self._verifier.close()
        self._timed_jobs.close()
        uploads = self._queue.close()
        self._package_ends.begin_closing()
        async with self._verbs:
            wanted = [upload.job.job_id for upload in uploads if upload.is_pausing]
            ids = [upload.job.job_id for upload in uploads if not upload.is_pausing]
            ids += self._queue.started_in_vain
            ids += [] if self._runs_waiting else self._queue.waiting_ids
            await self._pause_rows(wanted, PauseReason.BY_USER)
            await self._pause_rows(ids, PauseReason.PROGRAM_CLOSED)
        self._tools.disk.close()
        drained = [*self._queue.letting_go, asyncio.ensure_future(self._outcomes.drained())]
        drained += [*self._key_waits.under_way, *self._timed_jobs.under_way]
        drained += [self._looking] if self._looking is not None else []
        drained.append(asyncio.ensure_future(self._removal.drained(_DRAIN_S)))
        _, late = await asyncio.wait(drained, timeout=_DRAIN_S)
        await self._removal.close()
        for task in late:
            task.cancel()
        if late:
            await asyncio.wait(late, timeout=_CANCEL_S)
        self._announcer.close()
        await self._package_ends.close(_DRAIN_S)
        await self._job_log.drained()
        await self._tools.rates.store()
        self._tools.destinations.close()
        self._tools.close()

    @property
    def traits(self) -> LearnedTraits:
        """What is known of each store; any thread."""
        return self._tools.destinations.traits

    def set_options(self, options: EngineOptions) -> None:
        """Change what may change while running; it acts at once."""
        self._tools.options = options
        self.timekeeper.use(options.timetable, options.bandwidth_limit)
        self._tools.parts.set_limit(options.workers)
        self._queue.fill()
        self._look_at_ends()

    async def timetable_now(self) -> TimetableNow:
        """What the timetable says now."""
        return self.timekeeper.now

    def use_timetable(self, timetable: Timetable) -> None:
        """Keep to other rules from now on."""
        self._tools.options = replace(self._tools.options, timetable=timetable)
        self.timekeeper.use(timetable, self._tools.options.bandwidth_limit)

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Hear every event from now on; call the result to end that."""
        return self._announcer.subscribe(listener)

    def on_package_end(self, listener: EndListener) -> Callable[[], None]:
        """Hear of the end of each package, at least once, after what there is to tell of its jobs; the result ends that."""
        return self._announcer.on_end(listener)

    def on_package_action(self, listener: ActionListener) -> None:
        """Hear what became of each command that was run, and of each webhook called, for the end of a package."""
        self._action_listeners.add(listener)

    async def ends_carried_out(self) -> Sequence[PackageAction]:
        """Wait for what is to be done for packages that have ended; gives the webhooks that are still not delivered."""
        await self._package_ends.carried_out()
        return self._package_ends.undelivered

    def on_hindrances(self, listener: Callable[[Hindrances], None]) -> None:
        """Hear what keeps jobs from going on, each time that changes."""
        self._hindrances.subscribe(listener)

    async def submit(
        self,
        new: Sequence[NewJob],
        package: Package | None = None,
        *,
        joins_open: bool = False,
        left_out: Sequence[LeftOutFile] | None = None,
    ) -> list[Job | Refusal]:
        """Take new files: for each, in order, its job or why it was refused.

        ``package``: those that become new jobs are added to it; it is stored with the first of them. ``joins_open``:
        they go into the package of its name that has not ended instead, if there is one. ``left_out``: all that was left
        out of the package before; it is to say so of these, and of what is left out now. None: it says nothing of that.
        A file that has a job for its destination already leads to that job. One that does not run takes the new
        terms and the file as it is now, and goes on; what of it was sent and still fits is not sent again.
        """
        return await self._take(new, Entry(package, joins_open=joins_open, left_out=left_out))

    async def _take(
        self, new: Sequence[NewJob], entry: Entry, restarted: Collection[str] = ()
    ) -> list[Job | Refusal]:
        await self._outcomes.drained()
        admitted, added = await self._submission.take(new, entry, restarted)
        package = entry.without_left_out(admitted)
        if package is not None and not added and await self.packages.leave_out(package):
            self._look_at_ends()
        await self.packages.tell_of(added)
        self._queue.add(added)  # first: what they wait for is said of those that it knows
        self._announce(EventKind.SUBMITTED, added)
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
                    results.append(
                        next(replanned)
                        or (await self._take([asked], _but_for(entry, package, one), restarted))[0]
                    )
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
        await self.packages.tell_of(stored)
        self._announce(EventKind.SUBMITTED, stored)
        await self._removal.give_up([one for one, job in zip(wanted, jobs, strict=True) if job is not None])
        self._queue.add(stored)
        self._moved([job for job in stored if self._timed_jobs.said_of(job) is not None])
        return jobs

    async def pause(self, job_ids: Collection[str] | None, *, after_parts: bool = False) -> list[JobStatus]:
        """Pause jobs (None: all); nothing of them is sent when this returns, finished parts are kept.

        ``after_parts``: parts that are on their way are sent to their end first. Such a job stays UPLOADING until then
        (activity PAUSING); ``resume`` lets it go on, and pausing again stops it at once.
        Raises NotAllowedError JOB_NOT_PAUSABLE or JobNotFoundError if one job was named; of several, those
        whose state does not allow it are left alone.
        """
        if after_parts:
            return await self._pause_after_parts(job_ids)
        self._queue.stop(job_ids)
        async with self._verbs:
            self._queue.stop(job_ids)
            jobs = await self._allowed(Verb.PAUSE, job_ids, names_one=_names_one(job_ids))
            ids = [job.job_id for job in jobs]
            self._queue.forget(ids)
            paused = await self._pause_rows(ids, PauseReason.BY_USER)
        self._queue.fill()
        return paused

    async def _pause_after_parts(self, job_ids: Collection[str] | None) -> list[JobStatus]:
        async with self._verbs:
            jobs = await self._allowed(Verb.PAUSE, job_ids, names_one=_names_one(job_ids))
            ids = [job.job_id for job in jobs]
            uploads = [self._queue.running[one] for one in ids if one in self._queue.running]
            pausing = [one for one in uploads if one.pause_after_parts(partial(self._pause_is_due, one))]
        told = [upload.status() for upload in pausing]
        later = {status.job.job_id for status in told}
        now = [one for one in ids if one not in later]
        return told + (await self.pause(now) if now else [])

    def _pause_is_due(self, upload: Upload) -> None:
        """Nothing of it is on its way any more."""
        task = asyncio.ensure_future(self._pause_if_still_wanted(upload))
        self._pausing.add(task)
        task.add_done_callback(self._pausing.discard)

    async def _pause_if_still_wanted(self, upload: Upload) -> None:
        job_id = upload.job.job_id
        if self._queue.running.get(job_id) is not upload or not upload.is_pausing:
            return
        try:
            await self.pause([job_id])
        except UploaderError as error:
            log.warning("Job %s could not be paused after its parts: %s", job_id, error.message)

    async def resume(self, job_ids: Collection[str] | None) -> list[JobStatus]:
        """Resume jobs (None: all that are PAUSED or FAILED): SUBMITTED, and UPLOADING as soon as a slot is free.

        One that is to be paused after its parts goes on instead.
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
        return await self._take(new, Entry(), restarted=frozenset(job_ids))

    async def send_while_they_grow(self, job_ids: Collection[str]) -> list[Job | Refusal]:
        """Go on with resting jobs whose files turned out to be written still, and finish each when its end is found.

        What was sent stays, as far as it fits. Raises as ``restart``, and FILE_TOO_LARGE.
        """
        new = await self._call(
            lambda: [
                sent_while_it_grows(job_anew(self._jobs.get(one), LARGEST_OBJECT_SIZE), Growth())
                for one in job_ids
            ]
        )
        return await self._take(new, Entry())

    async def send_with_terms(
        self, job_ids: Collection[str], terms: ObjectTerms, content_type: str = ""
    ) -> list[Job | Refusal]:
        """Go on with resting jobs whose objects are to get ``terms`` instead; ``content_type``: "" for those they have.

        What was sent for other terms is dropped: an upload is begun with its terms. Raises as ``restart``.
        """
        new = await self._call(
            lambda: [job_anew(self._jobs.get(one), LARGEST_OBJECT_SIZE) for one in job_ids]
        )
        return await self._take(with_terms(new, terms, content_type), Entry())

    async def send_found(self, job_ids: Collection[str], policy: FoundPolicy) -> list[Job | Refusal]:
        """Go on with failed jobs of which part is in the store (UPLOAD_FOUND, UPLOAD_IN_USE), or begin them anew.

        Raises as ``restart``.
        """
        new = await self._call(
            lambda: [
                replace(job_anew(self._jobs.get(one), LARGEST_OBJECT_SIZE), on_found=policy)
                for one in job_ids
            ]
        )
        return await self._take(new, Entry())

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
        packages = {job.package_id for job in jobs} - {""}
        self._packages_ended(await self._call(lambda: self._package_ends.found(packages)))
        await self._removal.clean_up(jobs, stopped)
        return statuses

    async def try_now(self, job_ids: Collection[str] | None) -> None:
        """Let those of these (None: all) that wait for the network or their store try at once, and not in a while.

        One that the store has not answered for a moment breaks off what it was sending, and sends that anew.
        """
        waiting = [
            upload.job
            for upload in list(self._queue.running.values())
            if (job_ids is None or upload.job.job_id in job_ids)
            and upload.status().activity in WAITING_TO_TRY
        ]
        for endpoint in {job.destination.endpoint for job in waiting}:
            self._tools.parts.concurrency(endpoint).held_by = None  # be it that it asked for a longer pause
        self._queue.run_anew([job.job_id for job in waiting])
        self._announcer.wake()

    async def move(self, job_ids: Collection[str], move: Move | Gap) -> list[JobStatus]:
        """Move resting, unfinished jobs in the queue; gives all whose place has changed, running ones too."""
        async with self._verbs:
            self._queue.arrange(jobs := await self._call(lambda: self._jobs.move(job_ids, move)))
        running = [
            self._queue.running[one.job_id].status() for one in jobs if one.job_id in self._queue.running
        ]
        self._announcer.tell(EventKind.PROGRESS, running)
        resting = [job for job in jobs if job.state is not JobState.UPLOADING]
        return [*running, *self._announce(EventKind.PROGRESS, resting)]

    async def limit(self, job_ids: Collection[str] | None, bytes_per_second: int | None) -> list[JobStatus]:
        """Let each of these jobs (None: all) send so much at most, None for no limit of its own; it acts at once.

        Raises NotAllowedError JOB_NOT_LIMITABLE or JobNotFoundError if one job was named; of several, those that are
        COMPLETED are left alone.
        """
        async with self._verbs:
            allowed = await self._allowed(Verb.LIMIT, job_ids, names_one=_names_one(job_ids))
            ids = [job.job_id for job in allowed]
            jobs = await self._call(lambda: self._jobs.limit(ids, bytes_per_second))
            self._queue.change_limits(jobs)
        running = self._queue.running
        resting = self._announce(EventKind.PROGRESS, [job for job in jobs if job.job_id not in running])
        self._announcer.wake()
        return [running[job.job_id].status() for job in jobs if job.job_id in running] + resting

    async def limit_package(self, package_id: str, bytes_per_second: int | None) -> Package:
        """Let all jobs of a package together send so much at most, None: without a limit; it acts at once.

        Each job's own limit counts within it. Raises BadSettingsError if the package is not there.
        """
        package = await self.packages.limit(package_id, bytes_per_second)
        self._queue.package_limit_changed(package_id)
        return package

    async def start_at(self, job_ids: Collection[str], when: datetime | None) -> list[JobStatus]:
        """Let each of these jobs start at ``when``, a time with its zone, and not before; None: as soon as a slot is free.

        Those that are PAUSED or FAILED wait for it too. A one-off run starts none that it did not know before. Raises
        NotAllowedError JOB_NOT_POSTPONABLE or JobNotFoundError if one job was named; of several, those that run or are
        COMPLETED are left alone.
        """
        async with self._verbs:
            await self._late_pauses.settle()
            allowed = await self._allowed(Verb.START_AT, job_ids, names_one=_names_one(job_ids))
            jobs = await self._call(lambda: [starting_at(self._jobs, job, when) for job in allowed])
            ours = [job for job in jobs if self._runs_waiting or self._queue.knows(job.job_id)]
            self._queue.forget(job.job_id for job in jobs)
            self._queue.add(ours)
        self.timekeeper.look()
        await self.packages.tell_of(jobs)
        return self._announce(EventKind.PROGRESS, jobs)

    async def rename(self, job_id: str, key: str) -> JobStatus:
        """Give a job another key before its upload has begun. Raises as ``job_changes.renamed`` and JobNotFoundError."""
        async with self._verbs:
            job = await self._call(lambda: renamed(self._tools, self._jobs.get(job_id), key))
            self._queue.arrange([job])
        return self._announce(EventKind.PROGRESS, [job])[0]

    async def locate(
        self, job_id: str, path: Path, *, is_trusted: bool = False, stop: StopFlag | None = None
    ) -> list[JobStatus]:
        """The job's file is at ``path`` now: one that rests goes on with it, a finished one has it from now on.

        The file has to prove that it is the same; that reads as much of it as was sent, and no other verb waits for it.
        Raises as ``prove_located`` and ``store_located``.
        """
        flag = stop or Unstoppable()
        found = await self._call(lambda: prove_located(self._jobs, job_id, path, flag, is_trusted=is_trusted))
        async with self._verbs:
            job = await self._call(lambda: store_located(self._jobs, found))
        if job.state is not JobState.COMPLETED:
            return await self.resume([job_id])
        return self._announce(EventKind.PROGRESS, [job])

    async def source_put_away(self, job_id: str, said: Messages, moved_to: Path | None = None) -> None:
        """The program itself has moved or deleted the file of a finished job, or left it for a reason: its log says so.

        Nothing happens for a job that is gone.
        """

        def store() -> Job:
            self._jobs.add_to_log([(job_id, LogLine(datetime.now(UTC), said))])
            job = self._jobs.get(job_id)
            if moved_to is None:
                return job
            return store_located(self._jobs, Located(job, moved_to, take_fingerprint(moved_to)))

        with contextlib.suppress(JobNotFoundError):
            await self._job_log.drained()  # that it was uploaded comes first
            async with self._verbs:
                job = await self._call(store)
            self._announce(EventKind.PROGRESS, [job])

    async def verify(
        self,
        recording_ids: Sequence[int],
        kinds: Collection[CheckKind],
        listener: VerifyListener,
        switch: VerifySwitch,
    ) -> Counter[CheckResult]:
        """Verify finished uploads again, by their recordings, listed still or not; how many of them are what.

        The store is asked in any case. ``switch`` holds it up or ends it at once: what is not done keeps its earlier result. Raises
        UploaderError where the results can't be kept.
        """
        await self._outcomes.drained()
        self._announcer.flush()
        await self._job_log.drained()  # that they were uploaded comes first
        return await self._verifier.run(recording_ids, kinds, listener, switch)

    async def presigned_url(self, job_id: str, expires_s: int) -> str:
        """A link by which anyone can read a finished object for so many seconds. Raises UploaderError."""
        return await self._call(lambda: link(self._tools, self._jobs.get(job_id).destination, expires_s))

    async def link(self, place: Destination, expires_s: int) -> str:
        """The same for any object, also one whose job is gone."""
        return await self._call(lambda: link(self._tools, place, expires_s))

    async def _resume(self, job_ids: Collection[str] | None, *, names_one: bool) -> list[JobStatus]:
        async with self._verbs:
            await self._late_pauses.settle()
            jobs = await self._allowed(Verb.RESUME, job_ids, names_one=names_one)
            going_on = [self._queue.running[job.job_id] for job in jobs if job.state is JobState.UPLOADING]
            for upload in going_on:
                upload.go_on()
            resting = [job for job in jobs if job.state is not JobState.UPLOADING]
            resumed = await self._call(lambda: [back_to_waiting(self._jobs, job) for job in resting])
        await self.packages.tell_of(resumed)
        self._queue.add(resumed)
        return [upload.status() for upload in going_on] + self._announce(EventKind.PROGRESS, resumed)

    def _announce(self, kind: EventKind, jobs: Iterable[Job]) -> list[JobStatus]:
        statuses = [self.jobs_now.resting(job) for job in jobs]
        self._announcer.tell(kind, statuses)
        return statuses

    async def _allowed(self, verb: Verb, job_ids: Collection[str] | None, *, names_one: bool) -> list[Job]:
        """The jobs among these that ``verb`` fits, as they are when all that ended is committed."""
        jobs = await self._chosen(verb, job_ids, names_one=names_one)
        await self.packages.of(jobs)
        return jobs

    async def _chosen(self, verb: Verb, job_ids: Collection[str] | None, *, names_one: bool) -> list[Job]:
        await self._outcomes.drained()
        if job_ids is None:
            states = ALLOWED[verb] | {
                JobState.SUBMITTED,
                JobState.UPLOADING,
            }  # reading 100,000 finished jobs takes 6 s
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
        """Resuming also takes up what a program that ended left SUBMITTED, and what is about to be paused."""
        if self._outcomes.holds(job.job_id):
            return False
        upload = self._queue.running.get(job.job_id)
        if verb is Verb.RESUME and upload is not None and job.state is JobState.UPLOADING:
            return upload.is_pausing
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

    def _long_running(self) -> Iterable[JobStatus]:
        return self.jobs_now.long_running()

    def _upload_ended(self, upload: Upload, outcome: Finished | UploaderError) -> None:
        if isinstance(outcome, Finished):
            upload.count_all()
        elif outcome.code == ErrorCode.CREDENTIALS_MISSING and self._tools.awaits_keys:
            self._key_waits.put(upload.job, outcome)
            return
        self._outcomes.add(upload.job, outcome, is_last=self._queue.is_idle)

    def _moved(self, jobs: Iterable[Job]) -> None:
        self._announce(EventKind.PROGRESS, jobs)

    def _keyless_changed(self, jobs: Sequence[Job]) -> None:
        self._moved(jobs)
        self._hindrances.tell()

    def _outcomes_committed(
        self, completed: Completed, failed: Sequence[Job], ended: Sequence[PackageAction]
    ) -> None:
        for job, recording, was_skipped in completed:
            kind = EventKind.SKIPPED if was_skipped else EventKind.COMPLETED
            self._announcer.tell(kind, [status_at_rest(job, recording)])
        self._announce(EventKind.FAILED, failed)
        self._packages_ended(ended)
        if self._queue.is_idle:
            self._announcer.flush()

    def _packages_ended(self, actions: Sequence[PackageAction]) -> None:
        ended = [one.end.package for one in actions if one.kind is ActionKind.TOLD]
        if ended:
            self.packages.ended(ended)
        self._package_ends.take(actions)

    def _look_at_ends(self) -> None:
        """What was in the way of recording an end, or of what follows from it, may be so no more."""
        if self._looking is None or self._looking.done():
            self._looking = asyncio.ensure_future(self._package_ends.catch_up())

    def _held_up(self, jobs: Sequence[Job], error: UploaderError) -> None:
        """Say of these what they wait for; their state stays."""
        self._announcer.tell(EventKind.PROGRESS, [status_held_up(job, error) for job in jobs])

    def _disk_changed(self) -> None:
        trouble = self._tools.disk.trouble
        if trouble is None:
            self._settling = asyncio.ensure_future(self._settle())
        self._hindrances.tell()
        self._announcer.wake()

    async def _settle(self) -> None:
        """The list can be written again: first what was owed to it, then what waits."""
        try:
            async with self._verbs:
                await self._late_pauses.settle()
        except UploaderError as error:
            self._tools.disk.is_trouble(error)
        self._queue.fill()
        self._look_at_ends()

    async def _call(self, call: Callable[[], Result]) -> Result:
        return await self._tools.calls.run(call)


def _but_for(entry: Entry, package: Package | None, one: ReplanRequest) -> Entry:
    """For a file that is to be decided about anew: all others are left out as they were."""
    if package is None:
        return entry
    path = printable(one.job.source_path)
    return replace(entry, left_out=[file for file in package.left_out.files if file.path != path])


def _names_one(job_ids: Collection[str] | None) -> bool:
    return job_ids is not None and len(job_ids) == 1
