"""What is handed over from one process to the holder of the state directory, and read there again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from uploader_gui.domain.entered_text import entered, entered_word
from uploader_gui.domain.errors import BadSettingsError, ErrorCode, UploaderError
from uploader_gui.domain.events import Activity, EventKind, JobEvent, JobStatus, Refusal
from uploader_gui.domain.job import (
    ConflictPolicy,
    Destination,
    Fingerprint,
    Job,
    JobState,
    Recording,
    VerifiedBy,
)
from uploader_gui.domain.profile import clean_endpoint
from uploader_gui.headless.runs.run_start import UploadRequest
from uploader_gui.storage.settings.settings import Environment, environment

Order = dict[str, object]
"""An order as JSON. It carries all that the caller's own environment says but the keys; paths are absolute."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the caller's environment says that files go. The keys for it are the holder's own."""

    endpoint: str
    bucket: str
    region: str
    prefix: str


def upload_order(environ: Mapping[str, str], request: UploadRequest) -> Order:
    """Hand over an ``upload``. Raises BadSettingsError for variables that can't be used."""
    variables = environment(environ)
    return {
        "verb": "upload",
        "paths": [str(path.absolute()) for path in request.paths],
        "bucket": request.bucket or "",
        "prefix": request.prefix,
        "chunkSize": request.chunk_size or variables.part_size,
        "stage": request.stage,
        "onConflict": request.on_conflict.value,
        "maxSize": variables.max_size,
        "place": _place(variables),
    }


def show_order(environ: Mapping[str, str], files: Sequence[Path]) -> Order:
    """Hand over a start of the window: a holder with a window shows it and takes the files there.

    Raises BadSettingsError for variables that can't be used.
    """
    return upload_order(environ, UploadRequest(list(files))) | {"verb": "show"}


def own_access_key(environ: Mapping[str, str]) -> str:
    """The access key that the caller's environment names, "" for none; it stays with the caller."""
    profile = environment(environ).profile
    return "" if profile is None else profile.access_key


def resume_order(job_ids: Sequence[str] | None) -> Order:
    """Hand over a ``resume``. Each job knows where it goes."""
    return {"verb": "resume", "jobs": _list(job_ids)}


def change_order(verb: str, job_ids: Sequence[str] | None) -> Order:
    """Hand over a ``pause`` or a ``remove``."""
    return {"verb": verb, "jobs": _list(job_ids)}


def upload_request(order: Mapping[str, object]) -> UploadRequest:
    """The request in an order. Raises BadSettingsError if it is none of ours."""
    prefix = order.get("prefix")
    return UploadRequest(
        [Path(path) for path in _texts(order, "paths")],
        bucket=_text(order, "bucket") or None,
        prefix=None if prefix is None else _text(order, "prefix"),
        chunk_size=number(order, "chunkSize"),
        stage=order.get("stage") is True,
        on_conflict=_policy(_text(order, "onConflict")),
    )


def _policy(text: str) -> ConflictPolicy:
    if text not in list(ConflictPolicy):
        raise _unreadable("onConflict")
    return ConflictPolicy(text)


def chosen_ids(order: Mapping[str, object]) -> list[str] | None:
    """The jobs that an order names; None for all."""
    return None if order.get("jobs") is None else _texts(order, "jobs")


def place_in(order: Mapping[str, object]) -> Place | None:
    """Where an order's files go; None: where the holder's own connection leads."""
    place = order.get("place")
    if place is None:
        return None
    if not isinstance(place, Mapping):
        raise _unreadable("place")
    return Place(
        clean_endpoint(_text(place, "endpoint")),
        entered(_text(place, "bucket"), "The bucket"),
        entered_word(_text(place, "region"), "The region"),
        entered(_text(place, "prefix"), "The prefix"),
    )


def number(order: Mapping[str, object], name: str) -> int | None:
    """A number of bytes that may be missing."""
    value = order.get(name)
    if value is None or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    raise _unreadable(name)


def _place(variables: Environment) -> Order | None:
    profile = variables.profile
    if profile is None:
        return None
    return {
        "endpoint": profile.endpoint,
        "bucket": profile.bucket,
        "region": profile.region,
        "prefix": profile.prefix,
    }


def _list(job_ids: Sequence[str] | None) -> list[str] | None:
    return None if job_ids is None else list(job_ids)


def _texts(order: Mapping[str, object], name: str) -> list[str]:
    values = order.get(name)
    if isinstance(values, list) and all(isinstance(value, str) for value in values):
        return values
    raise _unreadable(name)


