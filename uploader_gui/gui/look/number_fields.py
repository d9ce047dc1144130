"""Fields for numbers."""

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QAbstractSpinBox, QSpinBox

from uploader_gui.gui.look.plain_text import tip_words

_INSET = 9


def number_field(value: int, low: int, high: int) -> QSpinBox:
    """A whole number from ``low`` to ``high``."""
    box = QSpinBox(minimum=low, maximum=high, value=value)
    inset(box)
    box.setToolTip(tip_words(f"{QLocale().toString(low)} – {QLocale().toString(high)}"))
    return box


def inset(box: QAbstractSpinBox) -> None:
    """Have a number stand as far from the edge as text in other fields: a style sheet's padding does not reach it."""
    box.lineEdit().setTextMargins(_INSET, 0, _INSET, 0)
