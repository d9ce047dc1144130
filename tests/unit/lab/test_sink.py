"""The null sink answers as S3 does, though it keeps no byte."""

import base64
import hashlib
import io
import zlib
from collections.abc import Iterator

import pytest
from minio import Minio
from minio.datatypes import Part
from minio.error import S3Error

from lab.stores.plain_s3 import Caller
from lab.stores.s3probe import Probe, S3Address
from lab.stores.sink import Sink
from uploader_gui.domain.errors import ErrorCode, StoreError
from uploader_gui.domain.profile import Connection
from uploader_gui.domain.store.store_traits import CopyAbility
from uploader_gui.s3.client import S3Client
from uploader_gui.s3.kept_objects import CopySource

MIB = 1024 * 1024
BUCKET = "bucket"


@pytest.fixture(params=[False, True], ids=["discards", "hashes"])
def sink(request: pytest.FixtureRequest) -> Iterator[Sink]:
    with Sink(hashes=request.param) as running:
        yield running


@pytest.fixture
def probe(sink: Sink) -> Iterator[Probe]:
    made = Probe(S3Address(sink.endpoint, "key", "secret-key", BUCKET))
    yield made
    made.close()


def crc32_of(data: bytes) -> str:
    return base64.b64encode(zlib.crc32(data).to_bytes(4, "big")).decode()


def begin(client: Minio, *, whole: bool) -> str:
    headers: dict[str, str | list[str] | tuple[str]] = {
        "x-amz-checksum-algorithm": "CRC32",
        "x-amz-meta-uploader-job": "j1",
        "Content-Type": "video/mp4",
    }
    if whole:
        headers["x-amz-checksum-type"] = "FULL_OBJECT"
    answer = client._execute(
        method="POST", bucket_name=BUCKET, object_name="k", headers=headers, query_params={"uploads": ""}
    )
    assert answer.headers.get("x-amz-checksum-type") == ("FULL_OBJECT" if whole else "COMPOSITE")
    upload_id: str = answer.data.decode().partition("<UploadId>")[2].partition("<")[0]
    return upload_id


@pytest.mark.parametrize("whole", [True, False])
def test_checksums_are_echoed_on_parts_and_on_the_whole(sink: Sink, probe: Probe, whole: bool) -> None:
    client, parts = probe._client, [b"a" * 3 * MIB, b"b" * MIB]
    upload_id = begin(client, whole=whole)
    for number, data in enumerate(parts, 1):
        answer = client._execute(
            method="PUT",
            bucket_name=BUCKET,
            object_name="k",
            body=data,
            headers={
                "x-amz-checksum-crc32": crc32_of(data),
                "Content-MD5": base64.b64encode(hashlib.md5(data).digest()).decode(),
            },
            query_params={"uploadId": upload_id, "partNumber": str(number)},
        )
        assert answer.headers["x-amz-checksum-crc32"] == crc32_of(data)
        assert answer.headers["ETag"] == f'"{hashlib.md5(data).hexdigest()}"'
    listed = "".join(
        f'<Part><PartNumber>{number}</PartNumber><ETag>"{hashlib.md5(data).hexdigest()}"</ETag></Part>'
        for number, data in enumerate(parts, 1)
    )
    answer = client._execute(
        method="POST",
        bucket_name=BUCKET,
        object_name="k",
        body=f"<CompleteMultipartUpload>{listed}</CompleteMultipartUpload>".encode(),
        headers={"x-amz-checksum-crc32": crc32_of(b"".join(parts))} if whole else None,
        query_params={"uploadId": upload_id},
    )
    joined = b"".join(base64.b64decode(crc32_of(data)) for data in parts)
    expected = crc32_of(b"".join(parts)) if whole else f"{crc32_of(joined)}-2"
    assert f"<ChecksumCRC32>{expected}</ChecksumCRC32>" in answer.data.decode()
    facts = probe.head("k")
    assert facts is not None
    assert (facts.size, facts.content_type, facts.metadata["uploader-job"]) == (4 * MIB, "video/mp4", "j1")
    etag = hashlib.md5(b"".join(hashlib.md5(data).digest() for data in parts)).hexdigest()
    assert facts.etag == f"{etag}-2"
    assert sink.state.body_bytes >= 4 * MIB


def test_sdk_uploads_a_file_through_it(sink: Sink, probe: Probe) -> None:
    probe._client.put_object(
        bucket_name=BUCKET,
        object_name="a/k",
        data=io.BytesIO(bytes(11 * MIB)),
        length=11 * MIB,
        part_size=5 * MIB,
    )
    facts = probe.head("a/k")
    assert facts is not None
    assert facts.size == 11 * MIB
    assert sink.state.requests["part"] == 3
    assert probe.keys() == ["a/k"]
    assert probe.keys("b") == []


