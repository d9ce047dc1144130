"""What ended is committed here, many jobs in one transaction when many end at once."""

import asyncio
import contextlib
import logging
import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

from uploader_gui import __version__
from uploader_gui.domain.entered.endpoint_address import object_url
from uploader_gui.domain.errors import UploaderError
from uploader_gui.domain.job import Job, JobState, Recording, VerifiedBy
from uploader_gui.domain.messages import MessageCode, Messages, message
from uploader_gui.domain.packages.package_end import PackageAction
from uploader_gui.domain.store.object_terms import Encryption, ObjectTerms
from uploader_gui.source.staged_copy import delete_staged
from uploader_gui.transfer.intake.sender import sender
from uploader_gui.transfer.job.finishing import NOT_ENCRYPTED, Finished
from uploader_gui.transfer.job.job_run import Tools
from uploader_gui.transfer.job.retry import log_delay

log = logging.getLogger(__name__)

_RETRY_S = 2.0
# Small files that end within this time share one durable commit; alone, each would pay for its own.
_GATHERING_S = 0.1
_SAID = {
    VerifiedBy.CHECKSUM: message(MessageCode.UPLOADED_CHECKSUM),
    VerifiedBy.ETAG: message(MessageCode.UPLOADED_ETAG),
    VerifiedBy.NONE: message(MessageCode.UPLOADED_UNVERIFIED),
}
Completed = list[tuple[Job, Recording, bool]]


class OutcomeWriter:
    """Lives on the engine's loop. ``on_commit`` hears the jobs that are COMPLETED, each with its recording and
    whether it was skipped, and those that are FAILED, when that is committed; and what is to be done for the packages
    that have ended with them, by ``ends``. ``held_up`` hears those that can't be
    committed for now, and why. ``leaves_parts``: finished jobs have left kept parts to be deleted.
    """

    def __init__(
        self,
        tools: Tools,
        ends: Callable[[Collection[str]], list[PackageAction]],
        on_commit: Callable[[Completed, Sequence[Job], Sequence[PackageAction]], None],
        held_up: Callable[[Sequence[Job], UploaderError], None],
        leaves_parts: Callable[[], None],
    ) -> None:
        self._tools = tools
        self._ends = ends
        self._on_commit = on_commit
        self._held_up = held_up
        self._leaves_parts = leaves_parts
        self._finished: list[tuple[Job, Finished]] = []
        self._failed: list[tuple[Job, UploaderError]] = []
        self._flushing: asyncio.Task[None] | None = None
        self._committed_s = 0.0
        self._urgent = asyncio.Event()
        self._stuck = asyncio.Event()

    def add(self, job: Job, outcome: Finished | UploaderError, *, is_last: bool) -> None:
        """Commit this soon, or at once if it is the last: there is nothing to gather it with."""
        if isinstance(outcome, Finished):
            self._finished.append((job, outcome))
        else:
            self._failed.append((job, outcome))
        if self._flushing is None:
            self._flushing = asyncio.ensure_future(self._flush())
        if is_last:
            self._urgent.set()

    def free_copies(self) -> None:
        """Delete the staged copies that finished jobs still have, as a program was killed before it did. Blocking."""
        for job in self._tools.jobs.finished_with_copy():
            self._without_copy(job)

    async def drained(self) -> None:
        """Wait until everything that ended is committed, or can't be for now; then ``holds`` knows it."""
        while (flushing := self._flushing) is not None and not self._stuck.is_set():
            self._urgent.set()
            stuck = asyncio.ensure_future(self._stuck.wait())
            try:
                await asyncio.wait({flushing, stuck}, return_when=asyncio.FIRST_COMPLETED)
            finally:
                stuck.cancel()

    def holds(self, job_id: str) -> bool:
        """Say whether this job has ended and is not committed yet."""
        return any(job.job_id == job_id for job, _ in (*self._finished, *self._failed))

    async def _flush(self) -> None:
        try:
            while self._finished or self._failed:
                await self._gather()
                finished, self._finished = self._finished, []
                failed, self._failed = self._failed, []
                try:
                    completed, gave_up, ended = await self._tools.calls.run(
                        partial(self._commit, finished, failed)
                    )
                except Exception as error:  # noqa: BLE001 - logged; what ended is not forgotten for it
                    self._finished, self._failed = finished + self._finished, failed + self._failed
                    await self._wait(error)
                    continue
                if any(job.kept.prefix for job, _ in finished):
                    self._leaves_parts()
                self._on_commit(completed, gave_up, ended)
        finally:
            self._flushing = None
            self._urgent.clear()
            self._stuck.clear()

    async def _wait(self, error: Exception) -> None:
        log_delay(log, "What ended can't be recorded yet", error)
        if not isinstance(error, UploaderError) or not self._tools.disk.is_trouble(error):
            await asyncio.sleep(_RETRY_S)
            return
        self._stuck.set()
        self._held_up([job for job, _ in (*self._finished, *self._failed)], error)
        await self._tools.disk.usable()
        self._stuck.clear()

    async def _gather(self) -> None:
        """Wait a little for more, unless the last commit is a while ago."""
        now_s = time.monotonic()
        if not self._urgent.is_set() and now_s < self._committed_s + _GATHERING_S:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._urgent.wait(), self._committed_s + _GATHERING_S - now_s)
        self._committed_s = time.monotonic()

    def _commit(
        self, finished: Sequence[tuple[Job, Finished]], failed: Sequence[tuple[Job, UploaderError]]
    ) -> tuple[Completed, list[Job], list[PackageAction]]:
        database = self._tools.jobs
        gave_up = [
            database.update(
                job.job_id,
                durable=True,
                state=JobState.FAILED,
                messages=error.messages,
                error_code=error.code,
                end_time=datetime.now(UTC),
            )
            for job, error in failed
        ]
        recordings = [_recording(job, outcome) for job, outcome in finished]
        rows = [
            (job, recording, _said(job, outcome))
            for (job, outcome), recording in zip(finished, recordings, strict=True)
        ]
        completed = database.complete(rows) if rows else []
        packages = {job.package_id for job in (*completed, *gave_up)} - {""}
        ended = self._ends(packages)
        done = [
            (self._without_copy(job), recording, outcome.note is not None)
            for job, recording, (_, outcome) in zip(completed, recordings, finished, strict=True)
        ]
        return done, gave_up, ended

    def _without_copy(self, job: Job) -> Job:
        """Delete the staged copy of a job whose object was verified; an unverified one keeps it."""
        if not job.staged_path or job.verified_by is VerifiedBy.NONE:
            return job
        if not delete_staged(job.staged_path, self._tools.staging_dir):
            log.warning("The staged copy %s could not be deleted.", job.staged_path)
            return job
        return self._tools.jobs.update(job.job_id, staged_path="")


