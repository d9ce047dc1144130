"""A ``watch`` that was handed over: the folder is watched here as long as somebody listens."""

import asyncio
from collections.abc import AsyncGenerator
from pathlib import Path

from uploader_gui.domain.errors import BadSettingsError
from uploader_gui.domain.events import JobEvent
from uploader_gui.domain.messages import MessageCode, english, message
from uploader_gui.domain.unattended.watch_folder import check_watch_folder
from uploader_gui.headless.api.backend import Backend
from uploader_gui.headless.api.event_stream import Feed, next_of
from uploader_gui.headless.runs.handover_messages import (
    JobReply,
    Place,
    RefusalReply,
    Reply,
    WatchHandover,
    WatchReply,
)
from uploader_gui.transfer.watching.watch_needs import WatchNews


class WatchRun:
    """One such folder, on the engine's loop. ``interrupted`` ends it."""

    def __init__(self, backend: Backend, handover: WatchHandover, interrupted: asyncio.Event) -> None:
        self._backend = backend
        self._watch = check_watch_folder(handover.watch)
        self._handover = handover
        self._interrupted = interrupted
        self._news: list[Reply] = []
        self._has_news = asyncio.Event()

    async def replies(self) -> AsyncGenerator[Reply | None, None]:
        """What happens, None for a sign of life, until it is interrupted or this process ends.

        Raises UploaderError where the folder is watched already, and BadSettingsError where its files would go
        elsewhere from here.
        """
        watching = self._backend.runtime.watching
        self._check_place()
        hears_no_more = watching.on_news(self._hear)
        try:
            with Feed(self._backend.engine.subscribe) as feed:
                await watching.also(self._watch, self._handover.on_conflict)
                try:
                    async for reply in self._heard(feed):
                        yield reply
                finally:
                    watching.without(self._watch.watch_id)
        finally:
            hears_no_more()

    async def _heard(self, feed: Feed) -> AsyncGenerator[Reply | None, None]:
        while not self._interrupted.is_set():
            events = await next_of(feed, self._backend.is_closing, self._interrupted, self._has_news)
            if events is None:
                return
            for event in events:
                if not event.is_of_the_past and self._is_own(event):
                    yield JobReply(event)
            news = self._taken_news()
            for one in news:
                yield one
            if not events and not news:
                yield None

    def _is_own(self, event: JobEvent) -> bool:
        return Path(event.status.job.source_path).is_relative_to(self._watch.folder)

    def _check_place(self) -> None:
        """The holder's own connection has to lead where the caller's environment says."""
        wanted, runtime = self._handover.place, self._backend.runtime
        if wanted is None or self._watch.profile:
            return
        own = runtime.credentials.current_profile()
        if wanted != Place(own.endpoint, own.bucket, own.region, own.prefix, own.name_template):
            holder = runtime.lock.holder
            raise BadSettingsError(
                message(MessageCode.HOLDER_SENDS_ELSEWHERE, holder=holder.name, pid=str(holder.pid))
            )

    def _taken_news(self) -> list[Reply]:
        news, self._news = self._news, []
        self._has_news.clear()
        return news

    def _hear(self, news: WatchNews) -> None:
        if news.watch.watch_id != self._watch.watch_id:
            return
        if news.refusal is not None:
            self._news.append(RefusalReply(news.refusal, None))
        else:
            self._news.append(WatchReply(news.watch.folder, english(news.messages), news.is_trouble))
        self._has_news.set()
