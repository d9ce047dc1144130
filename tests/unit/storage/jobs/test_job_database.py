import shutil
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import hypothesis.strategies as st
import pytest
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from uploader_gui.domain.errors import BadSettingsError, ErrorCode, JobNotFoundError
from uploader_gui.domain.job import (
    AbandonedUpload,
    ChecksumMode,
    Destination,
    Fingerprint,
    JobState,
    NewJob,
    Part,
    PartState,
    PauseReason,
    Recording,
    Replanned,
    VerifiedBy,
)
from uploader_gui.domain.messages import messages_of
from uploader_gui.domain.plan import MIB, Plan
from uploader_gui.storage.database.database import Database
from uploader_gui.storage.jobs.job_database import JobDatabase

NewJobMaker = Callable[..., NewJob]
NOW = datetime(2026, 11, 25, 2, 30, 0, 5, tzinfo=UTC)


def done(number: int, etag: str = "e") -> Part:
    return Part(number, 0, 0, PartState.DONE, crc32=0x00C0FFEE, etag=etag, sent_at=NOW)


def test_an_added_job_reads_back_as_it_was_given(job_database: JobDatabase, new_job: NewJobMaker) -> None:
    new = new_job("Ümlaut 电影 🎬.mp4")
    (job,) = job_database.add([new])

    assert job_database.get(job.job_id) == job
    assert job.state is JobState.SUBMITTED
    assert job.message == "Waiting to start"
    assert (job.destination, job.fingerprint, job.plan) == (new.destination, new.fingerprint, new.plan)
    assert job_database.parts(job.job_id) == [
        Part(1, 0, 8 * MIB),
        Part(2, 8 * MIB, 8 * MIB),
        Part(3, 16 * MIB, 4 * MIB),
    ]


def test_ids_chosen_beforehand_are_kept_in_order(job_database: JobDatabase, new_job: NewJobMaker) -> None:
    jobs = job_database.add([new_job("a"), new_job("b")], job_ids=["id-a", "id-b"])

    assert [job.job_id for job in jobs] == ["id-a", "id-b"]
    assert job_database.get("id-b").file_name == "b"


def test_a_path_that_is_no_valid_text_reads_back(job_database: JobDatabase, new_job: NewJobMaker) -> None:
    (job,) = job_database.add([new_job()])
    path = "/odd\udcff/a.mp4"
    job_database.update(job.job_id, source_path=path, messages=messages_of(f"{path} is gone"))

    assert job_database.get(job.job_id).source_path == path
    assert job_database.get(job.job_id).message == "/odd\\udcff/a.mp4 is gone"


def test_of_many_files_added_each_path_reads_back(job_database: JobDatabase, new_job: NewJobMaker) -> None:
    paths = ["/plain/a.mp4", "/odd\udcff/b.mp4", '/quo"ted\\, [1] \n/c.mp4', "/会议/d 🎬.mp4"]
    added = job_database.add([replace(new_job(), source_path=path) for path in paths])

    assert [job.source_path for job in added] == paths
    assert [job_database.get(job.job_id) for job in added] == added


def test_of_many_files_added_no_text_is_cut_where_it_has_a_nul(
    job_database: JobDatabase, new_job: NewJobMaker
) -> None:
    added = job_database.add([new_job("a.mp4"), new_job("b\0c.mp4"), new_job("a\\u0000.mp4")])

    assert [job.file_name for job in added] == ["a.mp4", "b\0c.mp4", "a\\u0000.mp4"]
    assert [job_database.get(job.job_id) for job in added] == added


