"""Rows that only leave the list: hidden at once, removed for good when the user has not undone it."""

from collections.abc import Callable, Collection, Coroutine, Sequence
from typing import Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from uploader_gui.domain.events import JobStatus
from uploader_gui.domain.job import Job, JobState
from uploader_gui.domain.queue_order import MOVABLE
from uploader_gui.gui.actions import on
from uploader_gui.gui.dialogs import Tasks
from uploader_gui.gui.main_window import MainWindow
from uploader_gui.gui.notice_bar import Notice
from uploader_gui.gui.words.names import name_words
from uploader_gui.gui.words.wording import count_words

UNDO_S: Final = 30
"""So long the bar offers to take it back; while a question stands before the window, that time stands still."""
_TICK_MS: Final = 1_000

Verb = Callable[[Collection[str]], Coroutine[None, None, None]]


def only_leaves_the_list(job: Job) -> bool:
    """Whether nothing is lost in the store when it is removed: it is finished, or nothing of it is there yet."""
    has_begun = bool(job.bytes_done or job.upload_id or job.kept.prefix)
    return job.state is JobState.COMPLETED or (job.state in MOVABLE and not has_begun)


class ClearedRows(QObject):
    """Hides rows and says so in a bar with Undo, which takes back one removal after the other, as its action does.

    ``remove`` carries them out when the bar has gone; what waits is held by ``pause`` meanwhile, and ``resume`` lets it
    go on. A program that ends in between by a crash still has the rows; one that ends cleanly has called ``settle``.
    GUI thread.
    """

    def __init__(self, window: MainWindow, tasks: Tasks, remove: Verb, pause: Verb, resume: Verb) -> None:
        super().__init__(window)
        self._window = window
        self._tasks = tasks
        self._remove = remove
        self._pause = pause
        self._resume = resume
        self._removals: list[list[JobStatus]] = []
        self._notice: Notice | None = None
        self._left_s = UNDO_S
        self._timer = QTimer(self, interval=_TICK_MS)
        self._timer.timeout.connect(self._tick)
        on(window.commands.undo, self._undo)
        window.model.came_back.connect(self._select)

    def clear(self, statuses: Sequence[JobStatus]) -> None:
        """Take these rows away, all of which ``only_leaves_the_list`` fits."""
        if not statuses:
            return
        self._removals.append(list(statuses))
        self._window.model.put_away(statuses)
        if waiting := _waiting(statuses):
            self._tasks.start(self._pause(waiting))
        self._show_bar()

    async def settle(self) -> None:
        """Carry out what was not taken back: the window is about to end."""
        hidden = self._taken()
        if hidden:
            await self._remove([status.job.job_id for status in hidden])

    def _undo(self) -> None:
        """Take the last removal back."""
        if not self._removals:
            return
        statuses = self._removals.pop()
        self._window.model.bring_back(statuses)
        if waiting := _waiting(statuses):
            self._tasks.start(self._resume(waiting))
        self._show_bar()

    def _select(self, job_ids: Sequence[str]) -> None:
        """What was taken back is there again: show which rows that are."""
        self._window.table.select_jobs(job_ids)
        self._window.table.setFocus()

    def _show_bar(self) -> None:
        """Say what was removed last, in the place of what was said before."""
        before, self._notice = self._notice, None
        if before is not None:
            before.close_for_good()
        self._window.commands.undo.setEnabled(bool(self._removals))
        if not self._removals:
            self._timer.stop()
            return
        notice = self._window.notices.show_notice(
            self._words(self._removals[-1]), [(self.tr("Undo"), self._undo)], is_below=True
        )
        self._notice = notice
        notice.closed.connect(lambda: self._closed(notice))
        self._left_s = UNDO_S
        self._timer.start()

    def _tick(self) -> None:
        """A second has passed in which the user could have pressed Undo."""
        if QApplication.activeModalWidget() is not None:
            return
        self._left_s -= 1
        if self._left_s <= 0:
            self._carry_out()

    def _words(self, statuses: Sequence[JobStatus]) -> str:
        finished = sum(status.job.state is JobState.COMPLETED for status in statuses)
        if not finished:
            one = self.tr("Removed {1} from the list. Nothing of it had been sent.")
            many = self.tr("Removed {0} uploads from the list. Nothing of them had been sent.")
        elif finished == len(statuses):
            one = self.tr(
                "Removed {1} from the list. The file stays in the store, and the record of its upload is kept."
            )
            many = self.tr(
                "Removed {0} finished uploads from the list. The files stay in the store, and the records of their "
                "uploads are kept."
            )
        else:
            one = many = self.tr(
                "Removed {0} rows. What is finished stays in the store; of the others nothing had been sent."
            )
        return count_words(len(statuses), one, many, name_words(statuses[0].job.file_name))

    def _closed(self, notice: Notice) -> None:
        """By its cross; by Undo another bar has taken its place already."""
        if notice is self._notice:
            self._carry_out()

    def _carry_out(self) -> None:
        """Nothing of it can be taken back any more."""
        hidden = self._taken()
        self._show_bar()
        if hidden:
            self._tasks.start(self._remove([status.job.job_id for status in hidden]))

    def _taken(self) -> list[JobStatus]:
        removals, self._removals = self._removals, []
        self._timer.stop()
        return [status for statuses in removals for status in statuses]


def _waiting(statuses: Sequence[JobStatus]) -> list[str]:
    return [status.job.job_id for status in statuses if status.job.state is JobState.SUBMITTED]
