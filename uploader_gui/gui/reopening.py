"""What was interrupted when the program last ended: continued, left, or asked about in one bar."""

from collections.abc import Awaitable, Callable, Collection, Sequence

from PySide6.QtCore import QObject

from uploader_gui.domain.events import JobStatus
from uploader_gui.domain.job import JobState
from uploader_gui.gui.asking import Tasks
from uploader_gui.gui.main_window import MainWindow
from uploader_gui.gui.wording import count_words
from uploader_gui.storage.settings import ReopenPolicy

ENDED_WITH_PROGRAM = ("Interrupted: the program ended", "Paused: the program was closed")
"""What the engine says of jobs that the end of the program paused, not the user."""


class Reopening(QObject):
    """Offers what the end of the program paused. GUI thread.

    ``resume`` carries it out; ``keep`` saves a policy when the user ticks "always".
    """

    def __init__(
        self,
        window: MainWindow,
        tasks: Tasks,
        resume: Callable[[Collection[str]], Awaitable[None]],
        keep: Callable[[ReopenPolicy], Awaitable[None]],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._tasks = tasks
        self._resume = resume
        self._keep = keep

    async def offer(self, statuses: Sequence[JobStatus], policy: ReopenPolicy) -> None:
        """Continue the interrupted ones among ``statuses``, or ask, or leave them, as ``policy`` says."""
        job_ids = [status.job.job_id for status in statuses if was_interrupted(status)]
        if not job_ids or policy is ReopenPolicy.NEVER:
            return
        if policy is ReopenPolicy.ALWAYS:
            await self._resume(job_ids)
            return
        words = count_words(
            len(job_ids), self.tr("One upload was interrupted."), self.tr("{0} uploads were interrupted.")
        )
        notice = self._window.notices.show_notice(
            words,
            [
                (self.tr("Continue all"), lambda: self._continue(job_ids, always=notice.is_checked)),
                (self.tr("Choose"), lambda: self._window.select_jobs(job_ids, JobState.PAUSED)),
                (self.tr("Not now"), lambda: None),
            ],
            check_box=self.tr("Always continue"),
        )

    def _continue(self, job_ids: Collection[str], *, always: bool) -> None:
        self._tasks.start(self._carry_out(job_ids, always=always))

    async def _carry_out(self, job_ids: Collection[str], *, always: bool) -> None:
        await self._resume(job_ids)
        if always:
            await self._keep(ReopenPolicy.ALWAYS)


def was_interrupted(status: JobStatus) -> bool:
    """Say whether the end of the program paused this job."""
    return status.job.state is JobState.PAUSED and status.job.message in ENDED_WITH_PROGRAM
