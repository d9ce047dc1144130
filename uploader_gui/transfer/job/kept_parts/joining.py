"""Joining: the store copies a job's kept parts into its upload; no byte of them is sent again."""

import threading
from collections.abc import Mapping
from dataclasses import replace

from uploader_gui.domain.errors import ErrorCode, ErrorKind, StoreError, UploaderError
from uploader_gui.domain.job import Job, Part
from uploader_gui.domain.messages import MessageCode, message
from uploader_gui.domain.plan import is_md5_etag
from uploader_gui.domain.store.object_terms import Encryption
from uploader_gui.s3.client import S3Client
from uploader_gui.s3.http.request_body import StopSwitch
from uploader_gui.s3.kept_objects import CopySource
from uploader_gui.s3.minio_sdk import stopped_by
from uploader_gui.transfer.job.job_run import JobRun
from uploader_gui.transfer.job.part_sender import damaged_part

_LOST = frozenset({ErrorCode.NO_SUCH_OBJECT, ErrorCode.KEPT_PART_CHANGED})
_NO_SPACE = frozenset({ErrorCode.STORE_FULL, ErrorCode.QUOTA_EXCEEDED})


def lost_parts() -> StoreError:
    """Parts that were kept are not there any more, or not what was sent: they are to be sent again."""
    return StoreError(
        message(MessageCode.KEPT_PART_CHANGED), code=ErrorCode.KEPT_PART_CHANGED, kind=ErrorKind.PERMANENT
    )


class PartJoiner:
    """Has the store copy ``kept`` parts, by number; ``send`` on any worker, the rest on the loop when none runs.

    ``copies``: the parts as the upload has them. ``lost``: those that were not there any more.
    """

    def __init__(self, job: Job, client: S3Client, kept: Mapping[int, Part]) -> None:
        self._job = job
        self._client = client
        self._kept = kept
        # A copy's answer need not tell of it.
        self._is_encrypted_by_kms = job.terms is not None and job.terms.encryption is Encryption.SSE_KMS
        self._switch = StopSwitch()
        self._lock = threading.Lock()
        self._under_way: set[int] = set()
        self.copies: dict[int, Part] = {}
        self.lost: list[int] = []

    @property
    def missing(self) -> list[int]:
        """Numbers of the parts that are still to be copied."""
        return [number for number in self._kept if number not in self.copies]

    @property
    def bytes_in_flight(self) -> int:
        """None: nothing is sent."""
        return 0

    @property
    def bytes_delivered(self) -> int:
        """Bytes that the store has copied: what it does at once is found out by them."""
        with self._lock:
            return sum(part.size for part in self.copies.values())

    def delivered_of(self, number: int) -> int:
        """None: nothing is sent."""
        del number
        return 0

    @property
    def parts_in_flight(self) -> tuple[int, ...]:
        """Numbers of the parts that the store copies now."""
        with self._lock:
            return tuple(sorted(self._under_way))

    @property
    def parts_by_address(self) -> tuple[tuple[str, int], ...]:
        """Empty: no byte of a part is sent to any address."""
        return ()

    def send(self, number: int) -> Job:
        """Have part ``number`` copied, and compare what the store says it copied; the job stays as it is.

        Raises StoreError, StoppedError.
        """
        with self._lock:
            self._under_way.add(number)
        try:
            self._copy(self._kept[number])
        finally:
            with self._lock:
                self._under_way.discard(number)
        return self._job

    def stop(self) -> None:
        """Wait for no copy any more; what the store does with those that it has begun is its affair."""
        self._switch.stop()

    def stop_unsent(self) -> None:
        """Let the store end what it has begun."""

    def take(self, number: int, etag: str, crc32: int | None, *, etag_may_prove: bool = True) -> bool:
        """Take it that the upload has this copy; False if it is not one of the part."""
        part = self._kept[number]
        if crc32 is not None and crc32 != part.crc32:
            return False
        # An ETag in another form proves nothing: then the whole object's checksum has to.
        may_prove = etag_may_prove and not self._is_encrypted_by_kms and is_md5_etag(etag)
        if crc32 is None and may_prove and etag != (part.md5 or part.etag):
            return False
        with self._lock:
            self.copies[number] = replace(part, etag=etag)
        return True

    def _copy(self, part: Part) -> None:
        kept, place = self._job.kept, self._job.destination
        source = CopySource(kept.bucket, kept.part_key(part.number), part.version_id, part.etag)
        try:
            with stopped_by(self._switch):
                copied = self._client.copy_part(
                    place.bucket, place.object_key, self._job.upload_id, part.number, source=source
                )
        except StoreError as error:
            if error.code in _LOST:
                with self._lock:
                    self.lost.append(part.number)
                return
            raise
        if not self.take(part.number, copied.etag, copied.crc32, etag_may_prove=copied.etag_may_prove):
            raise damaged_part()


async def find_copies(run: JobRun, joiner: PartJoiner) -> None:
    """Take what the upload has already, of an earlier try; where nobody may look, all are copied again."""
    job = run.job
    place = job.destination
    try:
        listed = await run.ask(
            lambda client: client.list_parts(place.bucket, place.object_key, job.upload_id)
        )
    except StoreError as error:
        if error.code != ErrorCode.ACCESS_DENIED:
            raise
        return
    for number in joiner.missing:
        for entry in listed.get(number, []):
            is_proven = entry.crc32 is not None or is_md5_etag(entry.etag)
            if is_proven and entry.size == job.plan.part(number).size:
                joiner.take(number, entry.etag, entry.crc32)


def with_the_mend(error: StoreError) -> UploaderError:
    """``error``, or if the store has no room for the file twice one that says so too: every part is kept."""
    if error.code not in _NO_SPACE:
        return error
    return UploaderError((*error.messages, message(MessageCode.JOINING_NEEDS_SPACE)), code=error.code)