def _text(order: Mapping[str, object], name: str) -> str:
    value = order.get(name)
    if isinstance(value, str):
        return value
    raise _unreadable(name)


def _unreadable(name: str) -> BadSettingsError:
    return BadSettingsError(
        f"What was handed over can't be read: `{name}`. Is one of the programs of another version?"
    )


Fields = Mapping[str, object]
_LONG_AGO = datetime.fromtimestamp(0, UTC)
_UNKNOWN_FILE = Fingerprint(0, 0, None, 0, 0)


def event_of(fields: Fields, activity: str) -> JobEvent:
    """The event in the shape of ``job_object``; ``activity`` is what that shape leaves out.

    Of what the shape does not have, the job has a neutral value. Raises UploaderError for any other shape.
    """
    try:
        return JobEvent(EventKind(_text_of(fields, "event")), _status(fields, Activity(activity)))
    except (KeyError, ValueError, TypeError) as error:
        raise UploaderError(
            f"The program that runs the uploads speaks another version of this language ({error}). "
            "Close it, then try again."
        ) from error


def refusal_of(fields: Fields) -> Refusal:
    """A file that was not taken, from its fields by name."""
    return Refusal(
        path=_text_of(fields, "path"),
        object_key=_text_of(fields, "object_key"),
        file_size=_number(fields, "file_size"),
        code=ErrorCode.read(_text_of(fields, "code")),
        reason=_text_of(fields, "reason"),
        is_success=fields["is_success"] is True,
    )


def _status(fields: Fields, activity: Activity) -> JobStatus:
    response = fields.get("uploadResponse")
    recording = _recording(fields, response) if isinstance(response, Mapping) else None
    return JobStatus(
        _job(fields, recording),
        _text_of(fields, "message"),
        activity,
        bytes_per_second=_maybe_number(fields, "bytesPerSecond"),
        seconds_left=_maybe_number(fields, "secondsLeft"),
        recording=recording,
    )


def _job(fields: Fields, recording: Recording | None) -> Job:
    size = _number(fields, "fileSize")
    return Job(
        job_id=_text_of(fields, "jobId"),
        state=JobState(_text_of(fields, "status")),
        message=_text_of(fields, "message"),
        error_code=ErrorCode.read(_maybe_text(fields, "errorCode")),
        file_name=_text_of(fields, "fileName"),
        file_size=size,
        content_type=recording.content_type if recording else "",
        part_size=_number(fields, "chunkSize"),
        total_parts=_number(fields, "totalParts"),
        uploaded_parts=_number(fields, "uploadedParts"),
        bytes_done=_number(fields, "bytesSent"),
        destination=Destination("", "", "", _text_of(fields, "bucket"), _text_of(fields, "objectKey")),
        source_path="",
        fingerprint=_UNKNOWN_FILE,
        conflict_is_checked=True,
        verified_by=recording.verified_by if recording else None,
        recording_id=recording.recording_id if recording else None,
        start_time=_time(_text_of(fields, "startTime")),
        end_time=_time(_text_of(fields, "endTime")) if "endTime" in fields else None,
        created_at=_LONG_AGO,
        updated_at=_LONG_AGO,
    )


def _recording(fields: Fields, response: Fields) -> Recording:
    return Recording(
        file_name=_text_of(fields, "fileName"),
        bucket=_text_of(response, "bucket"),
        object_key=_text_of(response, "objectKey"),
        version_id="",
        file_size=_number(response, "fileSize"),
        content_type=_text_of(response, "contentType"),
        etag=_text_of(response, "etag"),
        verified_by=VerifiedBy(_text_of(response, "verifiedBy")),
        uploaded_at=_LONG_AGO,
        download_url=_text_of(response, "downloadUrl"),
        recording_id=_number(response, "videoRecordingId"),
    )


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _text_of(fields: Fields, name: str) -> str:
    value = fields[name]
    if not isinstance(value, str):
        raise TypeError(f"{name} is no text")
    return value


def _maybe_text(fields: Fields, name: str) -> str:
    return "" if fields[name] is None else _text_of(fields, name)


def _number(fields: Fields, name: str) -> int:
    value = fields[name]
    if not isinstance(value, int):
        raise TypeError(f"{name} is no number")
    return value


def _maybe_number(fields: Fields, name: str) -> int | None:
    return None if fields[name] is None else _number(fields, name)
