"""Every state has one look, the same wherever it is shown; what waits says so, with what would end the waiting."""

from collections import Counter
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui import samples
from gui.samples import an_event
from uploader_gui.domain.checks import CheckKind, CheckResult
from uploader_gui.domain.errors import ErrorCode
from uploader_gui.domain.events import Activity, JobStatus
from uploader_gui.domain.job import JobState, PauseReason, VerifiedBy
from uploader_gui.domain.messages import Message, MessageCode, message
from uploader_gui.gui.job_kind import APPEARANCE, ENTRIES, Look, Remedy, look_of, look_of_line, remedy_of
from uploader_gui.gui.jobs.job_columns import Column, text, tool_tip
from uploader_gui.gui.look.icons import asset
from uploader_gui.gui.look.theme import Theme
from uploader_gui.gui.main_window import MainWindow
from uploader_gui.gui.words import wording


@pytest.fixture
def window(theme: Theme, qtbot: QtBot) -> MainWindow:
    window = MainWindow(theme, has_demo=False)
    qtbot.addWidget(window)
    window.resize(1320, 600)
    window.show()
    return window


def tell(window: MainWindow, *statuses: JobStatus) -> None:
    window.apply([an_event(status) for status in statuses])


def button_of(window: MainWindow, row: int) -> QRect:
    button = window.table.buttons.rect_of(row)
    assert button is not None
    return button


def click(window: MainWindow, qtbot: QtBot, place: QPoint) -> None:
    qtbot.mouseClick(window.table.viewport(), Qt.MouseButton.LeftButton, pos=place)


HELD = message(MessageCode.WAITING_FOR_SECRET)
EVERY = [
    (Look.SENDING, samples.uploading(1)),
    (Look.GROWING, samples.growing(1)),
    (Look.CHECKING, samples.busy(1, Activity.CHECKING_PARTS, (message(MessageCode.CHECKING_PARTS),))),
    (Look.COPYING, samples.busy(1, Activity.COPYING, (message(MessageCode.COPYING, percent=4),))),
    (
        Look.JOINING,
        samples.busy(1, Activity.JOINING, (message(MessageCode.JOINING_PART, number=1, total=9),)),
    ),
    (Look.FINISHING, samples.busy(1, Activity.VERIFYING, (message(MessageCode.VERIFYING),))),
    (Look.PAUSING, samples.busy(1, Activity.PAUSING, (message(MessageCode.PAUSING_AFTER_PART),))),
    (Look.RETRYING, samples.retrying(1, 12)),
    (Look.SILENT, samples.silent(1)),
    (Look.HELD_UP, samples.busy(1, Activity.WAITING_FOR_DISK, (message(MessageCode.STATE_FULL),))),
    (Look.ASKING, JobStatus(samples.a_job(1), (HELD,))),
    (Look.WAITING, samples.waiting(1)),
    (Look.WAITING, samples.waiting_for_time(1, message(MessageCode.WAITING_UNTIL, time="20:00"))),
    (Look.LATER, samples.starting_later(1)),
    (Look.WAITING, samples.busy(1, Activity.WAITING_FOR_TURN, (message(MessageCode.WAITING_FOR_TURN),))),
    (Look.PAUSED, samples.paused(1)),
    (Look.INTERRUPTED, samples.paused(1, PauseReason.PROGRAM_CLOSED)),
    (Look.INTERRUPTED, samples.paused(1, PauseReason.PROGRAM_ENDED)),
    (Look.FAILED, samples.failed(1)),
    (Look.COMPLETED, samples.completed(1)),
    (Look.UNVERIFIED, samples.completed(1, verified_by=VerifiedBy.NONE)),
    (Look.COMPLETED, samples.completed(1, check=samples.found(CheckResult.MATCHES))),
    (Look.COMPLETED, samples.completed(1, check=samples.found(CheckResult.UNKNOWN))),
    (Look.MISSING, samples.completed(1, check=samples.found(CheckResult.MISSING))),
    (Look.DIFFERING, samples.completed(1, check=samples.found(CheckResult.DIFFERS))),
    (Look.DIFFERING, samples.completed(1, check=samples.found(CheckResult.DIFFERS, CheckKind.SOURCE))),
    (
        Look.COMPLETED,
        samples.completed(1, verified_by=VerifiedBy.NONE, check=samples.found(CheckResult.MATCHES)),
    ),
]


