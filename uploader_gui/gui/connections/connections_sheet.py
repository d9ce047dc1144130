"""All saved connections: which is in use, and what can be done with each."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from uploader_gui.domain.messages import Messages
from uploader_gui.domain.profile import Profile
from uploader_gui.gui.connections.destination_button import place_words
from uploader_gui.gui.look.plain_text import PlainLabel, tip_words
from uploader_gui.gui.words.engine_words import message_words

_NAME = Qt.ItemDataRole.UserRole


class ConnectionsSheet(QDialog):
    """Its signals carry a profile's name; ``show_profiles`` is called when that has changed something. GUI thread."""

    use_wanted = Signal(str)
    edit_wanted = Signal(str)
    duplicate_wanted = Signal(str)
    delete_wanted = Signal(str)
    new_wanted = Signal()
    shown = Signal()

    def __init__(self, parent: QWidget | None, note: Messages) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Connections"))
        self.resize(640, 360)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Saved connections"))
        self.use = self._button(self.tr("Use"), self.use_wanted.emit)
        self.edit = self._button(self.tr("Edit"), self.edit_wanted.emit)
        self.duplicate = self._button(self.tr("Duplicate"), self.duplicate_wanted.emit)
        self.delete = self._button(self.tr("Delete"), self.delete_wanted.emit)
        self.new = QPushButton(self.tr("New"), autoDefault=False)
        self.new.clicked.connect(lambda *_: self.new_wanted.emit())
        self.list.itemActivated.connect(lambda item: self.use_wanted.emit(item.data(_NAME)))
        self.list.currentItemChanged.connect(self._fit)
        self._lay_out(note)

    def show_profiles(self, profiles: Sequence[Profile], current: Profile | None) -> None:
        """List the connections; the one in use is marked, the selection kept."""
        chosen = self.chosen() or (current.name if current else "")
        self.list.clear()
        for profile in profiles:
            words = place_words(profile)
            is_current = current is not None and profile.name == current.name
            item = QListWidgetItem(self.tr("{0} (in use)").format(words) if is_current else words)
            item.setToolTip(tip_words(profile.endpoint))
            item.setData(_NAME, profile.name)
            self.list.addItem(item)
            if profile.name == chosen:
                self.list.setCurrentItem(item)
        if self.list.currentItem() is None:
            self.list.setCurrentRow(0)
        self._fit()
        self.shown.emit()

    def chosen(self) -> str:
        """The name of the selected connection, "" if there is none."""
        item = self.list.currentItem()
        return str(item.data(_NAME)) if item else ""

    def _lay_out(self, note: Messages) -> None:
        buttons = QVBoxLayout()
        buttons.setSpacing(8)
        for button in (self.use, self.new, self.edit, self.duplicate, self.delete):
            buttons.addWidget(button)
        buttons.addStretch()
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.list, 1)
        row.addLayout(buttons)
        words = PlainLabel(message_words(note), wraps=True)
        words.setProperty("tone", "muted")
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        box.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(16)
        column.addLayout(row, 1)
        column.addWidget(words)
        column.addWidget(box)

    def _button(self, words: str, do: Callable[[str], None]) -> QPushButton:
        button = QPushButton(words)
        button.setAutoDefault(False)
        button.clicked.connect(lambda *_: do(self.chosen()))
        return button

    def _fit(self) -> None:
        for button in (self.use, self.edit, self.duplicate, self.delete):
            button.setEnabled(bool(self.chosen()))
