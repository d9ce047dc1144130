"""All that was ever uploaded, also what has left the list: looked through by name, key, package and date."""

from typing import Final

from PySide6.QtCore import QItemSelectionModel, QSize, Qt, QTimer, Signal, SignalInstance
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLineEdit,
    QMenu,
    QPushButton,
    QTableView,
    QWidget,
)
from typing_extensions import override

from uploader_gui.domain.reports.deliveries import Delivery
from uploader_gui.gui.history.delivery_model import DeliveryColumn, DeliveryModel
from uploader_gui.gui.look.forms import Note, bottom_row, dialog_column, open_at, push_button
from uploader_gui.gui.words.sizes import size_words
from uploader_gui.gui.words.wording import count_words

_SIZE: Final = QSize(1000, 580)
_TYPING_MS: Final = 250
_WIDTHS: Final = {
    DeliveryColumn.SIZE: 10,
    DeliveryColumn.FINISHED: 14,
    DeliveryColumn.PACKAGE: 18,
    DeliveryColumn.VERIFIED: 20,
}
"""Of these columns, in digits of the font; name and destination share what is left."""
_LEAST_SHARED: Final = 44
_FIRST_TO_GO: Final = (DeliveryColumn.VERIFIED, DeliveryColumn.PACKAGE)


class DeliveriesSheet(QDialog):
    """Not modal. ``search_wanted`` carries what was typed; the answers come by ``show_found``, pages of ``model``
    and ``show_totals``, which ``listed`` follows. Its other signals carry the selected Deliveries. GUI thread.
    """

    search_wanted = Signal(str)
    link_wanted = Signal(object)
    open_wanted = Signal(object)
    folder_wanted = Signal(object)
    again_wanted = Signal(object)
    row_wanted = Signal(object)
    report_wanted = Signal(object)
    verify_wanted = Signal(object)
    listed = Signal()

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Deliveries"))
        self.model = DeliveryModel(self)
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.search.setPlaceholderText(
            self.tr("Name, key, package, or a date: 2026-11, 2026-11-03..2026-11-10")
        )
        self.search.setAccessibleName(self.tr("Look for"))
        self.table = _Deliveries(self.model)
        self.count = Note()
        self.link = self._made(
            self.tr("Copy link"), QKeySequence(QKeySequence.StandardKey.Copy), self.link_wanted
        )
        self.open_link = self._made(
            self.tr("Open in the browser"), QKeySequence("Ctrl+Return"), self.open_wanted
        )
        self.folder = self._made(
            self.tr("Show in its folder"), QKeySequence("Ctrl+Shift+Return"), self.folder_wanted
        )
        self.again = self._made(self.tr("Upload again"), QKeySequence("Ctrl+U"), self.again_wanted)
        self.row = self._made(self.tr("Go to its row"), QKeySequence("Return"), self.row_wanted)
        self.report = self._made(self.tr("Export a report"), QKeySequence("Ctrl+E"), self.report_wanted)
        self.verify = self._made(self.tr("Verify again: ask the store"), QKeySequence(), self.verify_wanted)
        self._typing = QTimer(self, interval=_TYPING_MS, singleShot=True)
        self._lay_out()
        self._connect()
        self._fit()
        open_at(self, _SIZE)
        self.search.setFocus()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter looks at once, and does not close; Down goes from the field to the rows."""
        if event.key() == Qt.Key.Key_Down and self.search.hasFocus():
            self.table.setFocus()
            return
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if self.search.hasFocus():
                self.look()
            return
        super().keyPressEvent(event)

    def look(self) -> None:
        """Look for what stands in the field."""
        self._typing.stop()
        self.search_wanted.emit(self.search.text())

    def selected(self) -> list[Delivery]:
        """The selected ones, in the order of the rows."""
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        return [self.model.delivery_at(row) for row in rows]

    def show_found(self, deliveries: list[Delivery], *, has_more: bool) -> None:
        """Show the first page of what was found."""
        self.model.show(deliveries, has_more=has_more)
        if deliveries:
            first = self.model.index(0, DeliveryColumn.FILE)
            rows = QItemSelectionModel.SelectionFlag.Rows | QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.table.selectionModel().setCurrentIndex(first, rows)
        self._fit()

    def show_totals(self, count: int, size: int) -> None:
        """Say how many were found in all, and how many bytes they have."""
        one, many = self.tr("One file, {1}"), self.tr("{0} files, {1}")
        self.count.setText(count_words(count, one, many, size_words(size)) if count else "")
        self.listed.emit()

    def _made(self, words: str, keys: QKeySequence, wanted: SignalInstance) -> QAction:
        action = QAction(words, self)
        action.setShortcut(keys)
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(lambda *_: wanted.emit(self.selected()))
        self.table.addAction(action)
        return action

    def _lay_out(self) -> None:
        actions = (self.link, self.open_link, self.folder, self.again)
        self._buttons: list[tuple[QAction, QPushButton]] = [
            (action, push_button(action.text(), action.trigger)) for action in actions
        ]
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        box.rejected.connect(self.close)
        column = dialog_column(self)
        column.addWidget(self.search)
        column.addWidget(self.table, 1)
        column.addWidget(self.count)
        column.addLayout(bottom_row(box, *(button for _, button in self._buttons)))

    def _connect(self) -> None:
        self.search.textEdited.connect(lambda *_: self._typing.start())
        self.search.textChanged.connect(lambda words: None if words else self.look())
        self._typing.timeout.connect(self.look)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._fit())
        self.table.doubleClicked.connect(lambda *_: self.row.trigger())
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(
            lambda place: self.menu().popup(self.table.viewport().mapToGlobal(place))
        )

    def menu(self) -> QMenu:
        """What can be done with the selected ones, gone when it is closed."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        actions = (self.row, self.link, self.open_link, self.folder, self.again, self.verify, self.report)
        menu.addActions([action for action in actions if action.isEnabled()])
        return menu

    def _fit(self) -> None:
        chosen = self.selected()
        has_file = any(one.recording.source_path for one in chosen)
        for action, is_possible in (
            (self.link, bool(chosen)),
            (self.open_link, len(chosen) == 1),
            (self.folder, has_file),
            (self.again, has_file),
            (self.row, len(chosen) == 1),
            (self.verify, bool(chosen)),
            (self.report, bool(chosen)),
        ):
            action.setEnabled(is_possible)
        for action, button in self._buttons:
            button.setEnabled(action.isEnabled())


class _Deliveries(QTableView):
    """Says in its middle that nothing was found."""

    def __init__(self, model: DeliveryModel) -> None:
        super().__init__()
        self.setModel(model)
        self.setAccessibleName(self.tr("Deliveries"))
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        for column in (DeliveryColumn.FILE, DeliveryColumn.DESTINATION):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        for column, figures in _WIDTHS.items():
            header.resizeSection(column, figures * self._figure())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what has no room; its tool tips are gone with it, name and destination stay."""
        super().resizeEvent(event)
        left = event.size().width() // self._figure() - _LEAST_SHARED - sum(_WIDTHS.values())
        for column in _FIRST_TO_GO:
            self.setColumnHidden(column, left < 0)
            left += _WIDTHS[column] if left < 0 else 0

    def _figure(self) -> int:
        return self.fontMetrics().horizontalAdvance("0")

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.model().rowCount() == 0:
            painter = QPainter(self.viewport())
            painter.setPen(self.palette().placeholderText().color())
            words = self.tr("Nothing that was uploaded fits.")
            painter.drawText(self.viewport().rect(), Qt.AlignmentFlag.AlignCenter, words)
