"""One store with several addresses: fault proxies before it, each listening on a loopback address of its own."""

import contextlib
import socket
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlsplit

import pytest

from lab.lines.proxy import FaultProxy

NAME = "nodes.example"
_FIRST = 2  # 127.0.0.2


@contextlib.contextmanager
def store_nodes(upstream: str, count: int = 3) -> Iterator[list[FaultProxy]]:
    """So many nodes at 127.0.0.2, 127.0.0.3..., all on one port."""
    with contextlib.ExitStack() as stack:
        port = 0
        nodes = []
        for number in range(_FIRST, _FIRST + count):
            node = stack.enter_context(FaultProxy(upstream, host=f"127.0.0.{number}", port=port))
            port = urlsplit(node.endpoint).port or 0
            nodes.append(node)
        yield nodes


def in_braces(nodes: Sequence[FaultProxy]) -> str:
    """The endpoint of all of them in MinIO's notation."""
    port = urlsplit(nodes[0].endpoint).port
    return f"http://127.0.0.{{{_FIRST}...{_FIRST + len(nodes) - 1}}}:{port}"


@contextlib.contextmanager
def one_name(nodes: Sequence[FaultProxy]) -> Iterator[str]:
    """Let NAME have a record for each node; the endpoint by that name."""
    hosts = [urlsplit(node.endpoint).hostname for node in nodes]
    real = socket.getaddrinfo

    def found(host: str, port: int, **how: Any) -> list[Any]:
        return [one for each in (hosts if host == NAME else [host]) for one in real(each, port, **how)]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket, "getaddrinfo", found)
        yield f"http://{NAME}:{urlsplit(nodes[0].endpoint).port}"
