"""The stored jobs brought into the window: what is unfinished at once, the history after it, page by page."""

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from uploader_gui.domain.events import JobStatus
from uploader_gui.domain.job import Job
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

    async def begin(self) -> list[JobStatus]:
        """Show the counts, the unfinished jobs and the newest of the history; the rest of it follows by itself.

        Gives the unfinished ones.
        """
        database, model = self._link.runtime.jobs, self._window.model
        counts = await self._link.in_thread(database.counts)
        model.expect(counts)
        unfinished = await self._link.in_thread(lambda: _statuses(database.unfinished()))
        for first in range(0, len(unfinished), _ROWS_AT_ONCE):
            model.load(unfinished[first : first + _ROWS_AT_ONCE])
        cursor = await self._show_page(None, FIRST_PAGE)
        if cursor is None:
            model.loaded()
        else:
            self._tasks.start(self._show_history(cursor))
        return unfinished

    async def _show_history(self, cursor: int | None) -> None:
        with _collector_paused():
            while cursor is not None:
                cursor = await self._show_page(cursor, PAGE)
        self._window.model.loaded()

    async def _show_page(self, before: int | None, limit: int) -> int | None:
        """Show a page of the history; gives where the next one begins, None after the last."""
        database = self._link.runtime.jobs
        page, cursor = await self._link.in_thread(lambda: _page(*database.history(before, limit)))
        self._window.model.load(page)
        return cursor


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


def _statuses(jobs: Sequence[Job]) -> list[JobStatus]:
    """What is shown of jobs at rest; a running one's next event says more. Their recordings are not read: there
    may be a hundred thousand.
    """
    return [status_at_rest(job) for job in jobs]


def _page(jobs: Sequence[Job], cursor: int | None) -> tuple[list[JobStatus], int | None]:
    return _statuses(jobs), cursor
