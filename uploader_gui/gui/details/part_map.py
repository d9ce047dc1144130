"""The map of a job's parts: a square each, or for several where there are more than have room."""

import math

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolTip, QWidget
from typing_extensions import override

from uploader_gui.gui.details.part_states import PartLook, PartStates
from uploader_gui.gui.look.fonts import tabular
from uploader_gui.gui.look.palette import Colours, colour
from uploader_gui.gui.look.plain_text import tip_words
from uploader_gui.gui.look.theme import Theme
from uploader_gui.gui.words.wording import count_words, listed

_LARGEST, _SMALLEST = 20, 9
_GAP = 2
_MARGIN = 12
_SWATCH = 10
_IN_FLIGHT_ALPHA = 0.4
_PLAIN = (PartLook.WAITING, PartLook.DONE, PartLook.KEPT)
"""Looks of squares that are alike, and of which there may be thousands."""


class PartMap(QWidget):
    """Paints ``states``; call ``update`` when they have changed. GUI thread."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.states = PartStates()
        self._painted = bytearray()
        self.setMinimumHeight(80)
        self.setAccessibleName(self.tr("Map of the parts"))
        theme.changed.connect(self.update)

    def refresh(self) -> None:
        """Show what ``states`` are now."""
        if self.states.looks != self._painted:
            self._painted = self.states.looks
            self.setAccessibleDescription(listed(words for words, _ in self._legend()))
            self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(tabular(self.font()))
        self._paint_legend(painter)
        colours = self._theme.colours
        step, columns, size = self._grid()
        whole: dict[PartLook, list[QRect]] = {look: [] for look in _PLAIN}
        for place, tally in enumerate(self.states.groups(size) if size else []):
            box = self._box(place, step, columns)
            look = next((look for look in _PLAIN if tally[look] == sum(tally)), None)
            if look is not None:
                whole[look].append(box)
            else:
                _paint_square(painter, box, tally, colours)
        painter.setPen(Qt.PenStyle.NoPen)
        kept = whole[PartLook.KEPT]
        for boxes, shade in (
            (whole[PartLook.WAITING], colours.track),
            (whole[PartLook.DONE] + kept, colours.accent),
            ([_hole(box) for box in kept], colours.base),
        ):
            if boxes:  # thousands at once: one by one they would take longer than a frame
                painter.setBrush(colour(shade))
                painter.drawRects(boxes)

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), tip_words(self.words_at(event.pos())), self)
            return True
        return super().event(event)

    def words_at(self, point: QPoint) -> str:
        """What the square there stands for; "" beside the squares."""
        step, columns, size = self._grid()
        place = (point.y() - self._top()) // step * columns + (point.x() - _MARGIN) // step
        groups = self.states.groups(size) if size else []
        is_beside = point.y() < self._top() or not 0 <= (point.x() - _MARGIN) // step < columns
        if is_beside or not 0 <= place < len(groups):
            return ""
        first, last = place * size + 1, min((place + 1) * size, len(self.states.looks))
        waiting, flying, done, failed, kept = groups[place]
        parts = (
            self.tr("Part {0}").format(f"{first:,}")
            if first == last
            else self.tr("Parts {0} to {1}").format(f"{first:,}", f"{last:,}")
        )
        counted = [
            (done, self.tr("done")),
            (kept, self.tr("kept as objects")),
            (flying, self.tr("in flight")),
        ]
        counted += [(waiting, self.tr("waiting")), (failed, self.tr("to be sent again"))]
        words = [name if first == last else f"{count:,} {name}" for count, name in counted if count]
        return f"{parts}: {listed(words)}"

    def _top(self) -> int:
        return 2 * _MARGIN + self.fontMetrics().height()

    def _grid(self) -> tuple[int, int, int]:
        """The step from square to square, the squares in a row, and how many parts one stands for."""
        width, height = self.width() - 2 * _MARGIN + _GAP, self.height() - self._top() - _MARGIN + _GAP
        total = len(self.states.looks)
        for step in range(_LARGEST, _SMALLEST - 1, -1):
            columns = max(1, width // step)
            if columns * max(1, height // step) >= total:
                return step, columns, 1
        columns = max(1, width // _SMALLEST)
        return _SMALLEST, columns, math.ceil(total / (columns * max(1, height // _SMALLEST)))

    def _box(self, place: int, step: int, columns: int) -> QRect:
        row, column = divmod(place, columns)
        return QRect(_MARGIN + column * step, self._top() + row * step, step - _GAP, step - _GAP)

    def _legend(self) -> list[tuple[str, PartLook | None]]:
        names = {  # not within the f-string below, where Qt's tools don't find them
            PartLook.DONE: self.tr("Done"),
            PartLook.KEPT: self.tr("Kept as objects"),
            PartLook.IN_FLIGHT: self.tr("In flight"),
            PartLook.WAITING: self.tr("Waiting"),
            PartLook.FAILED: self.tr("To be sent again"),
        }
        counts = {look: self.states.count(look) for look in names}
        entries: list[tuple[str, PartLook | None]] = [
            (f"{name} {counts[look]:,}", look)
            for look, name in names.items()
            if counts[look] or look not in {PartLook.FAILED, PartLook.KEPT}
        ]
        size = self._grid()[2]
        if size > 1:
            words = count_words(size, self.tr("one square is {0} part"), self.tr("one square is {0} parts"))
            entries.append((words, None))
        return entries

    def _paint_legend(self, painter: QPainter) -> None:
        metrics = painter.fontMetrics()
        left, colours = _MARGIN, self._theme.colours
        for words, look in self._legend():
            if look is not None:
                tally = tuple(int(one is look) for one in PartLook)
                swatch = QRect(left, _MARGIN + (metrics.height() - _SWATCH) // 2, _SWATCH, _SWATCH)
                _paint_square(painter, swatch, tally, colours)
                left += _SWATCH + 6
            painter.setPen(colour(colours.text if look is not None else colours.muted))
            painter.drawText(left, _MARGIN + metrics.ascent(), words)
            left += metrics.horizontalAdvance(words) + 20


def _paint_square(painter: QPainter, box: QRect, tally: tuple[int, ...], colours: Colours) -> None:
    """Fill from the bottom: what is done, then what is in flight; a failed part frames its square.

    Where all is kept there is a hole in it.
    """
    _waiting, flying, done, failed, kept = tally
    total = max(1, sum(tally))
    painter.fillRect(box, colour(colours.track))
    lighter = QColor(colours.accent)
    lighter.setAlphaF(_IN_FLIGHT_ALPHA)
    bottom = float(box.bottom() + 1)
    for count, shade in (
        (done + kept, colour(colours.accent)),
        (flying, lighter),
        (failed, colour(colours.failed)),
    ):
        height = box.height() * count / total
        painter.fillRect(QRectF(box.left(), bottom - height, box.width(), height), shade)
        bottom -= height
    if kept == total:
        painter.fillRect(_hole(box), colour(colours.base))
    if failed and failed < total:
        painter.setPen(colour(colours.failed))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box.adjusted(0, 0, -1, -1))


def _hole(box: QRect) -> QRect:
    """The middle of a square."""
    rim = max(2, box.width() // 3)
    return box.adjusted(rim, rim, -rim, -rim)
