"""What the whole window shows while something is dragged over it."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from uploader_gui.gui.look.icons import icon
from uploader_gui.gui.look.theme import Theme

_MARGIN = 16
_ICON = 64


class DropOverlay(QWidget):
    """Covers its parent; lets every event of the mouse through. ``say`` sets the words and shows it."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._covered = parent
        self._headline = ""
        self._detail = ""
        self._is_refusal = False
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    @property
    def words(self) -> str:
        """All that it says now."""
        return f"{self._headline}\n{self._detail}".strip()

    def say(self, headline: str, detail: str = "", *, is_refusal: bool = False) -> None:
        """Show ``headline`` and the smaller ``detail`` below it."""
        self._headline, self._detail, self._is_refusal = headline, detail, is_refusal
        self.setAccessibleName(self.words)
        self.setGeometry(self._covered.rect())
        self.raise_()
        self.show()
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        colours = self._theme.colours
        tone = QColor(colours.failed if self._is_refusal else colours.accent)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(event.rect(), QColor(colours.window))  # whole: what shines through hinders reading
        painter.setPen(QPen(tone, 2, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(self.rect().adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN), 12, 12)
        middle = self.rect().center()
        name = "failed" if self._is_refusal else "drop"
        box = QRect(middle.x() - _ICON // 2, middle.y() - _ICON - 24, _ICON, _ICON)
        icon(name, tone.name()).paint(painter, box)
        self._paint_words(painter, middle.y())

    def _paint_words(self, painter: QPainter, middle: int) -> None:
        colours = self._theme.colours
        large = QFont(self.font())
        large.setPointSizeF(self.font().pointSizeF() * 1.7)
        painter.setFont(large)
        painter.setPen(QColor(colours.text))
        line = QRect(3 * _MARGIN, middle - 8, self.width() - 6 * _MARGIN, 3 * painter.fontMetrics().height())
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
        taken = painter.boundingRect(line, flags | Qt.TextFlag.TextWordWrap, self._headline)
        painter.drawText(line, flags | Qt.TextFlag.TextWordWrap, self._headline)
        painter.setFont(self.font())
        painter.setPen(QColor(colours.muted))
        line.moveTop(taken.bottom() + 10)
        painter.drawText(line, flags | Qt.TextFlag.TextWordWrap, self._detail)
