"""One job's parts on their way: read, sent, proven and committed by the worker that sent them."""

import threading
from collections import Counter
from datetime import UTC, datetime
from typing import Protocol

from uploader_gui.domain.errors import ErrorCode, ErrorKind, StoppedError, StoreError
from uploader_gui.domain.job import ChecksumMode, Job, Part, PartPlace, PartState
from uploader_gui.domain.messages import MessageCode, message
from uploader_gui.domain.plan import PartRange, is_md5_etag
from uploader_gui.domain.store.failure_table import failure_of
from uploader_gui.domain.store.kept_parts import KeptPlace
from uploader_gui.domain.store.object_terms import ObjectTerms
from uploader_gui.domain.store.store_traits import Trait
from uploader_gui.s3.answers.responses import ListedPart, PartResponse, PutResponse
from uploader_gui.s3.client import S3Client
from uploader_gui.s3.http.line_share import LineShare
from uploader_gui.s3.http.request_body import Body, Throttle
from uploader_gui.s3.learned_traits import LearnedTraits
from uploader_gui.s3.minio_sdk import stopped_by
from uploader_gui.source.source_file import Source, Unstoppable, check_size
from uploader_gui.storage.jobs.job_database import JobDatabase
from uploader_gui.transfer.job.hashing import ReadingPace
from uploader_gui.transfer.job.reconcile import adopt, adopt_kept
from uploader_gui.transfer.job.source_guard import check_range

_NOT_IMPLEMENTED = 501
_BY_MD5 = frozenset({ChecksumMode.MD5, ChecksumMode.MD5_ALONE, ChecksumMode.SIZE})
_KEPT_TYPE = "application/octet-stream"
_MOST_ADDRESSES = 64  # large stores give out other ones every few seconds
_BREAKS = 2  # so many in a row without an answer, and the upload itself is asked for


def proves_by_md5(traits: LearnedTraits, endpoint: str) -> bool:
    """Say whether the store is known to prove nothing by checksums, so that its ETags have to."""
    return traits.has(endpoint, Trait.REPEATS) is False or traits.has(endpoint, Trait.CHECKSUMS) is False


def damaged_part() -> StoreError:
    """The bytes that the store holds are not those that were read: send the part again."""
    return failure_of("BadDigest", 400)


def keeping_refused(error: StoreError) -> StoreError:
    """The store takes no part as an object of its own there: it goes into the upload."""
    return StoreError(
        error.messages,
        code=ErrorCode.KEEPING_REFUSED,
        kind=ErrorKind.PERMANENT,
        s3_code=error.s3_code,
        http_status=error.http_status,
    )


def kept_unproven() -> StoreError:
    """The store neither repeats checksums nor has ETags that are MD5s: what is kept there can't be proven."""
    return keeping_refused(failure_of("NotImplemented", _NOT_IMPLEMENTED))


def stuck_part(error: StoreError) -> StoreError:
    """The store keeps a part as it is and takes no other bytes for it: this upload can't be saved."""
    return StoreError(
        message(MessageCode.PART_STUCK),
        code=ErrorCode.PART_STUCK,
        kind=ErrorKind.PERMANENT,
        s3_code=error.s3_code,
        http_status=error.http_status,
    )


class Placing(Protocol):
    """Where the parts of a job go; any thread."""

    @property
    def kept(self) -> KeptPlace:
        """Where those are kept that are objects of their own."""

    def place(self) -> PartPlace:
        """Where a part goes that leaves now."""

    def has_time_for_md5(self) -> bool:
        """Say whether the line is slow enough that an MD5 of what is sent costs no time."""


