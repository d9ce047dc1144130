"""All watched folders of one engine: begun, ended and changed as the settings say, and what is known of each."""

import asyncio
import contextlib
import logging
import threading
import time
from collections.abc import Callable, Collection, Coroutine, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar
from uuid import NAMESPACE_URL, uuid5

from uploader_gui.domain.errors import (
    ExhaustedError,
    JobNotFoundError,
    NotAllowedError,
    StoppedError,
    UploaderError,
)
from uploader_gui.domain.events import EventKind, JobEvent, Refusal
from uploader_gui.domain.job import ConflictPolicy, Job, NewJob
from uploader_gui.domain.messages import MessageCode, Messages, message
from uploader_gui.domain.packages.package import Package
from uploader_gui.domain.unattended.watch_folder import WatchFolder
from uploader_gui.domain.unattended.watch_status import WatchState, WatchStatus
from uploader_gui.s3.http.request_body import StopSwitch
from uploader_gui.storage.jobs.job_database import JobDatabase
from uploader_gui.storage.jobs.watched_files import WatchedFiles
from uploader_gui.transfer.engine import Engine
from uploader_gui.transfer.listeners import Listeners
from uploader_gui.transfer.watching.folder_watch import FolderWatch
from uploader_gui.transfer.watching.other_folders import OtherFolders
from uploader_gui.transfer.watching.watch_needs import SendingOf, SendingSettings, Timing, WatchNews

log = logging.getLogger(__name__)

Result = TypeVar("Result")
_TOLD_S = 0.1
_CLOSING_S = 1.0
_ANSWER_S = 2.0
_LOOK_UP_S = 0.1
_ENDS = frozenset({EventKind.COMPLETED, EventKind.SKIPPED, EventKind.FAILED})


@dataclass(frozen=True, slots=True)
class _Running:
    """A watched folder in use, and what its files were sent with when it began."""

    watch: FolderWatch
    sending: object


