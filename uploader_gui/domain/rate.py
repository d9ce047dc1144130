"""Bytes per second over a sliding window, and the time left that follows from it."""

from collections import deque

WINDOW_S = 15.0
SETTLING_S = 5.0
_GRAIN_S = 0.1  # what comes closer together than this is kept as one sample
_BREAK_S = 1.0  # a shorter one lies between small files and belongs to sending them


class RateMeter:
    """Speed of this session only. Times are monotonic seconds given by the caller; one thread."""

    def __init__(self, started_s: float) -> None:
        self._started_s = started_s
        self._samples: deque[tuple[float, int]] = deque()

    def begin(self, now_s: float) -> None:
        """Sending begins: measure anew, unless it has only just ended."""
        if not self._samples or now_s - self._samples[-1][0] > _BREAK_S:
            self._samples.clear()
            self._started_s = now_s

    def add(self, now_s: float, count: int) -> None:
        """Count ``count`` bytes that arrived at ``now_s``."""
        if self._samples and now_s - self._samples[-1][0] < _GRAIN_S:
            began_s, sum_before = self._samples.pop()
            self._samples.append((began_s, sum_before + count))
        else:
            self._samples.append((now_s, count))
        self._drop_old(now_s)

    def bytes_per_second(self, now_s: float) -> float | None:
        """Mean over the window (or since the start, if that is shorter); None in the first second."""
        self._drop_old(now_s)
        span = min(WINDOW_S, now_s - self._started_s)
        if span < 1.0:
            return None
        return sum(count for _, count in self._samples) / span

    def seconds_left(self, now_s: float, bytes_left: int) -> float | None:
        """Time for ``bytes_left`` at this speed; None until it has been measured for five seconds."""
        rate = self.bytes_per_second(now_s)
        if not rate or now_s - self._started_s < SETTLING_S:
            return None
        return bytes_left / rate

    def _drop_old(self, now_s: float) -> None:
        while self._samples and self._samples[0][0] < now_s - WINDOW_S:
            self._samples.popleft()
