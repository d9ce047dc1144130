"""An upload that takes ten times as long as its store remembers it: paused, killed, and never sent twice.

``python -m torture.long_upload --minutes 10`` from ``tests/``: the store forgets unfinished uploads after a tenth of the
time, the line is as thin as makes the file take that long, the program is paused for a fifth of it and killed five times.
"""

import argparse
import bisect
import itertools
import signal
import sys
import tempfile
import time
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from lab.files import make_file, sha256_of
from lab.lines.proxy import FaultProxy
from lab.processes.program import Program, Running
from lab.stores.minio_face import MinioFace
from lab.stores.s3probe import Probe
from torture.sandbox import running_store
from uploader_gui.transfer.part_queue.concurrency import LONGEST_LOSS_S

KILLS = 5
SIZE = 400_000_000
PART = 5 * 1024 * 1024
_SENDING = 0.72  # of the time; the rest goes into the pause, and into what kills cost
_PAUSED = 0.2
_RECEIVED = 64 * 1024
"""Bytes that the far end of the line takes beforehand; by itself this machine would take whole parts."""


@dataclass(frozen=True, slots=True)
class Report:
    """How it went. ``twice``: kept parts whose sending was begun when the store had them; it has to be empty.

    What was on its way at a kill may still arrive, out of the buffers of the system, when the next run has looked.
    ``lost``: bytes of parts that each interruption broke off, of which none may exceed ``may_be_lost``.
    """

    seconds: float
    lifetime_s: float
    uploads_begun: int
    uploads_forgotten: int
    parts: int
    kept: int
    bytes_of_parts_sent: int
    lost: list[int]
    may_be_lost: int
    twice: list[int]
    is_whole: bool
    left_behind: list[str]

    @property
    def is_good(self) -> bool:
        is_little = max(self.lost, default=0) <= self.may_be_lost
        return self.is_whole and is_little and not self.twice and not self.left_behind

    def __str__(self) -> str:
        again = self.bytes_of_parts_sent - SIZE
        return (
            f"{self.seconds:.0f} s, the store forgets after {self.lifetime_s:.0f} s; {KILLS} kills, one pause\n"
            f"uploads begun {self.uploads_begun}, requests to forgotten ones {self.uploads_forgotten}\n"
            f"parts {self.parts}, kept {self.kept}, sent though kept {self.twice or 'none'}\n"
            f"bytes sent {self.bytes_of_parts_sent:,} of {SIZE:,}: {again:,} again, of parts in flight\n"
            f"lost at each interruption: {', '.join(f'{lost:,}' for lost in self.lost)}; aim {self.may_be_lost:,}\n"
            f"whole: {self.is_whole}, left in the bucket: {self.left_behind or 'nothing'}"
        )


def long_upload(minutes: float, seed: int) -> Report:
    """Carry it out."""
    seconds, dice = minutes * 60, Random(seed)
    lifetime_s = seconds / 10
    with (
        tempfile.TemporaryDirectory(prefix="long-upload-") as name,
        running_store(Path(name) / "store") as (
            _,
            address,
        ),
    ):
        path = make_file(Path(name) / "week.mov", SIZE)
        with (
            MinioFace(address.endpoint, lifetime_s=lifetime_s) as face,
            FaultProxy(face.endpoint, receive_buffer=_RECEIVED) as proxy,
        ):
            rate = SIZE / (seconds * _SENDING)
            proxy.throttle(rate)
            program = Program(
                Path(name) / "state",
                replace(address, endpoint=proxy.endpoint),
                UPLOADER_GUI_UPLOAD_LIFETIME_H=str(lifetime_s / 3600),
                UPLOAD_CHUNK_SIZE=str(PART),
            )
            began_s = time.monotonic()
            interrupted_at = _carry_out(program, path, seconds, dice)
            took_s = time.monotonic() - began_s
            report = _report(proxy, Probe(address), path, took_s, lifetime_s)
            may_be_lost = max(PART, round(LONGEST_LOSS_S * rate))
            return replace(report, lost=_lost(proxy, interrupted_at), may_be_lost=may_be_lost)


def _carry_out(program: Program, path: Path, seconds: float, dice: Random) -> list[float]:
    """Send it, kill the program and pause it; when that was."""
    interrupted_at = []
    running = program.start("upload", path, "--json")
    running.wait_for(lambda line: line["event"] == "progress", timeout=120)
    pause_after = dice.randrange(1, KILLS)
    for number in range(KILLS):
        _wait(running, seconds * _SENDING / (KILLS + 1) * dice.uniform(0.6, 1.2))
        interrupted_at.append(time.monotonic())
        if number == pause_after:
            running.signal(signal.SIGTERM)
            running.end()
            time.sleep(seconds * _PAUSED)
            running = program.start("resume", "--all", "--json")
            _wait(running, seconds / 60)
            interrupted_at.append(time.monotonic())
        running.kill()
        running = program.start("resume", "--all", "--json")
    ended = running.end(timeout=seconds * 3)
    assert ended.code == 0, ended.errors
    return interrupted_at


def _wait(running: Running, seconds: float) -> None:
    """Let it run; its end before that is an error here."""
    until_s = time.monotonic() + seconds
    while time.monotonic() < until_s:
        assert not running.is_over(), running.end().errors
        time.sleep(0.2)


def _report(proxy: FaultProxy, probe: Probe, path: Path, took_s: float, lifetime_s: float) -> Report:
    entries = proxy.log.entries()
    stored = {number for _, number in proxy.log.kept_parts_sent(stored=True)}
    parts = [entry for entry in entries if entry.operation == "part" or entry.request.kept_part]
    return Report(
        took_s,
        lifetime_s,
        sum(entry.operation == "create" and entry.status == 200 for entry in entries),
        sum(bool(entry.upload_id) and entry.status == 404 for entry in entries),
        -(-SIZE // PART),
        len(stored),
        sum(entry.body_bytes for entry in parts if entry.operation in {"part", "put"}),
        [],
        0,
        sorted(number for number in stored if _is_sent_twice(proxy, number)),
        probe.sha256(path.name) == sha256_of(path),
        [key for key in sorted(probe.keys()) if key != path.name],
    )


def _lost(proxy: FaultProxy, interrupted_at: list[float]) -> list[int]:
    """Bytes of parts that were on their way at each of these times and never arrived whole."""
    broken = [
        entry
        for entry in proxy.log.entries()
        if entry.operation in {"part", "put"} and not entry.body_is_whole and entry.is_over
    ]
    lost = [0] * len(interrupted_at)
    for entry in broken:
        number = bisect.bisect_left(interrupted_at, entry.arrived_at)
        if number < len(lost):
            lost[number] += entry.body_bytes
    return lost


def _is_sent_twice(proxy: FaultProxy, number: int) -> bool:
    """Say whether a kept part was sent by a request that came when an earlier one had been answered well."""
    sent = [
        entry
        for entry in proxy.log.entries("put")
        if entry.request.kept_part and entry.request.kept_part[1] == number
    ]
    return any(
        earlier.store_status == 200 and earlier.ended_at <= later.arrived_at
        for earlier, later in itertools.combinations(sent, 2)
    )


def main() -> int:
    parser = argparse.ArgumentParser(prog="torture.long_upload")
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    report = long_upload(chosen.minutes, chosen.seed)
    print(report)
    return 0 if report.is_good else 1


if __name__ == "__main__":
    sys.exit(main())
