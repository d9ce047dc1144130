"""Looks at the rows in sight for what is cut in them, so that columns which have room to spare give it away."""

from math import ceil
from typing import Final

from PySide6.QtCore import QModelIndex, QObject, QTimer
from PySide6.QtWidgets import QTableView

from uploader_gui.gui.jobs.fitted_columns import FittedColumns
from uploader_gui.gui.jobs.job_columns import Column
from uploader_gui.gui.jobs.job_delegate import JobDelegate
from uploader_gui.gui.jobs.job_table_model import JobTableModel

_STEP: Final = 16
"""Widths grow by so much at least, in logical pixels: one more digit moves no column twice."""


class NeededWidths(QObject):
    """Tells ``fitted`` what names, places and states in sight need, once a turn of the loop when rows come, look
    otherwise or are scrolled to; never for numbers alone. GUI thread.
    """

    def __init__(
        self, table: QTableView, model: JobTableModel, delegate: JobDelegate, fitted: FittedColumns
    ) -> None:
        super().__init__(table)
        self._table = table
        self._jobs = model
        self._delegate = delegate
        self._fitted = fitted
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._measure)
        model.rowsInserted.connect(self.look_soon)
        model.rowsRemoved.connect(self.look_soon)
        model.dataChanged.connect(self._look_if_other)
        model.modelReset.connect(self._look_anew)
        table.verticalScrollBar().valueChanged.connect(self.look_soon)

    def look(self) -> None:
        """Fit the columns to what is in sight."""
        self._measure()
        self._fitted.fit()

    def look_soon(self) -> None:
        """Look when what is going on now is over."""
        self._soon.start()

    def _look_if_other(self, first: QModelIndex) -> None:
        """Numbers alone change no column of the names."""
        if first.column() == Column.FILE:
            self.look_soon()

    def _look_anew(self) -> None:
        self._fitted.forget_needs()
        self.look_soon()

    def _measure(self) -> None:
        viewport = self._table.viewport()
        first, last = self._table.rowAt(0), self._table.rowAt(viewport.height() - 1)
        if first < 0:
            return
        rows = range(first, (last if last >= 0 else self._jobs.rowCount() - 1) + 1)
        asked = {
            Column.FILE: self._delegate.needed_name,
            Column.DESTINATION: self._delegate.needed_place,
            Column.PROGRESS: self._delegate.needed_progress,
        }
        needed = {column: max(map(of_row, rows)) for column, of_row in asked.items()}
        self._fitted.show_whole({column: ceil(width / _STEP) * _STEP for column, width in needed.items()})
