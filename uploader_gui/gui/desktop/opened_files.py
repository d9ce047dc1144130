"""Files that macOS' Finder and dock give to the program: there they are no arguments, but an event for each."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
from PySide6.QtGui import QFileOpenEvent
from typing_extensions import override

_GATHERED_MS = 100


class OpenedFiles(QObject):
    """Hears those events from construction on, and gives what came close together as one. GUI thread."""

    def __init__(self, application: QCoreApplication) -> None:
        super().__init__(application)
        self._paths: list[Path] = []
        self._receiver: Callable[[list[Path]], None] | None = None
        self._timer = QTimer(self, singleShot=True, interval=_GATHERED_MS)
        self._timer.timeout.connect(self._give)
        application.installEventFilter(self)

    def give_to(self, receiver: Callable[[list[Path]], None]) -> None:
        """Give all files to this one from now on, those of before too."""
        self._receiver = receiver
        self._timer.start()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take an event that opens a file, and leave all others."""
        if (
            event.type() is not QEvent.Type.FileOpen
            or not isinstance(event, QFileOpenEvent)
            or not event.file()
        ):
            return False
        self._paths.append(Path(event.file()))
        self._timer.start()
        return True

    def _give(self) -> None:
        if self._receiver is None or not self._paths:
            return
        paths, self._paths = self._paths, []
        self._receiver(paths)
