"""What the columns give each other of their room, by what stands in the rows in sight."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QStyleOptionViewItem

from gui import samples
from gui.samples import GB, an_event
from gui.scenes import package_scenes
from gui.scenes.package_scenes import BROKEN, RUNNING, inside
from uploader_gui.domain.events import JobStatus
from uploader_gui.gui.jobs.column_widths import Claim, shared
from uploader_gui.gui.jobs.job_columns import SHOWN, Column
from uploader_gui.gui.jobs.job_delegate import PADDING
from uploader_gui.gui.jobs.packages import package_columns
from uploader_gui.gui.jobs.progress_cell import in_two_lines
from uploader_gui.gui.jobs.row_button import GAP
from uploader_gui.gui.look.fonts import ElidedText, smaller, tabular
from uploader_gui.gui.main_window import MainWindow

NAME = "A007C005_261124_R1AB_day-two_second-unit.mov"
FOLDER = "2026/commissioned-works/Interviews, day 2/second-unit/camera-B/sound"
Widths = dict[Column, int]


def settle() -> None:
    """Let the window take notice of its size, and the table of its rows."""
    for _ in range(3):
        QApplication.processEvents()


def widths(window: MainWindow) -> Widths:
    """The columns that are shown, with their widths."""
    header = window.table.horizontalHeader()
    return {column: header.sectionSize(column) for column in SHOWN if not header.isSectionHidden(column)}


def shown_at(window: MainWindow, width: int, statuses: Sequence[JobStatus]) -> Widths:
    """The widths of the columns where these are shown in a window so wide."""
    window.resize(width, 800)
    window.apply([an_event(status) for status in statuses])
    settle()
    return widths(window)


def is_whole(window: MainWindow, row: int, column: Column) -> bool:
    """Whether the cell has room for all of its words."""
    index = window.model.index(row, column)
    hint = window.table.itemDelegate().sizeHint(QStyleOptionViewItem(), index)
    return hint.width() <= window.table.columnWidth(column)


def to(status: JobStatus, folder: str) -> JobStatus:
    """The same job, to this folder."""
    place = replace(status.job.destination, object_key=f"{folder}/{status.job.file_name}")
    return replace(status, job=replace(status.job, destination=place))


def fills(window: MainWindow) -> bool:
    return sum(widths(window).values()) == window.table.viewport().width()


@pytest.mark.case("W08")
def test_a_long_name_is_whole_beside_a_short_destination(window: MainWindow) -> None:
    shown_at(window, 1280, [samples.waiting(1, name=NAME), samples.waiting(2)])
    assert is_whole(window, 0, Column.FILE)
    assert is_whole(window, 0, Column.DESTINATION)
    assert fills(window)


@pytest.mark.case("W08")
def test_a_long_destination_is_whole_beside_short_names(window: MainWindow) -> None:
    shown_at(window, 1440, [to(samples.waiting(1, name="a.mov"), FOLDER[:44])])
    assert is_whole(window, 0, Column.DESTINATION)
    assert is_whole(window, 0, Column.FILE)


@pytest.mark.case("W08")
@pytest.mark.parametrize("width", [1200, 1280])
def test_the_states_of_a_package_are_whole_beside_short_destinations(window: MainWindow, width: int) -> None:
    window.resize(width, 800)
    package_scenes.opened(window)
    window.resize(width, 800)
    settle()
    totals = window.model.rows.package_at(0)
    assert totals is not None
    words = package_columns.states(totals)
    assert words == "2 uploading, 4 done, 6 waiting"
    needed = QFontMetrics(tabular(smaller(window.table.font()))).horizontalAdvance(words)
    assert widths(window)[Column.PROGRESS] >= needed + 2 * PADDING
    assert all(is_whole(window, row, Column.FILE) for row in range(window.model.rowCount()))
    assert fills(window)


@pytest.mark.case("W08")
def test_what_to_do_about_a_failure_is_whole_beside_its_button(window: MainWindow) -> None:
    shown_at(window, 1200, [samples.failed(1, name="take 7.mxf")])
    button = window.table.buttons.rect_of(0)
    assert button is not None
    start = window.table.columnViewportPosition(Column.PROGRESS) + PADDING
    small = ElidedText(tabular(smaller(window.table.font())))
    words = window.model.index(0, Column.PROGRESS).data()
    first, rest = in_two_lines(small, words, button.left() - GAP - start)
    assert f"{first} {rest}" == words
    assert small.width(rest) <= button.left() - GAP - start


@pytest.mark.case("W08")
def test_names_are_whole_before_a_long_destination_is(window: MainWindow) -> None:
    name = "interview_with_nobody.mov"
    shown = shown_at(window, 1024, [to(samples.waiting(1, name=name), FOLDER)])
    assert is_whole(window, 0, Column.FILE)
    assert not is_whole(window, 0, Column.DESTINATION)
    assert shown[Column.DESTINATION] >= 13 * window.fontMetrics().horizontalAdvance("0")


@pytest.mark.case("W08")
def test_a_package_that_stands_still_writes_over_empty_cells_and_asks_for_no_room(window: MainWindow) -> None:
    window.model.learn([BROKEN])
    before = shown_at(window, 1280, [samples.waiting(99, name=NAME)])
    statuses = inside(
        BROKEN,
        [*map(samples.paused, range(1, 4)), *map(samples.failed, (4, 5)), *map(samples.waiting, (6, 7))],
    )
    after = shown_at(window, 1280, statuses)
    assert window.model.rows.package_at(0) is not None
    assert after[Column.PROGRESS] <= before[Column.PROGRESS]


@pytest.mark.case("W08")
def test_no_column_moves_while_numbers_change(window: MainWindow) -> None:
    running = samples.uploading(1, name=NAME, size=118 * GB, done=0.1)
    package = inside(RUNNING, [samples.uploading(2), samples.waiting(3), samples.waiting(4)])
    window.model.learn([RUNNING])
    before = shown_at(window, 1280, [running, *package])
    for done in (0.2, 0.5, 0.999):
        ticked = samples.uploading(1, name=NAME, size=118 * GB, done=done, speed=done * 1e9)
        moved = inside(RUNNING, [samples.uploading(2, done=done)])
        assert shown_at(window, 1280, [ticked, *moved]) == before
    ended = inside(RUNNING, [samples.completed(2), samples.uploading(3)])
    assert shown_at(window, 1280, [samples.completed(1, name=NAME), *ended]) == before


@pytest.mark.case("W08")
def test_no_column_moves_for_what_has_room_already(window: MainWindow) -> None:
    before = shown_at(window, 1440, [samples.waiting(1, name="a.mov")])
    assert shown_at(window, 1440, [samples.waiting(2, name="interview_01.mov")]) == before


@pytest.mark.case("W08")
def test_columns_stay_when_the_long_name_is_out_of_sight_again(window: MainWindow) -> None:
    many = [samples.waiting(number, name=f"take {number}.mxf") for number in range(1, 80)]
    before = shown_at(window, 1280, [*many, samples.waiting(80, name=NAME)])
    bar = window.table.verticalScrollBar()
    bar.setValue(bar.maximum())
    settle()
    below = widths(window)
    assert below[Column.FILE] > before[Column.FILE]
    assert is_whole(window, 79, Column.FILE)
    bar.setValue(0)
    settle()
    assert widths(window) == below


@pytest.mark.case("W08")
def test_only_rows_in_sight_ask_for_room(window: MainWindow) -> None:
    many = [samples.waiting(number, name=f"take {number}.mxf") for number in range(1, 80)]
    before = shown_at(window, 1280, many)
    assert shown_at(window, 1280, [samples.waiting(80, name=NAME)]) == before


@pytest.mark.case("W08")
def test_a_width_set_by_hand_is_kept_whatever_its_cells_need(window: MainWindow) -> None:
    shown_at(window, 1280, [samples.waiting(1, name="a.mov")])
    header = window.table.horizontalHeader()
    edge = header.sectionViewportPosition(Column.FILE) + header.sectionSize(Column.FILE) - 1
    y = header.height() // 2
    QTest.mousePress(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(edge, y))
    QTest.mouseMove(header.viewport(), QPoint(edge - 60, y))
    QTest.mouseRelease(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(edge - 60, y))
    by_hand = widths(window)[Column.FILE]
    after = shown_at(window, 1280, [to(samples.waiting(2, name=NAME), FOLDER)])
    assert after[Column.FILE] == by_hand
    assert fills(window)
    window.table.fitted.reset()
    assert widths(window)[Column.FILE] > by_hand


@pytest.mark.case("W08")
def test_what_is_cut_is_served_before_what_is_whole() -> None:
    claimed = {
        Column.FILE: Claim(100, 150, 10_000, 3, 400),
        Column.SIZE: Claim(50, 50, 50),
        Column.PROGRESS: Claim(100, 100, 300, 1, 300),
        Column.DESTINATION: Claim(100, 150, 10_000, 2, 400),
    }
    needed = {Column.FILE: 240, Column.PROGRESS: 180, Column.DESTINATION: 60}
    exact = {Column.FILE: 240, Column.SIZE: 50, Column.PROGRESS: 180, Column.DESTINATION: 60}
    assert shared(530, claimed, needed) == exact
    roomy = shared(1000, claimed, needed)
    assert sum(roomy.values()) == 1000
    assert all(roomy[column] >= exact[column] for column in exact)
    tight = shared(450, claimed, needed)
    assert sum(tight.values()) == 450
    assert tight[Column.DESTINATION] == 60
    assert tight[Column.FILE] < 240
    assert tight[Column.PROGRESS] < 180


@pytest.mark.case("W08")
def test_one_endless_name_takes_no_more_than_its_claim(window: MainWindow) -> None:
    shown = shown_at(window, 1280, [to(samples.waiting(1, name="n" * 250), FOLDER)])
    assert fills(window)
    assert shown[Column.DESTINATION] >= 13 * window.fontMetrics().horizontalAdvance("0")


@pytest.mark.case("W08")
def test_what_another_filter_shows_is_not_cut_for_what_it_took_away(window: MainWindow) -> None:
    shown_at(window, 1280, [to(samples.failed(1, name=NAME), FOLDER), samples.completed(2, name=NAME)])
    assert not is_whole(window, 1, Column.FILE)
    window.states.setCurrentRow(window.states.count() - 1)
    settle()
    assert window.model.rowCount() == 1
    assert is_whole(window, 0, Column.FILE)
    assert is_whole(window, 0, Column.DESTINATION)
