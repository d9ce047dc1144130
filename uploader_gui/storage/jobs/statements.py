"""The longer SQL statements on jobs, parts and recordings; put together once, when the program starts."""

from collections.abc import Sequence

from uploader_gui.storage.jobs.job_rows import CHANGING, INDEXED, JOBS, NEW, PLANNED
from uploader_gui.storage.jobs.many_rows import ManyRows
from uploader_gui.storage.jobs.other_rows import (
    ABANDONED,
    ABANDONED_PARTS,
    NEW_ABANDONED,
    NEW_ABANDONED_PARTS,
    NEW_PACKAGE,
    NEW_PART_COLUMNS,
    NEW_RECORDING,
    PACKAGES,
    PARTS,
    PROOF,
    RECORDINGS,
)


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _insert_all(table: str, columns: Sequence[str]) -> ManyRows:
    """The statement that inserts rows of these columns."""
    return ManyRows(f"INSERT INTO {table} ({_listed(columns)}) VALUES {{}}", len(columns))  # noqa: S608 - names of ours


def _save_job(columns: Sequence[str]) -> str:
    """The statement that takes values for these columns, then the ``job_id``."""
    changes = ", ".join(f'"{name}" = ?' for name in columns)
    return f"UPDATE async_upload_tasks SET {changes} WHERE job_id = ?"  # noqa: S608 - names of ours


# Without a position of its own a job has the place that its id gives it.
_JOB_COLUMNS = _listed(JOBS.names).replace('"position"', "coalesce(position, id)")
SELECT_JOBS = f"SELECT {_JOB_COLUMNS}, id FROM async_upload_tasks"  # noqa: S608 - names of ours
"""What ``JOBS.load`` reads, and the ``id``; a condition and an order follow."""
SELECT_SOME_JOBS = f"{SELECT_JOBS} WHERE job_id IN (SELECT value FROM json_each(?)) ORDER BY id"  # noqa: S608 - names of ours
# From one to the next in the index: there are few of them, and perhaps very many jobs.
SELECT_ENDPOINTS = """
WITH RECURSIVE known (endpoint) AS (
    SELECT min(endpoint) FROM async_upload_tasks
    UNION ALL
    SELECT (SELECT min(endpoint) FROM async_upload_tasks WHERE endpoint > known.endpoint) FROM known
    WHERE known.endpoint IS NOT NULL
)
SELECT endpoint FROM known WHERE endpoint IS NOT NULL
"""
SELECT_UNFINISHED_AT = f"""
{SELECT_JOBS} WHERE endpoint IN (SELECT value FROM json_each(?)) AND bucket = ?
AND object_key IN (SELECT value FROM json_each(?)) AND status <> 'COMPLETED' ORDER BY id DESC
"""  # noqa: S608 - names of ours
SELECT_UNFINISHED_FROM = f"""
{SELECT_JOBS} WHERE status IN ('SUBMITTED', 'UPLOADING', 'PAUSED', 'FAILED')
AND endpoint IN (SELECT value FROM json_each(?)) AND bucket = ?
AND source_path IN (SELECT value FROM json_each(?)) ORDER BY id
"""  # noqa: S608 - names of ours
SELECT_SOURCES_IN_USE = """
SELECT DISTINCT source_path FROM async_upload_tasks
WHERE status IN ('SUBMITTED', 'UPLOADING', 'PAUSED', 'FAILED') AND source_path IN (SELECT value FROM json_each(?))
"""
ADD_JOBS = _insert_all("async_upload_tasks", ("id", *NEW.names))

SELECT_PARTS = f"SELECT {_listed(PARTS.names)} FROM async_upload_parts"  # noqa: S608 - names of ours
ADD_PARTS = _insert_all("async_upload_parts", NEW_PART_COLUMNS)

# All that changes often, in one statement whatever it was: no SQL is put together at run time.
SAVE_JOB = _save_job(CHANGING.names)

# Apart, because SQLite rewrites the index of every column named here, even for an equal value.
SAVE_INDEXED = _save_job(INDEXED.names)

# What is frozen with the plan changes only where a job is planned anew.
SAVE_PLAN = _save_job(PLANNED.names)

DROP_SOME_PARTS = """
DELETE FROM async_upload_parts WHERE task_id = ? AND part_number IN (SELECT value FROM json_each(?))
"""

# Starting and completing in a statement each: with SAVE_JOB they were half of a small file's bookkeeping.
START_JOBS = """
UPDATE async_upload_tasks SET
    status = 'UPLOADING', attempts = attempts + 1, updated_at = :now, running_since = :now
WHERE job_id IN (SELECT value FROM json_each(:job_ids))
"""

