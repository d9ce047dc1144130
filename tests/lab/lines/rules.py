"""Faults, and the rules that say which requests meet them.

A rule is one line in a test, through ``FaultProxy.on``::

    proxy.on("part", answer(503, headers={"Retry-After": "1"}), number=3, times=2)
    proxy.on("complete", answer(504, after_store=True), times=1)
    held = proxy.on("complete", hold(answer=True)); proxy.log.wait_for("complete", stage="store"); held.release()

Of the rules that match a request, the first one given takes it.
"""

import asyncio
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from typing import Literal

from lab.lines.pace import Pace
from lab.lines.request import Request

CutPoint = Literal["before", "in_body", "after_body", "before_answer"]


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer that does not come from the store."""

    status: int
    body: bytes
    headers: Mapping[str, str]
    is_early: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """What the store answered, for a fault that changes it; header names in lower case, no chunks in ``body``."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Fault:
    """What befalls a request, in the order of the fields; what is left at its default does not happen."""

    delay_s: float = 0.0
    hold: bool = False
    """Nothing is read of it, and nothing sent on, until the rule is released."""
    cut: CutPoint | None = None
    cut_after: int = 0
    stall_after: int | None = None
    """From this byte of the body on nothing is read until the rule is released."""
    bytes_per_s: float | None = None
    flip_bit_at: int | None = None
    answer: Answer | None = None
    answer_after_store: bool = False
    hold_answer: bool = False
    """The store has done it; the client hears of it when the rule is released."""
    judge: Callable[[bytes], Answer | bytes] | None = None
    """Given the whole body before the store hears of it: an answer of its own, or the body that the store is to hear."""
    drop_part: int | None = None
    date_shift_s: float = 0.0
    rewrite: Callable[[Said], Said] | None = None
    """Given the store's whole answer: what the client hears instead."""


def answer(
    status: int,
    body: str | bytes = b"",
    *,
    headers: Mapping[str, str] | None = None,
    after_store: bool = False,
    early: bool = False,
) -> Fault:
    """Answer this, without asking the store; ``after_store``: have the store do it, then say this instead.

    ``early``: before the body was read, as servers do that refuse a body for its size.
    """
    data = body.encode() if isinstance(body, str) else body
    return Fault(answer=Answer(status, data, dict(headers or {}), early), answer_after_store=after_store)


def error(status: int, code: str, message: str = "", *, after_store: bool = False) -> Fault:
    """Answer an S3 error with this code; with status 200, the error that hides in a success."""
    text = f"<Error><Code>{code}</Code><Message>{message or code}</Message></Error>"
    body = f'<?xml version="1.0" encoding="UTF-8"?>\n{text}'
    return answer(status, body, headers={"Content-Type": "application/xml"}, after_store=after_store)


def blanks(code: str = "") -> Fault:
    """Answer 200 and blanks, as stores do while they copy or join; then an error with this code, or nothing more."""
    text = f"<Error><Code>{code}</Code><Message>{code}</Message></Error>" if code else ""
    return answer(200, f"   \n  {text}", headers={"Content-Type": "application/xml"})


def html(status: int, text: str = "A page", *, early: bool = False) -> Fault:
    """Answer a web page, as a console, a captive portal or a gateway does."""
    page = f"<html><body><h1>{text}</h1></body></html>"
    return answer(status, page, headers={"Content-Type": "text/html"}, early=early)


def cut(at: CutPoint = "before_answer", *, after_bytes: int = 0) -> Fault:
    """Reset the client's connection at this point; ``before_answer``: the store has done what was asked."""
    return Fault(cut=at, cut_after=after_bytes)


def delay(seconds: float) -> Fault:
    """Let it wait this long before anything of it is read."""
    return Fault(delay_s=seconds)


def hold(*, answer: bool = False) -> Fault:
    """Hold the request before anything is read of it, or with ``answer`` the store's answer to it."""
    return Fault(hold_answer=True) if answer else Fault(hold=True)


