"""One job, from its first missing part to the verified object. Resuming takes the same steps."""

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable, Coroutine, Iterable
from dataclasses import replace
from datetime import UTC, datetime

from uploader_gui.domain.errors import ErrorCode, SourceError, StoreError, UploaderError
from uploader_gui.domain.events import Activity, JobStatus, by_address
from uploader_gui.domain.hashes import Hashes
from uploader_gui.domain.job import Job, LogLine, Part, PartPlace, PartState
from uploader_gui.domain.messages import MessageCode, message
from uploader_gui.domain.store.failure_table import failure_of
from uploader_gui.domain.store.store_traits import Trait
from uploader_gui.s3.http.line_share import LineShare
from uploader_gui.source.media_facts import media_facts
from uploader_gui.source.source_file import Source
from uploader_gui.storage.jobs.job_database import JobDatabase
from uploader_gui.transfer.job.abandoned_upload import left_open_by
from uploader_gui.transfer.job.finishing import (
    Finished,
    FoundInstead,
    completion_unknown,
    finish,
    incomplete_parts,
    look_for_a_while,
    look_for_ours,
    may_be_finished,
    unseen_terms,
)
from uploader_gui.transfer.job.growing.follower import GrowthFollower
from uploader_gui.transfer.job.hashing import FileHashing
from uploader_gui.transfer.job.job_progress import GrowthShown, JobProgress, pausing
from uploader_gui.transfer.job.job_run import JobRun, Tools
from uploader_gui.transfer.job.kept_parts.joining import PartJoiner, find_copies, lost_parts, with_the_mend
from uploader_gui.transfer.job.kept_parts.keeping import AnotherUploadNeededError, Keeping
from uploader_gui.transfer.job.part_lane import GrowingPartLane, PartLane, Sender
from uploader_gui.transfer.job.part_sender import PartSender
from uploader_gui.transfer.job.preparation import (
    act_on_taken_key,
    look_for_progress,
    open_upload,
    settle_conflict,
    stage,
)
from uploader_gui.transfer.job.proof import WholeProof
from uploader_gui.transfer.job.retry import RetryBackoff, may_have_worked
from uploader_gui.transfer.job.single_put import SinglePut
from uploader_gui.transfer.job.source_guard import check_opened

_DISCARDED = message(MessageCode.UPLOAD_FORGOTTEN)
_WINDING_DOWN = message(MessageCode.WINDING_DOWN)
_STUCK = message(MessageCode.PART_KEPT_DAMAGED)
_UNFIT = message(MessageCode.FOUND_UPLOAD_UNFIT)
_UNFIT_CODES = frozenset({ErrorCode.REQUEST_REFUSED, ErrorCode.PART_INVALID})
_BRIEF_S = 0.5
_MOST_LOSSES = 3  # of kept parts, in one run: a store that loses them again and again is no place for them
OwnObjectSearch = Callable[[JobRun, WholeProof], Awaitable[Finished | FoundInstead]]
_MEDIA_TYPES = ("video/", "audio/", "application/mxf")


