"""Rows of the job table are dragged to another place in the queue, with a line where they would go."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget
from typing_extensions import override

from uploader_gui.domain.queue_order import MOVABLE, Gap
from uploader_gui.gui.jobs.job_table import JobTable
from uploader_gui.gui.jobs.job_table_model import JobTableModel
from uploader_gui.gui.jobs.packages import package_columns
from uploader_gui.gui.jobs.rows.row_gaps import gap_at, may_move, package_around
from uploader_gui.gui.look.fonts import ElidedText, tabular
from uploader_gui.gui.look.theme import Theme
from uploader_gui.gui.words.names import name_words
from uploader_gui.gui.words.wording import count_words

_LINE_HEIGHT = 8
_EDGE = 24
_SCROLL_MS = 30
_SCROLL_STEP = 12
_WIDEST_CARD = 260


class RowDrag(QObject):
    """``dropped`` carries the ids of the jobs and the ``Gap`` that they go to. ``refused``: the rows are sorted by a
    column, so their place says nothing. A drag that begins on a row that can't be moved selects, as ever. GUI thread.
    """

    dropped = Signal(object, object)
    refused = Signal()

    def __init__(self, table: JobTable, model: JobTableModel, theme: Theme) -> None:
        super().__init__(table)
        self._table = table
        self._jobs = model
        self._press: QMouseEvent | None = None
        self._was_held_back = False
        self._is_replaying = False
        self._dragged: list[str] | None = None
        self._around = ""
        self._pointer = QPoint()
        self.gap: Gap | None = None
        self._line = _DropLine(theme, table.viewport())
        self._card = _Card(theme, table.viewport())
        self._scrolling = QTimer(self, interval=_SCROLL_MS)
        self._scrolling.timeout.connect(self._scroll)
        table.viewport().installEventFilter(self)
        table.installEventFilter(self)

    @property
    def is_dragging(self) -> bool:
        """Rows are held over the table now, or were begun to be dragged in vain."""
        return self._dragged is not None

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QMouseEvent) and watched is self._table.viewport():
            match event.type():
                case QEvent.Type.MouseButtonPress:
                    return self._pressed(event)
                case QEvent.Type.MouseMove:
                    return self._moved(event)
                case QEvent.Type.MouseButtonRelease:
                    return self._released()
        if self.is_dragging and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                self._end()
            return True
        return False

    def _pressed(self, event: QMouseEvent) -> bool:
        if self._is_replaying:
            return False
        self._press, self._was_held_back = None, False
        index = self._table.indexAt(event.position().toPoint())
        is_plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if event.button() is not Qt.MouseButton.LeftButton or not is_plain or not index.isValid():
            return False
        if self._table.is_on_button(event.position().toPoint()):
            return False
        if not may_move(self._jobs.rows, index.row()):
            return False
        self._press = event.clone()
        is_selected = self._table.selectionModel().isSelected(index)
        is_one_of_many = is_selected and len(self._table.selected_rows(at_most=2)) > 1
        # A press would select this row alone, and the others are to be dragged with it.
        self._was_held_back = is_one_of_many
        return is_one_of_many

    def _moved(self, event: QMouseEvent) -> bool:
        if self._press is None or not event.buttons() & Qt.MouseButton.LeftButton:
            return False
        self._pointer = event.position().toPoint()
        way = self._pointer - self._press.position().toPoint()
        if self._dragged is None and way.manhattanLength() >= QApplication.startDragDistance():
            self._begin()
        if self._dragged:
            self._show()
        return True

    def _released(self) -> bool:
        press, self._press = self._press, None
        if self._dragged is not None:
            dragged, gap = self._dragged, self.gap
            self._end()
            if dragged and gap is not None:
                self.dropped.emit(dragged, gap)
            return True
        if press is not None and self._was_held_back:
            self._is_replaying = True  # it was a click after all, of a row or of something painted in it
            QApplication.sendEvent(self._table.viewport(), press)
            self._is_replaying = False
        return False

    def _begin(self) -> None:
        if not self._jobs.is_in_queue_order:
            self._dragged = []
            self._table.viewport().setCursor(Qt.CursorShape.ForbiddenCursor)
            self.refused.emit()
            return
        chosen = [status.job for status in self._table.selected_jobs() if status.job.state in MOVABLE]
        if not chosen:
            return  # it has begun or gone since it was pressed
        self._dragged = [job.job_id for job in chosen]
        self._around = package_around(self._jobs.rows, self._table.selected_ids())
        package = self._table.only_package()
        if package is None:
            one, many = "{1}", self.tr("{0} uploads")
            self._card.say(count_words(len(chosen), one, many, name_words(chosen[0].file_name)))
        else:
            self._card.say(package_columns.name(package))
        self._table.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        self._scrolling.start()

    def _end(self) -> None:
        self._press, self._dragged, self.gap = None, None, None
        self._scrolling.stop()
        self._line.hide()
        self._card.hide()
        self._table.viewport().unsetCursor()

    def _show(self) -> None:
        found = self._edge_at(self._pointer.y())
        self._card.follow(self._pointer)
        if found is None:
            self.gap = None
            self._line.hide()
            return
        edge, self.gap = found
        self._line.stand_at(self._height_of(edge))

    def _edge_at(self, height: int) -> tuple[int, Gap] | None:
        """The edge between two rows that is nearest, among those of rows in sight beside one that can be moved."""
        table, count = self._table, self._jobs.rowCount()
        first = max(0, table.rowAt(0))
        below = table.rowAt(table.viewport().height() - 1)
        last = count if below < 0 else below + 1
        edges = ((edge, gap) for edge in range(first, last + 1) if (gap := self._gap_at(edge)) is not None)
        return min(edges, key=lambda found: abs(self._height_of(found[0]) - height), default=None)

    def _gap_at(self, edge: int) -> Gap | None:
        return gap_at(self._jobs.rows, edge, self._around)

    def _height_of(self, edge: int) -> int:
        if edge < self._jobs.rowCount():
            return self._table.rowViewportPosition(edge)
        return self._table.rowViewportPosition(edge - 1) + self._table.rowHeight(edge - 1)

    def _scroll(self) -> None:
        """Go on towards what is out of sight while the rows are held at an edge of the table."""
        height, bar = self._pointer.y(), self._table.verticalScrollBar()
        if height < _EDGE:
            bar.setValue(bar.value() - _SCROLL_STEP)
        elif height > self._table.viewport().height() - _EDGE:
            bar.setValue(bar.value() + _SCROLL_STEP)
        else:
            return
        self._show()


class _DropLine(QWidget):
    """A line over the whole width, with a ring at its left."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._view = parent
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def stand_at(self, height: int) -> None:
        top = min(max(height - _LINE_HEIGHT // 2, 0), self._view.height() - _LINE_HEIGHT)
        self.setGeometry(0, top, self._view.width(), _LINE_HEIGHT)
        self.show()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setClipRect(event.rect())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        accent = QColor(self._theme.colours.accent)
        middle = self.height() / 2
        painter.fillRect(QRect(_LINE_HEIGHT, round(middle) - 1, self.width(), 2), accent)
        painter.setPen(accent)
        painter.setBrush(QColor(self._theme.colours.base))
        painter.drawEllipse(1, 1, _LINE_HEIGHT - 2, _LINE_HEIGHT - 2)


class _Card(QWidget):
    """What is carried, beside the pointer."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._view = parent
        self._words = ""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def say(self, words: str) -> None:
        self._words = words
        text = ElidedText(tabular(self.font()))
        self.resize(min(text.width(words) + 24, _WIDEST_CARD), text.height + 12)

    def follow(self, pointer: QPoint) -> None:
        room = self._view.rect().adjusted(0, 0, -self.width(), -self.height())
        place = pointer + QPoint(16, 12)
        self.move(max(0, min(place.x(), room.right())), max(0, min(place.y(), room.bottom())))
        self.show()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        colours = self._theme.colours
        painter = QPainter(self)
        painter.setClipRect(event.rect())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(colours.accent))
        painter.setBrush(QColor(colours.selected))
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 6, 6)
        painter.setPen(QColor(colours.text))
        text = ElidedText(tabular(self.font()))  # measured as it was for the width
        room = self.rect().adjusted(12, 0, -12, 0)
        text.draw(painter, room, self._words, elide=Qt.TextElideMode.ElideMiddle)
