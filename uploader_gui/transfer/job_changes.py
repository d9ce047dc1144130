"""What a user does to a job besides running it: another key or path, back to waiting, a link to the finished object."""

from dataclasses import replace
from datetime import datetime

from uploader_gui.domain.errors import ErrorCode, ErrorKind, NotAllowedError, StoreError, UploaderError
from uploader_gui.domain.job import Destination, Job, JobState
from uploader_gui.domain.messages import MessageCode, message
from uploader_gui.domain.naming import object_key
from uploader_gui.s3.client_cache import ClientCache
from uploader_gui.storage.jobs.job_database import JobDatabase
from uploader_gui.transfer.job.conflict import find_existing
from uploader_gui.transfer.job.job_run import Tools

_RESTING = frozenset({JobState.SUBMITTED, JobState.PAUSED, JobState.FAILED})


def may_be_renamed(job: Job) -> bool:
    """Say whether the key can still be changed: nothing was ever begun on the store under it."""
    return job.state in _RESTING and not job.may_have_upload and not job.finish_was_sent


def check_renamable(job: Job) -> None:
    """Raise NotAllowedError JOB_NOT_RENAMABLE if the key can't be changed any more."""
    if not may_be_renamed(job):
        raise NotAllowedError(
            message(MessageCode.JOB_NOT_RENAMABLE),
            code=ErrorCode.JOB_NOT_RENAMABLE,
        )


def renamed(tools: Tools, job: Job, key: str) -> Job:
    """Give a job that has not begun another key. Blocking.

    Raises NotAllowedError JOB_NOT_RENAMABLE, DESTINATION_BUSY or OBJECT_EXISTS, UploaderError BAD_KEY, and what
    the store says to every upload. A store that can't be asked now is asked when the job starts.
    """
    check_renamable(job)
    key = object_key("", tuple(key.split("/")))
    if key == job.destination.object_key:
        return job
    place = job.destination.endpoint, job.destination.bucket
    if tools.jobs.unfinished_at(*place, [key]):
        raise NotAllowedError(
            message(MessageCode.KEY_TAKEN_BY_UPLOAD, key=key), code=ErrorCode.DESTINATION_BUSY
        )
    return tools.jobs.update(
        job.job_id,
        durable=True,
        destination=replace(job.destination, object_key=key),
        conflict_is_checked=_is_free(tools.destinations, job, key),
    )


def _is_free(destinations: ClientCache, job: Job, key: str) -> bool:
    """True if no object has the key, False if that could not be found out. Raises NotAllowedError if one has."""
    try:
        found = find_existing(destinations.client(job.destination), job.destination.bucket, [key])
    except StoreError as error:
        if error.kind is ErrorKind.TRANSIENT:
            return False
        raise
    except UploaderError:  # no keys for the store: they are asked for when the job starts
        return False
    if found.taken:
        raise NotAllowedError(message(MessageCode.NAME_TAKEN, key=key), code=ErrorCode.OBJECT_EXISTS)
    return not found.may_retry


def back_to_waiting(database: JobDatabase, job: Job) -> Job:
    """Back to SUBMITTED; what the failure said must not happen unasked, the user has now asked for. Blocking."""
    if job.state is JobState.SUBMITTED:
        return job
    if job.error_code == ErrorCode.VERIFY_MISMATCH:
        database.forget_upload(job.job_id, discards=job.discards, also_kept=True)
    discards = 0 if job.error_code in {ErrorCode.UPLOAD_DISCARDED, ErrorCode.PART_STUCK} else job.discards
    return database.update(
        job.job_id,
        state=JobState.SUBMITTED,
        messages=(message(MessageCode.WAITING_TO_START),),
        pause_reason=None,
        error_code=ErrorCode.NONE,
        end_time=None,
        discards=discards,
    )


def starting_at(database: JobDatabase, job: Job, when: datetime | None) -> Job:
    """Waiting, to start at ``when``; None: as soon as there is a slot. Blocking."""
    # The time first: a kill between the two leaves it at rest, and not waiting without one.
    return back_to_waiting(database, database.update(job.job_id, durable=True, start_at=when))


def link(tools: Tools, place: Destination, expires_s: int) -> str:
    """A URL by which anyone can read the object there for so many seconds. Blocking. Raises UploaderError."""
    return tools.destinations.client(place).presigned_url(place.bucket, place.object_key, expires_s)
