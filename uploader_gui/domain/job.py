"""What a job, a part and a recording are, the five states, and which event is allowed in which."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from uploader_gui.domain.errors import ErrorCode, NotAllowedError
from uploader_gui.domain.messages import MessageCode, Messages, english, message
from uploader_gui.domain.plan import Plan


class JobState(StrEnum):
    """The five stored states."""

    SUBMITTED = "SUBMITTED"
    UPLOADING = "UPLOADING"
    PAUSED = "PAUSED"
    COMPLETED = "COMPLETED"
    FAILED = "FAILED"


class PartState(StrEnum):
    """A part is done or it is not; in flight is never stored."""

    PENDING = "PENDING"
    DONE = "DONE"


class PauseReason(StrEnum):
    """What paused a job: its user, or the end of the program, as it was closed or all of a sudden (kill, power cut)."""

    BY_USER = "BY_USER"
    PROGRAM_CLOSED = "PROGRAM_CLOSED"
    PROGRAM_ENDED = "PROGRAM_ENDED"


_PAUSED = {
    PauseReason.BY_USER: MessageCode.PAUSED,
    PauseReason.PROGRAM_CLOSED: MessageCode.PROGRAM_CLOSED,
    PauseReason.PROGRAM_ENDED: MessageCode.PROGRAM_ENDED,
}


class Verb(StrEnum):
    """What a user may ask of a job."""

    PAUSE = "pause"
    RESUME = "resume"
    REMOVE = "remove"


ALLOWED: dict[Verb, frozenset[JobState]] = {
    Verb.PAUSE: frozenset({JobState.SUBMITTED, JobState.UPLOADING}),
    Verb.RESUME: frozenset({JobState.PAUSED, JobState.FAILED}),
    Verb.REMOVE: frozenset(JobState),
}
_REFUSED = {
    Verb.PAUSE: (MessageCode.JOB_NOT_PAUSABLE, ErrorCode.JOB_NOT_PAUSABLE),
    Verb.RESUME: (MessageCode.JOB_NOT_RESUMABLE, ErrorCode.JOB_NOT_RESUMABLE),
}


def check_allowed(verb: Verb, state: JobState) -> None:
    """Raise NotAllowedError (JOB_NOT_PAUSABLE, JOB_NOT_RESUMABLE) unless ``verb`` fits ``state``."""
    if state not in ALLOWED[verb]:
        sentence, code = _REFUSED[verb]
        raise NotAllowedError(message(sentence, state=state.value), code=code)


class ConflictPolicy(StrEnum):
    """What to do when an object already has the key."""

    REFUSE = "refuse"
    SKIP = "skip"
    RENAME = "rename"
    OVERWRITE = "overwrite"


class ChecksumMode(StrEnum):
    """How a job's parts are proven; decided by what the store answered to the first of them."""

    UNDECIDED = "undecided"
    CRC32_WHOLE = "crc32-full-object"
    CRC32 = "crc32"
    MD5 = "md5"
    SIZE = "size"


class VerifiedBy(StrEnum):
    """What proved the finished object."""

    CHECKSUM = "checksum"
    ETAG = "etag"
    NONE = "none"


_TAKEN_ANEW = -1  # no file has it: the ids of real ones are cut to what is positive in 64 bits


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What tells that a file is still the same one: bytes, nanoseconds, device and file id (inode).

    ``ctime_ns`` is None where the platform has no change time.
    """

    size: int
    mtime_ns: int
    ctime_ns: int | None
    device: int
    file_id: int

    @property
    def is_taken_anew(self) -> bool:
        """Say whether the parts that were sent before are still to be compared with the file, one by one."""
        return self.file_id == _TAKEN_ANEW

    def taken_anew(self) -> "Fingerprint":
        """The file as it is now, for a job that has sent parts of it as it was: equal to no look at any file."""
        return replace(self, file_id=_TAKEN_ANEW)


@dataclass(frozen=True, slots=True)
class Destination:
    """Where an object goes: the saved connection's name, its endpoint URL, region, bucket and the key."""

    profile: str
    endpoint: str
    region: str
    bucket: str
    object_key: str


