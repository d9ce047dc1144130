"""How many workers send small files to one store at once.

All workers share one interpreter lock. Where the store answers at once, a second worker adds no throughput, only
turns to be waited for: 2,000 files of 64 KiB took 1.7 s with eight workers spread over two cores, and 1.05 s with one. Where each answer
takes its time, every further worker waits beside the others.
"""

import math

# For each small file the loop and the database work about as long as its worker does.
_WORK_OF_OTHERS = 2.0
_LISTENS_FOR_S = 0.01
_LISTENS_AT_MOST_S = 0.05
_LISTENS_TO = 16
_HOLDS_FOR_S = 5.0


class Rhythm:
    """So many workers that one is at work while the others wait. On the engine's loop; times in seconds.

    Now and then it listens: one worker sends alone for a moment, which shows how long a file takes and how much of
    that is work.
    """

    def __init__(self) -> None:
        self._wanted = math.inf
        self._holds_until_s = 0.0
        self._listens_since_s: float | None = None
        self._is_first = True
        self._wall_s = self._cpu_s = 0.0
        self._count = 0

    def senders(self, most: int, now_s: float) -> int:
        """How many there may be now, 1 to ``most``."""
        if self._listens_since_s is None:
            if now_s < self._holds_until_s:
                return max(1, min(most, math.ceil(min(self._wanted, most))))
            self._listens_since_s = now_s
            self._wall_s = self._cpu_s = 0.0
            self._count = 0
        elif now_s - self._listens_since_s >= _LISTENS_AT_MOST_S:
            self._settle(math.inf, now_s)
            return most
        return 1

    def took(self, wall_s: float, cpu_s: float, now_s: float) -> None:
        """A worker that was alone sent a file: how long that took, and how much of it was work."""
        if self._listens_since_s is None:
            return
        if self._is_first:  # it opened the connection
            self._is_first = False
            return
        self._wall_s += wall_s
        self._cpu_s += cpu_s
        self._count += 1
        # Where the clock of a thread ticks slowly (Windows: 16 ms), it may not have moved yet.
        if self._cpu_s and (self._count >= _LISTENS_TO or self._wall_s >= _LISTENS_FOR_S):
            self._settle(self._wall_s / (_WORK_OF_OTHERS * self._cpu_s), now_s)

    def failed(self, now_s: float) -> None:
        """Something is wrong with the line or the store: what takes long then is no work of ours."""
        self._settle(math.inf, now_s)

    def _settle(self, wanted: float, now_s: float) -> None:
        self._wanted = wanted
        self._listens_since_s = None
        self._holds_until_s = now_s + _HOLDS_FOR_S
