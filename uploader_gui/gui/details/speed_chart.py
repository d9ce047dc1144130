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
# A limit that is further above the line than that would make it flat; one at the top needs room for its word.
_NEAR = 3
_ROOM_ABOVE = 1.15


class SpeedChart(QWidget):
    """Time from left to right, the last minute at least; speed upwards from nothing. The right edge is now, or
    where the sending ended. A line across marks the job's own limit, where it is near. GUI thread.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._points: Sequence[Point] = ()
        self._is_over = False
        self._limit: int | None = None
        self.setMinimumHeight(80)
        self.setAccessibleName(self.tr("Speed over time"))
        theme.changed.connect(self.update)

    def show_points(self, points: Sequence[Point], *, is_over: bool, limit: int | None = None) -> None:
        """Draw these, oldest first. ``is_over``: nothing is sent any more; ``limit`` in bytes per second, None for none."""
        self._points, self._is_over, self._limit = tuple(points), is_over, limit
        self.setAccessibleDescription(self._described())
        self.update()

    def edges(self) -> tuple[str, str]:
        """What stands below the left and the right edge of the time that is drawn."""
        span = duration_words(self._span_s())
        if self._is_over:
            return self.tr("{0} before").format(span), self.tr("end of sending")
        return self.tr("{0} ago").format(span), self.tr("now")

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(tabular(self.font()))
        if len(self._points) < 2:
            painter.setPen(colour(self._theme.colours.muted))
            words = self.tr("The speed is drawn here while the file is being sent.")
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, words)
            return
        fastest = max(speed for _, speed in self._points)
        limit = self._limit if self._limit and self._limit <= _NEAR * fastest else None
        top = nice_ceiling(max(fastest, (limit or 0) * _ROOM_ABOVE))
        field = self._field(painter, top)
        self._paint_grid(painter, field, top)
        self._paint_line(painter, field, top, self._span_s())
        if limit:
            self._paint_limit(painter, field, field.bottom() - field.height() * limit / top)

    def _described(self) -> str:
        """The chart in words: how fast it is now, or was at its fastest."""
        if not self._points:
            return ""
        if self._is_over:
            return self.tr("{0} at the fastest").format(speed_words(max(speed for _, speed in self._points)))
        now = speed_words(self._points[-1][1])
        return now if self._limit is None else self.tr("{0}, {1}").format(now, self._limit_words())

    def _limit_words(self) -> str:
        return self.tr("limit {0}").format(speed_words(self._limit))

    def _span_s(self) -> float:
        return max(_SHORTEST_S, self._points[-1][0] - self._points[0][0])

    def _field(self, painter: QPainter, top: float) -> QRectF:
        metrics = painter.fontMetrics()
        widest = max(metrics.horizontalAdvance(speed_words(step)) for step in _steps(top))
        left = _MARGIN + widest + 8
        above, below = _MARGIN + metrics.height() / 2, _MARGIN + metrics.height()
        return QRectF(
            left, above, max(1, self.width() - left - _MARGIN), max(1, self.height() - above - below)
        )

    def _paint_grid(self, painter: QPainter, field: QRectF, top: float) -> None:
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
        begin, end = self.edges()
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft, begin)
        painter.drawText(below, Qt.AlignmentFlag.AlignRight, end)

    def _paint_limit(self, painter: QPainter, field: QRectF, height: float) -> None:
        tone = colour(self._theme.colours.paused)
        painter.setPen(QPen(tone, 1, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(field.left(), height), QPointF(field.right(), height))
        painter.setPen(tone)
        # Above it: what is sent keeps below its limit.
        above = painter.fontMetrics().height()
        box = QRectF(field.left(), height - above - 2, field.width() - 4, above)
        painter.drawText(box, Qt.AlignmentFlag.AlignRight, self._limit_words())

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
