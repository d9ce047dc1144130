"""When a user who is doing something else is told of uploads: rarely. Rules only, no Qt."""

from collections import Counter, deque
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from uploader_gui.domain.events import Activity, EventKind, JobEvent, JobStatus
from uploader_gui.domain.job import JobState
from uploader_gui.domain.packages.package_end import PackageEnd

OUTAGE_TOLD_AFTER_S: Final = 120.0
"""A network drops and comes back; only an outage of this length is notified of, in seconds."""
_OUT: Final = frozenset({Activity.WAITING_FOR_NETWORK, Activity.WAITING_FOR_STORE})
_UNDER_WAY: Final = frozenset({JobState.SUBMITTED, JobState.UPLOADING})


class Topic(Enum):
    """What a notification is about."""

    ENDED = auto()
    NEEDS_USER = auto()
    OUTAGE = auto()


@dataclass(frozen=True, slots=True)
class Notification:
    """One notification; the numbers count files since the queue began to move. ``end``: it is about this package alone."""

    topic: Topic
    completed: int = 0
    failed: int = 0
    end: PackageEnd | None = None


class NotificationPolicy:
    """Follows the jobs under way and decides what is told, one thing at a time. One thread; clocks in seconds."""

    def __init__(self) -> None:
        self._under_way: dict[str, JobStatus] = {}
        self._arrived = 0  # bytes of jobs that ended well since there were jobs under way
        self._completed = 0
        self._failed: Counter[str] = Counter()
        self._ends: deque[PackageEnd] = deque()
        self._told_of_failure = False
        self._outage_since_s: float | None = None
        self._told_of_outage = False

    @property
    def under_way(self) -> Collection[JobStatus]:
        """The jobs that run or wait."""
        return self._under_way.values()

    @property
    def progress(self) -> float | None:
        """Acknowledged share, from 0 to 1, of the bytes of the jobs under way and of those that ended well before them
        without a break; None where no job is under way.
        """
        if not self._under_way:
            return None
        size = self._arrived + sum(status.job.file_size for status in self._under_way.values())
        done = self._arrived + sum(status.job.bytes_done for status in self._under_way.values())
        return done / size if size else 0.0

    def learn(self, events: Sequence[JobEvent]) -> None:
        """Know jobs as they were found; none of it is notified of."""
        for event in events:
            job_id = event.status.job.job_id
            is_listed = event.kind not in {EventKind.REMOVED, EventKind.REFUSED}
            if is_listed and event.status.job.state in _UNDER_WAY:
                self._under_way[job_id] = event.status
            elif self._under_way.pop(job_id, None) and event.status.job.state is JobState.COMPLETED:
                self._arrived += event.status.job.file_size
        if not self._under_way:
            self._arrived = 0

    def hear(self, events: Sequence[JobEvent]) -> None:
        """Take in what happens; of a package that file by file is not told of, but its end."""
        self.learn(events)
        for event in events:
            package_id = event.status.job.package_id
            self._completed += event.kind is EventKind.COMPLETED and not package_id
            self._failed[package_id] += event.kind is EventKind.FAILED

    def package_ended(self, end: PackageEnd) -> None:
        """A package has ended: that is told, as that of a single file where it is one."""
        if end.is_one_row:
            self._completed += end.completed
        else:
            self._failed.pop(end.package.package_id, None)
            self._ends.append(end)

    def user_looked(self) -> None:
        """The user has seen what there was; a later failure is notified of again."""
        self._told_of_failure = False
        self._ends.clear()
        if not self._under_way:
            self._forget_counts()

    def next_notification(self, now_s: float) -> Notification | None:
        """The notification that is due now, once; None if there is none."""
        outage = self._outage_notification(now_s)
        if self._ends:
            end = self._ends.popleft()
            return Notification(Topic.ENDED, end.completed, end.failed, end)
        failed = self._failed.total()
        if not self._under_way:
            if not self._completed and not failed:
                return None
            told = Notification(Topic.ENDED, self._completed, failed)
            self._forget_counts()
            self._told_of_failure = False
            return told
        if failed and not self._told_of_failure:
            self._told_of_failure = True
            return Notification(Topic.NEEDS_USER, failed=failed)
        return outage

    def _forget_counts(self) -> None:
        self._completed = 0
        self._failed.clear()

    def _outage_notification(self, now_s: float) -> Notification | None:
        running = [one for one in self._under_way.values() if one.job.state is JobState.UPLOADING]
        at_it = [one for one in running if one.activity is not Activity.WAITING_FOR_TURN]
        is_out = bool(at_it) and all(one.activity in _OUT for one in at_it)
        if not is_out:
            self._outage_since_s, self._told_of_outage = None, False
            return None
        if self._outage_since_s is None:
            self._outage_since_s = now_s
        if self._told_of_outage or now_s - self._outage_since_s < OUTAGE_TOLD_AFTER_S:
            return None
        self._told_of_outage = True
        return Notification(Topic.OUTAGE)
