"""The daily check and copy of a list that is in use already: it holds up nobody, and spoils no older copy."""

import os
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal

import pytest

from uploader_gui.domain.errors import BadSettingsError, ErrorCode
from uploader_gui.domain.job import NewJob
from uploader_gui.domain.messages import english
from uploader_gui.storage.database import sqlite_connection
from uploader_gui.storage.database.backup import Backups, GivenUpError, is_sound
from uploader_gui.storage.database.daily_check import DailyCheck
from uploader_gui.storage.database.database import FILE_NAME, Database
from uploader_gui.storage.database.sqlite_connection import connect
from uploader_gui.storage.jobs.job_database import JobDatabase
from uploader_gui.storage.jobs.reading.job_reader import JobReader

NewJobMaker = Callable[..., NewJob]
PAGE = 4096

KILLED_WHILE_IT_COPIES = """
import os, signal, sys
from pathlib import Path
from uploader_gui.storage.database.backup import Backups
from uploader_gui.storage.database.sqlite_connection import connect

path = Path(sys.argv[1])
Backups(path).make(connect(path, "ro"), lambda: os.kill(os.getpid(), signal.SIGKILL))
"""


def a_list(state_dir: Path, new: NewJob) -> Path:
    """A list with a job, closed cleanly; no copy of it was ever made."""
    with closing(Database.open(state_dir)) as database:
        JobDatabase(database).add([new])
    return state_dir / FILE_NAME


def an_older_copy(path: Path, age: timedelta = timedelta(days=2)) -> Path:
    """A sound copy of the list as it was so long ago."""
    with closing(connect(path, "ro")) as sqlite:
        Backups(path).make(sqlite)
    (made,) = Backups(path).newest_first()
    return made.rename(made.with_name(f"uploader-{datetime.now(UTC) - age:%Y%m%d-%H%M%S}.db"))


def spoil_rows(path: Path) -> None:
    """Overwrite the page that the jobs stand on; those of the schema stay whole."""
    with closing(sqlite3.connect(path)) as sqlite:
        sqlite.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (page,) = sqlite.execute(
            "SELECT rootpage FROM sqlite_schema WHERE name = 'async_upload_tasks'"
        ).fetchone()
    with path.open("r+b") as file:
        file.seek((page - 1) * PAGE)
        file.write(b"\xa5" * PAGE)


def jobs_in(copy: Path) -> int:
    with closing(sqlite3.connect(copy)) as sqlite:
        (count,) = sqlite.execute("SELECT count(*) FROM async_upload_tasks").fetchone()
    assert isinstance(count, int)
    return count


def test_the_daily_copy_can_wait_until_it_is_asked_for(tmp_path: Path, new_job: NewJobMaker) -> None:
    backups = Backups(a_list(tmp_path, new_job()))
    with closing(Database.open(tmp_path, checks_later=True)) as database:
        assert backups.newest_first() == []
        database.look_after()
        (copy,) = backups.newest_first()
        assert is_sound(copy)
        assert jobs_in(copy) == 1
        copy.unlink()
        database.look_after()
        assert backups.newest_first() == []  # once is enough


@pytest.mark.parametrize(
    ("age", "was_killed", "is_made"),
    [
        (timedelta(hours=23), False, False),
        (timedelta(hours=25), False, True),
        (timedelta(minutes=30), True, False),
        (timedelta(hours=2), True, True),
    ],
)
def test_it_is_due_after_a_day_and_after_a_kill_that_no_copy_of_the_last_hour_foresaw(
    tmp_path: Path, new_job: NewJobMaker, age: timedelta, was_killed: bool, is_made: bool
) -> None:
    path = a_list(tmp_path, new_job())
    an_older_copy(path, age)
    if was_killed:
        (tmp_path / f"{FILE_NAME}.open").touch()
    with closing(Database.open(tmp_path, checks_later=True)) as database:
        assert len(Backups(path).newest_first()) == 1
        database.look_after()
    assert len(Backups(path).newest_first()) == 1 + is_made


def test_a_new_list_is_not_copied_before_it_holds_anything(tmp_path: Path) -> None:
    with closing(Database.open(tmp_path, checks_later=True)) as database:
        database.look_after()
        assert Backups(database.path).newest_first() == []


def test_after_an_unclean_end_the_check_does_not_wait(tmp_path: Path, new_job: NewJobMaker) -> None:
    path = a_list(tmp_path, new_job())
    an_older_copy(path)
    spoil_rows(path)
    (tmp_path / f"{FILE_NAME}.open").touch()
    with closing(Database.open(tmp_path, checks_later=True)) as database:
        assert "restored as it was on" in english(database.notice)
        assert len(JobReader(database).jobs()) == 1