def test_update_changes_what_is_named_and_nothing_else(
    job_database: JobDatabase, new_job: NewJobMaker
) -> None:
    before = job_database.add([new_job()])[0]
    job = job_database.update(
        before.job_id,
        durable=True,
        state=JobState.FAILED,
        destination=replace(before.destination, object_key="in/a (2).mp4"),
        upload_id="u",
        intent_at=NOW,
        upload_begun_at=NOW,
        upload_expires_at=NOW + timedelta(hours=24),
        checksum_mode=ChecksumMode.CRC32,
        finish_was_sent=True,
        verified_by=VerifiedBy.NONE,
        end_time=NOW,
    )

    assert job_database.get(before.job_id) == job
    assert job.destination.object_key == "in/a (2).mp4"
    assert (job.upload_id, job.intent_at, job.finish_was_sent) == ("u", NOW, True)
    assert (job.source_path, job.created_at) == (before.source_path, before.created_at)
    assert job.updated_at > before.updated_at


def test_start_takes_waiting_jobs_only(job_database: JobDatabase, new_job: NewJobMaker) -> None:
    waiting, paused = job_database.add([new_job("a"), new_job("b")])
    job_database.update(paused.job_id, state=JobState.PAUSED)

    started = job_database.start([waiting, paused])

    assert [(job.job_id, job.state, job.attempts) for job in started] == [
        (waiting.job_id, JobState.UPLOADING, 1)
    ]
    assert job_database.get(waiting.job_id) == started[0]
    assert job_database.get(paused.job_id).state is JobState.PAUSED
    assert job_database.waiting() == []


def test_a_done_part_is_counted_once(job_database: JobDatabase, new_job: NewJobMaker) -> None:
    job_id = job_database.add([new_job()])[0].job_id
    job_database.commit_parts(job_id, [done(1), done(3)])
    job = job_database.commit_parts(job_id, [done(3, etag="newer")])

    assert (job.uploaded_parts, job.bytes_done, job.progress) == (2, 12 * MIB, 60.0)
    parts = job_database.parts(job_id)
    assert [part.state for part in parts] == [PartState.DONE, PartState.PENDING, PartState.DONE]
    assert (parts[2].etag, parts[2].crc32, parts[2].sent_at) == ("newer", 0x00C0FFEE, NOW)
    assert parts[2].size == 4 * MIB


def test_a_part_that_is_not_in_the_plan_changes_nothing(
    job_database: JobDatabase, new_job: NewJobMaker
) -> None:
    job_id = job_database.add([new_job()])[0].job_id

    with pytest.raises(ValueError, match="no part 4"):
        job_database.commit_parts(job_id, [done(1), done(4)])

    assert job_database.get(job_id).uploaded_parts == 0
    assert job_database.parts(job_id)[0].state is PartState.PENDING


def test_parts_that_are_reset_are_pending_again(job_database: JobDatabase, new_job: NewJobMaker) -> None:
    job_id = job_database.add([new_job()])[0].job_id
    job_database.commit_parts(job_id, [done(1), done(2), done(3)])

    job = job_database.reset_parts(job_id, [2, 3])
    assert (job.uploaded_parts, job.bytes_done) == (1, 8 * MIB)
    assert job_database.parts(job_id)[1] == Part(2, 8 * MIB, 8 * MIB)

    job = job_database.reset_parts(job_id, None)
    assert (job.uploaded_parts, job.bytes_done) == (0, 0)


def test_a_forgotten_upload_leaves_nothing_of_itself(job_database: JobDatabase, new_job: NewJobMaker) -> None:
    fresh = job_database.add([new_job()])[0]
    job_database.commit_parts(fresh.job_id, [done(1)])
    job_database.update(
        fresh.job_id,
        upload_id="u",
        intent_at=NOW,
        upload_begun_at=NOW,
        checksum_mode=ChecksumMode.MD5,
        finish_was_sent=True,
    )

    job = job_database.forget_upload(fresh.job_id, discards=1)

    assert (job.upload_id, job.intent_at, job.upload_begun_at, job.finish_was_sent) == ("", None, None, False)
    assert (job.checksum_mode, job.uploaded_parts, job.discards) == (ChecksumMode.UNDECIDED, 0, 1)
    assert {part.state for part in job_database.parts(fresh.job_id)} == {PartState.PENDING}


