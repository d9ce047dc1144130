"""A file that is submitted again, or begun anew: its old job takes the new terms, in one step or not at all."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from uploader_gui.domain.errors import ErrorCode, SourceError
from uploader_gui.domain.job import Fingerprint, Job, JobState, NewJob, Replanned
from uploader_gui.domain.messages import MessageCode, message
from uploader_gui.domain.plan import S3_LIMITS, Limits, Plan, growing_plan, plan_for
from uploader_gui.domain.store.found_progress import FoundPolicy
from uploader_gui.domain.unattended.growth import Growth
from uploader_gui.source.source_file import take_fingerprint
from uploader_gui.storage.jobs.job_database import JobDatabase
from uploader_gui.storage.jobs.job_rows import without_upload
from uploader_gui.transfer.job.abandoned_upload import left_open_by


@dataclass(frozen=True, slots=True)
class ReplanRequest:
    """What is asked of the old job of a file: to become ``new``. ``keeps_parts``: as far as they still fit."""

    job: Job
    new: NewJob
    keeps_parts: bool


def asks_for_more(job: Job, new: NewJob) -> bool:
    """Say whether ``new`` differs from what the old job of the same file would do anyway."""
    new = _in_old_parts(job, new)
    new = _in_old_terms(job, new)
    before = (
        job.on_conflict, job.stage, job.plan, job.expected_hashes, job.terms, job.content_type, job.growth
    )  # fmt: skip
    same_terms = before == (
        new.on_conflict, new.stage, new.plan, new.expected_hashes, new.terms, new.content_type, new.growth
    )  # fmt: skip
    is_same = same_terms and _on_found(job, new) is job.on_found
    return not is_same or not _is_file_of(job, new.fingerprint)


def job_anew(job: Job, largest: int) -> NewJob:
    """A new job for the file as it is now, to the same place; ``largest`` object size in bytes. Blocking.

    A staged copy stands for a file that is not there any more, or never was on this machine.
    Raises SourceError if there is nothing to read.
    """
    fingerprint, keeps_copy = _look_at_source(job)
    growth = replace(job.growth, ended_at=None) if job.growth is not None and job.growth.may_go_on else None
    make_plan = plan_for if growth is None else growing_plan
    return NewJob(
        source_path=job.source_path,
        file_name=job.file_name,
        content_type=job.content_type,
        fingerprint=fingerprint,
        plan=make_plan(fingerprint.size, job.part_size, Limits(max_object_size=largest)),
        destination=job.destination,
        on_conflict=job.on_conflict,
        stage=job.stage,
        staged_path=job.staged_path if keeps_copy else "",
        package_id=job.package_id,
        expected_hashes=job.expected_hashes,
        growth=growth,
        terms=job.terms,
    )


def replanned(request: ReplanRequest) -> Replanned:
    """The old job with the new terms.

    Its open upload is kept where all that may be in it can still be part of the object: the same key and part
    size, and no fewer parts (Ceph finishes nothing that leaves a sent part out). The parts that are done stay so,
    and are compared with the file before they count, unless it is the one they were read from.
    """
    job = request.job
    new = _in_old_terms(job, _in_old_parts(job, request.new)) if request.keeps_parts else request.new
    copy = new.staged_path
    is_same_file = _is_file_of(job, new.fingerprint)
    if not copy and new.stage and is_same_file:
        copy = job.staged_path
    fingerprint = job.fingerprint if copy else new.fingerprint
    keeps = request.keeps_parts and _may_keep_upload(job, new, is_same_file=is_same_file)
    if keeps and not (is_same_file and copy == job.staged_path):
        fingerprint = fingerprint.taken_anew()
    terms = replace(
        job if keeps else without_upload(job, discards=0),
        state=JobState.SUBMITTED,
        messages=(message(MessageCode.WAITING_TO_START),),
        pause_reason=None,
        error_code=ErrorCode.NONE,
        end_time=None,
        discards=0,
        file_name=new.file_name,
        file_size=new.plan.file_size,
        content_type=new.content_type,
        part_size=new.plan.part_size,
        total_parts=new.plan.part_count,
        destination=replace(new.destination, endpoint=job.destination.endpoint),
        staged_path=copy,
        stage=new.stage,
        fingerprint=fingerprint,
        on_conflict=new.on_conflict,
        conflict_is_checked=new.conflict_is_checked,
        expected_hashes=new.expected_hashes,
        terms=new.terms,
        growth=new.growth,
        bandwidth_limit=new.bandwidth_limit or job.bandwidth_limit,
        start_at=new.start_at,
        on_found=_on_found(job, new) if request.keeps_parts else None,
    )
    dropped = job.staged_path if job.staged_path and job.staged_path != copy else ""
    return Replanned(terms, keeps, None if keeps else left_open_by(job), dropped)


def _on_found(job: Job, new: NewJob) -> FoundPolicy | None:
    """What is to be done with progress that is still to be looked for: what was said last, if anything was."""
    if job.on_found is None or not new.may_be_found:
        return None
    return FoundPolicy.CONTINUE if new.on_found is FoundPolicy.CONTINUE else job.on_found


def _in_old_parts(job: Job, new: NewJob) -> NewJob:
    """A part size that is only a setting does not make what was sent in parts of another size worthless.

    Unless some server took no body of that size.
    """
    if new.part_size_is_chosen or not job.uploaded_parts or job.error_code == ErrorCode.BODY_TOO_LARGE:
        return new
    growth = new.growth
    if job.growth is not None and growth is None:  # it has grown in parts that double, and grows no more
        growth = Growth(quiet_s=0.0, ended_at=job.growth.ended_at or datetime.now(UTC))
    plan = Plan(new.plan.file_size, job.part_size, doubles=growth is not None, grows=new.plan.grows)
    is_possible = plan.part_count <= S3_LIMITS.max_parts and not (plan.is_single_put or job.is_single_put)
    return replace(new, plan=plan, growth=growth) if is_possible else new


def _in_old_terms(job: Job, new: NewJob) -> NewJob:
    """What only a connection says of objects does not make worthless what was sent: an upload is begun with its terms."""
    if new.terms_are_chosen or not job.uploaded_parts:
        return new
    return replace(new, terms=job.terms, content_type=job.content_type)


def _may_keep_upload(job: Job, new: NewJob, *, is_same_file: bool) -> bool:
    if (
        job.error_code == ErrorCode.VERIFY_MISMATCH
        or job.destination.object_key != new.destination.object_key
    ):
        return False
    if job.may_have_upload and (job.terms, job.content_type) != (new.terms, new.content_type):
        return False
    if new.plan.is_single_put or job.is_single_put:
        return job.plan == new.plan
    if job.plan == new.plan and is_same_file:
        return True
    # What was finished, perhaps, was another content; and a new copy is not compared with what was sent.
    may_differ = not job.finish_was_sent and not new.stage
    return may_differ and new.plan.begins_like(job.plan)


def _is_file_of(job: Job, now: Fingerprint) -> bool:
    """Say whether the file, as it is now, is what the job was planned for or has a copy of."""
    known = job.fingerprint
    if not job.staged_path:
        return known == now
    if job.staged_path == job.source_path:
        return True
    # The copy was whole after the file was written for the last time.
    written_ns = max(now.mtime_ns, now.ctime_ns or 0)
    return known.size == now.size and written_ns <= known.mtime_ns


def _look_at_source(job: Job) -> tuple[Fingerprint, bool]:
    """The file as it is now, and whether it is the staged copy that is looked at."""
    if not job.staged_path:
        return take_fingerprint(job.source_path), False
    if job.staged_path != job.source_path:
        try:
            return take_fingerprint(job.source_path), False
        except SourceError:
            if not Path(job.staged_path).exists():
                raise
    return take_fingerprint(job.staged_path), True


def replan_jobs(
    database: JobDatabase, requests: Sequence[ReplanRequest]
) -> tuple[list[Replanned], list[Job | None]]:
    """Store the old jobs, as they are by now, with their new terms; the second as ``JobDatabase.replan``. Blocking."""
    now = {job.job_id: job for job in database.some([one.job.job_id for one in requests])}
    wanted = [
        replanned(ReplanRequest(now.get(one.job.job_id, one.job), one.new, keeps_parts=one.keeps_parts))
        for one in requests
    ]
    return wanted, database.replan(wanted)
