"""Pauses that took hold while the list could not be written: recorded when it can."""

from collections.abc import Iterable

from uploader_gui.domain.job import Job, PauseReason
from uploader_gui.transfer.job.job_run import Tools


class LatePauses:
    """Lives on the engine's loop. A program that ends before they are recorded finds those jobs interrupted."""

    def __init__(self, tools: Tools) -> None:
        self._tools = tools
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
            await self._tools.calls.run(lambda: self._tools.jobs.pause(job_ids, reason))  # noqa: B023
            for job_id in job_ids:
                self._jobs.pop(job_id, None)
