"""One job, from its first missing part to the verified object. Resuming takes the same steps."""

import time
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import replace

from uploader_gui.domain.errors import ErrorCode, StoreError, UploaderError
from uploader_gui.domain.events import Activity, JobStatus
from uploader_gui.domain.job import Job, Part
from uploader_gui.domain.messages import MessageCode, message
from uploader_gui.domain.store_traits import Trait
from uploader_gui.source.media_facts import media_facts
from uploader_gui.source.source_file import Source
from uploader_gui.storage.jobs.job_database import JobDatabase
from uploader_gui.transfer.job.abandoned_upload import left_open_by
from uploader_gui.transfer.job.finishing import (
    Finished,
    Found,
    completion_unknown,
    finish,
    incomplete_parts,
    look_for_a_while,
    look_for_ours,
    names_this_job,
)
from uploader_gui.transfer.job.job_run import JobRun, Tools
from uploader_gui.transfer.job.part_lane import PartLane, Sender
from uploader_gui.transfer.job.part_sender import PartSender
from uploader_gui.transfer.job.preparation import act_on_taken_key, open_upload, settle_conflict, stage
from uploader_gui.transfer.job.proof import WholeProof
from uploader_gui.transfer.job.retry import RetryBackoff, may_have_worked
from uploader_gui.transfer.job.single_put import SinglePut
from uploader_gui.transfer.job.source_guard import check_opened

_DISCARDED = message(MessageCode.UPLOAD_FORGOTTEN)
_STUCK = message(MessageCode.PART_KEPT_DAMAGED)
_BRIEF_S = 0.5
OwnObjectSearch = Callable[[JobRun, WholeProof], Awaitable[Finished | Found]]
_MEDIA_TYPES = ("video/", "audio/", "application/mxf")


