import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from lab.lines.scripted import Script, Visit, answering, hanging_up, mute, unused_port
from lab.stores.s3_calls import PATIENCE_S, Connect, Serve, complete, error, failure, send
from uploader_gui.domain.errors import ErrorCode, ErrorKind
from uploader_gui.s3.answers.responses import ListedPart
from uploader_gui.s3.client import S3Client
from uploader_gui.source.source_file import Source

PAGE = b"<!DOCTYPE html><html><body>Sign in</body></html>"


@pytest.mark.case("C01")
def test_an_error_inside_a_200_is_that_error(serve: Serve) -> None:
    _, client = serve(answering(200, b"   \n" + error("InternalError", "try again")))
    found = failure(lambda: complete(client))
    assert (found.s3_code, found.kind, found.got_no_answer) == ("InternalError", ErrorKind.TRANSIENT, False)


@pytest.mark.case("C01")
@pytest.mark.parametrize(
    "script",
    [
        answering(200),
        answering(200, b"<CompleteMultipartUploadResult><ETag></ETag></CompleteMultipartUploadResult>"),
        answering(200, b"<CompleteMultipartUploadRes"),
        answering(200, b"gibberish"),
        mute,
        hanging_up,
    ],
)
def test_a_complete_without_a_result_has_an_unknown_outcome_and_is_sent_once(
    serve: Serve, script: Script
) -> None:
    server, client = serve(script, patience_s=1.0 if script is mute else PATIENCE_S)
    found = failure(lambda: complete(client))
    assert (found.code, found.kind, found.got_no_answer) == (
        ErrorCode.OUTCOME_UNKNOWN,
        ErrorKind.TRANSIENT,
        True,
    )
    assert len(server.heads) == 1


def test_a_complete_that_was_never_sent_has_no_unknown_outcome(connect: Connect) -> None:
    found = failure(lambda: complete(connect(f"http://127.0.0.1:{unused_port()}")))
    assert (found.code, found.got_no_answer) == (ErrorCode.NETWORK_LOST, False)


def test_a_complete_may_take_its_time_while_spaces_come(serve: Serve) -> None:
    def script(visit: Visit) -> None:
        visit.read_request()
        visit.sock.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        for _ in range(4):
            visit.server.is_over.wait(0.5)
            visit.sock.sendall(b"1\r\n \r\n")
        result = b"<CompleteMultipartUploadResult><ETag>&#34;e-1&#34;</ETag></CompleteMultipartUploadResult>"
        visit.sock.sendall(b"%x\r\n%b\r\n0\r\n\r\n" % (len(result), result))

    _, client = serve(script, patience_s=1.5)
    assert complete(client) == "e-1"


@pytest.mark.case("C40")
@pytest.mark.parametrize(
    "call", [lambda c: c.list_parts("videos", "k", "u"), lambda c: c.list_objects("videos", "p/")]
)
def test_a_web_page_is_no_s3_answer(serve: Serve, call: Callable[[S3Client], object]) -> None:
    _, client = serve(answering(200, PAGE, {"Content-Type": "text/html"}))
    assert failure(lambda: call(client)).code == ErrorCode.ENDPOINT_NOT_S3


def test_a_web_page_is_no_stored_part(serve: Serve, source: Source) -> None:
    _, client = serve(answering(200, PAGE, {"Content-Type": "text/html", "ETag": '"page"'}))
    assert failure(lambda: send(client, source)).code == ErrorCode.ENDPOINT_NOT_S3


def test_a_part_without_an_etag_was_not_stored(serve: Serve, source: Source) -> None:
    _, client = serve(answering(200))
    found = failure(lambda: send(client, source))
    assert (found.code, found.kind) == (ErrorCode.STORE_ERROR, ErrorKind.TRANSIENT)


@pytest.mark.parametrize(
    ("status", "body", "headers", "code"),
    [
        (400, error("InvalidArgument", "S3 API Requests must be made to API port."), {"Content-Type": "text/xml"}, "ENDPOINT_NOT_S3"),
        (400, b"Client sent an HTTP request to an HTTPS server.\n", {"Content-Type": "text/plain"}, "ENDPOINT_SPEAKS_HTTPS"),
        (403, error("SignatureDoesNotMatch"), {"Content-Type": "text/xml"}, "WRONG_SECRET"),
        (403, b"", {}, "ACCESS_DENIED"),
        (404, error("NoSuchUpload"), {}, "UPLOAD_GONE"),
        (413, PAGE, {"Content-Type": "text/html"}, "BODY_TOO_LARGE"),
        (500, error("InternalError", "write /d: no space left on device"), {}, "STORE_FULL"),
        (502, PAGE, {"Content-Type": "text/html"}, "STORE_UNREACHABLE"),
    ],
)  # fmt: skip
def test_refusals_are_read_whatever_their_type(
    serve: Serve, source: Source, status: int, body: bytes, headers: Mapping[str, str], code: str
) -> None:
    _, client = serve(answering(status, body, headers))
    assert failure(lambda: send(client, source)).code == code


