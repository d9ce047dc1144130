"""A proxy before a real S3 store that sees every request and plays faults on some of them.

It runs on a thread of its own with its own event loop; a test steers it with plain calls. It can also be a
process: ``python -m lab.lines.proxy --upstream http://127.0.0.1:8333``. Another store's manner of answering is a
set of rules laid before everything else.
"""

import argparse
import asyncio
import contextlib
import socket
import struct
import sys
import threading
from collections.abc import Coroutine
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from lab.lines.exchange import STREAM_LIMIT, CutError, Exchange, Streams
from lab.lines.log import Log
from lab.lines.pace import Pace
from lab.lines.request import Request, parse_request
from lab.lines.rules import Fault, Rule, combined, html

_TURNS_TO_CONNECT = 6
"""What the system has accepted becomes a connection only so many turns of the loop later."""


class FaultProxy:
    """Listens on loopback, forwards to ``upstream`` (a URL). All methods may be called from any thread.

    ``receive_buffer``: the kernel's buffer for what clients send, in bytes; small, it lets a throttled or
    stalled client feel at once that nobody reads.
    """

    def __init__(
        self,
        upstream: str,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        receive_buffer: int | None = None,
        log_file: Path | None = None,
    ) -> None:
        address = urlsplit(upstream)
        self._store = (address.hostname or "127.0.0.1", address.port or 80)
        self._host = host
        self._port = port
        self._receive_buffer = receive_buffer
        self.log = Log(log_file)
        self._rules: list[Rule] = []
        self._lock = threading.Lock()
        self._pace = Pace()
        self._server: asyncio.Server | None = None
        self._clients: dict[asyncio.Task[None], asyncio.StreamWriter] = {}
        self._is_ending = asyncio.Event()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, name="fault-proxy", daemon=True)

    @property
    def endpoint(self) -> str:
        """The URL to give to the client."""
        return f"http://{self._host}:{self._port}"

    def __enter__(self) -> Self:
        self._thread.start()
        self.back()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._loop.call_soon_threadsafe(self._is_ending.set)
        self._thread.join(10)

    # what a test says

    def on(
        self,
        operation: str | None,
        *faults: Fault,
        key: str | None = None,
        number: int | None = None,
        nth: int = 1,
        times: int | None = None,
        larger_than: int | None = None,
        header: str | None = None,
        of_kept_part: bool = False,
    ) -> Rule:
        """Let requests of this operation (any for None), key and part number meet these faults, all at once.

        ``header``: only those with a header whose name, in lower case, begins so. ``of_kept_part``: only those that put
        a part as an object of its own.
        """
        fault, of_kept = combined(faults), of_kept_part
        rule = Rule(operation, fault, key, number, nth, times, larger_than, header, of_kept, loop=self._loop)
        with self._lock:
            self._rules.append(rule)
        return rule

    def clear(self) -> None:
        """Drop all rules and the rate limit, and release what they hold."""
        with self._lock:
            rules, self._rules = self._rules, []
        self.throttle(None)
        for rule in rules:
            rule.release()

    def throttle(self, bytes_per_s: float | None) -> None:
        """Take bodies at this rate, all together; None: as fast as they come."""
        self._pace.bytes_per_s = bytes_per_s

    def limit_body(self, size: int) -> Rule:
        """Refuse larger bodies with a web page, unread, as a web server in front of a store does."""
        return self.on(None, html(413, "Request Entity Too Large", early=True), larger_than=size)

    def away(self) -> None:
        """Reset all connections and refuse new ones."""
        self._do(self._close())

    def back(self) -> None:
        """Listen again, at the same address."""
        self._do(self._listen())

    def cut_all(self) -> None:
        """Reset all connections that are open now."""
        self._do(self._reset_all())

    def wait_until_left(self, timeout: float = 3.0) -> int:
        """Wait until no client is connected any more and its sockets are closed; how many still are after ``timeout`` s."""
        return asyncio.run_coroutine_threadsafe(self._left(timeout), self._loop).result(timeout + 10)

    # what happens on the loop

    def _do(self, work: Coroutine[None, None, None]) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result(60)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        try:
            self._loop.run_until_complete(self._is_ending.wait())
            self._loop.run_until_complete(self._close())
        finally:
            self._loop.close()

    async def _listen(self) -> None:
        if self._server is not None:
            return
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if self._receive_buffer is not None:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, self._receive_buffer)
        listener.bind((self._host, self._port))
        self._port = listener.getsockname()[1]
        limit = STREAM_LIMIT if self._receive_buffer is None else max(self._receive_buffer, 16 * 1024)
        self._server = await asyncio.start_server(self._accept, sock=listener, limit=limit)

    async def _close(self) -> None:
        server, self._server = self._server, None
        if server is None:
            return
        for listener in server.sockets:
            self._loop.remove_reader(listener.fileno())
        # First: what was accepted and is no connection yet when the server closes, nobody closes.
        await self._reset_all()
        server.close()

    async def _reset_all(self) -> None:
        for _ in range(_TURNS_TO_CONNECT):
            clients = dict(self._clients)
            for task, writer in clients.items():
                _reset(writer)
                task.cancel()
            await asyncio.gather(*clients, return_exceptions=True)
            await asyncio.sleep(0)

    async def _left(self, within_s: float) -> int:
        if not self._clients:
            return 0
        return len((await asyncio.wait(list(self._clients), timeout=within_s))[1])

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = self._loop.create_task(self._serve((reader, writer)))
        self._clients[task] = writer
        task.add_done_callback(lambda done: self._clients.pop(done, None))

    async def _serve(self, client: Streams) -> None:
        reader, writer = client
        try:
            while await self._serve_one(client, await reader.readuntil(b"\r\n\r\n")):
                pass
        except (CutError, OSError, EOFError):
            _reset(writer)
        finally:
            writer.close()
            with contextlib.suppress(OSError):
                await writer.wait_closed()

    async def _serve_one(self, client: Streams, head: bytes) -> bool:
        request = parse_request(head)
        rule = self._rule_for(request)
        entry = self.log.open(request, client[1].get_extra_info("peername", ("", 0))[1])
        try:
            return await Exchange(client, self._store, entry, self.log, self._pace, rule).run()
        finally:
            self.log.note(entry, is_over=True)

    def _rule_for(self, request: Request) -> Rule | None:
        with self._lock:
            return next((rule for rule in self._rules if rule.takes(request)), None)


def _reset(writer: asyncio.StreamWriter) -> None:
    """Drop the connection with a RST: what is buffered on the way is lost."""
    connection = writer.get_extra_info("socket")
    if connection is not None and connection.fileno() >= 0:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


def main(arguments: list[str]) -> None:
    """Run until standard input ends; the address is the first line on standard output."""
    parser = argparse.ArgumentParser(prog="lab.lines.proxy")
    parser.add_argument("--upstream", required=True)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--log", type=Path, help="one JSON object a request")
    parser.add_argument("--throttle", type=float, help="bytes a second")
    chosen = parser.parse_args(arguments)
    with FaultProxy(chosen.upstream, port=chosen.port, log_file=chosen.log) as proxy:
        proxy.throttle(chosen.throttle)
        print(proxy.endpoint, flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main(sys.argv[1:])
