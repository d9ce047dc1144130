"""What waits to be sent to one store."""

from collections import deque
from collections.abc import Callable

from uploader_gui.transfer.part_queue.concurrency import Pace
from uploader_gui.transfer.part_queue.lane import Lane, PartCall
from uploader_gui.transfer.part_queue.small_files import SmallFiles
from uploader_gui.transfer.part_queue.workers import Workers


class StoreQueue:
    """The lanes of one store, big files and small ones. Lives on the engine's loop.

    ``ended`` is called whenever a worker has become free.
    """

    def __init__(self, pace: Pace, workers: Workers, ended: Callable[[], None]) -> None:
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
            if lane.is_hungry:
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
