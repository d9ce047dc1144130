import errno
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from uploader_gui.domain.errors import BadSettingsError, ErrorCode, UploaderError
from uploader_gui.domain.job import JobState, NewJob
from uploader_gui.domain.messages import english, messages_of
from uploader_gui.storage.database.database import FILE_NAME, Database
from uploader_gui.storage.database.schema import STEPS
from uploader_gui.storage.database.sqlite_connection import connect
from uploader_gui.storage.jobs.job_database import JobDatabase
from uploader_gui.storage.jobs.reading.job_reader import JobReader

NewJobMaker = Callable[..., NewJob]
needs_rights = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere"
)

KILLED_IN_MID_TRANSACTION = """
import os, signal, sys
from pathlib import Path
from uploader_gui.domain.messages import messages_of
from uploader_gui.storage.database.database import Database
from uploader_gui.storage.jobs.job_database import JobDatabase

database = Database.open(Path(sys.argv[1]))
job_id = JobDatabase(database).jobs()[0].job_id
JobDatabase(database).update(job_id, messages=messages_of("committed"))

def die(sqlite):
    sqlite.execute("UPDATE async_upload_tasks SET message = 'half', messages = 'half'")
    sqlite.execute("DELETE FROM async_upload_parts")
    os.kill(os.getpid(), signal.SIGKILL)

database.write(die)
"""


def state_with_a_job(state_dir: Path, new: NewJob) -> str:
    """A state directory that was used and closed; returns the job's id."""
    with closing(Database.open(state_dir)) as database:
        return JobDatabase(database).add([new])[0].job_id


def write_backup(state_dir: Path) -> None:
    """Every opening makes one once there is a job and no backup."""
    Database.open(state_dir).close()
    assert len(list((state_dir / "backups").iterdir())) == 1


def spoil(file: Path) -> None:
    with file.open("r+b") as opened:
        opened.write(b"This is no database any more." * 100)


def test_what_was_stored_is_there_after_reopening(tmp_path: Path, new_job: NewJobMaker) -> None:
    job_id = state_with_a_job(tmp_path, new_job())

    with closing(Database.open(tmp_path)) as database:
        assert JobDatabase(database).get(job_id).file_name == "a.mp4"
        assert database.notice == ()


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs SIGKILL")
def test_a_kill_in_mid_transaction_keeps_what_was_committed(tmp_path: Path, new_job: NewJobMaker) -> None:
    job_id = state_with_a_job(tmp_path, new_job())
    command = [sys.executable, "-c", KILLED_IN_MID_TRANSACTION, str(tmp_path)]
    assert subprocess.run(command, check=False).returncode == -signal.SIGKILL

    with closing(Database.open(tmp_path)) as database:
        job_database = JobDatabase(database)
        assert job_database.get(job_id).message == "committed"
        assert len(job_database.parts(job_id)) == 3
        assert database.notice == ()


def test_a_damaged_file_is_restored_from_the_newest_backup(tmp_path: Path, new_job: NewJobMaker) -> None:
    job_id = state_with_a_job(tmp_path, new_job())
    write_backup(tmp_path)
    spoil(tmp_path / "uploader.db")

    with closing(Database.open(tmp_path)) as database:
        assert JobDatabase(database).get(job_id).file_name == "a.mp4"
        assert "restored as it was on" in english(database.notice)
    (kept,) = tmp_path.glob("uploader.db.damaged-*")
    assert kept.name in english(database.notice)


def test_damage_inside_is_found_after_an_unclean_end(tmp_path: Path, new_job: NewJobMaker) -> None:
    job_id = state_with_a_job(tmp_path, new_job())
    write_backup(tmp_path)
    file = tmp_path / "uploader.db"
    with file.open("r+b") as opened:  # the header stays whole
        opened.seek(4096)
        opened.write(b"\xa5" * (file.stat().st_size - 4096))
    (tmp_path / "uploader.db.open").touch()

    with closing(Database.open(tmp_path)) as database:
        assert JobDatabase(database).get(job_id).file_name == "a.mp4"
        assert "restored" in english(database.notice)


def test_a_damaged_backup_is_passed_over(tmp_path: Path, new_job: NewJobMaker) -> None:
    job_id = state_with_a_job(tmp_path, new_job())
    write_backup(tmp_path)
    (good,) = (tmp_path / "backups").iterdir()
    newer = good.with_name("uploader-29990101-000000.db")
    shutil.copy(good, newer)
    spoil(newer)
    (tmp_path / "uploader.db").write_bytes(b"")  # as a full disk leaves it

    with closing(Database.open(tmp_path)) as database:
        assert JobDatabase(database).get(job_id).file_name == "a.mp4"


