"""What went through the proxy: one entry a request, kept in order, with waiting instead of sleeping."""

import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from lab.lines.request import Request

Stage = Literal["arrived", "body", "store", "answered", "ended"]
"""Its head is here; its body is whole; the store has answered it; the client has its answer; it is over."""


@dataclass(slots=True, eq=False)
class Entry:
    """One request. ``status`` is what the client is answered, ``store_status`` what the store said; 0: nothing. Both are
    noted before the first byte of the answer leaves, so that a client that has it finds them here; so is
    ``answered_at``, and a wait that the answer asks for begins no earlier.

    Times are of ``time.monotonic``; ``body_bytes`` counts what was received from the client, whose ``client_port`` tells
    one connection from another.
    """

    request: Request
    arrived_at: float
    body_bytes: int = 0
    last_byte_at: float = 0.0
    body_is_whole: bool = False
    reached_store: bool = False
    store_status: int = 0
    status: int = 0
    answered_at: float = 0.0
    is_over: bool = False
    ended_at: float = 0.0
    client_port: int = 0

    @property
    def operation(self) -> str:
        return self.request.operation

    @property
    def key(self) -> str:
        return self.request.key

    @property
    def part_number(self) -> int:
        return self.request.part_number

    @property
    def upload_id(self) -> str:
        return self.request.upload_id

    def has_reached(self, stage: Stage) -> bool:
        match stage:
            case "arrived":
                return True
            case "body":
                return self.body_is_whole
            case "store":
                return self.store_status > 0
            case "answered":
                return self.status > 0
            case "ended":
                return self.is_over

    def as_json(self) -> str:
        about = {"operation": self.operation, "key": self.key, "uploadId": self.upload_id}
        figures = {
            "partNumber": self.part_number,
            "bodyBytes": self.body_bytes,
            "bodyIsWhole": self.body_is_whole,
        }
        outcome = {
            "reachedStore": self.reached_store,
            "storeStatus": self.store_status,
            "status": self.status,
        }
        return json.dumps(about | figures | outcome, ensure_ascii=False)


class Log:
    """The entries of one proxy. Written by the proxy's thread, read and waited for from any."""

    def __init__(self, file: Path | None = None) -> None:
        self._entries: list[Entry] = []
        self._changed = threading.Condition()
        self._file = file

    def open(self, request: Request, client_port: int = 0) -> Entry:
        entry = Entry(request, time.monotonic(), client_port=client_port)
        with self._changed:
            self._entries.append(entry)
            self._changed.notify_all()
        return entry

    def note(self, entry: Entry, *, received: int = 0, **changes: int) -> None:
        """Count ``received`` bytes of its body, set the fields in ``changes``, and wake whoever waits."""
        with self._changed:
            if received:
                entry.body_bytes += received
                entry.last_byte_at = time.monotonic()
            for name, value in changes.items():
                setattr(entry, name, value)
            if "status" in changes:
                entry.answered_at = time.monotonic()
            entry.ended_at = time.monotonic() if entry.is_over else 0.0
            self._changed.notify_all()
        if entry.is_over and self._file is not None:
            with self._file.open("a", encoding="utf-8") as file:
                file.write(entry.as_json() + "\n")

    def clear(self) -> None:
        """Forget what came so far; requests that are under way are forgotten too."""
        with self._changed:
            self._entries.clear()

    def entries(
        self, operation: str | None = None, *, key: str | None = None, number: int | None = None
    ) -> list[Entry]:
        """The requests of this operation, key and part number, in the order in which they came."""
        with self._changed:
            return self._matching(operation, key, number)

    def count(
        self, operation: str | None = None, *, key: str | None = None, number: int | None = None
    ) -> int:
        return len(self.entries(operation, key=key, number=number))

    def body_bytes(self, operation: str | None = None, *, key: str | None = None) -> int:
        """Bytes of bodies received from the client, whole or not."""
        return sum(entry.body_bytes for entry in self.entries(operation, key=key))

    def parts_sent(self, key: str | None = None) -> list[int]:
        """The numbers of the parts that were begun, in order; one that was sent twice stands there twice."""
        return [entry.part_number for entry in self.entries("part", key=key)]

    def parts_stored(self, key: str | None = None) -> list[int]:
        """The numbers of the parts that the store accepted, in order."""
        return [entry.part_number for entry in self.entries("part", key=key) if entry.store_status == 200]

    def bytes_in_vain(self) -> int:
        """How much came of parts whose requests are over and that the store did not take."""
        over = [entry for entry in self.entries("part") if entry.is_over and entry.store_status != 200]
        return sum(entry.body_bytes for entry in over)

    def kept_parts_sent(self, *, stored: bool = False) -> list[tuple[str, int]]:
        """Job and number of each part that was put as an object of its own, in order; one put twice stands there twice.

        ``stored``: only what the store accepted, whether or not the client heard of it.
        """
        return self._kept_parts("put", stored=stored)

    def kept_parts_copied(self) -> list[tuple[str, int]]:
        """The same of what the store has copied."""
        return self._kept_parts("copy_part", stored=True)

    def _kept_parts(self, operation: str, *, stored: bool) -> list[tuple[str, int]]:
        with self._changed:
            return [
                kept
                for entry in self._entries
                if entry.operation == operation and (entry.store_status == 200 or not stored)
                if (kept := entry.request.kept_part)
            ]

    def wait_for_kept_parts(self, count: int, operation: str = "put", *, timeout: float = 60.0) -> None:
        """Wait until the store has taken so many kept parts, or with ``copy_part`` copied them; the same count again."""
        self._wait(
            lambda: len(self._kept_parts(operation, stored=True)) >= count, f"{count} kept parts", timeout
        )

    def operations(self, key: str | None = None) -> list[str]:
        return [entry.operation for entry in self.entries(key=key)]

    def last_byte_at(self, key: str | None = None) -> float:
        """When the last byte of any body came, 0 if none ever did."""
        return max((entry.last_byte_at for entry in self.entries(key=key)), default=0.0)

    def wait_for(
        self,
        operation: str | None = None,
        *,
        key: str | None = None,
        number: int | None = None,
        count: int = 1,
        stage: Stage = "arrived",
        timeout: float = 60.0,
    ) -> Entry:
        """Wait until ``count`` such requests have reached ``stage``; the last of these."""

        def found() -> list[Entry]:
            return [entry for entry in self._matching(operation, key, number) if entry.has_reached(stage)]

        self._wait(lambda: len(found()) >= count, f"{count} x {operation} ({stage})", timeout)
        with self._changed:
            return found()[count - 1]

    def wait_for_bytes(
        self, count: int, operation: str | None = "part", *, key: str | None = None, timeout: float = 60.0
    ) -> None:
        """Wait until this many bytes of bodies have come."""

        def received() -> int:
            return sum(entry.body_bytes for entry in self._matching(operation, key, None))

        self._wait(lambda: received() >= count, f"{count} bytes of {operation}", timeout)

    def _wait(self, is_so: Callable[[], bool], what: str, timeout: float) -> None:
        with self._changed:
            if not self._changed.wait_for(is_so, timeout):
                seen = ", ".join(f"{entry.operation} {entry.status}" for entry in self._entries[-20:])
                raise TimeoutError(f"Waited {timeout} s for {what}; the last requests: {seen or 'none'}")

    def _matching(self, operation: str | None, key: str | None, number: int | None) -> list[Entry]:
        return [
            entry
            for entry in self._entries
            if operation in {None, entry.operation}
            and key in {None, entry.key}
            and number in {None, entry.part_number}
        ]
