"""Finished rows leave the list: hidden at once, removed for good when the user has not undone it."""

from collections.abc import Awaitable, Callable, Collection, Sequence

from PySide6.QtCore import QObject, QTimer

from uploader_gui.domain.events import EventKind, JobEvent, JobStatus
from uploader_gui.gui.dialogs import Tasks
from uploader_gui.gui.main_window import MainWindow
from uploader_gui.gui.notice_bar import Notice
from uploader_gui.gui.words.wording import count_words

UNDO_MS = 30_000
"""So long the bar offers to take it back."""


class ClearedRows(QObject):
    """Hides rows and says so in a bar with Undo. ``remove`` carries it out when the bar has gone. GUI thread.

    A program that ends in between by a crash still has the rows; one that ends cleanly has called ``settle``.
    """

    def __init__(
        self, window: MainWindow, tasks: Tasks, remove: Callable[[Collection[str]], Awaitable[None]]
    ) -> None:
        super().__init__(window)
        self._window = window
        self._tasks = tasks
        self._remove = remove
        self._hidden: list[JobStatus] = []
        self._notice: Notice | None = None
        self._timer = QTimer(self, interval=UNDO_MS, singleShot=True)
        self._timer.timeout.connect(self._close_bar)

    def clear(self, statuses: Sequence[JobStatus]) -> None:
        """Take these finished rows away; what was taken away before is gone for good now."""
        if not statuses:
            return
        self._close_bar()
        self._hidden = list(statuses)
        self._window.model.apply([JobEvent(EventKind.REMOVED, status) for status in statuses])
        words = count_words(
            len(statuses),
            self.tr(
                "Removed the finished row of {1}. The file stays in the store; uploader-gui list --recordings finds it."
            ),
            self.tr(
                "Removed {0} finished rows. The files stay in the store; uploader-gui list --recordings finds them."
            ),
            statuses[0].job.file_name,
        )
        self._notice = self._window.notices.show_notice(words, [(self.tr("Undo"), self._undo)])
        self._notice.closed.connect(self._carry_out)
        self._timer.start()

    async def settle(self) -> None:
        """Carry out what was not taken back: the window is about to end."""
        self._timer.stop()
        hidden, self._hidden = self._hidden, []
        if hidden:
            await self._remove([status.job.job_id for status in hidden])

    def _undo(self) -> None:
        statuses, self._hidden = self._hidden, []
        self._window.model.apply([JobEvent(EventKind.COMPLETED, status) for status in statuses])
        self._window.table.select_jobs([status.job.job_id for status in statuses])

    def _close_bar(self) -> None:
        if self._notice is not None:
            self._notice.close_for_good()

    def _carry_out(self) -> None:
        """The bar has gone: by its cross, its time, or Undo, after which nothing is left to do."""
        self._notice = None
        self._timer.stop()
        hidden, self._hidden = self._hidden, []
        if hidden:
            self._tasks.start(self._removed([status.job.job_id for status in hidden]))

    async def _removed(self, job_ids: Sequence[str]) -> None:
        await self._remove(job_ids)
