"""Pauses that took hold while the list could not be written: recorded when it can."""

from collections.abc import Iterable
from dataclasses import replace

from uploader_gui.domain.job import Job, JobState
from uploader_gui.transfer.job.job_run import Tools


class LatePauses:
    """Lives on the engine's loop. A program that ends before they are recorded finds those jobs interrupted."""

    def __init__(self, tools: Tools) -> None:
        self._tools = tools
        self._jobs: dict[str, Job] = {}

    def take(self, jobs: Iterable[Job], message: str) -> list[Job]:
        """Take these as PAUSED from now on; gives them so."""
        paused = [replace(job, state=JobState.PAUSED, message=message) for job in jobs]
        self._jobs |= {job.job_id: job for job in paused}
        return paused

    def seen(self, job: Job) -> Job:
        """The job as it is for everybody."""
        return self._jobs.get(job.job_id, job)

    async def settle(self) -> None:
        """Record them. Raises UploaderError, with all of them kept, while that can't be done."""
        by_message: dict[str, list[str]] = {}
        for job in self._jobs.values():
            by_message.setdefault(job.message, []).append(job.job_id)
        for message, job_ids in by_message.items():
            await self._tools.calls.run(lambda: self._tools.jobs.pause(job_ids, message))  # noqa: B023
            for job_id in job_ids:
                self._jobs.pop(job_id, None)
