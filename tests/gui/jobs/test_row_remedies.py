"""The button in a row does what solves the trouble of its job, in a window with a real engine and a real store."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from gui.conftest import RunOnQt
from gui.rig import Rig, environment, opened, pick_file, shown
from lab.files import make_file, sha256_of
from lab.lines.proxy import FaultProxy
from lab.lines.rules import answer, cut, stall
from lab.stores.plain_s3 import Caller
from lab.stores.s3probe import Probe, S3Address
from uploader_gui.domain.errors import ErrorCode
from uploader_gui.domain.events import Activity
from uploader_gui.domain.job import JobState
from uploader_gui.domain.plan import MIB
from uploader_gui.gui.drop.found_question import FoundQuestion
from uploader_gui.gui.look.theme import Theme

PART = 5 * MIB


def activities(rig: Rig) -> list[Activity]:
    return [status.activity for status in rig.window.model.statuses()]


def click_button(rig: Rig, qtbot: QtBot, row: int = 0) -> None:
    button = rig.window.table.buttons.rect_of(row)
    assert button is not None
    qtbot.mouseClick(rig.window.table.viewport(), Qt.MouseButton.LeftButton, pos=button.center())


@pytest.mark.case("W06")
def test_a_store_that_asks_for_an_hour_is_tried_at_once_by_the_button_in_the_row(
    on_qt: RunOnQt,
    theme: Theme,
    proxy: FaultProxy,
    proxied: S3Address,
    bucket: Probe,
    tmp_path: Path,
    qtbot: QtBot,
) -> None:
    clip = make_file(tmp_path / "clip.mov", 3 * PART)
    proxy.on("part", answer(503, headers={"Retry-After": "3600"}))

    async def scenario() -> None:
        async with opened(theme, environment(tmp_path / "home", proxied)) as rig:
            rig.drop(clip)
            await rig.until(lambda: activities(rig) == [Activity.WAITING_TO_RETRY], "waiting")
            assert rig.window.states.item(2).data(Qt.ItemDataRole.AccessibleTextRole) == "Waiting, 1"
            assert "retrying in" in rig.window.totals.words
            proxy.clear()
            click_button(rig, qtbot)
            await rig.until_all(JobState.COMPLETED)

    on_qt(scenario())
    assert bucket.sha256("clip.mov") == sha256_of(clip)


@pytest.mark.case("W06")
def test_the_button_of_the_status_bar_tries_all_at_once(
    on_qt: RunOnQt, theme: Theme, proxy: FaultProxy, proxied: S3Address, tmp_path: Path
) -> None:
    clips = [make_file(tmp_path / f"{number}.mov", 3 * PART, seed=number) for number in range(2)]
    proxy.on("part", answer(503, headers={"Retry-After": "3600"}))

    async def scenario() -> None:
        async with opened(theme, environment(tmp_path / "home", proxied)) as rig:
            rig.drop(*clips)
            await rig.accept_summary()
            await rig.until(lambda: activities(rig) == [Activity.WAITING_TO_RETRY] * 2, "both waiting")
            proxy.clear()
            rig.window.totals.try_now.click()
            await rig.until_all(JobState.COMPLETED, 2)

    on_qt(scenario())


@pytest.mark.case("W16")
def test_a_file_that_was_moved_is_located_and_goes_on(
    on_qt: RunOnQt,
    theme: Theme,
    proxy: FaultProxy,
    proxied: S3Address,
    bucket: Probe,
    tmp_path: Path,
    qtbot: QtBot,
) -> None:
    clip = make_file(tmp_path / "clip.mov", 3 * PART)
    whole = sha256_of(clip)
    moved = tmp_path / "archive" / "clip.mov"
    moved.parent.mkdir()
    proxy.on("part", stall(MIB), nth=2)

    async def scenario() -> None:
        async with opened(theme, environment(tmp_path / "home", proxied)) as rig:
            rig.drop(clip)
            await rig.until(
                lambda: any(one.job.uploaded_parts for one in rig.window.model.statuses()), "a part done"
            )
            rig.window.commands.pause_all.trigger()
            await rig.until_all(JobState.PAUSED)
            clip.rename(moved)
            rig.window.commands.resume_all.trigger()
            await rig.until_all(JobState.FAILED)
            assert rig.job().job.error_code == ErrorCode.SOURCE_MISSING
            proxy.clear()
            click_button(rig, qtbot)
            await pick_file(rig, moved)
            await rig.until_all(JobState.COMPLETED)

    on_qt(scenario())
    assert bucket.sha256("clip.mov") == whole
    sent = proxy.log.parts_stored()
    assert sorted(sent) == sorted(set(sent)), "nothing was sent twice"


@pytest.mark.case("L2.5")
def test_a_store_that_was_silent_when_a_file_was_dropped_is_asked_later_and_the_row_asks_the_user(
    on_qt: RunOnQt,
    theme: Theme,
    proxy: FaultProxy,
    proxied: S3Address,
    bucket: Probe,
    tmp_path: Path,
    qtbot: QtBot,
) -> None:
    clip = make_file(tmp_path / "clip.mov", 9 * MIB)
    upload_id = bucket.begin_upload("clip.mov")
    first = clip.read_bytes()[: 8 * MIB]
    Caller(bucket.address)("PUT", "clip.mov", {"partNumber": "1", "uploadId": upload_id}, body=first)
    proxy.on(None, cut())

    async def scenario() -> None:
        async with opened(theme, environment(tmp_path / "home", proxied)) as rig:
            rig.drop(clip)
            await rig.until(lambda: activities(rig) == [Activity.WAITING_FOR_NETWORK], "waiting")
            proxy.clear()
            await rig.until_all(JobState.FAILED)
            click_button(rig, qtbot)
            question = await shown(rig, FoundQuestion)
            assert isinstance(question, FoundQuestion)
            assert question.text().startswith("88 % of this file is already in the store, last written")
            question.goes_on.click()
            await rig.until_all(JobState.COMPLETED)

    on_qt(scenario())
    assert proxy.log.count("create") == 0
    assert bucket.sha256("clip.mov") == sha256_of(clip)
