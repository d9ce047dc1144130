"""What a job, a part and a recording are, the five states, and which event is allowed in which."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from urllib.parse import quote

from uploader_gui.domain.checks import Check, CheckKind, CheckResult, Looks, check_of
from uploader_gui.domain.errors import ErrorCode, NotAllowedError
from uploader_gui.domain.hashes import Hashes
from uploader_gui.domain.messages import MessageCode, Messages, english, message
from uploader_gui.domain.name_template import TemplatedName
from uploader_gui.domain.plan import Plan
from uploader_gui.domain.store.found_progress import FoundPolicy
from uploader_gui.domain.store.kept_parts import NOTHING_KEPT, KeptPlace
from uploader_gui.domain.store.object_terms import ObjectTerms
from uploader_gui.domain.unattended.growth import Growth


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


class PartPlace(StrEnum):
    """Where a part is once it is done: in the open upload, or an object of its own (a kept part)."""

    UPLOAD = "UPLOAD"
    KEPT = "KEPT"


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
_BY_ITS_END = frozenset({PauseReason.PROGRAM_CLOSED, PauseReason.PROGRAM_ENDED})


class Verb(StrEnum):
    """What a user may ask of a job."""

    PAUSE = "pause"
    RESUME = "resume"
    REMOVE = "remove"
    LIMIT = "limit"
    START_AT = "start at"
    VERIFY = "verify"


ALLOWED: dict[Verb, frozenset[JobState]] = {
    Verb.PAUSE: frozenset({JobState.SUBMITTED, JobState.UPLOADING}),
    Verb.RESUME: frozenset({JobState.PAUSED, JobState.FAILED}),
    Verb.REMOVE: frozenset(JobState),
    Verb.LIMIT: frozenset(JobState) - {JobState.COMPLETED},
    Verb.START_AT: frozenset({JobState.SUBMITTED, JobState.PAUSED, JobState.FAILED}),
    Verb.VERIFY: frozenset({JobState.COMPLETED}),
}
_REFUSED = {
    Verb.PAUSE: (MessageCode.JOB_NOT_PAUSABLE, ErrorCode.JOB_NOT_PAUSABLE),
    Verb.RESUME: (MessageCode.JOB_NOT_RESUMABLE, ErrorCode.JOB_NOT_RESUMABLE),
    Verb.LIMIT: (MessageCode.JOB_NOT_LIMITABLE, ErrorCode.JOB_NOT_LIMITABLE),
    Verb.START_AT: (MessageCode.JOB_NOT_POSTPONABLE, ErrorCode.JOB_NOT_POSTPONABLE),
    Verb.VERIFY: (MessageCode.JOB_NOT_VERIFIABLE, ErrorCode.JOB_NOT_VERIFIABLE),
}


def check_allowed(verb: Verb, state: JobState) -> None:
    """Raise NotAllowedError (JOB_NOT_PAUSABLE, JOB_NOT_RESUMABLE...) unless ``verb`` fits ``state``."""
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
    """How a job's parts are proven; decided by what the store answered to the first of them.

    MD5_ALONE: no checksum goes with them, as whoever began the upload may have announced another kind.
    """

    UNDECIDED = "undecided"
    CRC32_WHOLE = "crc32-full-object"
    CRC32 = "crc32"
    MD5 = "md5"
    MD5_ALONE = "md5-alone"
    SIZE = "size"


class VerifiedBy(StrEnum):
    """What proved the finished object."""

    CHECKSUM = "checksum"
    ETAG = "etag"
    NONE = "none"


_MOST_WHILE_IT_GROWS = 99.9  # per cent: all that is there may have been sent, and more comes
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
class AdoptedUpload:
    """An open upload that a job goes on with, though it was begun by another program or is in no table any more.

    Times are in UTC; ``expires_at`` as ``Job.upload_expires_at``, ``takes_copies`` as of a job.
    """

    upload_id: str
    begun_at: datetime
    checksum_mode: ChecksumMode
    takes_copies: bool
    expires_at: datetime | None = None


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
    on_found: FoundPolicy = FoundPolicy.UNASKED
    # False: the store could not be asked for progress; it is when the job starts.
    found_is_checked: bool = False
    bandwidth_limit: int | None = None
    # What is in the store already, an open upload or kept parts, that the job goes on with.
    adopted: AdoptedUpload | None = None
    kept: KeptPlace = NOTHING_KEPT
    package_id: str = ""
    expected_hashes: Hashes = ()
    growth: Growth | None = None
    start_at: datetime | None = None
    terms: ObjectTerms | None = None
    # How the key was made by a template; None: it is given, and stays as it is.
    name: TemplatedName | None = None
    # True: terms and content type are for this file, not by a connection: then an old job's upload gives way to them.
    terms_are_chosen: bool = False

    @property
    def may_be_found(self) -> bool:
        """Say whether the store is asked for progress: not of one part, and not if it is to be begun anew."""
        return not self.plan.is_single_put and self.on_found is not FoundPolicy.ANEW

    @property
    def on_found_later(self) -> FoundPolicy | None:
        """What to do with progress that is found when the job starts; None: nothing is looked for then."""
        return self.on_found if self.may_be_found and not self.found_is_checked else None


@dataclass(frozen=True, slots=True)
class Part:
    """One part's row. ``crc32`` is the CRC as an unsigned integer, ``md5`` hex, ``etag`` unquoted.

    ``version_id``: of a kept part in a versioned bucket, else "".
    """

    number: int
    offset: int
    size: int
    state: PartState = PartState.PENDING
    crc32: int | None = None
    md5: str = ""
    etag: str = ""
    sent_at: datetime | None = None
    place: PartPlace = PartPlace.UPLOAD
    version_id: str = ""


@dataclass(frozen=True, slots=True)
class Job:
    """A job's row. Sizes in bytes, times in UTC, ``bytes_done`` acknowledged by the store.

    ``source_path`` is the user's file, ``staged_path`` the private copy ("" where there is none).
    ``intent_at`` is when Create was about to be sent (None with an ``upload_id``: the upload was found, and begun by
    who knows whom), ``upload_begun_at`` when the store answered it,
    ``upload_expires_at`` when the store will drop the open upload (None: not known to).
    ``discards`` counts how often the store forgot the upload; ``finish_was_sent`` that a Complete or a
    single PUT may have reached the store. ``pause_reason`` is None unless the job is PAUSED.
    ``position``: of two jobs that wait, the smaller one starts first. ``kept``: where its kept parts are; it is
    stored before the first of them is sent. ``takes_copies``: its open upload can be joined from kept parts.
    ``bandwidth_limit``: bytes per second of this job alone; None for no limit of its own.
    ``package_id``: what it was added with; "" for jobs from before there were packages.
    ``expected_hashes``: those that its media hash list says it has; "" as a value asks for one to be made.
    ``hashes``: those that were made of what was read.
    ``active_s``: for how many seconds it was UPLOADING before ``running_since``; None while it is not UPLOADING.
    ``growth``: of a file that is sent while it is written; its plan has as many parts as it had bytes for at the last look.
    ``start_at``: it waits until then; None: it does not. ``terms``: what its object gets beside its bytes.
    ``on_found``: what to do with progress in the store, which could not be looked for at submission; None: it was, or is
    not to be.
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
    kept: KeptPlace = NOTHING_KEPT
    takes_copies: bool = False
    bandwidth_limit: int | None = None
    package_id: str = ""
    expected_hashes: Hashes = ()
    hashes: Hashes = ()
    active_s: float = 0.0
    running_since: datetime | None = None
    growth: Growth | None = None
    start_at: datetime | None = None
    terms: ObjectTerms | None = None
    on_found: FoundPolicy | None = None

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
        """The frozen plan; of a file that grows, as far as it has grown."""
        return Plan(self.file_size, self.part_size, doubles=self.growth is not None, grows=self.grows)

    @property
    def is_single_put(self) -> bool:
        """As ``plan`` says, without making one: each small file is asked several times."""
        return self.file_size <= self.part_size and not self.grows

    @property
    def grows(self) -> bool:
        """Say whether the file is still being written, as far as is known."""
        return self.growth is not None and self.growth.ended_at is None

    @property
    def was_interrupted(self) -> bool:
        """Say whether the end of the program paused it, and nobody has resumed it since."""
        return self.pause_reason in _BY_ITS_END

    @property
    def may_have_upload(self) -> bool:
        """Say whether an upload of this job may be open on the store."""
        return bool(self.upload_id) or self.intent_at is not None

    @property
    def has_unknown_terms(self) -> bool:
        """Say whether its upload was begun elsewhere, with whatever was asked for there: nobody can read that back."""
        return bool(self.upload_id) and self.intent_at is None

    @property
    def is_adopted(self) -> bool:
        """Say whether it was begun elsewhere, so that others may finish it too, under another job's id."""
        keeps_of_another = bool(self.kept.prefix) and self.kept.owner != self.job_id
        return keeps_of_another or self.has_unknown_terms

    @property
    def read_path(self) -> str:
        """The file whose bytes are sent: the staged copy where there is one."""
        return self.staged_path or self.source_path

    @property
    def progress(self) -> float:
        """Per cent of acknowledged bytes, one decimal, rounded down; an empty file is 0 until it is done."""
        return self.progress_with(0)

    def progress_with(self, on_the_way: int) -> float:
        """The same with bytes that are sent and not acknowledged."""
        if self.state is JobState.COMPLETED:
            return 100.0
        if not self.file_size:
            return 0.0
        percent = (min(self.file_size, self.bytes_done + on_the_way) * 1000 // self.file_size) / 10
        return min(percent, _MOST_WHILE_IT_GROWS) if self.grows else percent

    def active_until(self, now: datetime) -> float:
        """For how many seconds it was UPLOADING until ``now``, all its runs together."""
        if self.running_since is None:
            return self.active_s
        return self.active_s + max(0.0, (now - self.running_since).total_seconds())

    def average_speed_until(self, now: datetime) -> float | None:
        """Bytes per second while it was UPLOADING; None where nothing of it was sent by us, or nobody took the time."""
        took_s = self.active_until(now)
        was_there = any(said.code is MessageCode.ALREADY_THERE for said in self.messages)
        if not took_s or not self.bytes_done or was_there or self.is_adopted:
            return None
        return self.bytes_done / took_s

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
    """The record of a finished upload. ``download_url`` is the object's plain URL.

    ``began_at`` is when the file was added, ``active_s`` for how many seconds of the time since it was UPLOADING
    (None: the same file was there already, and nothing was sent).
    ``parts_double``: of a file that grew, see ``Plan``. ``terms``: what the object got beside its bytes.
    ``crc32`` is that of the whole file. ``user`` and ``host`` sent it, with ``program_version``. ``checked_at``,
    ``checked_by``, ``check_result`` and ``check_looks`` tell of the last time that it was verified again. Records from before these were
    kept have None or "".
    """

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
    job_id: str = ""
    package_id: str = ""
    source_path: str = ""
    profile: str = ""
    endpoint: str = ""
    region: str = ""
    part_count: int | None = None
    part_size: int | None = None
    began_at: datetime | None = None
    active_s: float | None = None
    crc32: int | None = None
    hashes: Hashes = ()
    user: str = ""
    host: str = ""
    program_version: str = ""
    checked_at: datetime | None = None
    checked_by: CheckKind | None = None
    check_result: CheckResult | None = None
    parts_double: bool = False
    terms: ObjectTerms | None = None
    check_looks: Looks = ()

    def destination(self, region: str) -> Destination:
        """Where the object is; of an old record, which does not name it, of a store in ``region``."""
        tail = f"/{quote(self.bucket)}/{quote(self.object_key)}"
        endpoint = self.endpoint or self.download_url.removesuffix(tail)
        return Destination(self.profile, endpoint, self.region or region, self.bucket, self.object_key)

    @property
    def check(self) -> Check | None:
        """What verifying it again found; None where nobody has."""
        return check_of(self.checked_at, self.checked_by, self.check_result, self.check_looks)


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
class AbandonedParts:
    """Kept parts that no job wants any more, to be deleted on the store.

    ``versions``: what is known to be there, as pairs of a key and a version id ("" where the store gave none).
    """

    destination: Destination
    kept: KeptPlace
    versions: tuple[tuple[str, str], ...] = ()
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
