"""Jobs that wait: their order, and what is left to send of them."""

from dataclasses import replace
from datetime import UTC, datetime

from uploader_gui.domain.job import Destination, Fingerprint, Job, NewJob
from uploader_gui.domain.plan import Plan
from uploader_gui.storage.jobs.job_rows import new_job
from uploader_gui.transfer.waiting_jobs import WaitingJobs

SIZE = 100


def waiting(name: str, position: int) -> Job:
    to = Destination("lab", "http://127.0.0.1:9000", "us-east-1", "media", name)
    new = NewJob(f"/videos/{name}", name, "video/mp4", Fingerprint(SIZE, 1, 1, 1, 1), Plan(SIZE, 40), to)
    return replace(new_job(new, name, datetime(2026, 11, 27, tzinfo=UTC)), position=position)


def jobs(*all_of_them: Job) -> WaitingJobs:
    made = WaitingJobs()
    for job in all_of_them:
        made.put(job)
    return made


def test_the_first_are_those_whose_places_come_first() -> None:
    queue = jobs(waiting("c", 3), waiting("a", 1), waiting("b", 2))
    queue.sort()
    assert [job.job_id for job in queue.first(2)] == ["a", "b"]
    assert list(queue) == ["a", "b", "c"]
    assert queue.first(-1) == []


def test_bytes_left_follow_what_comes_changes_and_goes() -> None:
    queue = jobs(waiting("a", 1), replace(waiting("b", 2), bytes_done=40))
    assert queue.bytes_left == SIZE + (SIZE - 40)
    queue.put(replace(waiting("a", 3), bytes_done=SIZE))
    assert (len(queue), queue.bytes_left) == (2, SIZE - 40)
    queue.discard("b")
    queue.discard("never there")
    assert ("b" in queue, "a" in queue, queue.bytes_left) == (False, True, 0)
