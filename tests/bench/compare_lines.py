"""Uploads one file over bad lines with our defaults and with others, turn by turn, and prints how long each took.

    python tests/bench/compare_lines.py [--loss 1,0.2,0] [--runs 3] [--mib 256] [--clients ours,obstore-8,...]

Needs the ``bench`` extra, Linux and root: it lays a line of its own (``bad_line.py``). The line is the limit, not the
processor, so a machine that is not quite quiet will do.
"""

import argparse
import shutil
import statistics
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

if __name__ == "__main__":
    here = Path(__file__).resolve()
    sys.path[:0] = [str(here.parents[1]), str(here.parents[2])]

from bench.bad_line import FAR_ADDRESS, BadLine, LineEnds, bad_line
from bench.clients import CLIENTS, Task
from bench.load import MIB, Load
from bench.measure import ClientFailedError
from bench.stores import sink

EVERY = ("ours", "obstore-8", "obstore-32", "s5cmd-8", "s5cmd-32")
AIMS = {0.0: 1.05, 0.2: 1.1, 1.0: 1.1}
"""By loss: ours against the best of the others, at most."""


def main(arguments: list[str]) -> int:
    """1 if a client failed or an aim is missed."""
    chosen = _parser().parse_args(arguments)
    names = chosen.clients.split(",")
    is_good = True
    with tempfile.TemporaryDirectory(prefix="upload-bench-") as folder:
        load = Load("line", Path(folder) / "line", 1, chosen.mib * MIB)
        load.make()
        for loss in map(float, chosen.loss.split(",")):
            line = BadLine(chosen.mbit, chosen.one_way_ms, loss)
            with bad_line(line) as ends:
                walls = _compare(load, names, chosen.runs, ends, Path(folder) / "run")
            is_good = _report(line, walls, chosen.runs) and is_good
    return 0 if is_good else 1


def _compare(
    load: Load, names: list[str], runs: int, ends: LineEnds, scratch: Path
) -> dict[str, list[float]]:
    walls: dict[str, list[float]] = defaultdict(list)
    with sink(scratch, host=FAR_ADDRESS, inside=ends.far) as bucket:
        for turn in range(runs):
            for name in [*names[turn % len(names) :], *names[: turn % len(names)]]:
                client, _, workers = name.partition("-")
                scratch.mkdir()
                with bucket() as probe:
                    task = Task(
                        load, probe.address, scratch, int(workers) if workers else None, inside=ends.near
                    )
                    try:
                        walls[name].append(CLIENTS[client](task).wall_s)
                    except ClientFailedError as error:
                        print(f"{name}: {error}", file=sys.stderr)
                shutil.rmtree(scratch)
                print(f"{turn + 1}/{runs} {name}: {walls[name][-1:]}", file=sys.stderr)
    return {name: walls[name] for name in names}


def _report(line: BadLine, walls: dict[str, list[float]], runs: int) -> bool:
    """Print one line's table; False if a run is missing or the aim not reached."""
    print(
        f"\n{line.mbit:g} Mbit/s, {2 * line.one_way_ms:g} ms, {line.loss_percent:g} % loss; medians of {runs}\n"
    )
    medians = {name: statistics.median(taken) for name, taken in walls.items() if len(taken) == runs}
    for name, wall_s in medians.items():
        every = ", ".join(f"{each:.1f}" for each in walls[name])
        print(f"{name:12} {wall_s:8.1f} s   ({every})")
    others = [wall_s for name, wall_s in medians.items() if name != "ours"]
    if "ours" not in medians or not others:
        return len(medians) == len(walls)
    ratio, aim = medians["ours"] / min(others), AIMS.get(line.loss_percent)
    verdict = "" if aim is None else f" (<= {aim:.2f} {'reached' if ratio <= aim else 'NOT YET'})"
    print(f"\nours against the best of them: {ratio:.2f}{verdict}", flush=True)
    return len(medians) == len(walls) and (aim is None or ratio <= aim)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="compare_lines.py", description=__doc__)
    parser.add_argument("--loss", default=",".join(f"{loss:g}" for loss in reversed(AIMS)))
    parser.add_argument("--mbit", type=float, default=100.0)
    parser.add_argument("--one-way-ms", type=float, default=20.0)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--mib", type=int, default=256)
    parser.add_argument("--clients", default=",".join(EVERY))
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
