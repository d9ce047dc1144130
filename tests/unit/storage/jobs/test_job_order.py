from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from uploader_gui.domain.job import NewJob, Recording
from uploader_gui.domain.messages import messages_of
from uploader_gui.domain.queue_order import Gap, Move
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


@pytest.mark.case("W13")
@pytest.mark.parametrize(
    ("running", "chosen", "move", "expected"),
    [
        ("b", "a", Move.DOWN, "bcade"),
        ("abd", "c", Move.DOWN, "abdec"),
        ("abd", "e", Move.UP, "abecd"),
        ("b", "cd", Move.UP, "cdabe"),
        ("ab", "c", Move.UP, "abcde"),
        ("ab", "de", Move.TOP, "abdec"),
        ("ac", "e", Move.TOP, "aebcd"),
        ("de", "c", Move.DOWN, "abcde"),
    ],
)
def test_nobody_is_moved_above_what_runs_but_what_the_user_moved(
    job_database: JobDatabase, ids: dict[str, str], running: str, chosen: str, move: Move, expected: str
) -> None:
    job_database.start([job_database.get(ids[name]) for name in running])
    job_database.move([ids[name] for name in chosen], move)

    assert order(job_database) == expected


@pytest.mark.case("W13")
@pytest.mark.parametrize(
    ("chosen", "anchor", "is_behind", "expected"),
    [
        ("e", "b", False, "aebcd"),
        ("e", "b", True, "abecd"),
        ("a", "c", True, "bcade"),
        ("ae", "c", False, "baecd"),
        ("bd", "b", False, "abdce"),
        ("bcd", "c", True, "abcde"),
        ("ab", "e", True, "cdeab"),
        ("c", "c", False, "abcde"),
    ],
)
def test_jobs_are_put_into_a_gap_and_only_those_around_it_get_another_place(
    job_database: JobDatabase, ids: dict[str, str], chosen: str, anchor: str, is_behind: bool, expected: str
) -> None:
    before = {job.job_id: job.position for job in job_database.unfinished()}
    changed = job_database.move([ids[name] for name in chosen], Gap(ids[anchor], is_behind))

    assert order(job_database) == expected
    after = {job.job_id: job.position for job in job_database.unfinished()}
    assert {job.job_id for job in changed} == {one for one in after if after[one] != before[one]}
    assert max(after.values()) <= max(before.values())


@pytest.mark.case("W13")
def test_a_gap_beside_a_job_that_has_ended_since_moves_nothing(
    job_database: JobDatabase, ids: dict[str, str]
) -> None:
    assert job_database.move([ids["a"]], Gap("gone")) == []


@pytest.mark.case("W13")
def test_one_of_very_many_goes_to_the_top_without_moving_the_others(
    job_database: JobDatabase, new_job: NewJobMaker
) -> None:
    jobs = job_database.add([new_job(f"{number}") for number in range(500)])
    job_database.start(jobs[:2])
    changed = job_database.move([jobs[-1].job_id], Move.TOP)

    assert [job.file_name for job in job_database.unfinished()][:4] == ["0", "1", "499", "2"]
    assert len(changed) == 3


def test_new_jobs_wait_behind_those_that_were_moved(
    job_database: JobDatabase, ids: dict[str, str], new_job: NewJobMaker
) -> None:
    job_database.move([ids["a"]], Move.DOWN)
    job_database.add([new_job("f")])

    assert order(job_database) == "bacdef"
