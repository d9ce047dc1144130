"""What verifying again found is read beside the recordings, of some or of all of them."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from unit.storage.conftest import NewJobMaker
from uploader_gui.domain.checks import Check, CheckKind, CheckResult
from uploader_gui.domain.job import NewJob, Recording
from uploader_gui.domain.messages import messages_of
from uploader_gui.storage.jobs.job_database import JobDatabase

pytestmark = pytest.mark.case("W01")


def test_only_those_that_were_verified_again_are_told_of(
    job_database: JobDatabase, new_job: NewJobMaker, recording: Callable[[NewJob], Recording]
) -> None:
    new = [new_job("a.mov"), new_job("b.mov")]
    jobs = job_database.add(new)
    one, other = job_database.complete(
        [(job, recording(made), messages_of("Uploaded")) for job, made in zip(jobs, new, strict=True)]
    )
    assert one.recording_id is not None
    assert other.recording_id is not None
    assert job_database.checks() == {}

    found = Check(datetime(2026, 11, 29, 12, tzinfo=UTC), CheckKind.STORE, CheckResult.MATCHES)
    job_database.keep_check(one.recording_id, one.job_id, found, messages_of("It matches."))

    assert job_database.checks() == {one.recording_id: found}
    assert job_database.checks([one.recording_id, other.recording_id]) == {one.recording_id: found}
    assert job_database.checks([other.recording_id]) == {}
