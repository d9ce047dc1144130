"""What the timetable and the times of starting do to jobs: they wait, those that ran too, and go on by themselves."""

import asyncio
import logging
from collections.abc import Callable, Sequence

from uploader_gui.domain.errors import UploaderError
from uploader_gui.domain.events import Activity
from uploader_gui.domain.job import Job
from uploader_gui.domain.messages import Message
from uploader_gui.domain.unattended.timetable import TimetableNow
from uploader_gui.transfer.hours.timekeeper import Timekeeper
from uploader_gui.transfer.hours.waiting_words import said_of_start, said_outside_hours
from uploader_gui.transfer.job.job_run import Tools
from uploader_gui.transfer.job.upload import Upload
from uploader_gui.transfer.job_queue import JobQueue
from uploader_gui.transfer.waiting_jobs import Hold

log = logging.getLogger(__name__)

# Long enough for what is on its way over a slow line, whose parts are few; what takes longer is sent again.
LONGEST_END_S = 60.0
_TOLD_AT_ONCE = 500


class TimedJobs:
    """Lives on the engine's loop; ``verbs`` is held while rows change state. ``moved`` hears of jobs that say something else.

    Where nothing may be sent any more, parts on their way are sent to their end for a minute at most. A job that has none
    left is SUBMITTED again, so that it goes on by itself, also if this program is killed meanwhile.
    """

    def __init__(
        self,
        tools: Tools,
        verbs: asyncio.Lock,
        queue: JobQueue,
        keeper: Timekeeper,
        moved: Callable[[Sequence[Job]], None],
    ) -> None:
        self._tools = tools
        self._verbs = verbs
        self._queue = queue
        self._keeper = keeper
        self._moved = moved
        self._cut: asyncio.TimerHandle | None = None
        self._putting_back: asyncio.Task[None] | None = None
        self._is_closed = False
        self._telling: asyncio.Task[None] | None = None
        self._outside: tuple[TimetableNow, tuple[Message, Activity]] | None = None
        tools.hours.on_standstill(lambda _job_id: self._put_back_soon())

    def begin(self) -> None:
        """Follow the clock from now on."""
        self._keeper.begin(self._look, lambda: self._queue.next_start)

    def close(self) -> None:
        """Follow it no more."""
        self._is_closed = True
        self._keeper.close()
        if self._cut is not None:
            self._cut.cancel()
        if self._telling is not None:
            self._telling.cancel()

    @property
    def under_way(self) -> list[asyncio.Task[None]]:
        """What is being brought back to waiting; at the end it is waited for."""
        return [] if self._putting_back is None else [self._putting_back]

    def said_of(self, job: Job) -> tuple[Message, Activity] | None:
        """What is said of a job that waits for a time; None of one that does not."""
        if job.start_at is None and self._keeper.now.sends:
            return None  # 100,000 are asked about at once
        if job.start_at is not None and self._queue.held.why(job.job_id) is Hold.LATER:
            return said_of_start(job.start_at, self._keeper.clock.now(), self._keeper.clock.local)
        table = self._keeper.now
        if table.sends or not self._queue.knows(job.job_id):
            return None
        if self._outside is None or self._outside[0] is not table:
            clock = self._keeper.clock
            self._outside = table, said_outside_hours(table, clock.now(), clock.local)
        return self._outside[1]

    def _look(self) -> None:
        """Do what the time asks for."""
        now = self._keeper.now
        if self._tools.throttle.limit != now.limit:
            self._tools.throttle.set_limit(now.limit)
        was_sending, self._tools.hours.sends = self._tools.hours.sends, now.sends
        if now.sends and not was_sending:
            self._go_on()
        elif was_sending and not now.sends:
            self._end()
        elif not now.sends:
            self._put_back_soon()  # of whom that could not be recorded before
        if due := self._queue.release_due():
            self._moved(due)

    def _go_on(self) -> None:
        if self._cut is not None:
            self._cut.cancel()
        self._tell_waiting_soon()
        self._tools.parts.feed()
        self._queue.fill()

    def _end(self) -> None:
        self._tools.parts.take_back()
        for upload in list(self._queue.running.values()):
            upload.hours_ended()
        self._cut = asyncio.get_running_loop().call_later(LONGEST_END_S, self.cut)
        self._tell_waiting_soon()
        self._put_back_soon()

    def _tell_waiting_soon(self) -> None:
        """All that wait say something else now."""
        if self._telling is not None:
            self._telling.cancel()
        self._telling = asyncio.ensure_future(self._tell_waiting())

    async def _tell_waiting(self) -> None:
        """Tell of some at a time: 50,000 at once would hold up all that runs for a second."""
        ids = [job.job_id for job in self._queue.waiting_jobs]
        for first in range(0, len(ids), _TOLD_AT_ONCE):
            self._moved(self._queue.still_waiting(ids[first : first + _TOLD_AT_ONCE]))
            await asyncio.sleep(0)

    def cut(self) -> None:
        """Stop what is on its way still where it stands."""
        self._put_back_soon(lambda upload: upload.stands_still or upload.winds_down)

    def _put_back_soon(self, is_meant: Callable[[Upload], bool] = lambda upload: upload.stands_still) -> None:
        if self._is_closed:
            return
        before = self._putting_back
        self._putting_back = asyncio.ensure_future(self._put_back(is_meant, before))

    async def _put_back(self, is_meant: Callable[[Upload], bool], before: asyncio.Task[None] | None) -> None:
        if before is not None:
            await before
        async with self._verbs:
            meant = [one for one in self._queue.running.values() if is_meant(one) and not one.is_pausing]
            if not meant or self._tools.hours.sends or self._is_closed:
                return
            ids = [upload.job.job_id for upload in meant]
            try:
                jobs = await self._tools.calls.run(lambda: self._tools.jobs.put_back(ids))
            except UploaderError as error:  # they send nothing, and are put back at the next look
                self._tools.disk.is_trouble(error)
                log.warning("Jobs that wait for the timetable could not be recorded so: %s", error.message)
                return
            self._queue.put_back(jobs)
        self._moved(jobs)