def test_damage_found_later_is_said_in_words_copied_nowhere_and_mended_by_the_next_opening(
    tmp_path: Path, new_job: NewJobMaker
) -> None:
    path = a_list(tmp_path, new_job())
    older = an_older_copy(path)
    spoil_rows(path)
    with (
        closing(Database.open(tmp_path, checks_later=True)) as database,
        pytest.raises(BadSettingsError) as caught,
    ):
        database.look_after()
    assert caught.value.code == ErrorCode.STATE_DAMAGED
    assert "is damaged. Start the program again" in caught.value.message
    assert Backups(path).newest_first() == [older]
    assert is_sound(older)
    with closing(Database.open(tmp_path, checks_later=True)) as database:
        assert "restored as it was on" in english(database.notice)
        assert len(JobReader(database).jobs()) == 1


def test_a_copy_that_cannot_be_made_is_said_and_is_no_damage(tmp_path: Path, new_job: NewJobMaker) -> None:
    a_list(tmp_path, new_job())
    (tmp_path / "backups").write_text("in the way")
    with (
        closing(Database.open(tmp_path, checks_later=True)) as database,
        pytest.raises(BadSettingsError) as caught,
    ):
        database.look_after()
    assert caught.value.code == ErrorCode.STATE_READ_ONLY
    assert not (tmp_path / f"{FILE_NAME}.open").exists()


def test_a_file_that_went_away_is_said(tmp_path: Path, new_job: NewJobMaker) -> None:
    path = a_list(tmp_path, new_job())
    with closing(Database.open(tmp_path, checks_later=True)) as database:
        path.unlink()
        with pytest.raises(BadSettingsError) as caught:
            database.look_after()
    assert caught.value.code == ErrorCode.STATE_READ_ONLY


@pytest.mark.parametrize("statement", ["BEGIN", "PRAGMA integrity_check(1)"])
def test_given_up_in_the_middle_of_the_check_it_leaves_the_older_copies_alone(
    tmp_path: Path, new_job: NewJobMaker, monkeypatch: pytest.MonkeyPatch, statement: str
) -> None:
    path = a_list(tmp_path, new_job())
    older = an_older_copy(path)
    daily_check = DailyCheck(path, is_due=True)

    def watched(path: Path, mode: Literal["rwc", "ro"] = "rwc") -> sqlite3.Connection:
        sqlite = sqlite_connection.connect(path, mode)
        sqlite.set_trace_callback(lambda text: daily_check.give_up() if text == statement else None)
        return sqlite

    monkeypatch.setattr("uploader_gui.storage.database.daily_check.connect", watched)
    daily_check.run()
    assert list((tmp_path / "backups").iterdir()) == [older]
    assert is_sound(older)


