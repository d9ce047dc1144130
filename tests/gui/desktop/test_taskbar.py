"""Overall progress on the icon in the taskbar, and in the title of the window."""

from collections.abc import Iterator

import pytest
from jeepney import HeaderFields, MatchRule, Message, message_bus
from jeepney.io.blocking import DBusConnection, open_dbus_connection
from PySide6.QtCore import QObject
from PySide6.QtDBus import QDBusConnection

from gui import samples
from gui.samples import an_event
from lab.screens.session_bus import session_bus
from uploader_gui.gui.desktop.taskbar import (
    HELD,
    NO_PROGRESS,
    NORMAL,
    LauncherEntry,
    TaskbarIcon,
    TaskbarProgress,
    dock_label,
    taskbar_of,
    windows_state,
)
from uploader_gui.gui.job_kind import Look
from uploader_gui.gui.main_window import MainWindow


class Remembering:
    """A taskbar that shows nothing."""

    def __init__(self) -> None:
        self.shown: list[TaskbarProgress] = []

    def show(self, progress: TaskbarProgress) -> None:
        self.shown.append(progress)


@pytest.fixture
def address(qapp: QObject) -> Iterator[str]:
    with session_bus({}) as at:
        yield at


@pytest.fixture
def dock(address: str) -> Iterator[DBusConnection]:
    """A dock, which listens to what programs say of their progress."""
    with open_dbus_connection(address) as connection:
        rule = MatchRule(type="signal", interface="com.canonical.Unity.LauncherEntry", member="Update")
        connection.send_and_get_reply(message_bus.AddMatch(rule))
        yield connection


def test_the_taskbar_hears_each_percent_once_and_when_all_has_ended() -> None:
    taskbar = Remembering()
    icon = TaskbarIcon(taskbar)
    icon.show(None, Look.WAITING)
    for share in (0.4, 0.401, 0.4099, 0.41):
        icon.show(share, Look.SENDING)
    icon.show(0.41, Look.RETRYING)
    icon.show(None, Look.WAITING)
    assert taskbar.shown == [
        TaskbarProgress(40),
        TaskbarProgress(41),
        TaskbarProgress(41, is_held=True),
        TaskbarProgress(),
    ]


@pytest.mark.tools("dbus-daemon")
def test_docks_are_told_by_the_launcher_api(address: str, dock: DBusConnection) -> None:
    entry = LauncherEntry(QDBusConnection.connectToBus(address, "uploader"))
    entry.show(TaskbarProgress(41))
    entry.show(TaskbarProgress())
    heard: list[Message] = []
    while len(heard) < 2:
        message = dock.receive(timeout=60)
        if message.header.fields.get(HeaderFields.member) == "Update":
            heard.append(message)
    assert {one.header.fields[HeaderFields.signature] for one in heard} == {"sa{sv}"}
    assert [one.body for one in heard] == [
        ("application://uploader-gui.desktop", {"progress": ("d", 0.41), "progress-visible": ("b", True)}),
        ("application://uploader-gui.desktop", {"progress": ("d", 0.0), "progress-visible": ("b", False)}),
    ]
    QDBusConnection.disconnectFromBus("uploader")


def test_without_a_session_bus_there_is_no_taskbar_to_tell(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    assert taskbar_of(window) is None
    TaskbarIcon(None).show(0.5, Look.SENDING)


def test_windows_and_macos_have_words_of_their_own_for_it() -> None:
    states = [TaskbarProgress(), TaskbarProgress(7), TaskbarProgress(7, is_held=True)]
    assert [windows_state(one) for one in states] == [NO_PROGRESS, NORMAL, HELD]
    assert [dock_label(one) for one in states] == ["", "7 %", "7 %"]


def test_the_title_tells_how_far_all_is(window: MainWindow) -> None:
    window.apply([an_event(samples.uploading(1)), an_event(samples.uploading(2))])
    window.show_share(0.417)
    assert window.windowTitle() == "2 uploading, 41 % - Uploader"
    window.apply([an_event(samples.completed(1)), an_event(samples.completed(2))])
    window.show_share(None)
    assert window.windowTitle() == "Uploader"


class Ending(Remembering):
    """A taskbar whose desktop has ended."""

    def show(self, progress: TaskbarProgress) -> None:
        super().show(progress)
        raise OSError


def test_a_taskbar_that_has_ended_is_let_go_of() -> None:
    taskbar = Ending()
    icon = TaskbarIcon(taskbar)
    for share in (0.4, 0.5):
        icon.show(share, Look.SENDING)
    assert taskbar.shown == [TaskbarProgress(40)]
