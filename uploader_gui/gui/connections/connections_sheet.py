"""All saved connections: which is in use, and what can be done with each."""

from collections.abc import Callable, Collection, Sequence

from PySide6.QtCore import QSize, Qt, Signal
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
from uploader_gui.gui.look.forms import GAP, SECTION, Note, bottom_row, dialog_column, open_at, push_button
from uploader_gui.gui.look.plain_text import tip_words
from uploader_gui.gui.look.two_lines import SECOND_LINE, TwoLines
from uploader_gui.gui.words.engine_words import message_words

_SIZE = QSize(640, 360)
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
        open_at(self, _SIZE)
        self._in_file: Collection[str] = ()
        self._current = ""
        self._usual_note = message_words(note)
        self.note = Note(self._usual_note)
        self.list = QListWidget()
        self.list.setItemDelegate(TwoLines(self.list))
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.list.setAccessibleName(self.tr("Saved connections"))
        self.use = self._button(self.tr("Use"), self.use_wanted.emit)
        self.edit = self._button(self.tr("Edit"), self.edit_wanted.emit)
        self.duplicate = self._button(self.tr("Duplicate"), self.duplicate_wanted.emit)
        self.delete = self._button(self.tr("Delete"), self.delete_wanted.emit)
        self.new = push_button(self.tr("New"), self.new_wanted.emit)
        self.list.itemActivated.connect(lambda item: self.use_wanted.emit(item.data(_NAME)))
        self.list.currentItemChanged.connect(self._fit)
        self._lay_out()

    def show_profiles(
        self, profiles: Sequence[Profile], current: Profile | None, in_file: Collection[str] = ()
    ) -> None:
        """List the connections; the one in use is marked, the selection kept. ``in_file``: whose secrets stand there."""
        self._in_file = in_file
        self._current = current.name if current else ""
        chosen = self.chosen() or self._current
        self.list.clear()
        for profile in profiles:
            words = place_words(profile)
            is_current = profile.name == self._current
            item = QListWidgetItem(self.tr("{0} (in use)").format(words) if is_current else words)
            item.setToolTip(tip_words(f"{words}\n{profile.endpoint}"))
            item.setData(_NAME, profile.name)
            item.setData(SECOND_LINE, profile.endpoint)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{item.text()}, {profile.endpoint}")
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

    def _lay_out(self) -> None:
        buttons = QVBoxLayout()
        buttons.setSpacing(GAP)
        for button in (self.use, self.edit, self.duplicate, self.delete):
            buttons.addWidget(button)
        buttons.addStretch()
        row = QHBoxLayout()
        row.setSpacing(SECTION)
        row.addWidget(self.list, 1)
        row.addLayout(buttons)
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        box.rejected.connect(self.reject)
        column = dialog_column(self)
        column.addLayout(row, 1)
        column.addWidget(self.note)
        column.addLayout(bottom_row(box, self.new))

    def _button(self, words: str, do: Callable[[str], None]) -> QPushButton:
        return push_button(words, lambda: do(self.chosen()))

    def _fit(self) -> None:
        for button in (self.edit, self.duplicate, self.delete):
            button.setEnabled(bool(self.chosen()))
        self.use.setEnabled(self.chosen() not in {"", self._current})
        words = self._usual_note
        if self.chosen() in self._in_file:
            words = self.tr("The secret key of {0} is kept in a file that only this user can read.").format(
                self.chosen()
            )
        self.note.setText(words)
