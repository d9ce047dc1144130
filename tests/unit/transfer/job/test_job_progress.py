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
from uploader_gui.domain.messages import MessageCode, english, message, messages_of
from uploader_gui.domain.plan import MIB, Plan
from uploader_gui.domain.rate import Pace, RateMeter
from uploader_gui.storage.database.database import Database
from uploader_gui.storage.jobs.job_database import JobDatabase
from uploader_gui.transfer.job.job_progress import JobProgress, deadline_warning, status_at_rest

PART = 5 * MIB
LOST = StoreError(message(MessageCode.NO_ANSWER), code=ErrorCode.NETWORK_LOST, kind=ErrorKind.TRANSIENT)
BUSY = StoreError(message(MessageCode.STORE_BUSY), code=ErrorCode.STORE_BUSY, kind=ErrorKind.TRANSIENT)


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
    """What is said of a job with a part on its way."""
    return live.status(job, 0, (1,)).message


def activity(live: JobProgress, job: Job, parts: tuple[int, ...] = (1,)) -> Activity:
    return live.status(job, 0, parts).activity


@pytest.fixture
def now_s(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The monotonic clock, in its only item."""
    now = [1000.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    return now


def test_waiting_for_the_network_is_told_from_waiting_for_the_store(job: Job, now_s: list[float]) -> None:
    live = new_live()
    live.show(Activity.SENDING)
    live.show_waiting(LOST, 3, 8.0)
    assert words(live, job) == "Waiting for the network: The store does not answer. Retry 3 in 8 s."
    assert activity(live, job) is Activity.WAITING_FOR_NETWORK
    live.show_waiting(BUSY, 1, 60.0)
    assert words(live, job) == "The store is busy and asked us to slow down. Retry 1 in 60 s."
    assert activity(live, job) is Activity.WAITING_TO_RETRY
    live.answered()
    assert words(live, job) == "Uploading part 1/4..."


@pytest.mark.case("C16", "C33")
def test_line_on_which_nothing_moves_is_said_within_seconds(job: Job, now_s: list[float]) -> None:
    live = new_live()
    live.show(Activity.SENDING)
    live.count(0, 1000, 1000)
    now_s[0] += 4
    assert activity(live, job) is Activity.SENDING
    now_s[0] += 8
    assert words(live, job) == "Uploading part 1/4... Nothing has moved for 12 s."
    assert activity(live, job) is Activity.WAITING_FOR_STORE
    live.count(0, 1000, 2000)  # what the network had taken before arrives
    assert activity(live, job) is Activity.SENDING


@pytest.mark.case("W06")
def test_a_job_whose_try_is_due_waits_on_until_something_moves(job: Job, now_s: list[float]) -> None:
    live = new_live()
    live.show(Activity.SENDING)
    live.show_waiting(LOST, 1, 0.3)
    assert words(live, job).endswith("Retry 1 in 1 s.")
    assert live.status(job, 0, ()).retry_in_s == 1
    now_s[0] += 0.3
    live.show(Activity.SENDING)
    assert words(live, job) == "Waiting for the network: The store does not answer. Trying again now..."
    assert live.status(job, 0, ()).retry_in_s == 0
    live.count(0, 1000, 1000)
    assert activity(live, job) is Activity.SENDING
    assert live.status(job, 0, (1,)).retry_in_s is None


@pytest.mark.case("W06")
def test_no_speed_is_shown_when_nothing_has_moved_for_two_seconds(job: Job, now_s: list[float]) -> None:
    live = new_live()
    live.show(Activity.SENDING)
    for second in range(1, 8):
        now_s[0] += 1
        live.count(0, second * 100_000, second * 100_000)
    assert live.status(job, 700_000, (1,)).bytes_per_second
    live.show_waiting(LOST, 1, 0.0)
    assert live.status(job, 700_000, (1,)).bytes_per_second is None
    live.answered()
    assert live.status(job, 700_000, (1,)).bytes_per_second
    now_s[0] += 2
    still = live.status(job, 700_000, (1,))
    assert (still.bytes_per_second, still.seconds_left) == (None, None)


@pytest.mark.case("W09")
def test_a_job_without_a_part_on_its_way_waits_for_its_turn(job: Job, now_s: list[float]) -> None:
    live = new_live()
    live.show(Activity.SENDING)
    assert activity(live, job, ()) is Activity.WAITING_FOR_TURN
    assert live.status(job, 0, ()).message == "Waiting for its turn"
    assert activity(live, job, (1,)) is Activity.SENDING
    now_s[0] += 0.9
    assert activity(live, job, ()) is Activity.SENDING, "between two parts"
    now_s[0] += 0.2
    assert activity(live, job, ()) is Activity.WAITING_FOR_TURN


@pytest.mark.case("C05")
def test_finalizing_counts_up(job: Job, now_s: list[float]) -> None:
    live = new_live()
    live.show(Activity.FINALIZING)
    now_s[0] += 130
    assert words(live, job) == "Finalizing on the store (2:10)..."


@pytest.mark.case("L1.6")
def test_while_the_store_joins_parts_no_speed_is_shown_and_no_time_left(job: Job, now_s: list[float]) -> None:
    live = new_live()
    for second in range(1, 8):
        now_s[0] += 1
        live.count(0, second * 100_000, 0)
    assert live.status(job, 0, ()).bytes_per_second
    for activity in (Activity.FINALIZING, Activity.VERIFYING):
        live.show(activity)
        assert live.status(job, 0, ()).bytes_per_second is None
    live.show(Activity.JOINING)
    live.joined = 1
    status = live.status(replace(job, total_parts=9895, uploaded_parts=9895), 0, ())
    assert (status.bytes_per_second, status.seconds_left) == (None, None)
    assert status.message == "Joining part 2 of 9,895, on the store..."


@pytest.mark.case("C18")
def test_speed_is_of_this_session_and_time_left_waits_for_data(job: Job, now_s: list[float]) -> None:
    resumed = replace(job, bytes_done=3 * PART, uploaded_parts=3)
    live = new_live(acknowledged_before=resumed.bytes_done)
    for second in range(1, 8):
        now_s[0] += 1
        live.count(resumed.bytes_done, second * 100_000, 0)
        status = live.status(resumed, second * 100_000, (4,))
        assert status.bytes_per_second is None or status.bytes_per_second <= 120_000
        assert (status.seconds_left is None) is (second < 5)


@pytest.mark.case("L3.2")
def test_time_left_counts_what_is_on_its_way(job: Job, now_s: list[float]) -> None:
    live = new_live()
    for second in range(1, 11):
        now_s[0] += 1
        live.count(0, second * 100_000, 0)
    status = live.status(job, 1_000_000, (1,))
    assert status.seconds_left == pytest.approx((job.file_size - 1_000_000) / 100_000, rel=0.05)
    assert status.job.progress == 0.0
    assert status.percent == job.progress_with(1_000_000) > 0.0


def test_what_is_sent_again_counts_once(job: Job) -> None:
    live = new_live()
    live.count(0, 3000, 0)
    live.count(0, 0, 0)
    live.count(0, 3000, 0)
    assert live.counted == 3000


@pytest.mark.case("W06")
def test_after_an_outage_the_speed_is_that_at_which_the_lost_bytes_are_sent_again(
    job: Job, now_s: list[float]
) -> None:
    live = new_live()
    live.show(Activity.SENDING)
    for second in range(1, 31):
        now_s[0] += 1
        live.count(0, second * 100_000, second * 100_000)
    live.show_waiting(LOST, 1, 20.0)
    for _ in range(20):
        now_s[0] += 1
        live.count(0, 0, 0)
    for second in range(1, 11):
        now_s[0] += 1
        live.count(0, second * 100_000, second * 100_000)
    status = live.status(job, 1_000_000, (1,))
    assert status.bytes_per_second == pytest.approx(100_000, rel=0.15)
    assert status.seconds_left == pytest.approx((job.file_size - 1_000_000) / 100_000, rel=0.15)


@pytest.mark.case("W06")
def test_a_job_whose_try_is_due_waits_for_its_turn_while_another_has_the_line(
    job: Job, now_s: list[float]
) -> None:
    live = new_live()
    live.show(Activity.SENDING)
    live.show_waiting(LOST, 1, 1.0)
    now_s[0] += 3
    assert activity(live, job, ()) is Activity.WAITING_FOR_NETWORK, "nobody else gets through"
    live.overall.moved(now_s[0], 1000)
    assert activity(live, job) is Activity.WAITING_FOR_NETWORK, "its own try is under way"
    now_s[0] += 1
    live.overall.moved(now_s[0], 1000)
    assert activity(live, job, ()) is Activity.WAITING_FOR_TURN
    assert live.status(job, 0, ()).message == "Waiting for its turn"
    assert live.status(job, 0, ()).retry_in_s is None


@pytest.mark.case("W06")
def test_a_job_waits_for_its_try_though_another_sends(job: Job, now_s: list[float]) -> None:
    live = new_live()
    live.show(Activity.SENDING)
    live.show_waiting(BUSY, 1, 60.0)
    now_s[0] += 10
    live.overall.moved(now_s[0], 1000)
    assert activity(live, job, ()) is Activity.WAITING_TO_RETRY


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


def sent_at(rate: float, *, moved_at_s: float = 0.0) -> JobProgress:
    """Another job that is sent beside it."""
    other = JobProgress(RateMeter(0.0), pace=Pace(20_000_000, rate))
    other.moved_at_s = moved_at_s
    return other


def test_a_job_that_gets_only_what_others_leave_has_a_speed_and_no_time_left(
    job: Job, now_s: list[float]
) -> None:
    live = new_live()
    live.show(Activity.SENDING)
    for _ in range(20):
        now_s[0] += 0.5
        live.count(0, sent := live.counted + 1_250, sent)
    alone = live.status(job, live.counted, (1,))
    assert alone.seconds_left is not None
    assert alone.seconds_left > 8_000
    beside = live.status(job, live.counted, (1,), lambda: [sent_at(100_000.0)])
    assert beside.seconds_left is None
    assert beside.bytes_per_second == alone.bytes_per_second
    assert live.status(job, live.counted, (1,), lambda: [sent_at(2_400.0)]).seconds_left is not None
    live.show(Activity.FINALIZING)
    assert live.status(job, 0, ()).seconds_left is None
    assert live.pace is None


def test_a_limit_of_its_own_bounds_a_job_whatever_others_leave(job: Job, now_s: list[float]) -> None:
    live = new_live()
    live.show(Activity.SENDING)
    for _ in range(20):
        now_s[0] += 0.5
        live.count(0, sent := live.counted + 1_250, sent)
    limited = replace(job, bandwidth_limit=2_500)
    assert live.status(limited, live.counted, (1,), lambda: [sent_at(100_000.0)]).seconds_left is not None
    in_a_package = sent_at(100_000.0)
    in_a_package.shares_limit_of = "A007"
    assert live.status(job, live.counted, (1,), lambda: [in_a_package]).seconds_left is not None


def test_a_job_whose_parts_were_taken_back_from_a_silent_store_does_not_say_that_it_waits_for_its_turn(
    job: Job, now_s: list[float]
) -> None:
    live, other = new_live(), sent_at(0.0, moved_at_s=now_s[0])

    def now(parts: tuple[int, ...]) -> Activity:
        return live.status(job, 0, parts, lambda: [other]).activity

    live.show(Activity.SENDING)
    live.count(0, 1000, 1000)
    now((1,))
    now_s[0] += 6
    assert now((1,)) is Activity.WAITING_FOR_STORE
    now_s[0] += 2
    assert now(()) is Activity.WAITING_FOR_STORE  # nothing goes to the store at all
    said = live.status(job, 0, (), lambda: [other])
    assert said.message == "Uploading part 1/4... Nothing has moved for 8 s."
    other.moved_at_s = now_s[0]
    assert now(()) is Activity.WAITING_FOR_TURN
    now_s[0] += 9
    assert now(()) is Activity.WAITING_FOR_TURN  # and what the others meet then is not its own


def test_that_what_was_on_its_way_is_lost_is_said_until_it_is_there_again(
    job: Job, now_s: list[float]
) -> None:
    live = new_live()
    live.show(Activity.SENDING)
    half = replace(job, bytes_done=PART)
    lost = message(MessageCode.SENT_AGAIN, lost=PART)
    assert lost not in live.status(half, 2 * PART, (2, 3)).messages
    assert lost in live.status(half, PART, (2,)).messages
    live.show_waiting(LOST, 1, 8.0)
    assert live.status(half, PART, (2,)).message.endswith("that were on their way have to be sent again.")
    live.answered()
    now_s[0] += 2
    waiting = live.status(half, PART, ())
    assert (waiting.activity, waiting.messages) == (
        Activity.WAITING_FOR_TURN,
        (lost, message(MessageCode.WAITING_FOR_TURN)),
    )
    assert lost not in live.status(half, 2 * PART, (2, 3)).messages
    assert len(live.status(half, 2 * PART - 1000, (2, 3)).messages) == 1  # too little to be seen
    live.start_again(message(MessageCode.UPLOAD_FORGOTTEN), 0)
    assert lost not in live.status(replace(job, bytes_done=0), 0, (1,)).messages
