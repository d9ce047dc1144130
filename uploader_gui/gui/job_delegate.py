"""How a row of the job table is painted; everything is read from the job once a cell."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView
from typing_extensions import override

from uploader_gui.domain.events import JobStatus
from uploader_gui.gui import job_columns, wording
from uploader_gui.gui.icons import STATE_ICONS, icon
from uploader_gui.gui.job_columns import Column
from uploader_gui.gui.job_model import STATUS_ROLE
from uploader_gui.gui.palette import Colours
from uploader_gui.gui.progress_cell import paint_progress
from uploader_gui.gui.theme import Theme

PADDING = 8
ICON_SIZE = 16
_ROW_TO_FONT = 2.35
_SMALLER = 0.88
_LENT = (Column.SPEED, Column.TIME_LEFT)
_MUTED = frozenset({Column.SIZE, Column.TIME_LEFT, Column.PARTS, Column.DESTINATION, Column.ADDED})


def tabular(font: QFont) -> QFont:
    """The same font with digits of one width, so that numbers don't dance."""
    made = QFont(font)
    made.setFeature(QFont.Tag("tnum"), 1)
    return made


def row_height(font: QFont) -> int:
    """One height for all rows, in which two lines of the smaller font have room; logical pixels."""
    height = QFontMetrics(font).height()
    return max(round(height * _ROW_TO_FONT), 2 * QFontMetrics(_smaller(font)).height() + 4)


class JobDelegate(QStyledItemDelegate):
    """Paints all columns with the colours of the theme in use. GUI thread."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._font_key = ""
        self._fonts = (QFont(), QFont())

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        status = index.data(STATUS_ROLE)
        if not isinstance(status, JobStatus):
            return
        colours = self._theme.colours
        painter.save()
        self._paint_ground(painter, option, colours)
        cell = option.rect.adjusted(PADDING, 0, -PADDING, -1)
        column = Column(index.column())
        if column is Column.PROGRESS or (column in _LENT and not wording.is_sending(status)):
            own, wide = _progress_rects(option, cell)
            painter.setClipRect(option.rect)
            paint_progress(painter, (own, wide), status, colours, self._fonts_for(option.font))
        else:
            painter.setFont(self._fonts_for(option.font)[0])
            if column is Column.FILE:
                cell = _paint_icon(painter, cell, status, colours)
            painter.setPen(QColor(_text_colour(status, column, colours)))
            _paint_text(painter, cell, job_columns.text(status, column), column)
        painter.restore()

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        fonts = self._fonts_for(option.font)
        words = str(index.data(Qt.ItemDataRole.DisplayRole))
        extra = 2 * PADDING + (ICON_SIZE + PADDING if index.column() == Column.FILE else 0)
        return QSize(QFontMetrics(fonts[0]).horizontalAdvance(words) + extra, row_height(option.font))

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, colours: Colours) -> None:
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(option.rect, QColor(colours.selected if is_selected else colours.base))
        painter.setPen(QPen(QColor(colours.hairline), 1))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(colours.accent), 1, Qt.PenStyle.DotLine))
            painter.drawRect(option.rect.adjusted(1, 1, -2, -3))

    def _fonts_for(self, font: QFont) -> tuple[QFont, QFont]:
        if font.key() != self._font_key:
            self._font_key = font.key()
            self._fonts = (tabular(font), tabular(_smaller(font)))
        return self._fonts


def _smaller(font: QFont) -> QFont:
    made = QFont(font)
    if font.pointSizeF() > 0:
        made.setPointSizeF(font.pointSizeF() * _SMALLER)
    else:
        made.setPixelSize(max(1, round(font.pixelSize() * _SMALLER)))
    return made


def _progress_rects(option: QStyleOptionViewItem, cell: QRect) -> tuple[QRect, QRect]:
    """The progress cell of this row, and the same with the empty cells at its right that it may write over.

    Each of these cells paints its own slice of the sentence.
    """
    table = option.widget
    own = QRect(cell)
    if not isinstance(table, QTableView):
        return own, own
    own.setLeft(table.columnViewportPosition(Column.PROGRESS) + PADDING)
    own.setWidth(table.columnWidth(Column.PROGRESS) - 2 * PADDING)
    wide = QRect(own)
    header = table.horizontalHeader()
    place = header.visualIndex(Column.PROGRESS)
    for column in _LENT:
        place += 1
        if header.visualIndex(column) != place:  # the user has moved it elsewhere
            break
        wide.setWidth(wide.width() + table.columnWidth(column))
    return own, wide


def _text_colour(status: JobStatus, column: Column, colours: Colours) -> str:
    if column is Column.STATE:
        is_unverified = wording.is_unverified(status.job)
        return colours.paused if is_unverified else colours.of_state(status.job.state)
    return colours.muted if column in _MUTED else colours.text


def _paint_icon(painter: QPainter, cell: QRect, status: JobStatus, colours: Colours) -> QRect:
    """Paint the state's icon at the left of ``cell``; gives what is left of it."""
    if wording.is_unverified(status.job):
        name, colour = "unverified", colours.paused
    else:
        name, colour = STATE_ICONS[status.job.state], colours.of_state(status.job.state)
    box = QRect(cell.left(), cell.top() + (cell.height() - ICON_SIZE) // 2, ICON_SIZE, ICON_SIZE)
    icon(name, colour).paint(painter, box)
    return cell.adjusted(ICON_SIZE + PADDING, 0, 0, 0)


def _paint_text(painter: QPainter, cell: QRect, text: str, column: Column) -> None:
    is_right = column in job_columns.RIGHT_ALIGNED
    side = Qt.AlignmentFlag.AlignRight if is_right else Qt.AlignmentFlag.AlignLeft
    # The end of a name and of a key says more than its middle.
    is_name = column in {Column.FILE, Column.DESTINATION}
    elide = Qt.TextElideMode.ElideMiddle if is_name else Qt.TextElideMode.ElideRight
    words = painter.fontMetrics().elidedText(text, elide, cell.width())
    painter.drawText(cell, side | Qt.AlignmentFlag.AlignVCenter, words)
