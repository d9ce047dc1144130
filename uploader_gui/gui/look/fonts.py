"""Fonts with what was measured in them: a table that is painted ten times a second needs the same widths each time."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter

_REMEMBERED = 5000
_SMALLER = 0.88
_Key = tuple[str, int, Qt.TextElideMode, bool]


def tabular(font: QFont) -> QFont:
    """The same font with digits of one width, so that a number that changes keeps its width."""
    made = QFont(font)
    made.setFeature(QFont.Tag("tnum"), 1)
    return made


def smaller(font: QFont) -> QFont:
    """The font for two lines in a row."""
    made = QFont(font)
    if font.pointSizeF() > 0:
        made.setPointSizeF(font.pointSizeF() * _SMALLER)
    else:
        made.setPixelSize(max(1, round(font.pixelSize() * _SMALLER)))
    return made


def bolder(font: QFont) -> QFont:
    """The font for what stands for several rows."""
    made = QFont(font)
    made.setWeight(QFont.Weight.DemiBold)
    return made


class ElidedText:
    """Draws single lines in one font. GUI thread."""

    def __init__(self, font: QFont) -> None:
        self.font = font
        self._metrics = QFontMetrics(font)
        self._fitted: dict[_Key, tuple[str, int]] = {}
        self.height = self._metrics.height()
        self._ascent = self._metrics.ascent()

    def width(self, text: str) -> int:
        """The width of ``text`` in logical pixels."""
        return self._metrics.horizontalAdvance(text)

    def shown(self, text: str, room: int, *, by_words: bool) -> str:
        """What of ``text`` is drawn where there is so much room, in logical pixels."""
        return self._fit(text, room, Qt.TextElideMode.ElideRight, by_words=by_words)[0]

    def draw(
        self,
        painter: QPainter,
        rect: QRect,
        text: str,
        *,
        is_right: bool = False,
        elide: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
        by_words: bool = False,
    ) -> None:
        """Draw ``text`` in the middle of the height of ``rect``, cut to its width, in the painter's colour.

        ``by_words``: what is cut off at the right begins with a whole word.
        """
        words, width = self._fit(text, rect.width(), elide, by_words=by_words)
        left = rect.left() + rect.width() - width if is_right else rect.left()
        painter.setFont(self.font)
        painter.drawText(left, rect.top() + (rect.height() - self.height) // 2 + self._ascent, words)

    def _fit(self, text: str, room: int, elide: Qt.TextElideMode, *, by_words: bool) -> tuple[str, int]:
        key = (text, room, elide, by_words)
        fitted = self._fitted.get(key)
        if fitted is None:
            if len(self._fitted) >= _REMEMBERED:
                self._fitted.clear()
            words, width = text, self.width(text)
            if width > room:
                words = self._metrics.elidedText(text, elide, room)
                if by_words:
                    words = _without_half_word(text, words)
                width = self.width(words)
            fitted = self._fitted[key] = (words, width)
        return fitted


def _without_half_word(text: str, elided: str) -> str:
    """``elided``, the beginning of ``text`` and an ellipsis, without the piece of a word at its end.

    In a language without spaces, or where little else would be left, it stays as it is.
    """
    begun = elided.removesuffix("…")
    if text[len(begun) : len(begun) + 1] == " ":
        return elided
    space = begun.rfind(" ")
    return f"{begun[:space].rstrip(' .,;:(')}…" if space > len(begun) // 2 else elided
