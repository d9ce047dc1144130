"""The columns of ``async_upload_tasks``, and jobs as they stand in a row of it."""

from dataclasses import replace
from datetime import datetime
from uuid import uuid4

from uploader_gui.domain.errors import ErrorCode
from uploader_gui.domain.job import (
    AdoptedUpload,
    ChecksumMode,
    Job,
    JobState,
    NewJob,
    Recording,
    VerifiedBy,
)
from uploader_gui.domain.messages import MessageCode, Messages, from_json, message
from uploader_gui.domain.store.kept_parts import NOTHING_KEPT
from uploader_gui.domain.store.object_terms import terms_of, terms_text
from uploader_gui.domain.unattended.growth import growth_of, growth_text
from uploader_gui.storage.database.column_values import (
    hashes_of,
    hashes_text,
    messages_text,
    number_or_zero,
    path_form,
    path_of,
    plain,
    plain_messages,
    text_or_empty,
)
from uploader_gui.storage.database.columns import ColumnForm, Columns


def new_job(new: NewJob, job_id: str, now: datetime, position: int = 0, *, package_id: str = "") -> Job:
    """The job that a submitted file starts as; its id is made if there is none yet. ``package_id``: if not the file's."""
    job = Job(
        job_id=job_id or new.job_id or str(uuid4()),
        state=JobState.SUBMITTED,
        messages=(message(MessageCode.WAITING_TO_START),),
        file_name=new.file_name,
        file_size=new.plan.file_size,
        content_type=new.content_type,
        part_size=new.plan.part_size,
        total_parts=new.plan.part_count,
        destination=new.destination,
        source_path=new.source_path,
        staged_path=new.staged_path,
        stage=new.stage,
        fingerprint=new.fingerprint,
        on_conflict=new.on_conflict,
        conflict_is_checked=new.conflict_is_checked,
        kept=new.kept,
        bandwidth_limit=new.bandwidth_limit,
        package_id=package_id or new.package_id,
        expected_hashes=new.expected_hashes,
        growth=new.growth,
        start_at=new.start_at,
        terms=new.terms,
        on_found=new.on_found_later,
        start_time=now,
        created_at=now,
        updated_at=now,
        position=position,
    )
    return job if new.adopted is None else _with_upload(job, new.adopted)


def going_on(job: Job, found: NewJob) -> Job:
    """A job that has sent nothing, with what was found of its file: in the parts in which that was begun."""
    job = replace(
        job,
        part_size=found.plan.part_size,
        total_parts=found.plan.part_count,
        growth=found.growth,
        kept=found.kept,
        on_found=None,
    )
    return job if found.adopted is None else _with_upload(job, found.adopted)


def _with_upload(job: Job, adopted: AdoptedUpload) -> Job:
    return replace(
        job,
        upload_id=adopted.upload_id,
        upload_begun_at=adopted.begun_at,
        upload_expires_at=adopted.expires_at,
        checksum_mode=adopted.checksum_mode,
        takes_copies=adopted.takes_copies,
    )


SHORTEST_PREFIX = 8
"""As much of an id as names a job or a package."""


def ids_beginning(prefix: str) -> tuple[str, str]:
    """The first and the last id that ``prefix``, as somebody entered it, may mean; nothing's where it can't be one."""
    prefix = prefix.strip().lower()
    if not prefix.isascii():  # SQLite takes no halves of characters
        return "", ""
    return prefix, prefix + "\U0010ffff" if len(prefix) >= SHORTEST_PREFIX else prefix


_NAMES = {
    "state": "status",
    "part_size": "chunk_size",
    "staged_path": "temp_file_path",
    "recording_id": "video_recording_id",
    "fingerprint.size": "source_size",
    "fingerprint.mtime_ns": "source_mtime_ns",
    "fingerprint.ctime_ns": "source_ctime_ns",
    "fingerprint.device": "source_device",
    "fingerprint.file_id": "source_file_id",
    "kept.bucket": "kept_bucket",
    "kept.prefix": "kept_prefix",
}
_PATH = ColumnForm(path_form, path_of)
_WIDE_NUMBER = ColumnForm(str, int)
_LATE_TEXT = ColumnForm(read=text_or_empty)
_FORMS = {
    "message": ColumnForm(plain),
    "messages": ColumnForm(messages_text, from_json),
    "error_code": ColumnForm(str, ErrorCode.read),
    "source_path": _PATH,
    "staged_path": _PATH,
    "fingerprint.device": _WIDE_NUMBER,
    "fingerprint.file_id": _WIDE_NUMBER,
    "kept.bucket": _LATE_TEXT,
    "kept.prefix": _LATE_TEXT,
    "package_id": _LATE_TEXT,
    "expected_hashes": ColumnForm(hashes_text, hashes_of),
    "hashes": ColumnForm(hashes_text, hashes_of),
    "active_s": ColumnForm(read=number_or_zero),
    "growth": ColumnForm(growth_text, growth_of),
    "terms": ColumnForm(terms_text, terms_of),
}
JOBS = Columns(Job, names=_NAMES, forms=_FORMS)

_INDEXED = {"status", "object_key", "video_recording_id", "package_id"}
_PLAN = {
    "file_name", "file_size", "content_type", "chunk_size", "total_parts", "profile", "region", "stage",
}  # fmt: skip
_FIXED = {"job_id", "endpoint", "bucket", "start_time", "created_at"}
# Written by moving a job only; without one a job has the place of its id.
_MOVED = {"position"}

NEW = JOBS.only(set(JOBS.names) - _MOVED, computed=["progress", "message"])
"""What is written of a new job, beside its ``id``."""
CHANGING = JOBS.only(set(JOBS.names) - _INDEXED - _PLAN - _FIXED - _MOVED, computed=["progress", "message"])
"""What of a job changes often: all that is not named here."""
INDEXED = JOBS.only(_INDEXED)
"""What of a job changes seldom, and has an index to be kept."""
PLANNED = JOBS.only(_PLAN)
"""What of a job changes only when it is planned anew."""


def without_upload(job: Job, *, discards: int) -> Job:
    """The job as it was before it had an upload on the store; what was in that is to be sent anew."""
    return replace(
        job,
        upload_id="",
        intent_at=None,
        upload_begun_at=None,
        upload_expires_at=None,
        finish_was_sent=False,
        checksum_mode=ChecksumMode.UNDECIDED,
        takes_copies=False,
        discards=discards,
    )


def completed_job(
    job: Job, recording: Recording, recording_id: int, messages: Messages, now: datetime, task_id: int
) -> Job:
    """The job as its row stands once it is COMPLETED; in history its place is that of its submission."""
    return replace(
        job,
        state=JobState.COMPLETED,
        messages=plain_messages(messages),
        error_code=ErrorCode.NONE,
        uploaded_parts=job.total_parts,
        bytes_done=job.file_size,
        verified_by=recording.verified_by,
        hashes=recording.hashes,
        active_s=job.active_until(recording.uploaded_at),
        running_since=None,
        recording_id=recording_id,
        end_time=recording.uploaded_at,
        updated_at=now,
        position=task_id,
        kept=job.kept if recording.verified_by is VerifiedBy.NONE else NOTHING_KEPT,
    )
