"""What becomes of copies, deletions and looks at kept parts when a store answers this or that."""

import base64
import hashlib
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import pytest

from lab.lines.scripted import Script, Visit, answering
from lab.stores.s3_calls import Serve, error, failure
from uploader_gui.domain.errors import ErrorCode, ErrorKind
from uploader_gui.domain.store.store_traits import CopyAbility, Trait
from uploader_gui.s3.answers.responses import CopiedPart, Undeleted
from uploader_gui.s3.client import S3Client
from uploader_gui.s3.kept_objects import CopySource

MD5 = hashlib.md5(b"uploader").hexdigest()
SOURCE = CopySource("scratch", "a/.uploader-parts/j/00001", "", MD5)
COPIED = f"<CopyPartResult><ETag>&quot;{MD5}&quot;</ETag></CopyPartResult>".encode()
DELETED = b"<DeleteResult></DeleteResult>"


def copy(client: S3Client, source: CopySource = SOURCE) -> CopiedPart:
    return client.copy_part("videos", "k", "u", 7, source=source)


def delete(client: S3Client, *keys: str) -> list[Undeleted]:
    return client.delete_objects("videos", [(key, "") for key in keys])


def probe(client: S3Client) -> CopyAbility:
    return client.probe_copying("videos", probe_bucket="scratch", probe_key="p")


@pytest.mark.case("L1.3")
def test_a_copy_names_its_source_and_what_it_has_to_be(serve: Serve) -> None:
    server, client = serve(answering(200, COPIED))
    key = "reels/ä + %#&?versionId=3 中文.mp4"
    copied = copy(client, CopySource("scratch", key, "v/1+", MD5))
    assert copied == CopiedPart(MD5, None)
    (head,) = server.heads
    assert head.startswith("PUT /videos/k?partNumber=7&uploadId=u ")
    assert (
        "x-amz-copy-source: /scratch/reels/%C3%A4%20%2B%20%25%23%26%3FversionId%3D3%20%E4%B8%AD%E6%96%87.mp4"
        "?versionId=v%2F1%2B\r\n" in head
    )
    assert f'x-amz-copy-source-if-match: "{MD5}"' in head


@pytest.mark.case("L1.3")
def test_the_checksum_that_a_copy_repeats_is_read(serve: Serve) -> None:
    _, client = serve(
        answering(200, COPIED.replace(b"</ETag>", b"</ETag><ChecksumCRC32>AAAAAQ==</ChecksumCRC32>"))
    )
    assert copy(client) == CopiedPart(MD5, 1)


@pytest.mark.case("L1.3")
@pytest.mark.parametrize(
    "body",
    [b"", b"   \n ", b"<CopyPartResult/>", b"<CopyPartResult><ETag></ETag></CopyPartResult>", COPIED[:20], b"<A/>"],
    ids=["empty", "blanks", "no etag", "empty etag", "cut", "other"],
)  # fmt: skip
def test_a_copy_without_a_result_is_none_and_tried_again(serve: Serve, body: bytes) -> None:
    _, client = serve(answering(200, body))
    found = failure(lambda: copy(client))
    assert (found.code, found.kind) == (ErrorCode.COPY_WITHOUT_RESULT, ErrorKind.TRANSIENT)


@pytest.mark.case("L1.3")
@pytest.mark.parametrize(
    ("status", "code", "meant"),
    [
        (200, "InternalError", "STORE_ERROR"),
        (200, "SlowDown", "STORE_BUSY"),
        (200, "PreconditionFailed", "KEPT_PART_CHANGED"),
        (412, "PreconditionFailed", "KEPT_PART_CHANGED"),
        (404, "NoSuchKey", "NO_SUCH_OBJECT"),
        (404, "NoSuchVersion", "NO_SUCH_OBJECT"),
        (404, "NoSuchUpload", "UPLOAD_GONE"),
        (400, "XMinioAdminBucketQuotaExceeded", "QUOTA_EXCEEDED"),
        (507, "XMinioStorageFull", "STORE_FULL"),
    ],
)
def test_a_refused_copy_is_read_whatever_its_status(serve: Serve, status: int, code: str, meant: str) -> None:
    _, client = serve(answering(status, b"  \n " + error(code)))
    assert failure(lambda: copy(client)).code == meant


@pytest.mark.case("L1.4")
@pytest.mark.parametrize(("known", "announces"), [(None, False), (False, False), (True, True)])
def test_an_upload_that_takes_copies_is_begun_without_an_algorithm_unless_the_store_copies_into_one(
    serve: Serve, known: bool | None, announces: bool
) -> None:
    server, client = serve(answering(200, b"<R><UploadId>u</UploadId></R>"))
    if known is not None:
        client.traits.learn(server.endpoint, Trait.COPY_ANNOUNCED, is_so=known)
    client.create_upload("videos", "k", content_type="video/mp4", job_id="j", takes_copies=True)
    assert ("x-amz-checksum-algorithm" in server.heads[0]) is announces


