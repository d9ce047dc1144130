"""What was interrupted is shown and continued; what runs is paused cleanly at the end."""

import asyncio
import time
from pathlib import Path

import pytest

from gui.conftest import RunOnQt
from gui.rig import environment, opened
from lab.files import make_file, sha256_of
from lab.proxy import FaultProxy
from lab.s3probe import Probe, S3Address
from uploader_gui.domain.job import JobState
from uploader_gui.domain.plan import MIB
from uploader_gui.gui.theme import Theme
from uploader_gui.storage.settings import ReopenPolicy, SavedSettings, Settings
from uploader_gui.storage.settings_file import SettingsFile

ONE_BAR = "One upload was interrupted."
ENDS_WITHIN_S = 3.0


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    return make_file(tmp_path / "clip.mp4", 20 * MIB)


@pytest.fixture
def home(
    on_qt: RunOnQt, theme: Theme, proxy: FaultProxy, proxied: S3Address, clip: Path, tmp_path: Path
) -> Path:
    """A state directory whose window was closed in the middle of an upload, with one part done."""
    home = tmp_path / "home"

    async def scenario() -> None:
        async with opened(theme, environment(home, proxied)) as rig:
            proxy.throttle(3_000_000)
            rig.drop(clip)
            await rig.until(lambda: bool(rig.states()) and rig.job().job.uploaded_parts >= 1, "a part done")
            begun = time.monotonic()
        assert time.monotonic() - begun < ENDS_WITHIN_S

    on_qt(scenario())
    proxy.throttle(None)
    return home


def set_policy(home: Path, policy: ReopenPolicy) -> None:
    SettingsFile(home).save(SavedSettings(Settings(on_reopen=policy)))


def test_a_bar_offers_to_continue_what_closing_interrupted(
    on_qt: RunOnQt, theme: Theme, home: Path, clip: Path, proxy: FaultProxy, proxied: S3Address, bucket: Probe
) -> None:
    done_before = set(proxy.log.parts_stored())

    async def scenario() -> None:
        async with opened(theme, environment(home, proxied)) as rig:
            assert rig.bars() == [ONE_BAR]
            assert rig.states() == [JobState.PAUSED]
            proxy.log.clear()
            rig.press("Continue all")
            assert rig.bars() == []
            await rig.until_all(JobState.COMPLETED)

    on_qt(scenario())
    assert bucket.sha256("clip.mp4") == sha256_of(clip)
    assert not done_before & set(proxy.log.parts_sent())


def test_choose_selects_what_was_interrupted_and_starts_nothing(
    on_qt: RunOnQt, theme: Theme, home: Path, proxied: S3Address
) -> None:
    async def scenario() -> None:
        async with opened(theme, environment(home, proxied)) as rig:
            rig.press("Choose")
            assert [status.job.file_name for status in rig.window.selected_jobs()] == ["clip.mp4"]
            assert rig.states() == [JobState.PAUSED]

    on_qt(scenario())


def test_always_continues_at_once_and_is_remembered(
    on_qt: RunOnQt, theme: Theme, home: Path, proxied: S3Address
) -> None:
    set_policy(home, ReopenPolicy.ALWAYS)

    async def scenario() -> None:
        async with opened(theme, environment(home, proxied)) as rig:
            assert rig.bars() == []
            await rig.until_all(JobState.COMPLETED)

    on_qt(scenario())


def test_the_check_box_always_saves_the_policy(
    on_qt: RunOnQt, theme: Theme, home: Path, proxied: S3Address
) -> None:
    async def scenario() -> None:
        async with opened(theme, environment(home, proxied)) as rig:
            rig.window.notices.notices()[0].check_box.setChecked(True)
            rig.press("Continue all")
            await rig.until_all(JobState.COMPLETED)

    on_qt(scenario())
    assert SettingsFile(home).load().settings.on_reopen is ReopenPolicy.ALWAYS


def test_never_leaves_them_paused_without_a_word(
    on_qt: RunOnQt, theme: Theme, home: Path, proxied: S3Address
) -> None:
    set_policy(home, ReopenPolicy.NEVER)

    async def scenario() -> None:
        async with opened(theme, environment(home, proxied)) as rig:
            assert rig.bars() == []
            assert rig.states() == [JobState.PAUSED]

    on_qt(scenario())


def test_what_the_user_paused_is_not_called_interrupted(
    on_qt: RunOnQt, theme: Theme, home: Path, proxy: FaultProxy, proxied: S3Address
) -> None:
    async def scenario() -> None:
        proxy.throttle(100_000)
        async with opened(theme, environment(home, proxied)) as rig:
            rig.press("Continue all")
            await rig.until_all(JobState.UPLOADING)
            rig.window.commands.pause_all.trigger()
            await rig.until_all(JobState.PAUSED)
        async with opened(theme, environment(home, proxied)) as rig:
            assert rig.bars() == []

    on_qt(scenario())


@pytest.mark.case("C66", "C67")
def test_closing_with_every_worker_in_mid_part_takes_less_than_three_seconds(
    on_qt: RunOnQt, theme: Theme, proxy: FaultProxy, proxied: S3Address, tmp_path: Path
) -> None:
    clips = [make_file(tmp_path / f"{number}.mp4", 40 * MIB, seed=number) for number in range(3)]

    async def scenario() -> None:
        async with opened(theme, environment(tmp_path / "new", proxied)) as rig:
            proxy.throttle(200_000)
            rig.drop(*clips)
            await rig.accept_summary()
            await asyncio.to_thread(lambda: proxy.log.wait_for("part", count=8))
            begun = time.monotonic()
        assert time.monotonic() - begun < ENDS_WITHIN_S
        async with opened(theme, environment(tmp_path / "new", proxied)) as rig:
            assert rig.states() == [JobState.PAUSED] * 3

    on_qt(scenario())
