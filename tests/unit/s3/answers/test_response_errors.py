"""Whatever an answer holds, it becomes a value or a StoreError: nothing that a parser raises gets any further."""

import contextlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lab.lines.scripted import Visit, answering
from lab.stores.s3_calls import OK, Serve, complete, error, failure, put, send
from uploader_gui.domain.errors import ErrorCode, ErrorKind, StoreError
from uploader_gui.s3.answers import response_errors, responses
from uploader_gui.s3.answers.interception import is_foreign, is_web_page
from uploader_gui.s3.answers.store_hints import BucketAddress, hint_in
from uploader_gui.s3.client import S3Client
from uploader_gui.s3.http.http1 import GarbledResponseError, HttpExchange, Response, ResponseCutError
from uploader_gui.source.source_file import Source

ODD_DATES = (
    "Mon, 01 Jan 99999999999999999999 00:00:00 GMT",
    "Fri, 31 Dec 9999 23:59:59 -2300",
    "Mon, 01 Jan 0001 00:00:00 +2359",
    "Mon, 01 Jan 2026 00:00:00 +99999999999999999999",
    "Mon, 99 Foo 2026 77:00:00",
    "0001-01-01T00:00:00+14:00",
    "9999-12-31T23:59:59-14:00",
    "",
)
ODD_NUMBERS = ("", "-1", "1_0", "٣", "9" * 30, "9" * 5000, "0x10", "1e3", "²")
ODD_PLACES = (
    "https://[::1", "http://[v1.x]/", "//", "https://store.example:99999/", "https://store.example:x/", "http://\x80/",
    "https://videos.store.example:9000/k", "https://store.example:9000/videos/k", "https://u:p@store.example/videos/k",
)  # fmt: skip
ODD_ENCODINGS = ("x-unknown", "hex", "idna", "undefined", "utf-7", "punycode", "utf-16", "unicode_escape")
XML_NAMES = (
    "Error", "Code", "Message", "Region", "Endpoint", "ListPartsResult", "Part", "PartNumber", "Size", "ETag", "Upload",
    "Initiated", "Key", "UploadId", "IsTruncated", "CompleteMultipartUploadResult", "ChecksumCRC32", "Contents",
)  # fmt: skip
HEADER_NAMES = (
    "date", "retry-after", "x-amz-abort-date", "content-length", "etag", "x-amz-checksum-crc32", "x-amz-checksum-type",
    "location", "content-type", "x-amz-bucket-region", "x-minio-error-code", "x-minio-error-desc", "server",
)  # fmt: skip

odd_texts = st.one_of(
    st.sampled_from(ODD_DATES + ODD_NUMBERS + ODD_PLACES),
    st.text(st.characters(max_codepoint=255, exclude_characters="\r\n\0"), max_size=40),
    st.datetimes().map(lambda moment: moment.strftime("%a, %d %b %Y %H:%M:%S GMT")),
)
headers = st.dictionaries(st.sampled_from(HEADER_NAMES), odd_texts, max_size=6)
elements = st.recursive(
    odd_texts.map(lambda text: text.replace("&", "").replace("<", "")),
    lambda inside: st.tuples(st.sampled_from(XML_NAMES), st.lists(inside, max_size=4)).map(
        lambda pair: f"<{pair[0]}>{''.join(pair[1])}</{pair[0]}>"
    ),
    max_leaves=12,
)
declarations = st.sampled_from(("", *(f'<?xml version="1.0" encoding="{one}"?>' for one in ODD_ENCODINGS)))
documents = st.tuples(declarations, st.sampled_from(XML_NAMES), elements).map(
    lambda made: f"{made[0]}<{made[1]}>{made[2]}</{made[1]}>".encode()
)
bodies = st.one_of(st.binary(max_size=200), documents)
replies = st.builds(Response, st.integers(0, 999), headers, bodies, st.booleans())