@pytest.mark.case("L1.7")
def test_objects_are_deleted_a_thousand_with_a_request(serve: Serve) -> None:
    server, client = serve(answering(200, DELETED))
    objects = [(f"k<&>{number}", "v1" if number == 1 else "") for number in range(2_001)]
    assert client.delete_objects("videos", objects) == []
    assert [head.split()[:2] for head in server.heads] == [
        ["POST", "/videos?delete="],
        ["POST", "/videos?delete="],
        ["DELETE", "/videos/k%3C%26%3E2000"],
    ]
    named = [
        (entry.findtext("{*}Key"), entry.findtext("{*}VersionId") or "")
        for body in server.bodies[:2]
        for entry in ElementTree.fromstring(body).iterfind("{*}Object")
    ]
    assert named == objects[:2_000]
    for head, body in zip(server.heads[:2], server.bodies[:2], strict=True):
        md5 = re.search("content-md5: (.*)\r", head)
        assert md5 is not None
        assert md5[1] == base64.b64encode(hashlib.md5(body).digest()).decode()


@pytest.mark.case("L1.7")
def test_what_stayed_is_told_with_its_reason_and_what_was_gone_is_not(serve: Serve) -> None:
    def entry(key: str, code: str, message: str) -> bytes:
        return f"<Error><Key>{key}</Key><Code>{code}</Code><Message>{message}</Message></Error>".encode()

    worm = "Object is WORM protected and cannot be overwritten"
    result = entry("a", "NoSuchKey", "") + entry("b", "InvalidRequest", worm) + entry("c", "SlowDown", "")
    _, client = serve(answering(200, b"<DeleteResult>" + result + b"</DeleteResult>"))
    stayed = delete(client, "a", "b", "c", "d")
    assert [(left.key, left.code) for left in stayed] == [
        ("b", ErrorCode.OBJECT_LOCKED),
        ("c", ErrorCode.STORE_BUSY),
    ]
    assert all(left.words for left in stayed)


@pytest.mark.case("L1.7")
@pytest.mark.parametrize(
    ("status", "body"),
    [
        (501, error("NotImplemented")),
        (405, error("MethodNotAllowed")),
        (400, error("MalformedXML")),
        (405, b""),
    ],
)
def test_a_store_without_batches_is_asked_singly_and_that_is_learned(
    serve: Serve, status: int, body: bytes
) -> None:
    def script(visit: Visit) -> None:
        while True:
            is_batch = visit.read_request().startswith(b"POST")
            visit.answer(*((status, body) if is_batch else (204, b"")))

    server, client = serve(script)
    assert delete(client, "a", "b") == []
    assert delete(client, "c", "d") == []
    assert [head.split()[0] for head in server.heads] == ["POST"] + 4 * ["DELETE"]
    assert client.traits.has(server.endpoint, Trait.BATCH_DELETE) is False


@pytest.mark.case("L1.7")
def test_a_key_that_xml_can_not_carry_is_deleted_by_a_request_of_its_own(serve: Serve) -> None:
    server, client = serve(answering(200, DELETED))
    delete(client, "a\x01", "b\r\n", "c")
    assert [head.split()[:2] for head in server.heads] == [
        ["POST", "/videos?delete="],
        ["DELETE", "/videos/a%01"],
    ]
    keys = [entry.text for entry in ElementTree.fromstring(server.bodies[0]).iterfind("{*}Object/{*}Key")]
    assert keys == ["b\r\n", "c"]


@pytest.mark.case("L1.7")
@pytest.mark.parametrize("keys", [("a",), ("a", "b")], ids=["singly", "batch"])
@pytest.mark.parametrize(("is_locked", "code"), [(True, "OBJECT_LOCKED"), (False, "ACCESS_DENIED")])
def test_a_denied_deletion_is_told_from_a_locked_object_by_a_look(
    serve: Serve, keys: tuple[str, ...], is_locked: bool, code: str
) -> None:
    def script(visit: Visit) -> None:
        while True:
            if visit.read_request().startswith(b"HEAD"):
                visit.answer(200, b"", {"x-amz-object-lock-legal-hold": "ON" if is_locked else "OFF"})
            else:
                visit.answer(403, error("AccessDenied"))

    server, client = serve(script)
    assert [(left.key, left.code) for left in delete(client, *keys)] == [(key, code) for key in keys]
    assert sum(head.startswith("HEAD") for head in server.heads) == 1


