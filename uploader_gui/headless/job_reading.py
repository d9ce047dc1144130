"""Jobs as another process of ours tells of them: the JSON of a job, back to a status that can be shown."""

from collections.abc import Mapping
from datetime import UTC, datetime

from uploader_gui.domain.errors import UploaderError
from uploader_gui.domain.events import Activity, EventKind, JobEvent, JobStatus, Refusal
from uploader_gui.domain.job import (
    ChecksumMode,
    ConflictPolicy,
    Destination,
    Fingerprint,
    Job,
    JobState,
    Recording,
    VerifiedBy,
)

Fields = Mapping[str, object]
_LONG_AGO = datetime.fromtimestamp(0, UTC)
_UNKNOWN_FILE = Fingerprint(0, 0, None, 0, 0)


def event_of(fields: Fields, activity: str) -> JobEvent:
    """The event in the shape of ``job_object``; ``activity`` is what that shape leaves out.

    Of what the shape does not have, the job has a neutral value. Raises UploaderError for any other shape.
    """
    try:
        return JobEvent(EventKind(_text(fields, "event")), _status(fields, Activity(activity)))
    except (KeyError, ValueError, TypeError) as error:
        raise UploaderError(
            f"The program that runs the uploads speaks another version of this language ({error}). "
            "Close it, then try again."
        ) from error


def refusal_of(fields: Fields) -> Refusal:
    """A file that was not taken, from its fields by name."""
    return Refusal(
        path=_text(fields, "path"),
        object_key=_text(fields, "object_key"),
        file_size=_number(fields, "file_size"),
        code=_text(fields, "code"),
        reason=_text(fields, "reason"),
        is_success=fields["is_success"] is True,
    )


def _status(fields: Fields, activity: Activity) -> JobStatus:
    response = fields.get("uploadResponse")
    recording = _recording(fields, response) if isinstance(response, Mapping) else None
    return JobStatus(
        _job(fields, recording),
        _text(fields, "message"),
        activity,
        bytes_per_second=_maybe_number(fields, "bytesPerSecond"),
        seconds_left=_maybe_number(fields, "secondsLeft"),
        recording=recording,
    )


def _job(fields: Fields, recording: Recording | None) -> Job:
    size = _number(fields, "fileSize")
    return Job(
        job_id=_text(fields, "jobId"),
        state=JobState(_text(fields, "status")),
        message=_text(fields, "message"),
        error_code=_maybe_text(fields, "errorCode"),
        file_name=_text(fields, "fileName"),
        file_size=size,
        content_type=recording.content_type if recording else "",
        part_size=_number(fields, "chunkSize"),
        total_parts=_number(fields, "totalParts"),
        uploaded_parts=_number(fields, "uploadedParts"),
        bytes_done=_number(fields, "bytesSent"),
        destination=Destination("", "", "", _text(fields, "bucket"), _text(fields, "objectKey")),
        source_path="",
        staged_path="",
        stage=False,
        fingerprint=_UNKNOWN_FILE,
        checksum_mode=ChecksumMode.UNDECIDED,
        on_conflict=ConflictPolicy.REFUSE,
        conflict_is_checked=True,
        upload_id="",
        intent_at=None,
        upload_begun_at=None,
        upload_expires_at=None,
        discards=0,
        finish_was_sent=False,
        attempts=0,
        verified_by=recording.verified_by if recording else None,
        recording_id=recording.recording_id if recording else None,
        start_time=_time(_text(fields, "startTime")),
        end_time=_time(_text(fields, "endTime")) if "endTime" in fields else None,
        created_at=_LONG_AGO,
        updated_at=_LONG_AGO,
    )


def _recording(fields: Fields, response: Fields) -> Recording:
    return Recording(
        file_name=_text(fields, "fileName"),
        bucket=_text(response, "bucket"),
        object_key=_text(response, "objectKey"),
        version_id="",
        file_size=_number(response, "fileSize"),
        content_type=_text(response, "contentType"),
        etag=_text(response, "etag"),
        verified_by=VerifiedBy(_text(response, "verifiedBy")),
        uploaded_at=_LONG_AGO,
        download_url=_text(response, "downloadUrl"),
        recording_id=_number(response, "videoRecordingId"),
    )


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _text(fields: Fields, name: str) -> str:
    value = fields[name]
    if not isinstance(value, str):
        raise TypeError(f"{name} is no text")
    return value


def _maybe_text(fields: Fields, name: str) -> str:
    return "" if fields[name] is None else _text(fields, name)


def _number(fields: Fields, name: str) -> int:
    value = fields[name]
    if not isinstance(value, int):
        raise TypeError(f"{name} is no number")
    return value


def _maybe_number(fields: Fields, name: str) -> int | None:
    return None if fields[name] is None else _number(fields, name)