def test_without_a_backup_a_damaged_file_is_kept_and_the_list_starts_empty(
    tmp_path: Path, new_job: NewJobMaker
) -> None:
    state_with_a_job(tmp_path, new_job())
    spoil(tmp_path / "uploader.db")

    with closing(Database.open(tmp_path)) as database:
        assert JobDatabase(database).jobs() == []
        assert "no backup" in english(database.notice)
    assert len(list(tmp_path.glob("uploader.db.damaged-*"))) == 1


def test_three_backups_are_kept(tmp_path: Path, new_job: NewJobMaker) -> None:
    state_with_a_job(tmp_path, new_job())
    backups = tmp_path / "backups"
    backups.mkdir()
    for day in range(1, 6):
        shutil.copy(tmp_path / "uploader.db", backups / f"uploader-2020010{day}-000000.db")
    Database.open(tmp_path).close()
    Database.open(tmp_path).close()

    names = sorted(path.name for path in backups.iterdir())
    assert names[1:] == ["uploader-20200104-000000.db", "uploader-20200105-000000.db"]
    assert len(names) == 3


def test_a_newer_schema_is_refused_and_left_alone(tmp_path: Path, new_job: NewJobMaker) -> None:
    state_with_a_job(tmp_path, new_job())
    with closing(sqlite3.connect(tmp_path / "uploader.db")) as sqlite:
        sqlite.execute(f"PRAGMA user_version = {len(STEPS) + 1}")
    before = (tmp_path / "uploader.db").read_bytes()

    for read_only in (False, True):
        with pytest.raises(BadSettingsError, match="newer version"):
            JobReader(Database.open(tmp_path, read_only=read_only)).jobs()
    assert (tmp_path / "uploader.db").read_bytes() == before
    assert not (tmp_path / "backups").exists()


