"""What would become of new files, seen before they are added."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from lab.files import make_file
from lab.lines.proxy import FaultProxy
from lab.stores.s3probe import Probe
from uploader_gui.domain.job import ConflictPolicy, NewJob
from uploader_gui.domain.plan import DEFAULT_PART_SIZE
from uploader_gui.domain.profile import Connection, Profile
from uploader_gui.s3.connection_test import opened
from uploader_gui.s3.http.request_body import StopSwitch
from uploader_gui.source.scan import scan
from uploader_gui.storage.database.database import Database
from uploader_gui.storage.jobs.job_database import JobDatabase
from uploader_gui.transfer.intake.new_jobs import new_jobs
from uploader_gui.transfer.intake.preview import DestinationState, Preview, preview


@pytest.fixture
def job_database(tmp_path: Path) -> Iterator[JobDatabase]:
    database = Database.open(tmp_path)
    yield JobDatabase(database)
    database.close()


def jobs_for(bucket: Probe, *paths: Path) -> list[NewJob]:
    to = bucket.address
    profile = Profile("lab", to.endpoint, to.bucket, to.access_key, region=to.region)
    found = scan(paths, stop=StopSwitch())
    new, _ = new_jobs(
        found,
        profile,
        part_size=DEFAULT_PART_SIZE,
        max_size=None,
        on_conflict=ConflictPolicy.REFUSE,
        stage=False,
    )
    return new


def seen(bucket: Probe, job_database: JobDatabase, new: list[NewJob]) -> Preview:
    to = bucket.address
    connection = Connection(to.endpoint, to.region, to.access_key, to.secret_key)
    with opened(connection) as client:
        return preview(new, client, connection, job_database)


@pytest.mark.parametrize("are_many", [False, True])
def test_objects_and_jobs_at_the_places_are_told_apart(
    bucket: Probe, job_database: JobDatabase, tmp_path: Path, *, are_many: bool
) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    for folder in (here, there):
        folder.mkdir()
        for name in ("free.mp4", "taken.mp4", "known.mp4", "busy.mp4"):
            make_file(folder / name, 10)
    bucket.put("taken.mp4", b"an older one")
    if are_many:  # so that they are listed, and not asked for one by one
        for number in range(9):
            make_file(here / f"more-{number}.mp4", 10)
    job_database.add([*jobs_for(bucket, here / "known.mp4"), *jobs_for(bucket, there / "busy.mp4")])
    found = seen(bucket, job_database, jobs_for(bucket, *sorted(here.iterdir())))
    assert found.is_certain
    assert found.destination_states == {
        "taken.mp4": DestinationState.TAKEN,
        "known.mp4": DestinationState.KNOWN,
        "busy.mp4": DestinationState.BUSY,
    }
    assert found.there.keys() == {"taken.mp4"}
    is_there = found.there["taken.mp4"]
    assert is_there.size == len(b"an older one")
    assert is_there.modified_at is not None
    assert abs(is_there.modified_at - datetime.now(UTC)) < timedelta(minutes=1)


def test_nothing_is_asked_about_nothing(bucket: Probe, job_database: JobDatabase) -> None:
    assert seen(bucket, job_database, []) == Preview({})


def test_store_is_not_asked_about_keys_that_jobs_have_already(
    bucket: Probe, job_database: JobDatabase, tmp_path: Path
) -> None:
    new = jobs_for(bucket, make_file(tmp_path / "known.mp4", 10))
    job_database.add(new)
    with FaultProxy(bucket.address.endpoint) as proxy:
        connection = Connection(proxy.endpoint, "us-east-1", "key", "secret")
        with opened(connection) as client:
            found = preview(new, client, connection, job_database)
        assert proxy.log.count() == 0
    assert found == Preview({"known.mp4": DestinationState.KNOWN})
