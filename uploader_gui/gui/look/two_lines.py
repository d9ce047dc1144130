"""A row of a list that says two things: what it is, and below that, muted, what there is to know of it."""

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

SECOND_LINE: Final = Qt.ItemDataRole.UserRole + 1
_INSET = 8


class TwoLines(QStyledItemDelegate):
    """``SECOND_LINE`` is the role of the second one. What has no room is left out as the list says."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        height = super().sizeHint(option, index).height() + option.fontMetrics.height()
        return QSize(0, height)  # as wide as the list

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        own = QStyleOptionViewItem(option)
        self.initStyleOption(own, index)
        first, own.text = own.text, ""
        style = own.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, own, painter, own.widget)
        room = own.rect.adjusted(_INSET, 0, -_INSET, 0)
        if own.features & QStyleOptionViewItem.ViewItemFeature.HasCheckIndicator:
            box = style.subElementRect(QStyle.SubElement.SE_ItemViewItemCheckIndicator, own, own.widget)
            room.setLeft(box.right() + _INSET)
        height = own.fontMetrics.height()
        room.setTop(own.rect.center().y() - height + 1)
        room.setHeight(height)
        for words, role in (
            (first, QPalette.ColorRole.Text),
            (str(index.data(SECOND_LINE)), QPalette.ColorRole.PlaceholderText),
        ):
            painter.setPen(own.palette.color(role))
            shown = own.fontMetrics.elidedText(words, own.textElideMode, room.width())
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)
            room.translate(0, height)
