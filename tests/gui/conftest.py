"""A window with no screen: each test gets its own, and may put a real engine behind it."""

import gc
import os
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path

import pytest
import qasync
from PySide6.QtCore import QCoreApplication, QEvent, QLocale, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from gui.samples import STUDIO
from uploader_gui.gui.look.theme import Theme
from uploader_gui.gui.main_window import MainWindow

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

QLocale.setDefault(QLocale("en_US"))

RunOnQt = Callable[[Coroutine[None, None, None]], None]


def let_go_of_mouse_and_keys() -> None:
    """Release what a test left pressed: after a key with Shift, Qt takes Shift for held until the next event."""
    if QApplication.instance() is None:
        return  # a widget would end the process: the first tests of a run may need no Qt
    nothing = QWidget()
    if QGuiApplication.keyboardModifiers():
        QTest.keyRelease(nothing, Qt.Key.Key_Shift)
    pressed = QGuiApplication.mouseButtons()
    if pressed:
        for button in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton, Qt.MouseButton.RightButton):
            if pressed & button:
                QTest.mouseRelease(nothing, button)


@pytest.fixture(autouse=True)
def nothing_left() -> Iterator[None]:
    """Delete each test's windows at its end: where no loop runs, later is never, and all later tests dress them again.
    No mouse button stays pressed either, as one does after a double click: later tests would drag. Nor does Shift:
    ``selectRow`` would then select more rows.
    """
    yield
    let_go_of_mouse_and_keys()
    for left in QApplication.topLevelWidgets():
        if left.parent() is None:
            left.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def opened_urls(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the desktop was asked to open, as addresses; no file manager is asked by D-Bus."""
    urls: list[str] = []

    def open_url(url: QUrl) -> bool:
        urls.append(url.toString(QUrl.ComponentFormattingOption.FullyEncoded))
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    return urls


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    made = Theme(qapp, "light")
    yield made
    made.deleteLater()


@pytest.fixture
def window(theme: Theme) -> Iterator[MainWindow]:
    """A window without an engine, connected to a store in name only."""
    made = MainWindow(theme, has_demo=True)
    made.show_profiles([STUDIO], STUDIO)
    made.show()
    yield made
    made.let_go()
    made.deleteLater()


@pytest.fixture
def slow_typist(qapp: QApplication) -> Iterator[None]:
    """Letters belong to one word however late each of them comes, as they do on a busy machine."""
    before = qapp.keyboardInputInterval()
    qapp.setKeyboardInputInterval(60_000)
    yield
    qapp.setKeyboardInputInterval(before)


@pytest.fixture
def on_qt(qapp: QApplication) -> Iterator[RunOnQt]:
    """Runs a coroutine on Qt's event loop, as the program does."""
    qapp.setQuitOnLastWindowClosed(False)
    loops = [qasync.QEventLoop(qapp)]

    def run(work: Coroutine[None, None, None]) -> None:
        loops[0].run_until_complete(work)

    with loops[0]:
        yield run
    # Here and now: the collector could otherwise end Qt's objects on a worker's thread in a later test.
    loops.clear()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without a screen Qt says of each dialog and menu what a screen would do with it."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support"))
