"""Where words are typed that the rows must hold."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QToolButton, QWidget
from typing_extensions import override

from uploader_gui.gui.look.icons import icon
from uploader_gui.gui.look.theme import Theme


class FilterBox(QLineEdit):
    """``left``: on to the rows, by Esc, which takes the words away, or by Enter or Down, which keep them."""

    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setPlaceholderText(self.tr("Filter"))
        self.setClearButtonEnabled(True)
        self._magnifier = QAction(self)
        self._magnifier.triggered.connect(self.enter)
        self.addAction(self._magnifier, QLineEdit.ActionPosition.LeadingPosition)
        for button in self.findChildren(QToolButton):
            is_magnifier = button.defaultAction() is self._magnifier
            button.setAccessibleName(self.tr("Filter") if is_magnifier else self.tr("Clear"))
        theme.changed.connect(self._draw_icon)
        self._draw_icon()
        self.setAccessibleName(self.tr("Show only uploads whose name or key holds"))
        self.setAcceptDrops(False)  # or it would take files dropped onto it as text

    def enter(self) -> None:
        """Take the keys; what stands there is typed over."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Escape:
                self.clear()
                self.left.emit()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Down:
                self.left.emit()
            case _:
                super().keyPressEvent(event)

    def _draw_icon(self) -> None:
        self._magnifier.setIcon(icon("search", self._theme.colours.muted))
