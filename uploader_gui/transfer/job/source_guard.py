"""The source guard: the file must still be the one whose parts are in the store."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from uploader_gui.domain.errors import ErrorCode, SourceError
from uploader_gui.domain.job import Job, Part, PartState
from uploader_gui.domain.messages import Message, MessageCode, message
from uploader_gui.domain.plan import PartRange, growing_plan
from uploader_gui.source.growing_file import HeldFile, is_same_file, look_at_growing
from uploader_gui.source.source_file import (
    Source,
    SourceVerdict,
    StopFlag,
    Unstoppable,
    check_size,
    take_fingerprint,
)
from uploader_gui.source.staged_copy import check_private
from uploader_gui.storage.jobs.job_database import JobDatabase


@dataclass(frozen=True, slots=True)
class GrowingSource:
    """A job whose file is still written, as it was stored after a look; and whether its end is marked."""

    job: Job
    is_marked: bool


def check_source(job: Job, database: JobDatabase, stop: StopFlag) -> Job:
    """Make sure that the source is what the job was planned for.

    Returns the job, with a new fingerprint where only the file's times, device or id changed and the bytes of
    the parts already sent are still the same. In a job that was planned anew with the file as it is, parts whose
    bytes are others are to be sent again. Blocking; raises SourceError for another size, other content, a file
    that is gone or can't be read.
    """
    if check_size(job.fingerprint, job.read_path) is SourceVerdict.SAME:
        return job
    if job.staged_path:  # whoever may rename our folder could have put one of his in its place
        check_private(Path(job.staged_path).parent)
    now = take_fingerprint(job.read_path)
    differing = _all_differing(
        job, database, stop, message(MessageCode.SOURCE_CONTENT_CHANGED, path=job.read_path)
    )
    if take_fingerprint(job.read_path) != now:
        raise being_changed(job)
    if differing:
        database.reset_parts(job.job_id, differing)
    return database.update(job.job_id, fingerprint=now)


def look_at_growing_source(job: Job, database: JobDatabase, stop: StopFlag, held: HeldFile) -> GrowingSource:
    """Look at a file that is still written, and store how far it has grown. Blocking; ``held`` is the file at the last look.

    What was sent may differ from it meanwhile: that is looked for once its end is found. Only where it may be another
    file, its device or id having changed, what was sent is compared now. Raises SourceError for a file that shrank, is
    gone or is another one, UploaderError FILE_TOO_LARGE for one that no store could hold.
    """
    growth = job.growth
    assert growth is not None  # noqa: S101 - asked only of jobs whose file grows
    look = look_at_growing(job.fingerprint, job.source_path, growth, held)
    if (look.now, look.path) == (job.fingerprint, job.source_path):
        return GrowingSource(job, is_marked=look.is_marked)
    plan = growing_plan(look.now.size, job.part_size)
    job = replace(job, source_path=look.path)
    if not is_same_file(job.fingerprint, look.now):
        is_another = message(MessageCode.GROWING_REPLACED, path=look.path)
        database.reset_parts(job.job_id, _all_differing(job, database, stop, is_another))
    is_longer = plan.part_count > job.total_parts
    job = database.grow(job.job_id, look.path, look.now, growth, durable=is_longer)
    return GrowingSource(job, is_marked=look.is_marked)


def check_opened(job: Job, source: Source) -> None:
    """Make sure that the staged copy that was opened is the one that was checked. Raises SourceError."""
    if job.staged_path and source.at_opening != job.fingerprint:
        raise being_changed(job)


def being_changed(job: Job) -> SourceError:
    """Somebody writes to the file while it is read."""
    return SourceError(
        message(MessageCode.SOURCE_BEING_CHANGED, path=job.read_path),
        code=ErrorCode.SOURCE_CHANGED,
    )


def check_range(source: Source, part: PartRange, crc32: int) -> None:
    """A part arrived damaged: raise SourceError SOURCE_CHANGED if its bytes in the file are others by now. Blocking."""
    if source.crc32(part, Unstoppable()) != crc32:
        raise SourceError(
            message(MessageCode.SOURCE_CHANGED_WHILE_SENT, path=str(source.path)),
            code=ErrorCode.SOURCE_CHANGED,
        )


def _all_differing(job: Job, database: JobDatabase, stop: StopFlag, is_another: Message) -> list[int]:
    """Numbers of the sent parts that are to be sent again, their bytes being others now.

    Raises SourceError SOURCE_CHANGED, saying ``is_another``, unless the job was planned anew with the file as it is.
    """
    sent = [part for part in database.parts(job.job_id) if part.state is PartState.DONE]
    differing = []
    for number in _differing(job, sent, stop):
        if not job.fingerprint.is_taken_anew:
            raise SourceError(is_another, code=ErrorCode.SOURCE_CHANGED)
        differing.append(number)
    return differing


def _differing(job: Job, sent: Sequence[Part], stop: StopFlag) -> Iterator[int]:
    """Numbers of those of the sent parts whose bytes in the file are others now."""
    if not sent:
        return
    with Source(job.read_path) as source:
        for part in sent:
            if source.crc32(job.plan.part(part.number), stop) != part.crc32:
                yield part.number
