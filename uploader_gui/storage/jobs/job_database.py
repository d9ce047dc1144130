"""JobDatabase: every write of jobs, parts, recordings and logs, beside the reads."""

import json
import sqlite3
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import TypedDict, Unpack

from uploader_gui.domain.errors import ErrorCode
from uploader_gui.domain.job import (
    AbandonedUpload,
    ChecksumMode,
    ConflictPolicy,
    Destination,
    Fingerprint,
    Job,
    JobState,
    LogLine,
    NewJob,
    Part,
    PartState,
    PauseReason,
    Recording,
    Replanned,
    VerifiedBy,
)
from uploader_gui.domain.messages import Messages
from uploader_gui.domain.plan import PartRange
from uploader_gui.domain.queue_order import Move
from uploader_gui.storage.database.column_values import path_form, time_text
from uploader_gui.storage.database.sqlite_connection import check_room
from uploader_gui.storage.jobs.completion import complete_all
from uploader_gui.storage.jobs.job_log import add_lines
from uploader_gui.storage.jobs.job_order import move_jobs
from uploader_gui.storage.jobs.job_reader import JobReader, load_row, task_id_of
from uploader_gui.storage.jobs.job_rows import CHANGING, INDEXED, NEW, PLANNED, new_job, without_upload
from uploader_gui.storage.jobs.other_rows import NEW_ABANDONED, PARTS, PROOF, new_part
from uploader_gui.storage.jobs.statements import (
    ADD_ABANDONED,
    ADD_JOBS,
    ADD_PARTS,
    DROP_SOME_PARTS,
    FINISH_PART,
    REPLACE_PROOF,
    RESET_ALL_PARTS,
    RESET_PARTS,
    SAVE_INDEXED,
    SAVE_JOB,
    SAVE_PLAN,
    SELECT_PARTS,
    START_JOBS,
    WAITING_JOBS,
    json_rows,
)


class JobChanges(TypedDict, total=False):
    """The fields of ``Job`` that ``update`` may change; counters change with the parts only."""

    state: JobState
    messages: Messages
    pause_reason: PauseReason | None
    error_code: ErrorCode
    destination: Destination
    source_path: str
    staged_path: str
    fingerprint: Fingerprint
    checksum_mode: ChecksumMode
    on_conflict: ConflictPolicy
    conflict_is_checked: bool
    upload_id: str
    intent_at: datetime | None
    upload_begun_at: datetime | None
    upload_expires_at: datetime | None
    discards: int
    finish_was_sent: bool
    attempts: int
    verified_by: VerifiedBy | None
    end_time: datetime | None


