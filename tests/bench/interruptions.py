"""What an interruption costs: how many bytes of unfinished parts had come, and have to be sent again.

    python tests/bench/interruptions.py [--cases limit-1,limit-10,line-8,line-80,known-2.4] [--times 6] [--seed 1]

Each case is one upload that never ends, interrupted at random times in turn by Ctrl+C (which pauses) and by a kill, and
gone on with. ``known-2.4`` was a fast line each time it was used before. At most ten seconds of the line, or one part, may have to be sent again. The cases with a line need Linux and root
(``bad_line.py``).
"""

import argparse
import contextlib
import os
import queue
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

if __name__ == "__main__":
    here = Path(__file__).resolve()
    sys.path[:0] = [str(here.parents[1]), str(here.parents[2])]

from bench.bad_line import FAR_ADDRESS, BadLine, LineEnds, bad_line
from bench.clients import ROOT
from bench.load import MIB
from lab.lines.known_line import remember_line
from uploader_gui.transfer.part_queue.concurrency import KnownLine

PART = 8 * MIB
SOON_S, LATE_S = 3.0, 40.0
_SETTLES_S = 3.0


@dataclass(frozen=True, slots=True)
class Case:
    """``rate`` in bytes a second, of the line or of the limit that is set. ``known``: what is remembered instead."""

    rate: float
    line: BadLine | None = None
    known: KnownLine | None = None

    @property
    def allowed(self) -> float:
        return max(PART, 10 * self.rate)


CASES = {
    "limit-1": Case(1e6),
    "limit-10": Case(10e6),
    "line-8": Case(1e6, BadLine(8, 20, 0)),
    "line-80": Case(10e6, BadLine(80, 20, 0)),
    "known-2.4": Case(0.3e6, BadLine(2.4, 20, 0), KnownLine(8, 12.5e6)),
}


class CutCounter:
    """The sink in a process of its own, and what it says of bodies that were cut."""

    def __init__(self, inside: Sequence[str], host: str) -> None:
        command = [*inside, sys.executable, "-m", "lab.stores.sink", f"--host={host}"]
        self._process = subprocess.Popen(
            command,
            cwd=Path(__file__).parents[1],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdout is not None
        self.endpoint = self._process.stdout.readline().strip()
        self._cuts: queue.SimpleQueue[int] = queue.SimpleQueue()
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._cuts.put(int(line))

    def taken(self) -> int:
        """Bytes of bodies that were cut since the last time."""
        count = 0
        with contextlib.suppress(queue.Empty):
            while True:
                count += self._cuts.get_nowait()
        return count

    def close(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()


def main(arguments: list[str]) -> int:
    """1 if an interruption cost more than it may."""
    chosen = _parser().parse_args(arguments)
    is_good = True
    for name in chosen.cases.split(","):
        case = CASES[name]
        costs = _costs(case, chosen.times, random.Random(chosen.seed))
        worst = max(costs)
        every = ", ".join(f"{cost / 1e6:.1f}" for cost in costs)
        verdict = "reached" if worst <= case.allowed else "NOT YET"
        print(
            f"{name:9} {worst / 1e6:6.1f} MB of {case.allowed / 1e6:5.1f} allowed: {verdict}   ({every})",
            flush=True,
        )
        is_good = is_good and worst <= case.allowed
    return 0 if is_good else 1


def _costs(case: Case, times: int, dice: random.Random) -> list[int]:
    """Of each interruption, in bytes."""
    with tempfile.TemporaryDirectory(prefix="upload-bench-") as folder, _ends(case) as ends:
        file = Path(folder) / "endless.bin"
        with file.open("wb") as made:
            made.truncate(int(2 * LATE_S * times * case.rate))
        sink = CutCounter(ends.far, FAR_ADDRESS if case.line else "127.0.0.1")
        try:
            return [
                _cost(case, sink, file, ends, is_first=turn == 0, kills=turn % 2 == 1, dice=dice)
                for turn in range(times)
            ]
        finally:
            sink.close()


@contextlib.contextmanager
def _ends(case: Case) -> Iterator[LineEnds]:
    if case.line is None:
        yield LineEnds((), ())
        return
    with bad_line(case.line) as ends:
        yield ends


def _cost(
    case: Case,
    sink: CutCounter,
    file: Path,
    ends: LineEnds,
    *,
    is_first: bool,
    kills: bool,
    dice: random.Random,
) -> int:
    home = file.parent / "home"
    if case.known is not None:
        home.mkdir(mode=0o700, exist_ok=True)
        remember_line(home, sink.endpoint, rate=case.known.rate, width=case.known.width)
    if is_first and case.line is None:
        home.mkdir(mode=0o700)
        settings = home / "settings.toml"
        settings.write_text(f"[settings]\nbandwidth_limit = {case.rate:.0f}\n")
        settings.chmod(0o600)
    environment = os.environ | {
        "UPLOADER_GUI_HOME": str(home),
        "UPLOADER_GUI_ENDPOINT": sink.endpoint,
        "UPLOADER_GUI_ACCESS_KEY": "access-key",
        "UPLOADER_GUI_SECRET_KEY": "secret-key",
        "UPLOADER_GUI_BUCKET": "bench",
        "UPLOADER_GUI_REGION": "us-east-1",
        "PYTHONPATH": str(ROOT),
    }
    words = ["upload", str(file)] if is_first else ["resume", "--all"]
    command = [*ends.near, sys.executable, "-m", "uploader_gui", *words, "--json"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        timer = threading.Timer(
            dice.uniform(SOON_S, LATE_S), process.send_signal, [signal.SIGKILL if kills else signal.SIGINT]
        )
        for line in process.stdout:
            if not timer.ident and '"progress"' in line:  # it sends
                timer.start()
        timer.cancel()
    time.sleep(_SETTLES_S)  # what the system still had of it arrives after its end
    return sink.taken()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="interruptions.py", description=__doc__)
    parser.add_argument("--cases", default=",".join(CASES))
    parser.add_argument("--times", type=int, default=6)
    parser.add_argument("--seed", type=int, default=1)
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
