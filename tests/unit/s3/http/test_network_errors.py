"""What is wrong with a store's TLS, each in a sentence of its own, with its own fix."""

import ssl
import warnings
from pathlib import Path

import pytest

from lab.lines import certificates
from lab.lines.scripted import ScriptedServer, answering
from lab.stores.s3_calls import Connect, failure
from uploader_gui.domain.errors import ErrorCode, ErrorKind
from uploader_gui.domain.store.failure_table import BY_NETWORK, after_the_store, network_failure
from uploader_gui.s3.http.network_errors import as_store_error

with warnings.catch_warnings(action="ignore", category=DeprecationWarning):
    OLD_VERSIONS = [ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1]


@pytest.mark.case("S11")
@pytest.mark.parametrize(
    ("certificate", "code", "said"),
    [
        (certificates.EXPIRED, "CERTIFICATE_EXPIRED", "has expired"),
        (certificates.NOT_YET_VALID, "CERTIFICATE_NOT_YET_VALID", "clock"),
        (certificates.OTHER_HOST, "CERTIFICATE_OTHER_HOST", "another name"),
        (certificates.SELF_SIGNED, "CERTIFICATE_SELF_SIGNED", "nobody but itself"),
        (certificates.UNKNOWN_AUTHORITY, "CERTIFICATE_UNTRUSTED", "CA file"),
    ],
    ids=lambda value: value.stem if isinstance(value, Path) else "",
)
def test_each_fault_of_a_certificate_has_its_own_sentence(
    connect: Connect, certificate: Path, code: str, said: str
) -> None:
    with ScriptedServer(answering(200), tls=True, certificate=certificate) as server:
        found = failure(lambda: connect(server.endpoint, str(certificates.AUTHORITY)).head("videos", "k"))
    assert (found.code, found.kind, found.got_no_answer) == (code, ErrorKind.NEEDS_USER, False)
    assert said in found.message
    assert server.heads == []


@pytest.mark.case("S11")
@pytest.mark.parametrize("newest", OLD_VERSIONS)
def test_tls_that_is_too_old_is_named_and_not_tried_for_ever(
    connect: Connect, newest: ssl.TLSVersion
) -> None:
    with ScriptedServer(
        answering(200), tls=True, certificate=certificates.STORE, newest_tls=newest
    ) as server:
        found = failure(lambda: connect(server.endpoint, str(certificates.AUTHORITY)).head("videos", "k"))
    assert (found.code, found.kind) == (ErrorCode.TLS_TOO_OLD, ErrorKind.NEEDS_USER)
    assert "TLS 1.2" in found.message


@pytest.mark.case("S11")
def test_an_openssl_that_is_newer_than_its_python_is_understood_by_its_sentence() -> None:
    """As Debian 12 has it: OpenSSL 3.0 with Python 3.11.2, asked by a server of TLS 1.0."""
    error = ssl.SSLError(1, "[SSL] legacy sigalg disallowed or unsupported (_ssl.c:992)")
    error.reason = ""
    found = as_store_error(error, "store.example:443", was_sent=False)
    assert found.code == ErrorCode.TLS_TOO_OLD


@pytest.mark.case("S11")
@pytest.mark.parametrize(
    "alert", [b"\x02\x28", b"\x02\x74", b"\x02\x47"], ids=["handshake", "client", "security"]
)
def test_no_common_encryption_is_named_and_not_tried_for_ever(connect: Connect, alert: bytes) -> None:
    with ScriptedServer(lambda visit: visit.sock.sendall(b"\x15\x03\x03\x00\x02" + alert)) as server:
        endpoint = server.endpoint.replace("http:", "https:")
        found = failure(lambda: connect(endpoint).head("videos", "k"))
    assert (found.code, found.kind) == (ErrorCode.TLS_NOT_AGREED, ErrorKind.NEEDS_USER)


@pytest.mark.case("S11")
def test_a_certificate_that_is_refused_for_another_reason_does_not_ask_for_a_ca_file() -> None:
    error = ssl.SSLCertVerificationError("certificate verify failed")
    error.verify_code, error.verify_message = 66, "EE certificate key too weak"
    found = as_store_error(error, "store.example:443", was_sent=False)
    assert found.code == ErrorCode.CERTIFICATE_UNFIT
    assert "too weak" in found.message


@pytest.mark.case("R14")
def test_an_expired_certificate_is_never_a_login_pages() -> None:
    """OpenSSL looks at the dates last: the signer is trusted, and the name is right."""
    errors = [network_failure(reason, "", got_no_answer=False) for reason in BY_NETWORK if "tls" in reason]
    waited_for = {error.code for error in errors if after_the_store(error) is not error}
    assert waited_for == {
        "CERTIFICATE_CHANGED",
        "CERTIFICATE_OTHER_HOST",
        "CERTIFICATE_SELF_SIGNED",
        "CERTIFICATE_UNFIT",
        "CERTIFICATE_UNTRUSTED",
        "ENDPOINT_SPEAKS_HTTP",
    }
