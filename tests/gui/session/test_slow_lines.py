"""What a user does on a slow line: a limit for one upload, and a pause that does not waste what is on its way."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QInputDialog, QToolButton

from gui import samples
from gui.conftest import RunOnQt
from gui.rig import ask_for_menu, environment, modal, opened
from gui.samples import an_event
from gui.scenes.slow_scenes import limited
from lab.files import make_file, sha256_of
from lab.lines.proxy import FaultProxy
from lab.lines.rules import hold
from lab.stores.s3probe import Probe, S3Address
from uploader_gui.domain.events import Activity, JobStatus
from uploader_gui.domain.job import JobState, PauseReason
from uploader_gui.domain.messages import MessageCode, message
from uploader_gui.domain.plan import MIB
from uploader_gui.gui.details.job_facts import facts
from uploader_gui.gui.jobs.job_columns import Column
from uploader_gui.gui.look.theme import Theme
from uploader_gui.gui.main_window import MainWindow
from uploader_gui.gui.tool_bar import ToolBar
from uploader_gui.s3.http.request_body import SEND_SLICE_SIZE

pytestmark = pytest.mark.case("L3.1")


def pausing(number: int) -> JobStatus:
    """A job that is paused when its part has ended."""
    return samples.busy(number, Activity.PAUSING, (message(MessageCode.PAUSING_AFTER_PART),))


@pytest.mark.parametrize(
    ("statuses", "enabled"),
    [
        ([samples.waiting(1)], {"limit"}),
        ([samples.uploading(1)], {"limit", "pause_after_part"}),
        ([pausing(1)], {"limit"}),
        ([samples.paused(1)], {"limit"}),
        ([samples.failed(1)], {"limit"}),
        ([samples.completed(1)], set()),
        ([samples.completed(1), samples.uploading(2)], {"limit", "pause_after_part"}),
    ],
)
def test_what_is_held_back_has_something_left_to_be_sent(
    window: MainWindow, statuses: Sequence[JobStatus], enabled: set[str]
) -> None:
    window.apply([an_event(status) for status in statuses])
    window.table.selectAll()
    names = ("limit", "pause_after_part")
    assert {name for name in names if getattr(window.commands, name).isEnabled()} == enabled


def test_a_job_that_is_about_to_be_paused_can_be_resumed_or_paused_at_once(window: MainWindow) -> None:
    window.apply([an_event(pausing(1))])
    commands = window.commands
    window.table.selectAll()
    assert commands.resume.isEnabled()
    assert commands.resume_all.isEnabled()
    assert commands.pause.isEnabled()
    middle = window.states.visualItemRect(window.states.item(1)).center()
    assert "Resume these" in ask_for_menu(window.states.viewport(), middle)
    window.apply([an_event(samples.uploading(1))])
    assert not commands.resume.isEnabled()
    assert not commands.resume_all.isEnabled()


@pytest.mark.parametrize("name", ["resume", "resume_all", "resume_these"])
def test_resuming_takes_back_the_pause_that_waits_for_the_part(
    on_qt: RunOnQt, theme: Theme, proxy: FaultProxy, proxied: S3Address, tmp_path: Path, name: str
) -> None:
    clip = make_file(tmp_path / "clip.mp4", 20 * MIB)

    async def scenario() -> None:
        held = proxy.on("part", hold(answer=True))
        async with opened(theme, environment(tmp_path / "home", proxied)) as rig:
            rig.drop(clip)
            await rig.until(lambda: bool(rig.states()) and rig.job().bytes_in_flight > 0, "bytes in flight")
            rig.select_all()
            rig.window.commands.pause_after_part.trigger()
            await rig.until(lambda: rig.job().activity is Activity.PAUSING, "pausing")
            getattr(rig.window.commands, name).trigger()
            # Held as it is, nothing of it has moved for a while by then where the machine is slow.
            goes_on = (Activity.SENDING, Activity.WAITING_FOR_STORE)
            await rig.until(lambda: rig.job().activity in goes_on, "that it goes on")
            proxy.clear()
            held.release()
            await rig.until_all(JobState.COMPLETED)

    on_qt(scenario())


def test_beside_pause_stands_the_pause_that_waits_for_the_part(window: MainWindow) -> None:
    bar = window.findChild(ToolBar)
    assert bar is not None
    button = bar.widgetForAction(window.commands.pause)
    assert isinstance(button, QToolButton)
    assert button.menu().actions() == [window.commands.pause_after_part]
    window.apply([an_event(samples.uploading(1))])
    window.table.selectAll()
    assert window.commands.pause_after_part in window.commands.context_menu(window).actions()


def test_a_limit_of_its_own_is_told_in_the_row_the_facts_and_the_chart(window: MainWindow) -> None:
    status = limited()
    window.apply([an_event(status), an_event(samples.uploading(2))])
    model = window.model
    tip = Qt.ItemDataRole.ToolTipRole
    assert "400 kB/s" in model.data(model.index(0, Column.SPEED), tip)
    assert model.data(model.index(1, Column.SPEED), tip) == ""
    assert ("Speed limit", "400 kB/s") in facts(status, None, datetime.now(UTC))
    window.details.show_job(status)
    window.details.show_points([(0.0, 380_000.0), (1.0, 390_000.0)])
    assert window.details.chart.accessibleDescription() == "390 kB/s, limit 400 kB/s"
    assert not window.details.chart.grab().isNull()


def chosen(window: MainWindow) -> list[str]:
    """The limits that the menu marks as in use."""
    window.commands.limits.aboutToShow.emit()
    return [action.text() for action in window.commands.limits.actions() if action.isChecked()]


def entry(window: MainWindow, words: str) -> QAction:
    return next(action for action in window.commands.limits.actions() if action.text() == words)


def test_a_limit_is_chosen_for_the_selected_uploads_and_acts_at_once(
    on_qt: RunOnQt, theme: Theme, bucket: Probe, proxy: FaultProxy, proxied: S3Address, tmp_path: Path
) -> None:
    clip = make_file(tmp_path / "clip.mp4", 20 * MIB)
    held = proxy.on("part", hold())

    async def scenario() -> None:
        async with opened(theme, environment(tmp_path / "home", proxied)) as rig:
            limits = rig.window.commands.limits
            rig.drop(clip)
            await rig.until(lambda: bool(rig.states()), "a row")
            rig.select_all()
            assert chosen(rig.window) == ["No limit"]
            entry(rig.window, "100 kB/s").trigger()
            await rig.until(lambda: rig.job().job.bandwidth_limit == 100_000, "the limit")
            assert chosen(rig.window) == ["100 kB/s"]
            held.release()
            limits.other_wanted.emit()
            dialog = await modal(rig, QInputDialog)
            dialog.setDoubleValue(0.05)
            dialog.accept()
            await rig.until(lambda: rig.job().job.bandwidth_limit == 50_000, "another limit")
            assert chosen(rig.window) == ["50 kB/s"]
            entry(rig.window, "No limit").trigger()
            await rig.until_all(JobState.COMPLETED)

    on_qt(scenario())
    assert bucket.sha256("clip.mp4") == sha256_of(clip)


def test_finishing_this_part_then_pausing_says_so_and_pauses(
    on_qt: RunOnQt, theme: Theme, bucket: Probe, proxy: FaultProxy, proxied: S3Address, tmp_path: Path
) -> None:
    clip = make_file(tmp_path / "clip.mp4", 60 * MIB)

    async def scenario() -> None:
        async with opened(theme, environment(tmp_path / "home", proxied)) as rig:
            proxy.throttle(1_000_000)
            rig.drop(clip)
            await rig.until(lambda: bool(rig.states()) and rig.job().bytes_in_flight > 0, "bytes in flight")
            rig.select_all()
            rig.window.commands.pause_after_part.trigger()
            await rig.until(lambda: rig.job().activity is Activity.PAUSING, "pausing")
            assert "Pausing after" in rig.window.model.data(rig.window.model.index(0, Column.PROGRESS))
            proxy.throttle(None)
            await rig.until_all(JobState.PAUSED)
            assert rig.job().job.pause_reason is PauseReason.BY_USER
            assert rig.job().job.uploaded_parts == len(proxy.log.parts_stored())
            assert proxy.log.bytes_in_vain() <= SEND_SLICE_SIZE  # of one that had just begun
            rig.window.commands.resume.trigger()
            await rig.until_all(JobState.COMPLETED)

    on_qt(scenario())
    assert bucket.sha256("clip.mp4") == sha256_of(clip)
