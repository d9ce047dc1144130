"""Kept parts on real stores: copied into an upload, found again, and deleted so that nothing is left."""

import hashlib
import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from lab.lines.proxy import FaultProxy
from lab.lines.rules import Fault, answer, blanks
from lab.stores.minio_face import MinioFace
from lab.stores.plain_s3 import Caller
from lab.stores.s3_calls import failure
from lab.stores.s3probe import Probe, S3Address
from uploader_gui.domain.errors import ErrorCode
from uploader_gui.domain.plan import MIB
from uploader_gui.domain.profile import Connection
from uploader_gui.domain.store.store_traits import CopyAbility, Trait
from uploader_gui.s3.client import S3Client
from uploader_gui.s3.kept_objects import CopySource

DATA = os.urandom(6 * MIB)  # SeaweedFS stores what is over 4 MiB in pieces
MD5 = hashlib.md5(DATA).hexdigest()
KEPT = "reels/.uploader-parts/job ä + %#&~?versionId=3 中文/00001"
SECOND = KEPT.replace("00001", "00002")
PROBE = "reels/.uploader-parts/probe"
both_faces = pytest.mark.faces("plain", "minio")


def client_of(address: S3Address) -> S3Client:
    return S3Client(Connection(address.endpoint, address.region, address.access_key, address.secret_key))


@pytest.fixture
def client(proxied: S3Address) -> Iterator[S3Client]:
    client = client_of(proxied)
    yield client
    client.close()


def probe(client: S3Client, bucket: Probe) -> CopyAbility:
    name = bucket.address.bucket
    return client.probe_copying(name, probe_bucket=name, probe_key=PROBE)


@both_faces
@pytest.mark.case("L1.3")
@pytest.mark.parametrize("is_asked_first", [True, False], ids=["probed", "unknown"])
def test_kept_parts_become_the_object_by_copies_on_the_store(
    client: S3Client, bucket: Probe, proxied: S3Address, proxy: FaultProxy, face: str, is_asked_first: bool
) -> None:
    name, tail = bucket.address.bucket, b"the last part"
    call = Caller(proxied)
    call("PUT", KEPT, body=DATA)
    call("PUT", SECOND, body=tail)
    if is_asked_first:
        assert probe(client, bucket) is CopyAbility.ABLE
    created = client.create_upload(name, "k", content_type="video/mp4", job_id="j", takes_copies=True)
    assert created.checksum_is_announced == (is_asked_first and not created.is_minio)
    sources = [
        CopySource(name, KEPT, "", MD5),
        CopySource(name, SECOND, "", hashlib.md5(tail).hexdigest()),
    ]
    copied = [
        client.copy_part(name, "k", created.upload_id, number, source=source)
        for number, source in enumerate(sources, 1)
    ]
    if created.is_minio or is_asked_first:
        assert [part.etag for part in copied] == [source.etag for source in sources]
    listed = client.list_parts(name, "k", created.upload_id)
    assert {number: entry.etag for number, (entry,) in listed.items()} == {
        number: part.etag for number, part in enumerate(copied, 1)
    }
    parts = [(number, part.etag, part.crc32) for number, part in enumerate(copied, 1)]
    made = client.complete(name, "k", created.upload_id, parts, whole_crc32=None, only_if_absent=True)
    facts = client.head(name, "k")
    assert facts is not None
    assert facts.etag == made.etag
    if created.is_minio:
        digests = b"".join(bytes.fromhex(source.etag) for source in sources)
        assert made.etag == f"{hashlib.md5(digests).hexdigest()}-2"
    assert bucket.sha256("k") == hashlib.sha256(DATA + tail).hexdigest()
    job = KEPT.split("/")[-2]
    assert proxy.log.kept_parts_copied() == [(job, 1), (job, 2)]
    assert proxy.log.kept_parts_sent(stored=True) == [(job, 1), (job, 2)]


@both_faces
@pytest.mark.case("L1.3")
def test_what_is_not_what_was_sent_is_not_copied(client: S3Client, bucket: Probe, proxied: S3Address) -> None:
    name = bucket.address.bucket
    Caller(proxied)("PUT", KEPT, body=b"x")
    upload_id = client.create_upload(name, "k", content_type="a/b", job_id="j", takes_copies=True).upload_id

    def copying(source: CopySource, upload_id: str = upload_id) -> ErrorCode:
        return failure(lambda: client.copy_part(name, "k", upload_id, 1, source=source)).code

    assert copying(CopySource(name, KEPT, "", MD5)) == ErrorCode.KEPT_PART_CHANGED
    assert copying(CopySource(name, "nothing", "", MD5)) == ErrorCode.NO_SUCH_OBJECT
    right = CopySource(name, KEPT, "", hashlib.md5(b"x").hexdigest())
    client.copy_part(name, "k", upload_id, 1, source=right)
    client.abort(name, "k", upload_id)
    assert copying(right) == ErrorCode.UPLOAD_GONE


