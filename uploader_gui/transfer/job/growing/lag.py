"""How far behind a recorder its upload is, in seconds."""

import math
from collections import deque
from typing import Final

_MOST: Final = 5000


class Lag:
    """Since when the oldest byte that was not sent is there. Lives on the engine's loop; times are monotonic seconds.

    What was there at the first look came at times that nobody knows: of that only the bytes can be told.
    """

    def __init__(self) -> None:
        self._size: int | None = None
        self._known_from = 0
        self._came: deque[tuple[float, int]] = deque()  # when, and before which byte what came then ends

    def saw(self, now_s: float, size: int) -> None:
        """The file has ``size`` bytes now."""
        if self._size is None:
            self._known_from = size
        elif size > self._size:
            self._came.append((now_s, size))
            if len(self._came) > _MOST:  # the line is away for hours: half as exactly is enough
                self._came = deque(list(self._came)[::-2][::-1])
        self._size = max(size, self._size or 0)

    def behind_s(self, now_s: float, sent: int) -> int | None:
        """Whole seconds for which the first byte after ``sent`` has been there; 0 if there is none yet.

        None where it was there before anybody looked. ``sent`` never becomes less, but after a part was lost.
        """
        if sent < self._known_from:
            return None
        while self._came and self._came[0][1] <= sent:
            self._came.popleft()
        return math.floor(now_s - self._came[0][0]) if self._came else 0
