"""Whether the parts of a job are kept as objects of their own: where that matters, and only where it can end well."""

import logging
from datetime import UTC, datetime, timedelta

from uploader_gui.domain.job import Job, PartPlace
from uploader_gui.domain.messages import MessageCode, message
from uploader_gui.domain.plan import S3_LIMITS
from uploader_gui.domain.profile import Connection
from uploader_gui.domain.store.kept_parts import NOTHING_KEPT, KeptPlace, KeptPlan, Stakes, kept_folder
from uploader_gui.domain.store.store_traits import UNLIMITED, CopyAbility, Trait
from uploader_gui.s3.answers.responses import CreatedUpload
from uploader_gui.s3.client import S3Client
from uploader_gui.transfer.job.job_run import JobRun, Tools

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


class Keeping:
    """Decides for one job where the parts go that leave now. Lives on the engine's loop; ``is_on``: any thread."""

    def __init__(self, run: JobRun) -> None:
        self._run = run
        self._is_able = False
        self._has_kept = False
        self._was_refused = False
        self._has_plan = False
        self._is_fast = False
        self.is_on = False

    async def prepare(self) -> None:
        """Find out whether parts may be kept, before an upload is begun that would have to take copies."""
        stakes, keep = await self._stakes(), (await self._connection()).keep_parts
        self._has_kept = await self._look_whether_any_are_kept()
        if self._was_refused or not (self._has_kept or stakes.may_be_kept(keep)):
            await self._turn(on=False)
            return
        self._is_able = self._is_able or await self._look_whether_able()
        await self._turn(on=self._is_able and stakes.are_kept(keep))

    def place(self) -> PartPlace:
        """Where a part goes that leaves now; any thread."""
        return PartPlace.KEPT if self.is_on else PartPlace.UPLOAD

    def has_time_for_md5(self) -> bool:
        """Say whether the line is slow enough that an MD5 of what is sent costs no time; any thread."""
        return not self._is_fast

    @property
    def wants_copies(self) -> bool:
        """Say whether an upload that is begun now has to take copies."""
        return self._is_able or self._has_kept

    def give_up(self) -> None:
        """Keep none: the upload that the job has can't be joined from kept parts."""
        self._is_able = self.is_on = self._run.progress.keeps_parts = False

    async def follow(self) -> None:
        """While parts are sent: go by what the line turns out to be. Ends only by being cancelled, or with a failure."""
        while True:
            await self._run.tools.rates.changed()
            if self._is_able:
                stakes, keep = await self._stakes(), (await self._connection()).keep_parts
                await self._turn(on=stakes.are_kept(keep))

    async def _turn(self, *, on: bool) -> None:
        if on:
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
        run = self._run
        job = run.job
        traits, endpoint = run.tools.destinations.traits, job.destination.endpoint
        kept = job.kept if job.kept.prefix else await self._place()
        if job.kept != kept:
            job = run.job = await run.do(lambda: run.tools.jobs.update(job.job_id, durable=True, kept=kept))
        if traits.said(endpoint, kept.bucket, Trait.KEEPING) == CopyAbility.ABLE:
            return True
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

    async def _note_ability(self, ability: CopyAbility) -> None:
        run, job = self._run, self._run.job
        traits, endpoint = run.tools.destinations.traits, job.destination.endpoint
        await run.do(lambda: traits.note(endpoint, job.kept.bucket, Trait.KEEPING, ability.value))
        if ability is CopyAbility.ABLE:
            return
        self._was_refused = True
        log.info("Job %s: parts are not kept (%s).", job.job_id, ability.value)
        if not await self._look_whether_any_are_kept():
            run.job = await run.do(lambda: run.tools.jobs.update(job.job_id, kept=NOTHING_KEPT))
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
    return timedelta(hours=float(said)) if said and said != UNLIMITED else None


def note_lifetime(tools: Tools, job: Job, created: CreatedUpload) -> None:
    """Learn from Create's answer how long the store keeps an unfinished upload. Blocking."""
    place = job.destination
    if created.abort_date is not None:
        hours = f"{max(1.0, (created.abort_date - datetime.now(UTC)) / timedelta(hours=1)):.0f}"
    elif created.is_minio:
        hours = f"{MINIO_UPLOAD_LIFETIME / timedelta(hours=1):.0f}"
    else:
        hours = UNLIMITED
    tools.destinations.traits.note(place.endpoint, place.bucket, Trait.LIFETIME, hours)
