"""Limits to choose from, for all uploads together or for some of them."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QDoubleSpinBox, QInputDialog, QMenu, QWidget

from uploader_gui.gui.dialogs import answered
from uploader_gui.gui.look.forms import put_on_grid
from uploader_gui.gui.look.number_fields import inset
from uploader_gui.gui.look.plain_text import show_plain
from uploader_gui.gui.words import wording

MB: Final = 1_000_000
_FASTEST_MB = 10_000.0
_SLOWEST_MB = 0.01
_USUAL_MB = 5


class SpeedLimitMenu(QMenu):
    """``chosen`` carries bytes a second, or None for no limit. GUI thread."""

    chosen = Signal(object)
    other_wanted = Signal()

    def __init__(self, offered: Sequence[int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._offered = frozenset(offered)

    def offer(self, limit: int | None, *, is_known: bool = True) -> None:
        """Mark the limit in use, which is offered too, whatever it is; none where it ``is_known`` not."""
        self.clear()
        group = QActionGroup(self)
        offered = self._offered | ({limit} if limit else set())
        for each in (None, *sorted(offered)):
            words = self.tr("No limit") if each is None else wording.speed_words(each)
            entry = QAction(words, group, checkable=True, checked=is_known and each == limit)
            entry.triggered.connect(lambda _=False, value=each: self.chosen.emit(value))
            self.addAction(entry)
        self.addSeparator()
        other = self.addAction(self.tr("Other…"))
        other.triggered.connect(lambda *_: self.other_wanted.emit())


async def asked_limit(parent: QWidget, limit: int | None) -> int | None:
    """Let the user enter a limit in bytes a second; None if it was cancelled."""
    dialog = QInputDialog(parent)
    dialog.setInputMode(QInputDialog.InputMode.DoubleInput)
    dialog.setWindowTitle(QCoreApplication.translate("SpeedLimitMenu", "Upload speed"))
    dialog.setLabelText(QCoreApplication.translate("SpeedLimitMenu", "At most, in MB/s:"))
    show_plain(dialog)
    put_on_grid(dialog)
    for field in dialog.findChildren(QDoubleSpinBox):
        inset(field)
    dialog.setDoubleRange(_SLOWEST_MB, _FASTEST_MB)
    dialog.setDoubleDecimals(2)
    dialog.setDoubleValue((limit or _USUAL_MB * MB) / MB)
    return round(dialog.doubleValue() * MB) if await answered(dialog) else None
