"""Resuming: what the store has, what our table knows, and what must still be sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from uploader_gui.domain.job import Job, Part, PartState
from uploader_gui.domain.plan import PartRange
from uploader_gui.s3.responses import ListedPart
from uploader_gui.source.source_file import Source, StopFlag
from uploader_gui.storage.jobs.job_database import JobDatabase


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


def reconcile(
    job: Job, database: JobDatabase, listed: dict[int, list[ListedPart]], source: Source, stop: StopFlag
) -> Job:
    """Bring the table to what the store really has; returns the job as stored then."""
    comparison = compare_with_listing(job, database.parts(job.job_id), listed, source, stop)
    if comparison.lost:
        job = database.reset_parts(job.job_id, comparison.lost)
    if comparison.adopted:
        job = database.commit_parts(job.job_id, comparison.adopted)
    return job
