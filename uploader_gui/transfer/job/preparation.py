"""An open upload for a job: the one it has, one whose creation was never answered, or a new one."""

import functools
import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from uploader_gui.domain.errors import ErrorCode, StoreError
from uploader_gui.domain.events import Activity
from uploader_gui.domain.failure_table import failure_of
from uploader_gui.domain.job import ChecksumMode, ConflictPolicy, Job, VerifiedBy
from uploader_gui.domain.messages import MessageCode, message
from uploader_gui.s3.client import S3Client
from uploader_gui.s3.responses import CreatedUpload, OpenUpload
from uploader_gui.source.source_file import Source
from uploader_gui.source.staged_copy import stage_copy, staged_path
from uploader_gui.transfer.job.abandoned_upload import left_open_by
from uploader_gui.transfer.job.conflict import (
    ALREADY_THERE,
    ReservedKeys,
    different_object,
    find_existing,
    free_key,
    is_same_file,
    object_exists,
)
from uploader_gui.transfer.job.finishing import Finished, names_this_job
from uploader_gui.transfer.job.job_run import JobRun, Tools
from uploader_gui.transfer.job.part_sender import proves_by_md5
from uploader_gui.transfer.job.reconcile import reconcile
from uploader_gui.transfer.job.source_guard import check_source

log = logging.getLogger(__name__)

MINIO_UPLOAD_LIFETIME = timedelta(hours=24)  # its default stale_uploads_expiry, counted from Create
_LISTING_DENIED = message(MessageCode.LISTING_DENIED)


async def open_upload(run: JobRun) -> None:
    """Make sure that ``run.job`` has an upload id, and that the table says what the store has.

    Raises StoreError UPLOAD_GONE if the store forgot the upload.
    """
    if run.job.upload_id:
        await _compare_with_store(run)
        return
    if run.job.intent_at is not None and await _find_unanswered(run) is not None:
        return
    await _create(run)


async def _compare_with_store(run: JobRun) -> None:
    run.progress.show(Activity.CHECKING_PARTS)
    run.on_change()
    job = run.job
    try:
        listed = await run.ask(lambda client: client.list_parts(*_place(job), job.upload_id))
    except StoreError as error:
        if error.code == ErrorCode.ACCESS_DENIED:
            run.progress.note = (_LISTING_DENIED,)
            return
        if error.code == ErrorCode.NO_SUCH_OBJECT:  # Ceph says so of an upload that is gone
            raise _gone(error) from error
        raise

    def bring_table_to_it() -> Job:
        with Source(job.read_path) as source:
            return reconcile(job, run.tools.jobs, listed, source, run)

    run.job = await run.do(bring_table_to_it)


def _gone(error: StoreError) -> StoreError:
    return StoreError(
        error.messages, code=ErrorCode.UPLOAD_GONE, kind=error.kind, s3_code=error.s3_code, http_status=404
    )


async def _create(run: JobRun) -> None:
    job = run.job
    if job.intent_at is None:
        job = run.job = await run.do(
            lambda: run.tools.jobs.update(job.job_id, durable=True, intent_at=datetime.now(UTC))
        )

    def create(client: S3Client) -> Job:
        created = client.create_upload(*_place(job), content_type=job.content_type, job_id=job.job_id)
        return _record(run.tools, job, created)

    run.job = await run.ask(create, before_retry=lambda: _find_unanswered(run))


async def _find_unanswered(run: JobRun) -> Job | None:
    """Find the upload of a Create whose answer was lost: open, of exactly this key, begun after the intent,
    and without a part, since nobody knew its id.
    """
    job = run.job
    intent_at = job.intent_at
    if intent_at is None:
        return None

    def find(client: S3Client) -> OpenUpload | None:
        uploads, clock_offset_s = client.list_uploads(*_place(job))
        # Stores show whole seconds.
        earliest = intent_at + timedelta(seconds=clock_offset_s) - timedelta(seconds=2)
        candidates = [upload for upload in uploads if upload.begun_at >= earliest]
        for upload in sorted(candidates, key=lambda candidate: candidate.begun_at, reverse=True):
            if not client.list_parts(*_place(job), upload.upload_id):
                return upload
        return None

    def find_for_sure(client: S3Client) -> OpenUpload | None:
        try:
            return find(client)
        except StoreError as error:
            if (
                error.code == ErrorCode.ENDPOINT_NOT_S3
            ):  # it was S3 that took the Create: the answer was damaged on the way
                raise failure_of("InternalError", error.http_status) from error
            raise

    try:
        found = await run.ask(find_for_sure)
    except StoreError as error:
        log.info("Job %s: open uploads can't be listed (%s); a new one is begun.", job.job_id, error.code)
        return None
    if found is None:
        return None
    run.job = await run.do(
        lambda: run.tools.jobs.update(
            job.job_id,
            durable=True,
            upload_id=found.upload_id,
            upload_begun_at=intent_at,
            upload_expires_at=_expiry(run.tools, job, None, is_minio=False),
            checksum_mode=ChecksumMode.UNDECIDED,
        )
    )
    return run.job


