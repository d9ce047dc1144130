"""The log of a job as a table of two columns whose lines are as high as what they say."""

from collections.abc import Iterable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QAction, QFontMetrics, QGuiApplication, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)
from typing_extensions import override

from uploader_gui.gui.details.log_model import LOOK_ROLE, LogModel
from uploader_gui.gui.job_kind import APPEARANCE, Look
from uploader_gui.gui.look.fonts import tabular
from uploader_gui.gui.look.icons import icon
from uploader_gui.gui.look.palette import Colours, colour
from uploader_gui.gui.look.theme import Theme
from uploader_gui.gui.look.wrapped_text import wrapped

_PADDING = 4
_ICON_SIZE = 14
_ICON_ROOM = 22


class LogView(QTableView):
    """Shows a ``LogModel``; there are some hundred lines at most. GUI thread."""

    def __init__(self, model: LogModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent, showGrid=False)
        self.setModel(model)
        self.setItemDelegate(_LineDelegate(theme, self))
        self.setAccessibleName(self.tr("What happened to the upload"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setVerticalHeader(_Rows(Qt.Orientation.Vertical, self))
        columns, rows = self.horizontalHeader(), self.verticalHeader()
        columns.hide()
        columns.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        columns.setStretchLastSection(True)
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        columns.sectionResized.connect(lambda *_: self.resizeRowsToContents())
        self._lines = model
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.copy_lines = QAction(self.tr("Copy"), self)
        self.copy_all = QAction(self.tr("Copy the whole log"), self)
        self.copy_lines.triggered.connect(lambda *_: self._copy(self._selected()))
        self.copy_all.triggered.connect(lambda *_: self._copy(range(model.rowCount())))
        self.addActions([self.copy_lines, self.copy_all])

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self._copy(self._selected())
        else:
            super().keyPressEvent(event)

    def _selected(self) -> list[int]:
        return sorted(index.row() for index in self.selectionModel().selectedRows())

    def _copy(self, rows: Iterable[int]) -> None:
        lines = ["\t".join(str(self._lines.index(row, column).data()) for column in (0, 1)) for row in rows]
        if lines:
            QGuiApplication.clipboard().setText("\n".join(lines))


class _Rows(QHeaderView):
    """A hidden header would still ask for the room of its numbers."""

    @override
    def sectionSizeFromContents(self, logicalIndex: int) -> QSize:
        return QSize(0, 0)


class _LineDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, view: QTableView) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        font, words = tabular(option.font), str(index.data())
        if index.column() == 0:
            metrics = QFontMetrics(font)
            return QSize(metrics.horizontalAdvance(words) + 4 * _PADDING, metrics.height() + 2 * _PADDING)
        room = self._view.columnWidth(1) - 2 * _PADDING - _ICON_ROOM
        return QSize(room, round(wrapped(words, font, room).boundingRect().height()) + 2 * _PADDING)

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        colours = self._theme.colours
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, colour(colours.selected))
        painter.setPen(colour(colours.muted if index.column() == 0 else colours.text))
        box = option.rect.adjusted(_PADDING, _PADDING, -_PADDING, -_PADDING)
        if index.column() == 1:
            _paint_icon(painter, box, index.data(LOOK_ROLE), colours)
            box.setLeft(box.left() + _ICON_ROOM)
        wrapped(str(index.data()), tabular(option.font), box.width()).draw(painter, QPointF(box.topLeft()))


def _paint_icon(painter: QPainter, box: QRect, look: Look | None, colours: Colours) -> None:
    """How the job looked when the line was written, at the left of its first line."""
    if look is not None:
        drawn = icon(APPEARANCE[look].icon, colours.of_look(look))
        drawn.paint(painter, QRect(box.left(), box.top() + 1, _ICON_SIZE, _ICON_SIZE))
