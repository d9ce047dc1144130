"""One part queue for all jobs, shared fairly."""

import asyncio
import time
from collections import deque

from uploader_gui.domain.errors import StoreError
from uploader_gui.transfer.lane import Lane, PartCall
from uploader_gui.transfer.pacing import Pace
from uploader_gui.transfer.small_files import SmallFiles
from uploader_gui.transfer.workers import Workers

_LOOK_EVERY_S = 0.1


class PartQueue:
    """Hands parts of all lanes in turn to at most ``limit`` workers, and to each store as many as its pace allows.

    Small files have workers of their own among these: as many as help, and where big ones wait too, half at most.
    Lives on the engine's loop.
    """

    def __init__(self, workers: Workers, limit: int) -> None:
        self._workers = workers
        self._lanes: list[Lane] = []
        self._hungry: dict[Pace, deque[Lane]] = {}
        self._small: dict[Pace, SmallFiles] = {}
        self._paces: dict[str, Pace] = {}
        self._big_active = 0
        self._limit = limit
        self._look_at: asyncio.TimerHandle | None = None

    @property
    def active(self) -> int:
        """Parts on their way now."""
        return self._big_active + sum(small.senders for small in self._small.values())

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
            self._hungry[pace] = deque()
            self._small[pace] = SmallFiles(pace, self._workers, self.feed)
        return pace

    def join(self, lane: Lane) -> None:
        """Let ``lane`` take part."""
        self._lanes.append(lane)
        self.offer(lane)
        self.feed()

    def offer(self, lane: Lane) -> None:
        """Take it that ``lane`` has missing parts, at its join or again."""
        hungry = self._hungry[lane.pace]
        if lane.is_small:
            self._small[lane.pace].offer(lane)
        elif lane not in hungry:
            hungry.append(lane)

    def leave(self, lane: Lane) -> None:
        """Take nothing more from ``lane``."""
        self._lanes.remove(lane)
        self._small[lane.pace].leave(lane)
        if lane in self._hungry[lane.pace]:
            self._hungry[lane.pace].remove(lane)

    def hold(self, pace: Pace, error: StoreError, delay_s: float) -> None:
        """Send nothing to this store for a while."""
        pace.hold(error, time.monotonic() + delay_s)
        self._small[pace].take_back()
        asyncio.get_running_loop().call_later(delay_s, self.feed)

    def feed(self) -> None:
        """Start parts while workers are free: one store after the other, and of each one lane after the other."""
        for pace, small in self._small.items():
            small.feed(self._most_small(pace, small.senders))
        paces = deque(self._hungry)
        while self.active < self._limit and paces:
            pace = paces.popleft()
            if self._feed_one(pace):
                paces.append(pace)
        if self.active and self._look_at is None:
            self._look_at = asyncio.get_running_loop().call_later(_LOOK_EVERY_S, self._look)

    def _most_small(self, pace: Pace, senders: int) -> int:
        """How many workers may send small files to a store, of which ``senders`` do so now."""
        free = min(self._limit - self.active, pace.width - pace.active)
        most = senders + max(0, free)
        return min(most, max(1, pace.width // 2)) if self._hungry[pace] else most

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
        self._big_active += 1
        lane.pace.begun()
        future = self._workers.run(call.carry_out)

        def ended(_: "asyncio.Future[None]") -> None:
            self._big_active -= 1
            lane.pace.ended()
            lane.call_ended(call, call.outcome)
            self.feed()

        future.add_done_callback(ended)

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
