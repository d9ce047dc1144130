"""TLS before a port that speaks plain HTTP, whose certificate and whose other side can be changed at any time."""

import contextlib
import select
import socket
import ssl
import threading
from pathlib import Path
from types import TracebackType
from typing import Self


class TlsFront:
    """Passes what it decrypts on to ``port`` of this machine. Any thread."""

    def __init__(self, port: int, certificate: Path, *, host: str = "127.0.0.1") -> None:
        self.refused = 0
        self.taken = 0
        self._behind = port
        self._pairs: list[tuple[socket.socket, socket.socket]] = []
        self._cuts = 0
        self._lock = threading.Lock()
        self._refusal = threading.Condition()
        self._listener = socket.create_server((host, 0))
        self.endpoint = f"https://{host}:{self._listener.getsockname()[1]}"
        self.show(certificate)

    def __enter__(self) -> Self:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self.cut_all()

    def show(self, certificate: Path) -> None:
        """Show this certificate (with its key) from now on; open connections are cut."""
        self._tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._tls.load_cert_chain(certificate)
        self.cut_all()

    def cut_all(self) -> None:
        """Cut the connections there are; nothing of them is passed on from now on, not even of those not met yet."""
        with self._lock:
            self._cuts += 1
            pairs, self._pairs = self._pairs, []
        for sock in [sock for pair in pairs for sock in pair]:
            with contextlib.suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)

    def wait_until_refused(self, times: int) -> None:
        """Wait until that many clients did not like the certificate."""
        with self._refusal:
            assert self._refusal.wait_for(lambda: self.refused >= times, 30)

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                sock, _ = self._listener.accept()
                threading.Thread(target=self._serve, args=(sock, self._cuts), daemon=True).start()

    def _serve(self, plain: socket.socket, cuts: int) -> None:
        plain.settimeout(30)
        try:
            front = self._tls.wrap_socket(plain, server_side=True)
            # With TLS 1.3 the client has its say about the certificate only now.
            first = front.recv(65536)
        except OSError:
            with self._refusal:
                self.refused += 1
                self._refusal.notify_all()
            plain.close()
            return
        with (
            contextlib.suppress(OSError),
            front,
            socket.create_connection(("127.0.0.1", self._behind)) as behind,
        ):
            with self._lock:
                if cuts != self._cuts:
                    return
                self._pairs.append((front, behind))
                self.taken += 1
            behind.sendall(first)
            self._carry(front, behind)

    def _carry(self, front: ssl.SSLSocket, behind: socket.socket) -> None:
        while True:
            ready = [front] if front.pending() else select.select([front, behind], [], [])[0]
            for sock in ready:
                data = sock.recv(65536)
                if not data:
                    return
                (behind if sock is front else front).sendall(data)