PLACE = BucketAddress("https://store.example:9000", "us-east-1")
READERS: tuple[Callable[[Response], object], ...] = (
    response_errors.etag_of,
    response_errors.checked_completion,
    response_errors.document_of,
    response_errors.error_of,
    response_errors.clock_offset_s,
    is_web_page,
    lambda reply: is_foreign(reply, "store.example:9000"),
    lambda reply: responses.error_in(reply.body),
    lambda reply: hint_in(reply, PLACE, "videos", "/videos/k", s3_code="PermanentRedirect", told_region=""),
)
ENTRIES = (responses.listed_part, responses.listed_upload, responses.listed_object)


@pytest.mark.case("S07")
@given(replies)
def test_no_answer_raises_anything_but_a_store_error(reply: Response) -> None:
    for read in READERS:
        with contextlib.suppress(StoreError):
            read(reply)


@pytest.mark.case("S07")
@given(replies)
def test_no_entry_raises_anything_but_a_value_error(reply: Response) -> None:
    with contextlib.suppress(ValueError):
        responses.object_facts(reply.headers)
    with contextlib.suppress(ValueError):
        root = responses.document(reply.body)
        responses.created_upload(reply.headers, root)
        for read in ENTRIES:
            for entry in root.iter():
                with contextlib.suppress(ValueError):
                    read(entry)


@pytest.mark.case("S07")
@given(
    st.lists(
        st.one_of(
            st.binary(max_size=60),
            st.sampled_from(
                [
                    b"HTTP/1.1 200 OK\r\n",
                    b"HTTP/1.1 100 Continue\r\n\r\n",
                    b"Content-Length: ",
                    b"Transfer-Encoding: chunked\r\n",
                    b"\r\n",
                    b"\r\n\r\n",
                    b"5\r\n",
                    b"ffffffffffffffffffff\r\n",
                    b"0\r\n",
                    b"9" * 5000,
                    b"f" * 9000,
                    b"\0",
                    b"HTTP/1.1 ",
                ]
            ),
        ),
        max_size=8,
    )
)
def test_no_bytes_on_the_wire_raise_anything_but_what_is_expected(pieces: list[bytes]) -> None:
    class Pieces:
        def __init__(self) -> None:
            self.left = list(pieces)

        def send(self, data: memoryview, /) -> int:
            return len(data)

        def recv(self, size: int, /) -> bytes:
            del size
            return self.left.pop(0) if self.left else b""

        def gettimeout(self) -> float | None:
            return 1.0

        def settimeout(self, seconds: float, /) -> None:
            del seconds

    with contextlib.suppress(GarbledResponseError, ResponseCutError):
        HttpExchange(Pieces(), 5.0).receive("GET")


@pytest.mark.case("S07")
@pytest.mark.parametrize("text", ODD_DATES)
def test_a_date_that_overflows_is_none(text: str) -> None:
    responses.http_date(text)
    reply = Response(503, {"date": text, "retry-after": text}, b"", keeps_open=True)
    earliest = datetime.now(UTC) + timedelta(
        seconds=response_errors.clock_offset_s(reply)
    )  # as for lost uploads
    assert earliest.year > 1900
    assert response_errors.error_of(reply).code == ErrorCode.STORE_BUSY


def odd_document(encoding: str) -> bytes:
    return f'<?xml version="1.0" encoding="{encoding}"?><ListPartsResult/>'.encode()


CALLS: dict[str, Callable[[S3Client], object]] = {
    "create": lambda client: client.create_upload("videos", "k", content_type="video/mp4", job_id="j"),
    "list_parts": lambda client: client.list_parts("videos", "k", "u"),
    "list_uploads": lambda client: client.list_uploads("videos", "k"),
    "list_objects": lambda client: client.list_objects("videos", "p/"),
    "list_folder": lambda client: client.list_folder("videos", ""),
    "list_buckets": lambda client: client.list_buckets(),
}


@pytest.mark.case("S07")
@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
@pytest.mark.parametrize("encoding", ODD_ENCODINGS[:2])
def test_an_encoding_that_nobody_knows_is_no_stores_answer(
    serve: Serve, call: Callable[[S3Client], object], encoding: str
) -> None:
    odd = {"Content-Type": f"application/xml; charset={encoding}"}
    _, client = serve(answering(200, odd_document(encoding), odd))
    assert failure(lambda: call(client)).code == ErrorCode.ENDPOINT_NOT_S3


