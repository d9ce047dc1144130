"""The HTTP server on sockets that are bound already. Imported only when somebody connects."""

import contextlib
import socket
from collections.abc import Iterator, Sequence

import uvicorn

from uploader_gui.headless.api.access_control import AccessControl
from uploader_gui.headless.api.access_policy import Policy
from uploader_gui.headless.api.application import application
from uploader_gui.headless.api.backend import Backend
from uploader_gui.headless.api.bounded_protocol import BoundedProtocol
from uploader_gui.runtime.descriptors import clients_within, raised_limit

_GRACE_S = 1


class HttpServer(uvicorn.Server):
    """uvicorn, which leaves the process's signals to whoever handles them already."""

    def __init__(self, backend: Backend, policy: Policy) -> None:
        most = clients_within(raised_limit())
        super().__init__(
            uvicorn.Config(
                AccessControl(application(backend), policy),
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