@pytest.mark.case("L1.4")
@both_faces
def test_the_probe_learns_whether_copies_go_into_announced_uploads_and_leaves_nothing(
    client: S3Client, bucket: Probe, proxy: FaultProxy, face: str
) -> None:
    bucket.keep_versions()
    assert probe(client, bucket) is CopyAbility.ABLE
    is_minio = proxy.log.count("create") == 2
    assert client.traits.has(proxy.endpoint, Trait.COPY_ANNOUNCED) is not is_minio
    assert (bucket.versions(), bucket.uploads()) == ([], [])


@pytest.mark.case("L1.2")
@pytest.mark.faces("minio")
def test_a_key_that_may_only_put_can_keep_no_parts(
    client: S3Client, bucket: Probe, minio_face: MinioFace
) -> None:
    minio_face.put_only()
    assert probe(client, bucket) is CopyAbility.NOT_READABLE


@pytest.mark.case("L1.2")
@both_faces
def test_a_bucket_that_locks_what_is_written_is_known_before_the_first_kept_part(
    client: S3Client, locked_bucket: Probe, proxied: S3Address
) -> None:
    name = locked_bucket.address.bucket
    assert probe(client, locked_bucket) is CopyAbility.LOCKED
    call = Caller(replace(proxied, bucket=name))
    kept = [(key, call("PUT", key, body=b"x").headers["x-amz-version-id"]) for key in ("a", "b")]
    for objects in (kept, kept[:1]):
        stayed = client.delete_objects(name, objects)
        assert [(left.key, left.version_id) for left in stayed] == objects
        assert {left.code for left in stayed} == {ErrorCode.OBJECT_LOCKED}
    facts = client.head(name, "a")
    assert facts is not None
    assert facts.is_locked


@pytest.mark.case("L1.2")
def test_a_store_that_copies_nothing_and_says_it_did_is_seen_through(rclone: S3Address) -> None:
    client = client_of(rclone)
    ability = client.probe_copying(rclone.bucket, probe_bucket=rclone.bucket, probe_key=PROBE)
    assert ability is CopyAbility.NO_COPY
    assert client.list_stored(rclone.bucket, PROBE) == []
    client.close()


@pytest.mark.case("L1.2")
@pytest.mark.parametrize("fault", [answer(200), blanks(), blanks("NotImplemented")])
def test_a_copy_without_a_result_is_no_copy(
    client: S3Client, bucket: Probe, proxy: FaultProxy, fault: Fault
) -> None:
    proxy.on("copy_part", fault)
    assert probe(client, bucket) is CopyAbility.NO_COPY
    assert (bucket.keys(), bucket.uploads()) == ([], [])


@both_faces
@pytest.mark.case("L1.7")
def test_objects_are_deleted_by_version_so_that_nothing_is_left(
    client: S3Client, bucket: Probe, proxied: S3Address
) -> None:
    name = bucket.address.bucket
    bucket.keep_versions()
    call = Caller(proxied)
    keys = [KEPT, f"{KEPT}<&>", "b\tc"]
    kept = [(key, call("PUT", key, body=b"x").headers["x-amz-version-id"]) for key in keys]
    source = CopySource(name, *kept[0], hashlib.md5(b"x").hexdigest())
    call("PUT", KEPT, body=b"newer")
    created = client.create_upload(name, "k", content_type="a/b", job_id="j", takes_copies=True)
    assert client.copy_part(name, "k", created.upload_id, 1, source=source).etag == source.etag
    assert client.delete_objects(name, kept) == []
    assert bucket.versions() == [KEPT], "the version that was not named"
    assert client.delete_objects(name, kept) == [], "gone already"


@both_faces
@pytest.mark.case("L1.5")
def test_kept_parts_are_listed_with_size_name_and_date_and_read_back(
    client: S3Client, bucket: Probe, proxied: S3Address
) -> None:
    name = bucket.address.bucket
    Caller(proxied)("PUT", KEPT, body=DATA)
    (found,) = client.list_stored(name, "reels/.uploader-parts/")
    assert (found.key, found.size, found.etag) == (KEPT, len(DATA), MD5)
    assert abs((found.modified_at - datetime.now(UTC)).total_seconds()) < 60
    assert client.read_object(name, KEPT, at_most=1000) == DATA[:1000]
    assert client.read_object(name, "nothing", at_most=1000) is None
