"""Order, keys, details and links of jobs, through a window with a real engine and a real store."""

import asyncio
import urllib.request
from collections.abc import Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QInputDialog

from gui import samples
from gui.conftest import RunOnQt
from gui.rig import Rig, environment, home_with, modal, opened
from gui.samples import an_event
from lab.files import make_file
from lab.lines.proxy import FaultProxy
from lab.lines.rules import error, stall
from lab.stores.s3probe import Probe, S3Address
from uploader_gui.domain.job import JobState
from uploader_gui.domain.plan import MIB
from uploader_gui.domain.queue_order import Gap
from uploader_gui.gui.details.part_states import PartLook
from uploader_gui.gui.jobs.job_columns import Column
from uploader_gui.gui.look.theme import Theme
from uploader_gui.gui.objects.terms_sheet import TermsSheet
from uploader_gui.storage.settings.settings import SavedSettings, Settings


def rows(rig: Rig) -> list[str]:
    model = rig.window.model
    return [model.rows.status_at(row).job.file_name for row in range(model.rowCount())]


def select(rig: Rig, name: str) -> None:
    rig.window.select_jobs([rig.job(name).job.job_id])


def one_at_a_time(folder: Path) -> Path:
    return home_with(folder, SavedSettings(Settings(jobs_at_once=1, shows_summary=False)))


async def queue_up(rig: Rig, clips: Sequence[Path]) -> None:
    """Drop them, each with a row of its own, and wait until one runs and the others wait."""
    rig.window.commands.flat.setChecked(True)
    rig.drop(*clips)
    await rig.until(lambda: len(rows(rig)) == len(clips) and JobState.UPLOADING in rig.states(), "one runs")
    await rig.all_done()  # else the first one is selected later


def test_waiting_jobs_are_moved_and_the_order_outlives_the_window(
    on_qt: RunOnQt, theme: Theme, proxy: FaultProxy, proxied: S3Address, tmp_path: Path
) -> None:
    home = one_at_a_time(tmp_path)
    clips = [make_file(tmp_path / f"{name}.mp4", 9 * MIB, seed=ord(name)) for name in "abcd"]

    async def scenario() -> None:
        proxy.throttle(200_000)
        async with opened(theme, environment(home, proxied)) as rig:
            await queue_up(rig, clips)
            assert rows(rig) == ["a.mp4", "b.mp4", "c.mp4", "d.mp4"]
            select(rig, "d")
            rig.window.commands.move_up.trigger()
            await rig.until(lambda: rows(rig) == ["a.mp4", "b.mp4", "d.mp4", "c.mp4"], "d one up")
            assert [status.job.file_name for status in rig.window.selected_jobs()] == ["d.mp4"]
            select(rig, "c")
            rig.window.commands.move_top.trigger()
            await rig.until(lambda: rows(rig)[1] == "c.mp4", "c on top of what waits")
        async with opened(theme, environment(home, proxied)) as rig:
            assert rows(rig) == ["a.mp4", "c.mp4", "b.mp4", "d.mp4"]

    on_qt(scenario())


def test_what_an_object_gets_is_corrected_where_the_store_refused_it_and_the_upload_goes_on(
    on_qt: RunOnQt, theme: Theme, proxy: FaultProxy, proxied: S3Address, tmp_path: Path
) -> None:
    proxy.on("put", error(400, "InvalidTag", "The tag provided was not a valid tag."), times=1)

    async def scenario() -> None:
        async with opened(theme, environment(tmp_path / "home", proxied)) as rig:
            rig.drop(make_file(tmp_path / "a.mp4", 1000))
            await rig.until_all(JobState.FAILED)
            select(rig, "a")
            assert rig.window.commands.mend.text() == "What objects get"
            rig.window.commands.mend.trigger()
            sheet = await modal(rig, TermsSheet)
            sheet.tags.setPlainText("team=news")
            sheet.accept()
            await rig.until_all(JobState.COMPLETED)

    on_qt(scenario())
    assert proxy.log.entries("put")[-1].request.headers["x-amz-tagging"] == "team=news"


