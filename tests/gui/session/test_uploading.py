"""The window with a real engine and a real store behind it."""

import asyncio
from dataclasses import replace
from pathlib import Path

from gui.conftest import RunOnQt
from gui.rig import Rig, environment, opened
from lab.files import make_file, sha256_of
from lab.lines.proxy import FaultProxy
from lab.lines.rules import stall
from lab.stopwatch import Stopwatch
from lab.stores.s3probe import Probe, S3Address
from uploader_gui.domain.job import JobState
from uploader_gui.domain.plan import MIB
from uploader_gui.domain.window_start import WindowStart
from uploader_gui.gui.look.theme import Theme

PAUSE_WITHIN_S = 0.3
SMALL_BUFFER = 64 * 1024


def test_a_dropped_folder_is_uploaded_under_its_name(
    on_qt: RunOnQt, theme: Theme, bucket: Probe, tmp_path: Path
) -> None:
    folder = tmp_path / "day 1"
    folder.mkdir()
    clip = make_file(folder / "会议 + #1.mp4", 13 * MIB)
    note = make_file(folder / "note.txt", 5)

    async def scenario() -> None:
        async with opened(theme, environment(tmp_path / "home", bucket.address, prefix="2026")) as rig:
            rig.drop(folder)
            await rig.accept_summary()
            await rig.until_all(JobState.COMPLETED, 2)
            assert rig.job("会议").job.verified_by is not None

    on_qt(scenario())
    assert bucket.sha256("2026/day 1/会议 + #1.mp4") == sha256_of(clip)
    assert bucket.sha256("2026/day 1/note.txt") == sha256_of(note)


def test_files_that_were_named_at_the_start_are_added(
    on_qt: RunOnQt, theme: Theme, bucket: Probe, tmp_path: Path
) -> None:
    clip = make_file(tmp_path / "clip.mp4", MIB)

    async def scenario() -> None:
        async with opened(theme, environment(tmp_path / "home", bucket.address), WindowStart([clip])) as rig:
            await rig.until_all(JobState.COMPLETED)

    on_qt(scenario())


async def paused_in_mid_part(rig: Rig, proxy: FaultProxy) -> None:
    """Pause the upload; what was sent after that must end within 300 ms, and the row says so.

    It must once in a few times: a machine that is busy makes a pause later, and none earlier.
    """
    shares: list[float] = []
    for _ in range(5):
        await rig.until(lambda: bool(rig.states()) and rig.job().bytes_in_flight > 0, "bytes in flight")
        shares.append(await share_of_what_a_pause_may_take(rig, proxy))
        if shares[-1] < 1.0:
            return
        rig.window.commands.resume.trigger()
    raise AssertionError(f"too late each time: {shares}")


async def share_of_what_a_pause_may_take(rig: Rig, proxy: FaultProxy) -> float:
    """Select all and press Pause."""
    rig.select_all()
    with Stopwatch() as since_the_click:
        rig.window.commands.pause.trigger()
        await rig.until_all(JobState.PAUSED)
        row_s, last_byte_s = since_the_click.elapsed_s, since_the_click.at(proxy.log.last_byte_at())
    row_within_s = PAUSE_WITHIN_S + 0.2  # its own tick comes on top
    return max(row_s / row_within_s, last_byte_s / PAUSE_WITHIN_S)


async def resumed_to_the_end(rig: Rig) -> None:
    rig.select_all()
    rig.window.commands.resume.trigger()
    await rig.until_all(JobState.COMPLETED)


def test_pause_takes_hold_in_the_middle_of_a_part_on_a_slow_link(
    on_qt: RunOnQt, theme: Theme, bucket: Probe, proxy: FaultProxy, proxied: S3Address, tmp_path: Path
) -> None:
    clip = make_file(tmp_path / "clip.mp4", 20 * MIB)

    async def scenario() -> None:
        async with opened(theme, environment(tmp_path / "home", proxied)) as rig:
            proxy.throttle(100_000)
            rig.drop(clip)
            await asyncio.to_thread(proxy.log.wait_for_bytes, 30_000)
            await paused_in_mid_part(rig, proxy)
            proxy.throttle(None)
            await resumed_to_the_end(rig)

    on_qt(scenario())
    assert bucket.sha256("clip.mp4") == sha256_of(clip)


def test_pause_takes_hold_on_a_link_where_nothing_moves(
    on_qt: RunOnQt, theme: Theme, bucket: Probe, tmp_path: Path
) -> None:
    clip = make_file(tmp_path / "clip.mp4", 20 * MIB)

    async def scenario(proxy: FaultProxy, store: S3Address) -> None:
        async with opened(theme, environment(tmp_path / "home", store)) as rig:
            stalled = proxy.on("part", stall(after_bytes=100_000))
            rig.drop(clip)
            await asyncio.to_thread(proxy.log.wait_for_bytes, 100_000)
            await paused_in_mid_part(rig, proxy)
            proxy.clear()
            assert stalled.hits > 0
            await resumed_to_the_end(rig)

    with FaultProxy(bucket.address.endpoint, receive_buffer=SMALL_BUFFER) as proxy:
        on_qt(scenario(proxy, replace(bucket.address, endpoint=proxy.endpoint)))
    assert bucket.sha256("clip.mp4") == sha256_of(clip)
