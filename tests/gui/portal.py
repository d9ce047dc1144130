"""The desktop's portal for the files of programs in a sandbox, on a session bus of a test's own."""

import contextlib
from collections.abc import Iterator

from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusVirtualObject
from typing_extensions import override


class Portal(QDBusVirtualObject):
    """Hands out these files for the key ``a-key``, once, and refuses any other, as the desktop's does.

    While ``is_slow`` nothing is answered; ``answer`` does it then.
    """

    def __init__(self) -> None:
        super().__init__()
        self.files: list[str] = []
        self.asked: list[tuple[str, str]] = []
        self.is_slow = False
        self._held: list[tuple[QDBusMessage, QDBusConnection]] = []

    def answer(self) -> None:
        """Answer what was asked while it was slow."""
        for message, connection in self._held:
            self._answer(message, connection)
        self._held.clear()

    @override
    def introspect(self, path: str) -> str:
        return ""

    @override
    def handleMessage(self, message: QDBusMessage, connection: QDBusConnection) -> bool:
        self.asked.append((f"{message.interface()}.{message.member()}", message.signature()))
        if self.is_slow:
            self._held.append((message, connection))
            return True
        return self._answer(message, connection)

    def _answer(self, message: QDBusMessage, connection: QDBusConnection) -> bool:
        if message.arguments()[0] != "a-key":
            error = message.createErrorReply("org.freedesktop.DBus.Error.AccessDenied", "Invalid transfer")
            return connection.send(error)
        answer = message.createReply()
        answer.setArguments([self.files])
        return connection.send(answer)


@contextlib.contextmanager
def portal_on(address: str) -> Iterator[Portal]:
    """A portal on the bus at ``address``."""
    there = QDBusConnection.connectToBus(address, "portal")
    portal = Portal()
    assert there.registerService("org.freedesktop.portal.Documents")
    assert there.registerVirtualObject("/org/freedesktop/portal/documents", portal)
    yield portal
    QDBusConnection.disconnectFromBus("portal")
