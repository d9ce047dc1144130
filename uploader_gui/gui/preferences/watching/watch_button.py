"""One quiet word of the watched folders in the status bar."""

from collections.abc import Sequence

from PySide6.QtWidgets import QToolButton, QWidget

from uploader_gui.domain.unattended.watch_status import WatchStatus
from uploader_gui.gui.look.plain_text import menu_words, tip_words
from uploader_gui.gui.preferences.watching.watch_words import each_in_words, overall_words


class WatchButton(QToolButton):
    """There only while something is watched; a click opens the page of the preferences. GUI thread."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hide()

    def show_statuses(self, statuses: Sequence[WatchStatus]) -> None:
        """Say how the watched folders are."""
        words, each = overall_words(statuses), each_in_words(statuses)
        if (self.text(), self.toolTip()) != (menu_words(words), tip_words(each)):
            self.setText(menu_words(words))
            self.setToolTip(tip_words(each))
            self.setAccessibleName(words)
            self.setAccessibleDescription(each)
        self.setVisible(bool(words))
