"""All that an engine ever says."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from uploader_gui.domain.errors import ErrorCode
from uploader_gui.domain.job import Job, Recording
from uploader_gui.domain.messages import Messages, english


class Activity(StrEnum):
    """What an UPLOADING job is doing right now."""

    NONE = ""
    CHECKING_SOURCE = "checking source"
    COPYING = "copying"
    CHECKING_PARTS = "checking parts"
    SENDING = "sending"
    WAITING_FOR_NETWORK = "waiting for network"
    WAITING_TO_RETRY = "waiting to retry"
    WAITING_FOR_DISK = "waiting for disk"
    FINALIZING = "finalizing"
    VERIFYING = "verifying"


class EventKind(StrEnum):
    """What happened to a job; the word that ``--json`` prints."""

    SUBMITTED = "submitted"
    PROGRESS = "progress"
    PAUSED = "paused"
    FAILED = "failed"
    COMPLETED = "completed"
    SKIPPED = "skipped"
    REFUSED = "refused"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class JobStatus:
    """A job and what is known of it only while it runs.

    ``messages`` say what it does; ``bytes_in_flight`` sent but not acknowledged; ``bytes_per_second``
    None until it is known; ``seconds_left`` likewise; ``in_flight_parts`` the numbers being sent now.
    ``waits_for`` is the code of the error that a waiting job waits out, else NONE.
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

    @property
    def message(self) -> str:
        """What it does, in English."""
        return english(self.messages)


@dataclass(frozen=True, slots=True)
class JobEvent:
    """One thing that happened to one job. Every change of state is told; progress at most ten times a second."""

    kind: EventKind
    status: JobStatus


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that was not taken: its path, the key it would have had, and why (a code and sentences).

    ``is_success`` is True for a file that was skipped because the same bytes are there already.
    """

    path: str
    object_key: str
    file_size: int
    code: ErrorCode
    messages: Messages
    is_success: bool = False

    @property
    def reason(self) -> str:
        """Why, in English."""
        return english(self.messages)


Listener = Callable[[Sequence[JobEvent]], None]
