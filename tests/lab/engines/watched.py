"""The watched folders of a workbench's engine, and what they say."""

import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from lab.engines.workbench import PART, Workbench
from lab.files import make_file
from uploader_gui.domain.errors import BadSettingsError
from uploader_gui.domain.events import EventKind
from uploader_gui.domain.job import ConflictPolicy, Job, JobState
from uploader_gui.domain.messages import MessageCode, english, message
from uploader_gui.domain.unattended.watch_folder import WatchFolder
from uploader_gui.domain.unattended.watch_status import WatchState, WatchStatus
from uploader_gui.storage.jobs.watched_files import WatchedFiles
from uploader_gui.transfer.watching.watch_needs import SendingSettings, Timing, WatchNews
from uploader_gui.transfer.watching.watching import Watching

SETTLED_S = 0.2
QUICK = Timing(poll_s=0.1, rescan_s=600.0, retry_s=0.2, away_s=0.1)


class Watched:
    """What a bench watches from construction on; ``folders`` can be changed, then ``reload``."""

    def __init__(
        self,
        bench: Workbench,
        *folders: WatchFolder,
        on_conflict: ConflictPolicy = ConflictPolicy.REFUSE,
        prefix: str = "",
        resumes: bool = True,
        timing: Timing = QUICK,
        has_connection: bool = True,
    ) -> None:
        self.bench = bench
        self.folders: Sequence[WatchFolder] = folders
        self.on_conflict = on_conflict
        self.news: list[WatchNews] = []
        self._statuses: tuple[WatchStatus, ...] = ()
        self._changed = threading.Condition()
        self.files = WatchedFiles(bench.database)

        self.has_connection = has_connection

        def sending(_watch: WatchFolder) -> SendingSettings:
            if not self.has_connection:
                raise BadSettingsError(message(MessageCode.NO_CONNECTION))
            return SendingSettings(bench.profile(prefix), PART, None, self.on_conflict)

        self.watching = Watching(
            bench.engine,
            bench.jobs,
            self.files,
            lambda: self.folders,
            sending,
            resumes=resumes,
            timing=timing,
        )
        self.watching.subscribe(self._hear)
        self.watching.on_news(self._hear_news)
        bench.before_close(lambda: bench.do(self.watching.close()))
        bench.do(self.watching.start())

    @property
    def words(self) -> list[str]:
        """All that was said."""
        with self._changed:
            return [english(one.messages) for one in self.news]

    def status(self, watch_id: str = "w") -> WatchStatus:
        return next(one for one in self._statuses if one.watch.watch_id == watch_id)

    def until(self, is_so: Callable[[WatchStatus], bool], watch_id: str = "w") -> WatchStatus:
        """Wait until the newest status fits."""

        def found() -> WatchStatus | None:
            here = [one for one in self._statuses if one.watch.watch_id == watch_id]
            return here[0] if here and is_so(here[0]) else None

        with self._changed:
            assert self._changed.wait_for(lambda: found() is not None, 30), (self._statuses, self.words)
            status = found()
            assert status is not None
            return status

    def until_said(self, text: str) -> str:
        """Wait until something with these words in it was said."""

        def said() -> str | None:
            return next(
                (one for one in map(english, (each.messages for each in self.news)) if text in one), None
            )

        with self._changed:
            assert self._changed.wait_for(lambda: said() is not None, 30), (self._statuses, self.news)
            return said() or ""

    def begun(self, watch_id: str = "w") -> WatchStatus:
        """Wait until it has looked through the folder."""
        return self.until(lambda one: one.state is WatchState.WATCHING, watch_id)

    def sent(self, count: int, watch_id: str = "w") -> list[str]:
        """Wait until so many files have been sent since the start; the keys of all objects, in their order."""
        self.until(lambda one: one.sent >= count and not one.sending, watch_id)
        return sorted(job.destination.object_key for job in self.completed())

    def completed(self) -> list[Job]:
        return self.bench.jobs.jobs(state=JobState.COMPLETED)

    def was_submitted(self, path: Path) -> bool:
        """Say whether there ever was a job for the file."""
        events = [one for one in self.bench.events if one.kind is EventKind.SUBMITTED]
        return any(one.status.job.source_path == str(path) for one in events)

    def _hear(self, statuses: tuple[WatchStatus, ...]) -> None:
        with self._changed:
            self._statuses = statuses
            self._changed.notify_all()

    def _hear_news(self, news: WatchNews) -> None:
        with self._changed:
            self.news.append(news)
            self._changed.notify_all()


def watch(folder: Path, watch_id: str = "w", settled_s: float = SETTLED_S, **how: Any) -> WatchFolder:
    """A watched folder whose files are finished quickly."""
    folder.mkdir(parents=True, exist_ok=True)
    return WatchFolder(watch_id, str(folder), settled_s=settled_s, **how)


def put(folder: Path, name: str, size: int = 1000, *, seed: int = 1) -> Path:
    """A whole file at once in the folder, or in one below it; a reader sees all of it or nothing."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    make_file(path.with_name(f".{path.name}"), size, seed=seed).replace(path)
    return path
