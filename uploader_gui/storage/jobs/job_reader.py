"""JobReader: every read of jobs, parts and recordings."""

import json
import sqlite3
from collections.abc import Collection
from itertools import islice

from uploader_gui.domain.errors import BadSettingsError, JobNotFoundError
from uploader_gui.domain.job import AbandonedUpload, Job, JobState, LogLine, Part, Recording
from uploader_gui.storage.database.database import Database
from uploader_gui.storage.jobs.job_log import lines_of
from uploader_gui.storage.jobs.job_rows import JOBS
from uploader_gui.storage.jobs.other_rows import ABANDONED, PARTS, RECORDINGS
from uploader_gui.storage.jobs.statements import (
    SELECT_ABANDONED,
    SELECT_JOBS,
    SELECT_PARTS,
    SELECT_RECORDINGS,
    SELECT_RECORDINGS_OF_JOBS,
    SELECT_SOME_JOBS,
    SELECT_UNFINISHED_AT,
)

SHORTEST_PREFIX = 8
_NO_LIMIT = -1  # SQLite's word for it
_AFTER_ALL = 2**63 - 1


class JobReader:
    """What is stored, as the domain's values; alone where a list is only read. Blocking; any thread. Raises BadSettingsError in words."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, job_id: str) -> Job:
        """The job with exactly this id. Raises JobNotFoundError."""
        with self._database.reading() as sqlite:
            return load_row(sqlite, job_id)[1]

    def some(self, job_ids: Collection[str]) -> list[Job]:
        """Those of these jobs that are still there, in the order of their submission."""
        with self._database.reading() as sqlite:
            rows = sqlite.execute(SELECT_SOME_JOBS, (json.dumps(list(job_ids)),))
            return [JOBS.load(row) for row in rows]

    def find(self, prefix: str) -> Job:
        """The job whose id is ``prefix``, or alone begins with it (8 characters or more).

        Raises JobNotFoundError, and BadSettingsError where several begin so.
        """
        prefix = prefix.strip().lower()
        if not prefix.isascii():  # no id, and SQLite takes no halves of characters
            raise JobNotFoundError(prefix)
        last = prefix + "\U0010ffff" if len(prefix) >= SHORTEST_PREFIX else prefix
        with self._database.reading() as sqlite:
            rows = sqlite.execute(
                f"{SELECT_JOBS} WHERE job_id BETWEEN ? AND ? LIMIT 2", (prefix, last)
            ).fetchall()
        if not rows:
            raise JobNotFoundError(prefix)
        if len(rows) > 1:
            raise BadSettingsError(f"Several jobs begin with {prefix}. Give more of the id.")
        return JOBS.load(rows[0])

    def jobs(
        self, *, state: JobState | None = None, limit: int | None = None, before_id: str | None = None
    ) -> list[Job]:
        """Jobs, newest first: at most ``limit``, only in ``state``, only those older than job ``before_id``.

        Raises JobNotFoundError if ``before_id`` is gone.
        """
        count = _NO_LIMIT if limit is None else limit
        with self._database.reading() as sqlite:
            last = _AFTER_ALL if before_id is None else task_id_of(sqlite, before_id)
            if state is None:
                rows = sqlite.execute(f"{SELECT_JOBS} WHERE id < ? ORDER BY id DESC LIMIT ?", (last, count))
            else:
                rows = sqlite.execute(
                    f"{SELECT_JOBS} WHERE status = ? AND id < ? ORDER BY id DESC LIMIT ?",
                    (state.value, last, count),
                )
            return [JOBS.load(row) for row in rows]

    def waiting(self) -> list[Job]:
        """SUBMITTED jobs in the order of the queue."""
        return sorted(self.jobs(state=JobState.SUBMITTED), key=lambda job: job.position)

    def unfinished(self) -> list[Job]:
        """All jobs that are not COMPLETED, in the order of the queue."""
        with self._database.reading() as sqlite:
            rows = sqlite.execute(
                f"{SELECT_JOBS} WHERE status IN ('SUBMITTED', 'UPLOADING', 'PAUSED', 'FAILED') "
                "ORDER BY coalesce(position, id), id"
            )
            return [JOBS.load(row) for row in rows]

    def history(self, before: int | None, limit: int) -> tuple[list[Job], int | None]:
        """At most ``limit`` COMPLETED jobs, newest first, and where the next page begins.

        ``before`` is what the page before gave (None: the newest). Unlike a job's id it stays good when jobs go.
        """
        with self._database.reading() as sqlite:
            rows = sqlite.execute(
                f"{SELECT_JOBS} WHERE status = 'COMPLETED' AND id < ? ORDER BY id DESC LIMIT ?",
                (_AFTER_ALL if before is None else before, limit),
            ).fetchall()
        return [JOBS.load(row) for row in rows], rows[-1]["id"] if len(rows) == limit else None

    def finished_with_copy(self) -> list[Job]:
        """COMPLETED jobs that still name a staged copy, oldest first."""
        with self._database.reading() as sqlite:
            rows = sqlite.execute(
                f"{SELECT_JOBS} WHERE status = 'COMPLETED' AND temp_file_path != '' ORDER BY id"
            )
            return [JOBS.load(row) for row in rows]

    def counts(self) -> dict[JobState, int]:
        """How many jobs there are in each of the five states."""
        with self._database.reading() as sqlite:
            rows = sqlite.execute("SELECT status, count(*) FROM async_upload_tasks GROUP BY status")
            counted = {JobState(status): count for status, count in rows}
        return {state: counted.get(state, 0) for state in JobState}

    def failures(self) -> dict[str, int]:
        """How many jobs are FAILED for each reason, by error code."""
        with self._database.reading() as sqlite:
            rows = sqlite.execute(
                "SELECT error_code, count(*) FROM async_upload_tasks WHERE status = 'FAILED' GROUP BY error_code"
            )
            return dict(rows.fetchall())

    def unfinished_at(self, endpoint: str, bucket: str, keys: Collection[str]) -> dict[str, Job]:
        """The jobs that are not COMPLETED and lead to one of these keys there, by key."""
        with self._database.reading() as sqlite:
            rows = sqlite.execute(SELECT_UNFINISHED_AT, (endpoint, bucket, json.dumps(list(keys))))
            return {job.destination.object_key: job for job in map(JOBS.load, rows)}

    def endpoint_was_reached(self, endpoint: str) -> bool:
        """Say whether the store there has ever answered a job: an upload id, a done part, a finished object.

        An object's record stays when its job is cleared from the list.
        """
        records = f"{endpoint}/"
        with self._database.reading() as sqlite:
            row = sqlite.execute(
                "SELECT 1 FROM async_upload_tasks WHERE endpoint = ? AND "
                "(upload_id <> '' OR uploaded_parts > 0 OR status = 'COMPLETED') "
                "UNION ALL SELECT 1 FROM video_recordings WHERE substr(download_url, 1, ?) = ? LIMIT 1",
                (endpoint, len(records), records),
            ).fetchone()
        return row is not None

    def parts(self, job_id: str) -> list[Part]:
        """The parts of a job in order; none once it is COMPLETED. Raises JobNotFoundError."""
        with self._database.reading() as sqlite:
            rows = sqlite.execute(
                f"{SELECT_PARTS} WHERE task_id = ? ORDER BY part_number",
                (task_id_of(sqlite, job_id),),
            )
            return [PARTS.load(row) for row in rows]

    def log(self, job_id: str) -> list[LogLine]:
        """What happened to a job, oldest first. Raises JobNotFoundError."""
        with self._database.reading() as sqlite:
            return lines_of(sqlite, task_id_of(sqlite, job_id))

    def recording(self, recording_id: int) -> Recording:
        """The recording with this id (``Job.recording_id``). Raises KeyError: recordings are never deleted."""
        with self._database.reading() as sqlite:
            row = sqlite.execute(f"{SELECT_RECORDINGS} WHERE id = ?", (recording_id,)).fetchone()
        if row is None:
            raise KeyError(recording_id)
        return RECORDINGS.load(row)

    def recordings_of(self, job_ids: Collection[str]) -> dict[str, Recording]:
        """The recordings of those of these jobs that are COMPLETED, by job id."""
        with self._database.reading() as sqlite:
            rows = sqlite.execute(SELECT_RECORDINGS_OF_JOBS, (json.dumps(list(job_ids)),))
            return {row["job_id"]: RECORDINGS.load(row) for row in rows}

    def recordings(self, *, search: str = "", limit: int | None = None) -> list[Recording]:
        """Finished uploads, newest first: at most ``limit``, those of jobs that were removed included.

        With ``search`` only those whose file name or ``bucket/key`` holds it, in upper or lower case.
        """
        wanted = search.casefold()
        with self._database.reading() as sqlite:
            rows = sqlite.execute(f"{SELECT_RECORDINGS} ORDER BY id DESC")
            found = (row for row in rows if _is_named(row, wanted))  # SQLite folds the case of ASCII only
            return [RECORDINGS.load(row) for row in islice(found, limit)]

    def abandoned(self) -> list[AbandonedUpload]:
        """Open uploads of removed jobs that are still to be aborted, oldest first."""
        with self._database.reading() as sqlite:
            rows = sqlite.execute(SELECT_ABANDONED)
            return [ABANDONED.load(row) for row in rows]


def _is_named(recording: sqlite3.Row, wanted: str) -> bool:
    """Say whether a row of ``video_recordings`` has this case-folded text in its file name or ``bucket/key``."""
    if not wanted:
        return True
    key = f"{recording['bucket']}/{recording['object_key']}"
    return wanted in recording["file_name"].casefold() or wanted in key.casefold()


def load_row(sqlite: sqlite3.Connection, job_id: str) -> tuple[int, Job]:
    """The ``id`` column of a job, and the job. Raises JobNotFoundError."""
    row = sqlite.execute(f"{SELECT_JOBS} WHERE job_id = ?", (job_id,)).fetchone()
    if row is None:
        raise JobNotFoundError(job_id)
    return row["id"], JOBS.load(row)


def task_id_of(sqlite: sqlite3.Connection, job_id: str) -> int:
    """The ``id`` column of a job. Raises JobNotFoundError."""
    row: sqlite3.Row | None = sqlite.execute(
        "SELECT id FROM async_upload_tasks WHERE job_id = ?", (job_id,)
    ).fetchone()
    if row is None:
        raise JobNotFoundError(job_id)
    return int(row["id"])
