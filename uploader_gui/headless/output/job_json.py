"""A job as one JSON object, the same for ``--json`` and for the HTTP API."""

from datetime import UTC, datetime
from pathlib import PurePath

from uploader_gui.domain.events import EventKind, JobStatus, Refusal
from uploader_gui.domain.job import JobState, Recording

JsonValue = str | int | float | None | dict[str, str | int | None]
JsonObject = dict[str, JsonValue]


def job_object(status: JobStatus, event: EventKind | None = None) -> JsonObject:
    """The job in JSON's terms: sizes in bytes, times as ``2026-11-25T08:15:30Z``, null for what is unknown.

    ``endTime`` is there when the job has ended, ``uploadResponse`` when it is COMPLETED, ``event`` when
    something happened to it.
    """
    job = status.job
    runs = job.state is JobState.UPLOADING
    fields: JsonObject = {"event": event.value} if event else {}
    fields |= {
        "jobId": job.job_id,
        "status": job.state.value,
        "progress": job.progress,
        "message": status.message,
        "uploadedParts": job.uploaded_parts,
        "totalParts": job.total_parts,
        "fileName": job.file_name,
        "fileSize": job.file_size,
        "startTime": _utc(job.start_time),
        "bucket": job.destination.bucket,
        "objectKey": job.destination.object_key,
        "chunkSize": job.part_size,
        "bytesSent": job.bytes_done,
        "bytesPerSecond": _whole(status.bytes_per_second) if runs else None,
        "secondsLeft": _whole(status.seconds_left) if runs else None,
        "errorCode": job.error_code or None,
    }
    if job.end_time is not None:
        fields["endTime"] = _utc(job.end_time)
    if job.state is JobState.COMPLETED and status.recording is not None:
        fields["uploadResponse"] = _upload_response(status.recording, job.recording_id)
    return fields


def refusal_object(refusal: Refusal, bucket: str | None) -> JsonObject:
    """A file that never became a job, under the same keys: ``refused``, or ``skipped`` where all is well."""
    event = EventKind.SKIPPED if refusal.is_success else EventKind.REFUSED
    return {
        "event": event.value,
        "jobId": None,
        "status": None,
        "progress": None,
        "message": refusal.reason,
        "uploadedParts": None,
        "totalParts": None,
        "fileName": PurePath(refusal.path).name,
        "fileSize": refusal.file_size,
        "startTime": None,
        "bucket": bucket,
        "objectKey": refusal.object_key or None,
        "chunkSize": None,
        "bytesSent": None,
        "bytesPerSecond": None,
        "secondsLeft": None,
        "errorCode": None if refusal.is_success else refusal.code,
    }


def recording_object(recording: Recording) -> JsonObject:
    """A finished upload, whether its job is still listed or not: the keys of ``uploadResponse`` and three more."""
    return {
        "fileName": recording.file_name,
        "uploadedAt": _utc(recording.uploaded_at),
        "versionId": recording.version_id or None,
        **_upload_response(recording),
    }


def _upload_response(recording: Recording, recording_id: int | None = None) -> dict[str, str | int | None]:
    return {
        "downloadUrl": recording.download_url,
        "bucket": recording.bucket,
        "objectKey": recording.object_key,
        "etag": recording.etag,
        "fileSize": recording.file_size,
        "contentType": recording.content_type,
        "videoRecordingId": recording.recording_id or recording_id,
        "verifiedBy": recording.verified_by.value,
    }


def _utc(time: datetime) -> str:
    return time.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"


def _whole(value: float | None) -> int | None:
    return None if value is None else round(value)
