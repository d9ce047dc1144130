"""Filter and order of many jobs: worked out in steps, right in the end whatever happens meanwhile."""

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui import samples
from gui.samples import GB, an_event
from uploader_gui.domain.events import EventKind, JobEvent, JobStatus
from uploader_gui.domain.job import JobState
from uploader_gui.gui.jobs.job_columns import Column, sort_key
from uploader_gui.gui.jobs.job_table import JobTable
from uploader_gui.gui.jobs.job_table_model import JobTableModel
from uploader_gui.gui.jobs.rows.background_sort import STEP, BackgroundSort, out_of_order
from uploader_gui.gui.look.theme import Theme

ASCENDING, DESCENDING = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
MANY = 3 * STEP + 7


def many(count: int = MANY) -> list[JobStatus]:
    """Jobs whose names and sizes stand in no order."""
    return [
        samples.completed(number, name=f"clip_{number * 7919 % count:05}.mov", size=GB + number * 31 % 97)
        for number in range(1, count + 1)
    ]


@pytest.fixture
def model(qapp: QApplication) -> JobTableModel:
    made = JobTableModel()
    made.load(many())
    return made


def names(model: JobTableModel) -> list[str]:
    return [model.rows.status_at(row).job.file_name for row in range(model.rowCount())]


def tell(model: JobTableModel, *statuses: JobStatus) -> None:
    model.apply([an_event(status) for status in statuses])


@pytest.mark.parametrize("is_descending", [False, True])
@pytest.mark.parametrize("column", [Column.FILE, Column.SIZE, Column.QUEUE])
def test_the_order_is_that_of_sorting_all_at_once(column: Column, *, is_descending: bool) -> None:
    statuses = {status.job.job_id: status for status in many()}
    key_of = sort_key(column)
    arrangement = BackgroundSort(
        statuses.get, list(statuses), lambda _: True, key_of, is_descending=is_descending
    )
    steps = 0
    while arrangement.go_on():
        steps += 1
    expected = sorted(statuses, key=lambda job_id: key_of(statuses[job_id]), reverse=is_descending)
    assert arrangement.in_order() == expected
    assert steps == 8  # each job is looked at in one, and put in its place in another


def test_many_rows_are_sorted_while_the_window_goes_on(model: JobTableModel, qtbot: QtBot) -> None:
    before = names(model)
    resets: list[None] = []
    model.modelReset.connect(lambda: resets.append(None))
    with qtbot.waitSignal(model.modelReset):
        model.sort(Column.FILE, ASCENDING)
        assert (model.is_arranging, names(model)) == (True, before)
    assert names(model) == sorted(before)
    assert len(resets) == 1


def test_jobs_that_come_change_and_go_while_rows_are_sorted_end_in_their_places(
    qapp: QApplication, qtbot: QtBot
) -> None:
    model, count = JobTableModel(at_once=0), 60
    model.load(many(count))
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    expected = [*(status.job.file_name for status in many(count)[2:]), "a new one", "another name"]
    with qtbot.waitSignal(model.modelReset):
        model.sort(Column.FILE, DESCENDING)
        model.apply([JobEvent(EventKind.REMOVED, many(count)[0])])
        tell(model, samples.waiting(count + 1, name="a new one"), samples.completed(2, name="another name"))
    assert names(model) == sorted(expected, reverse=True)
    assert tester.model() is model


def test_a_filter_of_many_rows_follows_what_changes_meanwhile(model: JobTableModel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(model.modelReset):
        model.show_only({JobState.COMPLETED}, "clip_0012")
        tell(
            model, samples.uploading(9, name="clip_00129.mov"), samples.completed(8, name="clip_00128 b.mov")
        )
    found = {status.job.file_name for status in model.statuses() if status.job.state is JobState.COMPLETED}
    assert sorted(names(model)) == sorted(name for name in found if "clip_0012" in name)
    assert "clip_00128 b.mov" in names(model)


def test_ticks_of_progress_do_not_begin_the_sorting_anew(model: JobTableModel, qtbot: QtBot) -> None:
    running = [samples.uploading(number, name=f"{number}.mov") for number in range(1, 90, 2)]
    turns: list[None] = []
    ticker = QTimer(interval=0)
    ticker.timeout.connect(lambda: turns.append(None))
    ticker.timeout.connect(lambda: tell(model, *running))
    ticker.start()
    with qtbot.waitSignal(model.modelReset):
        model.sort(Column.FILE, ASCENDING)
    assert 0 < len(turns) <= 2 * (MANY // STEP + 2)


def test_the_last_of_several_wishes_counts(model: JobTableModel, qtbot: QtBot) -> None:
    resets: list[None] = []
    model.modelReset.connect(lambda: resets.append(None))
    with qtbot.waitSignal(model.modelReset):
        model.show_only(frozenset(JobState), "clip_0")
        model.sort(Column.FILE, DESCENDING)
        model.show_only(frozenset(JobState), "clip_00001")
    assert names(model) == ["clip_00001.mov"]
    assert len(resets) == 1


def test_jobs_can_be_selected_before_their_rows_are_there(
    model: JobTableModel, theme: Theme, qtbot: QtBot
) -> None:
    model.show_only({JobState.FAILED})
    qtbot.waitUntil(lambda: not model.is_arranging)
    table = JobTable(model, theme)
    qtbot.addWidget(table)
    wanted = many()[5].job.job_id
    with qtbot.waitSignal(model.modelReset):
        model.show_only(frozenset(JobState))
        table.select_jobs([wanted])
        assert table.selected_jobs() == []
    assert [status.job.job_id for status in table.selected_jobs()] == [wanted]


def test_selected_rows_stay_selected_in_another_order(
    model: JobTableModel, theme: Theme, qtbot: QtBot
) -> None:
    table = JobTable(model, theme)
    qtbot.addWidget(table)
    table.selectAll()
    with qtbot.waitSignal(model.modelReset):
        table.sortByColumn(Column.FILE, ASCENDING)
    assert table.selected_rows() == list(range(MANY))
    assert table.selected_rows(at_most=2) == [0, 1]


@pytest.mark.parametrize(
    ("places", "above", "below", "expected"),
    [
        ([], 0, 9, []),
        ([1, 2, 3], 0, 9, []),
        ([9, 2, 3, 4], 0, 10, [0]),
        ([2, 3, 4, 1], 0, 10, [3]),
        ([5, 6, 1, 2, 7], 0, 10, [0, 1]),
        ([2, 2, 3], 0, 10, []),
        ([20, 2, -3, 4], 0, 10, [0, 2]),
        ([5], 6, 9, [0]),
    ],
)
def test_only_what_stands_out_of_order_has_to_move(
    places: list[int], above: int, below: int, expected: list[int]
) -> None:
    assert out_of_order(places, above=above, below=below) == expected
