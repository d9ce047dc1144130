"""JobReader: every read of jobs, parts, packages and finished uploads."""

import json
import sqlite3
from collections.abc import Collection, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

from uploader_gui.domain.checks import Check, CheckKind, CheckResult, looks_of
from uploader_gui.domain.entered.endpoint_address import are_same_store, node_endpoints
from uploader_gui.domain.errors import BadSettingsError, JobNotFoundError
from uploader_gui.domain.job import AbandonedParts, AbandonedUpload, Job, JobState, LogLine, Part, Recording
from uploader_gui.domain.messages import MessageCode, message
from uploader_gui.domain.packages.package import Package
from uploader_gui.domain.packages.package_end import ActionKind, PackageAction
from uploader_gui.domain.packages.package_summary import PackageSummary
from uploader_gui.domain.reports.deliveries import Delivery, DeliveryPlace, DeliverySearch
from uploader_gui.domain.store.kept_parts import KeptPlace
from uploader_gui.storage.database.column_values import Value, plain, time_of, time_text
from uploader_gui.storage.database.database import Database
from uploader_gui.storage.jobs.job_log import lines_of
from uploader_gui.storage.jobs.job_rows import JOBS, SHORTEST_PREFIX, ids_beginning
from uploader_gui.storage.jobs.other_rows import ABANDONED, ABANDONED_PARTS, PACKAGES, PARTS, RECORDINGS
from uploader_gui.storage.jobs.package_ends import last_answer, wanted_actions
from uploader_gui.storage.jobs.packages import find_packages, summaries
from uploader_gui.storage.jobs.statements import (
    COUNT_DELIVERIES,
    DELIVERY_HAS_WORD,
    JOB_IDS_IN_PACKAGES,
    PACKAGES_WITH_JOBS,
    RECORDINGS_OF_JOBS,
    SELECT_ABANDONED,
    SELECT_ABANDONED_PARTS,
    SELECT_CHECKS,
    SELECT_DELIVERIES,
    SELECT_ENDPOINTS,
    SELECT_JOBS,
    SELECT_JOBS_OF_RECORDINGS,
    SELECT_OPEN_PACKAGES,
    SELECT_PARTS,
    SELECT_RECORDINGS,
    SELECT_RECORDINGS_FROM,
    SELECT_RECORDINGS_OF_JOBS,
    SELECT_SOME_CHECKS,
    SELECT_SOME_JOBS,
    SELECT_SOME_PACKAGES,
    SELECT_SOME_RECORDINGS,
    SELECT_SOURCES_IN_USE,
    SELECT_UNFINISHED_AT,
    SELECT_UNFINISHED_FROM,
)