def test_retry_after_is_taken_in_seconds_or_as_a_date(serve: Serve, source: Source) -> None:
    soon = format_datetime(datetime.now(UTC) + timedelta(seconds=200), usegmt=True)
    _, client = serve(answering(429, b"", {"Retry-After": "60"}))
    _, other = serve(answering(503, b"", {"Retry-After": soon}))
    assert failure(lambda: send(client, source)).retry_after_s == 60
    assert 100 < (failure(lambda: send(other, source)).retry_after_s or 0) < 201


@pytest.mark.case("C35")
def test_a_wrong_clock_is_told_in_minutes(serve: Serve, source: Source) -> None:
    date = format_datetime(datetime.now(UTC) + timedelta(minutes=20), usegmt=True)
    _, client = serve(answering(403, error("RequestTimeTooSkewed"), {"Date": date}))
    found = failure(lambda: send(client, source))
    assert found.code == ErrorCode.CLOCK_WRONG
    assert "20 minutes behind" in found.message


@pytest.mark.parametrize(
    ("message", "extra"),
    [
        ("wrong", "<Region>eu-garage</Region>"),
        ("Authorization header malformed, unexpected scope: '20261125/us-east-1/s3', expected: '20261125/eu-garage/s3'", ""),
        ("the region 'us-east-1' is wrong; expecting 'eu-garage'", ""),
    ],
)  # fmt: skip
def test_the_region_that_a_store_expects_is_named(
    serve: Serve, source: Source, message: str, extra: str
) -> None:
    _, client = serve(answering(400, error("AuthorizationHeaderMalformed", message, extra)))
    found = failure(lambda: send(client, source))
    assert found.code == ErrorCode.WRONG_REGION
    assert "eu-garage" in found.message


def test_a_store_that_knows_no_checksums_is_asked_without(serve: Serve) -> None:
    def script(visit: Visit) -> None:
        while True:
            head = visit.read_request().lower()
            if b"x-amz-checksum" in head:
                visit.answer(501, error("NotImplemented"))
            else:
                visit.answer(200, b"<R><UploadId>u</UploadId></R>")

    server, client = serve(script)
    created = client.create_upload("videos", "k", content_type="video/mp4", job_id="j-1")
    asked = [sorted(re.findall(r"^(x-amz-checksum-\w+):", head, re.MULTILINE)) for head in server.heads]
    assert (created.upload_id, created.checksum_is_announced) == ("u", False)
    assert asked == [
        ["x-amz-checksum-algorithm", "x-amz-checksum-type"],
        ["x-amz-checksum-algorithm"],
        [],
    ]
    assert all("x-amz-meta-uploader-job: j-1" in head for head in server.heads)


def listing(*numbers: int, following: int | None = None) -> bytes:
    parts = "".join(
        f"<Part><PartNumber>{n}</PartNumber><Size>5</Size><ETag>e{n}</ETag></Part>" for n in numbers
    )
    marker = f"<NextPartNumberMarker>{following}</NextPartNumberMarker>" if following is not None else ""
    truncated = "false" if following is None else "true"
    return (
        f"<ListPartsResult>{parts}<IsTruncated>{truncated}</IsTruncated>{marker}</ListPartsResult>".encode()
    )


def paging(*pages: bytes) -> Script:
    def script(visit: Visit) -> None:
        for page in pages:
            visit.read_request()
            visit.answer(200, page)

    return script


@pytest.mark.case("C11")
def test_all_pages_of_parts_are_read_past_markers_that_are_wrong(serve: Serve) -> None:
    server, client = serve(paging(listing(1, 2, following=3), listing(3, 4, 4, following=0), listing(5)))
    found = client.list_parts("videos", "k", "u")
    assert {number: len(entries) for number, entries in found.items()} == {1: 1, 2: 1, 3: 1, 4: 1, 5: 1}
    assert [re.findall(r"part-number-marker=(\d+)", head) for head in server.heads] == [["0"], ["2"], ["4"]]


