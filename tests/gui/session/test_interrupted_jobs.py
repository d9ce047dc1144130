"""What was interrupted is shown and continued; what runs is paused cleanly at the end."""

import asyncio
from contextlib import ExitStack
from pathlib import Path

import pytest
from PySide6.QtWidgets import QToolButton

from gui.conftest import RunOnQt
from gui.rig import environment, opened
from lab.files import make_file, sha256_of
from lab.lines.proxy import FaultProxy
from lab.lines.rules import stall
from lab.stopwatch import Stopwatch
from lab.stores.s3probe import Probe, S3Address
from uploader_gui.domain.job import JobState
from uploader_gui.domain.plan import MIB
from uploader_gui.domain.window_start import WindowErrand, WindowStart
from uploader_gui.gui.look.theme import Theme
from uploader_gui.storage.settings.settings import ReopenPolicy, SavedSettings, Settings
from uploader_gui.storage.settings.settings_file import SettingsFile
from uploader_gui.transfer.part_queue import concurrency

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
            proxy.on("part", stall(MIB), nth=2)
            rig.drop(clip)
            await rig.until(lambda: bool(rig.states()) and rig.job().job.uploaded_parts >= 1, "a part done")
            watch = stack.enter_context(Stopwatch())
        assert watch.elapsed_s < ENDS_WITHIN_S

    with ExitStack() as stack:
        on_qt(scenario())
    proxy.clear()
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
            await rig.all_done()  # they go on first, then it is saved

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
    on_qt: RunOnQt,
    theme: Theme,
    proxy: FaultProxy,
    proxied: S3Address,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clips = [make_file(tmp_path / f"{number}.mp4", 40 * MIB, seed=number) for number in range(3)]
    monkeypatch.setattr(concurrency, "FIRST_WIDTH", 8)
    proxy.on("part", stall(after_bytes=MIB))

    async def scenario() -> None:
        async with opened(theme, environment(tmp_path / "new", proxied)) as rig:
            rig.drop(*clips)
            await rig.accept_summary()
            await asyncio.to_thread(lambda: proxy.log.wait_for("part", count=8))
            watch = stack.enter_context(Stopwatch())
        assert watch.elapsed_s < ENDS_WITHIN_S
        async with opened(theme, environment(tmp_path / "new", proxied)) as rig:
            assert rig.states() == [JobState.PAUSED] * 3

    with ExitStack() as stack:
        on_qt(scenario())


@pytest.fixture
def queued(
    on_qt: RunOnQt, theme: Theme, proxy: FaultProxy, proxied: S3Address, clip: Path, tmp_path: Path
) -> Path:
    """A state directory whose window was closed while one job was sent and another one waited."""
    home = tmp_path / "queued"
    SettingsFile(home).save(SavedSettings(Settings(jobs_at_once=1, shows_summary=False)))

    async def scenario() -> None:
        async with opened(theme, environment(home, proxied)) as rig:
            proxy.on("part", stall(MIB))
            rig.drop(clip, make_file(tmp_path / "second.mp4", 20 * MIB, seed=2))
            await rig.until(lambda: JobState.UPLOADING in rig.states(), "one that is sent")
            await asyncio.to_thread(lambda: proxy.log.wait_for("part", count=3))  # and none comes later

    on_qt(scenario())
    proxy.clear()
    proxy.log.clear()
    return home


def sent(proxy: FaultProxy) -> list[str]:
    """The keys of which parts were sent, in the order of their first."""
    return list(dict.fromkeys(entry.key for entry in proxy.log.entries("part")))


@pytest.mark.case("W04")
def test_nothing_that_waits_is_sent_before_the_answer_and_what_was_interrupted_goes_first(
    on_qt: RunOnQt, theme: Theme, queued: Path, proxy: FaultProxy, proxied: S3Address, tmp_path: Path
) -> None:
    async def scenario() -> None:
        async with opened(theme, environment(queued, proxied)) as rig:
            (words,) = rig.bars()
            assert words.startswith(f"{ONE_BAR} The waiting one begins once you answer")
            await rig.until(lambda: "your answer" in rig.job("second").message, "why it waits")
            rig.drop(make_file(tmp_path / "now.mp4", 9 * MIB, seed=3))
            await rig.until(
                lambda: len(rig.states()) == 3 and rig.job("now").job.state is JobState.COMPLETED,
                "the new file",
            )
            assert sent(proxy) == ["now.mp4"]
            assert rig.states()[:2] == [JobState.PAUSED, JobState.SUBMITTED]
            rig.press("Continue all")
            await rig.until_all(JobState.COMPLETED, 3)
            assert sent(proxy) == ["now.mp4", "clip.mp4", "second.mp4"]

    on_qt(scenario())


@pytest.mark.case("W04")
def test_what_waits_begins_after_a_no_which_is_said_in_one_place_only(
    on_qt: RunOnQt, theme: Theme, queued: Path, proxy: FaultProxy, proxied: S3Address
) -> None:
    async def scenario() -> None:
        async with opened(theme, environment(queued, proxied)) as rig:
            [bar] = rig.window.notices.notices()
            closing = [button for button in bar.findChildren(QToolButton) if button.isVisible()]
            assert closing == []
            rig.press("Not now")
            await rig.until(lambda: rig.job("second").job.state is JobState.COMPLETED, "the one that waited")
            assert rig.job("clip").job.state is JobState.PAUSED

    on_qt(scenario())


@pytest.mark.case("W04")
def test_choosing_is_answered_by_resuming_those_chosen(
    on_qt: RunOnQt, theme: Theme, queued: Path, proxy: FaultProxy, proxied: S3Address
) -> None:
    async def scenario() -> None:
        async with opened(theme, environment(queued, proxied)) as rig:
            rig.press("Choose")
            assert len(rig.bars()) == 1
            rig.window.commands.resume.trigger()
            rig.window.states.choose(None)  # it showed those that are paused
            await rig.until_all(JobState.COMPLETED, 2)
            assert rig.bars() == []
            assert sent(proxy) == ["clip.mp4", "second.mp4"]

    on_qt(scenario())


@pytest.mark.case("W04")
def test_what_is_continued_unasked_goes_first_too(
    on_qt: RunOnQt, theme: Theme, queued: Path, proxy: FaultProxy, proxied: S3Address
) -> None:
    SettingsFile(queued).save(SavedSettings(Settings(jobs_at_once=1, on_reopen=ReopenPolicy.ALWAYS)))

    async def scenario() -> None:
        async with opened(theme, environment(queued, proxied)) as rig:
            await rig.until_all(JobState.COMPLETED, 2)
            assert sent(proxy) == ["clip.mp4", "second.mp4"]

    on_qt(scenario())


def test_a_start_that_resumes_all_needs_no_other_answer(
    on_qt: RunOnQt, theme: Theme, home: Path, clip: Path, proxied: S3Address, bucket: Probe
) -> None:
    start = WindowStart(errand=WindowErrand.RESUME_ALL)

    async def scenario() -> None:
        async with opened(theme, environment(home, proxied), start) as rig:
            await rig.until_all(JobState.COMPLETED)
            assert rig.bars() == []

    on_qt(scenario())
    assert bucket.sha256("clip.mp4") == sha256_of(clip)
