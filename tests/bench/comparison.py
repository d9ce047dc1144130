"""Uploads the same files with our program and with others, turn by turn, and prints what each cost."""

import argparse
import shutil
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

from bench.clients import CLIENTS, Task, can_run, start_and_exit
from bench.load import Load, loads
from bench.measure import ClientFailedError, Figures, median
from bench.stores import STORES, Bucket
from bench.tables import costs, ratios
from bench.targets import START_AND_EXIT_S, TARGETS


def main(arguments: list[str]) -> int:
    """1 if a client failed."""
    chosen = _parser().parse_args(arguments)
    names = chosen.clients.split(",")
    with tempfile.TemporaryDirectory(prefix="upload-bench-", dir=chosen.dir) as folder:
        scratch = Path(folder)
        todo = loads(chosen.data or scratch, chosen.sizes.split(","), chosen.big)
        for load in todo:
            load.make()
        with STORES[chosen.store](scratch) as bucket:
            results = {
                key: cost
                for load in todo
                for key, cost in _compare(load, names, chosen.runs, bucket, scratch).items()
            }
        start = median([_start(scratch) for _ in range(chosen.runs)]) if "ours" in names else None
    print(f"\nStore: {chosen.store}; medians of {chosen.runs} runs, taken turn by turn\n\n{costs(results)}\n")
    print(f"Ours against each\n\n{ratios(results, TARGETS.get(chosen.store, {}))}\n")
    if start is not None:
        print(
            f"Start-up and exit of ours (`list`, empty store): {start.wall_s:.2f} s (<= {START_AND_EXIT_S} s)"
        )
    wanted = {(name, load.name) for load in todo for name in names if can_run(name, load)}
    return 0 if wanted == set(results) else 1


def _compare(
    load: Load, names: list[str], runs: int, bucket: Bucket, scratch: Path
) -> dict[tuple[str, str], Figures]:
    """Each client's medians; one that fails is left out, with its reason on standard error."""
    order = [name for name in names if can_run(name, load)]
    figures: dict[str, list[Figures]] = defaultdict(list)
    for turn in range(runs):
        for name in [*order[turn % len(order) :], *order[: turn % len(order)]]:
            try:
                figures[name].append(_run(name, load, bucket, scratch / "run"))
            except ClientFailedError as error:
                print(f"{name}, {load.name}: {error}", file=sys.stderr)
            print(f"{load.name} {turn + 1}/{runs} {name}: {figures[name][-1:]}", file=sys.stderr)
    return {(name, load.name): median(figures[name]) for name in order if len(figures[name]) == runs}


def _run(name: str, load: Load, bucket: Bucket, scratch: Path) -> Figures:
    """One measured run into an empty bucket; what arrived is checked by number of objects."""
    scratch.mkdir()
    try:
        with bucket() as probe:
            figures = CLIENTS[name](Task(load, probe.address, scratch))
            if (arrived := len(probe.keys())) != load.count:
                raise ClientFailedError(f"{arrived} of {load.count} objects arrived")
            return figures
    finally:
        shutil.rmtree(scratch)


def _start(scratch: Path) -> Figures:
    run = scratch / "start"
    run.mkdir(exist_ok=True)
    return start_and_exit(run)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="compare.py", description=__doc__)
    parser.add_argument("--sizes", default="big,medium,small")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--store", choices=sorted(STORES), default="sink")
    parser.add_argument("--big", type=float, default=1, metavar="GIB", help="size of the big file")
    parser.add_argument("--clients", default=",".join(CLIENTS))
    parser.add_argument("--data", type=Path, help="keep the files to upload here for the next time")
    parser.add_argument(
        "--dir", type=Path, help="where to put everything else; the system's temporary directory"
    )
    return parser
