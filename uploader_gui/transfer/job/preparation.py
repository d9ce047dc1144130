"""An open upload for a job: the one it has, one whose creation was never answered, or a new one."""

import logging
from datetime import UTC, datetime, timedelta

from uploader_gui.domain.errors import StoreError
from uploader_gui.domain.events import Activity
from uploader_gui.domain.failures import failure_of
from uploader_gui.domain.job import ChecksumMode, Job
from uploader_gui.s3.client import S3Client
from uploader_gui.s3.responses import CreatedUpload, OpenUpload
from uploader_gui.source.source_file import Source
from uploader_gui.transfer.job.job_run import JobRun
from uploader_gui.transfer.job.part_sender import proves_by_md5
from uploader_gui.transfer.job.reconcile import reconcile

log = logging.getLogger(__name__)

MINIO_UPLOAD_LIFETIME = timedelta(hours=24)  # its default stale_uploads_expiry, counted from Create
_LISTING_DENIED = "The key may not list parts, so what was recorded here is trusted."


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
    run.live.show(Activity.CHECKING_PARTS)
    run.told()
    job = run.job
    try:
        listed = await run.ask(lambda client: client.list_parts(*_place(job), job.upload_id))
    except StoreError as error:
        if error.code == "ACCESS_DENIED":
            run.live.note = _LISTING_DENIED
            return
        if error.code == "NO_SUCH_OBJECT":  # Ceph says so of an upload that is gone
            raise _gone(error) from error
        raise

    def bring_table_to_it() -> Job:
        with Source(job.read_path) as source:
            return reconcile(job, run.tools.store, listed, source, run)

    run.job = await run.do(bring_table_to_it)


def _gone(error: StoreError) -> StoreError:
    return StoreError(
        error.message, code="UPLOAD_GONE", kind=error.kind, s3_code=error.s3_code, http_status=404
    )


async def _create(run: JobRun) -> None:
    job = run.job
    if job.intent_at is None:
        job = run.job = await run.do(
            lambda: run.tools.store.update(job.job_id, durable=True, intent_at=datetime.now(UTC))
        )

    def create(client: S3Client) -> Job:
        created = client.create_upload(*_place(job), content_type=job.content_type, job_id=job.job_id)
        return _record(run, created)

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
                error.code == "ENDPOINT_NOT_S3"
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
        lambda: run.tools.store.update(
            job.job_id,
            durable=True,
            upload_id=found.upload_id,
            upload_begun_at=intent_at,
            upload_expires_at=_expiry(run, None, is_minio=False),
            checksum_mode=ChecksumMode.UNDECIDED,
        )
    )
    return run.job


def _record(run: JobRun, created: CreatedUpload) -> Job:
    """Commit an upload id before anything is sent to it; on a worker."""
    job = run.job
    by_md5 = proves_by_md5(run.tools.destinations.traits, job.destination.endpoint)
    if created.is_full_object:
        mode = ChecksumMode.CRC32_WHOLE
    else:
        mode = ChecksumMode.MD5 if by_md5 else ChecksumMode.UNDECIDED
    return run.tools.store.update(
        job.job_id,
        durable=True,
        upload_id=created.upload_id,
        upload_begun_at=datetime.now(UTC),
        upload_expires_at=_expiry(run, created.abort_date, is_minio=created.is_minio),
        checksum_mode=mode,
    )


def _expiry(run: JobRun, abort_date: datetime | None, *, is_minio: bool) -> datetime | None:
    """When the store drops the upload: by its own word, by the connection's setting, or as MinIO does."""
    lifetime_h = run.tools.destinations.connection(run.job.destination).upload_lifetime_h
    if abort_date is not None:
        return abort_date
    if lifetime_h is not None:
        return datetime.now(UTC) + timedelta(hours=lifetime_h)
    return datetime.now(UTC) + MINIO_UPLOAD_LIFETIME if is_minio else None


def _place(job: Job) -> tuple[str, str]:
    return job.destination.bucket, job.destination.object_key
