"""Preferences and help, for pictures."""

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QTabWidget

from gui import samples
from uploader_gui.gui.help_page import HelpPage
from uploader_gui.gui.look.theme import Theme
from uploader_gui.gui.preferences.api_page import ApiFacts
from uploader_gui.gui.preferences.preferences_dialog import PreferencesDialog
from uploader_gui.storage.settings.settings import Settings

_CAME_IN = [samples.a_job(1, name="camera-a.mov"), samples.a_job(2, name="会议录像.mp4")]


def _page(number: int) -> Callable[[Theme], QDialog]:
    def scene(_theme: Theme) -> QDialog:
        facts = ApiFacts("http://127.0.0.1:8080", "0" * 64, _CAME_IN)
        dialog = PreferencesDialog(None, Settings(api_is_on=True), facts)
        dialog.findChildren(QTabWidget)[0].setCurrentIndex(number)
        return dialog

    return scene


PREFERENCES: dict[str, Callable[[Theme], QDialog]] = {
    "preferences-general": _page(0),
    "preferences-uploads": _page(1),
    "preferences-api": _page(2),
    "help": lambda _theme: HelpPage(None),
}
