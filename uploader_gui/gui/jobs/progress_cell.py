"""How the progress cell is painted: a bar in three tones, a percentage, or a sentence."""

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from uploader_gui.domain.events import JobStatus
from uploader_gui.domain.job import JobState
from uploader_gui.gui.look.fonts import ElidedText
from uploader_gui.gui.look.palette import Colours, colour
from uploader_gui.gui.words import wording

_IN_FLIGHT_ALPHA = 0.35
_BAR_HEIGHT = 6
_GAP = 10
_WIDEST_PERCENT = "100.0 %"


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
    fonts: tuple[ElidedText, ElidedText],
) -> None:
    """Paint the cell. ``rects``: its own, and how far a sentence may reach over empty cells beside it.

    ``fonts``: the row's, and the smaller one for two lines in a row.
    """
    own, wide = rects
    if wording.is_sending(status):
        _paint_bar_and_percentage(painter, own, status, colours, fonts[0], fonts[0].width(_WIDEST_PERCENT))
    elif status.job.state is JobState.FAILED or wording.is_unverified(status.job):
        painter.setPen(colour(_sentence_colour(status, colours)))
        paint_two_lines(painter, wide, wording.sentence(status), fonts[1])
    elif status.job.state in {JobState.UPLOADING, JobState.PAUSED}:
        _paint_sentence_over_bar(painter, rects, status, colours, fonts)
    else:
        painter.setPen(colour(_sentence_colour(status, colours)))
        fonts[0].draw(painter, wide, wording.sentence(status))


def paint_two_lines(painter: QPainter, rect: QRect, text: str, elided: ElidedText) -> None:
    """Break ``text`` at a word into at most two lines, centred; the second one is elided."""
    first, rest = _broken(elided, text, rect.width())
    if not rest:
        elided.draw(painter, rect, first)
        return
    top = rect.top() + (rect.height() - 2 * elided.height) // 2
    elided.draw(painter, QRect(rect.left(), top, rect.width(), elided.height), first)
    elided.draw(painter, QRect(rect.left(), top + elided.height, rect.width(), elided.height), rest)


def _paint_bar_and_percentage(
    painter: QPainter,
    rect: QRect,
    status: JobStatus,
    colours: Colours,
    elided: ElidedText,
    percent_width: int,
) -> None:
    bar = QRectF(rect.left(), 0, max(0, rect.width() - percent_width - _GAP), _BAR_HEIGHT)
    bar.moveTop(rect.top() + (rect.height() - _BAR_HEIGHT) / 2)
    is_paused = status.job.state is JobState.PAUSED
    _paint_bar(painter, bar, status, colours, colours.paused if is_paused else colours.accent)
    painter.setPen(colour(colours.text))
    elided.draw(painter, rect, wording.percent_words(status.job), is_right=True)


def _paint_sentence_over_bar(
    painter: QPainter,
    rects: tuple[QRect, QRect],
    status: JobStatus,
    colours: Colours,
    fonts: tuple[ElidedText, ElidedText],
) -> None:
    (own, wide), (of_row, smaller) = rects, fonts
    line = QRect(
        wide.left(), wide.top() + (wide.height() - 2 * smaller.height) // 2, wide.width(), smaller.height
    )
    painter.setPen(colour(_sentence_colour(status, colours)))
    smaller.draw(painter, line, wording.sentence(status))
    below = QRect(own.left(), line.bottom() + 1, own.width(), smaller.height)
    # As long as the bars of other rows, whose figures are larger.
    _paint_bar_and_percentage(painter, below, status, colours, smaller, of_row.width(_WIDEST_PERCENT))


def _paint_bar(painter: QPainter, bar: QRectF, status: JobStatus, colours: Colours, tone: str) -> None:
    done, in_flight = shares(status)
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


def _sentence_colour(status: JobStatus, colours: Colours) -> str:
    if wording.is_unverified(status.job):
        return colours.paused
    return colours.text if status.job.state is JobState.UPLOADING else colours.of_state(status.job.state)


def _broken(elided: ElidedText, text: str, width: int) -> tuple[str, str]:
    """``text`` as a first line that fits and the rest; broken inside a word only where there is no space."""
    if elided.width(text) <= width:
        return text, ""
    fitting = len(text)
    while fitting > 1 and (needed := elided.width(text[:fitting])) > width:
        fitting = min(fitting - 1, max(1, fitting * width // needed))
    space = text.rfind(" ", 1, fitting + 1)
    cut = space if space > 0 else fitting
    return text[:cut], text[cut:].lstrip()
