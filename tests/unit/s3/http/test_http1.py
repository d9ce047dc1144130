import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from uploader_gui.s3.http import http1
from uploader_gui.s3.http.http1 import (
    GarbledResponseError,
    HttpExchange,
    Response,
    ResponseCutError,
    SlowResponseError,
)


class Slices:
    def __init__(self, *slices: bytes) -> None:
        self.slices = slices
        self.counted = 0

    def __iter__(self) -> Iterator[bytes]:
        return iter(self.slices)

    def count(self, size: int) -> None:
        self.counted += size


@pytest.fixture
def ends() -> Iterator[tuple[socket.socket, socket.socket]]:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        yield ours, theirs


def received(*pieces: bytes, method: str = "GET") -> Response:
    """What is made of an answer that arrives in these pieces, each by itself, and then the end."""

    class Pieces:
        def __init__(self) -> None:
            self.left = list(pieces)

        def send(self, data: memoryview, /) -> int:
            return len(data)

        def recv(self, size: int, /) -> bytes:
            return self.left.pop(0) if self.left else b""

        def gettimeout(self) -> float | None:
            return None

        def settimeout(self, seconds: float, /) -> None:
            pass

    return HttpExchange(Pieces(), 5).receive(method)


def test_an_answer_of_known_length_is_read_to_its_end() -> None:
    response = received(b'HTTP/1.1 200 OK\r\nContent-Length: 5\r\nETag: "x"\r\n\r\nhello')
    assert (response.status, response.headers["etag"], response.body, response.keeps_open) == (
        200,
        '"x"',
        b"hello",
        True,
    )


def test_an_answer_may_arrive_byte_by_byte() -> None:
    text = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;ext=1\r\nabc\r\n2\r\nde\r\n0\r\nTrailer: t\r\n\r\n"
    response = received(*(bytes([byte]) for byte in text))
    assert (response.body, response.keeps_open) == (b"abcde", True)


def test_without_a_length_the_answer_ends_with_the_connection() -> None:
    response = received(b"HTTP/1.1 200 OK\r\n\r\nall ", b"of it")
    assert (response.body, response.keeps_open) == (b"all of it", False)


