"""How a job looks, everywhere that it is shown, and what may be done to it: one table for the row, its details, the
side, the status bar, the tray and the log.

Its words are ``look_words`` in ``words/wording.py``.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache
from typing import Final

from uploader_gui.domain.checks import CheckResult
from uploader_gui.domain.errors import ABOUT_THE_SOURCE, ErrorCode
from uploader_gui.domain.events import Activity, JobStatus
from uploader_gui.domain.job import ALLOWED, Job, JobState, PauseReason, Verb, VerifiedBy
from uploader_gui.domain.messages import MessageCode, Messages
from uploader_gui.domain.store.failure_table import ABOUT_TERMS
from uploader_gui.transfer.job_changes import may_be_renamed


class Look(Enum):
    """What a user tells apart. In the order in which rows are sorted by state."""

    SENDING = auto()
    GROWING = auto()
    CHECKING = auto()
    COPYING = auto()
    JOINING = auto()
    FINISHING = auto()
    PAUSING = auto()
    RETRYING = auto()
    SILENT = auto()
    HELD_UP = auto()
    ASKING = auto()
    WAITING = auto()
    LATER = auto()
    PAUSED = auto()
    INTERRUPTED = auto()
    FAILED = auto()
    COMPLETED = auto()
    UNVERIFIED = auto()
    MISSING = auto()
    DIFFERING = auto()


@dataclass(frozen=True, slots=True)
class Appearance:
    """``icon``: a drawing of ours; ``tone``: the name of a colour of ``Colours``.

    ``entry``: the state under which the side counts it. A job that is UPLOADING for the engine, and sends nothing as
    it waits, is among those that wait.
    """

    icon: str
    tone: str
    entry: JobState


APPEARANCE: Final = {
    Look.SENDING: Appearance("uploading", "accent", JobState.UPLOADING),
    Look.GROWING: Appearance("growing", "accent", JobState.UPLOADING),
    Look.CHECKING: Appearance("checking", "accent", JobState.UPLOADING),
    Look.COPYING: Appearance("copy", "accent", JobState.UPLOADING),
    Look.JOINING: Appearance("joining", "accent", JobState.UPLOADING),
    Look.FINISHING: Appearance("finishing", "accent", JobState.UPLOADING),
    Look.PAUSING: Appearance("pausing", "paused", JobState.UPLOADING),
    Look.RETRYING: Appearance("retrying", "retrying", JobState.SUBMITTED),
    Look.SILENT: Appearance("silent", "retrying", JobState.SUBMITTED),
    Look.HELD_UP: Appearance("held-up", "paused", JobState.SUBMITTED),
    Look.ASKING: Appearance("asking", "paused", JobState.SUBMITTED),
    Look.WAITING: Appearance("waiting", "muted", JobState.SUBMITTED),
    Look.LATER: Appearance("later", "muted", JobState.SUBMITTED),
    Look.PAUSED: Appearance("paused", "paused", JobState.PAUSED),
    Look.INTERRUPTED: Appearance("interrupted", "paused", JobState.PAUSED),
    Look.FAILED: Appearance("failed", "failed", JobState.FAILED),
    Look.COMPLETED: Appearance("completed", "completed", JobState.COMPLETED),
    Look.UNVERIFIED: Appearance("unverified", "paused", JobState.COMPLETED),
    Look.MISSING: Appearance("missing", "failed", JobState.COMPLETED),
    Look.DIFFERING: Appearance("differs", "failed", JobState.COMPLETED),
}
ENTRIES: Final = {
    JobState.UPLOADING: Look.SENDING,
    JobState.SUBMITTED: Look.WAITING,
    JobState.PAUSED: Look.PAUSED,
    JobState.FAILED: Look.FAILED,
    JobState.COMPLETED: Look.COMPLETED,
}
"""What stands for each entry of the side, in its order."""
WANT_A_TRY: Final = frozenset({Look.RETRYING, Look.SILENT})
"""They wait for the network or the store, and may try at once."""
_OF_ACTIVITY: Final = {
    Activity.NONE: Look.SENDING,
    Activity.CHECKING_SOURCE: Look.CHECKING,
    Activity.COPYING: Look.COPYING,
    Activity.CHECKING_PARTS: Look.CHECKING,
    Activity.SENDING: Look.SENDING,
    Activity.GROWING: Look.GROWING,
    Activity.PAUSING: Look.PAUSING,
    Activity.WAITING_FOR_TURN: Look.WAITING,
    Activity.WAITING_FOR_NETWORK: Look.RETRYING,
    Activity.WAITING_FOR_STORE: Look.SILENT,
    Activity.WAITING_TO_RETRY: Look.RETRYING,
    Activity.WAITING_FOR_DISK: Look.HELD_UP,
    Activity.WAITING_FOR_TIMETABLE: Look.WAITING,
    Activity.WAITING_FOR_START: Look.LATER,
    Activity.JOINING: Look.JOINING,
    Activity.CHECKING_HASH: Look.CHECKING,
    Activity.FINALIZING: Look.FINISHING,
    Activity.VERIFYING: Look.FINISHING,
}
_OF_SENTENCE: Final = {
    MessageCode.FAILED: Look.FAILED,
    MessageCode.PAUSED: Look.PAUSED,
    MessageCode.PROGRAM_CLOSED: Look.INTERRUPTED,
    MessageCode.PROGRAM_ENDED: Look.INTERRUPTED,
    MessageCode.ADDED: Look.WAITING,
    MessageCode.RESUMED: Look.WAITING,
    MessageCode.WAITING_TO_START: Look.WAITING,
    MessageCode.WAITING_UNTIL: Look.WAITING,
    MessageCode.WAITING_FOR_TIMETABLE: Look.WAITING,
    MessageCode.STARTS_AT: Look.LATER,
    MessageCode.WAITING_FOR_ANSWER: Look.ASKING,
    MessageCode.WAITING_FOR_SECRET: Look.ASKING,
    MessageCode.BEGAN_TO_SEND: Look.SENDING,
    MessageCode.BEGAN_TO_SEND_AGAIN: Look.SENDING,
    MessageCode.GOING_ON: Look.SENDING,
    MessageCode.SENDING_PART: Look.SILENT,  # it is logged where nothing moves any more, and only there
    MessageCode.UPLOADED_CHECKSUM: Look.COMPLETED,
    MessageCode.UPLOADED_ETAG: Look.COMPLETED,
    MessageCode.ALREADY_THERE: Look.COMPLETED,
    MessageCode.UPLOADED_UNVERIFIED: Look.UNVERIFIED,
    MessageCode.UPLOADED_UNSEEN: Look.UNVERIFIED,
    MessageCode.AGAIN_CHECKSUM: Look.COMPLETED,
    MessageCode.AGAIN_ETAG: Look.COMPLETED,
    MessageCode.AGAIN_SOURCE: Look.COMPLETED,
    MessageCode.AGAIN_READ_BACK: Look.COMPLETED,
    MessageCode.AGAIN_MISSING: Look.MISSING,
    MessageCode.AGAIN_OTHER_SIZE: Look.DIFFERING,
    MessageCode.AGAIN_REPLACED: Look.DIFFERING,
    MessageCode.AGAIN_OTHER_CHECKSUM: Look.DIFFERING,
    MessageCode.AGAIN_OTHER_ETAG: Look.DIFFERING,
    MessageCode.AGAIN_OTHER_SOURCE: Look.DIFFERING,
    MessageCode.AGAIN_OTHER_CONTENT: Look.DIFFERING,
    MessageCode.AGAIN_UNPROVEN: Look.UNVERIFIED,
    MessageCode.AGAIN_IMPOSSIBLE: Look.UNVERIFIED,
}
_WAITED_OUT: Final = frozenset(
    {
        MessageCode.WAITING_FOR_NETWORK,
        MessageCode.STORE_BUSY,
        MessageCode.STORE_ERROR,
        MessageCode.STORE_FULL,
        MessageCode.STORE_TIMEOUT,
        MessageCode.PART_DAMAGED,
        MessageCode.TOO_MANY_FILES,
    }
)


class Remedy(Enum):
    """What solves what a job waits for or failed of, as the button in its row does it."""

    TRY_NOW = auto()
    RESUME = auto()
    EDIT_CONNECTION = auto()
    LOCATE = auto()
    BEGIN_ANEW = auto()
    RENAME = auto()
    UPLOAD_AGAIN = auto()
    SEND_GROWING = auto()
    CHANGE_TERMS = auto()
    DECIDE_FOUND = auto()


_REMEDIES: Final = (
    dict.fromkeys(
        [
            ErrorCode.CERTIFICATE_CHANGED,
            ErrorCode.CERTIFICATE_EXPIRED,
            ErrorCode.CERTIFICATE_NOT_YET_VALID,
            ErrorCode.CERTIFICATE_OTHER_HOST,
            ErrorCode.CERTIFICATE_SELF_SIGNED,
            ErrorCode.CERTIFICATE_UNFIT,
            ErrorCode.CERTIFICATE_UNTRUSTED,
            ErrorCode.CREDENTIALS_EXPIRED,
            ErrorCode.CREDENTIALS_MISSING,
            ErrorCode.ENDPOINT_NOT_S3,
            ErrorCode.ENDPOINT_SPEAKS_HTTP,
            ErrorCode.ENDPOINT_SPEAKS_HTTPS,
            ErrorCode.FILE_TOO_LARGE,
            ErrorCode.BAD_BUCKET_NAME,
            ErrorCode.HOST_NOT_FOUND,
            ErrorCode.NO_SUCH_BUCKET,
            ErrorCode.WRONG_ACCESS_KEY,
            ErrorCode.WRONG_ENDPOINT,
            ErrorCode.WRONG_REGION,
            ErrorCode.WRONG_SECRET,
        ],
        Remedy.EDIT_CONNECTION,
    )
    | dict.fromkeys(
        [ErrorCode.SOURCE_CHANGED, ErrorCode.PLAN_DAMAGED],
        Remedy.BEGIN_ANEW,
    )
    | dict.fromkeys(
        [
            ErrorCode.BAD_KEY,
            ErrorCode.DIFFERENT_OBJECT,
            ErrorCode.NAME_NOT_ALLOWED,
            ErrorCode.OBJECT_EXISTS,
            ErrorCode.OBJECT_UNCOMPARABLE,
        ],
        Remedy.RENAME,
    )
    | dict.fromkeys(ABOUT_TERMS, Remedy.CHANGE_TERMS)
    | dict.fromkeys([ErrorCode.UPLOAD_FOUND, ErrorCode.UPLOAD_IN_USE], Remedy.DECIDE_FOUND)
    | {ErrorCode.SOURCE_MISSING: Remedy.LOCATE, ErrorCode.SOURCE_GROWING: Remedy.SEND_GROWING}
)


@dataclass(frozen=True, slots=True, eq=False)
class JobKind:
    """Jobs that look alike and for which the same actions are enabled; there is only one object of each kind."""

    state: JobState
    look: Look
    may_restart: bool
    """It failed for its file, which may be taken as it is now."""

    @property
    def appearance(self) -> Appearance:
        """Its icon, its colour, its place at the side."""
        return APPEARANCE[self.look]

    @property
    def may_resume(self) -> bool:
        """It does not run, or is only about to be paused and can go on instead."""
        return self.state in ALLOWED[Verb.RESUME] or self.look is Look.PAUSING

    @property
    def may_finish_part(self) -> bool:
        """It runs, and is not yet about to be paused."""
        return self.state is JobState.UPLOADING and self.look is not Look.PAUSING


def kind_of(status: JobStatus) -> JobKind:
    """The kind of a job."""
    return _kind(status.job.state, look_of(status), status.job.error_code in ABOUT_THE_SOURCE)


def look_of(status: JobStatus) -> Look:
    """How a job looks now."""
    job = status.job
    match job.state:
        case JobState.UPLOADING:
            return _OF_ACTIVITY[status.activity]
        case JobState.SUBMITTED:
            said = status.messages[0].code if status.messages else MessageCode.WAITING_TO_START
            is_held_up = status.activity is Activity.WAITING_FOR_DISK
            return Look.HELD_UP if is_held_up else _OF_SENTENCE.get(said, Look.WAITING)
        case JobState.PAUSED:
            by_user = job.pause_reason in {None, PauseReason.BY_USER}
            return Look.PAUSED if by_user else Look.INTERRUPTED
        case JobState.FAILED:
            return Look.FAILED
        case JobState.COMPLETED:
            return _look_of_finished(status)


def _look_of_finished(status: JobStatus) -> Look:
    """How a finished job looks: by what verifying it again found, where that is more than how it ended."""
    result = None if status.check is None else status.check.result
    if result in {CheckResult.MISSING, CheckResult.DIFFERS}:
        return Look.MISSING if result is CheckResult.MISSING else Look.DIFFERING
    is_proven = result is CheckResult.MATCHES or status.job.verified_by not in {None, VerifiedBy.NONE}
    return Look.COMPLETED if is_proven else Look.UNVERIFIED


def entry_counts(counts: Mapping[Look, int]) -> Counter[JobState]:
    """How many jobs each entry of the side stands for, by how many look each way."""
    entries: Counter[JobState] = Counter()
    for look, count in counts.items():
        entries[APPEARANCE[look].entry] += count
    return entries


def look_of_entry(entry: JobState, counts: Mapping[Look, int]) -> Look:
    """What stands for an entry of the side by how many look each way: of what is paused, that all was interrupted."""
    if entry is JobState.PAUSED and counts.get(Look.INTERRUPTED) and not counts.get(Look.PAUSED):
        return Look.INTERRUPTED
    return ENTRIES[entry]


def overall_look(counts: Mapping[Look, int]) -> Look:
    """The look of all that is under way together: that it moves, or else what it waits for that is none of its own."""
    if entry_counts(counts)[JobState.UPLOADING]:
        return Look.SENDING
    return next((one for one in (Look.RETRYING, Look.SILENT, Look.HELD_UP) if counts.get(one)), Look.WAITING)


def look_of_line(said: Messages) -> Look | None:
    """How a job looked when this was written in its log; None where that says nothing of it."""
    codes = [one.code for one in said]
    if MessageCode.FAILED not in codes and not _WAITED_OUT.isdisjoint(codes):
        return Look.RETRYING
    return _OF_SENTENCE.get(codes[0]) if codes else None


def remedy_of(status: JobStatus) -> Remedy | None:
    """What would solve it, of a job that can't go on or waits for a try; None where nothing is amiss."""
    look = look_of(status)
    if look in WANT_A_TRY:
        return Remedy.TRY_NOW
    if status.check is not None and status.check.finds_object_amiss:
        return Remedy.UPLOAD_AGAIN
    return _remedy_of_failed(status.job) if look is Look.FAILED else None


def _remedy_of_failed(job: Job) -> Remedy:
    remedy = _REMEDIES.get(job.error_code, Remedy.RESUME)
    is_vain = (remedy is Remedy.RENAME and not may_be_renamed(job)) or (
        remedy is Remedy.SEND_GROWING and (job.growth is not None or job.stage)
    )
    return Remedy.RESUME if is_vain else remedy


@cache
def _kind(state: JobState, look: Look, may_restart: bool) -> JobKind:
    return JobKind(state, look, may_restart)