@pytest.mark.parametrize(("look", "status"), EVERY, ids=lambda value: getattr(value, "name", ""))
def test_each_state_has_its_look(qapp: QApplication, look: Look, status: JobStatus) -> None:
    assert look_of(status) is look
    assert text(status, Column.STATE) == wording.look_words(look)


def test_no_two_looks_are_alike(qapp: QApplication) -> None:
    assert set(APPEARANCE) == set(Look) == {look for look, _ in EVERY}
    assert set(Counter(one.icon for one in APPEARANCE.values()).values()) == {1}
    assert set(Counter(wording.look_words(look) for look in Look).values()) == {1}
    assert all(asset(one.icon).is_file() for one in APPEARANCE.values())
    assert {APPEARANCE[look].entry for look in ENTRIES.values()} == set(JobState)


@pytest.mark.case("W17")
@pytest.mark.parametrize(("look", "status"), EVERY, ids=lambda value: getattr(value, "name", ""))
def test_no_word_of_state_stands_twice_in_a_row(qapp: QApplication, look: Look, status: JobStatus) -> None:
    assert text(status, Column.PROGRESS) != wording.look_words(look)


@pytest.mark.case("W06")
def test_a_job_that_waits_for_the_network_counts_down_before_it_says_why(qapp: QApplication) -> None:
    waiting = samples.retrying(1, 12)
    assert text(waiting, Column.PROGRESS) == "Tries again in 12 s. The store does not answer."
    assert tool_tip(waiting, Column.PROGRESS) == text(waiting, Column.PROGRESS)
    trying = samples.retrying(1, 0)
    assert text(trying, Column.PROGRESS) == "Trying again now. The store does not answer."
    assert text(waiting, Column.SPEED) == ""


def test_the_details_say_why_a_bar_has_fallen(qapp: QApplication) -> None:
    sent = replace(samples.uploading(1), seconds_left=None)
    lost = message(MessageCode.SENT_AGAIN, lost=512_000_000)
    before = wording.detail_sentence(sent)
    fallen = replace(sent, messages=(*sent.messages, lost))
    assert wording.detail_sentence(fallen) == (
        f"{before}. 512 MB that were on their way have to be sent again."
    )


@pytest.mark.case("W06")
def test_no_speed_is_shown_where_there_is_none(qapp: QApplication) -> None:
    assert text(replace(samples.uploading(1), bytes_per_second=0.0), Column.SPEED) == ""


@pytest.mark.case("W09", "W06")
def test_side_and_status_bar_count_what_waits_as_waiting(window: MainWindow) -> None:
    turn = (message(MessageCode.WAITING_FOR_TURN),)
    tell(
        window,
        samples.uploading(1),
        *(samples.busy(number, Activity.WAITING_FOR_TURN, turn) for number in (2, 3)),
        samples.retrying(4, 12),
        samples.waiting(5),
    )
    window.totals.show_speed(38e6, 60)
    window.totals.show_retry(12)
    shown = {
        window.states.item(row).text(): window.states.item(row).data(Qt.ItemDataRole.AccessibleTextRole)
        for row in range(window.states.count())
    }
    assert shown["Uploading"] == "Uploading, 1"
    assert shown["Waiting"] == "Waiting, 4"
    assert window.totals.words == "1 uploading, 38 MB/s, 1 min left, 1 retrying in 12 s, 3 waiting"
    window.states.choose(JobState.SUBMITTED)
    assert [one[-1] for one in window.model.rows.ids_at(0, 9)] == ["2", "3", "4", "5"]
    tell(window, samples.uploading(2))
    assert window.model.rowCount() == 3


@pytest.mark.case("W06")
def test_the_buttons_that_try_now_are_there_while_something_waits(window: MainWindow) -> None:
    tell(window, samples.uploading(1))
    assert not window.totals.try_now.isVisible()
    assert not window.commands.try_all_now.isEnabled()
    tell(window, samples.retrying(1, 12))
    window.table.selectRow(0)
    assert window.totals.try_now.isVisible()
    assert window.commands.try_all_now.isEnabled()
    assert window.commands.try_now in window.commands.context_menu(window).actions()
    tell(window, samples.uploading(1))
    assert not window.totals.try_now.isVisible()
    assert not window.commands.try_now.isEnabled()


