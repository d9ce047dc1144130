"""The program's icon in the sizes of the hicolor theme, drawn from its one SVG."""

import shutil
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

SIZES = (16, 22, 24, 32, 36, 48, 64, 72, 96, 128, 192, 256, 512)
"""Pixels: those of the theme's own index that menus, docks and software centres ask for."""


def write(drawing: Path, theme: Path) -> None:
    """Write the drawing itself and one picture for each size. Raises OSError, ValueError for no drawing."""
    for size in SIZES:
        file = theme / f"{size}x{size}" / "apps" / "uploader-gui.png"
        file.parent.mkdir(parents=True, exist_ok=True)
        if not picture(drawing, size).save(str(file)):
            raise OSError(f"{file} could not be written")
    scalable = theme / "scalable" / "apps"
    scalable.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(drawing, scalable / "uploader-gui.svg")


def picture(drawing: Path, size: int) -> QImage:
    """The drawing at so many pixels, on nothing. Raises ValueError where Qt can't draw it."""
    renderer = QSvgRenderer(str(drawing))
    if not renderer.isValid():
        raise ValueError(f"{drawing} is no SVG that Qt can draw")
    drawn = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    renderer.render(painter)
    painter.end()
    return drawn
