"""Jobs that wait for a slot, in the order of their places."""

from collections.abc import Iterator
from itertools import islice
from operator import attrgetter

from uploader_gui.domain.job import Job


class WaitingJobs:
    """``bytes_left`` of all of them is kept, not summed up: the window asks for it ten times a second."""

    def __init__(self) -> None:
        self._jobs: dict[str, Job] = {}
        self.bytes_left = 0

    def __contains__(self, job_id: str) -> bool:
        return job_id in self._jobs

    def __iter__(self) -> Iterator[str]:
        """Their ids in order."""
        return iter(self._jobs)

    def __len__(self) -> int:
        return len(self._jobs)

    def put(self, job: Job) -> None:
        """Take in a job, or take it as it is now."""
        self.discard(job.job_id)
        self._jobs[job.job_id] = job
        self.bytes_left += _left_of(job)

    def discard(self, job_id: str) -> None:
        """It does not wait here any more, if it did."""
        job = self._jobs.pop(job_id, None)
        if job is not None:
            self.bytes_left -= _left_of(job)

    def sort(self) -> None:
        """Bring them into the order of their places; next to nothing where they are in order already."""
        in_order = sorted(self._jobs.values(), key=attrgetter("position"))
        self._jobs = {job.job_id: job for job in in_order}

    def first(self, count: int) -> list[Job]:
        """The first ``count`` of them."""
        return list(islice(self._jobs.values(), max(0, count)))


def _left_of(job: Job) -> int:
    return job.file_size - job.bytes_done
