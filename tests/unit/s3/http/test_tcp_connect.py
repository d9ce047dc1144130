"""Connecting where a name has several addresses, some of them dead."""

import contextlib
import socket
import threading
import time
from collections.abc import Iterator

import pytest

from lab.lines.dead_address import NAME, dead_address
from lab.lines.scripted import ScriptedServer, answering, unused_port
from lab.stopwatch import least
from lab.stores.s3_calls import OK, failure
from uploader_gui.domain.errors import StoppedError
from uploader_gui.domain.profile import Connection
from uploader_gui.s3.client import S3Client
from uploader_gui.s3.http.request_body import StopSwitch
from uploader_gui.s3.http.tcp_connect import AddressInfo, Dialled, dial, families_in_turns

V4, V6 = socket.AF_INET, socket.AF_INET6


def at(host: str, port: int, family: socket.AddressFamily = V4) -> AddressInfo:
    return family, socket.SOCK_STREAM, 0, "", (host, port)


def dialled(*found: AddressInfo, timeout_s: float = 10.0, switch: StopSwitch | None = None) -> Dialled:
    return dial(found, timeout_s, switch, lambda _sock: None)


@pytest.fixture
def server() -> Iterator[ScriptedServer]:
    with ScriptedServer(answering(200, b"", OK)) as server, dead_address(server.port):
        yield server


def test_the_two_families_of_a_name_take_turns() -> None:
    found = [at("::1", 1, V6), at("::2", 1, V6), at("127.0.0.1", 1), at("127.0.0.2", 1)]
    assert [one[4][0] for one in families_in_turns(found)] == ["::1", "127.0.0.1", "::2", "127.0.0.2"]
    assert families_in_turns([]) == []


@pytest.mark.case("R26", "L3.4")
def test_a_dead_first_address_costs_a_moment_and_only_once(server: ScriptedServer) -> None:
    connection = Connection(f"http://{NAME}:{server.port}", "us-east-1", "key", "secret")

    def seconds_of_twenty() -> float:
        before = server.connections
        with contextlib.closing(
            S3Client(connection, max_connections=0)
        ) as client:  # each request connects anew
            began_s = time.monotonic()
            for _ in range(20):
                client.head("videos", "k")
            took_s = time.monotonic() - began_s
        assert server.connections == before + 20
        return took_s

    assert least(seconds_of_twenty, 2.5) < 2.5  # 10 s each time, before; now 0.25 s once, and not 20 times


@pytest.mark.case("R26")
def test_an_address_that_refuses_is_passed_over_at_once(server: ScriptedServer) -> None:
    won = dialled(at("127.0.0.3", server.port), at("127.0.0.1", server.port))
    with won.sock, won.handle:
        assert won.sock.getpeername() == ("127.0.0.1", server.port)
        assert won.sock.gettimeout() == 10.0


@pytest.mark.case("R26")
def test_all_dead_takes_no_longer_than_the_last_one_may(server: ScriptedServer) -> None:
    dead = at("127.0.0.2", server.port)

    def seconds() -> float:
        began_s = time.monotonic()
        with pytest.raises(TimeoutError):
            dialled(dead, dead, timeout_s=0.5)
        return time.monotonic() - began_s

    assert least(seconds, 1.5) < 1.5


def test_nobody_there_is_a_refused_connection() -> None:
    with pytest.raises(ConnectionRefusedError):
        dialled(at("127.0.0.1", unused_port()), at("127.0.0.1", unused_port()))
    with pytest.raises(OSError, match="no address"):
        dialled()


@pytest.mark.case("R26")
def test_stopping_ends_all_attempts_at_once(server: ScriptedServer) -> None:
    switch = StopSwitch()
    dead = at("127.0.0.2", server.port)
    ended = threading.Event()

    def dial_the_dead() -> None:
        with contextlib.suppress(StoppedError):
            dialled(dead, dead, timeout_s=30.0, switch=switch)
        ended.set()

    threading.Thread(target=dial_the_dead, daemon=True).start()
    assert not ended.wait(0.4)
    switch.stop()
    assert ended.wait(20)


def test_a_refused_name_is_still_said_to_be_refused() -> None:
    port = unused_port()
    connection = Connection(f"http://localhost:{port}", "us-east-1", "key", "secret")
    with contextlib.closing(S3Client(connection)) as client:
        assert "refuses" in failure(lambda: client.head("videos", "k")).message
