"""A job with a limit of its own, or of its package: how many of its parts may be on their way, and whether the limit is what holds it back."""

import math

from uploader_gui.s3.http.request_body import Throttle
from uploader_gui.transfer.part_queue.concurrency import LONGEST_LOSS_S

# Long enough for several grants of the slowest limit, and for the moment between two parts to matter little.
_LOOK_S = 2.0
# Of the limit, so much has to be used for it to be the limit that holds the job back, and not the line.
_FULL = 0.8
_MOST_AT_ONCE = 2


class JobLimit:
    """Lives on the engine's loop; times are monotonic seconds. Without a limit it holds nothing back.

    A limited job takes as few parts as use its limit, so that an interruption costs little; it begins with as many as
    may be lost. While its limit holds it back, what it sends tells nothing of the line.
    """

    def __init__(self, throttle: Throttle, part_size: int) -> None:
        self.throttle = throttle
        self._part_size = part_size
        self._holds_back = True
        self._width = self._safe_width()
        self._window: tuple[float, list[int]] | None = None

    @property
    def holds_back(self) -> bool:
        """Say whether the job would send faster without it, as far as is known."""
        return self.throttle.least is not None and self._holds_back

    def change(self, limit: int | None) -> None:
        """Another limit in bytes per second, None for none; it acts at once, also on parts that are on their way."""
        self.throttle.set_limit(limit)
        self.reconsider()

    def reconsider(self) -> None:
        """Its limit, or that of its package, is another one now."""
        self._holds_back = True
        self._width = self._safe_width()
        self._window = None

    def sends_parts_of(self, size: int) -> None:
        """Parts of so many bytes leave by now: those of a file that grows get larger, and fewer of them may be lost."""
        if size > self._part_size:
            self._part_size = size
            self._width = min(self._width, self._safe_width())

    def may_begin(self, active: int, sent_whole: int) -> bool:
        """Say whether one more part may leave beside ``active`` others, of which ``sent_whole`` only await their answer."""
        return self.throttle.least is None or active < self._width + min(1, sent_whole)

    def measure(self, now_s: float, active: int) -> None:
        """See how much of it is used; called often while ``active`` parts are on their way."""
        bounds = self.throttle.bounds
        granted = [one.granted for one in bounds]
        if not bounds or not active:
            self._window = None
            return
        if self._window is None or len(self._window[1]) != len(granted):
            self._window = now_s, granted
            return
        began_s, granted_before = self._window
        if now_s - began_s < _LOOK_S:
            return
        self._window = now_s, granted
        used = max(
            (now - before) / ((one.limit or 1) * (now_s - began_s))
            for one, now, before in zip(bounds, granted, granted_before, strict=True)
        )
        self._holds_back = used >= _FULL
        if not self._holds_back and active >= self._width:
            self._width = max(self._width + 1, math.ceil(self._width / max(used, 1 / _MOST_AT_ONCE)))

    def _safe_width(self) -> int:
        """Parts that are no more, all together, than an interruption may cost."""
        return max(1, math.floor(LONGEST_LOSS_S * (self.throttle.least or 0) / self._part_size))
