"""Before the first byte: a staged copy if it was asked for, and the look at the key that is due."""

from uploader_gui.domain.events import Activity
from uploader_gui.domain.failures import failure_of
from uploader_gui.domain.job import ConflictPolicy, Job, VerifiedBy
from uploader_gui.source.staged_copy import stage_copy, staged_path
from uploader_gui.transfer.job.abandoned_upload import left_open_by
from uploader_gui.transfer.job.conflict import different_object, free_key, is_same_file, look, object_exists
from uploader_gui.transfer.job.finishing import Finished, names_this_job
from uploader_gui.transfer.job.job_run import JobRun
from uploader_gui.transfer.job.source_guard import check_source

ALREADY_THERE = "The same file is there already; nothing was sent."


async def stage(run: JobRun) -> None:
    """Make the private copy that the job is sent from."""
    job, store = run.job, run.tools.store
    copy = staged_path(run.tools.staging_dir, job.job_id, job.file_name)
    run.live.show(Activity.COPYING)
    run.told()

    def show(copied: int) -> None:
        run.live.copied = copied

    def copy_and_record() -> Job:
        check_source(job, store, run)
        fingerprint = stage_copy(job.source_path, copy, on_progress=show, stop=run)
        return store.update(job.job_id, durable=True, staged_path=str(copy), fingerprint=fingerprint)

    run.job = await run.do(copy_and_record)


async def settle_conflict(run: JobRun) -> Finished | None:
    """The look that nobody could have when the job was submitted; Finished if the file is there already.

    Raises UploaderError OBJECT_EXISTS or DIFFERENT_OBJECT.
    """
    job = run.job
    if job.on_conflict is not ConflictPolicy.OVERWRITE:
        keys = [job.destination.object_key]
        found = await run.ask(lambda client: look(client, job.destination.bucket, keys))
        if found.taken and not (job.attempts > 1 and await names_this_job(run)):
            return await act_on_taken_key(run)
    run.job = await run.do(lambda: run.tools.store.update(job.job_id, conflict_is_checked=True))
    return None


async def act_on_taken_key(run: JobRun) -> Finished | None:
    """Do what the user said about an object that has the key; None: go on, under another key or over our own."""
    job, store = run.job, run.tools.store
    bucket, key = job.destination.bucket, job.destination.object_key
    if job.on_conflict is ConflictPolicy.RENAME:
        new_key = await run.ask(lambda client: free_key(key, client, bucket, ()))
        if job.intent_at is not None:  # an open upload is one of the old key
            left_open = left_open_by(job)
            await run.do(lambda: store.forget_upload(job.job_id, discards=job.discards, abandoned=left_open))
        run.job = await run.do(lambda: store.update(job.job_id, object_key=new_key, conflict_is_checked=True))
        return None
    if job.on_conflict is not ConflictPolicy.SKIP:
        raise object_exists(key)
    facts = await run.ask(lambda client: client.head(bucket, key))
    if facts is None:  # it was there a moment ago, or is not shown yet
        raise failure_of("OperationAborted", 409)
    if not await run.do(lambda: is_same_file(job, facts)):
        raise different_object(key)
    verified_by = VerifiedBy.ETAG if facts.crc32_whole is None else VerifiedBy.CHECKSUM
    return Finished(facts.etag, verified_by, facts.version_id, ALREADY_THERE)
