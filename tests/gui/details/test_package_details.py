"""The details of a package: all of them are in sight in the usual window."""

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QLabel

from gui.scenes import package_scenes
from uploader_gui.gui.main_window import MainWindow


def settle() -> None:
    """Let layouts take notice of their sizes."""
    for _ in range(3):
        QApplication.processEvents()


def shown_at(window: MainWindow, width: int, height: int = 800) -> None:
    """Details with all that a package may have, in a window of this size."""
    window.resize(width, height)
    package_scenes.with_all_details(window)
    settle()


def labels(window: MainWindow) -> dict[str, QLabel]:
    """What the details say, by its words."""
    view = window.details.selection_view
    return {one.text(): one for one in view.findChildren(QLabel) if one.isVisible() and one.text()}


def left(window: MainWindow, words: str) -> int:
    return labels(window)[words].mapTo(window, QPoint()).x()


def top(window: MainWindow, words: str) -> int:
    return labels(window)[words].mapTo(window, QPoint()).y()


@pytest.mark.case("W07")
@pytest.mark.parametrize("width", [960, 1200, 1280, 1920])
def test_all_that_is_known_of_a_package_is_in_sight_without_scrolling(window: MainWindow, width: int) -> None:
    shown_at(window, width)
    view = window.details.selection_view
    assert window.jobs_page.details_height() == 230
    assert view.verticalScrollBar().maximum() == 0
    assert view.horizontalScrollBar().maximum() == 0
    for words, label in labels(window).items():
        assert label.height() >= label.heightForWidth(label.width()), words
        assert label.hasHeightForWidth() or label.width() >= label.sizeHint().width(), words
    assert {"Begun", "Ended", "Destination", "Speed limit", "Left out", "Listed, not there"} <= {
        *labels(window)
    }


@pytest.mark.case("W07")
def test_sums_states_and_facts_stand_beside_each_other_where_there_is_room(window: MainWindow) -> None:
    shown_at(window, 1280)
    assert left(window, "Sent") < left(window, "Uploading") < left(window, "Begun")
    assert top(window, "Sent") == top(window, "Begun")


@pytest.mark.case("W07")
def test_facts_stand_below_the_sums_in_a_narrow_window_and_their_values_in_one_line(
    window: MainWindow,
) -> None:
    shown_at(window, 640)
    assert left(window, "Sent") == left(window, "Begun") < left(window, "Uploading")
    assert top(window, "Time left") < top(window, "Begun") < top(window, "Listed, not there")
    assert left(window, "41 MB/s") == left(window, "media/2026/A007/")
    assert window.details.selection_view.horizontalScrollBar().maximum() == 0


@pytest.mark.case("W07")
def test_the_details_of_a_package_follow_the_width_of_the_window(window: MainWindow) -> None:
    shown_at(window, 1280)
    wide = left(window, "Begun")
    window.resize(640, 800)
    settle()
    assert left(window, "Sent") == left(window, "Begun")
    window.resize(1280, 800)
    settle()
    assert left(window, "Begun") == wide
