"""Completing jobs: a recording each, and no part rows any more."""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from uploader_gui.domain.errors import JobNotFoundError
from uploader_gui.domain.job import Job, Recording
from uploader_gui.domain.messages import Messages, english
from uploader_gui.storage.database.column_values import Value, messages_text, plain, time_text
from uploader_gui.storage.jobs.job_rows import completed_job
from uploader_gui.storage.jobs.other_rows import RECORDING
from uploader_gui.storage.jobs.statements import (
    ADD_RECORDINGS,
    COMPLETE_JOBS,
    DROP_PARTS,
    FIND_TASKS,
    json_rows,
)


def complete_all(sqlite: sqlite3.Connection, done: Sequence[tuple[Job, Recording, Messages]]) -> list[Job]:
    """Turn each (job, recording, messages) into a COMPLETED job.

    Raises JobNotFoundError, with nothing changed, if one of them was removed.
    """
    now = datetime.now(UTC)
    task_ids = _task_ids(sqlite, [job.job_id for job, _, _ in done])
    (last_id,) = sqlite.execute("SELECT coalesce(max(id), 0) FROM video_recordings").fetchone()
    completed: list[Job] = []
    recordings: list[list[Value]] = []
    changes: list[list[Value]] = []
    for recording_id, (job, recording, messages) in enumerate(done, last_id + 1):
        task_id = task_ids[job.job_id]
        recordings.append(RECORDING.of(replace(recording, recording_id=recording_id)))
        changes.append([
            task_id, plain(english(messages)), recording.verified_by.value, recording_id, time_text(recording.uploaded_at),
            time_text(now), messages_text(messages),
        ])  # fmt: skip
        completed.append(completed_job(job, recording, recording_id, messages, now, task_id))
    for some in json_rows(recordings):
        sqlite.execute(ADD_RECORDINGS, (some,))
    for some in json_rows(changes):
        sqlite.execute(COMPLETE_JOBS, (some,))
    sqlite.execute(DROP_PARTS, (json.dumps(list(task_ids.values())),))
    return completed


def _task_ids(sqlite: sqlite3.Connection, job_ids: Sequence[str]) -> dict[str, int]:
    (text,) = sqlite.execute(FIND_TASKS, (json.dumps(job_ids),)).fetchone()
    found: dict[str, int] = json.loads(text)
    for job_id in job_ids:
        if job_id not in found:
            raise JobNotFoundError(job_id)
    return found
