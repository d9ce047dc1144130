"""``python -m bench.kept_parts`` from ``tests/``: what keeping the parts of a file and joining them costs the program,
against a plain upload of the same file, on the null sink. One run more comes first: by then the program knows the line.
"""

import argparse
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from bench.clients import upload_by_ours
from bench.library_clients import WORKERS
from bench.load import MIB
from bench.measure import Figures, median, run_measured
from bench.stores import sink
from lab.stores.s3probe import S3Address

GIB = 1024 * MIB
MOST_CPU, MOST_PEAK = 1.5, 1.1
"""Kept / plain."""
_HOW = ("never", "always")


def main(arguments: list[str]) -> int:
    """1 if kept parts cost more than they may."""
    parser = argparse.ArgumentParser(prog="bench.kept_parts", description=__doc__)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--gib", type=float, default=1.0)
    chosen = parser.parse_args(arguments)
    costs: dict[str, list[Figures]] = {keep: [] for keep in _HOW}
    with tempfile.TemporaryDirectory(prefix="kept-bench-") as name, sink(Path(name)) as bucket:
        path = Path(name) / "film.bin"
        with path.open("wb") as file:
            file.truncate(int(chosen.gib * GIB))
        for number in range(1 + chosen.runs):
            for keep in _HOW:  # by turns, so that both meet the same machine
                with bucket() as probe:
                    costs[keep].append(_cost(path, probe.address, keep, Path(name) / f"home-{keep}"))
            if number == 0:
                _say("line not known", costs)
                costs = {keep: [] for keep in _HOW}
    cpu, peak = _say("line known", costs)
    is_reached = cpu <= MOST_CPU and peak <= MOST_PEAK
    print("reached" if is_reached else "NOT YET")
    return int(not is_reached)


def _say(when: str, costs: Mapping[str, Sequence[Figures]]) -> tuple[float, float]:
    """Print what both cost; CPU and peak of kept / plain."""
    plain, kept = (median(costs[keep]) for keep in _HOW)
    print(when)
    for keep, one in zip(_HOW, (plain, kept), strict=True):
        print(
            f"  kept {keep:6}: {one.wall_s:.2f} s, CPU {one.cpu_s:.2f} s, peak {one.peak_bytes / 1e6:.0f} MB"
        )
    cpu, peak = kept.cpu_s / plain.cpu_s, kept.peak_bytes / plain.peak_bytes
    print(f"  CPU {cpu:.2f} (<= {MOST_CPU}), peak {peak:.2f} (<= {MOST_PEAK})", flush=True)
    return cpu, peak


def _cost(path: Path, to: S3Address, keep: str, home: Path) -> Figures:
    command, environment = upload_by_ours(path, to, home, WORKERS)
    environment["UPLOADER_GUI_KEEP_PARTS"] = keep
    figures, _ = run_measured(command, environment, home.parent)
    return figures


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
