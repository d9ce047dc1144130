"""What was interrupted when the program last ended: continued, left, or asked about in one bar."""

from collections.abc import Awaitable, Callable, Collection, Sequence

from PySide6.QtCore import QObject

from uploader_gui.domain.events import EventKind, JobEvent, JobStatus
from uploader_gui.domain.job import JobState
from uploader_gui.domain.messages import in_turn
from uploader_gui.gui.dialogs import Tasks
from uploader_gui.gui.main_window import MainWindow
from uploader_gui.gui.notice_bar import Notice
from uploader_gui.gui.words.wording import count_words
from uploader_gui.storage.settings.settings import ReopenPolicy


class InterruptedJobs(QObject):
    """Offers what the end of the program paused. GUI thread.

    ``resume`` carries it out; ``keep`` saves a policy when the user ticks "always". What else waited since the last
    run is held until ``release``: when the user has answered, by a button, or by resuming some of
    them by hand. Only files that are added meanwhile are sent at once, as somebody is asking for that now.
    """

    def __init__(
        self,
        window: MainWindow,
        tasks: Tasks,
        resume: Callable[[Collection[str]], Awaitable[None]],
        keep: Callable[[ReopenPolicy], Awaitable[None]],
        release: Callable[[], Awaitable[None]],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._tasks = tasks
        self._resume = resume
        self._keep = keep
        self._release = release
        self._asked: set[str] = set()
        self._notice: Notice | None = None
        self._is_continuing = False

    @property
    def is_asking(self) -> bool:
        """Whether the bar waits for an answer."""
        return self._notice is not None

    async def offer(self, statuses: Sequence[JobStatus], policy: ReopenPolicy) -> None:
        """Continue the interrupted ones among ``statuses``, or ask, or leave them, as ``policy`` says."""
        job_ids = [status.job.job_id for status in statuses if status.job.was_interrupted]
        if not job_ids or policy is ReopenPolicy.NEVER:
            await self._release()
            return
        if policy is ReopenPolicy.ALWAYS:
            await self._resume(job_ids)
            await self._release()
            return
        waiting = sum(status.job.state is JobState.SUBMITTED for status in statuses)
        choose = self.tr("Choose")
        notice = self._notice = self._window.notices.show_notice(
            self._words(len(job_ids), waiting),
            [
                (self.tr("Continue all"), lambda: self._continue(job_ids, always=notice.is_checked)),
                (choose, lambda: self._window.select_jobs(job_ids, JobState.PAUSED)),
                (self.tr("Not now"), lambda: None),
            ],
            check_box=self.tr("Always continue"),
            stays_after=[choose],
            has_cross=False,
        )
        self._asked = set(job_ids)
        notice.closed.connect(self._answer)

    def hear(self, events: Sequence[JobEvent]) -> None:
        """Take it as an answer when the user resumes some of them by hand, or has removed them all."""
        if self._notice is None:
            return
        is_resumed = any(
            event.status.job.job_id in self._asked and event.status.job.state is not JobState.PAUSED
            for event in events
            if event.kind is not EventKind.REMOVED
        )
        self._asked -= {event.status.job.job_id for event in events if event.kind is EventKind.REMOVED}
        if is_resumed or not self._asked:
            self._notice.close_for_good()

    def _words(self, interrupted: int, waiting: int) -> str:
        words = count_words(
            interrupted, self.tr("One upload was interrupted."), self.tr("{0} uploads were interrupted.")
        )
        if not waiting:
            return words
        others = count_words(
            waiting,
            self.tr("The waiting one begins once you answer; files added now are sent at once."),
            self.tr("The {0} waiting begin once you answer; files added now are sent at once."),
        )
        return in_turn([words, others])

    def _answer(self) -> None:
        """The bar is gone: unless ``_continue`` has taken over, nothing shall be continued now."""
        self._notice = None
        if not self._is_continuing:
            self._tasks.start(self._let_go())

    def _continue(self, job_ids: Collection[str], *, always: bool) -> None:
        self._is_continuing = True
        self._tasks.start(self._carry_out(job_ids, always=always))

    async def _carry_out(self, job_ids: Collection[str], *, always: bool) -> None:
        try:
            await self._resume(job_ids)
        finally:
            await self._release()
        if always:
            await self._keep(ReopenPolicy.ALWAYS)

    async def _let_go(self) -> None:
        await self._release()
