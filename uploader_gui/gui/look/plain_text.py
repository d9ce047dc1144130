"""How text enters a widget: names, and what stores say, are shown as they are, never read as markup.

Left to itself Qt takes a text for HTML as soon as it looks like it, and loads the pictures that it names. Every
label of the window is a ``PlainLabel`` (a test says so); tool tips, menus and notifications take their words
through the functions here.
"""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtGui import Qt as QtText
from PySide6.QtWidgets import QInputDialog, QLabel, QMessageBox, QWidget
from typing_extensions import override

_PLAIN = Qt.TextFormat.PlainText
_BRACKETS = str.maketrans("<>", "‹›")


class PlainLabel(QLabel):
    """A label whose text is no markup, whatever it holds. ``wraps``: on to the next line. GUI thread."""

    def __init__(
        self,
        text: str = "",
        parent: QWidget | None = None,
        *,
        wraps: bool = False,
        alignment: Qt.AlignmentFlag | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(_PLAIN)
        self.setText(text)
        self.setWordWrap(wraps)
        if alignment is not None:
            self.setAlignment(alignment)


class ElidedLabel(PlainLabel):
    """One line that gives way to what is beside it: what has no room is left out, and all of it is in the tool tip.

    ``elide``: where it is left out; the end of a name says more than its middle. GUI thread.
    """

    def __init__(
        self,
        elide: Qt.TextElideMode = Qt.TextElideMode.ElideMiddle,
        *,
        alignment: Qt.AlignmentFlag | None = None,
    ) -> None:
        self._elide = elide  # before the text, which is fitted at once
        super().__init__(alignment=alignment)

    @property
    def shown(self) -> str:
        """What there is room for."""
        return self.fontMetrics().elidedText(self.text(), self._elide, self.contentsRect().width())

    @override
    def setText(self, text: str) -> None:
        super().setText(text)
        self._fit_tip()

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_tip()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self.style().drawItemText(
            painter,
            self.contentsRect(),
            self.alignment(),
            self.palette(),
            self.isEnabled(),
            self.shown,
            self.foregroundRole(),
        )

    def _fit_tip(self) -> None:
        self.setToolTip("" if self.shown == self.text() else tip_words(self.text()))


def tip_words(text: str) -> str:
    """``text`` for a tool tip, which knows no text format: escaped where Qt would take it for markup."""
    return QtText.convertFromPlainText(text) if QtText.mightBeRichText(text) else text


def menu_words(text: str) -> str:
    """``text`` for a button or a menu, where a single ``&`` would vanish and underline the next letter."""
    return text.replace("&", "&&")


def notification_words(text: str) -> str:
    """``text`` for a notification or a tray icon: some desktops read markup there, others would show its escapes."""
    return text.translate(_BRACKETS)


def show_plain(dialog: QMessageBox | QInputDialog) -> None:
    """Have all labels of one of Qt's own dialogs show plain text; to be called when its words are set."""
    if isinstance(dialog, QMessageBox):
        dialog.setTextFormat(_PLAIN)  # also for the system's own box
    for label in labels_of(dialog):
        label.setTextFormat(_PLAIN)


def labels_of(dialog: QMessageBox | QInputDialog) -> list[QLabel]:
    """The labels that Qt has made for one of its own dialogs."""
    return dialog.findChildren(QLabel)
