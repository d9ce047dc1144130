"""The window comes back where it was, whatever has become of the screens; each run is a process with screens of its own."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

PROGRAM = """
import json, sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from uploader_gui.gui.look.theme import Theme
from uploader_gui.gui.main_window import MainWindow
from uploader_gui.gui.session.window_layout import WindowLayout

application = QApplication([])
window = MainWindow(Theme(application, "light"), has_demo=False)
layout = WindowLayout(Path(sys.argv[1]))
layout.restore(window)
window.show()
if len(sys.argv) > 2:
    window.setGeometry(*map(int, sys.argv[2].split()))
    if "maximized" in sys.argv:
        window.showMaximized()
application.processEvents()
layout.keep(window)
inner, screen = window.normalGeometry(), window.screen()
print(json.dumps([
    screen.name(), inner.x() - screen.geometry().x(), inner.y() - screen.geometry().y(), inner.width(), inner.height(),
    screen.availableGeometry().contains(inner), window.isMaximized(),
]))
window.let_go()
"""


@dataclass(frozen=True, slots=True)
class Shown:
    """Where a window came up: on which screen, at which place of it."""

    screen: str
    place: tuple[int, int]
    size: tuple[int, int]
    is_whole: bool
    is_maximized: bool


class Desk:
    """Screens by name, from left to right, and a state directory that outlives them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def show(self, screens: dict[str, tuple[int, int]], *arguments: str) -> Shown:
        """One run of a window on these screens; ``arguments``: where the user puts it, and that he maximizes it."""
        left, described = 0, []
        for name, (width, height) in screens.items():
            described.append(
                {"name": name, "x": left, "y": 0, "width": width, "height": height}
                | {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
            )
            left += width
        configuration = self._folder / "screens.json"
        configuration.write_text(json.dumps({"screens": described}))
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM, str(self._folder), *arguments],
            env=os.environ | {"QT_QPA_PLATFORM": f"offscreen:configfile={configuration}"},
            capture_output=True,
            text=True,
            check=True,
        )
        name, x, y, width, height, is_whole, is_maximized = json.loads(done.stdout)
        return Shown(name, (x, y), (width, height), is_whole, is_maximized)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


LAPTOP, LARGE = (1440, 900), (2560, 1440)


@pytest.mark.case("W08")
def test_it_comes_back_to_the_same_place_of_the_same_screen_also_where_that_stands_elsewhere(
    desk: Desk,
) -> None:
    put = desk.show({"eDP-1": LAPTOP, "DP-2": LARGE}, "1700 300 1000 600")
    assert (put.screen, put.size) == ("DP-2", (1000, 600))
    again = desk.show({"eDP-1": LAPTOP, "DP-2": LARGE})
    assert again == put
    assert desk.show({"DP-2": LARGE, "eDP-1": LAPTOP}) == put


@pytest.mark.case("W08")
def test_it_comes_up_whole_on_what_is_left_when_its_screen_is_gone(desk: Desk) -> None:
    desk.show({"eDP-1": LAPTOP, "DP-2": LARGE}, "2000 500 1900 800")
    shown = desk.show({"eDP-1": LAPTOP})
    assert shown.screen == "eDP-1"
    assert shown.size[0] > 1400
    assert shown.size[1] == 800
    assert shown.is_whole


@pytest.mark.case("W08")
def test_it_comes_back_maximized_and_still_knows_its_size(desk: Desk) -> None:
    put = desk.show({"eDP-1": LAPTOP, "DP-2": LARGE}, "1700 300 1000 600", "maximized")
    assert put.is_maximized
    for screens in ({"eDP-1": LAPTOP, "DP-2": LARGE}, {"DP-2": LARGE, "eDP-1": LAPTOP}):
        shown = desk.show(screens)
        assert shown.is_maximized
        assert (shown.screen, shown.size) == ("DP-2", (1000, 600))
