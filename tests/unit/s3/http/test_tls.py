"""A store's one trusted certificate, in place of all authorities."""

import ssl
from pathlib import Path

import certifi
import pytest

from lab.lines.scripted import CERTIFICATE, answering
from lab.stores.s3_calls import SIZE, Connect, Serve, failure, send
from uploader_gui.domain.errors import ErrorCode, ErrorKind
from uploader_gui.s3.http.connection_pool import HttpConnectionPool
from uploader_gui.s3.http.tls import authorities_elsewhere, certificate_sha256
from uploader_gui.source.source_file import Source

SHOWN = ssl.PEM_cert_to_DER_cert("-----BEGIN C" + CERTIFICATE.read_text().partition("-----BEGIN C")[2])
OTHER = "0" * 64


@pytest.mark.case("C38")
def test_a_pinned_certificate_is_trusted_though_no_authority_signed_it(
    serve: Serve, connect: Connect, source: Source
) -> None:
    server, _ = serve(answering(200, b"", {"ETag": '"e"'}), tls=True)
    client = connect(server.endpoint, pin=certificate_sha256(SHOWN))
    assert send(client, source).sent == SIZE


@pytest.mark.case("C38")
def test_another_certificate_than_the_pinned_one_is_refused_before_anything_is_sent(
    serve: Serve, connect: Connect
) -> None:
    server, _ = serve(answering(200), tls=True)
    found = failure(lambda: connect(server.endpoint, pin=OTHER).head("videos", "k"))
    assert (found.code, found.kind) == (ErrorCode.CERTIFICATE_CHANGED, ErrorKind.NEEDS_USER)
    assert server.heads == []


def test_a_pinned_certificate_wins_over_a_ca_file(serve: Serve, connect: Connect) -> None:
    server, _ = serve(answering(200), tls=True)
    found = failure(lambda: connect(server.endpoint, str(CERTIFICATE), OTHER).head("videos", "k"))
    assert found.code == ErrorCode.CERTIFICATE_CHANGED


def test_the_certificate_can_be_looked_at_before_it_is_trusted(serve: Serve) -> None:
    server, _ = serve(answering(200), tls=True)
    connections = HttpConnectionPool(
        server.endpoint, "", certificate_sha256=OTHER, max_connections=1, connect_timeout_s=5
    )
    assert connections.show_certificate(f"127.0.0.1:{server.port}") == SHOWN


def test_a_port_without_tls_has_no_certificate_to_show(serve: Serve) -> None:
    server, _ = serve(answering(400))
    endpoint = server.endpoint.replace("http:", "https:")
    connections = HttpConnectionPool(
        endpoint, "", certificate_sha256=OTHER, max_connections=1, connect_timeout_s=0.5
    )
    found = failure(lambda: connections.show_certificate(f"127.0.0.1:{server.port}"))
    assert found.code in {ErrorCode.ENDPOINT_SPEAKS_HTTP, ErrorCode.NETWORK_LOST}


def test_a_program_from_another_system_trusts_what_this_one_trusts(tmp_path: Path) -> None:
    missing, there = tmp_path / "nowhere.pem", tmp_path / "ca-bundle.crt"
    there.write_text("", "ascii")
    assert authorities_elsewhere([missing, there]) == there


def test_where_a_system_keeps_no_authorities_the_program_brings_some(tmp_path: Path) -> None:
    assert authorities_elsewhere([tmp_path / "nowhere.pem"]) == Path(certifi.where())
