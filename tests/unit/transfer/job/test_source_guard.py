"""The staged copy that is sent is the one that was made, whoever may rename the folder that it is in."""

import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from uploader_gui.domain.errors import ErrorCode, SourceError
from uploader_gui.domain.job import Destination, Job, NewJob
from uploader_gui.domain.plan import MIB, Plan
from uploader_gui.source.source_file import Source, Unstoppable, take_fingerprint
from uploader_gui.storage.database.database import Database
from uploader_gui.storage.jobs.job_database import JobDatabase
from uploader_gui.transfer.job.source_guard import check_opened, check_source

pytestmark = [
    pytest.mark.case("S06"),
    pytest.mark.skipif(os.name == "nt", reason="Windows tells owners otherwise"),
]


@pytest.fixture
def database(tmp_path: Path) -> Iterator[JobDatabase]:
    with closing(Database.open(tmp_path / "state")) as database:
        yield JobDatabase(database)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    (tmp_path / "own").mkdir(mode=0o700)
    copy = tmp_path / "own" / "copy.mov"
    copy.write_bytes(b"copy")
    return copy


@pytest.fixture
def job(database: JobDatabase, copy: Path) -> Job:
    to = Destination("home", "http://127.0.0.1:9000", "us-east-1", "media", "a.mov")
    seen, plan = take_fingerprint(copy), Plan(4, 8 * MIB)
    new = NewJob("/v/a.mov", "a.mov", "video/quicktime", seen, plan, to, staged_path=str(copy))
    return database.add([new])[0]


def put_another_folder_there(copy: Path, mode: int) -> None:
    copy.parent.rename(copy.parent.with_name("away"))
    copy.parent.mkdir()
    copy.parent.chmod(mode)
    secret = copy.parent.with_name("id_rsa")
    secret.write_bytes(b"mine")
    copy.symlink_to(secret)


def test_a_folder_put_in_the_place_of_ours_is_not_read_from(
    job: Job, database: JobDatabase, copy: Path
) -> None:
    put_another_folder_there(copy, 0o777)
    with pytest.raises(SourceError) as raised:
        check_source(job, database, Unstoppable())
    assert raised.value.code == ErrorCode.STAGING_FAILED


def test_a_copy_that_was_only_touched_goes_on(job: Job, database: JobDatabase, copy: Path) -> None:
    os.utime(copy, (1, 1))
    assert check_source(job, database, Unstoppable()).fingerprint == take_fingerprint(copy)


def test_a_file_that_was_there_only_while_it_was_opened_is_not_sent(job: Job, copy: Path) -> None:
    with Source(copy) as source:
        check_opened(job, source)
    put_another_folder_there(copy, 0o700)
    with Source(copy) as source, pytest.raises(SourceError) as raised:
        check_opened(job, source)
    assert raised.value.code == ErrorCode.SOURCE_CHANGED
