"""The side of the window: how many jobs are in each state, and a click shows only those."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter
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
from uploader_gui.gui.jobs.job_columns import STATE_ORDER
from uploader_gui.gui.jobs.job_delegate import ICON_SIZE, PADDING
from uploader_gui.gui.look.fonts import tabular
from uploader_gui.gui.look.icons import STATE_ICONS, icon
from uploader_gui.gui.look.theme import Theme
from uploader_gui.gui.words import wording

EVERY_STATE: Final = frozenset(JobState)
_STATE_ROLE = Qt.ItemDataRole.UserRole
_COUNT_ROLE = Qt.ItemDataRole.UserRole + 1


class StateList(QListWidget):
    """``chosen`` carries the set of states to show."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(self.tr("Show uploads by state"))
        self.setItemDelegate(_EntryDelegate(theme, self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        for state in (None, *STATE_ORDER):
            entry = QListWidgetItem(self.tr("All") if state is None else wording.state_words(state))
            entry.setData(_STATE_ROLE, None if state is None else state.value)
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
        self.setCurrentRow(0 if state is None else 1 + STATE_ORDER.index(state))

    def show_counts(self, counts: Mapping[JobState, int]) -> None:
        """Write the numbers."""
        numbers = [sum(counts.values()), *(counts.get(state, 0) for state in STATE_ORDER)]
        for row, number in enumerate(numbers):
            entry = self.item(row)
            entry.setData(_COUNT_ROLE, number)
            entry.setData(Qt.ItemDataRole.AccessibleTextRole, f"{entry.text()}, {number}")


class _EntryDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(150, option.fontMetrics.height() + 14)

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        colours = self._theme.colours
        is_current = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if is_current:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.selected))
            painter.drawRoundedRect(option.rect.adjusted(6, 1, -6, -1), 6, 6)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QColor(colours.accent))
            painter.drawRoundedRect(option.rect.adjusted(6, 1, -7, -2), 6, 6)
        cell = option.rect.adjusted(6 + PADDING, 0, -6 - PADDING, 0)
        value, count = index.data(_STATE_ROLE), index.data(_COUNT_ROLE)
        name = STATE_ICONS[JobState(value)] if value else "all"
        tone = colours.of_state(JobState(value)) if value and count else colours.muted
        icon(name, tone).paint(painter, cell.left(), cell.top(), ICON_SIZE, cell.height())
        font = QFont(option.font)
        font.setBold(is_current)
        painter.setFont(tabular(font))
        painter.setPen(QColor(colours.text))
        text = cell.adjusted(ICON_SIZE + PADDING, 0, 0, 0)
        left, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        painter.drawText(text, left | Qt.AlignmentFlag.AlignVCenter, index.data(Qt.ItemDataRole.DisplayRole))
        painter.setPen(QColor(colours.text if count else colours.muted))
        painter.drawText(text, right | Qt.AlignmentFlag.AlignVCenter, wording.number_words(count))
        painter.restore()
