"""Bytes per second over a sliding window, and the time left that follows from it."""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

WINDOW_S = 15.0
SETTLING_S = 5.0
_GRAIN_S = 0.1  # what comes closer together than this is kept as one sample
_BREAK_S = 1.0  # a shorter one lies between small files and belongs to sending them
# What is sent at first fills buffers on the way, which on a slow line is more than it carries in a second.
_FILLING_S = 1.0
_MUCH_LONGER = 1.5


@dataclass(frozen=True, slots=True)
class DestinationRate:
    """What was last measured on the line to a store, at a UTC time.

    ``bytes_per_second``: of all jobs that go there together. ``width``: parts at once that the line was worth. None:
    not measured.
    """

    bytes_per_second: float | None
    width: int | None
    measured_at: datetime


@dataclass(frozen=True, slots=True)
class Pace:
    """What is left to be sent, in bytes, and how many of them go in a second."""

    bytes_left: int
    bytes_per_second: float

    @property
    def seconds_left(self) -> float:
        """How long that takes."""
        return self.bytes_left / self.bytes_per_second


def together(paces: Iterable[Pace]) -> Pace:
    """How all of these are sent, of which at least one is."""
    all_paces = list(paces)
    return Pace(sum(one.bytes_left for one in all_paces), sum(one.bytes_per_second for one in all_paces))


def goes_on_like_this(own: Pace, line: Pace) -> bool:
    """Say whether what is sent on ``line`` with others ends at its speed of now about when all have ended, or before.

    What would take much longer gets only what the others leave: it gets more as soon as these have ended.
    """
    return own.seconds_left <= _MUCH_LONGER * line.seconds_left


class RateMeter:
    """Speed of this session only. Times are monotonic seconds given by the caller; one thread."""

    def __init__(self, started_s: float) -> None:
        self._started_s = self._counts_from_s = started_s
        self._samples: deque[tuple[float, int]] = deque()

    def begin(self, now_s: float) -> None:
        """Sending begins: measure anew, unless it has only just ended."""
        if not self._samples or now_s - self._samples[-1][0] > _BREAK_S:
            self._samples.clear()
            self._started_s = self._counts_from_s = now_s

    def moved(self, now_s: float, count: int) -> None:
        """As ``add``; what moves first only begins the measurement: it is seen now, and has moved before."""
        self._drop_old(now_s)
        if self._samples:
            self.add(now_s, count)
            return
        if now_s - self._started_s > _BREAK_S:
            self._started_s = now_s
        self._counts_from_s = now_s
        self.add(now_s, 0)

    def add(self, now_s: float, count: int) -> None:
        """Count ``count`` bytes that arrived at ``now_s``."""
        if self._samples and now_s - self._samples[-1][0] < _GRAIN_S:
            began_s, sum_before = self._samples.pop()
            self._samples.append((began_s, sum_before + count))
        else:
            self._samples.append((now_s, count))
        self._drop_old(now_s)

    def has_moved_since(self, then_s: float) -> bool:
        """Say whether anything has been counted after ``then_s``."""
        return bool(self._samples) and self._samples[-1][0] > then_s

    def bytes_per_second(self, now_s: float) -> float | None:
        """Mean over the window (or since the start, if that is shorter); None in the first second.

        Without what came in the first second, where that was faster than what followed.
        """
        self._drop_old(now_s)
        began_s = self._counts_from_s
        if now_s - began_s < 1.0:
            return None
        rate, filled_s = self._mean_since(began_s, now_s), began_s + _FILLING_S
        is_filled = now_s >= filled_s + _FILLING_S and self._samples and self._samples[0][0] < filled_s
        return min(rate, self._mean_since(filled_s, now_s)) if is_filled else rate

    def _mean_since(self, began_s: float, now_s: float) -> float:
        counted = sum(count for at_s, count in self._samples if at_s >= began_s)
        return counted / min(WINDOW_S, now_s - began_s)

    def seconds_left(self, now_s: float, bytes_left: int) -> float | None:
        """Time for ``bytes_left`` at this speed; None until it has been measured for five seconds."""
        rate = self.bytes_per_second(now_s)
        if not rate or now_s - self._started_s < SETTLING_S:
            return None
        return bytes_left / rate

    def _drop_old(self, now_s: float) -> None:
        while self._samples and self._samples[0][0] < now_s - WINDOW_S:
            self._samples.popleft()