def stall(after_bytes: int = 0) -> Fault:
    """Stop reading its body here, until the rule is released."""
    return Fault(stall_after=after_bytes)


def mute() -> Fault:
    """Take the request, give it to the store, and say nothing until the rule is released."""
    return hold(answer=True)


def throttle(bytes_per_s: float) -> Fault:
    """Read its body at this rate."""
    return Fault(bytes_per_s=bytes_per_s)


def flip_bit(at: int = 0) -> Fault:
    """Damage one bit of the body's byte number ``at`` on its way to the store."""
    return Fault(flip_bit_at=at)


def drop_part(number: int) -> Fault:
    """Leave this part out of a listing of parts."""
    return Fault(drop_part=number)


def shift_date(seconds: float) -> Fault:
    """Have the store's clock, as its ``Date`` header shows it, run ahead by this much."""
    return Fault(date_shift_s=seconds)


def retold(headers: Mapping[str, str | None]) -> Fault:
    """The store's answer with these headers (names in lower case) in place of its own; None: without them."""

    def changed(said: Said) -> Said:
        merged = {**said.headers, **headers}
        told = {name: value for name, value in merged.items() if value is not None}
        return Said(said.status, told, said.body)

    return Fault(rewrite=changed)


def combined(faults: tuple[Fault, ...]) -> Fault:
    """All of these at once."""
    nothing = Fault()
    changed = {
        item.name: getattr(fault, item.name)
        for fault in faults
        for item in fields(Fault)
        if getattr(fault, item.name) != getattr(nothing, item.name)
    }
    return Fault(**changed)


@dataclass(slots=True, eq=False)
class Rule:
    """Which requests meet ``fault``: the ``nth`` that matches and those after it, ``times`` of them.

    ``None`` matches anything. Used on the proxy's loop, but for ``release`` and the counts.
    """

    operation: str | None
    fault: Fault
    key: str | None = None
    number: int | None = None
    nth: int = 1
    times: int | None = None
    larger_than: int | None = None
    header: str | None = None
    """How the name of one of its headers begins, in lower case."""
    of_kept_part: bool = False
    """Only the PUT of a part that is to be an object of its own; ``number`` is that part's."""
    loop: asyncio.AbstractEventLoop | None = None
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    pace: Pace = field(init=False)
    matches: int = 0
    hits: int = 0

    def __post_init__(self) -> None:
        self.pace = Pace(self.fault.bytes_per_s)

    def release(self) -> None:
        """Let go whatever this rule holds or stalls, now and later; from any thread."""
        if self.loop is not None:
            self.loop.call_soon_threadsafe(self.gate.set)

    def takes(self, request: Request) -> bool:
        """Whether this request meets the fault; counts it. Called once a request, under the proxy's lock."""
        if not self._is_about(request):
            return False
        self.matches += 1
        if self.matches < self.nth or (self.times is not None and self.hits >= self.times):
            return False
        self.hits += 1
        return True

    def _is_about(self, request: Request) -> bool:
        return (
            self.operation in {None, request.operation}
            and self.key in {None, request.key}
            and self.number in {None, request.kept_part[1] if request.kept_part else request.part_number}
            and (not self.of_kept_part or request.kept_part is not None)
            and (self.larger_than is None or request.body_size > self.larger_than)
            and (self.header is None or any(name.startswith(self.header) for name in request.headers))
        )


def vague(said: Said) -> Said:
    """No checksums, and ETags that are no MD5s: nothing that proves an object."""
    headers = {name: value for name, value in said.headers.items() if not name.startswith("x-amz-checksum")}
    if "etag" in headers:
        headers["etag"] = headers["etag"].replace('"', '"v-', 1)
    body = re.sub(rb"<Checksum(\w+)>.*?</Checksum\1>", b"", said.body)
    return Said(said.status, headers, body.replace(b'<ETag>"', b'<ETag>"v-'))
