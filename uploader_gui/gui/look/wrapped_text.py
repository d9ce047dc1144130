"""Text that goes on to as many lines as it needs; paths, keys and addresses have no spaces, and break anywhere."""

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QFont, QResizeEvent, QTextLayout, QTextOption, QWheelEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit, QWidget
from typing_extensions import override

_MARGIN = 4
_WRAP = QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere


def wrapped(text: str, font: QFont, width: int) -> QTextLayout:
    """``text`` in lines of ``width`` logical pixels, ready to be drawn; its height is that of its bounding box."""
    option = QTextOption()
    option.setWrapMode(_WRAP)
    layout = QTextLayout(text, font)
    layout.setTextOption(option)
    layout.beginLayout()
    height = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(1, width))
        line.setPosition(QPointF(0, height))
        height += line.height()
    layout.endLayout()
    return layout


class WrappedText(QTextEdit):
    """Plain text that can be selected and copied, as high as it needs to be; ``margin``: above and below it.

    GUI thread.
    """

    margin = _MARGIN

    def __init__(self, font: QFont, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFont(font)
        self.setReadOnly(True)
        self.setAcceptRichText(False)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAcceptDrops(False)  # or it would take files from the window
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWordWrapMode(_WRAP)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(0)
        self.setViewportMargins(0, _MARGIN, 0, _MARGIN)
        self.viewport().setAutoFillBackground(False)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def say(self, words: str) -> None:
        """Show ``words``, if they are others than now."""
        if self.toPlainText() != words:
            self.setPlainText(words)
            self.updateGeometry()

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        lines = wrapped(self.toPlainText(), self.font(), width)
        return round(lines.boundingRect().height()) + 2 * _MARGIN

    @override
    def sizeHint(self) -> QSize:
        return QSize(self.width(), self.heightForWidth(self.width()))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.fontMetrics().height() + 2 * _MARGIN)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # what is around it scrolls; with Ctrl it would zoom

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.verticalScrollBar().setValue(0)
