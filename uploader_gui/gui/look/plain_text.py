"""How text enters a widget: names, and what stores say, are shown as they are, never read as markup.

Left to itself Qt takes a text for HTML as soon as it looks like it, and loads the pictures that it names. Every
label of the window is a ``PlainLabel`` (a test says so); tool tips, menus and notifications take their words
through the functions here.
"""

from PySide6.QtCore import Qt
from PySide6.QtGui import Qt as QtText
from PySide6.QtWidgets import QInputDialog, QLabel, QMessageBox, QWidget

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
    for label in dialog.findChildren(QLabel):
        label.setTextFormat(_PLAIN)
