"""Files of programs in a sandbox, such as Flatpak's: what they give is a key, for which the portal says where the files are.

The addresses that come beside it, if any, are the sandbox's own, and may lead nowhere here, or to something else.
https://flatpak.github.io/xdg-desktop-portal/docs/doc-org.freedesktop.portal.FileTransfer.html; Qt 6.11 knows nothing of it.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, QMimeData, QObject
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher

from uploader_gui.gui.desktop.session_bus import session_bus

_TYPES: Final = ("application/vnd.portal.filetransfer", "application/vnd.portal.files")
"""The second one was GTK's while the first had no name yet, and it still offers both."""
_PORTAL: Final = "org.freedesktop.portal.Documents"
_PATH: Final = "/org/freedesktop/portal/documents"
_INTERFACE: Final = "org.freedesktop.portal.FileTransfer"
_ANSWER_MS: Final = 5000

Take = Callable[[Sequence[Path]], None]


def is_transfer(mime: QMimeData) -> bool:
    """Whether what is dragged comes by the portal."""
    return any(mime.hasFormat(one) for one in _TYPES)


def transfer_key(mime: QMimeData) -> str:
    """The key to ask the portal with; "" for none. Reads what is dragged, so it is for the drop alone."""
    keys = (bytes(mime.data(one).data()).decode("ascii", "ignore").strip("\0\r\n ") for one in _TYPES)
    return next((key for key in keys if key), "")


def not_given_words() -> str:
    """What to say where nothing came of a drop."""
    return QCoreApplication.translate(
        "FileTransfer",
        "The other program did not hand its files over. Save them to a folder first, then drop them from there.",
    )


class FileTransfer(QObject):
    """``bus``: the session's D-Bus, None for the one that the environment names. GUI thread."""

    def __init__(self, parent: QObject, bus: QDBusConnection | None = None) -> None:
        super().__init__(parent)
        self._bus = bus

    def retrieve(self, key: str, beside: Sequence[Path], take: Take, not_given: Callable[[], None]) -> None:
        """Have ``take`` called with the files of this drop, now or when the portal has answered.

        ``key``: the drop's, "" for one that does not come by the portal. ``beside``: the paths that came with it. They
        are taken where the portal gives fewer: it has no folders in older versions. Else ``not_given`` is called.
        """

        def fall_back() -> None:
            if beside:
                take(beside)
            else:
                not_given()

        bus = self._bus or session_bus()
        if not key or bus is None:
            fall_back()
            return
        request = QDBusMessage.createMethodCall(_PORTAL, _PATH, _INTERFACE, "RetrieveFiles")
        request.setArguments([key, {}])
        answer = QDBusPendingCallWatcher(bus.asyncCall(request, _ANSWER_MS), self)

        def look() -> None:
            given = _paths_in(answer)
            answer.deleteLater()
            if given and len(given) >= len(beside):
                take(given)
            else:
                fall_back()

        answer.finished.connect(look)


def _paths_in(answer: QDBusPendingCallWatcher) -> list[Path]:
    """What the portal said; nothing if it refused, or said anything else."""
    arguments = [] if answer.isError() else answer.reply().arguments()
    paths = arguments[0] if arguments else None
    return [Path(path) for path in paths if path] if isinstance(paths, list) else []
