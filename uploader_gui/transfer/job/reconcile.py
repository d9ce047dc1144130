"""Resuming: what the store has, what our table knows, and what must still be sent."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from uploader_gui.domain.job import Job, Part, PartPlace, PartState
from uploader_gui.domain.plan import MIB, PartRange
from uploader_gui.s3.answers.responses import ListedPart, StoredObject
from uploader_gui.source.source_file import Source, StopFlag
from uploader_gui.storage.jobs.job_database import JobDatabase

_READ_BEFORE_COMMIT = 256 * MIB


@dataclass(frozen=True, slots=True)
class Comparison:
    """Table against listing: ``adopted`` parts are in the store and proven now, ``lost`` must be sent again."""

    adopted: list[Part]
    lost: list[int]


def compare_with_listing(
    job: Job, rows: Sequence[Part], listed: dict[int, list[ListedPart]], source: Source, stop: StopFlag
) -> Comparison:
    """Compare the table with what the store lists; reads only ranges whose bytes must decide.

    A part in both with the same ETag is done. One that only the store knows (the program died between its
    answer and our commit), or knows with another ETag, is decided by the content of its range.
    """
    adopted: list[Part] = []
    lost: list[int] = []
    for row in rows:
        if row.place is PartPlace.KEPT:
            continue  # what the upload has of it is a copy
        entries = listed.get(row.number, [])
        if row.state is PartState.DONE and any(
            entry.etag == row.etag and entry.size == row.size for entry in entries
        ):
            continue
        part = adopt(job.plan.part(row.number), entries, source, stop) if entries else None
        if part is not None:
            adopted.append(part)
        elif row.state is PartState.DONE:
            lost.append(row.number)
    return Comparison(adopted, lost)


def adopt(part: PartRange, entries: Sequence[ListedPart], source: Source, stop: StopFlag) -> Part | None:
    """The part as one of the listed ``entries`` has it, if that is proven by the file's bytes. Blocking."""
    fitting = [entry for entry in entries if entry.size == part.size]
    if not fitting:
        return None
    crc32, md5 = source.digests(part, stop)
    for entry in reversed(fitting):
        if entry.etag == md5 or (entry.crc32 is not None and entry.crc32 == crc32):
            return Part(
                part.number, part.offset, part.size, PartState.DONE, crc32, md5, entry.etag, datetime.now(UTC)
            )
    return None


def adopt_kept(
    part: PartRange, entry: ListedPart, source: Source, stop: StopFlag, version_id: str = ""
) -> Part | None:
    """The part as the object ``entry`` of its own, if that is proven by the file's bytes. Blocking."""
    found = adopt(part, [entry], source, stop)
    return None if found is None else replace(found, place=PartPlace.KEPT, version_id=version_id)


def reconcile_kept(
    job: Job,
    database: JobDatabase,
    listed: Sequence[StoredObject],
    source: Source,
    stop: StopFlag,
    on_progress: Callable[[Job], None],
) -> Job:
    """Bring the table to the objects that the store has of this job's parts; returns the job as stored then.

    One that is gone, or is another one, is to be sent again. One that the table does not know is decided by the
    content of its range. Commits and tells as ``reconcile``.
    """
    objects = {entry.key: entry for entry in listed}
    for rows in _some_at_once(database.parts(job.job_id)):
        comparison = _compare_with_objects(job, rows, objects, source, stop)
        job = _committed(job, database, comparison, on_progress)
    return job


def _compare_with_objects(
    job: Job, rows: Sequence[Part], objects: Mapping[str, StoredObject], source: Source, stop: StopFlag
) -> Comparison:
    adopted: list[Part] = []
    lost: list[int] = []
    for row in rows:
        there = objects.get(job.kept.part_key(row.number))
        if row.place is PartPlace.KEPT and row.state is PartState.DONE:
            if there is None or (there.size, there.etag) != (row.size, row.etag):
                lost.append(row.number)
        elif there is not None and row.state is PartState.PENDING:
            entry = ListedPart(row.number, there.size, there.etag, None)
            part = adopt_kept(job.plan.part(row.number), entry, source, stop)
            adopted += [part] if part is not None else []
    return Comparison(adopted, lost)


def reconcile(
    job: Job,
    database: JobDatabase,
    listed: dict[int, list[ListedPart]],
    source: Source,
    stop: StopFlag,
    on_progress: Callable[[Job], None],
) -> Job:
    """Bring the table to what the store really has; returns the job as stored then.

    Of an upload that was found, all parts are read: what was read is committed now and then and told of, so that a
    pause or a kill in the middle costs little.
    """
    for rows in _some_at_once(database.parts(job.job_id)):
        comparison = compare_with_listing(job, rows, listed, source, stop)
        job = _committed(job, database, comparison, on_progress)
    return job


def _some_at_once(rows: Sequence[Part]) -> Iterator[Sequence[Part]]:
    largest = max((row.size for row in rows), default=0)
    at_once = max(1, _READ_BEFORE_COMMIT // max(1, largest))
    return (rows[start : start + at_once] for start in range(0, len(rows), at_once))


def _committed(
    job: Job, database: JobDatabase, comparison: Comparison, on_progress: Callable[[Job], None]
) -> Job:
    if comparison.lost:
        job = database.reset_parts(job.job_id, comparison.lost)
    if comparison.adopted:
        job = database.commit_parts(job.job_id, comparison.adopted)
        on_progress(job)
    return job
