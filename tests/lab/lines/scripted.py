"""A server that does to each connection exactly what a test says, for faults below and in HTTP."""

import contextlib
import functools
import re
import socket
import ssl
import struct
import threading
import warnings
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

CERTIFICATE = Path(__file__).with_name("loopback.pem")
"""Self-signed, for localhost and 127.0.0.1, with its worthless key; good until 2126."""

Script = Callable[["Visit"], None]


class Visit:
    """One connection, on its own thread. ``number`` counts from 0."""

    def __init__(self, sock: socket.socket, server: "ScriptedServer", number: int) -> None:
        self.sock = sock
        self.server = server
        self.number = number

    def read_request(self) -> bytes:
        """A whole request; its head is put down in ``server.heads`` and returned. EOFError at the end."""
        data = b""
        while b"\r\n\r\n" not in data:
            data += self._receive()
        head, _, body = data.partition(b"\r\n\r\n")
        length = re.search(rb"content-length: (\d+)", head, re.IGNORECASE)
        while length and len(body) < int(length[1]):
            body += self._receive()
        self.server.heads.append(head.decode("latin-1"))
        self.server.bodies.append(body)
        return head

    def answer(self, status: int, body: bytes = b"", headers: Mapping[str, str] | None = None) -> None:
        """Send a whole answer."""
        lines = {"Content-Length": str(len(body)), **(headers or {})}
        head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
        self.sock.sendall(f"HTTP/1.1 {status} Said\r\n{head}\r\n".encode() + body)

    def reset(self) -> None:
        """Hang up with a reset."""
        self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.sock.close()

    def hold(self) -> None:
        """Do nothing until the test is over."""
        self.server.is_over.wait(60)

    def _receive(self) -> bytes:
        got = self.sock.recv(65536)
        if not got:
            raise EOFError
        return got


class ScriptedServer:
    """The n-th connection follows the n-th script; those after the last one follow that."""

    def __init__(
        self,
        *scripts: Script,
        tls: bool = False,
        certificate: Path = CERTIFICATE,
        newest_tls: ssl.TLSVersion | None = None,
    ) -> None:
        self.heads: list[str] = []
        self.bodies: list[bytes] = []
        self.connections = 0
        self.is_over = threading.Event()
        self._scripts = scripts
        self._tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER) if tls else None
        if self._tls:
            self._tls.load_cert_chain(certificate)
        if self._tls and newest_tls:
            self._tls.set_ciphers("ALL:@SECLEVEL=0")  # else OpenSSL itself refuses what is that old
            with warnings.catch_warnings(action="ignore", category=DeprecationWarning):
                self._tls.minimum_version = ssl.TLSVersion.TLSv1
                self._tls.maximum_version = newest_tls
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._threads: list[threading.Thread] = []
        self._open: list[socket.socket] = []
        self.port: int = self._listener.getsockname()[1]
        self.endpoint = f"{'https' if tls else 'http'}://127.0.0.1:{self.port}"

    def __enter__(self) -> Self:
        self._start(self._accept)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.is_over.set()
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for sock in self._open:
            with contextlib.suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(5)

    def _start(self, work: Callable[[], None]) -> None:
        thread = threading.Thread(target=work, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                sock, _ = self._listener.accept()
                self._open.append(sock)
                number = self.connections
                self.connections += 1
                self._start(functools.partial(self._serve, sock, number))

    def _serve(self, sock: socket.socket, number: int) -> None:
        sock.settimeout(30)
        with contextlib.suppress(OSError, EOFError):
            if self._tls:
                sock = self._tls.wrap_socket(sock, server_side=True)
                self._open.append(sock)  # the plain one is no more
            with sock:
                self._scripts[min(number, len(self._scripts) - 1)](Visit(sock, self, number))
        sock.close()


def answering(status: int, body: bytes = b"", headers: Mapping[str, str] | None = None) -> Script:
    """Give this answer to every request, connections kept open."""

    def script(visit: Visit) -> None:
        while True:
            visit.read_request()
            visit.answer(status, body, headers)

    return script


def mute(visit: Visit) -> None:
    """Take requests and never answer."""
    visit.read_request()
    visit.hold()


def deaf(visit: Visit) -> None:
    """Accept, and never read."""
    visit.hold()


def hanging_up(visit: Visit) -> None:
    """Take the request, then reset the connection."""
    visit.read_request()
    visit.reset()


def unused_port() -> int:
    """A port of this machine on which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port
