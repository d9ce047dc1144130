"""Which columns the table shows: a menu of its header."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from uploader_gui.gui.jobs import job_columns
from uploader_gui.gui.jobs.job_columns import SHOWN, Column
from uploader_gui.gui.jobs.job_table import JobTable


class ColumnChooser(QMenu):
    """Opens over the header of ``table``, and also leads back to the order of the queue. The file's name always stays.

    GUI thread.
    """

    def __init__(self, table: JobTable, queue_order: QAction) -> None:
        super().__init__(table)
        self._table = table
        self._header = table.horizontalHeader()
        self.columns: dict[Column, QAction] = {
            column: self._check_mark(column) for column in SHOWN if column is not Column.FILE
        }
        self.addSeparator()
        self.fit_columns = self.addAction(self.tr("Arrange the columns as at first"))
        self.fit_columns.triggered.connect(lambda *_: table.fitted.reset())
        self.addAction(queue_order)
        self._header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._header.customContextMenuRequested.connect(self._open)
        self.read()

    def read(self) -> None:
        """Check what is shown now."""
        for column, action in self.columns.items():
            action.setChecked(not self._header.isSectionHidden(column))

    def _check_mark(self, column: Column) -> QAction:
        action = self.addAction(job_columns.title(column))
        action.setCheckable(True)
        action.triggered.connect(lambda *_: self._table.fitted.choose(column, is_shown=action.isChecked()))
        return action

    def _open(self, place: QPoint) -> None:
        self.read()
        self.popup(self._header.mapToGlobal(place))