class Upload:
    """Runs one job. Lives on the engine's loop; ``on_change`` is called whenever there is something new to show.

    ``on_wait`` is called when it has begun to wait for its file to grow. ``previous`` ends when nothing is under way any
    more of the run of this job before, which was stopped: only then its row can be trusted. ``running`` gives all that
    run now.
    """

    def __init__(
        self,
        job: Job,
        tools: Tools,
        on_change: Callable[[], None],
        on_wait: Callable[[], None],
        previous: asyncio.Task[None] | None = None,
        running: "Callable[[], Iterable[Upload]]" = tuple,
    ) -> None:
        self._running = running
        self._run = JobRun(job, tools, on_change)
        self._tools = tools
        self._previous = previous
        self._sender: Sender | None = None
        self._lane: PartLane | None = None
        self._source: Source | None = None
        self._hashing: FileHashing | None = None
        self._keeping = Keeping(self._run)
        self._growth = GrowthFollower(self._run, on_wait)
        self._began_s = time.monotonic()
        self._was_interrupted = False
        self._backoff = RetryBackoff(None)

    @property
    def job(self) -> Job:
        """The job's row as this run knows it."""
        return self._run.job

    @property
    def waits_for_growth(self) -> bool:
        """Say whether all that its file has by now is sent, as far as it may be before there is more of it."""
        return self._growth.waits

    @property
    def is_brief(self) -> bool:
        """A small file that has just begun: it will probably have ended before anybody could read its state."""
        return self.job.is_single_put and time.monotonic() - self._began_s < _BRIEF_S

    def count_all(self) -> None:
        """Count for the speed what was sent since the last look: the job has ended."""
        self._run.progress.count(self.job.file_size, 0, 0)

    def status(self) -> JobStatus:
        """The job with all that is known of it now; feeds the speed."""
        in_flight = self._sender.bytes_in_flight if self._sender else 0
        parts = self._sender.parts_in_flight if self._sender else ()
        delivered = self._sender.bytes_delivered if self._sender else 0
        self._run.progress.count(self.job.bytes_done, in_flight, delivered)
        if self._hashing is not None:
            self._run.progress.hashed = self._hashing.percent
        self._run.progress.growth = self._shown_growth()
        # What a worker has stored last may have been read before the limit was changed.
        job = replace(self.job, bandwidth_limit=self._run.limit.throttle.limit)
        self._run.progress.shares_limit_of = self._shares_limit_of
        status = self._run.progress.status(job, in_flight, parts, self._others)
        if self.winds_down:
            status = replace(status, messages=(_WINDING_DOWN,))
        is_pausing = self.is_pausing and self._is_busy
        return (
            replace(status, activity=Activity.PAUSING, messages=pausing(len(parts))) if is_pausing else status
        )

    @property
    def progress(self) -> JobProgress:
        """What is known of it only while it runs."""
        return self._run.progress

    def _others(self) -> list[JobProgress]:
        """What is known of those that are sent to the same store."""
        endpoint = self.job.destination.endpoint
        others = (one for one in self._running() if one is not self)
        return [one.progress for one in others if one.job.destination.endpoint == endpoint]

    @property
    def _shares_limit_of(self) -> str:
        """The package whose files share a limit with it; "" for none."""
        shared = self._run.limit.throttle.within
        return self.job.package_id if shared is not None and shared.limit is not None else ""

    def _shown_growth(self) -> GrowthShown | None:
        job, lane = self.job, self._lane
        if not job.grows:
            return None
        missing = None if lane is None else lane.first_missing
        first = min(missing or job.plan.full_parts + 1, job.total_parts)
        sent = job.plan.part(first).offset if lane is not None else 0
        if lane is not None and missing is None and job.plan.full_parts == job.total_parts:
            sent = job.file_size
        growth = self._growth
        behind_s = growth.lag.behind_s(time.monotonic(), sent)
        return GrowthShown(behind_s, waits=growth.waits, is_held_open=growth.is_held_open)

    @property
    def is_pausing(self) -> bool:
        """Say whether it sends only what is on its way, and is to be paused then."""
        return self._run.pause_due is not None

    @property
    def _is_busy(self) -> bool:
        return self._lane is not None and self._lane.is_busy

    def pause_after_parts(self, due: Callable[[], None]) -> bool:
        """Send nothing more than what is on its way, and call ``due`` when that has ended and more is missing.

        False: nothing is on its way that stopping would cost; it can be paused now. What is being finished has no part
        left, and ends.
        """
        if self._run.progress.activity not in {Activity.FINALIZING, Activity.VERIFYING} and not self._is_busy:
            return False
        self._run.pause_due = due
        if self._lane is not None:
            self._lane.wind_down()
        self._run.on_change()
        return True

    def go_on(self) -> None:
        """It is not to be paused after all."""
        self._run.pause_due = None
        self._tools.parts.feed()

    def hours_ended(self) -> None:
        """Parts may not leave any more; those on their way are sent to their end."""
        if self._lane is not None:
            self._lane.hours_ended()
            self._run.on_change()

    @property
    def stands_still(self) -> bool:
        """Say whether it has nothing on its way, because nothing may leave now."""
        return self._lane is not None and self._lane.stands_still

    @property
    def winds_down(self) -> bool:
        """Say whether it sends parts to their end though no others may leave."""
        return self._lane is not None and self._lane.winds_down

    def change_limit(self, bytes_per_second: int | None) -> None:
        """Another limit of its own, None for none; parts that are on their way keep to it at once."""
        self._run.limit.change(bytes_per_second)
        self._tools.rates.reconsider()

    def package_limit_changed(self) -> None:
        """Its package's limit is another one; parts that are on their way keep to it already."""
        self._run.limit.reconsider()
        self._tools.rates.reconsider()

    def take_place(self, position: int) -> None:
        """Others were moved past this job in the queue."""
        self._run.job = replace(self._run.job, position=position)

    @property
    def is_moving(self) -> bool:
        """Say whether bytes of it have moved in the last moment."""
        return self._run.progress.is_moving

    def stop(self) -> None:
        """Stop where it stands: nothing of this job is sent after this returns. Then cancel its task."""
        self._run.stop()
        if self._hashing is not None:
            self._hashing.stop()
        if self._sender is not None:
            self._sender.stop()

    async def drained(self) -> None:
        """After the end or a stop: wait until no call of this job is under way, then let the file go."""
        if self._previous is not None:
            await asyncio.wait([self._previous])
        if self._lane is not None:
            await self._lane.drained()
        await self._run.drained()
        self._growth.let_go()
        if self._source is not None:
            self._source.close()
            self._source = None

    async def run(self) -> Finished:
        """Bring the job to its end and let the file go. Raises UploaderError, fit for the user; parts are kept."""
        if self._previous is not None:
            await asyncio.wait([self._previous])
            self._previous = None
            self._was_interrupted = True
            await self._run.reload()
        while True:
            try:
                finished = await self._bring_to_its_end()
                await self.drained()
                return finished
            except UploaderError as error:
                if not self._tools.disk.is_trouble(error):
                    raise
            finally:
                if self._hashing is not None:
                    self._hashing.stop()
                    self._hashing = None
            self._was_interrupted = True
            await self._run.wait_for_disk()

    async def _bring_to_its_end(self) -> Finished:
        if self.job.stage and not self.job.staged_path:
            await stage(self._run)
        if not self.job.conflict_is_checked:
            found = await settle_conflict(self._run)
            if found is not None:
                return await self._with_hashes(found)
        if self.job.on_found is not None:
            await look_for_progress(self._run)
        finished = await self._with_hashes(await self._sent_whole())
        if self.job.terms is not None and finished.note is None:
            finished = replace(finished, lacks=await unseen_terms(self._run))
        if not self.job.content_type.startswith(_MEDIA_TYPES):
            return finished
        path = self.job.read_path
        return replace(finished, media=await self._run.do(lambda: media_facts(path)))

    async def _sent_whole(self) -> Finished:
        """All of the file, which may be written to again and again while it is sent, where that was to be expected."""
        while True:
            if self.job.grows:
                self._run.progress.show(Activity.SENDING)
                await self._growth.until_its_kind_is_known()
            try:
                finished = await (self._run_single() if self.job.is_single_put else self._run_parts())
                break
            except SourceError as error:
                if not await self._growth.went_on(error):
                    raise
                self._was_interrupted = True
        await self._growth.check_after_finish()
        return finished

    async def _begin_parts(self) -> None:
        run = self._run
        if not run.job.grows:
            run.progress.show(Activity.CHECKING_SOURCE)
            await run.check_source()
            self._hashing = FileHashing.where_wanted(run)
        run.progress.acknowledged_before = min(run.progress.acknowledged_before, run.job.bytes_done)

    async def _run_parts(self) -> Finished:
        run = self._run
        await self._begin_parts()
        invalid_lists = lost_objects = 0
        while True:
            was_finishing = run.job.finish_was_sent
            try:
                sender = await self._opened_and_sent()
                hashes = await self._compared()
                parts = await self._joined()
                was_finishing = False  # from here on it is looked for wherever there is doubt
                return replace(await finish(run, parts, sender.mode), hashes=hashes)
            except StoreError as error:
                if error.code == ErrorCode.KEEPING_REFUSED:
                    await self._keeping.note_refusal()
                    continue
                if error.code == ErrorCode.PART_INVALID and not invalid_lists:
                    invalid_lists += 1  # the listing tells which part the store does not have as we know it
                    continue
                if error.code in _UNFIT_CODES and run.job.is_adopted and run.job.upload_id:
                    await self._leave_upload()
                    continue
                if error.code == ErrorCode.KEPT_PART_CHANGED and lost_objects < _MOST_LOSSES:
                    lost_objects += 1
                    found = await self._if_finished()
                    if found is not None:
                        return found
                    continue
                if error.code not in {ErrorCode.UPLOAD_GONE, ErrorCode.PART_STUCK}:
                    raise
                found = await self._after_loss(error, was_finishing=was_finishing)
                if found is not None:
                    return found

    async def _opened_and_sent(self) -> PartSender:
        """Send all parts: into another upload than they began in, where the line turns too slow for that."""
        while True:
            await open_upload(self._run, self._keeping)
            with contextlib.suppress(AnotherUploadNeededError):
                return await self._send_all()

    async def _send_all(self) -> PartSender:
        """Send what is missing; of a file that grew also what its writer has changed since it was sent."""
        while True:
            sender = await self._send_missing()
            await self._run.check_source()
            if self.job.uploaded_parts == self.job.total_parts:
                return sender

    async def _send_missing(self) -> PartSender:
        run = self._run
        source = await self._opened()
        job = run.job
        missing = incomplete_parts(job, await self._parts())
        client = await run.do(run.client_getter())
        tools = self._tools
        throttle = run.limit.throttle
        pace = None if self._hashing is None else self._hashing.pace
        sender = PartSender(job, client, source, tools.jobs, self._line(), throttle, self._keeping, pace)
        if job.grows:
            lane = GrowingPartLane(run, sender, [one for one in missing if one <= job.plan.full_parts])
            await self._while_sending(self._through(sender, lane), self._growth.feed(lane))
        else:
            await self._while_sending(self._send(sender, missing))
        if len(sender.parts_by_address) > 1:
            said = (message(MessageCode.PARTS_BY_ADDRESS, addresses=by_address(sender.parts_by_address)),)
            line = job.job_id, LogLine(datetime.now(UTC), said, ErrorCode.NONE)
            await run.do(lambda: tools.jobs.add_to_log([line]))
        if sender.echoed is not None:
            traits, endpoint, echoed = (
                self._tools.destinations.traits,
                job.destination.endpoint,
                sender.echoed,
            )
            await run.do(lambda: traits.learn(endpoint, Trait.REPEATS, is_so=echoed))
        return sender

    async def _opened(self) -> Source:
        """The file, open. Where it is another than the one that was checked, however long ago, it is checked first."""
        source = await self._open()
        if not self.job.grows and source.at_opening != self.job.fingerprint:
            await self._run.check_source()
            source = await self._open()
        return source

    async def _open(self) -> Source:
        job = self.job
        if self._source is not None:
            self._source.close()  # of an earlier try: another file may have the name by now
        self._source = source = await self._run.do(lambda: Source(job.read_path))
        check_opened(job, source)
        return source

    async def _while_sending(
        self, sending: Coroutine[None, None, None], *beside: Coroutine[None, None, None]
    ) -> None:
        """Send while the line decides where parts go, and others do theirs. Raises what any of them raises."""
        first = asyncio.ensure_future(sending)
        tasks = first, *map(asyncio.ensure_future, (self._keeping.follow(), *beside))
        try:
            pending: set[asyncio.Task[None]] = set(tasks)
            while first in pending:
                done, pending = await asyncio.wait(pending, return_when=asyncio.FIRST_COMPLETED)
                for error in filter(None, (one.exception() for one in done - {first})):
                    if self._lane is not None:
                        self._lane.fail(error)  # what is on its way is stopped, and waited for
        finally:
            for task in tasks:
                task.cancel()
            ended = await asyncio.gather(*tasks, return_exceptions=True)
        for failure in ended:
            if isinstance(failure, Exception):
                raise failure

    async def _with_hashes(self, finished: Finished) -> Finished:
        """What is there already, or was made by an earlier run, is compared with its list all the same."""
        if finished.hashes or not self.job.expected_hashes:
            return finished
        return replace(finished, hashes=await self._compared())

    async def _compared(self) -> Hashes:
        """The hashes of the whole file, where there is anything that they are wanted for.

        Raises SourceError HASH_MISMATCH if they are not those that are expected.
        """
        if not self.job.expected_hashes:
            return ()
        if self._hashing is None:
            await self._run.check_source()
            self._hashing = FileHashing(self._run)
        self._run.progress.show(Activity.CHECKING_HASH)
        self._run.on_change()
        return await self._hashing.compared()

    async def _joined(self) -> list[Part]:
        """All parts as the upload has them: kept ones are copied into it first.

        Raises StoreError KEPT_PART_CHANGED where one that was kept is not there any more, and is to be sent again.
        """
        run = self._run
        parts = await self._parts()
        kept = {part.number: part for part in parts if part.place is PartPlace.KEPT}
        if not kept:
            return parts
        run.progress.show(Activity.JOINING)
        run.on_change()
        joiner = PartJoiner(run.job, await run.do(run.client_getter()), kept)
        await find_copies(run, joiner)
        run.progress.joined = len(joiner.copies)
        try:
            await self._send(joiner, joiner.missing, activity=Activity.JOINING)
        except StoreError as error:
            raise with_the_mend(error) from error
        if joiner.lost:
            run.job = await run.do(lambda: self._tools.jobs.reset_parts(run.job.job_id, joiner.lost))
            raise lost_parts()
        return [joiner.copies.get(part.number, part) for part in parts]

    async def _send(
        self,
        sender: Sender,
        numbers: Iterable[int],
        *,
        retries: bool = True,
        activity: Activity = Activity.SENDING,
    ) -> None:
        lane = PartLane(self._run, sender, numbers, retries=retries, activity=activity)
        await self._through(sender, lane)

    async def _through(self, sender: Sender, lane: PartLane) -> None:
        self._sender, self._lane = sender, lane
        try:
            await lane.send_all()
        finally:
            if not self._run.is_stopped:
                self._sender = None

    def _line(self) -> LineShare:
        return self._tools.parts.line(self.job.destination.endpoint)

    async def _parts(self) -> list[Part]:
        job_id = self.job.job_id
        return await self._run.do(lambda: self._tools.jobs.parts(job_id))

    async def _after_loss(self, error: StoreError, *, was_finishing: bool) -> Finished | None:
        """The upload is lost: is our object finished? Else everything is to be sent again, once by itself.

        ``was_finishing``: an earlier run tried to finish it and may have, so it is looked for with patience.
        """
        run, job = self._run, self.job
        parts = await self._parts()
        if not incomplete_parts(job, parts):
            find = look_for_a_while if was_finishing else look_for_ours
            found = await find(run, WholeProof.of(parts, job.checksum_mode))
        else:
            # A restored backup knows less than the store: the object may have been finished since.
            found = await self._if_finished() or FoundInstead.ABSENT
        if isinstance(found, Finished):
            return found
        if found is FoundInstead.DENIED and job.finish_was_sent:
            raise completion_unknown() from error
        in_it = [part for part in parts if part.state is PartState.DONE and part.place is PartPlace.UPLOAD]
        keeps_all = self._keeping.is_wanted or any(part.place is PartPlace.KEPT for part in parts)
        loses_nothing = keeps_all and not in_it
        if job.discards and not loses_nothing:
            if error.code == ErrorCode.PART_STUCK:
                raise error
            raise UploaderError(
                message(MessageCode.UPLOAD_DISCARDED),
                code=ErrorCode.UPLOAD_DISCARDED,
            ) from error
        run.job = await run.do(lambda: _forget_upload(self._tools.jobs, job))
        if loses_nothing:  # but what was joined, if anything
            await asyncio.sleep(self._backoff.next_delay_s(failure_of("InternalError", 500)))
        else:
            run.progress.start_again(
                _STUCK if error.code == ErrorCode.PART_STUCK else _DISCARDED, run.job.bytes_done
            )
        return None

    async def _leave_upload(self) -> None:
        """What somebody else began can't be gone on with: it is theirs to end, and all that it had is sent again."""
        run, job = self._run, self.job
        run.job = await run.do(lambda: self._tools.jobs.forget_upload(job.job_id, discards=job.discards))
        run.progress.start_again(_UNFIT, run.job.bytes_done)

    async def _if_finished(self) -> Finished | None:
        """The object, if another computer, or a run that is forgotten, has made it whole of the same parts."""
        if self.job.grows:  # then it is not
            return None
        found = await self._look_by_reading() if await may_be_finished(self._run) else None
        return found if isinstance(found, Finished) else None

    async def _run_single(self) -> Finished:
        run = self._run
        backoff = RetryBackoff(self._tools.options.retry_limit)
        # An earlier run may have sent it and died before it knew, or this one before it could be recorded.
        unanswered = run.job.attempts > 1 or self._was_interrupted
        replaces = False
        silent_tries = 0
        while True:
            if unanswered:
                ours = await self._look_for_own_put()
                if isinstance(ours, Finished):
                    return ours
                replaces = ours
            put = self._new_put(replaces=replaces, unanswered=silent_tries)
            try:
                await self._send(put, [1], retries=False)
                return _finished_put(put)
            except StoreError as error:
                if error.code == ErrorCode.OBJECT_EXISTS:
                    found = await self._on_taken_key(unanswered=unanswered)
                    if found is not None:
                        return found
                    continue
                replaces = replaces or put.was_stored
                unanswered = may_have_worked(error)
                silent_tries += error.got_no_answer
                await run.wait(backoff, error)

    def _new_put(self, *, replaces: bool, unanswered: int) -> SinglePut:
        job, tools = self.job, self._tools
        traits = tools.destinations.traits
        get_client, database = self._run.client_getter(), tools.jobs
        return SinglePut(
            job,
            get_client,
            database,
            self._line(),
            self._run.limit.throttle,
            traits,
            replaces=replaces,
            unanswered=unanswered,
        )

    async def _on_taken_key(self, *, unanswered: bool) -> Finished | None:
        if unanswered:
            ours = await self._look_for_own_put(find=look_for_a_while)
            if isinstance(ours, Finished):
                return ours
        return await act_on_taken_key(self._run)

    async def _look_for_own_put(self, *, find: OwnObjectSearch = look_for_ours) -> Finished | bool:
        """Finished if our object is there whole; True if one of ours is there with other content."""
        found = await self._look_by_reading(find=find)
        return found if isinstance(found, Finished) else found is FoundInstead.DAMAGED

    async def _look_by_reading(self, *, find: OwnObjectSearch = look_for_ours) -> Finished | FoundInstead:
        """Look for our object with no other proof than the file, of which all is read."""
        run = self._run
        await run.check_source()
        job = run.job

        def proof_of_file() -> WholeProof:
            with Source(job.read_path) as source:
                return WholeProof.of_file(job.plan, source, run)

        return await find(run, await run.do(proof_of_file))


def _forget_upload(database: JobDatabase, job: Job) -> Job:
    """Back to before Create. Should the upload be open all the same, it is aborted later. Blocking."""
    # Not if its parts may have become the object's.
    left_open = None if job.finish_was_sent else left_open_by(job)
    return database.forget_upload(job.job_id, discards=job.discards + 1, abandoned=left_open)


def _finished_put(put: SinglePut) -> Finished:
    response = put.response
    assert response is not None  # noqa: S101 - send returned, so the store answered
    return Finished(response.etag, put.verified_by, response.version_id, crc32=put.crc32, hashes=put.hashes)
