"""Follows one job's file while it is written: looks at it, lets its parts be sent as they are full, finds its end."""

import asyncio
import ntpath
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Protocol

from uploader_gui.domain.errors import ErrorCode, SourceError
from uploader_gui.domain.job import Job, LogLine
from uploader_gui.domain.messages import Message, MessageCode, message
from uploader_gui.source.growing_file import HeldFile
from uploader_gui.source.watching.writers import is_open_for_writing
from uploader_gui.transfer.job.growing.lag import Lag
from uploader_gui.transfer.job.job_run import JobRun
from uploader_gui.transfer.job.source_guard import look_at_growing_source

_WENT_ON = frozenset({ErrorCode.SOURCE_GROWING, ErrorCode.SOURCE_CHANGED})


class GrowingLane(Protocol):
    """The lane of a job whose parts come as its file grows."""

    @property
    def is_idle(self) -> bool:
        """Say whether nothing is on its way, and nothing that is there is missing."""

    def add(self, job: Job, numbers: Iterable[int]) -> None:
        """Send these parts too, of the job as it is now."""

    def end(self) -> None:
        """No more will come."""


class GrowthFollower:
    """Lives on the engine's loop; each look is a worker's, so that no drive that hangs holds the loop up.

    ``is_held_open``: it is quiet, but its writer has it open. ``waits``: all that may be sent now is sent. ``on_wait`` is
    called when that becomes so: then the job needs no slot.
    """

    def __init__(self, run: JobRun, on_wait: Callable[[], None]) -> None:
        self.lag = Lag()
        self.waits = False
        self.is_held_open = False
        self._run = run
        self._on_wait = on_wait
        self._held = HeldFile()
        self._seen: tuple[int, int] | None = None
        self._quiet_from_s = 0.0

    def let_go(self) -> None:
        """Let the file go; no look is under way."""
        self._held.close()

    async def until_its_kind_is_known(self) -> None:
        """Wait until the file is larger than one part, or its end is found: only then it is known how it is sent."""
        await self._look()
        while self._run.job.grows and self._run.job.file_size <= self._run.job.part_size:
            self._note_waiting(is_so=True)
            await self._look_later()
        self._note_waiting(is_so=False)

    async def feed(self, lane: GrowingLane) -> None:
        """Give the lane each part as it becomes full, and all that is left when the end has been found."""
        given = self._run.job.plan.full_parts
        while self._run.job.grows:
            self._note_waiting(is_so=lane.is_idle)
            await self._look_later()
            job = self._run.job
            ready = job.plan.full_parts if job.grows else job.total_parts
            if ready > given:
                self._note_waiting(is_so=False)
                lane.add(job, range(given + 1, ready + 1))
                given = ready
        lane.end()

    async def went_on(self, error: SourceError) -> bool:
        """Say whether the file was written to after its end had been found; then its end is to be found again."""
        job = self._run.job
        if job.growth is None or job.grows or not job.growth.may_go_on or error.code not in _WENT_ON:
            return False
        await self._store_growth(ended_at=None)
        await self._tell(message(MessageCode.GROWING_WENT_ON))
        self._seen = None
        return True

    async def check_after_finish(self) -> None:
        """The object is whole: raise SourceError if the file was written to while it was finished.

        What the object lacks then would never be missed by anybody. A file that is gone by now lacks nothing.
        """
        job = self._run.job
        if job.growth is None or not job.growth.may_go_on:
            return
        try:
            await self._run.check_source()
        except SourceError as error:
            if error.code not in _WENT_ON:
                return
            jobs = self._run.tools.jobs
            self._run.job = await self._run.do(lambda: jobs.forget_upload(job.job_id, discards=job.discards))
            said = message(MessageCode.GROWING_WENT_ON_TOO_LATE, path=job.source_path)
            raise SourceError(said, code=ErrorCode.SOURCE_GROWING) from error

    async def _look_later(self) -> None:
        await asyncio.sleep(self._run.tools.options.growth_look_s)
        await self._look()

    async def _look(self) -> None:
        run, before = self._run, self._run.job
        found = await run.do(lambda: look_at_growing_source(before, run.tools.jobs, run, self._held))
        run.take(found.job)
        if found.job.source_path != before.source_path:
            await self._tell(_said_of_place(before.source_path, found.job.source_path))
        now_s = time.monotonic()
        self.lag.saw(now_s, found.job.file_size)
        if found.is_marked or (self._is_quiet(found.job, now_s) and not await self._is_written(now_s)):
            await self._store_growth(ended_at=datetime.now(UTC))
            await self._tell(message(MessageCode.GROWING_END_FOUND, size=found.job.file_size))
        run.on_change()

    def _is_quiet(self, job: Job, now_s: float) -> bool:
        seen = job.fingerprint.size, job.fingerprint.mtime_ns
        if seen != self._seen:
            self._seen, self._quiet_from_s, self.is_held_open = seen, now_s, False
        return job.growth is not None and now_s - self._quiet_from_s >= job.growth.quiet_s

    async def _is_written(self, now_s: float) -> bool:
        """Say whether its writer still has it open, where the system tells; then it has to be quiet anew."""
        path = self._run.job.source_path
        self.is_held_open = await self._run.do(lambda: is_open_for_writing(path)) is True
        if self.is_held_open:
            self._quiet_from_s = now_s
        return self.is_held_open

    async def _store_growth(self, *, ended_at: datetime | None) -> None:
        """Its end is found, or is not after all. What was sent is compared with the file before it counts again."""
        run, job = self._run, self._run.job
        assert job.growth is not None  # noqa: S101 - follows only files that grow
        growth, fingerprint = replace(job.growth, ended_at=ended_at), job.fingerprint.taken_anew()
        run.take(
            await run.do(
                lambda: run.tools.jobs.grow(job.job_id, job.source_path, fingerprint, growth, durable=True)
            )
        )

    def _note_waiting(self, *, is_so: bool) -> None:
        has_begun = is_so and not self.waits
        self.waits = is_so
        if has_begun:
            self._on_wait()

    async def _tell(self, said: Message) -> None:
        line = self._run.job.job_id, LogLine(datetime.now(UTC), (said,), ErrorCode.NONE)
        await self._run.do(lambda: self._run.tools.jobs.add_to_log([line]))


def _said_of_place(before: str, now: str) -> Message:
    """That the file has another name, or is in another folder."""
    folder, name = ntpath.split(now)
    if ntpath.dirname(before) == folder:
        return message(MessageCode.GROWING_RENAMED, name=name)
    return message(MessageCode.GROWING_MOVED, path=now)
