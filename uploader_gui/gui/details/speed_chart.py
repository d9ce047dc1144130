"""The chart of a job's speed in this session."""

import math
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from uploader_gui.gui.details.speed_history import Point
from uploader_gui.gui.look.fonts import tabular
from uploader_gui.gui.look.palette import colour
from uploader_gui.gui.look.theme import Theme
from uploader_gui.gui.words.wording import duration_words, speed_words

_MARGIN = 12
_LINES = {"1": 5, "2": 4, "5": 5}
"""Steps up to the top that are round numbers, by its first digit."""
_SHORTEST_S = 60.0
_AREA_ALPHA = 0.14


class SpeedChart(QWidget):
    """Time from left to right, the last minute at least; speed upwards from nothing. GUI thread."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._points: Sequence[Point] = ()
        self.setMinimumHeight(80)
        self.setAccessibleName(self.tr("Speed over time"))
        theme.changed.connect(self.update)

    def show_points(self, points: Sequence[Point]) -> None:
        """Draw these, oldest first."""
        self._points = tuple(points)
        if points:
            self.setAccessibleDescription(speed_words(points[-1][1]))
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(tabular(self.font()))
        if len(self._points) < 2:
            painter.setPen(colour(self._theme.colours.muted))
            words = self.tr("The speed is drawn here while the file is being sent.")
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, words)
            return
        top = nice_ceiling(max(speed for _, speed in self._points))
        field = self._field(painter, top)
        span_s = max(_SHORTEST_S, self._points[-1][0] - self._points[0][0])
        self._paint_grid(painter, field, top, span_s)
        self._paint_line(painter, field, top, span_s)

    def _field(self, painter: QPainter, top: float) -> QRectF:
        metrics = painter.fontMetrics()
        widest = max(metrics.horizontalAdvance(speed_words(step)) for step in _steps(top))
        left = _MARGIN + widest + 8
        above, below = _MARGIN + metrics.height() / 2, _MARGIN + metrics.height()
        return QRectF(
            left, above, max(1, self.width() - left - _MARGIN), max(1, self.height() - above - below)
        )

    def _paint_grid(self, painter: QPainter, field: QRectF, top: float, span_s: float) -> None:
        colours, metrics = self._theme.colours, painter.fontMetrics()
        steps = _steps(top)
        if field.height() < len(steps) * 1.4 * metrics.height():
            steps = [0.0, top]
        for step in steps:
            height = field.bottom() - field.height() * step / top
            painter.setPen(colour(colours.hairline))
            painter.drawLine(QPointF(field.left(), height), QPointF(field.right(), height))
            painter.setPen(colour(colours.muted))
            box = QRectF(0, height - metrics.height() / 2, field.left() - 8, metrics.height())
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(box, right, speed_words(step))
        below = QRectF(field.left(), field.bottom() + 2, field.width(), metrics.height())
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft, self.tr("{0} ago").format(duration_words(span_s)))
        painter.drawText(below, Qt.AlignmentFlag.AlignRight, self.tr("now"))

    def _paint_line(self, painter: QPainter, field: QRectF, top: float, span_s: float) -> None:
        begin_s = self._points[-1][0] - span_s
        line = [
            QPointF(
                field.left() + field.width() * (at_s - begin_s) / span_s,
                field.bottom() - field.height() * speed / top,
            )
            for at_s, speed in self._points
        ]
        tone = self._theme.colours.accent
        area = QColor(tone)
        area.setAlphaF(_AREA_ALPHA)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(area)
        first, last = QPointF(line[0].x(), field.bottom()), QPointF(line[-1].x(), field.bottom())
        painter.drawPolygon(QPolygonF([first, *line, last]))
        painter.setPen(QPen(colour(tone), 1.5))
        painter.drawPolyline(QPolygonF(line))


def nice_ceiling(value: float) -> float:
    """The next 1, 2 or 5 times a power of ten that is not less; at least 1,000."""
    value = max(value, 1000.0)
    power = 10.0 ** math.floor(math.log10(value))
    return next(step * power for step in (1, 2, 5, 10) if step * power >= value)


def _steps(top: float) -> list[float]:
    count = _LINES[f"{top:.0f}"[0]]
    return [top * number / count for number in range(count + 1)]
