"""The history for reports, by SQLModel's classes: imported only where a report is made, as they take half a second."""

import heapq
import json
from collections.abc import Collection, Generator, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import ColumnElement, Select, create_engine, func
from sqlalchemy import select as sql_select
from sqlalchemy.orm import Mapped
from sqlalchemy.pool import StaticPool
from sqlmodel import Session, col, select

from uploader_gui.domain.checks import CheckKind, CheckResult
from uploader_gui.domain.errors import ErrorCode
from uploader_gui.domain.job import JobState, VerifiedBy
from uploader_gui.domain.messages import from_json
from uploader_gui.domain.packages.package import LeftOut, NamedFiles
from uploader_gui.domain.reports.report import ReportEntry, ReportFilter
from uploader_gui.domain.store.object_terms import terms_of
from uploader_gui.storage.database.column_values import (
    crc32_of,
    hashes_of,
    left_out_of,
    path_of,
    paths_of,
    plain,
)
from uploader_gui.storage.database.database import Database
from uploader_gui.storage.database.tables import JobRow, PackageRow, RecordingRow
from uploader_gui.storage.jobs.job_rows import SHORTEST_PREFIX

ROWS_AT_ONCE = 500
"""How many rows of each table are in memory; the sorting is SQLite's, which puts more than a few MB into a file."""
_IN_NONE = 2**62
_Column = Mapped[Any] | ColumnElement[Any]