class Upload:
    """Runs one job. Lives on the engine's loop; ``on_change`` is called whenever there is something new to show."""

    def __init__(
        self, job: Job, tools: Tools, on_change: Callable[[], None], previous: "Upload | None" = None
    ) -> None:
        self._run = JobRun(job, tools, on_change)
        self._tools = tools
        self._previous = previous
        self._sender: Sender | None = None
        self._lane: PartLane | None = None
        self._source: Source | None = None
        self._began_s = time.monotonic()
        self._was_interrupted = False

    @property
    def job(self) -> Job:
        """The job's row as this run knows it."""
        return self._run.job

    @property
    def is_brief(self) -> bool:
        """A small file that has just begun: it will probably have ended before anybody could read its state."""
        return self.job.plan.is_single_put and time.monotonic() - self._began_s < _BRIEF_S

    def count_all(self) -> None:
        """Count for the speed what was sent since the last look: the job has ended."""
        self._run.progress.count(self.job.file_size, 0)

    def status(self) -> JobStatus:
        """The job with all that is known of it now; feeds the speed."""
        in_flight = self._sender.bytes_in_flight if self._sender else 0
        parts = self._sender.parts_in_flight if self._sender else ()
        self._run.progress.count(self.job.bytes_done, in_flight)
        return self._run.progress.status(self.job, in_flight, parts)

    def stop(self) -> None:
        """Stop where it stands: nothing of this job is sent after this returns. Then cancel its task."""
        self._run.stop()
        if self._sender is not None:
            self._sender.stop()

    async def drained(self) -> None:
        """After the end or a stop: wait until no call of this job is under way, then let the file go."""
        if self._previous is not None:
            await self._previous.drained()
        if self._lane is not None:
            await self._lane.drained()
        await self._run.drained()
        if self._source is not None:
            self._source.close()
            self._source = None

    async def run(self) -> Finished:
        """Bring the job to its end. Raises UploaderError, fit for the user; parts are kept."""
        if self._previous is not None:
            await self._previous.drained()
            self._previous = None
            await self._run.reload()
        while True:
            try:
                return await self._bring_to_its_end()
            except UploaderError as error:
                if not self._tools.disk.is_trouble(error):
                    raise
            self._was_interrupted = True
            await self._run.wait_for_disk()

    async def _bring_to_its_end(self) -> Finished:
        if self.job.stage and not self.job.staged_path:
            await stage(self._run)
        if not self.job.conflict_is_checked:
            found = await settle_conflict(self._run)
            if found is not None:
                return found
        finished = await (self._run_single() if self.job.plan.is_single_put else self._run_parts())
        if not self.job.content_type.startswith(_MEDIA_TYPES):
            return finished
        path = self.job.read_path
        return replace(finished, media=await self._run.do(lambda: media_facts(path)))

    async def _run_parts(self) -> Finished:
        run = self._run
        run.progress.show(Activity.CHECKING_SOURCE)
        await run.check_source()
        run.progress.acknowledged_before = min(run.progress.acknowledged_before, run.job.bytes_done)
        invalid_lists = 0
        while True:
            was_finishing = run.job.finish_was_sent
            try:
                await open_upload(run)
                sender = await self._send_missing()
                await run.check_source()
                was_finishing = False  # from here on it is looked for wherever there is doubt
                return await finish(run, await self._parts(), sender.mode)
            except StoreError as error:
                if error.code == ErrorCode.PART_INVALID and not invalid_lists:
                    invalid_lists += 1  # the listing tells which part the store does not have as we know it
                    continue
                if error.code not in {ErrorCode.UPLOAD_GONE, ErrorCode.PART_STUCK}:
                    raise
                found = await self._after_loss(error, was_finishing=was_finishing)
                if found is not None:
                    return found

    async def _send_missing(self) -> PartSender:
        run = self._run
        job = run.job
        missing = incomplete_parts(job, await self._parts())
        if self._source is not None:
            self._source.close()  # of an earlier try: another file may have the name by now, and is what was checked
        self._source = await run.do(lambda: Source(job.read_path))
        check_opened(job, self._source)
        client = await run.do(run.client_getter())
        sender = PartSender(job, client, self._source, self._tools.jobs, self._tools.throttle)
        await self._send(sender, missing)
        if sender.echoed is not None:
            traits, endpoint, echoed = (
                self._tools.destinations.traits,
                job.destination.endpoint,
                sender.echoed,
            )
            await run.do(lambda: traits.learn(endpoint, Trait.REPEATS, is_so=echoed))
        return sender

    async def _send(self, sender: Sender, numbers: Iterable[int], *, retries: bool = True) -> None:
        self._sender = sender
        self._lane = PartLane(self._run, sender, numbers, retries=retries)
        try:
            await self._lane.send_all()
        finally:
            if not self._run.is_stopped:
                self._sender = None

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
            found = await self._look_by_reading() if await names_this_job(run) else Found.ABSENT
        if isinstance(found, Finished):
            return found
        if found is Found.DENIED and job.finish_was_sent:
            raise completion_unknown() from error
        if job.discards:
            if error.code == ErrorCode.PART_STUCK:
                raise error
            raise UploaderError(
                message(MessageCode.UPLOAD_DISCARDED),
                code=ErrorCode.UPLOAD_DISCARDED,
            ) from error
        run.job = await run.do(lambda: _forget_upload(self._tools.jobs, job))
        run.progress.start_again(_STUCK if error.code == ErrorCode.PART_STUCK else _DISCARDED)
        return None

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
        get_client, database, throttle = self._run.client_getter(), tools.jobs, tools.throttle
        return SinglePut(
            job, get_client, database, throttle, traits, replaces=replaces, unanswered=unanswered
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
        return found if isinstance(found, Finished) else found is Found.DAMAGED

    async def _look_by_reading(self, *, find: OwnObjectSearch = look_for_ours) -> Finished | Found:
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
    return Finished(response.etag, put.verified_by, response.version_id)
