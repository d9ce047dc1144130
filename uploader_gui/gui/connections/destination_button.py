"""Where new files go: always in sight, one click to change it."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QContextMenuEvent
from PySide6.QtWidgets import QMenu, QStyleOptionToolButton, QToolButton, QWidget
from typing_extensions import override

from uploader_gui.domain.naming import clean_prefix
from uploader_gui.domain.profile import Profile
from uploader_gui.gui.look.icons import icon
from uploader_gui.gui.look.plain_text import menu_words, tip_words
from uploader_gui.gui.look.theme import Theme


def place_words(profile: Profile) -> str:
    """Bucket and prefix on the named connection, as the window says it everywhere."""
    return f"{profile.name} › {profile.bucket}/{clean_prefix(profile.prefix)}"


class DestinationButton(QToolButton):
    """Shows the connection in use; its menu offers the others. ``chosen`` carries a profile's name.

    It can be narrower than its words: then the place stands alone, and at last its middle is left out. ``shown``: it shows another one, or another
    place.
    """

    chosen = Signal(str)
    shown = Signal()

    def __init__(self, theme: Theme, own_actions: Sequence[QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._own_actions = own_actions
        self._short = ""
        self._is_measured = False  # Qt asks for what it would paint while it measures the whole words
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setMenu(QMenu(self))
        theme.changed.connect(self._draw_icon)
        self._draw_icon()
        self.show_profiles((), None)

    def show_profiles(self, profiles: Sequence[Profile], current: Profile | None) -> None:
        """Say where new files go, and list what there is to choose from."""
        if current is None:
            self._short = self.tr("Not connected")
            self.setText(self._short)
            self.setToolTip(self.tr("Where new files go"))
        else:
            self._short = menu_words(place_words(current))
            self.setText(menu_words(self.tr("To: {0}").format(place_words(current))))
            self.setToolTip(tip_words(self.tr("New files go to {0}").format(place_words(current))))
        menu = self.menu()
        menu.clear()
        group = QActionGroup(menu)
        for profile in profiles:
            entry = QAction(menu_words(place_words(profile)), group, checkable=True)
            entry.setChecked(current is not None and profile.name == current.name)
            entry.triggered.connect(lambda _=False, name=profile.name: self.chosen.emit(name))
            menu.addAction(entry)
        menu.addSeparator()
        menu.addActions(list(self._own_actions))
        self.shown.emit()

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.showMenu()

    @override
    def sizeHint(self) -> QSize:
        self._is_measured = True
        size = super().sizeHint()
        self._is_measured = False
        return size

    @override
    def initStyleOption(self, option: QStyleOptionToolButton) -> None:
        super().initStyleOption(option)
        if self._is_measured:
            return
        room = self.width() - self._room_beside()
        metrics = self.fontMetrics()
        if metrics.horizontalAdvance(self.text()) > room:
            option.text = metrics.elidedText(self._short, Qt.TextElideMode.ElideMiddle, room)

    def needed_width(self) -> int:
        """What the place alone takes, in logical pixels."""
        return self.fontMetrics().horizontalAdvance(self._short) + self._room_beside()

    def _room_beside(self) -> int:
        return self.sizeHint().width() - self.fontMetrics().horizontalAdvance(self.text())

    def _draw_icon(self) -> None:
        self.setIcon(icon("connection", self._theme.colours.text))
