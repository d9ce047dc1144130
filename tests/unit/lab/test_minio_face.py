"""The face answers as MinIO was measured to answer, with a real store behind it."""

import base64
import re
from dataclasses import replace

import pytest

from lab.stores.minio_face import MinioFace
from lab.stores.plain_s3 import Caller, crc32_of
from lab.stores.s3probe import Probe

PART = b"x" * 5 * 1024 * 1024


Whole = tuple[str, dict[int, tuple[str, str]]]
WRONG = crc32_of(b"something else")


@pytest.fixture
def call(minio_face: MinioFace, bucket: Probe) -> Caller:
    return Caller(replace(bucket.address, endpoint=minio_face.endpoint))


@pytest.fixture
def whole(call: Caller) -> Whole:
    """An upload with two parts, and the list of them that Complete takes."""
    upload_id = call.begin()
    sent = {
        number: call.part(upload_id, number, data).headers["etag"]
        for number, data in {1: PART, 2: b"y"}.items()
    }
    return upload_id, {1: (sent[1], crc32_of(PART)), 2: (sent[2], crc32_of(b"y"))}


def test_part_has_to_carry_the_checksum_that_was_announced(call: Caller) -> None:
    upload_id = call.begin()
    refused = call.part(upload_id, 1, b"y", checksum="")
    assert (refused.status, refused.code) == (400, "InvalidArgument")
    refused = call.part(upload_id, 1, b"y", checksum=WRONG)
    assert (refused.status, refused.code) == (400, "XAmzContentChecksumMismatch")
    accepted = call.part(upload_id, 1, b"y")
    assert (accepted.status, accepted.headers["x-amz-checksum-crc32"]) == (200, crc32_of(b"y"))


def test_single_put_with_a_wrong_checksum_or_md5_is_refused(call: Caller) -> None:
    assert call("PUT", "k", {}, {"x-amz-checksum-crc32": WRONG}, b"y").code == "XAmzContentChecksumMismatch"
    md5 = base64.b64encode(bytes(16)).decode()
    assert call("PUT", "k", {}, {"content-md5": md5}, b"y").code == "BadDigest"
    assert call("HEAD", "k").status == 404


def test_listing_shows_each_part_once_with_its_checksum(call: Caller) -> None:
    upload_id = call.begin()
    call.part(upload_id, 1, b"old")
    call.part(upload_id, 2, b"y")
    call.part(upload_id, 1, b"new")
    listed = call("GET", "k", {"uploadId": upload_id}).text
    assert re.findall("<PartNumber>(.*?)<", listed) == ["1", "2"]
    assert re.findall("<ChecksumCRC32>(.*?)<", listed) == [crc32_of(b"new"), crc32_of(b"y")]


@pytest.mark.parametrize("checksum", ["", WRONG])
def test_complete_wants_the_checksum_of_each_part(call: Caller, whole: Whole, checksum: str) -> None:
    upload_id, parts = whole
    refused = call.complete(upload_id, parts | {2: (parts[2][0], checksum)})
    assert (refused.status, refused.code) == (400, "InvalidPart")
    assert call.complete(upload_id, parts).status == 200


def test_complete_answers_a_wrong_checksum_of_the_whole(call: Caller) -> None:
    upload_id = call.begin(**{"x-amz-checksum-type": "FULL_OBJECT"})
    parts = {1: (call.part(upload_id, 1, b"y").headers["etag"], crc32_of(b"y"))}
    whole_type = {"x-amz-checksum-type": "FULL_OBJECT"}
    refused = call.complete(upload_id, parts, **{"x-amz-checksum-crc32": WRONG}, **whole_type)
    assert (refused.status, refused.code) == (400, "XAmzContentChecksumMismatch")
    accepted = call.complete(upload_id, parts, **{"x-amz-checksum-crc32": crc32_of(b"y")}, **whole_type)
    assert accepted.status == 200


def test_upload_that_was_completed_is_gone(call: Caller, whole: Whole) -> None:
    upload_id, parts = whole
    assert call.complete(upload_id, parts).status == 200
    again = call.complete(upload_id, parts)
    assert (again.status, again.code) == (404, "NoSuchUpload")
    assert call("DELETE", "k", {"uploadId": upload_id}).status == 204


def test_upload_lives_24_hours_from_create_while_parts_arrive(call: Caller, minio_face: MinioFace) -> None:
    upload_id = call.begin()
    minio_face.uploads.age(hours=23)
    assert call.part(upload_id, 1, b"y").status == 200
    minio_face.uploads.age(hours=1)
    for gone in (call.part(upload_id, 2, b"y"), call("GET", "k", {"uploadId": upload_id})):
        assert (gone.status, gone.code) == (404, "NoSuchUpload")
    assert call("DELETE", "k", {"uploadId": upload_id}).status == 204
    assert call("GET", "", {"uploads": "", "prefix": "k"}).text.count("<Upload>") == 0


