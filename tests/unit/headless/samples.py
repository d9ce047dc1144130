"""A job to change at will."""

from datetime import UTC, datetime, timedelta

from uploader_gui.domain.errors import ErrorCode
from uploader_gui.domain.job import (
    Destination,
    Fingerprint,
    Job,
    NewJob,
    Recording,
    VerifiedBy,
)
from uploader_gui.domain.messages import MessageCode, message
from uploader_gui.domain.packages.package import Package
from uploader_gui.domain.packages.package_end import FailedFile, PackageEnd
from uploader_gui.domain.plan import MIB, Plan
from uploader_gui.storage.jobs.job_rows import new_job

NOW = datetime(2026, 11, 25, 8, 15, 30, 250_000, UTC)
TO = Destination("environment", "http://127.0.0.1:9000", "us-east-1", "media", "2026/a.mov")


def a_job() -> Job:
    """20 MiB in parts of 8 MiB, just submitted."""
    fingerprint = Fingerprint(20 * MIB, 1, 1, 1, 1)
    new = NewJob("/videos/a.mov", "a.mov", "video/quicktime", fingerprint, Plan(20 * MIB, 8 * MIB), TO)
    return new_job(new, "0e5f1c6e-0000-4000-8000-000000000001", NOW)


def a_recording() -> Recording:
    """The record of its end."""
    return Recording(
        file_name="a.mov",
        bucket=TO.bucket,
        object_key=TO.object_key,
        version_id="",
        file_size=20 * MIB,
        content_type="video/quicktime",
        etag="0" * 32 + "-3",
        verified_by=VerifiedBy.CHECKSUM,
        uploaded_at=NOW,
        download_url="http://127.0.0.1:9000/media/2026/a.mov",
        recording_id=7,
    )


def an_end(completed: int = 300, failed: int = 0) -> PackageEnd:
    """A card of which so many files arrived, at 45 MB/s; at most two that failed are named."""
    failures = tuple(
        FailedFile(
            f"/cards/A007/clip{number}.mov",
            ErrorCode.WRONG_SECRET,
            (message(MessageCode.WRONG_SECRET),),
        )
        for number in range(min(failed, 2))
    )
    return PackageEnd(
        Package("A007", "/cards/A007", NOW, package_id="0e5f1c6e-0000-4000-8000-00000000000a"),
        completed,
        failed,
        completed * 1_800_000_000,
        NOW,
        NOW + timedelta(hours=4),
        completed * 40.0,
        failures,
    )