def test_more_than_a_thousand_parts_are_listed_in_pages(probe: Probe) -> None:
    client = probe._client
    upload_id = begin(client, whole=True)
    for number in range(1, 1202):
        client._upload_part(BUCKET, "k", b"x", None, upload_id, number)
    first = client._list_parts(BUCKET, "k", upload_id)
    assert (len(first.parts), first.is_truncated, int(first.next_part_number_marker or 0)) == (
        1000,
        True,
        1000,
    )
    second = client._list_parts(BUCKET, "k", upload_id, part_number_marker="1000")
    assert ([part.part_number for part in second.parts], second.is_truncated) == (
        list(range(1001, 1202)),
        False,
    )
    everything = [Part(part.part_number, part.etag) for part in [*first.parts, *second.parts]]
    client._complete_multipart_upload(BUCKET, "k", upload_id, everything)
    facts = probe.head("k")
    assert facts is not None
    assert facts.etag.endswith("-1201")


def test_refusals_are_those_of_s3(probe: Probe) -> None:
    client = probe._client
    upload_id = begin(client, whole=True)
    etag = client._upload_part(BUCKET, "k", b"x", None, upload_id, 1)
    with pytest.raises(S3Error, match="InvalidPart"):
        client._complete_multipart_upload(BUCKET, "k", upload_id, [Part(1, etag), Part(2, etag)])
    assert probe.uploads() == [("k", upload_id)]
    client._abort_multipart_upload(BUCKET, "k", upload_id)
    with pytest.raises(S3Error, match="NoSuchUpload"):
        client._upload_part(BUCKET, "k", b"x", None, upload_id, 1)
    assert probe.head("k") is None
    probe.put("k", b"")
    with pytest.raises(S3Error, match="PreconditionFailed"):
        client._execute(
            method="PUT", bucket_name=BUCKET, object_name="k", body=b"", headers={"If-None-Match": "*"}
        )


def test_made_up_etags_give_way_to_true_ones_on_demand() -> None:
    with Sink(hashes=True) as sink:
        probe = Probe(S3Address(sink.endpoint, "key", "secret-key", BUCKET))
        probe.put("k", b"abc" * MIB)
        facts = probe.head("k")
        probe.close()
    assert facts is not None
    assert facts.etag == hashlib.md5(b"abc" * MIB).hexdigest()


def test_over_tls_bodies_are_decrypted_and_discarded_just_the_same() -> None:
    with Sink(tls=True) as sink:
        probe = Probe(S3Address(sink.endpoint, "key", "secret-key", BUCKET))
        probe.put("k", b"abc" * MIB)
        assert probe.keys() == ["k"]
        facts = probe.head("k")
        probe.close()
    assert facts is not None
    assert facts.size == 3 * MIB


def test_kept_parts_are_copied_read_and_deleted_without_a_byte_of_them(sink: Sink, probe: Probe) -> None:
    client = S3Client(Connection(sink.endpoint, "us-east-1", "key", "secret"))
    assert client.probe_copying(BUCKET, probe_bucket=BUCKET, probe_key="p") is CopyAbility.ABLE
    call, data = Caller(probe.address), bytes(5 * MIB)
    call("PUT", "few", body=b"\xff\x00few")
    assert client.read_object(BUCKET, "few", at_most=4) == b"\xff\x00fe"
    md5 = hashlib.md5(data).digest()
    call("PUT", "kept/1", {}, {"content-md5": base64.b64encode(md5).decode()}, data)
    upload_id = client.create_upload(BUCKET, "k", content_type="a/b", job_id="j", takes_copies=True).upload_id
    for wrong, code in (
        (CopySource(BUCKET, "kept/1", "", "0" * 32), ErrorCode.KEPT_PART_CHANGED),
        (CopySource(BUCKET, "kept/2", "", md5.hex()), ErrorCode.NO_SUCH_OBJECT),
    ):
        with pytest.raises(StoreError) as caught:
            client.copy_part(BUCKET, "k", upload_id, 1, source=wrong)
        assert caught.value.code == code
    source = CopySource(BUCKET, "kept/1", "", md5.hex())
    assert client.copy_part(BUCKET, "k", upload_id, 1, source=source).etag == md5.hex()
    client.complete(BUCKET, "k", upload_id, [(1, md5.hex(), None)], whole_crc32=None, only_if_absent=True)
    assert client.delete_objects(BUCKET, [("kept/1", ""), ("few", ""), ("kept/2", "")]) == []
    assert probe.keys() == ["k"]
    client.close()
