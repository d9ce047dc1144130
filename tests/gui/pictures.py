"""The pictures of the guide, the README and the software centres, from the window itself: ``packaging/pictures``.

``python tests/gui/pictures.py FOLDER [--only NAME...]`` writes ``FOLDER/en`` and ``FOLDER/zh_CN``.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Final

sys.path[:0] = [str(Path(__file__).parents[1])]

from PySide6.QtCore import QPoint, QRect, Qt  # noqa: E402 (after the line above)
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap  # noqa: E402
from PySide6.QtWidgets import QApplication, QDialog  # noqa: E402

from gui import gallery  # noqa: E402
from gui.scenes import package_scenes  # noqa: E402
from gui.scenes.dialog_scenes import DIALOGS  # noqa: E402
from gui.scenes.history_scenes import HISTORY  # noqa: E402
from gui.scenes.preferences_scenes import PREFERENCES  # noqa: E402
from gui.scenes.terms_scenes import TERMS  # noqa: E402
from gui.scenes.watch_scenes import WATCHING  # noqa: E402
from uploader_gui.gui.look.theme import Theme, ThemeChoice  # noqa: E402
from uploader_gui.gui.main_window import MainWindow  # noqa: E402
from uploader_gui.gui.words.language import Translations  # noqa: E402
from uploader_gui.storage.settings.settings import Language  # noqa: E402

LANGUAGES: Final = (Language.ENGLISH, Language.CHINESE)
WIDTH: Final = 1200
"""Logical pixels of the window, and the most that a picture has: all words of the tool bar have room."""
_COLOURS: Final = 256
"""As many as a picture with a palette may have."""
_HUE: Final = 0xE0E0E0
"""What two colours have in common that are one to the eye where few colours are, three bits of red, green and blue."""

Cut = Callable[[MainWindow], QRect]


def work(window: MainWindow) -> QRect:
    """Rows and details, without the bars around them."""
    return QRect(window.jobs_page.mapTo(window, QPoint()), window.jobs_page.size())


def rows(window: MainWindow) -> QRect:
    """The table's header and its rows, without the empty room below them."""
    table = window.table
    last = table.visualRect(window.model.index(window.model.rowCount() - 1, 0))
    bottom = table.viewport().mapTo(window, last.bottomLeft()).y()
    top_left = table.mapTo(window, QPoint())
    return QRect(top_left, QPoint(top_left.x() + table.width() - 1, bottom))


def notices_and_rows(window: MainWindow) -> QRect:
    """The rows with what stands above them."""
    below = rows(window)
    below.setTop(window.notices.mapTo(window, QPoint()).y())
    return below


@dataclass(frozen=True, slots=True)
class Shot:
    """A scene of the window, so high (logical pixels), and what of it is cut out."""

    scene: Callable[[MainWindow], None]
    cut: Cut = MainWindow.rect
    height: int = 600
    has_details: bool = True
    scheme: ThemeChoice = "light"

    def arrange(self, window: MainWindow) -> None:
        """Show the scene at its size."""
        window.resize(WIDTH, self.height)
        self.scene(window)
        window.resize(WIDTH, self.height)
        window.commands.details.setChecked(self.has_details)


WINDOWS: Final = {
    "first-run": Shot(gallery.unconnected, height=440),
    "empty": Shot(MainWindow.go_to_work, height=440),
    "dragging": Shot(gallery.dragging, height=300),
    "uploading": Shot(gallery.SCENES["uploading"]),
    "uploading-dark": Shot(gallery.SCENES["uploading"], scheme="dark"),
    "parts": Shot(gallery.SCENES["details-few-parts"], work, height=520),
    "completed": Shot(gallery.SCENES["completed"], rows, has_details=False),
    "paused": Shot(gallery.SCENES["paused"], rows, has_details=False),
    "interrupted": Shot(gallery.reopened, notices_and_rows, has_details=False),
    "states": Shot(gallery.SCENES["states"], rows, height=900, has_details=False),
    "failed": Shot(gallery.SCENES["failures"], rows, has_details=False),
    "outage": Shot(gallery.SCENES["outage"], height=340, has_details=False),
    "log": Shot(gallery.SCENES["details-log"], work, height=520),
    "package": Shot(package_scenes.opened, height=760),
    "package-ended": Shot(gallery.SCENES["end-some-failed"], notices_and_rows, has_details=False),
    "growing": Shot(gallery.SCENES["details-growing"], rows, has_details=False),
    "outside-hours": Shot(gallery.SCENES["timetable-outside"], height=360, has_details=False),
    "watching": Shot(gallery.SCENES["watching"], height=320, has_details=False),
    "verified-again": Shot(gallery.SCENES["verified-again"], rows, height=760, has_details=False),
}
"""What is shown of the window, by the name of the picture."""


