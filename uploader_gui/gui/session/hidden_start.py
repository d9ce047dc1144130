"""A start without a window, as at login: in the tray alone, or minimised where there is no tray."""

import time
from typing import Final

from PySide6.QtCore import QObject, QTimer

from uploader_gui.gui.main_window import MainWindow
from uploader_gui.gui.session.desktop_integration import DesktopIntegration

_LOOK_MS: Final = 1000
_TRAY_COMES_WITHIN_S: Final = 120.0


class HiddenStart(QObject):
    """A desktop that is still starting may have its tray only in a while: then the window moves there. GUI thread."""

    def __init__(self, window: MainWindow, desktop: DesktopIntegration, look_ms: int = _LOOK_MS) -> None:
        super().__init__(window)
        self._window = window
        self._desktop = desktop
        self._until_s = time.monotonic() + _TRAY_COMES_WITHIN_S
        self._timer = QTimer(self, interval=look_ms)
        self._timer.timeout.connect(self._look)
        if not desktop.find_tray():
            window.showMinimized()
            self._timer.start()

    def tell_question(self) -> None:
        """Say that the window asks something."""
        if not self._is_seen():
            self._desktop.tell(
                self.tr("Uploads were interrupted"), self.tr("Open the window to say whether they go on.")
            )

    def _look(self) -> None:
        if self._is_seen() or time.monotonic() > self._until_s:
            self._timer.stop()
        elif self._desktop.find_tray():
            self._timer.stop()
            self._window.hide()

    def _is_seen(self) -> bool:
        return self._window.isVisible() and not self._window.isMinimized()
