"""S3's limits, and from them a file's part size, parts and expected ETag."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from uploader_gui.domain.errors import BadSettingsError, ErrorCode, UploaderError
from uploader_gui.domain.messages import MessageCode, message

KIB = 1024
MIB = 1024 * KIB
GIB = 1024 * MIB
TIB = 1024 * GIB

DEFAULT_PART_SIZE = 8 * MIB
PARTS_A_SIZE = 1000
_MD5_HEX = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Limits:
    """What a store takes, in bytes and parts (AWS S3 user guide, "Amazon S3 multipart upload limits")."""

    min_part_size: int = 5 * MIB
    max_part_size: int = 5 * GIB
    max_parts: int = 10_000
    max_object_size: int = 5 * TIB


S3_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class PartRange:
    """One byte range of the source: part ``number`` (from 1), ``offset`` and ``size`` in bytes."""

    number: int
    offset: int
    size: int


@dataclass(frozen=True, slots=True)
class Plan:
    """Part size and count of a file, frozen when its job is created. All parts are equal but the last.

    ``doubles``: of a file that grows, and nobody knows how far: ``part_size`` is that of the first 1,000 parts, each
    further thousand has twice that of the one before, so what was planned stays as it is while the file grows. 10,000
    parts of 8 MiB and more hold 7.8 TiB. ``grows``: its end is not known yet, so the last part is not whole, and nobody
    can say whether one PUT will do.
    """

    file_size: int
    part_size: int
    doubles: bool = False
    grows: bool = False

    @property
    def part_count(self) -> int:
        """Number of parts, at least 1: an empty file is one empty part."""
        if not self.doubles:
            return max(1, -(-self.file_size // self.part_size))
        before, left, size = 0, self.file_size, self.part_size
        while left > size * PARTS_A_SIZE:
            before, left, size = before + PARTS_A_SIZE, left - size * PARTS_A_SIZE, size * 2
        return max(1, before - (-left // size))

    @property
    def is_single_put(self) -> bool:
        """A file of at most one part is sent as one plain PUT."""
        return self.file_size <= self.part_size and not self.grows

    @property
    def full_parts(self) -> int:
        """How many parts are as long as they will ever be, while the file grows."""
        last = self.part(self.part_count)
        is_full = last.size == self.part_size_at(last.number)
        return last.number if is_full else last.number - 1

    def part(self, number: int) -> PartRange:
        """Give the range of part ``number``, 1..part_count."""
        if not 1 <= number <= self.part_count:
            raise ValueError(f"part {number} of {self.part_count}")
        offset, size = self._place(number)
        return PartRange(number, offset, min(size, self.file_size - offset))

    def part_size_at(self, number: int) -> int:
        """How long part ``number`` is where it is not the last."""
        return self._place(number)[1]

    def begins_like(self, other: "Plan") -> bool:
        """Say whether all parts that ``other`` has may be parts of this one."""
        is_even = self.doubles == other.doubles or other.part_count <= PARTS_A_SIZE
        return is_even and self.part_size == other.part_size and other.part_count <= self.part_count

    def _place(self, number: int) -> tuple[int, int]:
        """Where part ``number`` begins, and how long it is where it is not the last."""
        if not self.doubles:
            return (number - 1) * self.part_size, self.part_size
        doublings, after = divmod(number - 1, PARTS_A_SIZE)
        size = self.part_size << doublings
        return self.part_size * PARTS_A_SIZE * ((1 << doublings) - 1) + after * size, size

    def parts(self) -> Iterator[PartRange]:
        """All ranges in order."""
        return (self.part(number) for number in range(1, self.part_count + 1))


def check_part_size(part_size: int, limits: Limits = S3_LIMITS) -> int:
    """Return ``part_size`` (bytes) if a user may choose it, else raise BadSettingsError."""
    if not limits.min_part_size <= part_size <= limits.max_part_size:
        raise BadSettingsError(
            message(
                MessageCode.PART_SIZE_UNFIT,
                size=part_size,
                smallest=limits.min_part_size,
                smallest_mib=limits.min_part_size / MIB,
                largest=limits.max_part_size,
                largest_gib=limits.max_part_size / GIB,
            )
        )
    return part_size


def plan_for(file_size: int, part_size: int = DEFAULT_PART_SIZE, limits: Limits = S3_LIMITS) -> Plan:
    """Plan a file of ``file_size`` bytes with the chosen ``part_size``.

    The part size is raised to whole MiB as far as ``limits.max_parts`` demands.
    Raises UploaderError FILE_TOO_LARGE if the store could not hold the object.
    """
    check_part_size(part_size, limits)
    if file_size > limits.max_object_size:
        raise UploaderError(
            message(MessageCode.OBJECT_OVER_LIMIT, size=file_size, limit=limits.max_object_size),
            code=ErrorCode.FILE_TOO_LARGE,
        )
    needed = -(-file_size // limits.max_parts)
    if needed > part_size:
        part_size = -(-needed // MIB) * MIB
    if part_size > limits.max_part_size:
        raise UploaderError(
            message(MessageCode.PART_OVER_LIMIT, limit=limits.max_part_size),
            code=ErrorCode.FILE_TOO_LARGE,
        )
    return Plan(file_size, part_size)


def growing_plan(file_size: int, part_size: int = DEFAULT_PART_SIZE, limits: Limits = S3_LIMITS) -> Plan:
    """Plan a file that has ``file_size`` bytes now and grows. Raises as ``plan_for``; also once it has grown too far."""
    check_part_size(part_size, limits)
    sizes = [part_size << doublings for doublings in range(limits.max_parts // PARTS_A_SIZE)]
    most = sum(size * PARTS_A_SIZE for size in sizes if size <= limits.max_part_size)
    limit = min(most, limits.max_object_size)
    if file_size > limit:
        raise UploaderError(
            message(MessageCode.OBJECT_OVER_LIMIT, size=file_size, limit=limit),
            code=ErrorCode.FILE_TOO_LARGE,
        )
    return Plan(file_size, part_size, doubles=True, grows=True)


def first_part_size(number: int, size: int) -> int | None:
    """How long the first parts are of a plan that doubles and has part ``number`` in this size; None if there is none."""
    part_size = size >> (number - 1) // PARTS_A_SIZE
    return (
        part_size if part_size and Plan(size, part_size, doubles=True).part_size_at(number) == size else None
    )


def is_md5_etag(etag: str) -> bool:
    """Say whether an unquoted ETag has the form of one MD5."""
    return _MD5_HEX.fullmatch(etag) is not None


def multipart_etag(part_etags: Sequence[str]) -> str | None:
    """The object's ETag as S3 makes it from the parts' MD5 ETags in order; None where a part's is no MD5."""
    if not part_etags or not all(is_md5_etag(etag) for etag in part_etags):
        return None
    joined = hashlib.md5(b"".join(bytes.fromhex(etag) for etag in part_etags), usedforsecurity=False)
    return f"{joined.hexdigest()}-{len(part_etags)}"


def is_multipart_etag(etag: str, part_count: int) -> bool:
    """Say whether an unquoted ETag has the form that ``part_count`` MD5 parts give."""
    head, _, count = etag.rpartition("-")
    return is_md5_etag(head) and count == str(part_count)
