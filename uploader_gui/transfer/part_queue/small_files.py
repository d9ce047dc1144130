"""Small files on their way to one store: few workers, each of which sends one after the other."""

import functools
import math
import threading
import time
from collections import deque
from collections.abc import Callable

from uploader_gui.domain.errors import StoppedError
from uploader_gui.domain.job import Job
from uploader_gui.transfer.part_queue.concurrency import AdaptiveConcurrency
from uploader_gui.transfer.part_queue.lane import Lane, PartCall, is_transient
from uploader_gui.transfer.part_queue.workers import Workers

# For each small file the loop and the database work about as long as its worker does.
_WORK_OF_OTHERS = 2.0
_MEASURES_FOR_S = 0.01
_MEASURES_AT_MOST_S = 0.05
_MOST_MEASURED = 16
_HOLDS_FOR_S = 5.0


class SmallFileConcurrency:
    """So many workers that one is at work while the others wait. On the engine's loop; times in seconds.

    Now and then it measures: one worker sends alone for a moment, which shows how long a file takes and how much of
    that is work.
    """

    def __init__(self) -> None:
        self._wanted = math.inf
        self._holds_until_s = 0.0
        self._measures_since_s: float | None = None
        self._is_first = True
        self._wall_s = self._cpu_s = 0.0
        self._count = 0

    def senders(self, most: int, now_s: float) -> int:
        """How many there may be now, 1 to ``most``."""
        if self._measures_since_s is None:
            if now_s < self._holds_until_s:
                return max(1, min(most, math.ceil(min(self._wanted, most))))
            self._measures_since_s = now_s
            self._wall_s = self._cpu_s = 0.0
            self._count = 0
        elif now_s - self._measures_since_s >= _MEASURES_AT_MOST_S:
            self._settle(math.inf, now_s)
            return most
        return 1

    def took(self, wall_s: float, cpu_s: float, now_s: float) -> None:
        """A worker that was alone sent a file: how long that took, and how much of it was work."""
        if self._measures_since_s is None:
            return
        if self._is_first:  # it opened the connection
            self._is_first = False
            return
        self._wall_s += wall_s
        self._cpu_s += cpu_s
        self._count += 1
        # Where the clock of a thread ticks slowly (Windows: 16 ms), it may not have moved yet.
        if self._cpu_s and (self._count >= _MOST_MEASURED or self._wall_s >= _MEASURES_FOR_S):
            self._settle(self._wall_s / (_WORK_OF_OTHERS * self._cpu_s), now_s)

    def failed(self, now_s: float) -> None:
        """Something is wrong with the network or the store: what takes long then is no work of ours."""
        self._settle(math.inf, now_s)

    def _settle(self, wanted: float, now_s: float) -> None:
        self._wanted = wanted
        self._measures_since_s = None
        self._holds_until_s = now_s + _HOLDS_FOR_S


# Enough for what a worker sends until the loop is told of it and gives more.
_AHEAD = 16
_STANDS_STILL_S = 0.1


