"""Finished rows are cleared as far as they are seen, with a count, and can be taken back."""

import contextlib
from collections.abc import Collection, Coroutine
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QTimer
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot
from typing_extensions import override

from gui import samples
from gui.conftest import RunOnQt
from gui.rig import Rig, environment, home_with, modal, opened, until
from lab.files import make_file
from lab.lines.proxy import FaultProxy
from lab.lines.rules import hold, stall
from lab.stores.s3probe import Probe, S3Address
from uploader_gui.domain.job import JobState
from uploader_gui.domain.plan import MIB
from uploader_gui.gui.dialogs import Tasks
from uploader_gui.gui.history.clear_sheet import ClearSheet
from uploader_gui.gui.look.theme import Theme
from uploader_gui.gui.main_window import MainWindow
from uploader_gui.gui.session.jobs.cleared_rows import UNDO_S, ClearedRows
from uploader_gui.storage.database.database import FILE_NAME
from uploader_gui.storage.database.sqlite_connection import connect
from uploader_gui.storage.settings.settings import SavedSettings, Settings

pytestmark = pytest.mark.case("W01")
NAMES = ("take one.mov", "take two.mov", "sound.wav")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return home_with(tmp_path, SavedSettings(Settings(shows_summary=False)))


async def uploaded(rig: Rig, folder: Path) -> None:
    rig.drop(*(make_file(folder / name, MIB, seed=at) for at, name in enumerate(NAMES)))
    await rig.until_all(JobState.COMPLETED, len(NAMES))


def names(rig: Rig) -> list[str]:
    return sorted(one.job.file_name for one in rig.window.model.statuses())


async def remove(rig: Rig, name: str) -> None:
    rig.window.select_jobs([rig.job(name).job.job_id])
    rig.window.commands.remove.trigger()
    await rig.until(lambda: f"{name}.mov" not in names(rig), f"{name} is gone")


async def clear(rig: Rig) -> None:
    """Clear what the sheet offers at first."""
    rig.window.commands.clear.trigger()
    sheet = await modal(rig, ClearSheet)
    assert "the records of their uploads are kept" in sheet.note.text()
    sheet.clear.click()


def recorded(home: Path) -> int:
    with closing(connect(home / FILE_NAME, "ro")) as connection:
        (count,) = connection.execute("SELECT count(*) FROM video_recordings").fetchone()
        return int(count)


def test_only_what_the_filter_shows_is_cleared_and_undo_brings_it_back(
    on_qt: RunOnQt, theme: Theme, home: Path, bucket: Probe, tmp_path: Path
) -> None:
    async def scenario() -> None:
        async with opened(theme, environment(home, bucket.address)) as rig:
            await uploaded(rig, tmp_path)
            rig.window.filter_box.setText("take")
            await clear(rig)
            words = (
                "Removed 2 finished uploads from the list. "
                "The files stay in the store, and the records of their uploads are kept."
            )
            await rig.until(lambda: rig.bars() == [words], "the bar")
            assert names(rig) == ["sound.wav"]
            rig.press("Undo")
            assert names(rig) == sorted(NAMES)
            assert rig.bars() == []
            rig.window.filter_box.clear()
            rig.window.select_jobs([rig.job("sound").job.job_id])
            rig.window.commands.remove.trigger()
            await rig.until(lambda: names(rig) == sorted(NAMES[:2]), "one row less")
            words = (
                "Removed sound.wav from the list. "
                "The file stays in the store, and the record of its upload is kept."
            )
            await rig.until(lambda: rig.bars() == [words], "the bar of one row")
        async with opened(theme, environment(home, bucket.address)) as rig:
            assert names(rig) == sorted(NAMES[:2])

    on_qt(scenario())
    assert recorded(home) == len(NAMES)


def test_closing_the_bar_clears_for_good(
    on_qt: RunOnQt, theme: Theme, home: Path, bucket: Probe, tmp_path: Path
) -> None:
    async def scenario() -> None:
        async with opened(theme, environment(home, bucket.address)) as rig:
            await uploaded(rig, tmp_path)
            await clear(rig)
            await rig.until(lambda: any("Removed 3" in bar for bar in rig.bars()), "the bar")
            [bar] = [one for one in rig.window.notices.notices() if "Removed 3" in one.words]
            bar.close_for_good()
            await rig.session.hand_on()
            assert names(rig) == []
        async with opened(theme, environment(home, bucket.address)) as rig:
            assert names(rig) == []

    on_qt(scenario())
    assert recorded(home) == len(NAMES)


