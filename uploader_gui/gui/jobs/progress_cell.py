"""How the progress cell is painted: a bar in three tones, a percentage, or a sentence."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QPainter

from uploader_gui.domain.events import JobStatus
from uploader_gui.domain.job import JobState
from uploader_gui.gui.job_kind import Look, look_of
from uploader_gui.gui.look.bar import BAR_HEIGHT, paint_bar
from uploader_gui.gui.look.fonts import ElidedText
from uploader_gui.gui.look.palette import Colours, colour
from uploader_gui.gui.words import wording

_GAP = 10
_WIDEST_PERCENT = "100.0 %"
_FIRST_IDEOGRAPH: Final = "\u2e80"
"""Signs of languages without spaces are from here on."""
_IN_TWO_LINES: Final = frozenset({Look.FAILED, Look.UNVERIFIED, Look.MISSING, Look.DIFFERING})
_BEGINS_NO_LINE: Final = frozenset("。，、；：！？）》」』”…")
_ENDS_NO_LINE: Final = frozenset("（《「『“")


@dataclass(frozen=True, slots=True)
class Bar:
    """``shares`` of its width: done, and on the way behind that; the words of its percentage; its colour."""

    shares: tuple[float, float]
    percent: str
    tone: str


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
    look = look_of(status)
    if wording.shows_bar_alone(status):
        _paint_bar(painter, own, _bar_of(status, colours), colours, fonts[0], fonts[0].width(_WIDEST_PERCENT))
    elif has_two_lines(status):
        painter.setPen(colour(colours.of_look(look)))
        paint_two_lines(painter, wide, wording.sentence(status), fonts[1])
    elif status.job.state in {JobState.UPLOADING, JobState.PAUSED} or _waits_half_sent(status):
        tone = colours.of_look(look)
        paint_sentence_over_bar(
            painter, rects, (wording.sentence(status), tone), _bar_of(status, colours), colours, fonts
        )
    else:
        painter.setPen(colour(colours.of_look(look)))
        fonts[0].draw(painter, wide, wording.sentence(status), by_words=True)


def has_two_lines(status: JobStatus) -> bool:
    """Whether its cell says in up to two lines what happened and what to do."""
    return look_of(status) in _IN_TWO_LINES and not wording.shows_bar_alone(status)


def needed_for_two_lines(elided: ElidedText, text: str) -> int:
    """How wide two lines have to be for ``text``: somewhat more than half of it, for lines end with a word."""
    return elided.width(text) * 11 // 20


def _waits_half_sent(status: JobStatus) -> bool:
    return status.job.state is JobState.SUBMITTED and status.job.bytes_done > 0


def paint_two_lines(painter: QPainter, rect: QRect, text: str, elided: ElidedText) -> None:
    """Break ``text`` at a word into at most two lines, centred; the second one is elided, at a word too."""
    first, rest = in_two_lines(elided, text, rect.width())
    if not rest:
        elided.draw(painter, rect, first, by_words=True)
        return
    top = rect.top() + (rect.height() - 2 * elided.height) // 2
    elided.draw(painter, QRect(rect.left(), top, rect.width(), elided.height), first)
    elided.draw(
        painter, QRect(rect.left(), top + elided.height, rect.width(), elided.height), rest, by_words=True
    )


def _bar_of(status: JobStatus, colours: Colours) -> Bar:
    return Bar(shares(status), wording.percent_words(status), colours.of_look(look_of(status)))


def _paint_bar(
    painter: QPainter, rect: QRect, shown: Bar, colours: Colours, elided: ElidedText, percent_width: int
) -> None:
    bar = QRectF(rect.left(), 0, max(0, rect.width() - percent_width - _GAP), BAR_HEIGHT)
    bar.moveTop(rect.top() + (rect.height() - BAR_HEIGHT) / 2)
    paint_bar(painter, bar, shown.shares, colours, shown.tone)
    painter.setPen(colour(colours.text))
    elided.draw(painter, rect, shown.percent, is_right=True)


def paint_sentence_over_bar(
    painter: QPainter,
    rects: tuple[QRect, QRect],
    said: tuple[str, str],
    shown: Bar,
    colours: Colours,
    fonts: tuple[ElidedText, ElidedText],
) -> None:
    """Paint ``said``, a sentence and its colour, in the wide one of ``rects``, and the bar below it in the other."""
    (own, wide), (of_row, smaller), (sentence, tone) = rects, fonts, said
    line = QRect(
        wide.left(), wide.top() + (wide.height() - 2 * smaller.height) // 2, wide.width(), smaller.height
    )
    painter.setPen(colour(tone))
    smaller.draw(painter, line, sentence, by_words=True)
    below = QRect(own.left(), line.bottom() + 1, own.width(), smaller.height)
    # As long as the bars of other rows, whose figures are larger.
    _paint_bar(painter, below, shown, colours, smaller, of_row.width(_WIDEST_PERCENT))


def in_two_lines(elided: ElidedText, text: str, width: int) -> tuple[str, str]:
    """``text`` as a first line that fits and the rest; broken inside a word only where nothing else fits."""
    if elided.width(text) <= width:
        return text, ""
    fitting = len(text)
    while fitting > 1 and (needed := elided.width(text[:fitting])) > width:
        fitting = min(fitting - 1, max(1, fitting * width // needed))
    while fitting < len(text) and elided.width(text[: fitting + 1]) <= width:
        fitting += 1
    places = range(min(fitting, len(text) - 1), 0, -1)
    cut = next((place for place in places if _may_break(text, place)), fitting)
    return text[:cut].rstrip(), text[cut:].lstrip()


def _may_break(text: str, place: int) -> bool:
    """Say whether a line may end before ``text[place]``: at a space, or where signs need none between them."""
    before, after = text[place - 1], text[place]
    if after == " ":
        return True
    is_among_ideographs = max(before, after) >= _FIRST_IDEOGRAPH
    return is_among_ideographs and before not in _ENDS_NO_LINE and after not in _BEGINS_NO_LINE
