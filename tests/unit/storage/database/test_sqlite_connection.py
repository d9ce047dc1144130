import errno
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from uploader_gui.domain.errors import UploaderError
from uploader_gui.domain.job import NewJob
from uploader_gui.storage.database.database import FILE_NAME, Database
from uploader_gui.storage.database.sqlite_connection import translated

NewJobMaker = Callable[..., NewJob]


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
