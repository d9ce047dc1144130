"""A job as JSON."""

from dataclasses import replace
from datetime import UTC, datetime

from uploader_gui.domain.errors import ErrorCode
from uploader_gui.domain.events import EventKind, JobStatus, Refusal
from uploader_gui.domain.job import (
    ChecksumMode,
    ConflictPolicy,
    Destination,
    Fingerprint,
    Job,
    JobState,
    Recording,
    VerifiedBy,
)
from uploader_gui.domain.messages import messages_of
from uploader_gui.headless.output.job_json import job_object, refusal_object

TIME = datetime(2026, 11, 25, 8, 15, 30, 120_000, tzinfo=UTC)
JOB = Job(
    job_id="7a0c", state=JobState.UPLOADING, messages=messages_of(""), error_code=ErrorCode.NONE, file_name="a.mp4", file_size=3000,
    content_type="video/mp4", part_size=1000, total_parts=3, uploaded_parts=2, bytes_done=1999,
    destination=Destination("studio", "https://s3.example.com", "us-east-1", "media", "x/a.mp4"),
    source_path="/a.mp4", staged_path="", stage=False, fingerprint=Fingerprint(3000, 1, 1, 1, 1),
    checksum_mode=ChecksumMode.CRC32, on_conflict=ConflictPolicy.REFUSE, conflict_is_checked=True, upload_id="u",
    intent_at=TIME, upload_begun_at=TIME, upload_expires_at=None, discards=0, finish_was_sent=False, attempts=1,
    verified_by=None, recording_id=None, start_time=TIME, end_time=None, created_at=TIME, updated_at=TIME,
)  # fmt: skip


def test_running_job_has_its_figures_and_no_end() -> None:
    fields = job_object(
        JobStatus(JOB, messages_of("Uploading"), bytes_per_second=10.6, seconds_left=99.5), EventKind.PROGRESS
    )
    assert fields["event"] == "progress"
    assert fields["progress"] == 66.6
    assert fields["startTime"] == "2026-11-25T08:15:30.120Z"
    assert (fields["bytesSent"], fields["bytesPerSecond"], fields["secondsLeft"]) == (1999, 11, 100)
    assert fields["errorCode"] is None
    assert not fields.keys() & {"endTime", "uploadResponse"}


def test_completed_job_carries_the_upload_response() -> None:
    done = replace(JOB, state=JobState.COMPLETED, bytes_done=3000, end_time=TIME, verified_by=VerifiedBy.ETAG)
    recording = Recording(
        "a.mp4", "media", "x/a.mp4", "", 3000, "video/mp4", "e-3", VerifiedBy.ETAG, TIME,
        "https://s3.example.com/media/x/a.mp4", recording_id=7,
    )  # fmt: skip
    fields = job_object(JobStatus(done, messages_of("Uploaded"), recording=recording))
    assert "event" not in fields
    assert fields["endTime"] == fields["startTime"]
    assert fields["uploadResponse"] == {
        "downloadUrl": "https://s3.example.com/media/x/a.mp4", "bucket": "media", "objectKey": "x/a.mp4",
        "etag": "e-3", "fileSize": 3000, "contentType": "video/mp4", "videoRecordingId": 7, "verifiedBy": "etag",
    }  # fmt: skip


def test_refused_file_has_a_jobs_keys_with_null_where_nothing_is_known() -> None:
    refusal = Refusal("/x/a.mp4", "a.mp4", 5, ErrorCode.OBJECT_EXISTS, messages_of("It is there."))
    fields = refusal_object(refusal, "media")
    assert fields.keys() == job_object(JobStatus(JOB, messages_of("")), EventKind.PROGRESS).keys()
    assert (fields["event"], fields["jobId"], fields["fileName"], fields["errorCode"]) == (
        "refused", None, "a.mp4", "OBJECT_EXISTS",
    )  # fmt: skip


def test_skipped_file_is_no_error() -> None:
    fields = refusal_object(
        Refusal("/x/a.mp4", "a.mp4", 5, ErrorCode.SKIPPED, messages_of("Same"), is_success=True), "media"
    )
    assert (fields["event"], fields["errorCode"]) == ("skipped", None)