def test_open_uploads_are_listed_for_an_exact_key_or_since_the_start(
    call: Caller, minio_face: MinioFace
) -> None:
    first, second = call.begin("a/1"), call.begin("a/2")

    def listed(**query: str) -> list[str]:
        return re.findall("<UploadId>(.*?)<", call("GET", "", {"uploads": "", **query}).text)

    assert listed(prefix="a/") == []
    assert listed(prefix="a/2") == [second]
    assert sorted(listed()) == sorted([first, second])
    minio_face.uploads.forget_listed()
    assert listed() == []
    assert listed(prefix="a/1") == [first]


def test_open_uploads_are_listed_for_a_key_that_xml_has_to_escape(call: Caller) -> None:
    upload_id = call.begin("a&b'c'.mkv")
    assert upload_id in call("GET", "", {"uploads": "", "prefix": "a&b'c'.mkv"}).text


@pytest.mark.parametrize(
    ("number", "code"), [(10_001, "InvalidArgument"), (0, "InvalidPart")], ids=["10,001", "0"]
)
def test_part_number_out_of_range_is_refused(call: Caller, number: int, code: str) -> None:
    assert call.part(call.begin(), number, b"y").code == code


@pytest.mark.parametrize(
    ("key", "status", "code"),
    [
        ("v" * 256, 400, "XMinioInvalidObjectName"),
        ("a//b", 400, "XMinioInvalidObjectName"),
        ("/".join(["v" * 200] * 6), 400, "KeyTooLongError"),
        ("v" * 255, 200, ""),
        ("文" * 80, 200, ""),
        ("a: *?\"<>|'b ", 200, ""),
    ],
    ids=["long segment", "double slash", "long key", "longest segment", "chinese", "windows"],
)
def test_names_become_paths_on_its_drives(call: Caller, key: str, status: int, code: str) -> None:
    heard = call("PUT", key, body=b"y")
    assert (heard.status, heard.code) == (status, code)


def test_condition_is_honoured_on_put_and_complete(call: Caller, whole: Whole) -> None:
    upload_id, parts = whole
    assert call("PUT", "k", body=b"there").status == 200
    assert call("PUT", "k", {}, {"if-none-match": "*"}, b"y").status == 412
    assert call.complete(upload_id, parts, **{"if-none-match": "*"}).status == 412
    assert call.complete(upload_id, parts).status == 200  # the upload stayed


def test_too_many_requests_says_when_to_come_back(call: Caller, minio_face: MinioFace) -> None:
    minio_face.too_many_requests(times=1)
    refused = call("PUT", "k", body=b"y")
    assert (refused.status, refused.code, refused.headers["retry-after"]) == (429, "TooManyRequests", "60")
    assert call("PUT", "k", body=b"y").status == 200


def test_full_disk_and_used_up_quota_and_their_mend(call: Caller, minio_face: MinioFace) -> None:
    minio_face.disk_full()
    refused = call("PUT", "k", body=b"y")
    assert (refused.status, refused.code) == (500, "InternalError")
    assert "no space left on device" in refused.text
    minio_face.repair()
    minio_face.quota_used_up()
    assert call("PUT", "k", body=b"y").code == "XMinioAdminBucketQuotaExceeded"
    assert call("HEAD", "k").status == 404
    minio_face.repair()
    assert call("PUT", "k", body=b"y").status == 200


def test_put_only_key_can_upload_and_nothing_else(call: Caller, minio_face: MinioFace, whole: Whole) -> None:
    upload_id, parts = whole
    minio_face.put_only()
    assert call("GET", "k", {"uploadId": upload_id}).code == "AccessDenied"
    assert call("DELETE", "k", {"uploadId": upload_id}).code == "AccessDenied"
    assert call("HEAD", "k").status == 403
    assert call("GET", "", {"uploads": ""}).code == call("GET", "", {"location": ""}).code == "AccessDenied"
    assert call.part(call.begin(), 1, b"y").status == 200
    assert call.complete(upload_id, parts).status == 200


def test_console_knows_no_objects(call: Caller, minio_face: MinioFace) -> None:
    minio_face.is_console()
    heard = call("PUT", "k", body=b"y")
    assert (heard.status, heard.code, heard.headers["content-type"]) == (400, "InvalidArgument", "text/xml")
    heard = call("HEAD", "k")
    assert (heard.status, heard.text) == (400, "")


def test_it_calls_itself_minio_and_says_on_head_what_has_no_body(call: Caller) -> None:
    heard = call("HEAD", "nothing")
    assert (heard.status, heard.headers["server"]) == (404, "MinIO")
    assert heard.headers["x-minio-error-code"] == "NoSuchKey"
    assert call("POST", "k", {"uploads": ""}).headers["server"] == "MinIO"


def test_object_data_passes_unchanged(call: Caller, minio_face: MinioFace, bucket: Probe) -> None:
    call("PUT", "k", body=PART)
    assert bucket.get("k") == PART
    through = Probe(replace(bucket.address, endpoint=minio_face.endpoint))
    assert through.get("k") == PART
    through.close()
