import hashlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from lab.stopwatch import least
from lab.stores.s3_calls import failure
from lab.stores.s3probe import Probe, S3Address
from uploader_gui.domain.errors import ErrorCode, ErrorKind
from uploader_gui.domain.plan import MIB, Plan
from uploader_gui.domain.profile import Connection
from uploader_gui.s3.answers.responses import CreatedUpload
from uploader_gui.s3.client import S3Client
from uploader_gui.s3.http.request_body import Body, Throttle
from uploader_gui.source.source_file import Source, combine_crc32

KEY = "reels/ä + %#&~ 中文 [x] 😀.mp4"
PLAN = Plan(12 * MIB + 345, 5 * MIB)
Parts = list[tuple[int, str, int | None]]


@pytest.fixture
def source(tmp_path: Path) -> Iterator[Source]:
    path = tmp_path / "clip.mp4"
    path.write_bytes(bytes(range(256)) * (PLAN.file_size // 256 + 1))
    with path.open("r+b") as file:
        file.truncate(PLAN.file_size)
    with Source(path) as source:
        yield source


def client_of(address: S3Address) -> S3Client:
    return S3Client(Connection(address.endpoint, address.region, address.access_key, address.secret_key))


@pytest.fixture
def client(bucket: Probe) -> Iterator[S3Client]:
    client = client_of(bucket.address)
    yield client
    client.close()


def begin(client: S3Client, bucket: str, key: str = KEY) -> CreatedUpload:
    return client.create_upload(bucket, key, content_type="video/mp4", job_id="job-1")


def send_parts(client: S3Client, bucket: str, upload_id: str, source: Source, key: str = KEY) -> Parts:
    sent: Parts = []
    for part in PLAN.parts():
        body = Body(source, part, Throttle())
        crc32, md5 = source.digests(part, body)
        answer = client.send_part(bucket, key, upload_id, part.number, body, crc32=crc32, md5=None)
        assert (answer.etag, body.sent) == (md5, part.size)
        sent.append((part.number, answer.etag, crc32))
    return sent


def whole_crc32(parts: Parts) -> int:
    return combine_crc32(
        [(crc32 or 0, part.size) for (_, _, crc32), part in zip(parts, PLAN.parts(), strict=True)]
    )


@pytest.mark.case("C08")
def test_an_upload_in_parts_is_proven_by_the_checksum_of_the_whole(
    bucket: Probe, client: S3Client, source: Source
) -> None:
    name = bucket.address.bucket
    created = begin(client, name)
    assert (created.checksum_is_announced, created.is_full_object, created.is_minio) == (True, True, False)
    parts = send_parts(client, name, created.upload_id, source)
    listed = client.list_parts(name, KEY, created.upload_id)
    assert {number: (entry.size, entry.etag) for number, (entry,) in listed.items()} == {
        part.number: (part.size, etag) for part, (_, etag, _) in zip(PLAN.parts(), parts, strict=True)
    }
    uploads, _ = client.list_uploads(name, KEY)
    assert [upload.upload_id for upload in uploads] == [created.upload_id]
    assert least(lambda: abs(client.list_uploads(name, KEY)[1]), 5) < 5
    finished = client.complete(
        name, KEY, created.upload_id, parts, whole_crc32=whole_crc32(parts), only_if_absent=True
    )
    facts = client.head(name, KEY)
    assert facts is not None
    assert (facts.size, facts.etag, facts.job_id) == (PLAN.file_size, finished.etag, "job-1")
    assert (facts.crc32_whole, facts.content_type) == (whole_crc32(parts), "video/mp4")
    assert bucket.sha256(KEY) == hashlib.sha256(Path(source.path).read_bytes()).hexdigest()
    assert client.list_objects(name, "reels/") == {KEY: (facts.size, facts.etag)}


def test_a_wrong_checksum_of_the_whole_is_refused(bucket: Probe, client: S3Client, source: Source) -> None:
    name = bucket.address.bucket
    created = begin(client, name)
    parts = send_parts(client, name, created.upload_id, source)
    found = failure(
        lambda: client.complete(name, KEY, created.upload_id, parts, whole_crc32=7, only_if_absent=False)
    )
    assert found.code == ErrorCode.PART_DAMAGED
    assert client.head(name, KEY) is None


def test_a_damaged_part_is_refused(bucket: Probe, client: S3Client, source: Source) -> None:
    name = bucket.address.bucket
    created = begin(client, name)
    part = PLAN.part(1)

    def send(crc32: int | None, md5: str | None) -> None:
        body = Body(source, part, Throttle())
        client.send_part(name, KEY, created.upload_id, part.number, body, crc32=crc32, md5=md5)

    for call in (lambda: send(7, None), lambda: send(None, "00" * 16)):
        found = failure(call)
        assert (found.code, found.kind) == (ErrorCode.PART_DAMAGED, ErrorKind.TRANSIENT)
    assert client.list_parts(name, KEY, created.upload_id) == {}


def test_a_small_file_is_one_put_that_replaces_nothing(
    bucket: Probe, client: S3Client, source: Source
) -> None:
    name = bucket.address.bucket
    part = Plan(1000, 5 * MIB).part(1)

    def put() -> None:
        body = Body(source, part, Throttle())
        crc32, md5 = source.digests(part, body)
        answer = client.put_object(
            name, KEY, body, content_type="video/mp4", job_id="j", crc32=crc32, md5=None, only_if_absent=True
        )
        assert (answer.etag, answer.crc32) == (md5, crc32)

    put()
    assert failure(put).code == ErrorCode.OBJECT_EXISTS
    assert len(bucket.get(KEY)) == 1000


def test_a_complete_that_would_replace_an_object_is_refused_and_the_upload_stays(
    bucket: Probe, client: S3Client, source: Source
) -> None:
    name = bucket.address.bucket
    created = begin(client, name)
    parts = send_parts(client, name, created.upload_id, source)
    bucket.put(KEY, b"was here before")
    found = failure(
        lambda: client.complete(name, KEY, created.upload_id, parts, whole_crc32=None, only_if_absent=True)
    )
    assert found.code == ErrorCode.OBJECT_EXISTS
    assert len(client.list_parts(name, KEY, created.upload_id)) == PLAN.part_count
    client.abort(name, KEY, created.upload_id)
    assert failure(lambda: client.list_parts(name, KEY, created.upload_id)).code == ErrorCode.UPLOAD_GONE
    client.abort(name, KEY, created.upload_id)


def test_a_working_connection_passes_the_check_and_keeps_no_trace(bucket: Probe, client: S3Client) -> None:
    client.check_bucket(bucket.address.bucket, "reels/")
    assert bucket.keys() == []


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda address: replace(address, secret_key="wrong"), "WRONG_SECRET"),
        (lambda address: replace(address, access_key="nobody"), "WRONG_ACCESS_KEY"),
        (lambda address: replace(address, bucket="not-there"), "NO_SUCH_BUCKET"),
        (lambda address: replace(address, bucket="no/bucket?"), "BAD_BUCKET_NAME"),
    ],
)
def test_the_check_finds_the_usual_mistakes(
    seaweed: S3Address, change: Callable[[S3Address], S3Address], code: str
) -> None:
    address = change(seaweed)
    client = client_of(address)
    assert failure(lambda: client.check_bucket(address.bucket)).code == code
    client.close()


def test_a_store_that_echoes_no_checksums_is_sent_md5s(rclone: S3Address, source: Source) -> None:
    client = client_of(rclone)
    key = "plain.mp4"
    created = begin(client, rclone.bucket, key)
    assert (created.checksum_is_announced, created.is_full_object) == (False, False)
    parts: Parts = []
    for part in PLAN.parts():
        body = Body(source, part, Throttle())
        _, md5 = source.digests(part, body)
        answer = client.send_part(
            rclone.bucket, key, created.upload_id, part.number, body, crc32=None, md5=md5
        )
        assert (answer.etag, answer.crc32) == (md5, None)
        parts.append((part.number, answer.etag, None))
    assert sorted(client.list_parts(rclone.bucket, key, created.upload_id)) == [1, 2, 3]
    assert client.complete(
        rclone.bucket, key, created.upload_id, parts, whole_crc32=None, only_if_absent=False
    ).etag
    facts = client.head(rclone.bucket, key)
    assert facts is not None
    assert facts.size == PLAN.file_size
    client.close()
