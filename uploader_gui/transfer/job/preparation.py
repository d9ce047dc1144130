"""An open upload for a job: the one it has, one whose creation was never answered, or a new one."""

import contextlib
import functools
import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from uploader_gui.domain.errors import ErrorCode, ErrorKind, StoreError
from uploader_gui.domain.events import Activity
from uploader_gui.domain.job import ChecksumMode, ConflictPolicy, Job, NewJob, VerifiedBy
from uploader_gui.domain.messages import MessageCode, message
from uploader_gui.domain.store.failure_table import failure_of
from uploader_gui.domain.store.found_progress import FoundPolicy
from uploader_gui.domain.store.store_traits import Trait
from uploader_gui.s3.answers.responses import CreatedUpload, OpenUpload
from uploader_gui.s3.client import S3Client
from uploader_gui.source.source_file import Source
from uploader_gui.source.staged_copy import stage_copy, staged_path
from uploader_gui.transfer.job.abandoned_upload import left_open_by
from uploader_gui.transfer.job.conflict import (
    ALREADY_THERE,
    ReservedKeys,
    different_object,
    find_existing,
    free_key,
    object_exists,
    object_is_the_file,
    uncomparable_object,
)
from uploader_gui.transfer.job.finishing import Finished, may_be_finished
from uploader_gui.transfer.job.job_run import JobRun, Tools
from uploader_gui.transfer.job.kept_parts.joining import lost_parts
from uploader_gui.transfer.job.kept_parts.keeping import Keeping, note_lifetime, upload_lifetime
from uploader_gui.transfer.job.part_sender import proves_by_md5
from uploader_gui.transfer.job.reconcile import reconcile, reconcile_kept
from uploader_gui.transfer.job.source_guard import check_source

log = logging.getLogger(__name__)

_MOST_LOOKS = 3
_LISTING_DENIED = message(MessageCode.LISTING_DENIED)
_UPLOAD_LEFT = message(MessageCode.UPLOAD_LEFT)


async def open_upload(run: JobRun, keeping: Keeping) -> None:
    """Make sure that ``run.job`` has an upload id, and that the table says what the store has.

    Raises StoreError UPLOAD_GONE if the store forgot the upload.
    """
    if run.job.kept.prefix:
        await _compare_with_objects(run)
    await keeping.prepare()
    if run.job.upload_id:
        await _compare_with_store(run)
    elif run.job.intent_at is None or await _find_unanswered(run) is None:
        await _create(run, takes_copies=keeping.wants_copies)
        if not keeping.wants_copies:  # how long the store keeps an unfinished upload may be known only by now
            await keeping.prepare()
    if keeping.wants_copies and not run.job.takes_copies:
        await _have_one_for_copies(run, keeping)
    await keeping.begin()


async def _have_one_for_copies(run: JobRun, keeping: Keeping) -> None:
    """Leave the upload that the job has for another one, unless more would be lost than saved by it."""
    job, traits = run.job, run.tools.destinations.traits
    if traits.has(job.destination.endpoint, Trait.COPY_ANNOUNCED):  # known only since it was begun
        run.job = await run.do(lambda: run.tools.jobs.update(job.job_id, takes_copies=True))
    elif await keeping.is_worth_another_upload():
        await _leave_upload(run)
        await _create(run, takes_copies=True)
    else:
        keeping.give_up()


async def _leave_upload(run: JobRun) -> None:
    """Another upload is needed than the one that was begun; what is in it is sent again."""
    job, left_open = run.job, left_open_by(run.job)
    run.job = await run.do(
        lambda: run.tools.jobs.forget_upload(job.job_id, discards=job.discards, abandoned=left_open)
    )
    if run.job.bytes_done < job.bytes_done:
        run.progress.start_again(_UPLOAD_LEFT, run.job.bytes_done)
    with contextlib.suppress(StoreError):  # then at the next start
        await run.ask(lambda client: client.abort(*_place(job), job.upload_id))


async def _compare_with_objects(run: JobRun) -> None:
    """Are the parts that were kept still there, and more than the table knows?

    Raises StoreError KEPT_PART_CHANGED where some are gone: another computer may have joined and deleted them.
    """
    run.progress.show(Activity.CHECKING_PARTS)
    run.on_change()
    job = run.job
    try:
        listed = await run.ask(lambda client: client.list_stored(job.kept.bucket, job.kept.prefix))
    except StoreError as error:
        if error.code not in {ErrorCode.ACCESS_DENIED, ErrorCode.NO_SUCH_BUCKET}:
            raise
        return

    def compare(source: Source, tell: Callable[[Job], None]) -> Job:
        return reconcile_kept(job, run.tools.jobs, listed, source, run, tell)

    await _bring_table_to_it(run, compare)
    if run.job.bytes_done < job.bytes_done:
        raise lost_parts()


