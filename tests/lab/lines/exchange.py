"""One request on its way through the proxy, with whatever befalls it."""

import asyncio
import contextlib
import email.utils
import http
import re
import select
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass

from lab.lines.log import Entry, Log
from lab.lines.pace import Pace
from lab.lines.request import parse_headers
from lab.lines.rules import Answer, Fault, Rule, Said

Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]
STREAM_LIMIT = 256 * 1024


class CutError(Exception):
    """The client's connection is to be reset."""


@dataclass(frozen=True, slots=True)
class Reply:
    """The head of the store's answer."""

    head: bytes
    status: int
    headers: dict[str, str]


class Exchange:
    """Brings one request to the store and its answer back, byte for byte but for the rule's fault.

    Head and body are passed on as they came, so that what the client signed stays true. Nothing is held
    in memory beyond a slice.
    """

    def __init__(
        self,
        client: Streams,
        store: tuple[str, int],
        entry: Entry,
        log: Log,
        pace: Pace,
        rule: Rule | None,
    ) -> None:
        self._reader, self._writer = client
        self._store = store
        self._entry = entry
        self._request = entry.request
        self._log = log
        self._pace = pace
        self._rule = rule
        self._fault = rule.fault if rule else Fault()
        self._document: bytes | None = None

    async def run(self) -> bool:
        """Do it; whether the client's connection can be used again. Raises ``CutError``, ``OSError``, ``EOFError``."""
        fault = self._fault
        await asyncio.sleep(fault.delay_s)
        await self._pass_gate(fault.hold)
        self._cut_if("before")
        if fault.answer is not None and fault.answer.is_early:
            await self._send_answer(fault.answer)
            await self._drain()
            return False
        if self._request.wants_to_be_asked:
            self._writer.write(b"HTTP/1.1 100 Continue\r\n\r\n")
        if fault.answer is not None and not fault.answer_after_store:
            await self._drain()
            await self._send_answer(fault.answer)
            return True
        if fault.judge is not None:
            judged = fault.judge(b"".join([piece async for piece in self._body()]))
            if isinstance(judged, Answer):
                await self._send_answer(judged)
                return True
            self._document = judged
        return await self._forward()

    async def _pass_gate(self, is_closed: bool) -> None:
        if is_closed and self._rule is not None:
            await self._rule.gate.wait()
            if self._client_has_gone():
                raise CutError("held until nobody was left to hear of it")

    def _client_has_gone(self) -> bool:
        """A client that was killed or stopped while it was held: what the system still has of it is not to arrive."""
        connection = self._writer.get_extra_info("socket")
        if self._writer.is_closing() or connection is None or connection.fileno() < 0:
            return True
        gone = select.poll()
        gone.register(connection.fileno(), select.POLLRDHUP)
        return bool(gone.poll(0))

    def _cut_if(self, point: str) -> None:
        if self._fault.cut == point:
            raise CutError(point)

    # the body

    async def _drain(self) -> None:
        async for _ in self._body():
            pass

    async def _body(self) -> AsyncIterator[bytes]:
        raw = self._chunked_body() if self._request.is_chunked else self._sized_body()
        async for piece in raw:
            yield piece
        self._log.note(self._entry, body_is_whole=True)
        self._cut_if("after_body")

    async def _sized_body(self) -> AsyncIterator[bytes]:
        left = self._request.body_size
        while left:
            size = await self._next_size(left)
            piece = await self._reader.read(size)
            if not piece:
                raise EOFError("the client went away")
            offset = self._entry.body_bytes
            self._log.note(self._entry, received=len(piece))
            await self._pace.take(len(piece))
            if self._rule is not None:
                await self._rule.pace.take(len(piece))
            left -= len(piece)
            yield self._damaged(piece, offset)

    async def _next_size(self, left: int) -> int:
        """How much of the body to read next: never past the byte where something happens."""
        got, fault = self._entry.body_bytes, self._fault
        if fault.cut == "in_body" and got >= fault.cut_after:
            raise CutError("in_body")
        if fault.stall_after is not None and got >= fault.stall_after:
            await self._pass_gate(is_closed=True)
        size = min(left, self._pace.slice_size, self._rule.pace.slice_size if self._rule else left)
        marks = [fault.cut_after if fault.cut == "in_body" else None, fault.stall_after]
        return min([size, *(mark - got for mark in marks if mark is not None and mark > got)])

    def _damaged(self, piece: bytes, offset: int) -> bytes:
        at = self._fault.flip_bit_at
        if at is None or not offset <= at < offset + len(piece):
            return piece
        copy = bytearray(piece)
        copy[at - offset] ^= 1
        return bytes(copy)

    async def _chunked_body(self) -> AsyncIterator[bytes]:
        size = -1
        while size != 0:
            line = await self._reader.readuntil(b"\r\n")
            size = int(line.split(b";")[0], 16)
            piece = (
                await self._reader.readexactly(size + 2) if size else await self._reader.readuntil(b"\r\n")
            )
            self._log.note(self._entry, received=size)
            yield line + piece

    # to the store and back

    async def _forward(self) -> bool:
        reader, writer = await asyncio.open_connection(*self._store, limit=STREAM_LIMIT)
        try:
            writer.write(self._head_for_store())
            self._log.note(self._entry, reached_store=True)
            body = asyncio.create_task(self._send_body(writer))
            answer = asyncio.create_task(_read_reply(reader))
            try:
                await asyncio.wait({body, answer}, return_when=asyncio.FIRST_COMPLETED)
                if body.done():
                    body.result()
                may_go_on = await self._bring_back(await answer, reader)
                await body
            finally:
                for task in (body, answer):
                    task.cancel()
                await asyncio.gather(body, answer, return_exceptions=True)
            return may_go_on
        finally:
            writer.close()
            with contextlib.suppress(OSError):
                await writer.wait_closed()

    def _head_for_store(self) -> bytes:
        if self._document is None:
            return self._request.head
        return _with_length(self._request.head, len(self._document))

    async def _send_body(self, writer: asyncio.StreamWriter) -> None:
        """Pass the body on; when the store stops listening, the rest is taken from the client all the same."""
        pieces = self._body() if self._document is None else _once(self._document)
        async for piece in pieces:
            with contextlib.suppress(ConnectionError):
                writer.write(piece)
                await writer.drain()

    async def _bring_back(self, reply: Reply, reader: asyncio.StreamReader) -> bool:
        fault = self._fault
        if fault == Fault():
            self._log.note(self._entry, store_status=reply.status, status=reply.status)
            self._writer.write(reply.head)
            async for piece in self._reply_body(reply, reader):
                self._writer.write(piece)
                await self._writer.drain()
        else:
            body = b"".join([piece async for piece in self._reply_body(reply, reader)])
            self._log.note(self._entry, store_status=reply.status)
            self._cut_if("before_answer")
            await self._pass_gate(fault.hold_answer)
            if fault.answer is not None:
                await self._send_answer(fault.answer)
                return True
            wire, status = _changed(reply, body, fault)
            self._log.note(self._entry, status=status)
            self._writer.write(wire)
            await self._writer.drain()
        return reply.headers.get("connection", "").lower() != "close"

    async def _reply_body(self, reply: Reply, reader: asyncio.StreamReader) -> AsyncIterator[bytes]:
        """The answer's body as it stands on the wire, chunk lines included."""
        if self._request.method == "HEAD" or reply.status in {204, 304}:
            return
        if reply.headers.get("transfer-encoding", "").lower() == "chunked":
            size = -1
            while size != 0:
                line = await reader.readuntil(b"\r\n")
                size = int(line.split(b";")[0], 16)
                yield line + await reader.readexactly(size + 2)
            return
        left = int(reply.headers.get("content-length", "0"))
        while left:
            piece = await reader.read(min(left, STREAM_LIMIT))
            if not piece:
                raise EOFError("the store went away")
            left -= len(piece)
            yield piece

    async def _send_answer(self, answer: Answer) -> None:
        names = {name.lower() for name in answer.headers}
        headers = dict(answer.headers) | ({"Connection": "close"} if answer.is_early else {})
        if "content-length" not in names:
            headers["Content-Length"] = str(len(answer.body))
        if "date" not in names:
            headers["Date"] = email.utils.formatdate(usegmt=True)
        body = b"" if self._request.method == "HEAD" else answer.body
        self._log.note(self._entry, status=answer.status)
        self._writer.write(_head(answer.status, headers) + body)
        await self._writer.drain()