def test_the_rows_stay_where_they_are_while_the_bar_comes_and_goes(window: MainWindow, qtbot: QtBot) -> None:
    statuses = [samples.completed(number) for number in range(1, 5)]
    window.apply([samples.an_event(status) for status in statuses])
    window.resize(1000, 600)
    removed: list[str] = []
    rows = cleared_rows(window, removed)

    def places() -> list[int]:
        viewport = window.table.viewport()
        return [
            viewport.mapTo(window, QPoint(0, window.table.rowViewportPosition(row))).y() for row in (0, 1)
        ]

    before = places()
    rows.clear(statuses[3:])
    (bar,) = window.notices.notices()
    qtbot.waitUntil(lambda: bar.isVisible() and bar.height() > 20)
    assert places() == before
    assert bar.mapTo(window, QPoint()).y() > window.table.mapTo(window, QPoint(0, window.table.height())).y()
    rows.clear(statuses[:3])
    qtbot.waitUntil(lambda: [one.isVisible() for one in window.notices.notices()] == [True])
    assert removed == []


def test_the_time_to_take_it_back_stands_still_while_a_question_is_open(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("uploader_gui.gui.session.jobs.cleared_rows._TICK_MS", 5)
    window.apply([samples.an_event(status := samples.completed(1))])
    removed: list[str] = []
    rows = cleared_rows(window, removed)
    question = QMessageBox(window)
    question.open()
    assert QApplication.activeModalWidget() is question
    rows.clear([status])
    ticks: list[None] = []
    other = QTimer(window, interval=5)
    other.timeout.connect(lambda: ticks.append(None))
    other.start()
    qtbot.waitUntil(lambda: len(ticks) > 2 * UNDO_S)
    assert removed == []
    assert len(window.notices.notices()) == 1
    question.close()
    qtbot.waitUntil(lambda: removed == [status.job.job_id])
    assert window.notices.notices() == []


def cleared_rows(window: MainWindow, removed: list[str]) -> ClearedRows:
    """Rows that can be cleared without an engine; ``removed`` gets the ids of those that are removed for good."""

    class AtOnce(Tasks):
        @override
        def start(self, work: Coroutine[None, None, None]) -> None:
            with contextlib.suppress(StopIteration):
                work.send(None)

    async def remove(job_ids: Collection[str]) -> None:
        removed.extend(job_ids)

    async def leave(_job_ids: Collection[str]) -> None:
        """There is no engine."""

    return ClearedRows(window, AtOnce(lambda _error: None), remove, leave, leave)


@pytest.mark.case("W13")
def test_what_nothing_was_sent_of_leaves_the_list_unasked_and_comes_back_to_be_sent(
    on_qt: RunOnQt, theme: Theme, proxy: FaultProxy, proxied: S3Address, bucket: Probe, tmp_path: Path
) -> None:
    home = home_with(tmp_path, SavedSettings(Settings(jobs_at_once=1, shows_summary=False)))
    clips = [make_file(tmp_path / f"{name}.mov", 9 * MIB, seed=ord(name)) for name in "abcd"]

    async def scenario() -> None:
        held = proxy.on("part", hold())
        async with opened(theme, environment(home, proxied)) as rig:
            rig.drop(*clips)
            await rig.until(lambda: len(rig.states()) == 4 and JobState.UPLOADING in rig.states(), "one runs")
            await rig.all_done()  # else the first one is selected later
            await remove(rig, "b")
            await remove(rig, "d")
            await rig.until(lambda: len(rig.bars()) == 1, "one bar")
            assert rig.bars() == ["Removed d.mov from the list. Nothing of it had been sent."]
            assert [one.job.file_name for one in rig.window.selected_jobs()] == ["c.mov"]
            rig.window.commands.undo.trigger()
            assert names(rig) == ["a.mov", "c.mov", "d.mov"]
            assert rig.bars() == ["Removed b.mov from the list. Nothing of it had been sent."]
            rig.window.commands.undo.trigger()
            assert not rig.window.commands.undo.isEnabled()
            assert names(rig) == ["a.mov", "b.mov", "c.mov", "d.mov"]
            assert rig.bars() == []
            held.release()
            await rig.until_all(JobState.COMPLETED, 4)

    on_qt(scenario())
    assert bucket.keys() == ["a.mov", "b.mov", "c.mov", "d.mov"]


@pytest.mark.case("W13")
def test_a_removed_row_that_waited_is_not_sent_and_is_gone_at_the_next_start(
    on_qt: RunOnQt, theme: Theme, proxy: FaultProxy, proxied: S3Address, bucket: Probe, tmp_path: Path
) -> None:
    home = home_with(tmp_path, SavedSettings(Settings(jobs_at_once=1, shows_summary=False)))
    clips = [make_file(tmp_path / f"{name}.mov", 9 * MIB, seed=ord(name)) for name in "ab"]

    async def scenario() -> None:
        held = proxy.on("part", hold())
        async with opened(theme, environment(home, proxied)) as rig:
            rig.drop(*clips)
            await rig.until(lambda: len(rig.states()) == 2 and JobState.UPLOADING in rig.states(), "one runs")
            rig.window.select_jobs([rig.job("b").job.job_id])
            rig.window.commands.remove.trigger()
            await rig.until(lambda: names(rig) == ["a.mov"], "b is gone")
            held.release()
            await rig.until_all(JobState.COMPLETED)
        async with opened(theme, environment(home, proxied)) as rig:
            assert names(rig) == ["a.mov"]

    on_qt(scenario())
    assert bucket.keys() == ["a.mov"]


@pytest.mark.case("W13")
def test_what_has_parts_in_the_store_is_asked_about_and_the_next_row_is_selected(
    on_qt: RunOnQt, theme: Theme, proxy: FaultProxy, proxied: S3Address, tmp_path: Path
) -> None:
    home = home_with(tmp_path, SavedSettings(Settings(jobs_at_once=1, shows_summary=False)))
    clips = [make_file(tmp_path / f"{name}.mov", 20 * MIB, seed=ord(name)) for name in "ab"]

    async def scenario() -> None:
        proxy.on("part", stall(MIB), nth=2)
        async with opened(theme, environment(home, proxied)) as rig:
            rig.drop(*clips)
            await rig.until(lambda: len(rig.states()) == 2 and rig.job("a").job.uploaded_parts > 0, "a part")
            rig.window.commands.pause_all.trigger()
            await rig.until_all(JobState.PAUSED, 2)
            rig.window.select_jobs([rig.job("a").job.job_id])
            rig.window.commands.remove.trigger()
            await rig.until(lambda: bool(rig.window.findChildren(QMessageBox)), "the question")
            [question] = rig.window.findChildren(QMessageBox)
            assert "that were already sent are deleted from the store" in question.informativeText()
            question.buttons()[0].click()
            await rig.until(lambda: names(rig) == ["b.mov"], "a is gone")
            await until(lambda: [one.job.file_name for one in rig.window.selected_jobs()] == ["b.mov"])
            assert rig.window.focusWidget() is rig.window.table
            assert rig.bars() == []

    on_qt(scenario())


@pytest.mark.case("W13")
def test_what_ends_while_the_sheet_is_open_stays(
    on_qt: RunOnQt, theme: Theme, home: Path, proxy: FaultProxy, proxied: S3Address, tmp_path: Path
) -> None:
    done, held_up = make_file(tmp_path / "done.mov", MIB), make_file(tmp_path / "held.mov", 9 * MIB, seed=1)

    async def scenario() -> None:
        async with opened(theme, environment(home, proxied)) as rig:
            rig.drop(done)
            await rig.until_all(JobState.COMPLETED)
            held = proxy.on("part", hold())
            rig.drop(held_up)
            await rig.until(lambda: JobState.UPLOADING in rig.states(), "one runs")
            rig.window.commands.clear.trigger()
            sheet = await modal(rig, ClearSheet)
            sheet.what.setCurrentIndex(2)
            assert sheet.count.text() == "2 uploads leave the list."
            held.release()
            await rig.until_all(JobState.COMPLETED, 2)
            sheet.clear.click()
            await rig.until(lambda: names(rig) == ["held.mov"], "the one that was meant is gone")

    on_qt(scenario())


def test_what_is_cleared_is_what_the_filter_is_about_to_show(
    on_qt: RunOnQt, theme: Theme, home: Path, bucket: Probe
) -> None:
    async def scenario() -> None:
        async with opened(theme, environment(home, bucket.address)) as rig:
            model = rig.window.model
            model.load(
                [samples.completed(at, name=f"{'take' if at % 3 else 'sound'} {at}") for at in range(6000)]
            )
            model.loaded()
            model.show_only(set(JobState), "take")
            arranged: list[None] = []
            model.modelReset.connect(lambda: arranged.append(None))
            rig.window.commands.clear.trigger()
            sheet = await modal(rig, ClearSheet)
            assert len(arranged) == 1
            assert sheet.count.text() == "4,000 uploads leave the list."
            sheet.reject()

    on_qt(scenario())
