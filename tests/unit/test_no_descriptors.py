"""No descriptor left is said as what it is, and is waited for."""

import errno
import sqlite3
from pathlib import Path

import pytest

from uploader_gui.domain.errors import ErrorCode, ErrorKind, StoreError, UploaderError
from uploader_gui.s3.http.network_errors import as_store_error
from uploader_gui.s3.http.tcp_connect import ConnectError
from uploader_gui.source.source_file import source_error
from uploader_gui.source.staged_copy import staging_error
from uploader_gui.storage.database.sqlite_connection import translated

pytestmark = pytest.mark.case("S02")


def check(error: UploaderError | sqlite3.Error) -> None:
    assert isinstance(error, StoreError)
    assert (error.code, error.kind) == (ErrorCode.TOO_MANY_FILES, ErrorKind.TRANSIENT)
    assert not error.retries_are_limited


@pytest.mark.parametrize("number", [errno.EMFILE, errno.ENFILE])
def test_no_descriptor_for_a_file_or_a_connection_is_named_and_transient(number: int) -> None:
    error = OSError(number, "Too many open files")
    check(as_store_error(error, "127.0.0.1:9000", was_sent=False))
    check(source_error("/v/a.mov", error))
    check(staging_error(Path("/staging"), error))
    refused = ConnectError("can't connect")
    refused.__cause__ = error
    check(as_store_error(refused, "127.0.0.1:9000", was_sent=False))


def test_a_database_that_could_be_opened_lacked_a_descriptor(tmp_path: Path) -> None:
    error = sqlite3.OperationalError("unable to open database file")
    error.sqlite_errorcode = sqlite3.SQLITE_CANTOPEN
    there = tmp_path / "uploader.db"
    missing = translated(error, there)
    assert isinstance(missing, UploaderError)
    assert missing.code == ErrorCode.STATE_READ_ONLY
    there.touch()
    check(translated(error, there))
