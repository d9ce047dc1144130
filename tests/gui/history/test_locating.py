"""Locate in the window: one file proves itself, and those that moved with it are offered."""

import os
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox

from gui import samples
from gui.conftest import RunOnQt
from gui.rig import Rig, environment, home_with, modal, opened, pick_file
from gui.samples import an_event
from lab.files import make_file
from lab.lines.proxy import FaultProxy
from lab.lines.rules import stall
from lab.stores.s3probe import Probe, S3Address
from uploader_gui.domain.errors import ErrorCode
from uploader_gui.domain.job import JobState
from uploader_gui.domain.plan import MIB
from uploader_gui.gui.look.theme import Theme
from uploader_gui.gui.main_window import MainWindow
from uploader_gui.storage.settings.settings import SavedSettings, Settings

pytestmark = pytest.mark.case("W16")
PART = 5 * MIB


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return home_with(tmp_path, SavedSettings(Settings(shows_summary=False, part_size=PART)))


def a_card(folder: Path, *names: str, size: int = MIB) -> list[Path]:
    return [make_file(folder / name, size, seed=at) for at, name in enumerate(names)]


def places(rig: Rig) -> dict[str, str]:
    return {one.job.file_name: one.job.source_path for one in rig.window.model.statuses()}


def test_a_finished_or_resting_row_can_be_located_a_running_one_not(window: MainWindow) -> None:
    rows = [samples.completed(1), samples.paused(2), samples.uploading(3), samples.waiting(4)]
    window.apply([an_event(status) for status in rows])
    offered = []
    for status in rows:
        window.select_jobs([status.job.job_id])
        offered.append(window.commands.locate.isEnabled())
    assert offered == [True, True, False, False]


def test_a_finished_file_that_moved_is_found_and_what_moved_with_it_is_offered(
    on_qt: RunOnQt, theme: Theme, home: Path, bucket: Probe, tmp_path: Path
) -> None:
    card, moved = tmp_path / "CARD", tmp_path / "archive"
    (card / "day 1").mkdir(parents=True)
    (card / "sound").mkdir()
    clips = [*a_card(card / "day 1", "a.mov", "b.mov"), *a_card(card / "sound", "c.wav")]

    async def scenario() -> None:
        async with opened(theme, environment(home, bucket.address)) as rig:
            rig.drop(*clips)
            await rig.until_all(JobState.COMPLETED, 3)
            card.rename(moved)
            make_file(moved / "sound" / "c.wav", MIB, seed=9)
            rig.window.select_jobs([rig.job("a.mov").job.job_id])
            rig.window.commands.locate.trigger()
            await pick_file(rig, moved / "day 1" / "a.mov")
            offer = f"2 more files have moved with it, from {card} to {moved}."
            await rig.until(
                lambda: rig.bars() == [offer], "the offer"
            )  # before it may stand that they are compared
            rig.press("Locate them too")
            await rig.until(lambda: any("1 of 2 files located" in bar for bar in rig.bars()), "the result")
            found = {name: str(moved / "day 1" / name) for name in ("a.mov", "b.mov")}
            found["c.wav"] = str(card / "sound" / "c.wav")
            await rig.until(lambda: places(rig) == found, "where they are")

    on_qt(scenario())


def test_failed_uploads_of_a_drive_with_another_place_go_on_together(
    on_qt: RunOnQt, theme: Theme, home: Path, proxy: FaultProxy, proxied: S3Address, tmp_path: Path
) -> None:
    drive, moved = tmp_path / "E", tmp_path / "G"
    drive.mkdir()
    clips = a_card(drive, "a.mov", "b.mov", size=3 * PART)
    proxy.on("part", stall(MIB), number=2)
    proxy.on("part", stall(MIB), number=3)

    async def scenario() -> None:
        async with opened(theme, environment(home, proxied)) as rig:
            rig.drop(*clips)
            await rig.until(
                lambda: [one.job.uploaded_parts for one in rig.window.model.statuses()] == [1, 1], "parts"
            )
            rig.window.commands.pause_all.trigger()
            await rig.until_all(JobState.PAUSED, 2)
            drive.rename(moved)
            rig.window.commands.resume_all.trigger()
            await rig.until_all(JobState.FAILED, 2)
            proxy.clear()
            rig.window.select_jobs([rig.job("b.mov").job.job_id])
            rig.window.commands.mend.trigger()
            await pick_file(rig, moved / "b.mov")
            offer = "a.mov of the same folder has moved with it."
            await rig.until(lambda: rig.bars() == [offer], "the offer")
            rig.press("Locate it too")
            await rig.until_all(JobState.COMPLETED, 2)
            assert set(places(rig).values()) == {str(moved / "a.mov"), str(moved / "b.mov")}

    on_qt(scenario())


def test_another_file_is_refused_in_words_and_one_that_can_not_prove_itself_is_asked_about(
    on_qt: RunOnQt, theme: Theme, home: Path, proxy: FaultProxy, proxied: S3Address, tmp_path: Path
) -> None:
    [clip] = a_card(tmp_path, "clip.mov", size=3 * PART)
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    short = make_file(folder / "clip.mov", 2 * PART)
    same_size = make_file(folder / "other.mov", 3 * PART, seed=3)
    proxy.on("part", stall(MIB))

    async def scenario() -> None:
        async with opened(theme, environment(home, proxied)) as rig:
            rig.drop(clip)
            await rig.until_all(JobState.UPLOADING)
            rig.window.commands.pause_all.trigger()
            await rig.until_all(JobState.PAUSED)
            clip.unlink()
            rig.window.select_jobs([rig.job().job.job_id])
            rig.window.commands.locate.trigger()
            await pick_file(rig, short)
            await rig.until(lambda: any("Comparing" not in bar for bar in rig.bars()), "the refusal")
            assert rig.job().job.error_code == ErrorCode.NONE
            for answer, state in ((1, JobState.PAUSED), (0, JobState.UPLOADING)):
                rig.window.commands.locate.trigger()
                await pick_file(rig, same_size)
                question = await modal(rig, QMessageBox)
                assert question.text() == "Is this the same file?"
                question.buttons()[answer].click()
                await rig.until_all(state)
            assert places(rig) == {"clip.mov": str(same_size)}

    os.utime(same_size, ns=(0, 0))
    on_qt(scenario())
