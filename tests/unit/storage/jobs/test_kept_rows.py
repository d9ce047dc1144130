"""What is stored of kept parts: where each part is, and what a job that ends leaves on the store."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from uploader_gui.domain.job import (
    AbandonedParts,
    Job,
    NewJob,
    Part,
    PartPlace,
    PartState,
    Recording,
    VerifiedBy,
)
from uploader_gui.domain.messages import messages_of
from uploader_gui.domain.plan import MIB
from uploader_gui.domain.store.kept_parts import NOTHING_KEPT, KeptPlace
from uploader_gui.storage.jobs.job_database import JobDatabase

NewJobMaker = Callable[..., NewJob]
RecordingMaker = Callable[[NewJob], Recording]
KEPT = KeptPlace("films", "in/.uploader-parts/id/")
NOW = datetime(2026, 11, 28, tzinfo=UTC)


def done(number: int, place: PartPlace, version_id: str = "") -> Part:
    return Part(number, 0, 0, PartState.DONE, 0x00C0FFEE, "m", "e", NOW, place, version_id)


@pytest.fixture
def new(new_job: NewJobMaker) -> NewJob:
    return new_job()


@pytest.fixture
def job(job_database: JobDatabase, new: NewJob) -> Job:
    """Part 1 is in the upload, part 2 is kept, part 3 is missing."""
    (job,) = job_database.add([new])
    job_database.update(job.job_id, kept=KEPT, upload_id="upload", takes_copies=True)
    return job_database.commit_parts(
        job.job_id, [done(1, PartPlace.UPLOAD), done(2, PartPlace.KEPT, "version 2")]
    )


def test_the_row_says_where_a_part_is(job_database: JobDatabase, job: Job) -> None:
    parts = job_database.parts(job.job_id)
    assert [part.place for part in parts] == [PartPlace.UPLOAD, PartPlace.KEPT, PartPlace.UPLOAD]
    assert [part.version_id for part in parts] == ["", "version 2", ""]
    assert (job.kept, job.takes_copies) == (KEPT, True)


@pytest.mark.case("L1.5")
def test_a_forgotten_upload_takes_only_its_own_parts_along(job_database: JobDatabase, job: Job) -> None:
    forgotten = job_database.forget_upload(job.job_id, discards=1)
    assert [part.state for part in job_database.parts(job.job_id)] == [
        PartState.PENDING,
        PartState.DONE,
        PartState.PENDING,
    ]
    assert (forgotten.uploaded_parts, forgotten.bytes_done) == (1, 8 * MIB)
    assert (forgotten.kept, forgotten.takes_copies) == (KEPT, False)


@pytest.mark.case("L1.7")
def test_a_job_that_keeps_no_parts_after_all_leaves_word_of_its_place(
    job_database: JobDatabase, job: Job
) -> None:
    job_database.reset_parts(job.job_id, [2])
    assert job_database.keep_none(job.job_id).kept == NOTHING_KEPT
    (left,) = job_database.abandoned_parts()
    assert (left.kept, left.versions) == (KEPT, ())
    assert not job_database.keeps_parts_at(job.destination.endpoint, KEPT)


def test_what_is_distrusted_whole_is_sent_again_whole(job_database: JobDatabase, job: Job) -> None:
    forgotten = job_database.forget_upload(job.job_id, discards=0, also_kept=True)
    assert {part.state for part in job_database.parts(job.job_id)} == {PartState.PENDING}
    assert forgotten.bytes_done == 0


@pytest.mark.case("L1.7")
def test_a_removed_job_leaves_word_of_what_it_has_kept(job_database: JobDatabase, job: Job) -> None:
    job_database.remove(job.job_id, None)
    (left,) = job_database.abandoned_parts()
    assert left == AbandonedParts(
        job.destination, KEPT, (("in/.uploader-parts/id/00002", "version 2"),), left.abandoned_id
    )
    job_database.forget_abandoned_parts(left.abandoned_id)
    assert job_database.abandoned_parts() == []


@pytest.mark.case("L1.7")
def test_a_completed_job_leaves_word_in_the_same_transaction(
    job_database: JobDatabase, job: Job, new: NewJob, recording: RecordingMaker
) -> None:
    (completed,) = job_database.complete([(job, recording(new), messages_of("done"))])
    assert completed.kept == NOTHING_KEPT
    assert job_database.get(job.job_id) == completed
    assert [left.kept for left in job_database.abandoned_parts()] == [KEPT]
    assert not job_database.keeps_parts_at(job.destination.endpoint, KEPT)


@pytest.mark.case("L1.7")
def test_of_an_object_that_is_not_verified_the_parts_are_kept(
    job_database: JobDatabase, job: Job, new: NewJob, recording: RecordingMaker
) -> None:
    unverified = replace(recording(new), verified_by=VerifiedBy.NONE)
    (completed,) = job_database.complete([(job, unverified, messages_of("done"))])
    assert completed.kept == KEPT
    assert job_database.get(job.job_id) == completed
    assert job_database.abandoned_parts() == []
    job_database.remove(job.job_id, None)
    assert [left.kept for left in job_database.abandoned_parts()] == [KEPT]


def test_a_part_that_is_reset_is_nowhere(job_database: JobDatabase, job: Job) -> None:
    job_database.reset_parts(job.job_id, [2])
    assert job_database.parts(job.job_id)[1] == Part(2, 8 * MIB, 8 * MIB)


def test_an_unfinished_job_owns_what_it_has_kept(job_database: JobDatabase, job: Job) -> None:
    assert job_database.keeps_parts_at(job.destination.endpoint, KEPT)
    assert job_database.keeps_parts_at(f"https://elsewhere.example,{job.destination.endpoint}", KEPT)
    assert not job_database.keeps_parts_at("https://elsewhere.example", KEPT)
