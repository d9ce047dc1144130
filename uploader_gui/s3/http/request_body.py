"""A request's body that is read in slices, counted as it is sent, held to a rate, and stopped where it stands."""

import contextlib
import socket
import threading
import time
from collections.abc import Iterator
from typing import Protocol

from uploader_gui.domain.errors import StoppedError
from uploader_gui.domain.plan import MIB, PartRange
from uploader_gui.s3.http.send_queue import queued, waited_us
from uploader_gui.s3.sigv4 import UNSIGNED_PAYLOAD

# 256 KiB cost a fifth more time on a fast line (switches between threads), larger slices gain nothing.
SEND_SLICE_SIZE = 1 * MIB
_GRANTS_PER_SECOND = 20
LONGEST_WAIT_S = 0.1
# Who is not first waits so much longer for each that is before it, up to three; what nobody took for so long is not lost.
_AFTER_ANOTHER_S = 0.012
_MOST_OTHERS = 3
_LONGEST_SURPLUS_S = 0.04


class RangeReader(Protocol):
    """What a body reads from: any byte range of a file."""

    def read(self, offset: int, size: int) -> bytes:
        """Exactly ``size`` bytes, or SourceError."""


class StopSwitch:
    """Ends traffic at once in whatever phase it is: connecting, sending, waiting for the answer.

    Any thread. Shutting the socket down wakes the thread that waits on it, which a flag alone can't do.
    """

    def __init__(self) -> None:
        self._stopped = threading.Event()
        self._handles: set[socket.socket] = set()
        self._lock = threading.Lock()

    @property
    def is_stopped(self) -> bool:
        """True from the moment of stopping on."""
        return self._stopped.is_set()

    def stop(self) -> None:
        """Stop: nothing is sent any more after this returns."""
        with self._lock:
            self._stopped.set()
            for handle in self._handles:
                # Not connected yet, or closed by the other side: nothing left to shut down.
                with contextlib.suppress(OSError):
                    handle.shutdown(socket.SHUT_RDWR)

    def wait(self, seconds: float) -> None:
        """Sleep, but not longer than until stopped."""
        self._stopped.wait(seconds)

    def attach(self, handle: socket.socket) -> None:
        """From now on stopping shuts ``handle`` down. Raises StoppedError if that has happened already."""
        with self._lock:
            if self._stopped.is_set():
                raise StoppedError
            self._handles.add(handle)

    def detach(self, handle: socket.socket) -> None:
        """Stopping no longer touches ``handle``; unknown ones are ignored."""
        with self._lock:
            self._handles.discard(handle)

    @property
    def queued(self) -> int:
        """Bytes that the system took for these sockets and that have not arrived."""
        with self._lock:
            return sum(queued(handle) for handle in self._handles)

    @property
    def waited_us(self) -> tuple[int, int]:
        """Microseconds in which these sockets had something on its way, and in which the other side could not take it."""
        with self._lock:
            waited = [waited_us(handle) for handle in self._handles]
        return sum(busy for busy, _ in waited), sum(full for _, full in waited)


class Pace(Protocol):
    """When a body may send how much."""

    def take(self, count: int, stop: StopSwitch) -> int:
        """Wait until some of ``count`` bytes may be sent; returns how many. Raises StoppedError."""

    def sent(self) -> None:
        """All of it is sent."""

    def leave(self) -> None:
        """It is over, however it ended."""


