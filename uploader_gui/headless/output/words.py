"""Figures and outcomes in words, for terminals and logs."""

from uploader_gui.domain.events import JobStatus
from uploader_gui.domain.job import VerifiedBy

_PROOFS = {
    VerifiedBy.CHECKSUM: "checksum matches",
    VerifiedBy.ETAG: "ETag matches",
    VerifiedBy.NONE: "not verified",
}


def size_words(count: float) -> str:
    """Bytes in decimal units, as on the box of a disk: ``118.0 GB``, ``512 Bytes``."""
    from humanize import naturalsize

    return naturalsize(count)


def duration_words(seconds: float) -> str:
    """Seconds as a person says them: ``40 seconds``, ``31 minutes``, ``5 hours and 12 minutes``."""
    from humanize import naturaldelta, precisedelta

    if seconds < 60:
        return naturaldelta(seconds)
    return precisedelta(seconds, minimum_unit="minutes", format="%.0f")


def progress_words(status: JobStatus) -> str:
    """How far a job is: ``41.3 %, part 52/125, 12 MB/s, 31 min left``, as far as it is known."""
    job = status.job
    said = [f"{job.progress:.1f} %", f"{job.uploaded_parts}/{job.total_parts} parts"]
    if status.bytes_per_second:
        said.append(f"{size_words(status.bytes_per_second)}/s")
    if status.seconds_left is not None:
        said.append(f"{duration_words(status.seconds_left)} left")
    return ", ".join(said)


def completed_words(status: JobStatus) -> str:
    """Where a finished file is, and what proved it."""
    job = status.job
    return (
        f"{job.file_name}: uploaded to {job.destination.bucket}/{job.destination.object_key} "
        f"({size_words(job.file_size)}, {proof_words(job.verified_by)})"
    )


def proof_words(verified_by: VerifiedBy | None) -> str:
    """How a finished object was verified: ``checksum matches``."""
    return _PROOFS[verified_by or VerifiedBy.NONE]


def counted(count: int, one: str, many: str) -> str:
    """``1 old job``, ``2 old jobs``."""
    return f"{count} {one if count == 1 else many}"
