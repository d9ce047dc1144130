"""``python -m bench.memory`` from ``tests/``: what a huge file costs in memory beside a small one, on the null sink.

The huge one is not sent to its end: after so many seconds it is interrupted as by Ctrl-C.
"""

import argparse
import json
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import psutil

from bench.clients import upload_by_ours
from bench.library_clients import WORKERS
from bench.load import MIB
from bench.measure import LAUNCHER
from bench.stores import sink
from lab.stores.s3probe import S3Address

GIB = 1024 * MIB
MOST = 1.1
"""Peak of the huge one / peak of the small one."""
_INTERRUPTED = 130


def main(arguments: list[str]) -> int:
    """1 if the huge file takes more than it may."""
    parser = argparse.ArgumentParser(prog="bench.memory", description=__doc__)
    parser.add_argument("--small", type=int, default=1, metavar="GIB")
    parser.add_argument("--huge", type=int, default=1024, metavar="GIB")
    parser.add_argument("--seconds", type=float, default=60.0, help="for how long the huge one is sent")
    chosen = parser.parse_args(arguments)
    peaks = []
    with tempfile.TemporaryDirectory(prefix="memory-bench-") as name, sink(Path(name)) as bucket:
        for gib in (chosen.small, chosen.huge):
            with bucket() as probe:
                peaks.append(_peak_bytes(Path(name), probe.address, gib * GIB, chosen.seconds))
            print(f"{gib:6} GiB: peak {peaks[-1] / 1e6:.0f} MB", flush=True)
    ratio = peaks[1] / peaks[0]
    print(f"ratio {ratio:.2f} (<= {MOST} {'reached' if ratio <= MOST else 'NOT YET'})")
    return int(ratio > MOST)


def _peak_bytes(folder: Path, to: S3Address, size: int, seconds: float) -> float:
    """Of one upload of a sparse file that ends by itself or after ``seconds``."""
    path, figures = folder / f"{size}.bin", folder / "figures.json"
    with path.open("wb") as file:
        file.truncate(size)
    command, environment = upload_by_ours(path, to, folder / f"home-{size}", WORKERS)
    launched: list[str | Path] = [sys.executable, "-I", "-S", LAUNCHER, figures, *command]
    with subprocess.Popen(launched, env=environment, stdout=subprocess.DEVNULL) as process:
        try:
            ended_with = process.wait(seconds)
        except subprocess.TimeoutExpired:
            (program_itself,) = psutil.Process(process.pid).children()
            program_itself.send_signal(signal.SIGINT)
            ended_with = process.wait(30)
    path.unlink()
    if ended_with not in {0, _INTERRUPTED}:
        raise SystemExit(f"the upload ended with {ended_with}")
    return float(json.loads(figures.read_text(encoding="ascii"))["peak_bytes"])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
