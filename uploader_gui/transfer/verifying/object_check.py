"""One finished upload verified again: what the store says of it, then what is in the file, then what is read back."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from uploader_gui.domain.checks import CheckKind, CheckResult, Looks
from uploader_gui.domain.errors import ErrorCode, SourceError, StoppedError, StoreError, UploaderError
from uploader_gui.domain.job import Job, Recording, VerifiedBy
from uploader_gui.domain.messages import Argument, MessageCode, Messages, message
from uploader_gui.domain.plan import MIB, is_md5_etag
from uploader_gui.domain.profile import DEFAULT_REGION
from uploader_gui.s3.answers.responses import ObjectFacts
from uploader_gui.s3.client import S3Client
from uploader_gui.s3.client_cache import ClientCache
from uploader_gui.s3.minio_sdk import stopped_by
from uploader_gui.source.source_file import READ_SLICE_SIZE, Source
from uploader_gui.transfer.job.retry import LONGEST_DELAY_S, RetryBackoff
from uploader_gui.transfer.verifying.content import ContentDigest, SentContent
from uploader_gui.transfer.verifying.verify_switch import VerifySwitch

Result = TypeVar("Result")

READ_BACK_SIZE = 8 * MIB
"""Of a range that is read back at once, all of it in memory; after a break one such is read again, no more."""
_LOOKS = 3
_READS = 8  # of one range, one after the other: about a minute without anything
_BAD = frozenset({CheckResult.MISSING, CheckResult.DIFFERS})
_IMPOSSIBLE = message(MessageCode.AGAIN_IMPOSSIBLE)


@dataclass(frozen=True, slots=True)
class Finding:
    """What a look found, by which look, in words; of all looks together ``looks`` says what each of them found."""

    result: CheckResult
    by: CheckKind
    messages: Messages
    looks: Looks = ()


def _found(result: CheckResult, by: CheckKind, code: MessageCode, **arguments: Argument) -> Finding:
    return Finding(result, by, (message(code, **arguments),))


def _unknown(by: CheckKind, why: Messages) -> Finding:
    return Finding(CheckResult.UNKNOWN, by, (_IMPOSSIBLE, *why))


def judged(recording: Recording, facts: ObjectFacts | None) -> Finding:
    """What the store's answer to a look at the key says of an upload; None: there is no object.

    An object with the ETag that was recorded is that one, whichever job's it is. One with another ETag is another one;
    but some stores show another form of ETag here than when they finished it, or one that is no MD5 of anything: then the
    job's id has to do.
    """
    store = CheckKind.STORE
    if facts is None:
        return _found(CheckResult.MISSING, store, MessageCode.AGAIN_MISSING)
    if facts.size != recording.file_size:
        size = {"found": facts.size, "sent": recording.file_size}
        return _found(CheckResult.DIFFERS, store, MessageCode.AGAIN_OTHER_SIZE, **size)
    is_of_job = bool(recording.job_id) and facts.job_id == recording.job_id
    has_our_form = facts.etag_may_prove and _is_of_md5s(facts.etag) and _is_of_md5s(recording.etag)
    if facts.etag != recording.etag and (has_our_form or not is_of_job):
        code = MessageCode.AGAIN_OTHER_ETAG if is_of_job else MessageCode.AGAIN_REPLACED
        return _found(CheckResult.DIFFERS, store, code)
    if recording.crc32 is not None and facts.crc32_whole is not None:
        if facts.crc32_whole != recording.crc32:
            return _found(CheckResult.DIFFERS, store, MessageCode.AGAIN_OTHER_CHECKSUM)
        return _found(CheckResult.MATCHES, store, MessageCode.AGAIN_CHECKSUM)
    if facts.etag == recording.etag and recording.verified_by is not VerifiedBy.NONE:
        return _found(CheckResult.MATCHES, store, MessageCode.AGAIN_ETAG)
    return _found(CheckResult.UNKNOWN, store, MessageCode.AGAIN_UNPROVEN)


class ObjectCheck:
    """Verifies one finished upload again. Blocking, one thread; ``switch`` and ``count`` are for any.

    ``job``: while it is still listed. ``count`` hears of bytes as they are read, of the file or of the object.
    """

    def __init__(
        self,
        recording: Recording,
        job: Job | None,
        destinations: ClientCache,
        switch: VerifySwitch,
        count: Callable[[int], None],
    ) -> None:
        self._recording = recording
        self._path = recording.source_path if job is None else job.source_path
        self._job = job
        self._place = recording.destination(DEFAULT_REGION) if job is None else job.destination
        self._destinations = destinations
        self._switch = switch
        self._count = count
        self._at = CheckKind.STORE
        self._facts: ObjectFacts | None = None

    def run(self, kinds: Collection[CheckKind]) -> Finding:
        """Look as closely as ``kinds`` say; the store is asked first in any case. Raises StoppedError."""
        found = self._try(self._ask_store)
        if self._facts is None or found.result in _BAD:
            return _together(found, [found])
        return self._read(found, self._facts, kinds)

    def _ask_store(self) -> Finding:
        self._facts = self._look()
        return judged(self._recording, self._facts)

    def _try(self, look: Callable[[], Finding]) -> Finding:
        """What this look finds, be it that nobody can say. Raises StoppedError."""
        try:
            return look()
        except StoppedError:
            raise
        except UploaderError as error:
            return _unknown(self._at, error.messages)

    def _read(self, of_store: Finding, facts: ObjectFacts, kinds: Collection[CheckKind]) -> Finding:
        """Read what is asked for, each by itself. What is read back outweighs what the file says."""
        sent = SentContent.of(self._recording, self._job, facts)
        looks, of_file, back = [of_store], None, None
        local: ContentDigest | None = None
        if CheckKind.SOURCE in kinds:
            of_file, local = self._read_file(sent)
            looks.append(of_file)
        if CheckKind.READ_BACK in kinds:
            back = self._try(lambda: self._read_back(sent, facts, local))
            looks.append(back)
        if of_file is None or (back is not None and back.result in _BAD):
            return _together(back or of_store, looks)
        was_compared = local is not None or (back is not None and back.result is CheckResult.MATCHES)
        if back is not None and was_compared and of_file.result is not CheckResult.DIFFERS:
            return _together(back, looks)
        is_vouched_for = CheckResult.MATCHES in {of_store.result, back and back.result}
        if not is_vouched_for and not sent.is_vouched_for(facts):
            of_file = self._of_file_alone(of_file)
        return _together(of_file, looks)

    # The store

    def _look(self) -> ObjectFacts | None:
        place = self._place
        return self._asked(lambda client: client.head(place.bucket, place.object_key), _LOOKS)

    def _asked(self, ask: Callable[[S3Client], Result], most: int) -> Result:
        """Ask the store, a few times where it is away or busy. Raises UploaderError, StoppedError."""
        backoff = RetryBackoff(None)
        while True:
            traffic = self._switch.traffic()
            try:
                with stopped_by(traffic):
                    return ask(self._destinations.client(self._place))
            except StoppedError:
                continue  # it is over, or was paused: then the same is asked again
            except StoreError as error:
                delay_s = backoff.next_delay_s(error)
                if backoff.failures >= most:
                    raise
                traffic.wait(min(delay_s, LONGEST_DELAY_S))

    # The file

    def _read_file(self, sent: SentContent) -> tuple[Finding, ContentDigest | None]:
        """What the file on this computer is, and its digest where it could be read and has the size that was sent."""
        self._at = CheckKind.SOURCE
        if not self._path:
            return _unknown(self._at, (message(MessageCode.AGAIN_NO_SOURCE),)), None
        try:
            with Source(self._path) as source:
                is_as_long = source.at_opening.size == self._recording.file_size
                digest = self._file_digest(source, sent) if is_as_long else None
        except SourceError as error:
            return _unknown(self._at, error.messages), None
        is_that = digest is not None and sent.is_that(digest)
        if is_that is None:
            return _unknown(self._at, (message(MessageCode.AGAIN_SOURCE_UNPROVEN),)), digest
        if not is_that:
            differs = _found(CheckResult.DIFFERS, self._at, MessageCode.AGAIN_OTHER_SOURCE, path=self._path)
            return differs, digest
        return _found(CheckResult.MATCHES, self._at, MessageCode.AGAIN_SOURCE), digest

    def _of_file_alone(self, of_file: Finding) -> Finding:
        """What is to be said of the file where nothing shows that the object is what was sent."""
        match of_file.result:
            case CheckResult.MATCHES:
                of_what_was_sent = message(MessageCode.AGAIN_SOURCE_AS_SENT)
            case CheckResult.DIFFERS:
                of_what_was_sent = message(MessageCode.AGAIN_SOURCE_NOT_SENT, path=self._path)
            case _:
                return of_file
        unproven = message(MessageCode.AGAIN_UNPROVEN)
        return Finding(CheckResult.UNKNOWN, CheckKind.SOURCE, (unproven, of_what_was_sent))

    def _file_digest(self, source: Source, sent: SentContent) -> ContentDigest:
        digest = sent.new_digest()
        for offset, size in self._slices(READ_SLICE_SIZE):
            digest.add(source.read(offset, size))
            self._count(size)
        if source.fingerprint() != source.at_opening:
            being_changed = message(MessageCode.SOURCE_BEING_CHANGED, path=self._path)
            raise SourceError(being_changed, code=ErrorCode.SOURCE_CHANGED)
        return digest

    # What is read back

    def _read_back(self, sent: SentContent, facts: ObjectFacts, local: ContentDigest | None) -> Finding:
        """Read the object; where it is not what was sent, once more: the way may have damaged it."""
        self._at = CheckKind.READ_BACK
        crc32s = []
        for _ in range(2):
            digest = self._object_digest(sent, facts.etag)
            if digest is None:
                return self._gone()
            is_that = sent.is_that(digest)
            if is_that is None and local is not None:
                is_that = digest.crc32 == local.crc32
            if is_that is None:
                return _unknown(self._at, (message(MessageCode.AGAIN_READ_UNPROVEN),))
            if is_that:
                return _found(CheckResult.MATCHES, self._at, MessageCode.AGAIN_READ_BACK)
            crc32s.append(digest.crc32)
        if crc32s[0] != crc32s[1]:
            return _unknown(self._at, (message(MessageCode.AGAIN_DAMAGED_ON_WAY),))
        return _found(CheckResult.DIFFERS, self._at, MessageCode.AGAIN_OTHER_CONTENT)

    def _object_digest(self, sent: SentContent, etag: str) -> ContentDigest | None:
        """The digest of the object with this ETag, range by range; None where it is gone or another one meanwhile."""
        digest, place = sent.new_digest(), self._place
        for offset, size in self._slices(READ_BACK_SIZE):
            data = self._asked(
                lambda client: client.read_range(place.bucket, place.object_key, offset, size, etag=etag),  # noqa: B023
                _READS,
            )
            if data is None:
                return None
            digest.add(data)
            self._count(size)
        return digest

    def _gone(self) -> Finding:
        """The object went away, or another one came, while it was read: the store says which."""
        finding = judged(self._recording, self._look())
        return finding if finding.result in _BAD else _unknown(self._at, ())

    def _slices(self, most: int) -> Iterator[tuple[int, int]]:
        """Offset and size of one piece after the other. Raises StoppedError."""
        whole = self._recording.file_size
        for offset in range(0, whole, most):
            self._switch.traffic()
            yield offset, min(most, whole - offset)


def _together(decisive: Finding, looks: Sequence[Finding]) -> Finding:
    """The look that decides, and behind it in words what others have found that it does not say."""
    others = [_beside(one) for one in looks if one.by is not decisive.by and one.by is not CheckKind.STORE]
    messages = decisive.messages
    if decisive.result not in _BAD or decisive.by is CheckKind.SOURCE:
        messages = (*messages, *(said for one in others for said in one))
    return replace(decisive, messages=messages, looks=tuple((one.by, one.result) for one in looks))


def _beside(other: Finding) -> Messages:
    is_file = other.by is CheckKind.SOURCE
    if is_file and other.result is CheckResult.MATCHES:
        return (message(MessageCode.AGAIN_SOURCE_AS_SENT),)
    if other.result is not CheckResult.UNKNOWN:
        return other.messages
    code = MessageCode.AGAIN_NOT_COMPARED if is_file else MessageCode.AGAIN_NOT_READ_BACK
    return (message(code), *(said for said in other.messages if said != _IMPOSSIBLE))


def _is_of_md5s(etag: str) -> bool:
    return is_md5_etag(etag.partition("-")[0])
