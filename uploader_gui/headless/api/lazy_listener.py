"""Listening sockets, behind which the HTTP server is started by the first who connects."""

import asyncio
import logging
import socket
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from uploader_gui.domain.errors import BadSettingsError
from uploader_gui.domain.messages import MessageCode, message

if TYPE_CHECKING:  # a third of a second that an upload to which nobody connects does not pay
    from uploader_gui.headless.api.http_server import HttpServer

log = logging.getLogger(__name__)

_BACKLOG = 256
_CLOSE_S = 1.5


def bound(host: str, port: int) -> list[socket.socket]:
    """Listening sockets on every address of ``host``; port 0 picks a free one.

    Raises BadSettingsError in words where that can't be.
    """
    sockets: list[socket.socket] = []
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        for family, kind, protocol, _, address in dict.fromkeys(found):
            listener = socket.socket(family, kind, protocol)
            sockets.append(listener)
            if hasattr(socket, "SO_EXCLUSIVEADDRUSE"):  # Windows, where SO_REUSEADDR would share the port
                listener.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
            else:
                listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            if family == socket.AF_INET6:
                listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            listener.settimeout(0)
            # Only of a bound socket: Windows refuses to say the port of one that is not.
            wanted = port or (_port(sockets[0]) if len(sockets) > 1 else 0)
            listener.bind((*address[:1], wanted, *address[2:]))
            listener.listen(_BACKLOG)
    except OSError as error:
        for listener in sockets:
            listener.close()
        reason = (error.strerror or str(error)).lower()
        raise BadSettingsError(
            message(MessageCode.PORT_UNUSABLE, host=host, port=str(port), reason=reason)
        ) from error
    return sockets


class LazyListener:
    """From construction to ``close``; on the engine's loop. ``make_server`` imports what it needs."""

    def __init__(self, sockets: Sequence[socket.socket], make_server: Callable[[], "HttpServer"]) -> None:
        self._sockets = sockets
        self._make_server = make_server
        self._server: HttpServer | None = None
        self._serving: asyncio.Task[None] | None = None
        self._loop = asyncio.get_running_loop()
        self._watched: list[socket.socket] = []
        try:
            for listener in sockets:
                self._loop.add_reader(listener, self.start)
                self._watched.append(listener)
        except NotImplementedError:  # Windows' usual loop can't watch a socket
            self.start()

    @property
    def port(self) -> int:
        """Where it listens."""
        return _port(self._sockets[0])

    def start(self) -> None:
        """Start the server now, if it does not run."""
        if self._serving is None:
            self._stop_watching()
            self._serving = asyncio.ensure_future(self._serve())

    async def close(self) -> None:
        """Stop listening, and let answers that are on their way go out for a moment."""
        self._stop_watching()
        if self._serving is not None:
            if self._server is None:
                self._serving.cancel()
            else:
                self._server.should_exit = True
            _, late = await asyncio.wait([self._serving], timeout=_CLOSE_S)
            for task in late:
                task.cancel()
        for listener in self._sockets:
            listener.close()

    async def _serve(self) -> None:
        self._server = await asyncio.to_thread(self._make_server)
        try:
            await self._server.run_on(self._sockets)
        except OSError:
            log.exception("The HTTP server could not be started.")

    def _stop_watching(self) -> None:
        while self._watched:
            self._loop.remove_reader(self._watched.pop())


def _port(listener: socket.socket) -> int:
    port: int = listener.getsockname()[1]
    return port