async def _once(document: bytes) -> AsyncIterator[bytes]:
    yield document


def _head(status: int, headers: Mapping[str, str]) -> bytes:
    reason = http.HTTPStatus(status).phrase if status in set(http.HTTPStatus) else "Odd"
    lines = [f"HTTP/1.1 {status} {reason}", *(f"{name}: {value}" for name, value in headers.items())]
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n"


async def _read_reply(reader: asyncio.StreamReader) -> Reply:
    while True:
        head = await reader.readuntil(b"\r\n\r\n")
        first, headers = parse_headers(head)
        status = int(first.split(" ")[1])
        if status >= 200:
            return Reply(head, status, headers)


def _changed(reply: Reply, body: bytes, fault: Fault) -> tuple[bytes, int]:
    """The store's answer after the fault, as it goes to the client, and its status."""
    status, head = reply.status, reply.head
    if fault.date_shift_s and (date := reply.headers.get("date")):
        moved = email.utils.parsedate_to_datetime(date).timestamp() + fault.date_shift_s
        head = head.replace(date.encode(), email.utils.formatdate(moved, usegmt=True).encode())
    if fault.drop_part is not None:
        entry = rb"<Part>(?:(?!</Part>).)*<PartNumber>%d</PartNumber>.*?</Part>" % fault.drop_part
        shorter = re.sub(entry, b"", body, flags=re.DOTALL)
        head = _with_length(head, len(shorter))
        body = shorter
    if fault.rewrite is not None:
        status, head, body = _rewritten(reply, body, fault.rewrite)
    return head + body, status


def _with_length(head: bytes, length: int) -> bytes:
    return re.sub(rb"(?i)(content-length: *)\d+", rb"\g<1>%d" % length, head)


def _rewritten(reply: Reply, body: bytes, rewrite: Callable[[Said], Said]) -> tuple[int, bytes, bytes]:
    headers = dict(reply.headers)
    if headers.pop("transfer-encoding", "").lower() == "chunked":
        body = _unchunked(body)
    said = rewrite(Said(reply.status, headers, body))
    if said.body or "content-length" not in said.headers:  # HEAD tells of a body that does not come
        said.headers["content-length"] = str(len(said.body))
    return said.status, _head(said.status, said.headers), said.body


def _unchunked(wire: bytes) -> bytes:
    body = b""
    while wire:
        line, _, rest = wire.partition(b"\r\n")
        size = int(line.split(b";")[0], 16)
        body, wire = body + rest[:size], rest[size + 2 :]
    return body
