"""All that an engine ever says."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from uploader_gui.domain.checks import Check, CheckResult
from uploader_gui.domain.errors import ErrorCode
from uploader_gui.domain.job import Job, JobState, Recording
from uploader_gui.domain.messages import Messages, english
from uploader_gui.domain.packages.package import Package
from uploader_gui.domain.store.found_progress import FoundProgress


class Activity(StrEnum):
    """What an UPLOADING job is doing right now; PAUSING: it sends to their end the parts that are on their way, no more.

    GROWING: it sends a file that is still written, or waits for more of it.
    What a SUBMITTED job waits for, where that is more than a free slot: WAITING_FOR_DISK, _TIMETABLE, _START.
    """

    NONE = ""
    CHECKING_SOURCE = "checking source"
    COPYING = "copying"
    CHECKING_PARTS = "checking parts"
    SENDING = "sending"
    GROWING = "growing"
    PAUSING = "pausing"
    WAITING_FOR_TURN = "waiting for its turn"
    WAITING_FOR_NETWORK = "waiting for network"
    WAITING_FOR_STORE = "waiting for store"
    WAITING_TO_RETRY = "waiting to retry"
    WAITING_FOR_DISK = "waiting for disk"
    WAITING_FOR_TIMETABLE = "waiting for timetable"
    WAITING_FOR_START = "waiting for its start"
    JOINING = "joining"
    CHECKING_HASH = "checking hash"
    FINALIZING = "finalizing"
    VERIFYING = "verifying"


AFTER_SENDING = frozenset({Activity.JOINING, Activity.CHECKING_HASH, Activity.FINALIZING, Activity.VERIFYING})
"""Everything has been sent, and the store is at work, or the file is read to its end: there is no speed."""


WAITING_TO_TRY = frozenset(
    {Activity.WAITING_FOR_NETWORK, Activity.WAITING_FOR_STORE, Activity.WAITING_TO_RETRY}
)
"""What another try may end at once: the network or the store is away, or does not answer."""


WAITING_FOR_A_TIME = frozenset({Activity.WAITING_FOR_TIMETABLE, Activity.WAITING_FOR_START})
"""What ends by itself when its time comes."""


class EventKind(StrEnum):
    """What happened to a job; the word that ``--json`` prints."""

    SUBMITTED = "submitted"
    PROGRESS = "progress"
    PAUSED = "paused"
    FAILED = "failed"
    COMPLETED = "completed"
    SKIPPED = "skipped"
    VERIFIED = "verified"
    REFUSED = "refused"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class JobStatus:
    """A job and what is known of it only while it runs.

    ``messages`` say what it does; ``bytes_in_flight`` sent but not acknowledged; ``bytes_per_second``
    None until it is known; ``seconds_left`` likewise; ``in_flight_parts`` the numbers being sent now.
    ``waits_for`` is the code of the error that a waiting job waits out, else NONE. ``parts_by_address``: how many
    parts of this run each address has taken, where the store has several. ``retry_in_s``: whole seconds until the next
    try of what failed, 0 while it is being tried, None where nothing is to be tried again. ``check``: what verifying a
    finished one again found, None where nobody has, as far as that was read. ``behind_s``: for how many seconds the
    oldest byte of a growing file that was not sent has been there, None where that is not known or it does not grow.
    """

    job: Job
    messages: Messages
    activity: Activity = Activity.NONE
    bytes_in_flight: int = 0
    bytes_per_second: float | None = None
    seconds_left: float | None = None
    in_flight_parts: tuple[int, ...] = ()
    recording: Recording | None = None
    waits_for: ErrorCode = ErrorCode.NONE
    parts_by_address: tuple[tuple[str, int], ...] = ()
    retry_in_s: int | None = None
    check: Check | None = None
    behind_s: int | None = None

    @property
    def percent(self) -> float:
        """How far it is for who looks at it: with what is on its way, unlike the job's ``progress``."""
        return self.job.progress_with(self.bytes_in_flight)

    @property
    def message(self) -> str:
        """What it does, in English."""
        return english(self.messages)


def by_address(parts: Sequence[tuple[str, int]]) -> str:
    """How many parts each address has taken, as one text in no language."""
    return ", ".join(f"{address}: {count}" for address, count in parts)


@dataclass(frozen=True, slots=True)
class JobEvent:
    """One thing that happened to one job. Every change of state is told; progress at most ten times a second.

    ``package``: the job's, as it was then.
    """

    kind: EventKind
    status: JobStatus
    package: Package | None = None

    @property
    def is_of_the_past(self) -> bool:
        """Say whether the job had ended before: it was verified again, or its file is elsewhere now."""
        has_ended = self.status.job.state is JobState.COMPLETED
        return self.kind is EventKind.VERIFIED or (self.kind is EventKind.PROGRESS and has_ended)


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that was not taken: its path, the key it would have had, and why (a code and sentences).

    ``is_success`` is True for a file that was skipped because the same bytes are there already. ``found``: what of
    it is in the store, where that is the reason.
    """

    path: str
    object_key: str
    file_size: int
    code: ErrorCode
    messages: Messages
    is_success: bool = False
    found: FoundProgress | None = None

    @property
    def reason(self) -> str:
        """Why, in English."""
        return english(self.messages)


@dataclass(frozen=True, slots=True)
class VerifyProgress:
    """How far a run is: files, and bytes that were read of them, of the file and of the object alike."""

    done: int
    total: int
    bytes_read: int
    bytes_total: int


@dataclass(frozen=True, slots=True)
class Verified:
    """A finished upload as it stands after it was verified again. ``result``: of this run, or what still stands."""

    recording: Recording
    result: CheckResult
    messages: Messages


Listener = Callable[[Sequence[JobEvent]], None]
PackageListener = Callable[[Sequence[Package]], None]
"""Gets packages as they are now: new ones, and those with another name, or whose end came or is no more."""