@pytest.mark.case("W13")
def test_a_dragged_row_takes_its_new_place_in_the_queue_and_none_moves_above_what_runs(
    on_qt: RunOnQt, theme: Theme, proxy: FaultProxy, proxied: S3Address, tmp_path: Path
) -> None:
    home = one_at_a_time(tmp_path)
    clips = [make_file(tmp_path / f"{name}.mp4", 9 * MIB, seed=ord(name)) for name in "abcd"]

    async def scenario() -> None:
        proxy.throttle(200_000)
        async with opened(theme, environment(home, proxied)) as rig:
            await queue_up(rig, clips)
            select(rig, "d")
            ended = rig.window.row_drag.dropped
            ended.emit([rig.job("d").job.job_id], Gap(rig.job("b").job.job_id))
            await rig.until(lambda: rows(rig) == ["a.mp4", "d.mp4", "b.mp4", "c.mp4"], "d before b")
            assert [status.job.file_name for status in rig.window.selected_jobs()] == ["d.mp4"]
            rig.window.commands.pause_all.trigger()
            await rig.until(lambda: rig.states() == [JobState.PAUSED] * 4, "all paused")
            select(rig, "d")
            rig.window.commands.resume.trigger()
            await rig.until(lambda: rig.job("d").job.state is JobState.UPLOADING, "d runs")
            select(rig, "a")
            rig.window.commands.move_down.trigger()
            await rig.until(lambda: rows(rig) == ["d.mp4", "b.mp4", "a.mp4", "c.mp4"], "a behind b")

    on_qt(scenario())


@pytest.mark.case("W13")
def test_a_step_in_a_filtered_list_is_one_past_the_next_row_that_is_seen(
    on_qt: RunOnQt, theme: Theme, proxy: FaultProxy, proxied: S3Address, tmp_path: Path
) -> None:
    home = one_at_a_time(tmp_path)
    clips = [
        make_file(tmp_path / f"{name}.mp4", 9 * MIB, seed=at)
        for at, name in enumerate(("runs", "take 1", "other", "more", "take 2", "take 3"))
    ]

    async def scenario() -> None:
        proxy.throttle(200_000)
        async with opened(theme, environment(home, proxied)) as rig:
            await queue_up(rig, clips)
            rig.window.filter_box.setText("take")
            rig.window.table.select_jobs([rig.job("take 2").job.job_id])
            rig.window.commands.move_up.trigger()
            await rig.until(lambda: rows(rig) == ["take 2.mp4", "take 1.mp4", "take 3.mp4"], "one up")
            rig.window.commands.move_up.trigger()
            rig.window.commands.move_down.trigger()
            await rig.until(lambda: rows(rig)[0] == "take 1.mp4", "and down again")
            rig.window.filter_box.clear()
            assert [name.removesuffix(".mp4") for name in rows(rig)] == [
                "runs",
                "take 1",
                "take 2",
                "other",
                "more",
                "take 3",
            ]

    on_qt(scenario())


@pytest.mark.case("W13")
def test_sorted_by_a_column_nothing_is_moved_and_the_way_back_is_offered(
    on_qt: RunOnQt, theme: Theme, tmp_path: Path
) -> None:
    async def scenario() -> None:
        async with opened(theme, environment(tmp_path / "home")) as rig:
            rig.window.apply([an_event(samples.waiting(number)) for number in (1, 2)])
            rig.window.table.sortByColumn(Column.SIZE, Qt.SortOrder.DescendingOrder)
            rig.window.table.selectRow(0)
            rig.window.commands.move_down.trigger()
            await rig.session.hand_on()
            assert rig.window.model.sorted_by is Column.SIZE
            assert "only be moved in queue order" in rig.window.order.words

    on_qt(scenario())


def test_f2_gives_a_waiting_job_another_key(
    on_qt: RunOnQt, theme: Theme, proxy: FaultProxy, proxied: S3Address, bucket: Probe, tmp_path: Path
) -> None:
    home = one_at_a_time(tmp_path)
    clips = [make_file(tmp_path / f"{name}.mp4", 9 * MIB, seed=ord(name)) for name in "ab"]

    async def scenario() -> None:
        proxy.throttle(200_000)
        async with opened(theme, environment(home, proxied)) as rig:
            await queue_up(rig, clips)
            select(rig, "b")
            rig.window.commands.rename.trigger()
            await rig.until(lambda: bool(rig.window.findChildren(QInputDialog)), "the question")
            dialog = rig.window.findChildren(QInputDialog)[0]
            dialog.setTextValue("takes/seven.mp4")
            dialog.accept()
            await rig.until(lambda: rig.job("b").job.destination.object_key == "takes/seven.mp4", "renamed")
            proxy.throttle(None)
            await rig.until_all(JobState.COMPLETED, 2)

    on_qt(scenario())
    assert bucket.keys() == ["a.mp4", "takes/seven.mp4"]


