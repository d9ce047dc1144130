"""The rows that pages of preferences are made of."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QSpinBox, QWidget

from uploader_gui.gui.look.plain_text import PlainLabel, tip_words

FIELD_HEIGHT = 28
_CHECK_WIDTH = 26  # of the square and what is between it and its words
_Choice = TypeVar("_Choice", bound=StrEnum)


class Form(QFormLayout):
    """Labels at the left, fields at the right; a label names its field for screen readers."""

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self.setContentsMargins(16, 16, 16, 16)
        self.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.setVerticalSpacing(8)
        self.setHorizontalSpacing(16)

    def add(self, words: str, field: QWidget, note: str = "") -> PlainLabel:
        """Add a field, and below it what there is to say about it; gives the label of that."""
        field.setAccessibleName(words)
        field.setAccessibleDescription(note)
        self.addRow(words, field)
        return self.add_note(note)

    def add_check(self, box: QCheckBox, note: str = "") -> PlainLabel:
        """Add a check box, which has its words itself; what there is to say stands below those."""
        box.setAccessibleDescription(note)
        self.addRow("", box)
        label = self.add_note(note)
        label.setIndent(_CHECK_WIDTH)
        return label

    def add_note(self, words: str) -> PlainLabel:
        """Add words in a muted colour; no row for none."""
        label = PlainLabel(words, wraps=True)
        label.setProperty("tone", "muted")
        if words:
            self.addRow("", label)
        return label


def number_field(value: int, low: int, high: int) -> QSpinBox:
    """A whole number from ``low`` to ``high``."""
    box = QSpinBox(minimum=low, maximum=high, value=value)
    box.setMinimumHeight(FIELD_HEIGHT)
    box.setToolTip(tip_words(f"{QLocale().toString(low)} – {QLocale().toString(high)}"))
    return box


def choice_field(words: Mapping[_Choice, str], chosen: _Choice) -> QComboBox:
    """One of a few values, each shown by its words; ``currentData`` is the value's own text."""
    box = QComboBox()
    for value, text in words.items():
        box.addItem(text, value.value)
    box.setCurrentIndex(box.findData(chosen.value))
    return box
