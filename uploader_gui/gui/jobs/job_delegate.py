"""How a row of the job table is painted; everything is read from the job once a cell."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView
from typing_extensions import override

from uploader_gui.domain.events import JobStatus
from uploader_gui.gui.job_kind import APPEARANCE, Look, look_of, remedy_of
from uploader_gui.gui.jobs import job_columns
from uploader_gui.gui.jobs.job_columns import Column
from uploader_gui.gui.jobs.job_table_model import JobTableModel
from uploader_gui.gui.jobs.packages import package_columns
from uploader_gui.gui.jobs.packages.package_cells import (
    HEAD,
    INSIDE,
    Triangles,
    needed_package_progress,
    package_count_width,
    paint_package_name,
    paint_package_progress,
    paint_triangle,
)
from uploader_gui.gui.jobs.packages.package_totals import PackageTotals
from uploader_gui.gui.jobs.progress_cell import has_two_lines, needed_for_two_lines, paint_progress
from uploader_gui.gui.jobs.row_button import GAP, button_rect, paint_button
from uploader_gui.gui.look.fonts import ElidedText, bolder, smaller, tabular
from uploader_gui.gui.look.icons import icon
from uploader_gui.gui.look.palette import Colours, colour
from uploader_gui.gui.look.theme import Theme
from uploader_gui.gui.words import wording

PADDING = 8
ICON_SIZE = 16
_ROW_TO_FONT = 2.35
_LENT = (Column.SPEED, Column.TIME_LEFT)
_NAMES = frozenset({Column.FILE, Column.DESTINATION})
_MUTED = frozenset(
    {*job_columns.ON_DEMAND, Column.SIZE, Column.TIME_LEFT, Column.PARTS, Column.DESTINATION, Column.ADDED}
)


def row_height(font: QFont) -> int:
    """One height for all rows, in which two lines of the smaller font have room; logical pixels."""
    height = QFontMetrics(font).height()
    return max(round(height * _ROW_TO_FONT), 2 * QFontMetrics(smaller(font)).height() + 4)


class JobDelegate(QStyledItemDelegate):
    """Paints all columns of ``table`` with the colours of the theme in use. GUI thread.

    ``hot``: the job over whose button the mouse is.
    """

    def __init__(self, model: JobTableModel, theme: Theme, table: QTableView) -> None:
        super().__init__(table)
        self._jobs = model
        self._theme = theme
        self._table = table
        self.hot = ""
        self.triangles = Triangles(table, model.index, model.rows.package_at)
        # A move of the focus repaints two cells, and it is shown along two rows.
        table.selectionModel().currentRowChanged.connect(self._show_all)
        # What reaches over several cells ends where the viewport does, wherever it has been scrolled to.
        table.horizontalScrollBar().valueChanged.connect(self._show_all)
        self._under_mouse = -1
        table.setMouseTracking(True)
        table.entered.connect(lambda index: self.show_mouse_on(index.row()))
        self.use_font(table.font())

    def use_font(self, font: QFont) -> None:
        """Write in this font from now on."""
        self._fonts = (ElidedText(tabular(font)), ElidedText(tabular(smaller(font))))
        self._bold = ElidedText(tabular(bolder(font)))

    def show_mouse_on(self, row: int) -> None:
        """The mouse is on this row; -1: on none."""
        if row != self._under_mouse:
            self._under_mouse = row
            self._table.viewport().update()

    def _show_all(self) -> None:
        self._table.viewport().update()

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        row, colours = index.row(), self._theme.colours
        column = Column(index.column())
        rect: QRect = option.rect
        _paint_background(painter, rect, option.state, colours, is_hot=row == self._under_mouse)
        if row == self._table.currentIndex().row() and self._table.hasFocus():
            _paint_focus(painter, rect, colours)
        cell = rect.adjusted(PADDING, 0, -PADDING, -1)
        package = self._jobs.rows.package_at(row)
        if package is None:
            self._paint_job(painter, rect, cell, row, column)
        else:
            self._paint_package(painter, rect, cell, package, column)

    def _paint_job(self, painter: QPainter, rect: QRect, cell: QRect, row: int, column: Column) -> None:
        status, colours = self._jobs.rows.status_at(row), self._theme.colours
        if column is Column.PROGRESS or (column in _LENT and not wording.shows_bar_alone(status)):
            painter.setClipRect(rect)
            self._paint_progress(painter, cell, status, colours)
            painter.setClipping(False)
            return
        if column is Column.FILE:
            if self._jobs.rows.package_above(row):
                cell.setLeft(cell.left() + INSIDE)
            cell = _paint_icon(painter, cell, look_of(status), colours)
        painter.setPen(colour(_text_colour(look_of(status), column, colours)))
        self._draw(painter, cell, self._jobs.text(status, column), column)

    def _paint_package(
        self, painter: QPainter, rect: QRect, cell: QRect, package: PackageTotals, column: Column
    ) -> None:
        colours = self._theme.colours
        look = package_columns.look(package)
        if column is Column.PROGRESS or (column in _LENT and not package.speed):
            painter.setClipRect(rect)
            paint_package_progress(painter, self._progress_rects(cell), package, colours, self._fonts)
            painter.setClipping(False)
            return
        if column is Column.FILE:
            is_hot = self.triangles.hot == package.package_id
            is_open = self._jobs.is_open(package.package_id)
            paint_triangle(painter, rect, colours, is_open=is_open, is_hot=is_hot)
            cell = _paint_icon(painter, cell.adjusted(HEAD, 0, 0, 0), look, colours)
            paint_package_name(painter, cell, package, colours, (self._fonts[0], self._bold))
            return
        painter.setPen(colour(_text_colour(look, column, colours)))
        self._draw(painter, cell, package_columns.text(package, column), column)

    def _draw(self, painter: QPainter, cell: QRect, words: str, column: Column) -> None:
        self._fonts[0].draw(
            painter,
            cell,
            words,
            is_right=column in job_columns.RIGHT_ALIGNED,
            # The end of a name and of a folder says more than its middle.
            elide=Qt.TextElideMode.ElideMiddle if column in _NAMES else Qt.TextElideMode.ElideRight,
        )

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        words = str(index.data(Qt.ItemDataRole.DisplayRole))
        width = self._fonts[0].width(words) + 2 * PADDING
        if index.column() == Column.FILE:
            width = self.needed_name(index.row())
            package = self._jobs.rows.package_at(index.row())
            if package is not None:
                width += package_count_width(package, self._fonts[0])
        return QSize(width, row_height(self._table.font()))

    def needed_name(self, row: int) -> int:
        """How wide the cell of the name has to be for it to be whole: the number of a package's files goes first. Logical
        pixels.
        """
        package = self._jobs.rows.package_at(row)
        beside = 2 * PADDING + ICON_SIZE + PADDING
        if package is not None:
            return self._bold.width(package_columns.name(package)) + beside + HEAD
        words = self._jobs.text(self._jobs.rows.status_at(row), Column.FILE)
        return self._fonts[0].width(words) + beside + (INSIDE if self._jobs.rows.package_above(row) else 0)

    def needed_place(self, row: int) -> int:
        """How wide the cell of the destination has to be for it to be whole; logical pixels."""
        package = self._jobs.rows.package_at(row)
        if package is None:
            words = self._jobs.text(self._jobs.rows.status_at(row), Column.DESTINATION)
        else:
            words = package_columns.text(package, Column.DESTINATION)
        return self._fonts[0].width(words) + 2 * PADDING

    def needed_progress(self, row: int) -> int:
        """How wide the progress cell of this row has to be so that steady words in it are whole, with the empty cells
        beside it; 0 where there is a bar, or a sentence that counts. Logical pixels.
        """
        package = self._jobs.rows.package_at(row)
        if package is None and not has_two_lines(self._jobs.rows.status_at(row)):
            return 0
        own, wide = self._progress_rects(QRect())
        lent = wide.width() - own.width()
        if package is not None:
            return 2 * PADDING + needed_package_progress(package, lent, self._fonts)
        status = self._jobs.rows.status_at(row)
        words = needed_for_two_lines(self._fonts[1], wording.sentence(status))
        button = self._button(status, wide)
        return 2 * PADDING + words - lent + (0 if button is None else button.width() + GAP)

    def button_of(self, row: int) -> QRect | None:
        """The button of a row in the coordinates of the viewport; None if it has none."""
        if self._jobs.rows.package_at(row) is not None:
            return None
        shown = self._table.visualRect(self._jobs.index(row, Column.PROGRESS))
        status = self._jobs.rows.status_at(row)
        return self._button(status, self._progress_rects(shown.adjusted(PADDING, 0, -PADDING, -1))[1])

    def job_id_at(self, row: int) -> str:
        """The job of a row."""
        return self._jobs.rows.shown[row]

    def _button(self, status: JobStatus, cell: QRect) -> QRect | None:
        remedy = remedy_of(status)
        if remedy is None:
            return None
        return button_rect(cell, wording.remedy_words(remedy), self._fonts[1])

    def _paint_progress(self, painter: QPainter, cell: QRect, status: JobStatus, colours: Colours) -> None:
        own, wide = self._progress_rects(cell)
        remedy, button = remedy_of(status), self._button(status, wide)
        if remedy is not None and button is not None:
            is_hot = self.hot == status.job.job_id
            paint_button(
                painter, button, wording.remedy_words(remedy), colours, self._fonts[1], is_hot=is_hot
            )
            wide.setRight(button.left() - GAP)
            own.setRight(min(own.right(), wide.right()))
        paint_progress(painter, (own, wide), status, colours, self._fonts)

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
        in_sight = table.viewport().width() - PADDING
        wide.setRight(max(own.right(), min(wide.right(), in_sight)))
        return own, wide


def _paint_background(
    painter: QPainter, rect: QRect, state: QStyle.StateFlag, colours: Colours, *, is_hot: bool
) -> None:
    if state & QStyle.StateFlag.State_Selected:
        painter.fillRect(rect, colour(colours.selected))
    elif is_hot:
        painter.fillRect(rect, colour(colours.hover))
    painter.setPen(colour(colours.hairline))
    painter.drawLine(rect.left(), rect.bottom(), rect.right(), rect.bottom())


def _paint_focus(painter: QPainter, rect: QRect, colours: Colours) -> None:
    """Lines above and below: with those of the other cells they frame the row that the keys act on."""
    painter.setPen(colour(colours.accent))
    painter.drawLine(rect.left(), rect.top(), rect.right(), rect.top())
    painter.drawLine(rect.left(), rect.bottom(), rect.right(), rect.bottom())


def _text_colour(look: Look, column: Column, colours: Colours) -> str:
    if column is Column.STATE:
        return colours.of_look(look)
    return colours.muted if column in _MUTED else colours.text


def _paint_icon(painter: QPainter, cell: QRect, look: Look, colours: Colours) -> QRect:
    """Paint the icon of how it looks at the left of ``cell``; gives what is left of it."""
    name, tone = APPEARANCE[look].icon, colours.of_look(look)
    box = QRect(cell.left(), cell.top() + (cell.height() - ICON_SIZE) // 2, ICON_SIZE, ICON_SIZE)
    icon(name, tone).paint(painter, box)
    return cell.adjusted(ICON_SIZE + PADDING, 0, 0, 0)
