"""The longer SQL statements of ``job_store.py``; their parameters are made in ``rows.py``."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from uploader_gui.storage.jobs.column_values import Value

# 2,000 at once cost 5 MB of memory and saved nothing.
_ROWS_AT_ONCE = 200
_NUL = "\\u0000"


def insert_all(table: str, columns: Sequence[str]) -> str:
    """The statement that inserts what ``json_rows`` gives for these columns."""
    names = ", ".join(f'"{name}"' for name in columns)
    values = ", ".join(f"json_extract(value, '$[{at}]')" for at in range(len(columns)))
    return f"INSERT INTO {table} ({names}) SELECT {values} FROM json_each(?)"  # noqa: S608 - names of ours


def json_rows(rows: Iterable[Mapping[str, Value]], columns: Sequence[str]) -> Iterator[str]:
    """JSON arrays of rows, each an array of these columns, so many rows at once as are held in memory with ease.

    JSON holds no bytes: they become empty text. Raises ValueError for text with a NUL, where SQLite would end it.
    """
    left = iter(rows)
    while chunk := [[row[name] for name in columns] for row in islice(left, _ROWS_AT_ONCE)]:
        text = json.dumps(chunk, ensure_ascii=False, default=lambda _: "")
        if _NUL in text and any("\0" in value for row in chunk for value in row if isinstance(value, str)):
            raise ValueError("a NUL in the text of a column")
        yield text


JOB_COLUMNS = (
    "id", "job_id", "status", "progress", "message", "error_code", "uploaded_parts", "total_parts", "bytes_done",
    "file_name", "file_size", "content_type", "chunk_size",
    "profile", "endpoint", "region", "bucket", "object_key", "upload_id",
    "source_path", "source_size", "source_mtime_ns", "source_ctime_ns", "source_device", "source_file_id",
    "temp_file_path", "stage", "checksum_mode", "on_conflict", "conflict_is_checked",
    "intent_at", "upload_begun_at", "upload_expires_at", "discards", "finish_was_sent", "attempts",
    "verified_by", "video_recording_id", "start_time", "end_time", "created_at", "updated_at",
)  # fmt: skip
ADD_JOBS = insert_all("async_upload_tasks", JOB_COLUMNS)

PART_COLUMNS = ("task_id", "part_number", "offset", "size", "crc32", "md5", "etag", "status")
ADD_PARTS = insert_all("async_upload_parts", PART_COLUMNS)

# All that changes often, in one statement whatever it was: no SQL is put together at run time.
SAVE_JOB = """
UPDATE async_upload_tasks SET
    progress = :progress, message = :message, error_code = :error_code,
    uploaded_parts = :uploaded_parts, bytes_done = :bytes_done,
    source_path = :source_path, source_size = :source_size, source_mtime_ns = :source_mtime_ns,
    source_ctime_ns = :source_ctime_ns, source_device = :source_device, source_file_id = :source_file_id,
    temp_file_path = :temp_file_path, checksum_mode = :checksum_mode, on_conflict = :on_conflict,
    conflict_is_checked = :conflict_is_checked, upload_id = :upload_id, intent_at = :intent_at,
    upload_begun_at = :upload_begun_at, upload_expires_at = :upload_expires_at, discards = :discards,
    finish_was_sent = :finish_was_sent, attempts = :attempts, verified_by = :verified_by,
    end_time = :end_time, updated_at = :updated_at
WHERE job_id = :job_id
"""

# Apart, because SQLite rewrites the index of every column named here, even for an equal value.
SAVE_INDEXED = """
UPDATE async_upload_tasks SET
    status = :status, object_key = :object_key, video_recording_id = :video_recording_id
WHERE job_id = :job_id
"""

# What is frozen with the plan changes only where a job is planned anew.
SAVE_PLAN = """
UPDATE async_upload_tasks SET
    file_name = :file_name, file_size = :file_size, content_type = :content_type, chunk_size = :chunk_size,
    total_parts = :total_parts, profile = :profile, region = :region, stage = :stage
WHERE job_id = :job_id
"""

DROP_SOME_PARTS = """
DELETE FROM async_upload_parts WHERE task_id = ? AND part_number IN (SELECT value FROM json_each(?))
"""

# Starting and completing in a statement each: with SAVE_JOB they were half of a small file's bookkeeping.
START_JOBS = """
UPDATE async_upload_tasks SET status = 'UPLOADING', attempts = attempts + 1, updated_at = :now
WHERE job_id IN (SELECT value FROM json_each(:job_ids))
"""

# The plus keeps SQLite from walking through all that wait, which may be 10,000.
WAITING_JOBS = """
SELECT json_group_array(job_id) FROM async_upload_tasks
WHERE job_id IN (SELECT value FROM json_each(?)) AND +status = 'SUBMITTED'
"""

COMPLETION_COLUMNS = ("id", "message", "verified_by", "recording_id", "end_time", "now")
COMPLETE_JOBS = """
UPDATE async_upload_tasks SET
    status = 'COMPLETED', progress = 100.0, message = json_extract(value, '$[1]'), error_code = '',
    uploaded_parts = total_parts, bytes_done = file_size, verified_by = json_extract(value, '$[2]'),
    video_recording_id = json_extract(value, '$[3]'), end_time = json_extract(value, '$[4]'),
    updated_at = json_extract(value, '$[5]'), position = NULL
FROM json_each(?) WHERE async_upload_tasks.id = json_extract(value, '$[0]')
"""

FIND_TASKS = """
SELECT json_group_object(job_id, id) FROM async_upload_tasks WHERE job_id IN (SELECT value FROM json_each(?))
"""

DROP_PARTS = """
DELETE FROM async_upload_parts WHERE task_id IN (SELECT value FROM json_each(?))
"""

FINISH_PART = """
UPDATE async_upload_parts SET status = 'DONE', crc32 = :crc32, md5 = :md5, etag = :etag, sent_at = :sent_at
WHERE task_id = :task_id AND part_number = :part_number AND status = 'PENDING'
"""

REPLACE_PROOF = """
UPDATE async_upload_parts SET crc32 = :crc32, md5 = :md5, etag = :etag, sent_at = :sent_at
WHERE task_id = :task_id AND part_number = :part_number
"""

RESET_ALL_PARTS = """
UPDATE async_upload_parts SET status = 'PENDING', crc32 = '', md5 = '', etag = '', sent_at = NULL
WHERE task_id = ? AND status = 'DONE'
"""

RESET_PARTS = """
UPDATE async_upload_parts SET status = 'PENDING', crc32 = '', md5 = '', etag = '', sent_at = NULL
WHERE task_id = ? AND part_number IN (SELECT value FROM json_each(?))
"""

RECORDING_COLUMNS = (
    "id", "file_name", "bucket", "object_key", "version_id", "file_size", "content_type", "etag", "verified_by",
    "uploaded_at", "download_url", "duration_s", "width", "height", "video_codec", "audio_codec",
)  # fmt: skip
ADD_RECORDINGS = insert_all("video_recordings", RECORDING_COLUMNS)

ADD_ABANDONED = """
INSERT INTO abandoned_uploads (profile, endpoint, region, bucket, object_key, upload_id, intent_at)
VALUES (:profile, :endpoint, :region, :bucket, :object_key, :upload_id, :intent_at)
"""
