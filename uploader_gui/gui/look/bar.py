"""A bar in three tones, as rows and summaries have it: what is done, what is on its way, what is left."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from uploader_gui.gui.look.palette import Colours, colour

BAR_HEIGHT = 6
_IN_FLIGHT_ALPHA = 0.35


def paint_bar(
    painter: QPainter, bar: QRectF, shares: tuple[float, float], colours: Colours, tone: str
) -> None:
    """Paint it. ``shares`` of its width: done, and on the way behind that; ``tone``: the colour of what is done."""
    done, in_flight = shares
    radius = bar.height() / 2
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(colours.track))
    painter.drawRoundedRect(bar, radius, radius)
    lighter = QColor(tone)
    lighter.setAlphaF(_IN_FLIGHT_ALPHA)
    for share, shade in ((done + in_flight, lighter), (done, colour(tone))):
        if share > 0:
            filled = QRectF(bar)
            filled.setWidth(max(bar.height(), bar.width() * share))
            painter.setBrush(shade)
            painter.drawRoundedRect(filled, radius, radius)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)  # hairlines are to stay sharp
