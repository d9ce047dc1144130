"""JobDatabase: every write of jobs, parts, recordings and logs, beside the reads."""

import json
import sqlite3
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TypedDict, Unpack

from uploader_gui.domain.checks import Check
from uploader_gui.domain.errors import ErrorCode
from uploader_gui.domain.hashes import Hashes
from uploader_gui.domain.job import (
    ALLOWED,
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
    Verb,
    VerifiedBy,
)
from uploader_gui.domain.messages import MessageCode, Messages, message
from uploader_gui.domain.packages.package import Package
from uploader_gui.domain.packages.package_end import ActionKind, ActionState, PackageAction
from uploader_gui.domain.plan import PartRange
from uploader_gui.domain.queue_order import Gap, Move
from uploader_gui.domain.store.found_progress import FoundPolicy
from uploader_gui.domain.store.kept_parts import NOTHING_KEPT, KeptPlace
from uploader_gui.domain.unattended.growth import Growth
from uploader_gui.storage.database.column_values import crc32_text, time_text
from uploader_gui.storage.database.sqlite_connection import check_room
from uploader_gui.storage.jobs.checking import Kept, kept_check
from uploader_gui.storage.jobs.completion import abandon_kept, complete_all
from uploader_gui.storage.jobs.job_log import add_lines
from uploader_gui.storage.jobs.job_order import move_jobs
from uploader_gui.storage.jobs.job_rows import (
    CHANGING,
    INDEXED,
    NEW,
    PLANNED,
    going_on,
    new_job,
    without_upload,
)
from uploader_gui.storage.jobs.other_rows import NEW_ABANDONED, PARTS, PROOF, new_part
from uploader_gui.storage.jobs.package_ends import (
    begin_action,
    end_action,
    end_packages,
    ended_packages,
)
from uploader_gui.storage.jobs.packages import (
    leave_out,
    limit_package,
    name_package,
    reopen_packages,
    stored_package,
)
from uploader_gui.storage.jobs.reading.job_reader import JobReader, endpoints_of_store, load_row
from uploader_gui.storage.jobs.statements import (
    ADD_ABANDONED,
    ADD_JOBS,
    ADD_PARTS,
    DROP_SOME_PARTS,
    FINISH_PART,
    REPLACE_OBJECT,
    REPLACE_PROOF,
    RESET_ALL_PARTS,
    RESET_PARTS,
    RESET_PARTS_OF_UPLOAD,
    SAVE_INDEXED,
    SAVE_JOB,
    SAVE_PLAN,
    SELECT_PARTS,
    START_JOBS,
    USE_UP_NUMBERS,
    WAITING_JOBS,
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
    kept: KeptPlace
    takes_copies: bool
    hashes: Hashes
    start_at: datetime | None
    on_found: FoundPolicy | None


class JobDatabase(JobReader):
    """The truth about all jobs: a reader that also writes. Blocking; any thread. Each call is one transaction, done when it returns.

    Everything that takes a job id raises JobNotFoundError if that job is gone; then nothing is changed.
    """

    def add(
        self,
        new: Sequence[NewJob],
        *,
        job_ids: Sequence[str] | None = None,
        packages: Collection[Package] = (),
        package_id: str = "",
        joins_open: bool = False,
        knows_left_out: bool = False,
        next_numbers: Mapping[str, int] | None = None,
    ) -> list[Job]:
        """Add these files as SUBMITTED jobs with all their parts, durably; return the jobs in order.

        ``job_ids``: ids chosen beforehand (a staged copy's name carries one); UUIDs are made otherwise.
        ``packages``: those that the files name, added with them unless they are there. ``package_id``: of all files,
        whatever they name. ``joins_open``: files of one whose name a package has that has not ended go into that
        instead. ``knows_left_out``: those that are there already leave out what these say. ``next_numbers`` as for ``use_up``, with them.
        """
        ids = job_ids if job_ids is not None else [""] * len(new)
        named = [package_id or one.package_id for one in new]

        def add(sqlite: sqlite3.Connection) -> list[Job]:
            taken = {
                one.package_id: stored_package(
                    sqlite, one, joins_open=joins_open, knows_left_out=knows_left_out
                )
                for one in packages
            }
            _use_up(sqlite, next_numbers or {})
            return _added(sqlite, list(zip(new, ids, [taken.get(one, one) for one in named], strict=True)))

        return self._database.write(add, durable=True)

    def use_up(self, next_numbers: Mapping[str, int]) -> None:
        """Durably give no file a number again that is below these, by the scope of the counter."""
        self._database.write(lambda sqlite: _use_up(sqlite, next_numbers), durable=True)

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
            replace(
                job, state=JobState.UPLOADING, attempts=job.attempts + 1, updated_at=now, running_since=now
            )
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

    def put_back(self, job_ids: Sequence[str]) -> list[Job]:
        """Those of these jobs that still are UPLOADING become SUBMITTED, to go on later by themselves; returns them."""

        def put_back(sqlite: sqlite3.Connection) -> list[Job]:
            jobs = [load_row(sqlite, job_id)[1] for job_id in job_ids]
            said = (message(MessageCode.WAITING_TO_START),)
            return [
                _save(sqlite, job, replace(job, state=JobState.SUBMITTED, messages=said))
                for job in jobs
                if job.state is JobState.UPLOADING
            ]

        return self._database.write(put_back)

    def limit(self, job_ids: Sequence[str], bytes_per_second: int | None) -> list[Job]:
        """These jobs may send so much a second each, None: as much as there is; returns those that are unfinished."""

        def limit(sqlite: sqlite3.Connection) -> list[Job]:
            jobs = [load_row(sqlite, job_id)[1] for job_id in job_ids]
            return [
                _save(sqlite, job, replace(job, bandwidth_limit=bytes_per_second))
                for job in jobs
                if job.state in ALLOWED[Verb.LIMIT]
            ]

        return self._database.write(limit)

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

    def grow(
        self, job_id: str, source_path: str, fingerprint: Fingerprint, growth: Growth, *, durable: bool
    ) -> Job:
        """The job's file has grown to what ``fingerprint`` says, or its end was found: its plan and parts follow.

        A part that was the end of the file, and is longer now, is to be sent again.
        """

        def grow(sqlite: sqlite3.Connection) -> Job:
            task_id, job = load_row(sqlite, job_id)
            grown = replace(
                job,
                source_path=source_path,
                fingerprint=fingerprint,
                growth=growth,
                file_size=fingerprint.size,
            )
            grown = replace(grown, total_parts=grown.plan.part_count)
            if grown.file_size == job.file_size:
                return _save(sqlite, job, grown)
            first = (
                job.total_parts
                if grown.plan.part(job.total_parts) != job.plan.part(job.total_parts)
                else None
            )
            numbers = range(first or job.total_parts + 1, grown.total_parts + 1)
            sqlite.execute(DROP_SOME_PARTS, (task_id, json.dumps([first] if first else [])))
            ADD_PARTS.execute(sqlite, (new_part(task_id, grown.plan.part(number)) for number in numbers))
            sqlite.execute(SAVE_PLAN, (*PLANNED.of(grown), job_id))
            return _save(sqlite, job, _counted(sqlite, task_id, grown))

        return self._database.write(grow, durable=durable)

    def forget_upload(
        self,
        job_id: str,
        *,
        discards: int,
        abandoned: AbandonedUpload | None = None,
        also_kept: bool = False,
    ) -> Job:
        """Durably back to before Create, its parts PENDING; ``abandoned``, still open perhaps, is remembered with it.

        ``also_kept``: parts that are objects of their own are to be sent again too.
        """

        def forget(sqlite: sqlite3.Connection) -> Job:
            task_id, job = load_row(sqlite, job_id)
            sqlite.execute(RESET_ALL_PARTS if also_kept else RESET_PARTS_OF_UPLOAD, (task_id,))
            if abandoned is not None:
                sqlite.execute(ADD_ABANDONED, NEW_ABANDONED.of(abandoned))
            return _save(sqlite, job, _counted(sqlite, task_id, without_upload(job, discards=discards)))

        return self._database.write(forget, durable=True)

    def go_on(self, job_id: str, found: NewJob) -> Job:
        """A job that has sent nothing goes on, durably, with what is in the store, in the parts of ``found``."""

        def go_on(sqlite: sqlite3.Connection) -> Job:
            task_id, job = load_row(sqlite, job_id)
            now = going_on(job, found)
            _replan_parts(sqlite, task_id, now, keeps_parts=False)
            sqlite.execute(SAVE_PLAN, (*PLANNED.of(now), job_id))
            return _save(sqlite, job, _counted(sqlite, task_id, now))

        return self._database.write(go_on, durable=True)

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
        """Drop a job with its parts; what it leaves on the store is remembered in the same transaction."""

        def remove(sqlite: sqlite3.Connection) -> None:
            task_id, job = load_row(sqlite, job_id)
            abandon_kept(sqlite, task_id, job)
            sqlite.execute("DELETE FROM async_upload_tasks WHERE id = ?", (task_id,))
            if abandoned is not None:
                sqlite.execute(ADD_ABANDONED, NEW_ABANDONED.of(abandoned))

        self._database.write(remove, durable=abandoned is not None)

    def keep_none(self, job_id: str) -> Job:
        """The job has no place for kept parts any more; that what lies there is to be deleted is durably remembered."""

        def give_up(sqlite: sqlite3.Connection) -> Job:
            task_id, job = load_row(sqlite, job_id)
            abandon_kept(sqlite, task_id, job)
            return _save(sqlite, job, replace(job, kept=NOTHING_KEPT))

        return self._database.write(give_up, durable=True)

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

    def forget_abandoned_parts(self, abandoned_id: int) -> None:
        """Abandoned kept parts have been deleted or are gone."""

        def forget(sqlite: sqlite3.Connection) -> None:
            sqlite.execute("DELETE FROM abandoned_parts WHERE id = ?", (abandoned_id,))

        self._database.write(forget)

    def move(self, job_ids: Collection[str], move: Move | Gap) -> list[Job]:
        """Move those of these jobs that rest unfinished; gives all whose place has changed, running ones too."""
        return self._database.write(lambda sqlite: move_jobs(sqlite, job_ids, move))

    def rename_package(self, package_id: str, name: str) -> Package:
        """Give a package another name; returns it as it is now. Raises BadSettingsError if it is not there."""
        return self._database.write(lambda sqlite: name_package(sqlite, package_id, name))

    def leave_out(self, package: Package) -> Package | None:
        """Durably have a package say of what was left out what this one does; as it is now, None if nothing changes by that.

        One that is not there is left alone. One that leaves out more or less than before has not ended.
        """
        known = self.packages([package.package_id]).get(package.package_id)
        if known is None or known.left_out == package.left_out:
            return None
        return self._database.write(lambda sqlite: leave_out(sqlite, package), durable=True)

    def limit_package(self, package_id: str, bytes_per_second: int | None) -> Package:
        """Let all jobs of a package together send so much a second, None: as much as there is.

        Raises BadSettingsError if it is not there.
        """
        return self._database.write(lambda sqlite: limit_package(sqlite, package_id, bytes_per_second))

    def add_to_log(self, lines: Sequence[tuple[str, LogLine]]) -> None:
        """Add a line to each of these jobs by id; a job that is gone is passed over."""
        self._database.write(lambda sqlite: add_lines(sqlite, lines))

    def end_packages(
        self, package_ids: Collection[str] | None, wanted: Collection[ActionKind]
    ) -> list[PackageAction]:
        """Record durably which of these packages (None: of all) have ended, and that ``wanted`` is to be done for each.

        Gives what is to be done now; nothing, and nothing is written, where none has ended. That is asked of the writer,
        which has the file open: after each heap of small files, opening it would take longer than to look.
        """
        if not self._database.write(lambda sqlite: ended_packages(sqlite, package_ids)):
            return []
        return self._database.write(lambda sqlite: end_packages(sqlite, package_ids, wanted), durable=True)

    def begin_action(self, action: PackageAction) -> PackageAction:
        """Durably count another try of this, before it is made; the action with the number of its tries."""
        return self._database.write(lambda sqlite: begin_action(sqlite, action), durable=True)

    def end_action(self, action_id: int, state: ActionState, answer: Messages) -> None:
        """Durably record what became of an action; WANTED: it is to be tried again."""
        self._database.write(lambda sqlite: end_action(sqlite, action_id, state, answer), durable=True)

    def keep_check(self, recording_id: int, job_id: str, found: Check, said: Messages) -> Kept:
        """An upload was verified again: keep what was found, unless what was found before still stands.

        Its job's log tells of it, while the job is listed.
        """
        return self._database.write(lambda sqlite: kept_check(sqlite, recording_id, job_id, found, said))

    def replace_object(self, recording: Recording) -> None:
        """An object that was uploaded has been written anew by the program itself: this is what it is now."""
        columns = (
            recording.version_id, recording.file_size, recording.etag, recording.verified_by.value,
            crc32_text(recording.crc32), recording.part_size, recording.recording_id,
        )  # fmt: skip
        self._database.write(lambda sqlite: sqlite.execute(REPLACE_OBJECT, columns).close())

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
            return [_interrupted(sqlite, row["job_id"]) for row in rows]

        return self._database.write(pause)


def _use_up(sqlite: sqlite3.Connection, next_numbers: Mapping[str, int]) -> None:
    for scope, number in next_numbers.items():
        sqlite.execute(USE_UP_NUMBERS, (scope, number))


def _added(sqlite: sqlite3.Connection, wanted: Sequence[tuple[NewJob, str, str]]) -> list[Job]:
    """Insert new jobs, each with its id or "" and that of its package; their packages have not ended any more."""
    now = datetime.now(UTC)
    (last_id,) = sqlite.execute("SELECT coalesce(max(id), 0) FROM async_upload_tasks").fetchone()
    added = [
        new_job(new, job_id, now, task_id, package_id=package_id)
        for task_id, (new, job_id, package_id) in enumerate(wanted, last_id + 1)
    ]
    ADD_JOBS.execute(sqlite, ([job.position, *NEW.of(job)] for job in added))
    ADD_PARTS.execute(sqlite, (new_part(job.position, part) for job in added for part in job.plan.parts()))
    reopen_packages(sqlite, {job.package_id for job in added})
    return added


def _replanned(sqlite: sqlite3.Connection, wanted: Replanned) -> Job | None:
    job, to = wanted.job, wanted.job.destination
    row = sqlite.execute(
        "SELECT id, status, position FROM async_upload_tasks WHERE job_id = ?", (job.job_id,)
    ).fetchone()
    if row is None or JobState(row["status"]) in {JobState.UPLOADING, JobState.COMPLETED}:
        return None
    other = sqlite.execute(
        "SELECT 1 FROM async_upload_tasks WHERE endpoint IN (SELECT value FROM json_each(?)) AND bucket = ? "
        "AND object_key = ? AND status <> 'COMPLETED' AND id <> ?",
        (endpoints_of_store(sqlite, to.endpoint), to.bucket, to.object_key, row["id"]),
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
    ADD_PARTS.execute(
        sqlite, (new_part(task_id, planned[number]) for number in planned if number not in kept)
    )


def _counted(sqlite: sqlite3.Connection, task_id: int, job: Job) -> Job:
    """The job with its counters made anew from the table of parts."""
    count, size = sqlite.execute(
        "SELECT count(*), coalesce(sum(size), 0) FROM async_upload_parts WHERE task_id = ? AND status = 'DONE'",
        (task_id,),
    ).fetchone()
    return replace(job, uploaded_parts=count, bytes_done=size)


def _save(sqlite: sqlite3.Connection, before: Job, after: Job) -> Job:
    """Write all that may have changed of a job, stamped with the time.

    The stamp tells what is newer: it grows each time, also where the computer's clock is put back.
    """
    now = datetime.now(UTC)
    job = replace(after, updated_at=max(now, before.updated_at + timedelta.resolution))
    if job.state is not JobState.UPLOADING and job.running_since is not None:
        job = replace(job, active_s=job.active_until(now), running_since=None)
    sqlite.execute(SAVE_JOB, (*CHANGING.of(job), job.job_id))
    if INDEXED.of(job) != INDEXED.of(before):
        sqlite.execute(SAVE_INDEXED, (*INDEXED.of(job), job.job_id))
    if before.state is JobState.FAILED and job.state is not JobState.FAILED:
        reopen_packages(sqlite, {job.package_id})
    return job


def _changed(sqlite: sqlite3.Connection, job_id: str, changes: JobChanges) -> Job:
    _, job = load_row(sqlite, job_id)
    return _save(sqlite, job, replace(job, **changes))


def _paused(sqlite: sqlite3.Connection, job_id: str, reason: PauseReason) -> Job:
    _, job = load_row(sqlite, job_id)
    return _save(sqlite, job, job.paused(reason))


def _interrupted(sqlite: sqlite3.Connection, job_id: str) -> Job:
    """Paused by a program that ended; nobody knows when, but that it still ran when it last wrote."""
    _, job = load_row(sqlite, job_id)
    ran_s = job.active_until(job.updated_at)
    paused = job.paused(PauseReason.PROGRAM_ENDED)
    return _save(sqlite, job, replace(paused, active_s=ran_s, running_since=None))


def _finish_part(sqlite: sqlite3.Connection, task_id: int, part: Part) -> bool:
    """Mark a part DONE; say whether it was PENDING."""
    columns = (*PROOF.of(part), task_id, part.number)
    if sqlite.execute(FINISH_PART, columns).rowcount:
        return True
    if not sqlite.execute(REPLACE_PROOF, columns).rowcount:
        raise ValueError(f"the job has no part {part.number} to finish")
    return False
