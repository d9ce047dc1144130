"""The proxy that plays the faults leaves nothing behind."""

import contextlib
import gc
import socket
import threading
from urllib.parse import urlsplit

from lab.lines.proxy import FaultProxy


def test_whoever_comes_as_it_goes_away_is_let_go() -> None:
    is_over = threading.Event()

    def knock(address: tuple[str, int]) -> None:
        while not is_over.is_set():
            with contextlib.suppress(OSError), socket.create_connection(address, timeout=10):
                pass

    with FaultProxy("http://127.0.0.1:1") as proxy:
        port = urlsplit(proxy.endpoint).port
        assert port is not None
        strangers = [threading.Thread(target=knock, args=(("127.0.0.1", port),)) for _ in range(3)]
        for stranger in strangers:
            stranger.start()
        for _ in range(100):
            proxy.away()
            proxy.back()
        is_over.set()
        for stranger in strangers:
            stranger.join()
    gc.collect()  # pytest tells of sockets that nobody has closed
