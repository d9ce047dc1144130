"""What the details say of several selected uploads, and the side of what the filter finds."""

from collections import Counter
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui import samples
from gui.conftest import RunOnQt
from gui.rig import environment, opened
from gui.samples import GB, an_event
from uploader_gui.domain.events import EventKind, JobEvent, JobStatus
from uploader_gui.domain.job import JobState, PauseReason
from uploader_gui.gui.details.selection_summary import SelectionSummary, summed
from uploader_gui.gui.job_kind import kind_of
from uploader_gui.gui.jobs.job_table_model import JobTableModel
from uploader_gui.gui.look.theme import Theme
from uploader_gui.gui.main_window import MainWindow

MB = 1_000_000


def of(*statuses: JobStatus) -> SelectionSummary:
    return summed(statuses, Counter(map(kind_of, statuses)))


def uploading(number: int, size: int, done: int, flying: int, speed: float | None) -> JobStatus:
    status = samples.uploading(number, size=size)
    job = replace(status.job, bytes_done=done)
    return replace(status, job=job, bytes_in_flight=flying, bytes_per_second=speed)


@pytest.mark.case("W14")
def test_a_selection_is_summed_up_with_what_waits_but_not_with_what_stands() -> None:
    summary = of(
        uploading(1, 100 * MB, 40 * MB, 10 * MB, 5e6),
        uploading(2, 100 * MB, 0, 0, None),
        samples.waiting(3, size=50 * MB),
        replace(
            samples.paused(4, size=1000 * MB),
            job=replace(samples.paused(4, size=1000 * MB).job, bytes_done=0),
        ),
    )
    assert (summary.count, summary.size, summary.done, summary.in_flight) == (4, 1250 * MB, 40 * MB, 10 * MB)
    assert summary.bytes_per_second == 5e6
    assert summary.seconds_left == (50 + 100 + 50) * MB / 5e6
    assert summary.percent == 4.0
    assert summary.states == {JobState.UPLOADING: 2, JobState.SUBMITTED: 1, JobState.PAUSED: 1}


@pytest.mark.case("W14")
def test_a_selection_of_which_nothing_is_sent_has_no_speed_and_no_time_left() -> None:
    summary = of(samples.waiting(1), samples.paused(2), samples.failed(3))
    assert (summary.bytes_per_second, summary.seconds_left) == (None, None)


@pytest.mark.case("W14")
def test_a_finished_selection_is_whole_and_empty_files_count_when_they_are_there() -> None:
    assert of(samples.completed(1), samples.completed(2)).percent == 100.0
    assert of(samples.completed(1, size=0), samples.completed(2, size=0)).percent == 100.0
    assert of(samples.completed(1, size=0), samples.waiting(2, size=0)).percent == 0.0
    nearly = uploading(1, 10_000 * MB, 9_999_999_999, 0, 1.0)
    assert of(nearly, samples.completed(2, size=0)).percent == 99.9


@pytest.mark.case("W14")
def test_several_selected_rows_have_details_and_one_has_its_own_again(
    theme: Theme, on_qt: RunOnQt, tmp_path: Path
) -> None:
    async def work() -> None:
        async with opened(theme, environment(tmp_path / "home")) as rig:
            window, pane = rig.window, rig.window.details
            window.apply([an_event(samples.paused(number, size=GB, done=0.5)) for number in (1, 2, 3)])
            rig.select_all()
            await rig.until_said(pane.turned, lambda: pane.is_of_several, "the sums")
            view = pane.selection_view
            assert view.isVisible()
            assert not pane.tabs.isVisible()
            assert view.words[-1] == "Paused: 3"
            assert view.words[1] == "Sent: 1.5 GB of 3.0 GB"
            window.apply([an_event(samples.completed(1, size=GB))])
            window.table.selectAll()
            await rig.until_said(pane.turned, lambda: view.words[-1] == "Completed: 1", "the state of now")
            assert view.words[-2:] == ["Paused: 2", "Completed: 1"]
            window.select_jobs([samples.a_job(2).job_id])
            await rig.until_said(pane.turned, lambda: pane.status is not None, "the job alone")
            assert pane.tabs.isVisible()
            assert not view.isVisible()

    on_qt(work())


def test_of_what_is_all_in_the_store_no_speed_and_no_time_left_are_said(window: MainWindow) -> None:
    view = window.details.selection_view
    speed_and_left = {"Speed: –", "Time left: –"}
    window.details.show_selection(of(samples.completed(1), samples.failed(2)))
    assert speed_and_left <= set(view.words)
    window.details.show_selection(of(samples.completed(1), samples.completed(2)))
    assert not speed_and_left & set(view.words)
    assert view.words[-1] == "Completed: 2"


@pytest.mark.case("W14")
def test_the_fold_of_the_details_is_a_button_that_says_what_it_does(window: MainWindow) -> None:
    window.apply([an_event(samples.paused(1))])
    button = window.details.fold_button
    assert button.accessibleName() == "Fold the details"
    button.click()
    QApplication.processEvents()
    assert not window.commands.details.isChecked()
    assert button.accessibleName() == "Show the details"
    assert button.isVisible()
    button.click()
    QApplication.processEvents()
    assert window.details.height() > 100


