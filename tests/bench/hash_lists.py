"""``python -m bench.hash_lists`` from ``tests/``: what comparing a file with its media hash list costs, on the null sink.

The same file each time, read before: alone, and beside a classic list with its XXH64, its MD5, or both; turn by turn.
"""

import argparse
import os
import sys
import tempfile
from pathlib import Path

from bench.clients import ROOT
from bench.load import MIB
from bench.measure import Figures, median, run_measured
from bench.stores import sink
from lab.engines.hash_lists import write_classic
from lab.files import make_file
from lab.processes.program import connection_environment
from lab.stores.s3probe import S3Address
from uploader_gui.domain.hashes import HashKind
from uploader_gui.source.file_hash import FileHasher
from uploader_gui.source.source_file import Source, Unstoppable

_TAGS = {HashKind.XXH64: "xxhash64be", HashKind.MD5: "md5"}
_CASES: dict[str, tuple[HashKind, ...]] = {
    "no list": (),
    "xxh64": (HashKind.XXH64,),
    "md5": (HashKind.MD5,),
    "xxh64 and md5": (HashKind.XXH64, HashKind.MD5),
}


def main(arguments: list[str]) -> int:
    """Print a row for each case: medians of seconds, CPU seconds and peak memory."""
    parser = argparse.ArgumentParser(prog="bench.hash_lists", description=__doc__)
    parser.add_argument("--mib", type=int, default=1024)
    parser.add_argument("--runs", type=int, default=5)
    chosen = parser.parse_args(arguments)
    figures: dict[str, list[Figures]] = {name: [] for name in _CASES}
    with tempfile.TemporaryDirectory(prefix="hash-bench-") as scratch, sink(Path(scratch)) as bucket:
        folder = Path(scratch)
        film = make_file(folder / "film.mov", chosen.mib * MIB)
        films = {name: _beside_list(film, folder / name, kinds) for name, kinds in _CASES.items()}
        for run in range(chosen.runs):
            for name, film in films.items():
                with bucket() as probe:
                    figures[name].append(_upload(folder, film, probe.address, f"{run}-{name}"))
    print(f"{chosen.mib} MiB, medians of {chosen.runs}")
    for name, runs in figures.items():
        middle = median(runs)
        print(
            f"{name:14} {middle.wall_s:6.2f} s  CPU {middle.cpu_s:6.2f} s  peak {middle.peak_bytes / 1e6:5.0f} MB"
        )
    return 0


def _beside_list(film: Path, folder: Path, kinds: tuple[HashKind, ...]) -> Path:
    """The same file under a name of its own, beside its list."""
    folder.mkdir()
    linked = folder / film.name
    linked.hardlink_to(film)
    if kinds:
        hasher = FileHasher(kinds)
        with Source(film) as source:
            hasher.take_all(source, Unstoppable())
        hashes = "".join(f"<{_TAGS[kind]}>{value}</{_TAGS[kind]}>" for kind, value in hasher.hashes())
        write_classic(folder / "film.mhl", {"film.mov": hashes})
    return linked


def _upload(folder: Path, film: Path, to: S3Address, home: str) -> Figures:
    environment = os.environ | connection_environment(to)
    environment |= {
        "UPLOADER_GUI_HOME": str(folder / f"home {home}"),
        "PYTHONPATH": str(ROOT),
    }
    command: list[str | Path] = [sys.executable, "-m", "uploader_gui", "upload", film, "--json"]
    return run_measured(command, environment, folder)[0]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
