"""One part queue for all jobs, shared fairly."""

import asyncio
import time
from collections import Counter, deque
from collections.abc import Callable
from typing import Protocol

from uploader_gui.domain.errors import StoreError
from uploader_gui.s3.http.line_share import LineShare
from uploader_gui.s3.http.request_body import Throttle
from uploader_gui.s3.http.send_queue import SEES_QUEUES
from uploader_gui.transfer.part_queue.concurrency import AdaptiveConcurrency, KnownLine
from uploader_gui.transfer.part_queue.lane import Lane, PartCall
from uploader_gui.transfer.part_queue.small_files import SmallFiles
from uploader_gui.transfer.part_queue.workers import Workers


class StoreQueue:
    """The lanes of one store, big files and small ones. Lives on the engine's loop.

    ``ended`` is called whenever a worker has become free. ``delivered``: bytes that were brought there by jobs which no
    limit of their own held back.
    """

    def __init__(
        self,
        concurrency: AdaptiveConcurrency,
        line: LineShare,
        workers: Workers,
        ended: Callable[[], None],
    ) -> None:
        self.concurrency = concurrency
        self.line = line
        self.delivered = 0
        self._workers = workers
        self._ended = ended
        self._big: deque[Lane] = deque()
        self._small = SmallFiles(concurrency, workers, ended)
        self._small_are_next = True
        self._seen: dict[Lane, int] = {}
        self._calls: dict[PartCall, Lane] = {}
        self._held_back: set[PartCall] = set()

    @property
    def active(self) -> int:
        """Workers that send there now."""
        return self.concurrency.active + len(self._held_back)

    def wants(self, now_s: float) -> bool:
        """Say whether there is something that may leave now, were there workers."""
        return bool(self._big or self._small.waits) and not self.concurrency.is_held(now_s)

    def offer(self, lane: Lane) -> None:
        """Take it that ``lane`` has missing parts."""
        if lane.is_small:
            self._small.offer(lane)
        elif lane not in self._big:
            self._big.append(lane)

    def join(self, lane: Lane) -> None:
        """Let ``lane`` take part."""
        self._seen[lane] = lane.bytes_delivered
        self.offer(lane)

    def leave(self, lane: Lane) -> None:
        """Take nothing more from ``lane``."""
        self._count(lane)
        del self._seen[lane]
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
        self.line.set_width(self.concurrency.width)
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

    def measure(self, now_s: float) -> None:
        """Let the pace see how much has moved, but for what jobs have sent that a limit of their own held back."""
        senders = Counter(self._calls.values())
        for lane in self._seen:
            self._count(lane)
            lane.limit.measure(now_s, senders[lane])
        turned = [
            call
            for call, lane in self._calls.items()
            if lane.limit.holds_back is not (call in self._held_back)
        ]
        for call in turned:
            self._turn(call)
        self.concurrency.is_read_slowly = self.line.is_read_slowly
        self.concurrency.measure(self.delivered, now_s, has_more=self.wants(now_s))

    def _count(self, lane: Lane) -> None:
        delivered, before = lane.bytes_delivered, self._seen[lane]
        self._seen[lane] = delivered
        if not lane.limit.holds_back:
            self.delivered += delivered - before

    def _turn(self, call: PartCall) -> None:
        """Take it out of the measure of the line, or back into it."""
        if call in self._held_back:
            self._held_back.remove(call)
            self.concurrency.begun(call.size)
        else:
            self._held_back.add(call)
            self.concurrency.ended(call.size)

    def _start_big(self, now_s: float) -> bool:
        # A lane that is held by its store is asked all the same: it tells its user.
        has_place = self.concurrency.may_begin(now_s, sent_whole=self.line.sent_whole)
        asks_all = has_place or self.concurrency.held_by is not None
        for _ in range(len(self._big)):
            lane = self._big.popleft()
            call = lane.next_call() if asks_all or lane.limit.holds_back else None
            if lane.has_pending:
                self._big.append(lane)
            if call is not None:
                self._start(lane, call)
                return True
        return False

    def _start(self, lane: Lane, call: PartCall) -> None:
        self._calls[call] = lane
        if lane.limit.holds_back:
            self._held_back.add(call)
        else:
            self.concurrency.begun(call.size)
        future = self._workers.run(call.carry_out)

        def ended() -> None:
            del self._calls[call]
            if call in self._held_back:
                self._held_back.remove(call)
            else:
                self.concurrency.ended(call.size)
            lane.call_ended(call, call.outcome)
            self._ended()

        future.add_done_callback(lambda _: ended())


