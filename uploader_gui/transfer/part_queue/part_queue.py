"""One part queue for all jobs, shared fairly."""

import asyncio
import time
from collections import deque

from uploader_gui.domain.errors import StoreError
from uploader_gui.transfer.part_queue.concurrency import Pace
from uploader_gui.transfer.part_queue.lane import Lane
from uploader_gui.transfer.part_queue.workers import Workers
from uploader_gui.transfer.store_queue import StoreQueue

_LOOK_EVERY_S = 0.1


class PartQueue:
    """Hands parts of all lanes in turn to at most ``limit`` workers, and to each store as many as its pace allows.

    Lives on the engine's loop.
    """

    def __init__(self, workers: Workers, limit: int) -> None:
        self._workers = workers
        self._lanes: list[Lane] = []
        self._stores: dict[Pace, StoreQueue] = {}
        self._paces: dict[str, Pace] = {}
        self._order: deque[StoreQueue] = deque()
        self._limit = limit
        self._look_at: asyncio.TimerHandle | None = None

    @property
    def active(self) -> int:
        """Workers that send now."""
        return sum(pace.active for pace in self._stores)

    @property
    def limit(self) -> int:
        """Most parts on their way at once."""
        return self._limit

    def set_limit(self, limit: int) -> None:
        """Change it; it acts at once."""
        self._limit = limit
        for pace in self._stores:
            pace.set_ceiling(limit)
        self.feed()

    def have_one(self) -> None:
        """Have a worker at least. Raises ExhaustedError."""
        self._workers.have_one()

    def pace(self, endpoint: str) -> Pace:
        """The pace of the store at ``endpoint``, shared by all jobs that go there."""
        pace = self._paces.get(endpoint)
        if pace is None:
            pace = self._paces[endpoint] = Pace(self._limit, time.monotonic())
            self._stores[pace] = StoreQueue(pace, self._workers, self.feed)
            self._order.append(self._stores[pace])
        return pace

    def join(self, lane: Lane) -> None:
        """Let ``lane`` take part."""
        self._lanes.append(lane)
        self.offer(lane)
        self.feed()

    def offer(self, lane: Lane) -> None:
        """Take it that ``lane`` has missing parts, at its join or again."""
        self._stores[lane.pace].offer(lane)

    def leave(self, lane: Lane) -> None:
        """Take nothing more from ``lane``."""
        self._lanes.remove(lane)
        self._stores[lane.pace].leave(lane)

    def hold(self, pace: Pace, error: StoreError, delay_s: float) -> None:
        """Send nothing to this store for a while."""
        pace.hold(error, time.monotonic() + delay_s)
        self._stores[pace].take_back()
        asyncio.get_running_loop().call_later(delay_s, self.feed)

    def feed(self) -> None:
        """Start parts while workers are free: one store after the other, and of each one lane after the other."""
        now_s = time.monotonic()
        share = self._limit // max(1, sum(store.wants(now_s) for store in self._order))
        for store in self._order:
            store.prepare(share, self._limit - self.active)
        turn = deque(self._order)
        while self.active < self._limit and turn:
            store = turn.popleft()
            if store.start_one(now_s):
                turn.append(store)
                self._order.remove(store)
                self._order.append(store)
        if self.active and self._look_at is None:
            self._look_at = asyncio.get_running_loop().call_later(_LOOK_EVERY_S, self._look)

    def _look(self) -> None:
        """Let each store's pace see how much has moved."""
        self._look_at = None
        in_flight = dict.fromkeys(self._stores, 0)
        for lane in self._lanes:
            in_flight[lane.pace] += lane.bytes_in_flight
        now_s = time.monotonic()
        for pace, count in in_flight.items():
            pace.look(count, now_s)
        self.feed()
