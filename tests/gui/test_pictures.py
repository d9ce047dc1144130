"""The pictures of the documentation are those that its command makes, and it makes them alike each time."""

from pathlib import Path

import pytest
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QApplication

from gui import gallery, pictures
from uploader_gui.gui.look.theme import Theme

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"


@pytest.mark.parametrize("language", pictures.LANGUAGES)
def test_each_picture_that_the_command_makes_is_there_and_no_other(language: str) -> None:
    made = pictures.WINDOWS | pictures.SHEETS
    assert {path.stem for path in (FOLDER / language).iterdir()} == made.keys()


def test_a_picture_is_the_same_each_time_and_keeps_the_rare_colours_of_states(
    qapp: QApplication, tmp_path: Path
) -> None:
    theme = Theme(qapp, "light")
    for name in ("one", "two"):
        shot = pictures.WINDOWS["completed"]
        pictures.write(gallery.shot(theme, shot.arrange, shot.cut), theme, tmp_path / f"{name}.png")
    one, two = (tmp_path / f"{name}.png" for name in ("one", "two"))
    assert one.read_bytes() == two.read_bytes()
    image = QImage(str(one))
    assert image.format() == QImage.Format.Format_Indexed8
    assert image.width() <= pictures.WIDTH
    table = {colour & 0xFFFFFF for colour in image.colorTable()}
    assert {
        int(colour.removeprefix("#"), 16) for colour in (theme.colours.completed, theme.colours.paused)
    } <= table


def test_many_colours_become_few_without_losing_a_hue(qapp: QApplication) -> None:
    pixmap = QPixmap(512, 64)
    pixmap.fill("#808080")
    image = pixmap.toImage().convertToFormat(QImage.Format.Format_RGB32)
    for x in range(512):
        image.setPixel(x, 0, 0xFF000000 | x * 32)
    image.setPixel(7, 7, 0xFFB3261E)
    assert pictures.with_palette(image).pixel(7, 7) == 0xFFB3261E
