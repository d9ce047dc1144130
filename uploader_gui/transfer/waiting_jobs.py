"""Jobs that wait: in their order for a free slot, or held for a reason that a person takes away."""

from collections.abc import Iterable, Iterator
from enum import Enum, auto
from itertools import islice
from operator import attrgetter

from uploader_gui.domain.job import Job


class WaitingJobs:
    """Jobs that may start, in the order of their places. Lives on the engine's loop.

    ``bytes_left`` of all of them is kept, not summed up: the window asks for it ten times a second.
    """

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

    def find(self, job_id: str) -> Job | None:
        """The job, if it waits here."""
        return self._jobs.get(job_id)

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


class Hold(Enum):
    """Why a job is held."""

    UNANSWERED = auto()
    """The user has not said yet what becomes of the interrupted ones, which come first."""
    KEYLESS = auto()
    """Nobody has entered the secret key of its connection."""
    LATER = auto()
    """It is to start at a time that has not come."""


class HeldJobs:
    """Jobs that wait and shall not start yet. Lives on the engine's loop."""

    def __init__(self) -> None:
        self._jobs: dict[str, tuple[Job, Hold]] = {}

    def __contains__(self, job_id: str) -> bool:
        return job_id in self._jobs

    def why(self, job_id: str) -> Hold | None:
        """What holds this one; None if nothing does."""
        return self._jobs[job_id][1] if job_id in self._jobs else None

    def put(self, jobs: Iterable[Job], hold: Hold) -> None:
        """Hold these, or take one as it is now."""
        self._jobs |= {job.job_id: (job, hold) for job in jobs}

    def discard(self, job_id: str) -> None:
        """It is not held any more, if it was."""
        self._jobs.pop(job_id, None)

    def jobs(self, *holds: Hold) -> list[Job]:
        """Those that are held for one of these reasons."""
        return [job for job, hold in self._jobs.values() if hold in holds]