@dataclass(frozen=True, slots=True)
class NewJob:
    """A file that is to become a job. ``stage`` asks for a private copy before sending.

    ``staged_path`` and ``job_id`` are for a file that arrived as a staged copy: the copy is ours, and its name
    carries the id that was chosen for the job.
    """

    source_path: str
    file_name: str
    content_type: str
    fingerprint: Fingerprint
    plan: Plan
    destination: Destination
    on_conflict: ConflictPolicy = ConflictPolicy.REFUSE
    stage: bool = False
    # False: nobody could yet look whether an object has the key; done when the job starts.
    conflict_is_checked: bool = False
    staged_path: str = ""
    job_id: str = ""
    # True: for this file, not by a setting: then an old job's parts give way to it.
    part_size_is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """One part's row. ``crc32`` is the CRC as an unsigned integer, ``md5`` hex, ``etag`` unquoted."""

    number: int
    offset: int
    size: int
    state: PartState = PartState.PENDING
    crc32: int | None = None
    md5: str = ""
    etag: str = ""
    sent_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Job:
    """A job's row. Sizes in bytes, times in UTC, ``bytes_done`` acknowledged by the store.

    ``source_path`` is the user's file, ``staged_path`` the private copy ("" where there is none).
    ``intent_at`` is when Create was about to be sent, ``upload_begun_at`` when the store answered it,
    ``upload_expires_at`` when the store will drop the open upload (None: not known to).
    ``discards`` counts how often the store forgot the upload; ``finish_was_sent`` that a Complete or a
    single PUT may have reached the store. ``pause_reason`` is None unless the job is PAUSED.
    ``position``: of two jobs that wait, the smaller one starts first.
    The defaults are what a job begins with. A new field needs a column of its name (a step in
    ``storage/database/schema.py``); what is read and written follows from the fields.
    """

    job_id: str
    state: JobState
    messages: Messages
    file_name: str
    file_size: int
    content_type: str
    part_size: int
    total_parts: int
    destination: Destination
    source_path: str
    fingerprint: Fingerprint
    start_time: datetime
    created_at: datetime
    updated_at: datetime
    error_code: ErrorCode = ErrorCode.NONE
    uploaded_parts: int = 0
    bytes_done: int = 0
    staged_path: str = ""
    stage: bool = False
    checksum_mode: ChecksumMode = ChecksumMode.UNDECIDED
    on_conflict: ConflictPolicy = ConflictPolicy.REFUSE
    conflict_is_checked: bool = False
    upload_id: str = ""
    intent_at: datetime | None = None
    upload_begun_at: datetime | None = None
    upload_expires_at: datetime | None = None
    discards: int = 0
    finish_was_sent: bool = False
    attempts: int = 0
    verified_by: VerifiedBy | None = None
    recording_id: int | None = None
    end_time: datetime | None = None
    pause_reason: PauseReason | None = None
    position: int = 0

    def paused(self, reason: PauseReason) -> "Job":
        """The job as it is once that has paused it."""
        said = (message(_PAUSED[reason]),)
        return replace(self, state=JobState.PAUSED, messages=said, pause_reason=reason)

    @property
    def message(self) -> str:
        """What is said of it, in English."""
        return english(self.messages)

    @property
    def plan(self) -> Plan:
        """The frozen plan."""
        return Plan(self.file_size, self.part_size)

    @property
    def read_path(self) -> str:
        """The file whose bytes are sent: the staged copy where there is one."""
        return self.staged_path or self.source_path

    @property
    def progress(self) -> float:
        """Per cent of acknowledged bytes, one decimal, rounded down; an empty file is 0 until it is done."""
        if self.state is JobState.COMPLETED:
            return 100.0
        if not self.file_size:
            return 0.0
        return (self.bytes_done * 1000 // self.file_size) / 10

    def stands_still_for(self, now: datetime) -> timedelta:
        """How long an UPLOADING job has had no part acknowledged; nothing for a job that does not run."""
        return now - self.updated_at if self.state is JobState.UPLOADING else timedelta()


@dataclass(frozen=True, slots=True)
class MediaFacts:
    """What a library could read of a video: seconds, pixels, codec names; None and "" where it could not."""

    duration_s: float | None = None
    width: int | None = None
    height: int | None = None
    video_codec: str = ""
    audio_codec: str = ""


@dataclass(frozen=True, slots=True)
class Recording:
    """The record of a finished upload. ``download_url`` is the object's plain URL."""

    file_name: str
    bucket: str
    object_key: str
    version_id: str
    file_size: int
    content_type: str
    etag: str
    verified_by: VerifiedBy
    uploaded_at: datetime
    download_url: str
    media: MediaFacts = MediaFacts()
    recording_id: int | None = None


@dataclass(frozen=True, slots=True)
class LogLine:
    """One thing that happened to a job, in sentences; of a failure also its code."""

    at: datetime
    messages: Messages
    code: ErrorCode = ErrorCode.NONE

    @property
    def words(self) -> str:
        """The sentences in English."""
        return english(self.messages)


@dataclass(frozen=True, slots=True)
class AbandonedUpload:
    """A multipart upload that a removed job left open while the store could not be asked.

    ``upload_id`` is "" where Create's answer was lost: then any open upload of exactly this key that was
    begun at or after ``intent_at`` is meant.
    """

    destination: Destination
    upload_id: str
    intent_at: datetime
    abandoned_id: int = 0


@dataclass(frozen=True, slots=True)
class Replanned:
    """An unfinished job that is planned anew: ``job`` as it is to be, SUBMITTED, under the id that it has.

    ``keeps_parts``: those that are done stay so where the new plan has the same range. ``abandoned``: the open
    upload that it gives up. ``dropped_copy``: the staged copy that it has no more use for, "" if there is none.
    """

    job: Job
    keeps_parts: bool
    abandoned: AbandonedUpload | None = None
    dropped_copy: str = ""
