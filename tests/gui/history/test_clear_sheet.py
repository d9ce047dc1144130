"""Clearing asks what leaves the list, and says what becomes of it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from gui import samples
from uploader_gui.domain.events import JobStatus
from uploader_gui.gui.history.clear_sheet import Choice, Clearing, ClearSheet

pytestmark = pytest.mark.case("W01")
NOW = datetime.now(UTC)


def aged(status: JobStatus, days: int) -> JobStatus:
    then = NOW - timedelta(days=days, minutes=1)
    return replace(status, job=replace(status.job, end_time=then, created_at=then - timedelta(days=5)))


ROWS = [
    aged(samples.completed(1, name="new"), 0),
    aged(samples.completed(2, name="old"), 40),
    aged(samples.failed(3, name="failed", done=0.5), 31),
    samples.uploading(4, name="running", done=0.5),
    samples.waiting(5, name="waiting"),
]


def names(statuses: Sequence[JobStatus]) -> list[str]:
    return [one.job.file_name for one in statuses]


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        (Choice(), ["new", "old"]),
        (Choice(Clearing.FINISHED, 30), ["old"]),
        (Choice(Clearing.FINISHED_AND_FAILED), ["new", "old", "failed"]),
        (Choice(Clearing.FINISHED_AND_FAILED, 31), ["old", "failed"]),
        (Choice(Clearing.FINISHED_AND_FAILED, 32), ["old"]),
        (Choice(Clearing.ALL), ["new", "old", "failed", "running", "waiting"]),
    ],
)
def test_what_is_meant_by_each_answer(choice: Choice, expected: list[str]) -> None:
    assert names(choice.among(ROWS, NOW)) == expected


def test_it_says_how_many_rows_leave_and_what_is_lost_by_it(qapp: QObject, qtbot: QtBot) -> None:
    sheet = ClearSheet(None, ROWS, is_filtered=True)
    qtbot.addWidget(sheet)
    assert sheet.count.text() == "2 uploads leave the list."
    assert "deleted" not in sheet.note.text()
    assert "records of their uploads are kept" in sheet.note.text()
    sheet.what.setCurrentIndex(1)
    assert sheet.count.text() == "3 uploads leave the list."
    assert sheet.note.text().startswith("503 MB that were already sent of unfinished uploads are deleted")
    sheet.is_aged.setChecked(True)
    sheet.days.setValue(35)
    assert names(sheet.chosen()) == ["old"]
    assert sheet.count.text() == "One upload leaves the list."


def test_the_sheet_grows_with_what_it_has_to_say(qapp: QObject, qtbot: QtBot) -> None:
    sheet = ClearSheet(None, ROWS, is_filtered=True)
    qtbot.addWidget(sheet)
    sheet.show()
    qtbot.waitExposed(sheet)
    before = sheet.height()
    sheet.what.setCurrentIndex(1)
    assert sheet.height() > before
    assert sheet.height() >= sheet.heightForWidth(sheet.width())


def test_nothing_that_fits_can_not_be_cleared(qapp: QObject, qtbot: QtBot) -> None:
    sheet = ClearSheet(None, ROWS[3:], is_filtered=False)
    qtbot.addWidget(sheet)
    assert sheet.count.text() == "No upload is that."
    assert not sheet.clear.isEnabled()
    sheet.what.setCurrentIndex(2)
    assert sheet.clear.isEnabled()
