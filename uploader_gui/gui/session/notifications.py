"""When a user who is doing something else is told of uploads: rarely. Rules only, no Qt."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from uploader_gui.domain.events import Activity, EventKind, JobEvent, JobStatus
from uploader_gui.domain.job import JobState

OUTAGE_TOLD_AFTER_S: Final = 120.0
"""A network drops and comes back; only an outage of this length is notified of, in seconds."""
_UNDER_WAY: Final = frozenset({JobState.SUBMITTED, JobState.UPLOADING})


class Topic(Enum):
    """What a notification is about."""

    ENDED = auto()
    NEEDS_USER = auto()
    OUTAGE = auto()


@dataclass(frozen=True, slots=True)
class Notification:
    """One notification; the numbers count files since the queue began to move."""

    topic: Topic
    completed: int = 0
    failed: int = 0


class NotificationPolicy:
    """Follows the jobs under way and decides what is told, one thing at a time. One thread; clocks in seconds."""

    def __init__(self) -> None:
        self._under_way: dict[str, JobStatus] = {}
        self._completed = 0
        self._failed = 0
        self._told_of_failure = False
        self._outage_since_s: float | None = None
        self._told_of_outage = False

    @property
    def under_way(self) -> Collection[JobStatus]:
        """The jobs that run or wait."""
        return self._under_way.values()

    @property
    def progress(self) -> float | None:
        """Acknowledged share of the bytes of the jobs under way, from 0 to 1; None where there are none."""
        size = sum(status.job.file_size for status in self._under_way.values())
        if not self._under_way:
            return None
        return sum(status.job.bytes_done for status in self._under_way.values()) / size if size else 0.0

    def learn(self, events: Sequence[JobEvent]) -> None:
        """Know jobs as they were found; none of it is notified of."""
        for event in events:
            job_id = event.status.job.job_id
            is_listed = event.kind not in {EventKind.REMOVED, EventKind.REFUSED}
            if is_listed and event.status.job.state in _UNDER_WAY:
                self._under_way[job_id] = event.status
            else:
                self._under_way.pop(job_id, None)

    def hear(self, events: Sequence[JobEvent]) -> None:
        """Take in what happens."""
        self.learn(events)
        self._completed += sum(event.kind is EventKind.COMPLETED for event in events)
        self._failed += sum(event.kind is EventKind.FAILED for event in events)

    def user_looked(self) -> None:
        """The user has seen what there was; a later failure is notified of again."""
        self._told_of_failure = False
        if not self._under_way:
            self._completed = self._failed = 0

    def next_notification(self, now_s: float) -> Notification | None:
        """The notification that is due now, once; None if there is none."""
        outage = self._outage_notification(now_s)
        if not self._under_way:
            if not self._completed and not self._failed:
                return None
            told = Notification(Topic.ENDED, self._completed, self._failed)
            self._completed = self._failed = 0
            self._told_of_failure = False
            return told
        if self._failed and not self._told_of_failure:
            self._told_of_failure = True
            return Notification(Topic.NEEDS_USER, failed=self._failed)
        return outage

    def _outage_notification(self, now_s: float) -> Notification | None:
        running = [one for one in self._under_way.values() if one.job.state is JobState.UPLOADING]
        is_out = bool(running) and all(one.activity is Activity.WAITING_FOR_NETWORK for one in running)
        if not is_out:
            self._outage_since_s, self._told_of_outage = None, False
            return None
        if self._outage_since_s is None:
            self._outage_since_s = now_s
        if self._told_of_outage or now_s - self._outage_since_s < OUTAGE_TOLD_AFTER_S:
            return None
        self._told_of_outage = True
        return Notification(Topic.OUTAGE)
