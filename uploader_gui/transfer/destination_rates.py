"""How fast the line to each store is, from the parts that it acknowledges; remembered over restarts."""

import asyncio
import logging
import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Protocol

from uploader_gui.domain.errors import UploaderError
from uploader_gui.domain.plan import KIB
from uploader_gui.domain.rate import DestinationRate
from uploader_gui.transfer.part_queue.workers import Workers

log = logging.getLogger(__name__)

_PARTS = 3  # fewer tell little: what has just begun, and what fills buffers, is not the line
_LONGEST_S = 10.0
_SHORTEST_S = 0.25
_REMEMBERED_S = 10.0  # what was measured before counts as much as so many seconds of the line
_KEPT_EVERY_S = 30.0
_BUFFERED = 512 * KIB  # of each part


class RateMemory(Protocol):
    """Keeps rates over restarts; blocking."""

    def load(self) -> dict[str, DestinationRate]:
        """All that is kept, by endpoint."""

    def keep(self, endpoint: str, rate: DestinationRate) -> None:
        """Keep one."""


@dataclass(eq=False, slots=True)
class PartOnTheWay:
    """A part that has set out. ``arrived``: bytes of it that have arrived so far; ``counted``: those that were counted."""

    arrived: Callable[[], int]
    counted: int = 0

    def newly_arrived(self) -> int:
        """Bytes that were not counted yet; without what may wait in buffers of the other side."""
        before, self.counted = self.counted, max(self.counted, self.arrived() - _BUFFERED)
        return self.counted - before


@dataclass(slots=True)
class _Measurement:
    """Bytes that arrived while something was on its way: since when, and how long before the last pause.

    What had arrived of a part before counts there: the last parts of an upload end together, and were not sent in that moment.
    """

    on_the_way: set[PartOnTheWay] = field(default_factory=set)
    since_s: float = 0.0
    busy_s: float = 0.0
    arrivals: int = 0
    arrived: int = 0
    kept_at_s: float = -math.inf

    def seconds(self, now_s: float) -> float:
        return self.busy_s + (now_s - self.since_s if self.on_the_way else 0.0)

    def begin_anew(self, now_s: float) -> int:
        """Bytes that had arrived, those of parts that are still on their way among them."""
        arrived = self.arrived + sum(part.newly_arrived() for part in self.on_the_way)
        self.since_s, self.busy_s, self.arrivals, self.arrived = now_s, 0.0, 0, 0
        return max(0, arrived)


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
        self._measurements: dict[str, _Measurement] = {}
        self._measured_s: dict[str, float] = {}
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

    def began(self, endpoint: str, arrived: Callable[[], int]) -> PartOnTheWay:
        """A part sets out; ``arrived``: how many bytes of it have arrived so far."""
        now_s = self._clock()
        measurement = self._measurements.setdefault(endpoint, _Measurement())
        if not measurement.on_the_way:
            measurement.since_s = now_s
        part = PartOnTheWay(arrived)
        measurement.on_the_way.add(part)
        return part

    def ended(self, endpoint: str, part: PartOnTheWay, acknowledged: int | None) -> None:
        """A part has ended, with so many bytes that the store acknowledged; None: it was stopped, which tells nothing."""
        now_s = self._clock()
        measurement = self._measurements[endpoint]
        seconds = measurement.seconds(now_s)
        measurement.on_the_way.remove(part)
        if acknowledged is None:
            measurement.begin_anew(now_s)
            return
        measurement.arrivals += acknowledged > 0
        measurement.arrived += acknowledged - part.counted
        is_telling = measurement.arrivals >= _PARTS and seconds >= _SHORTEST_S
        if is_telling or (measurement.arrivals and seconds >= _LONGEST_S):
            self._add(endpoint, measurement.begin_anew(now_s), seconds)
        elif not measurement.on_the_way:
            measurement.busy_s = seconds

    async def store(self) -> None:
        """Keep all that is known, at the end."""
        for endpoint in self._measurements:
            await self._keep(endpoint)

    def _add(self, endpoint: str, arrived: int, seconds: float) -> None:
        """So many bytes in so many seconds more. What an earlier run measured was perhaps another line."""
        before_s = min(self._measured_s.get(endpoint, 0.0), _REMEMBERED_S)
        before = (self.bytes_per_second(endpoint) or 0.0) * before_s
        self._measured_s[endpoint] = before_s + seconds
        self._set(endpoint, rate=(before + arrived) / (before_s + seconds))

    def _set(self, endpoint: str, *, rate: float | None = None, width: int | None = None) -> None:
        now = datetime.now(UTC)
        known = self._known.get(endpoint, DestinationRate(None, None, now))
        is_first = rate is not None and known.bytes_per_second is None
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
