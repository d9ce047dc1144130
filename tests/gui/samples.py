"""Jobs in every state, made of values alone, for tests and for pictures of the window."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from uploader_gui.domain.errors import ErrorCode
from uploader_gui.domain.events import Activity, EventKind, JobEvent, JobStatus
from uploader_gui.domain.job import (
    ChecksumMode,
    ConflictPolicy,
    Destination,
    Fingerprint,
    Job,
    JobState,
    PauseReason,
    Recording,
    VerifiedBy,
)
from uploader_gui.domain.messages import MessageCode, Messages, message, messages_of
from uploader_gui.domain.plan import plan_for
from uploader_gui.domain.profile import Profile

GB = 1_000_000_000
STUDIO = Profile("Studio", "https://minio.studio.example:9000", "media", "ingest", prefix="2026/")
WAITING = (message(MessageCode.WAITING_TO_START),)
WRONG_SECRET = (message(MessageCode.WRONG_SECRET),)
UPLOADED = (message(MessageCode.UPLOADED_CHECKSUM),)
_START = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
_KINDS = {
    JobState.SUBMITTED: EventKind.SUBMITTED,
    JobState.UPLOADING: EventKind.PROGRESS,
    JobState.PAUSED: EventKind.PAUSED,
    JobState.FAILED: EventKind.FAILED,
    JobState.COMPLETED: EventKind.COMPLETED,
}


def a_job(
    number: int, state: JobState = JobState.SUBMITTED, *, name: str = "", size: int = GB, done: float = 0.0
) -> Job:
    """Job ``number`` of ``size`` bytes, of which the share ``done`` is acknowledged in whole parts."""
    plan = plan_for(size)
    parts_done = int(plan.part_count * done)
    file_name = name or f"clip_{number:05}.mp4"
    added = _START + timedelta(seconds=number)
    return Job(
        job_id=f"00000000-0000-4000-8000-{number:012}",
        state=state,
        messages=WAITING,
        error_code=ErrorCode.NONE,
        file_name=file_name,
        file_size=size,
        content_type="video/mp4",
        part_size=plan.part_size,
        total_parts=plan.part_count,
        uploaded_parts=parts_done,
        bytes_done=min(size, parts_done * plan.part_size),
        destination=Destination("Studio", STUDIO.endpoint, STUDIO.region, STUDIO.bucket, f"2026/{file_name}"),
        source_path=f"/footage/{file_name}",
        staged_path="",
        stage=False,
        fingerprint=Fingerprint(size, 1, 1, 1, number),
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
        verified_by=None,
        recording_id=None,
        start_time=added,
        end_time=None,
        created_at=added,
        updated_at=added,
        position=number,
    )


def an_event(status: JobStatus) -> JobEvent:
    """What an engine would say about a job in this state."""
    return JobEvent(_KINDS[status.job.state], status)


def waiting(number: int, *, name: str = "", size: int = GB) -> JobStatus:
    """A job that waits for its turn."""
    return JobStatus(a_job(number, name=name, size=size), WAITING)


def uploading(
    number: int, *, name: str = "", size: int = GB, done: float = 0.4, speed: float = 38e6
) -> JobStatus:
    """A job that is being sent, four parts in flight."""
    job = a_job(number, JobState.UPLOADING, name=name, size=size, done=done)
    return JobStatus(
        job,
        (message(MessageCode.SENDING_PART, number=job.uploaded_parts + 1, total=job.total_parts),),
        Activity.SENDING,
        bytes_in_flight=min(size - job.bytes_done, max(4 * job.part_size, size // 12)),
        bytes_per_second=speed,
        seconds_left=(size - job.bytes_done) / speed,
        in_flight_parts=tuple(range(job.uploaded_parts + 1, job.uploaded_parts + 5)),
    )


def busy(
    number: int, activity: Activity, said: Messages | str, *, name: str = "", done: float = 0.4
) -> JobStatus:
    """An UPLOADING job that is not sending right now."""
    return JobStatus(a_job(number, JobState.UPLOADING, name=name, done=done), messages_of(said), activity)


def paused(
    number: int,
    reason: PauseReason = PauseReason.BY_USER,
    *,
    name: str = "",
    size: int = GB,
    done: float = 0.6,
) -> JobStatus:
    """A job that somebody, or the end of the program, paused."""
    job = a_job(number, name=name, size=size, done=done).paused(reason)
    return JobStatus(job, job.messages)


def failed(
    number: int,
    said: Messages | str = WRONG_SECRET,
    *,
    code: ErrorCode = ErrorCode.WRONG_SECRET,
    name: str = "",
    size: int = GB,
    done: float = 0.3,
) -> JobStatus:
    """A job that needs the user."""
    job = replace(a_job(number, JobState.FAILED, name=name, size=size, done=done), error_code=code)
    return JobStatus(job, messages_of(said))


def completed(
    number: int,
    *,
    name: str = "",
    size: int = GB,
    verified_by: VerifiedBy = VerifiedBy.CHECKSUM,
    said: Messages | str = UPLOADED,
) -> JobStatus:
    """A job whose object is in the store."""
    job = replace(a_job(number, JobState.COMPLETED, name=name, size=size, done=1.0), verified_by=verified_by)
    where = job.destination
    recording = Recording(
        job.file_name,
        where.bucket,
        where.object_key,
        "",
        size,
        job.content_type,
        "0" * 32,
        verified_by,
        _START,
        f"{where.endpoint}/{where.bucket}/{where.object_key}",
    )
    return JobStatus(job, messages_of(said), recording=recording)
