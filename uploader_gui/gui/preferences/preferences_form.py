"""The fields that pages of preferences are made of."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from uploader_gui.gui.look.forms import SECTION, Form

_Choice = TypeVar("_Choice", bound=StrEnum)


def form_on(page: QWidget) -> Form:
    """A form at the top of ``page``, whose rows stay together on one that is too high for them."""
    column = QVBoxLayout(page)
    column.setContentsMargins(0, SECTION, 0, 0)
    form = Form()
    column.addLayout(form)
    column.addStretch()
    return form


def choice_field(words: Mapping[_Choice, str], chosen: _Choice) -> QComboBox:
    """One of a few values, each shown by its words; ``currentData`` is the value's own text."""
    box = QComboBox()
    for value, text in words.items():
        box.addItem(text, value.value)
    box.setCurrentIndex(box.findData(chosen.value))
    return box
