"""Where new files go: always in sight, one click to change it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from uploader_gui.domain.naming import clean_prefix
from uploader_gui.domain.profile import Profile
from uploader_gui.gui.icons import icon
from uploader_gui.gui.theme import Theme


def place_words(profile: Profile) -> str:
    """Bucket and prefix on the named connection, as the window says it everywhere."""
    return f"{profile.name} › {profile.bucket}/{clean_prefix(profile.prefix)}"


class DestinationButton(QToolButton):
    """Shows the connection in use; its menu offers the others. ``chosen`` carries a profile's name.

    ``shown``: it shows another one, or another place.
    """

    chosen = Signal(str)
    shown = Signal()

    def __init__(self, theme: Theme, own_actions: Sequence[QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._own_actions = own_actions
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setToolTip(self.tr("Where new files go"))
        self.setMenu(QMenu(self))
        theme.changed.connect(self._draw_icon)
        self._draw_icon()
        self.show_profiles((), None)

    def show_profiles(self, profiles: Sequence[Profile], current: Profile | None) -> None:
        """Say where new files go, and list what there is to choose from."""
        if current is None:
            self.setText(self.tr("Not connected"))
        else:
            self.setText(self.tr("To: {0}").format(place_words(current)))
        menu = self.menu()
        menu.clear()
        group = QActionGroup(menu)
        for profile in profiles:
            entry = QAction(place_words(profile), group, checkable=True)
            entry.setChecked(current is not None and profile.name == current.name)
            entry.triggered.connect(lambda _=False, name=profile.name: self.chosen.emit(name))
            menu.addAction(entry)
        menu.addSeparator()
        menu.addActions(list(self._own_actions))
        self.shown.emit()

    def _draw_icon(self) -> None:
        self.setIcon(icon("connection", self._theme.colours.text))
