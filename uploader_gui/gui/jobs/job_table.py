"""The job table: how it is set up, what is selected, and what stands there when nothing fits."""

from collections import Counter
from collections.abc import Collection, Iterator
from itertools import chain, takewhile
from typing import Final

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget
from typing_extensions import override

from uploader_gui.domain.events import JobStatus
from uploader_gui.domain.queue_order import Gap, Move
from uploader_gui.gui.job_kind import JobKind
from uploader_gui.gui.jobs.fitted_columns import FittedColumns
from uploader_gui.gui.jobs.job_columns import SHOWN, Column
from uploader_gui.gui.jobs.job_delegate import JobDelegate, row_height
from uploader_gui.gui.jobs.job_table_model import JobTableModel
from uploader_gui.gui.jobs.needed_widths import NeededWidths
from uploader_gui.gui.jobs.packages import package_columns
from uploader_gui.gui.jobs.packages.package_totals import PackageTotals
from uploader_gui.gui.jobs.row_button import RowButtons
from uploader_gui.gui.jobs.rows.row_gaps import gap_beside
from uploader_gui.gui.jobs.type_ahead import TypeAhead
from uploader_gui.gui.look.sort_header import SortHeader
from uploader_gui.gui.look.theme import Theme

_SIDEWAYS: Final = frozenset({Qt.Key.Key_Left, Qt.Key.Key_Right})
_MOVES: Final = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home})


