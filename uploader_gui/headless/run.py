"""A headless run: an engine on this thread's loop until every job of the run has ended, or a signal comes."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from uploader_gui.domain.errors import NotAllowedError
from uploader_gui.domain.events import EventKind, JobEvent
from uploader_gui.headless.failures import EXIT_DONE, EXIT_FAILED
from uploader_gui.headless.interrupt import EXIT_INTERRUPTED, Interrupt
from uploader_gui.headless.reporting import Reporter
from uploader_gui.runtime import Runtime
from uploader_gui.transfer.engine import Engine

_UNDER_WAY = frozenset({EventKind.SUBMITTED, EventKind.PROGRESS})
_GOOD_ENDS = frozenset({EventKind.COMPLETED, EventKind.SKIPPED})


@dataclass(frozen=True, slots=True)
class Begun:
    """The ids of a run's jobs, and whether they are all that was asked for."""

    job_ids: frozenset[str]
    are_all: bool


Begin = Callable[[Engine, Reporter], Awaitable[Begun]]
"""Submits or resumes the jobs of a run."""


class HeadlessRun:
    """One run of the engine; use it once, on the main thread."""

    def __init__(self, runtime: Runtime, reporter: Reporter, interrupt: Interrupt) -> None:
        self._engine = runtime.engine
        self._reporter = reporter
        self._interrupt = interrupt
        self._mine: set[str] = set()
        self._ended: dict[str, EventKind] = {}
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

    async def _work(self, begin: Begin) -> int:
        await self._engine.start(runs_waiting=False)
        self._engine.subscribe(self._hear)
        begun = await begin(self._engine, self._reporter)
        self._mine |= begun.job_ids
        while not self._ended.keys() >= begun.job_ids:
            self._heard.clear()
            await self._heard.wait()
        are_done = all(self._ended[job_id] in _GOOD_ENDS for job_id in begun.job_ids)
        return EXIT_DONE if are_done and begun.are_all else EXIT_FAILED

    async def _stop(self, work: asyncio.Task[int]) -> None:
        """Pause what runs or waits; the engine tells it, and the reporter still listens."""
        if not work.done():
            work.cancel()
            await asyncio.wait({work})
            unfinished = self._mine - self._ended.keys()
            if unfinished:
                with contextlib.suppress(NotAllowedError):  # the only one has just ended by itself
                    await self._engine.pause(unfinished)
        await self._engine.stop()
        self._reporter.close()

    def _hear(self, events: Sequence[JobEvent]) -> None:
        for event in events:
            self._mine.add(event.status.job.job_id)
            if event.kind in _UNDER_WAY:
                self._ended.pop(event.status.job.job_id, None)
            else:
                self._ended[event.status.job.job_id] = event.kind
        self._reporter.show(events)
        self._heard.set()
