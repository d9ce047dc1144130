"""How a row of the job table is painted; everything is read from the job once a cell."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView
from typing_extensions import override

from uploader_gui.domain.events import JobStatus
from uploader_gui.gui.jobs import job_columns
from uploader_gui.gui.jobs.job_columns import Column
from uploader_gui.gui.jobs.job_table_model import JobTableModel
from uploader_gui.gui.jobs.progress_cell import paint_progress
from uploader_gui.gui.look.fonts import ElidedText, smaller, tabular
from uploader_gui.gui.look.icons import STATE_ICONS, icon
from uploader_gui.gui.look.palette import Colours, colour
from uploader_gui.gui.look.theme import Theme
from uploader_gui.gui.words import wording

PADDING = 8
ICON_SIZE = 16
_ROW_TO_FONT = 2.35
_LENT = (Column.SPEED, Column.TIME_LEFT)
_MUTED = frozenset({Column.SIZE, Column.TIME_LEFT, Column.PARTS, Column.DESTINATION, Column.ADDED})
_NAMES = frozenset({Column.FILE, Column.DESTINATION})


def row_height(font: QFont) -> int:
    """One height for all rows, in which two lines of the smaller font have room; logical pixels."""
    height = QFontMetrics(font).height()
    return max(round(height * _ROW_TO_FONT), 2 * QFontMetrics(smaller(font)).height() + 4)


class JobDelegate(QStyledItemDelegate):
    """Paints all columns of ``table`` with the colours of the theme in use. GUI thread."""

    def __init__(self, model: JobTableModel, theme: Theme, table: QTableView) -> None:
        super().__init__(table)
        self._jobs = model
        self._theme = theme
        self._table = table
        # A move of the focus repaints two cells, and it is shown along two rows.
        table.selectionModel().currentRowChanged.connect(self._show_focus)
        self.use_font(table.font())

    def use_font(self, font: QFont) -> None:
        """Write in this font from now on."""
        self._fonts = (ElidedText(tabular(font)), ElidedText(tabular(smaller(font))))

    def _show_focus(self) -> None:
        self._table.viewport().update()

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        status = self._jobs.rows.status_at(index.row())
        colours = self._theme.colours
        column = Column(index.column())
        rect: QRect = option.rect
        _paint_background(painter, rect, option.state, colours)
        if index.row() == self._table.currentIndex().row() and self._table.hasFocus():
            _paint_focus(painter, rect, colours)
        cell = rect.adjusted(PADDING, 0, -PADDING, -1)
        if column is Column.PROGRESS or (column in _LENT and not wording.is_sending(status)):
            painter.setClipRect(rect)
            paint_progress(painter, self._progress_rects(cell), status, colours, self._fonts)
            painter.setClipping(False)
            return
        if column is Column.FILE:
            cell = _paint_icon(painter, cell, status, colours)
        painter.setPen(colour(_text_colour(status, column, colours)))
        self._fonts[0].draw(
            painter,
            cell,
            job_columns.text(status, column),
            is_right=column in job_columns.RIGHT_ALIGNED,
            # The end of a name and of a key says more than its middle.
            elide=Qt.TextElideMode.ElideMiddle if column in _NAMES else Qt.TextElideMode.ElideRight,
        )

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        words = str(index.data(Qt.ItemDataRole.DisplayRole))
        extra = 2 * PADDING + (ICON_SIZE + PADDING if index.column() == Column.FILE else 0)
        return QSize(self._fonts[0].width(words) + extra, row_height(self._table.font()))

    def _progress_rects(self, cell: QRect) -> tuple[QRect, QRect]:
        """The progress cell of this row, and the same with the empty cells at its right that it may write over.

        Each of these cells paints its own slice of the sentence.
        """
        table = self._table
        own = QRect(cell)
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


def _paint_background(painter: QPainter, rect: QRect, state: QStyle.StateFlag, colours: Colours) -> None:
    if state & QStyle.StateFlag.State_Selected:
        painter.fillRect(rect, colour(colours.selected))
    painter.setPen(colour(colours.hairline))
    painter.drawLine(rect.left(), rect.bottom(), rect.right(), rect.bottom())


def _paint_focus(painter: QPainter, rect: QRect, colours: Colours) -> None:
    """Lines above and below: with those of the other cells they frame the row that the keys act on."""
    painter.setPen(colour(colours.accent))
    painter.drawLine(rect.left(), rect.top(), rect.right(), rect.top())
    painter.drawLine(rect.left(), rect.bottom(), rect.right(), rect.bottom())


def _text_colour(status: JobStatus, column: Column, colours: Colours) -> str:
    if column is Column.STATE:
        is_unverified = wording.is_unverified(status.job)
        return colours.paused if is_unverified else colours.of_state(status.job.state)
    return colours.muted if column in _MUTED else colours.text


def _paint_icon(painter: QPainter, cell: QRect, status: JobStatus, colours: Colours) -> QRect:
    """Paint the state's icon at the left of ``cell``; gives what is left of it."""
    if wording.is_unverified(status.job):
        name, tone = "unverified", colours.paused
    else:
        name, tone = STATE_ICONS[status.job.state], colours.of_state(status.job.state)
    box = QRect(cell.left(), cell.top() + (cell.height() - ICON_SIZE) // 2, ICON_SIZE, ICON_SIZE)
    icon(name, tone).paint(painter, box)
    return cell.adjusted(ICON_SIZE + PADDING, 0, 0, 0)
