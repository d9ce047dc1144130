"""Connecting to a name with several addresses, of which some may be dead (RFC 8305, "Happy Eyeballs")."""

import errno
import os
import selectors
import socket
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import zip_longest

from uploader_gui.domain.errors import StoppedError
from uploader_gui.s3.http.request_body import StopSwitch

_NEXT_AFTER_S = 0.25  # RFC 8305, section 8
_LOOK_AT_SWITCH_S = 0.1  # where shutting a socket down that is not connected wakes nobody
_UNDER_WAY = frozenset({0, errno.EINPROGRESS, errno.EWOULDBLOCK})

SocketAddress = tuple[str | int, ...] | tuple[int, bytes]
AddressInfo = tuple[socket.AddressFamily, socket.SocketKind, int, str, SocketAddress]
"""One of ``socket.getaddrinfo``'s."""


class ConnectError(OSError):
    """Nobody could be connected to; its cause says why: a name that is not known, a timeout, what the system says."""


@dataclass(frozen=True, slots=True)
class Dialled:
    """A connected socket; ``handle`` is a second descriptor of it, which the switch knows.

    ``index`` counts the addresses that were tried; those before it have failed, or are slower by more than a moment.
    """

    sock: socket.socket
    handle: socket.socket
    index: int


@dataclass(frozen=True, slots=True)
class _Attempt:
    dialled: Dialled
    until_s: float


def families_in_turns(addresses: Iterable[AddressInfo]) -> list[AddressInfo]:
    """The addresses of a name as the system has put them, its two families in turns."""
    found = list(addresses)
    own = [one for one in found if one[0] == found[0][0]]
    rest = [one for one in found if one[0] != found[0][0]]
    return [one for pair in zip_longest(own, rest) for one in pair if one is not None]


def dial(
    addresses: Iterable[AddressInfo],
    timeout_s: float | None,
    switch: StopSwitch | None,
    prepare: Callable[[socket.socket], None],
) -> Dialled:
    """Connect to the first of these addresses that answers; each next one is tried after a moment, or a failure.

    Blocking, any thread. ``timeout_s`` is for each address; ``prepare`` sets a socket's options. An address is asked for
    when its turn comes. Raises the OSError of the last address that failed, StoppedError.
    """
    race = _Race(timeout_s, switch, prepare)
    try:
        return race.run(iter(addresses))
    finally:
        race.close()


class _Race:
    """The attempts that are under way; one thread."""

    def __init__(
        self, timeout_s: float | None, switch: StopSwitch | None, prepare: Callable[[socket.socket], None]
    ) -> None:
        self._timeout_s = timeout_s
        self._switch = switch
        self._prepare = prepare
        self._selector = selectors.DefaultSelector()
        self._running: list[_Attempt] = []
        self._failure: OSError = OSError("no address")
        self._next_at_s = 0.0
        self._begun = 0

    def run(self, waiting: Iterator[AddressInfo]) -> Dialled:
        has_more = True
        while has_more or self._running:
            if has_more and (not self._running or time.monotonic() >= self._next_at_s):
                following = next(waiting, None)
                has_more = following is not None
                if following is not None:
                    self._begin(following)
                continue
            for attempt in self._ready(has_more=has_more):
                code = attempt.dialled.sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
                if not code:
                    return self._won(attempt)
                self._lost(attempt, OSError(code, os.strerror(code)))
            for attempt in [one for one in self._running if time.monotonic() >= one.until_s]:
                self._lost(attempt, TimeoutError("timed out"))
        raise self._failure

    def close(self) -> None:
        """Drop all that are still under way."""
        for attempt in list(self._running):
            self._drop(attempt)
        self._selector.close()

    def _begin(self, one: AddressInfo) -> None:
        family, kind, protocol, _, address = one
        self._next_at_s = time.monotonic() + _NEXT_AFTER_S
        index, self._begun = self._begun, self._begun + 1
        try:
            sock = socket.socket(family, kind, protocol)
        except OSError as error:  # no IPv6 here
            self._failure = error
            return
        attempt = _Attempt(
            Dialled(sock, sock.dup(), index), time.monotonic() + (self._timeout_s or float("inf"))
        )
        self._running.append(attempt)
        try:
            self._prepare(sock)
            if self._switch is not None:
                self._switch.attach(attempt.dialled.handle)
            sock.settimeout(0.0)
            code = sock.connect_ex(address)
            self._selector.register(sock, selectors.EVENT_WRITE, attempt)
        except OSError as error:
            self._lost(attempt, error)
            return
        if code not in _UNDER_WAY:
            self._lost(attempt, OSError(code, os.strerror(code)))

    def _ready(self, *, has_more: bool) -> Iterator[_Attempt]:
        """Wait for an attempt that has ended, or until there is something else to do."""
        now_s = time.monotonic()
        ends_s = [attempt.until_s for attempt in self._running] + ([self._next_at_s] if has_more else [])
        events = self._selector.select(max(0.0, min(_LOOK_AT_SWITCH_S, min(ends_s) - now_s)))
        if self._switch is not None and self._switch.is_stopped:
            raise StoppedError
        for key, _ in events:
            yield key.data

    def _won(self, attempt: _Attempt) -> Dialled:
        self._selector.unregister(attempt.dialled.sock)
        self._running.remove(attempt)
        attempt.dialled.sock.settimeout(self._timeout_s)
        return attempt.dialled

    def _lost(self, attempt: _Attempt, failure: OSError) -> None:
        self._failure = failure
        self._next_at_s = 0.0
        self._drop(attempt)

    def _drop(self, attempt: _Attempt) -> None:
        self._running.remove(attempt)
        if attempt.dialled.sock in self._selector.get_map():
            self._selector.unregister(attempt.dialled.sock)
        if self._switch is not None:
            self._switch.detach(attempt.dialled.handle)
        attempt.dialled.handle.close()
        attempt.dialled.sock.close()