@pytest.mark.case("C11")
def test_a_listing_that_does_not_advance_ends(serve: Serve) -> None:
    _, client = serve(paging(listing(1, following=1), listing(1, following=1)))
    assert list(client.list_parts("videos", "k", "u")) == [1]


def test_a_part_listed_twice_keeps_both_entries_in_order(serve: Serve) -> None:
    page = listing(1).replace(
        b"</Part>", b"</Part><Part><PartNumber>1</PartNumber><Size>9</Size><ETag>new</ETag></Part>"
    )
    _, client = serve(paging(page))
    assert client.list_parts("videos", "k", "u")[1] == [
        ListedPart(1, 5, "e1", None),
        ListedPart(1, 9, "new", None),
    ]


def test_aborting_what_is_gone_is_no_error(serve: Serve) -> None:
    _, client = serve(answering(404, error("NoSuchUpload")))
    client.abort("videos", "k", "u")
    _, client = serve(answering(403, error("AccessDenied")))
    assert failure(lambda: client.abort("videos", "k", "u")).code == ErrorCode.ACCESS_DENIED


@pytest.mark.parametrize(
    ("status", "code"), [(403, "ACCESS_DENIED"), (400, "REQUEST_REFUSED"), (503, "STORE_BUSY")]
)
def test_head_is_judged_by_its_status(serve: Serve, status: int, code: str) -> None:
    _, client = serve(answering(status))
    assert failure(lambda: client.head("videos", "k")).code == code
    _, client = serve(answering(404))
    assert client.head("videos", "k") is None


@pytest.mark.case("C42")
def test_a_key_that_may_only_put_objects_passes_the_check(serve: Serve) -> None:
    def script(visit: Visit) -> None:
        while True:
            may = visit.read_request().startswith(b"PUT ")
            visit.answer(*((400, error("BadDigest")) if may else (403, error("AccessDenied"))))

    server, client = serve(script)
    client.check_bucket("videos", "reels/")
    assert [head.split()[0] for head in server.heads] == ["GET", "PUT"]


def test_a_key_that_may_not_put_objects_fails_the_check(serve: Serve) -> None:
    def script(visit: Visit) -> None:
        while True:
            may = visit.read_request().startswith(b"GET ")
            visit.answer(*((200, b"<ListBucketResult/>") if may else (403, error("AccessDenied"))))

    _, client = serve(script)
    assert failure(lambda: client.check_bucket("videos")).code == ErrorCode.ACCESS_DENIED


def test_a_probe_that_a_careless_store_kept_is_removed(serve: Serve) -> None:
    def script(visit: Visit) -> None:
        while True:
            lists = visit.read_request().startswith(b"GET ")
            visit.answer(200, b"<ListBucketResult/>" if lists else b"")

    server, client = serve(script)
    client.check_bucket("videos", "reels/")
    requests = [head.split()[:2] for head in server.heads]
    assert requests[1:] == [
        ["PUT", "/videos/reels/.uploader-test"],
        ["DELETE", "/videos/reels/.uploader-test"],
    ]


def test_an_error_inside_a_200_for_a_part_is_that_error(serve: Serve, source: Source) -> None:
    _, client = serve(answering(200, error("InternalError", "try again")))
    found = failure(lambda: send(client, source))
    assert (found.s3_code, found.kind) == ("InternalError", ErrorKind.TRANSIENT)


def test_a_create_that_names_no_upload_is_no_s3_answer(serve: Serve) -> None:
    _, client = serve(answering(200, b"<InitiateMultipartUploadResult/>"))
    found = failure(lambda: client.create_upload("videos", "k", content_type="video/mp4", job_id="j"))
    assert found.code == ErrorCode.ENDPOINT_NOT_S3


def test_a_head_that_was_refused_without_a_word_stays_unexplained_where_nobody_may_list(serve: Serve) -> None:
    def script(visit: Visit) -> None:
        for _ in range(2):  # with the checksums asked for, and without
            visit.read_request()
            visit.answer(400)
        visit.read_request()
        visit.answer(403, error("AccessDenied"))

    _, client = serve(script)
    found = failure(lambda: client.head("videos", "k"))
    assert (found.http_status, found.kind) == (400, ErrorKind.PERMANENT)
