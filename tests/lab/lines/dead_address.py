"""A name with two addresses, the first of which swallows what is sent to it, as one does behind a dead route."""

import contextlib
import socket
from collections.abc import Iterator
from typing import Any

import pytest

NAME = "store.example"
_DEAD = "127.0.0.2"


@contextlib.contextmanager
def dead_address(port: int, name: str = NAME, *, is_dead: bool = True) -> Iterator[None]:
    """Let ``name`` lead to an address that drops every SYN, and then to 127.0.0.1; both with ``port``.

    A listener whose queue is full answers no more (Linux). ``is_dead`` False: only the second address.
    """
    with contextlib.ExitStack() as stack:
        listener = stack.enter_context(socket.socket())
        listener.bind((_DEAD, port))
        listener.listen(0)
        for _ in range(4):
            filler = stack.enter_context(socket.socket())
            filler.settimeout(0.0)
            filler.connect_ex((_DEAD, port))
        real = socket.getaddrinfo

        def found(host: str, port: int, **how: Any) -> list[Any]:
            alive = ["127.0.0.1"] if host == name else [host]
            hosts = [_DEAD, *alive] if is_dead and host == name else alive
            return [one for each in hosts for one in real(each, port, **how)]

        patch = stack.enter_context(pytest.MonkeyPatch.context())
        patch.setattr(socket, "getaddrinfo", found)
        yield
