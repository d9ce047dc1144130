"""Which files were left out, and why."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from uploader_gui.domain.events import Refusal
from uploader_gui.gui.look.plain_text import PlainLabel
from uploader_gui.gui.words.engine_words import refusal_words
from uploader_gui.gui.words.wording import count_words


class SkippedList(QDialog):
    """Not modal: it can stay open beside the window. GUI thread."""

    def __init__(self, parent: QWidget | None, skipped: Sequence[Refusal]) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Left out"))
        self.resize(720, 380)
        head = count_words(
            len(skipped), self.tr("One file was not added:"), self.tr("{0} files were not added:")
        )
        self.text = QPlainTextEdit(
            "\n\n".join(f"{refusal.path}\n    {refusal_words(refusal)}" for refusal in skipped)
        )
        self.text.setReadOnly(True)
        copy = QPushButton(self.tr("Copy"))
        copy.setAutoDefault(False)
        copy.clicked.connect(lambda *_: QGuiApplication.clipboard().setText(self.text.toPlainText()))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.addButton(copy, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.close)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.addWidget(PlainLabel(head))
        column.addWidget(self.text)
        column.addWidget(buttons)
