"""A file that is elsewhere now: it has to prove that it is the one that was sent, or is to be sent."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from uploader_gui.domain.errors import ErrorCode, NotAllowedError, SourceError, UploaderError
from uploader_gui.domain.job import (
    ALLOWED,
    Fingerprint,
    Job,
    JobState,
    PartState,
    Recording,
    Verb,
    VerifiedBy,
    check_allowed,
)
from uploader_gui.domain.messages import MessageCode, message
from uploader_gui.domain.plan import PartRange
from uploader_gui.source.source_file import Source, StopFlag, check_size, take_fingerprint
from uploader_gui.storage.jobs.job_database import JobDatabase
from uploader_gui.transfer.job.proof import WholeProof

_COARSEST_NS: Final = 2_000_000_000
"""FAT keeps the time of a change in steps of two seconds."""


@dataclass(frozen=True, slots=True)
class Located:
    """The job as it was looked at, its file's new place, and the file as it is there."""

    job: Job
    path: Path
    fingerprint: Fingerprint


def prove_located(
    database: JobDatabase, job_id: str, path: Path, stop: StopFlag, *, is_trusted: bool = False
) -> Located:
    """Compare the file at ``path`` with what was sent of the job's. Blocking: it reads as much as was sent.

    Of a finished job that is the whole, by its CRC32 or its ETag; of one that rests, its done parts. Where nothing was
    sent, the time of the last change tells. ``is_trusted``: the user says that it is the one where nothing can tell.
    Raises JobNotFoundError, NotAllowedError JOB_NOT_RESUMABLE for one that waits or runs, StoppedError, and SourceError:
    another size, SOURCE_CHANGED for other bytes, SOURCE_UNPROVEN where nothing can tell.
    """
    job = database.get(job_id)
    if job.state is not JobState.COMPLETED:
        check_allowed(Verb.RESUME, job.state)
    _check_size(job, path)
    now = take_fingerprint(path)
    if job.state is JobState.COMPLETED:
        is_proven = _is_object(job, database.recordings_of([job_id])[job_id], path, stop)
    else:
        is_proven = _is_rest(database, job, path, now, stop)
    if not is_proven and not is_trusted:
        said = message(MessageCode.LOCATED_UNPROVEN, name=job.file_name, path=str(path))
        raise SourceError(said, code=ErrorCode.SOURCE_UNPROVEN)
    return Located(job, path, now)


def store_located(database: JobDatabase, found: Located) -> Job:
    """The job's file is there from now on. Blocking; raises NotAllowedError if the job has gone on meanwhile."""
    job = database.get(found.job.job_id)
    if job.state is not found.job.state:
        check_allowed(Verb.RESUME, job.state)
        raise NotAllowedError(message(MessageCode.JOB_HAS_ENDED), code=ErrorCode.JOB_NOT_RESUMABLE)
    source_path = str(found.path)
    if job.staged_path and Path(job.staged_path).exists():  # what is sent is the copy, which has not moved
        return database.update(job.job_id, durable=True, source_path=source_path)
    now = found.fingerprint.taken_anew() if job.fingerprint.is_taken_anew else found.fingerprint
    return database.update(job.job_id, durable=True, source_path=source_path, staged_path="", fingerprint=now)


def _check_size(job: Job, path: Path) -> None:
    check_size(replace(job.fingerprint, size=job.file_size), path)


def _is_object(job: Job, recording: Recording, path: Path, stop: StopFlag) -> bool:
    """Compare all of the file with what is recorded of its object; False where nothing is that could be compared."""
    with Source(path) as source:
        if recording.crc32 is not None:
            whole = PartRange(1, 0, job.file_size)
            if source.crc32(whole, stop) != recording.crc32:
                raise _is_another(path)
            return True
        try:
            found = WholeProof.of_file(job.plan, source, stop).check("", recording.etag)
        except UploaderError as error:
            if error.code == ErrorCode.VERIFY_MISMATCH:
                raise _is_another(path) from error
            raise
        return found is not VerifiedBy.NONE


def _is_rest(database: JobDatabase, job: Job, path: Path, now: Fingerprint, stop: StopFlag) -> bool:
    """Compare the file with the parts that were sent; False where nothing was and its time is another."""
    sent = [part for part in database.parts(job.job_id) if part.state is PartState.DONE]
    if not sent or job.fingerprint.is_taken_anew:
        return abs(now.mtime_ns - job.fingerprint.mtime_ns) <= _COARSEST_NS
    with Source(path) as source:
        if any(source.crc32(job.plan.part(part.number), stop) != part.crc32 for part in sent):
            raise _is_another(path)
    return True


def _is_another(path: Path) -> SourceError:
    return SourceError(message(MessageCode.LOCATED_OTHER, path=str(path)), code=ErrorCode.SOURCE_CHANGED)


def may_be_located(job: Job) -> bool:
    """Say whether another place may be given for the job's file: it is finished, or rests."""
    return job.state is JobState.COMPLETED or job.state in ALLOWED[Verb.RESUME]
