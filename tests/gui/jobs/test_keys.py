"""The window by keyboard: what a key does in the rows, in the filter and in the details."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gui import samples
from gui.samples import an_event
from uploader_gui.domain.job import JobState
from uploader_gui.gui.main_window import MainWindow

pytestmark = pytest.mark.case("W13")
NAMES = ("interview.mov", "drone a.mp4", "drone b.mp4", "take 7.mxf", "Take 8.mxf")


@pytest.fixture
def rows(window: MainWindow, slow_typist: None) -> MainWindow:
    """Five that wait, the keys in the table."""
    window.apply([an_event(samples.waiting(at, name=name)) for at, name in enumerate(NAMES)])
    window.activateWindow()
    window.table.selectRow(0)
    window.table.setFocus()
    return window


def selected(window: MainWindow) -> list[str]:
    return [status.job.file_name for status in window.selected_jobs()]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("d", "drone a.mp4"),
        ("drone b", "drone b.mp4"),
        ("dd", "drone b.mp4"),
        ("ddd", "drone a.mp4"),
        ("take 8", "Take 8.mxf"),
        ("T", "take 7.mxf"),
        ("nothing", "interview.mov"),
    ],
)
def test_letters_lead_to_the_upload_whose_name_begins_so(rows: MainWindow, typed: str, found: str) -> None:
    QTest.keyClicks(rows.table, typed)
    assert selected(rows) == [found]


def test_a_space_within_a_name_that_is_typed_pauses_nothing(rows: MainWindow) -> None:
    toggled: list[None] = []
    rows.commands.toggle.triggered.connect(lambda: toggled.append(None))
    QTest.keyClicks(rows.table, "take ")
    assert toggled == []
    assert selected(rows) == ["take 7.mxf"]
    QApplication.setKeyboardInputInterval(0)
    QTest.keyClick(rows.table, Qt.Key.Key_Space)
    assert toggled == [None]


@pytest.mark.case("C61")
def test_letters_find_a_name_among_very_many(window: MainWindow) -> None:
    window.apply([an_event(samples.waiting(at, name=f"clip {at:05}")) for at in range(20_000)])
    window.model.rows.statuses[window.model.rows.shown[19_999]] = samples.waiting(19_999, name="zebra.mov")
    QTest.keyClick(window.table, Qt.Key.Key_Z)
    assert selected(window) == ["zebra.mov"]


def test_enter_opens_the_details_then_goes_there_and_escape_comes_back(rows: MainWindow) -> None:
    rows.commands.details.setChecked(False)
    QTest.keyClick(rows.table, Qt.Key.Key_Return)
    assert rows.commands.details.isChecked()
    assert rows.table.hasFocus()
    QTest.keyClick(rows.table, Qt.Key.Key_Return)
    assert rows.details.tabs.hasFocus()
    QTest.keyClick(rows.details.tabs, Qt.Key.Key_Escape)
    assert rows.table.hasFocus()
    assert selected(rows) == ["interview.mov"]


def test_the_filter_is_left_by_escape_which_clears_it(rows: MainWindow) -> None:
    QTest.keyClick(rows.table, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert rows.filter_box.hasFocus()
    QTest.keyClicks(rows.filter_box, "take")
    assert rows.model.rowCount() == 2
    QTest.keyClick(rows.filter_box, Qt.Key.Key_Escape)
    assert rows.model.rowCount() == len(NAMES)
    assert rows.table.hasFocus()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Down])
def test_the_filter_is_left_for_the_rows_that_it_found(rows: MainWindow, key: Qt.Key) -> None:
    QTest.keyClick(rows.table, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(rows.filter_box, "take")
    QTest.keyClick(rows.filter_box, key)
    assert rows.table.hasFocus()
    assert selected(rows) == ["take 7.mxf"]
    assert rows.filter_box.text() == "take"
    QTest.keyClick(rows.table, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert rows.filter_box.selectedText() == "take"


@pytest.mark.parametrize("key", [Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Home])
def test_the_keys_that_move_a_row_lead_to_no_other_where_it_can_not_be_moved(
    rows: MainWindow, key: Qt.Key
) -> None:
    rows.apply([an_event(samples.uploading(1, name=NAMES[1]))])
    rows.table.selectRow(1)
    assert not rows.commands.move_down.isEnabled()
    QTest.keyClick(rows.table, key, Qt.KeyboardModifier.AltModifier)
    assert selected(rows) == [NAMES[1]]


def test_home_end_and_select_all_work_as_in_every_list(rows: MainWindow) -> None:
    QTest.keyClick(rows.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert len(selected(rows)) == len(NAMES)
    QTest.keyClick(rows.table, Qt.Key.Key_End)
    assert selected(rows) == [NAMES[-1]]
    assert rows.selected_jobs()[0].job.state is JobState.SUBMITTED
