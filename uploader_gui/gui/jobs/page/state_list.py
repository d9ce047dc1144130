"""The side of the window: how many jobs are in each state, and a click shows only those."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from uploader_gui.domain.job import JobState
from uploader_gui.gui.job_kind import APPEARANCE, ENTRIES, Look, entry_counts, look_of_entry
from uploader_gui.gui.jobs.job_delegate import ICON_SIZE, PADDING
from uploader_gui.gui.look.fonts import tabular
from uploader_gui.gui.look.icons import icon
from uploader_gui.gui.look.plain_text import tip_words
from uploader_gui.gui.look.theme import Theme
from uploader_gui.gui.words import wording

EVERY_STATE: Final = frozenset(JobState)
_STATE_ROLE = Qt.ItemDataRole.UserRole
_COUNT_ROLE = Qt.ItemDataRole.UserRole + 1
_LOOK_ROLE = Qt.ItemDataRole.UserRole + 2
_PAUSED: Final = (Look.PAUSED, Look.INTERRUPTED)
_INSET: Final = 6
_FOLDS_BELOW: Final = 110
"""Figures that have room beside each other in the window's width."""
_MOST_FOLDED: Final = 999
_MANY: Final = "999+"


class StateList(QListWidget):
    """``chosen`` carries the set of states to show. As wide as what it shows: in a narrow window icons and
    counts, and the words as tool tips.
    """

    chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(self.tr("Show uploads by state"))
        self.is_folded = False
        self.setItemDelegate(_EntryDelegate(theme, self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)
        for state in (None, *ENTRIES):
            entry = QListWidgetItem(self.tr("All") if state is None else wording.state_words(state))
            entry.setData(_STATE_ROLE, None if state is None else state.value)
            entry.setData(_LOOK_ROLE, None if state is None else ENTRIES[state].value)
            entry.setData(_COUNT_ROLE, 0)
            self.addItem(entry)
        self.setCurrentRow(0)
        self.currentItemChanged.connect(lambda *_: self.chosen.emit(self.states()))
        theme.changed.connect(self.viewport().update)

    def states(self) -> frozenset[JobState]:
        """The states that the entry in use stands for."""
        value = self.currentItem().data(_STATE_ROLE)
        return EVERY_STATE if value is None else frozenset({JobState(value)})

    def choose(self, state: JobState | None) -> None:
        """Show only jobs in ``state``; None: all."""
        self.setCurrentRow(0 if state is None else 1 + list(ENTRIES).index(state))

    def show_counts(self, looks: Mapping[Look, int]) -> None:
        """Write the numbers, by how many jobs look each way."""
        counts = entry_counts(looks)
        numbers = [sum(counts.values()), *(counts[state] for state in ENTRIES)]
        for row, number in enumerate(numbers):
            entry = self.item(row)
            value = entry.data(_STATE_ROLE)
            if value is not None:
                look = look_of_entry(JobState(value), looks)
                entry.setData(_LOOK_ROLE, look.value)
                entry.setText(wording.look_words(look))
            entry.setData(_COUNT_ROLE, number)
            entry.setData(Qt.ItemDataRole.AccessibleTextRole, f"{entry.text()}, {number}")
        self._fit_tips()

    def fit_to(self, window_width: int) -> None:
        """Fold or unfold in a window of this width, and take the width of what is shown; logical pixels."""
        self.is_folded = window_width < _FOLDS_BELOW * self.fontMetrics().horizontalAdvance("0")
        self._fit_tips()
        self.setFixedWidth(self._needed_width())
        self.viewport().update()

    def _needed_width(self) -> int:
        """What the widest entry takes; counts of up to three figures change nothing."""
        bold = QFont(self.font())
        bold.setBold(True)
        metrics = QFontMetrics(tabular(bold))
        entries = [self.item(row) for row in range(self.count())]
        counts = (count_shown(entry.data(_COUNT_ROLE), is_folded=self.is_folded) for entry in entries)
        width = 2 * (_INSET + PADDING) + ICON_SIZE + PADDING
        width += max(map(metrics.horizontalAdvance, ("999", *counts)))
        if not self.is_folded:
            names = [*(entry.text() for entry in entries), *map(wording.look_words, _PAUSED)]
            width += max(map(metrics.horizontalAdvance, names)) + 2 * PADDING
        return width

    def _fit_tips(self) -> None:
        for row in range(self.count()):
            entry = self.item(row)
            words = str(entry.data(Qt.ItemDataRole.AccessibleTextRole))
            entry.setToolTip(tip_words(words) if self.is_folded else "")


def count_shown(count: int, *, is_folded: bool) -> str:
    """The number of an entry; folded there is room for three figures."""
    return _MANY if is_folded and count > _MOST_FOLDED else wording.number_words(count)


class _EntryDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, entries: StateList) -> None:
        super().__init__(entries)
        self._theme = theme
        self._entries = entries

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(2 * _INSET + ICON_SIZE, option.fontMetrics.height() + 14)

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        colours = self._theme.colours
        is_current = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if is_current or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.selected if is_current else colours.hover))
            painter.drawRoundedRect(option.rect.adjusted(_INSET, 1, -_INSET, -1), 6, 6)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QColor(colours.accent))
            painter.drawRoundedRect(option.rect.adjusted(_INSET, 1, -_INSET - 1, -2), 6, 6)
        cell = option.rect.adjusted(_INSET + PADDING, 0, -_INSET - PADDING, 0)
        value, count = index.data(_LOOK_ROLE), index.data(_COUNT_ROLE)
        look = Look(value) if value else None
        name = APPEARANCE[look].icon if look else "all"
        tone = colours.of_look(look) if look and count else colours.muted
        icon(name, tone).paint(painter, cell.left(), cell.top(), ICON_SIZE, cell.height())
        font = QFont(option.font)
        font.setBold(is_current)
        painter.setFont(tabular(font))
        painter.setPen(QColor(colours.text))
        text = cell.adjusted(ICON_SIZE + PADDING, 0, 0, 0)
        left, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        if not self._entries.is_folded:
            words = index.data(Qt.ItemDataRole.DisplayRole)
            painter.drawText(text, left | Qt.AlignmentFlag.AlignVCenter, words)
        painter.setPen(QColor(colours.text if count else colours.muted))
        number = count_shown(count, is_folded=self._entries.is_folded)
        painter.drawText(text, right | Qt.AlignmentFlag.AlignVCenter, number)
        painter.restore()
