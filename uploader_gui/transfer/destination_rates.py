"""How fast the line to each store is, from the parts that it acknowledges; remembered over restarts."""

import asyncio
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Protocol

from uploader_gui.domain.errors import UploaderError
from uploader_gui.domain.rate import DestinationRate
from uploader_gui.transfer.part_queue.workers import Workers

log = logging.getLogger(__name__)

_PARTS = 3  # fewer tell little: what has just begun, and what fills buffers, is not the line
_LONGEST_S = 10.0
_SHORTEST_S = 0.25
_KEPT_EVERY_S = 30.0


class RateMemory(Protocol):
    """Keeps rates over restarts; blocking."""

    def load(self) -> dict[str, DestinationRate]:
        """All that is kept, by endpoint."""

    def keep(self, endpoint: str, rate: DestinationRate) -> None:
        """Keep one."""


@dataclass(slots=True)
class _Measurement:
    """Bytes acknowledged while something was on its way: since when, and how long before the last pause."""

    on_the_way: int = 0
    since_s: float = 0.0
    busy_s: float = 0.0
    arrivals: int = 0
    arrived: int = 0
    kept_at_s: float = float("-inf")

    def seconds(self, now_s: float) -> float:
        return self.busy_s + (now_s - self.since_s if self.on_the_way else 0.0)

    def begin_anew(self, now_s: float) -> None:
        self.since_s, self.busy_s, self.arrivals, self.arrived = now_s, 0.0, 0, 0


class DestinationRates:
    """Lives on the engine's loop. Without ``memory`` it knows what was measured since it was made.

    ``clock`` gives monotonic seconds.
    """

    def __init__(
        self,
        calls: Workers,
        memory: RateMemory | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._calls = calls
        self._memory = memory
        self._clock = clock
        self._known: dict[str, DestinationRate] = {}
        self._measured: set[str] = set()
        self._measurements: dict[str, _Measurement] = {}
        self._changed = asyncio.Event()

    async def load(self) -> None:
        """Recall what was measured before."""
        memory = self._memory
        if memory is None:
            return
        try:
            self._known = await self._calls.run(memory.load)
        except UploaderError as error:
            log.warning("How fast the lines to the stores were can't be read: %s", error.message)

    def bytes_per_second(self, endpoint: str) -> float | None:
        """What the line gave when it was last measured; None: never was."""
        known = self._known.get(endpoint)
        return None if known is None else known.bytes_per_second

    def width(self, endpoint: str) -> int | None:
        """How many parts at once the line was worth; None: not known."""
        known = self._known.get(endpoint)
        return None if known is None else known.width

    def note_width(self, endpoint: str, width: int) -> None:
        """That many parts at once are worth it now."""
        self._set(endpoint, width=width)

    async def changed(self) -> None:
        """Wait until a rate has been measured, or there is another reason to look again."""
        await self._changed.wait()

    def reconsider(self) -> None:
        """Have those look again who wait for a change."""
        self._changed.set()
        self._changed = asyncio.Event()

    def began(self, endpoint: str) -> None:
        """A part sets out."""
        now_s = self._clock()
        measurement = self._measurements.setdefault(endpoint, _Measurement())
        if not measurement.on_the_way:
            measurement.since_s = now_s
        measurement.on_the_way += 1

    def ended(self, endpoint: str, acknowledged: int) -> None:
        """A part has ended, with so many bytes that the store acknowledged."""
        now_s = self._clock()
        measurement = self._measurements[endpoint]
        if acknowledged:
            measurement.arrivals += 1
            measurement.arrived += acknowledged
        seconds = measurement.seconds(now_s)
        is_telling = measurement.arrivals >= _PARTS and seconds >= _SHORTEST_S
        measurement.on_the_way -= 1
        if is_telling or (measurement.arrivals and seconds >= _LONGEST_S):
            self._set(endpoint, rate=measurement.arrived / seconds)
            measurement.begin_anew(now_s)
        elif not measurement.on_the_way:
            measurement.busy_s = seconds

    async def store(self) -> None:
        """Keep all that is known, at the end."""
        for endpoint in self._measurements:
            await self._keep(endpoint)

    def _set(self, endpoint: str, *, rate: float | None = None, width: int | None = None) -> None:
        now = datetime.now(UTC)
        known = self._known.get(endpoint, DestinationRate(None, None, now))
        is_first = rate is not None and known.bytes_per_second is None
        if rate is not None:
            # What an earlier run measured was perhaps another line.
            if known.bytes_per_second is not None and endpoint in self._measured:
                rate = (rate + known.bytes_per_second) / 2
            self._measured.add(endpoint)
        self._known[endpoint] = replace(
            known,
            bytes_per_second=known.bytes_per_second if rate is None else rate,
            width=known.width if width is None else width,
            measured_at=now,
        )
        self.reconsider()
        measurement = self._measurements.setdefault(endpoint, _Measurement())
        # The first one at once: a kill must not make the line unknown again.
        if is_first or self._clock() >= measurement.kept_at_s + _KEPT_EVERY_S:
            measurement.kept_at_s = self._clock()
            keeping = asyncio.ensure_future(self._keep(endpoint))
            keeping.add_done_callback(asyncio.Task.result)

    async def _keep(self, endpoint: str) -> None:
        memory, rate = self._memory, self._known.get(endpoint)
        if memory is None or rate is None:
            return
        try:
            await self._calls.run(lambda: memory.keep(endpoint, rate))
        except UploaderError as error:
            log.warning("How fast the line to %s is can't be kept: %s", endpoint, error.message)
