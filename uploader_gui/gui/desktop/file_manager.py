"""Shows files where they lie, in the desktop's own file manager, with the files selected where it can do that."""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QProcess, QUrl
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher
from PySide6.QtGui import QDesktopServices

from uploader_gui.gui.desktop.session_bus import session_bus

_FILE_MANAGER: Final = "org.freedesktop.FileManager1"
_PATH: Final = "/org/freedesktop/FileManager1"
_ANSWER_MS: Final = 5000


def selecting_command(platform: str, paths: Sequence[Path]) -> list[str]:
    """The program, with its arguments, that shows files selected on Windows or macOS; nothing for other systems.

    Windows selects one file alone (``explorer /select,PATH``), macOS any number of them (``open -R``).
    """
    if platform == "win32":
        return ["explorer.exe", "/select,", str(paths[0])]
    return ["open", "-R", *map(str, paths)] if platform == "darwin" else []


class FileManager(QObject):
    """``bus``: the session's D-Bus, None for the one that the environment names. GUI thread."""

    def __init__(self, parent: QObject, bus: QDBusConnection | None = None) -> None:
        super().__init__(parent)
        self._bus = bus

    def show(self, paths: Sequence[Path], not_shown: Callable[[], None]) -> None:
        """Show these files, all of which are there; ``not_shown`` is called where the desktop has nothing for that."""
        program, *arguments = selecting_command(sys.platform, paths) or [""]
        bus = (self._bus or session_bus()) if not program else None
        if program:
            QProcess.startDetached(program, arguments)
        elif bus is None:
            _open_folder(paths[0], not_shown)
        else:
            self._ask(bus, paths, not_shown)

    def _ask(self, bus: QDBusConnection, paths: Sequence[Path], not_shown: Callable[[], None]) -> None:
        """As https://www.freedesktop.org/wiki/Specifications/file-manager-interface/ has it."""
        request = QDBusMessage.createMethodCall(_FILE_MANAGER, _PATH, _FILE_MANAGER, "ShowItems")
        request.setArguments([[QUrl.fromLocalFile(str(path)).toString() for path in paths], ""])
        answer = QDBusPendingCallWatcher(bus.asyncCall(request, _ANSWER_MS), self)

        def look() -> None:
            if answer.isError():
                _open_folder(paths[0], not_shown)
            answer.deleteLater()

        answer.finished.connect(look)


def _open_folder(path: Path, not_shown: Callable[[], None]) -> None:
    if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent))):
        not_shown()
