"""``python -m gui.session.closing --rounds 50`` from ``tests/``: a window closed that often with eight parts in flight.

After each time nothing may be left over of it: no thread, no socket, no task, no request. What it costs is printed.
"""

import argparse
import asyncio
import contextlib
import os
import sys
import tempfile
import threading
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import psutil
import qasync
from PySide6.QtWidgets import QApplication, QWidget

from gui.rig import Rig, environment, opened
from lab.files import make_file, sha256_of
from lab.lines.proxy import FaultProxy
from lab.lines.rules import stall
from lab.stopwatch import Stopwatch
from lab.stores.s3probe import Probe, S3Address
from lab.stores.seaweed import fresh_bucket, running_seaweed
from uploader_gui.domain.job import JobState
from uploader_gui.domain.plan import DEFAULT_PART_SIZE
from uploader_gui.gui.look.theme import Theme
from uploader_gui.gui.main_window import MainWindow
from uploader_gui.transfer.part_queue import concurrency

IN_FLIGHT = 8
CLIP_SIZE = IN_FLIGHT * DEFAULT_PART_SIZE + 1
"""One part waits while the others are in flight."""
ENDS_WITHIN_S = 3.0
_STALLED_AT = 100_000
_PATIENCE_S = 20.0  # with the laboratory, whose end of a connection is looked at here
_WORKERS = ("part-", "call-")


@dataclass(frozen=True, slots=True)
class Round:
    """One life of the window: how long its end took, and what was there afterwards that was not there before it."""

    ended_in_s: float
    threads: frozenset[str]
    sockets: int
    """Open ones to the store."""
    tasks: int
    requests: int
    """Those at the store that are not over."""
    windows: int
    open_uploads: int
    files: int
    """Descriptors of the whole process, the laboratory's too."""

    def is_clean(self) -> bool:
        """Nothing is left but the upload that is to be continued."""
        return (
            self.ended_in_s < ENDS_WITHIN_S
            and not (self.threads or self.sockets or self.tasks or self.requests or self.windows)
            and self.open_uploads == 1
        )


async def close_often(
    theme: Theme, variables: Mapping[str, str], stalled: "StalledStore", rounds: int
) -> list[Round]:
    """Add the clip, close the window with eight of its parts in flight, open it again, and so on; then complete it."""
    with Stopwatch() as watch:
        seen = [
            await _life(theme, variables, stalled, watch, is_first=number == 0) for number in range(rounds)
        ]
    async with opened(theme, dict(variables)) as rig:
        rig.press("Continue all")
        await rig.until_all(JobState.COMPLETED)
    return seen


@dataclass(frozen=True, slots=True)
class StalledStore:
    """A store behind a proxy that stalls every part, and the clip that is sent there."""

    proxy: FaultProxy
    probe: Probe
    clip: Path

    def address(self) -> S3Address:
        """The bucket, through the proxy."""
        return replace(self.probe.address, endpoint=self.proxy.endpoint)

    def open_sockets(self) -> int:
        """Connections of this process to the proxy, seen from the client's side."""
        port = int(self.proxy.endpoint.rpartition(":")[2])
        found = psutil.Process().net_connections("tcp")
        return sum(bool(one.raddr) and one.raddr.port == port for one in found)

    def wait_for_all(self) -> None:
        """Wait until all parts that fit are in the middle of their bodies."""
        self.proxy.log.wait_for("part", count=IN_FLIGHT)
        self.proxy.log.wait_for_bytes(IN_FLIGHT * _STALLED_AT)

    def unfinished_requests(self) -> int:
        """How many requests the proxy still has at hand, once what was stalled may see that its client has gone."""
        self.proxy.clear()
        with contextlib.suppress(TimeoutError):
            self.proxy.log.wait_for("part", count=IN_FLIGHT, stage="ended", timeout=_PATIENCE_S)
        self.proxy.wait_until_left(_PATIENCE_S)
        return sum(not entry.is_over for entry in self.proxy.log.entries())


async def _life(
    theme: Theme, variables: Mapping[str, str], stalled: StalledStore, watch: Stopwatch, *, is_first: bool
) -> Round:
    threads, tasks = set(threading.enumerate()), len(asyncio.all_tasks())
    stalled.proxy.log.clear()
    stalled.proxy.on("part", stall(after_bytes=_STALLED_AT))
    windows = _windows()
    async with opened(theme, dict(variables)) as rig:
        if is_first:
            rig.drop(stalled.clip)
        else:
            rig.press("Continue all")
        await asyncio.to_thread(stalled.wait_for_all)
        await _closed_by_the_user(rig)
        begun_s = watch.elapsed_s
    ended_in_s = watch.elapsed_s - begun_s
    left = [thread for thread in threading.enumerate() if thread not in threads and not _is_idle(thread)]
    for thread in left:
        while thread.is_alive() and watch.elapsed_s - begun_s < ENDS_WITHIN_S:
            thread.join(0.1)
    return Round(
        ended_in_s=ended_in_s,
        threads=frozenset(thread.name for thread in left if thread.is_alive()),
        sockets=stalled.open_sockets(),
        tasks=len(asyncio.all_tasks()) - tasks,
        requests=await asyncio.to_thread(stalled.unfinished_requests),
        windows=len(_windows() - windows),
        open_uploads=len(stalled.probe.uploads()),
        files=psutil.Process().num_fds(),
    )


def _windows() -> set[QWidget]:
    return {one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow)}


def _is_idle(thread: threading.Thread) -> bool:
    """An engine's worker: it waits for calls until the process ends; one that still sends shows by its socket."""
    return thread.name.startswith(_WORKERS)


async def _closed_by_the_user(rig: Rig) -> None:
    wanted = asyncio.Event()
    rig.window.close_wanted.connect(wanted.set)
    rig.window.close()
    await wanted.wait()


def main(arguments: list[str]) -> int:
    """Print a line of figures a round; 1 if something was left over or the object is not the clip."""
    parser = argparse.ArgumentParser(prog="gui.session.closing")
    parser.add_argument("--rounds", type=int, default=50)
    rounds = parser.parse_args(arguments).rounds
    application = QApplication(["uploader-gui"])
    application.setQuitOnLastWindowClosed(False)

    async def run(folder: Path, stalled: StalledStore) -> list[Round]:
        return await close_often(
            Theme(application, "light"), environment(folder / "home", stalled.address()), stalled, rounds
        )

    with (
        tempfile.TemporaryDirectory(prefix="closing-") as name,
        running_seaweed(Path(name)) as store,
        fresh_bucket(store) as probe,
        FaultProxy(store.endpoint) as proxy,
    ):
        stalled = StalledStore(proxy, probe, make_file(Path(name) / "clip.mov", CLIP_SIZE))
        concurrency.FIRST_WIDTH = IN_FLIGHT
        seen = qasync.run(run(Path(name), stalled))
        for number, one in enumerate(seen, 1):
            print(
                f"{number:3} {one if not one.is_clean() else f'{one.ended_in_s:.3f} s, {one.files} descriptors'}"
            )
        is_whole = probe.sha256("clip.mov") == sha256_of(stalled.clip) and not probe.uploads()
    longest_s = max(one.ended_in_s for one in seen)
    clean = sum(one.is_clean() for one in seen)
    print(f"{clean} of {rounds} ended clean, the slowest in {longest_s:.2f} s; object whole: {is_whole}")
    return 0 if is_whole and clean == rounds else 1


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    sys.exit(main(sys.argv[1:]))
