"""Order, keys, details and links of jobs, through a window with a real engine and a real store."""

import asyncio
import urllib.request
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QInputDialog

from gui.conftest import RunOnQt
from gui.rig import Rig, environment, home_with, opened
from lab.files import make_file
from lab.proxy import FaultProxy
from lab.s3probe import Probe, S3Address
from uploader_gui.domain.job import JobState
from uploader_gui.domain.plan import MIB
from uploader_gui.gui.details.part_states import PartLook
from uploader_gui.gui.look.theme import Theme
from uploader_gui.storage.settings.settings import SavedSettings, Settings


def rows(rig: Rig) -> list[str]:
    model = rig.window.model
    return [model.rows.status_at(row).job.file_name for row in range(model.rowCount())]


def select(rig: Rig, name: str) -> None:
    rig.window.select_jobs([rig.job(name).job.job_id])


def one_at_a_time(folder: Path) -> Path:
    return home_with(folder, SavedSettings(Settings(jobs_at_once=1, shows_summary=False)))


def test_waiting_jobs_are_moved_and_the_order_outlives_the_window(
    on_qt: RunOnQt, theme: Theme, proxy: FaultProxy, proxied: S3Address, tmp_path: Path
) -> None:
    home = one_at_a_time(tmp_path)
    clips = [make_file(tmp_path / f"{name}.mp4", 9 * MIB, seed=ord(name)) for name in "abcd"]

    async def scenario() -> None:
        proxy.throttle(200_000)
        async with opened(theme, environment(home, proxied)) as rig:
            rig.drop(*clips)
            await rig.until(lambda: len(rows(rig)) == 4 and JobState.UPLOADING in rig.states(), "one runs")
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


def test_f2_gives_a_waiting_job_another_key(
    on_qt: RunOnQt, theme: Theme, proxy: FaultProxy, proxied: S3Address, bucket: Probe, tmp_path: Path
) -> None:
    home = one_at_a_time(tmp_path)
    clips = [make_file(tmp_path / f"{name}.mp4", 9 * MIB, seed=ord(name)) for name in "ab"]

    async def scenario() -> None:
        proxy.throttle(500_000)
        async with opened(theme, environment(home, proxied)) as rig:
            rig.drop(*clips)
            await rig.until(
                lambda: sorted(rig.states()) == [JobState.SUBMITTED, JobState.UPLOADING], "one runs"
            )
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
        proxy.throttle(3_000_000)
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
            assert "X-Amz-Expires=3600" in clipboard.text()
            url = clipboard.text()
            body = await asyncio.to_thread(lambda: urllib.request.urlopen(url).read())
            assert body == clip.read_bytes()

    on_qt(scenario())


def test_a_changed_file_is_begun_anew_from_the_menu(
    on_qt: RunOnQt, theme: Theme, proxy: FaultProxy, proxied: S3Address, tmp_path: Path
) -> None:
    clip = make_file(tmp_path / "clip.mp4", 20 * MIB)

    async def scenario() -> None:
        proxy.throttle(3_000_000)
        async with opened(theme, environment(tmp_path / "home", proxied)) as rig:
            rig.drop(clip)
            await rig.until(lambda: bool(rig.states()) and rig.job().job.uploaded_parts >= 1, "a part done")
            rig.window.commands.pause_all.trigger()
            await rig.until_all(JobState.PAUSED)
            make_file(clip, 21 * MIB, seed=5)
            proxy.throttle(None)
            rig.window.commands.resume_all.trigger()
            await rig.until_all(JobState.FAILED)
            rig.select_all()
            assert rig.window.commands.restart.isEnabled()
            rig.window.commands.restart.trigger()
            await rig.until_all(JobState.COMPLETED)
            assert rig.job().job.file_size == 21 * MIB

    on_qt(scenario())
