"""One part queue for all jobs, shared fairly."""

import asyncio
import time
from collections import deque
from collections.abc import Callable
from typing import Protocol

from uploader_gui.domain.errors import StoreError
from uploader_gui.domain.job import Job
from uploader_gui.transfer.pacing import Pace
from uploader_gui.transfer.workers import Workers

_LOOK_EVERY_S = 0.1


class Lane(Protocol):
    """One job's side of the queue. ``pace`` is that of its store."""

    @property
    def pace(self) -> Pace:
        """How many parts may be on their way to its store."""

    @property
    def bytes_in_flight(self) -> int:
        """Bytes sent and not acknowledged."""

    @property
    def is_hungry(self) -> bool:
        """Say whether it has parts that are missing and not on their way."""

    def next_call(self) -> "PartCall | None":
        """Give the next part to send, or None if there is none to start now."""

    def call_ended(self, call: "PartCall", future: "asyncio.Future[Job]") -> None:
        """Take note that a part's call came back."""


class PartCall:
    """One part of ``size`` bytes on its way: ``run`` on a worker, ``stop`` from any thread."""

    def __init__(self, number: int, size: int, run: Callable[[], Job], stop: Callable[[], None]) -> None:
        self.number = number
        self.size = size
        self.run = run
        self.stop = stop


class PartQueue:
    """Hands parts of all lanes in turn to at most ``limit`` workers, and to each store as many as its pace allows.

    Lives on the engine's loop.
    """

    def __init__(self, workers: Workers, limit: int) -> None:
        self._workers = workers
        self._lanes: list[Lane] = []
        self._hungry: dict[Pace, deque[Lane]] = {}
        self._paces: dict[str, Pace] = {}
        self._active = 0
        self._limit = limit
        self._look_at: asyncio.TimerHandle | None = None

    @property
    def active(self) -> int:
        """Parts on their way now."""
        return self._active

    @property
    def limit(self) -> int:
        """Most parts on their way at once."""
        return self._limit

    def set_limit(self, limit: int) -> None:
        """Change it; it acts at once."""
        self._limit = limit
        for pace in self._paces.values():
            pace.set_ceiling(limit)
        self.feed()

    def pace(self, endpoint: str) -> Pace:
        """The pace of the store at ``endpoint``, shared by all jobs that go there."""
        pace = self._paces.get(endpoint)
        if pace is None:
            pace = self._paces[endpoint] = Pace(self._limit, time.monotonic())
        return pace

    def join(self, lane: Lane) -> None:
        """Let ``lane`` take part."""
        self._lanes.append(lane)
        self.offer(lane)
        self.feed()

    def offer(self, lane: Lane) -> None:
        """Take it that ``lane`` has missing parts, at its join or again."""
        hungry = self._hungry.setdefault(lane.pace, deque())
        if lane not in hungry:
            hungry.append(lane)

    def leave(self, lane: Lane) -> None:
        """Take nothing more from ``lane``."""
        self._lanes.remove(lane)
        if lane in self._hungry[lane.pace]:
            self._hungry[lane.pace].remove(lane)

    def hold(self, pace: Pace, error: StoreError, delay_s: float) -> None:
        """Send nothing to this store for a while."""
        pace.hold(error, time.monotonic() + delay_s)
        asyncio.get_running_loop().call_later(delay_s, self.feed)

    def feed(self) -> None:
        """Start parts while workers are free: one store after the other, and of each one lane after the other."""
        paces = deque(self._hungry)
        while self._active < self._limit and paces:
            pace = paces.popleft()
            if self._feed_one(pace):
                paces.append(pace)

    def _feed_one(self, pace: Pace) -> bool:
        """Start one part to this store; False if there is none to start."""
        hungry = self._hungry[pace]
        if not pace.may_begin(time.monotonic()) and pace.held_by is None:
            return False  # a lane that is held by its store is asked all the same: it tells its user
        for _ in range(len(hungry)):
            lane = hungry.popleft()
            call = lane.next_call()
            if lane.is_hungry:
                hungry.append(lane)
            if call is not None:
                self._start(lane, call)
                return True
        return False

    def _start(self, lane: Lane, call: PartCall) -> None:
        self._active += 1
        future = self._workers.run(call.run)

        def ended(future: "asyncio.Future[Job]") -> None:
            self._active -= 1
            lane.call_ended(call, future)
            self.feed()

        future.add_done_callback(ended)
        if self._look_at is None:
            self._look_at = asyncio.get_running_loop().call_later(_LOOK_EVERY_S, self._look)

    def _look(self) -> None:
        """Let each store's pace see how much has moved."""
        self._look_at = None
        in_flight = dict.fromkeys(self._paces.values(), 0)
        for lane in self._lanes:
            in_flight[lane.pace] += lane.bytes_in_flight
        now_s = time.monotonic()
        for pace, count in in_flight.items():
            pace.look(count, now_s)
        self.feed()
        if self._active and self._look_at is None:
            self._look_at = asyncio.get_running_loop().call_later(_LOOK_EVERY_S, self._look)
