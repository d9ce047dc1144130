"""The jobs as the table shows them: filtered and sorted here, changed in batches."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)
from typing_extensions import override

from uploader_gui.domain.events import EventKind, JobEvent, JobStatus
from uploader_gui.domain.job import JobState
from uploader_gui.gui.jobs import job_columns
from uploader_gui.gui.jobs.background_sort import BackgroundSort, places_for
from uploader_gui.gui.jobs.job_columns import Column
from uploader_gui.gui.jobs.table_rows import JobRows
from uploader_gui.gui.look.plain_text import tip_words

STATUS_ROLE = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_GROUPS_AT_MOST = 50  # inserting rows group by group costs more than arranging all anew beyond that
_RUNS_AT_MOST = 50  # removing rows run by run costs more than a reset beyond that
_AT_ONCE = 5000  # so many jobs are arranged before anybody could notice it
_UNLISTED = frozenset({EventKind.REMOVED, EventKind.REFUSED})


class JobTableModel(QAbstractTableModel):
    """One row a job, as ``rows`` holds them, ordered by the queue or by the column that the user clicked.

    Another filter or order of more jobs than ``at_once`` shows a moment later, in one reset; ``is_arranging`` until then.
    ``counts_changed`` carries how many jobs there are in each state, filtered or not. Rows that go elsewhere in
    the order leave and come back, between ``places_about_to_change`` and ``places_changed``. GUI thread.
    """

    counts_changed = Signal(object)
    places_about_to_change = Signal()
    places_changed = Signal()

    def __init__(self, parent: QObject | None = None, *, at_once: int = _AT_ONCE) -> None:
        super().__init__(parent)
        self.rows = JobRows()
        self._at_once = at_once
        self._counts: Counter[JobState] = Counter()
        self._to_come = 0
        self._gone: set[str] | None = None
        self._states: Collection[JobState] = frozenset(JobState)
        self._words = ""
        self._sorted_by = Column.QUEUE
        self._is_descending = False
        self._arrangement: BackgroundSort | None = None
        self._arranger = QTimer(self, interval=0)
        self._arranger.timeout.connect(self._go_on_arranging)

    # What Qt asks

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.rows.shown)

    @override
    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(Column)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        status = self.rows.status_at(index.row())
        column = Column(index.column())
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return job_columns.text(status, column)
            case Qt.ItemDataRole.UserRole:
                return status
            case Qt.ItemDataRole.ToolTipRole:
                return tip_words(job_columns.tool_tip(status, column))
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

    def status_of(self, job_id: str) -> JobStatus | None:
        """A job, filtered away or not; None for one that is not known."""
        return self.rows.statuses.get(job_id)

    @property
    def is_arranging(self) -> bool:
        """The rows are those of the filter and order before; a reset will follow."""
        return self._arrangement is not None

    def statuses(self) -> Iterator[JobStatus]:
        """All jobs, filtered away or not, oldest known first."""
        return iter(self.rows.statuses.values())

    def fitting(self) -> Iterator[JobStatus]:
        """Those that the filter lets through, oldest known first."""
        return (status for status in self.rows.statuses.values() if self._fits(status))

    def counts(self) -> Mapping[JobState, int]:
        """How many jobs are in each state, filtered or not."""
        counts = dict(+self._counts)
        if self._to_come:
            counts[JobState.COMPLETED] = counts.get(JobState.COMPLETED, 0) + self._to_come
        return counts

    def show_only(self, states: Collection[JobState], words: str = "") -> None:
        """Filter by state, and by words that name or destination must hold."""
        self._states, self._words = states, words.casefold()
        self._arrange()

    def expect(self, counts: Mapping[JobState, int]) -> None:
        """Count these COMPLETED jobs before they are all loaded; until ``loaded``."""
        self._to_come = counts.get(JobState.COMPLETED, 0)
        self._gone = set()
        self.counts_changed.emit(self.counts())

    def load(self, statuses: Sequence[JobStatus]) -> None:
        """Take in jobs as they were stored; what events have told of a job meanwhile is newer, and stays.

        In the order of the queue they are shown at once, in any other when ``loaded``.
        """
        gone = self._gone or set()
        new = {
            status.job.job_id: status
            for status in statuses
            if status.job.job_id not in self.rows.statuses and status.job.job_id not in gone
        }
        completed = sum(status.job.state is JobState.COMPLETED for status in statuses)
        self._to_come = max(0, self._to_come - completed)
        self.rows.know(new)
        self._recheck(new)
        self._counts.update(status.job.state for status in new.values())
        if self._sorted_by is Column.QUEUE:
            self._put_in([job_id for job_id, status in new.items() if self._fits(status)])
        if completed < len(statuses):
            self.counts_changed.emit(self.counts())

    def loaded(self) -> None:
        """Everything that is stored has been loaded."""
        self._to_come, self._gone = 0, None
        if self._sorted_by is not Column.QUEUE:
            self._arrange()
        self.counts_changed.emit(self.counts())

    def apply(self, events: Sequence[JobEvent]) -> None:
        """Take a batch of events: rows that come and go, then one ``dataChanged`` for all that changed."""
        latest = {event.status.job.job_id: event for event in events}
        listed = {job_id: event.status for job_id, event in latest.items() if event.kind not in _UNLISTED}
        gone = [job_id for job_id, event in latest.items() if event.kind is EventKind.REMOVED]
        staying = {job_id for job_id, status in listed.items() if self._fits(status)}
        moving = self._leaving_their_place(listed)
        staying -= moving
        if moving:
            self.places_about_to_change.emit()
        self._take_out([*gone, *(listed.keys() - staying)])
        has_new_state = self._remember(listed, gone)
        self._recheck(latest)
        rows = self.rows.row_by_id()
        fresh = [job_id for job_id, status in listed.items() if job_id not in rows and self._fits(status)]
        self._tell_changed(staying, has_new_state=has_new_state)
        self._put_in(fresh)
        if moving:
            self.places_changed.emit()
        if has_new_state or gone:
            self.counts_changed.emit(self.counts())

    def _leaving_their_place(self, listed: Mapping[str, JobStatus]) -> set[str]:
        """Those jobs whose place in the queue has changed, if that is what the rows are ordered by."""
        if self._sorted_by is not Column.QUEUE or self.is_arranging:
            return set()
        known = ((self.rows.statuses.get(job_id), status) for job_id, status in listed.items())
        return {
            status.job.job_id
            for before, status in known
            if before is not None and job_columns.place(before) != job_columns.place(status)
        }

    def _remember(self, listed: Mapping[str, JobStatus], gone: Iterable[str]) -> bool:
        has_new_state = False
        for job_id, status in listed.items():
            known = self.rows.statuses.get(job_id)
            if known is None or known.job.state is not status.job.state:
                has_new_state = True
                self._counts[status.job.state] += 1
                if known is not None:
                    self._counts[known.job.state] -= 1
        self.rows.know(listed)
        for job_id in gone:
            left = self.rows.forget(job_id)
            if left is not None:
                self._counts[left.job.state] -= 1
            if self._gone is not None:
                self._gone.add(job_id)
        return has_new_state

    def _tell_changed(self, job_ids: Iterable[str], *, has_new_state: bool) -> None:
        rows = self.rows.rows_of(job_ids)
        if not rows:
            return
        first = Column.FILE if has_new_state else job_columns.FIRST_LIVE
        last = Column.ADDED if has_new_state else job_columns.LAST_LIVE
        self.dataChanged.emit(self.index(rows[0], first), self.index(rows[-1], last))

    def _put_in(self, job_ids: Sequence[str]) -> None:
        if not job_ids:
            return
        if self.is_arranging:
            self._insert(len(self.rows.shown), job_ids)
            return
        if self._sorted_by not in job_columns.STEADY:
            is_on_top = self._is_descending or self._sorted_by is not Column.ADDED
            self._insert(0 if is_on_top else len(self.rows.shown), job_ids)
            return
        key = job_columns.sort_key(self._sorted_by)
        groups = places_for(
            job_ids,
            self.rows.shown,
            lambda job_id: key(self.rows.statuses[job_id]),
            is_descending=self._is_descending,
        )
        if len(groups) > _GROUPS_AT_MOST:
            self._arrange()
            return
        for row, group in reversed(groups):
            self._insert(row, group)

    def _arrange(self) -> None:
        """Filter and sort anew; of many jobs in steps, so that the window does not stop."""
        key_of = job_columns.sort_key(self._sorted_by)
        self._arrangement = BackgroundSort(
            self.rows.statuses, self._fits, key_of, is_descending=self._is_descending
        )
        if len(self.rows.statuses) > self._at_once:
            self._arranger.start()
            return
        while self.is_arranging:
            self._go_on_arranging()

    def _go_on_arranging(self) -> None:
        if self._arrangement is None or self._arrangement.go_on():
            return
        self._arranger.stop()
        order, self._arrangement = self._arrangement.in_order(), None
        self._show(order)

    def _recheck(self, job_ids: Iterable[str]) -> None:
        if self._arrangement is not None:
            self._arrangement.recheck(job_ids)

    def _fits(self, status: JobStatus) -> bool:
        if status.job.state not in self._states:
            return False
        where = status.job.destination.object_key
        return not self._words or self._words in f"{status.job.file_name}\n{where}".casefold()

    # How rows come and go

    def _take_out(self, job_ids: Iterable[str]) -> None:
        spans = self.rows.spans_of(job_ids)
        if len(spans) > _RUNS_AT_MOST:
            leaving = {row for first, last in spans for row in range(first, last + 1)}
            self._show([job_id for row, job_id in enumerate(self.rows.shown) if row not in leaving])
            return
        for first, last in reversed(spans):
            self.beginRemoveRows(_ROOT, first, last)
            self.rows.remove(first, last)
            self.endRemoveRows()

    def _insert(self, row: int, job_ids: Sequence[str]) -> None:
        self.beginInsertRows(_ROOT, row, row + len(job_ids) - 1)
        self.rows.insert(row, job_ids)
        self.endInsertRows()

    def _show(self, job_ids: list[str]) -> None:
        """Show these rows and no others, in one reset."""
        self.beginResetModel()
        self.rows.show(job_ids)
        self.endResetModel()
