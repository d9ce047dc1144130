import sqlite3
import time
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from uploader_gui.domain.errors import BadSettingsError, ErrorCode, JobNotFoundError
from uploader_gui.domain.job import JobState, NewJob, Part, PartState, Recording
from uploader_gui.domain.messages import messages_of
from uploader_gui.domain.plan import MIB
from uploader_gui.storage.database.database import Database
from uploader_gui.storage.jobs.job_database import JobDatabase

NewJobMaker = Callable[..., NewJob]
ENDPOINT = "http://127.0.0.1:9000"
NOW = datetime(2026, 11, 25, tzinfo=UTC)


def test_jobs_come_newest_first_in_pages(job_database: JobDatabase, new_job: NewJobMaker) -> None:
    ids = [job.job_id for job in job_database.add([new_job(name) for name in "abcde"])]
    job_database.update(ids[1], state=JobState.FAILED)

    first = job_database.jobs(limit=2)
    assert [job.file_name for job in first] == ["e", "d"]
    rest = job_database.jobs(before_id=first[-1].job_id)
    assert [job.file_name for job in rest] == ["c", "b", "a"]
    assert [
        job.file_name for job in job_database.jobs(state=JobState.SUBMITTED, limit=1, before_id=ids[2])
    ] == ["a"]
    assert [job.file_name for job in job_database.waiting()] == ["a", "c", "d", "e"]


def test_every_state_is_counted(job_database: JobDatabase, new_job: NewJobMaker) -> None:
    ids = [job.job_id for job in job_database.add([new_job(name) for name in "abc"])]
    job_database.update(ids[0], state=JobState.PAUSED)

    assert job_database.counts() == {
        JobState.SUBMITTED: 2,
        JobState.UPLOADING: 0,
        JobState.PAUSED: 1,
        JobState.COMPLETED: 0,
        JobState.FAILED: 0,
    }


def test_eight_characters_of_an_id_are_enough_if_they_are_its_own(
    job_database: JobDatabase, new_job: NewJobMaker
) -> None:
    job_database.add([new_job(name) for name in "abc"], job_ids=["12345678-aa", "12345678-ab", "87654321-aa"])

    assert job_database.find("87654321").file_name == "c"
    assert job_database.find(" 12345678-AB ").file_name == "b"
    with pytest.raises(BadSettingsError, match="Several jobs begin with 12345678"):
        job_database.find("12345678")
    for unknown in ("8765432", "99999999", "", "%"):
        with pytest.raises(JobNotFoundError):
            job_database.find(unknown)


@pytest.mark.case("S12")
@pytest.mark.parametrize("no_id", ["\udcffaaaaaaaa", "aaaaaaaa\ud800", "\0aaaaaaaa", "é" * 9])
def test_what_can_be_no_id_is_not_found(job_database: JobDatabase, no_id: str) -> None:
    with pytest.raises(JobNotFoundError):
        job_database.find(no_id)


def test_unfinished_jobs_are_found_by_their_keys(
    job_database: JobDatabase, new_job: NewJobMaker, recording: Callable[[NewJob], Recording]
) -> None:
    names = ["a", "b", "done", 'quo"te']
    added = job_database.add([new_job(name) for name in names])
    ids = [job.job_id for job in added]
    job_database.complete([(added[2], recording(new_job("done")), messages_of("Uploaded"))])

    found = job_database.unfinished_at(ENDPOINT, "films", [f"in/{name}" for name in [*names, "other"]])
    assert {key: job.job_id for key, job in found.items()} == {
        "in/a": ids[0],
        "in/b": ids[1],
        'in/quo"te': ids[3],
    }
    assert job_database.unfinished_at(ENDPOINT, "elsewhere", ["in/a"]) == {}
    assert job_database.unfinished_at(ENDPOINT, "films", []) == {}


@pytest.mark.case("L3.5")
def test_a_store_is_the_same_one_by_any_of_its_addresses(
    job_database: JobDatabase, new_job: NewJobMaker
) -> None:
    (job,) = job_database.add([new_job("a")])
    to = job.destination
    for endpoint in (f"{ENDPOINT},https://other.example", f"https://other.example,{ENDPOINT}"):
        assert [*job_database.unfinished_at(endpoint, to.bucket, ["in/a"]).values()] == [job]
        assert job_database.unfinished_from(endpoint, to.bucket, [job.source_path]) == [job]
    assert job_database.unfinished_at("https://other.example", to.bucket, ["in/a"]) == {}