@pytest.mark.parametrize(
    "reply",
    [(503, error("SlowDown")), (404, error("NoSuchBucket")), (403, error("SignatureDoesNotMatch"))],
    ids=["busy", "bucket", "secret"],
)
@pytest.mark.parametrize("keys", [("a",), ("a", "b")], ids=["singly", "batch"])
def test_a_deletion_that_says_nothing_of_its_objects_fails_as_a_whole(
    serve: Serve, reply: tuple[int, bytes], keys: tuple[str, ...]
) -> None:
    _, client = serve(answering(*reply))
    failure(lambda: delete(client, *keys))


@pytest.mark.parametrize("body", [b"", b"<Other/>", b"<html></html>", error("InternalError")])
def test_a_deletion_without_a_result_deleted_nothing(serve: Serve, body: bytes) -> None:
    _, client = serve(answering(200, body))
    failure(lambda: delete(client, "a", "b"))


@pytest.mark.case("L1.5")
def test_no_more_of_an_object_is_read_than_was_asked_for(serve: Serve) -> None:
    server, client = serve(answering(200, b"0123456789"))  # a store that does not know ranges
    assert client.read_object("videos", "k", at_most=4) == b"0123"
    assert "range: bytes=0-3" in server.heads[0]
    _, client = serve(answering(416, error("InvalidRange")))
    assert client.read_object("videos", "k", at_most=4) == b""
    _, client = serve(answering(404, error("NoSuchKey")))
    assert client.read_object("videos", "k", at_most=4) is None
    _, client = serve(answering(403, error("AccessDenied")))
    assert failure(lambda: client.read_object("videos", "k", at_most=4)).code == ErrorCode.ACCESS_DENIED
    _, client = serve(answering(404, error("NoSuchBucket")))
    assert failure(lambda: client.read_object("videos", "k", at_most=4)).code == ErrorCode.NO_SUCH_BUCKET


@pytest.mark.case("L1.5")
def test_listed_objects_have_size_name_and_date(serve: Serve) -> None:
    entry = (
        "<Contents><Key>k</Key><Size>5</Size><ETag>&quot;e&quot;</ETag>"
        "<LastModified>2026-11-28T22:00:00+01:00</LastModified></Contents><Contents><Key>old</Key></Contents>"
    )
    _, client = serve(answering(200, f"<ListBucketResult>{entry}</ListBucketResult>".encode()))
    first, second = client.list_stored("videos", "")
    assert (first.key, first.size, first.etag) == ("k", 5, "e")
    assert first.modified_at == datetime(2026, 11, 28, 21, tzinfo=UTC)
    assert second.modified_at == datetime(1970, 1, 1, tzinfo=UTC)


@pytest.mark.case("L1.2")
@pytest.mark.parametrize(
    ("headers", "is_locked"),
    [
        ({}, False),
        ({"x-amz-object-lock-legal-hold": "OFF"}, False),
        ({"x-amz-object-lock-legal-hold": "ON"}, True),
        ({"x-amz-object-lock-mode": "GOVERNANCE"}, True),
        ({"x-amz-object-lock-mode": "COMPLIANCE", "x-amz-object-lock-retain-until-date": "in"}, True),
        ({"x-amz-object-lock-mode": "GOVERNANCE", "x-amz-object-lock-retain-until-date": "past"}, False),
    ],
)
def test_a_head_tells_whether_an_object_is_locked(
    serve: Serve, headers: dict[str, str], is_locked: bool
) -> None:
    moments = {"in": timedelta(hours=1), "past": timedelta(hours=-1)}
    until = headers.get("x-amz-object-lock-retain-until-date", "")
    if until:
        headers = headers | {
            "x-amz-object-lock-retain-until-date": (datetime.now(UTC) + moments[until]).isoformat()
        }
    _, client = serve(answering(200, b"", {"ETag": '"e"', **headers}))
    facts = client.head("videos", "k")
    assert facts is not None
    assert facts.is_locked is is_locked


def store(**instead: tuple[int, bytes]) -> Script:
    """A store on which all works but what is named: put, head, get, create, copy, abort or delete."""

    def script(visit: Visit) -> None:
        works: dict[str, tuple[int, bytes]] = {
            "put": (200, b""),
            "head": (200, b""),
            "get": (200, b"uploader"),
            "create": (200, b"<R><UploadId>u</UploadId></R>"),
            "copy": (200, COPIED),
            "abort": (204, b""),
            "delete": (204, b""),
        }
        while True:
            visit.answer(
                *(works | instead)[operation_of(visit.read_request().decode())], {"ETag": f'"{MD5}"'}
            )

    return script


