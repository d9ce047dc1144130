"""Jobs whose store's keys nobody has entered: they wait for them, those that ran too, and go on when they come."""

import asyncio
import contextlib
from collections.abc import Callable, Sequence

from uploader_gui.domain.errors import ExhaustedError, JobNotFoundError, UploaderError
from uploader_gui.domain.job import Job, JobState
from uploader_gui.transfer.hindrances import HindranceReport
from uploader_gui.transfer.job.job_run import Tools
from uploader_gui.transfer.job_changes import back_to_waiting
from uploader_gui.transfer.job_queue import JobQueue
from uploader_gui.transfer.outcomes import OutcomeWriter


class KeyWaits:
    """Lives on the engine's loop; ``verbs`` is held while rows change state. ``changed`` hears the jobs that go on."""

    def __init__(
        self,
        tools: Tools,
        verbs: asyncio.Lock,
        queue: JobQueue,
        outcomes: OutcomeWriter,
        hindrances: HindranceReport,
        changed: Callable[[Sequence[Job]], None],
    ) -> None:
        self._tools = tools
        self._verbs = verbs
        self._queue = queue
        self._outcomes = outcomes
        self._hindrances = hindrances
        self._changed = changed
        self.under_way: set[asyncio.Task[None]] = set()
        """What is being brought back to waiting; at the end it is waited for, or would be left UPLOADING."""

    async def look(self) -> None:
        """Keys may have come, or gone: what waits for them, and has them, goes on."""
        self._changed(await self._queue.look_for_keys())
        self._hindrances.tell()

    def put(self, job: Job, error: UploaderError) -> None:
        """The keys of a job that ran are gone, as ``error`` says: it waits for them."""
        task = asyncio.ensure_future(self._hold(job, error))
        self.under_way.add(task)
        task.add_done_callback(self.under_way.discard)

    async def _hold(self, job: Job, error: UploaderError) -> None:
        database, calls = self._tools.jobs, self._tools.calls
        try:
            async with self._verbs:
                now = await calls.run(lambda: database.get(job.job_id))
                if now.state is not JobState.UPLOADING:
                    return  # paused meanwhile
                now = await calls.run(lambda: back_to_waiting(database, now))
                self._queue.hold_keyless([now])
        except JobNotFoundError:
            return  # removed meanwhile
        except UploaderError:
            self._outcomes.add(job, error, is_last=self._queue.is_idle)
            return
        with contextlib.suppress(ExhaustedError):  # then when keys are entered once more
            await self.look()  # they may have come since the job failed
