"""What a report is about: read by SQLModel's classes, a few rows at a time."""

import gc
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from uploader_gui.domain.checks import CheckKind, CheckResult
from uploader_gui.domain.errors import ErrorCode
from uploader_gui.domain.hashes import HashKind
from uploader_gui.domain.job import JobState, NewJob, Recording, VerifiedBy
from uploader_gui.domain.messages import MessageCode, message
from uploader_gui.domain.packages.package import (
    NO_FILES,
    NOTHING_LEFT_OUT,
    LeftOut,
    LeftOutFile,
    NamedFiles,
    Package,
)
from uploader_gui.domain.reports.report import ReportEntry, ReportFilter
from uploader_gui.storage.database.database import Database
from uploader_gui.storage.database.tables import RecordingRow
from uploader_gui.storage.jobs.job_database import JobDatabase
from uploader_gui.storage.jobs.reading import report_reader
from uploader_gui.storage.jobs.reading.report_reader import ReportReader

NOON = datetime(2026, 11, 28, 12, tzinfo=UTC)
CARD, REEL = Package("A007", "/cards/A007"), Package("B001")


@pytest.fixture
def reader(database: Database) -> ReportReader:
    return ReportReader(database)


@pytest.fixture
def deliver(
    job_database: JobDatabase,
    new_job: Callable[..., NewJob],
    recording: Callable[[NewJob], Recording],
) -> Callable[..., str]:
    """Has a file delivered, with these facts of its recording; the id of its job."""

    def delivered(name: str, package: Package | None = None, **facts: Any) -> str:
        new = replace(new_job(name), package_id=package.package_id if package else "")
        (job,) = job_database.start(job_database.add([new], packages=[package] if package else []))
        ids = {"job_id": job.job_id, "package_id": job.package_id, "source_path": job.source_path}
        made = replace(recording(new), **(ids | facts))
        job_database.complete([(job, made, (message(MessageCode.UPLOADED_CHECKSUM),))])
        return job.job_id

    return delivered


@pytest.fixture
def fail(job_database: JobDatabase, new_job: Callable[..., NewJob]) -> Callable[..., str]:
    """Has a file fail; the id of its job."""

    def failed(name: str, ended_at: datetime = NOON, **how: Any) -> str:
        (job,) = job_database.start(job_database.add([replace(new_job(name), **how)]))
        said = (message(MessageCode.VERIFY_MISMATCH, what="the checksum"),)
        job_database.update(
            job.job_id,
            state=JobState.FAILED,
            messages=said,
            error_code=ErrorCode.VERIFY_MISMATCH,
            end_time=ended_at,
        )
        return job.job_id

    return failed


def names(reader: ReportReader, wanted: ReportFilter) -> list[str]:
    return [entry.file_name for entry in reader.entries(wanted)]


def only(reader: ReportReader, wanted: ReportFilter) -> ReportEntry:
    (entry,) = reader.entries(wanted)
    return entry


def test_a_finished_file_is_told_with_all_that_its_recording_has(
    reader: ReportReader, deliver: Callable[..., str]
) -> None:
    began_at, checked_at = NOON - timedelta(hours=1), NOON + timedelta(days=1)
    hashes = ((HashKind.XXH64, "0ea03b369a463d9d"), (HashKind.MD5, "9e107d9d372bb6826bd81d3542a419d6"))
    job_id = deliver(
        "a.mov", CARD, uploaded_at=NOON, version_id="v1", crc32=0x0012ABCD, hashes=hashes, began_at=began_at,
        active_s=12.5, part_count=3, user="ana", host="cart-2", program_version="1.2", checked_at=checked_at,
        checked_by=CheckKind.READ_BACK, check_result=CheckResult.MATCHES, profile="home", endpoint="http://store",
    )  # fmt: skip
    entry = only(reader, ReportFilter())
    assert (entry.package_name, entry.package_id, entry.job_id) == ("A007", CARD.package_id, job_id)
    assert (entry.state, entry.verified_by) == (JobState.COMPLETED, VerifiedBy.CHECKSUM)
    assert (entry.source_path, entry.bucket, entry.object_key) == ("/films/a.mov", "films", "in/a.mov")
    assert (entry.version_id, entry.crc32, entry.hashes) == ("v1", 0x0012ABCD, hashes)
    assert (entry.began_at, entry.ended_at, entry.active_s, entry.part_count) == (began_at, NOON, 12.5, 3)
    assert (entry.user, entry.host, entry.program_version) == ("ana", "cart-2", "1.2")
    assert (entry.checked_at, entry.checked_by, entry.check_result) == (
        checked_at, CheckKind.READ_BACK, CheckResult.MATCHES,
    )  # fmt: skip


def test_a_failed_file_is_told_with_why(reader: ReportReader, fail: Callable[..., str]) -> None:
    job_id = fail("b.mov")
    entry = only(reader, ReportFilter(states=[JobState.FAILED]))
    assert (entry.job_id, entry.state, entry.code) == (job_id, JobState.FAILED, ErrorCode.VERIFY_MISMATCH)
    assert (entry.ended_at, entry.verified_by, entry.etag) == (NOON, None, "")
    assert entry.messages[0].code is MessageCode.VERIFY_MISMATCH