class SmallFiles:
    """Lives on the engine's loop. ``ended`` is called when calls have ended or a worker has become free.

    Workers take their next file without asking the loop: beside one that is busy, asking costs more than sending. So
    what decides whether they do (``_todo``, ``_wanted``, ``_takes_turns``, ``senders``) is changed under the lock, by
    the loop (``_todo`` also by workers), and read under it by workers. Nothing else is for them.
    """

    def __init__(self, concurrency: AdaptiveConcurrency, workers: Workers, ended: Callable[[], None]) -> None:
        self._concurrency = concurrency
        self._workers = workers
        self._ended = ended
        self._small_concurrency = SmallFileConcurrency()
        self._pending: deque[Lane] = deque()
        self._todo: deque[tuple[Lane, PartCall]] = deque()
        self._lock = threading.Lock()
        self._wanted = 0
        self._may_start = 0
        self._takes_turns = False
        self._moved_at_s = 0.0
        self.senders = 0

    @property
    def waits(self) -> bool:
        """Say whether there are files that are not on their way."""
        return bool(self._pending) or self._todo_count() > 0

    def offer(self, lane: Lane) -> None:
        """Take it that ``lane`` has its file to send."""
        if lane not in self._pending:
            self._pending.append(lane)

    def leave(self, lane: Lane) -> None:
        """Take nothing more from ``lane``; a call of its that has not begun ends here."""
        if lane in self._pending:
            self._pending.remove(lane)
        for _, call in self._withdrawn(lambda waiting: waiting is lane):
            lane.call_ended(call, StoppedError())

    def take_back(self) -> None:
        """Give back what has not begun: something has changed that decides whether and when it may."""
        for lane, call in self._withdrawn(lambda _: True):
            lane.take_back(call)

    def prepare(self, most: int, *, takes_turns: bool) -> None:
        """Get ready for ``most`` workers, those included that send already; where these are more, some end soon.

        ``takes_turns``: others wait for the same workers, so each ends after its file.
        """
        self._may_start = 0
        if not self.waits:
            return
        now_s = time.monotonic()
        if self.senders and now_s - self._moved_at_s >= _STANDS_STILL_S:
            self._small_concurrency.failed(now_s)  # the few that there are get no answer: let others try
        wanted = self._small_concurrency.senders(most, now_s) if most > 0 else 0
        with self._lock:
            self._takes_turns = takes_turns
            self._wanted = wanted
            ahead = len(self._todo)
        for _ in range(len(self._pending)):
            if ahead >= _AHEAD or not wanted:
                break
            lane = self._pending.popleft()
            call = lane.next_call()
            if call is not None:
                with self._lock:
                    self._todo.append((lane, call))
                    ahead = len(self._todo)
            elif lane.has_pending:
                self._pending.append(lane)
        self._may_start = min(wanted - self.senders, self._todo_count())

    def start_one(self) -> bool:
        """Let one more worker send; False if there is nothing for it."""
        if self._may_start <= 0 or self._concurrency.active >= self._concurrency.width:
            return False
        self._may_start -= 1
        with self._lock:
            self.senders += 1
        self._moved_at_s = time.monotonic()
        self._concurrency.begun()
        future = self._workers.run(self._send)
        future.add_done_callback(lambda _: self._sender_ended())
        return True

    def _sender_ended(self) -> None:
        with self._lock:
            self.senders -= 1
        self._concurrency.ended()
        self._ended()

    def _withdrawn(self, is_meant: Callable[[Lane], bool]) -> list[tuple[Lane, PartCall]]:
        """Those calls of these lanes that no worker has taken yet; none will any more."""
        with self._lock:
            chosen = [entry for entry in self._todo if is_meant(entry[0])]
            for entry in chosen:
                self._todo.remove(entry)
        return chosen

    def _todo_count(self) -> int:
        with self._lock:
            return len(self._todo)

    def _next(self, *, is_first: bool) -> tuple[Lane, PartCall, bool] | None:
        """The next file for a worker, and whether it sends alone; None: it is to end. On a worker."""
        with self._lock:
            goes_on = self.senders <= self._wanted and (is_first or not self._takes_turns)
            return (*self._todo.popleft(), self.senders == 1) if goes_on and self._todo else None

    def _send(self) -> None:
        """Send what there is, up to a failure, after which the loop decides; on a worker."""
        entry = self._next(is_first=True)
        while entry is not None:
            lane, call, is_alone = entry
            call.carry_out()
            outcome = call.outcome  # the loop's from here on
            self._workers.tell(functools.partial(self._call_ended, lane, call, is_alone))
            entry = None if isinstance(outcome, BaseException) else self._next(is_first=False)

    def _call_ended(self, lane: Lane, call: PartCall, was_alone: bool) -> None:
        self._moved_at_s = time.monotonic()
        if is_transient(call.outcome) and not call.outcome.can_go_elsewhere:
            self._small_concurrency.failed(self._moved_at_s)
            self.take_back()
        elif was_alone and isinstance(call.outcome, Job):
            self._small_concurrency.took(call.wall_s, call.cpu_s, self._moved_at_s)
        lane.call_ended(call, call.outcome)
        self._ended()