def operation_of(head: str) -> str:
    method, target = head.split(" ", 2)[:2]
    if method == "POST":
        return "create"
    if "x-amz-copy-source" in head:
        return "copy"
    return "abort" if "uploadId" in target else method.lower()


@pytest.mark.case("L1.2")
@pytest.mark.parametrize(
    ("instead", "ability"),
    [
        ({}, CopyAbility.ABLE),
        ({"put": (403, error("AccessDenied"))}, CopyAbility.NOT_WRITABLE),
        ({"put": (404, error("NoSuchBucket"))}, CopyAbility.NOT_WRITABLE),
        ({"head": (403, b"")}, CopyAbility.NOT_READABLE),
        ({"get": (403, error("AccessDenied"))}, CopyAbility.NOT_READABLE),
        ({"get": (200, b"other")}, CopyAbility.NOT_READABLE),
        ({"create": (403, error("AccessDenied"))}, CopyAbility.NO_COPY),
        ({"copy": (400, error("InvalidArgument"))}, CopyAbility.NO_COPY),
        ({"copy": (501, error("NotImplemented"))}, CopyAbility.NO_COPY),
        ({"copy": (200, b"")}, CopyAbility.NO_COPY),
        ({"delete": (403, error("AccessDenied"))}, CopyAbility.NOT_DELETABLE),
        ({"delete": (400, error("InvalidRequest", "Object is WORM protected"))}, CopyAbility.LOCKED),
        ({"abort": (403, error("AccessDenied"))}, CopyAbility.ABLE),
    ],
)
def test_the_probe_says_what_can_not_be_done_first(
    serve: Serve, instead: dict[str, tuple[int, bytes]], ability: CopyAbility
) -> None:
    server, client = serve(store(**instead))
    assert probe(client) is ability
    operations = [operation_of(head) for head in server.heads]
    assert ("delete" in operations) == (ability is not CopyAbility.NOT_WRITABLE), "the probe is cleared away"
    assert operations.count("abort") == operations.count("create") or "create" in instead


@pytest.mark.case("L1.2")
@pytest.mark.parametrize(
    ("step", "reply"),
    [
        *[(step, (503, b"")) for step in ("put", "head", "get", "create", "copy", "delete")],
        *[(step, (403, error("ExpiredToken"))) for step in ("put", "get", "create", "copy", "delete")],
    ],
)
def test_what_says_nothing_about_the_store_is_no_verdict(
    serve: Serve, step: str, reply: tuple[int, bytes]
) -> None:
    server, client = serve(store(**{step: reply}))
    failure(lambda: probe(client))
    operations = [operation_of(head) for head in server.heads]
    assert ("delete" in operations) == (step != "put"), "the probe is cleared away"


@pytest.mark.case("L1.4")
def test_a_store_that_says_nothing_of_the_announcement_is_not_copied_into_such_an_upload(
    serve: Serve,
) -> None:
    server, client = serve(store())
    assert probe(client) is CopyAbility.ABLE
    copies = [number for number, head in enumerate(server.heads) if operation_of(head) == "copy"]
    creates = [head for head in server.heads if operation_of(head) == "create"]
    assert ["x-amz-checksum-algorithm" in head for head in creates] == [True, False]
    assert len(copies) == 1
    assert client.traits.has(server.endpoint, Trait.COPY_ANNOUNCED) is False
    server.heads.clear()
    assert probe(client) is CopyAbility.ABLE
    assert sum(operation_of(head) == "create" for head in server.heads) == 1, "it is known by now"


@pytest.mark.case("L1.3", "L1.4")
def test_one_damaged_answer_in_the_probe_is_no_verdict(serve: Serve) -> None:
    def script(visit: Visit) -> None:
        answers = {"create": b"<R><UploadId>u</UploadId></R>", "get": b"uploader"}
        copies = iter([b"", COPIED])
        while True:
            operation = operation_of(visit.read_request().decode())
            body = next(copies, COPIED) if operation == "copy" else answers.get(operation, b"")
            visit.answer(200, body, {"ETag": f'"{MD5}"', "x-amz-checksum-algorithm": "CRC32"})

    server, client = serve(script)
    assert probe(client) is CopyAbility.ABLE
    assert client.traits.has(server.endpoint, Trait.COPY_ANNOUNCED) is True


Call = Callable[[S3Client], object]


@pytest.mark.parametrize(
    "call", [copy, lambda c: delete(c, "a", "b"), probe, lambda c: c.list_stored("videos", "")]
)
def test_a_web_page_is_no_answer_of_a_store(serve: Serve, call: Call) -> None:
    _, client = serve(answering(200, b"<!DOCTYPE html><html></html>", {"Content-Type": "text/html"}))
    assert failure(lambda: call(client)).code == ErrorCode.ENDPOINT_NOT_S3