def test_an_upload_that_may_be_open_still_is_remembered_when_it_is_forgotten(
    job_database: JobDatabase, new_job: NewJobMaker
) -> None:
    (fresh,) = job_database.add([new_job()])
    job_database.update(fresh.job_id, upload_id="u", intent_at=NOW)
    job = job_database.forget_upload(
        fresh.job_id, discards=0, abandoned=AbandonedUpload(fresh.destination, "u", NOW)
    )
    (abandoned,) = job_database.abandoned()
    assert (job.upload_id, abandoned.upload_id, abandoned.destination) == ("", "u", fresh.destination)


def test_an_upload_to_be_aborted_is_remembered_under_an_id_until_it_was(
    job_database: JobDatabase, new_job: NewJobMaker
) -> None:
    destination = new_job().destination
    first, second = [job_database.abandon(AbandonedUpload(destination, upload_id, NOW)) for upload_id in "ab"]
    assert job_database.abandoned() == [first, second]
    job_database.forget_abandoned(first.abandoned_id)
    assert job_database.abandoned() == [second]


def test_a_completed_job_is_recorded_and_its_parts_are_dropped(
    job_database: JobDatabase, new_job: NewJobMaker, recording: Callable[[NewJob], Recording]
) -> None:
    news = [new_job("a"), new_job("b", size=0)]
    added = job_database.add(news)
    ids = [job.job_id for job in added]
    added[0] = job_database.update(ids[0], staged_path="/staging/a", error_code=ErrorCode.STORE_BUSY)

    jobs = job_database.complete(
        [(job, recording(new), messages_of("Uploaded")) for job, new in zip(added, news, strict=True)]
    )

    assert [job_database.get(job_id) for job_id in ids] == jobs

    assert [job.state for job in jobs] == [JobState.COMPLETED] * 2
    assert [job.progress for job in jobs] == [100.0, 100.0]
    assert (jobs[0].bytes_done, jobs[0].uploaded_parts, jobs[0].error_code) == (20 * MIB, 3, "")
    assert (jobs[0].verified_by, jobs[0].staged_path) == (VerifiedBy.CHECKSUM, "/staging/a")
    assert job_database.finished_with_copy() == [jobs[0]]
    assert job_database.parts(ids[0]) == []
    assert jobs[0].recording_id is not None
    assert job_database.recording(jobs[0].recording_id).file_name == "a"
    assert {job_id: one.file_name for job_id, one in job_database.recordings_of(ids).items()} == dict(
        zip(ids, "ab", strict=True)
    )


def test_a_removed_job_is_gone_and_its_open_upload_is_remembered(
    job_database: JobDatabase, new_job: NewJobMaker
) -> None:
    job = job_database.add([new_job()])[0]
    job_database.remove(job.job_id, AbandonedUpload(job.destination, "u", NOW))

    with pytest.raises(JobNotFoundError):
        job_database.parts(job.job_id)
    (abandoned,) = job_database.abandoned()
    assert (abandoned.destination, abandoned.upload_id, abandoned.intent_at) == (job.destination, "u", NOW)
    job_database.forget_abandoned(abandoned.abandoned_id)
    assert job_database.abandoned() == []


def test_the_recording_outlives_its_job(
    job_database: JobDatabase, new_job: NewJobMaker, recording: Callable[[NewJob], Recording]
) -> None:
    new = new_job()
    (job,) = job_database.complete([(job_database.add([new])[0], recording(new), messages_of("Uploaded"))])
    job_database.remove(job.job_id, None)

    assert job.recording_id is not None
    assert job_database.recording(job.recording_id).object_key == "in/a.mp4"
    with pytest.raises(KeyError):
        job_database.recording(job.recording_id + 1)


@pytest.mark.case("C23")
def test_interrupted_jobs_are_paused(job_database: JobDatabase, new_job: NewJobMaker) -> None:
    added = job_database.add([new_job(name) for name in "abc"])
    first, second, waiting = (job.job_id for job in added)
    job_database.start(added[:2])

    paused = job_database.pause_interrupted()

    assert [job.job_id for job in paused] == [first, second]
    assert {job.state for job in paused} == {JobState.PAUSED}
    assert paused[0].message == "Interrupted: the program ended"
    assert job_database.get(waiting).state is JobState.SUBMITTED
    assert job_database.pause_interrupted() == []


