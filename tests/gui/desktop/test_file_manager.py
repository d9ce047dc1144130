"""Files are shown where they lie, by whatever the desktop has for that."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QUrl
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusVirtualObject
from PySide6.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot
from typing_extensions import override

from lab.screens.session_bus import session_bus
from uploader_gui.gui.desktop.file_manager import FileManager, selecting_command

PATHS = [Path("/footage/A 1/会议.mov"), Path("/footage/A 1/b.mov")]
URIS = [QUrl.fromLocalFile(str(path)).toString() for path in PATHS]


class Listening(QDBusVirtualObject):
    """A file manager that remembers what it was to show."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[list[object]] = []

    @override
    def introspect(self, path: str) -> str:
        return ""

    @override
    def handleMessage(self, message: QDBusMessage, connection: QDBusConnection) -> bool:
        self.asked.append(message.arguments())
        return connection.send(message.createReply())


@pytest.fixture
def address(qapp: QObject) -> Iterator[str]:
    with session_bus({}) as at:
        yield at


@pytest.fixture
def opened_urls(monkeypatch: pytest.MonkeyPatch) -> list[QUrl]:
    """What was asked of the desktop, which has a program for folders named ``footage`` alone."""
    urls: list[QUrl] = []

    def open_url(url: QUrl) -> bool:
        urls.append(url)
        return "footage" in url.path()

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    return urls


@pytest.mark.tools("dbus-daemon")
def test_the_desktops_file_manager_is_asked_to_select_the_files(
    address: str, qtbot: QtBot, opened_urls: list[QUrl]
) -> None:
    there = QDBusConnection.connectToBus(address, "file manager")
    manager = Listening()
    assert there.registerService("org.freedesktop.FileManager1")
    assert there.registerVirtualObject("/org/freedesktop/FileManager1", manager)
    parent = QObject()
    FileManager(parent, QDBusConnection.connectToBus(address, "asks")).show(PATHS, lambda: None)
    qtbot.waitUntil(lambda: bool(manager.asked), timeout=60_000)
    assert manager.asked == [[URIS, ""]]
    assert opened_urls == []
    QDBusConnection.disconnectFromBus("file manager")
    QDBusConnection.disconnectFromBus("asks")


@pytest.mark.tools("dbus-daemon")
def test_where_no_file_manager_answers_the_folder_is_opened(
    address: str, qtbot: QtBot, opened_urls: list[QUrl]
) -> None:
    parent, missing = QObject(), list[bool]()
    manager = FileManager(parent, QDBusConnection.connectToBus(address, "asks nobody"))
    manager.show(PATHS, lambda: missing.append(True))
    qtbot.waitUntil(lambda: bool(opened_urls), timeout=60_000)
    assert opened_urls == [QUrl.fromLocalFile("/footage/A 1")]
    assert missing == []
    manager.show([Path("/elsewhere/b.mov")], lambda: missing.append(True))
    qtbot.waitUntil(lambda: bool(missing), timeout=60_000)
    QDBusConnection.disconnectFromBus("asks nobody")


def test_without_a_session_bus_the_folder_is_opened(
    qapp: QObject, opened_urls: list[QUrl], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    parent = QObject()
    FileManager(parent).show(PATHS, lambda: None)
    assert opened_urls == [QUrl.fromLocalFile("/footage/A 1")]


def test_windows_and_macos_have_programs_of_their_own_for_that() -> None:
    clip = Path("/footage/a.mov")
    assert selecting_command("win32", [clip, clip]) == ["explorer.exe", "/select,", str(clip)]
    assert selecting_command("darwin", [clip, clip]) == ["open", "-R", str(clip), str(clip)]
    assert selecting_command("linux", [clip]) == []
