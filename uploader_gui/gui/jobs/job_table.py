"""The job table: how it is set up, what is selected, and what stands there when nothing fits."""

from collections.abc import Collection

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget
from typing_extensions import override

from uploader_gui.domain.events import JobStatus
from uploader_gui.domain.job import JobState
from uploader_gui.gui.job_kind import JobKind
from uploader_gui.gui.jobs.job_columns import Column
from uploader_gui.gui.jobs.job_delegate import PADDING, JobDelegate, row_height
from uploader_gui.gui.jobs.job_table_model import JobTableModel
from uploader_gui.gui.look.fonts import tabular
from uploader_gui.gui.look.theme import Theme

_WIDTHS = {
    Column.FILE: "interview_with_a_name.mov",
    Column.SIZE: "999 MB",
    Column.SPEED: "999 MB/s",
    Column.TIME_LEFT: "22 h 22 min",
    Column.PARTS: "9,999/9,999",
    Column.STATE: "Completed",
    Column.DESTINATION: "bucket/folder/a_name",
    Column.ADDED: "22 Nov 22:22",
}


class JobTable(QTableView):
    """The rows of a ``JobTableModel``. ``selection_changed`` also when selected jobs may have changed state."""

    selection_changed = Signal()

    def __init__(self, model: JobTableModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = model
        self._theme = theme
        self._kept: list[str] = []
        self._wanted: list[str] = []
        self._is_restoring = False
        self.setModel(model)
        self._delegate = JobDelegate(model, theme, self)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(self.tr("Uploads"))
        self._set_up_behaviour()
        self._set_up_headers()
        model.modelAboutToBeReset.connect(self._keep_selection)
        model.modelReset.connect(self._restore_selection)
        model.places_about_to_change.connect(self._keep_selection)
        model.places_changed.connect(self._restore_if_lost)
        model.counts_changed.connect(self.selection_changed)
        self.selectionModel().selectionChanged.connect(self._tell_selection)
        theme.changed.connect(self.viewport().update)

    def selected_jobs(self) -> list[JobStatus]:
        """The selected jobs in the order of the rows."""
        return [
            status
            for first, last in self._selected_runs()
            for status in self._jobs.rows.statuses_at(first, last)
        ]

    def selected_kinds(self) -> set[JobKind]:
        """Which kinds of jobs are selected."""
        return {
            kind for first, last in self._selected_runs() for kind in self._jobs.rows.kinds_at(first, last)
        }

    def only_job(self) -> JobStatus | None:
        """The selected job, if it is one alone."""
        rows = self.selected_rows(at_most=2)
        return self._jobs.rows.status_at(rows[0]) if len(rows) == 1 else None

    def selected_rows(self, *, at_most: int | None = None) -> list[int]:
        """The selected rows in order; no more of them than asked for."""
        rows = [row for first, last in self._selected_runs() for row in range(first, last + 1)[:at_most]]
        return rows[:at_most]

    def select_jobs(self, job_ids: Collection[str]) -> None:
        """Select those of the jobs that are shown, or will be in a moment, and nothing else."""
        self._wanted = list(job_ids) if self._jobs.is_arranging else []
        spans = self._jobs.rows.spans_of(job_ids)
        selection = QItemSelection()
        for first, last in spans:
            selection.select(self._jobs.index(first, Column.FILE), self._jobs.index(last, Column.ADDED))
        self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if spans:
            current = self._jobs.index(spans[0][0], Column.FILE)
            self.selectionModel().setCurrentIndex(current, QItemSelectionModel.SelectionFlag.NoUpdate)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._jobs.rowCount() == 0:
            painter = QPainter(self.viewport())
            painter.setPen(QColor(self._theme.colours.muted))
            words = self.tr("No upload fits the filter.")
            painter.drawText(self.viewport().rect(), Qt.AlignmentFlag.AlignCenter, words)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._delegate.use_font(self.font())

    def _set_up_behaviour(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSortingEnabled(True)
        self.sort_by_queue()

    def sort_by_queue(self) -> None:
        """Order the rows as the jobs wait, and what is completed behind them."""
        self.sortByColumn(Column.QUEUE, Qt.SortOrder.AscendingOrder)

    def _set_up_headers(self) -> None:
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(row_height(self.font()))
        rows.setMinimumSectionSize(row_height(self.font()))
        columns = self.horizontalHeader()
        columns.setHighlightSections(False)
        # The header asks of every row of each column whether it is selected: 4 s for 100,000 rows. With a selection
        # of its own, which stays empty, there is nothing to ask.
        columns.setSelectionModel(QItemSelectionModel(self._jobs, columns))
        columns.setSectionsMovable(True)
        columns.setMinimumSectionSize(56)
        metrics = QFontMetrics(tabular(self.font()))
        for column, widest in _WIDTHS.items():
            self.setColumnWidth(column, metrics.horizontalAdvance(widest) + 2 * PADDING + 4)
        self.setColumnWidth(Column.FILE, self.columnWidth(Column.FILE) + 24)
        columns.hideSection(Column.QUEUE)
        columns.setSectionResizeMode(Column.PROGRESS, QHeaderView.ResizeMode.Stretch)

    def _selected_runs(self) -> list[tuple[int, int]]:
        """First and last rows of what is selected, in order and apart."""
        chosen = self.selectionModel().selection()
        spans = sorted((chosen.at(place).top(), chosen.at(place).bottom()) for place in range(chosen.count()))
        found: list[tuple[int, int]] = []
        for first, last in spans:
            if found and first <= found[-1][1]:
                found[-1] = found[-1][0], max(last, found[-1][1])
            else:
                found.append((first, last))
        return found

    def _selected_ids(self) -> list[str]:
        return [
            job_id for first, last in self._selected_runs() for job_id in self._jobs.rows.ids_at(first, last)
        ]

    def _keep_selection(self) -> None:
        self._kept = self._wanted or self._selected_ids()

    def _restore_if_lost(self) -> None:
        """Select again what moved. The view goes with what moves in the queue, not with what has ended: that leaves
        the place where something happens for a long list of what is over.
        """
        if set(self._kept) != set(self._selected_ids()):
            first = self._jobs.status_of(self._kept[0]) if self._kept else None
            self.setAutoScroll(first is not None and first.job.state is not JobState.COMPLETED)
            self.select_jobs(self._kept)
            self.setAutoScroll(True)

    def _restore_selection(self) -> None:
        """Select what was selected; it is told only if that is something else now, for it may be many."""
        is_other = bool(self._wanted)
        self._is_restoring = True
        if self._kept:  # finding rows would make an index of all of them
            self.select_jobs(self._kept)
        self._is_restoring = False
        count = sum(last + 1 - first for first, last in self._selected_runs())
        if is_other or count != len(self._kept):
            self.selection_changed.emit()

    def _tell_selection(self) -> None:
        if not self._is_restoring:
            self.selection_changed.emit()
