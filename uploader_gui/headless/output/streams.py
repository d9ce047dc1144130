"""Standard output and standard error that never fail: showing what happens must not decide it."""

import contextlib
import errno
import io
import os
import select
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

# What a pipe that is reported as writable takes without blocking; 512 is the least that POSIX allows.
_SLICE: int = getattr(select, "PIPE_BUF", 512)


class _Outlet(io.RawIOBase):
    """The lowest layer of a stream: takes everything and raises nothing.

    What the reader does not take yet waits in memory, as a full pipe or a stopped terminal would hold up the
    uploads; what can never be written is dropped, and ``failure`` is why.
    """

    def __init__(self, target: io.RawIOBase, failure: OSError | None = None) -> None:
        super().__init__()
        self._target = target
        self._waiting = bytearray()
        self.failure = failure

    @property
    def is_behind(self) -> bool:
        """Say whether something waits for the reader."""
        return bool(self._waiting)

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._target.fileno()

    def isatty(self) -> bool:
        return self._target.isatty()

    def write(self, data: "ReadableBuffer", /) -> int:
        """Take all of ``data``, and pass on what the reader takes now."""
        taken = bytes(data)
        if self.failure is None:
            self._waiting += taken
            self._pass_on(waits=False)
        return len(taken)

    def drain(self) -> None:
        """Wait until the reader has taken everything or can't any more."""
        self._pass_on(waits=True)

    def _pass_on(self, *, waits: bool) -> None:
        try:
            while self._waiting and self._is_ready(waits=waits):
                del self._waiting[: self._target.write(self._waiting[:_SLICE]) or 0]
        except OSError as error:
            self.failure = error
            self._waiting.clear()

    def _is_ready(self, *, waits: bool) -> bool:
        """Say whether a slice can be written; a stream with an error is ready, and the write says which."""
        if not hasattr(select, "poll"):  # Windows tells this of sockets alone
            return True
        poll = select.poll()
        poll.register(self.fileno(), select.POLLOUT)
        return bool(poll.poll(None if waits else 0))


class OutputStream(io.TextIOWrapper):
    """A text stream on an outlet; characters that it can't show are replaced. Any thread may write."""

    def __init__(self, outlet: _Outlet, *, encoding: str, line_buffering: bool) -> None:
        super().__init__(io.BufferedWriter(outlet), encoding, "replace", line_buffering=line_buffering)
        self._outlet = outlet

    @property
    def is_behind(self) -> bool:
        """Say whether the reader has not taken everything yet: what can be left out should be."""
        return self._outlet.is_behind

    def drain(self) -> OSError | None:
        """Wait until the reader has everything. Gives the error for which it will never have it, else None."""
        self.flush()
        self._outlet.drain()
        return self._outlet.failure


@contextlib.contextmanager
def unfailing_output() -> Iterator[None]:
    """Have stdout and stderr be such streams; at the end the reader is waited for, as any program does."""
    was_closed = _occupied()
    streams = sys.stdout, sys.stderr
    sys.stdout = _unfailing(sys.stdout, 1, was_closed=1 in was_closed)
    sys.stderr = _unfailing(sys.stderr, 2, was_closed=2 in was_closed)
    try:
        yield
    finally:
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, OutputStream):
                stream.drain()
        sys.stdout, sys.stderr = streams


def _occupied() -> frozenset[int]:
    """Which of the three standard descriptors are closed. They lead nowhere from now on.

    Otherwise the next file that is opened, the database say, gets the number, and whatever is printed.
    """
    closed = set()
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            nowhere = os.open(os.devnull, os.O_RDWR)  # the lowest free number: this one
            os.set_inheritable(nowhere, True)  # noqa: FBT003  # positional only
            closed.add(number)
    return frozenset(closed)


def _unfailing(stream: TextIO | None, number: int, *, was_closed: bool) -> TextIO:
    """The stream that takes the place of ``stream``; what is no file, as in tests, stays."""
    if was_closed or stream is None:
        nowhere = _Outlet(
            io.FileIO(number, "w", closefd=False), OSError(errno.EBADF, os.strerror(errno.EBADF))
        )
        return OutputStream(nowhere, encoding="utf-8", line_buffering=True)
    target = _raw(stream)
    if target is None:
        return stream
    stream.flush()
    return OutputStream(_Outlet(target), encoding=stream.encoding, line_buffering=bool(stream.line_buffering))


def _raw(stream: TextIO) -> io.RawIOBase | None:
    buffer: object = getattr(stream, "buffer", None)
    below: object = buffer.raw if isinstance(buffer, io.BufferedWriter) else buffer
    return below if isinstance(below, io.RawIOBase) else None
