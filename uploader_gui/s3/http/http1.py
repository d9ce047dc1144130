"""HTTP/1.1 on an open socket: one request out, one answer in.

Python's http.client parses headers as an e-mail and can't be asked whether an answer is there while the body is
still going out, which is how a proxy refuses a body that is too large for it.
"""

import ssl
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

_RECEIVE_SIZE = 64 * 1024
_LONGEST_HEAD = 64 * 1024
_LONGEST_BODY = 32 * 1024 * 1024
# Chunks and what they are wrapped in, interim answers, trailers.
_MOST_RECEIVED = 2 * _LONGEST_BODY
_MOST_INTERIM = 1000  # a server may say "102" every second while it joins parts
_MOST_DIGITS = 18
# Something has to come again within the timeout (a store that joins parts sends spaces meanwhile), and all of it
# within this many timeouts and a second for each kilobyte: else it will not end in any time worth waiting for.
_MOST_TIMEOUTS = 3
_SLOWEST_PER_S = 1024
_LONGEST_EXTRA_S = 600.0
_SHORT_ENOUGH_TO_JOIN = 128 * 1024
_LOOK_FOR_RESPONSE_S = 1.0
_PUNCTUAL_S = 0.1  # a look that takes this much longer than it should shows that the computer stood still
# A TLS socket tells only when all that it was given is out, so it is given little: what counts as moving is then
# 1 kB/s and more. For the processor it makes no difference from 64 KiB to 1 MiB.
_TLS_PIECE = 64 * 1024
_TLS_ALERT = b"\x15\x03"
_WITHOUT_BODY = frozenset({204, 304})


class GarbledResponseError(Exception):
    """What came is no HTTP answer. ``speaks_tls``: it is a TLS message."""

    def __init__(self, detail: str, *, speaks_tls: bool = False) -> None:
        super().__init__(detail)
        self.speaks_tls = speaks_tls


class ResponseCutError(ConnectionError):
    """The connection ended before the answer was complete."""


class SlowResponseError(TimeoutError):
    """An answer comes, but so slowly that it would hardly ever end."""


class LateError(TimeoutError):
    """Others would have taken the request, or answered it, long ago."""


class Transport(Protocol):
    """A connected socket, plain or TLS. Its timeout counts only while nothing at all moves."""

    def send(self, data: memoryview, /) -> int:
        """Send some of ``data``; returns how much."""

    def recv(self, size: int, /) -> bytes:
        """Receive at most ``size`` bytes; empty at the end."""

    def gettimeout(self) -> float | None:
        """Seconds that ``send`` and ``recv`` may wait."""

    def settimeout(self, seconds: float, /) -> None:
        """Change them."""


class Outgoing(Protocol):
    """A body in slices, told how much of it the network took."""

    def __iter__(self) -> Iterator[bytes]:
        """The slices in order."""

    def count(self, size: int) -> None:
        """Count ``size`` bytes that were taken."""


class Comparison(Protocol):
    """Knows how others do that could take the same request. Times are monotonic seconds."""

    def moved(self) -> None:
        """Hear that some of the request was taken."""

    def is_stuck(self, since_s: float) -> bool:
        """Say whether others moved while nothing of this request was taken since then."""

    def is_late(self, since_s: float) -> bool:
        """Say whether others answer much sooner than this request, which was sent by then."""


@dataclass(frozen=True, slots=True)
class Response:
    """``headers`` by lower-case name. ``keeps_open``: the connection may carry another request."""

    status: int
    headers: dict[str, str]
    body: bytes
    keeps_open: bool


