"""``python -m bench.start_up PROGRAM`` from ``tests/``: how long a bundled program takes to its window, beside the source.

From the start of the process until the window is seen on a screen of its own (Xvfb), by turns; CPU seconds are those of
the process up to then. The first run of each, which reads it from the disk and compiles the source, is told apart.
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

from lab.screens.desktop import Desktop, running_desktop

MOST = 1.5
"""Bundled / from source, to the window."""
_TITLE = "Uploader.*"


@dataclass(frozen=True, slots=True)
class Start:
    """Wall and CPU seconds until the window is seen."""

    wall_s: float
    cpu_s: float


def main(arguments: list[str]) -> int:
    """1 if the bundle takes more than it may."""
    parser = argparse.ArgumentParser(prog="bench.start_up", description=__doc__)
    parser.add_argument("program", type=Path, help="the bundle's executable")
    parser.add_argument("--runs", type=int, default=7, help="of each, after the first")
    chosen = parser.parse_args(arguments)
    programs: dict[str, list[str]] = {
        "source": [sys.executable, "-m", "uploader_gui"],
        "bundle": [str(chosen.program.resolve())],
    }
    starts: dict[str, list[Start]] = {name: [] for name in programs}
    with running_desktop() as desktop, tempfile.TemporaryDirectory(prefix="start-bench-") as home:
        for _ in range(1 + chosen.runs):
            for name, program in programs.items():
                starts[name].append(_started(program, desktop, Path(home) / name))
    print(f"{'':8} {'first s':>8} {'median s':>9} {'least s':>8} {'CPU s':>8}")
    for name, (first, *others) in starts.items():
        walls = [start.wall_s for start in others]
        cpu_s = statistics.median(start.cpu_s for start in others)
        print(f"{name:8} {first.wall_s:8.2f} {statistics.median(walls):9.2f} {min(walls):8.2f} {cpu_s:8.2f}")
    ratio = _median_s(starts["bundle"]) / _median_s(starts["source"])
    print(f"bundle / source: {ratio:.2f} (<= {MOST} {'reached' if ratio <= MOST else 'NOT YET'})")
    return int(ratio > MOST)


def _median_s(starts: Sequence[Start]) -> float:
    return statistics.median(start.wall_s for start in starts[1:])


def _started(program: Sequence[str], desktop: Desktop, home: Path) -> Start:
    environment = os.environ | desktop.environment
    environment |= {"UPLOADER_GUI_HOME": str(home / "state"), "LC_ALL": "C.UTF-8"}
    # Compiled once, as for users, whatever is set here and whatever lies beside the source.
    environment |= {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(home / "compiled")}
    began = time.monotonic()
    process = psutil.Popen(program, env=environment)
    desktop.window(_TITLE, may_come=lambda: process.poll() is None)
    wall_s = time.monotonic() - began
    times = process.cpu_times()
    process.terminate()
    process.wait(60)
    return Start(wall_s, times.user + times.system)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
