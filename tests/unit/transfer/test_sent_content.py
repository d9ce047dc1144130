"""What is read compared with what was sent, piece by piece as it comes."""

import hashlib
import zlib
from dataclasses import replace
from datetime import UTC, datetime

import pytest
import xxhash

from uploader_gui.domain.checks import CheckKind, CheckResult
from uploader_gui.domain.hashes import HashKind
from uploader_gui.domain.job import Recording, VerifiedBy
from uploader_gui.domain.plan import Plan, multipart_etag
from uploader_gui.s3.answers.responses import ObjectFacts
from uploader_gui.transfer.verifying.content import ContentDigest, SentContent
from uploader_gui.transfer.verifying.object_check import judged

DATA = bytes(range(250)) * 40
PART = 3000
MD5 = hashlib.md5(DATA, usedforsecurity=False).hexdigest()
MD5_AND_XXH64 = (HashKind.MD5, MD5), (HashKind.XXH64, xxhash.xxh64(DATA).hexdigest())
ETAG = multipart_etag(
    [hashlib.md5(DATA[at : at + PART], usedforsecurity=False).hexdigest() for at in range(0, len(DATA), PART)]
)
assert ETAG is not None
RECORDING = Recording(
    "clip.mov",
    "media",
    "clip.mov",
    "",
    len(DATA),
    "video/quicktime",
    ETAG,
    VerifiedBy.ETAG,
    datetime(2026, 11, 28, tzinfo=UTC),
    "http://store.lan/media/clip.mov",
    job_id="job",
    part_size=PART,
)
FACTS = ObjectFacts(len(DATA), ETAG, "job", None, "", "video/quicktime", is_locked=False)


def compared(sent: SentContent, data: bytes, piece: int = 700) -> bool | None:
    digest = sent.new_digest()
    for at in range(0, len(data), piece):
        digest.add(data[at : at + piece])
    return sent.is_that(digest)


@pytest.mark.parametrize("piece", [1, 700, PART, 2 * PART + 1, len(DATA)])
def test_the_etag_of_parts_is_made_of_pieces_of_any_size(piece: int) -> None:
    assert compared(SentContent.of(RECORDING, None, FACTS), DATA, piece)


@pytest.mark.parametrize("piece", [1, 700, len(DATA)])
def test_the_etag_of_a_file_that_grew_is_made_of_parts_that_double(piece: int) -> None:
    plan = Plan(len(DATA), 3, doubles=True)
    md5s = [
        hashlib.md5(DATA[part.offset : part.offset + part.size], usedforsecurity=False).hexdigest()
        for part in plan.parts()
    ]
    assert plan.part(1001).size == 6
    etag = multipart_etag(md5s) or ""
    recording = replace(RECORDING, etag=etag, part_size=3, parts_double=True)
    sent = SentContent.of(recording, None, replace(FACTS, etag=etag))
    assert compared(sent, DATA, piece)
    assert compared(sent, DATA[:-1] + b"?", piece) is False


@pytest.mark.parametrize("size", [0, 1, PART, 2 * PART, len(DATA)])
def test_the_etag_is_that_of_the_plan_whatever_is_left_for_the_last_part(size: int) -> None:
    data, plan = DATA[:size], Plan(size, PART)
    digest = ContentDigest(plan)
    digest.add(data)
    md5s = [
        hashlib.md5(data[at : at + PART], usedforsecurity=False).hexdigest() for at in range(0, size, PART)
    ]
    one = hashlib.md5(data, usedforsecurity=False).hexdigest()
    assert digest.etag() == (one if plan.is_single_put else multipart_etag(md5s))