@pytest.mark.parametrize("sign", ["upload_id", "part", "completed", "cleared"])
def test_an_endpoint_was_reached_once_it_left_a_sign(
    job_database: JobDatabase, new_job: NewJobMaker, recording: Callable[[NewJob], Recording], sign: str
) -> None:
    job = job_database.add([new_job()])[0]
    job_id = job.job_id
    assert not job_database.endpoint_was_reached(ENDPOINT)

    if sign == "upload_id":
        job_database.update(job_id, upload_id="u")
    elif sign == "part":
        job_database.commit_parts(job_id, [Part(1, 0, 0, PartState.DONE)])
    else:
        job_database.complete([(job, recording(new_job()), messages_of("Uploaded"))])
    if sign == "cleared":
        job_database.remove(job_id, None)
    assert job_database.endpoint_was_reached(ENDPOINT)
    assert not job_database.endpoint_was_reached("http://127.0.0.1:9001")


@pytest.mark.case("L3.4")
def test_a_store_with_several_addresses_was_reached_where_its_object_was_recorded(
    job_database: JobDatabase, new_job: NewJobMaker, recording: Callable[[NewJob], Recording]
) -> None:
    job = job_database.add([new_job()])[0]
    job_database.complete([(job, recording(new_job()), messages_of("Uploaded"))])
    assert job_database.endpoint_was_reached(f"{ENDPOINT},http://127.0.0.2:9000")


def test_ten_thousand_parts_are_added_committed_and_read_quickly(
    job_database: JobDatabase, new_job: NewJobMaker
) -> None:
    began_s = time.process_time()
    job_id = job_database.add([new_job(size=10_000 * 5 * MIB, part_size=5 * MIB)])[0].job_id
    job = job_database.commit_parts(
        job_id, [Part(number, 0, 0, PartState.DONE, 1) for number in range(1, 10_001)]
    )
    parts = job_database.parts(job_id)

    assert (job.uploaded_parts, job.bytes_done, len(parts)) == (10_000, 10_000 * 5 * MIB, 10_000)
    assert time.process_time() - began_s < 3  # 0.35 s on a quiet machine


def test_a_page_of_a_long_history_needs_no_scan_and_no_sorting(database: Database) -> None:
    queries = {
        "SELECT * FROM async_upload_tasks WHERE id < 9 ORDER BY id DESC LIMIT 5": "USING INTEGER PRIMARY KEY",
        "SELECT * FROM async_upload_tasks WHERE status = 'FAILED' AND id < 9 ORDER BY id DESC LIMIT 5": "_status",
        "SELECT * FROM async_upload_tasks WHERE job_id BETWEEN 'a' AND 'b' LIMIT 2": "USING INDEX",
        "SELECT status, count(*) FROM async_upload_tasks GROUP BY status": "USING COVERING INDEX",
        "SELECT * FROM async_upload_tasks WHERE endpoint = 'e' AND bucket = 'b' AND object_key IN "
        "(SELECT value FROM json_each('[]')) AND status <> 'COMPLETED' ORDER BY id DESC": "_object",
    }
    with database.reading() as sqlite:
        for query, index in queries.items():
            plan = sqlite.execute(f"EXPLAIN QUERY PLAN {query}").fetchall()
            steps = " / ".join(row["detail"] for row in plan)
            assert index in steps, steps


@pytest.mark.case("C69")
def test_an_sqlite_connection_stays_in_its_thread(database: Database) -> None:
    def leak(sqlite: sqlite3.Connection) -> sqlite3.Connection:
        return sqlite

    leaked = database.write(leak)
    with pytest.raises(sqlite3.ProgrammingError, match="same thread"):
        leaked.execute("SELECT 1")


def test_failures_are_counted_by_reason(database: Database, new_job: NewJobMaker) -> None:
    job_database = JobDatabase(database)
    jobs = job_database.add([new_job(f"{number}.mp4") for number in range(3)])
    for job, code in zip(
        jobs, [ErrorCode.ACCESS_DENIED, ErrorCode.ACCESS_DENIED, ErrorCode.SOURCE_MISSING], strict=True
    ):
        job_database.update(job.job_id, state=JobState.FAILED, error_code=code)
    assert job_database.failures() == {"ACCESS_DENIED": 2, "SOURCE_MISSING": 1}


def test_history_comes_in_pages_also_when_jobs_go_meanwhile(
    job_database: JobDatabase,
    ids: dict[str, str],
    new_job: NewJobMaker,
    recording: Callable[[NewJob], Recording],
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
