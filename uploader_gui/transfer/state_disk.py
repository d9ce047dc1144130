"""Whether the list of uploads can be written: what waits for it goes on, or is recorded, when it can again."""

import asyncio
import functools
import logging
from collections.abc import Callable, Iterable, Sequence

from uploader_gui.domain.errors import ErrorCode, ExhaustedError, UploaderError
from uploader_gui.domain.job import Job, PauseReason
from uploader_gui.transfer.part_queue.workers import Workers

log = logging.getLogger(__name__)

LOOK_EVERY_S = 1.0
_TROUBLES = frozenset(
    {ErrorCode.STATE_FULL, ErrorCode.STATE_LOCKED, ErrorCode.STATE_READ_ONLY, ErrorCode.STATE_DISK_ERROR}
)
"""What a user, or another program that ends, puts right while this program runs; a damaged list is not among them."""


class StateDisk:
    """The disk that holds the list. Lives on the engine's loop.

    ``check`` blocks, and raises UploaderError for as long as nothing can be written. ``changed`` is called when a
    trouble begins, becomes another one, or has ended.
    """

    def __init__(self, calls: Workers, check: Callable[[], None], changed: Callable[[], None]) -> None:
        self._calls = calls
        self._check = check
        self._changed = changed
        self._usable = asyncio.Event()
        self._usable.set()
        self._watching: asyncio.Task[None] | None = None
        self.trouble: UploaderError | None = None

    def is_trouble(self, error: UploaderError) -> bool:
        """Say whether this is the disk's trouble, which passes; then it is watched until it has."""
        if error.code not in _TROUBLES:
            return False
        self._note(error)
        if self._watching is None:
            self._usable.clear()
            self._watching = asyncio.ensure_future(self._watch())
        return True

    async def usable(self) -> None:
        """Wait until it can be written, as far as is known."""
        await self._usable.wait()

    def close(self) -> None:
        """Look no more."""
        if self._watching is not None:
            self._watching.cancel()

    def _note(self, error: UploaderError) -> None:
        is_new = self.trouble is None or self.trouble.code != error.code
        self.trouble = error
        if is_new:
            log.error("What happens can't be recorded: %s", error.message)
            self._changed()

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(LOOK_EVERY_S)
            try:
                await self._calls.run(self._check)
            except ExhaustedError:
                continue
            except UploaderError as error:
                if error.code in _TROUBLES:
                    self._note(error)
                    continue
                log.error("The list can't be written: %s", error.message)  # whoever writes next says so
            break
        self._watching = None
        self.trouble = None
        self._usable.set()
        self._changed()


class LatePauses:
    """Pauses that took hold while the list could not be written: recorded when it can. Lives on the engine's loop.

    ``record`` blocks, and raises UploaderError while that can't be done. A program that ends before it could finds
    those jobs interrupted.
    """

    def __init__(self, calls: Workers, record: Callable[[Sequence[str], PauseReason], object]) -> None:
        self._calls = calls
        self._record = record
        self._jobs: dict[str, Job] = {}

    def take(self, jobs: Iterable[Job], reason: PauseReason) -> list[Job]:
        """Take these as PAUSED from now on; gives them so."""
        paused = [job.paused(reason) for job in jobs]
        self._jobs |= {job.job_id: job for job in paused}
        return paused

    def seen(self, job: Job) -> Job:
        """The job as it is for everybody."""
        return self._jobs.get(job.job_id, job)

    async def settle(self) -> None:
        """Record them. Raises UploaderError, with all of them kept, while that can't be done."""
        by_reason: dict[PauseReason, list[str]] = {}
        for job in self._jobs.values():
            by_reason.setdefault(job.pause_reason or PauseReason.BY_USER, []).append(job.job_id)
        for reason, job_ids in by_reason.items():
            await self._calls.run(functools.partial(self._record, job_ids, reason))
            for job_id in job_ids:
                self._jobs.pop(job_id, None)
