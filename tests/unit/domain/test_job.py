from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uploader_gui.domain.errors import ErrorCode, NotAllowedError
from uploader_gui.domain.job import (
    ALLOWED,
    ChecksumMode,
    ConflictPolicy,
    Destination,
    Fingerprint,
    Job,
    JobState,
    Verb,
    check_allowed,
)
from uploader_gui.domain.messages import messages_of
from uploader_gui.domain.plan import MIB, TIB, Plan

NOW = datetime(2026, 11, 25, tzinfo=UTC)
JOB = Job(
    job_id="0b0e9a2e-6d0b-4f6e-9e58-0d8f3c1b2a10",
    state=JobState.UPLOADING,
    messages=messages_of(""),
    error_code=ErrorCode.NONE,
    file_name="a.mp4",
    file_size=20 * MIB,
    content_type="video/mp4",
    part_size=8 * MIB,
    total_parts=3,
    uploaded_parts=0,
    bytes_done=0,
    destination=Destination("Studio", "https://nas:9000", "us-east-1", "media", "a.mp4"),
    source_path="/films/a.mp4",
    staged_path="",
    stage=False,
    fingerprint=Fingerprint(20 * MIB, 1, 1, 1, 1),
    checksum_mode=ChecksumMode.UNDECIDED,
    on_conflict=ConflictPolicy.REFUSE,
    conflict_is_checked=True,
    upload_id="",
    intent_at=None,
    upload_begun_at=None,
    upload_expires_at=None,
    discards=0,
    finish_was_sent=False,
    attempts=0,
    verified_by=None,
    recording_id=None,
    start_time=NOW,
    end_time=None,
    created_at=NOW,
    updated_at=NOW,
)

TABLE = {
    (Verb.PAUSE, JobState.SUBMITTED): "",
    (Verb.PAUSE, JobState.UPLOADING): "",
    (Verb.PAUSE, JobState.PAUSED): "JOB_NOT_PAUSABLE",
    (Verb.PAUSE, JobState.COMPLETED): "JOB_NOT_PAUSABLE",
    (Verb.PAUSE, JobState.FAILED): "JOB_NOT_PAUSABLE",
    (Verb.RESUME, JobState.SUBMITTED): "JOB_NOT_RESUMABLE",
    (Verb.RESUME, JobState.UPLOADING): "JOB_NOT_RESUMABLE",
    (Verb.RESUME, JobState.PAUSED): "",
    (Verb.RESUME, JobState.COMPLETED): "JOB_NOT_RESUMABLE",
    (Verb.RESUME, JobState.FAILED): "",
    **{(Verb.REMOVE, state): "" for state in JobState},
    **{(Verb.LIMIT, state): "" for state in JobState},
    (Verb.LIMIT, JobState.COMPLETED): "JOB_NOT_LIMITABLE",
    **{(Verb.START_AT, state): "" for state in JobState},
    (Verb.START_AT, JobState.UPLOADING): "JOB_NOT_POSTPONABLE",
    (Verb.START_AT, JobState.COMPLETED): "JOB_NOT_POSTPONABLE",
    **{(Verb.VERIFY, state): "JOB_NOT_VERIFIABLE" for state in JobState},
    (Verb.VERIFY, JobState.COMPLETED): "",
}


@pytest.mark.parametrize("state", JobState)
@pytest.mark.parametrize("verb", Verb)
def test_each_verb_is_allowed_in_its_states_and_refused_by_name_in_others(
    verb: Verb, state: JobState
) -> None:
    code = TABLE[verb, state]
    assert (state in ALLOWED[verb]) == (not code)
    if not code:
        check_allowed(verb, state)
        return
    with pytest.raises(NotAllowedError, match=f"The job is {state}") as caught:
        check_allowed(verb, state)
    assert caught.value.code == code


@pytest.mark.case("C23")
def test_five_states_are_stored_and_no_others() -> None:
    assert list(JobState) == ["SUBMITTED", "UPLOADING", "PAUSED", "COMPLETED", "FAILED"]


@pytest.mark.case("C64")
@given(file_size=st.integers(1, 50 * TIB), data=st.data())
def test_progress_is_rounded_down_so_that_100_means_all(file_size: int, data: st.DataObject) -> None:
    bytes_done = data.draw(st.integers(0, file_size))
    progress = replace(JOB, file_size=file_size, bytes_done=bytes_done).progress
    assert 0 <= progress <= 100
    assert (progress == 100) == (bytes_done == file_size)
    assert progress == pytest.approx(bytes_done * 100 / file_size, abs=0.1001)


def test_an_empty_file_goes_from_0_to_100_when_it_is_done() -> None:
    empty = replace(JOB, file_size=0)
    assert empty.progress == 0
    assert replace(empty, state=JobState.COMPLETED).progress == 100


def test_the_plan_of_a_job_is_the_one_that_was_stored() -> None:
    assert JOB.plan == Plan(20 * MIB, 8 * MIB)
    assert JOB.plan.part_count == JOB.total_parts


def test_bytes_are_read_from_the_staged_copy_where_there_is_one() -> None:
    assert JOB.read_path == "/films/a.mp4"
    assert replace(JOB, staged_path="/staging/copy.mp4").read_path == "/staging/copy.mp4"


def test_a_file_that_is_taken_anew_is_equal_to_no_look_at_it() -> None:
    anew = JOB.fingerprint.taken_anew()
    assert (JOB.fingerprint.is_taken_anew, anew.is_taken_anew) == (False, True)
    assert anew != JOB.fingerprint
    assert replace(anew, file_id=JOB.fingerprint.file_id) == JOB.fingerprint


def test_standstill_counts_only_for_a_running_job() -> None:
    later = JOB.updated_at + timedelta(hours=1)
    assert JOB.stands_still_for(later) == timedelta(hours=1)
    assert not replace(JOB, state=JobState.SUBMITTED).stands_still_for(later)
