"""What the network and the store do to requests, drawn by dice; each under a name that the figures count."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from html import unescape
from random import Random

from lab.lines.proxy import FaultProxy
from lab.lines.rules import (
    Fault,
    Rule,
    Said,
    answer,
    blanks,
    cut,
    delay,
    error,
    flip_bit,
    hold,
    html,
    shift_date,
    stall,
)

MIB = 1024 * 1024
_KEEPING = ("copy_part", "copy_part", "delete_objects", "list_objects", "list_versions", "get")
_OPERATIONS = (
    *("create", "part", "part", "part", "put", "put", "complete", "complete", "list_parts", "head", "abort"),
    *_KEEPING,
)
_WRITES = ("create", "part", "part", "put", "complete", "complete", "abort", "copy_part", "delete_objects")
_BODIES = ("part", "part", "put")
_UPLOAD_ID = re.compile(rb"<UploadId>(.*?)</UploadId>")
_KEY = re.compile(rb"<Key>(.*?)</Key>")
_KEPT_JOB = re.compile(rb"\.uploader-parts/([^/<]+)/")

_STORE_FAILED = frozenset({"STORE_ERROR", "STORE_UNREACHABLE", "STORE_TIMEOUT", "OUTCOME_UNKNOWN"})
# What the program may say of a job because of such a fault; all others are waited for, however long they last.
CODES_BY_FAULT: dict[str, frozenset[str]] = {
    "error inside the store": _STORE_FAILED,
    "error after the store did it": _STORE_FAILED,
    "error hidden in a success": _STORE_FAILED,
    "web page for an answer": frozenset({"ENDPOINT_NOT_S3"}),
    "keys expired": frozenset({"CREDENTIALS_EXPIRED"}),
    "bit of an answer flipped": frozenset(
        {
            "ANSWER_UNREADABLE", "ENDPOINT_NOT_S3", "NO_SUCH_OBJECT", "OBJECT_EXISTS", "PART_DAMAGED", "PART_INVALID",
            "REQUEST_REFUSED", "UPLOAD_DISCARDED", "VERIFY_MISMATCH", "KEPT_PART_CHANGED", "COPY_WITHOUT_RESULT",
        }
    ) | _STORE_FAILED,
    "bit of a body flipped": frozenset({"PART_DAMAGED", "VERIFY_MISMATCH"}),
    "upload aborted behind its back": frozenset({"UPLOAD_DISCARDED"}),
    "uploads forgotten": frozenset({"UPLOAD_DISCARDED"}),
    "kept part deleted behind its back": frozenset({"KEPT_PART_CHANGED"}),
    "copy without a result": frozenset({"COPY_WITHOUT_RESULT"}),
    "store killed": _STORE_FAILED | {"NO_SUCH_BUCKET"},
    "disk full": frozenset({"STATE_FULL", "STAGING_FULL", "STATE_DISK_ERROR"}),
}  # fmt: skip


@dataclass(slots=True)
class Faults:
    """The faults of one proxy. ``damaged_listings`` are the uploads whose listing was changed on the way,
    ``damaged_ids`` those whose id in Create's answer was, with their keys; ``damaged_kept`` the jobs whose kept parts
    were in such a listing, ``lost_kept`` the kept parts that were deleted: what is done about these is not the
    program's fault.
    """

    proxy: FaultProxy
    dice: Random
    hits: Counter[str] = field(default_factory=Counter)
    damaged_listings: set[str] = field(default_factory=set)
    damaged_ids: dict[str, str] = field(default_factory=dict)
    damaged_kept: set[str] = field(default_factory=set)
    lost_kept: set[tuple[str, int]] = field(default_factory=set)
    happened: set[str] = field(default_factory=set)
    """What happened to the store that all runners share; it is counted there."""
    _rules: list[tuple[str, Rule]] = field(default_factory=list)

    def strike(self) -> None:
        """Let one more fault lie in wait."""
        dice = self.dice
        kind, make, operations = dice.choice(_KINDS)
        operation, times = dice.choice(operations), dice.choice((1, 1, 1, 2, 4))
        fault = make(self, operation)
        rule = self.proxy.on(operation, fault, times=times, nth=dice.choice((1, 1, 2, 3)))
        self._rules.append((kind, rule))

    def lift(self) -> None:
        """End everything that lies in wait, holds or slows."""
        self.proxy.clear()
        for kind, rule in self._rules:
            self.hits[kind] += rule.hits
        self._rules.clear()

    def explained(self) -> frozenset[str]:
        """The codes that what happened so far may lead to."""
        struck = {kind for kind, count in self.hits.items() if count}
        struck |= self.happened | {kind for kind, rule in self._rules if rule.hits}
        return frozenset(code for kind in struck for code in CODES_BY_FAULT.get(kind, ()))

    def damage(self, operation: str) -> Fault:
        """Flip one bit of the answer: in its ETag, its checksum, or anywhere in its body."""
        at, bit = self.dice.random(), 1 << self.dice.randrange(7)

        def flipped(said: Said) -> Said:
            self._note_damage(operation, said.body)
            names = [name for name in ("etag", "x-amz-checksum-crc32") if said.headers.get(name)]
            if said.body and (not names or at < 0.5):
                body = bytearray(said.body)
                body[int(at * len(body))] ^= bit
                return Said(said.status, said.headers, bytes(body))
            for name in names[: 1 + int(at * 2)][-1:]:
                text = said.headers[name]
                place = int(at * len(text))
                changed = chr(ord(text[place]) ^ 1)
                said.headers[name] = text[:place] + changed + text[place + 1 :]
            return said

        return Fault(rewrite=flipped)

    def drop_listed_part(self, operation: str) -> Fault:
        """Leave one part out of a listing."""

        def dropped(said: Said) -> Said:
            self._note_damage(operation, said.body)
            body = re.sub(rb"<Part>(?:(?!</Part>).)*</Part>", b"", said.body, count=1, flags=re.DOTALL)
            return Said(said.status, said.headers, body)

        return Fault(rewrite=dropped)

    def _note_damage(self, operation: str, body: bytes) -> None:
        found, key = _UPLOAD_ID.search(body), _KEY.search(body)
        if found and key and operation == "create":
            self.damaged_ids[found[1].decode()] = unescape(key[1].decode())
        elif found:
            self.damaged_listings.add(found[1].decode())
        self.damaged_kept |= {job.decode() for job in _KEPT_JOB.findall(body)}


Make = Callable[[Faults, str], Fault]
_KINDS: tuple[tuple[str, Make, tuple[str, ...]], ...] = (
    ("connection cut before the request", lambda _f, _o: cut("before"), _OPERATIONS),
    (
        "connection cut in a body",
        lambda f, _o: cut("in_body", after_bytes=f.dice.randrange(4 * MIB)),
        _BODIES,
    ),
    ("connection cut after a body", lambda _f, _o: cut("after_body"), _BODIES),
    ("answer lost after the store did it", lambda _f, _o: cut("before_answer"), _WRITES),
    (
        "answer lost after the store did it",
        lambda _f, _o: cut("before_answer"),
        ("create", "complete", "put"),
    ),
    ("busy, Retry-After", lambda _f, _o: answer(503, headers={"Retry-After": "1"}), _OPERATIONS),
    ("error inside the store", lambda _f, _o: error(500, "InternalError"), _OPERATIONS),
    ("error after the store did it", lambda _f, _o: answer(504, after_store=True), _WRITES),
    ("error hidden in a success", lambda _f, _o: error(200, "InternalError"), ("complete", "copy_part")),
    ("copy without a result", lambda f, _o: f.dice.choice((answer(200), blanks())), ("copy_part",)),
    ("gateway's web page", lambda _f, _o: html(502), _OPERATIONS),
    ("keys expired", lambda _f, _o: error(403, "ExpiredToken"), ("part", "complete", "put")),
    ("delay", lambda f, _o: delay(f.dice.uniform(0.1, 2)), _OPERATIONS),
    ("answer withheld", lambda _f, _o: hold(answer=True), _OPERATIONS),
    ("body stalled", lambda f, _o: stall(f.dice.randrange(4 * MIB)), _BODIES),
    ("bit of a body flipped", lambda f, _o: flip_bit(f.dice.randrange(1000)), _BODIES),
    (
        "bit of an answer flipped",
        Faults.damage,
        ("create", "part", "put", "complete", "list_parts", "head", *_KEEPING),
    ),
    ("part left out of a listing", Faults.drop_listed_part, ("list_parts",)),
    ("clock shifted", lambda _f, _o: shift_date(1200), _WRITES),
)