async def _compare_with_store(run: JobRun) -> None:
    run.progress.show(Activity.CHECKING_PARTS)
    run.on_change()
    job = run.job
    try:
        listed = await run.ask(lambda client: client.list_parts(*_place(job), job.upload_id))
    except StoreError as error:
        if error.code == ErrorCode.ACCESS_DENIED:
            run.progress.note = (_LISTING_DENIED,)
            return
        if error.code == ErrorCode.NO_SUCH_OBJECT:  # Ceph says so of an upload that is gone
            raise _gone(error) from error
        raise

    def compare(source: Source, tell: Callable[[Job], None]) -> Job:
        return reconcile(job, run.tools.jobs, listed, source, run, tell)

    await _bring_table_to_it(run, compare)


async def _bring_table_to_it(run: JobRun, compare: Callable[[Source, Callable[[Job], None]], Job]) -> None:
    """Have ``compare`` do it, and show how far that is."""
    path = run.job.read_path

    def take(now: Job) -> None:
        """What was sent by an earlier run, or by somebody else, is no speed of this one."""
        run.progress.acknowledged_before += max(0, now.bytes_done - run.job.bytes_done)
        run.job = now
        run.on_change()

    def tell(now: Job) -> None:
        run.tools.calls.tell(functools.partial(take, now))

    def read_and_compare() -> Job:
        with Source(path) as source:
            return compare(source, tell)

    take(await run.do(read_and_compare))


def _gone(error: StoreError) -> StoreError:
    return StoreError(
        error.messages, code=ErrorCode.UPLOAD_GONE, kind=error.kind, s3_code=error.s3_code, http_status=404
    )


async def _create(run: JobRun, *, takes_copies: bool) -> None:
    job = run.job
    if job.intent_at is None:
        job = run.job = await run.do(
            lambda: run.tools.jobs.update(job.job_id, durable=True, intent_at=datetime.now(UTC))
        )

    def create(client: S3Client) -> Job:
        created = client.create_upload(
            *_place(job),
            content_type=job.content_type,
            job_id=job.job_id,
            terms=job.terms,
            takes_copies=takes_copies,
        )
        return _record(run.tools, job, created, takes_copies=takes_copies)

    run.job = await run.ask(create, before_retry=lambda: _find_unanswered(run))


async def _find_unanswered(run: JobRun) -> Job | None:
    """Find the upload of a Create whose answer was lost: open, of exactly this key, begun after the intent,
    and without a part, since nobody knew its id.
    """
    job = run.job
    intent_at = job.intent_at
    if intent_at is None:
        return None

    def find(client: S3Client) -> OpenUpload | None:
        uploads, clock_offset_s = client.list_uploads(*_place(job))
        # Stores show whole seconds.
        earliest = intent_at + timedelta(seconds=clock_offset_s) - timedelta(seconds=2)
        candidates = [upload for upload in uploads if upload.begun_at >= earliest]
        for upload in sorted(candidates, key=lambda candidate: candidate.begun_at, reverse=True):
            if not client.list_parts(*_place(job), upload.upload_id):
                return upload
        return None

    def find_for_sure(client: S3Client) -> OpenUpload | None:
        try:
            return find(client)
        except StoreError as error:
            if (
                error.code == ErrorCode.ENDPOINT_NOT_S3
            ):  # it was S3 that took the Create: the answer was damaged on the way
                raise failure_of("InternalError", error.http_status) from error
            raise

    try:
        found = await run.ask(find_for_sure)
    except StoreError as error:
        log.info("Job %s: open uploads can't be listed (%s); a new one is begun.", job.job_id, error.code)
        return None
    if found is None:
        return None
    run.job = await run.do(
        lambda: run.tools.jobs.update(
            job.job_id,
            durable=True,
            upload_id=found.upload_id,
            upload_begun_at=intent_at,
            upload_expires_at=_expiry(run.tools, job, None),
            checksum_mode=ChecksumMode.UNDECIDED,
        )
    )
    return run.job


def _record(tools: Tools, job: Job, created: CreatedUpload, *, takes_copies: bool) -> Job:
    """Commit an upload id before anything is sent to it. Blocking."""
    note_lifetime(tools, job, created)
    traits, endpoint = tools.destinations.traits, job.destination.endpoint
    announced_ones_do = bool(traits.has(endpoint, Trait.COPY_ANNOUNCED))
    if created.is_full_object:
        mode = ChecksumMode.CRC32_WHOLE
    elif proves_by_md5(traits, endpoint) or (takes_copies and not created.checksum_is_announced):
        mode = ChecksumMode.MD5  # of MD5s the ETag is made that proves copies and sent parts together
    else:
        mode = ChecksumMode.UNDECIDED
    return tools.jobs.update(
        job.job_id,
        durable=True,
        upload_id=created.upload_id,
        upload_begun_at=datetime.now(UTC),
        upload_expires_at=_expiry(tools, job, created.abort_date),
        checksum_mode=mode,
        takes_copies=takes_copies or announced_ones_do,
    )


def _expiry(tools: Tools, job: Job, abort_date: datetime | None) -> datetime | None:
    """When the store drops the upload: by its own word, by the connection's setting, or as it did before. Blocking."""
    if abort_date is not None:
        return abort_date
    lifetime = upload_lifetime(tools, job)
    return None if lifetime is None else datetime.now(UTC) + lifetime


def _place(job: Job) -> tuple[str, str]:
    return job.destination.bucket, job.destination.object_key