class Watching:
    """Lives on the engine's loop, but for ``reload`` and ``statuses``.

    ``folders`` gives what is to be watched, ``sending`` what files are sent with; any thread. ``resumes``: what the end of
    the program has paused goes on by itself (nobody is there to be asked).
    """

    def __init__(
        self,
        engine: Engine,
        jobs: JobDatabase,
        files: WatchedFiles,
        folders: Callable[[], Sequence[WatchFolder]],
        sending: SendingOf,
        *,
        resumes: bool,
        timing: Timing | None = None,
    ) -> None:
        self._engine = engine
        self._jobs = jobs
        self._files = files
        self._folders = folders
        self._sending = sending
        self._resumes = resumes
        self._timing = timing or Timing()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._watches_saved = True
        self._others: dict[str, WatchFolder] = {}
        self._watched: tuple[WatchFolder, ...] = ()
        self._of_all = OtherFolders(lambda: self._watched, files, jobs)
        self._policies: dict[str, ConflictPolicy] = {}
        self._running: dict[str, _Running] = {}
        self._moving: dict[str, threading.Lock] = {}
        self._known: dict[str, WatchStatus] = {}
        self._shown: tuple[WatchStatus, ...] = ()
        self._telling: asyncio.TimerHandle | None = None
        self._changing = asyncio.Lock()
        self._changes: set[asyncio.Task[None]] = set()
        self._is_closing = False
        self._number = 0
        self._listeners: Listeners[tuple[WatchStatus, ...]] = Listeners("how the watched folders are")
        self._news: Listeners[WatchNews] = Listeners("what happens in watched folders")
        self._unsubscribe: Callable[[], None] = lambda: None

    def statuses(self) -> tuple[WatchStatus, ...]:
        """All folders in the order of the settings, those that are off too; any thread."""
        return self._shown

    def subscribe(self, listener: Callable[[tuple[WatchStatus, ...]], None]) -> Callable[[], None]:
        """Hear what ``statuses`` gives, each time that it changes, ten times a second at most; the result ends that."""
        return self._listeners.add(listener)

    def on_news(self, listener: Callable[[WatchNews], None]) -> Callable[[], None]:
        """Hear of what happens once; the result ends that."""
        return self._news.add(listener)

    def check(self, watch: WatchFolder) -> None:
        """Raise BadSettingsError where the folder's connection is not there; any thread."""
        self._sending(watch)

    async def start(self, *, saved: bool = True) -> None:
        """Watch what is to be watched, ``saved`` folders or only those of ``also``; the engine has been started."""
        self._loop = asyncio.get_running_loop()
        self._watches_saved = saved
        self._unsubscribe = self._engine.subscribe(self._hear)
        await self._change()

    async def also(self, watch: WatchFolder, on_conflict: ConflictPolicy | None = None) -> None:
        """Watch this folder, named as its disk has it, too until ``without``. ``on_conflict``: None for what the preferences
        say.

        Raises UploaderError where its folder is watched already, by whatever name.
        """
        real_folders = await self._real_folders()
        if watch.folder in {*real_folders, *(one.folder for one in (*self._watched, *self._others.values()))}:
            raise UploaderError(message(MessageCode.WATCHED_ALREADY, path=watch.folder))
        self._others[watch.watch_id] = watch
        if on_conflict is not None:
            self._policies[watch.watch_id] = on_conflict
        try:
            await self._change()
        except BaseException:
            self.without(watch.watch_id)
            raise

    async def _real_folders(self) -> list[str]:
        """Where the watched folders are, but for those on disks that do not answer."""
        known = [asyncio.wrap_future(running.watch.real_folder) for running in self._running.values()]
        if known:
            await asyncio.wait(known, timeout=_ANSWER_S)
        return [each.result() for each in known if each.done()]

    def without(self, watch_id: str) -> None:
        """Watch that folder of ``also`` no more; soon."""
        self._others.pop(watch_id, None)
        self._policies.pop(watch_id, None)
        self._begin_changing()

    def reload(self) -> None:
        """The settings are others: they act at once. Any thread; nothing before ``start`` and after ``close``."""
        if self._loop is not None:
            with contextlib.suppress(RuntimeError):  # the loop has closed
                self._loop.call_soon_threadsafe(self._begin_changing)

    async def close(self) -> None:
        """End all, before the engine is stopped; a second at most, what hangs on a disk is left behind."""
        self._is_closing = True
        self._unsubscribe()
        self._unsubscribe = lambda: None
        async with self._changing:
            await self._end(list(self._running))
        if self._telling is not None:
            self._telling.cancel()

    def _begin_changing(self) -> None:
        if not self._is_closing:
            task = asyncio.ensure_future(self._change())
            self._changes.add(task)
            task.add_done_callback(self._changes.discard)

    async def _change(self) -> None:
        async with self._changing:
            if self._is_closing:
                return
            saved = self._folders() if self._watches_saved else ()
            wanted = {watch.watch_id: watch for watch in saved} | self._others
            sending = {watch_id: self._sending_now(watch) for watch_id, watch in wanted.items()}
            others = [
                watch_id
                for watch_id, running in self._running.items()
                if running.watch.watch != wanted.get(watch_id) or running.sending != sending.get(watch_id)
            ]
            self._watched = tuple(watch for watch in wanted.values() if watch.is_on)
            await self._end(others)
            for watch_id, watch in wanted.items():
                if not watch.is_on:
                    self._known[watch_id] = WatchStatus(watch, WatchState.OFF)
                elif watch_id not in self._running:
                    self._begin(watch, sending[watch_id])
            self._known = {watch_id: self._known[watch_id] for watch_id in wanted}
            self._tell()

    def _sending_of(self, watch: WatchFolder) -> SendingSettings:
        sending, policy = self._sending(watch), self._policies.get(watch.watch_id)
        return sending if policy is None else replace(sending, on_conflict=policy)

    def _sending_now(self, watch: WatchFolder) -> object:
        try:
            return self._sending_of(watch)
        except UploaderError as error:
            return error.messages

    def _begin(self, watch: WatchFolder, sending: object) -> None:
        self._number += 1
        stop = StopSwitch()
        folder = FolderWatch(
            watch,
            f"watch-{self._number}",
            self._sending_of,
            self._files,
            self._jobs,
            _Calls(self._engine, asyncio.get_running_loop(), stop),
            stop,
            # A file that was being copied to another disk when the settings changed is copied to its end first.
            self._moving.setdefault(watch.watch_id, threading.Lock()),
            self._of_all,
            resumes=self._resumes,
            settings_id=settings_id(watch, sending),
            timing=self._timing,
            on_status=lambda status: self._soon(lambda: self._took(folder, status)),
            on_news=lambda news: self._soon(lambda: self._news.tell(news)),
        )
        self._known[watch.watch_id] = WatchStatus(watch, WatchState.STARTING)
        self._running[watch.watch_id] = _Running(folder, sending)
        try:
            folder.start()
        except (RuntimeError, MemoryError):
            del self._running[watch.watch_id]
            self._known[watch.watch_id] = WatchStatus(
                watch, WatchState.WAITING, trouble=ExhaustedError().messages
            )
            log.exception("There is no thread for watching %s.", watch.folder)

    async def _end(self, watch_ids: Sequence[str]) -> None:
        ending = [self._running.pop(watch_id).watch for watch_id in watch_ids]
        for watch in ending:
            watch.begin_closing()
        if ending:
            until_s = time.monotonic() + _CLOSING_S
            for watch in ending:
                await asyncio.to_thread(watch.close, until_s)

    def _hear(self, events: Sequence[JobEvent]) -> None:
        ended = [event.status.job.job_id for event in events if event.kind in _ENDS]
        removed = [event.status.job.job_id for event in events if event.kind is EventKind.REMOVED]
        if ended or removed:
            for running in self._running.values():
                running.watch.jobs_ended(ended, removed)

    def _soon(self, call: Callable[[], None]) -> None:
        """Have it called on the loop; from a folder's thread."""
        if self._loop is not None:
            with contextlib.suppress(RuntimeError):  # the loop has closed: nobody is left to be told
                self._loop.call_soon_threadsafe(call)

    def _took(self, folder: FolderWatch, status: WatchStatus) -> None:
        running = self._running.get(folder.watch.watch_id)
        if running is None or running.watch is not folder:
            return  # the last word of one that was ended
        self._known[folder.watch.watch_id] = status
        if self._telling is None:
            self._telling = asyncio.get_running_loop().call_later(_TOLD_S, self._tell)

    def _tell(self) -> None:
        self._telling = None
        self._shown = tuple(self._known.values())
        self._listeners.tell(self._shown)