def test_answers_without_a_body_have_none_whatever_they_announce() -> None:
    assert received(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n", method="HEAD").body == b""
    assert received(b"HTTP/1.1 204 No Content\r\n\r\n").body == b""


def test_interim_answers_are_passed_over() -> None:
    assert (
        received(b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n").status == 200
    )


@pytest.mark.parametrize(
    ("head", "keeps_open"),
    [
        (b"HTTP/1.1 200 OK\r\nConnection: close\r\n", False),
        (b"HTTP/1.0 200 OK\r\n", False),
        (b"HTTP/1.0 200 OK\r\nConnection: Keep-Alive\r\n", True),
        (b"HTTP/1.1 200\r\n", True),
    ],
)
def test_the_connection_is_kept_open_only_if_the_answer_allows_it(head: bytes, keeps_open: bool) -> None:
    assert received(head + b"Content-Length: 0\r\n\r\n").keeps_open is keeps_open


@pytest.mark.parametrize(
    "text",
    [
        b"SSH-2.0-OpenSSH_9.2\r\n",
        b"HTTP/1.1 abc\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: " + b"x" * 70_000,
        b"HTTP/1.1 200 OK\r\nx-amz-version-id: a\0b\r\nContent-Length: 0\r\n\r\n",
    ],
)
def test_what_is_no_http_is_called_garbled(text: bytes) -> None:
    with pytest.raises(GarbledResponseError):
        received(text)


def test_a_tls_alert_is_known_for_what_it_is() -> None:
    with pytest.raises(GarbledResponseError) as caught:
        received(b"\x15\x03\x01\x00\x02\x02\x46")
    assert caught.value.speaks_tls


@pytest.mark.parametrize(
    "text", [b"", b"HTTP/1.1 200 OK\r\nCont", b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf"]
)
def test_an_answer_cut_short_is_an_error(text: bytes) -> None:
    with pytest.raises(ResponseCutError):
        received(text)


@pytest.mark.case("C65")
def test_a_body_is_counted_without_its_head(ends: tuple[socket.socket, socket.socket]) -> None:
    ours, theirs = ends
    body = Slices(b"a" * 1000)
    assert HttpExchange(ours, 5).send(b"PUT / HTTP/1.1\r\n\r\n", body)
    assert body.counted == 1000
    assert theirs.recv(65536) == b"PUT / HTTP/1.1\r\n\r\n" + b"a" * 1000


def test_a_large_body_arrives_whole_through_a_full_buffer(ends: tuple[socket.socket, socket.socket]) -> None:
    ours, theirs = ends
    got = bytearray()

    def read() -> None:
        while data := theirs.recv(10_000):
            got.extend(data)

    reader = threading.Thread(target=read)
    reader.start()
    body = Slices(*(bytes([number]) * 300_000 for number in range(5)))
    assert HttpExchange(ours, 5).send(b"head", body)
    ours.shutdown(socket.SHUT_WR)
    reader.join()
    assert bytes(got) == b"head" + b"".join(body.slices)
    assert body.counted == 1_500_000


def test_sending_ends_when_the_answer_is_there_before_the_body_is_out(
    ends: tuple[socket.socket, socket.socket],
) -> None:
    ours, theirs = ends
    theirs.sendall(b"HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\n\r\n")
    body = Slices(b"first", b"second")
    exchange = HttpExchange(ours, 5)
    assert not exchange.send(b"head", body)
    assert exchange.receive("PUT").status == 413
    assert body.counted == len(b"first")


def test_a_line_on_which_nothing_moves_times_out(ends: tuple[socket.socket, socket.socket]) -> None:
    ours, _ = ends
    exchange = HttpExchange(ours, 0.02)
    with pytest.raises(TimeoutError):
        exchange.send(b"head", Slices(b"x" * 5_000_000))
    with pytest.raises(TimeoutError):
        exchange.receive("PUT")


class StillWire:
    """A wire on which nothing moves for some looks, of so many seconds each; then all of it does. Also its own clock."""

    def __init__(self, *looks_s: float) -> None:
        self.looks_s = list(looks_s)
        self.now_s = 1000.0
        self.waits_s: float | None = None

    def monotonic(self) -> float:
        return self.now_s

    def send(self, data: memoryview, /) -> int:
        self._look()
        return len(data)

    def recv(self, size: int, /) -> bytes:
        del size
        if not self.waits_s:
            raise BlockingIOError
        self._look()
        return b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"

    def gettimeout(self) -> float | None:
        return self.waits_s

    def settimeout(self, seconds: float, /) -> None:
        self.waits_s = seconds

    def _look(self) -> None:
        if self.looks_s:
            self.now_s += self.looks_s.pop(0)
            raise TimeoutError


@dataclass
class Patient:
    """Notes how long ago a request was sent whenever it is asked if that is too long."""

    wire: StillWire
    waited_s: list[float] = field(default_factory=list)

    def moved(self) -> None:
        pass

    def is_stuck(self, since_s: float) -> bool:
        return self.is_late(since_s)

    def is_late(self, since_s: float) -> bool:
        self.waited_s.append(self.wire.now_s - since_s)
        return False


def on_its_clock(wire: StillWire, monkeypatch: pytest.MonkeyPatch) -> StillWire:
    monkeypatch.setattr(http1, "time", wire)
    return wire


@pytest.mark.parametrize("looks_s", [(1.0, 3600.0, 1.0), (3600.0, 3600.0, 3600.0)])
def test_time_in_which_the_computer_stood_still_is_no_silence(
    looks_s: tuple[float, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    wire = on_its_clock(StillWire(*looks_s), monkeypatch)
    patient = Patient(wire)
    exchange = HttpExchange(wire, 3.5, comparison=patient)
    assert exchange.receive("PUT").status == 200
    assert (patient.waited_s, exchange.answered_after_s) == ([1.0, 2.0, 3.0], 3.0)


def test_nor_does_a_body_stand_still_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    wire = on_its_clock(StillWire(1.0, 3600.0, 1.0), monkeypatch)
    patient = Patient(wire)
    assert HttpExchange(wire, 3.5, comparison=patient).send(b"head", Slices(b"body"))
    assert patient.waited_s == [1.0, 2.0, 3.0]


def test_silence_before_and_after_it_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    wire = on_its_clock(StillWire(1.0, 1.0, 3600.0, 1.0, 1.0), monkeypatch)
    with pytest.raises(TimeoutError):
        HttpExchange(wire, 3.5).receive("PUT")
    assert wire.looks_s == [1.0]


def endless(*pieces: bytes) -> Iterator[bytes]:
    """The first piece once, the others again and again."""
    yield pieces[0]
    while True:
        yield from pieces[1:]


class Trickle:
    """A wire on which pieces come for ever."""

    def __init__(self, pieces: Iterator[bytes], pause_s: float = 0.0) -> None:
        self.pieces = pieces
        self.pause_s = pause_s
        self.received = 0

    def send(self, data: memoryview, /) -> int:
        return len(data)

    def recv(self, size: int, /) -> bytes:
        del size
        time.sleep(self.pause_s)
        piece = next(self.pieces)
        self.received += len(piece)
        return piece

    def gettimeout(self) -> float | None:
        return None

    def settimeout(self, seconds: float, /) -> None:
        pass


CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"


@pytest.mark.case("S09")
@pytest.mark.parametrize(
    "pieces",
    [
        (b"HTTP/1.1 100 Continue\r\n\r\n", b"HTTP/1.1 100 Continue\r\n\r\n"),
        (b"HTTP/1.1 100 Continue\r\n\r\n", b"HTTP/1.1 103 Early Hints\r\nLink: <a>\r\n\r\n" * 100),
        (CHUNKED + b"0\r\n", b"X-Trailer: 1\r\n"),
        (CHUNKED, b"1;" + b"x" * 60_000 + b"\r\na\r\n"),
        (b"HTTP/1.1 200 OK\r\n\r\n", b"x" * 65536),
        (b"HTTP/1.1 200 OK\r\n", b"X-Header: 1\r\n"),
    ],
    ids=["interim", "hints", "trailers", "extensions", "body", "head"],
)
def test_an_answer_without_end_is_given_up(pieces: tuple[bytes, ...]) -> None:
    transport = Trickle(endless(*pieces))
    with pytest.raises(GarbledResponseError, match="end"):
        HttpExchange(transport, 5.0).receive("GET")
    assert transport.received <= 65 * 1024 * 1024


@pytest.mark.case("S09")
@pytest.mark.parametrize("head", [b"", CHUNKED + b"fffff\r\n"], ids=["head", "body"])
def test_an_answer_that_comes_byte_by_byte_is_given_up(head: bytes) -> None:
    start = [head] if head else [b"HTTP/1.1 200 OK\r\n"]
    transport = Trickle(endless(*start, b"x"), pause_s=0.01)
    with pytest.raises(SlowResponseError):
        HttpExchange(transport, 0.05).receive("GET")
    assert transport.received < 200


@pytest.mark.case("S09")
def test_a_number_of_thousands_of_digits_is_none() -> None:
    with pytest.raises(GarbledResponseError, match="number"):
        received(CHUNKED + b"f" * 9000 + b"\r\n")
