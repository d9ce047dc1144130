"""A job as JSON."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from uploader_gui.domain.errors import ErrorCode
from uploader_gui.domain.events import Activity, EventKind, JobStatus, Refusal
from uploader_gui.domain.hashes import HashKind
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
from uploader_gui.domain.packages.package import LeftOut, LeftOutFile, Package
from uploader_gui.domain.packages.package_summary import JobsInState, summary_of
from uploader_gui.domain.store.kept_parts import KeptPlace
from uploader_gui.domain.store.object_terms import ObjectTerms
from uploader_gui.headless.output.job_json import job_object, package_object, recording_object, refusal_object
from uploader_gui.headless.output.words import progress_words

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


@pytest.mark.case("L3.2")
def test_progress_in_json_is_what_is_acknowledged_and_in_words_what_is_sent() -> None:
    status = JobStatus(JOB, messages_of("Uploading"), bytes_in_flight=500)
    assert job_object(status, EventKind.PROGRESS)["progress"] == 66.6
    assert progress_words(status).startswith("83.3 %, 2/3 parts")


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


def test_a_job_says_what_it_was_added_with() -> None:
    pipe = LeftOutFile("/cards/A007/pipe", ErrorCode.SOURCE_NOT_A_FILE)
    card = Package("A007", package_id="p1", left_out=LeftOut.of([pipe]))
    status = JobStatus(replace(JOB, package_id="p1"), messages_of(""))
    assert job_object(status, package=card)["package"] == {
        "id": "p1",
        "name": "A007",
        "missingAtSource": 0,
        "leftOut": 1,
    }
    assert job_object(status)["package"] == {
        "id": "p1",
        "name": None,
        "missingAtSource": None,
        "leftOut": None,
    }
    assert job_object(JobStatus(JOB, messages_of("")))["package"] is None


def test_a_package_has_the_state_and_the_figures_of_its_jobs() -> None:
    card = Package("A007", package_id="p1", created_at=TIME)
    to = JOB.destination
    done = JobsInState(JobState.COMPLETED, 1, JOB.file_size, 3000, to)
    failed = JobsInState(JobState.FAILED, 1, JOB.file_size, JOB.bytes_done, replace(to, object_key="x/b.mp4"))
    fields = package_object(summary_of(card, (done, failed)))
    assert fields == {
        "packageId": "p1",
        "name": "A007",
        "status": "FAILED",
        "message": "1 failed, 1 done",
        "progress": 83.3,
        "files": 2,
        "filesByStatus": {"FAILED": 1, "COMPLETED": 1},
        "missingAtSource": 0,
        "leftOut": 0,
        "bandwidthLimit": None,
        "fileSize": 6000,
        "bytesSent": 4999,
        "bucket": "media",
        "prefix": "x/",
        "startTime": "2026-11-25T08:15:30.120Z",
        "endTime": None,
    }


@pytest.mark.case("L3.4")
def test_job_that_goes_to_several_addresses_says_which_took_what() -> None:
    status = JobStatus(JOB, messages_of("Uploading"), parts_by_address=(("a:9000", 3), ("b:9000", 4)))
    assert job_object(status)["partsByAddress"] == {"a:9000": 3, "b:9000": 4}


def test_completed_job_carries_the_upload_response() -> None:
    done = replace(JOB, state=JobState.COMPLETED, bytes_done=3000, end_time=TIME, verified_by=VerifiedBy.ETAG)
    recording = Recording(
        "a.mp4", "media", "x/a.mp4", "", 3000, "video/mp4", "e-3", VerifiedBy.ETAG, TIME,
        "https://s3.example.com/media/x/a.mp4", recording_id=7, source_path="/cards/a.mp4", part_count=3,
        began_at=TIME, active_s=1.5, crc32=0xABC, hashes=((HashKind.XXH64, "0ea03b369a463d9d"),), user="ana",
        host="cart-2", program_version="1.2", terms=ObjectTerms(storage_class="IA"),
    )  # fmt: skip
    fields = job_object(JobStatus(done, messages_of("Uploaded"), recording=recording))
    assert "event" not in fields
    assert fields["endTime"] == fields["startTime"]
    assert fields["uploadResponse"] == {
        "downloadUrl": "https://s3.example.com/media/x/a.mp4", "bucket": "media", "objectKey": "x/a.mp4",
        "etag": "e-3", "fileSize": 3000, "contentType": "video/mp4", "videoRecordingId": 7, "verifiedBy": "etag",
        "sourcePath": "/cards/a.mp4", "crc32": "00000abc", "hashes": {"xxh64": "0ea03b369a463d9d"},
        "beganAt": "2026-11-25T08:15:30.120Z", "activeSeconds": 1.5, "bytesPerSecond": 2000, "partCount": 3,
        "user": "ana", "host": "cart-2", "programVersion": "1.2", "metadata": {}, "tags": {}, "storageClass": "IA",
        "cacheControl": None, "encryption": None, "kmsKeyId": None, "retention": None, "retentionDays": None,
    }  # fmt: skip
    assert fields["objectTerms"] is None


def test_of_a_recording_from_before_what_was_not_kept_is_null() -> None:
    old = Recording(
        "a.mp4", "media", "x/a.mp4", "", 3000, "video/mp4", "e-3", VerifiedBy.ETAG, TIME, "https://s3.example.com/a",
    )  # fmt: skip
    fields = recording_object(old)
    assert fields["hashes"] == {}
    for name in (
        "sourcePath",
        "crc32",
        "beganAt",
        "activeSeconds",
        "bytesPerSecond",
        "partCount",
        "user",
        "host",
    ):
        assert fields[name] is None


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


@pytest.mark.case("L1.6")
def test_what_a_job_does_and_where_its_parts_are_kept_is_told() -> None:
    kept = replace(JOB, kept=KeptPlace("scratch", "x/.uploader-parts/7a0c/"))
    fields = job_object(JobStatus(kept, messages_of(""), Activity.JOINING), EventKind.PROGRESS)
    assert fields["activity"] == "joining"
    assert fields["keptParts"] == {"bucket": "scratch", "prefix": "x/.uploader-parts/7a0c/"}
    at_rest = job_object(JobStatus(JOB, messages_of("")))
    assert (at_rest["activity"], at_rest["keptParts"]) == (None, None)


@pytest.mark.case("L3.1")
def test_a_limit_of_its_own_is_told_and_null_where_there_is_none() -> None:
    limited = replace(JOB, bandwidth_limit=400_000)
    assert job_object(JobStatus(limited, messages_of("")))["bandwidthLimit"] == 400_000
    assert job_object(JobStatus(JOB, messages_of("")))["bandwidthLimit"] is None