class _Calls:
    """The engine's verbs for a folder's thread, which waits for their ends. Raises StoppedError once it is to end."""

    def __init__(self, engine: Engine, loop: asyncio.AbstractEventLoop, stop: StopSwitch) -> None:
        self._engine = engine
        self._loop = loop
        self._stop = stop

    def submit(self, new: Sequence[NewJob], package: Package) -> list[Job | Refusal]:
        return self._done(lambda: self._engine.submit(new, package))

    def resume(self, job_ids: Collection[str]) -> None:
        with contextlib.suppress(NotAllowedError, JobNotFoundError):  # somebody was quicker
            self._done(lambda: self._engine.resume(job_ids))

    def put_away(self, job_id: str, said: Messages, moved_to: Path | None) -> None:
        self._done(lambda: self._engine.source_put_away(job_id, said, moved_to))

    def _done(self, work: Callable[[], Coroutine[None, None, Result]]) -> Result:
        if self._stop.is_stopped:
            raise StoppedError
        future = asyncio.run_coroutine_threadsafe(work(), self._loop)
        while True:
            try:
                return future.result(_LOOK_UP_S)
            except TimeoutError:
                if self._stop.is_stopped:
                    raise StoppedError from None


def settings_id(watch: WatchFolder, sending: object) -> str:
    """The same for the same settings of a folder and of what its files are sent with.

    Refused files are stored with it, and tried again once it is another: so it still names the class as it was called
    when the first of them was stored.
    """
    said = str(sending).replace(SendingSettings.__name__, "WatchTerms", 1)
    return str(uuid5(NAMESPACE_URL, f"{watch} {said}"))