def as_wide_as_it_opens(scene: Callable[[Theme], QDialog]) -> Callable[[Theme], QDialog]:
    """A dialog with the width that it has on a usual screen; the one of no screen has 800 pixels."""

    def shown(theme: Theme) -> QDialog:
        dialog = scene(theme)
        dialog.resize(1000, 560)
        return dialog

    return shown


SHEETS: Final = {
    "connect": DIALOGS["connection-first"],
    "connection-works": DIALOGS["connection-works"],
    "connection-no-bucket": DIALOGS["connection-no-bucket"],
    "browser": DIALOGS["browser"],
    "drop": DIALOGS["drop-card"],
    "drop-names": DIALOGS["drop-names"],
    "drop-growing": DIALOGS["drop-growing"],
    "found": DIALOGS["found"],
    "hash-list": DIALOGS["drop-hash-list-left-out"],
    "names": DIALOGS["connection-names"],
    "objects": TERMS["objects-full"],
    "watch-folders": WATCHING["preferences-watch"],
    "watch-folder": WATCHING["preferences-watch-form"],
    "timetable": PREFERENCES["preferences-timetable"],
    "start-at": PREFERENCES["start-at"],
    "general": PREFERENCES["preferences-general-tray"],
    "uploads": PREFERENCES["preferences-uploads"],
    "after-uploads": PREFERENCES["preferences-after-set"],
    "deliveries": as_wide_as_it_opens(HISTORY["deliveries"]),
    "keys": PREFERENCES["help-keys"],
}
"""What is shown of dialogs."""


def framed(pixmap: QPixmap, line: str) -> QImage:
    """With a line around it, where a page has the same colour."""
    painter = QPainter(pixmap)
    painter.setPen(QColor(line))
    painter.drawRect(pixmap.rect().adjusted(0, 0, -1, -1))
    painter.end()
    return pixmap.toImage().convertToFormat(QImage.Format.Format_RGB32)


def with_palette(image: QImage) -> QImage:
    """In few colours: the most frequent of each hue, then those that it has most of, among them the edges of letters."""
    counted = Counter(memoryview(image.constBits()).cast("I")).most_common()
    of_hue: dict[int, int] = {}
    for colour, _ in counted:
        of_hue.setdefault(colour & _HUE, colour)
    chosen = list(dict.fromkeys([*of_hue.values(), *(colour for colour, _ in counted)]))[:_COLOURS]
    return image.convertToFormat(
        QImage.Format.Format_Indexed8, sorted(chosen), Qt.ImageConversionFlag.ThresholdDither
    )


def write(pixmap: QPixmap, theme: Theme, path: Path) -> None:
    """As a small PNG, which depends on nothing but what is seen."""
    if not with_palette(framed(pixmap, theme.colours.hairline)).save(str(path), quality=0):
        raise OSError(f"{path} can't be written")


def main(folder: Path, only: Collection[str]) -> None:
    """All pictures in both languages, or only some; those that are none any more go."""
    application = QApplication(["uploader-gui"])
    translations = Translations(application)
    theme = Theme(application, "light")
    for language in LANGUAGES:
        translations.choose(language)
        there = folder / language
        there.mkdir(parents=True, exist_ok=True)
        for path in there.glob("*.png"):
            if path.stem not in WINDOWS | SHEETS:
                path.unlink()
        for name in sorted(only or WINDOWS | SHEETS):
            write(_taken(theme, name), theme, there / f"{name}.png")


def _taken(theme: Theme, name: str) -> QPixmap:
    if shot := WINDOWS.get(name):
        theme.choose(shot.scheme)
        return gallery.shot(theme, shot.arrange, shot.cut)
    theme.choose("light")
    return gallery.shot_of_dialog(theme, SHEETS[name])


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="The pictures of the documentation")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", nargs="+", default=[], metavar="NAME", choices=sorted(WINDOWS | SHEETS))
    asked = parser.parse_args()
    main(asked.folder, asked.only)
