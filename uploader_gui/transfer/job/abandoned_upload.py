"""Open uploads that no job wants any more: remembered, and aborted as soon as the store can be asked."""

from datetime import timedelta

from uploader_gui.domain.errors import ErrorCode, StoreError, UploaderError
from uploader_gui.domain.job import AbandonedUpload, Destination, Job, JobState
from uploader_gui.domain.messages import MessageCode, message
from uploader_gui.s3.client import S3Client
from uploader_gui.s3.client_cache import ClientCache
from uploader_gui.storage.jobs.job_database import JobDatabase


def left_open_by(job: Job) -> AbandonedUpload | None:
    """What a job leaves open on the store when it is removed; None if nothing."""
    if not job.may_have_upload or job.state is JobState.COMPLETED:
        return None
    return AbandonedUpload(job.destination, job.upload_id, job.intent_at or job.created_at)


def abort_abandoned(database: JobDatabase, destinations: ClientCache, abandoned: AbandonedUpload) -> None:
    """Abort an abandoned upload on the store and forget it; one that a job has is only forgotten. Blocking.

    Raises UploaderError if it can't be done now (no network, no keys, no right to abort): it stays recorded.
    """
    try:
        client = destinations.client(abandoned.destination)
        for upload_id in _meant(client, abandoned):
            if not _belongs_to_a_job(database, abandoned.destination, upload_id):
                place = abandoned.destination
                client.abort(place.bucket, place.object_key, upload_id)
    except StoreError as error:
        if error.code != ErrorCode.NO_SUCH_BUCKET:
            raise
    database.forget_abandoned(abandoned.abandoned_id)


def _meant(client: S3Client, abandoned: AbandonedUpload) -> list[str]:
    """The ids that it may have: its own, or those of all that can be its."""
    if abandoned.upload_id:
        return [abandoned.upload_id]
    bucket, key = abandoned.destination.bucket, abandoned.destination.object_key
    uploads, clock_offset_s = client.list_uploads(bucket, key)
    earliest = abandoned.intent_at + timedelta(seconds=clock_offset_s - 2)
    # Without a part: nobody knew its id, so nobody of ours sent any.
    return [
        upload.upload_id
        for upload in uploads
        if upload.begun_at >= earliest and not client.list_parts(bucket, key, upload.upload_id)
    ]


def _belongs_to_a_job(database: JobDatabase, place: Destination, upload_id: str) -> bool:
    """Say whether a job has this upload; asked after it was seen, so that a job's intent was recorded before it.

    Raises UploaderError while a job for the same key waits for the answer to its Create: it may be that one.
    """
    job = database.unfinished_at(place.endpoint, place.bucket, [place.object_key]).get(place.object_key)
    if job is None or not job.may_have_upload:
        return False
    if not job.upload_id:
        raise UploaderError(
            message(MessageCode.KEY_BEING_BEGUN, key=place.object_key),
            code=ErrorCode.DESTINATION_BUSY,
        )
    return job.upload_id == upload_id
