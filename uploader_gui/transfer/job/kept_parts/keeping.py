"""Whether the parts of a job are kept as objects of their own: where that matters, and only where it can end well."""

import contextlib
import logging
from datetime import UTC, datetime, timedelta

from uploader_gui.domain.errors import UploaderError
from uploader_gui.domain.job import Job, PartPlace
from uploader_gui.domain.messages import MessageCode, message
from uploader_gui.domain.plan import S3_LIMITS
from uploader_gui.domain.profile import Connection
from uploader_gui.domain.store.kept_parts import NOTHING_KEPT, KeptPlace, KeptPlan, Stakes, kept_folder
from uploader_gui.domain.store.store_traits import FOR_EVER, CopyAbility, Trait
from uploader_gui.s3.answers.responses import CreatedUpload
from uploader_gui.s3.client import S3Client
from uploader_gui.transfer.job.job_run import JobRun, Tools
from uploader_gui.transfer.job.kept_parts.abandoned_parts import delete_abandoned_parts

log = logging.getLogger(__name__)

MINIO_UPLOAD_LIFETIME = timedelta(hours=24)  # its default stale_uploads_expiry, counted from Create
_FAST = 200_000_000  # bytes a second; one core computes some 600 MB of MD5 in one
_WHY_NOT = {
    CopyAbility.NOT_WRITABLE: MessageCode.NOT_KEPT_UNWRITABLE,
    CopyAbility.NOT_READABLE: MessageCode.NOT_KEPT_UNREADABLE,
    CopyAbility.NOT_DELETABLE: MessageCode.NOT_KEPT_UNDELETABLE,
    CopyAbility.LOCKED: MessageCode.NOT_KEPT_LOCKED,
    CopyAbility.NO_COPY: MessageCode.NOT_KEPT_NO_COPY,
}


class AnotherUploadNeededError(Exception):
    """Parts are to be kept from now on, and the upload that the job has could not be joined with them."""


