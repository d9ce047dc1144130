import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlmodel import SQLModel

from lab.databases.old_database import rewind
from uploader_gui.domain.errors import BadSettingsError
from uploader_gui.domain.job import JobState, LogLine, NewJob, Recording
from uploader_gui.domain.messages import messages_of
from uploader_gui.storage.database import tables
from uploader_gui.storage.database.database import Database
from uploader_gui.storage.database.schema import STEPS, check_version, migrate, version_of
from uploader_gui.storage.jobs.job_database import JobDatabase
from uploader_gui.storage.jobs.job_rows import JOBS

NewJobMaker = Callable[..., NewJob]
NOW = datetime(2026, 11, 25, 2, 30, tzinfo=UTC)


def described(sqlite: sqlite3.Connection) -> dict[str, object]:
    """All that SQLite knows of each table: columns, keys, indexes, foreign keys, options."""
    facts: dict[str, object] = {}
    listed = sqlite.execute("SELECT name, wr, strict FROM pragma_table_list WHERE type = 'table'").fetchall()
    for name, *options in listed:
        indexes = sqlite.execute(
            "SELECT name, [unique], origin FROM pragma_index_list(?)", (name,)
        ).fetchall()
        facts[name] = (
            options,
            sqlite.execute("SELECT * FROM pragma_table_xinfo(?)", (name,)).fetchall(),
            sorted(sqlite.execute("SELECT * FROM pragma_foreign_key_list(?)", (name,)).fetchall()),
            {
                index: sqlite.execute("SELECT seqno, name FROM pragma_index_info(?)", (index[0],)).fetchall()
                for index in indexes
            },
        )
    return facts


@pytest.fixture
def empty() -> sqlite3.Connection:
    return sqlite3.connect(":memory:", isolation_level=None)


def test_the_steps_make_the_tables_that_sqlmodel_describes(empty: sqlite3.Connection) -> None:
    by_sqlmodel = sqlite3.connect(":memory:")
    for statement in tables.statements():
        by_sqlmodel.execute(statement)

    migrate(empty)

    assert described(empty) == described(by_sqlmodel)
    assert version_of(empty) == len(STEPS)


def test_only_the_missing_steps_are_carried_out(empty: sqlite3.Connection) -> None:
    steps = ["CREATE TABLE a (x)", "ALTER TABLE a ADD COLUMN y; INSERT INTO a VALUES (1, 2)"]
    migrate(empty, steps[:1])
    migrate(empty, steps)
    migrate(empty, steps)

    assert empty.execute("SELECT * FROM a").fetchall() == [(1, 2)]


def test_a_step_that_fails_changes_nothing(empty: sqlite3.Connection) -> None:
    with pytest.raises(sqlite3.OperationalError):
        migrate(empty, ["CREATE TABLE a (x)", "CREATE TABLE b (x); CREATE NONSENSE"])

    assert version_of(empty) == 1
    assert "a" in described(empty)
    assert "b" not in described(empty)


def test_a_newer_schema_is_refused_in_words(empty: sqlite3.Connection) -> None:
    empty.execute(f"PRAGMA user_version = {len(STEPS) + 1}")

    with pytest.raises(BadSettingsError, match="newer version of this program"):
        check_version(empty, Path("/state/uploader.db"))


def test_every_field_of_a_job_has_its_column() -> None:
    described = {column.name for column in SQLModel.metadata.tables["async_upload_tasks"].columns}
    assert sorted(described) == sorted((*JOBS.names, "id", "message", "progress"))


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


def test_recordings_learn_from_the_jobs_that_are_still_listed_what_older_versions_did_not_keep(
    tmp_path: Path, new_job: NewJobMaker, recording: Callable[[NewJob], Recording]
) -> None:
    files = [
        new_job("a.mov"),
        new_job("b.mov"),
        replace(new_job("c.mov"), source_path=os.fsdecode(b"/\xff.mov")),
    ]
    with closing(Database.open(tmp_path)) as database:
        job_database = JobDatabase(database)
        jobs = job_database.start(job_database.add(files))
        done = [(job, recording(new), messages_of("Uploaded")) for job, new in zip(jobs, files, strict=True)]
        job_database.complete(done)
        job_database.remove(jobs[0].job_id, None)
    rewind(tmp_path / "uploader.db", 7)

    with closing(Database.open(tmp_path)) as database:
        cleared, listed, odd = map(JobDatabase(database).recording, (1, 2, 3))
    assert (cleared.job_id, cleared.source_path, cleared.part_count) == ("", "", None)
    assert (listed.job_id, listed.source_path, listed.began_at) == (
        jobs[1].job_id, files[1].source_path, jobs[1].start_time,
    )  # fmt: skip
    assert (listed.profile, listed.endpoint, listed.part_count) == ("home", "http://127.0.0.1:9000", 3)
    assert (odd.job_id, odd.source_path) == (jobs[2].job_id, "")
