"""A bad line on this machine, in user space: a rate, a delay, random loss and a short queue. Linux, root, ``ip``.

Two network namespaces, each with one end of it; a process of its own carries every packet from one to the other. TCP is
cubic there, which takes loss for a full line, as it is on most machines.
"""

import contextlib
import ctypes
import fcntl
import os
import random
import select
import struct
import subprocess
import sys
import time
from collections import deque
from collections.abc import Iterator
from dataclasses import astuple, dataclass
from pathlib import Path

_SET_DEVICE = 0x400454CA
_IS_TUN, _WITHOUT_HEADER = 0x0001, 0x1000
_SHORTEST_NAP_S = 0.0002
_SET_TIMER_SLACK = 29
_LARGEST_PACKET = 2048
NEAR_ADDRESS, FAR_ADDRESS = "10.77.2.1", "10.77.2.2"


@dataclass(frozen=True, slots=True)
class BadLine:
    """``loss_percent`` of all packets are lost, each way. ``queue_bytes``: what waits for its turn before more is dropped."""

    mbit: float = 100.0
    one_way_ms: float = 20.0
    loss_percent: float = 1.0
    queue_bytes: int = 500_000


@dataclass(frozen=True, slots=True)
class LineEnds:
    """What to put before a command that runs at either end."""

    near: tuple[str, ...]
    far: tuple[str, ...]


@contextlib.contextmanager
def bad_line(line: BadLine) -> Iterator[LineEnds]:
    """Lay the line; the far end is ``FAR_ADDRESS``. What it lost is printed on standard error."""
    names = [f"line{os.getpid()}{end}" for end in ("near", "far")]
    devices = [f"bl{os.getpid() % 1_000_000}{end}" for end in ("n", "f")]
    words = [str(word) for word in astuple(line)]
    tests = Path(__file__).parents[1]
    command = [sys.executable, "-m", "bench.bad_line", *devices, *words]
    with subprocess.Popen(
        command, cwd=tests, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdout.readline()
        try:
            for name, device, own, other in (
                (names[0], devices[0], NEAR_ADDRESS, FAR_ADDRESS),
                (names[1], devices[1], FAR_ADDRESS, NEAR_ADDRESS),
            ):
                _ip("netns", "add", name)
                _ip("link", "set", device, "netns", name)
                _ip("-n", name, "link", "set", "lo", "up")
                _ip("-n", name, "addr", "add", own, "peer", other, "dev", device)
                _ip("-n", name, "link", "set", device, "mtu", "1500", "txqueuelen", "1000", "up")
                _ip("-n", name, "route", "change", other, "dev", device, "congctl", "cubic")
            inside = ("ip", "netns", "exec")
            yield LineEnds((*inside, names[0]), (*inside, names[1]))
        finally:
            process.stdin.close()
            for name in names:
                with contextlib.suppress(subprocess.CalledProcessError):
                    _ip("netns", "del", name)


def _ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True)


class _Direction:
    """What one end sends to the other."""

    def __init__(self, source: int, target: int, line: BadLine, seed: int) -> None:
        self._source = source
        self._target = target
        self._bytes_per_s = line.mbit * 1e6 / 8
        self._delay_s = line.one_way_ms / 1000
        self._loss = line.loss_percent / 100
        self._queue_s = line.queue_bytes / self._bytes_per_s
        self._dice = random.Random(seed)
        self._free_at_s = 0.0
        self._under_way: deque[tuple[float, bytes]] = deque()
        self.seen = self.lost = self.overflowed = 0

    def take_in(self) -> None:
        """Take all packets that have come."""
        with contextlib.suppress(BlockingIOError):
            while True:
                self._take(os.read(self._source, _LARGEST_PACKET))

    def _take(self, packet: bytes) -> None:
        self.seen += 1
        if self._dice.random() < self._loss:
            self.lost += 1
            return
        now_s = time.monotonic()
        begins_s = max(now_s, self._free_at_s)
        if begins_s - now_s > self._queue_s:
            self.overflowed += 1
            return
        self._free_at_s = begins_s + len(packet) / self._bytes_per_s
        self._under_way.append((self._free_at_s + self._delay_s, packet))

    def let_out(self) -> float | None:
        """Deliver what is due; the seconds until the next one is, None if there is none."""
        while self._under_way:
            early_s = self._under_way[0][0] - time.monotonic()
            if early_s > _SHORTEST_NAP_S:
                return early_s
            with contextlib.suppress(OSError):  # the other end is down: lost
                os.write(self._target, self._under_way.popleft()[1])
        return None


def _open_device(name: str) -> int:
    device = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(device, _SET_DEVICE, struct.pack("16sH22x", name.encode(), _IS_TUN | _WITHOUT_HEADER))
    return device


def _carry(ends: list[int], line: BadLine) -> list[_Direction]:
    """Carry packets until standard input ends."""
    directions = [_Direction(ends[0], ends[1], line, 7), _Direction(ends[1], ends[0], line, 8)]
    by_source = dict(zip(ends, directions, strict=True))
    waiting = select.epoll()
    for source in (*ends, sys.stdin.fileno()):
        waiting.register(source, select.EPOLLIN)
    while True:
        naps = [nap for each in directions if (nap := each.let_out()) is not None]
        for source, _ in waiting.poll(min(naps) if naps else None):
            if source not in by_source:
                return directions
            by_source[source].take_in()


def main(words: list[str]) -> None:
    """Two devices' names and the fields of a BadLine."""
    line = BadLine(float(words[2]), float(words[3]), float(words[4]), int(words[5]))
    with contextlib.suppress(OSError):
        os.setpriority(os.PRIO_PROCESS, 0, -15)  # beside busy clients its clock has to stay right
    ctypes.CDLL(None).prctl(_SET_TIMER_SLACK, 1000)
    ends = [_open_device(name) for name in words[:2]]
    print("open", flush=True)
    for each in _carry(ends, line):
        print(f"{each.seen} packets, {each.lost} lost, {each.overflowed} too many", file=sys.stderr)


if __name__ == "__main__":
    main(sys.argv[1:])
