"""Figures and outcomes in words, for terminals and logs."""

from pathlib import PurePath

from uploader_gui.domain.checks import CheckResult
from uploader_gui.domain.events import Activity, JobStatus
from uploader_gui.domain.job import Recording, VerifiedBy
from uploader_gui.domain.messages import english
from uploader_gui.domain.packages.package import LeftOutFile
from uploader_gui.domain.packages.package_end import MOST_FAILURES, FailedFile, PackageEnd

_PROOFS = {
    VerifiedBy.CHECKSUM: "checksum matches",
    VerifiedBy.ETAG: "ETag matches",
    VerifiedBy.NONE: "not verified",
}
_AMISS = {CheckResult.MISSING: "missing in the store", CheckResult.DIFFERS: "differs from what was sent"}


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
    said = [f"{status.percent:.1f} %", f"{job.uploaded_parts}/{job.total_parts} parts"]
    if status.bytes_per_second:
        said.append(f"{size_words(status.bytes_per_second)}/s")
    if status.seconds_left is not None:
        said.append(f"{duration_words(status.seconds_left)} left")
    return ", ".join(said)


def growing_words(status: JobStatus) -> str:
    """How far a job is whose file is still written: ``4.2 GB sent, 12 MB/s, still growing, 12 s behind``."""
    said = [f"{size_words(status.job.bytes_done + status.bytes_in_flight)} sent"]
    if status.bytes_per_second:
        said.append(f"{size_words(status.bytes_per_second)}/s")
    said.append("still growing")
    if status.behind_s:
        said.append(f"{status.behind_s} s behind")
    return ", ".join(said)


def doing_words(status: JobStatus) -> str:
    """How far a job is, or what it does instead of sending, such as having its parts joined."""
    if status.activity is Activity.GROWING:
        return growing_words(status)
    is_sending = status.activity in {Activity.NONE, Activity.SENDING}
    return progress_words(status) if is_sending else status.message


def completed_words(status: JobStatus) -> str:
    """Where a finished file is, and what proved it."""
    job = status.job
    return (
        f"{job.file_name}: uploaded to {job.destination.bucket}/{job.destination.object_key} "
        f"({size_words(job.file_size)}, {proof_words(job.verified_by)})"
    )


def end_words(end: PackageEnd) -> str:
    """A package that has ended, in one line: how many files, how large, how fast, what failed or was left out why, and what was missing."""
    count = counted(end.added, "file", "files")
    said = f"{end.package.name}: {count if end.completed == end.added else f'{end.completed} of {count}'} uploaded"
    if end.completed:
        said += f", {size_words(end.bytes_sent)} in {duration_words(end.active_s)}"
    if end.bytes_per_second:
        said += f", {size_words(end.bytes_per_second)}/s on average"
    said += "."
    if end.failed:
        more = f", and {end.more_failures} more" if end.more_failures else ""
        said += f" {end.failed} failed: {', '.join(map(_failure_words, end.failures))}{more}."
    if count_out := end.package.left_out.count:
        named = end.package.left_out.files[:MOST_FAILURES]
        more = f", and {count_out - len(named)} more" if count_out > len(named) else ""
        said += f" {count_out} left out: {', '.join(map(_left_out_words, named))}{more}."
    if missing := end.package.missing.count:
        said += f" Not there, but in the media hash list: {counted(missing, 'file', 'files')}."
    return said


def _failure_words(failed: FailedFile) -> str:
    return f"{PurePath(failed.path).name} ({english(failed.messages)})"


def _left_out_words(file: LeftOutFile) -> str:
    return f"{PurePath(file.path).name} ({english(file.messages) or file.code})"


def proof_words(verified_by: VerifiedBy | None) -> str:
    """How a finished object was verified: ``checksum matches``."""
    return _PROOFS[verified_by or VerifiedBy.NONE]


def standing_words(recording: Recording) -> str:
    """How a finished upload stands: what verifying it again found, or how it was verified when it was finished."""
    check = recording.check
    if check is None or check.result is CheckResult.UNKNOWN:
        return proof_words(recording.verified_by)
    return f"{check.result}, {check.at.astimezone().date()}"


def state_words(status: JobStatus) -> str:
    """The job's state, and what verifying it again found amiss: ``COMPLETED, missing in the store``."""
    check, state = status.check, status.job.state.value
    return state if check is None or not check.finds_object_amiss else f"{state}, {_AMISS[check.result]}"


def said_words(status: JobStatus) -> str:
    """What is said of the job; where its object is no longer what was uploaded, that comes first."""
    check = status.check
    if check is None or not check.finds_object_amiss:
        return status.message
    found = _AMISS[check.result].capitalize()
    day = check.at.astimezone().date()
    return f"{found}, verified again {day}. When it was sent: {status.message}"


def counted(count: int, one: str, many: str) -> str:
    """``1 old job``, ``2 old jobs``."""
    return f"{count} {one if count == 1 else many}"
