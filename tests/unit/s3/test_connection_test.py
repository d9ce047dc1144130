"""What a trial of a connection finds, and what it offers."""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from lab.lines.scripted import Script, ScriptedServer, Visit, answering, unused_port
from lab.stores.s3_calls import error
from uploader_gui.domain.profile import Connection
from uploader_gui.s3.connection_test import ConnectionTest, FixKind, try_connection
from uploader_gui.s3.http.tls import certificate_sha256


@pytest.fixture
def stack() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


def tried(endpoint: str, *, pin: str = "", bucket: str = "videos") -> ConnectionTest:
    connection = Connection(endpoint, "us-east-1", "key", "secret", certificate_sha256=pin)
    return try_connection(connection, bucket, "raw/")


def code_of(result: ConnectionTest) -> str:
    return result.error.code if result.error else ""


def refusing(code: str, status: int, message: str = "", extra: str = "") -> Script:
    return answering(status, error(code, message, extra))


def page(visit: Visit) -> None:
    visit.read_request()
    visit.answer(200, b"<!doctype html><title>Console</title>", {"Content-Type": "text/html"})


def a_store(visit: Visit) -> None:
    """A store in which all is well: it lists its buckets, and hears that a probe is damaged."""
    buckets = b"<Bucket><Name>videos</Name></Bucket><Bucket><Name>films</Name></Bucket>"
    while True:
        head = visit.read_request()
        if head.startswith(b"PUT"):
            visit.answer(400, error("BadDigest"))
        elif head.startswith(b"GET / "):
            whole = b"<ListAllMyBucketsResult><Buckets>" + buckets + b"</Buckets></ListAllMyBucketsResult>"
            visit.answer(200, whole)
        else:
            visit.answer(200, b"<ListBucketResult/>")


def test_a_connection_that_works_needs_no_mend(stack: ExitStack) -> None:
    server = stack.enter_context(ScriptedServer(a_store))
    assert tried(server.endpoint) == ConnectionTest()


@pytest.mark.case("L3.4")
def test_each_of_several_addresses_is_tried(stack: ExitStack) -> None:
    server = stack.enter_context(ScriptedServer(a_store))
    other = stack.enter_context(ScriptedServer(a_store))
    assert tried(f"{server.endpoint},{other.endpoint}") == ConnectionTest()
    assert other.heads
    away = unused_port()
    result = tried(f"{server.endpoint},http://127.0.0.1:{away}")
    assert result.error is not None
    assert f"127.0.0.1:{away}" in result.error.message
    assert result.suggested_fix is None


def test_an_untrusted_certificate_is_shown_to_be_trusted(stack: ExitStack) -> None:
    server = stack.enter_context(ScriptedServer(a_store, tls=True))
    result = tried(server.endpoint)
    assert code_of(result) == "CERTIFICATE_SELF_SIGNED"
    assert result.suggested_fix is not None
    assert result.suggested_fix.kind is FixKind.TRUST
    assert (
        tried(server.endpoint, pin=certificate_sha256(result.suggested_fix.certificate)) == ConnectionTest()
    )


def test_a_certificate_that_has_changed_is_shown_too(stack: ExitStack) -> None:
    server = stack.enter_context(ScriptedServer(a_store, tls=True))
    result = tried(server.endpoint, pin="0" * 64)
    assert code_of(result) == "CERTIFICATE_CHANGED"
    assert result.suggested_fix is not None
    assert result.suggested_fix.certificate


def test_https_to_a_port_without_it_offers_http(stack: ExitStack) -> None:
    def script(visit: Visit) -> None:
        visit.sock.recv(65536)
        visit.answer(400, b"Bad Request")

    server = stack.enter_context(ScriptedServer(script))
    result = tried(server.endpoint.replace("http:", "https:"))
    assert result.suggested_fix is not None
    assert (result.suggested_fix.kind, result.suggested_fix.value) == (FixKind.ENDPOINT, server.endpoint)


def test_http_to_a_port_that_hangs_up_for_want_of_tls_offers_https(stack: ExitStack) -> None:
    server = stack.enter_context(ScriptedServer(a_store, tls=True))
    result = tried(server.endpoint.replace("https:", "http:"))
    assert result.suggested_fix is not None
    assert (result.suggested_fix.kind, result.suggested_fix.value) == (FixKind.ENDPOINT, server.endpoint)


