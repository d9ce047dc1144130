"""From the last part to the verified object, whatever the store answers or fails to answer."""

import asyncio
import contextlib
import functools
import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import Enum, auto

from uploader_gui.domain.errors import ErrorCode, ErrorKind, StoreError, UploaderError
from uploader_gui.domain.events import Activity
from uploader_gui.domain.hashes import Hashes
from uploader_gui.domain.job import ChecksumMode, ConflictPolicy, Job, MediaFacts, Part, PartState, VerifiedBy
from uploader_gui.domain.messages import Message, MessageCode, Messages, message
from uploader_gui.domain.plan import is_multipart_etag
from uploader_gui.s3.answers.responses import CompleteResponse, ObjectFacts, crc32_to_base64
from uploader_gui.s3.client import S3Client
from uploader_gui.transfer.job.abandoned_upload import left_open_by
from uploader_gui.transfer.job.conflict import object_exists
from uploader_gui.transfer.job.job_run import JobRun
from uploader_gui.transfer.job.proof import WholeProof, verify_mismatch
from uploader_gui.transfer.job.retry import FIRST_DELAY_S, RetryBackoff, may_have_worked


@dataclass(frozen=True, slots=True)
class Finished:
    """An object that is ours, whole and checked as far as the store allows.

    ``note`` says of a file that was skipped why; ``said`` what is to be said instead of how it was verified.
    ``crc32`` is that of the whole, None where it is not known; ``hashes`` were made of what was read. ``lacks``: what was
    asked of the store for the object and is not to be seen of it.
    """

    etag: str
    verified_by: VerifiedBy
    version_id: str = ""
    note: Message | None = None
    said: Message | None = None
    media: MediaFacts = field(default_factory=MediaFacts)
    crc32: int | None = None
    hashes: Hashes = ()
    lacks: Messages = ()


UNSEEN = message(MessageCode.UPLOADED_UNSEEN)
NOT_ENCRYPTED = message(MessageCode.ENCRYPTION_NOT_SHOWN)
_NOT_LOCKED = message(MessageCode.RETENTION_NOT_SHOWN)


class FoundInstead(Enum):
    """What the key has instead of our whole object: nothing, an object that is not ours, no permission
    to look, or an object that names this job and has other content.
    """

    ABSENT = auto()
    OTHER = auto()
    DENIED = auto()
    DAMAGED = auto()


def completion_unknown() -> UploaderError:
    """Nobody can tell whether the object was finished."""
    return UploaderError(
        message(MessageCode.OUTCOME_UNKNOWN),
        code=ErrorCode.OUTCOME_UNKNOWN,
    )


def incomplete_parts(job: Job, parts: Sequence[Part]) -> list[int]:
    """Numbers of the parts that are not done; raises UploaderError if the rows don't add up to the file."""
    if [part.number for part in parts] != list(range(1, job.total_parts + 1)):
        raise UploaderError(message(MessageCode.PLAN_DAMAGED), code=ErrorCode.PLAN_DAMAGED)
    if sum(part.size for part in parts) != job.file_size:
        raise UploaderError(message(MessageCode.PARTS_DO_NOT_ADD_UP), code=ErrorCode.PLAN_DAMAGED)
    return [part.number for part in parts if part.state is not PartState.DONE]


async def finish(run: JobRun, parts: Sequence[Part], mode: ChecksumMode) -> Finished:
    """Complete the upload of ``parts`` (all of them, done) and verify the object.

    Raises StoreError UPLOAD_GONE or PART_INVALID for what sending again puts right, UploaderError VERIFY_MISMATCH,
    OBJECT_EXISTS, OUTCOME_UNKNOWN, and whatever another try would not help.
    """
    proof = WholeProof.of(parts, mode)
    if mode is ChecksumMode.SIZE:
        await _check_listed_sizes(run, parts)
    unanswered = run.job.finish_was_sent
    if unanswered:
        found = await look_for_ours(run, proof)
        if isinstance(found, Finished):
            return found
    else:
        job_id = run.job.job_id
        run.job = await run.do(lambda: run.tools.jobs.update(job_id, durable=True, finish_was_sent=True))
    response = await _complete(run, parts, mode, proof, unanswered=unanswered)
    if isinstance(response, Finished):
        return response
    return replace(await _verify(run, response, proof), crc32=proof.whole_crc32)


async def unseen_terms(run: JobRun) -> Messages:
    """Look whether the store has encrypted and locked the object as it was asked to: some pass over what they don't know.

    Nothing is said where the key may not look.
    """
    terms = run.job.terms
    if terms is None or run.job.has_unknown_terms or not (terms.encryption or terms.retention):
        return ()
    try:
        facts = await _head(run)
    except StoreError as error:
        if error.code != ErrorCode.ACCESS_DENIED:
            raise
        return ()
    if facts is None:
        return ()
    lacks = [NOT_ENCRYPTED] if terms.encryption and not facts.is_encrypted else []
    lacks += [_NOT_LOCKED] if terms.retention and not facts.has_retention else []
    return tuple(lacks)


