"""Our icons: one set of SVG drawings, rendered in the colour of the text around them."""

from functools import lru_cache
from pathlib import Path
from typing import Final

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

_ASSETS: Final = Path(__file__).with_name("assets")
_SIZES: Final = (16, 20, 24, 32, 40, 48, 64, 96, 128)


@lru_cache(maxsize=256)
def icon(name: str, colour: str, disabled: str = "") -> QIcon:
    """The drawing ``name`` in ``colour`` (``#RRGGBB``), sharp at each scale; GUI thread."""
    made = QIcon()
    for size in _SIZES:
        drawn = _drawn(name, colour, size)
        made.addPixmap(drawn, QIcon.Mode.Normal)
        made.addPixmap(drawn, QIcon.Mode.Selected)  # or the style would tint it
        if disabled:
            made.addPixmap(_drawn(name, disabled, size), QIcon.Mode.Disabled)
    return made


def asset(name: str) -> Path:
    """The file of a drawing, for style sheets, which can't take one in a colour of their own."""
    return _ASSETS / f"{name}.svg"


def _drawn(name: str, colour: str, size: int) -> QPixmap:
    renderer = QSvgRenderer(QByteArray(_source(name).replace("currentColor", colour).encode()))
    pixmap = QPixmap(size, size)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter)
    painter.end()
    return pixmap


@lru_cache(maxsize=64)
def _source(name: str) -> str:
    return asset(name).read_text("utf-8")
