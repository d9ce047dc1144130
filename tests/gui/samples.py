"""Jobs in every state, made of values alone, for tests and for pictures of the window."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from uploader_gui.domain.checks import Check, CheckKind, CheckResult
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
from uploader_gui.domain.messages import Message, MessageCode, Messages, message
from uploader_gui.domain.packages.package import Package
from uploader_gui.domain.packages.package_end import (
    ActionKind,
    ActionState,
    FailedFile,
    PackageAction,
    PackageEnd,
)
from uploader_gui.domain.plan import plan_for
from uploader_gui.domain.profile import Profile
from uploader_gui.domain.unattended.growth import Growth

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


def copies(one: JobStatus, count: int, name: str = "", **fields: Callable[[int], Any]) -> list[JobStatus]:
    """So many that differ from ``one`` in their name, their place and these fields of the job: quicker than made anew."""
    first = one.job
    return [
        replace(
            one,
            job=replace(
                first,
                job_id=f"00000000-0000-4000-8000-{number:012}",
                file_name=f"{name}{number}",
                position=number,
                **{field: value(number) for field, value in fields.items()},
            ),
        )
        for number in range(count)
    ]


def an_event(status: JobStatus) -> JobEvent:
    """What an engine would say about a job in this state."""
    return JobEvent(_KINDS[status.job.state], status)


def waiting(number: int, *, name: str = "", size: int = GB) -> JobStatus:
    """A job that waits for its turn."""
    return JobStatus(a_job(number, name=name, size=size), WAITING)


def waiting_for_time(number: int, said: Message, *, name: str = "", done: float = 0.0) -> JobStatus:
    """A job that waits for the hours of the timetable."""
    return JobStatus(a_job(number, name=name, done=done), (said,), Activity.WAITING_FOR_TIMETABLE)


def starting_later(number: int, *, name: str = "", time: str = "22:00") -> JobStatus:
    """A job that starts at a time."""
    job = replace(a_job(number, name=name), start_at=datetime(2099, 1, 1, 22, tzinfo=UTC))
    return JobStatus(job, (message(MessageCode.STARTS_AT, time=time),), Activity.WAITING_FOR_START)


def uploading(
    number: int, *, name: str = "", size: int = GB, done: float = 0.4, speed: float = 38e6
) -> JobStatus:
    """A job that is being sent, four parts in flight."""
    job = a_job(number, JobState.UPLOADING, name=name, size=size, done=done)
    return JobStatus(
        job,
        (message(MessageCode.SENDING_PART, number=job.uploaded_parts + 1, total=job.total_parts),),
        Activity.SENDING,
        bytes_in_flight=min(size - job.bytes_done, 4 * job.part_size),
        bytes_per_second=speed,
        seconds_left=(size - job.bytes_done) / speed,
        in_flight_parts=tuple(range(job.uploaded_parts + 1, job.uploaded_parts + 5)),
    )


def busy(
    number: int, activity: Activity, said: Messages, *, name: str = "", size: int = GB, done: float = 0.4
) -> JobStatus:
    """An UPLOADING job that is not sending right now."""
    return JobStatus(a_job(number, JobState.UPLOADING, name=name, size=size, done=done), said, activity)


def growing(
    number: int,
    *,
    name: str = "",
    size: int = GB,
    done: float = 0.98,
    behind_s: int | None = 12,
    speed: float | None = 6e6,
) -> JobStatus:
    """A job whose file is still written."""
    status = busy(number, Activity.GROWING, (), name=name, size=size, done=done)
    job = replace(status.job, growth=Growth())
    if behind_s is None:
        said = message(MessageCode.GROWING_CATCHING_UP, sent=job.bytes_done, there=size)
    elif behind_s:
        said = message(MessageCode.GROWING_BEHIND, sent=job.bytes_done, seconds=behind_s)
    else:
        said = message(MessageCode.GROWING, sent=job.bytes_done)
    return replace(status, job=job, messages=(said,), bytes_per_second=speed, behind_s=behind_s)


def retrying(number: int, seconds: int, *, name: str = "", size: int = GB, done: float = 0.4) -> JobStatus:
    """A job that waits for the network; ``seconds`` until it tries again, 0: it tries now."""
    after = (
        message(MessageCode.RETRY, number=3, seconds=seconds) if seconds else message(MessageCode.TRYING_NOW)
    )
    said = (message(MessageCode.WAITING_FOR_NETWORK), message(MessageCode.NO_ANSWER), after)
    status = busy(number, Activity.WAITING_FOR_NETWORK, said, name=name, size=size, done=done)
    return replace(status, retry_in_s=seconds, waits_for=ErrorCode.NETWORK_LOST)


def silent(number: int, *, name: str = "", done: float = 0.4) -> JobStatus:
    """A job that is sent, and of which nothing moves."""
    said = (
        message(MessageCode.SENDING_PART, number=12, total=30),
        message(MessageCode.NOTHING_MOVES, seconds=9),
    )
    return busy(number, Activity.WAITING_FOR_STORE, said, name=name, done=done)


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
    said: Messages = WRONG_SECRET,
    *,
    code: ErrorCode = ErrorCode.WRONG_SECRET,
    name: str = "",
    size: int = GB,
    done: float = 0.3,
) -> JobStatus:
    """A job that needs the user."""
    job = replace(a_job(number, JobState.FAILED, name=name, size=size, done=done), error_code=code)
    return JobStatus(job, said)


def completed(
    number: int,
    *,
    name: str = "",
    size: int = GB,
    verified_by: VerifiedBy = VerifiedBy.CHECKSUM,
    said: Messages = UPLOADED,
    check: Check | None = None,
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
    return JobStatus(job, said, recording=recording, check=check)


def found(result: CheckResult, by: CheckKind = CheckKind.STORE) -> Check:
    """What verifying again found, some time after."""
    return Check(_START + timedelta(days=1), by, result)


def an_end(
    completed: int = 300, *failures: FailedFile, failed: int | None = None, name: str = "A007"
) -> PackageEnd:
    """A card of which so many files of 1.8 GB arrived, at 45 MB/s; ``failed`` where more failed than are named."""
    package = Package(name, f"/cards/{name}", _START, _START, package_id=f"package {name}")
    ended = _START + timedelta(hours=4)
    count = len(failures) if failed is None else failed
    return PackageEnd(
        package, completed, count, completed * 1_800_000_000, _START, ended, completed * 40.0, failures
    )


def failed_file(
    name: str, code: ErrorCode = ErrorCode.WRONG_SECRET, messages: Messages = WRONG_SECRET
) -> FailedFile:
    """A file of a package that failed."""
    return FailedFile(f"/cards/A007/{name}", code, messages)


def an_action(kind: ActionKind, state: ActionState, answer: Messages) -> PackageAction:
    """What became of a command or webhook for the end of ``an_end``."""
    end = an_end()
    return PackageAction(1, end.package.package_id, kind, state, 1, end.ended_at, end.ended_at, answer, end)
