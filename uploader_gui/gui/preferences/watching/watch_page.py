"""Preferences of watched folders: which there are, how they are, and whether each is on."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from uploader_gui.domain.unattended.watch_folder import Afterwards, WatchFolder
from uploader_gui.domain.unattended.watch_status import WatchStatus
from uploader_gui.gui.look.forms import GAP, SECTION, Note, push_button
from uploader_gui.gui.look.plain_text import ElidedLabel, tip_words
from uploader_gui.gui.look.two_lines import SECOND_LINE, TwoLines
from uploader_gui.gui.preferences.watching.watch_form import Destinations
from uploader_gui.gui.preferences.watching.watch_words import detail_words, state_words
from uploader_gui.gui.words.names import name_words

_ID = Qt.ItemDataRole.UserRole
_LEAST = QSize(240, 80)


@dataclass(frozen=True, slots=True)
class WatchFacts:
    """What is watched, how that is now, and where files may go."""

    folders: Sequence[WatchFolder] = ()
    statuses: Sequence[WatchStatus] = ()
    destinations: Destinations = field(default_factory=Destinations)


class _Folders(QListWidget):
    """Enter edits, and does not end the dialog too; Delete removes."""

    removed = Signal()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            event.accept()
        elif event.key() == Qt.Key.Key_Delete:
            self.removed.emit()


class WatchPage(QWidget):
    """``edit_wanted`` carries the WatchFolder that is to be edited, None for a new one. GUI thread."""

    edit_wanted = Signal(object)

    def __init__(self, facts: WatchFacts) -> None:
        super().__init__()
        self.destinations = facts.destinations
        self._folders = {watch.watch_id: watch for watch in facts.folders}
        self._saved = dict(self._folders)
        self._statuses: dict[str, WatchStatus] = {}
        self._is_filling = False
        self.list = _Folders()
        self.list.setItemDelegate(TwoLines(self.list))
        self.list.setAccessibleName(self.tr("Watched folders"))
        self.list.setMinimumSize(_LEAST)
        self.empty = Note(
            self.tr(
                "Files that appear in a watched folder are uploaded by themselves once they are finished, while this "
                "program runs. Add a folder to begin."
            )
        )
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.add = push_button(self.tr("Add…"), lambda: self.edit_wanted.emit(None))
        self.edit = push_button(self.tr("Edit…"), self._edit)
        self.remove = push_button(self.tr("Remove"), self._remove)
        self.place = ElidedLabel()
        self.place.setProperty("tone", "muted")
        self.detail = Note()
        self._lay_out()
        self.list.itemActivated.connect(lambda _item: self._edit())
        self.list.removed.connect(self._remove)
        self.list.itemChanged.connect(self._take_switch)
        self.list.currentItemChanged.connect(self._fit)
        self._fill()
        self.show_statuses(facts.statuses)

    def saved(self) -> tuple[WatchFolder, ...]:
        """What was watched when the page was made."""
        return tuple(self._saved.values())

    def folders(self) -> tuple[WatchFolder, ...]:
        """What is to be watched, as entered."""
        return tuple(self._folders.values())

    def put(self, watch: WatchFolder) -> None:
        """Have this folder in the list, in its old place if it is there already, and select it."""
        self._folders[watch.watch_id] = watch
        self._fill(watch.watch_id)
        self.list.setFocus()

    def show_statuses(self, statuses: Sequence[WatchStatus]) -> None:
        """Say how the folders are now."""
        self._statuses = {status.watch.watch_id: status for status in statuses}
        for row in range(self.list.count()):
            self._describe(self.list.item(row))
        self._fit()

    def _lay_out(self) -> None:
        buttons = QVBoxLayout()
        buttons.setSpacing(GAP)
        for button in (self.add, self.edit, self.remove):
            buttons.addWidget(button)
        buttons.addStretch()
        self._pages = QStackedWidget()
        self._pages.addWidget(self.list)
        self._pages.addWidget(self.empty)
        row = QHBoxLayout()
        row.setSpacing(SECTION)
        row.addWidget(self._pages, 1)
        row.addLayout(buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SECTION, 0, 0)
        column.setSpacing(GAP)
        column.addLayout(row, 1)
        column.addWidget(self.place)
        column.addWidget(self.detail)

    def _fill(self, chosen: str = "") -> None:
        self._is_filling = True
        self.list.clear()
        for watch in self._folders.values():
            item = QListWidgetItem(name_words(watch.folder))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setData(_ID, watch.watch_id)
            item.setCheckState(Qt.CheckState.Checked if watch.is_on else Qt.CheckState.Unchecked)
            self.list.addItem(item)
            self._describe(item)
            if watch.watch_id == chosen:
                self.list.setCurrentItem(item)
        self._is_filling = False
        if self.list.currentItem() is None:
            self.list.setCurrentRow(0)
        self._pages.setCurrentWidget(self.list if self._folders else self.empty)
        self._fit()

    def _describe(self, item: QListWidgetItem) -> None:
        watch = self._folders[item.data(_ID)]
        words = self._state(watch)
        item.setData(SECOND_LINE, words)
        item.setToolTip(tip_words(f"{item.text()}\n{words}\n{self._place(watch)}"))
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{item.text()}, {words}")

    def _state(self, watch: WatchFolder) -> str:
        status = self._statuses.get(watch.watch_id)
        if not watch.is_on:
            return self.tr("Off")
        if watch != self._saved.get(watch.watch_id):
            return self.tr("Watched once this is saved")
        return "" if status is None else state_words(status)

    def _place(self, watch: WatchFolder) -> str:
        place = self.destinations.words(watch.profile)
        if not place:
            return self.tr("There is no connection yet that files could go to.")
        whole = f"{place.rstrip('/')}/{name_words(watch.prefix.strip('/'))}" if watch.prefix else place
        return self._afterwards_words(watch.afterwards).format(whole, name_words(watch.moved_to))

    def _afterwards_words(self, afterwards: Afterwards) -> str:
        match afterwards:
            case Afterwards.LEAVE:
                return self.tr("Files go to {0}")
            case Afterwards.MOVE:
                return self.tr("Files go to {0}, and once verified are moved to {1}")
            case Afterwards.DELETE:
                return self.tr("Files go to {0}, and once verified are deleted from this computer")

    def _take_switch(self, item: QListWidgetItem) -> None:
        if self._is_filling:
            return
        watch = self._folders[item.data(_ID)]
        is_on = item.checkState() is Qt.CheckState.Checked
        if watch.is_on is is_on:
            return  # something else of the item was changed
        self._folders[watch.watch_id] = replace(watch, is_on=is_on)
        self._describe(item)
        self._fit()

    def _chosen(self) -> WatchFolder | None:
        item = self.list.currentItem()
        return None if item is None else self._folders.get(item.data(_ID))

    def _edit(self) -> None:
        if (watch := self._chosen()) is not None:
            self.edit_wanted.emit(watch)

    def _remove(self) -> None:
        if (watch := self._chosen()) is not None:
            del self._folders[watch.watch_id]
            self._fill()

    def _fit(self) -> None:
        watch = self._chosen()
        for button in (self.edit, self.remove):
            button.setEnabled(watch is not None)
        self.place.setText("" if watch is None else self._place(watch))
        status = None if watch is None else self._statuses.get(watch.watch_id)
        is_shown = status is not None and watch is not None and watch.is_on
        self.detail.setText(detail_words(status) if status is not None and is_shown else "")
        self.detail.setProperty("tone", "bad" if status is not None and status.trouble else "muted")
        self.detail.style().polish(self.detail)
