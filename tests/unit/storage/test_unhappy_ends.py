"""Disks that fail, directories that forbid, files that others made: each ends in words, with nothing lost."""

import errno
import shutil
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import keyring
import pytest

from uploader_gui.domain.errors import BadSettingsError, ErrorCode, UploaderError
from uploader_gui.domain.job import JobState, NewJob
from uploader_gui.domain.messages import english, messages_of
from uploader_gui.storage.database.backup import Backups, is_sound, is_whole
from uploader_gui.storage.database.database import FILE_NAME, Database
from uploader_gui.storage.database.sqlite_connection import connect, translated
from uploader_gui.storage.jobs.job_database import JobDatabase
from uploader_gui.storage.jobs.job_reader import JobReader
from uploader_gui.storage.settings.keychain import Keychain
from uploader_gui.storage.settings.settings_file import SettingsFile

NewJobMaker = Callable[..., NewJob]
ACCOUNT = ("home", "https://nas:9000", "key")


def sqlite_error(code: int) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("said by SQLite")
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    ("number", "code", "words"),
    [
        (sqlite3.SQLITE_FULL, "STATE_FULL", "Make room"),
        (sqlite3.SQLITE_READONLY, "STATE_READ_ONLY", "the right to write"),
        (sqlite3.SQLITE_CANTOPEN, "STATE_READ_ONLY", "the right to write"),
        (sqlite3.SQLITE_IOERR, "STATE_DISK_ERROR", "Check it"),
        (sqlite3.SQLITE_IOERR_WRITE, "STATE_DISK_ERROR", "Check it"),
        (sqlite3.SQLITE_BUSY, "STATE_LOCKED", "Close it"),
        (sqlite3.SQLITE_CORRUPT, "STATE_DAMAGED", "newest backup"),
        (sqlite3.SQLITE_NOTADB, "STATE_DAMAGED", "newest backup"),
    ],
)
def test_what_sqlite_says_becomes_a_sentence_that_helps(
    tmp_path: Path, number: int, code: str, words: str
) -> None:
    error = sqlite_error(number)
    told = translated(error, tmp_path / FILE_NAME)
    assert isinstance(told, UploaderError)
    assert told.code == code
    assert words in told.message
    assert told.__cause__ is error


def test_a_mistake_of_ours_stays_what_it_is(tmp_path: Path) -> None:
    error = sqlite_error(sqlite3.SQLITE_ERROR)
    assert translated(error, tmp_path / FILE_NAME) is error
    with (
        closing(Database.open(tmp_path)) as database,
        pytest.raises(sqlite3.OperationalError, match="nonsense"),
        database.reading() as sqlite,
    ):
        sqlite.execute("nonsense")


@pytest.mark.parametrize(("free", "code"), [(0, "STATE_FULL"), (None, "STATE_DISK_ERROR")])
def test_an_error_of_the_disk_is_a_full_one_if_it_has_no_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free: int | None, code: str
) -> None:
    def usage(_folder: Path) -> object:
        if free is None:
            raise OSError(errno.EIO, "gone")
        return shutil._ntuple_diskusage(100, 100, free)

    monkeypatch.setattr(shutil, "disk_usage", usage)
    told = translated(sqlite_error(sqlite3.SQLITE_IOERR), tmp_path / FILE_NAME)
    assert isinstance(told, UploaderError)
    assert told.code == code


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