# The plus keeps SQLite from walking through all that wait, which may be 10,000.
WAITING_JOBS = """
SELECT json_group_array(job_id) FROM async_upload_tasks
WHERE job_id IN (SELECT value FROM json_each(?)) AND +status = 'SUBMITTED'
"""

_COMPLETED = (
    "task_id", "said", "verified_by", "recording_id", "end_time", "now", "messages", "hashes", "active_s",
)  # fmt: skip
COMPLETE_JOBS = ManyRows(
    f"""
WITH completed ({_listed(_COMPLETED)}) AS (VALUES {{}})
UPDATE async_upload_tasks SET
    status = 'COMPLETED', progress = 100.0, message = completed.said, error_code = '',
    uploaded_parts = total_parts, bytes_done = file_size, verified_by = completed.verified_by,
    video_recording_id = completed.recording_id, end_time = completed.end_time, updated_at = completed.now,
    messages = completed.messages, position = NULL, hashes = completed.hashes, active_s = completed.active_s,
    running_since = NULL
FROM completed WHERE async_upload_tasks.id = completed.task_id
""",  # noqa: S608 - names of ours
    len(_COMPLETED),
)

KEEPS_NONE = "UPDATE async_upload_tasks SET kept_bucket = '', kept_prefix = '' WHERE id = ?"

FIND_TASKS = """
SELECT json_group_object(job_id, id) FROM async_upload_tasks WHERE job_id IN (SELECT value FROM json_each(?))
"""

DROP_PARTS = """
DELETE FROM async_upload_parts WHERE task_id IN (SELECT value FROM json_each(?))
"""

_PROOF = ", ".join(f"{name} = ?" for name in PROOF.names)
_PLACE = "WHERE task_id = ? AND part_number = ?"
FINISH_PART = f"UPDATE async_upload_parts SET {_PROOF}, status = 'DONE' {_PLACE} AND status = 'PENDING'"  # noqa: S608 - names of ours
REPLACE_PROOF = f"UPDATE async_upload_parts SET {_PROOF} {_PLACE}"  # noqa: S608 - names of ours

_RESET_PART = """
UPDATE async_upload_parts SET
    status = 'PENDING', crc32 = '', md5 = '', etag = '', sent_at = NULL, place = NULL, version_id = NULL
WHERE task_id = ?
"""
RESET_ALL_PARTS = f"{_RESET_PART} AND status = 'DONE'"
RESET_PARTS_OF_UPLOAD = f"{_RESET_PART} AND status = 'DONE' AND coalesce(place, 'UPLOAD') = 'UPLOAD'"
RESET_PARTS = f"{_RESET_PART} AND part_number IN (SELECT value FROM json_each(?))"  # noqa: S608 - words of ours

_RECORDING_COLUMNS = ", ".join(f"video_recordings.{name}" for name in RECORDINGS.names)
SELECT_RECORDINGS = f"SELECT {_RECORDING_COLUMNS} FROM video_recordings"  # noqa: S608 - names of ours
SELECT_RECORDINGS_OF_JOBS = f"""
SELECT {_RECORDING_COLUMNS}, async_upload_tasks.job_id AS id_of_job FROM async_upload_tasks
JOIN video_recordings ON video_recordings.id = video_recording_id
WHERE async_upload_tasks.job_id IN (SELECT value FROM json_each(?))
"""  # noqa: S608 - names of ours
SELECT_SOME_RECORDINGS = f"{SELECT_RECORDINGS} WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id"  # noqa: S608 - names of ours
SELECT_RECORDINGS_FROM = f"""
{SELECT_RECORDINGS} WHERE bucket = ? AND source_path IN (SELECT value FROM json_each(?)) ORDER BY id
"""  # noqa: S608 - names of ours
# By way of the job's id, which has an index; the plus keeps SQLite from walking through all that are completed.
SELECT_JOBS_OF_RECORDINGS = f"""
{SELECT_JOBS} WHERE +status = 'COMPLETED' AND job_id IN (
    SELECT job_id FROM video_recordings WHERE id IN (SELECT value FROM json_each(?))
)
"""  # noqa: S608 - names of ours
RECORDINGS_OF_JOBS = """
SELECT id FROM video_recordings WHERE job_id IN (SELECT value FROM json_each(:job_ids)) OR id IN (
    SELECT video_recording_id FROM async_upload_tasks WHERE job_id IN (SELECT value FROM json_each(:job_ids))
) ORDER BY id
"""
SELECT_CHECKS = "SELECT id, checked_at, checked_by, check_result, check_looks FROM video_recordings WHERE checked_at IS NOT NULL"
SELECT_SOME_CHECKS = f"{SELECT_CHECKS} AND id IN (SELECT value FROM json_each(?))"  # noqa: S608 - words of ours
SAVE_CHECK = "UPDATE video_recordings SET checked_at = ?, checked_by = ?, check_result = ?, check_looks = ? WHERE id = ?"
REPLACE_OBJECT = """
UPDATE video_recordings SET
    version_id = ?, file_size = ?, etag = ?, verified_by = ?, crc32 = ?, part_count = 1, part_size = ?, hashes = '',
    checked_at = NULL, checked_by = NULL, check_result = NULL, check_looks = NULL
WHERE id = ?
"""
SELECT_DELIVERIES = f"""
SELECT {_RECORDING_COLUMNS}, coalesce(upload_packages.name, '') AS package_name FROM video_recordings
LEFT JOIN upload_packages ON upload_packages.package_id = video_recordings.package_id
WHERE (uploaded_at, video_recordings.id) < (?, ?) AND uploaded_at >= ? AND uploaded_at < ? {{}}
ORDER BY uploaded_at DESC, video_recordings.id DESC LIMIT ?
"""  # noqa: S608 - names of ours
"""Takes the place behind which the page begins, two times, the values of the words that are put in, and how many."""
COUNT_DELIVERIES = """
SELECT count(*), coalesce(sum(file_size), 0) FROM video_recordings WHERE uploaded_at >= ? AND uploaded_at < ? {}
"""
DELIVERY_HAS_WORD = """
AND (holds(file_name || char(10) || bucket || '/' || object_key, ?) OR video_recordings.package_id IN
    (SELECT package_id FROM upload_packages WHERE holds(name, ?)))
"""
ADD_RECORDINGS = _insert_all("video_recordings", ("id", *NEW_RECORDING.names))

