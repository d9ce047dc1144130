"""What decides which actions are enabled: kinds of jobs, so that not each selected job has to be looked at."""

from dataclasses import dataclass
from functools import cache

from uploader_gui.domain.errors import ABOUT_THE_SOURCE
from uploader_gui.domain.events import JobStatus
from uploader_gui.domain.job import JobState


@dataclass(frozen=True, slots=True, eq=False)
class JobKind:
    """Jobs for which the same actions are enabled; there is only one object of each kind."""

    state: JobState
    may_restart: bool
    """It failed for its file, which may be taken as it is now."""


def kind_of(status: JobStatus) -> JobKind:
    """The kind of a job."""
    return _kind(status.job.state, status.job.error_code in ABOUT_THE_SOURCE)


@cache
def _kind(state: JobState, may_restart: bool) -> JobKind:
    return JobKind(state, may_restart)
