"""Completing jobs: a recording each, and no part rows any more; what they kept is to be deleted."""

import json
import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime

from uploader_gui.domain.errors import JobNotFoundError
from uploader_gui.domain.job import AbandonedParts, Job, PartPlace, Recording, VerifiedBy
from uploader_gui.domain.messages import Messages, english
from uploader_gui.storage.database.column_values import Value, hashes_text, messages_text, plain, time_text
from uploader_gui.storage.jobs.job_rows import completed_job
from uploader_gui.storage.jobs.other_rows import NEW_ABANDONED_PARTS, NEW_RECORDING, PARTS
from uploader_gui.storage.jobs.statements import (
    ADD_ABANDONED_PARTS,
    ADD_RECORDINGS,
    COMPLETE_JOBS,
    DROP_PARTS,
    FIND_TASKS,
    KEEPS_NONE,
    SELECT_PARTS,
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
        recordings.append([recording_id, *NEW_RECORDING.of(recording)])
        changes.append([
            task_id, plain(english(messages)), recording.verified_by.value, recording_id, time_text(recording.uploaded_at),
            time_text(now), messages_text(messages), hashes_text(recording.hashes),
            job.active_until(recording.uploaded_at),
        ])  # fmt: skip
        completed.append(completed_job(job, recording, recording_id, messages, now, task_id))
    ADD_RECORDINGS.execute(sqlite, recordings)
    COMPLETE_JOBS.execute(sqlite, changes)
    for job, recording, _ in done:
        if job.kept.prefix and recording.verified_by is not VerifiedBy.NONE:
            abandon_kept(sqlite, task_ids[job.job_id], job)
            sqlite.execute(KEEPS_NONE, (task_ids[job.job_id],))
    sqlite.execute(DROP_PARTS, (json.dumps(list(task_ids.values())),))
    return completed


def abandon_kept(sqlite: sqlite3.Connection, task_id: int, job: Job) -> None:
    """Remember that the job's kept parts, if it has any, are to be deleted on the store."""
    if not job.kept.prefix:
        return
    rows = sqlite.execute(f"{SELECT_PARTS} WHERE task_id = ?", (task_id,))
    versions = [
        (job.kept.part_key(part.number), part.version_id)
        for part in map(PARTS.load, rows)
        if part.place is PartPlace.KEPT
    ]
    gone = AbandonedParts(job.destination, job.kept, tuple(versions))
    sqlite.execute(ADD_ABANDONED_PARTS, NEW_ABANDONED_PARTS.of(gone))


def _task_ids(sqlite: sqlite3.Connection, job_ids: Sequence[str]) -> dict[str, int]:
    (text,) = sqlite.execute(FIND_TASKS, (json.dumps(job_ids),)).fetchone()
    found: dict[str, int] = json.loads(text)
    for job_id in job_ids:
        if job_id not in found:
            raise JobNotFoundError(job_id)
    return found
