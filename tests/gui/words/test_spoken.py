"""What a screen reader is told: rows as sentences, and each change of state once."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from gui import samples
from gui.samples import an_event
from uploader_gui.domain.errors import ErrorCode
from uploader_gui.domain.events import EventKind, JobEvent, JobStatus
from uploader_gui.domain.job import PauseReason
from uploader_gui.gui.jobs.job_columns import Column
from uploader_gui.gui.main_window import MainWindow
from uploader_gui.gui.spoken.state_changes import StateChanges

OUTAGE = samples.retrying(1, 8)


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (
            samples.uploading(1, done=0.5, speed=20e6),
            "clip_00001.mp4, Uploading, 53.6 %, 20 MB/s, 25 s left",
        ),
        (samples.waiting(1), "clip_00001.mp4, Waiting, Waiting to start"),
        (
            samples.failed(1, done=0.0),
            "clip_00001.mp4, Failed, Wrong secret key. Edit the connection, then Resume.",
        ),
        (samples.completed(1), "clip_00001.mp4, Completed, Uploaded, checksum matches"),
        (OUTAGE, "clip_00001.mp4, Retrying, 40.2 %, Tries again in 8 s. The store does not answer."),
    ],
    ids=["uploading", "waiting", "failed", "completed", "outage"],
)
def test_a_row_is_read_as_a_sentence_on_its_name(window: MainWindow, status: JobStatus, words: str) -> None:
    window.apply([an_event(status)])
    assert heard(window, Column.FILE) == words


def test_cells_are_read_with_what_their_title_alone_says_to_the_eye(window: MainWindow) -> None:
    window.apply([an_event(samples.uploading(1, done=0.5, speed=20e6))])
    assert heard(window, Column.PARTS) == "parts 60 of 120"
    assert heard(window, Column.TIME_LEFT) == "25 s left"
    assert heard(window, Column.PROGRESS) == "53.6 %"
    window.apply([an_event(samples.completed(1))])
    assert heard(window, Column.TIME_LEFT) == ""


def heard(window: MainWindow, column: Column) -> str:
    return str(window.model.index(0, column).data(Qt.ItemDataRole.AccessibleTextRole))


class Listener:
    """Follows jobs as the window does, and keeps what was said of them."""

    def __init__(self, *, silent_ms: int = 0) -> None:
        self.changes = StateChanges(gathered_ms=0, silent_ms=silent_ms)
        self.said: list[tuple[str, bool]] = []
        self._known: dict[str, JobStatus] = {}
        self.changes.said.connect(lambda words, is_urgent: self.said.append((words, is_urgent)))

    def hear(self, statuses: Sequence[JobStatus]) -> None:
        self.changes.hear([an_event(status) for status in statuses], self._known.get)
        self._known.update((status.job.job_id, status) for status in statuses)

    def remove(self, status: JobStatus) -> None:
        self.changes.hear([JobEvent(EventKind.REMOVED, status)], self._known.get)


def test_a_change_of_state_is_said_once_and_progress_never(qtbot: QtBot) -> None:
    listener = Listener()
    with qtbot.waitSignal(listener.changes.said):
        listener.hear([samples.waiting(1)])
    with qtbot.waitSignal(listener.changes.said):
        listener.hear([samples.uploading(1, done=0.1)])
    for done in (0.2, 0.3, 0.4):
        listener.hear([samples.uploading(1, done=done)])
    with qtbot.waitSignal(listener.changes.said):
        listener.hear([samples.completed(1)])
    assert [words.split(", ")[1] for words, _ in listener.said] == ["Waiting", "Uploading", "Completed"]


def test_a_failure_is_urgent_and_tells_what_to_do(qtbot: QtBot) -> None:
    listener = Listener()
    listener.hear([samples.uploading(1)])
    with qtbot.waitSignal(listener.changes.said):
        listener.hear([samples.failed(1, done=0.0)])
    said = "clip_00001.mp4, Failed, Wrong secret key. Edit the connection, then Resume."
    assert listener.said == [(said, True)]


def test_what_happens_to_several_is_counted_and_what_matters_most_comes_first(qtbot: QtBot) -> None:
    listener = Listener()
    with qtbot.waitSignal(listener.changes.said):
        listener.hear(
            [
                samples.completed(1),
                samples.failed(2),
                samples.completed(3),
                samples.paused(4, PauseReason.BY_USER),
                samples.uploading(5),
            ]
        )
    assert listener.said == [
        ("One upload failed, 2 uploads completed, One upload paused, One upload runs", True)
    ]


def test_what_came_and_went_is_not_said_at_all(qtbot: QtBot) -> None:
    listener = Listener()
    with qtbot.waitSignal(listener.changes.said):
        listener.hear([samples.uploading(1, name="a.mp4")])
    outage = replace(OUTAGE, job=replace(OUTAGE.job, file_name="a.mp4"))
    listener.hear([outage])
    listener.hear([samples.uploading(1, name="a.mp4")])
    removed = samples.waiting(3)
    listener.hear([removed])
    listener.remove(removed)
    with qtbot.waitSignal(listener.changes.said):
        listener.hear([samples.waiting(2, name="b.mp4")])
    assert [words.split(", ")[0] for words, _ in listener.said] == ["a.mp4", "b.mp4"]


def test_many_do_not_talk_without_an_end_but_a_failure_is_said_at_once(qtbot: QtBot) -> None:
    listener = Listener(silent_ms=3_600_000)
    with qtbot.waitSignal(listener.changes.said):
        listener.hear([samples.completed(1), samples.completed(2)])
    listener.hear([samples.completed(3), samples.completed(4)])
    assert not listener.changes.is_about_to_speak
    with qtbot.waitSignal(listener.changes.said):
        listener.hear([samples.failed(5, code=ErrorCode.WRONG_SECRET)])
    assert listener.said == [("2 uploads completed", False), ("One upload failed, 2 uploads completed", True)]


def test_the_window_says_what_becomes_of_its_jobs(window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.state_changes.said) as said:
        window.apply([an_event(samples.waiting(1))])
        window.apply([an_event(samples.completed(1))])
    assert said.args == ["clip_00001.mp4, Completed, Uploaded, checksum matches", False]
