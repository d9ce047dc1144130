"""What is read of a file or an object, as digests, and whether it is what was sent."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass

from zlib_ng import zlib_ng

from uploader_gui.domain.hashes import Hashes, HashKind
from uploader_gui.domain.job import Job, Recording, VerifiedBy
from uploader_gui.domain.plan import Plan, is_md5_etag, is_multipart_etag, multipart_etag
from uploader_gui.s3.answers.responses import ObjectFacts
from uploader_gui.source.file_hash import FileHasher


class ContentDigest:
    """Content as it comes, in order and in pieces of any size; one thread.

    ``plan`` None: the MD5s of its parts are not wanted. ``kinds``: the hashes that are.
    """

    def __init__(self, plan: Plan | None, kinds: Collection[HashKind] = ()) -> None:
        self.crc32 = 0
        self._hasher = FileHasher(kinds)
        self._plan = plan
        self._part_md5s: list[str] = []
        self._md5 = hashlib.md5(usedforsecurity=False)
        self._number, self._in_part = 1, 0

    def add(self, data: bytes) -> None:
        """Take the next piece."""
        self.crc32 = zlib_ng.crc32(data, self.crc32)
        self._hasher.update(data)
        if self._plan is not None:
            self._add_to_parts(memoryview(data), self._plan)

    def hashes(self) -> Hashes:
        """Those of all that was added, in the order of their kinds."""
        return self._hasher.hashes()

    def etag(self) -> str | None:
        """The ETag that S3 makes of it in these parts; None where their MD5s were not wanted."""
        if self._plan is None:
            return None
        if self._plan.is_single_put:
            return self._md5.hexdigest()
        last = [self._md5.hexdigest()] if self._in_part else []
        return multipart_etag([*self._part_md5s, *last])

    def _add_to_parts(self, data: memoryview, plan: Plan) -> None:
        while data:
            size = plan.part_size_at(self._number)
            room = len(data) if plan.is_single_put else size - self._in_part
            self._md5.update(data[:room])
            self._in_part += len(data[:room])
            data = data[room:]
            if self._in_part == size and not plan.is_single_put:
                self._part_md5s.append(self._md5.hexdigest())
                self._md5, self._in_part = hashlib.md5(usedforsecurity=False), 0
                self._number += 1


@dataclass(frozen=True, slots=True)
class SentContent:
    """What is known of the content that was sent. ``crc32s`` of the whole, by us and by the store.

    ``etag`` "" where it can't be made of the content; ``is_md5``: it was seen to be made of MD5s, so that another one
    proves other content.
    """

    crc32s: tuple[int, ...]
    hashes: Hashes
    etag: str
    plan: Plan | None
    is_md5: bool

    @classmethod
    def of(cls, recording: Recording, job: Job | None, facts: ObjectFacts) -> "SentContent":
        """What the record of an upload, its job if it is still listed, and the store tell."""
        crc32s = [one for one in (recording.crc32, facts.crc32_whole) if one is not None]
        part_size = recording.part_size or (job.part_size if job is not None else None)
        plan = _plan_of(recording, part_size)
        return cls(
            tuple(crc32s),
            recording.hashes,
            "" if plan is None else recording.etag,
            plan,
            recording.verified_by is VerifiedBy.ETAG,
        )

    def new_digest(self) -> ContentDigest:
        """What makes of content all that this can be compared with; MD5s of parts only where nothing else can."""
        wants_parts = not self.crc32s and not self.hashes
        return ContentDigest(self.plan if wants_parts else None, [kind for kind, _ in self.hashes])

    def is_vouched_for(self, facts: ObjectFacts) -> bool:
        """Say whether the store says now, by what content is compared with here, what its object is."""
        if self.crc32s or self.hashes:
            return facts.crc32_whole is not None
        return facts.etag == self.etag

    def is_that(self, found: ContentDigest) -> bool | None:
        """Say whether this is the content that was sent; None where nothing tells."""
        same = [found.crc32 == crc32 for crc32 in self.crc32s]
        if self.hashes:
            same.append(found.hashes() == self.hashes)
        if same:
            return all(same)
        if self.etag and found.etag() == self.etag:
            return True
        return False if self.etag and self.is_md5 else None


def _plan_of(recording: Recording, part_size: int | None) -> Plan | None:
    """How the content was cut, where its ETag is made of MD5s; None where that is not known or not so."""
    if is_md5_etag(recording.etag):
        return Plan(recording.file_size, max(1, recording.file_size))
    plan = Plan(recording.file_size, part_size, recording.parts_double) if part_size else None
    is_of_parts = plan is not None and is_multipart_etag(recording.etag, plan.part_count)
    return plan if is_of_parts else None
