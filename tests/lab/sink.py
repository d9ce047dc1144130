"""The null sink: an S3 server that throws bodies away and keeps the books.

It shows what a client costs, because it costs next to nothing itself: on Linux the kernel discards a body in
one call (``MSG_TRUNC``), and no byte of it is copied. It checks no signature. Part ETags are the body's MD5
where the client sent ``Content-MD5`` or the sink was told to compute it (``hashes=True``), and made up
otherwise. Over TLS (``tls=True``) the body has to be decrypted to be discarded, which costs what it costs.
As a process: ``python -m lab.sink``.
"""

import argparse
import base64
import contextlib
import hashlib
import mmap
import socket
import ssl
import sys
import threading
from types import TracebackType
from typing import Self

from lab.request import Request, parse_request
from lab.scripted import CERTIFICATE
from lab.sink_answers import answer_to, error_answer
from lab.sink_state import RefusedError, SinkState

KEEPS_BODY_OF = {"complete", "make_bucket"}
CAN_DISCARD = sys.platform == "linux"
DISCARD_AT_ONCE = 64 * 1024 * 1024
HASH_AT_ONCE = 1024 * 1024


class Sink:
    """Listens on loopback, a thread a connection. ``state`` has the books, ``state.requests`` the counts."""

    def __init__(self, *, port: int = 0, hashes: bool = False, tls: bool = False) -> None:
        self.state = SinkState()
        self._hashes = hashes
        self._tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER) if tls else None
        if self._tls:
            self._tls.load_cert_chain(CERTIFICATE)
        self._listener = socket.create_server(("127.0.0.1", port), backlog=256)
        self._open: set[socket.socket] = set()
        self._room = mmap.mmap(-1, DISCARD_AT_ONCE)  # asked for by recv, never touched: no memory
        self.endpoint = f"{'https' if tls else 'http'}://127.0.0.1:{self._listener.getsockname()[1]}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._accept, name="sink", daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for connection in [self._listener, *self._open]:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, _ = self._listener.accept()
                connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                self._open.add(connection)
                threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        early = b""
        with contextlib.suppress(OSError, EOFError), self._opened(connection) as connection:
            while True:
                head, early = _read_head(connection, early)
                request = parse_request(head)
                if request.wants_to_be_asked:
                    connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
                early = self._serve_one(connection, request, early)
        self._open.discard(connection)

    def _opened(self, connection: socket.socket) -> socket.socket:
        """Greet over TLS, if that is spoken."""
        if self._tls is None:
            return connection
        opened = self._tls.wrap_socket(connection, server_side=True)
        self._open.add(opened)
        return opened

    def _serve_one(self, connection: socket.socket, request: Request, early: bytes) -> bytes:
        """Take the body and answer; what came of the next request already."""
        body, md5 = b"", _announced_md5(request)
        left = request.body_size - len(early)
        if request.operation in KEEPS_BODY_OF:
            body = early[: request.body_size] + _read(connection, max(left, 0))
        elif self._hashes and not md5 and request.operation in {"part", "put"}:
            md5 = _hash(connection, early[: request.body_size], max(left, 0))
        elif left > 0:
            self._discard(connection, left)
        self.state.count(request.operation, request.body_size)
        try:
            reply = answer_to(self.state, request, body, md5)
        except RefusedError as error:
            reply = error_answer(error, request)
        connection.sendall(reply)
        return early[request.body_size :]

    def _discard(self, connection: socket.socket, count: int) -> None:
        if self._tls or not CAN_DISCARD:
            _read_past(connection, count)
            return
        while count:
            got = connection.recv_into(
                self._room, min(count, DISCARD_AT_ONCE), socket.MSG_TRUNC | socket.MSG_WAITALL
            )
            if not got:
                raise EOFError
            count -= got


def _read_head(connection: socket.socket, early: bytes) -> tuple[bytes, bytes]:
    """A request's head, and what came after it."""
    while (end := early.find(b"\r\n\r\n")) < 0:
        more = connection.recv(65536)
        if not more:
            raise EOFError
        early += more
    return early[: end + 4], early[end + 4 :]


def _read(connection: socket.socket, count: int) -> bytes:
    data = bytearray(count)
    view = memoryview(data)
    while view:
        got = connection.recv_into(view)
        if not got:
            raise EOFError
        view = view[got:]
    return bytes(data)


def _hash(connection: socket.socket, early: bytes, count: int) -> str:
    digest = hashlib.md5(early)
    room = memoryview(bytearray(min(count, HASH_AT_ONCE) or 1))
    while count:
        got = connection.recv_into(room, min(count, HASH_AT_ONCE))
        if not got:
            raise EOFError
        digest.update(room[:got])
        count -= got
    return digest.hexdigest()


def _read_past(connection: socket.socket, count: int) -> None:
    room = memoryview(bytearray(min(count, HASH_AT_ONCE)))
    while count:
        got = connection.recv_into(room, min(count, HASH_AT_ONCE))
        if not got:
            raise EOFError
        count -= got


def _announced_md5(request: Request) -> str:
    return base64.b64decode(request.headers.get("content-md5", "")).hex()


def main(arguments: list[str]) -> None:
    """Run until standard input ends; the address is the first line on standard output."""
    parser = argparse.ArgumentParser(prog="lab.sink")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--hashes", action="store_true", help="part ETags are the MD5 of what came")
    parser.add_argument("--tls", action="store_true", help=f"speak https with the certificate {CERTIFICATE}")
    chosen = parser.parse_args(arguments)
    with Sink(port=chosen.port, hashes=chosen.hashes, tls=chosen.tls) as sink:
        print(sink.endpoint, flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main(sys.argv[1:])
