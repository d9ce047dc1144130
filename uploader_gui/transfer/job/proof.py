"""What the finished object must look like, and whether an answer of the store shows it."""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass

from uploader_gui.domain.errors import ErrorCode, UploaderError
from uploader_gui.domain.job import ChecksumMode, Part, PartState, VerifiedBy
from uploader_gui.domain.messages import MessageCode, message
from uploader_gui.domain.plan import Plan, is_md5_etag, is_multipart_etag, multipart_etag
from uploader_gui.s3.answers.responses import crc32_to_base64
from uploader_gui.source.source_file import Source, StopFlag, combine_crc32


def verify_mismatch(what: str) -> UploaderError:
    """The object is not what was read from the file."""
    return UploaderError(
        message(MessageCode.VERIFY_MISMATCH, what=what),
        code=ErrorCode.VERIFY_MISMATCH,
    )


@dataclass(frozen=True, slots=True)
class WholeProof:
    """The checksum and ETag that the whole object must have, from the parts that were sent.

    ``etag`` is None where the store's part ETags are no MD5s; ``composite`` is S3's checksum of checksums.
    ``whole_crc32`` is None, and ``composite`` "", where some part's CRC32 is not known.
    """

    size: int
    part_count: int
    etag: str | None
    whole_crc32: int | None
    composite: str

    @classmethod
    def of(cls, parts: Sequence[Part], mode: ChecksumMode) -> "WholeProof":
        """Make the proof from all parts of a job, in order."""
        crcs = [(part.crc32, part.size) for part in parts if part.crc32 is not None]
        knows_all = len(crcs) == len(parts)
        joined = b"".join(crc32.to_bytes(4, "big") for crc32, _ in crcs)
        return cls(
            size=sum(part.size for part in parts),
            part_count=len(parts),
            etag=None if mode is ChecksumMode.SIZE else multipart_etag([part.etag for part in parts]),
            whole_crc32=combine_crc32(crcs) if knows_all else None,
            composite=crc32_to_base64(zlib.crc32(joined)) if knows_all else "",
        )

    @classmethod
    def of_single(cls, size: int, crc32: int, md5: str) -> "WholeProof":
        """The proof of a file that was sent as one PUT: its ETag is its MD5 (hex)."""
        return cls(size, 1, md5, crc32, crc32_to_base64(crc32))

    @classmethod
    def of_file(cls, plan: Plan, source: Source, stop: StopFlag) -> "WholeProof":
        """The proof of a file by reading all of it. Blocking; raises StoppedError, SourceError."""
        digests = [(part, *source.digests(part, stop)) for part in plan.parts()]
        if plan.is_single_put:
            return cls.of_single(plan.file_size, *digests[0][1:])
        parts = [
            Part(part.number, part.offset, part.size, PartState.DONE, crc32, md5, etag=md5)
            for part, crc32, md5 in digests
        ]
        return cls.of(parts, ChecksumMode.MD5)

    def check(self, checksum: str, etag: str, *, etag_may_prove: bool = True) -> VerifiedBy:
        """Compare the store's checksum ("" where it gave none) and ETag of the whole with ours.

        ``etag_may_prove`` False: another ETag than ours says nothing, as it is none of an MD5. Raises UploaderError
        VERIFY_MISMATCH; gives NONE where the store makes both in a way of its own.
        """
        if checksum and self.whole_crc32 is not None:
            bare, dash, _ = checksum.partition("-")
            accepted = {self.composite} if dash else {self.composite, crc32_to_base64(self.whole_crc32)}
            if bare not in accepted:
                raise verify_mismatch("the checksum")
            return VerifiedBy.CHECKSUM
        has_our_form = is_md5_etag(etag) if self.part_count == 1 else is_multipart_etag(etag, self.part_count)
        if self.etag is None or not has_our_form:
            return VerifiedBy.NONE
        if etag != self.etag:
            if not etag_may_prove:
                return VerifiedBy.NONE
            raise verify_mismatch("the ETag")
        return VerifiedBy.ETAG
