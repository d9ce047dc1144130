"""One connection to a store: made by urllib3 (TLS, proxies), stoppable in every phase by us."""

import contextlib
import socket
import struct
import sys
import time

from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection

from uploader_gui.domain.plan import KIB
from uploader_gui.s3.http.request_body import StopSwitch
from uploader_gui.s3.http.tcp_connect import ConnectError, Dialled

# Linux and macOS: the system takes only so much ahead of what it has sent. Without it megabytes count as sent that
# are not, and on a slow network a socket may be "full" for a minute although data is moving.
_NOTSENT_LOWAT: int | None = getattr(socket, "TCP_NOTSENT_LOWAT", None)
_MOST_UNSENT = 128 * KIB
_DROP_AT_ONCE = struct.pack("hh" if sys.platform == "win32" else "ii", 1, 0)


class StoppableHttpConnection(HTTPConnection):
    """A connection whose socket a StopSwitch can shut down at any time, from its first packet on.

    One thread at a time. It keeps a handle, a second descriptor of the same socket: the first one moves into
    TLS in the middle of the handshake, and after its closing the number may be another file's.
    """

    idle_since_s = 0.0
    _switch: StopSwitch | None = None
    _dialled: Dialled | None = None
    _handle: socket.socket | None = None

    def connect_over(self, dialled: Dialled, switch: StopSwitch | None) -> None:
        """Use this socket from now on, whose handle ``switch`` knows; TLS and a proxy's tunnel are agreed on here."""
        self._switch = switch
        self._handle = dialled.handle
        self._dialled = dialled
        self.connect()

    def stop_by(self, switch: StopSwitch) -> None:
        """From now on ``switch`` stops this connection, which is open. Raises StoppedError if that has happened."""
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
        """Called by urllib3 for a socket that is connected to the store or its proxy."""
        dialled, self._dialled = self._dialled, None
        if dialled is None:
            raise ConnectError("not dialled")
        return dialled.sock


def prepare(sock: socket.socket) -> None:
    """Set the options of a socket that is to be connected."""
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
