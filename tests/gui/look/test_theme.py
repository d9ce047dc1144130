"""The colours in use: chosen before the window is made, and put on only when they change."""

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication
from typing_extensions import override

from gui.conftest import RunOnQt
from gui.rig import environment
from uploader_gui.gui.look.palette import DARK, LIGHT, style_sheet
from uploader_gui.gui.look.theme import Theme
from uploader_gui.gui.main_window import MainWindow
from uploader_gui.gui.window_host import opened_window_host
from uploader_gui.storage.settings.settings import SavedSettings, Settings
from uploader_gui.storage.settings.settings import Theme as SavedTheme
from uploader_gui.storage.settings.settings_file import SettingsFile


class StyleWatch(QObject):
    """Counts how often a window was styled anew: 30 ms each time, with all that is in it."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.count = 0
        window.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() is QEvent.Type.StyleChange
        return super().eventFilter(watched, event)


@pytest.mark.parametrize("saved", list(SavedTheme))
def test_the_window_is_made_in_the_saved_colours_and_not_styled_again(
    on_qt: RunOnQt, qapp: QApplication, tmp_path: Path, saved: SavedTheme
) -> None:
    SettingsFile(tmp_path).save(SavedSettings(Settings(theme=saved)))

    async def scenario() -> None:
        theme = Theme(qapp)
        async with opened_window_host(theme, environment(tmp_path)) as host:
            host.window.show()
            watch = StyleWatch(host.window)
            assert theme.colours is (DARK if saved is SavedTheme.DARK else LIGHT)
            await host.session.begin(demo=False)
            assert watch.count == 0
        host.window.deleteLater()
        theme.deleteLater()

    on_qt(scenario())


def test_another_scheme_is_put_on_once_and_the_same_one_not_again(theme: Theme, window: MainWindow) -> None:
    told: list[bool] = []
    theme.changed.connect(lambda: told.append(theme.colours.is_dark))
    theme.choose("light")
    theme.choose("system")  # which is not dark without a screen
    assert told == []
    theme.choose("dark")
    assert told == [True]
    assert theme.application.styleSheet() == style_sheet(DARK)
    assert theme.application.palette().window().color().name().upper() == DARK.window
    theme.choose("light")
    assert told == [True, False]
    assert theme.application.styleSheet() == style_sheet(LIGHT)
