"""Server-sent events (the HTML standard, section "Server-sent events")."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Collection, Mapping, Sequence
from types import TracebackType
from typing import Self

from starlette.responses import Response, StreamingResponse

from uploader_gui.domain.events import EventKind, JobEvent, Listener
from uploader_gui.domain.job import JobState
from uploader_gui.headless.api.backend import Backend
from uploader_gui.headless.output.job_json import event_object

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


# Shorter than the minute after which proxies and clients give up on a silent connection.
SIGN_OF_LIFE_S = 15.0
SIGN_OF_LIFE = b": \n\n"
"""A comment, which listeners skip."""
_KINDS = {
    JobState.SUBMITTED: EventKind.SUBMITTED,
    JobState.UPLOADING: EventKind.PROGRESS,
    JobState.PAUSED: EventKind.PAUSED,
    JobState.FAILED: EventKind.FAILED,
    JobState.COMPLETED: EventKind.COMPLETED,
}
_LAST = frozenset({EventKind.COMPLETED, EventKind.SKIPPED, EventKind.REMOVED})


def sent_event(name: str, fields: Mapping[str, object]) -> bytes:
    """One event of a stream."""
    return f"event: {name}\ndata: {json.dumps(fields, separators=(',', ':'))}\n\n".encode()


def stream(events: AsyncIterator[bytes]) -> StreamingResponse:
    """A response that is sent event by event."""
    return StreamingResponse(events, media_type="text/event-stream", headers={"X-Accel-Buffering": "no"})


async def next_of(feed: Feed, *others: asyncio.Event) -> list[JobEvent] | None:
    """What comes next; [] for a sign of life or if one of ``others`` is set; None at once if the first of them was."""
    waits = [asyncio.ensure_future(each.wait()) for each in (feed.heard, *others)]
    try:
        await asyncio.wait(waits, timeout=SIGN_OF_LIFE_S, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for wait in waits:
            wait.cancel()
    events = feed.take()
    return None if not events and others and others[0].is_set() else events


async def job_events(backend: Backend, job_id: str) -> Response:
    """One job: as it is now, then whenever something happens to it. Raises JobNotFoundError."""
    feed = Feed(backend.engine.subscribe, {job_id})
    try:
        status = await backend.engine.jobs_now.status(job_id)
        package = await backend.engine.packages.of_job(status.job)
    except BaseException:
        feed.__exit__(None, None, None)
        raise
    return stream(_job_events(backend, feed, JobEvent(_KINDS[status.job.state], status, package)))


async def _job_events(backend: Backend, feed: Feed, first: JobEvent) -> AsyncIterator[bytes]:
    with feed:
        events: list[JobEvent] | None = [first]
        while events is not None:
            for event in events:
                yield sent_event(event.kind, event_object(event))
                if event.kind in _LAST:
                    return
            if not events:
                yield SIGN_OF_LIFE
            events = await next_of(feed, backend.is_closing)