async def look_for_ours(run: JobRun, proof: WholeProof) -> Finished | FoundInstead:
    """HEAD the key: is the object there ours (it names this job, or has the ETag we computed), and right?

    An upload that was begun elsewhere may name another job: then the object is ours if it is what we would make.
    """
    run.progress.show(Activity.VERIFYING)
    run.on_change()
    try:
        facts = await _head(run)
    except StoreError as error:
        if error.code == ErrorCode.ACCESS_DENIED:
            return FoundInstead.DENIED
        raise
    if facts is None:
        return FoundInstead.ABSENT
    is_ours = facts.job_id == run.job.job_id
    may_be_unnamed = run.job.is_adopted or not facts.job_id
    if not (is_ours or (may_be_unnamed and facts.etag == proof.etag)):
        return FoundInstead.OTHER
    if facts.size != proof.size:
        return FoundInstead.DAMAGED
    shown = "" if facts.etag_may_prove else facts.composite
    checksum = shown if facts.crc32_whole is None else crc32_to_base64(facts.crc32_whole)
    try:
        verified_by = proof.check(checksum, facts.etag, etag_may_prove=facts.etag_may_prove)
        return Finished(facts.etag, verified_by, facts.version_id, crc32=proof.whole_crc32)
    except UploaderError:
        return FoundInstead.DAMAGED


async def look_for_a_while(run: JobRun, proof: WholeProof) -> Finished | FoundInstead:
    """``look_for_ours``, again and again: the store seems to have it, and may show it late.

    Or show the one that it replaces for a while, where it may replace one.
    """
    late = {FoundInstead.ABSENT}
    if run.job.on_conflict is ConflictPolicy.OVERWRITE:
        late.add(FoundInstead.OTHER)
    until_s = time.monotonic() + run.tools.options.settle_timeout_s
    delay_s = FIRST_DELAY_S
    while True:
        found = await look_for_ours(run, proof)
        if found not in late or time.monotonic() >= until_s:
            return found
        await asyncio.sleep(delay_s)
        delay_s *= 2


async def may_be_finished(run: JobRun) -> bool:
    """Say whether an object has the key that names this job; False as well where the key may not look.

    Of an upload that was begun elsewhere, one of the file's size will do: whoever finished it did not know of this job.
    """
    try:
        facts = await _head(run)
    except StoreError as error:
        if error.code == ErrorCode.ACCESS_DENIED:
            return False
        raise
    if facts is None:
        return False
    return facts.job_id == run.job.job_id or (run.job.is_adopted and facts.size == run.job.file_size)


async def _complete(
    run: JobRun, parts: Sequence[Part], mode: ChecksumMode, proof: WholeProof, *, unanswered: bool
) -> CompleteResponse | Finished:
    backoff = RetryBackoff(None)
    until_s = time.monotonic() + run.tools.options.finish_timeout_s
    replaces = run.job.on_conflict is ConflictPolicy.OVERWRITE
    while True:
        run.progress.show(Activity.FINALIZING)
        run.on_change()
        try:
            send = functools.partial(_send_complete, run.job, parts, mode, proof, only_if_absent=not replaces)
            return await run.ask_once(send)
        except StoreError as error:
            if may_have_worked(error):
                # That the upload is gone, or the key taken, says that an earlier try worked.
                is_likely = unanswered and error.code in {ErrorCode.UPLOAD_GONE, ErrorCode.OBJECT_EXISTS}
                found = await (look_for_a_while if is_likely else look_for_ours)(run, proof)
                if isinstance(found, Finished):
                    if error.code == ErrorCode.OBJECT_EXISTS and not unanswered:
                        await _abort_needless(run)
                    return found
                if error.code == ErrorCode.OBJECT_EXISTS and found is FoundInstead.DAMAGED:
                    replaces = True  # what is in the way is this job's own earlier object, with wrong content
                    continue
                _give_up_if_settled(run.job, error, found, unanswered=unanswered)
                unanswered = True
            if time.monotonic() >= until_s:
                backoff.retry_limit = run.tools.options.retry_limit
            await run.wait(backoff, error)


async def _abort_needless(run: JobRun) -> None:
    """The object was made by an earlier upload of this job, of which a restored backup knew nothing."""
    database, place, left_open = run.tools.jobs, run.job.destination, left_open_by(run.job)
    if left_open is None:
        return
    remembered = await run.do(lambda: database.abandon(left_open))
    with contextlib.suppress(StoreError):  # then at the next start
        await run.ask_once(lambda client: client.abort(place.bucket, place.object_key, left_open.upload_id))
        await run.do(lambda: database.forget_abandoned(remembered.abandoned_id))


