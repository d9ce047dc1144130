"""The icon in the desktop's tray: overall progress, the few commands, and the few notifications."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QAction, QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QMenu, QSystemTrayIcon, QWidget

from uploader_gui.gui.job_kind import APPEARANCE, Look
from uploader_gui.gui.look.icons import asset, icon
from uploader_gui.gui.look.palette import DARK
from uploader_gui.gui.look.plain_text import notification_words

_SIZE = 64
_BAR = 12
_BADGE = 34
_STEPS = 50
_SHOWN_MS = 10_000


class Tray(QSystemTrayIcon):
    """``window_wanted``: the user clicked on it or on a notification. GUI thread; only where there is a tray."""

    window_wanted = Signal()

    def __init__(self, parent: QWidget, actions: Sequence[QAction]) -> None:
        super().__init__(parent)
        self._shown: tuple[int | None, Look] | None = None
        self._menu = QMenu(parent)
        show = self._menu.addAction(self.tr("Show the window"))
        show.triggered.connect(lambda *_: self.window_wanted.emit())
        self._menu.addSeparator()
        self._menu.addActions(list(actions))
        self.setContextMenu(self._menu)
        self.activated.connect(self._clicked)
        self.messageClicked.connect(self.window_wanted)
        self.show_progress(None, "", Look.WAITING)
        self.show()

    def show_progress(self, share: float | None, words: str, look: Look) -> None:
        """Show the share from 0 to 1, None where nothing is under way, and how that looks; ``words`` as the tool tip."""
        step = None if share is None else int(share * _STEPS)
        if (step, look) != self._shown:
            self._shown = step, look
            self.setIcon(QIcon(progress_picture(None if step is None else step / _STEPS, look)))
        self.setToolTip(notification_words(words))

    def tell(self, title: str, words: str) -> None:
        """Show one notification."""
        self.showMessage(notification_words(title), notification_words(words), self.icon(), _SHOWN_MS)

    def _clicked(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason is not QSystemTrayIcon.ActivationReason.Context:
            self.window_wanted.emit()


def progress_picture(share: float | None, look: Look) -> QPixmap:
    """The program's icon, with a bar along its foot while something is under way, and a badge if that does not move."""
    picture = QPixmap(_SIZE, _SIZE)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(str(asset("uploader-gui"))).render(painter)
    if share is not None:
        # Trays are light or dark whatever the window is: a dark bar with a light share shows on both.
        bar = QRectF(2, _SIZE - _BAR - 2, _SIZE - 4, _BAR)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(DARK.base))
        painter.drawRoundedRect(bar, _BAR / 2, _BAR / 2)
        inner = bar.adjusted(2, 2, -2, -2)
        inner.setWidth(max(inner.height(), inner.width() * share))
        painter.setBrush(QColor(DARK.of_look(look)))
        painter.drawRoundedRect(inner, inner.height() / 2, inner.height() / 2)
        if look is not Look.SENDING:
            _paint_badge(painter, look)
    painter.end()
    return picture


def _paint_badge(painter: QPainter, look: Look) -> None:
    badge = QRect(_SIZE - _BADGE, 0, _BADGE, _BADGE)
    painter.setBrush(QColor(DARK.base))
    painter.drawEllipse(badge)
    icon(APPEARANCE[look].icon, DARK.of_look(look)).paint(painter, badge.adjusted(5, 5, -5, -5))