class JobDatabase(JobReader):
    """The truth about all jobs: a reader that also writes. Blocking; any thread. Each call is one transaction, done when it returns.

    Everything that takes a job id raises JobNotFoundError if that job is gone; then nothing is changed.
    """

    def add(self, new: Sequence[NewJob], *, job_ids: Sequence[str] | None = None) -> list[Job]:
        """Add these files as SUBMITTED jobs with all their parts, durably; return the jobs in order.

        ``job_ids``: ids chosen beforehand (a staged copy's name carries one); UUIDs are made otherwise.
        """
        now = datetime.now(UTC)
        ids = job_ids if job_ids is not None else [""] * len(new)
        jobs = [new_job(one, job_id, now) for one, job_id in zip(new, ids, strict=True)]

        return self._database.write(lambda sqlite: _added(sqlite, jobs), durable=True)

    def update(self, job_id: str, *, durable: bool = False, **changes: Unpack[JobChanges]) -> Job:
        """Change these fields and ``updated_at``; return the job as it is now. Of a destination the key changes."""
        return self._database.write(lambda sqlite: _changed(sqlite, job_id, changes), durable=durable)

    def start(self, jobs: Sequence[Job]) -> list[Job]:
        """Those of these jobs that are still SUBMITTED become UPLOADING, one attempt more; returns those."""
        now = datetime.now(UTC)
        chosen = json.dumps([job.job_id for job in jobs])

        def start(sqlite: sqlite3.Connection) -> set[str]:
            (waiting,) = sqlite.execute(WAITING_JOBS, (chosen,)).fetchone()
            sqlite.execute(START_JOBS, {"job_ids": waiting, "now": time_text(now)})
            return set(json.loads(waiting))

        started = self._database.write(start)
        return [
            replace(job, state=JobState.UPLOADING, attempts=job.attempts + 1, updated_at=now)
            for job in jobs
            if job.job_id in started
        ]

    def pause(self, job_ids: Sequence[str], reason: PauseReason) -> list[Job]:
        """Those of these jobs that still are SUBMITTED or UPLOADING become PAUSED; returns them."""

        def pause(sqlite: sqlite3.Connection) -> list[Job]:
            jobs = [load_row(sqlite, job_id)[1] for job_id in job_ids]
            active = {JobState.SUBMITTED, JobState.UPLOADING}
            return [_paused(sqlite, job.job_id, reason) for job in jobs if job.state in active]

        return self._database.write(pause)

    def commit_parts(self, job_id: str, parts: Sequence[Part]) -> Job:
        """These parts are DONE; the job's counters grow in the same transaction.

        A part that is DONE already is not counted again, but what proves it is replaced.
        Raises ValueError for a part that the job does not have (or has no more: it is COMPLETED).
        """

        def commit(sqlite: sqlite3.Connection) -> Job:
            task_id, job = load_row(sqlite, job_id)
            plan = job.plan
            new = [plan.part(part.number) for part in parts if _finish_part(sqlite, task_id, part)]
            return _save(
                sqlite,
                job,
                replace(
                    job,
                    uploaded_parts=job.uploaded_parts + len(new),
                    bytes_done=job.bytes_done + sum(part.size for part in new),
                ),
            )

        return self._database.write(commit)

    def reset_parts(self, job_id: str, numbers: Collection[int] | None) -> Job:
        """These parts (None: all) are to be sent again; the counters are made anew from the table."""

        def reset(sqlite: sqlite3.Connection) -> Job:
            task_id, job = load_row(sqlite, job_id)
            if numbers is None:
                sqlite.execute(RESET_ALL_PARTS, (task_id,))
            else:
                sqlite.execute(RESET_PARTS, (task_id, json.dumps(list(numbers))))
            return _save(sqlite, job, _counted(sqlite, task_id, job))

        return self._database.write(reset)

    def forget_upload(self, job_id: str, *, discards: int, abandoned: AbandonedUpload | None = None) -> Job:
        """Durably back to before Create, all parts PENDING; ``abandoned``, still open perhaps, is remembered with it."""

        def forget(sqlite: sqlite3.Connection) -> Job:
            task_id, job = load_row(sqlite, job_id)
            sqlite.execute(RESET_ALL_PARTS, (task_id,))
            if abandoned is not None:
                sqlite.execute(ADD_ABANDONED, NEW_ABANDONED.of(abandoned))
            return _save(sqlite, job, without_upload(job, discards=discards))

        return self._database.write(forget, durable=True)

    def replan(self, wanted: Sequence[Replanned]) -> list[Job | None]:
        """These jobs are planned anew, each under its id and at its place, in one durable transaction.

        What they give up on the store is remembered with it. None, and nothing changed, for a job that is gone,
        runs or is COMPLETED, and where another unfinished job leads to the new destination.
        """
        return self._database.write(lambda sqlite: [_replanned(sqlite, one) for one in wanted], durable=True)

    def complete(self, done: Sequence[tuple[Job, Recording, Messages]]) -> list[Job]:
        """Each (job, recording, message) is COMPLETED: recorded, part rows dropped, one durable transaction.

        ``staged_path`` stays until the copy has been deleted.
        """
        return self._database.write(lambda sqlite: complete_all(sqlite, done), durable=True)

    def remove(self, job_id: str, abandoned: AbandonedUpload | None) -> None:
        """Drop a job with its parts; what it left open on the store is remembered in the same transaction."""

        def remove(sqlite: sqlite3.Connection) -> None:
            task_id = task_id_of(sqlite, job_id)
            sqlite.execute("DELETE FROM async_upload_tasks WHERE id = ?", (task_id,))
            if abandoned is not None:
                sqlite.execute(ADD_ABANDONED, NEW_ABANDONED.of(abandoned))

        self._database.write(remove, durable=abandoned is not None)

    def abandon(self, upload: AbandonedUpload) -> AbandonedUpload:
        """Remember durably that this upload is to be aborted; returns it with its id."""

        def add(sqlite: sqlite3.Connection) -> int | None:
            return sqlite.execute(ADD_ABANDONED, NEW_ABANDONED.of(upload)).lastrowid

        return replace(upload, abandoned_id=self._database.write(add, durable=True) or 0)

    def forget_abandoned(self, abandoned_id: int) -> None:
        """An abandoned upload has been aborted or is gone."""

        def forget(sqlite: sqlite3.Connection) -> None:
            sqlite.execute("DELETE FROM abandoned_uploads WHERE id = ?", (abandoned_id,))

        self._database.write(forget)

    def move(self, job_ids: Collection[str], move: Move) -> list[Job]:
        """Move those of these jobs that rest unfinished among all such; gives all whose place has changed."""
        return self._database.write(lambda sqlite: move_jobs(sqlite, job_ids, move))

    def add_to_log(self, lines: Sequence[tuple[str, LogLine]]) -> None:
        """Add a line to each of these jobs by id; a job that is gone is passed over."""
        self._database.write(lambda sqlite: add_lines(sqlite, lines))

    def check_writable(self) -> None:
        """Change nothing, by a transaction that needs the disk. Raises UploaderError as every write does."""

        def touch(sqlite: sqlite3.Connection) -> None:
            (version,) = sqlite.execute("PRAGMA user_version").fetchone()
            sqlite.execute(f"PRAGMA user_version = {version:d}")

        check_room(self._database.path.parent)
        self._database.write(touch, durable=True)

    def pause_interrupted(self) -> list[Job]:
        """Jobs that a program which ended left UPLOADING become PAUSED; returns them, oldest first."""

        def pause(sqlite: sqlite3.Connection) -> list[Job]:
            rows = sqlite.execute(
                "SELECT job_id FROM async_upload_tasks WHERE status = 'UPLOADING' ORDER BY id"
            ).fetchall()
            return [_paused(sqlite, row["job_id"], PauseReason.PROGRAM_ENDED) for row in rows]

        return self._database.write(pause)


