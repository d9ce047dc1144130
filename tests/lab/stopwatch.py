"""Times that a test holds against a bound, on a machine that may stand still at any moment.

What is work of the calling thread alone is better measured with ``time.thread_time``: others' work does not count.
"""

import threading
import time
from collections.abc import Callable
from types import TracebackType
from typing import Self

_TICK_S = 0.01
_LATE_S = 0.02
"""So much later than it wanted, a thread that only sleeps was not given the processor."""


def least(measure: Callable[[], float], bound: float, *, tries: int = 5) -> float:
    """The least that was measured in a few tries, the first that keeps to the bound being the last: a machine that
    stands still makes a time longer and none shorter. For what can be done again.
    """
    found = measure()
    for _ in range(tries - 1):
        if found < bound:
            break
        found = min(found, measure())
    return found


class Stopwatch:
    """Seconds since its context was entered, without those in which the machine stood still; any thread.

    For what can't be done again, and for waits, not for work: a piece of work that lets no other thread of this process
    run looks like a machine that stands still.
    """

    def __init__(self) -> None:
        self._began_s = self._ticked_s = 0.0
        self._stood_still: list[tuple[float, float]] = []
        self._lock = threading.Lock()
        self._is_over = threading.Event()
        self._ticker = threading.Thread(target=self._tick, name="stopwatch", daemon=True)

    def __enter__(self) -> Self:
        self._began_s = self._ticked_s = time.monotonic()
        self._ticker.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._is_over.set()
        self._ticker.join(10)

    @property
    def elapsed_s(self) -> float:
        """What has passed so far."""
        return self.at(time.monotonic())

    def at(self, moment_s: float) -> float:
        """What had passed at a moment of ``time.monotonic``."""
        with self._lock:
            self._look(time.monotonic())
            stood_still_s = sum(
                min(to_s, moment_s) - from_s for from_s, to_s in self._stood_still if from_s < moment_s
            )
            return moment_s - self._began_s - stood_still_s

    def _tick(self) -> None:
        while not self._is_over.wait(_TICK_S):
            with self._lock:
                self._look(time.monotonic())

    def _look(self, now_s: float) -> None:
        due_s = self._ticked_s + _TICK_S
        if now_s > due_s + _LATE_S:
            self._stood_still.append((due_s, now_s))
        self._ticked_s = now_s