_NO_LIMIT = -1  # SQLite's word for it
_AFTER_ALL = 2**63 - 1
_FIRST: Final = datetime(1, 1, 2, tzinfo=UTC)
_LAST: Final = datetime(9999, 12, 30, tzinfo=UTC)
_TICK: Final = timedelta(microseconds=1)
_BEHIND_ALL: Final = DeliveryPlace(_LAST, 2**62)


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
        with self._database.reading() as sqlite:
            rows = sqlite.execute(
                f"{SELECT_JOBS} WHERE job_id BETWEEN ? AND ? LIMIT 2", ids_beginning(prefix)
            ).fetchall()
        if not rows:
            raise JobNotFoundError(prefix)
        if len(rows) > 1:
            raise BadSettingsError(message(MessageCode.JOB_AMBIGUOUS, prefix=prefix))
        return JOBS.load(rows[0])

    def jobs(
        self,
        *,
        state: JobState | None = None,
        limit: int | None = None,
        before_id: str | None = None,
        package_ids: Collection[str] | None = None,
    ) -> list[Job]:
        """Jobs, newest first: at most ``limit``, only in ``state``, only those older than job ``before_id``.

        ``package_ids``: only those in one of these packages. Raises JobNotFoundError if ``before_id`` is gone.
        """
        count = _NO_LIMIT if limit is None else limit
        conditions: list[str] = []
        values: list[str | int] = []
        if package_ids is not None:
            conditions.append("package_id IN (SELECT value FROM json_each(?))")
            values.append(json.dumps(list(package_ids)))
        if state is not None:
            # The plus leaves it to the index of packages where one is given.
            conditions.append("status = ?" if package_ids is None else "+status = ?")
            values.append(state.value)
        with self._database.reading() as sqlite:
            conditions.append("id < ?")
            values.append(_AFTER_ALL if before_id is None else task_id_of(sqlite, before_id))
            rows = sqlite.execute(
                f"{SELECT_JOBS} WHERE {' AND '.join(conditions)} ORDER BY id DESC LIMIT ?", (*values, count)
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
            store = endpoints_of_store(sqlite, endpoint)
            rows = sqlite.execute(SELECT_UNFINISHED_AT, (store, bucket, json.dumps(list(keys))))
            return {job.destination.object_key: job for job in map(JOBS.load, rows)}

    def unfinished_from(self, endpoint: str, bucket: str, paths: Collection[str]) -> list[Job]:
        """The jobs that are not COMPLETED, of these source files, that lead to this bucket; oldest first."""
        with self._database.reading() as sqlite:
            store = endpoints_of_store(sqlite, endpoint)
            rows = sqlite.execute(SELECT_UNFINISHED_FROM, (store, bucket, json.dumps(list(paths))))
            return [JOBS.load(row) for row in rows]

    def sources_in_use(self, paths: Collection[str]) -> set[str]:
        """Those of these source files that a job has which is not COMPLETED, to whatever place. They have to be valid text."""
        with self._database.reading() as sqlite:
            return {path for (path,) in sqlite.execute(SELECT_SOURCES_IN_USE, (json.dumps(list(paths)),))}

    def next_number(self, scope: str) -> int:
        """The first number of this counter that no file was given."""
        with self._database.reading() as sqlite:
            row = sqlite.execute("SELECT next_number FROM name_counters WHERE scope = ?", (scope,)).fetchone()
        return 1 if row is None else int(row["next_number"])

    def endpoint_was_reached(self, endpoint: str) -> bool:
        """Say whether the store there has ever answered a job: an upload id, a done part, a finished object.

        An object's record stays when its job is cleared from the list.
        """
        records = f"{node_endpoints(endpoint)[0]}/"
        with self._database.reading() as sqlite:
            row = sqlite.execute(
                "SELECT 1 FROM async_upload_tasks WHERE endpoint = ? AND "
                "(upload_id <> '' OR uploaded_parts > 0 OR status = 'COMPLETED') "
                "UNION ALL SELECT 1 FROM video_recordings WHERE substr(download_url, 1, ?) = ? LIMIT 1",
                (endpoint, len(records), records),
            ).fetchone()
        return row is not None

    def packages(self, package_ids: Collection[str]) -> dict[str, Package]:
        """These packages by id; one that is not there is missing."""
        with self._database.reading() as sqlite:
            rows = sqlite.execute(SELECT_SOME_PACKAGES, (json.dumps(list(package_ids)),))
            return {package.package_id: package for package in map(PACKAGES.load, rows)}

    def open_packages(self) -> list[Package]:
        """Packages that have not ended, oldest first."""
        with self._database.reading() as sqlite:
            return [PACKAGES.load(row) for row in sqlite.execute(SELECT_OPEN_PACKAGES)]

    def packages_with_jobs(self, limit: int | None = None) -> list[Package]:
        """Packages of which the list has a job, newest first, at most ``limit``."""
        with self._database.reading() as sqlite:
            rows = sqlite.execute(PACKAGES_WITH_JOBS, (_NO_LIMIT if limit is None else limit,))
            return [PACKAGES.load(row) for row in rows]

    def find_packages(self, word: str) -> list[Package]:
        """Packages, newest first, that are called ``word``, or whose id is that or begins with it (8 characters or more).

        Raises BadSettingsError if there is none.
        """
        with self._database.reading() as sqlite:
            return find_packages(sqlite, word)

    def find_package(self, word: str) -> Package:
        """The only one of these. Raises BadSettingsError if there is none, or several."""
        found = self.find_packages(word)
        if len(found) > 1:
            ids = ", ".join(package.package_id[:SHORTEST_PREFIX] for package in found)
            raise BadSettingsError(message(MessageCode.PACKAGE_AMBIGUOUS, name=word, ids=ids))
        return found[0]

    def job_ids_in(self, package_ids: Collection[str]) -> list[str]:
        """The jobs of these packages, in the order of the queue."""
        with self._database.reading() as sqlite:
            rows = sqlite.execute(JOB_IDS_IN_PACKAGES, (json.dumps(list(package_ids)),))
            return [job_id for (job_id,) in rows]

    def package_summaries(self, package_ids: Collection[str]) -> dict[str, PackageSummary]:
        """What the jobs of these packages come to, by package id; one that is not there is missing."""
        with self._database.reading() as sqlite:
            return summaries(sqlite, package_ids)

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
            return {row["id_of_job"]: RECORDINGS.load(row) for row in rows}

    def recordings_of_package(self, package_id: str) -> list[Recording]:
        """The files of a package that are in the store, in the order of their ends."""
        with self._database.reading() as sqlite:
            rows = sqlite.execute(f"{SELECT_RECORDINGS} WHERE package_id = ? ORDER BY id", (package_id,))
            return [RECORDINGS.load(row) for row in rows]

    def recording_ids(
        self, job_ids: Collection[str] | None = None, *, package_id: str | None = None
    ) -> list[int]:
        """The recordings of these jobs, oldest first, also of those that were removed; or of a package; or all."""
        with self._database.reading() as sqlite:
            if job_ids is not None:
                rows = sqlite.execute(RECORDINGS_OF_JOBS, {"job_ids": json.dumps(list(job_ids))})
            elif package_id is not None:
                rows = sqlite.execute(
                    "SELECT id FROM video_recordings WHERE package_id = ? ORDER BY id", (package_id,)
                )
            else:
                rows = sqlite.execute("SELECT id FROM video_recordings ORDER BY id")
            return [row["id"] for row in rows]

    def recordings_from(self, endpoint: str, bucket: str, paths: Collection[str]) -> list[Recording]:
        """What of these source files is in this bucket, oldest first."""
        with self._database.reading() as sqlite:
            rows = sqlite.execute(SELECT_RECORDINGS_FROM, (bucket, json.dumps(list(paths))))
            return [one for one in map(RECORDINGS.load, rows) if are_same_store(one.endpoint, endpoint)]

    def removed_job_ids(self, prefix: str) -> list[str]:
        """Ids of finished jobs that ``prefix`` may mean, as ``find`` does, listed still or not; two at most."""
        with self._database.reading() as sqlite:
            rows = sqlite.execute(
                "SELECT DISTINCT job_id FROM video_recordings WHERE job_id BETWEEN ? AND ? LIMIT 2",
                ids_beginning(prefix),
            )
            return [row["job_id"] for row in rows]

    def recordings_at(self, recording_ids: Collection[int]) -> list[tuple[Recording, Job | None]]:
        """These recordings, oldest first, each with its job if that is still listed."""
        ids = json.dumps(list(recording_ids))
        with self._database.reading() as sqlite:
            jobs = [JOBS.load(row) for row in sqlite.execute(SELECT_JOBS_OF_RECORDINGS, (ids,))]
            by_recording = {job.recording_id: job for job in jobs}
            rows = sqlite.execute(SELECT_SOME_RECORDINGS, (ids,))
            recordings = [RECORDINGS.load(row) for row in rows]
        return [(one, by_recording.get(one.recording_id)) for one in recordings]

    def recorded_bytes(self, recording_ids: Collection[int]) -> int:
        """How many bytes these recordings' objects have together."""
        with self._database.reading() as sqlite:
            (size,) = sqlite.execute(
                "SELECT coalesce(sum(file_size), 0) FROM video_recordings "
                "WHERE id IN (SELECT value FROM json_each(?))",
                (json.dumps(list(recording_ids)),),
            ).fetchone()
        return int(size)

    def checks(self, recording_ids: Collection[int] | None = None) -> dict[int, Check]:
        """What was found of those of these recordings (None: of all) that were verified again, by their ids."""
        with self._database.reading() as sqlite:
            if recording_ids is None:
                rows = sqlite.execute(SELECT_CHECKS)
            else:
                rows = sqlite.execute(SELECT_SOME_CHECKS, (json.dumps(list(recording_ids)),))
            return {
                recording_id: Check(time_of(at), CheckKind(by), CheckResult(result), looks_of(looks))
                for recording_id, at, by, result, looks in rows
            }

    def deliveries(
        self, search: DeliverySearch, limit: int, after: DeliveryPlace | None = None
    ) -> tuple[list[Delivery], DeliveryPlace | None]:
        """At most ``limit`` of those that are found, newest first, and where the next page begins (None: nowhere).

        ``after``: where the page before ended. Of 100,000, 200 without words take 20 ms, by whatever dates; words are
        looked for from there on, 0.3 s for all of them.
        """
        start = after or _BEHIND_ALL
        # So that the index leads there at once: it goes by a time alone.
        condition, values = _condition(search, start.uploaded_at + _TICK)
        place: list[Value] = [time_text(start.uploaded_at), start.recording_id]
        with self._database.reading() as sqlite:
            sqlite.create_function("holds", 2, _holds, deterministic=True)
            statement = SELECT_DELIVERIES.format(condition)
            rows = sqlite.execute(statement, [*place, *values, limit]).fetchall()
        found = [Delivery(RECORDINGS.load(row), row["package_name"]) for row in rows]
        if len(found) < limit:
            return found, None
        last = found[-1].recording
        return found, DeliveryPlace(last.uploaded_at, last.recording_id or 0)

    def delivered(self, search: DeliverySearch) -> tuple[int, int]:
        """How many are found, and how many bytes they have together; 0.3 s for 100,000 by words, 20 ms without."""
        condition, values = _condition(search, _LAST)
        with self._database.reading() as sqlite:
            sqlite.create_function("holds", 2, _holds, deterministic=True)
            row: sqlite3.Row = sqlite.execute(COUNT_DELIVERIES.format(condition), values).fetchone()
        return int(row[0]), int(row[1])

    def wanted_actions(self) -> list[PackageAction]:
        """What is still to be done for packages that have ended, oldest first."""
        with self._database.reading() as sqlite:
            return wanted_actions(sqlite)

    def last_answer(self, kind: ActionKind) -> PackageAction | None:
        """The newest action of this kind that has an answer."""
        with self._database.reading() as sqlite:
            return last_answer(sqlite, kind)

    def abandoned(self) -> list[AbandonedUpload]:
        """Open uploads of removed jobs that are still to be aborted, oldest first."""
        with self._database.reading() as sqlite:
            rows = sqlite.execute(SELECT_ABANDONED)
            return [ABANDONED.load(row) for row in rows]

    def keeps_parts_at(self, endpoint: str, kept: KeptPlace) -> bool:
        """Say whether a job that is not COMPLETED has its kept parts there."""
        with self._database.reading() as sqlite:
            rows = sqlite.execute(
                "SELECT endpoint FROM async_upload_tasks WHERE kept_bucket = ? AND kept_prefix = ? "
                "AND status IN ('SUBMITTED', 'UPLOADING', 'PAUSED', 'FAILED')",
                (kept.bucket, kept.prefix),
            ).fetchall()
        return any(are_same_store(row["endpoint"], endpoint) for row in rows)

    def abandoned_parts(self) -> list[AbandonedParts]:
        """Kept parts that no job wants any more, still to be deleted; oldest first."""
        with self._database.reading() as sqlite:
            return [ABANDONED_PARTS.load(row) for row in sqlite.execute(SELECT_ABANDONED_PARTS)]


def endpoints_of_store(sqlite: sqlite3.Connection, endpoint: str) -> str:
    """In JSON, under which endpoints jobs go to the store that is at this one."""
    rows = sqlite.execute(SELECT_ENDPOINTS)
    return json.dumps([known for (known,) in rows if are_same_store(known, endpoint)])


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


def _condition(search: DeliverySearch, until: datetime) -> tuple[str, Sequence[Value]]:
    """What follows ``WHERE ... AND``, and its values; only what was uploaded before ``until`` as well."""
    values: list[Value] = [time_text(search.since or _FIRST), time_text(min(search.until or _LAST, until))]
    for word in search.words:
        values += [plain(word).casefold()] * 2
    return DELIVERY_HAS_WORD * len(search.words), values


def _holds(text: str, word: str) -> bool:
    """SQLite itself folds the case of ASCII alone."""
    return word in text.casefold()
