"""A week of the timetable, painted: a row for each day, and what may be sent in its hours."""

from itertools import groupby

from PySide6.QtCore import QLocale, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from uploader_gui.domain.unattended.timetable import DAY_MIN, NO_TIMETABLE, Effect, Timetable, week_effects
from uploader_gui.gui.look.fonts import tabular
from uploader_gui.gui.words.timetable_words import effect_words

_DAYS = 7
_HOURS = (0, 6, 12, 18, 24)
_GAP = 8
_ROOM = 1.5
_INSET = 4.0
_FREE_ALPHA, _LIMITED_ALPHA = 0.12, 0.34


class WeekView(QWidget):
    """Free hours are light, limited ones darker and with their limit, those in which nothing is sent hatched. GUI thread."""

    def __init__(self) -> None:
        super().__init__()
        self._effects = week_effects(NO_TIMETABLE)
        self.setFont(tabular(self.font()))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("The week"))

    def show_week(self, timetable: Timetable) -> None:
        """Paint what these rules say."""
        self._effects = week_effects(timetable)
        self.setAccessibleDescription(", ".join(self.words_of(day) for day in range(_DAYS)))
        self.update()

    def words_of(self, day: int) -> str:
        """A day in words, 0 for Monday."""
        said = [f"{begin // 60:02}:{begin % 60:02} {effect_words(one)}" for begin, _, one in self._runs(day)]
        return f"{_day_name(day)}: {', '.join(said)}"

    @override
    def sizeHint(self) -> QSize:
        return QSize(0, round((_DAYS + 1) * self._row_height()))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, metrics = QPainter(self), self.fontMetrics()
        left = max(metrics.horizontalAdvance(_day_name(day)) for day in range(_DAYS)) + _GAP
        # The last hour's number stands half behind the end of the day.
        width = self.width() - left - metrics.horizontalAdvance("24") / 2 - 1
        height = self._row_height()
        for day in range(_DAYS):
            top = day * height
            painter.setPen(self.palette().color(QPalette.ColorRole.Text))
            box = QRectF(0, top, left - _GAP, height)
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, _day_name(day))
            for begin, end, effect in self._runs(day):
                x, right = (left + width * minute / DAY_MIN for minute in (begin, end))
                self._paint_run(painter, QRectF(x, top + 1, right - x, height - 2), effect)
        painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
        for hour in _HOURS:
            x = left + width * hour * 60 / DAY_MIN
            box = QRectF(x - 2 * height, _DAYS * height, 4 * height, height)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(hour))

    def _paint_run(self, painter: QPainter, rect: QRectF, effect: Effect) -> None:
        palette = self.palette()
        painter.fillRect(rect, palette.color(QPalette.ColorRole.Base))
        if effect.sends:
            tone = QColor(palette.color(QPalette.ColorRole.Accent))
            tone.setAlphaF(_FREE_ALPHA if effect.limit is None else _LIMITED_ALPHA)
            painter.fillRect(rect, tone)
        else:
            painter.fillRect(rect, palette.color(QPalette.ColorRole.Mid))
            tone = palette.color(QPalette.ColorRole.Dark)
            painter.fillRect(rect, QBrush(tone, Qt.BrushStyle.BDiagPattern))
            painter.setPen(tone)
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
        words, room = effect_words(effect), rect.width() - 2 * _INSET
        if effect.sends and effect.limit is not None and self.fontMetrics().horizontalAdvance(words) <= room:
            painter.setPen(palette.color(QPalette.ColorRole.Text))
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, words)

    def _runs(self, day: int) -> list[tuple[int, int, Effect]]:
        """Begin and end of each piece of a day in which the same counts, in its minutes."""
        runs, begin = [], 0
        for effect, minutes in groupby(self._effects[day * DAY_MIN : (day + 1) * DAY_MIN]):
            end = begin + sum(1 for _ in minutes)
            runs.append((begin, end, effect))
            begin = end
        return runs

    def _row_height(self) -> float:
        return _ROOM * self.fontMetrics().height()


def _day_name(day: int) -> str:
    return QLocale().dayName(day + 1, QLocale.FormatType.ShortFormat)
