import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from uploader_gui.domain.job import NewJob
from uploader_gui.storage.database.backup import Backups, is_sound, is_whole
from uploader_gui.storage.database.database import FILE_NAME, Database
from uploader_gui.storage.database.sqlite_connection import connect
from uploader_gui.storage.jobs.job_database import JobDatabase

NewJobMaker = Callable[..., NewJob]


def test_a_copy_that_is_damaged_itself_is_passed_over_for_an_older_one(tmp_path: Path) -> None:
    Database.open(tmp_path).close()
    path = tmp_path / FILE_NAME
    backups = Backups(path)
    with closing(connect(path)) as sqlite:
        sqlite.execute(
            "INSERT INTO store_traits VALUES ('http://nas:9000', '', 'region', 'eu-1', '2026-11-25')"
        )
        backups.make(sqlite)
        backups.make(sqlite)
    newest, _older = backups.newest_first()
    newest.write_bytes(b"no database at all" * 100)
    path.write_bytes(b"damaged as well" * 100)

    backups.restore()

    with closing(connect(path, "ro")) as sqlite:
        assert sqlite.execute("SELECT value FROM store_traits").fetchone()[0] == "eu-1"


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


def test_stamps_of_backups_are_utc(tmp_path: Path, new_job: NewJobMaker) -> None:
    with closing(Database.open(tmp_path)) as database:
        JobDatabase(database).add([new_job()])
    Database.open(tmp_path).close()
    (copy,) = Backups(tmp_path / FILE_NAME).newest_first()
    stamp = datetime.strptime(copy.stem.split("-", 2)[2], "%Y%m%d-%H%M%S").replace(tzinfo=UTC)
    assert abs(datetime.now(UTC) - stamp) < timedelta(minutes=2)