@needs_rights
def test_a_read_only_directory_is_refused_in_words(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(BadSettingsError, match=r"can't be written to.*UPLOADER_GUI_HOME"):
            Database.open(tmp_path)
    finally:
        tmp_path.chmod(0o700)


def test_a_state_directory_that_is_a_file_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(BadSettingsError, match="can't be written to"):
        Database.open(tmp_path / "file")


def test_a_full_disk_is_said_and_loses_nothing(database: Database, new_job: NewJobMaker) -> None:
    job_database = JobDatabase(database)
    job_id = job_database.add([new_job()])[0].job_id

    def shrink(sqlite: sqlite3.Connection) -> None:
        sqlite.execute("PRAGMA max_page_count = 1")  # SQLite takes it as the pages in use

    database.write(shrink)
    with pytest.raises(BadSettingsError, match=r"is full\. Make room"):
        job_database.add([new_job(f"{number}.mp4") for number in range(100)])

    assert [job.job_id for job in job_database.jobs()] == [job_id]
    job_database.update(job_id, state=JobState.PAUSED)
    assert job_database.get(job_id).state is JobState.PAUSED


def test_reading_a_directory_that_is_not_there_makes_nothing(tmp_path: Path) -> None:
    reader = JobReader(Database.open(tmp_path / "none", read_only=True))

    assert reader.jobs() == []
    assert list(tmp_path.iterdir()) == []


def test_a_reader_sees_what_the_holder_commits_and_can_change_nothing(
    database: Database, new_job: NewJobMaker
) -> None:
    reading = Database.open(database.path.parent, read_only=True)
    (job,) = JobDatabase(database).add([new_job()])

    assert JobReader(reading).jobs() == [job]
    with pytest.raises(BadSettingsError, match="reading only"):
        JobDatabase(reading).update(job.job_id, messages=messages_of("x"))
    with reading.reading() as sqlite, pytest.raises(sqlite3.OperationalError, match="readonly"):
        sqlite.execute("DELETE FROM async_upload_tasks")


def test_one_failing_write_does_not_spoil_those_beside_it(database: Database, new_job: NewJobMaker) -> None:
    job_database = JobDatabase(database)
    ids = [job.job_id for job in job_database.add([new_job("a"), new_job("b")])]
    inside, together = threading.Event(), threading.Event()

    def block(_: sqlite3.Connection) -> None:
        inside.set()
        assert together.wait(10)

    def fail(sqlite: sqlite3.Connection) -> None:
        sqlite.execute("UPDATE async_upload_tasks SET message = 'never', messages = 'never'")
        raise LookupError("mine alone")

    errors: list[BaseException] = []

    def failing() -> None:
        try:
            database.write(fail)
        except LookupError as error:
            errors.append(error)

    threads = [threading.Thread(target=database.write, args=(block,)), threading.Thread(target=failing)]
    threads += [
        threading.Thread(target=job_database.update, args=(one,), kwargs={"messages": messages_of(one)})
        for one in ids
    ]
    threads[0].start()
    assert inside.wait(10)
    for thread in threads[1:]:
        thread.start()
    together.set()
    for thread in threads:
        thread.join()

    assert [str(error) for error in errors] == ["mine alone"]
    assert [job_database.get(one).message for one in ids] == ids


def test_writes_from_many_threads_are_all_there(database: Database, new_job: NewJobMaker) -> None:
    job_database = JobDatabase(database)
    ids = [job.job_id for job in job_database.add([new_job(str(number)) for number in range(8)])]

    def work(job_id: str) -> None:
        for number in range(25):
            job_database.update(job_id, messages=messages_of(f"{number}"), durable=number % 5 == 0)
            assert job_database.get(job_id).message == f"{number}"

    threads = [threading.Thread(target=work, args=(job_id,)) for job_id in ids]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {job.message for job in job_database.jobs()} == {"24"}


def test_a_write_after_closing_is_refused(tmp_path: Path, new_job: NewJobMaker) -> None:
    database = Database.open(tmp_path)
    database.close()

    with pytest.raises(UploaderError, match="closed already"):
        JobDatabase(database).add([new_job()])
    database.close()


def test_a_file_that_is_locked_by_another_program_is_said(
    tmp_path: Path, new_job: NewJobMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("uploader_gui.storage.database.sqlite_connection.BUSY_TIMEOUT_S", 0.05)
    with (
        closing(Database.open(tmp_path)) as database,
        closing(sqlite3.connect(database.path, isolation_level=None)) as other,
    ):
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(BadSettingsError, match=r"keeps .* locked"):
            JobDatabase(database).add([new_job()])
        other.execute("ROLLBACK")
        assert len(JobDatabase(database).add([new_job()])) == 1


def test_a_file_that_is_locked_at_opening_is_not_taken_for_damaged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Database.open(tmp_path).close()
    monkeypatch.setattr("uploader_gui.storage.database.sqlite_connection.BUSY_TIMEOUT_S", 0.05)
    with closing(sqlite3.connect(tmp_path / FILE_NAME, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(BadSettingsError, match=r"keeps .* locked"):
            Database.open(tmp_path)
        other.execute("ROLLBACK")
    assert [path.name for path in tmp_path.glob("*.damaged-*")] == []


def test_a_lack_of_descriptors_at_opening_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_arguments: object, **_options: object) -> None:
        raise OSError(errno.EMFILE, "Too many open files")

    monkeypatch.setattr(Path, "mkdir", refused)
    with pytest.raises(UploaderError) as caught:
        Database.open(tmp_path)
    assert caught.value.code is ErrorCode.TOO_MANY_FILES


def test_a_list_is_read_where_no_lock_file_can_be_made(tmp_path: Path, new_job: NewJobMaker) -> None:
    with closing(Database.open(tmp_path)) as database:
        job = JobDatabase(database).add([new_job()])[0]
    in_the_way = tmp_path / f"{FILE_NAME}-shm"
    in_the_way.unlink(missing_ok=True)
    in_the_way.symlink_to(tmp_path / "nowhere" / "at all")
    database = Database.open(tmp_path, read_only=True)
    assert JobReader(database).get(job.job_id) == job
    database.close()  # nothing to end: it never wrote
    (tmp_path / f"{FILE_NAME}-wal").write_bytes(b"not yet in the file")
    with pytest.raises(BadSettingsError) as caught:
        JobReader(database).get(job.job_id)
    assert caught.value.code == ErrorCode.STATE_READ_ONLY


def test_a_list_that_was_not_migrated_yet_is_read_as_a_copy_that_is(tmp_path: Path) -> None:
    with closing(connect(tmp_path / FILE_NAME)) as sqlite:
        sqlite.execute("PRAGMA user_version = 0")
    before = (tmp_path / FILE_NAME).read_bytes()
    assert JobReader(Database.open(tmp_path, read_only=True)).jobs() == []
    assert (tmp_path / FILE_NAME).read_bytes() == before


def test_a_folder_in_the_files_place_is_named_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).mkdir()
    with pytest.raises(BadSettingsError) as caught:
        Database.open(tmp_path)
    assert caught.value.code == ErrorCode.STATE_NOT_PRIVATE
    assert "is not a file" in caught.value.message
    assert (tmp_path / FILE_NAME).is_dir()


def test_an_empty_file_where_a_list_was_is_restored(tmp_path: Path, new_job: NewJobMaker) -> None:
    with closing(Database.open(tmp_path)) as database:
        job = JobDatabase(database).add([new_job()])[0]
    Database.open(tmp_path).close()  # makes a backup, now that there is a job
    for left in tmp_path.glob(f"{FILE_NAME}*"):
        left.unlink()
    (tmp_path / FILE_NAME).touch()
    with closing(Database.open(tmp_path)) as database:
        assert "restored" in english(database.notice)
        assert JobDatabase(database).get(job.job_id) == job


def test_a_database_that_was_never_written_to_closes(tmp_path: Path) -> None:
    Database.open(tmp_path).close()
    assert not (tmp_path / f"{FILE_NAME}.open").exists()