_MEASURE_EVERY_S = 0.1


class LineMemory(Protocol):
    """What is known of the lines to stores, by endpoint; on the engine's loop."""

    def bytes_per_second(self, endpoint: str) -> float | None:
        """What a line carried; None: not known."""

    def width(self, endpoint: str) -> int | None:
        """How many parts at once it was worth; None: not known."""

    def note_width(self, endpoint: str, width: int) -> None:
        """That many are worth it now."""


class PartQueue:
    """Hands parts of all lanes in turn to at most ``limit`` workers, and to each store as many as its pace allows.

    Lives on the engine's loop.
    """

    def __init__(self, workers: Workers, limit: int, throttle: Throttle, memory: LineMemory) -> None:
        self._workers = workers
        self._throttle = throttle
        self._memory = memory
        self._stores: dict[AdaptiveConcurrency, StoreQueue] = {}
        self._concurrencies: dict[str, AdaptiveConcurrency] = {}
        self._order: deque[StoreQueue] = deque()
        self._limit = limit
        self._is_to_be_fed = False
        self._next_measurement: asyncio.TimerHandle | None = None

    @property
    def active(self) -> int:
        """Workers that send now."""
        return sum(store.active for store in self._order)

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

    def close(self) -> None:
        """Let the workers end."""
        self._workers.close()

    def concurrency(self, endpoint: str) -> AdaptiveConcurrency:
        """The pace of the store at ``endpoint``, shared by all jobs that go there."""
        concurrency = self._concurrencies.get(endpoint)
        if concurrency is None:
            width = self._memory.width(endpoint)
            known = KnownLine(width, self._memory.bytes_per_second(endpoint)) if width else None
            concurrency = AdaptiveConcurrency(
                self._limit, time.monotonic(), sees_queues=SEES_QUEUES, known=known
            )
            self._concurrencies[endpoint] = concurrency
            store = StoreQueue(concurrency, LineShare(self._throttle), self._workers, self._feed_soon)
            self._stores[concurrency] = store
            self._order.append(store)
        return concurrency

    def line(self, endpoint: str) -> LineShare:
        """What the bodies on their way to the store at ``endpoint`` share."""
        return self._stores[self.concurrency(endpoint)].line

    def join(self, lane: Lane) -> None:
        """Let ``lane`` take part."""
        self._stores[lane.concurrency].join(lane)
        self._feed_soon()

    def offer(self, lane: Lane) -> None:
        """Take it that ``lane`` has missing parts, at its join or again."""
        self._stores[lane.concurrency].offer(lane)

    def leave(self, lane: Lane) -> None:
        """Take nothing more from ``lane``."""
        self._stores[lane.concurrency].leave(lane)

    def hold(self, concurrency: AdaptiveConcurrency, error: StoreError, delay_s: float) -> None:
        """Send nothing to this store for a while."""
        concurrency.hold(error, time.monotonic() + delay_s)
        self._stores[concurrency].take_back()
        asyncio.get_running_loop().call_later(delay_s, self.feed)

    def take_back(self) -> None:
        """Give back all that has not left yet: nothing may leave any more."""
        for store in self._order:
            store.take_back()

    def _feed_soon(self) -> None:
        """Feed once for all that joins and ends in this turn of the loop: small files do both in heaps."""
        if not self._is_to_be_fed:
            self._is_to_be_fed = True
            asyncio.get_running_loop().call_soon(self.feed)

    def feed(self) -> None:
        """Start parts while workers are free: one store after the other, and of each one lane after the other."""
        self._is_to_be_fed = False
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
            self._next_measurement = asyncio.get_running_loop().call_later(_MEASURE_EVERY_S, self.measure)

    def measure(self) -> None:
        """Let each store's pace see how much has moved; called by itself while something is on its way."""
        if self._next_measurement is not None:
            self._next_measurement.cancel()
        self._next_measurement = None
        now_s = time.monotonic()
        for store in self._order:
            store.measure(now_s)
        for endpoint, concurrency in self._concurrencies.items():
            width = concurrency.proven
            if width is not None and width != self._memory.width(endpoint):
                self._memory.note_width(endpoint, width)
        self.feed()
