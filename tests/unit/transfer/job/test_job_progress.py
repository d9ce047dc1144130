"""What is said of a running job follows what happens to it."""

import time
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from uploader_gui.domain.errors import ErrorCode, ErrorKind, StoreError
from uploader_gui.domain.events import Activity
from uploader_gui.domain.job import (
    ConflictPolicy,
    Destination,
    Fingerprint,
    Job,
    JobState,
    NewJob,
    PauseReason,
)
from uploader_gui.domain.messages import english, messages_of
from uploader_gui.domain.plan import MIB, Plan
from uploader_gui.domain.rate import RateMeter
from uploader_gui.storage.database.database import Database
from uploader_gui.storage.jobs.job_database import JobDatabase
from uploader_gui.transfer.job.job_progress import JobProgress, deadline_warning, status_at_rest

PART = 5 * MIB
LOST = StoreError("The store does not answer.", code=ErrorCode.NETWORK_LOST, kind=ErrorKind.TRANSIENT)
BUSY = StoreError("The store is busy.", code=ErrorCode.STORE_BUSY, kind=ErrorKind.TRANSIENT)


@pytest.fixture
def job(tmp_path: Path) -> Job:
    """A job of four parts that is UPLOADING, none of them done."""
    database = Database.open(tmp_path)
    job_database = JobDatabase(database)
    new = NewJob(
        source_path="/videos/clip.mov",
        file_name="clip.mov",
        content_type="video/quicktime",
        fingerprint=Fingerprint(4 * PART, 1, 2, 3, 4),
        plan=Plan(4 * PART, PART),
        destination=Destination("lab", "http://127.0.0.1:9000", "us-east-1", "uploads", "clip.mov"),
        on_conflict=ConflictPolicy.REFUSE,
        stage=False,
    )
    (added,) = job_database.add([new])
    database.close()
    return replace(added, state=JobState.UPLOADING, messages=messages_of(""))


def new_live(*, acknowledged_before: int = 0, copied: int = 0) -> JobProgress:
    return JobProgress(RateMeter(time.monotonic()), acknowledged_before=acknowledged_before, copied=copied)


def words(live: JobProgress, job: Job) -> str:
    return live.status(job, 0, ()).message


def test_waiting_for_the_network_is_told_from_waiting_for_the_store(job: Job) -> None:
    live = new_live()
    live.show(Activity.SENDING)
    live.show_waiting(LOST, 3, 8.0)
    assert words(live, job) == "Waiting for the network: The store does not answer. Retry 3 in 8 s."
    assert live.activity is Activity.WAITING_FOR_NETWORK
    live.show_waiting(BUSY, 1, 60.0)
    assert words(live, job) == "The store is busy. Retry 1 in 60 s."
    live.show(Activity.SENDING)
    assert words(live, job) == "Uploading part 1/4..."


@pytest.mark.case("C16", "C33")
def test_line_on_which_nothing_moves_is_said_within_seconds(
    job: Job, monkeypatch: pytest.MonkeyPatch
) -> None:
    now_s = [1000.0]
    monkeypatch.setattr(time, "monotonic", lambda: now_s[0])
    live = new_live()
    live.show(Activity.SENDING)
    live.count(0, 1000)
    now_s[0] += 9
    assert "moved" not in words(live, job)
    now_s[0] += 3
    assert words(live, job) == "Uploading part 1/4... Nothing has moved for 12 s."
    live.count(0, 2000)
    assert "moved" not in words(live, job)


@pytest.mark.case("C05")
def test_finalizing_counts_up(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    now_s = [1000.0]
    monkeypatch.setattr(time, "monotonic", lambda: now_s[0])
    live = new_live()
    live.show(Activity.FINALIZING)
    now_s[0] += 130
    assert words(live, job) == "Finalizing on the store (2:10)..."


@pytest.mark.case("C18")
def test_speed_is_of_this_session_and_time_left_waits_for_data(
    job: Job, monkeypatch: pytest.MonkeyPatch
) -> None:
    now_s = [1000.0]
    monkeypatch.setattr(time, "monotonic", lambda: now_s[0])
    resumed = replace(job, bytes_done=3 * PART, uploaded_parts=3)
    live = new_live(acknowledged_before=resumed.bytes_done)
    for second in range(1, 8):
        now_s[0] += 1
        live.count(resumed.bytes_done, second * 100_000)
        status = live.status(resumed, second * 100_000, (4,))
        assert status.bytes_per_second is None or status.bytes_per_second <= 120_000
        assert (status.seconds_left is None) is (second < 5)


def test_what_is_sent_again_counts_once(job: Job) -> None:
    live = new_live()
    live.count(0, 3000)
    live.count(0, 0)
    live.count(0, 3000)
    assert live.counted == 3000


@pytest.mark.case("C10")
def test_deadline_of_the_store_is_named_early_with_the_mend(job: Job) -> None:
    expiring = replace(job, upload_expires_at=datetime.now(UTC) + timedelta(hours=2))
    assert deadline_warning(expiring, None) == ()
    assert deadline_warning(expiring, 3600) == ()
    warning = english(deadline_warning(expiring, 3 * 3600))
    assert "2.0 h" in warning
    assert "stale_uploads_expiry" in warning
    late = replace(job, upload_expires_at=datetime.now(UTC) - timedelta(hours=1))
    assert "0.0 h" in english(deadline_warning(late, 5))


@pytest.mark.case("B05")
def test_what_is_said_of_a_job_that_another_process_runs_is_true(tmp_path: Path, job: Job) -> None:
    with closing(Database.open(tmp_path)) as database:
        job_database = JobDatabase(database)
        (waiting,) = job_database.waiting()
        assert status_at_rest(waiting).message == "Waiting to start"
        (started,) = job_database.start([waiting])
        stored = job_database.get(job.job_id)
        for running in (started, stored, replace(stored, uploaded_parts=3)):
            said = f"Uploading: {running.uploaded_parts} of 4 parts are done."
            assert status_at_rest(running).message == said
        (paused,) = job_database.pause([job.job_id], PauseReason.BY_USER)
        assert status_at_rest(paused).message == "Paused"


@pytest.mark.parametrize(("size", "said"), [(0, "100 %"), (1000, "50 %")])
def test_copying_shows_its_share(job: Job, size: int, said: str) -> None:
    live = new_live(copied=size // 2)
    live.show(Activity.COPYING)
    assert said in words(live, replace(job, file_size=size))
