"""Jobs as the rows of a table: what Qt asks of them, and how rows come and go."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from uploader_gui.domain.events import JobStatus
from uploader_gui.gui.job_kind import JobKind, kind_of
from uploader_gui.gui.jobs import job_columns
from uploader_gui.gui.jobs.background_sort import runs
from uploader_gui.gui.jobs.job_columns import Column
from uploader_gui.gui.look.plain_text import tip_words

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_RUNS_AT_MOST = 50  # removing rows run by run costs more than a reset beyond that


class JobTableRows(QAbstractTableModel):
    """Knows jobs by their ids, and which of them are shown in which order. GUI thread."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._statuses: dict[str, JobStatus] = {}
        self._kinds: dict[str, JobKind] = {}
        self._shown: list[str] = []
        self._row_of: dict[str, int] | None = None

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

    # What the window asks

    def status_at(self, row: int) -> JobStatus:
        """The job that row ``row`` shows."""
        return self._statuses[self._shown[row]]

    def statuses_at(self, first: int, last: int) -> list[JobStatus]:
        """The jobs of these neighbouring rows, the last one included."""
        return [self._statuses[job_id] for job_id in self.ids_at(first, last)]

    def kinds_at(self, first: int, last: int) -> set[JobKind]:
        """The kinds of jobs that these neighbouring rows show: of 100,000 within 10 ms."""
        return set(map(self._kinds.__getitem__, self.ids_at(first, last)))

    def ids_at(self, first: int, last: int) -> list[str]:
        """The ids of the jobs of these neighbouring rows, the last one included."""
        return self._shown[first : last + 1]

    def spans_of(self, job_ids: Iterable[str]) -> list[tuple[int, int]]:
        """The rows of those jobs that are shown, as first and last rows of neighbours, in order."""
        wanted = set(job_ids)
        if self._shown and wanted.issuperset(self._shown):
            return [(0, len(self._shown) - 1)]
        return runs(self.rows_of(wanted))

    def rows_of(self, job_ids: Iterable[str]) -> list[int]:
        """The rows of those jobs that are shown, in order."""
        wanted = set(job_ids)
        if len(wanted) > len(self._shown) // 8:  # cheaper than an index that may have to be made first
            return [row for row, job_id in enumerate(self._shown) if job_id in wanted]
        rows = self._rows()
        return sorted(rows[job_id] for job_id in wanted if job_id in rows)

    # What is known, shown or not

    def _know(self, statuses: Mapping[str, JobStatus]) -> None:
        self._statuses.update(statuses)
        self._kinds.update((job_id, kind_of(status)) for job_id, status in statuses.items())

    def _forget(self, job_id: str) -> JobStatus | None:
        self._kinds.pop(job_id, None)
        return self._statuses.pop(job_id, None)

    # How rows come and go

    def _take_out(self, job_ids: Iterable[str]) -> None:
        spans = self.spans_of(job_ids)
        if len(spans) > _RUNS_AT_MOST:
            leaving = {row for first, last in spans for row in range(first, last + 1)}
            self._show([job_id for row, job_id in enumerate(self._shown) if row not in leaving])
            return
        for first, last in reversed(spans):
            self.beginRemoveRows(_ROOT, first, last)
            del self._shown[first : last + 1]
            self._row_of = None
            self.endRemoveRows()

    def _insert(self, row: int, job_ids: Sequence[str]) -> None:
        self.beginInsertRows(_ROOT, row, row + len(job_ids) - 1)
        if row == len(self._shown) and self._row_of is not None:
            self._row_of.update((job_id, row + number) for number, job_id in enumerate(job_ids))
        else:
            self._row_of = None
        self._shown[row:row] = job_ids
        self.endInsertRows()

    def _show(self, job_ids: list[str]) -> None:
        """Show these rows and no others, in one reset."""
        self.beginResetModel()
        self._shown = job_ids
        self._row_of = None
        self.endResetModel()

    def _rows(self) -> dict[str, int]:
        """The row of each job that is shown; made when it is first asked for after rows have moved."""
        if self._row_of is None:
            self._row_of = {job_id: row for row, job_id in enumerate(self._shown)}
        return self._row_of
