"""Dropping files: what is asked, what is left out, and how smooth the window stays."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from gui.conftest import RunOnQt
from gui.rig import GapMeter, Rig, environment, opened
from lab.files import make_file, sha256_of
from lab.s3probe import Probe
from uploader_gui.domain.job import ConflictPolicy, JobState
from uploader_gui.domain.plan import MIB
from uploader_gui.gui.app import collect_rarely
from uploader_gui.gui.drop.drop_model import Column, Page
from uploader_gui.gui.drop.drop_sheet import CHOICES, DropSheet
from uploader_gui.gui.drop.skipped_list import SkippedList
from uploader_gui.gui.look.theme import Theme
from uploader_gui.storage.settings.settings_file import SettingsFile

# 46 to 132 ms in four runs alone on two cores; the machine that runs the tests may be busy with others.
LONGEST_GAP_S = 0.5
USUAL_GAP_S = 0.2


async def sheet_of(rig: Rig) -> DropSheet:
    """Wait for the summary, and until it knows what is there already."""
    sheet = await dialog_of(rig, DropSheet)
    assert isinstance(sheet, DropSheet)
    await rig.until_said(sheet.model.changed, lambda: not sheet.note.text(), "what is there already")
    return sheet


async def dialog_of(rig: Rig, kind: type[QDialog]) -> QDialog:
    """Wait for a dialog of this kind to stand open."""
    found: list[QDialog] = []

    def is_open() -> bool:
        found[:] = [
            one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()
        ]
        return bool(found)

    await rig.until(is_open, kind.__name__)
    return found[0]


def clips_with_taken_keys(folder: Path, bucket: Probe) -> list[Path]:
    clips = [make_file(folder / name, MIB, seed=len(name)) for name in ("a.mp4", "b.mp4")]
    for clip in clips:
        bucket.put(clip.name, b"an older one")
    return clips


@pytest.mark.parametrize(
    ("policy", "keys"),
    [
        (ConflictPolicy.OVERWRITE, ["a.mp4", "b.mp4"]),
        (ConflictPolicy.RENAME, ["a (2).mp4", "a.mp4", "b (2).mp4", "b.mp4"]),
    ],
)
def test_taken_places_are_shown_and_decided_for_all(
    on_qt: RunOnQt, theme: Theme, bucket: Probe, tmp_path: Path, policy: ConflictPolicy, keys: list[str]
) -> None:
    clips = clips_with_taken_keys(tmp_path, bucket)

    async def scenario() -> None:
        async with opened(theme, environment(tmp_path / "home", bucket.address)) as rig:
            rig.drop(*clips)
            sheet = await sheet_of(rig)
            assert sheet.model.count(Page.TAKEN) == 2
            sheet.for_all.activated.emit(CHOICES.index(policy))
            sheet.accept()
            await rig.until_all(JobState.COMPLETED, 2)

    on_qt(scenario())
    assert sorted(bucket.keys()) == keys
    newest = "a.mp4" if policy is ConflictPolicy.OVERWRITE else "a (2).mp4"
    assert bucket.sha256(newest) == sha256_of(clips[0])


def test_taken_places_can_be_decided_one_by_one(
    on_qt: RunOnQt, theme: Theme, bucket: Probe, tmp_path: Path
) -> None:
    clips = clips_with_taken_keys(tmp_path, bucket)

    async def scenario() -> None:
        async with opened(theme, environment(tmp_path / "home", bucket.address)) as rig:
            rig.drop(*clips)
            sheet = await sheet_of(rig)
            sheet.model.setData(sheet.model.index(0, Column.OUTCOME), ConflictPolicy.RENAME)
            sheet.model.setData(sheet.model.index(1, Column.OUTCOME), ConflictPolicy.OVERWRITE)
            sheet.accept()
            await rig.until_all(JobState.COMPLETED, 2)

    on_qt(scenario())
    assert sorted(bucket.keys()) == ["a (2).mp4", "a.mp4", "b.mp4"]
    assert bucket.get("a.mp4") == b"an older one"


def test_a_single_file_whose_place_is_taken_is_asked_about(
    on_qt: RunOnQt, theme: Theme, bucket: Probe, tmp_path: Path
) -> None:
    clip = make_file(tmp_path / "a.mp4", MIB)
    bucket.put("a.mp4", b"an older one")

    async def scenario() -> None:
        async with opened(theme, environment(tmp_path / "home", bucket.address)) as rig:
            rig.drop(clip)
            sheet = await dialog_of(rig, DropSheet)
            assert isinstance(sheet, DropSheet)
            assert sheet.model.choices() == {str(clip): ConflictPolicy.SKIP}
            sheet.reject()
            await rig.until(lambda: rig.bars() == ["0 files added, 1 left out."], "the report")
            assert rig.states() == []

    on_qt(scenario())
    assert bucket.get("a.mp4") == b"an older one"


def test_the_prefix_can_be_changed_for_one_drop(
    on_qt: RunOnQt, theme: Theme, bucket: Probe, tmp_path: Path
) -> None:
    clips = [make_file(tmp_path / name, MIB, seed=len(name)) for name in ("a.mp4", "b.mp4")]

    async def scenario() -> None:
        async with opened(theme, environment(tmp_path / "home", bucket.address, prefix="2026")) as rig:
            rig.drop(*clips)
            sheet = await sheet_of(rig)
            assert sheet.model.index(0, Column.PLACE).data() == "2026/a.mp4"
            sheet.prefix.setText("other")
            sheet.prefix_changed.emit()
            remade = sheet.model.changed
            await rig.until_said(
                remade, lambda: sheet.model.index(0, Column.PLACE).data() == "other/a.mp4", "other keys"
            )
            sheet.prefix.setText("third")  # and Enter at once
            sheet.accept()
            await rig.until_all(JobState.COMPLETED, 2)

    on_qt(scenario())
    assert sorted(bucket.keys()) == ["third/a.mp4", "third/b.mp4"]


def test_escape_gives_a_drop_up(on_qt: RunOnQt, theme: Theme, bucket: Probe, tmp_path: Path) -> None:
    clips = [make_file(tmp_path / name, MIB, seed=len(name)) for name in ("a.mp4", "b.mp4")]

    async def scenario() -> None:
        async with opened(theme, environment(tmp_path / "home", bucket.address)) as rig:
            rig.drop(*clips)
            sheet = await sheet_of(rig)
            QTest.keyClick(sheet, Qt.Key.Key_Escape)
            rig.drop(clips[0])
            await rig.until_all(JobState.COMPLETED)

    on_qt(scenario())
    assert bucket.keys() == ["a.mp4"]


def test_one_key_accepts_and_the_summary_can_be_switched_off(
    on_qt: RunOnQt, theme: Theme, bucket: Probe, tmp_path: Path
) -> None:
    clips = [make_file(tmp_path / f"{number}.mp4", MIB, seed=number) for number in range(4)]

    async def scenario() -> None:
        async with opened(theme, environment(tmp_path / "home", bucket.address)) as rig:
            rig.drop(*clips[:2])
            sheet = await sheet_of(rig)
            sheet.never.setChecked(True)
            QTest.keyClick(sheet, Qt.Key.Key_Return)
            await rig.until_all(JobState.COMPLETED, 2)
            rig.drop(*clips[2:])
            await rig.until_all(JobState.COMPLETED, 4)

    on_qt(scenario())
    assert not SettingsFile(tmp_path / "home").load().settings.shows_summary


def test_what_was_left_out_is_reported_with_its_reason(
    on_qt: RunOnQt, theme: Theme, bucket: Probe, tmp_path: Path
) -> None:
    folder = tmp_path / "day"
    folder.mkdir()
    make_file(folder / "good.mp4", 1000)
    (folder / "broken").symlink_to(folder / "nowhere")

    async def scenario() -> None:
        async with opened(theme, environment(tmp_path / "home", bucket.address)) as rig:
            rig.drop(folder, tmp_path / "missing.mp4")
            sheet = await sheet_of(rig)
            sheet.tabs.setCurrentIndex(Page.LEFT_OUT)
            reasons = [sheet.model.index(row, Column.PLACE).data() for row in range(2)]
            assert any("leads nowhere" in reason for reason in reasons)
            sheet.accept()
            await rig.until_all(JobState.COMPLETED)
            rig.drop(tmp_path / "missing.mp4")
            await rig.until(lambda: rig.bars() == ["0 files added, 1 left out."], "the report")
            rig.press("Show which")
            listed = await dialog_of(rig, SkippedList)
            assert isinstance(listed, SkippedList)
            assert str(tmp_path / "missing.mp4") in listed.text.toPlainText()
            listed.close()

    on_qt(scenario())


def test_the_same_file_dropped_twice_is_one_job(
    on_qt: RunOnQt, theme: Theme, bucket: Probe, tmp_path: Path
) -> None:
    clip = make_file(tmp_path / "a.mp4", 12 * MIB)

    async def scenario() -> None:
        async with opened(theme, environment(tmp_path / "home", bucket.address)) as rig:
            rig.drop(clip)
            rig.drop(clip)
            await rig.until_all(JobState.COMPLETED)

    on_qt(scenario())
    assert bucket.keys() == ["a.mp4"]


@contextmanager
def collecting_rarely() -> Iterator[None]:
    """The collector as the running window has it, put back for the tests that follow."""
    thresholds = gc.get_threshold()
    collect_rarely()
    try:
        yield
    finally:
        gc.unfreeze()
        gc.set_threshold(*thresholds)


@pytest.mark.case("C61")
def test_the_window_stays_smooth_while_ten_thousand_files_are_dropped_and_eight_workers_send(
    on_qt: RunOnQt, theme: Theme, bucket: Probe, tmp_path: Path
) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(10_000):
        (folder / f"{number:05}.txt").touch()
    big = make_file(tmp_path / "big.mp4", 300 * MIB)
    meter = GapMeter()

    async def scenario() -> None:
        async with opened(theme, environment(tmp_path / "home", bucket.address)) as rig:
            rig.drop(big)
            await rig.until(lambda: bool(rig.states()) and rig.job().bytes_in_flight > 0, "sending")
            with collecting_rarely(), meter:
                rig.drop(folder)
                (await sheet_of(rig)).accept()
                await rig.until(lambda: rig.window.model.rowCount() == 10_001, "10,001 rows")

    on_qt(scenario())
    longest, usual = max(meter.gaps), meter.percentile(0.99)
    print(f"\nlongest gap {longest * 1000:.0f} ms, 99 % {usual * 1000:.0f} ms, {len(meter.gaps)} ticks")
    assert longest < LONGEST_GAP_S
    assert usual < USUAL_GAP_S
