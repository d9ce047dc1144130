"""Rows of parts, recordings and abandoned uploads to the domain's values and back."""

import sqlite3

from uploader_gui.domain.job import (
    AbandonedUpload,
    MediaFacts,
    Part,
    PartState,
    Recording,
    VerifiedBy,
)
from uploader_gui.domain.plan import PartRange
from uploader_gui.storage.jobs.column_values import Value, maybe_text, maybe_time, time_of, time_text
from uploader_gui.storage.jobs.job_rows import destination_of


def part_of(row: sqlite3.Row) -> Part:
    """The part of a row (number, offset, size, status, crc32, md5, etag, sent_at)."""
    number, offset, size, status, crc32, md5, etag, sent_at = row
    state = PartState.DONE if status == "DONE" else PartState.PENDING
    return Part(
        number, offset, size, state, int(crc32, 16) if crc32 else None, md5, etag, maybe_time(sent_at)
    )


def part_columns(part: PartRange, task_id: int) -> dict[str, Value]:
    """Every column of a part that waits to be sent."""
    return {
        "task_id": task_id,
        "part_number": part.number,
        "offset": part.offset,
        "size": part.size,
        "crc32": "",
        "md5": "",
        "etag": "",
        "status": "PENDING",
    }


def proof_columns(part: Part, task_id: int) -> dict[str, Value]:
    """What a part's row learns when it is done; with the key to find it."""
    return {
        "task_id": task_id,
        "part_number": part.number,
        "crc32": "" if part.crc32 is None else f"{part.crc32:08x}",
        "md5": part.md5,
        "etag": part.etag,
        "sent_at": maybe_text(part.sent_at),
    }


def recording_of(row: sqlite3.Row) -> Recording:
    """The recording of a row of ``video_recordings``."""
    return Recording(
        file_name=row["file_name"],
        bucket=row["bucket"],
        object_key=row["object_key"],
        version_id=row["version_id"],
        file_size=row["file_size"],
        content_type=row["content_type"],
        etag=row["etag"],
        verified_by=VerifiedBy(row["verified_by"]),
        uploaded_at=time_of(row["uploaded_at"]),
        download_url=row["download_url"],
        media=MediaFacts(
            row["duration_s"], row["width"], row["height"], row["video_codec"], row["audio_codec"]
        ),
        recording_id=row["id"],
    )


def recording_columns(recording: Recording) -> dict[str, Value]:
    """Every column of a recording but its ``id``."""
    return {
        "file_name": recording.file_name,
        "bucket": recording.bucket,
        "object_key": recording.object_key,
        "version_id": recording.version_id,
        "file_size": recording.file_size,
        "content_type": recording.content_type,
        "etag": recording.etag,
        "verified_by": recording.verified_by.value,
        "uploaded_at": time_text(recording.uploaded_at),
        "download_url": recording.download_url,
        "duration_s": recording.media.duration_s,
        "width": recording.media.width,
        "height": recording.media.height,
        "video_codec": recording.media.video_codec,
        "audio_codec": recording.media.audio_codec,
    }


def abandoned_of(row: sqlite3.Row) -> AbandonedUpload:
    """The value of a row of ``abandoned_uploads``."""
    return AbandonedUpload(
        destination_of(row), row["upload_id"], time_of(row["intent_at"]), abandoned_id=row["id"]
    )


def abandoned_columns(upload: AbandonedUpload) -> dict[str, Value]:
    """Every column of an abandoned upload but its ``id``."""
    return {
        "profile": upload.destination.profile,
        "endpoint": upload.destination.endpoint,
        "region": upload.destination.region,
        "bucket": upload.destination.bucket,
        "object_key": upload.destination.object_key,
        "upload_id": upload.upload_id,
        "intent_at": time_text(upload.intent_at),
    }
