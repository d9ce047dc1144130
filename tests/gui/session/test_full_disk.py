"""The disk with the list of uploads fills: the window says so at once, shows nothing false, and goes on by itself."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from gui.conftest import RunOnQt
from gui.rig import Rig, environment, opened
from lab.databases.small_disk import SmallDisk
from lab.files import make_file, sha256_of
from lab.lines.proxy import FaultProxy
from lab.lines.rules import hold
from lab.stores.s3probe import Probe, S3Address
from uploader_gui.domain.events import Activity
from uploader_gui.domain.job import JobState
from uploader_gui.domain.plan import MIB
from uploader_gui.gui.look.theme import Theme

pytestmark = pytest.mark.case("W02")


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    with SmallDisk(tmp_path / "small", 16) as disk:
        if not disk.is_mounted:
            pytest.skip("only root may mount a disk to fill")
        yield disk


async def held_up(rig: Rig, disk: SmallDisk, proxy: FaultProxy, *clips: Path) -> None:
    """Upload these until the disk, which is full before a second part is known to be done, holds them up."""
    held = proxy.on("part", hold(answer=True), nth=2)
    rig.drop(*clips)
    if len(clips) > 1:
        await rig.accept_summary()
    await rig.until(lambda: any(one.job.uploaded_parts for one in rig.window.model.statuses()), "a part done")
    await rig.all_done()  # no bar says any more that they are added
    disk.fill()
    held.release()
    await rig.until(lambda: bool(rig.bars()), "a bar")


def test_the_rows_the_bar_and_the_totals_say_it_and_it_goes_on_when_there_is_room(
    on_qt: RunOnQt,
    theme: Theme,
    proxy: FaultProxy,
    proxied: S3Address,
    bucket: Probe,
    disk: SmallDisk,
    tmp_path: Path,
) -> None:
    clip = make_file(tmp_path / "clip.mov", 100 * MIB)

    async def scenario() -> None:
        async with opened(theme, environment(disk.directory, proxied)) as rig:
            await held_up(rig, disk, proxy, clip)
            await rig.until(lambda: rig.job().activity is Activity.WAITING_FOR_DISK, "what the job waits for")
            assert rig.job().bytes_per_second is None
            assert rig.job().seconds_left is None
            assert rig.window.totals.words == "1 standing still"
            (words,) = rig.bars()
            assert str(disk.directory) in words
            disk.make_room()
            await rig.until_all(JobState.COMPLETED)
            await rig.until(lambda: rig.bars() == [], "no bar")

    on_qt(scenario())
    assert bucket.sha256("clip.mov") == sha256_of(clip)
    assert len(proxy.log.parts_stored()) == len(set(proxy.log.parts_stored()))


def test_pause_holds_at_once_and_is_recorded_later(
    on_qt: RunOnQt,
    theme: Theme,
    proxy: FaultProxy,
    proxied: S3Address,
    disk: SmallDisk,
    tmp_path: Path,
) -> None:
    clips = [make_file(tmp_path / f"{number}.mov", 60 * MIB, seed=number) for number in range(4)]

    async def scenario() -> None:
        async with opened(theme, environment(disk.directory, proxied)) as rig:
            await held_up(rig, disk, proxy, *clips)
            rig.window.commands.pause_all.trigger()
            await rig.until_all(JobState.PAUSED, 4)
            rig.window.commands.resume_all.trigger()
            await rig.until(lambda: len(rig.bars()) == 2, "why that can't be recorded")
            assert rig.states() == [JobState.PAUSED] * 4
            disk.make_room()
            await rig.until(lambda: rig.bars() == [], "no bar")
        async with opened(theme, environment(disk.directory, proxied)) as rig:
            assert rig.states() == [JobState.PAUSED] * 4
            assert rig.bars() == []  # the user paused them: nothing was interrupted

    on_qt(scenario())


def test_the_window_closes_without_a_word_of_trouble(
    on_qt: RunOnQt, theme: Theme, proxy: FaultProxy, proxied: S3Address, disk: SmallDisk, tmp_path: Path
) -> None:
    clip = make_file(tmp_path / "clip.mov", 60 * MIB)

    async def scenario() -> None:
        async with opened(theme, environment(disk.directory, proxied)) as rig:
            await held_up(rig, disk, proxy, clip)
        disk.make_room()
        async with opened(theme, environment(disk.directory, proxied)) as rig:
            assert rig.bars() == ["One upload was interrupted."]

    on_qt(scenario())


def test_small_files_that_ended_meanwhile_are_recorded_when_there_is_room(
    on_qt: RunOnQt, theme: Theme, proxy: FaultProxy, proxied: S3Address, disk: SmallDisk, tmp_path: Path
) -> None:
    clip = make_file(tmp_path / "small.mov", 4 * MIB)
    held = proxy.on("put", hold(answer=True))

    async def scenario() -> None:
        async with opened(theme, environment(disk.directory, proxied)) as rig:
            rig.drop(clip)
            await asyncio.to_thread(lambda: proxy.log.wait_for("put", stage="store"))
            await rig.all_done()
            disk.fill()
            held.release()
            await rig.until(lambda: bool(rig.bars()), "a bar")
            rig.window.commands.pause_all.trigger()  # there is nothing left to pause
            await rig.until(lambda: rig.job().activity is Activity.WAITING_FOR_DISK, "what the job waits for")
            disk.make_room()
            await rig.until_all(JobState.COMPLETED)

    on_qt(scenario())
    assert proxy.log.count("put") == 1
