"""Waiting jobs that shall not start yet, for a reason that a person takes away."""

from collections.abc import Iterable
from enum import Enum, auto

from uploader_gui.domain.job import Job


class Hold(Enum):
    """Why a job is held."""

    UNANSWERED = auto()
    """The user has not said yet what becomes of the interrupted ones, which come first."""
    KEYLESS = auto()
    """Nobody has entered the secret key of its connection."""


class HeldJobs:
    """Lives on the engine's loop."""

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