class JobTable(QTableView):
    """The rows of a ``JobTableModel``. ``selection_changed`` also when selected jobs may have changed state.

    ``opened``: the user wants to see more of the row in use. ``package_turned``: one has been opened or closed, in words.
    """

    selection_changed = Signal()
    opened = Signal()
    package_turned = Signal(str)

    def __init__(self, model: JobTableModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = model
        self._theme = theme
        self._kept: list[str] = []
        self._wanted: list[str] = []
        self._is_restoring = False
        self._type_ahead = TypeAhead(model.rows)
        self.setModel(model)
        self._delegate = JobDelegate(model, theme, self)
        self.setItemDelegate(self._delegate)
        self.setHorizontalHeader(SortHeader(self))
        self.buttons = RowButtons(self, self._delegate)
        self.triangles = RowButtons(self, self._delegate.triangles)
        self.triangles.clicked.connect(self.turn_package)
        self.setAccessibleName(self.tr("Uploads"))
        self._set_up_behaviour()
        self._set_up_headers()
        self.fitted = FittedColumns(self)
        self._needed = NeededWidths(self, model, self._delegate, self.fitted)
        model.modelAboutToBeReset.connect(self._keep_selection)
        model.modelReset.connect(self._restore_selection)
        model.places_about_to_change.connect(self._keep_selection)
        model.places_changed.connect(self._restore_if_lost)
        model.counts_changed.connect(self.selection_changed)
        self.selectionModel().selectionChanged.connect(self._tell_selection)
        self.doubleClicked.connect(lambda index: self._open_row(index.row()))
        theme.changed.connect(self.viewport().update)

    def selected_jobs(self) -> list[JobStatus]:
        """The selected jobs in the order of the rows; of a selected package all its files."""
        rows = self._jobs.rows
        return [rows.statuses[job_id] for job_id in rows.jobs_of(self.selected_ids())]

    def selected_kinds(self) -> Counter[JobKind]:
        """How many jobs of each kind are selected."""
        return self._jobs.rows.kinds_of(self.selected_ids())

    def selected_ids(self) -> list[str]:
        """The ids of the selected rows, in order: of jobs and of packages."""
        return [one for first, last in self._selected_runs() for one in self._jobs.rows.ids_at(first, last)]

    def only_job(self) -> JobStatus | None:
        """The selected job, if it is one alone."""
        rows = self.selected_rows(at_most=2)
        if len(rows) != 1 or self._jobs.rows.package_at(rows[0]) is not None:
            return None
        return self._jobs.rows.status_at(rows[0])

    def only_package(self) -> PackageTotals | None:
        """The selected package, if its row is selected alone."""
        rows = self.selected_rows(at_most=2)
        return self._jobs.rows.package_at(rows[0]) if len(rows) == 1 else None

    def is_on_several(self) -> bool:
        """Say whether what is selected is more than a job: several rows, or a package."""
        return len(self.selected_rows(at_most=2)) > 1 or self.only_package() is not None

    def selected_rows(self, *, at_most: int | None = None) -> list[int]:
        """The selected rows in order; no more of them than asked for."""
        rows = [row for first, last in self._selected_runs() for row in range(first, last + 1)[:at_most]]
        return rows[:at_most]

    def select_jobs(self, job_ids: Collection[str]) -> None:
        """Select those of the jobs and packages that are shown, or will be in a moment, and nothing else. For a file
        inside a closed package the package is selected.
        """
        self._wanted = list(job_ids) if self._jobs.is_arranging else []
        spans = self._jobs.rows.spans_of(self._jobs.rows.standing_for(job_ids))
        selection = QItemSelection()
        for first, last in spans:
            selection.select(self._jobs.index(first, Column.FILE), self._jobs.index(last, SHOWN[-1]))
        self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if spans:
            current = self._jobs.index(spans[0][0], Column.FILE)
            self.selectionModel().setCurrentIndex(current, QItemSelectionModel.SelectionFlag.NoUpdate)

    def is_on_button(self, place: QPoint) -> bool:
        """Say whether this point of the viewport is on something that is painted in a row to be clicked."""
        row = self.rowAt(place.y())
        rects = () if row < 0 else (self.buttons.rect_of(row), self.triangles.rect_of(row))
        return any(rect is not None and rect.contains(place) for rect in rects)

    def beside_selection(self) -> str | None:
        """The job or package below the selected ones, or else above; where one goes on when those are gone.

        Of files of one package first another of its files, and then its row: to go on with another package may mean many.
        """
        spans, rows = self._selected_runs(), self._jobs.rows
        if not spans:
            return None
        selected = set(self.selected_ids())
        below = range(spans[-1][1] + 1, len(rows.shown))
        above = range(spans[0][0] - 1, -1, -1)
        around = {rows.package_above(row) for first, last in spans for row in (first, last)}
        package_id = around.pop() if len(around) == 1 else ""
        inside = self._inside(package_id, spans[-1][1], selected) if package_id else ()
        staying = (row for row in chain(below, above) if rows.package_above(row) not in selected)
        beside = next(chain(inside, staying), None)
        return None if beside is None else rows.shown[beside]

    def _inside(self, package_id: str, row: int, selected: Collection[str]) -> Iterator[int]:
        """The rows of a package that are not selected, those below ``row`` first, and its own if it has such files."""
        rows = self._jobs.rows
        head = rows.row_by_id()[package_id]
        within = takewhile(lambda one: rows.package_above(one) == package_id, range(row + 1, len(rows.shown)))
        yield from (one for one in chain(within, range(row, head, -1)) if rows.shown[one] not in selected)
        if not rows.packages.heads[package_id].members.keys() <= set(selected):
            yield head

    def gap_beside_selection(self, move: Move) -> Gap | None:
        """The next place up or down among the rows that are shown; None at their end."""
        return gap_beside(self._jobs.rows, self._selected_runs(), move)

    def turn_package(self, package_id: str) -> None:
        """Open a package that is closed, close one that is open; what was selected inside it is its row then."""
        rows = self._jobs.rows
        totals = rows.packages.heads.get(package_id)
        if totals is None:
            return
        is_open = not self._jobs.is_open(package_id)
        current = self.currentIndex().row()
        had_keys = current >= 0 and rows.package_above(current) == package_id
        kept = self.selected_ids()
        has_lost = not is_open and any(rows.parents.get(one) == package_id for one in kept)
        self._jobs.set_open(package_id, is_open=is_open)
        if has_lost or (had_keys and not is_open):
            self.select_jobs(kept if has_lost else [package_id])
        self.package_turned.emit(package_columns.turned_words(totals, is_open=is_open))

    @override
    def keyboardSearch(self, search: str) -> None:
        row = self._type_ahead.row_for(search, self.currentIndex().row())
        if row is not None:
            self.setCurrentIndex(self._jobs.index(row, Column.FILE))

    @override
    def event(self, event: QEvent) -> bool:
        is_space = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Space
        if is_space and event.type() is QEvent.Type.ShortcutOverride and self._type_ahead.is_going_on:
            event.accept()  # a name with a space in it is being typed
            return True
        return super().event(event)

    @override
    def moveCursor(
        self, cursor_action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Home and End lead to the first row and the last: the cells of a row are one for the user."""
        ends = {
            QAbstractItemView.CursorAction.MoveHome: 0,
            QAbstractItemView.CursorAction.MoveEnd: self._jobs.rowCount() - 1,
        }
        if cursor_action in ends:
            return self._jobs.index(ends[cursor_action], Column.FILE)
        return super().moveCursor(cursor_action, modifiers)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_move = event.modifiers() == Qt.KeyboardModifier.AltModifier and event.key() in _MOVES
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._open_row(self.currentIndex().row())
        elif is_move or self._went_sideways(event):  # of the first no action took it: the row can't be moved
            event.accept()
        else:
            super().keyPressEvent(event)

    def _open_row(self, row: int) -> None:
        package = self._jobs.rows.package_at(row) if row >= 0 else None
        if package is None:
            self.opened.emit()
        else:
            self.turn_package(package.package_id)

    def _went_sideways(self, event: QKeyEvent) -> bool:
        """Open the package in use or go to its first file; close it, or go from a file to it. Says whether it was so."""
        row, rows = self.currentIndex().row(), self._jobs.rows
        is_plain = event.modifiers() in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier}
        if row < 0 or not is_plain or event.key() not in _SIDEWAYS:
            return False
        is_right = event.key() == Qt.Key.Key_Right
        package, around = rows.package_at(row), rows.package_above(row)
        if package is None:
            if around and not is_right:
                self.setCurrentIndex(self._jobs.index(rows.row_by_id()[around], Column.FILE))
            return bool(around) and not is_right
        is_open = self._jobs.is_open(package.package_id)
        if is_open is not is_right:
            self.turn_package(package.package_id)
        elif is_right:
            self.setCurrentIndex(self._jobs.index(row + 1, Column.FILE))
        return True

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._jobs.rowCount() == 0:
            painter = QPainter(self.viewport())
            painter.setPen(QColor(self._theme.colours.muted))
            words = self.tr("No upload fits the filter.")
            painter.drawText(self.viewport().rect(), Qt.AlignmentFlag.AlignCenter, words)

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Leave:
            self._delegate.show_mouse_on(-1)
        return super().viewportEvent(event)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._delegate.use_font(self.font())
            self.fitted.use_font()
            self._needed.look()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fitted.fit()
        self._needed.look_soon()

    @override
    def sizeHintForColumn(self, column: int) -> int:
        """What a double click on the border gives it: a bar has no width of its own."""
        least = self.fitted.least(Column.PROGRESS) if column == Column.PROGRESS else 0
        return max(least, super().sizeHintForColumn(column))

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
        self.sortByColumn(-1, Qt.SortOrder.AscendingOrder)

    def _set_up_headers(self) -> None:
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(row_height(self.font()))
        rows.setMinimumSectionSize(row_height(self.font()))
        columns = self.horizontalHeader()
        columns.setHighlightSections(False)
        columns.setSortIndicatorClearable(True)  # the third click leads back to the order of the queue
        # The header asks of every row of each column whether it is selected: 4 s for 100,000 rows. With a selection
        # of its own, which stays empty, there is nothing to ask.
        columns.setSelectionModel(QItemSelectionModel(self._jobs, columns))
        columns.setSectionsMovable(True)
        columns.setMinimumSectionSize(56)
        columns.hideSection(Column.QUEUE)

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

    def _keep_selection(self) -> None:
        self._kept = self._wanted or self.selected_ids()

    def _restore_if_lost(self) -> None:
        """Select again what moved. The view goes with what moves in the queue, not with what has ended: that leaves
        the place where something happens for a long list of what is over.
        """
        if set(self._kept) != set(self.selected_ids()):
            self.setAutoScroll(bool(self._kept) and not self._jobs.rows.is_over(self._kept[0]))
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
