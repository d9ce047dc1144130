"""One watched folder, on a thread of its own: what is in it, what is finished, what becomes of it."""

import contextlib
import logging
import math
import os
import queue
import threading
import time
from collections.abc import Callable, Collection
from concurrent.futures import Future
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from uploader_gui.domain.errors import ExhaustedError, StoppedError, UploaderError
from uploader_gui.domain.events import Refusal
from uploader_gui.domain.job import Fingerprint
from uploader_gui.domain.messages import MessageCode, Messages, english, message
from uploader_gui.domain.unattended.growth import Growth
from uploader_gui.domain.unattended.watch_folder import Afterwards, WatchFolder
from uploader_gui.domain.unattended.watch_status import WatchMeans, WatchState, WatchStatus
from uploader_gui.s3.http.request_body import StopSwitch
from uploader_gui.source.scan import printable
from uploader_gui.source.watching.settling import Settling
from uploader_gui.source.watching.watched_tree import FoundFile, tree_of
from uploader_gui.source.watching.writers import open_for_writing
from uploader_gui.storage.jobs.job_database import JobDatabase
from uploader_gui.storage.jobs.watched_files import WatchedFile, WatchedFiles
from uploader_gui.transfer.watching.other_folders import OtherFolders
from uploader_gui.transfer.watching.putting_away import PutAway, PuttingAway, not_put_away
from uploader_gui.transfer.watching.taken_files import DueFile, TakenFiles
from uploader_gui.transfer.watching.telling import Changed, NothingTold, Telling, no_events
from uploader_gui.transfer.watching.watch_needs import EngineCalls, SendingOf, Timing, WatchNews

log = logging.getLogger(__name__)

_AT_ONCE = 1000  # files that become jobs together
_SHARE = 200  # looking through a polled folder takes one such part of a CPU at most, half a per cent


@dataclass(frozen=True, slots=True)
class _Ended:
    """Jobs that have ended, whosever they are."""

    job_ids: tuple[str, ...]
    removed: tuple[str, ...]


_Told = Changed | NothingTold | _Ended | PutAway | None  # None: look up, there may be something to stop for