@pytest.mark.case("S07")
@pytest.mark.parametrize(
    ("body", "extra"),
    [
        (odd_document("x-unknown"), {}),
        (odd_document("hex"), {"Content-Type": "text/xml; charset=hex"}),
        (b"<CompleteMultipartUploadResult><ETag>e</ETag></CompleteMultipartUploadResult>", {"X-Odd": "a\0b"}),
        (b"<CompleteMultipartUploadResult><ETag>e</ETag>", {"Date": ODD_DATES[0]}),
    ],
    ids=["encoding", "charset", "NUL", "cut"],
)
def test_after_complete_it_is_unknown(serve: Serve, body: bytes, extra: dict[str, str]) -> None:
    _, client = serve(answering(200, body, extra))
    found = failure(lambda: complete(client))
    assert (found.code, found.got_no_answer) == (ErrorCode.OUTCOME_UNKNOWN, True)


@pytest.mark.case("S07")
def test_a_nul_in_one_parts_answer_is_damage_once_the_store_was_there(serve: Serve, source: Source) -> None:
    def script(visit: Visit) -> None:
        visit.read_request()
        visit.answer(200, b"", OK)
        visit.read_request()
        visit.answer(200, b"", {"ETag": '"e\0e"'})

    _, client = serve(script)
    send(client, source, 10)
    found = failure(lambda: send(client, source, 10))
    assert (found.code, found.kind, found.retries_are_limited) == (
        ErrorCode.ANSWER_UNREADABLE,
        ErrorKind.TRANSIENT,
        True,
    )
    assert found.got_no_answer
    assert "NUL" in found.message


@pytest.mark.case("S07")
def test_odd_dates_in_a_good_answer_change_nothing(serve: Serve, source: Source) -> None:
    odd = {"Date": ODD_DATES[0], "Retry-After": ODD_DATES[1], "x-amz-abort-date": ODD_DATES[3]}
    _, client = serve(answering(200, b"<R><UploadId>u</UploadId></R>", {**OK, **odd}))
    assert put(client, source) == "e"
    created = client.create_upload("videos", "k", content_type="video/mp4", job_id="j")
    assert (created.upload_id, created.abort_date) == ("u", None)


@pytest.mark.case("S07")
@pytest.mark.parametrize("begun", ODD_DATES)
def test_an_upload_begun_at_an_odd_date_is_no_internal_error(serve: Serve, begun: str) -> None:
    entry = f"<Upload><Key>k</Key><UploadId>u</UploadId><Initiated>{begun}</Initiated></Upload>"
    _, client = serve(answering(200, f"<L>{entry}</L>".encode(), {"Date": ODD_DATES[0]}))
    with contextlib.suppress(StoreError):
        client.list_uploads("videos", "k")


@pytest.mark.case("S07")
def test_a_refusal_with_an_odd_encoding_keeps_its_status(serve: Serve) -> None:
    body = error("SlowDown").replace(b"version='1.0'", b"version='1.0' encoding='x-unknown'")
    _, client = serve(answering(503, body))
    assert failure(lambda: client.list_parts("videos", "k", "u")).code == ErrorCode.STORE_BUSY


@pytest.mark.case("R12")
@pytest.mark.parametrize(
    ("status", "code", "said"),
    [
        (403, "AccessDenied", "Cannot upload files, storage cap exceeded."),
        (403, "AccessDenied", "The account is suspended"),
        (403, "UserSuspended", "suspended"),
        (403, "SecondLevelDomainForbidden", "Please use virtual hosted style to access."),
        (403, "QuotaExceeded", "cap of 10 GB"),
        (501, "NotImplemented", "not in this edition"),
        (500, "InternalError", "metadata backend is away"),
    ],
)
def test_the_stores_own_sentence_is_kept(serve: Serve, status: int, code: str, said: str) -> None:
    _, client = serve(answering(status, error(code, said)))
    assert failure(lambda: client.list_parts("videos", "k", "u")).message.endswith(f" It says: {said}")
