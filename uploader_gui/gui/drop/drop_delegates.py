"""How the files of a drop are drawn and edited in their table."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, QTimer
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QComboBox, QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from uploader_gui.gui.drop.drop_model import DropModel, choice_words
from uploader_gui.gui.look.icons import icon

ARROW_SIZE = 16


class DropDelegate(QStyledItemDelegate):
    """A file that is left out is written in the muted colour."""

    @override
    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        model = index.model()
        if isinstance(model, DropModel) and not model.is_included(index):
            muted = option.palette.color(QPalette.ColorRole.PlaceholderText)
            for role in (QPalette.ColorRole.Text, QPalette.ColorRole.HighlightedText):
                option.palette.setColor(role, muted)


class KeyDelegate(DropDelegate):
    """Edits a key; its name without the extension is what most want to change, so that is selected."""

    @override
    def setEditorData(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        super().setEditorData(editor, index)
        if isinstance(editor, QLineEdit):
            QTimer.singleShot(0, editor, lambda: _select_name(editor))  # later: the view selects all


def _select_name(field: QLineEdit) -> None:
    key = field.text()
    start, dot = key.rfind("/") + 1, key.rfind(".")
    field.setSelection(start, (dot if dot > start else len(key)) - start)


class ChoiceDelegate(DropDelegate):
    """Edits what happens to a file whose place is taken; the arrow stands where that of a field would."""

    @override
    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        if index.flags() & Qt.ItemFlag.ItemIsEditable:
            option.features |= QStyleOptionViewItem.ViewItemFeature.HasDecoration
            option.icon = icon("fold", option.palette.color(QPalette.ColorRole.PlaceholderText).name())
            option.decorationSize = QSize(ARROW_SIZE, ARROW_SIZE)
            option.decorationPosition = QStyleOptionViewItem.Position.Right

    @override
    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        box = QComboBox(parent)
        model = index.model()
        for choice in model.options(index) if isinstance(model, DropModel) else ():
            box.addItem(choice_words(choice), choice.value)
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
