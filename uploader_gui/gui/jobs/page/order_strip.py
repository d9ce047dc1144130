"""Says below the table that it is not in queue order, and leads back."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from uploader_gui.gui.jobs import job_columns
from uploader_gui.gui.jobs.job_table import JobTable
from uploader_gui.gui.jobs.job_table_model import JobTableModel
from uploader_gui.gui.look.plain_text import PlainLabel


class OrderStrip(QFrame):
    """Takes room only while ``table`` is sorted by a column. Below it, so that no row moves under the mouse."""

    def __init__(self, table: JobTable, model: JobTableModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("order")
        self._jobs = model
        self._words = PlainLabel(wraps=True)
        self.back = QPushButton(self.tr("Show in queue order"))
        self.back.clicked.connect(table.sort_by_queue)
        self.back.clicked.connect(lambda *_: table.setFocus())
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 4, 8, 4)
        row.setSpacing(8)
        row.addWidget(self.back)
        row.addWidget(self._words, 1)
        model.order_changed.connect(self._show_order)
        self._show_order()

    @property
    def words(self) -> str:
        """What it says now."""
        return self._words.text()

    def say_why_nothing_moves(self) -> None:
        """The user tried to move rows."""
        self._say(self.tr("Uploads can only be moved in queue order; these are sorted by “{0}”."), "warning")

    def _show_order(self) -> None:
        self._say(self.tr("Sorted by “{0}”, not in queue order."), "muted")
        self.setVisible(not self._jobs.is_in_queue_order)

    def _say(self, words: str, tone: str) -> None:
        self._words.setText(words.format(job_columns.title(self._jobs.sorted_by)))
        self._words.setProperty("tone", tone)
        self._words.style().polish(self._words)
