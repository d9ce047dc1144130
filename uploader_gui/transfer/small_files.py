"""Small files on their way to one store: few workers, each of which sends one after the other."""

import functools
import threading
import time
from collections import deque
from collections.abc import Callable

from uploader_gui.domain.errors import StoppedError
from uploader_gui.transfer.lane import Lane, PartCall
from uploader_gui.transfer.pacing import Pace
from uploader_gui.transfer.rhythm import Rhythm
from uploader_gui.transfer.workers import Workers

# Enough for what a worker sends until the loop is told of it and gives more.
_AHEAD = 16


class SmallFiles:
    """Lives on the engine's loop. ``ended`` is called when calls have ended or a worker has become free.

    Workers take their next file without asking the loop: beside one that is busy, asking costs more than sending.
    """

    def __init__(self, pace: Pace, workers: Workers, ended: Callable[[], None]) -> None:
        self._pace = pace
        self._workers = workers
        self._ended = ended
        self._rhythm = Rhythm()
        self._hungry: deque[Lane] = deque()
        self._todo: deque[tuple[Lane, PartCall]] = deque()
        self._lock = (
            threading.Lock()
        )  # held whenever ``_todo`` is looked into or changed: workers take from it
        self._wanted = 1
        self.senders = 0

    def offer(self, lane: Lane) -> None:
        """Take it that ``lane`` has its file to send."""
        if lane not in self._hungry:
            self._hungry.append(lane)

    def leave(self, lane: Lane) -> None:
        """Take nothing more from ``lane``; a call of its that has not begun ends here."""
        if lane in self._hungry:
            self._hungry.remove(lane)
        for _, call in self._withdrawn(lambda waiting: waiting is lane):
            lane.call_ended(call, StoppedError())

    def take_back(self) -> None:
        """Give back what has not begun: something has changed that decides whether and when it may."""
        for lane, call in self._withdrawn(lambda _: True):
            lane.take_back(call)

    def feed(self, most: int) -> None:
        """Go on with ``most`` workers at most, those included that send already."""
        if not self._hungry and not self._todo:
            return
        now_s = time.monotonic()
        self._wanted = self._rhythm.senders(most, now_s) if most > 0 else 0
        for _ in range(len(self._hungry)):
            if len(self._todo) >= _AHEAD or not self._wanted:
                break
            lane = self._hungry.popleft()
            call = lane.next_call()
            if call is not None:
                with self._lock:
                    self._todo.append((lane, call))
            elif lane.is_hungry:
                self._hungry.append(lane)
        for _ in range(min(self._wanted - self.senders, len(self._todo))):
            self._start()

    def _start(self) -> None:
        self.senders += 1
        self._pace.begun()
        future = self._workers.run(self._send)
        future.add_done_callback(lambda _: self._sender_ended())

    def _sender_ended(self) -> None:
        self.senders -= 1
        self._pace.ended()
        self._ended()

    def _withdrawn(self, is_meant: Callable[[Lane], bool]) -> list[tuple[Lane, PartCall]]:
        """Those calls of these lanes that no worker has taken yet; none will any more."""
        with self._lock:
            chosen = [entry for entry in self._todo if is_meant(entry[0])]
            for entry in chosen:
                self._todo.remove(entry)
        return chosen

    def _next(self) -> tuple[Lane, PartCall] | None:
        with self._lock:
            return self._todo.popleft() if self._todo else None

    def _send(self) -> None:
        """Send what there is, up to a failure, after which the loop decides; on a worker."""
        while self.senders <= self._wanted and (entry := self._next()):
            lane, call = entry
            was_alone = self.senders == 1
            call.carry_out()
            self._workers.tell(functools.partial(self._call_ended, lane, call, was_alone))
            if isinstance(call.outcome, BaseException):
                return

    def _call_ended(self, lane: Lane, call: PartCall, was_alone: bool) -> None:
        now_s = time.monotonic()
        if isinstance(call.outcome, BaseException):
            self._rhythm.failed(now_s)
            self.take_back()
        elif was_alone:
            self._rhythm.took(call.wall_s, call.cpu_s, now_s)
        lane.call_ended(call, call.outcome)
        self._ended()
