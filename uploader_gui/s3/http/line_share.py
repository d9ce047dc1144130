"""Who of those that send to one store may send now: the oldest first, as many as the line is worth."""

import threading
import time
from collections.abc import Callable

from uploader_gui.domain.errors import StoppedError
from uploader_gui.domain.plan import KIB
from uploader_gui.s3.http.request_body import LONGEST_WAIT_S, SEND_SLICE_SIZE, StopSwitch, Throttle

_LOOK_AGAIN_S = 0.05
# Stores give up on a body of which nothing comes for 20 s (AWS), so who has to wait says a word now and then.
_SIGN_OF_LIFE_S = 5.0
_SIGN_OF_LIFE = 4 * KIB
# A slice should be sent in a moment: then those who have to wait wait soon. On a busy machine a large one may take a tenth
# of a second on the fastest line.
_SMALLEST_SLICE = 64 * KIB
_QUICK_S, _SLOW_S = 0.15, 0.4
# So much of each may only have filled buffers, here and on the other side: that it was quick tells nothing of the line.
_BUFFERED = 512 * KIB
# After so long without any it may be another line.
_LONG_AGO_S = 60.0


class LineShare:
    """The bodies on their way to one store; the ``width`` oldest of those with bytes left to send may. Any thread.

    What an interruption costs are the parts that are not finished. Bytes that go to the oldest finish one. Who has to
    wait for a limit of its own leaves its place to the next meanwhile.
    """

    def __init__(self, throttle: Throttle, clock: Callable[[], float] = time.monotonic) -> None:
        self.throttle = throttle
        self.clock = clock
        self.slice_size = _SMALLEST_SLICE
        self._quickly_sent = 0
        self._left_at_s = clock()
        self._width = 1
        self._sending: list[LineTurn] = []
        self._sent: set[LineTurn] = set()
        self._entered = 0
        self._lock = threading.Lock()

    def set_width(self, width: int) -> None:
        """Change how many may send at once; those who lose their turn stop after their slice."""
        self._width = width

    @property
    def sent_whole(self) -> int:
        """How many bodies only their answer is missing of."""
        with self._lock:
            return len(self._sent)

    def sent_whole_of(self, own: Throttle) -> int:
        """How many of those with this limit of their own."""
        with self._lock:
            return sum(turn.own is own for turn in self._sent)

    @property
    def is_read_slowly(self) -> bool | None:
        """Whether those who send wait for the store to read most of the time, and not for the line. None: not known."""
        with self._lock:
            switches = [turn.switch for turn in self._sending if turn.switch is not None]
        waited = [switch.waited_us for switch in switches]
        busy_us, full_us = sum(busy for busy, _ in waited), sum(full for _, full in waited)
        return 2 * full_us > busy_us if busy_us else None

    def fit_slices(self, size: int, took_s: float) -> None:
        """Make them larger or smaller by how long the last one of ``size`` bytes took to send."""
        with self._lock:
            self._quickly_sent = self._quickly_sent + size if took_s < _QUICK_S else 0
            if self._quickly_sent > _BUFFERED * len(self._sending):
                self.slice_size = min(SEND_SLICE_SIZE, self.slice_size * 2)
            elif took_s > _SLOW_S:
                self.slice_size = max(_SMALLEST_SLICE, self.slice_size // 2)

    def enter(self, own: Throttle | None = None) -> "LineTurn":
        """A body that is younger than all that are here; ``own``: what it shares with the others of its job only."""
        with self._lock:
            if not (self._sending or self._sent) and self.clock() - self._left_at_s > _LONG_AGO_S:
                self.slice_size, self._quickly_sent = _SMALLEST_SLICE, 0
            self._entered += 1
            turn = LineTurn(self, self._entered, own or Throttle())
            self._sending.append(turn)
        return turn

    def place_of(self, turn: "LineTurn") -> int | None:
        """How many older ones are sending; None: it is not its turn. Who had sent all and starts again is let in."""
        with self._lock:
            if turn not in self._sending:
                self._sent.discard(turn)
                self._sending.append(turn)
                self._sending.sort(key=lambda one: one.age)
            place = sum(one.age < turn.age and not one.waits_for_own for one in self._sending)
        return place if place < self._width else None

    def place_in_job(self, turn: "LineTurn") -> int:
        """How many older ones of its job are sending."""
        with self._lock:
            return sum(one.age < turn.age and one.own is turn.own for one in self._sending)

    def place_in_package(self, turn: "LineTurn") -> int:
        """How many older ones are sending that share with it what its own limit is within."""
        within = turn.own.within
        if within is None:
            return 0
        with self._lock:
            return sum(one.age < turn.age and one.own.within is within for one in self._sending)

    def has_sent(self, turn: "LineTurn") -> None:
        """All of it is sent: the next one may."""
        with self._lock:
            if turn in self._sending:
                self._sending.remove(turn)
                self._sent.add(turn)

    def leave(self, turn: "LineTurn") -> None:
        """It is over."""
        with self._lock:
            self._left_at_s = self.clock()
            self._sent.discard(turn)
            if turn in self._sending:
                self._sending.remove(turn)


class LineTurn:
    """One body's place on the line, a pace to send it at. ``age``: the smaller, the older.

    ``own``: the limit of its job, within that of its package. ``waits_for_own``: that is what it waits for now. ``switch``: that of its connection, once
    it has begun to send.
    """

    def __init__(self, share: LineShare, age: int, own: Throttle) -> None:
        self.age = age
        self.own = own
        self.waits_for_own = False
        self.switch: StopSwitch | None = None
        self._share = share
        self._granted_at_s: float | None = None
        self._granted = 0

    def take(self, count: int, stop: StopSwitch) -> int:
        """Wait until some of ``count`` bytes may be sent; returns how many. Raises StoppedError."""
        share = self._share
        self.switch = stop
        self._fit_slices()
        while not stop.is_stopped:
            granted, wait_s = self._take_own(min(count, share.slice_size))
            if granted is not None:
                place, most = granted
                return self._note(share.throttle.take(most, stop, place=place))
            if self._granted_at_s is not None and share.clock() - self._granted_at_s >= _SIGN_OF_LIFE_S:
                return self._note(share.throttle.take(min(count, _SIGN_OF_LIFE), stop))
            stop.wait(min(wait_s, LONGEST_WAIT_S))
        raise StoppedError

    def sent(self) -> None:
        """All of it is sent."""
        self._share.has_sent(self)

    def leave(self) -> None:
        """It is over, however it ended."""
        self._share.leave(self)

    def _take_own(self, most: int) -> tuple[tuple[int, int] | None, float]:
        """Its place and what its job's limit gives it of ``most`` bytes, or None; and when to ask again, in seconds."""
        place = self._share.place_of(self)
        if place is None:
            return None, _LOOK_AGAIN_S
        if self.own.least is None:
            self.waits_for_own = False
            return (place, most), 0.0
        places = self._share.place_in_job(self), self._share.place_in_package(self)
        granted, wait_s = self.own.grant(most, time.monotonic(), *places)
        self.waits_for_own = not granted
        return (place, granted) if granted else None, wait_s

    def _note(self, granted: int) -> int:
        self._granted_at_s, self._granted = self._share.clock(), granted
        return granted

    def _fit_slices(self) -> None:
        """Have the line's slices fit how long the last one took. What a limit of its own makes small tells nothing."""
        if self._granted_at_s is not None and self.own.least is None:
            self._share.fit_slices(self._granted, self._share.clock() - self._granted_at_s)
