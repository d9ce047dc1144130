"""What the columns on demand say of each job, in which order they put the rows, and whose turn it is."""

import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from gui import samples
from gui.samples import GB, an_event
from uploader_gui.domain.events import EventKind, JobEvent, JobStatus
from uploader_gui.domain.job import JobState
from uploader_gui.domain.messages import MessageCode, message
from uploader_gui.gui.jobs.job_columns import Column
from uploader_gui.gui.jobs.job_table_model import JobTableModel
from uploader_gui.gui.main_window import MainWindow

ASCENDING, DESCENDING = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
NOON = datetime(2025, 11, 3, 12, tzinfo=UTC)


@pytest.fixture
def model(qapp: object) -> JobTableModel:
    return JobTableModel()


def ended(number: int, name: str, *, days_ago: int, active_s: float, size: int = GB) -> JobStatus:
    """A finished upload."""
    status = samples.completed(number, name=name, size=size)
    job = replace(status.job, end_time=NOON - timedelta(days=days_ago), active_s=active_s)
    return replace(status, job=job)


def tell(model: JobTableModel, *statuses: JobStatus) -> None:
    model.apply([an_event(status) for status in statuses])


def cell(model: JobTableModel, name: str, column: Column) -> str:
    row = next(at for at in range(model.rowCount()) if model.rows.status_at(at).job.file_name == name)
    return str(model.index(row, column).data())


def names(model: JobTableModel) -> list[str]:
    return [model.rows.status_at(row).job.file_name for row in range(model.rowCount())]


def test_a_finished_row_says_when_how_long_how_fast_and_how_much(model: JobTableModel) -> None:
    tell(model, ended(1, "a", days_ago=0, active_s=50.0))
    assert cell(model, "a", Column.FINISHED) == "3 Nov 2025"
    assert cell(model, "a", Column.ELAPSED) == "50 s"
    assert cell(model, "a", Column.AVERAGE_SPEED) == "20 MB/s"
    assert cell(model, "a", Column.SENT) == "1.0 GB"
    assert cell(model, "a", Column.PLACE) == ""


def test_a_running_row_counts_its_time_on_and_a_failed_one_has_not_finished(model: JobTableModel) -> None:
    running = samples.uploading(1, name="a", size=GB, done=0.5)
    since = datetime.now(UTC) - timedelta(seconds=3600)
    running = replace(running, job=replace(running.job, active_s=3600.0, running_since=since))
    broken = samples.failed(2, name="b", done=0.0)
    tell(model, running, replace(broken, job=replace(broken.job, end_time=NOON)))
    assert cell(model, "a", Column.ELAPSED) == "2 h 0 min"
    assert cell(model, "a", Column.AVERAGE_SPEED).endswith("kB/s")
    assert [cell(model, "b", column) for column in (Column.FINISHED, Column.ELAPSED)] == ["", ""]


def test_what_was_there_already_or_was_timed_by_nobody_has_no_average_speed(model: JobTableModel) -> None:
    there = samples.completed(1, name="a", said=(message(MessageCode.ALREADY_THERE),))
    job = replace(there.job, messages=there.messages, active_s=0.1)
    tell(model, replace(there, job=job), ended(2, "b", days_ago=1, active_s=0.0))
    assert [cell(model, name, Column.AVERAGE_SPEED) for name in "ab"] == ["", ""]


@pytest.mark.parametrize(
    ("column", "rising"),
    [
        (Column.FINISHED, ["w", "a", "c", "b"]),
        (Column.ELAPSED, ["w", "b", "a", "c"]),
        (Column.AVERAGE_SPEED, ["w", "c", "a", "b"]),
        (Column.SENT, ["w", "b", "a", "c"]),
    ],
)
def test_rows_are_ordered_by_value_and_what_has_none_is_least(
    model: JobTableModel, column: Column, rising: list[str]
) -> None:
    tell(model, ended(1, "a", days_ago=9, active_s=20, size=2 * GB), ended(2, "b", days_ago=1, active_s=3))
    tell(model, ended(3, "c", days_ago=4, active_s=300, size=10 * GB), samples.waiting(4, name="w"))
    model.sort(column, ASCENDING)
    assert names(model) == rising
    model.sort(column, DESCENDING)
    assert names(model) == rising[::-1]


def test_the_place_is_counted_among_those_that_wait_and_moves_up_when_one_begins(
    model: JobTableModel, qtbot: QtBot
) -> None:
    tell(model, samples.uploading(1, name="a"), *(samples.waiting(at, name=f"w{at}") for at in (7, 8, 9)))
    assert [cell(model, f"w{at}", Column.PLACE) for at in (7, 8, 9)] == ["1", "2", "3"]
    with qtbot.waitSignal(
        model.dataChanged, check_params_cb=lambda first, *_: first.column() == Column.PLACE, timeout=20_000
    ):
        tell(model, samples.uploading(7, name="w7"))
    assert [cell(model, f"w{at}", Column.PLACE) for at in (7, 8, 9)] == ["", "1", "2"]
    moved = samples.waiting(9, name="w9")
    tell(model, replace(moved, job=replace(moved.job, position=2)))
    assert [cell(model, f"w{at}", Column.PLACE) for at in (8, 9)] == ["2", "1"]
    model.apply([JobEvent(EventKind.REMOVED, samples.waiting(9, name="w9"))])
    assert cell(model, "w8", Column.PLACE) == "1"


def test_by_their_place_the_waiting_come_first_and_what_does_not_wait_last(model: JobTableModel) -> None:
    tell(model, samples.waiting(5, name="b"), samples.uploading(1, name="x"), samples.waiting(3, name="a"))
    model.sort(Column.PLACE, ASCENDING)
    assert names(model) == ["a", "b", "x"]


@pytest.mark.case("C61")
def test_100_000_rows_are_ordered_by_when_they_finished_without_the_window_standing_still(
    window: MainWindow, qtbot: QtBot
) -> None:
    many = samples.copies(
        ended(1, "a", days_ago=0, active_s=1.0),
        100_000,
        end_time=lambda at: NOON - timedelta(days=at % 977),
        active_s=lambda at: float(at % 4001),
    )
    window.model.load(many)
    for column in (Column.FINISHED, Column.AVERAGE_SPEED, Column.ELAPSED, Column.PLACE):
        with qtbot.waitSignal(window.model.modelReset, timeout=60_000):
            began_s = time.thread_time()
            window.table.sortByColumn(column, DESCENDING)
            assert time.thread_time() - began_s < 1.0
        assert not window.model.is_arranging
    assert window.model.counts() != {}
    window.table.sortByColumn(Column.FINISHED, DESCENDING)
    qtbot.waitUntil(lambda: not window.model.is_arranging, timeout=60_000)
    rows = window.model.rows
    shown = [rows.statuses[one].job.end_time for one in rows.ids_at(0, 99_999)]
    assert shown == sorted((one for one in shown if one), reverse=True)
    assert rows.status_at(0).job.state is JobState.COMPLETED
