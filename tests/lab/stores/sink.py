"""The null sink: an S3 server that throws bodies away and keeps the books.

It shows what a client costs, because it costs next to nothing itself: on Linux the kernel discards a body in
one call (``MSG_TRUNC``), and no byte of it is copied. An object of some bytes can be read again, and any can be copied
into an upload. It checks no signature. Part ETags are the body's MD5
where the client sent ``Content-MD5`` or the sink was told to compute it (``hashes=True``), and made up
otherwise. Over TLS (``tls=True``) the body has to be decrypted to be discarded, which costs what it costs.
As a process: ``python -m lab.stores.sink``.
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
from collections.abc import Callable
from types import TracebackType
from typing import Self

from lab.lines.request import Request, parse_request
from lab.lines.scripted import CERTIFICATE
from lab.stores.sink_answers import answer_to, error_answer
from lab.stores.sink_state import RefusedError, SinkState

KEEPS_BODY_OF = {"complete", "make_bucket", "delete_objects"}
FEW_BYTES = 4096
"""An object of no more than this can be read again."""
CAN_DISCARD = sys.platform == "linux"
DISCARD_AT_ONCE = 64 * 1024 * 1024
HASH_AT_ONCE = 1024 * 1024
_DISCARDS = socket.MSG_TRUNC | socket.MSG_WAITALL if CAN_DISCARD else 0


class Sink:
    """Listens on ``host``, a thread a connection. ``state`` has the books, ``state.requests`` the counts.

    ``on_cut`` is told how many bytes came of a body that was cut short.
    """

    def __init__(
        self,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        hashes: bool = False,
        tls: bool = False,
        on_cut: Callable[[int], None] = lambda _count: None,
    ) -> None:
        self.state = SinkState()
        self._hashes = hashes
        self._on_cut = on_cut
        self._tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER) if tls else None
        if self._tls:
            self._tls.load_cert_chain(CERTIFICATE)
        self._listener = socket.create_server((host, port), backlog=256)
        self._open: set[socket.socket] = set()
        self._room = mmap.mmap(-1, DISCARD_AT_ONCE)  # asked for by recv, never touched: no memory
        self.endpoint = f"{'https' if tls else 'http'}://{host}:{self._listener.getsockname()[1]}"

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
        is_few = request.operation == "put" and request.body_size <= FEW_BYTES
        if request.operation in KEEPS_BODY_OF or is_few:
            body = early[: request.body_size] + _read(connection, max(left, 0))
            md5 = md5 or (hashlib.md5(body).hexdigest() if is_few else "")
        elif self._hashes and not md5 and request.operation in {"part", "put"}:
            md5 = _hash(connection, early[: request.body_size], max(left, 0))
        elif left > 0 and (came := self._discard(connection, left)) < left:
            self._on_cut(came + request.body_size - left)
            raise EOFError
        self.state.count(request.operation, request.body_size)
        try:
            reply = answer_to(self.state, request, body, md5)
        except RefusedError as error:
            reply = error_answer(error, request)
        connection.sendall(reply)
        return early[request.body_size :]

    def _discard(self, connection: socket.socket, count: int) -> int:
        """Take so many bytes and forget them; returns how many came, fewer if the body was cut."""
        is_plain = not self._tls and CAN_DISCARD
        room = self._room if is_plain else bytearray(min(count, HASH_AT_ONCE))
        at_once, flags = (DISCARD_AT_ONCE, _DISCARDS) if is_plain else (HASH_AT_ONCE, 0)
        came = 0
        with contextlib.suppress(OSError):
            while came < count:
                got = connection.recv_into(room, min(count - came, at_once), flags)
                if not got:
                    break
                came += got
        return came


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


def _announced_md5(request: Request) -> str:
    return base64.b64decode(request.headers.get("content-md5", "")).hex()


def main(arguments: list[str]) -> None:
    """Run until standard input ends; the address is the first line on standard output.

    Each further line says how many bytes came of a body that was cut short.
    """
    parser = argparse.ArgumentParser(prog="lab.stores.sink")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--hashes", action="store_true", help="part ETags are the MD5 of what came")
    parser.add_argument("--tls", action="store_true", help=f"speak https with the certificate {CERTIFICATE}")
    chosen = parser.parse_args(arguments)

    def tell(count: int) -> None:
        sys.stdout.write(f"{count}\n")  # in one piece: many threads may tell
        sys.stdout.flush()

    with Sink(host=chosen.host, port=chosen.port, hashes=chosen.hashes, tls=chosen.tls, on_cut=tell) as sink:
        print(sink.endpoint, flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main(sys.argv[1:])
