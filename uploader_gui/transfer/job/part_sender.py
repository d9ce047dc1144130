"""One job's parts on their way: read, sent, proven and committed by the worker that sent them."""

import threading
from datetime import UTC, datetime

from uploader_gui.domain.errors import ErrorCode, ErrorKind, StoppedError, StoreError
from uploader_gui.domain.failure_table import failure_of
from uploader_gui.domain.job import ChecksumMode, Job, Part, PartState
from uploader_gui.domain.messages import MessageCode, message
from uploader_gui.domain.plan import PartRange, is_md5_etag
from uploader_gui.domain.store_traits import Trait
from uploader_gui.s3.client import S3Client
from uploader_gui.s3.http.request_body import Body, Throttle
from uploader_gui.s3.learned_traits import LearnedTraits
from uploader_gui.s3.minio_sdk import stopped_by
from uploader_gui.s3.responses import PartResponse
from uploader_gui.source.source_file import Source, Unstoppable, check_size
from uploader_gui.storage.jobs.job_database import JobDatabase
from uploader_gui.transfer.job.reconcile import adopt
from uploader_gui.transfer.job.source_guard import check_range

_NOT_IMPLEMENTED = 501
_BREAKS = 2  # so many in a row without an answer, and the upload itself is asked for


def proves_by_md5(traits: LearnedTraits, endpoint: str) -> bool:
    """Say whether the store is known to prove nothing by checksums, so that its ETags have to."""
    return traits.has(endpoint, Trait.REPEATS) is False or traits.has(endpoint, Trait.CHECKSUMS) is False


def damaged_part() -> StoreError:
    """The bytes that the store holds are not those that were read: send the part again."""
    return failure_of("BadDigest", 400)


def stuck_part(error: StoreError) -> StoreError:
    """The store keeps a part as it is and takes no other bytes for it: this upload can't be saved."""
    return StoreError(
        message(MessageCode.PART_STUCK),
        code=ErrorCode.PART_STUCK,
        kind=ErrorKind.PERMANENT,
        s3_code=error.s3_code,
        http_status=error.http_status,
    )


class PartSender:
    """Sends parts of one open upload; ``send`` on any worker, the rest from any thread.

    ``mode`` says how parts are proven. It begins as what is known of the store and follows its answers: a
    checksum that is echoed is the proof; without an echo the ETag must be the MD5 of what was read; a store
    that does neither leaves only the size (``ChecksumMode.SIZE``). The CRC32 goes with every part all the same:
    the echo may have been lost on the way, and stores that were told of it at Create take no part without it.
    """

    def __init__(
        self, job: Job, client: S3Client, source: Source, database: JobDatabase, throttle: Throttle
    ) -> None:
        self._job = job
        self._plan = job.plan
        self._client = client
        self._source = source
        self._jobs = database
        self._throttle = throttle
        self._bodies: dict[int, Body] = {}
        self._lock = threading.Lock()
        self._is_stopped = False
        self._etags_are_md5s = False
        self._unanswered: dict[int, int] = {}
        self._breaks = 0
        self._has_taken_parts = job.uploaded_parts > 0 or job.attempts > 1
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
        """Bytes handed to the network for parts that the store has not acknowledged."""
        with self._lock:
            return sum(body.sent for body in self._bodies.values())

    @property
    def parts_in_flight(self) -> tuple[int, ...]:
        """Numbers of the parts on their way."""
        with self._lock:
            return tuple(sorted(self._bodies))

    def send(self, number: int) -> Job:
        """Send part ``number`` once, prove it and commit it; returns the job as stored then.

        Raises StoppedError, StoreError, SourceError: also if the file has another size by now. A part whose
        answer came is committed even if the job was stopped meanwhile: it is finished, and is never sent again.
        """
        check_size(self._job.fingerprint, self._job.read_path)
        part = self._plan.part(number)
        body = Body(self._source, part, self._throttle, unanswered=self._unanswered.get(number, 0))
        self._register(number, body)
        try:
            found = self._look_for(part, body) if self._is_in_doubt(number) else None
            return self._jobs.commit_parts(self._job.job_id, [found or self._send(part, body)])
        finally:
            with self._lock:
                self._bodies.pop(number, None)

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

    def _note_end(self, number: int, body: Body, error: StoreError | None) -> None:
        """Keep count of what got no answer."""
        with self._lock:
            self._has_taken_parts = self._has_taken_parts or error is None
            if error is None or not error.got_no_answer:
                self._breaks = 0
                return
            self._breaks += 1
            if body.is_sent:
                self._unanswered[number] = self._unanswered.get(number, 0) + 1

    def stop(self) -> None:
        """Stop everything where it stands; nothing of this job is sent after this returns."""
        with self._lock:
            self._is_stopped = True
            bodies = list(self._bodies.values())
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
        if mode in {ChecksumMode.MD5, ChecksumMode.SIZE}:
            crc32, md5 = self._source.digests(part, body)
        else:
            crc32 = self._source.crc32(part, body)
        try:
            response = self._transfer(part, body, crc32=crc32, md5=md5 or None)
            md5 = self._prove(part, response, crc32, md5)
        except StoreError as error:
            if error.code == ErrorCode.PART_DAMAGED:
                check_range(self._source, part, crc32)
            raise
        return Part(
            part.number, part.offset, part.size, PartState.DONE, crc32, md5, response.etag, datetime.now(UTC)
        )

    def _transfer(self, part: PartRange, body: Body, *, crc32: int, md5: str | None) -> PartResponse:
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
            )
        except StoreError as error:
            self._note_end(part.number, body, error)
            with self._lock:
                has_taken_parts = self._has_taken_parts
            if error.http_status == _NOT_IMPLEMENTED and has_taken_parts:
                raise stuck_part(error) from error  # rclone says so of a part that it has with other bytes
            raise
        self._note_end(part.number, body, None)
        return response

    def _prove(self, part: PartRange, response: PartResponse, crc32: int, md5: str) -> str:
        """Prove a part by its answer and learn the mode; returns the MD5 if it had to be computed."""
        if response.crc32 is not None:
            if response.crc32 != crc32:
                raise damaged_part()
            with self._lock:
                self._echoed = True
            if self.mode is ChecksumMode.UNDECIDED:
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
        if was_provable or (is_md5_etag(response.etag) and not announced_md5):
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
