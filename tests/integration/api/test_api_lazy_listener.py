"""The sockets behind which the HTTP server is started by the first who connects."""

import asyncio
import contextlib
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Never
from urllib.parse import urlsplit

import pytest

from lab.processes.served import Served
from lab.stores.s3probe import Probe
from uploader_gui.headless.api.http_server import BoundedProtocol


class WatchesNoSockets(asyncio.SelectorEventLoop):
    """Refuses what the usual loop of Windows refuses."""

    def add_reader(self, *_: object, **__: object) -> Never:
        raise NotImplementedError

    def remove_reader(self, *_: object, **__: object) -> Never:
        raise NotImplementedError


@pytest.mark.parametrize("loop", [asyncio.SelectorEventLoop, WatchesNoSockets])
def test_first_who_connects_is_answered_whatever_the_loop_can_watch(
    loop: type[asyncio.SelectorEventLoop], tmp_path: Path
) -> None:
    with Served(tmp_path, None, loop=loop()) as served:
        assert served.open.get("/healthz").status_code == 200


@pytest.mark.case("S02")
def test_who_sends_a_byte_and_no_more_makes_room_for_who_asks(tmp_path: Path) -> None:
    with Served(tmp_path, None) as served, contextlib.ExitStack() as strangers:
        address = urlsplit(served.api.address)
        idle = [
            strangers.enter_context(socket.create_connection((address.hostname, address.port), timeout=10))
            for _ in range(BoundedProtocol.most + 40)
        ]
        for stranger in idle:
            with contextlib.suppress(OSError):
                stranger.sendall(b"G")
        assert served.open.get("/healthz").status_code == 200
        gone = [stranger for stranger in idle if is_closed(stranger)]
        assert len(gone) >= 40


@pytest.mark.case("S02")
def test_a_head_that_does_not_come_within_its_time_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(BoundedProtocol, "head_within_s", 0.1)
    with Served(tmp_path, None) as served:
        address = urlsplit(served.api.address)
        with socket.create_connection((address.hostname, address.port), timeout=20) as slow:
            slow.sendall(b"GET / HTTP/1.1\r\nHost: ")
            assert is_closed(slow, within_s=20)
        monkeypatch.undo()
        assert served.open.get("/healthz").status_code == 200


@pytest.mark.case("S02")
def test_a_request_at_work_is_not_closed_for_others(tmp_path: Path, bucket: Probe) -> None:
    with Served(tmp_path, bucket.address) as served, contextlib.ExitStack() as strangers:
        address = urlsplit(served.api.address)
        where = (address.hostname, address.port)

        def pieces() -> Iterator[bytes]:
            yield b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.mov"\r\n\r\nabc'
            for _ in range(BoundedProtocol.most + 40):
                strangers.enter_context(socket.create_connection(where, timeout=10))
            yield b"def\r\n--x--\r\n"

        kind = {"Content-Type": "multipart/form-data; boundary=x"}
        answered = served.open.post("/api/uploads/async", content=pieces(), headers=kind)
        assert answered.status_code == 202


@pytest.mark.case("S02")
def test_forms_that_never_end_leave_room_for_who_has_the_token(tmp_path: Path, bucket: Probe) -> None:
    with Served(tmp_path, bucket.address) as served, contextlib.ExitStack() as strangers:
        address = urlsplit(served.api.address)
        head = (
            f"POST /api/uploads/async HTTP/1.1\r\nHost: {address.netloc}\r\nContent-Length: 100000\r\n"
            "Content-Type: multipart/form-data; boundary=x\r\n\r\n--x\r\n"
        )
        for _ in range(BoundedProtocol.most + 40):
            where = (address.hostname, address.port)
            stranger = strangers.enter_context(socket.create_connection(where, timeout=10))
            with contextlib.suppress(OSError):
                stranger.sendall(head.encode())
        assert served.trusted.get("/api/uploads/async").status_code == 200
        refused = served.open.post("/api/uploads/async", files={"file": ("a.mov", b"abc")})
        assert (refused.status_code, refused.json()["error"]["code"]) == (503, "STORE_UNAVAILABLE")
        assert "token" in refused.json()["error"]["message"]
        strangers.close()
        deadline_s = time.monotonic() + 20
        while served.open.post("/api/uploads/async", files={"file": ("a.mov", b"abc")}).status_code != 202:
            assert time.monotonic() < deadline_s


def is_closed(connection: socket.socket, within_s: float = 0.0) -> bool:
    connection.settimeout(within_s)
    try:
        return connection.recv(1) == b""
    except (BlockingIOError, TimeoutError):
        return False
    except OSError:
        return True
