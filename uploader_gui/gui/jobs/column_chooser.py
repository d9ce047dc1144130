"""Which columns the table shows: a menu of its header."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from uploader_gui.gui.jobs import job_columns
from uploader_gui.gui.jobs.job_columns import SHOWN, Column
from uploader_gui.gui.jobs.job_table import JobTable


class ColumnChooser(QMenu):
    """Opens over the header of ``table``. The file's name always stays. GUI thread."""

    def __init__(self, table: JobTable) -> None:
        super().__init__(table)
        self._table = table
        self._header = table.horizontalHeader()
        self.columns = {column: self._check_mark(column) for column in SHOWN if column is not Column.FILE}
        self.addSeparator()
        self.queue_order = self.addAction(self.tr("Order by the queue"))
        self.queue_order.triggered.connect(lambda *_: table.sort_by_queue())
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
        action.triggered.connect(lambda *_: self._header.setSectionHidden(column, not action.isChecked()))
        return action

    def _open(self, place: QPoint) -> None:
        self.read()
        self.popup(self._header.mapToGlobal(place))
