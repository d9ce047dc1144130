"""A text that can be read, selected and copied."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from uploader_gui.gui.look.forms import NOTE_GAP, Note, bottom_row, dialog_column, open_at, push_button
from uploader_gui.gui.look.plain_text import PlainLabel


class TextSheet(QDialog):
    """``head`` says what the ``text`` is; ``headline`` stands above both and is copied, too; ``others`` are buttons
    beside Copy. Not modal: it can stay open beside the window. GUI thread.
    """

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        head: str,
        text: str,
        others: tuple[QPushButton, ...] = (),
        *,
        headline: str = "",
        size: QSize = QSize(720, 380),  # noqa: B008  # a value that nobody changes
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        open_at(self, size)
        self.text = QPlainTextEdit(text)
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(head)
        copied = f"{headline}\n{text}" if headline else text
        copy = push_button(self.tr("Copy"), lambda: QGuiApplication.clipboard().setText(copied))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.close)
        column = dialog_column(self)
        said = QVBoxLayout()
        said.setSpacing(NOTE_GAP)
        if headline:
            title_words = PlainLabel(headline)
            title_words.setProperty("tone", "headline")
            said.addWidget(title_words)
        said.addWidget(Note(head) if headline else PlainLabel(head, wraps=True))
        column.addLayout(said)
        column.addWidget(self.text)
        column.addLayout(bottom_row(buttons, copy, *others))
        buttons.button(QDialogButtonBox.StandardButton.Close).setFocus()