def test_the_consoles_port_offers_the_one_of_the_store(
    stack: ExitStack, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = stack.enter_context(ScriptedServer(a_store))
    console = stack.enter_context(ScriptedServer(page))
    monkeypatch.setattr("uploader_gui.s3.connection_test._S3_PORTS", (store.port,))
    result = tried(console.endpoint)
    assert code_of(result) == "ENDPOINT_NOT_S3"
    assert result.suggested_fix is not None
    assert (result.suggested_fix.kind, result.suggested_fix.value) == (FixKind.ENDPOINT, store.endpoint)


ANOTHER_PROGRAM = {
    "not found": answering(404, b"404 page not found", {"Content-Type": "text/plain"}),
    "not found, without a word": answering(404),
    "not allowed": answering(405, b'{"error":"method not allowed"}'),
    "forbidden": answering(403, b"Forbidden"),
    "login wanted": answering(401, b"", {"WWW-Authenticate": "Basic"}),
    "bad request": answering(400, b"Bad Request"),
    "not implemented": answering(501, b""),
    "a page": page,
    "JSON": answering(200, b'{"Path":"/videos","Entries":null}', {"Content-Type": "application/json"}),
    "XML of another kind": answering(200, b"<feed/>", {"Content-Type": "application/xml"}),
    "nothing": answering(200),
}


@pytest.mark.case("W12")
@pytest.mark.parametrize("bucket", ["videos", ""])
@pytest.mark.parametrize("script", ANOTHER_PROGRAM.values(), ids=ANOTHER_PROGRAM)
def test_a_port_where_another_program_answers_is_not_taken_for_a_store(
    stack: ExitStack, monkeypatch: pytest.MonkeyPatch, script: Script, bucket: str
) -> None:
    monkeypatch.setattr("uploader_gui.s3.connection_test._PROBE_S", 0.2)  # whether TLS is spoken there: never
    store = stack.enter_context(ScriptedServer(a_store))
    other = stack.enter_context(ScriptedServer(script))
    monkeypatch.setattr("uploader_gui.s3.connection_test._S3_PORTS", (store.port,))
    result = tried(other.endpoint, bucket=bucket)
    assert code_of(result) == "ENDPOINT_NOT_S3"
    assert result.suggested_fix is not None
    assert (result.suggested_fix.kind, result.suggested_fix.value) == (FixKind.ENDPOINT, store.endpoint)


@pytest.mark.case("W12")
def test_without_a_bucket_the_keys_are_tried_and_the_buckets_offered(stack: ExitStack) -> None:
    server = stack.enter_context(ScriptedServer(a_store))
    result = tried(server.endpoint, bucket="")
    assert (result.error, result.buckets) == (None, ("films", "videos"))
    assert result.suggested_fix is not None
    assert result.suggested_fix.kind is FixKind.PLACE
    assert all(head.startswith("GET / ") for head in server.heads)


@pytest.mark.case("W12")
def test_keys_that_may_not_list_the_buckets_are_known_all_the_same(stack: ExitStack) -> None:
    server = stack.enter_context(ScriptedServer(refusing("AccessDenied", 403)))
    assert tried(server.endpoint, bucket="") == ConnectionTest()


@pytest.mark.case("W12")
@pytest.mark.parametrize(
    ("s3_code", "code"),
    [("SignatureDoesNotMatch", "WRONG_SECRET"), ("InvalidAccessKeyId", "WRONG_ACCESS_KEY")],
)
def test_wrong_keys_are_told_without_a_bucket_too(stack: ExitStack, s3_code: str, code: str) -> None:
    server = stack.enter_context(ScriptedServer(refusing(s3_code, 403)))
    assert code_of(tried(server.endpoint, bucket="")) == code


@pytest.mark.parametrize(
    "script",
    [
        refusing("AuthorizationHeaderMalformed", 400, extra="<Region>eu-2</Region>"),
        refusing("AuthorizationHeaderMalformed", 400, "unexpected scope, expected: '20261125/eu-2/s3/x'"),
        answering(301, error("PermanentRedirect"), {"x-amz-bucket-region": "eu-2"}),
    ],
)
def test_another_region_is_offered_where_the_store_names_it(stack: ExitStack, script: Script) -> None:
    result = tried(stack.enter_context(ScriptedServer(script)).endpoint)
    assert result.suggested_fix is not None
    assert (result.suggested_fix.kind, result.suggested_fix.value) == (FixKind.REGION, "eu-2")


def test_a_missing_bucket_may_be_created(stack: ExitStack) -> None:
    result = tried(stack.enter_context(ScriptedServer(refusing("NoSuchBucket", 404))).endpoint)
    assert result.suggested_fix is not None
    assert (result.suggested_fix.kind, result.suggested_fix.value) == (FixKind.BUCKET, "videos")


def test_missing_rights_come_with_the_policy_that_would_give_them(stack: ExitStack) -> None:
    result = tried(stack.enter_context(ScriptedServer(refusing("AccessDenied", 403))).endpoint)
    assert result.suggested_fix is not None
    assert result.suggested_fix.kind is FixKind.RIGHTS
    assert "arn:aws:s3:::videos/raw/*" in result.suggested_fix.value


def test_a_wrong_clock_is_named_with_its_minutes(stack: ExitStack) -> None:
    date = format_datetime(datetime.now(UTC) + timedelta(minutes=20), usegmt=True)
    script = answering(403, error("RequestTimeTooSkewed"), {"Date": date})
    result = tried(stack.enter_context(ScriptedServer(script)).endpoint)
    assert result.error is not None
    assert "20 minutes behind" in result.error.message


def test_a_wrong_secret_has_no_button() -> None:
    with ScriptedServer(refusing("SignatureDoesNotMatch", 403)) as server:
        result = tried(server.endpoint)
    assert (code_of(result), result.suggested_fix) == ("WRONG_SECRET", None)