def _record(tools: Tools, job: Job, created: CreatedUpload) -> Job:
    """Commit an upload id before anything is sent to it. Blocking."""
    by_md5 = proves_by_md5(tools.destinations.traits, job.destination.endpoint)
    if created.is_full_object:
        mode = ChecksumMode.CRC32_WHOLE
    else:
        mode = ChecksumMode.MD5 if by_md5 else ChecksumMode.UNDECIDED
    return tools.jobs.update(
        job.job_id,
        durable=True,
        upload_id=created.upload_id,
        upload_begun_at=datetime.now(UTC),
        upload_expires_at=_expiry(tools, job, created.abort_date, is_minio=created.is_minio),
        checksum_mode=mode,
    )


def _expiry(tools: Tools, job: Job, abort_date: datetime | None, *, is_minio: bool) -> datetime | None:
    """When the store drops the upload: by its own word, by the connection's setting, or as MinIO does. Blocking."""
    lifetime_h = tools.destinations.connection(job.destination).upload_lifetime_h
    if abort_date is not None:
        return abort_date
    if lifetime_h is not None:
        return datetime.now(UTC) + timedelta(hours=lifetime_h)
    return datetime.now(UTC) + MINIO_UPLOAD_LIFETIME if is_minio else None


def _place(job: Job) -> tuple[str, str]:
    return job.destination.bucket, job.destination.object_key


async def stage(run: JobRun) -> None:
    """Make the private copy that the job is sent from."""
    job, database = run.job, run.tools.jobs
    copy = staged_path(run.tools.staging_dir, job.job_id, job.file_name)
    run.progress.show(Activity.COPYING)
    run.on_change()

    def show(copied: int) -> None:
        run.progress.copied = copied

    def copy_and_record() -> Job:
        check_source(job, database, run)
        tell = _percents(job.file_size, lambda copied: run.tools.calls.tell(functools.partial(show, copied)))
        fingerprint = stage_copy(job.source_path, copy, on_progress=tell, stop=run)
        if job.uploaded_parts:  # of the file before it was copied
            fingerprint = fingerprint.taken_anew()
        return database.update(job.job_id, durable=True, staged_path=str(copy), fingerprint=fingerprint)

    run.job = await run.do(copy_and_record)


def _percents(size: int, tell: Callable[[int], None]) -> Callable[[int], None]:
    """Pass on how many of ``size`` bytes are copied, once a percent: the loop is not woken for every slice."""
    told = 0

    def on_progress(copied: int) -> None:
        nonlocal told
        percent = copied * 100 // max(1, size)
        if percent > told:
            told = percent
            tell(copied)

    return on_progress


async def settle_conflict(run: JobRun) -> Finished | None:
    """See whether the key is taken, where that could not be found out at submission; Finished if the file is there.

    Raises UploaderError OBJECT_EXISTS or DIFFERENT_OBJECT.
    """
    job = run.job
    if job.on_conflict is not ConflictPolicy.OVERWRITE:
        keys = [job.destination.object_key]
        found = await run.ask(lambda client: find_existing(client, job.destination.bucket, keys))
        if found.taken and not (job.attempts > 1 and await names_this_job(run)):
            return await act_on_taken_key(run)
    run.job = await run.do(lambda: run.tools.jobs.update(job.job_id, conflict_is_checked=True))
    return None


async def act_on_taken_key(run: JobRun) -> Finished | None:
    """Do what the user said about an object that has the key; None: go on, under another key or over our own."""
    job, database = run.job, run.tools.jobs
    bucket, key = job.destination.bucket, job.destination.object_key
    if job.on_conflict is ConflictPolicy.RENAME:
        reserved = ReservedKeys(database, job.destination.endpoint, bucket, {key})
        new_key = await run.ask(lambda client: free_key(key, client, bucket, reserved))
        place = replace(job.destination, object_key=new_key)
        if job.intent_at is not None:  # an open upload is one of the old key
            left_open = left_open_by(job)
            await run.do(
                lambda: database.forget_upload(job.job_id, discards=job.discards, abandoned=left_open)
            )
        run.job = await run.do(
            lambda: database.update(job.job_id, destination=place, conflict_is_checked=True)
        )
        return None
    if job.on_conflict is not ConflictPolicy.SKIP:
        raise object_exists(key)
    facts = await run.ask(lambda client: client.head(bucket, key))
    if facts is None:  # it was there a moment ago, or is not shown yet
        raise failure_of("OperationAborted", 409)
    if not await run.do(lambda: is_same_file(job, facts)):
        raise different_object(key)
    verified_by = VerifiedBy.ETAG if facts.crc32_whole is None else VerifiedBy.CHECKSUM
    return Finished(facts.etag, verified_by, facts.version_id, ALREADY_THERE)
