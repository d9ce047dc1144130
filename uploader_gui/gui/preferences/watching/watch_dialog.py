"""One watched folder, new or edited."""

import os
from collections.abc import Collection

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QWidget
from typing_extensions import override

from uploader_gui.domain.errors import BadSettingsError
from uploader_gui.domain.unattended.watch_folder import WatchFolder
from uploader_gui.gui.look.forms import (
    FormArea,
    Note,
    bottom_row,
    dialog_column,
    keep_wide,
    needed_height,
    open_at,
)
from uploader_gui.gui.preferences.watching.watch_form import Destinations, WatchForm
from uploader_gui.gui.words.engine_words import error_words

_WIDTH = 640


class WatchDialog(QDialog):
    """``others``: the other watched folders, of which none may be this one again. GUI thread."""

    folder_wanted = Signal(object)

    def __init__(
        self,
        parent: QWidget | None,
        watch: WatchFolder,
        destinations: Destinations,
        others: Collection[WatchFolder] = (),
    ) -> None:
        super().__init__(parent)
        self._others = others
        self.setWindowTitle(self.tr("Watch folder") if watch.folder else self.tr("Watch a folder"))
        keep_wide(self, _WIDTH)
        self.form = WatchForm(watch, destinations)
        self.form.folder_wanted.connect(self.folder_wanted)
        self.said = Note()
        self.said.setProperty("tone", "bad")
        self.said.hide()
        box = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(box.Ok | box.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self._area = area = FormArea(self)
        column = dialog_column(self)
        column.addWidget(area, 1)
        column.addWidget(self.said)
        column.addLayout(bottom_row(buttons))
        area.hold(self.form)
        self.form.rows_changed.connect(self._fit_height)
        self.form.folder.setFocus()

    def watch(self) -> WatchFolder:
        """What was entered. Raises BadSettingsError in words."""
        return self.form.watch()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit_height()  # only now the style has measured the fields

    @override
    def accept(self) -> None:
        """Keep it, unless something that was entered can't be used: then say what."""
        words = self._trouble()
        self.said.setText(words)
        self.said.setVisible(bool(words))
        self._fit_height()
        if not words:
            super().accept()

    def _fit_height(self) -> None:
        open_at(self, QSize(self.width(), needed_height(self, self._area)))

    def _trouble(self) -> str:
        try:
            watch = self.watch()
        except BadSettingsError as error:
            return error_words(error)
        if any(_place(one) == _place(watch) for one in self._others):
            return self.tr("This folder is watched for the same destination already.")
        return ""


def _place(watch: WatchFolder) -> tuple[str, str, str]:
    return os.path.normpath(watch.folder), watch.profile, watch.prefix
