"""Rows of ``async_upload_tasks`` to jobs and back."""

import sqlite3
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from uuid import uuid4

from uploader_gui.domain.errors import ErrorCode
from uploader_gui.domain.job import (
    ChecksumMode,
    ConflictPolicy,
    Destination,
    Fingerprint,
    Job,
    JobState,
    NewJob,
    Recording,
    VerifiedBy,
)
from uploader_gui.storage.jobs.column_values import (
    Value,
    maybe_text,
    maybe_time,
    path_form,
    path_of,
    plain,
    time_of,
    time_text,
)

_WAITING = "Waiting to start"


def new_job(new: NewJob, job_id: str, now: datetime) -> Job:
    """The job that a submitted file starts as."""
    return Job(
        job_id=job_id or new.job_id or str(uuid4()),
        state=JobState.SUBMITTED,
        message=_WAITING,
        error_code=ErrorCode.NONE,
        file_name=new.file_name,
        file_size=new.plan.file_size,
        content_type=new.content_type,
        part_size=new.plan.part_size,
        total_parts=new.plan.part_count,
        uploaded_parts=0,
        bytes_done=0,
        destination=new.destination,
        source_path=new.source_path,
        staged_path=new.staged_path,
        stage=new.stage,
        fingerprint=new.fingerprint,
        checksum_mode=ChecksumMode.UNDECIDED,
        on_conflict=new.on_conflict,
        conflict_is_checked=new.conflict_is_checked,
        upload_id="",
        intent_at=None,
        upload_begun_at=None,
        upload_expires_at=None,
        discards=0,
        finish_was_sent=False,
        attempts=0,
        verified_by=None,
        recording_id=None,
        start_time=now,
        end_time=None,
        created_at=now,
        updated_at=now,
    )


def job_of(row: sqlite3.Row) -> Job:
    """The job of a row of ``async_upload_tasks``."""
    # sqlite3.Row compares names one after another: half of this function's time with 42 columns.
    column = dict(zip(row.keys(), row, strict=True))
    return Job(
        job_id=column["job_id"],
        state=JobState(column["status"]),
        message=column["message"],
        error_code=ErrorCode.read(column["error_code"]),
        file_name=column["file_name"],
        file_size=column["file_size"],
        content_type=column["content_type"],
        part_size=column["chunk_size"],
        total_parts=column["total_parts"],
        uploaded_parts=column["uploaded_parts"],
        bytes_done=column["bytes_done"],
        destination=destination_of(column),
        source_path=path_of(column["source_path"]),
        staged_path=path_of(column["temp_file_path"]),
        stage=bool(column["stage"]),
        fingerprint=Fingerprint(
            column["source_size"],
            column["source_mtime_ns"],
            column["source_ctime_ns"],
            int(column["source_device"]),
            int(column["source_file_id"]),
        ),
        checksum_mode=ChecksumMode(column["checksum_mode"]),
        on_conflict=ConflictPolicy(column["on_conflict"]),
        conflict_is_checked=bool(column["conflict_is_checked"]),
        upload_id=column["upload_id"],
        intent_at=maybe_time(column["intent_at"]),
        upload_begun_at=maybe_time(column["upload_begun_at"]),
        upload_expires_at=maybe_time(column["upload_expires_at"]),
        discards=column["discards"],
        finish_was_sent=bool(column["finish_was_sent"]),
        attempts=column["attempts"],
        verified_by=VerifiedBy(column["verified_by"]) if column["verified_by"] else None,
        recording_id=column["video_recording_id"],
        start_time=time_of(column["start_time"]),
        end_time=maybe_time(column["end_time"]),
        created_at=time_of(column["created_at"]),
        updated_at=time_of(column["updated_at"]),
        position=column["id"] if column["position"] is None else column["position"],
    )


def destination_of(row: Mapping[str, str] | sqlite3.Row) -> Destination:
    """The destination in a row of jobs or of abandoned uploads."""
    return Destination(row["profile"], row["endpoint"], row["region"], row["bucket"], row["object_key"])


def changing_columns(job: Job) -> dict[str, Value]:
    """What of a job changes often, by column; with ``job_id`` to find the row."""
    return {
        "job_id": job.job_id,
        "progress": job.progress,
        "message": plain(job.message),
        "error_code": job.error_code.value,
        "uploaded_parts": job.uploaded_parts,
        "bytes_done": job.bytes_done,
        "source_path": path_form(job.source_path),
        "temp_file_path": path_form(job.staged_path),
        "source_size": job.fingerprint.size,
        "source_mtime_ns": job.fingerprint.mtime_ns,
        "source_ctime_ns": job.fingerprint.ctime_ns,
        "source_device": str(job.fingerprint.device),
        "source_file_id": str(job.fingerprint.file_id),
        "checksum_mode": job.checksum_mode.value,
        "on_conflict": job.on_conflict.value,
        "conflict_is_checked": job.conflict_is_checked,
        "upload_id": job.upload_id,
        "intent_at": maybe_text(job.intent_at),
        "upload_begun_at": maybe_text(job.upload_begun_at),
        "upload_expires_at": maybe_text(job.upload_expires_at),
        "discards": job.discards,
        "finish_was_sent": job.finish_was_sent,
        "attempts": job.attempts,
        "verified_by": job.verified_by.value if job.verified_by else "",
        "end_time": maybe_text(job.end_time),
        "updated_at": time_text(job.updated_at),
    }


def indexed_columns(job: Job) -> dict[str, Value]:
    """What of a job changes seldom, and has an index to be kept; with ``job_id`` to find the row."""
    return {
        "job_id": job.job_id,
        "status": job.state.value,
        "object_key": job.destination.object_key,
        "video_recording_id": job.recording_id,
    }


def plan_columns(job: Job) -> dict[str, Value]:
    """What of a job changes only when it is planned anew; with ``job_id`` to find the row."""
    return {
        "job_id": job.job_id,
        "file_name": job.file_name,
        "file_size": job.file_size,
        "content_type": job.content_type,
        "chunk_size": job.part_size,
        "total_parts": job.total_parts,
        "profile": job.destination.profile,
        "region": job.destination.region,
        "stage": job.stage,
    }


def all_columns(job: Job) -> dict[str, Value]:
    """Every column of a job but its ``id``."""
    return (
        changing_columns(job)
        | indexed_columns(job)
        | plan_columns(job)
        | {
            "endpoint": job.destination.endpoint,
            "bucket": job.destination.bucket,
            "start_time": time_text(job.start_time),
            "created_at": time_text(job.created_at),
        }
    )


def without_upload(job: Job, *, discards: int) -> Job:
    """The job as it was before it had an upload on the store; its parts are to be sent anew."""
    return replace(
        job,
        upload_id="",
        intent_at=None,
        upload_begun_at=None,
        upload_expires_at=None,
        finish_was_sent=False,
        checksum_mode=ChecksumMode.UNDECIDED,
        uploaded_parts=0,
        bytes_done=0,
        discards=discards,
    )


def completed_job(
    job: Job, recording: Recording, recording_id: int, message: str, now: datetime, task_id: int
) -> Job:
    """The job as its row stands once it is COMPLETED; in history its place is that of its submission."""
    return replace(
        job,
        state=JobState.COMPLETED,
        message=plain(message),
        error_code=ErrorCode.NONE,
        uploaded_parts=job.total_parts,
        bytes_done=job.file_size,
        verified_by=recording.verified_by,
        recording_id=recording_id,
        end_time=recording.uploaded_at,
        updated_at=now,
        position=task_id,
    )