@pytest.mark.parametrize(
    "known",
    [
        replace(RECORDING),
        replace(RECORDING, etag=MD5),
        replace(RECORDING, crc32=zlib.crc32(DATA)),
        replace(RECORDING, hashes=((HashKind.SHA1, hashlib.sha1(DATA, usedforsecurity=False).hexdigest()),)),
        replace(RECORDING, hashes=MD5_AND_XXH64, part_size=None),
    ],
    ids=["etag of parts", "etag of one", "crc32", "sha1", "md5 and xxh64"],
)
def test_whatever_is_known_of_it_tells_one_changed_byte(known: Recording) -> None:
    sent = SentContent.of(known, None, replace(FACTS, etag=known.etag))
    assert compared(sent, DATA) is True
    assert compared(sent, DATA[:-1] + b"!") is False


def test_the_checksum_of_the_store_tells_too() -> None:
    nothing = replace(RECORDING, etag="revision-7")
    facts = replace(FACTS, etag="revision-7", crc32_whole=zlib.crc32(DATA))
    assert compared(SentContent.of(nothing, None, facts), DATA) is True
    assert compared(SentContent.of(nothing, None, facts), DATA[:-1] + b"!") is False


@pytest.mark.parametrize(
    "unknown",
    [
        replace(RECORDING, etag="revision-7"),
        replace(RECORDING, part_size=None),
        replace(RECORDING, part_size=2 * PART),
    ],
    ids=["etag of another form", "part size not known", "other part size"],
)
def test_where_nothing_can_be_compared_nothing_is_said(unknown: Recording) -> None:
    assert compared(SentContent.of(unknown, None, FACTS), DATA) is None


def test_another_etag_proves_nothing_where_none_was_seen_to_be_made_of_md5s() -> None:
    """As where a store encrypts with keys of its own: its ETags look like MD5s and are none."""
    sent = SentContent.of(replace(RECORDING, verified_by=VerifiedBy.CHECKSUM), None, FACTS)
    assert compared(sent, DATA) is True
    assert compared(sent, DATA[:-1] + b"!") is None


UNVERIFIED = replace(RECORDING, verified_by=VerifiedBy.NONE)


@pytest.mark.parametrize(
    ("recording", "facts", "result"),
    [
        (RECORDING, None, CheckResult.MISSING),
        (RECORDING, FACTS, CheckResult.MATCHES),
        (RECORDING, replace(FACTS, job_id="another"), CheckResult.MATCHES),
        (RECORDING, replace(FACTS, size=1), CheckResult.DIFFERS),
        (RECORDING, replace(FACTS, etag=MD5, job_id="another"), CheckResult.DIFFERS),
        (RECORDING, replace(FACTS, etag=MD5), CheckResult.DIFFERS),
        (RECORDING, replace(FACTS, etag="revision-8", job_id="another"), CheckResult.DIFFERS),
        (RECORDING, replace(FACTS, etag="revision-8"), CheckResult.UNKNOWN),
        (replace(RECORDING, crc32=7), replace(FACTS, crc32_whole=7), CheckResult.MATCHES),
        (replace(RECORDING, crc32=7), replace(FACTS, crc32_whole=8), CheckResult.DIFFERS),
        (replace(RECORDING, crc32=7), replace(FACTS, crc32_whole=7, etag="revision-8"), CheckResult.MATCHES),
        (UNVERIFIED, FACTS, CheckResult.UNKNOWN),
        (replace(UNVERIFIED, crc32=7), replace(FACTS, crc32_whole=7), CheckResult.MATCHES),
        (replace(RECORDING, job_id=""), replace(FACTS, etag="revision-8", job_id=""), CheckResult.DIFFERS),
    ],
    ids=[
        "nothing there",
        "the same",
        "the same from another job",
        "another size",
        "another etag and job",
        "another etag of this job",
        "another form of etag and another job",
        "another form of etag of this job",
        "the same checksum",
        "another checksum",
        "the same checksum under another form of etag",
        "never verified",
        "never verified but for a checksum",
        "another form of etag and nobody's",
    ],
)
def test_what_the_store_shows_is_judged(
    recording: Recording, facts: ObjectFacts | None, result: CheckResult
) -> None:
    found = judged(recording, facts)
    assert (found.result, found.by) == (result, CheckKind.STORE)
