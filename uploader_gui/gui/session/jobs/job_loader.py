"""The stored jobs brought into the window: what is unfinished at once, the history after it, page by page."""

import asyncio
import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from uploader_gui.domain.checks import Check
from uploader_gui.domain.events import JobStatus
from uploader_gui.domain.job import Job
from uploader_gui.domain.packages.package import Package
from uploader_gui.gui.dialogs import Tasks
from uploader_gui.gui.engine_link import EngineLink
from uploader_gui.gui.main_window import MainWindow
from uploader_gui.transfer.job.job_progress import status_at_rest

FIRST_PAGE = 200
"""Enough to fill a screen."""
PAGE = 2000
_ROWS_AT_ONCE = 1000


class JobLoader:
    """GUI thread; the reading is done on another one."""

    def __init__(self, window: MainWindow, link: EngineLink, tasks: Tasks) -> None:
        self._window = window
        self._link = link
        self._tasks = tasks
        self._has_ended = asyncio.Event()

    async def begin(self) -> list[JobStatus]:
        """Show the counts, the unfinished jobs and the newest of the history; the rest of it follows by itself.

        Gives the unfinished ones.
        """
        database, model = self._link.runtime.jobs, self._window.model
        counts = await self._link.in_thread(database.counts)
        model.expect(counts)
        unfinished, packages = await self._link.in_thread(lambda: self._with_packages(database.unfinished()))
        model.learn(packages)
        for first in range(0, len(unfinished), _ROWS_AT_ONCE):
            model.load(unfinished[first : first + _ROWS_AT_ONCE])
        cursor = await self._show_page(None, FIRST_PAGE)
        if cursor is None:
            model.loaded()
            self._has_ended.set()
        else:
            self._tasks.start(self._show_history(cursor))
        return unfinished

    async def ended(self) -> None:
        """Wait until all of the history is shown, or can't be read."""
        await self._has_ended.wait()

    async def _show_history(self, cursor: int | None) -> None:
        try:
            # Once for all pages: looking for the few of each page cost a quarter of all reading.
            checks = await self._link.in_thread(self._link.runtime.jobs.checks)
            with _collector_paused():
                while cursor is not None:
                    cursor = await self._show_page(cursor, PAGE, checks)
            self._window.model.loaded()
        finally:
            self._has_ended.set()

    async def _show_page(
        self, before: int | None, limit: int, checks: Mapping[int, Check] | None = None
    ) -> int | None:
        """Show a page of the history; gives where the next one begins, None after the last.

        ``checks``: what was found of uploads that were verified again, by recording; None: read what the page needs.
        """
        database = self._link.runtime.jobs
        page, cursor = await self._link.in_thread(lambda: database.history(before, limit))
        statuses, packages = await self._link.in_thread(lambda: self._with_packages(page, checks))
        self._window.model.learn(packages)
        self._window.model.load(statuses)
        return cursor

    def _with_packages(
        self, jobs: Sequence[Job], checks: Mapping[int, Check] | None = None
    ) -> tuple[list[JobStatus], list[Package]]:
        """What is shown of jobs at rest, and the packages among them that have no name yet; a running one's next event
        says more. Their recordings are not read, as there may be a hundred thousand, but for what was found of the few
        that were verified again. Blocking.
        """
        database = self._link.runtime.jobs
        if checks is None:
            checks = database.checks([job.recording_id for job in jobs if job.recording_id is not None])
        missing = self._window.model.rows.packages.without_name({job.package_id for job in jobs})
        packages = database.packages(missing) if missing else {}
        statuses = [status_at_rest(job, check=checks.get(job.recording_id or 0)) for job in jobs]
        return statuses, list(packages.values())


@contextmanager
def _collector_paused() -> Iterator[None]:
    """What is made in the block will stay: looking through it again and again took up to 0.2 s each time, in
    which no thread of the process runs.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
