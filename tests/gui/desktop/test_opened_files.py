"""Files that the desktop gives by events, as macOS does."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from uploader_gui.gui.desktop.opened_files import OpenedFiles


@pytest.fixture
def opened(qapp: QApplication) -> Iterator[OpenedFiles]:
    files = OpenedFiles(qapp)
    yield files
    qapp.removeEventFilter(files)


def test_files_opened_together_are_given_as_one_drop(
    qtbot: QtBot, qapp: QApplication, opened: OpenedFiles
) -> None:
    given: list[list[Path]] = []
    opened.give_to(given.append)
    for name in ("/clips/a.mov", "/clips/b.mov"):
        qapp.sendEvent(qapp, QFileOpenEvent(name))
    qtbot.waitUntil(lambda: given == [[Path("/clips/a.mov"), Path("/clips/b.mov")]])


def test_files_that_came_before_the_window_stands_wait_for_it(
    qtbot: QtBot, qapp: QApplication, opened: OpenedFiles
) -> None:
    qapp.sendEvent(qapp, QFileOpenEvent("/clips/a.mov"))
    given: list[list[Path]] = []
    opened.give_to(given.append)
    qtbot.waitUntil(lambda: given == [[Path("/clips/a.mov")]])