@pytest.mark.case("W06", "W16")
def test_the_button_of_a_row_is_clicked_and_the_selection_stays(window: MainWindow, qtbot: QtBot) -> None:
    tell(window, samples.uploading(1), samples.retrying(2, 12), samples.failed(3))
    window.table.selectRow(0)
    clicked: list[str] = []
    window.table.buttons.clicked.connect(clicked.append)
    for row in (1, 2):
        click(window, qtbot, button_of(window, row).center())
    assert clicked == [samples.a_job(2).job_id, samples.a_job(3).job_id]
    assert window.table.selected_rows() == [0]
    click(window, qtbot, button_of(window, 1).topLeft() - QPoint(8, 0))
    assert len(clicked) == 2
    assert window.table.selected_rows() == [1]
    assert window.table.buttons.rect_of(0) is None


@pytest.mark.case("W16")
@pytest.mark.parametrize(
    ("code", "remedy"),
    [
        (ErrorCode.WRONG_SECRET, Remedy.EDIT_CONNECTION),
        (ErrorCode.NO_SUCH_BUCKET, Remedy.EDIT_CONNECTION),
        (ErrorCode.SOURCE_MISSING, Remedy.LOCATE),
        (ErrorCode.SOURCE_GROWING, Remedy.SEND_GROWING),
        (ErrorCode.SOURCE_CHANGED, Remedy.BEGIN_ANEW),
        (ErrorCode.OBJECT_EXISTS, Remedy.RENAME),
        (ErrorCode.UPLOAD_FOUND, Remedy.DECIDE_FOUND),
        (ErrorCode.UPLOAD_IN_USE, Remedy.DECIDE_FOUND),
        (ErrorCode.TAGS_REFUSED, Remedy.CHANGE_TERMS),
        (ErrorCode.ENCRYPTION_REFUSED, Remedy.CHANGE_TERMS),
        (ErrorCode.STORE_ERROR, Remedy.RESUME),
    ],
)
def test_a_failed_row_offers_what_solves_it(code: ErrorCode, remedy: Remedy) -> None:
    assert remedy_of(samples.failed(1, code=code)) is remedy


def test_what_is_not_in_the_store_as_it_was_sent_is_offered_to_be_uploaded_again() -> None:
    missing, differs = (
        samples.completed(1, check=samples.found(one)) for one in (CheckResult.MISSING, CheckResult.DIFFERS)
    )
    assert remedy_of(missing) is remedy_of(differs) is Remedy.UPLOAD_AGAIN
    other_file = samples.found(CheckResult.DIFFERS, CheckKind.SOURCE)
    assert remedy_of(samples.completed(1, check=other_file)) is None


@pytest.mark.parametrize("result", CheckResult)
@pytest.mark.parametrize("by", CheckKind)
def test_what_verifying_again_found_is_said_with_its_day(
    qapp: QApplication, by: CheckKind, result: CheckResult
) -> None:
    status = samples.completed(1, check=samples.found(result, by))
    assert status.check is not None
    assert wording.moment_words(status.check.at) in wording.detail_sentence(status)


def test_what_has_begun_on_the_store_is_not_renamed() -> None:
    failed = samples.failed(1, code=ErrorCode.OBJECT_EXISTS)
    assert remedy_of(replace(failed, job=replace(failed.job, upload_id="u"))) is Remedy.RESUME


@pytest.mark.parametrize(
    ("said", "look"),
    [
        ((message(MessageCode.WAITING_FOR_NETWORK), message(MessageCode.NO_ANSWER)), Look.RETRYING),
        ((message(MessageCode.FAILED), message(MessageCode.STORE_FULL)), Look.FAILED),
        ((message(MessageCode.PAUSED),), Look.PAUSED),
        ((message(MessageCode.UPLOAD_FORGOTTEN),), None),
    ],
)
def test_a_line_of_the_log_has_the_look_of_its_moment(said: tuple[Message, ...], look: Look | None) -> None:
    assert look_of_line(said) is look
