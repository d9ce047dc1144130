"""Events waiting for one listener, which may be slower than the engine."""

import asyncio
from collections.abc import Callable, Collection, Sequence
from types import TracebackType
from typing import Self

from uploader_gui.domain.events import EventKind, JobEvent, Listener

Subscribe = Callable[[Listener], Callable[[], None]]
"""An engine's ``subscribe``."""


class Feed:
    """What the engine said since the context was entered, in order. Lives on the engine's loop.

    Of a job's progress only the newest waits, so a slow listener holds at most a handful of events a job.
    ``job_ids`` None: of all jobs.
    """

    def __init__(self, subscribe: Subscribe, job_ids: Collection[str] | None = None) -> None:
        self.heard = asyncio.Event()
        self._job_ids = job_ids
        self._waiting: dict[tuple[str, EventKind], JobEvent] = {}
        self._unsubscribe = subscribe(self._hear)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._unsubscribe()

    def narrow(self, job_ids: Collection[str]) -> None:
        """Keep only what concerns these jobs, from now on and of what waits."""
        self._job_ids = job_ids
        self._waiting = {key: event for key, event in self._waiting.items() if key[0] in job_ids}

    def take(self) -> list[JobEvent]:
        """All that waits; ``heard`` is set again by what comes next."""
        events = list(self._waiting.values())
        self._waiting.clear()
        self.heard.clear()
        return events

    def _hear(self, events: Sequence[JobEvent]) -> None:
        for event in events:
            key = (event.status.job.job_id, event.kind)
            if self._job_ids is None or key[0] in self._job_ids:
                self._waiting.pop(key, None)  # so that the order is that of the last word
                self._waiting[key] = event
        if self._waiting:
            self.heard.set()