@pytest.mark.parametrize(
    "change", ["update", "commit_parts", "reset_parts", "forget_upload", "complete", "remove"]
)
def test_a_job_that_is_gone_is_said_to_be_gone(
    job_database: JobDatabase, new_job: NewJobMaker, recording: Callable[[NewJob], Recording], change: str
) -> None:
    new = new_job()
    (gone,) = job_database.add([new], job_ids=["gone"])
    job_database.remove("gone", None)
    calls: dict[str, Callable[[], object]] = {
        "update": lambda: job_database.update("gone", messages=messages_of("x")),
        "commit_parts": lambda: job_database.commit_parts("gone", [done(1)]),
        "reset_parts": lambda: job_database.reset_parts("gone", None),
        "forget_upload": lambda: job_database.forget_upload("gone", discards=0),
        "complete": lambda: job_database.complete([(gone, recording(new), messages_of("Uploaded"))]),
        "remove": lambda: job_database.remove("gone", None),
    }
    with pytest.raises(JobNotFoundError, match="no job gone"):
        calls[change]()


def test_pausing_leaves_alone_what_has_ended_meanwhile(
    job_database: JobDatabase, new_job: NewJobMaker
) -> None:
    added = job_database.add([new_job(name) for name in "abc"])
    waiting, running, failed = (job.job_id for job in added)
    job_database.start([added[1]])
    job_database.update(failed, state=JobState.FAILED, messages=messages_of("no such bucket"))

    paused = job_database.pause([waiting, running, failed], PauseReason.BY_USER)

    assert [(job.job_id, job.state, job.message) for job in paused] == [
        (waiting, JobState.PAUSED, "Paused"),
        (running, JobState.PAUSED, "Paused"),
    ]
    assert job_database.get(failed).message == "no such bucket"


def test_some_jobs_are_those_that_are_still_there(job_database: JobDatabase, new_job: NewJobMaker) -> None:
    first, second, third = job_database.add([new_job(name) for name in "abc"])
    job_database.remove(second.job_id, None)

    assert job_database.some([third.job_id, second.job_id, first.job_id, "unknown"]) == [first, third]


def test_a_job_that_is_planned_anew_keeps_its_id_its_place_and_the_parts_that_fit(
    job_database: JobDatabase, new_job: NewJobMaker
) -> None:
    job, behind = job_database.add([new_job("a"), new_job("b")])
    job_database.commit_parts(job.job_id, [done(1), done(3)])
    longer = replace(job, file_size=30 * MIB, total_parts=4)
    (anew,) = job_database.replan([Replanned(longer, keeps_parts=True)])

    assert anew is not None
    assert job_database.get(job.job_id) == anew
    assert (anew.job_id, anew.position, anew.file_size) == (job.job_id, job.position, 30 * MIB)
    assert anew.position < behind.position
    assert [(part.number, part.size, part.state) for part in job_database.parts(job.job_id)] == [
        (1, 8 * MIB, PartState.DONE),
        (2, 8 * MIB, PartState.PENDING),
        (3, 8 * MIB, PartState.PENDING),
        (4, 6 * MIB, PartState.PENDING),
    ]
    assert (anew.uploaded_parts, anew.bytes_done) == (1, 8 * MIB)


def test_a_job_that_is_restarted_has_no_part_and_its_upload_is_remembered(
    job_database: JobDatabase, new_job: NewJobMaker
) -> None:
    (job,) = job_database.add([new_job()])
    job_database.commit_parts(job.job_id, [done(1)])
    left_open = AbandonedUpload(job.destination, "u", NOW)
    (anew,) = job_database.replan([Replanned(job, keeps_parts=False, abandoned=left_open)])

    assert anew is not None
    assert (anew.uploaded_parts, anew.bytes_done) == (0, 0)
    assert {part.state for part in job_database.parts(job.job_id)} == {PartState.PENDING}
    assert [upload.upload_id for upload in job_database.abandoned()] == ["u"]


