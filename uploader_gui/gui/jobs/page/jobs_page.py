"""The table with what is said of its order and, below it, the details of the selected job, which can be folded."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget
from typing_extensions import override

from uploader_gui.gui.details.details_pane import DetailsPane
from uploader_gui.gui.jobs.job_table import JobTable
from uploader_gui.gui.jobs.page.order_strip import OrderStrip

_FIRST_HEIGHT = 230


class JobsPage(QSplitter):
    """``fold`` is the check mark that opens and folds the details. GUI thread."""

    def __init__(
        self,
        table: JobTable,
        order: OrderStrip,
        details: DetailsPane,
        fold: QAction,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._details = details
        self._fold = fold
        self.height_wanted = _FIRST_HEIGHT
        rows = QWidget()
        column = QVBoxLayout(rows)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(table, 1)
        column.addWidget(order)
        self.addWidget(rows)
        self.addWidget(details)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(3)
        self.setStretchFactor(0, 1)
        self.setStretchFactor(1, 0)
        self.setSizes([10_000, _FIRST_HEIGHT])
        fold.setChecked(True)
        details.fold(is_open=True)
        fold.toggled.connect(self._open_or_fold)
        details.fold_button.clicked.connect(fold.toggle)
        details.opened.connect(lambda: fold.setChecked(True))

    def details_height(self) -> int:
        """The height of the open details, also while they are folded; logical pixels."""
        return self.sizes()[1] if self._fold.isChecked() and self.isVisible() else self.height_wanted

    def set_details(self, *, is_open: bool, height: int) -> None:
        """Open them so high, or fold them."""
        self.height_wanted = height
        self._fold.setChecked(is_open)
        if is_open:
            self._give_height()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low window the table keeps half of it; who wants less of it can still drag."""
        super().resizeEvent(event)
        half = self.height() // 2
        if self._fold.isChecked() and self.sizes()[1] > half:
            self.setSizes([self.height() - half, half])

    def _open_or_fold(self, is_open: bool) -> None:
        if not is_open:
            self.height_wanted = max(_FIRST_HEIGHT // 2, self.sizes()[1])
        self._details.fold(is_open=is_open)
        if is_open:
            self._give_height()
        else:
            self.setSizes([10_000, 0])

    def _give_height(self) -> None:
        whole = sum(self.sizes()) or 10_000
        self.setSizes([max(0, whole - self.height_wanted), self.height_wanted])