async def stage(run: JobRun) -> None:
    """Make the private copy that the job is sent from."""
    job, database = run.job, run.tools.jobs
    copy = staged_path(run.tools.staging_dir, job.job_id, job.file_name)
    run.progress.show(Activity.COPYING)
    run.on_change()

    def show(copied: int) -> None:
        run.progress.copied = copied

    def copy_and_record() -> Job:
        check_source(job, database, run)
        tell = _percents(job.file_size, lambda copied: run.tools.calls.tell(functools.partial(show, copied)))
        fingerprint = stage_copy(job.source_path, copy, on_progress=tell, stop=run)
        if job.uploaded_parts:  # of the file before it was copied
            fingerprint = fingerprint.taken_anew()
        return database.update(job.job_id, durable=True, staged_path=str(copy), fingerprint=fingerprint)

    run.job = await run.do(copy_and_record)


def _percents(size: int, tell: Callable[[int], None]) -> Callable[[int], None]:
    """Pass on how many of ``size`` bytes are copied, once a percent: the loop is not woken for every slice."""
    told = 0

    def on_progress(copied: int) -> None:
        nonlocal told
        percent = copied * 100 // max(1, size)
        if percent > told:
            told = percent
            tell(copied)

    return on_progress


async def settle_conflict(run: JobRun) -> Finished | None:
    """See whether the key is taken, where that could not be found out at submission; Finished if the file is there.

    Raises UploaderError OBJECT_EXISTS or DIFFERENT_OBJECT.
    """
    job = run.job
    if job.on_conflict is not ConflictPolicy.OVERWRITE:
        keys = [job.destination.object_key]
        found = await run.ask(lambda client: find_existing(client, job.destination.bucket, keys))
        if found.taken and not (job.attempts > 1 and await may_be_finished(run)):
            return await act_on_taken_key(run)
    run.job = await run.do(lambda: run.tools.jobs.update(job.job_id, conflict_is_checked=True))
    return None


async def look_for_progress(run: JobRun) -> None:
    """Go on with what the store has of the file, where it could not be asked for that at submission.

    Raises UploaderError UPLOAD_FOUND or UPLOAD_IN_USE where that is to be left alone.
    """
    if not run.job.grows:
        await run.check_source()
    found = await _found(run)
    job, database = run.job, run.tools.jobs
    if found is None:
        run.job = await run.do(lambda: database.update(job.job_id, on_found=None))
        return
    run.job = await run.do(lambda: database.go_on(job.job_id, found))
    run.on_change()


async def _found(run: JobRun) -> NewJob | None:
    """What is there; a store that answers, and not to this, is not asked for ever."""
    new = _as_submitted(run.job)
    for _ in range(_MOST_LOOKS):
        try:
            return await run.ask_once(lambda _client: run.tools.find_progress(new))
        except StoreError as error:
            if error.kind is not ErrorKind.TRANSIENT:
                raise
        await _until_answered(run)
    return None


def _as_submitted(job: Job) -> NewJob:
    return NewJob(
        source_path=job.read_path,
        file_name=job.file_name,
        content_type=job.content_type,
        fingerprint=job.fingerprint,
        plan=job.plan,
        destination=job.destination,
        job_id=job.job_id,
        on_found=job.on_found or FoundPolicy.UNASKED,
        growth=job.growth,
        terms=job.terms,
    )


async def _until_answered(run: JobRun) -> None:
    place = _place(run.job)
    try:
        await run.ask(lambda client: client.head(*place))
    except StoreError as error:
        if error.code != ErrorCode.ACCESS_DENIED:
            raise


async def act_on_taken_key(run: JobRun) -> Finished | None:
    """Do what the user said about an object that has the key; None: go on, under another key or over our own."""
    job, database = run.job, run.tools.jobs
    bucket, key = job.destination.bucket, job.destination.object_key
    if job.on_conflict is ConflictPolicy.RENAME:
        reserved = ReservedKeys(database, job.destination.endpoint, bucket, {key})
        new_key = await run.ask(lambda client: free_key(key, client, bucket, reserved))
        place = replace(job.destination, object_key=new_key)
        if job.may_have_upload:  # one of the old key
            left_open = left_open_by(job)
            await run.do(
                lambda: database.forget_upload(job.job_id, discards=job.discards, abandoned=left_open)
            )
        run.job = await run.do(
            lambda: database.update(job.job_id, destination=place, conflict_is_checked=True)
        )
        return None
    if job.on_conflict is not ConflictPolicy.SKIP:
        raise object_exists(key)
    facts = await run.ask(lambda client: client.head(bucket, key))
    if facts is None:  # it was there a moment ago, or is not shown yet
        raise failure_of("OperationAborted", 409)
    is_same = await run.do(lambda: object_is_the_file(job, facts))
    if not is_same:
        raise different_object(key) if is_same is False else uncomparable_object(key)
    verified_by = VerifiedBy.ETAG if facts.crc32_whole is None else VerifiedBy.CHECKSUM
    return Finished(facts.etag, verified_by, facts.version_id, ALREADY_THERE, crc32=facts.crc32_whole)