class HttpExchange:
    """One request and its answer on ``transport``; one thread, used once.

    ``timeout_s``: see Transport. It is waited for in looks of a second, and a look in which the computer or the program
    stood still counts as one: what the other side did meanwhile, and what is on its way, is not known yet.
    ``is_tls``: what is sent on ``transport`` is encrypted there.
    ``has_received``: some of an answer has come. ``comparison`` None: there are no others. ``answered_after_s``: how
    long a whole request had to wait for its whole answer.
    """

    def __init__(
        self,
        transport: Transport,
        timeout_s: float,
        *,
        is_tls: bool = False,
        comparison: Comparison | None = None,
    ) -> None:
        self._transport = transport
        self._timeout_s = timeout_s
        self._piece = _TLS_PIECE if is_tls else None
        self._look_s = min(timeout_s, _LOOK_FOR_RESPONSE_S)
        self._buffer = bytearray()
        self._count = 0
        self._asked_at_s: float | None = None
        self._comparison = comparison
        self.has_received = False
        self.answered_after_s = 0.0
        if transport.gettimeout() != self._look_s:  # setting it is a call to the system, be it the same
            transport.settimeout(self._look_s)

    def send(self, head: bytes, body: Outgoing) -> bool:
        """Send a request; False if an answer came before all of it was sent."""
        slices = iter(body)
        first = next(slices, b"")
        if len(first) <= _SHORT_ENOUGH_TO_JOIN:  # one packet fewer, one system call fewer
            is_sent = self._send(head + first, body, uncounted=len(head))
        else:
            is_sent = self._send(head, body, uncounted=len(head)) and self._send(first, body)
        for data in slices:
            if not is_sent or self._has_early_response():
                return False
            is_sent = self._send(data, body)
        return is_sent

    def receive(self, method: str) -> Response:
        """Wait for the answer. Raises GarbledResponseError, ResponseCutError, SlowResponseError, LateError, OSError.

        All of it has to come within three times ``timeout_s``, and a second more for each kilobyte of it.
        """
        self._asked_at_s = time.monotonic()
        response = self._response(method)
        self.answered_after_s = time.monotonic() - self._asked_at_s
        return response

    def _response(self, method: str) -> Response:
        status, headers, keeps_open = self._head()
        for _ in range(_MOST_INTERIM):
            if not 100 <= status < 200:
                break
            status, headers, keeps_open = self._head()
        else:
            raise GarbledResponseError("interim answers without end")
        if method == "HEAD" or status in _WITHOUT_BODY:
            return Response(status, headers, b"", keeps_open)
        if "chunked" in headers.get("transfer-encoding", "").lower():
            return Response(status, headers, self._chunked(), keeps_open)
        length = headers.get("content-length")
        if length is None:
            return Response(status, headers, self._rest(), keeps_open=False)
        return Response(status, headers, self._take(_number(length, 10)), keeps_open)

    def _send(self, data: bytes, body: Outgoing, uncounted: int = 0) -> bool:
        """Send all of ``data``, counting what is behind its first ``uncounted`` bytes; False if an answer came."""
        start = 0
        with memoryview(data) as view:
            while start < len(data):
                end = start + self._piece if self._piece else None
                count = self._send_some(view[start:end])
                if not count:
                    return False
                counted = max(0, start + count - max(start, uncounted))
                start += count
                if counted:
                    body.count(counted)
                if self._comparison is not None:
                    self._comparison.moved()
        return True

    def _send_some(self, view: memoryview) -> int:
        """Wait until some of it is taken; 0 if an answer comes instead, TimeoutError if nothing at all happens."""
        began_s = looked_at_s = time.monotonic()
        while True:
            try:
                return self._transport.send(view)
            except TimeoutError:
                began_s += self._stood_still_s(looked_at_s)
                looked_at_s = time.monotonic()
                if self._has_early_response():
                    return 0
                if time.monotonic() - began_s >= self._timeout_s:
                    raise
                if self._comparison is not None and self._comparison.is_stuck(began_s):
                    raise LateError from None

    def _has_early_response(self) -> bool:
        self._transport.settimeout(0.0)
        try:
            return self._received(self._transport.recv(_RECEIVE_SIZE))
        except (BlockingIOError, ssl.SSLWantReadError):
            return False
        finally:
            self._transport.settimeout(self._look_s)

    def _receive(self) -> bool:
        """Wait for more bytes; False at the end, TimeoutError if nothing comes for ``timeout_s``."""
        began_s = time.monotonic()
        extra_s = min(self._count / _SLOWEST_PER_S, _LONGEST_EXTRA_S)
        longest_s = _MOST_TIMEOUTS * self._timeout_s + extra_s
        if self._asked_at_s is not None and began_s - self._asked_at_s > longest_s:
            raise SlowResponseError
        looked_at_s = began_s
        while True:
            try:
                return self._received(self._transport.recv(_RECEIVE_SIZE))
            except TimeoutError:
                stood_still_s = self._stood_still_s(looked_at_s)
                looked_at_s = time.monotonic()
                began_s += stood_still_s
                if self._asked_at_s is not None:
                    self._asked_at_s += stood_still_s
                if time.monotonic() - began_s >= self._timeout_s:
                    raise
                if self._is_late():
                    raise LateError from None

    def _stood_still_s(self, looked_at_s: float) -> float:
        """How much longer than a look it took to find that nothing moved since then; 0 where that was in time."""
        late_s = time.monotonic() - looked_at_s - self._look_s
        return late_s if late_s > _PUNCTUAL_S else 0.0

    def _is_late(self) -> bool:
        if self._comparison is None or self._asked_at_s is None or self.has_received:
            return False
        return self._comparison.is_late(self._asked_at_s)

    def _received(self, data: bytes) -> bool:
        self._buffer += data
        self._count += len(data)
        if self._count > _MOST_RECEIVED:
            raise GarbledResponseError("an answer without end")
        self.has_received = self.has_received or bool(data)
        return bool(data)

    def _more(self) -> None:
        if not self._receive():
            raise ResponseCutError

    def _until(self, mark: bytes, limit: int) -> bytes:
        """Take what stands before ``mark``, and the mark off."""
        searched = 0
        while (end := self._buffer.find(mark, searched)) < 0:
            if len(self._buffer) > limit:
                raise GarbledResponseError("no end of the answer's head")
            searched = max(0, len(self._buffer) - len(mark) + 1)
            self._more()
        taken = bytes(self._buffer[:end])
        del self._buffer[: end + len(mark)]
        return taken

    def _take(self, size: int) -> bytes:
        if size > _LONGEST_BODY:
            raise GarbledResponseError(f"an answer of {size} bytes")
        while len(self._buffer) < size:
            self._more()
        taken = bytes(self._buffer[:size])
        del self._buffer[:size]
        return taken

    def _rest(self) -> bytes:
        while self._receive():
            if len(self._buffer) > _LONGEST_BODY:
                raise GarbledResponseError("an answer without end")
        return bytes(self._buffer)

    def _chunked(self) -> bytes:
        body = bytearray()
        while size := _number(self._until(b"\r\n", _LONGEST_HEAD).split(b";")[0].decode("latin-1"), 16):
            body += self._take(size)
            self._take(2)
            if len(body) > _LONGEST_BODY:
                raise GarbledResponseError("an answer without end")
        left = _LONGEST_HEAD
        while trailer := self._until(b"\r\n", _LONGEST_HEAD):  # they say nothing that we use
            left -= len(trailer) + 2
            if left < 0:
                raise GarbledResponseError("trailers without end")
        return bytes(body)

    def _head(self) -> tuple[int, dict[str, str], bool]:
        while len(self._buffer) < len(b"HTTP/1."):
            if self._buffer.startswith(_TLS_ALERT):
                break
            self._more()
        if not self._buffer.startswith(b"HTTP/1."):
            speaks_tls = self._buffer.startswith(_TLS_ALERT)
            raise GarbledResponseError("the answer is not HTTP", speaks_tls=speaks_tls)
        head = self._until(b"\r\n\r\n", _LONGEST_HEAD)
        if b"\0" in head:  # RFC 9110, 5.5: to be refused
            raise GarbledResponseError("a NUL in the answer's head")
        lines = head.decode("latin-1").split("\r\n")
        headers: dict[str, str] = {}
        for line in lines[1:]:
            name, _, value = line.partition(":")
            headers[name.strip().lower()] = value.strip()
        version, _, status = lines[0].partition(" ")
        says = headers.get("connection", "").lower()
        keeps_open = "close" not in says and (version != "HTTP/1.0" or "keep-alive" in says)
        return _number(status[:3], 10), headers, keeps_open


def _number(text: str, base: int) -> int:
    digits = text.strip()
    # int() would take a sign and underscores, and what is that long can't be printed any more.
    if not digits.isalnum() or len(digits) > _MOST_DIGITS:
        raise GarbledResponseError(f"'{text[:40]}' where a number belongs")
    try:
        return int(digits, base)
    except ValueError:
        raise GarbledResponseError(f"'{text[:40]}' where a number belongs") from None