def _send_complete(
    job: Job,
    parts: Sequence[Part],
    mode: ChecksumMode,
    proof: WholeProof,
    client: S3Client,
    *,
    only_if_absent: bool,
) -> CompleteResponse:
    joins_by_etag = job.takes_copies and mode is ChecksumMode.MD5
    return client.complete(
        job.destination.bucket,
        job.destination.object_key,
        job.upload_id,
        # Also where no echo was seen: a gateway may have dropped it, and the store behind it insists on them. Only an
        # upload for copies was begun without, and its copies have none.
        [(part.number, part.etag, None if joins_by_etag else part.crc32) for part in parts],
        whole_crc32=proof.whole_crc32 if mode is ChecksumMode.CRC32_WHOLE else None,
        only_if_absent=only_if_absent,
        may_omit_listed=mode not in {ChecksumMode.CRC32, ChecksumMode.CRC32_WHOLE},
    )


def _give_up_if_settled(job: Job, error: StoreError, found: FoundInstead, *, unanswered: bool) -> None:
    if (
        found is FoundInstead.DENIED
        and unanswered
        and error.code in {ErrorCode.UPLOAD_GONE, ErrorCode.OBJECT_EXISTS}
    ):
        raise completion_unknown() from error
    if found is FoundInstead.DAMAGED:
        raise verify_mismatch("the content")
    if error.code == ErrorCode.UPLOAD_GONE:
        raise error
    if error.code == ErrorCode.OBJECT_EXISTS:
        raise object_exists(job.destination.object_key) from error


async def _verify(run: JobRun, response: CompleteResponse, proof: WholeProof) -> Finished:
    """What Complete's answer proves, and what a look at the object adds to it.

    Some stores show an object late, or for a while the one that it replaces, which may be an earlier one of this
    job: that is no sign of a wrong one. Raises UploaderError VERIFY_MISMATCH for one that stays wrong.
    """
    verified_by = proof.check(response.checksum, response.etag, etag_may_prove=response.etag_may_prove)
    run.progress.show(Activity.VERIFYING)
    run.on_change()
    until_s = time.monotonic() + run.tools.options.settle_timeout_s
    delay_s = FIRST_DELAY_S
    while True:
        try:
            facts = await _head(run)
        except StoreError as error:
            if error.code != ErrorCode.ACCESS_DENIED:
                raise
            return Finished(response.etag, verified_by, response.version_id)
        if facts is not None and _is_what_was_finished(facts, response, proof, run.job.job_id):
            if verified_by is VerifiedBy.NONE and facts.etag == proof.etag:
                verified_by = VerifiedBy.ETAG
            return Finished(response.etag, verified_by, response.version_id or facts.version_id)
        if facts is None and verified_by is VerifiedBy.CHECKSUM:
            return Finished(response.etag, verified_by, response.version_id)
        if time.monotonic() >= until_s:
            if facts is not None and facts.job_id == run.job.job_id:
                raise verify_mismatch("the ETag" if facts.size == proof.size else "the size")
            return Finished(response.etag, VerifiedBy.NONE, response.version_id, said=UNSEEN)
        await asyncio.sleep(delay_s)
        delay_s *= 2


def _is_what_was_finished(
    facts: ObjectFacts, response: CompleteResponse, proof: WholeProof, job_id: str
) -> bool:
    """False for another object: the old one still, none that this job made, or a wrong one."""
    if facts.size != proof.size:
        return False
    if facts.etag in {response.etag, proof.etag}:
        return True
    if not facts.etag_may_prove:
        return facts.job_id == job_id
    # rclone shows another form of ETag on HEAD than in Complete's answer: then the job's id must do.
    expected = proof.etag or response.etag
    both_have_our_form = all(is_multipart_etag(etag, proof.part_count) for etag in (facts.etag, expected))
    return facts.job_id == job_id and not both_have_our_form


async def _head(run: JobRun) -> ObjectFacts | None:
    destination = run.job.destination
    return await run.ask(lambda client: client.head(destination.bucket, destination.object_key))


async def _check_listed_sizes(run: JobRun, parts: Sequence[Part]) -> None:
    """Where neither checksums nor ETags prove a part, at least its size in the store must be right."""
    job = run.job
    try:
        listed = await run.ask(
            lambda client: client.list_parts(
                job.destination.bucket, job.destination.object_key, job.upload_id
            )
        )
    except StoreError as error:
        if error.code == ErrorCode.ACCESS_DENIED:
            return
        raise
    wrong = [
        part.number
        for part in parts
        if part.size not in {entry.size for entry in listed.get(part.number, [])}
    ]
    if wrong:
        run.job = await run.do(lambda: run.tools.jobs.reset_parts(job.job_id, wrong))
        raise StoreError(
            message(MessageCode.PARTS_OF_OTHER_SIZE),
            code=ErrorCode.PART_INVALID,
            kind=ErrorKind.PERMANENT,
        )
