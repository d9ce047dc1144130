"""A short page of help: how uploading works here, and the keys."""

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTextBrowser, QVBoxLayout, QWidget

_SIZE = (620, 560)


class HelpPage(QDialog):
    """Not modal: it can stay open beside the window. GUI thread."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("How it works"))
        self.resize(*_SIZE)
        self.page = QTextBrowser()
        self.page.setAccessibleName(self.tr("How it works"))
        self.page.setHtml(self._html())
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.close)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.addWidget(self.page)
        column.addWidget(buttons)

    def _html(self) -> str:
        words = "".join(f"<p>{escape(text)}</p>" for text in self._paragraphs())
        keys = "".join(
            f"<tr><td style='padding-right: 24px'><b>{escape(shown(key))}</b></td><td>{escape(text)}</td></tr>"
            for key, text in self._keys()
        )
        title = escape(self.tr("Keys"))
        return f"{words}<h4>{title}</h4><table>{keys}</table>"

    def _paragraphs(self) -> list[str]:
        return [
            self.tr(
                "Drop files or folders anywhere in the window. The button at the top right says where they go."
            ),
            self.tr(
                "Each file is sent in parts. A part that the store has confirmed is never sent again: pause, close "
                "the window, lose the network or the power, and the upload goes on from the last finished part."
            ),
            self.tr(
                "A green tick means that the store's checksum or ETag of the whole object is the same as yours. A "
                "failed upload says what happened and what to do; its parts are kept."
            ),
            self.tr(
                "Remove takes an upload off the list and deletes its parts from the store. It never touches your own "
                "files, nor objects that are finished."
            ),
        ]

    def _keys(self) -> list[tuple[str, str]]:
        return [
            ("Ctrl+O", self.tr("Add files")),
            ("Ctrl+Shift+O", self.tr("Add folder")),
            ("Space", self.tr("Pause or resume the selected uploads")),
            ("Del", self.tr("Remove the selected uploads")),
            ("Ctrl+A", self.tr("Select all")),
            ("Ctrl+C", self.tr("Copy the link of a finished upload")),
            ("Ctrl+F", self.tr("Filter")),
            ("F2", self.tr("Rename the key before it starts")),
            ("Alt+Up", self.tr("Move up in the queue")),
            ("Alt+Down", self.tr("Move down in the queue")),
            ("Alt+Home", self.tr("Move to the top of the queue")),
            ("Ctrl+B", self.tr("Choose bucket and folder")),
            ("Ctrl+I", self.tr("Show or fold the details")),
            ("Ctrl+,", self.tr("Preferences")),
            ("F1", self.tr("This page")),
            ("Ctrl+Q", self.tr("Pause everything cleanly and quit")),
        ]


def shown(key: str) -> str:
    """A key as the platform writes it."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
