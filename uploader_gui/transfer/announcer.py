"""Gathers what happened and tells it in batches, at most ten times a second."""

import asyncio
import logging
from collections.abc import Callable, Iterable

from uploader_gui.domain.events import EventKind, JobEvent, JobStatus, Listener

log = logging.getLogger(__name__)

PERIOD_S = 0.1


class Announcer:
    """Lives on the engine's loop. ``running`` gives the statuses of all jobs that run now."""

    def __init__(self, running: Callable[[], Iterable[JobStatus]]) -> None:
        self._running = running
        self._listeners: list[Listener] = []
        self._waiting: list[JobEvent] = []
        self._announced: dict[str, JobStatus] = {}
        self._timer: asyncio.TimerHandle | None = None

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call ``listener`` with each batch from now on; the result ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def tell(self, kind: EventKind, statuses: Iterable[JobStatus]) -> None:
        """A change of state: told in order, none left out."""
        self._waiting.extend(JobEvent(kind, status) for status in statuses)
        self.wake()

    def wake(self) -> None:
        """Something moved: look at the running jobs when the period is over."""
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(PERIOD_S, self._tick)

    def flush(self) -> None:
        """Tell now whatever is waiting."""
        events, self._waiting = self._waiting, []
        if events:
            for listener in list(self._listeners):
                try:
                    listener(events)
                except Exception:  # whatever a listener shows badly, the others hear of it and the jobs go on
                    log.exception("A listener failed at %d events.", len(events))

    def close(self) -> None:
        """Tell what is waiting, and nothing more."""
        if self._timer is not None:
            self._timer.cancel()
        self.flush()

    def _tick(self) -> None:
        self._timer = None
        try:
            statuses = list(self._running())
        except MemoryError:
            self.wake()  # the next time shows all that has changed
            return
        announced = {}
        for status in statuses:
            if self._announced.get(status.job.job_id) != status:
                self._waiting.append(JobEvent(EventKind.PROGRESS, status))
            announced[status.job.job_id] = status
        self._announced = announced
        self.flush()
        if statuses:
            self.wake()
