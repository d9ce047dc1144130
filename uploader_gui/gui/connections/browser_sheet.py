"""Buckets and folders of a store, to choose where uploads go; both can be new ones."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from uploader_gui.domain.naming import clean_prefix
from uploader_gui.gui.look.icons import icon
from uploader_gui.gui.look.plain_text import PlainLabel
from uploader_gui.gui.look.theme import Theme
from uploader_gui.gui.words.wording import count_words, listed


class BrowserSheet(QDialog):
    """Says ``listing_wanted`` (bucket, prefix; bucket "" for the list of buckets) and ``bucket_wanted`` (name).

    The answers come by ``show_folders``, ``show_buckets`` and ``show_refusal``; ``listed`` follows each. A folder
    that is typed need not exist: it is a prefix, and comes into being with the first object. GUI thread.
    """

    listing_wanted = Signal(str, str)
    bucket_wanted = Signal(str)
    listed = Signal()

    def __init__(self, parent: QWidget | None, theme: Theme, bucket: str, prefix: str) -> None:
        super().__init__(parent)
        self._theme = theme
        self._bucket = bucket
        self._prefix = clean_prefix(prefix)
        self.setWindowTitle(self.tr("Choose where to upload"))
        self.resize(560, 480)
        self.place = QLineEdit()
        self.place.setAccessibleName(self.tr("Bucket and folder"))
        self.place.setPlaceholderText(self.tr("bucket/folder"))
        self.up = QPushButton(self.tr("Up"))
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Folders"))
        self.words = PlainLabel(wraps=True)
        self.words.setProperty("tone", "muted")
        self.new_name = QLineEdit()
        self.make = QPushButton()
        self._buttons = QDialogButtonBox()
        self._lay_out()
        self._connect()
        self._show_place()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if is_enter and self.focusWidget() in {self.list, self.place, self.new_name}:
            return  # it opened a folder there, and does not end the choice
        super().keyPressEvent(event)

    def begin(self) -> None:
        """Ask for what is at the first place."""
        self._ask()

    def bucket(self) -> str:
        """The bucket that is chosen; "" while the buckets are listed."""
        return self._bucket

    def prefix(self) -> str:
        """The folder that is chosen, as a prefix: "" or ending in a slash."""
        return self._prefix

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
        self._fill((), "folder", words)
        self._say(words, "bad")

    def _lay_out(self) -> None:
        for button in (self.up, self.make):
            button.setAutoDefault(False)
        box = QDialogButtonBox.StandardButton
        accept = self._buttons.addButton(box.Ok)
        accept.setText(self.tr("Upload here"))
        self._buttons.addButton(box.Cancel).setAutoDefault(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(12)
        for fields in ((self.up, self.place), (self.new_name, self.make)):
            row = QHBoxLayout()
            row.setSpacing(8)
            for field in fields:
                row.addWidget(field, int(isinstance(field, QLineEdit)))
            column.addLayout(row)
            if fields[0] is self.up:
                column.addWidget(self.list, 1)
                column.addWidget(self.words)
        column.addWidget(self._buttons)

    def _connect(self) -> None:
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self.up.clicked.connect(self._go_up)
        self.list.itemActivated.connect(lambda item: self._enter(item.text()))
        self.place.returnPressed.connect(self._go_to_typed)
        self.place.textEdited.connect(self._take_typed)
        self.new_name.textChanged.connect(lambda text: self.make.setEnabled(bool(text.strip())))
        self.new_name.returnPressed.connect(self._make_new)
        self.make.clicked.connect(self._make_new)

    def _show_place(self) -> None:
        self.place.setText(f"{self._bucket}/{self._prefix}" if self._bucket else "")
        self._fit()

    def _fit(self) -> None:
        lists_buckets = not self._bucket
        self.up.setEnabled(not lists_buckets)
        self._buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(not lists_buckets)
        self.make.setText(self.tr("New bucket") if lists_buckets else self.tr("New folder"))
        hint = self.tr("Name of a new bucket") if lists_buckets else self.tr("Name of a new folder")
        self.new_name.setPlaceholderText(hint)
        self.new_name.setAccessibleName(hint)
        self.make.setEnabled(bool(self.new_name.text().strip()))

    def _fill(self, names: Sequence[str], drawing: str, words: str) -> None:
        self.list.clear()
        picture = icon(drawing, self._theme.colours.text)
        self.list.addItems(list(names))
        for row in range(self.list.count()):
            self.list.item(row).setIcon(picture)
        self._say(words, "muted")
        if names and not self.place.hasFocus() and not self.new_name.hasFocus():
            self.list.setCurrentRow(0)
            self.list.setFocus()
        self.listed.emit()

    def _say(self, words: str, tone: str) -> None:
        self.words.setText(words)
        self.words.setProperty("tone", tone)
        self.words.style().polish(self.words)

    def _ask(self) -> None:
        self._show_place()
        self.list.clear()
        self._say(self.tr("Asking the store…"), "muted")
        self.listing_wanted.emit(self._bucket, self._prefix)

    def _enter(self, name: str) -> None:
        if self._bucket:
            self._prefix += f"{name}/"
        else:
            self._bucket = name
        self._ask()

    def _go_up(self) -> None:
        if self._prefix:
            self._prefix = clean_prefix(self._prefix.rstrip("/").rpartition("/")[0])
        else:
            self._bucket = ""
        self._ask()

    def _take_typed(self, text: str) -> None:
        bucket, _, prefix = text.strip().strip("/").partition("/")
        self._bucket, self._prefix = bucket, clean_prefix(prefix)
        self._fit()

    def _go_to_typed(self) -> None:
        self._take_typed(self.place.text())
        self._ask()

    def _make_new(self) -> None:
        name = self.new_name.text().strip().strip("/")
        if not name:
            return
        self.new_name.clear()
        if self._bucket:
            self._enter(name)
        else:
            self.bucket_wanted.emit(name)
