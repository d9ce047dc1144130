"""Buckets and folders of a store, to choose where uploads go; both can be new ones."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QLocale, QPoint, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QKeySequence,
    QShortcut,
)
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QPushButton,
    QStyledItemDelegate,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from uploader_gui.domain.naming import clean_prefix
from uploader_gui.gui.desktop.file_transfer import FileTransfer, not_given_words, transfer_key
from uploader_gui.gui.drop.dropped_paths import Dropped, dropped
from uploader_gui.gui.look.forms import GAP, MARGIN, bottom_row, dialog_column, open_at
from uploader_gui.gui.look.icons import icon
from uploader_gui.gui.look.plain_text import PlainLabel
from uploader_gui.gui.look.theme import Theme
from uploader_gui.gui.words.names import name_words
from uploader_gui.gui.words.wording import count_words, listed

_SIZE = QSize(560, 480)
_ICON_SIZE = QSize(18, 18)


class BrowserSheet(QDialog):
    """Says ``listing_wanted`` (bucket, prefix; bucket "" for the list of buckets) and ``bucket_wanted`` (name).

    The answers come by ``show_folders``, ``show_buckets`` and ``show_refusal``; ``listed`` follows each. ``place`` says at
    any moment where uploads would go: to what was opened, typed there, or is marked in the list, with the new folder
    whose name is being entered. A folder that is typed need not exist: it is a prefix, and comes into being with the
    first object. Files that are dropped here accept the place under them: ``dropped`` holds them then. Until the desktop's
    portal has given them, which takes a while, the place stays as it is, and only ``Cancel`` ends the choice. GUI thread.
    """

    listing_wanted = Signal(str, str)
    bucket_wanted = Signal(str)
    listed = Signal()

    def __init__(
        self,
        parent: QWidget | None,
        theme: Theme,
        bucket: str,
        prefix: str,
        *,
        takes_files: bool = True,
    ) -> None:
        super().__init__(parent)
        self._takes_files = takes_files
        self._before_drag = "", ""
        self.dropped: tuple[Path, ...] = ()
        self._transfer = FileTransfer(self)
        self._waits_for_files = False
        self._theme = theme
        self._shown = bucket, clean_prefix(prefix)
        self._chosen = self._shown
        self.setWindowTitle(self.tr("Choose where to upload"))
        open_at(self, _SIZE)
        self.place = QLineEdit()
        self.place.setAccessibleName(self.tr("Bucket and folder"))
        self.place.setPlaceholderText(self.tr("bucket/folder"))
        self.up = QPushButton(self.tr("Up"))
        self.list = QListWidget()
        self.list.setItemDelegate(_Names(self.list))
        self.list.setIconSize(_ICON_SIZE)
        self.list.setAccessibleName(self.tr("Folders"))
        self.reason = PlainLabel(wraps=True, alignment=Qt.AlignmentFlag.AlignCenter)
        self.reason.setProperty("tone", "bad")
        self.words = PlainLabel(wraps=True)
        self.words.setProperty("tone", "muted")
        self.new_name = QLineEdit()
        self.make = QPushButton()
        self._buttons = QDialogButtonBox()
        self._lay_out()
        self._connect()
        self._show_place()
        self._fit()
        self.setAcceptDrops(True)
        for field in (self.place, self.new_name):
            field.setAcceptDrops(False)  # or it would take files for text

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self._before_drag = self.words.text(), str(self.words.property("tone"))
        event.accept()  # also what is refused on the move: only so does Qt tell when it leaves

    @override
    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        found = self._over(event)
        self._say(found.refusal or self._offer(found), "bad" if found.refusal else "good")
        if found.refusal:
            event.ignore()
        else:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    @override
    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._say(*self._before_drag)

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        found = self._over(event)
        if found.refusal:
            event.ignore()
            return
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        key = transfer_key(event.mimeData()) if found.is_transfer else ""
        self._wait_for_files(waits=True)
        self._say(self.tr("Waiting for the other program's files…"), "muted")
        self._transfer.retrieve(key, found.paths, self._take, self._go_on_without)

    def _take(self, paths: Sequence[Path]) -> None:
        self.dropped = tuple(paths)
        self.accept()

    def _go_on_without(self) -> None:
        self._wait_for_files(waits=False)
        self._say(not_given_words(), "bad")

    def _wait_for_files(self, *, waits: bool) -> None:
        self._waits_for_files = waits
        self.setAcceptDrops(not waits)
        for field in (self.place, self.list, self.new_name):
            field.setEnabled(not waits)
        self._fit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if is_enter and self.focusWidget() in {self.list, self.place, self.new_name}:
            return  # it opened a folder there, and does not end the choice
        super().keyPressEvent(event)

    def begin(self) -> None:
        """Ask for what is at the first place."""
        self._ask()

    @property
    def shown(self) -> tuple[str, str]:
        """Bucket and prefix of what is listed, or being asked for; "" and "" for the buckets."""
        return self._shown

    def bucket(self) -> str:
        """The bucket that is chosen; "" while there is none."""
        return self._chosen[0]

    def prefix(self) -> str:
        """The folder that is chosen, as a prefix: "" or ending in a slash."""
        return self._chosen[1] + self._new_folder()

    def show_buckets(self, names: Sequence[str]) -> None:
        """The buckets that these keys may see."""
        one, many = self.tr("One bucket"), self.tr("{0} buckets")
        self._fill(names, "bucket", count_words(len(names), one, many))

    def show_folders(self, names: Sequence[str], object_count: int, *, is_whole: bool) -> None:
        """What is in the folder that is shown."""
        folders = count_words(len(names), self.tr("One folder"), self.tr("{0} folders"))
        objects = count_words(object_count, self.tr("one object"), self.tr("{0} objects"))
        words = listed((folders, objects))
        if not is_whole:
            words += self.tr("; there are more than were listed. Type the name of the folder.")
        self._fill(names, "folder", words)

    def show_refusal(self, words: str) -> None:
        """Why it could not be listed; a place can still be typed."""
        self._fill((), "folder", "")
        self.reason.setText(words)
        self.list.setAccessibleDescription(words)

    def _over(self, event: QDropEvent) -> Dropped:
        """Mark the folder under what is dragged, or none where it would go to the one that is listed."""
        found = dropped(event.mimeData())
        if found.refusal:
            return found
        if not self._takes_files:
            return Dropped(refusal=self.tr("Save the connection first, then drop the files."))
        at: QPoint = self.list.viewport().mapFrom(self, event.position().toPoint())
        entry = self.list.itemAt(at) if self.list.viewport().rect().contains(at) else None
        if entry is None:
            self.list.clearSelection()
        else:
            self.list.setCurrentItem(entry)
        return found if self.bucket() else Dropped(refusal=self.tr("Drop the files onto a bucket."))

    def _offer(self, found: Dropped) -> str:
        place = f"{self.bucket()}/{self.prefix()}"
        if not found.paths:
            return self.tr("Drop to upload these files to {0}").format(place)
        one, many = self.tr("Drop to upload “{1}” to {2}"), self.tr("Drop to upload {0} items to {2}")
        return count_words(len(found.paths), one, many, found.paths[0].name, place)

    def _lay_out(self) -> None:
        for button in (self.up, self.make):
            button.setAutoDefault(False)
        box = QDialogButtonBox.StandardButton
        accept = self._buttons.addButton(box.Ok)
        accept.setText(self.tr("Upload here"))
        self._buttons.addButton(box.Cancel).setAutoDefault(False)
        within = QVBoxLayout(self.list.viewport())
        within.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        within.addWidget(self.reason)
        column = dialog_column(self)
        for fields in ((self.up, self.place), (self.new_name, self.make)):
            row = QHBoxLayout()
            row.setSpacing(GAP)
            for field in fields:
                row.addWidget(field, int(isinstance(field, QLineEdit)))
            column.addLayout(row)
            if fields[0] is self.up:
                column.addWidget(self.list, 1)
                column.addWidget(self.words)
        column.addLayout(bottom_row(self._buttons))

    def _connect(self) -> None:
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self.up.clicked.connect(self._go_up)
        self.list.itemActivated.connect(lambda item: self._enter(item.text()))
        self.place.returnPressed.connect(self._go_to_typed)
        self.list.itemSelectionChanged.connect(self._take_marked)
        self.place.textEdited.connect(self._take_typed)
        self.new_name.textChanged.connect(self._take_new_name)
        self.new_name.returnPressed.connect(self._make_new)
        self.make.clicked.connect(self._make_new)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Refresh), self, lambda: self._open(*self._shown))

    def _show_place(self) -> None:
        self.place.setText(f"{self.bucket()}/{self.prefix()}" if self.bucket() else "")

    def _fit(self) -> None:
        lists_buckets = not self._shown[0]
        may_choose = not self._waits_for_files
        self.up.setEnabled(may_choose and not lists_buckets)
        upload_here = self._buttons.button(QDialogButtonBox.StandardButton.Ok)
        upload_here.setEnabled(may_choose and bool(self.bucket()))
        self.make.setText(self.tr("New bucket") if lists_buckets else self.tr("New folder"))
        hint = self.tr("Name of a new bucket") if lists_buckets else self.tr("Name of a new folder")
        self.new_name.setPlaceholderText(hint)
        self.new_name.setAccessibleName(hint)
        self.make.setEnabled(may_choose and bool(self.new_name.text().strip()))

    def _new_folder(self) -> str:
        """The prefix that the name of a new folder adds; of a new bucket it is no folder."""
        return clean_prefix(self.new_name.text().strip()) if self._shown[0] else ""

    def _fill(self, names: Sequence[str], drawing: str, words: str) -> None:
        self._empty()
        picture = icon(drawing, self._theme.colours.text)
        self.list.addItems(list(names))
        for row in range(self.list.count()):
            self.list.item(row).setIcon(picture)
        if not self._waits_for_files:
            self._say(words, "muted")
        if names and not self.place.hasFocus() and not self.new_name.hasFocus():
            self.list.setFocus()  # nothing is marked: what is marked is chosen
        self.listed.emit()

    def _empty(self) -> None:
        self.list.clear()
        self.reason.clear()
        self.list.setAccessibleDescription("")

    def _say(self, words: str, tone: str) -> None:
        self.words.setText(words)
        self.words.setVisible(bool(words))
        self.words.setProperty("tone", tone)
        self.words.style().polish(self.words)

    def _ask(self) -> None:
        self._show_place()
        self._empty()
        self._fit()
        self._say(self.tr("Asking the store…"), "muted")
        self.listing_wanted.emit(*self._shown)

    def _open(self, bucket: str, prefix: str) -> None:
        if self._waits_for_files:
            return
        self._shown = self._chosen = bucket, prefix
        self.new_name.clear()
        self._ask()

    def _enter(self, name: str) -> None:
        self._open(*self._within(name))

    def _within(self, name: str) -> tuple[str, str]:
        bucket, prefix = self._shown
        return (bucket, f"{prefix}{name}/") if bucket else (name, "")

    def _go_up(self) -> None:
        bucket, prefix = self._shown
        if prefix:
            self._open(bucket, clean_prefix(prefix.rstrip("/").rpartition("/")[0]))
        else:
            self._open("", "")

    def _take_marked(self) -> None:
        if self._waits_for_files:
            return  # another listing has come; the files were dropped onto what was marked before
        marked = self.list.selectedItems()
        self._chosen = self._within(marked[0].text()) if marked else self._shown
        if marked and not self._shown[0]:
            self.new_name.clear()  # one bucket or the other
        self._show_place()
        self._fit()

    def _take_typed(self, text: str) -> None:
        bucket, _, prefix = text.strip().strip("/").partition("/")
        with QSignalBlocker(self.list), QSignalBlocker(self.new_name):
            self.list.clearSelection()
            self.new_name.clear()
        self._chosen = bucket, clean_prefix(prefix)
        self._fit()

    def _go_to_typed(self) -> None:
        self._take_typed(self.place.text())
        self._open(*self._chosen)

    def _take_new_name(self, name: str) -> None:
        if name and not self._shown[0]:
            self.list.clearSelection()
        self._show_place()
        self._fit()

    def _make_new(self) -> None:
        name = self.new_name.text().strip().strip("/")
        if not name:
            return
        if self._shown[0]:
            self._open(self.bucket(), self.prefix())
        else:
            self.new_name.clear()
            self.bucket_wanted.emit(name)


class _Names(QStyledItemDelegate):
    """The items have the names themselves, which may hold what is not seen."""

    @override
    def displayText(self, value: object, locale: QLocale | QLocale.Language) -> str:
        return name_words(str(value))
