"""Old deliveries are found by name, key, package and date, page by page, also those of cleared jobs."""

import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from unit.storage.conftest import NewJobMaker
from uploader_gui.domain.job import NewJob, Recording
from uploader_gui.domain.messages import messages_of
from uploader_gui.domain.packages.package import Package
from uploader_gui.domain.reports.deliveries import DeliverySearch
from uploader_gui.storage.database.database import FILE_NAME
from uploader_gui.storage.database.sqlite_connection import connect
from uploader_gui.storage.jobs.job_database import JobDatabase

pytestmark = pytest.mark.case("W01")
RecordingMaker = Callable[[NewJob], Recording]
NOON = datetime(2026, 11, 3, 12, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def deliver(
    job_database: JobDatabase, new_job: NewJobMaker, recording: RecordingMaker
) -> Callable[..., None]:
    """Adds a file, finishes it, and clears its row."""

    def add(name: str, *, days: int = 0, package: Package | None = None) -> None:
        new = replace(new_job(name), package_id="" if package is None else package.package_id)
        [job] = job_database.add([new], packages=[] if package is None else [package])
        one = replace(recording(new), uploaded_at=NOON + days * DAY, package_id=new.package_id)
        job_database.complete([(job, one, messages_of("Uploaded"))])
        job_database.remove(job.job_id, None)

    return add


def names(job_database: JobDatabase, *words: str, **days: datetime) -> list[str]:
    found, _ = job_database.deliveries(DeliverySearch(words, **days), 100)
    return [one.recording.file_name for one in found]


def test_by_name_and_key_in_any_script_and_case(
    job_database: JobDatabase, deliver: Callable[..., None]
) -> None:
    for name in ("a.mov", "Ärzte.mov", "b.wav", "会议录像.mp4"):
        deliver(name)
    assert names(job_database, "\udcff") == []  # bytes that are no text
    assert names(job_database) == ["会议录像.mp4", "b.wav", "Ärzte.mov", "a.mov"]
    assert names(job_database, "MOV") == ["Ärzte.mov", "a.mov"]
    assert names(job_database, "ärzte") == ["Ärzte.mov"]
    assert names(job_database, "录像") == ["会议录像.mp4"]
    assert names(job_database, "Films/in/A.mov") == ["a.mov"]
    assert names(job_database, "mov", "ärzte") == ["Ärzte.mov"]
    assert names(job_database, "%") == names(job_database, "_") == []


def test_by_the_name_of_the_package(job_database: JobDatabase, deliver: Callable[..., None]) -> None:
    card = Package("A007 Tag 1", "/footage/A007")
    deliver("one.mov", package=card)
    deliver("two.mov", package=card)
    deliver("other.mov", package=Package("B001", ""))
    deliver("alone.mov")
    assert names(job_database, "a007") == ["two.mov", "one.mov"]
    assert names(job_database, "a007", "one") == ["one.mov"]
    found, _ = job_database.deliveries(DeliverySearch(), 100)
    assert [one.package_name for one in found] == ["", "B001", "A007 Tag 1", "A007 Tag 1"]


def test_by_when_it_was_uploaded(job_database: JobDatabase, deliver: Callable[..., None]) -> None:
    for day in (2, 0, 1):
        deliver(f"{day}", days=day)
    assert names(job_database) == ["2", "1", "0"]
    assert names(job_database, since=NOON + DAY) == ["2", "1"]
    assert names(job_database, since=NOON, until=NOON + DAY) == ["0"]
    assert job_database.delivered(DeliverySearch(since=NOON + DAY))[0] == 2


def test_page_by_page_nothing_is_lost_or_twice_also_of_one_moment(
    job_database: JobDatabase, deliver: Callable[..., None]
) -> None:
    for number in range(7):
        deliver(f"{number}", days=number // 3)
    pages, after = [], None
    while True:
        page, after = job_database.deliveries(DeliverySearch(), 2, after)
        pages.append([one.recording.file_name for one in page])
        deliver(f"new {len(pages)}", days=9)
        if after is None:
            break
    assert pages == [["6", "5"], ["4", "3"], ["2", "1"], ["0"]]


def test_100_000_are_paged_at_once_and_looked_through_in_a_moment(
    job_database: JobDatabase, new_job: NewJobMaker, recording: RecordingMaker, tmp_path: Path
) -> None:
    jobs = job_database.add([new_job(f"clip {number}.mov") for number in range(2_000)])
    for at in range(0, 2_000, 500):
        job_database.complete(
            [
                (job, replace(recording(new_job(job.file_name)), uploaded_at=NOON), messages_of("Uploaded"))
                for job in jobs[at : at + 500]
            ]
        )
    multiply(tmp_path / "state" / FILE_NAME, 50)
    count, size = job_database.delivered(DeliverySearch())
    assert count == 100_000
    assert size == sum(job.file_size for job in jobs) * 50
    found, after = job_database.deliveries(DeliverySearch(until=NOON - 40 * DAY), 200)
    assert len(found) == 200
    assert after is not None
    assert found[0].recording.uploaded_at == NOON - 41 * DAY
    assert job_database.deliveries(DeliverySearch(("nowhere",)), 200) == ([], None)

    def seconds(search: DeliverySearch) -> float:
        began_s = time.thread_time()
        job_database.deliveries(search, 200)
        return time.thread_time() - began_s

    assert seconds(DeliverySearch(until=NOON - 40 * DAY)) < 0.2
    assert 0.01 < seconds(DeliverySearch(("nowhere",))) < 3.0


def multiply(database: Path, times: int) -> None:
    """So many days before as well the same was delivered."""
    columns = (
        "file_name, bucket, object_key, version_id, file_size, content_type, etag, verified_by, download_url"
    )
    rest = "video_codec, audio_codec, source_path, hashes"
    with closing(connect(database)) as sqlite:
        sqlite.execute(
            f"""
            WITH RECURSIVE days(day) AS (SELECT 1 UNION ALL SELECT day + 1 FROM days WHERE day < {times - 1})
            INSERT INTO video_recordings ({columns}, {rest}, uploaded_at)
            SELECT {columns}, {rest}, strftime('%Y-%m-%d %H:%M:%S.000000', uploaded_at, '-' || day || ' days')
            FROM video_recordings, days
            """
        )
