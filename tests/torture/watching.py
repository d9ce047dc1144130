"""``python -m torture.watching --minutes 3 --seed 7`` from ``tests/``: a watched folder, filled while the program is killed.

Recorders write steadily, in pieces, under another name first, or with a header that is written at the end, and some
files grow while they are sent. ``watch`` is killed at random moments and begun again, moving what is proven. In the end every file
has to be in the store once, under its name, with its bytes, and moved; and nothing was ever refused.
"""

import argparse
import hashlib
import random
import sys
import tempfile
import threading
import time
from pathlib import Path

from lab.files import sha256_of
from lab.processes.program import Line, Program, Running
from lab.stores.s3probe import Probe
from torture.sandbox import running_store

MIB = 1024 * 1024
_SETTLED_S = "1"
_LARGEST = 40 * MIB
_END_S = 180.0


class Recorders:
    """A thread that fills the folder until it is told to end; ``expected``: SHA-256 of each file by its key."""

    def __init__(self, folder: Path, dice: random.Random) -> None:
        self.expected: dict[str, str] = {}
        self._folder = folder
        self._dice = dice
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def end(self) -> None:
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        number = 0
        while not self._stop.is_set():
            number += 1
            folder = self._folder / f"day {self._dice.randrange(4)}"
            folder.mkdir(exist_ok=True)
            name = f"клип {number}.mov"
            path = folder / (f"{name}.part" if self._dice.random() < 0.4 else name)
            self._record(path)
            content = sha256_of(path)
            self.expected[f"{folder.name}/{name}"] = content
            path.rename(folder / name)
            self._stop.wait(self._dice.random())

    def _record(self, path: Path) -> None:
        """It is open as long as it is written, as a recorder's file is."""
        with path.open("w+b") as file:
            for _ in range(self._dice.randrange(1, 6)):
                file.write(self._dice.randbytes(self._dice.randrange(_LARGEST // 6)))
                file.flush()
                self._stop.wait(self._dice.random() * 0.4)
            if self._dice.random() < 0.5:
                file.seek(0)
                file.write(self._dice.randbytes(1000))


def torture(seed: int, minutes: float, *, growing: bool) -> list[str]:
    """What went wrong; nothing, one hopes."""
    dice = random.Random(seed)
    with (
        tempfile.TemporaryDirectory(prefix="watch-torture-") as place,
        running_store(Path(place) / "store") as (_, address),
    ):
        folder, sent = Path(place) / "cards", Path(place) / "sent"
        folder.mkdir()
        program = Program(Path(place) / "state", address)
        command: list[str | Path] = ["watch", folder, "--move-to", sent, "--settled", _SETTLED_S, "--json"]
        command += ["--growing"] if growing else []
        recorders = Recorders(folder, dice)
        kills, until_s = 0, time.monotonic() + minutes * 60
        lines: list[Line] = []
        while time.monotonic() < until_s:
            with program.running(*command) as run:
                time.sleep(dice.random() * 12)
                lines += run.kill().lines
            kills += 1
        recorders.end()
        with program.running(*command) as run:
            _wait_until_empty(folder, run)
            lines += run.kill().lines
        print(f"{kills} kills, {len(recorders.expected)} files", flush=True)
        return _wrongs(recorders.expected, Probe(address), sent, lines)


def _wait_until_empty(folder: Path, run: Running) -> None:
    until_s = time.monotonic() + _END_S
    while (
        any(one.is_file() for one in folder.rglob("*")) and time.monotonic() < until_s and not run.is_over()
    ):
        time.sleep(0.5)


def _wrongs(expected: dict[str, str], store: Probe, sent: Path, lines: list[Line]) -> list[str]:
    wrongs = [f"refused: {line}" for line in lines if line["event"] in {"refused", "failed"}]
    moved = {one.relative_to(sent).as_posix(): one for one in sent.rglob("*") if one.is_file()}
    for key, content in expected.items():
        there = store.head(key)
        if there is None or store.sha256(key) != content:
            wrongs.append(f"{key}: not in the store as it is")
        if key not in moved or hashlib.sha256(moved[key].read_bytes()).hexdigest() != content:
            wrongs.append(f"{key}: not moved as it is")
    wrongs += [f"{key}: in the store, and nobody wrote it" for key in set(store.keys()) - expected.keys()]
    wrongs += [f"{key}: moved, and nobody wrote it" for key in moved.keys() - expected.keys()]
    return wrongs


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="torture.watching")
    parser.add_argument("--minutes", type=float, default=3.0)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10_000))
    parser.add_argument("--growing", action="store_true")
    chosen = parser.parse_args()
    print(f"seed {chosen.seed}", flush=True)
    found = torture(chosen.seed, chosen.minutes, growing=chosen.growing)
    print("\n".join(found) or "nothing went wrong", flush=True)
    sys.exit(1 if found else 0)
