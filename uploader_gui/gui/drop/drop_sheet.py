"""What a drop would do, before it is done: one key accepts it, Esc drops it. Not modal."""

from PySide6.QtCore import QCoreApplication, QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTabBar,
    QTableView,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from uploader_gui.domain.job import ConflictPolicy
from uploader_gui.domain.naming import clean_prefix
from uploader_gui.domain.profile import Profile
from uploader_gui.gui.drop.drop_model import Column, DropModel, Page, policy_words
from uploader_gui.gui.look.plain_text import PlainLabel
from uploader_gui.gui.words.wording import count_words, listed, size_words

CHOICES = (ConflictPolicy.SKIP, ConflictPolicy.RENAME, ConflictPolicy.OVERWRITE)
_TYPING_MS = 300


class DropSheet(QDialog):
    """Shows a ``DropModel``. ``prefix_changed`` says that the keys have to be made anew. GUI thread."""

    prefix_changed = Signal()

    def __init__(
        self, parent: QWidget | None, model: DropModel, profile: Profile, *, offers_never: bool
    ) -> None:
        super().__init__(parent)
        self.model = model
        self.setWindowTitle(self.tr("Upload"))
        self.setModal(False)
        self.resize(820, 480)
        self.headline = PlainLabel()
        self.headline.setProperty("tone", "headline")
        self.prefix = QLineEdit(clean_prefix(profile.prefix))
        self.prefix.setPlaceholderText(self.tr("folder, or nothing"))
        self.prefix.setAccessibleName(self.tr("Folder for these files"))
        self.note = PlainLabel(wraps=True)
        self.note.setProperty("tone", "muted")
        self.tabs = QTabBar()
        self.table = QTableView()
        self.for_all = QComboBox()
        self.for_all.setAccessibleName(self.tr("For all that are there already"))
        self._for_all_row = QWidget()
        self.never = QCheckBox(self.tr("Don't show this again: upload at once"))
        self.never.setVisible(offers_never)
        self.buttons = QDialogButtonBox()
        self._typing = QTimer(self, interval=_TYPING_MS, singleShot=True)
        self._lay_out(f"{profile.name} › {profile.bucket}/")
        self._connect()
        self._fit()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setFocus()

    def chosen_prefix(self) -> str:
        """The prefix as it will be used."""
        return clean_prefix(self.prefix.text().strip())

    def say(self, words: str, tone: str = "muted") -> None:
        """A sentence below the table: what is being looked at, or could not be."""
        self.note.setText(words)
        self.note.setProperty("tone", tone)
        self.note.style().polish(self.note)
        self.note.setVisible(bool(words))

    def _lay_out(self, place: str) -> None:
        to = QHBoxLayout()
        to.setSpacing(4)
        to.addWidget(PlainLabel(self.tr("to {0}").format(place)))
        to.addWidget(self.prefix, 1)
        self._prepare_table()
        for _ in Page:
            self.tabs.addTab("")
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        for policy in CHOICES:
            self.for_all.addItem(_long_words(policy), policy.value)
        row = QHBoxLayout(self._for_all_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(PlainLabel(self.tr("For all that are there already:")))
        row.addWidget(self.for_all)
        row.addStretch()
        box = QDialogButtonBox.StandardButton
        self.buttons.addButton(box.Ok).setText(self.tr("Upload"))
        self.buttons.addButton(box.Cancel).setAutoDefault(False)
        bottom = QHBoxLayout()
        bottom.addWidget(self.never)
        bottom.addStretch()
        bottom.addWidget(self.buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(12)
        column.addWidget(self.headline)
        column.addLayout(to)
        column.addWidget(self.tabs)
        column.addWidget(self.table, 1)
        column.addWidget(self._for_all_row)
        column.addWidget(self.note)
        column.addLayout(bottom)
        self.buttons.button(box.Ok).setDefault(True)

    def _prepare_table(self) -> None:
        table = self.table
        table.setModel(self.model)
        table.setItemDelegateForColumn(Column.OUTCOME, _ChoiceDelegate(table))
        table.setEditTriggers(QTableView.EditTrigger.EditKeyPressed)
        table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        table.setTabKeyNavigation(False)
        table.setAccessibleName(self.tr("Files of this drop"))
        rows = table.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(round(table.fontMetrics().height() * 1.7))
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(Column.PLACE, QHeaderView.ResizeMode.Stretch)
        unit = table.fontMetrics().averageCharWidth()
        for column, letters in ((Column.FILE, 30), (Column.SIZE, 12), (Column.OUTCOME, 22)):
            header.resizeSection(column, letters * unit)

    def _connect(self) -> None:
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.model.changed.connect(self._fit)
        self.table.clicked.connect(self._edit)
        self.tabs.currentChanged.connect(lambda at: self.model.show_page(Page(at)))
        self.for_all.activated.connect(lambda at: self.model.choose_for_all(CHOICES[at]))
        self.prefix.textEdited.connect(lambda *_: self._typing.start())
        self._typing.timeout.connect(self.prefix_changed)

    def _edit(self, index: QModelIndex) -> None:
        if index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.table.edit(index)

    def _fit(self) -> None:
        """Words and buttons as the model's counts ask for."""
        model = self.model
        files, taken = model.count(Page.FILES), model.count(Page.TAKEN)
        words = count_words(files, self.tr("Upload one file"), self.tr("Upload {0} files"))
        self.headline.setText(listed((words, size_words(model.total_size()))))
        titles = (self.tr("Files"), self.tr("Already there"), self.tr("Left out"))
        for page, title in zip(Page, titles, strict=True):
            self.tabs.setTabText(page, f"{title}  {model.count(page):,}")
            self.tabs.setTabVisible(page, page is Page.FILES or model.count(page) > 0)
        self._for_all_row.setVisible(taken > 0)
        shared = model.shared_choice()
        self.for_all.setCurrentIndex(CHOICES.index(shared) if shared else -1)
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(files > 0)


class _ChoiceDelegate(QStyledItemDelegate):
    """Edits what happens to a file whose place is taken."""

    @override
    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        if index.flags() & Qt.ItemFlag.ItemIsEditable:
            option.text += "  ▾"

    @override
    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        box = QComboBox(parent)
        for policy in CHOICES:
            box.addItem(policy_words(policy), policy.value)
        box.activated.connect(lambda *_: self._commit(box))
        return box

    @override
    def setEditorData(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(editor.findData(index.data(Qt.ItemDataRole.EditRole)))
            editor.showPopup()

    @override
    def setModelData(
        self, editor: QWidget, model: object, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        if isinstance(editor, QComboBox) and isinstance(model, DropModel):
            model.setData(index, editor.currentData())

    def _commit(self, box: QComboBox) -> None:
        self.commitData.emit(box)
        self.closeEditor.emit(box, QStyledItemDelegate.EndEditHint.NoHint)


def _long_words(policy: ConflictPolicy) -> str:
    return {
        ConflictPolicy.SKIP: QCoreApplication.translate(
            "DropSheet", "Skip: leave what is there, and check that it is the same file"
        ),
        ConflictPolicy.RENAME: QCoreApplication.translate(
            "DropSheet", "Keep both: upload under a new name, like “clip (2).mp4”"
        ),
        ConflictPolicy.OVERWRITE: QCoreApplication.translate(
            "DropSheet", "Replace: the object that is there is lost"
        ),
    }[policy]
