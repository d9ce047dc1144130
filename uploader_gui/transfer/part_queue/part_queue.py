"""One part queue for all jobs, shared fairly."""

import asyncio
import time
from collections import deque
from collections.abc import Callable

from uploader_gui.domain.errors import StoreError
from uploader_gui.transfer.part_queue.concurrency import AdaptiveConcurrency
from uploader_gui.transfer.part_queue.lane import Lane, PartCall
from uploader_gui.transfer.part_queue.small_files import SmallFiles
from uploader_gui.transfer.part_queue.workers import Workers


class StoreQueue:
    """The lanes of one store, big files and small ones. Lives on the engine's loop.

    ``ended`` is called whenever a worker has become free.
    """

    def __init__(self, concurrency: AdaptiveConcurrency, workers: Workers, ended: Callable[[], None]) -> None:
        self.concurrency = concurrency
        self._workers = workers
        self._ended = ended
        self._big: deque[Lane] = deque()
        self._small = SmallFiles(concurrency, workers, ended)
        self._small_are_next = True

    def wants(self, now_s: float) -> bool:
        """Say whether there is something that may leave now, were there workers."""
        return bool(self._big or self._small.waits) and not self.concurrency.is_held(now_s)

    def offer(self, lane: Lane) -> None:
        """Take it that ``lane`` has missing parts."""
        if lane.is_small:
            self._small.offer(lane)
        elif lane not in self._big:
            self._big.append(lane)

    def leave(self, lane: Lane) -> None:
        """Take nothing more from ``lane``."""
        self._small.leave(lane)
        if lane in self._big:
            self._big.remove(lane)

    def take_back(self) -> None:
        """Give back what has not left yet."""
        self._small.take_back()

    def prepare(self, share: int, free: int) -> None:
        """Get ready to start what may be started. ``share`` of all workers is due to this store, ``free`` are idle.

        Small files get half of the workers where big ones wait too. Both may be below 1 or 0: then they take turns.
        """
        width = min(self.concurrency.width, max(1, share))
        most = min(width, self._small.senders + min(free, self.concurrency.width - self.concurrency.active))
        if self._big:
            most = min(most, max(1, width // 2))
        self._small.prepare(most, takes_turns=share < 1 or (bool(self._big) and width < 2))

    def start_one(self, now_s: float) -> bool:
        """Start one worker, for big and small files in turn; False if there is nothing to start."""
        for is_small in (self._small_are_next, not self._small_are_next):
            if self._small.start_one() if is_small else self._start_big(now_s):
                self._small_are_next = not is_small
                return True
        return False

    def _start_big(self, now_s: float) -> bool:
        if not self.concurrency.may_begin(now_s) and self.concurrency.held_by is None:
            return False  # a lane that is held by its store is asked all the same: it tells its user
        for _ in range(len(self._big)):
            lane = self._big.popleft()
            call = lane.next_call()
            if lane.has_pending:
                self._big.append(lane)
            if call is not None:
                self._start(lane, call)
                return True
        return False

    def _start(self, lane: Lane, call: PartCall) -> None:
        self.concurrency.begun()
        future = self._workers.run(call.carry_out)

        def ended() -> None:
            self.concurrency.ended()
            lane.call_ended(call, call.outcome)
            self._ended()

        future.add_done_callback(lambda _: ended())


_MEASURE_EVERY_S = 0.1


class PartQueue:
    """Hands parts of all lanes in turn to at most ``limit`` workers, and to each store as many as its pace allows.

    Lives on the engine's loop.
    """

    def __init__(self, workers: Workers, limit: int) -> None:
        self._workers = workers
        self._lanes: list[Lane] = []
        self._stores: dict[AdaptiveConcurrency, StoreQueue] = {}
        self._concurrencies: dict[str, AdaptiveConcurrency] = {}
        self._order: deque[StoreQueue] = deque()
        self._limit = limit
        self._next_measurement: asyncio.TimerHandle | None = None

    @property
    def active(self) -> int:
        """Workers that send now."""
        return sum(concurrency.active for concurrency in self._stores)

    @property
    def limit(self) -> int:
        """Most parts on their way at once."""
        return self._limit

    def set_limit(self, limit: int) -> None:
        """Change it; it acts at once."""
        self._limit = limit
        for concurrency in self._stores:
            concurrency.set_ceiling(limit)
        self.feed()

    def have_one(self) -> None:
        """Have a worker at least. Raises ExhaustedError."""
        self._workers.have_one()

    def concurrency(self, endpoint: str) -> AdaptiveConcurrency:
        """The pace of the store at ``endpoint``, shared by all jobs that go there."""
        concurrency = self._concurrencies.get(endpoint)
        if concurrency is None:
            concurrency = self._concurrencies[endpoint] = AdaptiveConcurrency(self._limit, time.monotonic())
            self._stores[concurrency] = StoreQueue(concurrency, self._workers, self.feed)
            self._order.append(self._stores[concurrency])
        return concurrency

    def join(self, lane: Lane) -> None:
        """Let ``lane`` take part."""
        self._lanes.append(lane)
        self.offer(lane)
        self.feed()

    def offer(self, lane: Lane) -> None:
        """Take it that ``lane`` has missing parts, at its join or again."""
        self._stores[lane.concurrency].offer(lane)

    def leave(self, lane: Lane) -> None:
        """Take nothing more from ``lane``."""
        self._lanes.remove(lane)
        self._stores[lane.concurrency].leave(lane)

    def hold(self, concurrency: AdaptiveConcurrency, error: StoreError, delay_s: float) -> None:
        """Send nothing to this store for a while."""
        concurrency.hold(error, time.monotonic() + delay_s)
        self._stores[concurrency].take_back()
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
        if self.active and self._next_measurement is None:
            self._next_measurement = asyncio.get_running_loop().call_later(_MEASURE_EVERY_S, self._measure)

    def _measure(self) -> None:
        """Let each store's pace see how much has moved."""
        self._next_measurement = None
        in_flight = dict.fromkeys(self._stores, 0)
        for lane in self._lanes:
            in_flight[lane.concurrency] += lane.bytes_in_flight
        now_s = time.monotonic()
        for concurrency, count in in_flight.items():
            concurrency.measure(count, now_s)
        self.feed()