def test_a_job_that_runs_is_gone_or_would_take_anothers_place_is_not_planned_anew(
    job_database: JobDatabase, new_job: NewJobMaker
) -> None:
    runs, gone, other, waits = job_database.add([new_job(name) for name in "abcd"])
    job_database.start([runs])
    job_database.remove(gone.job_id, None)
    elsewhere = replace(waits, destination=other.destination)
    wanted = [Replanned(job, keeps_parts=True) for job in (runs, gone, elsewhere)]

    assert job_database.replan(wanted) == [None, None, None]
    assert job_database.get(waits.job_id) == waits


def test_a_job_that_runs_knows_how_long_no_part_has_arrived(database: Database, new_job: NewJobMaker) -> None:
    (job,) = JobDatabase(database).add([new_job()])
    later = job.updated_at + timedelta(minutes=5)
    assert job.stands_still_for(later) == timedelta()
    running = JobDatabase(database).update(job.job_id, state=JobState.UPLOADING)
    assert running.stands_still_for(running.updated_at + timedelta(minutes=5)) == timedelta(minutes=5)


def test_a_disk_that_was_full_is_not_used_before_it_has_room_to_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(Database.open(tmp_path)) as database:
        JobDatabase(database).check_writable()
        monkeypatch.setattr(
            shutil, "disk_usage", lambda _folder: shutil._ntuple_diskusage(1_000_000_000, 999_999_999, 1)
        )
        with pytest.raises(BadSettingsError) as caught:
            JobDatabase(database).check_writable()
    assert caught.value.code is ErrorCode.STATE_FULL


PARTS = 5
numbers = st.sets(st.integers(1, PARTS))


class CountersFollowTheParts(RuleBasedStateMachine):
    """Whatever is committed, reset and forgotten in whatever order: the job's counters are its parts' sums."""

    folder: Path

    def __init__(self) -> None:
        super().__init__()
        self.database = Database.open(self.folder)
        self.jobs = JobDatabase(self.database)
        self.done: set[int] = set()
        self.job_id = ""

    @initialize(last=st.integers(1, 10))
    def add(self, last: int) -> None:
        size = (PARTS - 1) * 10 + last
        new = NewJob(
            "/a",
            "a",
            "video/mp4",
            Fingerprint(size, 0, None, 0, 0),
            Plan(size, 10),
            Destination("p", "e", "r", "b", "a"),
        )
        self.job_id = self.jobs.add([new])[0].job_id

    @rule(parts=numbers)
    def commit(self, parts: set[int]) -> None:
        self.jobs.commit_parts(self.job_id, [Part(number, 0, 0, PartState.DONE) for number in parts])
        self.done |= parts

    @rule(parts=numbers)
    def reset(self, parts: set[int]) -> None:
        self.jobs.reset_parts(self.job_id, parts)
        self.done -= parts

    @rule()
    def forget(self) -> None:
        self.jobs.forget_upload(self.job_id, discards=1)
        self.done.clear()

    @invariant()
    def the_counters_are_the_sums(self) -> None:
        if not self.job_id:
            return
        job = self.jobs.get(self.job_id)
        done = [part for part in self.jobs.parts(self.job_id) if part.state is PartState.DONE]
        assert {part.number for part in done} == self.done
        assert job.uploaded_parts == len(done)
        assert job.bytes_done == sum(part.size for part in done)
        assert (job.progress == 100.0) == (len(done) == PARTS)

    def teardown(self) -> None:
        self.database.close()


def test_counters_follow_the_parts(tmp_path: Path) -> None:
    CountersFollowTheParts.folder = tmp_path
    machine = CountersFollowTheParts.TestCase
    machine.settings = settings(max_examples=25, stateful_step_count=15, deadline=None)
    machine().runTest()
