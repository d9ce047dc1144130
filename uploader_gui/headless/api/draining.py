"""Reading what is left of a refused body: a client that is still sending would not hear the answer."""

import asyncio
import contextlib

from starlette.datastructures import Headers
from starlette.types import Receive

from uploader_gui.domain.plan import MIB

_MOST = 16 * MIB
_PATIENCE_S = 2.0


async def drain(headers: Headers, receive: Receive) -> None:
    """Read the rest of the body and drop it, if it is not much and comes soon.

    A client that waits for leave to send (``Expect: 100-continue``) hears the answer at once.
    """
    if "expect" in headers or not ("content-length" in headers or "transfer-encoding" in headers):
        return
    left = _MOST
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(_PATIENCE_S):
            while left > 0:
                message = await receive()
                left -= len(message.get("body", b""))
                if message["type"] != "http.request" or not message.get("more_body", False):
                    return