def counts_at_the_side(window: MainWindow) -> list[str]:
    """The entries of the side, with their counts."""
    entries = (window.states.item(row) for row in range(window.states.count()))
    return [str(entry.data(Qt.ItemDataRole.AccessibleTextRole)) for entry in entries]


def test_what_was_interrupted_has_one_look_in_the_row_the_details_the_side_and_the_status_bar(
    window: MainWindow,
) -> None:
    ended = [
        samples.paused(number, PauseReason.PROGRAM_CLOSED, name=f"take {number}.mov") for number in (1, 2, 3)
    ]
    window.apply([an_event(one) for one in ended])
    paused_entry = window.states.item(3)
    view = window.details.selection_view

    def sums() -> list[str]:
        statuses = list(window.model.statuses())
        view.show_summary(summed(statuses, Counter(map(kind_of, statuses))))
        return view.words[4:]

    assert counts_at_the_side(window)[3] == "Interrupted, 3"
    assert window.states.states() == frozenset(JobState)
    assert window.totals.words == "3 interrupted"
    assert sums() == ["Interrupted: 3"]
    window.apply([an_event(samples.paused(4, name="sound.wav"))])
    assert (paused_entry.text(), counts_at_the_side(window)[3]) == ("Paused", "Paused, 4")
    assert window.totals.words == "3 interrupted, 1 paused"
    assert sums() == ["Interrupted: 3", "Paused: 1"]
    window.filter_box.setText("take")
    assert counts_at_the_side(window)[3] == "Interrupted, 3"
    window.states.choose(JobState.PAUSED)
    assert window.states.states() == {JobState.PAUSED}
    window.filter_box.setText("sound")
    assert counts_at_the_side(window)[3] == "Paused, 1"


@pytest.mark.case("W14")
def test_the_side_counts_what_the_words_of_the_filter_find(window: MainWindow) -> None:
    window.apply(
        [
            an_event(samples.paused(1, name="take 1.mov")),
            an_event(samples.paused(2, name="sound.wav")),
            an_event(samples.completed(3, name="take 3.mov")),
        ]
    )
    window.filter_box.setText("take")
    found = ["All, 2", "Uploading, 0", "Waiting, 0", "Paused, 1", "Failed, 0", "Completed, 1"]
    assert counts_at_the_side(window) == found
    window.states.choose(JobState.PAUSED)
    assert counts_at_the_side(window) == found
    assert window.totals.words == "2 paused"
    window.apply(
        [an_event(samples.failed(1, name="take 1.mov")), an_event(samples.waiting(4, name="take 4"))]
    )
    assert counts_at_the_side(window) == [
        "All, 3",
        "Uploading, 0",
        "Waiting, 1",
        "Paused, 0",
        "Failed, 1",
        "Completed, 1",
    ]
    window.filter_box.clear()
    assert counts_at_the_side(window)[0] == "All, 4"


@pytest.mark.case("W14")
def test_the_counts_of_the_filter_are_those_of_its_jobs_whatever_happens_to_them(window: MainWindow) -> None:
    fates = Random(14)
    makers = (samples.waiting, samples.uploading, samples.paused, samples.failed, samples.completed)

    def some(count: int) -> list[JobStatus]:
        names = ("take {}.mov", "sound {}.wav")
        return [
            fates.choice(makers)(number, name=fates.choice(names).format(number))
            for number in fates.sample(range(40), count)
        ]

    for _ in range(80):
        gone = [JobEvent(EventKind.REMOVED, status) for status in some(2)]
        window.apply([*map(an_event, some(5)), *gone])
        window.model.load(some(3))
        window.filter_box.setText(fates.choice(["take", "sound", "take 1", ""]))
        window.states.choose(fates.choice([None, *JobState]))
        words = window.filter_box.text()
        holding = [
            one
            for one in window.model.statuses()
            if words in f"{one.job.file_name}{one.job.destination.object_key}"
        ]
        expected = Counter(status.job.state for status in holding)
        assert window.model.found_counts() == expected
        assert counts_at_the_side(window)[0] == f"All, {len(holding)}"


@pytest.mark.case("W14")
def test_many_jobs_are_counted_with_the_filter_that_shows_them(window: MainWindow, qtbot: QtBot) -> None:
    """Which is a moment later; until then the counts are those of what is still shown."""
    model = JobTableModel(window, at_once=100)
    model.load(
        [
            samples.paused(number, name=f"{'take' if number % 4 else 'sound'} {number}")
            for number in range(1000)
        ]
    )
    model.show_only(frozenset(JobState), "sound")
    assert model.is_arranging
    assert model.found_counts() == {JobState.PAUSED: 1000}
    with qtbot.waitSignal(model.counts_changed):
        pass
    assert model.found_counts() == {JobState.PAUSED: 250}
