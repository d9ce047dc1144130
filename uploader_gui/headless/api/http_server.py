"""The HTTP server on sockets that are bound already, which can't use up the process. Imported only when somebody connects."""

import asyncio
import contextlib
import socket
from collections.abc import Iterator, Sequence

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from uploader_gui.headless.api.access_control import LET_IN, AccessControl
from uploader_gui.headless.api.access_policy import Policy
from uploader_gui.headless.api.application import application
from uploader_gui.headless.api.backend import Backend
from uploader_gui.runtime.file_descriptors import clients_within, raised_limit, strangers_within

_GRACE_S = 1
_HEAD_WITHIN_S = 10.0


class BoundedProtocol(H11Protocol):
    """uvicorn's, with bounds: ``most`` connections of one server, ``head_within_s`` seconds for a head; on its loop.

    Where one too many comes, the one that has done nothing useful for longest is closed: it has sent no whole head,
    waits between two requests, or asks what it may not. Where all are at work it is the new one.
    """

    most = 128
    head_within_s = _HEAD_WITHIN_S
    _came_s = 0.0
    _head_timer: asyncio.TimerHandle | None = None

    @classmethod
    def bounded(cls, most: int) -> type["BoundedProtocol"]:
        """The protocol with a bound of its own."""
        return type("BoundedProtocol", (cls,), {"most": most})

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Take the connection, and close one if there are too many."""
        if not isinstance(transport, asyncio.Transport):
            raise TypeError(f"a {type(transport).__name__} can't be written to")
        super().connection_made(transport)
        self._came_s = self.loop.time()
        self._wait_for_head()
        if len(self.connections) > self.most:
            self._make_room()

    def connection_lost(self, exc: Exception | None) -> None:
        """The other side has closed, or we have."""
        self._stop_waiting()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take what came; a head that is not whole yet has to be so within its time."""
        super().data_received(data)
        if self._has_request():
            self._stop_waiting()
        elif self._head_timer is None:
            self._wait_for_head()

    def _make_room(self) -> None:
        others = [each for each in self.connections if isinstance(each, BoundedProtocol) and each is not self]
        idle = [each for each in others if not each._is_at_work()]
        oldest = min(idle, key=lambda each: each._came_s, default=self)
        oldest._abort()

    def _is_at_work(self) -> bool:
        return self._has_request() and bool(self.scope["state"].get(LET_IN))

    def _has_request(self) -> bool:
        return self.cycle is not None and not self.cycle.response_complete

    def _wait_for_head(self) -> None:
        self._head_timer = self.loop.call_later(self.head_within_s, self._abort)

    def _stop_waiting(self) -> None:
        if self._head_timer is not None:
            self._head_timer.cancel()
            self._head_timer = None

    def _abort(self) -> None:
        """Close without a word, and count it no more."""
        self._stop_waiting()
        self.connections.discard(self)
        self.transport.abort()


class HttpServer(uvicorn.Server):
    """uvicorn, which leaves the process's signals to whoever handles them already."""

    def __init__(self, backend: Backend, policy: Policy) -> None:
        most = clients_within(raised_limit())
        super().__init__(
            uvicorn.Config(
                AccessControl(application(backend), policy, strangers_within(most)),
                # Its header sizes are bounded, and at a quarter of a megabyte a call its parser costs little.
                http=BoundedProtocol.bounded(most),
                ws="none",
                lifespan="off",
                log_config=None,
                access_log=False,
                server_header=False,
                proxy_headers=False,
                # So many are taken in one go, before the first of them is counted.
                backlog=max(1, most // 4),
                timeout_graceful_shutdown=_GRACE_S,
            )
        )

    async def run_on(self, sockets: Sequence[socket.socket]) -> None:
        """Answer on these sockets until ``should_exit`` is set."""
        await self.serve(sockets=list(sockets))

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Capture none."""
        yield
