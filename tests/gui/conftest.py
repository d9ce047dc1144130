"""A window with no screen: each test gets its own, and may put a real engine behind it."""

import gc
import os
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path

import pytest
import qasync
from PySide6.QtCore import QCoreApplication, QEvent, QLocale
from PySide6.QtWidgets import QApplication

from gui.samples import STUDIO
from uploader_gui.gui.look.theme import Theme
from uploader_gui.gui.main_window import MainWindow

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

QLocale.setDefault(QLocale("en_US"))

RunOnQt = Callable[[Coroutine[None, None, None]], None]


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
    """Without a screen Qt says of each dialog that its size hints go nowhere."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore("propagateSizeHints"))
