"""The one writer under what befalls it: locks, commits that fail, damage found on the way."""

import shutil
import sqlite3
import threading
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from uploader_gui.domain.errors import BadSettingsError, ErrorCode
from uploader_gui.domain.job import NewJob
from uploader_gui.domain.messages import english, messages_of
from uploader_gui.storage.database.database import FILE_NAME, Database
from uploader_gui.storage.jobs.job_database import JobDatabase
from uploader_gui.storage.jobs.reading.job_reader import JobReader

NewJobMaker = Callable[..., NewJob]
PAGE = 4096


def test_a_lock_that_lasts_is_told_of_and_waited_for(
    database: Database, new_job: NewJobMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("uploader_gui.storage.database.writer.SILENT_WAIT_S", 0.05)
    job_database = JobDatabase(database)
    (job,) = job_database.add([new_job()])
    said: list[str] = []
    was_told = threading.Event()

    def tell(sentence: str) -> None:
        said.append(sentence)
        was_told.set()

    database.on_locked(tell)
    with closing(sqlite3.connect(database.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        caller = threading.Thread(
            target=job_database.update, args=(job.job_id,), kwargs={"messages": messages_of("kept")}
        )
        caller.start()
        assert was_told.wait(10)
        other.execute("ROLLBACK")
    caller.join(10)
    assert job_database.get(job.job_id).message == "kept"
    (sentence,) = said
    assert sentence.startswith("Another program keeps")
    assert "Waiting" in sentence


@pytest.mark.case("B02")
def test_a_lock_that_cannot_be_told_of_is_waited_for_all_the_same(
    database: Database, new_job: NewJobMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("uploader_gui.storage.database.writer.SILENT_WAIT_S", 0.05)
    job_database = JobDatabase(database)
    (job,) = job_database.add([new_job()])
    was_told = threading.Event()

    def tell(_sentence: str) -> None:
        was_told.set()
        raise OSError(28, "No space left on device")

    database.on_locked(tell)
    with closing(sqlite3.connect(database.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        caller = threading.Thread(
            target=job_database.update, args=(job.job_id,), kwargs={"messages": messages_of("kept")}
        )
        caller.daemon = True
        caller.start()
        assert was_told.wait(10)
        other.execute("ROLLBACK")
    caller.join(10)
    assert job_database.get(job.job_id).message == "kept"


@pytest.mark.case("S03")
def test_a_writer_that_runs_out_of_memory_tells_its_caller_and_writes_on(
    database: Database, new_job: NewJobMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    job_database = JobDatabase(database)
    (job,) = job_database.add([new_job()])

    def begin(*_arguments: object) -> None:
        raise MemoryError

    with monkeypatch.context() as patch:
        patch.setattr("uploader_gui.storage.database.writer._begin_within", begin)
        with pytest.raises(MemoryError):
            job_database.update(job.job_id, messages=messages_of("lost"))
    assert job_database.update(job.job_id, messages=messages_of("kept")).message == "kept"


def test_a_reader_neither_waits_for_a_lock_nor_speaks_of_it(database: Database, new_job: NewJobMaker) -> None:
    (job,) = JobDatabase(database).add([new_job()])
    reader = Database.open(database.path.parent, read_only=True)
    said: list[str] = []
    reader.on_locked(said.append)
    with closing(sqlite3.connect(database.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert JobReader(reader).get(job.job_id) == job
        other.execute("ROLLBACK")
    assert said == []


def test_a_reader_cannot_write(database: Database, new_job: NewJobMaker) -> None:
    reader = Database.open(database.path.parent, read_only=True)
    with pytest.raises(BadSettingsError) as caught:
        JobDatabase(reader).add([new_job()])
    assert caught.value.code == ErrorCode.STATE_READ_ONLY
    assert JobReader(database).jobs() == []


def test_a_commit_that_is_refused_changes_nothing_and_the_next_goes_through(
    database: Database, new_job: NewJobMaker
) -> None:
    job_database = JobDatabase(database)
    (job,) = job_database.add([new_job()])

    def orphan_parts(sqlite: sqlite3.Connection) -> None:
        sqlite.execute("PRAGMA defer_foreign_keys = ON")  # so that only the commit finds out
        sqlite.execute("UPDATE async_upload_tasks SET message = 'half', messages = 'half'")
        sqlite.execute("UPDATE async_upload_parts SET task_id = 12345")

    with pytest.raises(sqlite3.IntegrityError):
        database.write(orphan_parts)
    assert job_database.get(job.job_id) == job
    assert len(job_database.parts(job.job_id)) == 3
    assert job_database.update(job.job_id, messages=messages_of("next")).message == "next"


def test_a_transaction_that_sqlite_gives_up_changes_nothing_and_the_next_goes_through(
    database: Database, new_job: NewJobMaker
) -> None:
    (job,) = JobDatabase(database).add([new_job()])

    def give_up(sqlite: sqlite3.Connection) -> None:
        sqlite.execute("UPDATE async_upload_tasks SET message = 'half', messages = 'half'")
        sqlite.execute("INSERT OR ROLLBACK INTO async_upload_tasks SELECT * FROM async_upload_tasks")

    with pytest.raises(sqlite3.IntegrityError):
        database.write(give_up)
    assert JobDatabase(database).get(job.job_id) == job
    assert JobDatabase(database).update(job.job_id, messages=messages_of("whole")).message == "whole"


def test_damage_that_shows_while_the_program_runs_is_mended_by_the_next_start(
    tmp_path: Path, new_job: NewJobMaker
) -> None:
    with closing(Database.open(tmp_path)) as database:
        (job,) = JobDatabase(database).add([new_job()])
    Database.open(tmp_path).close()  # makes a backup, now that there is a job
    with closing(Database.open(tmp_path)) as database:
        with database.path.open("r+b") as file:
            size = file.seek(0, 2)
            file.seek(PAGE)
            file.write(b"\xa5" * (size - PAGE))
        with pytest.raises(BadSettingsError) as caught:
            JobReader(database).get(job.job_id)
        assert caught.value.code == ErrorCode.STATE_DAMAGED
    assert (tmp_path / f"{FILE_NAME}.open").exists()
    with closing(Database.open(tmp_path)) as database:
        assert "restored" in english(database.notice)
        assert JobReader(database).get(job.job_id).file_name == "a.mp4"


def test_a_file_that_went_away_under_the_writer_is_said_to_every_caller(tmp_path: Path) -> None:
    database = Database.open(tmp_path / "state")
    shutil.rmtree(tmp_path / "state")
    with pytest.raises(BadSettingsError) as caught:
        database.write(lambda sqlite: sqlite.execute("SELECT 1").fetchall())
    assert caught.value.code == ErrorCode.STATE_READ_ONLY
    database.close()


def test_what_is_queued_at_closing_is_carried_out(database: Database, new_job: NewJobMaker) -> None:
    job_database = JobDatabase(database)
    (job,) = job_database.add([new_job()])
    begun, go_on = threading.Event(), threading.Event()

    def slow(_sqlite: sqlite3.Connection) -> None:
        begun.set()
        go_on.wait(10)

    callers = [threading.Thread(target=database.write, args=(slow,))]
    callers[0].start()
    begun.wait(10)
    callers += [
        threading.Thread(
            target=job_database.update, args=(job.job_id,), kwargs={"messages": messages_of("last")}
        ),
        threading.Thread(target=database.close),
    ]
    callers[1].start()
    assert database._writer is not None
    while database._writer._queue.empty():  # the slow one is carried out, and so this waits
        time.sleep(0.01)
    callers[2].start()
    callers[2].join(0.2)  # it waits for both; that is what is shown
    assert callers[2].is_alive()
    go_on.set()
    for caller in callers:
        caller.join(10)
    assert JobReader(database).get(job.job_id).message == "last"
