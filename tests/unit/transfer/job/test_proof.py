"""However a file is cut into parts, what proves the whole is what any tool computes of its bytes."""

import base64
import hashlib
import zlib
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uploader_gui.domain.errors import ErrorCode, UploaderError
from uploader_gui.domain.job import ChecksumMode, Part, PartState, VerifiedBy
from uploader_gui.domain.plan import Plan
from uploader_gui.s3.answers.responses import crc32_to_base64
from uploader_gui.transfer.job.proof import WholeProof

FILES = st.binary(min_size=1, max_size=400)
PART_SIZES = st.integers(1, 100)


def parts_of(data: bytes, part_size: int) -> list[Part]:
    """The parts of a file, all sent."""
    done = []
    for part in Plan(len(data), part_size).parts():
        piece = data[part.offset : part.offset + part.size]
        md5 = hashlib.md5(piece, usedforsecurity=False).hexdigest()
        done.append(
            Part(part.number, part.offset, part.size, PartState.DONE, zlib.crc32(piece), md5, etag=md5)
        )
    return done


def base64_of(crc32: int) -> str:
    return base64.b64encode(crc32.to_bytes(4, "big")).decode()


@given(data=FILES, part_size=PART_SIZES)
def test_the_joined_checksum_is_that_of_the_file(data: bytes, part_size: int) -> None:
    parts = parts_of(data, part_size)
    proof = WholeProof.of(parts, ChecksumMode.CRC32_WHOLE)
    assert proof.whole_crc32 == zlib.crc32(data)
    assert proof.size == len(data)
    assert proof.check(base64_of(zlib.crc32(data)), "") is VerifiedBy.CHECKSUM


@given(data=FILES, part_size=PART_SIZES)
def test_the_checksum_of_checksums_and_the_etag_prove_it_too(data: bytes, part_size: int) -> None:
    parts = parts_of(data, part_size)
    proof = WholeProof.of(parts, ChecksumMode.CRC32)
    crcs = b"".join((part.crc32 or 0).to_bytes(4, "big") for part in parts)
    composite = base64_of(zlib.crc32(crcs))
    md5s = b"".join(bytes.fromhex(part.md5) for part in parts)
    etag = f"{hashlib.md5(md5s, usedforsecurity=False).hexdigest()}-{len(parts)}"
    assert proof.check(f"{composite}-{len(parts)}", etag) is VerifiedBy.CHECKSUM
    assert proof.check(composite, etag) is VerifiedBy.CHECKSUM  # Garage leaves the count out
    if len(parts) > 1:
        assert proof.check("", etag) is VerifiedBy.ETAG


@given(data=FILES, part_size=PART_SIZES, where=st.integers(0, 10_000), bit=st.integers(0, 7))
def test_one_bit_anywhere_is_found(data: bytes, part_size: int, where: int, bit: int) -> None:
    parts = parts_of(data, part_size)
    damaged = bytearray(data)
    damaged[where % len(data)] ^= 1 << bit
    other = WholeProof.of(parts_of(bytes(damaged), part_size), ChecksumMode.MD5)
    proof = WholeProof.of(parts, ChecksumMode.MD5)
    assert other.whole_crc32 is not None
    with pytest.raises(UploaderError, match="does not match") as caught:
        proof.check(base64_of(other.whole_crc32), "")
    assert caught.value.code == ErrorCode.VERIFY_MISMATCH
    with pytest.raises(UploaderError, match="checksum"):
        proof.check(f"{other.composite}-{len(parts)}", "")
    assert other.etag is not None
    if len(parts) > 1:
        with pytest.raises(UploaderError, match="ETag"):
            proof.check("", other.etag)


def test_a_part_without_a_checksum_leaves_the_whole_without_one_and_the_etag_to_prove_it() -> None:
    first, *others = parts_of(b"abcde", 2)
    proof = WholeProof.of([replace(first, crc32=None), *others], ChecksumMode.MD5)
    assert proof.whole_crc32 is None
    assert proof.etag is not None
    assert proof.check(base64_of(zlib.crc32(b"abcde")), proof.etag) is VerifiedBy.ETAG


@given(data=FILES)
def test_a_single_put_is_proven_by_its_md5_or_checksum(data: bytes) -> None:
    md5 = hashlib.md5(data, usedforsecurity=False).hexdigest()
    proof = WholeProof.of_single(len(data), zlib.crc32(data), md5)
    assert proof.check(crc32_to_base64(zlib.crc32(data)), md5) is VerifiedBy.CHECKSUM
    assert proof.check("", md5) is VerifiedBy.ETAG
    with pytest.raises(UploaderError, match="ETag"):
        proof.check("", hashlib.md5(data + b"x", usedforsecurity=False).hexdigest())


@pytest.mark.parametrize("etag", ["", "opaque", "d41d8cd98f00b204e9800998ecf8427e-7"])
def test_an_etag_of_the_stores_own_making_proves_nothing(etag: str) -> None:
    parts = parts_of(b"abc", 2)
    assert WholeProof.of(parts, ChecksumMode.MD5).check("", etag) is VerifiedBy.NONE
    right = WholeProof.of(parts, ChecksumMode.MD5).etag
    assert right is not None
    assert WholeProof.of(parts, ChecksumMode.SIZE).check("", right) is VerifiedBy.NONE
