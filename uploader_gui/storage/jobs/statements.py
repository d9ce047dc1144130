"""The longer SQL statements on jobs, parts and recordings; put together once, when the program starts."""

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from uploader_gui.storage.database.column_values import Value
from uploader_gui.storage.jobs.job_rows import CHANGING, INDEXED, JOBS, NEW, PLANNED
from uploader_gui.storage.jobs.other_rows import (
    ABANDONED,
    NEW_ABANDONED,
    NEW_PART_COLUMNS,
    PARTS,
    PROOF,
    RECORDING,
    RECORDINGS,
)

# 2,000 at once cost 5 MB of memory and saved nothing.
_ROWS_AT_ONCE = 200
_NUL = "\\u0000"


def json_rows(rows: Iterable[Sequence[Value]]) -> Iterator[str]:
    """JSON arrays of rows, so many rows at once as are held in memory with ease.

    JSON holds no bytes: they become empty text. Raises ValueError for text with a NUL, where SQLite would end it.
    """
    left = iter(rows)
    while chunk := list(islice(left, _ROWS_AT_ONCE)):
        text = json.dumps(chunk, ensure_ascii=False, default=lambda _: "")
        if _NUL in text and any("\0" in value for row in chunk for value in row if isinstance(value, str)):
            raise ValueError("a NUL in the text of a column")
        yield text


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _insert_all(table: str, columns: Sequence[str]) -> str:
    """The statement that inserts what ``json_rows`` gives for these columns."""
    values = ", ".join(f"json_extract(value, '$[{at}]')" for at in range(len(columns)))
    return f"INSERT INTO {table} ({_listed(columns)}) SELECT {values} FROM json_each(?)"  # noqa: S608 - names of ours


def _save_job(columns: Sequence[str]) -> str:
    """The statement that takes values for these columns, then the ``job_id``."""
    changes = ", ".join(f'"{name}" = ?' for name in columns)
    return f"UPDATE async_upload_tasks SET {changes} WHERE job_id = ?"  # noqa: S608 - names of ours


# Without a position of its own a job has the place that its id gives it.
_JOB_COLUMNS = _listed(JOBS.names).replace('"position"', "coalesce(position, id)")
SELECT_JOBS = f"SELECT {_JOB_COLUMNS}, id FROM async_upload_tasks"  # noqa: S608 - names of ours
"""What ``JOBS.load`` reads, and the ``id``; a condition and an order follow."""
SELECT_SOME_JOBS = f"{SELECT_JOBS} WHERE job_id IN (SELECT value FROM json_each(?)) ORDER BY id"  # noqa: S608 - names of ours
SELECT_UNFINISHED_AT = f"""
{SELECT_JOBS} WHERE endpoint = ? AND bucket = ?
AND object_key IN (SELECT value FROM json_each(?)) AND status <> 'COMPLETED' ORDER BY id DESC
"""  # noqa: S608 - names of ours
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
UPDATE async_upload_tasks SET status = 'UPLOADING', attempts = attempts + 1, updated_at = :now
WHERE job_id IN (SELECT value FROM json_each(:job_ids))
"""

# The plus keeps SQLite from walking through all that wait, which may be 10,000.
WAITING_JOBS = """
SELECT json_group_array(job_id) FROM async_upload_tasks
WHERE job_id IN (SELECT value FROM json_each(?)) AND +status = 'SUBMITTED'
"""

# Of each row: the job's id, its message, verified_by, the recording's id, end_time, now and its messages.
COMPLETE_JOBS = """
UPDATE async_upload_tasks SET
    status = 'COMPLETED', progress = 100.0, message = json_extract(value, '$[1]'), error_code = '',
    uploaded_parts = total_parts, bytes_done = file_size, verified_by = json_extract(value, '$[2]'),
    video_recording_id = json_extract(value, '$[3]'), end_time = json_extract(value, '$[4]'),
    updated_at = json_extract(value, '$[5]'), messages = json_extract(value, '$[6]'), position = NULL
FROM json_each(?) WHERE async_upload_tasks.id = json_extract(value, '$[0]')
"""

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

RESET_ALL_PARTS = """
UPDATE async_upload_parts SET status = 'PENDING', crc32 = '', md5 = '', etag = '', sent_at = NULL
WHERE task_id = ? AND status = 'DONE'
"""

RESET_PARTS = """
UPDATE async_upload_parts SET status = 'PENDING', crc32 = '', md5 = '', etag = '', sent_at = NULL
WHERE task_id = ? AND part_number IN (SELECT value FROM json_each(?))
"""

_RECORDING_COLUMNS = ", ".join(f"video_recordings.{name}" for name in RECORDINGS.names)
SELECT_RECORDINGS = f"SELECT {_RECORDING_COLUMNS} FROM video_recordings"  # noqa: S608 - names of ours
SELECT_RECORDINGS_OF_JOBS = f"""
SELECT {_RECORDING_COLUMNS}, job_id FROM async_upload_tasks
JOIN video_recordings ON video_recordings.id = video_recording_id
WHERE job_id IN (SELECT value FROM json_each(?))
"""  # noqa: S608 - names of ours
ADD_RECORDINGS = _insert_all("video_recordings", RECORDING.names)

SELECT_ABANDONED = f"SELECT {_listed(ABANDONED.names)} FROM abandoned_uploads ORDER BY id"  # noqa: S608 - names of ours
ADD_ABANDONED = f"""
INSERT INTO abandoned_uploads ({_listed(NEW_ABANDONED.names)}) VALUES ({", ".join("?" for _ in NEW_ABANDONED.names)})
"""  # noqa: S608 - names of ours
