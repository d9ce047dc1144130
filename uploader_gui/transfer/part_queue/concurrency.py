"""How many parts may be on their way to one store at once: found out while sending.

On a network that loses packets the number of connections is everything (256 MiB over 100 Mbit/s, 40 ms, 1 % loss: 3
connections 251 s, 8 94 s, 32 29 s). On a slow one many of them take the bandwidth from each other until the store gives up on them.
So there are more as long as they add throughput, and fewer when the store or the network can't take so many.
"""

from dataclasses import dataclass

from uploader_gui.domain.errors import ErrorCode, StoreError
from uploader_gui.domain.plan import MIB

FIRST_WIDTH = 4
# Of the throughput that more senders would ideally add, they have to bring this much, or they go again.
_WORTHWHILE = 0.3
_SHORTEST_MEASUREMENT_S = 0.2
_TRY_AGAIN_S = 30.0


@dataclass(slots=True)
class _Window:
    """One stretch of measuring: since when, from how many bytes on, how many parts arrived in it."""

    began_s: float
    began_bytes: int
    arrivals: int = 0

    def is_over(self, now_s: float, sent: int, width: int, share: float) -> bool:
        """Say whether enough has moved to tell; ``share`` of a full measurement is enough to settle.

        What a connection takes at once fills buffers on this side (some 100 KiB) and tells nothing of the network: it
        has to be small against what is measured.
        """
        has_moved = sent - self.began_bytes >= share * width * MIB or self.arrivals >= share * 2 * width
        return has_moved and now_s - self.began_s >= share * _SHORTEST_MEASUREMENT_S


class AdaptiveConcurrency:
    """Senders to one store: ``active`` of at most ``width``. On the engine's loop; times are monotonic seconds.

    ``wave`` counts the failures. A part that leaves takes it along and gives it back if it fails: those that were on their
    way together, and fail together, count once.
    """

    def __init__(self, ceiling: int, now_s: float) -> None:
        self.active = 0
        self.width = max(1, min(FIRST_WIDTH, ceiling))
        self.held_by: StoreError | None = None
        self.held_until_s = 0.0
        self._ceiling = ceiling
        self._acknowledged = 0
        self._recovers_to = 0
        self.wave = 0
        self._window = _Window(now_s, 0)
        self._is_settling = False
        self._before: tuple[int, float] | None = None
        self._next_attempt_s = now_s

    def set_ceiling(self, ceiling: int) -> None:
        """Most senders at once, as the user wants it."""
        self._ceiling = ceiling
        self.width = max(1, min(self.width, ceiling))

    def may_begin(self, now_s: float) -> bool:
        """Say whether one more part may leave now."""
        return not self.is_held(now_s) and self.active < self.width

    def is_held(self, now_s: float) -> bool:
        """Say whether the store asked to be left alone, and that time is not over."""
        if self.held_by is not None and now_s >= self.held_until_s:
            self.held_by = None
        return self.held_by is not None

    def begun(self) -> None:
        """Count a worker that begins to send."""
        self.active += 1

    def ended(self) -> None:
        """Count a worker that has ended, whatever became of what it sent."""
        self.active -= 1

    def arrived(self, size: int) -> None:
        """Count a part of ``size`` bytes that the store acknowledged."""
        self._acknowledged += size
        self._window.arrivals += 1
        if self.width < min(self._recovers_to, self._ceiling):
            self.width += 1

    def failed(self, error: StoreError, wave: int, now_s: float) -> None:
        """Halve the senders, once for all parts that were on their way together.

        Arriving parts bring them back one by one, unless the store gave up waiting for data: then there are too
        many for this network.
        """
        if wave != self.wave:
            return
        self.wave += 1
        self._recovers_to = 0 if error.code == ErrorCode.STORE_TIMEOUT else max(self._recovers_to, self.width)
        self.width = max(1, self.width // 2)
        self._before = None
        self._next_attempt_s = now_s + _TRY_AGAIN_S

    def hold(self, error: StoreError, until_s: float) -> None:
        """Let nothing leave until then: the store asked for it."""
        if self.held_by is None or until_s > self.held_until_s:
            self.held_by, self.held_until_s = error, until_s

    def measure(self, in_flight: int, now_s: float) -> None:
        """Measure, and try more senders or go back to fewer. ``in_flight``: bytes sent and not acknowledged.

        Called often; it decides only while all senders there may be are busy.
        """
        sent = self._acknowledged + in_flight
        if self.active < self.width or sent < self._window.began_bytes:
            self._window = _Window(now_s, sent)
            return
        if not self._window.is_over(now_s, sent, self.width, 0.5 if self._is_settling else 1.0):
            return
        rate = (sent - self._window.began_bytes) / (now_s - self._window.began_s)
        self._window = _Window(now_s, sent)
        if self._is_settling:
            self._is_settling = False
        else:
            self._decide(rate, now_s)

    def _decide(self, rate: float, now_s: float) -> None:
        if self._before is not None:
            width, slower = self._before
            self._before = None
            if rate < slower * (1 + _WORTHWHILE * (self.width / width - 1)):
                self.width = width
                self._next_attempt_s = now_s + _TRY_AGAIN_S
                return
        if self.width < self._ceiling and now_s >= self._next_attempt_s:
            self._before = self.width, rate
            self.width = min(self._ceiling, self.width * 2)
            self._is_settling = True
