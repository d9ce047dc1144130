"""Rows that are dragged with the mouse to another place in the queue."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui import samples
from gui.samples import an_event
from uploader_gui.domain.events import EventKind, JobEvent
from uploader_gui.domain.job import JobState
from uploader_gui.domain.queue_order import Gap
from uploader_gui.gui.jobs.job_columns import Column
from uploader_gui.gui.main_window import MainWindow

pytestmark = pytest.mark.case("W13")
LEFT, NO_KEY = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
RUNNING, FIRST, SECOND, THIRD, DONE = range(5)


@pytest.fixture
def queue(window: MainWindow) -> MainWindow:
    """One that runs, three that wait, one that is completed."""
    window.apply(
        [an_event(samples.uploading(RUNNING, name="running"))]
        + [an_event(samples.waiting(number, name=f"waiting {number}")) for number in (FIRST, SECOND, THIRD)]
        + [an_event(samples.completed(DONE, name="done"))]
    )
    window.table.clearSelection()
    return window


def id_of(number: int) -> str:
    return samples.a_job(number).job_id


def place(window: MainWindow, row: int, *, lower: bool = False) -> QPoint:
    """A point in the upper or lower half of a row, in its name."""
    box = window.table.visualRect(window.model.index(row, Column.FILE))
    return QPoint(box.left() + 60, box.bottom() - 4 if lower else box.top() + 4)


def press(window: MainWindow, row: int) -> None:
    QTest.mousePress(window.table.viewport(), LEFT, NO_KEY, place(window, row))


def move(window: MainWindow, row: int, *, lower: bool = False) -> None:
    """On the way there as far as a drag needs to begin, then there."""
    target = place(window, row, lower=lower)
    QTest.mouseMove(window.table.viewport(), target + QPoint(100, 0))
    QTest.mouseMove(window.table.viewport(), target)


def let_go(window: MainWindow, row: int, *, lower: bool = False) -> None:
    QTest.mouseRelease(window.table.viewport(), LEFT, NO_KEY, place(window, row, lower=lower))


def names(window: MainWindow) -> list[str]:
    return [status.job.file_name for status in window.selected_jobs()]


def test_a_row_is_dragged_before_another(queue: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(queue.row_drag.dropped) as dropped:
        press(queue, THIRD)
        move(queue, FIRST)
        let_go(queue, FIRST)
    assert dropped.args == [[id_of(THIRD)], Gap(id_of(FIRST))]
    assert names(queue) == ["waiting 3"]


def test_all_selected_rows_go_with_the_one_that_is_dragged(queue: MainWindow, qtbot: QtBot) -> None:
    queue.table.selectAll()
    with qtbot.waitSignal(queue.row_drag.dropped) as dropped:
        press(queue, SECOND)
        move(queue, THIRD, lower=True)
        let_go(queue, THIRD, lower=True)
    assert dropped.args is not None
    assert dropped.args == [[id_of(FIRST), id_of(SECOND), id_of(THIRD)], Gap(id_of(THIRD), is_behind=True)]
    assert len(names(queue)) == 5


@pytest.mark.parametrize(
    ("row", "lower", "gap"),
    [
        (RUNNING, False, Gap(id_of(FIRST))),
        (FIRST, False, Gap(id_of(FIRST))),
        (FIRST, True, Gap(id_of(SECOND))),
        (THIRD, True, Gap(id_of(THIRD), is_behind=True)),
        (DONE, True, Gap(id_of(THIRD), is_behind=True)),
    ],
)
def test_the_line_stands_only_beside_what_can_be_moved(
    queue: MainWindow, row: int, lower: bool, gap: Gap
) -> None:
    press(queue, SECOND)
    move(queue, row, lower=lower)
    assert queue.row_drag.gap == gap
    let_go(queue, row, lower=lower)
    assert queue.row_drag.gap is None


def test_escape_puts_the_rows_back(queue: MainWindow, qtbot: QtBot) -> None:
    queue.table.setFocus()
    with qtbot.assertNotEmitted(queue.row_drag.dropped):
        press(queue, THIRD)
        move(queue, FIRST)
        QTest.keyClick(queue.table, Qt.Key.Key_Escape)
        assert not queue.row_drag.is_dragging
        let_go(queue, FIRST)


def test_a_click_on_one_of_several_selected_rows_still_selects_it_alone(queue: MainWindow) -> None:
    queue.table.selectAll()
    QTest.mouseClick(queue.table.viewport(), LEFT, NO_KEY, place(queue, SECOND))
    assert names(queue) == ["waiting 2"]


def test_what_cannot_be_moved_is_not_dragged(queue: MainWindow, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(queue.row_drag.dropped):
        press(queue, RUNNING)
        move(queue, THIRD)
        assert not queue.row_drag.is_dragging
        let_go(queue, THIRD)


@pytest.mark.parametrize(
    "event", [an_event(samples.uploading(SECOND)), JobEvent(EventKind.REMOVED, samples.waiting(SECOND))]
)
def test_what_begins_or_goes_between_press_and_move_is_not_dragged(
    queue: MainWindow, qtbot: QtBot, event: JobEvent
) -> None:
    with qtbot.assertNotEmitted(queue.row_drag.dropped):
        press(queue, SECOND)
        queue.apply([event])
        move(queue, FIRST)
        assert not queue.row_drag.is_dragging
        let_go(queue, FIRST)


def test_sorted_by_a_column_a_drag_says_why_nothing_moves_and_the_way_back_is_there(
    queue: MainWindow, qtbot: QtBot
) -> None:
    assert not queue.order.isVisible()
    queue.table.sortByColumn(Column.SIZE, Qt.SortOrder.AscendingOrder)
    assert queue.order.isVisible()
    assert queue.order.words == "Sorted by “Size”, not in queue order."
    row = next(row for row in range(5) if queue.model.rows.status_at(row).job.state is JobState.SUBMITTED)
    with qtbot.assertNotEmitted(queue.row_drag.dropped):
        press(queue, row)
        move(queue, row + 1 if row < 4 else row - 1)
        let_go(queue, row)
    assert queue.order.words == "Uploads can only be moved in queue order; these are sorted by “Size”."
    queue.order.back.click()
    assert queue.model.is_in_queue_order
    assert not queue.order.isVisible()
    assert queue.table.hasFocus()


def test_the_third_click_on_a_header_leads_back_to_the_order_of_the_queue(queue: MainWindow) -> None:
    header = queue.table.horizontalHeader()
    middle = QPoint(header.sectionViewportPosition(Column.SIZE) + 20, header.height() // 2)
    seen = []
    for _ in range(3):
        QTest.mouseClick(header.viewport(), LEFT, NO_KEY, middle)
        seen.append((queue.model.sorted_by, queue.model.is_in_queue_order))
    assert seen == [(Column.SIZE, False), (Column.SIZE, False), (Column.QUEUE, True)]
    assert [queue.model.rows.status_at(row).job.file_name for row in range(5)] == [
        "running",
        "waiting 1",
        "waiting 2",
        "waiting 3",
        "done",
    ]


def test_rows_held_at_the_edge_scroll_towards_what_is_out_of_sight(window: MainWindow, qtbot: QtBot) -> None:
    window.apply([an_event(samples.waiting(number)) for number in range(200)])
    bar = window.table.verticalScrollBar()
    press(window, 2)
    with qtbot.waitSignal(bar.valueChanged):
        QTest.mouseMove(window.table.viewport(), QPoint(80, window.table.viewport().height() - 3))
    let_go(window, 2)
    assert not window.row_drag.is_dragging
    assert QApplication.overrideCursor() is None


def test_moving_one_row_past_thousands_leaves_the_others_and_the_view_where_they_are(
    window: MainWindow, qtbot: QtBot
) -> None:
    waiting = [samples.waiting(number) for number in range(3000)]
    window.apply([an_event(status) for status in waiting])
    window.table.clearSelection()
    bar = window.table.verticalScrollBar()
    bar.setValue(bar.maximum() - 300)
    seen, taken_out = bar.value(), list[int]()
    window.model.rowsRemoved.connect(lambda _, first, last: taken_out.append(last - first + 1))
    moved = [replace(one, job=replace(one.job, position=one.job.position - 1)) for one in waiting[11:2500]]
    moved += [replace(waiting[10], job=replace(waiting[10].job, position=2499))]
    window.apply([an_event(status) for status in moved])
    assert taken_out == [1]
    assert bar.value() == seen
    shown = [window.model.rows.status_at(row).job.job_id for row in (9, 10, 2498, 2499, 2500)]
    assert shown == [id_of(number) for number in (9, 11, 2499, 10, 2500)]


@pytest.mark.case("W08")
def test_what_is_said_of_the_order_makes_no_window_wider(queue: MainWindow) -> None:
    narrowest = queue.minimumSizeHint().width()
    queue.table.sortByColumn(Column.DESTINATION, Qt.SortOrder.AscendingOrder)
    queue.order.say_why_nothing_moves()
    QApplication.processEvents()
    assert queue.minimumSizeHint().width() == narrowest
