from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from uploader_gui.domain.job import NewJob, Recording
from uploader_gui.domain.messages import messages_of
from uploader_gui.domain.queue_order import Move
from uploader_gui.storage.jobs.job_database import JobDatabase

NewJobMaker = Callable[..., NewJob]
RecordingMaker = Callable[[NewJob], Recording]
NOW = datetime(2026, 11, 25, 2, 30, tzinfo=UTC)


def order(job_database: JobDatabase) -> str:
    return "".join(job.file_name for job in job_database.unfinished())


@pytest.mark.parametrize(
    ("chosen", "move", "expected"),
    [
        ("c", Move.UP, "acbde"),
        ("c", Move.DOWN, "abdce"),
        ("e", Move.TOP, "eabcd"),
        ("ce", Move.TOP, "ceabd"),
        ("bc", Move.UP, "bcade"),
        ("bd", Move.DOWN, "acbed"),
        ("a", Move.UP, "abcde"),
        ("ab", Move.UP, "abcde"),
        ("ab", Move.TOP, "abcde"),
        ("e", Move.DOWN, "abcde"),
    ],
)
def test_jobs_move_in_the_queue(
    job_database: JobDatabase, ids: dict[str, str], chosen: str, move: Move, expected: str
) -> None:
    before = {job.job_id: job.position for job in job_database.unfinished()}
    changed = job_database.move([ids[name] for name in chosen], move)

    assert order(job_database) == expected
    assert "".join(job.file_name for job in job_database.waiting()) == expected
    after = {job.job_id: job.position for job in job_database.unfinished()}
    assert {job.job_id for job in changed} == {one for one in after if after[one] != before[one]}


def test_moves_pass_over_what_runs_and_what_is_done(
    job_database: JobDatabase, ids: dict[str, str], new_job: NewJobMaker, recording: RecordingMaker
) -> None:
    job_database.complete([(job_database.get(ids["a"]), recording(new_job("a")), messages_of("Uploaded"))])
    job_database.start([job_database.get(ids["b"])])
    job_database.move([ids["d"]], Move.UP)
    job_database.move([ids["d"]], Move.UP)

    assert [job.file_name for job in job_database.waiting()] == ["d", "c", "e"]


def test_new_jobs_wait_behind_those_that_were_moved(
    job_database: JobDatabase, ids: dict[str, str], new_job: NewJobMaker
) -> None:
    job_database.move([ids["a"]], Move.DOWN)
    job_database.add([new_job("f")])

    assert order(job_database) == "bacdef"
