"""What crosses from one process to another comes out as it went in."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from unit.headless.api.samples import NOW, a_job, a_recording
from uploader_gui.domain.errors import BadSettingsError, ErrorCode, UploaderError
from uploader_gui.domain.events import Activity, EventKind, JobStatus
from uploader_gui.domain.job import ConflictPolicy, Job, JobState, VerifiedBy
from uploader_gui.headless.output.job_json import job_object
from uploader_gui.headless.output.words import completed_words, progress_words
from uploader_gui.headless.runs.handover_messages import (
    chosen_ids,
    event_of,
    place_in,
    resume_order,
    show_order,
    upload_order,
    upload_request,
)
from uploader_gui.headless.runs.run_start import UploadRequest

STATUSES = [
    JobStatus(a_job(), "Waiting to start"),
    JobStatus(
        replace(a_job(), state=JobState.UPLOADING, bytes_done=8_388_608, uploaded_parts=1),
        "Waiting for the network",
        Activity.WAITING_FOR_NETWORK,
        bytes_per_second=12_345.0,
        seconds_left=60.0,
    ),
    JobStatus(
        replace(a_job(), state=JobState.FAILED, error_code=ErrorCode.NO_SUCH_BUCKET, end_time=NOW),
        "No such bucket.",
    ),
    JobStatus(
        replace(
            a_job(), state=JobState.COMPLETED, end_time=NOW, verified_by=VerifiedBy.CHECKSUM, recording_id=7
        ),
        "Uploaded",
        recording=a_recording(),
    ),
]


@pytest.mark.parametrize("status", STATUSES, ids=lambda status: status.job.state)
def test_job_is_shown_there_as_it_is_shown_here(status: JobStatus) -> None:
    sent = json.loads(json.dumps(job_object(status, EventKind.PROGRESS)))
    event = event_of(sent, status.activity.value)
    assert job_object(event.status, event.kind) == sent
    assert event.status.activity is status.activity
    assert progress_words(event.status) == progress_words(status)
    if status.job.state is JobState.COMPLETED:
        assert completed_words(event.status) == completed_words(status)


@pytest.mark.parametrize("broken", [{}, {"event": "exploded"}, {"event": "progress", "jobId": 1}])
def test_another_versions_language_is_named(broken: dict[str, object]) -> None:
    with pytest.raises(UploaderError, match="another version"):
        event_of(broken, "")


@pytest.mark.case("S01")
def test_upload_carries_all_that_the_callers_environment_says_but_the_keys(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    environ = {
        "UPLOADER_GUI_ENDPOINT": "http://127.0.0.1:9000",
        "UPLOADER_GUI_ACCESS_KEY": "a-key",
        "UPLOADER_GUI_SECRET_KEY": "a-secret",
        "UPLOADER_GUI_BUCKET": "media",
        "UPLOAD_CHUNK_SIZE": "10485760",
        "UPLOAD_MAX_SIZE": "1000",
    }
    asked = UploadRequest(
        [Path("a.mov"), Path("/b")], prefix="x", stage=True, on_conflict=ConflictPolicy.SKIP
    )
    order = json.loads(json.dumps(upload_order(environ, asked)))
    read = upload_request(order)
    assert read == replace(asked, paths=[tmp_path / "a.mov", Path("/b")], chunk_size=10485760)
    assert order["maxSize"] == 1000
    place = place_in(order)
    assert place is not None
    assert (place.bucket, place.endpoint) == ("media", "http://127.0.0.1:9000")
    sent = json.dumps([order, show_order(environ, []), resume_order(None)])
    assert "a-secret" not in sent
    assert "a-key" not in sent


def test_a_name_that_is_no_text_survives() -> None:
    asked = UploadRequest([Path("/v/\udce9.mov")])
    order = json.loads(json.dumps(upload_order({}, asked)))
    assert upload_request(order).paths == asked.paths


def test_upload_without_a_connection_goes_where_the_holder_leads() -> None:
    assert place_in(upload_order({}, UploadRequest([Path("a.mov")]))) is None
    assert chosen_ids(resume_order(None)) is None


def test_order_that_is_none_of_ours_is_refused() -> None:
    with pytest.raises(BadSettingsError, match="another version"):
        upload_request({"verb": "upload", "paths": [1]})


def test_standstill_counts_only_for_a_running_job() -> None:
    later = NOW.replace(hour=9)
    running: Job = replace(a_job(), state=JobState.UPLOADING)
    assert running.stands_still_for(later).total_seconds() == 3600
    assert not a_job().stands_still_for(later)
