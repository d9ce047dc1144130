"""A request's body, of which an early answer leaves a part unread: the client would not hear that answer."""

import asyncio
import contextlib

from starlette.datastructures import Headers
from starlette.types import Message, Receive

from uploader_gui.domain.plan import MIB

_MOST = 16 * MIB
_PATIENCE_S = 2.0


class BodyDrain:
    """What the application receives from; knows whether more of the body is to come."""

    def __init__(self, receive: Receive, headers: Headers) -> None:
        self._receive = receive
        self._is_over = not ("content-length" in headers or "transfer-encoding" in headers)
        # Such a client waits for leave to send, and hears the answer at once.
        self._may_be_waiting = "expect" in headers

    async def __call__(self) -> Message:
        """The next message."""
        message = await self._receive()
        self._may_be_waiting = False
        if message["type"] != "http.request" or not message.get("more_body", False):
            self._is_over = True
        return message

    async def drain(self) -> None:
        """Read the rest of the body and drop it, if it is not much and comes soon."""
        left = 0 if self._may_be_waiting else _MOST
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_PATIENCE_S):
                while left > 0 and not self._is_over:
                    left -= len((await self()).get("body", b""))