class ReportReader:
    """Reads what a report is about. Blocking; any thread."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def entries(self, wanted: ReportFilter) -> Generator[ReportEntry]:
        """The files, package by package, in each the finished ones first, oldest first; read as they are taken.

        All of them as they were at the first: what is committed meanwhile does not show. To be taken, and closed, by
        one thread. Raises BadSettingsError in words.
        """
        with self._database.reading() as sqlite:
            sqlite.row_factory = None  # SQLAlchemy has rows of its own
            sqlite.execute("BEGIN")
            # Nothing is opened: whatever it asks for, it is given this connection.
            engine = create_engine("sqlite://", creator=lambda: sqlite, poolclass=StaticPool)
            with engine.connect() as connection, Session(connection) as session:
                found = heapq.merge(
                    _finished(session, wanted), _unfinished(session, wanted), key=attrgetter("package_order")
                )
                if wanted.states is None and wanted.job is None:
                    yield from _with_unmatched(session, found)
                else:
                    yield from found


def _with_unmatched(session: Session, entries: Iterator[ReportEntry]) -> Iterator[ReportEntry]:
    for order, files in groupby(entries, attrgetter("package_order")):
        package = None if order == _IN_NONE else session.get(PackageRow, order)
        if package is None or not (package.missing_count or package.unlisted_count or package.left_out_count):
            yield from files
            continue
        missing = _named(package.missing_paths, package.missing_count)
        unlisted = _named(package.unlisted_paths, package.unlisted_count)
        left_out = LeftOut(left_out_of(package.left_out_files), package.left_out_count or 0)
        for entry in files:
            yield replace(entry, missing=missing, unlisted=unlisted, left_out=left_out)


def _named(paths: str, count: int) -> NamedFiles:
    return NamedFiles(tuple(map(plain, paths_of(paths))), count)


def _finished(session: Session, wanted: ReportFilter) -> Iterator[ReportEntry]:
    if wanted.states is not None and JobState.COMPLETED not in wanted.states:
        return
    row = RecordingRow
    conditions = _chosen(wanted, col(row.job_id), col(row.package_id), col(row.uploaded_at))
    order = func.coalesce(PackageRow.id, _IN_NONE)
    found = (
        select(row, order, func.coalesce(PackageRow.name, ""))
        .join(PackageRow, col(PackageRow.package_id) == col(row.package_id), isouter=True)
        .where(*conditions)
        .order_by(order, col(row.id))
        .execution_options(yield_per=ROWS_AT_ONCE)
    )
    for recording, place, name in session.exec(found):
        yield _of_recording(recording, place, name)


def _unfinished(session: Session, wanted: ReportFilter) -> Iterator[ReportEntry]:
    row = JobRow
    states = [
        state
        for state in JobState
        if state is not JobState.COMPLETED and (wanted.states is None or state in wanted.states)
    ]
    conditions = _chosen(
        wanted,
        col(row.job_id),
        col(row.package_id),
        func.coalesce(row.end_time, row.start_time),
    )
    order = func.coalesce(PackageRow.id, _IN_NONE)
    found = (
        select(row, order, func.coalesce(PackageRow.name, ""))
        .join(PackageRow, col(PackageRow.package_id) == col(row.package_id), isouter=True)
        .where(col(row.status).in_([state.value for state in states]), *conditions)
        .order_by(order, col(row.id))
        .execution_options(yield_per=ROWS_AT_ONCE)
    )
    for job, place, name in session.exec(found):
        yield _of_job(job, place, name)


def _chosen(
    wanted: ReportFilter, job_id: _Column, package_id: _Column, moment: _Column
) -> list[ColumnElement[bool]]:
    """What the rows of either table have to fit."""
    conditions: list[ColumnElement[bool]] = []
    if wanted.job is not None:
        prefix = wanted.job.strip().lower()
        is_short = len(prefix) < SHORTEST_PREFIX
        conditions.append(job_id == prefix if is_short else job_id.startswith(prefix, autoescape=True))
    if wanted.job_ids is not None:
        conditions.append(job_id.in_(_listed(wanted.job_ids)))
    if wanted.package_ids is not None:
        conditions.append(package_id.in_(_listed(wanted.package_ids)))
    if wanted.since is not None:
        conditions.append(moment >= wanted.since.astimezone(UTC))
    if wanted.until is not None:
        conditions.append(moment < wanted.until.astimezone(UTC))
    return conditions


def _listed(values: Collection[str]) -> Select[Any]:
    """Any number of values: as many as SQLite has variables for would not do."""
    return sql_select(func.json_each(json.dumps(list(values))).table_valued("value").c.value)


def _utc(moment: datetime | None) -> datetime | None:
    return None if moment is None else moment.replace(tzinfo=UTC)


def _of_recording(row: RecordingRow, package_order: int, package_name: str) -> ReportEntry:
    return ReportEntry(
        package_order=package_order,
        package_id=row.package_id or "",
        package_name=package_name,
        job_id=row.job_id or "",
        state=JobState.COMPLETED,
        file_name=row.file_name,
        source_path=row.source_path or "",
        file_size=row.file_size,
        bytes_done=row.file_size,
        content_type=row.content_type,
        profile=row.profile or "",
        endpoint=row.endpoint or "",
        bucket=row.bucket,
        object_key=row.object_key,
        began_at=_utc(row.began_at),
        ended_at=_utc(row.uploaded_at),
        active_s=row.active_s,
        part_count=row.part_count,
        hashes=hashes_of(row.hashes),
        version_id=row.version_id,
        etag=row.etag,
        crc32=crc32_of(row.crc32),
        verified_by=VerifiedBy(row.verified_by),
        download_url=row.download_url,
        user=row.user or "",
        host=row.host or "",
        program_version=row.program_version or "",
        checked_at=_utc(row.checked_at),
        checked_by=CheckKind(row.checked_by) if row.checked_by else None,
        check_result=CheckResult(row.check_result) if row.check_result else None,
        terms=terms_of(row.terms),
    )


def _of_job(row: JobRow, package_order: int, package_name: str) -> ReportEntry:
    state = JobState(row.status)
    has_failed = state is JobState.FAILED
    return ReportEntry(
        package_order=package_order,
        package_id=row.package_id or "",
        package_name=package_name,
        job_id=row.job_id,
        state=state,
        file_name=row.file_name,
        source_path=plain(path_of(row.source_path)),
        file_size=row.file_size,
        bytes_done=row.bytes_done,
        content_type=row.content_type,
        profile=row.profile,
        endpoint=row.endpoint,
        bucket=row.bucket,
        object_key=row.object_key,
        began_at=_utc(row.start_time),
        ended_at=_utc(row.end_time) if has_failed else None,
        active_s=row.active_s,
        part_count=row.total_parts,
        hashes=hashes_of(row.hashes),
        code=ErrorCode.read(row.error_code) if has_failed else ErrorCode.NONE,
        messages=from_json(row.messages or "") if has_failed else (),
        terms=terms_of(row.terms),
    )
