"""The bandwidth limit, at hand in the status bar."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QToolButton, QWidget
from typing_extensions import override

from uploader_gui.domain.unattended.timetable import TimetableNow
from uploader_gui.gui.look.plain_text import tip_words
from uploader_gui.gui.preferences.speed_limit_menu import MB, SpeedLimitMenu
from uploader_gui.gui.words.timetable_words import limit_words, reason_words, rule_words, until_words

_OFFERED: Final = (1 * MB, 2 * MB, 5 * MB, 10 * MB, 25 * MB, 50 * MB)


class SpeedLimitButton(QToolButton):
    """Shows the limit and what the timetable says; its menu changes them. ``chosen`` carries bytes a second, None: no limit.

    ``ignoring_chosen``: whether the timetable is left aside until what it says changes next. GUI thread.
    """

    chosen = Signal(object)
    other_wanted = Signal()
    ignoring_chosen = Signal(bool)
    timetable_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._limit: int | None = None
        self._now = TimetableNow()
        self._menu = SpeedLimitMenu(_OFFERED, self)
        self._menu.chosen.connect(self.chosen)
        self._menu.other_wanted.connect(self.other_wanted)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setMenu(self._menu)
        self.show_limit(None)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.showMenu()

    @property
    def limit(self) -> int | None:
        """Bytes a second; None for no limit."""
        return self._limit

    def show_limit(self, limit: int | None) -> None:
        """Say which limit is in use; it is offered too, whatever it is."""
        self._limit = limit
        self._show()

    def show_timetable(self, now: TimetableNow) -> None:
        """Say what counts by the timetable, and until when."""
        self._now = now
        self._show()

    def _show(self) -> None:
        self.setText(limit_words(self._now, self._limit))
        self.setAccessibleName(self.text())
        said = rule_words(self._now)
        reasons = reason_words(self._now, self._limit) if said else []
        tip = filter(None, (self.tr("How fast files may be sent, all together"), said, *reasons))
        self.setToolTip(tip_words("\n".join(tip)))
        self.setAccessibleDescription("; ".join(filter(None, (said, *reasons))))
        self._menu.offer(self._limit)
        self._menu.addSeparator()
        if said:
            self._menu.addAction(said).setEnabled(False)
        until = self._now.in_force.until
        if until is not None and (self._now.is_ignored or self._now.holds_back(self._limit)):
            words = self.tr("Leave the timetable aside until {0}").format(until_words(until))
            aside = self._menu.addAction(words)
            aside.setCheckable(True)
            aside.setChecked(self._now.is_ignored)
            aside.triggered.connect(self.ignoring_chosen)
        self._menu.addAction(self.tr("Timetable…")).triggered.connect(lambda *_: self.timetable_wanted.emit())
