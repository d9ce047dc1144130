"""A request's body that is read in slices, counted as it is sent, held to a rate, and stopped where it stands."""

import contextlib
import socket
import threading
import time
from collections.abc import Iterator
from typing import Protocol

from uploader_gui.domain.errors import StoppedError
from uploader_gui.domain.plan import MIB, PartRange
from uploader_gui.s3.sigv4 import UNSIGNED_PAYLOAD

# 256 KiB cost a fifth more time on a fast line (switches between threads), larger slices gain nothing.
SEND_SLICE_SIZE = 1 * MIB
_GRANTS_PER_SECOND = 20
_LONGEST_WAIT_S = 0.1


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


class Throttle:
    """Bytes per second over all bodies that share it; None: no limit. Any thread; changes act at once."""

    def __init__(self, limit: int | None = None) -> None:
        self._limit = limit
        self._free_at_s = 0.0
        self._lock = threading.Lock()

    def set_limit(self, limit: int | None) -> None:
        """Change the limit in bytes per second, also for those who are waiting now."""
        with self._lock:
            self._limit = limit
            self._free_at_s = min(self._free_at_s, time.monotonic())

    def take(self, count: int, stop: StopSwitch) -> int:
        """Wait until some of ``count`` bytes may be sent; returns how many. Raises StoppedError."""
        while not stop.is_stopped:
            granted, wait_s = self._grant(count)
            if granted:
                return granted
            stop.wait(min(wait_s, _LONGEST_WAIT_S))
        raise StoppedError

    def _grant(self, count: int) -> tuple[int, float]:
        """Bytes granted now, or 0 and the seconds until it is worth asking again."""
        with self._lock:
            if self._limit is None:
                return count, 0.0
            now_s = time.monotonic()
            if now_s < self._free_at_s:
                return 0, self._free_at_s - now_s
            granted = min(count, max(1, self._limit // _GRANTS_PER_SECOND))
            self._free_at_s = now_s + granted / self._limit
            return granted, 0.0


class Body:
    """One part on its way. Iterated by the sending thread; ``sent`` and ``stop`` are for any thread.

    ``sent`` counts bytes that the network took, not those read. A body that was stopped stays stopped.
    ``unanswered``: how often these bytes were sent whole before and got no answer; it is then waited for longer.
    """

    # Not signed: what proves it is its CRC32 or MD5, and SHA-256 costs as much as all the rest of sending.
    payload_hash = UNSIGNED_PAYLOAD

    def __init__(
        self,
        source: RangeReader,
        part: PartRange,
        throttle: Throttle,
        slice_size: int = SEND_SLICE_SIZE,
        *,
        unanswered: int = 0,
    ) -> None:
        self.unanswered = unanswered
        self.switch = StopSwitch()
        self.sent = 0
        self._source = source
        self._part = part
        self._throttle = throttle
        self._slice_size = slice_size

    def __len__(self) -> int:
        return self._part.size

    def __iter__(self) -> Iterator[bytes]:
        """Slices of the range from its beginning. Raises StoppedError, SourceError."""
        offset = self._part.offset
        end = offset + self._part.size
        while offset < end:
            size = self._throttle.take(min(self._slice_size, end - offset), self.switch)
            yield self._source.read(offset, size)
            offset += size

    @property
    def is_sent(self) -> bool:
        """Say whether the network took all of it."""
        return self.sent >= self._part.size

    @property
    def is_stopped(self) -> bool:
        """True from the moment of stopping on."""
        return self.switch.is_stopped

    def stop(self) -> None:
        """Stop in the middle of whatever it is doing; nothing is sent after this returns."""
        self.switch.stop()

    def restart(self) -> None:
        """Count from the beginning again: another attempt sends the whole range."""
        self.sent = 0

    def count(self, size: int) -> None:
        """Called by the sender: the network took ``size`` more bytes."""
        self.sent += size
