"""Opening the API of a holder: bound at once, announced in the state directory, started when somebody connects."""

import asyncio
import os
import socket
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from uploader_gui.domain.entered.public_url import PublicUrl
from uploader_gui.domain.errors import BadSettingsError
from uploader_gui.domain.job import Job
from uploader_gui.domain.messages import MessageCode, message
from uploader_gui.domain.window_start import WindowStart
from uploader_gui.headless.api.access_policy import Policy
from uploader_gui.headless.api.backend import Backend
from uploader_gui.headless.api.lazy_listener import LazyListener, bound
from uploader_gui.headless.runs.orphaned_copies import remove_orphaned_copies
from uploader_gui.runtime.runtime import Runtime

if TYPE_CHECKING:
    from uploader_gui.headless.api.http_server import HttpServer

LOOPBACK = "127.0.0.1"
_SECRET_BYTES = 32
_HTTP_PORT = 80
_ANYWHERE = {"0.0.0.0": LOOPBACK, "::": "::1"}  # noqa: S104  # compared with, not bound to


class Api:
    """The API of one holder, from construction to ``close``. Lives on the engine's loop.

    ``address`` is the announced URL, ``token`` what it asks for, ``is_open`` whether the guide's three calls go
    without it there. Nothing is imported for all this before somebody connects.
    """

    def __init__(
        self,
        runtime: Runtime,
        came_in: Callable[[Job], None],
        shown: Callable[[WindowStart], None] | None = None,
        behind: PublicUrl | None = None,
    ) -> None:
        self.token = runtime.environment.api_token or os.urandom(_SECRET_BYTES).hex()
        self.address = ""
        self.is_open = False
        self._backend = Backend(runtime, came_in, shown)
        self._identity = os.urandom(_SECRET_BYTES).hex()
        self._behind = behind
        self._lock = runtime.lock
        self._has_own_token = bool(runtime.environment.api_token)
        self._listeners: dict[str, LazyListener] = {}
        runtime.log.redaction.hide(self.token)
        runtime.log.redaction.hide(self._identity)

    def listen(self, host: str, port: int, *, is_open: bool) -> str:
        """Listen there (port 0: a free one), and give the URL; the first one is announced.

        ``is_open``: the guide's three calls need no token. On an address that others can reach everything needs
        it, and it has to be one that the user chose; so it is where a proxy offers it to others. Raises BadSettingsError
        in words.
        """
        sockets = bound(host, port)
        ips = [str(each.getsockname()[0]) for each in sockets]
        is_local, behind = all(_is_loopback(ip) for ip in ips), self._behind
        is_private = is_local and behind is None
        if not is_private and not self._has_own_token:
            for each in sockets:
                each.close()
            raise BadSettingsError(
                message(MessageCode.API_OPEN_TO_OTHERS, host=host if behind is None else str(behind))
            )
        names = _hosts(ips, sockets) | ({behind.host} if behind else set()) if is_local else None
        policy = Policy(
            self.token, self._identity, names, is_open and is_private, behind.origin if behind else None
        )
        listener = LazyListener(sockets, lambda: self._server(policy))
        address = f"http://{_in_url(_ANYWHERE.get(ips[0], ips[0]))}:{listener.port}"
        self._listeners[address] = listener
        if not self.address:
            self.address, self.is_open = address, policy.is_open
        return address

    async def stop_listening(self, address: str) -> None:
        """End what ``listen`` began there; the other addresses go on."""
        listener = self._listeners.pop(address, None)
        if listener is not None:
            await listener.close()

    async def announce(self) -> None:
        """Write the address, and what proves and permits, into engine.json. Raises BadSettingsError."""
        await asyncio.to_thread(self._lock.announce, self.address, self.token, self._identity)

    def begin_closing(self) -> None:
        """Drop the forms that are still arriving; what runs is still told of."""
        self._backend.drop_forms()

    async def close(self) -> None:
        """End all streams and stop listening; within two seconds."""
        self._backend.drop_forms()
        self._backend.is_closing.set()
        await asyncio.gather(*(listener.close() for listener in self._listeners.values()))

    def _server(self, policy: Policy) -> "HttpServer":
        from uploader_gui.headless.api.http_server import HttpServer

        return HttpServer(self._backend, policy)


async def open_api(
    runtime: Runtime,
    *,
    host: str = LOOPBACK,
    port: int = 0,
    is_open: bool = False,
    came_in: Callable[[Job], None] = lambda _job: None,
    shown: Callable[[WindowStart], None] | None = None,
    behind: PublicUrl | None = None,
) -> Api:
    """Take requests for the engine of ``runtime``, on whose loop this is called, before the engine is started.

    First removes staged copies that nobody owns: from here on a form may be arriving. ``came_in`` hears of each
    job that was submitted through the API, ``shown`` of what another start wants of the window. ``behind``: where a
    reverse proxy offers it. Raises BadSettingsError in words.
    """
    api = Api(runtime, came_in, shown, behind)
    await asyncio.to_thread(remove_orphaned_copies, runtime)
    api.listen(host, port, is_open=is_open)
    await api.announce()
    return api


def _is_loopback(ip: str) -> bool:
    return ip.startswith("127.") or ip == "::1"


def _in_url(ip: str) -> str:
    return f"[{ip}]" if ":" in ip else ip


def _hosts(ips: Sequence[str], sockets: Sequence[socket.socket]) -> frozenset[str]:
    """How a request may name an address of this machine."""
    port = sockets[0].getsockname()[1]
    names = {"localhost", LOOPBACK, "[::1]", *map(_in_url, ips)}
    return frozenset({f"{name}:{port}" for name in names} | (names if port == _HTTP_PORT else set()))
