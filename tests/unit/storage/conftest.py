from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from uploader_gui.domain.job import Destination, Fingerprint, NewJob, Recording, VerifiedBy
from uploader_gui.domain.plan import MIB, Plan
from uploader_gui.storage.database.database import Database
from uploader_gui.storage.jobs.job_database import JobDatabase

NewJobMaker = Callable[..., NewJob]
RecordingMaker = Callable[[NewJob], Recording]


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database.open(tmp_path / "state")
    yield database
    database.close()


@pytest.fixture
def job_database(database: Database) -> JobDatabase:
    return JobDatabase(database)


@pytest.fixture
def new_job() -> NewJobMaker:
    def make(name: str = "a.mp4", size: int = 20 * MIB, *, part_size: int = 8 * MIB) -> NewJob:
        return NewJob(
            source_path=f"/films/{name}",
            file_name=name,
            content_type="video/mp4",
            fingerprint=Fingerprint(
                size, 1_700_000_000_123_456_789, 1_700_000_000_123_456_790, 64769, 2**64 - 1
            ),
            plan=Plan(size, part_size),
            destination=Destination("home", "http://127.0.0.1:9000", "us-east-1", "films", f"in/{name}"),
        )

    return make


@pytest.fixture
def recording() -> RecordingMaker:
    def make(new: NewJob) -> Recording:
        return Recording(
            file_name=new.file_name,
            bucket=new.destination.bucket,
            object_key=new.destination.object_key,
            version_id="",
            file_size=new.plan.file_size,
            content_type=new.content_type,
            etag="0" * 32 + f"-{new.plan.part_count}",
            verified_by=VerifiedBy.CHECKSUM,
            uploaded_at=datetime(2026, 11, 25, 2, 30, tzinfo=UTC),
            download_url=f"http://127.0.0.1:9000/films/in/{new.file_name}",
        )

    return make


@pytest.fixture
def ids(job_database: JobDatabase, new_job: NewJobMaker) -> dict[str, str]:
    """Five waiting jobs, a to e, by file name."""
    return {job.file_name: job.job_id for job in job_database.add([new_job(name) for name in "abcde"])}