def _said(job: Job, finished: Finished) -> Messages:
    """How it ended, and what its object did not get."""
    end = finished.note or finished.said or _SAID[finished.verified_by]
    has_others = finished.note is None and job.terms is not None and job.has_unknown_terms
    return (end, message(MessageCode.TERMS_OF_ANOTHER)) if has_others else (end, *finished.lacks)


def _got_terms(job: Job, finished: Finished) -> ObjectTerms | None:
    """What the object got; None of one that was there already, or was begun elsewhere: that nobody here knows."""
    if job.terms is None or finished.note or job.has_unknown_terms:
        return None
    if NOT_ENCRYPTED in finished.lacks:
        return replace(job.terms, encryption=Encryption.AS_BUCKET, kms_key_id="")
    return job.terms


def _recording(job: Job, finished: Finished) -> Recording:
    destination, now = job.destination, datetime.now(UTC)
    user, host = sender()
    return Recording(
        file_name=job.file_name,
        bucket=destination.bucket,
        object_key=destination.object_key,
        version_id=finished.version_id,
        file_size=job.file_size,
        content_type=job.content_type,
        etag=finished.etag,
        verified_by=finished.verified_by,
        uploaded_at=now,
        download_url=object_url(destination.endpoint, destination.bucket, destination.object_key),
        media=finished.media,
        job_id=job.job_id,
        package_id=job.package_id,
        source_path=job.source_path,
        profile=destination.profile,
        endpoint=destination.endpoint,
        region=destination.region,
        part_count=job.total_parts,
        part_size=job.part_size,
        began_at=job.start_time,
        active_s=None if finished.note else job.active_until(now),  # nothing was sent that had a speed
        crc32=finished.crc32,
        hashes=finished.hashes,
        user=user,
        host=host,
        program_version=__version__,
        parts_double=job.growth is not None,
        terms=_got_terms(job, finished),
    )