class PartSender:
    """Sends parts of one open upload; ``send`` on any worker, the rest from any thread.

    ``mode`` says how parts are proven. It begins as what is known of the store and follows its answers: a
    checksum that is echoed is the proof; without an echo the ETag must be the MD5 of what was read; a store
    that does neither leaves only the size (``ChecksumMode.SIZE``). The CRC32 goes with every part all the same:
    the echo may have been lost on the way, and stores that were told of it at Create take no part without it. Only in
    an upload that was begun elsewhere, nobody knows with which checksums, the MD5 goes alone until the store shows a
    CRC32: SeaweedFS refuses one that was not announced there.
    ``placing`` says of each part that leaves where it is to go; ``throttle`` is what the job's parts share. ``pace``
    is told how far the file is being sent, where it is hashed beside.
    """

    def __init__(
        self,
        job: Job,
        client: S3Client,
        source: Source,
        database: JobDatabase,
        line: LineShare,
        throttle: Throttle,
        placing: Placing,
        pace: ReadingPace | None = None,
    ) -> None:
        self._job = job
        self._placing = placing
        self._pace = pace
        self._client = client
        self._source = source
        self._jobs = database
        self._line = line
        self._throttle = throttle
        self._delivered = 0
        self._bodies: dict[int, Body] = {}
        self._lock = threading.Lock()
        self._is_stopped = False
        self._etags_are_md5s = False
        self._unanswered: dict[int, int] = {}
        self._breaks = 0
        self._by_address: Counter[str] = Counter()
        self._has_taken_parts = job.uploaded_parts > 0
        self._mode = job.checksum_mode
        self._echoed: bool | None = None

    @property
    def mode(self) -> ChecksumMode:
        """How parts are proven from now on."""
        with self._lock:
            return self._mode

    @property
    def echoed(self) -> bool | None:
        """Whether the store repeated a checksum; None until a part has arrived."""
        with self._lock:
            return self._echoed

    @property
    def bytes_in_flight(self) -> int:
        """Bytes that have arrived, as far as the system says, of parts that the store has not acknowledged."""
        with self._lock:
            return sum(body.delivered for body in self._bodies.values())

    @property
    def bytes_delivered(self) -> int:
        """All bytes of parts that have arrived, as far as the system says, be they acknowledged or not."""
        with self._lock:
            return self._delivered + sum(body.delivered for body in self._bodies.values())

    def delivered_of(self, number: int) -> int:
        """Bytes of a part on its way that have arrived, as far as the system says."""
        with self._lock:
            body = self._bodies.get(number)
            return 0 if body is None else body.delivered

    @property
    def parts_in_flight(self) -> tuple[int, ...]:
        """Numbers of the parts on their way."""
        with self._lock:
            return tuple(sorted(self._bodies))

    @property
    def parts_by_address(self) -> tuple[tuple[str, int], ...]:
        """How many parts each of the store's addresses has taken; empty where it has only one."""
        with self._lock:
            return tuple(sorted(self._by_address.items()))

    def send(self, number: int) -> Job:
        """Send part ``number`` once, prove it and commit it; returns the job as stored then.

        Raises StoppedError, StoreError, SourceError: also if the file has another size by now. A part whose
        answer came is committed even if the job was stopped meanwhile: it is finished, and is never sent again.
        """
        job = self._job
        if not job.grows:
            check_size(job.fingerprint, job.read_path)
        part = job.plan.part(number)
        is_kept = self._placing.place() is PartPlace.KEPT
        look_for, send = (self._look_for_kept, self._keep) if is_kept else (self._look_for, self._send)
        body = Body(
            self._source, part, self._line.enter(self._throttle), unanswered=self._unanswered.get(number, 0)
        )
        try:
            self._register(number, body)
            if self._pace is not None:
                self._pace.sending(part.offset + part.size)
            found = look_for(part, body) if self._is_in_doubt(number) else None
            return self._jobs.commit_parts(self._job.job_id, [found or send(part, body)])
        finally:
            body.leave()
            with self._lock:
                self._bodies.pop(number, None)
                self._delivered += body.delivered

    def _is_in_doubt(self, number: int) -> bool:
        """Say whether the part may have arrived unheard, or the upload be gone and its refusal lost on the way."""
        with self._lock:
            return number in self._unanswered or self._breaks >= _BREAKS

    def _look_for(self, part: PartRange, body: Body) -> Part | None:
        """The part, if the store has it; raises StoreError UPLOAD_GONE if the store has not even the upload."""
        place = self._job.destination
        try:
            with stopped_by(body.switch):
                listed = self._client.list_part(
                    place.bucket, place.object_key, self._job.upload_id, part.number
                )
        except StoreError as error:
            if error.code == ErrorCode.NO_SUCH_OBJECT:  # Ceph says so of an upload that is gone
                raise failure_of("NoSuchUpload", error.http_status) from error
            if error.kind is ErrorKind.TRANSIENT:
                raise
            if error.code == ErrorCode.UPLOAD_GONE:
                raise
            return None  # who may not list sends again
        return adopt(part, listed, self._source, body) if listed else None

    def _look_for_kept(self, part: PartRange, body: Body) -> Part | None:
        """The part as an object of its own, if the store has it."""
        kept = self._placing.kept
        try:
            with stopped_by(body.switch):
                facts = self._client.head(kept.bucket, kept.part_key(part.number))
        except StoreError as error:
            if error.kind is ErrorKind.TRANSIENT:
                raise
            return None
        if facts is None:
            return None
        entry = ListedPart(part.number, facts.size, facts.etag, facts.crc32_whole)
        return adopt_kept(part, entry, self._source, body, facts.version_id)

    def _keep(self, part: PartRange, body: Body) -> Part:
        """Send a part as an object of its own. Raises StoreError KEEPING_REFUSED if the store takes none there.

        Its MD5 is the ETag that the whole object's is made of. On a line where computing it would take longer than
        sending, the store's word has to do: it gives the ETag of what it has the right CRC32 of.
        """
        if self.echoed and not self._placing.has_time_for_md5():
            crc32, md5 = self._source.crc32(part, body), ""
        else:
            crc32, md5 = self._source.digests(part, body)
        body.wait_for_turn()
        try:
            response = self._put_kept(part, body, crc32, md5)
            md5 = self._prove_kept(part, response, crc32, md5)
        except StoreError as error:
            self._check_damaged(error, part, crc32)
            raise
        return Part(
            part.number, part.offset, part.size, PartState.DONE, crc32, md5, response.etag, datetime.now(UTC),
            PartPlace.KEPT, response.version_id,
        )  # fmt: skip

    def _prove_kept(self, part: PartRange, response: PutResponse, crc32: int, md5: str) -> str:
        if response.crc32 == crc32:
            with self._lock:
                self._echoed = True
            return md5
        md5 = md5 or self._source.digests(part, Unstoppable())[1]
        if response.crc32 is None and response.etag != md5 and not response.etag_may_prove:
            raise kept_unproven()
        if response.crc32 is not None or response.etag != md5:
            raise damaged_part()
        return md5

    def _put_kept(self, part: PartRange, body: Body, crc32: int, md5: str) -> PutResponse:
        kept = self._placing.kept
        try:
            response = self._client.put_object(
                kept.bucket,
                kept.part_key(part.number),
                body,
                content_type=_KEPT_TYPE,
                job_id=self._job.job_id,
                crc32=crc32,
                md5=md5 or None,
                only_if_absent=False,
                terms=self._job.terms and self._job.terms.of_parts,
            )
        except StoreError as error:
            self._note_end(part.number, body, error)
            if error.code in {ErrorCode.ACCESS_DENIED, ErrorCode.NO_SUCH_BUCKET}:
                raise keeping_refused(error) from error
            raise
        self._note_end(part.number, body, None)
        return response

    def _note_end(self, number: int, body: Body, error: StoreError | None) -> None:
        """Keep count of what got no answer."""
        with self._lock:
            self._has_taken_parts = self._has_taken_parts or error is None
            if error is None and body.served_by:
                known = body.served_by in self._by_address or len(self._by_address) < _MOST_ADDRESSES
                self._by_address[body.served_by if known else "…"] += 1
            if error is None or not error.got_no_answer:
                self._breaks = 0
                return
            self._breaks += 1
            if body.is_sent:
                self._unanswered[number] = self._unanswered.get(number, 0) + 1

    def _check_damaged(self, error: StoreError, part: PartRange, crc32: int) -> None:
        """A part that is damaged because the file changed is no use to send again, unless that is written as we read."""
        if error.code == ErrorCode.PART_DAMAGED and not self._job.grows:
            check_range(self._source, part, crc32)

    def grow(self, job: Job) -> None:
        """The job's file has grown to this, or its end was found; parts that leave from now on are of that."""
        self._job = job

    def stop(self) -> None:
        """Stop everything where it stands; nothing of this job is sent after this returns."""
        with self._lock:
            self._is_stopped = True
            bodies = list(self._bodies.values())
        for body in bodies:
            body.stop()

    def stop_unsent(self) -> None:
        """Stop those of which no byte has left: they lose nothing."""
        with self._lock:
            bodies = [body for body in self._bodies.values() if not body.sent]
        for body in bodies:
            body.stop()

    def _register(self, number: int, body: Body) -> None:
        with self._lock:
            if self._is_stopped:
                raise StoppedError
            self._bodies[number] = body

    def _send(self, part: PartRange, body: Body) -> Part:
        mode = self.mode
        md5 = ""
        if mode in _BY_MD5:
            crc32, md5 = self._source.digests(part, body)
        else:
            crc32 = self._source.crc32(part, body)
        body.wait_for_turn()
        try:
            sent_crc32 = None if mode is ChecksumMode.MD5_ALONE else crc32
            response = self._transfer(part, body, crc32=sent_crc32, md5=md5 or None)
            md5 = self._prove(part, response, crc32, md5)
        except StoreError as error:
            self._check_damaged(error, part, crc32)
            raise
        return Part(
            part.number, part.offset, part.size, PartState.DONE, crc32, md5, response.etag, datetime.now(UTC)
        )

    def _transfer(self, part: PartRange, body: Body, *, crc32: int | None, md5: str | None) -> PartResponse:
        bucket, key = self._job.destination.bucket, self._job.destination.object_key
        try:
            response = self._client.send_part(
                bucket,
                key,
                self._job.upload_id,
                part.number,
                body,
                crc32=crc32,
                md5=md5,
                md5_instead=lambda: self._source.digests(part, body)[1],
                terms=self._doubtful_terms(),
            )
        except StoreError as error:
            self._note_end(part.number, body, error)
            with self._lock:
                has_taken_parts = self._has_taken_parts or self._job.attempts > 1
            if error.http_status == _NOT_IMPLEMENTED and has_taken_parts:
                raise stuck_part(error) from error  # rclone says so of a part that it has with other bytes
            raise
        self._note_end(part.number, body, None)
        return response

    def _doubtful_terms(self) -> ObjectTerms | None:
        """What may be why a part is refused: MinIO and SeaweedFS look for a key to encrypt with only then."""
        with self._lock:
            has_taken_parts = self._has_taken_parts
        terms = self._job.terms
        return None if terms is None or has_taken_parts else terms.of_parts

    def _prove(self, part: PartRange, response: PartResponse, crc32: int, md5: str) -> str:
        """Prove a part by its answer and learn the mode; returns the MD5 if it had to be computed."""
        if response.crc32 is not None:
            if response.crc32 != crc32:
                raise damaged_part()
            with self._lock:
                self._echoed = True
            if self.mode in {ChecksumMode.UNDECIDED, ChecksumMode.MD5_ALONE}:
                self._learn(ChecksumMode.CRC32)
            return md5
        announced_md5 = bool(md5)
        if not announced_md5:
            # Not stoppable: the part has arrived, and without its proof it would have to be sent again.
            md5 = self._source.digests(part, Unstoppable())[1]
            if not self._note_no_echo():
                self._learn(ChecksumMode.MD5)
        if response.etag == md5:
            with self._lock:
                self._etags_are_md5s = True
            return md5
        if self.mode is ChecksumMode.SIZE:
            return md5
        with self._lock:
            was_provable = self._echoed or self._etags_are_md5s
        looks_like_md5 = response.etag_may_prove and is_md5_etag(response.etag)
        if was_provable or (looks_like_md5 and not announced_md5):
            raise damaged_part()
        # The store checked Content-MD5 (or makes its ETags its own way): its ETags prove nothing.
        self._learn(ChecksumMode.SIZE)
        return md5

    def _note_no_echo(self) -> bool:
        """Say whether other parts' checksums were repeated: then it is this one response that lost its header."""
        with self._lock:
            self._echoed = bool(self._echoed)
            return self._echoed

    def _learn(self, mode: ChecksumMode) -> None:
        with self._lock:
            if self._mode in {mode, ChecksumMode.SIZE}:
                return
            self._mode = mode
        self._jobs.update(self._job.job_id, checksum_mode=mode)
