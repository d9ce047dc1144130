"""A headless run: an engine on this thread's loop until every job of the run has ended, or a signal comes."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from collections.abc import Set as AbstractSet

from uploader_gui.domain.events import JobEvent
from uploader_gui.domain.job import Job
from uploader_gui.domain.messages import english
from uploader_gui.domain.packages.package_end import PackageEnd
from uploader_gui.headless.api.api import Api, open_api
from uploader_gui.headless.output.lines import notice, say_of_action
from uploader_gui.headless.output.reporters import Reporter
from uploader_gui.headless.runs.interrupt import EXIT_INTERRUPTED, Interrupt
from uploader_gui.headless.runs.run_follower import RunFollower
from uploader_gui.headless.runs.run_start import StartedRun
from uploader_gui.runtime.runtime import Runtime
from uploader_gui.transfer.engine import Engine

Begin = Callable[[Engine, Reporter], Awaitable[StartedRun]]
"""Submits or resumes the jobs of a run."""


class HeadlessRun:
    """One run of the engine; use it once, on the main thread.

    While it lasts, others may hand over jobs of theirs; the run waits for those too, but only its own are shown
    and decide the exit code.
    """

    def __init__(self, runtime: Runtime, reporter: Reporter, interrupt: Interrupt) -> None:
        self._runtime = runtime
        self._engine = runtime.engine
        self._reporter = reporter
        self._interrupt = interrupt
        self._api: Api | None = None
        self._own: frozenset[str] | None = None
        self._others: set[str] = set()
        self._packages: set[str] = set()
        self._follower = RunFollower()
        self._heard = asyncio.Event()

    async def __call__(self, begin: Begin) -> int:
        """Carry out ``begin``, wait for its jobs, and return the exit code."""
        loop = asyncio.get_running_loop()
        interrupted = asyncio.Event()

        def stop() -> None:
            loop.call_soon_threadsafe(interrupted.set)

        self._interrupt.call(stop)
        work = asyncio.create_task(self._work(begin))
        signalled = asyncio.create_task(interrupted.wait())
        try:
            await asyncio.wait({work, signalled}, return_when=asyncio.FIRST_COMPLETED)
            if work.done():
                return work.result()
            return EXIT_INTERRUPTED
        finally:
            await self._stop(work)
            signalled.cancel()
            self._interrupt.nothing_is_left()

    async def _work(self, begin: Begin) -> int:
        self._api = await open_api(self._runtime, came_in=self._came_in)
        await self._engine.start(runs_waiting=False)
        self._engine.subscribe(self._hear)
        self._engine.on_package_end(self._hear_end)
        self._engine.on_package_action(say_of_action)
        begun = await begin(self._engine, self._reporter)
        self._own = begun.job_ids
        self._follower.expect(begun.job_ids)
        await self._until_ended(begun.job_ids)
        if not self._follower.have_ended(self._others):
            notice("This is done. What others handed over to it is still running; Ctrl-C pauses that.")
        await self._until_ended(self._others)
        for action in await self._engine.ends_carried_out():
            notice(
                f"{action.end.package.name}: {english(action.answer)} The next run calls the webhook again."
            )
        return self._follower.exit_code(begun)

    async def _until_ended(self, job_ids: AbstractSet[str]) -> None:
        """Wait for these, and for what is added to them meanwhile."""
        while not self._follower.have_ended(job_ids):
            self._heard.clear()
            await self._heard.wait()

    async def _stop(self, work: asyncio.Task[int]) -> None:
        """Pause what runs or waits; the engine tells it, and the reporter still listens."""
        if self._api is not None:
            self._api.begin_closing()
        if not work.done():
            work.cancel()
            await asyncio.wait({work})
            await self._follower.pause_rest(self._engine)
        await self._engine.stop()
        if self._api is not None:
            await self._api.close()
        self._reporter.close()

    def _came_in(self, job: Job) -> None:
        """Somebody else's job, or ours if it is that one."""
        if self._own is None or job.job_id not in self._own:
            self._others.add(job.job_id)

    def _hear(self, events: Sequence[JobEvent]) -> None:
        self._follower.hear(events)
        self._heard.set()
        shown = [event for event in events if self._is_own(event.status.job.job_id)]
        if shown:  # last, as it decides nothing
            self._packages.update(event.status.job.package_id for event in shown)
            self._reporter.show(shown)

    def _hear_end(self, end: PackageEnd) -> None:
        if end.package.package_id in self._packages and not end.is_one_row:
            self._reporter.tell_end(end)

    def _is_own(self, job_id: str) -> bool:
        return job_id not in self._others if self._own is None else job_id in self._own