class Keeping:
    """Decides for one job where the parts go that leave now. Lives on the engine's loop; ``is_on``, ``kept``: any thread.

    The job has a place for kept parts from when they are to be kept on, but for the moment in which that is tried out.
    """

    def __init__(self, run: JobRun) -> None:
        self._run = run
        self._is_able = False
        self._is_wanted = False
        self._has_kept = False
        self._was_refused = False
        self._has_plan = False
        self._may_have_left_a_plan = False
        self._is_leaving = False
        self._is_fast = False
        self.is_on = False
        self.kept = NOTHING_KEPT

    async def prepare(self) -> None:
        """Find out whether parts are to be kept, before an upload is begun that would have to take copies."""
        stakes, keep = await self._stakes(), (await self._connection()).keep_parts
        self._has_kept = await self._look_whether_any_are_kept()
        self._may_have_left_a_plan = bool(self._run.job.kept.prefix)
        if not self._was_refused and (self._has_kept or stakes.may_be_kept(keep)):
            self._is_able = self._is_able or await self._look_whether_able()
        self._is_wanted = self._is_able and stakes.are_kept(keep)

    async def begin(self) -> None:
        """Parts leave now, into the upload that the job has by now."""
        self._is_leaving = False
        await self._turn(on=self._is_wanted)
        job = self._run.job
        if not self.is_on and not self._has_kept and job.kept.owner == job.job_id:
            await self._give_place_back()

    def place(self) -> PartPlace:
        """Where a part goes that leaves now; any thread."""
        return PartPlace.KEPT if self.is_on else PartPlace.UPLOAD

    def has_time_for_md5(self) -> bool:
        """Say whether the line is slow enough that an MD5 of what is sent costs no time; any thread."""
        return not self._is_fast

    @property
    def is_wanted(self) -> bool:
        """Say whether parts are kept, or will be as soon as they leave."""
        return self._is_wanted or self.is_on

    @property
    def wants_copies(self) -> bool:
        """Say whether an upload that is begun now has to take copies."""
        return self._is_able or self._has_kept

    def give_up(self) -> None:
        """Keep none: the upload that the job has can't be joined from kept parts."""
        self._is_able = self._is_wanted = self.is_on = self._run.progress.keeps_parts = False

    async def is_worth_another_upload(self) -> bool:
        """Say whether the upload that the job has, which takes no copies, is to be left for one that does."""
        job = self._run.job
        takes_copies = self._run.tools.destinations.traits.has(job.destination.endpoint, Trait.COPY_ANNOUNCED)
        if self._is_leaving or self._has_kept or takes_copies or not job.bytes_done:
            return True
        expires_at = job.upload_expires_at
        left = None if expires_at is None else expires_at - datetime.now(UTC)
        stakes, keep = await self._stakes(), (await self._connection()).keep_parts
        # How long a growing file takes nobody knows.
        return not job.grows and stakes.are_worth_another_upload(keep, job.bytes_done, left)

    async def follow(self) -> None:
        """While parts are sent: go by what the line turns out to be. Ends only by being cancelled, or with a failure.

        Raises AnotherUploadNeededError.
        """
        while True:
            await self._run.tools.rates.changed()
            stakes, keep = await self._stakes(), (await self._connection()).keep_parts
            is_kept = stakes.are_kept(keep)
            if is_kept == self.is_on or (is_kept and not await self._look_whether_it_may_begin()):
                continue
            await self._turn(on=is_kept)

    async def _look_whether_it_may_begin(self) -> bool:
        takes_copies = self._run.job.takes_copies
        if self._was_refused or not (takes_copies or await self.is_worth_another_upload()):
            return False
        self._is_able = self._is_able or await self._look_whether_able()
        if self._is_able and not takes_copies:
            self._is_leaving = True  # parts have been stopped for it
            raise AnotherUploadNeededError
        return self._is_able

    async def _turn(self, *, on: bool) -> None:
        if on and not self._has_plan:
            await self._take_place()
            await self._write_plan()
        self.is_on = self._run.progress.keeps_parts = on

    async def note_refusal(self) -> None:
        """A part could not be kept, for all that the probe said."""
        self.give_up()
        await self._note_ability(CopyAbility.NOT_WRITABLE)

    async def _stakes(self) -> Stakes:
        run, job = self._run, self._run.job
        known = run.tools.rates.bytes_per_second(job.destination.endpoint), run.limit.throttle.least
        rate = min((rate for rate in known if rate is not None), default=None)
        self._is_fast = rate is not None and rate > _FAST
        lifetime = await run.do(lambda: upload_lifetime(run.tools, job))
        size = (
            S3_LIMITS.max_object_size if job.grows else job.file_size
        )  # nobody knows how long that will take
        return Stakes(size, lifetime, rate, bool(job.discards))

    async def _connection(self) -> Connection:
        job, destinations = self._run.job, self._run.tools.destinations
        return await self._run.do(lambda: destinations.connection(job.destination))

    async def _look_whether_able(self) -> bool:
        """Ask with a small object, if nobody has; that its place may hold something is stored before."""
        run, job = self._run, self._run.job
        traits, endpoint = run.tools.destinations.traits, job.destination.endpoint
        kept = job.kept if job.kept.prefix else await self._place()
        if traits.said(endpoint, kept.bucket, Trait.KEEPING) == CopyAbility.ABLE:
            return True
        await self._take_place()
        place, terms = job.destination, job.terms and job.terms.of_parts

        def probe(client: S3Client) -> CopyAbility:
            return client.probe_copying(
                place.bucket, probe_bucket=kept.bucket, probe_key=kept.probe_key, terms=terms
            )

        ability = await run.ask(probe)
        await self._note_ability(ability)
        return ability is CopyAbility.ABLE

    async def _look_whether_any_are_kept(self) -> bool:
        """Parts that were kept before, here or by another computer, are joined however fast the line is by now."""
        run, job = self._run, self._run.job
        if not job.kept.prefix:
            return False
        parts = await run.do(lambda: run.tools.jobs.parts(job.job_id))
        return any(part.place is PartPlace.KEPT for part in parts)

    async def _place(self) -> KeptPlace:
        job, connection = self._run.job, await self._connection()
        folder = kept_folder(job.destination.object_key, connection.kept_prefix)
        return KeptPlace(connection.kept_bucket or job.destination.bucket, f"{folder}{job.job_id}/")

    async def _take_place(self) -> None:
        run, job = self._run, self._run.job
        self.kept = kept = job.kept if job.kept.prefix else await self._place()
        if job.kept != kept:
            run.take(await run.do(lambda: run.tools.jobs.update(job.job_id, durable=True, kept=kept)))

    async def _give_place_back(self) -> None:
        """No part is kept there; a plan may be, which is deleted now or, if the store can't be asked, at a later start."""
        run, job = self._run, self._run.job
        jobs, destinations = run.tools.jobs, run.tools.destinations
        is_another_jobs = job.kept.owner != job.job_id
        if is_another_jobs or not (self._has_plan or self._may_have_left_a_plan):
            run.take(await run.do(lambda: jobs.update(job.job_id, kept=NOTHING_KEPT)))
            return
        self._has_plan = self._may_have_left_a_plan = False

        def give_back() -> Job:
            now = jobs.keep_none(job.job_id)
            for one in jobs.abandoned_parts():
                if (one.destination.endpoint, one.kept) == (job.destination.endpoint, job.kept):
                    with contextlib.suppress(UploaderError):
                        delete_abandoned_parts(jobs, destinations, one)
            return now

        run.take(await run.do(give_back))

    async def _note_ability(self, ability: CopyAbility) -> None:
        run, job = self._run, self._run.job
        traits, endpoint = run.tools.destinations.traits, job.destination.endpoint
        await run.do(lambda: traits.note(endpoint, job.kept.bucket, Trait.KEEPING, ability.value))
        if ability is CopyAbility.ABLE:
            return
        self._was_refused = True
        log.info("Job %s: parts are not kept (%s).", job.job_id, ability.value)
        if not await self._look_whether_any_are_kept():
            await self._give_place_back()
        run.progress.note = (message(_WHY_NOT[ability]),)

    async def _write_plan(self) -> None:
        """Tell other computers, before the first part, what the parts beside it are parts of."""
        if self._has_plan:
            return
        run, job = self._run, self._run.job
        key, mtime_ns = job.destination.object_key, job.fingerprint.mtime_ns
        plan = KeptPlan(job.file_name, job.file_size, job.part_size, mtime_ns, key, doubles=job.plan.doubles)
        kept, terms = job.kept, job.terms and job.terms.of_parts
        await run.ask(lambda client: client.write_object(kept.bucket, kept.plan_key, plan.to_json(), terms))
        self._has_plan = True


def upload_lifetime(tools: Tools, job: Job) -> timedelta | None:
    """How long the store keeps an unfinished upload; None: without a limit, or not known yet. Blocking.

    By the connection's own setting, else by what the store said when an upload was begun in this bucket.
    """
    place = job.destination
    hours = tools.destinations.connection(place).upload_lifetime_h
    if hours is not None:
        return timedelta(hours=hours)
    said = tools.destinations.traits.said(place.endpoint, place.bucket, Trait.LIFETIME)
    return timedelta(hours=float(said)) if said and said != FOR_EVER else None


def note_lifetime(tools: Tools, job: Job, created: CreatedUpload) -> None:
    """Learn from Create's answer how long the store keeps an unfinished upload. Blocking."""
    place = job.destination
    if created.abort_date is not None:
        hours = f"{max(1.0, (created.abort_date - datetime.now(UTC)) / timedelta(hours=1)):.0f}"
    elif created.is_minio:
        hours = f"{MINIO_UPLOAD_LIFETIME / timedelta(hours=1):.0f}"
    else:
        hours = FOR_EVER
    tools.destinations.traits.note(place.endpoint, place.bucket, Trait.LIFETIME, hours)
