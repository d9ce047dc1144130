"""What a trial of a connection finds, and what it offers."""

import json
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from lab.s3_calls import error
from lab.scripted import Script, ScriptedServer, Visit, answering
from uploader_gui.domain.profile import Connection
from uploader_gui.s3.connection_test import ConnectionTest, FixKind, policy_for, try_connection
from uploader_gui.s3.http.tls import certificate_sha256


@pytest.fixture
def stack() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


def tried(endpoint: str, *, pin: str = "") -> ConnectionTest:
    connection = Connection(endpoint, "us-east-1", "key", "secret", certificate_sha256=pin)
    return try_connection(connection, "videos", "raw/")


def code_of(result: ConnectionTest) -> str:
    return result.error.code if result.error else ""


def refusing(code: str, status: int, message: str = "", extra: str = "") -> Script:
    return answering(status, error(code, message, extra))


def page(visit: Visit) -> None:
    visit.read_request()
    visit.answer(200, b"<!doctype html><title>Console</title>", {"Content-Type": "text/html"})


def damaged_puts(visit: Visit) -> None:
    """A store in which all is well: it hears that the probe is damaged."""
    while True:
        if visit.read_request().startswith(b"PUT"):
            visit.answer(400, error("BadDigest"))
        else:
            visit.answer(200, b"<ListBucketResult/>")


def test_a_connection_that_works_needs_no_mend(stack: ExitStack) -> None:
    server = stack.enter_context(ScriptedServer(damaged_puts))
    assert tried(server.endpoint) == ConnectionTest()


def test_an_untrusted_certificate_is_shown_to_be_trusted(stack: ExitStack) -> None:
    server = stack.enter_context(ScriptedServer(damaged_puts, tls=True))
    result = tried(server.endpoint)
    assert code_of(result) == "CERTIFICATE_SELF_SIGNED"
    assert result.suggested_fix is not None
    assert result.suggested_fix.kind is FixKind.TRUST
    assert (
        tried(server.endpoint, pin=certificate_sha256(result.suggested_fix.certificate)) == ConnectionTest()
    )


def test_a_certificate_that_has_changed_is_shown_too(stack: ExitStack) -> None:
    server = stack.enter_context(ScriptedServer(damaged_puts, tls=True))
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
    server = stack.enter_context(ScriptedServer(damaged_puts, tls=True))
    result = tried(server.endpoint.replace("https:", "http:"))
    assert result.suggested_fix is not None
    assert (result.suggested_fix.kind, result.suggested_fix.value) == (FixKind.ENDPOINT, server.endpoint)


def test_the_consoles_port_offers_the_one_of_the_store(
    stack: ExitStack, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = stack.enter_context(ScriptedServer(damaged_puts))
    console = stack.enter_context(ScriptedServer(page))
    monkeypatch.setattr("uploader_gui.s3.connection_test._S3_PORTS", (store.port,))
    result = tried(console.endpoint)
    assert code_of(result) == "ENDPOINT_NOT_S3"
    assert result.suggested_fix is not None
    assert (result.suggested_fix.kind, result.suggested_fix.value) == (FixKind.ENDPOINT, store.endpoint)


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


def test_the_policy_is_json_and_names_bucket_and_prefix() -> None:
    statements = json.loads(policy_for("media", "2026/"))["Statement"]
    assert [one["Resource"] for one in statements] == [["arn:aws:s3:::media/2026/*"], ["arn:aws:s3:::media"]]
