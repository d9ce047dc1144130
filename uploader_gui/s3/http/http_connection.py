"""One connection to a store: made by urllib3 (TLS, proxies), stoppable in every phase by us."""

import contextlib
import socket
import struct
import sys
import time

from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, NameResolutionError, NewConnectionError

from uploader_gui.domain.plan import KIB
from uploader_gui.s3.http.request_body import StopSwitch
from uploader_gui.s3.http.tcp_connect import SocketAddress, dial, in_order

# Linux and macOS: the system takes only so much ahead of what it has sent. Without it megabytes count as sent that
# are not, and on a slow network a socket may be "full" for a minute although data is moving.
_NOTSENT_LOWAT: int | None = getattr(socket, "TCP_NOTSENT_LOWAT", None)
_MOST_UNSENT = 128 * KIB
_DROP_AT_ONCE = struct.pack("hh" if sys.platform == "win32" else "ii", 1, 0)


WorkedLast = dict[tuple[str, int], SocketAddress]
"""The address at which each host and port answered last; any thread."""


class StoppableHttpConnection(HTTPConnection):
    """A connection whose socket a StopSwitch can shut down at any time, from its first packet on.

    One thread at a time. It keeps a handle, a second descriptor of the same socket: the first one moves into
    TLS in the middle of the handshake, and after its closing the number may be another file's.
    """

    idle_since_s = 0.0
    _worked_last: WorkedLast | None = None
    _switch: StopSwitch | None = None
    _handle: socket.socket | None = None

    def share(self, worked_last: WorkedLast) -> None:
        """Use this knowledge of addresses, and add to it."""
        self._worked_last = worked_last

    def stop_by(self, switch: StopSwitch) -> None:
        """From now on ``switch`` stops this connection. Raises StoppedError if that has happened."""
        self._switch = switch
        if self._handle is not None:
            switch.attach(self._handle)

    def release(self) -> None:
        """Its request is done; no switch stops it any more."""
        if self._switch is not None and self._handle is not None:
            self._switch.detach(self._handle)
        self._switch = None
        self.idle_since_s = time.monotonic()

    def drop(self) -> None:
        """Close at once: what the system still holds of the request is thrown away, not sent."""
        if self._handle is not None:
            with contextlib.suppress(OSError):
                self._handle.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _DROP_AT_ONCE)
        self.close()

    def close(self) -> None:
        """Close both descriptors."""
        self._close_handle()
        super().close()

    def _close_handle(self) -> None:
        if self._handle is not None:
            handle, self._handle = self._handle, None
            if self._switch is not None:
                self._switch.detach(handle)
            handle.close()

    def _new_conn(self) -> socket.socket:
        """Called by urllib3 to connect to the store or its proxy; raises what it expects, or StoppedError."""
        try:
            found = socket.getaddrinfo(self._dns_host, self.port, type=socket.SOCK_STREAM)
        except (socket.gaierror, UnicodeError) as error:
            raise NameResolutionError(self.host, self, socket.gaierror(str(error))) from error
        place = (self._dns_host, self.port)
        known = {} if self._worked_last is None else self._worked_last
        try:
            dialled = dial(in_order(found, known.get(place)), self.timeout, self._switch, _prepare)
        except TimeoutError as error:
            raise ConnectTimeoutError(self, "timed out") from error
        except OSError as error:
            raise NewConnectionError(self, str(error)) from error
        self._handle = dialled.handle
        known[place] = dialled.address
        return dialled.sock


def _prepare(sock: socket.socket) -> None:
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    if _NOTSENT_LOWAT is not None:
        sock.setsockopt(socket.IPPROTO_TCP, _NOTSENT_LOWAT, _MOST_UNSENT)


class _TlsHttpConnection(StoppableHttpConnection, HTTPSConnection):
    """The same over TLS."""


class _Pool(HTTPConnectionPool):
    ConnectionCls = StoppableHttpConnection


class _TlsPool(HTTPSConnectionPool):
    ConnectionCls = _TlsHttpConnection


POOLS: dict[str, type[HTTPConnectionPool]] = {"http": _Pool, "https": _TlsPool}
"""For ``PoolManager.pool_classes_by_scheme``."""
