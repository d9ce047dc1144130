"""What became of the uploads, gathered so that it is said once and does not talk without an end."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from uploader_gui.domain.events import Activity, EventKind, JobEvent, JobStatus
from uploader_gui.domain.job import JobState
from uploader_gui.gui.jobs.row_words import row_words
from uploader_gui.gui.words.wording import count_words, listed

_GATHERED_MS: Final = 1000
_SILENT_MS: Final = 10_000
_UNLISTED: Final = frozenset({EventKind.REMOVED, EventKind.REFUSED})


class SpokenState(IntEnum):
    """How an upload stands, as far as somebody who listens wants to hear of it; what matters most first."""

    FAILED = 0
    WAITING_FOR_NETWORK = 1
    COMPLETED = 2
    PAUSED = 3
    WAITING = 4
    UPLOADING = 5


@dataclass(frozen=True, slots=True)
class _Change:
    before: SpokenState | None
    status: JobStatus


class StateChanges(QObject):
    """``said`` carries the words, and whether they are urgent. GUI thread.

    What happens within ``gathered_ms`` is told together. After several at once nothing is told for ``silent_ms``
    unless something fails: thousands of small files would talk without an end. What came and went meanwhile is not
    told at all.
    """

    said = Signal(str, bool)

    def __init__(
        self, parent: QObject | None = None, *, gathered_ms: int = _GATHERED_MS, silent_ms: int = _SILENT_MS
    ) -> None:
        super().__init__(parent)
        self._changes: dict[str, _Change] = {}
        self._gathering = QTimer(self, interval=gathered_ms, singleShot=True)
        self._silence = QTimer(self, interval=silent_ms, singleShot=True)
        self._gathering.timeout.connect(self._tell)
        self._silence.timeout.connect(self._tell)

    @property
    def is_about_to_speak(self) -> bool:
        """Whether what was heard will be told in a moment."""
        return self._gathering.isActive()

    def hear(self, events: Sequence[JobEvent], before: Callable[[str], JobStatus | None]) -> None:
        """Take in what happens; ``before`` tells how a job was until now, None for one that is new."""
        for event in events:
            job_id = event.status.job.job_id
            if event.kind in _UNLISTED:
                self._changes.pop(job_id, None)
                continue
            known = before(job_id)
            was = standing(known) if known is not None else None
            if job_id in self._changes:
                self._changes[job_id] = _Change(self._changes[job_id].before, event.status)
            elif was is not standing(event.status):
                self._changes[job_id] = _Change(was, event.status)
            else:
                continue
            self._wake(standing(event.status))

    def _wake(self, latest: SpokenState) -> None:
        may_speak = latest is SpokenState.FAILED or not self._silence.isActive()
        if may_speak and not self._gathering.isActive():
            self._gathering.start()

    def _tell(self) -> None:
        changes, self._changes = self._changes, {}
        statuses = [one.status for one in changes.values() if standing(one.status) is not one.before]
        if not statuses:
            return
        self._gathering.stop()
        has_failed = any(standing(status) is SpokenState.FAILED for status in statuses)
        if len(statuses) == 1:
            self.said.emit(row_words(statuses[0]), has_failed)
        else:
            self._silence.start()
            self.said.emit(self._counted(statuses), has_failed)

    def _counted(self, statuses: Sequence[JobStatus]) -> str:
        counts = Counter(map(standing, statuses))
        words = {
            SpokenState.FAILED: (self.tr("One upload failed"), self.tr("{0} uploads failed")),
            SpokenState.WAITING_FOR_NETWORK: (
                self.tr("One upload waits for the network"),
                self.tr("{0} uploads wait for the network"),
            ),
            SpokenState.COMPLETED: (self.tr("One upload completed"), self.tr("{0} uploads completed")),
            SpokenState.PAUSED: (self.tr("One upload paused"), self.tr("{0} uploads paused")),
            SpokenState.WAITING: (self.tr("One upload waiting"), self.tr("{0} uploads waiting")),
            SpokenState.UPLOADING: (self.tr("One upload runs"), self.tr("{0} uploads run")),
        }
        return listed(count_words(counts[one], *words[one]) for one in SpokenState if counts[one])


def standing(status: JobStatus) -> SpokenState:
    """How an upload stands."""
    if status.job.state is JobState.UPLOADING:
        waits = status.activity is Activity.WAITING_FOR_NETWORK
        return SpokenState.WAITING_FOR_NETWORK if waits else SpokenState.UPLOADING
    return {
        JobState.FAILED: SpokenState.FAILED,
        JobState.COMPLETED: SpokenState.COMPLETED,
        JobState.PAUSED: SpokenState.PAUSED,
        JobState.SUBMITTED: SpokenState.WAITING,
    }[status.job.state]
