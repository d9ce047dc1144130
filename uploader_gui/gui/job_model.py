"""The jobs as the table shows them: filtered and sorted here, changed in batches."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from typing_extensions import override

from uploader_gui.domain.events import EventKind, JobEvent, JobStatus
from uploader_gui.domain.job import JobState
from uploader_gui.gui import job_columns
from uploader_gui.gui.job_columns import Column

Index = QModelIndex | QPersistentModelIndex
STATUS_ROLE = Qt.ItemDataRole.UserRole
_ROOT = QModelIndex()
_RUNS_AT_MOST = 50  # removing rows run by run costs more than a reset beyond that
_UNLISTED = frozenset({EventKind.REMOVED, EventKind.REFUSED})


class JobTableModel(QAbstractTableModel):
    """One row a job. The order follows the user's click, never a tick; new jobs come on top.

    ``counts_changed`` carries how many jobs there are in each state, filtered or not. GUI thread.
    """

    counts_changed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._statuses: dict[str, JobStatus] = {}
        self._shown: list[str] = []
        self._row_of: dict[str, int] = {}
        self._states: Collection[JobState] = frozenset(JobState)
        self._words = ""
        self._sorted_by = Column.ADDED
        self._is_descending = True

    # What Qt asks

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._shown)

    @override
    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(Column)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        status = self.status_at(index.row())
        column = Column(index.column())
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return job_columns.text(status, column)
            case Qt.ItemDataRole.UserRole:
                return status
            case Qt.ItemDataRole.ToolTipRole:
                return job_columns.tool_tip(status, column)
            case Qt.ItemDataRole.TextAlignmentRole if column in job_columns.RIGHT_ALIGNED:
                return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Vertical or not 0 <= section < len(Column):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return job_columns.title(Column(section))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            is_right = Column(section) in job_columns.RIGHT_ALIGNED
            side = Qt.AlignmentFlag.AlignRight if is_right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    @override
    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if column < 0:
            return
        self._sorted_by = Column(column)
        self._is_descending = order is Qt.SortOrder.DescendingOrder
        self._arrange()

    # What the window asks

    def status_at(self, row: int) -> JobStatus:
        """The job that row ``row`` shows."""
        return self._statuses[self._shown[row]]

    def status_of(self, job_id: str) -> JobStatus | None:
        """A job, filtered away or not; None for one that is not known."""
        return self._statuses.get(job_id)

    def rows_of(self, job_ids: Iterable[str]) -> list[int]:
        """The rows of those jobs that are shown, in order."""
        return sorted(self._row_of[job_id] for job_id in job_ids if job_id in self._row_of)

    def statuses(self) -> Iterator[JobStatus]:
        """All jobs, filtered away or not, oldest known first."""
        return iter(self._statuses.values())

    def counts(self) -> Mapping[JobState, int]:
        """How many jobs are in each state, filtered or not."""
        return Counter(status.job.state for status in self._statuses.values())

    def show_only(self, states: Collection[JobState], words: str = "") -> None:
        """Filter by state, and by words that name or destination must hold."""
        self._states, self._words = states, words.casefold()
        self._arrange()

    def apply(self, events: Sequence[JobEvent]) -> None:
        """Take a batch of events: rows that come and go, then one ``dataChanged`` for all that changed."""
        latest = {event.status.job.job_id: event for event in events}
        listed = {job_id: event.status for job_id, event in latest.items() if event.kind not in _UNLISTED}
        gone = [job_id for job_id, event in latest.items() if event.kind is EventKind.REMOVED]
        fitting = [job_id for job_id, status in listed.items() if self._fits(status)]
        self._take_out([*gone, *(listed.keys() - set(fitting))])
        has_new_state = self._remember(listed, gone)
        fresh = [job_id for job_id in fitting if job_id not in self._row_of]
        self._tell_changed(fitting, has_new_state=has_new_state)
        self._put_in(fresh)
        if has_new_state or gone:
            self.counts_changed.emit(self.counts())

    def _remember(self, listed: Mapping[str, JobStatus], gone: Iterable[str]) -> bool:
        has_new_state = False
        for job_id, status in listed.items():
            known = self._statuses.get(job_id)
            has_new_state = has_new_state or known is None or known.job.state is not status.job.state
            self._statuses[job_id] = status
        for job_id in gone:
            self._statuses.pop(job_id, None)
        return has_new_state

    def _tell_changed(self, job_ids: Sequence[str], *, has_new_state: bool) -> None:
        rows = self.rows_of(job_ids)
        if not rows:
            return
        first = Column.FILE if has_new_state else job_columns.FIRST_LIVE
        last = Column.ADDED if has_new_state else job_columns.LAST_LIVE
        self.dataChanged.emit(self.index(rows[0], first), self.index(rows[-1], last))

    def _take_out(self, job_ids: Iterable[str]) -> None:
        spans = runs(self.rows_of(job_ids))
        if len(spans) > _RUNS_AT_MOST:
            self.beginResetModel()
            leaving = {row for first, last in spans for row in range(first, last + 1)}
            self._show([job_id for row, job_id in enumerate(self._shown) if row not in leaving])
            self.endResetModel()
            return
        for first, last in reversed(spans):
            self.beginRemoveRows(_ROOT, first, last)
            self._show(self._shown[:first] + self._shown[last + 1 :])
            self.endRemoveRows()

    def _put_in(self, job_ids: Sequence[str]) -> None:
        if not job_ids:
            return
        if self._sorted_by in job_columns.STEADY:
            self._arrange()
            return
        is_on_top = self._is_descending or self._sorted_by is not Column.ADDED
        first = 0 if is_on_top else len(self._shown)
        self.beginInsertRows(_ROOT, first, first + len(job_ids) - 1)
        self._show([*job_ids, *self._shown] if is_on_top else [*self._shown, *job_ids])
        self.endInsertRows()

    def _arrange(self) -> None:
        self.beginResetModel()
        order = sorted(
            (status for status in self._statuses.values() if self._fits(status)),
            key=job_columns.sort_key(self._sorted_by),
            reverse=self._is_descending,
        )
        self._show([status.job.job_id for status in order])
        self.endResetModel()

    def _show(self, job_ids: list[str]) -> None:
        self._shown = job_ids
        self._row_of = {job_id: row for row, job_id in enumerate(job_ids)}

    def _fits(self, status: JobStatus) -> bool:
        if status.job.state not in self._states:
            return False
        where = status.job.destination.object_key
        return not self._words or self._words in f"{status.job.file_name}\n{where}".casefold()


def runs(rows: Sequence[int]) -> list[tuple[int, int]]:
    """Sorted rows as runs of neighbours, each its first and last row."""
    spans: list[tuple[int, int]] = []
    for row in rows:
        if spans and spans[-1][1] == row - 1:
            spans[-1] = (spans[-1][0], row)
        else:
            spans.append((row, row))
    return spans
