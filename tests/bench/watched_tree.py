"""A watched folder of 50,000 files: how long until it is watched, and what it costs while nothing happens.

    python -m bench.watched_tree [FILES] [--poll]      in tests/, on a machine that does nothing else

The files were all sent before, as on any day but the first. Prints the seconds from ``watching.start`` until the
state is WATCHING and what these took of a CPU, the share of a CPU in the minute after that, and the memory that watching took.
"""

import argparse
import resource
import sys
import tempfile
import time
from pathlib import Path

import psutil

from lab.engines.watched import Watched, watch
from lab.engines.workbench import Workbench
from lab.stores.s3probe import S3Address
from uploader_gui.domain.unattended.watch_status import WatchState
from uploader_gui.source.source_file import take_fingerprint
from uploader_gui.storage.jobs.watched_files import WatchedFile, WatchedFiles, WatchedFileState
from uploader_gui.transfer.watching.watch_needs import Timing

IDLE_S = 60.0
A_FOLDER = 500
NOBODY = S3Address("http://127.0.0.1:9", "key", "secret-key", "films")


def made(folder: Path, count: int) -> list[WatchedFile]:
    rows = []
    for number in range(count):
        path = folder / f"day {number // A_FOLDER:04}" / f"A{number:06}.mov"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
        rows.append(WatchedFile("w", str(path), take_fingerprint(path), "", WatchedFileState.SENT))
    return rows


def measure(count: int, *, is_polled: bool) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "cards"
        rows = made(folder, count)
        with Workbench(Path(place) / "state", NOBODY) as bench:
            WatchedFiles(bench.database).keep(rows)
            process = psutil.Process()
            before = process.memory_info().rss
            began_s, worked_s = time.monotonic(), cpu_s()
            watched = Watched(bench, watch(folder, is_polled=is_polled, settled_s=10.0), timing=Timing())
            status = watched.until(lambda one: one.state is WatchState.WATCHING)
            started_s = time.monotonic() - began_s
            used_s = cpu_s()
            worked_s = used_s - worked_s
            time.sleep(IDLE_S)
            idle = (cpu_s() - used_s) / IDLE_S
            grown = process.memory_info().rss - before
            sys.stdout.write(
                f"{status.seen} files by {status.means}: watched after {started_s:.2f} s "
                f"({worked_s:.2f} s of a CPU), idle {idle:.2%} of a CPU, {grown / 1e6:.0f} MB\n"
            )


def cpu_s() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    arguments = argparse.ArgumentParser()
    arguments.add_argument("files", type=int, nargs="?", default=50_000)
    arguments.add_argument("--poll", action="store_true")
    given = arguments.parse_args()
    measure(given.files, is_polled=given.poll)
