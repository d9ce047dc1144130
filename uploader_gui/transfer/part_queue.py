"""One part queue for all jobs, shared fairly."""

import asyncio
from collections import deque
from collections.abc import Callable
from typing import Protocol

from uploader_gui.domain.job import Job
from uploader_gui.transfer.workers import Workers


class Lane(Protocol):
    """One job's side of the queue."""

    def next_call(self) -> "PartCall | None":
        """Give the next part to send, or None if there is none to start now."""

    def call_ended(self, call: "PartCall", future: "asyncio.Future[Job]") -> None:
        """Take note that a part's call came back."""


class PartCall:
    """One part on its way: ``run`` on a worker, ``stop`` from any thread."""

    def __init__(self, number: int, run: Callable[[], Job], stop: Callable[[], None]) -> None:
        self.number = number
        self.run = run
        self.stop = stop


class PartQueue:
    """Hands parts of all lanes in turn to at most ``limit`` workers. Lives on the engine's loop."""

    def __init__(self, workers: Workers, limit: int) -> None:
        self._workers = workers
        self._lanes: deque[Lane] = deque()
        self._active = 0
        self.limit = limit

    @property
    def active(self) -> int:
        """Parts on their way now."""
        return self._active

    def join(self, lane: Lane) -> None:
        """Let ``lane`` take part."""
        self._lanes.append(lane)
        self.feed()

    def leave(self, lane: Lane) -> None:
        """Take nothing more from ``lane``."""
        if lane in self._lanes:
            self._lanes.remove(lane)

    def feed(self) -> None:
        """Start parts while workers are free, one lane after the other."""
        idle_lanes = 0
        while self._active < self.limit and idle_lanes < len(self._lanes):
            lane = self._lanes[0]
            self._lanes.rotate(-1)
            call = lane.next_call()
            if call is None:
                idle_lanes += 1
                continue
            idle_lanes = 0
            self._start(lane, call)

    def _start(self, lane: Lane, call: PartCall) -> None:
        self._active += 1
        future = self._workers.run(call.run)

        def ended(future: "asyncio.Future[Job]") -> None:
            self._active -= 1
            lane.call_ended(call, future)
            self.feed()

        future.add_done_callback(ended)