class FolderWatch:
    """Watches from ``start`` to ``close``, which are called on the engine's loop as ``jobs_ended`` is.

    ``moving`` is held while a file is moved or deleted. ``on_status`` and ``on_news`` are called on the thread. ``resumes``: jobs of its files that the end of the program
    paused go on by themselves. ``settings_id``: the same for the same settings of the folder and of what its files are
    sent with.
    """

    def __init__(
        self,
        watch: WatchFolder,
        name: str,
        sending: SendingOf,
        files: WatchedFiles,
        jobs: JobDatabase,
        engine: EngineCalls,
        stop: StopSwitch,
        moving: threading.Lock,
        others: OtherFolders,
        *,
        resumes: bool,
        settings_id: str,
        timing: Timing,
        on_status: Callable[[WatchStatus], None],
        on_news: Callable[[WatchNews], None],
    ) -> None:
        self.watch = watch
        self.real_folder: Future[str] = Future()
        """Where the folder is, by whatever name it is watched; known once its disk has said so."""
        self.real_folder.set_running_or_notify_cancel()
        self._name = name
        self._engine = engine
        self._resumes = resumes
        self._timing = timing
        self._on_status = on_status
        self._on_news = on_news
        self._stop = stop
        self._inbox: queue.SimpleQueue[_Told] = queue.SimpleQueue()
        self._taken = TakenFiles(watch, settings_id, sending, files, jobs, engine, self._tell_trouble)
        self._tree = tree_of(watch)
        self._putting_away = PuttingAway(
            watch, f"{name}-put-away", self._stop, moving, others, self._inbox.put
        )
        self._under_way: set[str] = set()
        self._due_later: list[DueFile] = []
        self._settling = Settling()
        self._growing: dict[str, FoundFile] = {}
        self._there: set[str] = set()
        self._awaited: dict[str, set[str]] = {}
        self._retry_at_s = self._look_at_s = math.inf
        self._status = WatchStatus(watch, WatchState.STARTING)
        self._passes = True  # what is in the way may be so no more; a file that was refused stays refused
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        """Begin. Raises RuntimeError where the system gives no thread."""
        self._thread.start()

    def begin_closing(self) -> None:
        """Take nothing more."""
        self._stop.stop()
        self._inbox.put(None)

    def close(self, until_s: float) -> None:
        """Wait for the thread until then; one that hangs on a disk that does not answer is left behind. Blocking."""
        self._thread.join(max(0.0, until_s - time.monotonic()))

    def jobs_ended(self, job_ids: Collection[str], removed: Collection[str]) -> None:
        """These jobs have ended, or were removed; whosever they are."""
        self._inbox.put(_Ended(tuple(job_ids), tuple(removed)))

    # On its thread

    def _run(self) -> None:
        try:
            with contextlib.suppress(StoppedError):
                self._watch()
        finally:
            self._putting_away.close()
            if not self._stop.is_stopped:  # a fault of ours: nobody shall believe that it is watched
                self._show(state=WatchState.WAITING, trouble=(message(MessageCode.INTERNAL),))

    def _watch(self) -> None:
        self.real_folder.set_result(os.path.realpath(self.watch.folder))
        self._load()
        while not self._stop.is_stopped:
            identity = self._tree.identity()
            if identity is None:
                self._wait_for_folder()
            else:
                with contextlib.closing(self._new_telling()) as telling:
                    self._watch_while_there(identity, telling)

    def _new_telling(self) -> Telling:
        return Telling(self.watch, f"{self._name}-events", self._inbox.put)

    def _load(self) -> None:
        while True:
            try:
                self._taken.load()
            except UploaderError as error:
                self._tell_trouble(error.messages)
                self._hear(self._timing.retry_s, is_there=False)
                self._check_wanted()
            else:
                return

    def _wait_for_folder(self) -> None:
        if self._status.state is not WatchState.WAITING:
            said = (message(MessageCode.WATCH_WAITS, path=printable(self.watch.folder)),)
            self._settling.clear()
            self._there.clear()
            self._awaited.clear()
            self._growing.clear()
            self._status = replace(self._status, means=None, means_reason=())
            self._show(state=WatchState.WAITING, trouble=said)
            self._tell(said, is_trouble=True)
        self._hear(self._timing.away_s, is_there=False)

    def _watch_while_there(self, identity: tuple[int, int], telling: Telling) -> None:
        self._show(state=WatchState.STARTING, trouble=())
        reason = telling.begin()
        means = WatchMeans.POLLING if reason else WatchMeans.EVENTS
        self._show(means=means, means_reason=reason)
        path = printable(self.watch.folder)
        by = MessageCode.WATCH_BY_EVENTS if means is WatchMeans.EVENTS else MessageCode.WATCH_BY_POLLING
        self._tell((message(by, path=path), *reason, *self._said_of_afterwards()))
        self._try(self._catch_up)
        self._look_through()
        self._show(state=WatchState.WATCHING)
        while not self._stop.is_stopped and self._tree.identity() == identity:
            self._take_finished()
            self._show()
            self._hear(self._wait_s(), is_there=True)
            now_s = time.monotonic()
            if now_s >= self._retry_at_s:
                self._retry_at_s = math.inf
                self._try(self._try_again)
            if now_s >= self._look_at_s:
                self._look_through()

    def _said_of_afterwards(self) -> Messages:
        path = printable(self.watch.folder)
        match self.watch.afterwards:
            case Afterwards.LEAVE:
                return ()
            case Afterwards.MOVE:
                return (message(MessageCode.WATCH_MOVES, path=path, to=printable(self.watch.moved_to)),)
            case Afterwards.DELETE:
                return (message(MessageCode.WATCH_DELETES, path=path),)

    def _wait_s(self) -> float:
        next_s = min(self._settling.next_s, self._look_at_s, self._retry_at_s)
        return max(0.0, min(next_s - time.monotonic(), self._timing.away_s))

    def _hear(self, timeout_s: float, *, is_there: bool) -> None:
        """Wait for something to be told, and carry out all that was."""
        with contextlib.suppress(queue.Empty):
            told = self._inbox.get(timeout=timeout_s)
            while not self._stop.is_stopped:
                self._take_in(told, is_there=is_there)
                told = self._inbox.get_nowait()

    def _take_in(self, told: _Told, *, is_there: bool) -> None:
        match told:
            case Changed(paths):
                if is_there:
                    self._look_at(self._by_own_names(paths))
            case NothingTold(reason):
                if is_there and self._status.means is WatchMeans.EVENTS:
                    self._poll_from_now_on(no_events(reason))
            case _Ended(job_ids, removed):
                self._try(lambda: self._end(job_ids, removed))
            case PutAway():
                self._try(lambda: self._end_putting_away(told))
            case None:
                pass

    def _poll_from_now_on(self, reason: Messages) -> None:
        self._show(means=WatchMeans.POLLING, means_reason=reason)
        said = message(MessageCode.WATCH_BY_POLLING, path=printable(self.watch.folder))
        self._tell((said, *reason))
        self._look_at_s = 0.0

    # What is there

    def _look_through(self) -> None:
        """Look at all that is there; also what the system told may have missed something."""
        began_s, cpu_s = time.monotonic(), time.thread_time()
        there: set[str] = set()
        for found in self._tree.files(self._stop):
            there.add(found.path)
            self._saw(found)
        for path in self._there - there:
            self._gone(path)
        pause_s = self._timing.rescan_s
        if self._status.means is WatchMeans.POLLING:
            for path in [one for some in self._awaited.values() for one in some]:
                self._look_for_marker(path)
            pause_s = max(self._timing.poll_s, (time.thread_time() - cpu_s) * _SHARE)
        self._look_at_s = began_s + pause_s

    def _look_at(self, paths: Collection[str]) -> None:
        """Look at what has changed."""
        for path in sorted(paths):
            if path in self._awaited:
                for file in list(self._awaited[path]):
                    self._look_for_marker(file)
            is_there = False
            for found in self._tree.files_at(path, self._stop):
                self._saw(found)
                is_there = True
            if not is_there and not os.path.exists(path):  # noqa: PTH110 - a Path's raises where it may not look
                self._gone(path)
                if self._tree.knows_folder(path):
                    for inside in [one for one in self._there if PurePath(one).is_relative_to(path)]:
                        self._gone(inside)

    def _by_own_names(self, paths: Collection[str]) -> set[str]:
        """The paths as we have them: of a folder that a link leads to, the system may tell under the link's name alone."""
        top = os.path.realpath(self.watch.folder)
        folders = {folder: PurePath(os.path.realpath(folder)) for folder in map(os.path.dirname, paths)}
        own = {
            folder: str(PurePath(self.watch.folder, real.relative_to(top)))
            for folder, real in folders.items()
            if real.is_relative_to(top)
        }
        return {
            str(PurePath(own.get(folder, folder), name)) for folder, name in map(os.path.split, paths) if name
        }

    def _saw(self, found: FoundFile) -> None:
        path, now = found.path, found.fingerprint
        self._there.add(path)
        if self._taken.is_known(found):
            self._settling.forget(path)
            return
        before = self._settling.seen(path)
        if before is not None and _is_same(before, now):
            return
        if self.watch.is_growing and (before is not None or self._was_just_written(now)):
            self._settling.forget(path)
            self._growing[path] = found
        else:
            self._wait_for(found)

    def _wait_for(self, found: FoundFile) -> None:
        """It is finished when it has not changed for a while, or once its marker is there."""
        marker, until_s = Growth(marker=self.watch.marker).marker_path(found.path), time.monotonic()
        if marker is None:
            until_s += self.watch.settled_s
        elif not _marks(marker, found.fingerprint):
            self._awaited.setdefault(str(marker), set()).add(found.path)
            until_s = math.inf
        self._settling.wait(found.path, found.fingerprint, until_s)

    def _look_for_marker(self, path: str) -> None:
        found = self._tree.look(path)
        marker = Growth(marker=self.watch.marker).marker_path(path)
        if found is None or marker is None or not _marks(marker, found.fingerprint):
            return
        waiting = self._awaited[str(marker)]
        waiting.discard(path)
        if not waiting:
            del self._awaited[str(marker)]
        self._wait_for(found)

    def _was_just_written(self, now: Fingerprint) -> bool:
        return abs(time.time_ns() - now.mtime_ns) < self.watch.settled_s * 1e9

    def _gone(self, path: str) -> None:
        self._there.discard(path)
        self._settling.forget(path)

    # What is finished

    def _take_finished(self) -> None:
        growing = list(self._growing.values())
        self._growing.clear()
        if growing:
            self._take(growing, growing=True)
        finished = self._finished()
        if finished:
            self._take(finished, growing=False)

    def _finished(self) -> list[FoundFile]:
        finished = [
            found
            for path, before in self._settling.due(time.monotonic(), _AT_ONCE)
            if (found := self._unchanged(path, before)) is not None
        ]
        written = open_for_writing([one.path for one in finished]) or set()
        wait_s = max(self.watch.settled_s, self._timing.away_s)
        for one in finished:
            if one.path in written:
                self._settling.wait(one.path, one.fingerprint, time.monotonic() + wait_s)
        whole = [one for one in finished if one.path not in written]
        return sorted(whole, key=lambda one: (one.fingerprint.mtime_ns, one.path))

    def _unchanged(self, path: str, before: Fingerprint) -> FoundFile | None:
        """The file, if it is as it was; one that is another waits anew."""
        found = self._tree.look(path)
        if found is None:
            self._gone(path)
        elif not _is_same(before, found.fingerprint):
            self._saw(found)
        else:
            return found
        return None

    def _take(self, found: list[FoundFile], *, growing: bool) -> None:
        try:
            later = self._taken.take(found, growing=growing)
        except StoppedError:
            raise
        except UploaderError as error:
            self._tell_trouble((*error.messages, message(MessageCode.WATCH_TRIED_AGAIN)))
            later = found
        else:
            if not later and self._passes:
                self._show(trouble=())
        for one in later:
            self._settling.wait(one.path, one.fingerprint, time.monotonic() + self._timing.retry_s)

    # What has ended

    def _catch_up(self) -> None:
        self._put_away(self._taken.catch_up(resumes=self._resumes))

    def _end(self, job_ids: Collection[str], removed: Collection[str]) -> None:
        due, paths = self._taken.ended(job_ids)
        self._put_away(due)
        self._taken.removed(removed)
        for path in paths:
            self._settling.forget(path)  # the turn of a newer version has come
        self._look_at(paths)

    def _put_away(self, due: Collection[DueFile]) -> None:
        in_use = self._taken.in_use(due)
        for one in due:
            if one.file.path in self._under_way:
                continue
            if one.file.path in in_use:
                self._put_away_later(one)
                self._tell_trouble(not_put_away(one, english((message(MessageCode.WATCH_STILL_NEEDED),))))
                continue
            try:
                self._putting_away.add(one)
            except RuntimeError:
                self._put_away_later(one)
                self._tell_trouble(ExhaustedError().messages)
            else:
                self._under_way.add(one.file.path)

    def _put_away_later(self, due: DueFile) -> None:
        self._due_later.append(due)
        self._retry_at_s = min(self._retry_at_s, time.monotonic() + self._timing.retry_s)

    def _end_putting_away(self, told: PutAway) -> None:
        file = told.due.file
        self._under_way.discard(file.path)
        if not told.is_over:
            self._put_away_later(told.due)
            self._tell_trouble(told.said)
            return
        if told.is_gone:
            self._gone(file.path)
        try:
            if told.said:
                self._engine.put_away(file.job_id, told.said, Path(told.moved_to) if told.moved_to else None)
            self._end_of_row(file, is_gone=told.is_gone)
        finally:
            if told.said:
                self._tell(told.said, is_trouble=not told.is_gone)

    def _end_of_row(self, file: WatchedFile, *, is_gone: bool) -> None:
        if is_gone:
            self._taken.put_away(file)
        else:
            self._taken.stays(file)
            self._look_at([file.path])

    def _try_again(self) -> None:
        later, self._due_later = self._due_later, []
        self._put_away(later)

    # What is told

    def _try(self, work: Callable[[], None]) -> None:
        """What can't be done now, as the disk of the list is full, say, is found again at the next start at the latest."""
        try:
            work()
        except StoppedError:
            raise
        except UploaderError as error:
            self._tell_trouble(error.messages)

    def _check_wanted(self) -> None:
        if self._stop.is_stopped:
            raise StoppedError

    def _tell_trouble(self, said: Messages, refusal: Refusal | None = None) -> None:
        is_new = said != self._status.trouble
        self._passes = refusal is None
        self._show(trouble=said)
        if is_new:
            self._tell(said, is_trouble=True, refusal=refusal)

    def _tell(self, said: Messages, *, is_trouble: bool = False, refusal: Refusal | None = None) -> None:
        log.log(logging.WARNING if is_trouble else logging.INFO, "%s", english(said))
        self._on_news(WatchNews(self.watch, said, is_trouble=is_trouble, refusal=refusal))

    def _show(
        self,
        *,
        state: WatchState | None = None,
        means: WatchMeans | None = None,
        means_reason: Messages | None = None,
        trouble: Messages | None = None,
    ) -> None:
        before, counts = self._status, self._taken.counts
        last_file, last_at = self._taken.last or ("", None)
        self._status = replace(
            before,
            state=before.state if state is None else state,
            means=before.means if means is None else means,
            means_reason=before.means_reason if means_reason is None else means_reason,
            trouble=before.trouble if trouble is None else trouble,
            seen=len(self._there),
            settling=len(self._settling),
            sending=counts.sending,
            sent=counts.sent,
            unproven=counts.unproven,
            failed=counts.failed,
            refused=counts.refused,
            last_file=last_file,
            last_at=last_at,
        )
        if self._status != before:
            self._on_status(self._status)


def _is_same(before: Fingerprint, now: Fingerprint) -> bool:
    return (before.size, before.mtime_ns, before.file_id) == (now.size, now.mtime_ns, now.file_id)


def _marks(marker: Path, file: Fingerprint) -> bool:
    """Say whether the marker is there, and no older than the last write to the file: else it is of an earlier one."""
    try:
        found = marker.stat()
    except OSError:
        return False
    return max(found.st_mtime_ns, found.st_ctime_ns) >= file.mtime_ns
