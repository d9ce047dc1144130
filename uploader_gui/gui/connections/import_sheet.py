"""Connections that other programs have saved, to choose one from."""

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from uploader_gui.gui.look.forms import Note, bottom_row, dialog_column, open_at
from uploader_gui.gui.look.plain_text import PlainLabel, tip_words
from uploader_gui.gui.words.engine_words import message_words
from uploader_gui.storage.settings.imported_connections import ImportedConnection

_SIZE = QSize(680, 340)


class ImportSheet(QDialog):
    """``chosen`` after it was accepted; there must be one to choose. What can't be used is listed with its reason. GUI thread."""

    def __init__(self, parent: QWidget | None, found: Sequence[ImportedConnection]) -> None:
        super().__init__(parent)
        self._found = found
        self.setWindowTitle(self.tr("Import a connection"))
        open_at(self, _SIZE)
        self.list = QTreeWidget()
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setHeaderLabels(
            [self.tr("Name"), self.tr("From"), self.tr("Endpoint"), self.tr("Access key")]
        )
        self.list.setAccessibleName(self.tr("Connections of other programs"))
        items = [_item(one) for one in found]
        self.list.addTopLevelItems(items)
        self.list.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self._why_not = Note()
        box = QDialogButtonBox.StandardButton
        self._buttons = QDialogButtonBox(box.Ok | box.Cancel)
        self._buttons.button(box.Ok).setText(self.tr("Use this one"))
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self.list.currentItemChanged.connect(self._fit)
        self.list.itemActivated.connect(self._accept_if_usable)
        column = dialog_column(self)
        column.addWidget(
            PlainLabel(
                self.tr("Found in the files of the MinIO client and of AWS's tools. They are not changed.")
            )
        )
        column.addWidget(self.list)
        column.addWidget(self._why_not)
        column.addLayout(bottom_row(self._buttons))
        usable = [item for item, one in zip(items, found, strict=True) if not one.why_not]
        self.list.setCurrentItem((usable or items)[0])

    def chosen(self) -> ImportedConnection:
        """The connection that the user has chosen."""
        return self._found[self.list.currentIndex().row()]

    def _fit(self) -> None:
        why_not = message_words(self.chosen().why_not)
        self._why_not.setText(why_not or self.tr("Its keys are copied; bucket and prefix are chosen next."))
        self._buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(not why_not)

    def _accept_if_usable(self) -> None:
        if not self.chosen().why_not:
            self.accept()


def _item(found: ImportedConnection) -> QTreeWidgetItem:
    item = QTreeWidgetItem([found.name, found.program, found.endpoint, found.access_key or "–"])
    item.setToolTip(0, tip_words(message_words(found.why_not)))
    return item
