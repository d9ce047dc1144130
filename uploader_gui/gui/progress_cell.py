"""How the progress cell is painted: a bar in three tones, a percentage, or a sentence."""

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter

from uploader_gui.domain.events import JobStatus
from uploader_gui.domain.job import JobState
from uploader_gui.gui import wording
from uploader_gui.gui.palette import Colours

_IN_FLIGHT_ALPHA = 0.35
_BAR_HEIGHT = 6
_GAP = 10
_WIDEST_PERCENT = "100.0 %"
_LEFT_MIDDLE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT_MIDDLE = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def shares(status: JobStatus) -> tuple[float, float]:
    """What the bar shows, as shares of its width: acknowledged, and in flight behind it; at most 1 together."""
    job = status.job
    if job.state is JobState.COMPLETED:
        return 1.0, 0.0
    if not job.file_size:
        return 0.0, 0.0
    done = min(1.0, job.bytes_done / job.file_size)
    return done, min(1.0 - done, max(0, status.bytes_in_flight) / job.file_size)


def paint_progress(
    painter: QPainter,
    rects: tuple[QRect, QRect],
    status: JobStatus,
    colours: Colours,
    fonts: tuple[QFont, QFont],
) -> None:
    """Paint the cell. ``rects``: its own, and how far a sentence may reach over empty cells beside it.

    ``fonts`` are the row's and the smaller one for two lines in a row.
    """
    own, wide = rects
    if wording.is_sending(status):
        _paint_bar_and_percentage(painter, own, status, colours, fonts[0])
    elif status.job.state is JobState.FAILED:
        painter.setPen(QColor(colours.failed))
        painter.setFont(fonts[1])
        paint_two_lines(painter, wide, wording.sentence(status))
    elif status.job.state in {JobState.UPLOADING, JobState.PAUSED}:
        _paint_sentence_over_bar(painter, rects, status, colours, fonts[1])
    else:
        painter.setPen(QColor(_sentence_colour(status, colours)))
        painter.setFont(fonts[0])
        painter.drawText(wide, _LEFT_MIDDLE, _elided(painter.fontMetrics(), wording.sentence(status), wide))


def paint_two_lines(painter: QPainter, rect: QRect, text: str) -> None:
    """Break ``text`` at a word into at most two lines, centred; the second one is elided."""
    metrics = painter.fontMetrics()
    first, rest = _broken(metrics, text, rect.width())
    if not rest:
        painter.drawText(rect, _LEFT_MIDDLE, first)
        return
    height = metrics.height()
    top = rect.top() + (rect.height() - 2 * height) // 2
    painter.drawText(QRect(rect.left(), top, rect.width(), height), _LEFT_MIDDLE, first)
    below = QRect(rect.left(), top + height, rect.width(), height)
    painter.drawText(below, _LEFT_MIDDLE, _elided(metrics, rest, below))


def _paint_bar_and_percentage(
    painter: QPainter, rect: QRect, status: JobStatus, colours: Colours, font: QFont
) -> None:
    painter.setFont(font)
    number_width = painter.fontMetrics().horizontalAdvance(_WIDEST_PERCENT)
    bar = QRectF(rect.left(), 0, max(0, rect.width() - number_width - _GAP), _BAR_HEIGHT)
    bar.moveTop(rect.top() + (rect.height() - _BAR_HEIGHT) / 2)
    is_paused = status.job.state is JobState.PAUSED
    _paint_bar(painter, bar, status, colours, colours.paused if is_paused else colours.accent)
    painter.setPen(QColor(colours.text))
    painter.drawText(rect, _RIGHT_MIDDLE, wording.percent_words(status.job))


def _paint_sentence_over_bar(
    painter: QPainter, rects: tuple[QRect, QRect], status: JobStatus, colours: Colours, font: QFont
) -> None:
    own, wide = rects
    painter.setFont(font)
    metrics = painter.fontMetrics()
    height = metrics.height()
    line = QRect(wide.left(), wide.top() + (wide.height() - 2 * height) // 2, wide.width(), height)
    painter.setPen(QColor(_sentence_colour(status, colours)))
    painter.drawText(line, _LEFT_MIDDLE, _elided(metrics, wording.sentence(status), line))
    below = QRect(own.left(), line.bottom() + 1, own.width(), height)
    _paint_bar_and_percentage(painter, below, status, colours, font)


def _paint_bar(painter: QPainter, bar: QRectF, status: JobStatus, colours: Colours, tone: str) -> None:
    done, in_flight = shares(status)
    radius = bar.height() / 2
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colours.track))
    painter.drawRoundedRect(bar, radius, radius)
    lighter = QColor(tone)
    lighter.setAlphaF(_IN_FLIGHT_ALPHA)
    for share, colour in ((done + in_flight, lighter), (done, QColor(tone))):
        if share > 0:
            filled = QRectF(bar)
            filled.setWidth(max(bar.height(), bar.width() * share))
            painter.setBrush(colour)
            painter.drawRoundedRect(filled, radius, radius)


def _sentence_colour(status: JobStatus, colours: Colours) -> str:
    if wording.is_unverified(status.job):
        return colours.paused
    return colours.text if status.job.state is JobState.UPLOADING else colours.of_state(status.job.state)


def _elided(metrics: QFontMetrics, text: str, rect: QRect) -> str:
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())


def _broken(metrics: QFontMetrics, text: str, width: int) -> tuple[str, str]:
    """``text`` as a first line that fits and the rest; broken inside a word only where there is no space."""
    if metrics.horizontalAdvance(text) <= width:
        return text, ""
    fitting = len(text)
    while fitting > 1 and metrics.horizontalAdvance(text[:fitting]) > width:
        fitting = min(fitting - 1, max(1, fitting * width // metrics.horizontalAdvance(text[:fitting])))
    space = text.rfind(" ", 1, fitting + 1)
    cut = space if space > 0 else fitting
    return text[:cut], text[cut:].lstrip()
