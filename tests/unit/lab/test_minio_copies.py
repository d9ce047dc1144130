"""The face copies, deletes and forgets as MinIO was measured to, with a real store behind it."""

import base64
import hashlib
import os
import re
from dataclasses import replace

import pytest

from lab.stores.minio_face import MinioFace
from lab.stores.plain_s3 import Caller, Heard, crc32_of
from lab.stores.s3probe import Probe

PART = os.urandom(5 * 1024 * 1024)
MD5 = hashlib.md5(PART).hexdigest()
KEPT = "folder/.uploader-parts/j/00001 ä+%?"


@pytest.fixture
def call(minio_face: MinioFace, bucket: Probe) -> Caller:
    return Caller(replace(bucket.address, endpoint=minio_face.endpoint))


@pytest.fixture
def locked(minio_face: MinioFace, locked_bucket: Probe) -> Caller:
    return Caller(replace(locked_bucket.address, endpoint=minio_face.endpoint))


def etag_of(heard: Heard) -> str:
    found = re.search("<ETag>(.*?)</ETag>", heard.text)
    assert found, heard
    return found[1].replace("&#34;", "").replace("&quot;", "")


@pytest.mark.parametrize("size", [1000, len(PART)], ids=["small", "over 4 MiB"])
def test_a_copy_is_called_by_the_md5_of_its_bytes_and_the_whole_by_that_of_its_parts(
    call: Caller, bucket: Probe, size: int
) -> None:
    kept, sent = PART[:size], b"the rest"
    call("PUT", KEPT, body=PART)  # the last part may be small: the first is copied from another object
    call("PUT", "tail", body=kept)
    upload_id = call.begin_plain()
    copies = {1: call.copy(upload_id, 1, KEPT, MD5), 2: call.copy(upload_id, 2, "tail")}
    names = {number: etag_of(copied) for number, copied in copies.items()}
    assert names == {1: MD5, 2: hashlib.md5(kept).hexdigest()}
    listed = call("GET", "k", {"uploadId": upload_id}).text
    assert all(name in listed for name in names.values())
    if size == len(PART):
        names[3] = call.part(upload_id, 3, sent).headers["etag"].strip('"')
    made = call.complete(upload_id, {number: (name, "") for number, name in names.items()})
    whole = hashlib.md5(bytes.fromhex("".join(names.values()))).hexdigest()
    assert (made.status, etag_of(made)) == (200, f"{whole}-{len(names)}")
    assert call("HEAD", "k").headers["etag"] == f'"{whole}-{len(names)}"'
    assert f"{whole}-{len(names)}" in call("GET", "", {"list-type": "2", "prefix": "k"}).text
    data = PART + kept + (sent if size == len(PART) else b"")
    assert bucket.sha256("k") == hashlib.sha256(data).hexdigest()


def test_a_copy_into_an_upload_with_a_checksum_algorithm_is_refused(call: Caller) -> None:
    call("PUT", KEPT, body=b"x")
    refused = call.copy(call.begin(), 1, KEPT)
    assert (refused.status, refused.code) == (400, "InvalidArgument")


def test_a_copy_of_what_changed_or_is_gone_or_into_what_is_gone_is_refused(
    call: Caller, minio_face: MinioFace
) -> None:
    call("PUT", KEPT, body=b"x")
    upload_id = call.begin_plain()
    refused = call.copy(upload_id, 1, KEPT, MD5)
    assert (refused.status, refused.code) == (412, "PreconditionFailed")
    refused = call.copy(upload_id, 1, "nothing", MD5)
    assert (refused.status, refused.code) == (404, "NoSuchKey")
    minio_face.uploads.age(hours=24)
    refused = call.copy(upload_id, 1, KEPT)
    assert (refused.status, refused.code) == (404, "NoSuchUpload")


def test_an_upload_is_forgotten_after_any_time_that_a_test_says(call: Caller, minio_face: MinioFace) -> None:
    minio_face.uploads.lifetime_s = 60
    upload_id = call.begin()
    minio_face.uploads.age(hours=59 / 3600)
    assert call.part(upload_id, 1, b"y").status == 200
    minio_face.uploads.age(hours=2 / 3600)
    assert call.part(upload_id, 1, b"y").code == "NoSuchUpload"


def test_a_part_that_was_sent_over_a_copy_takes_its_place(call: Caller, bucket: Probe) -> None:
    call("PUT", KEPT, body=PART)
    upload_id = call.begin_plain()
    call.copy(upload_id, 1, KEPT)
    sent = call.part(upload_id, 1, b"newer")
    assert sent.headers["x-amz-checksum-crc32"] == crc32_of(b"newer")
    assert call.complete(upload_id, {1: (MD5, "")}).code == "InvalidPart"
    listed = call("GET", "k", {"uploadId": upload_id}).text
    assert crc32_of(b"newer") in listed
    assert call.complete(upload_id, {1: (sent.headers["etag"].strip('"'), "")}).status == 200
    assert bucket.get("k") == b"newer"


def test_a_bucket_that_locks_says_so_and_refuses_a_deletion(locked: Caller) -> None:
    version = locked("PUT", "k", body=b"x").headers["x-amz-version-id"]
    assert locked("HEAD", "k").headers["x-amz-object-lock-mode"] == "GOVERNANCE"
    refused = locked("DELETE", "k", {"versionId": version})
    assert (refused.status, refused.code) == (400, "InvalidRequest")
    assert "WORM protected" in refused.text
    document = f"<Delete><Object><Key>k</Key><VersionId>{version}</VersionId></Object></Delete>".encode()
    md5 = hashlib.md5(document).digest()
    refused = locked("POST", "", {"delete": ""}, {"content-md5": base64.b64encode(md5).decode()}, document)
    assert (refused.status, refused.code) == (200, "InvalidRequest")


def test_a_key_that_may_only_put_may_neither_copy_nor_delete_nor_list(
    call: Caller, minio_face: MinioFace
) -> None:
    call("PUT", KEPT, body=b"x")
    upload_id = call.begin_plain()
    minio_face.put_only()
    assert call("PUT", KEPT, body=b"y").status == 200
    refused = (
        call.copy(upload_id, 1, KEPT),
        call("DELETE", KEPT),
        call("POST", "", {"delete": ""}, body=b"<Delete/>"),
        call("GET", "", {"list-type": "2"}),
        call("GET", KEPT),
    )
    assert {heard.code for heard in refused} == {"AccessDenied"}
