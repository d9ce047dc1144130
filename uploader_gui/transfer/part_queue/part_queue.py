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

    def __init__(self, pace: AdaptiveConcurrency, workers: Workers, ended: Callable[[], None]) -> None:
        self.pace = pace
        self._workers = workers
        self._ended = ended
        self._big: deque[Lane] = deque()
        self._small = SmallFiles(pace, workers, ended)
        self._small_are_next = True

    def wants(self, now_s: float) -> bool:
        """Say whether there is something that may leave now, were there workers."""
        return bool(self._big or self._small.waits) and not self.pace.is_held(now_s)

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
        width = min(self.pace.width, max(1, share))
        most = min(width, self._small.senders + min(free, self.pace.width - self.pace.active))
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
        if not self.pace.may_begin(now_s) and self.pace.held_by is None:
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
        self.pace.begun()
        future = self._workers.run(call.carry_out)

        def ended() -> None:
            self.pace.ended()
            lane.call_ended(call, call.outcome)
            self._ended()

        future.add_done_callback(lambda _: ended())


_LOOK_EVERY_S = 0.1


class PartQueue:
    """Hands parts of all lanes in turn to at most ``limit`` workers, and to each store as many as its pace allows.

    Lives on the engine's loop.
    """

    def __init__(self, workers: Workers, limit: int) -> None:
        self._workers = workers
        self._lanes: list[Lane] = []
        self._stores: dict[AdaptiveConcurrency, StoreQueue] = {}
        self._paces: dict[str, AdaptiveConcurrency] = {}
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

    def pace(self, endpoint: str) -> AdaptiveConcurrency:
        """The pace of the store at ``endpoint``, shared by all jobs that go there."""
        pace = self._paces.get(endpoint)
        if pace is None:
            pace = self._paces[endpoint] = AdaptiveConcurrency(self._limit, time.monotonic())
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

    def hold(self, pace: AdaptiveConcurrency, error: StoreError, delay_s: float) -> None:
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
