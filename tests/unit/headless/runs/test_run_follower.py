"""Which jobs of a run have ended, and the exit code that makes."""

from dataclasses import replace

import pytest

from unit.headless.samples import a_job
from uploader_gui.domain.events import EventKind, JobEvent, JobStatus
from uploader_gui.domain.job import Job
from uploader_gui.domain.messages import messages_of
from uploader_gui.headless.runs.exit_codes import EXIT_DONE, EXIT_FAILED
from uploader_gui.headless.runs.run_follower import RunFollower
from uploader_gui.headless.runs.run_start import StartedRun


def job(job_id: str) -> Job:
    return replace(a_job(), job_id=job_id)


def event(kind: EventKind, job_id: str) -> JobEvent:
    return JobEvent(kind, JobStatus(job(job_id), messages_of("")))


def test_a_job_that_was_resumed_has_not_ended() -> None:
    follower = RunFollower()
    follower.hear([event(EventKind.PAUSED, "a"), event(EventKind.COMPLETED, "b")])
    assert follower.have_ended({"a", "b"})
    follower.hear([event(EventKind.SUBMITTED, "a")])
    assert not follower.have_ended({"a", "b"})
    assert follower.have_ended({"b"})


def test_a_job_of_which_nothing_was_heard_has_not_ended() -> None:
    follower = RunFollower()
    follower.expect({"a"})
    assert not follower.have_ended({"a"})
    assert follower.have_ended(set())


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (EventKind.COMPLETED, EXIT_DONE),
        (EventKind.SKIPPED, EXIT_DONE),
        (EventKind.FAILED, EXIT_FAILED),
        (EventKind.PAUSED, EXIT_FAILED),
        (EventKind.REMOVED, EXIT_FAILED),
    ],
)
def test_exit_code_says_whether_all_that_was_asked_for_is_done(kind: EventKind, code: int) -> None:
    follower = RunFollower()
    follower.hear([event(EventKind.COMPLETED, "a"), event(kind, "b"), event(EventKind.FAILED, "another's")])
    jobs = [job("a"), job("b")]
    assert follower.exit_code(StartedRun(jobs, are_all=True)) == code
    assert follower.exit_code(StartedRun(jobs, are_all=False)) == EXIT_FAILED