def test_a_copy_that_somebody_made_by_hand_has_the_age_of_its_file(tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    (folder / f"{Path(FILE_NAME).stem}-mine.db").touch()
    assert not Backups(tmp_path / FILE_NAME).are_older_than(timedelta(hours=1))
    assert Backups(tmp_path / "other.db").are_older_than(timedelta(hours=1))


def test_a_connection_that_cannot_be_asked_is_no_damage(tmp_path: Path) -> None:
    sqlite = connect(tmp_path / FILE_NAME)
    sqlite.close()
    with pytest.raises(sqlite3.ProgrammingError):
        is_whole(sqlite)
    (tmp_path / "text.db").write_bytes(b"This is no database." * 100)
    assert not is_sound(tmp_path / "text.db")


def test_failures_are_counted_by_reason(database: Database, new_job: NewJobMaker) -> None:
    job_database = JobDatabase(database)
    jobs = job_database.add([new_job(f"{number}.mp4") for number in range(3)])
    for job, code in zip(
        jobs, [ErrorCode.ACCESS_DENIED, ErrorCode.ACCESS_DENIED, ErrorCode.SOURCE_MISSING], strict=True
    ):
        job_database.update(job.job_id, state=JobState.FAILED, error_code=code)
    assert job_database.failures() == {"ACCESS_DENIED": 2, "SOURCE_MISSING": 1}


def test_a_job_that_runs_knows_how_long_no_part_has_arrived(database: Database, new_job: NewJobMaker) -> None:
    (job,) = JobDatabase(database).add([new_job()])
    later = job.updated_at + timedelta(minutes=5)
    assert job.stands_still_for(later) == timedelta()
    running = JobDatabase(database).update(job.job_id, state=JobState.UPLOADING)
    assert running.stands_still_for(running.updated_at + timedelta(minutes=5)) == timedelta(minutes=5)


def test_a_database_that_was_never_written_to_closes(tmp_path: Path) -> None:
    Database.open(tmp_path).close()
    assert not (tmp_path / f"{FILE_NAME}.open").exists()


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
    for caller in callers[1:]:
        caller.start()
        caller.join(0.2)  # each waits for the slow one; their order is what is wanted
    go_on.set()
    for caller in callers:
        caller.join(10)
    assert JobReader(database).get(job.job_id).message == "last"


class StubbornKeyring(keyring.backend.KeyringBackend):
    """Keeps secrets and does not let go of them."""

    priority = 1

    def __init__(self) -> None:
        """Nothing of the base's."""

    def get_password(self, service: str, username: str) -> str | None:
        return None

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep it."""

    def delete_password(self, service: str, username: str) -> None:
        raise keyring.errors.KeyringLocked("the user said no")


@pytest.fixture
def stubborn_keyring() -> Iterator[None]:
    before = keyring.get_keyring()
    keyring.set_keyring(StubbornKeyring())
    yield
    keyring.set_keyring(before)


@pytest.mark.case("C75")
def test_a_keyring_that_does_not_delete_is_used_no_more(tmp_path: Path, stubborn_keyring: None) -> None:
    chain = Keychain(tmp_path)
    assert "system's keyring" in english(chain.explanation)
    chain.delete(*ACCOUNT)
    assert not chain.is_persistent
    assert "the user said no" in english(chain.explanation)


def test_a_file_of_secrets_that_holds_something_else_holds_none(
    tmp_path: Path, stubborn_keyring: None
) -> None:
    chain = Keychain(tmp_path)
    chain.delete(*ACCOUNT)  # from now on without the keyring
    chain.set(*ACCOUNT, "secret", may_use_file=True)
    (tmp_path / "secrets.json").write_text("[1, 2]")
    assert Keychain(tmp_path).get(*ACCOUNT) is None


@pytest.fixture
def no_file_grows() -> Iterator[None]:
    """As on a disk that takes names but no bytes."""
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_settings_that_cannot_be_written_say_so(tmp_path: Path, no_file_grows: None) -> None:
    settings = SettingsFile(tmp_path)
    with pytest.raises(BadSettingsError) as caught:
        settings.save(settings.load())
    assert caught.value.code == ErrorCode.STATE_READ_ONLY
    assert [path.name for path in tmp_path.iterdir()] == ["settings.toml.lock"]


def test_stamps_of_backups_are_utc(tmp_path: Path, new_job: NewJobMaker) -> None:
    with closing(Database.open(tmp_path)) as database:
        JobDatabase(database).add([new_job()])
    Database.open(tmp_path).close()
    (copy,) = Backups(tmp_path / FILE_NAME).newest_first()
    stamp = datetime.strptime(copy.stem.split("-", 2)[2], "%Y%m%d-%H%M%S").replace(tzinfo=UTC)
    assert abs(datetime.now(UTC) - stamp) < timedelta(minutes=2)


def test_a_disk_that_was_full_is_not_used_before_it_has_room_to_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(Database.open(tmp_path)) as database:
        JobDatabase(database).check_writable()
        monkeypatch.setattr(
            shutil, "disk_usage", lambda _folder: shutil._ntuple_diskusage(1_000_000_000, 999_999_999, 1)
        )
        with pytest.raises(BadSettingsError) as caught:
            JobDatabase(database).check_writable()
    assert caught.value.code is ErrorCode.STATE_FULL
