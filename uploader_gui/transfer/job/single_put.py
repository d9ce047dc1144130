"""A file of at most one part: one plain PUT, whose answer is the proof."""

import threading
from collections.abc import Callable

from uploader_gui.domain.errors import ErrorCode, StoppedError, StoreError
from uploader_gui.domain.hashes import Hashes
from uploader_gui.domain.job import ConflictPolicy, Job, VerifiedBy
from uploader_gui.domain.plan import PartRange, is_md5_etag
from uploader_gui.domain.store.store_traits import Trait
from uploader_gui.s3.answers.responses import PutResponse
from uploader_gui.s3.client import S3Client
from uploader_gui.s3.http.line_share import LineShare
from uploader_gui.s3.http.request_body import Body, Throttle
from uploader_gui.s3.learned_traits import LearnedTraits
from uploader_gui.source.source_file import READ_SLICE_SIZE, Source, Unstoppable
from uploader_gui.storage.jobs.job_database import JobDatabase
from uploader_gui.transfer.job.hashing import hashes_of
from uploader_gui.transfer.job.part_sender import damaged_part, proves_by_md5
from uploader_gui.transfer.job.source_guard import check_opened, check_range, check_source


class SinglePut:
    """Tries once to send one small file; ``send`` on a worker, ``stop`` and the counts from any thread meanwhile.

    The results are the worker's until ``send`` has ended, and to be read after that.

    ``was_stored``: the store took an object under the key, be it right or damaged; ``replaces``: an earlier
    try of ours is there and has to make way; ``unanswered``: how many tries got no answer. ``hashes`` are made, and
    compared with what is expected, before anything is sent; ``response``, ``crc32`` and ``verified_by`` are set once it
    is proven.
    """

    def __init__(
        self,
        job: Job,
        client: Callable[[], S3Client],
        database: JobDatabase,
        line: LineShare,
        throttle: Throttle,
        traits: LearnedTraits,
        *,
        replaces: bool,
        unanswered: int = 0,
    ) -> None:
        self._job = job
        self._client = client
        self._jobs = database
        self._line = line
        self._throttle = throttle
        self._traits = traits
        self._only_if_absent = job.on_conflict is not ConflictPolicy.OVERWRITE and not replaces
        self._unanswered = unanswered
        self._body: Body | None = None
        self._lock = threading.Lock()
        self._is_stopped = False
        self._announces_md5 = proves_by_md5(traits, job.destination.endpoint)
        self.was_stored = False
        self.response: PutResponse | None = None
        self.crc32: int | None = None
        self.verified_by = VerifiedBy.NONE
        self.hashes: Hashes = ()

    @property
    def bytes_in_flight(self) -> int:
        """Bytes that have arrived, as far as the system says, and are not acknowledged."""
        with self._lock:
            body = self._body
            return body.delivered if body is not None and self.response is None else 0

    @property
    def bytes_delivered(self) -> int:
        """Bytes that have arrived, as far as the system says, be they acknowledged or not."""
        with self._lock:
            return self._body.delivered if self._body is not None else 0

    def delivered_of(self, number: int) -> int:
        """Bytes of it that have arrived: it has one part."""
        del number
        return self.bytes_delivered

    @property
    def parts_in_flight(self) -> tuple[int, ...]:
        """Number 1 while it is on its way."""
        with self._lock:
            return (1,) if self._body is not None and self.response is None else ()

    @property
    def parts_by_address(self) -> tuple[tuple[str, int], ...]:
        """Which of the store's addresses has taken it; empty where it has only one."""
        with self._lock:
            body = self._body
            return ((body.served_by, 1),) if body is not None and body.served_by else ()

    def send(self, number: int) -> Job:
        """Check the source, PUT it, prove it, and look at the source again. Raises SourceError HASH_MISMATCH, too."""
        job = self._job
        with Source(job.read_path) as source:
            if source.at_opening != job.fingerprint:
                job = check_source(job, self._jobs, Unstoppable())
            check_opened(job, source)
            part = job.plan.part(number)
            source.hold(part)
            body = self._new_body(source, part)
            try:
                if job.expected_hashes:
                    self.hashes = hashes_of(source, job.expected_hashes, body)
                self._put(source, part, body)
            finally:
                body.leave()
        return check_source(job, self._jobs, Unstoppable())

    def stop(self) -> None:
        """Stop where it stands; nothing is sent after this returns."""
        with self._lock:
            self._is_stopped = True
            body = self._body
        if body is not None:
            body.stop()

    def stop_unsent(self) -> None:
        """Stop if no byte has left."""
        with self._lock:
            body = self._body
        if body is not None and not body.sent:
            body.stop()

    def _new_body(self, source: Source, part: PartRange) -> Body:
        with self._lock:
            if self._is_stopped:
                raise StoppedError
            # A small one is nothing to lose, and waits for no part.
            waits = part.size > READ_SLICE_SIZE or self._throttle.least is not None
            pace = self._line.enter(self._throttle) if waits else self._line.throttle
            self._body = Body(source, part, pace, unanswered=self._unanswered)
            return self._body

    def _put(self, source: Source, part: PartRange, body: Body) -> None:
        crc32, md5 = source.digests(part, body) if self._announces_md5 else (source.crc32(part, body), "")
        body.wait_for_turn()
        try:
            self._transfer(source, part, body, crc32, md5)
        except StoreError as error:
            if error.code == ErrorCode.PART_DAMAGED:
                check_range(source, part, crc32)
            raise

    def _transfer(self, source: Source, part: PartRange, body: Body, crc32: int, md5: str) -> None:
        announces_md5 = self._announces_md5
        response = self._client().put_object(
            self._job.destination.bucket,
            self._job.destination.object_key,
            body,
            content_type=self._job.content_type,
            job_id=self._job.job_id,
            crc32=crc32,
            md5=md5 or None,
            md5_instead=lambda: source.digests(part, body)[1],
            only_if_absent=self._only_if_absent,
            terms=self._job.terms,
        )
        self.was_stored = True
        if response.crc32 is not None:
            if response.crc32 != crc32:
                raise damaged_part()
            self._traits.learn(self._job.destination.endpoint, Trait.REPEATS, is_so=True)
            self.verified_by = VerifiedBy.CHECKSUM
        else:
            if not announces_md5:
                self._traits.learn(self._job.destination.endpoint, Trait.REPEATS, is_so=False)
                md5 = source.digests(part, Unstoppable())[1]
            if response.etag == md5:
                self.verified_by = VerifiedBy.ETAG
            elif response.etag_may_prove and is_md5_etag(response.etag) and not announces_md5:
                raise damaged_part()
        self.crc32 = crc32
        with self._lock:
            self.response = response