def test_details_follow_the_selected_job_to_its_link(
    on_qt: RunOnQt, theme: Theme, proxy: FaultProxy, proxied: S3Address, tmp_path: Path
) -> None:
    clip = make_file(tmp_path / "clip.mp4", 20 * MIB)

    async def scenario() -> None:
        proxy.throttle(200_000)
        async with opened(theme, environment(tmp_path / "home", proxied)) as rig:
            rig.drop(clip)
            await rig.until_all(JobState.UPLOADING)
            details = rig.window.details
            select(rig, "clip")
            await rig.until(lambda: details.part_map.states.count(PartLook.IN_FLIGHT) > 0, "a part flies")
            proxy.throttle(None)
            await rig.until_all(JobState.COMPLETED)
            await rig.until_said(
                details.log.rowsInserted,
                lambda: (
                    details.log.rowCount() > 0
                    and details.log.index(0, 1).data() == "Uploaded, checksum matches"
                ),
                "the log's last line",
            )
            assert details.part_map.states.count(PartLook.DONE) == 3
            details.tabs.setCurrentIndex(3)
            assert details.facts_view.value("ETag")
            clipboard = QGuiApplication.clipboard()
            clipboard.clear()
            details.facts_view.copy_link.click()
            await rig.until_said(clipboard.dataChanged, lambda: bool(clipboard.text()), "a link")
            assert "X-Amz-Expires=604800" in clipboard.text()
            url = clipboard.text()
            body = await asyncio.to_thread(lambda: urllib.request.urlopen(url).read())
            assert body == clip.read_bytes()

    on_qt(scenario())


@pytest.mark.case("W10")
def test_the_menu_copies_links_by_which_anyone_reads_the_files_and_says_how_long(
    on_qt: RunOnQt, theme: Theme, bucket: Probe, tmp_path: Path
) -> None:
    clips = [make_file(tmp_path / f"{name}.mp4", MIB, seed=ord(name)) for name in "ab"]
    home = home_with(tmp_path, SavedSettings(Settings(shows_summary=False)))

    async def scenario() -> None:
        async with opened(theme, environment(home, bucket.address)) as rig:
            rig.drop(*clips)
            await rig.until_all(JobState.COMPLETED, 2)
            rig.select_all()
            rig.window.details.facts_view.durations.setCurrentText("1 hour")
            clipboard, said = QGuiApplication.clipboard(), rig.window.statusBar()
            clipboard.clear()
            rig.window.commands.copy_link.trigger()
            await rig.until_said(
                said.messageChanged,
                lambda: said.currentMessage().startswith("2 links copied. Whoever has them can read"),
                "how long",
            )
            urls = clipboard.text().splitlines()
            assert all("X-Amz-Expires=3600" in url for url in urls)
            read = await asyncio.to_thread(lambda: [urllib.request.urlopen(url).read() for url in urls])
            assert sorted(read) == sorted(clip.read_bytes() for clip in clips)

    on_qt(scenario())


def test_a_changed_file_is_begun_anew_from_the_menu(
    on_qt: RunOnQt, theme: Theme, proxy: FaultProxy, proxied: S3Address, tmp_path: Path
) -> None:
    clip = make_file(tmp_path / "clip.mp4", 20 * MIB)

    async def scenario() -> None:
        proxy.on("part", stall(MIB), nth=2)
        async with opened(theme, environment(tmp_path / "home", proxied)) as rig:
            rig.drop(clip)
            await rig.until(lambda: bool(rig.states()) and rig.job().job.uploaded_parts >= 1, "a part done")
            rig.window.commands.pause_all.trigger()
            await rig.until_all(JobState.PAUSED)
            make_file(clip, 21 * MIB, seed=5)
            proxy.clear()
            rig.window.commands.resume_all.trigger()
            await rig.until_all(JobState.FAILED)
            rig.select_all()
            assert rig.window.commands.restart.isEnabled()
            rig.window.commands.restart.trigger()
            await rig.until_all(JobState.COMPLETED)
            assert rig.job().job.file_size == 21 * MIB

    on_qt(scenario())