def test_closing_waits_for_the_check_to_let_go_of_the_file(
    tmp_path: Path, new_job: NewJobMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = a_list(tmp_path, new_job())
    is_checking, may_go_on = threading.Event(), threading.Event()

    def slow(path: Path, mode: Literal["rwc", "ro"] = "rwc") -> sqlite3.Connection:
        is_checking.set()
        assert may_go_on.wait(10)
        return sqlite_connection.connect(path, mode)

    monkeypatch.setattr("uploader_gui.storage.database.daily_check.connect", slow)
    database = Database.open(tmp_path, checks_later=True)
    checker = threading.Thread(target=database.look_after)
    closer = threading.Thread(target=database.close)
    checker.start()
    assert is_checking.wait(10)
    closer.start()
    closer.join(0.2)  # it has to wait; that is what is shown
    assert closer.is_alive()
    may_go_on.set()
    for thread in (closer, checker):
        thread.join(10)
        assert not thread.is_alive()
    assert Backups(path).newest_first() == []
    database.look_after()  # too late, and harmless


def test_given_up_in_the_middle_of_the_copy_nothing_is_left_of_it(
    tmp_path: Path, new_job: NewJobMaker
) -> None:
    path = a_list(tmp_path, new_job())
    older = an_older_copy(path)

    def give_up() -> None:
        raise GivenUpError

    with closing(connect(path, "ro")) as sqlite, pytest.raises(GivenUpError):
        Backups(path).make(sqlite, give_up)
    assert list((tmp_path / "backups").iterdir()) == [older]
    assert is_sound(older)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs SIGKILL")
def test_killed_in_the_middle_of_the_copy_the_older_copies_are_whole_and_the_next_one_tidies_up(
    tmp_path: Path, new_job: NewJobMaker
) -> None:
    path = a_list(tmp_path, new_job())
    older = an_older_copy(path)
    command = [sys.executable, "-c", KILLED_WHILE_IT_COPIES, os.fspath(path)]
    assert subprocess.run(command, check=False).returncode == -signal.SIGKILL
    assert Backups(path).newest_first() == [older]
    assert is_sound(older)
    assert len(list((tmp_path / "backups").iterdir())) > 1  # what the kill left

    with closing(Database.open(tmp_path, checks_later=True)) as database:
        database.look_after()
    newer, oldest = Backups(path).newest_first()
    assert oldest == older
    assert is_sound(newer)
    assert set((tmp_path / "backups").iterdir()) == {newer, older}


def test_the_copy_is_the_list_that_was_checked_though_jobs_are_added_meanwhile(
    tmp_path: Path, new_job: NewJobMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a snapshot SQLite begins a copy anew after each commit of another writer."""
    monkeypatch.setattr("uploader_gui.storage.database.backup.PAGES_AT_ONCE", 1)
    path = a_list(tmp_path, new_job())
    added = 0
    with closing(Database.open(tmp_path)) as database, closing(connect(path, "ro")) as sqlite:
        for copy in Backups(path).newest_first():
            copy.unlink()
        (pages,) = sqlite.execute("PRAGMA page_count").fetchone()

        def add() -> None:
            nonlocal added
            added += 1
            JobDatabase(database).add([new_job(f"{added}.mp4")])

        sqlite.execute("BEGIN")
        sqlite.execute("SELECT 1 FROM sqlite_schema").fetchall()
        Backups(path).make(sqlite, add)
        assert added == pages
        assert len(JobReader(database).jobs()) == 1 + added
    (copy,) = Backups(path).newest_first()
    assert jobs_in(copy) == 1


def stamped(path: Path, made: datetime, number: str = "") -> Path:
    """A copy of the list as it is now, that says it was made then."""
    folder = path.parent / "backups"
    folder.mkdir(exist_ok=True)
    copy = folder / f"uploader-{number}{made:%Y%m%d-%H%M%S}.db"
    with closing(connect(path, "ro")) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
    return copy


@pytest.mark.case("S08")
@pytest.mark.parametrize("number", ["", "000004-"])
def test_a_stamp_from_the_future_proves_nothing(tmp_path: Path, new_job: NewJobMaker, number: str) -> None:
    path = a_list(tmp_path, new_job())
    stamped(path, datetime.now(UTC) - timedelta(days=3), number and "000003-")
    wrong = stamped(path, datetime.now(UTC) + timedelta(days=365), number)
    with closing(Database.open(tmp_path)) as database:
        JobDatabase(database).add([new_job(name=f"{number}.mov") for number in range(5)])
    assert len(Backups(path).newest_first()) == 3, "a copy was made though one seems to be from the future"
    (tmp_path / f"{FILE_NAME}.open").touch()
    Database.open(tmp_path).close()
    assert len(Backups(path).newest_first()) == 3, "the last copy is fresh: its own stamp is right"
    assert Backups(path).newest_first()[0] != wrong


@pytest.mark.case("S08")
def test_what_is_restored_is_the_newest_copy_whatever_the_clock_said(
    tmp_path: Path, new_job: NewJobMaker
) -> None:
    path = a_list(tmp_path, new_job())
    stamped(path, datetime.now(UTC) + timedelta(days=365))
    with closing(Database.open(tmp_path)) as database:
        JobDatabase(database).add([new_job(name=f"{number}.mov") for number in range(6)])
        with closing(connect(path, "ro")) as source:
            Backups(path).make(source)
    spoil_rows(path)
    (tmp_path / f"{FILE_NAME}.open").touch()
    with closing(Database.open(tmp_path)) as database:
        assert "restored as it was on" in english(database.notice)
        assert jobs_in(path) == 7


@pytest.mark.case("S08")
def test_copies_from_the_future_do_not_push_the_others_out(tmp_path: Path, new_job: NewJobMaker) -> None:
    path = a_list(tmp_path, new_job())
    for days in (365, 366, 367):
        stamped(path, datetime.now(UTC) + timedelta(days=days))
    with closing(connect(path, "ro")) as source:
        for number in (1, 2, 3):
            Backups(path).make(source)
            names = [copy.name for copy in Backups(path).newest_first()]
            assert names[0].startswith(f"uploader-{number:06d}-")
            assert len(names) == 3


@pytest.mark.case("S08")
def test_a_copy_of_unknown_date_is_not_said_to_be_from_the_future(
    tmp_path: Path, new_job: NewJobMaker
) -> None:
    path = a_list(tmp_path, new_job())
    stamped(path, datetime.now(UTC) + timedelta(days=365))
    notice = english((Backups(path).restore(),))
    assert "the clock was wrong" in notice
    assert str(datetime.now(UTC).year + 1) not in notice.partition("kept as")[0]
