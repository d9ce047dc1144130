"""Small files on their way to one store: few workers, each of which sends one after the other."""

import functools
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
        for entry in [entry for entry in self._todo if entry[0] is lane]:
            if self._withdrawn(entry):
                lane.call_ended(entry[1], StoppedError())

    def take_back(self) -> None:
        """Give back what has not begun: something has changed that decides whether and when it may."""
        for entry in list(self._todo):
            if self._withdrawn(entry):
                lane, call = entry
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

    def _withdrawn(self, entry: tuple[Lane, PartCall]) -> bool:
        """Say whether no worker has taken it in the same moment."""
        try:
            self._todo.remove(entry)
        except ValueError:
            return False
        return True

    def _send(self) -> None:
        """Send what there is, up to a failure, after which the loop decides; on a worker."""
        while self.senders <= self._wanted:
            try:
                lane, call = self._todo.popleft()
            except IndexError:
                return
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