SELECT_PACKAGES = f"SELECT {_listed(PACKAGES.names)} FROM upload_packages"  # noqa: S608 - names of ours
SELECT_SOME_PACKAGES = f"{SELECT_PACKAGES} WHERE package_id IN (SELECT value FROM json_each(?))"  # noqa: S608 - names of ours
ADD_PACKAGE = f"""
INSERT INTO upload_packages ({_listed(NEW_PACKAGE.names)}) VALUES ({", ".join("?" for _ in NEW_PACKAGE.names)})
ON CONFLICT (package_id) DO NOTHING
"""  # noqa: S608 - names of ours
SET_LEFT_OUT = "UPDATE upload_packages SET left_out_files = ?, left_out_count = ? WHERE package_id = ?"
REOPEN_PACKAGES = """
UPDATE upload_packages SET ended_at = NULL
WHERE package_id IN (SELECT value FROM json_each(?)) AND ended_at IS NOT NULL
"""

USE_UP_NUMBERS = """
INSERT INTO name_counters (scope, next_number) VALUES (?, ?)
ON CONFLICT (scope) DO UPDATE SET next_number = max(next_number, excluded.next_number)
"""

# Of keys in order the first and the last have in common what all of them have.
JOBS_OF_SOME_PACKAGES = """
SELECT package_id, status, count(*) AS count, sum(file_size) AS bytes_total, sum(bytes_done) AS bytes_done,
    profile, endpoint, region, bucket, min(object_key) AS first_key, max(object_key) AS last_key
FROM async_upload_tasks WHERE package_id IN (SELECT value FROM json_each(?))
GROUP BY package_id, status, profile, endpoint, region, bucket
"""
JOB_IDS_IN_PACKAGES = """
SELECT job_id FROM async_upload_tasks WHERE package_id IN (SELECT value FROM json_each(?))
ORDER BY coalesce(position, id), id
"""
SELECT_OPEN_PACKAGES = f"{SELECT_PACKAGES} WHERE ended_at IS NULL ORDER BY id"
PACKAGES_WITH_JOBS = f"""
{SELECT_PACKAGES} WHERE EXISTS (SELECT 1 FROM async_upload_tasks
    WHERE async_upload_tasks.package_id = upload_packages.package_id) ORDER BY id DESC LIMIT ?
"""  # noqa: S608 - names of ours

SELECT_ABANDONED = f"SELECT {_listed(ABANDONED.names)} FROM abandoned_uploads ORDER BY id"  # noqa: S608 - names of ours
ADD_ABANDONED = f"""
INSERT INTO abandoned_uploads ({_listed(NEW_ABANDONED.names)}) VALUES ({", ".join("?" for _ in NEW_ABANDONED.names)})
"""  # noqa: S608 - names of ours

SELECT_ABANDONED_PARTS = f"SELECT {_listed(ABANDONED_PARTS.names)} FROM abandoned_parts ORDER BY id"  # noqa: S608 - names of ours
ADD_ABANDONED_PARTS = f"""
INSERT INTO abandoned_parts ({_listed(NEW_ABANDONED_PARTS.names)})
VALUES ({", ".join("?" for _ in NEW_ABANDONED_PARTS.names)})
"""  # noqa: S608 - names of ours