class Throttle:
    """Bytes per second over all bodies that share it; None: no limit. Any thread; changes act at once.

    ``granted``: bytes that it has let through while there was a limit. ``within``: another one, shared by more, that has
    to let through what goes through this one.
    """

    def __init__(self, limit: int | None = None, within: "Throttle | None" = None) -> None:
        self.granted = 0
        self.within = within
        self._limit = limit
        self._free_at_s = 0.0
        self._lock = threading.Lock()

    @property
    def limit(self) -> int | None:
        """Bytes per second; None: no limit."""
        return self._limit

    @property
    def bounds(self) -> "list[Throttle]":
        """Those of the two that have a limit."""
        both = [self] if self.within is None else [self, self.within]
        return [one for one in both if one.limit is not None]

    @property
    def least(self) -> int | None:
        """The smaller limit of the two, bytes per second; None where neither has one."""
        own, shared = self._limit, None if self.within is None else self.within.limit
        if own is None or shared is None:  # nearly always: asked for several times for each small file
            return shared if own is None else own
        return min(own, shared)

    def set_limit(self, limit: int | None) -> None:
        """Change the limit in bytes per second, also for those who are waiting now."""
        with self._lock:
            self._limit = limit
            self._free_at_s = min(self._free_at_s, time.monotonic())

    def take(self, count: int, stop: StopSwitch, *, place: int = 0) -> int:
        """Wait until some of ``count`` bytes may be sent; returns how many. Raises StoppedError.

        ``place``: how many come before. Who is not first gets what the others leave.
        """
        while not stop.is_stopped:
            granted, wait_s = self.grant(count, time.monotonic(), place)
            if granted:
                return granted
            stop.wait(min(wait_s, LONGEST_WAIT_S))
        raise StoppedError

    def grant(self, count: int, now_s: float, place: int, place_within: int = 0) -> tuple[int, float]:
        """Bytes granted now, or 0 and the seconds until it is worth asking again. ``place_within``: in the other one."""
        if self.within is None:
            return self._grant(count, now_s, place)
        shared, wait_s = self.within.grant(count, now_s, place_within)
        if not shared:
            return 0, wait_s
        granted, wait_s = self._grant(shared, now_s, place)
        self.within.give_back(shared - granted)
        return granted, wait_s

    def give_back(self, count: int) -> None:
        """So many bytes that were granted are not sent after all."""
        with self._lock:
            if self._limit is not None:
                self._free_at_s -= count / self._limit
                self.granted -= count

    def _grant(self, count: int, now_s: float, place: int) -> tuple[int, float]:
        with self._lock:
            if self._limit is None:
                return count, 0.0
            free_at_s = self._free_at_s + _AFTER_ANOTHER_S * min(place, _MOST_OTHERS)
            if now_s < free_at_s:
                return 0, free_at_s - now_s
            granted = min(count, max(1, self._limit // _GRANTS_PER_SECOND))
            self._free_at_s = max(self._free_at_s, now_s - _LONGEST_SURPLUS_S) + granted / self._limit
            self.granted += granted
            return granted, 0.0

    def sent(self) -> None:
        """Nothing is kept for who shares a limit."""

    def leave(self) -> None:
        """Nothing is kept for who shares a limit."""


class Body:
    """One part on its way. Iterated by the sending thread; ``sent`` and ``stop`` are for any thread.

    ``sent`` counts bytes that the network took, not those read. A body that was stopped stays stopped.
    ``unanswered``: how often these bytes were sent whole before and got no answer; it is then waited for longer.
    ``served_by``: which of the store's addresses has taken them in the end; "" where it has only one.
    """

    # Not signed: what proves it is its CRC32 or MD5, and SHA-256 costs as much as all the rest of sending.
    payload_hash = UNSIGNED_PAYLOAD

    def __init__(
        self,
        source: RangeReader,
        part: PartRange,
        pace: Pace,
        slice_size: int = SEND_SLICE_SIZE,
        *,
        unanswered: int = 0,
    ) -> None:
        self.unanswered = unanswered
        self.served_by = ""
        self.switch = StopSwitch()
        self.sent = 0
        self._source = source
        self._part = part
        self._pace = pace
        self._slice_size = slice_size
        self._granted = 0

    def __len__(self) -> int:
        return self._part.size

    def __iter__(self) -> Iterator[bytes]:
        """Slices of the range from its beginning. Raises StoppedError, SourceError."""
        offset = self._part.offset
        end = offset + self._part.size
        while offset < end:
            size, self._granted = self._granted or self._take(end - offset), 0
            yield self._source.read(offset, size)
            offset += size

    def wait_for_turn(self) -> None:
        """Wait until its first slice may be sent, so that no connection is open and silent meanwhile."""
        if self._part.size and not self._granted:
            self._granted = self._take(self._part.size)

    def _take(self, left: int) -> int:
        return self._pace.take(min(self._slice_size, left), self.switch)

    @property
    def is_sent(self) -> bool:
        """Say whether the network took all of it."""
        return self.sent >= self._part.size

    @property
    def delivered(self) -> int:
        """Bytes that have arrived, as far as the system says: ``sent`` without what still waits in it."""
        return max(0, self.sent - self.switch.queued)

    @property
    def is_stopped(self) -> bool:
        """True from the moment of stopping on."""
        return self.switch.is_stopped

    def stop(self) -> None:
        """Stop in the middle of whatever it is doing; nothing is sent after this returns."""
        self.switch.stop()

    def leave(self) -> None:
        """It is over: others may have its place on the line."""
        self._pace.leave()

    def restart(self) -> None:
        """Count from the beginning again: another attempt sends the whole range."""
        self.sent = 0

    def count(self, size: int) -> None:
        """Called by the sender: the network took ``size`` more bytes."""
        self.sent += size
        if self.is_sent:
            self._pace.sent()