def _added(sqlite: sqlite3.Connection, jobs: Sequence[Job]) -> list[Job]:
    """Insert jobs with their parts."""
    (last_id,) = sqlite.execute("SELECT coalesce(max(id), 0) FROM async_upload_tasks").fetchone()
    added = [replace(job, position=task_id) for task_id, job in enumerate(jobs, last_id + 1)]
    for some in json_rows([job.position, *NEW.of(job)] for job in added):
        sqlite.execute(ADD_JOBS, (some,))
    for job in added:
        if isinstance(path_form(job.source_path), bytes) or isinstance(path_form(job.staged_path), bytes):
            sqlite.execute(SAVE_JOB, (*CHANGING.of(job), job.job_id))  # what JSON could not hold
    parts = (new_part(job.position, part) for job in added for part in job.plan.parts())
    for some in json_rows(parts):
        sqlite.execute(ADD_PARTS, (some,))
    return added


def _replanned(sqlite: sqlite3.Connection, wanted: Replanned) -> Job | None:
    job, to = wanted.job, wanted.job.destination
    row = sqlite.execute(
        "SELECT id, status, position FROM async_upload_tasks WHERE job_id = ?", (job.job_id,)
    ).fetchone()
    if row is None or JobState(row["status"]) in {JobState.UPLOADING, JobState.COMPLETED}:
        return None
    other = sqlite.execute(
        "SELECT 1 FROM async_upload_tasks WHERE endpoint = ? AND bucket = ? AND object_key = ? "
        "AND status <> 'COMPLETED' AND id <> ?",
        (to.endpoint, to.bucket, to.object_key, row["id"]),
    ).fetchone()
    if other is not None:
        return None
    _, before = load_row(sqlite, job.job_id)
    _replan_parts(sqlite, row["id"], job, keeps_parts=wanted.keeps_parts)
    if wanted.abandoned is not None:
        sqlite.execute(ADD_ABANDONED, NEW_ABANDONED.of(wanted.abandoned))
    sqlite.execute(SAVE_PLAN, (*PLANNED.of(job), job.job_id))
    return _save(sqlite, before, _counted(sqlite, row["id"], replace(job, position=before.position)))


def _replan_parts(sqlite: sqlite3.Connection, task_id: int, job: Job, *, keeps_parts: bool) -> None:
    """Make the rows of the parts those of the job's plan."""
    planned = {part.number: part for part in job.plan.parts()}
    rows = sqlite.execute(f"{SELECT_PARTS} WHERE task_id = ?", (task_id,))
    kept, dropped = set(), []
    for part in map(PARTS.load, rows):
        fits = part.number in planned and planned[part.number] == PartRange(
            part.number, part.offset, part.size
        )
        if fits and (keeps_parts or part.state is PartState.PENDING):
            kept.add(part.number)
        else:
            dropped.append(part.number)
    sqlite.execute(DROP_SOME_PARTS, (task_id, json.dumps(dropped)))
    added = (new_part(task_id, planned[number]) for number in planned if number not in kept)
    for some in json_rows(added):
        sqlite.execute(ADD_PARTS, (some,))


def _counted(sqlite: sqlite3.Connection, task_id: int, job: Job) -> Job:
    """The job with its counters made anew from the table of parts."""
    count, size = sqlite.execute(
        "SELECT count(*), coalesce(sum(size), 0) FROM async_upload_parts WHERE task_id = ? AND status = 'DONE'",
        (task_id,),
    ).fetchone()
    return replace(job, uploaded_parts=count, bytes_done=size)


def _save(sqlite: sqlite3.Connection, before: Job, after: Job) -> Job:
    """Write all that may have changed of a job, stamped with the time."""
    job = replace(after, updated_at=datetime.now(UTC))
    sqlite.execute(SAVE_JOB, (*CHANGING.of(job), job.job_id))
    if INDEXED.of(job) != INDEXED.of(before):
        sqlite.execute(SAVE_INDEXED, (*INDEXED.of(job), job.job_id))
    return job


def _changed(sqlite: sqlite3.Connection, job_id: str, changes: JobChanges) -> Job:
    _, job = load_row(sqlite, job_id)
    return _save(sqlite, job, replace(job, **changes))


def _paused(sqlite: sqlite3.Connection, job_id: str, reason: PauseReason) -> Job:
    _, job = load_row(sqlite, job_id)
    return _save(sqlite, job, job.paused(reason))


def _finish_part(sqlite: sqlite3.Connection, task_id: int, part: Part) -> bool:
    """Mark a part DONE; say whether it was PENDING."""
    columns = (*PROOF.of(part), task_id, part.number)
    if sqlite.execute(FINISH_PART, columns).rowcount:
        return True
    if not sqlite.execute(REPLACE_PROOF, columns).rowcount:
        raise ValueError(f"the job has no part {part.number} to finish")
    return False