def test_files_stand_by_package_and_those_in_none_come_last(
    reader: ReportReader,
    deliver: Callable[..., str],
    fail: Callable[..., str],
    job_database: JobDatabase,
    new_job: Callable[..., NewJob],
) -> None:
    deliver("alone.mov")
    deliver("a1.mov", CARD)
    deliver("b1.mov", REEL)
    fail("a2.mov", package_id=CARD.package_id)
    deliver("a3.mov", CARD)
    job_database.add([new_job("waits.mov")])
    assert names(reader, ReportFilter()) == [
        "a1.mov", "a3.mov", "a2.mov", "b1.mov", "alone.mov", "waits.mov",
    ]  # fmt: skip
    assert names(reader, ReportFilter(package_ids=[CARD.package_id])) == ["a1.mov", "a3.mov", "a2.mov"]


def test_what_lists_and_folder_lack_is_told_with_the_files_of_that_package_unless_it_is_of_certain_files(
    reader: ReportReader, deliver: Callable[..., str]
) -> None:
    missing, unlisted = NamedFiles.of([os.fsdecode(b"/cards/\xff.mov")]), NamedFiles.of(["/cards/new.txt"])
    left_out = LeftOut.of([LeftOutFile("/cards/pipe", ErrorCode.SOURCE_NOT_A_FILE)])
    card = Package("A008", missing=missing, unlisted=unlisted, left_out=left_out)
    first, *_ = [
        deliver(name, package) for name, package in (("a", card), ("b", card), ("c", REEL), ("d", None))
    ]
    told = [(entry.missing, entry.unlisted, entry.left_out) for entry in reader.entries(ReportFilter())]
    shown = NamedFiles((r"/cards/\udcff.mov",), 1), unlisted, left_out
    nothing = NO_FILES, NO_FILES, NOTHING_LEFT_OUT
    assert told == [shown, shown, nothing, nothing]
    for wanted in (ReportFilter(states=[JobState.COMPLETED]), ReportFilter(job=first)):
        assert {entry.missing for entry in reader.entries(wanted)} == {NO_FILES}


def test_a_finished_file_stays_in_it_when_its_job_was_cleared(
    reader: ReportReader, deliver: Callable[..., str], fail: Callable[..., str], job_database: JobDatabase
) -> None:
    cleared, failed = deliver("a.mov", CARD), fail("b.mov")
    job_database.remove(cleared, None)
    job_database.remove(failed, None)
    assert names(reader, ReportFilter()) == ["a.mov"]
    assert names(reader, ReportFilter(job=cleared)) == ["a.mov"]
    assert names(reader, ReportFilter(job=f" {cleared[:8].upper()}")) == ["a.mov"]
    assert names(reader, ReportFilter(job=cleared[:7])) == []
    assert names(reader, ReportFilter(job="%" * 8)) == []


def test_states_and_times_choose(
    reader: ReportReader,
    deliver: Callable[..., str],
    fail: Callable[..., str],
    job_database: JobDatabase,
    new_job: Callable[..., NewJob],
) -> None:
    deliver("old.mov", uploaded_at=NOON - timedelta(days=2))
    deliver("new.mov", uploaded_at=NOON)
    fail("failed.mov", NOON + timedelta(hours=1))
    job_database.add([new_job("waits.mov")])
    assert names(reader, ReportFilter(states=[JobState.COMPLETED])) == ["old.mov", "new.mov"]
    assert names(reader, ReportFilter(states=[JobState.FAILED])) == ["failed.mov"]
    assert names(reader, ReportFilter(states=[JobState.SUBMITTED, JobState.PAUSED])) == ["waits.mov"]
    ended = [JobState.COMPLETED, JobState.FAILED]
    assert names(reader, ReportFilter(states=ended, since=NOON)) == ["new.mov", "failed.mov"]
    assert names(reader, ReportFilter(states=ended, until=NOON)) == ["old.mov"]


def test_any_number_of_jobs_may_be_chosen(reader: ReportReader, deliver: Callable[..., str]) -> None:
    chosen = {deliver("a.mov"), deliver("b.mov")}
    deliver("c.mov")
    many = chosen | {f"gone-{number}" for number in range(40_000)}  # more than SQLite has variables
    assert names(reader, ReportFilter(job_ids=many)) == ["a.mov", "b.mov"]
    assert names(reader, ReportFilter(job_ids=())) == []


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_a_name_that_is_no_text_is_spelled_out(reader: ReportReader, fail: Callable[..., str]) -> None:
    fail("x.mov", source_path=os.fsdecode(b"/films/\xff.mov"))
    assert only(reader, ReportFilter()).source_path == r"/films/\udcff.mov"


def test_rows_are_read_a_few_at_a_time(
    reader: ReportReader, deliver: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report_reader, "ROWS_AT_ONCE", 5)
    for number in range(30):
        deliver(f"{number}.mov", CARD)
    most = 0
    with closing(reader.entries(ReportFilter())) as entries:
        for _ in entries:
            most = max(most, sum(isinstance(one, RecordingRow) for one in gc.get_objects()))
    assert most <= 2 * 5


def test_a_report_that_is_given_up_lets_the_database_go(
    reader: ReportReader, deliver: Callable[..., str], database: Database
) -> None:
    deliver("a.mov")
    with closing(reader.entries(ReportFilter())) as entries:
        next(entries)
    with closing(sqlite3.connect(database.path)) as sqlite:
        (is_held_up, _, _) = sqlite.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    assert not is_held_up


def test_what_is_committed_meanwhile_does_not_show(reader: ReportReader, deliver: Callable[..., str]) -> None:
    deliver("a.mov")
    with closing(reader.entries(ReportFilter())) as entries:
        next(entries)
        deliver("b.mov")
        assert [*entries] == []
