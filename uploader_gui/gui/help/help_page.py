"""A short page of help: how uploading works here, and the keys."""

from html import escape

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTextBrowser, QWidget

from uploader_gui.gui.look.forms import bottom_row, dialog_column, open_at

_SIZE = QSize(620, 560)
_KEYS = "keys"


class HelpPage(QDialog):
    """``at_keys``: begins with the keys in view. Not modal: it can stay open beside the window. GUI thread."""

    def __init__(self, parent: QWidget | None, *, at_keys: bool = False) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("How it works"))
        open_at(self, _SIZE)
        self.page = QTextBrowser()
        self.page.setAccessibleName(self.tr("How it works"))
        self.page.setHtml(self._html())
        if at_keys:
            self.page.scrollToAnchor(_KEYS)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.close)
        column = dialog_column(self)
        column.addWidget(self.page)
        column.addLayout(bottom_row(buttons))

    def _html(self) -> str:
        words = "".join(f"<p>{escape(text)}</p>" for text in self._paragraphs())
        keys = "".join(
            f"<tr><td style='padding-right: 24px'><b>{escape(shown(key))}</b></td><td>{escape(text)}</td></tr>"
            for key, text in self._keys()
        )
        title = escape(self.tr("Keys"))
        return f"{words}<h4 id='{_KEYS}'>{title}</h4><table style='margin-left: -2px'>{keys}</table>"

    def _paragraphs(self) -> list[str]:
        return [
            self.tr(
                "Drop files or folders anywhere in the window. The button at the top right says where they go."
            ),
            self.tr(
                "What is dropped together is a package: one row, which a click on its triangle opens. What is done with "
                "that row is done with all its files."
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
            (self.tr("Letters"), self.tr("Go to the upload whose name begins so")),
            ("Return", self.tr("Open the details; once more goes there, Esc comes back")),
            ("Right", self.tr("Open a package of several files; once more goes to its first file")),
            ("Left", self.tr("Go from a file to its package; once more closes it")),
            ("Space", self.tr("Pause or resume the selected uploads")),
            ("Shift+Space", self.tr("Pause the selected uploads when the parts on their way have ended")),
            ("Del", self.tr("Remove the selected uploads")),
            ("Ctrl+Z", self.tr("Undo a removal that only took rows off the list")),
            ("Ctrl+A", self.tr("Select all")),
            ("Ctrl+C", self.tr("Copy the link of a finished upload")),
            ("Ctrl+Shift+C", self.tr("Copy its plain link, for whoever may read the bucket")),
            ("Ctrl+Return", self.tr("Open a finished upload in the browser")),
            ("Ctrl+Shift+Return", self.tr("Show the selected files in their folder")),
            ("Ctrl+U", self.tr("Upload finished files again")),
            ("Ctrl+E", self.tr("Export a report of the selected uploads")),
            ("Ctrl+F", self.tr("Filter; Esc leaves and clears it, Return goes to the rows")),
            ("F5", self.tr("Try now what waits for the network or its store")),
            ("F2", self.tr("Rename a package, or an upload in the store before it begins")),
            ("Alt+Up", self.tr("Move up in the queue")),
            ("Alt+Down", self.tr("Move down in the queue")),
            ("Alt+Home", self.tr("Move to the top of the queue")),
            ("Ctrl+H", self.tr("Deliveries: all that was ever uploaded")),
            ("Ctrl+Shift+Del", self.tr("Clear the list, which asks what leaves it")),
            ("Ctrl+B", self.tr("Choose bucket and folder")),
            ("Ctrl+I", self.tr("Show or fold the details")),
            ("Ctrl+,", self.tr("Preferences")),
            ("F1", self.tr("This page")),
            ("Ctrl+?", self.tr("These keys")),
            ("Ctrl+Q", self.tr("Pause everything cleanly and quit")),
        ]


def shown(key: str) -> str:
    """A key as the platform writes it."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) or key
