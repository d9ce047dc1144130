import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from lab.old_database import rewind
from uploader_gui.domain.errors import ErrorCode, JobNotFoundError
from uploader_gui.domain.job import JobState, LogLine, NewJob, Recording
from uploader_gui.domain.messages import messages_of
from uploader_gui.domain.queue_order import Move
from uploader_gui.storage.database.database import Database
from uploader_gui.storage.database.schema import STEPS, migrate
from uploader_gui.storage.jobs.job_database import JobDatabase
from uploader_gui.storage.jobs.job_log import LINES_KEPT

NewJobMaker = Callable[..., NewJob]
RecordingMaker = Callable[[NewJob], Recording]
NOW = datetime(2026, 11, 25, 2, 30, tzinfo=UTC)


@pytest.fixture
def ids(job_database: JobDatabase, new_job: NewJobMaker) -> dict[str, str]:
    """Five waiting jobs, a to e, by file name."""
    return {job.file_name: job.job_id for job in job_database.add([new_job(name) for name in "abcde"])}


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


def test_history_comes_in_pages_also_when_jobs_go_meanwhile(
    job_database: JobDatabase, ids: dict[str, str], new_job: NewJobMaker, recording: RecordingMaker
) -> None:
    job_database.complete(
        [(job_database.get(ids[name]), recording(new_job(name)), messages_of("Uploaded")) for name in "abcd"]
    )
    first, cursor = job_database.history(None, 2)
    job_database.remove(ids["c"], None)
    second, end = job_database.history(cursor, 3)

    assert [job.file_name for job in first] == ["d", "c"]
    assert [job.file_name for job in second] == ["b", "a"]
    assert end is None


def test_a_log_keeps_the_newest_lines_in_order(job_database: JobDatabase, ids: dict[str, str]) -> None:
    lines = [
        LogLine(
            NOW, messages_of(f"line {number}"), ErrorCode.SOURCE_MISSING if number % 2 else ErrorCode.NONE
        )
        for number in range(LINES_KEPT + 5)
    ]
    job_database.add_to_log([(ids["a"], line) for line in lines] + [(ids["b"], lines[0]), ("gone", lines[0])])

    assert job_database.log(ids["a"]) == lines[5:]
    assert job_database.log(ids["b"]) == lines[:1]


def test_a_log_goes_with_its_job(job_database: JobDatabase, ids: dict[str, str], database: Database) -> None:
    job_database.add_to_log([(ids["a"], LogLine(NOW, messages_of("Added")))])
    job_database.remove(ids["a"], None)

    with pytest.raises(JobNotFoundError):
        job_database.log(ids["a"])
    with database.reading() as sqlite:
        assert sqlite.execute("SELECT count(*) FROM job_log").fetchone()[0] == 0


def test_an_older_database_gets_order_and_log_and_keeps_its_jobs(
    tmp_path: Path, new_job: NewJobMaker
) -> None:
    with closing(Database.open(tmp_path)) as database:
        job_id = JobDatabase(database).add([new_job()])[0].job_id
    rewind(tmp_path / "uploader.db", 1)

    with closing(Database.open(tmp_path)) as database:
        job_database = JobDatabase(database)
        job_database.add_to_log([(job_id, LogLine(NOW, messages_of("Added")))])
        assert job_database.get(job_id).state is JobState.SUBMITTED
        assert job_database.get(job_id).position == 1
        assert [line.words for line in job_database.log(job_id)] == ["Added"]
    assert len(list((tmp_path / "backups").iterdir())) == 1


def test_steps_from_one_to_two_make_what_both_make_at_once() -> None:
    stepwise, at_once = (sqlite3.connect(":memory:", isolation_level=None) for _ in range(2))
    migrate(stepwise, STEPS[:1])
    migrate(stepwise)
    migrate(at_once)
    dump = "SELECT sql FROM sqlite_schema ORDER BY name"
    assert stepwise.execute(dump).fetchall() == at_once.execute(dump).fetchall()
