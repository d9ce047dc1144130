"""The bandwidth limit, at hand in the status bar."""

from typing import Final

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QInputDialog, QMenu, QToolButton, QWidget

from uploader_gui.gui.dialogs import answered
from uploader_gui.gui.look.plain_text import show_plain
from uploader_gui.gui.words import wording

MB: Final = 1_000_000
OFFERED_MB: Final = (1, 2, 5, 10, 25, 50)
_FASTEST_MB = 10_000.0
_SLOWEST_MB = 0.1


class SpeedLimitButton(QToolButton):
    """Shows the limit; its menu changes it. ``chosen`` carries bytes a second, or None for no limit. GUI thread."""

    chosen = Signal(object)
    other_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._limit: int | None = None
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setToolTip(self.tr("How fast files may be sent, all together"))
        self.setMenu(QMenu(self))
        self.show_limit(None)

    @property
    def limit(self) -> int | None:
        """Bytes a second; None for no limit."""
        return self._limit

    def show_limit(self, limit: int | None) -> None:
        """Say which limit is in use; it is offered too, whatever it is."""
        self._limit = limit
        words = wording.speed_words(limit) if limit else self.tr("none")
        self.setText(self.tr("Limit: {0}").format(words))
        self.setAccessibleName(self.text())
        menu = self.menu()
        menu.clear()
        group = QActionGroup(menu)
        offered: set[int] = {each * MB for each in OFFERED_MB} | ({limit} if limit else set())
        for each in (None, *sorted(offered)):
            words = self.tr("No limit") if each is None else wording.speed_words(each)
            entry = QAction(words, group, checkable=True, checked=each == limit)
            entry.triggered.connect(lambda _=False, value=each: self.chosen.emit(value))
            menu.addAction(entry)
        menu.addSeparator()
        other = menu.addAction(self.tr("Other..."))
        other.triggered.connect(lambda *_: self.other_wanted.emit())


async def asked_limit(parent: QWidget, limit: int | None) -> int | None:
    """Let the user enter a limit in bytes a second; None if it was cancelled."""
    dialog = QInputDialog(parent)
    dialog.setInputMode(QInputDialog.InputMode.DoubleInput)
    dialog.setWindowTitle(QCoreApplication.translate("SpeedLimitButton", "Upload speed"))
    dialog.setLabelText(QCoreApplication.translate("SpeedLimitButton", "At most, in MB/s:"))
    show_plain(dialog)
    dialog.setDoubleRange(_SLOWEST_MB, _FASTEST_MB)
    dialog.setDoubleDecimals(1)
    dialog.setDoubleValue((limit or 5 * MB) / MB)
    return round(dialog.doubleValue() * MB) if await answered(dialog) else None
