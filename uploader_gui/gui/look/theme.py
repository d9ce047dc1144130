"""The scheme in use: the user's choice, or the system's, followed while the program runs."""

from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication

from uploader_gui.gui.look.palette import DARK, LIGHT, Colours, qt_palette, style_sheet

ThemeChoice = Literal["system", "light", "dark"]


class Theme(QObject):
    """Colours of the running application; ``changed`` tells views to draw anew. GUI thread."""

    changed = Signal()

    def __init__(self, application: QApplication, choice: ThemeChoice = "system") -> None:
        super().__init__(application)
        self.application = application
        self._choice = choice
        application.setStyle("Fusion")
        self.colours: Colours = LIGHT
        self._put_on(LIGHT)
        application.styleHints().colorSchemeChanged.connect(self._follow)
        self.choose(choice)

    def choose(self, choice: ThemeChoice) -> None:
        """Use one scheme, or follow the system's, and tell the system's frames about it."""
        self._choice = choice
        scheme = {
            "system": Qt.ColorScheme.Unknown,
            "light": Qt.ColorScheme.Light,
            "dark": Qt.ColorScheme.Dark,
        }[choice]
        self.application.styleHints().setColorScheme(scheme)
        self._follow()

    def _follow(self) -> None:
        system_is_dark = self.application.styleHints().colorScheme() is Qt.ColorScheme.Dark
        is_dark = system_is_dark if self._choice == "system" else self._choice == "dark"
        colours = DARK if is_dark else LIGHT
        if colours is not self.colours:  # a style sheet, even the same one, styles every widget anew: 30 ms
            self._put_on(colours)
            self.changed.emit()

    def _put_on(self, colours: Colours) -> None:
        self.colours = colours
        self.application.setPalette(qt_palette(colours))
        self.application.setStyleSheet(style_sheet(colours))
