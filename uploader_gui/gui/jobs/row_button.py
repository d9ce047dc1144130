"""The button in a row, for what would solve it: painted by the delegate, and clicked without a widget of its own."""

from typing import Protocol

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter
from PySide6.QtWidgets import QTableView
from typing_extensions import override

from uploader_gui.gui.look.fonts import ElidedText
from uploader_gui.gui.look.palette import Colours, colour

GAP = 10
_PADDING = 10
_RADIUS = 5
_ROOM_FOR_WORDS = 100


def button_rect(cell: QRect, words: str, elided: ElidedText) -> QRect | None:
    """Where the button stands in ``cell``, at its right; None if too little would be left for what it is about."""
    width = elided.width(words) + 2 * _PADDING
    if cell.width() < width + GAP + _ROOM_FOR_WORDS:
        return None
    height = min(cell.height() - 6, elided.height + 8)
    top = cell.top() + (cell.height() - height) // 2
    return QRect(cell.left() + cell.width() - width, top, width, height)


def paint_button(
    painter: QPainter, rect: QRect, words: str, colours: Colours, elided: ElidedText, *, is_hot: bool
) -> None:
    """Paint it; ``is_hot``: the mouse is over it."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(colour(colours.accent if is_hot else colours.faint))
    painter.setBrush(colour(colours.selected if is_hot else colours.base))
    painter.drawRoundedRect(rect.adjusted(0, 0, -1, -1), _RADIUS, _RADIUS)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    painter.setPen(colour(colours.text))
    elided.draw(painter, rect.adjusted(_PADDING, 0, 0, 0), words)


class Buttons(Protocol):
    """Knows where the buttons of the rows are, and shows which one the mouse is over."""

    hot: str

    def button_of(self, row: int) -> QRect | None:
        """The button of a row in the coordinates of the viewport; None if it has none."""

    def job_id_at(self, row: int) -> str:
        """The job of a row."""


class RowButtons(QObject):
    """Turns clicks on the painted buttons of ``table`` into ``clicked`` with a job's id. GUI thread."""

    clicked = Signal(str)

    def __init__(self, table: QTableView, buttons: Buttons) -> None:
        super().__init__(table)
        self._table = table
        self._buttons = buttons
        self._pressed = ""
        viewport = table.viewport()
        viewport.setMouseTracking(True)
        viewport.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Leave:
            self._point_at("")
        if not isinstance(event, QMouseEvent):
            return super().eventFilter(watched, event)
        job_id = self._job_at(event.position().toPoint())
        match event.type():
            case QEvent.Type.MouseMove:
                self._point_at(job_id)
                return bool(self._pressed)
            case QEvent.Type.MouseButtonPress | QEvent.Type.MouseButtonDblClick:
                self._pressed = job_id if event.button() is Qt.MouseButton.LeftButton else ""
                return bool(self._pressed)
            case QEvent.Type.MouseButtonRelease if self._pressed:
                pressed, self._pressed = self._pressed, ""
                if pressed == job_id:
                    self.clicked.emit(job_id)
                return True
        return super().eventFilter(watched, event)

    def rect_of(self, row: int) -> QRect | None:
        """The button of a row in the coordinates of the viewport; None if it has none."""
        return self._buttons.button_of(row)

    def _job_at(self, place: QPoint) -> str:
        row = self._table.rowAt(place.y())
        button = self._buttons.button_of(row) if row >= 0 else None
        return self._buttons.job_id_at(row) if button is not None and button.contains(place) else ""

    def _point_at(self, job_id: str) -> None:
        if job_id == self._buttons.hot:
            return
        self._buttons.hot = job_id
        viewport = self._table.viewport()
        viewport.setCursor(Qt.CursorShape.PointingHandCursor if job_id else Qt.CursorShape.ArrowCursor)
        viewport.update()
