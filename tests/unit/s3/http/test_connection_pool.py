import contextlib
import socket
import threading
from pathlib import Path

import pytest

from lab.lines.scripted import CERTIFICATE, Visit, answering, deaf, hanging_up, mute, unused_port
from lab.stores.s3_calls import (
    HASTY_S,
    SIZE,
    Connect,
    Serve,
    endless_body,
    error,
    failure,
    put,
    send,
    send_body,
)
from uploader_gui.domain.errors import BadSettingsError, ErrorCode, ErrorKind, SourceError, StoreError
from uploader_gui.domain.profile import Connection
from uploader_gui.s3.client import S3Client
from uploader_gui.source.source_file import Source

PAGE = b"<html><body>413 Request Entity Too Large</body></html>"


@pytest.mark.case("C33")
def test_a_mute_server_times_out(serve: Serve, source: Source) -> None:
    _, client = serve(mute, patience_s=HASTY_S)
    found = failure(lambda: send(client, source))
    assert (found.code, found.got_no_answer) == (ErrorCode.NETWORK_LOST, True)


@pytest.mark.case("C33")
def test_a_deaf_server_times_out(serve: Serve) -> None:
    _, client = serve(deaf, patience_s=HASTY_S)
    found = failure(lambda: send_body(client, endless_body()))
    assert (found.code, found.got_no_answer) == (ErrorCode.NETWORK_LOST, True)


def test_a_slow_server_is_no_error(serve: Serve, source: Source) -> None:
    patience_s = 1.0

    def script(visit: Visit) -> None:
        left = SIZE
        while left > 0:  # head included: the last bytes may stay unread
            left -= len(visit.sock.recv(65536))
            visit.server.is_over.wait(2 * patience_s / (SIZE / 65536))
        visit.answer(200, b"", {"ETag": '"e"'})

    _, client = serve(script, patience_s=patience_s)
    assert send(client, source).sent == SIZE


def test_a_proxy_that_refuses_a_body_is_heard_while_it_is_sent(serve: Serve) -> None:
    def script(visit: Visit) -> None:
        visit.sock.recv(65536)
        visit.answer(413, PAGE, {"Connection": "close"})
        visit.hold()

    _, client = serve(script)
    assert failure(lambda: send_body(client, endless_body())).code == ErrorCode.BODY_TOO_LARGE


@pytest.mark.case("C32")
def test_a_connection_that_died_while_idle_is_replaced_at_once(serve: Serve, source: Source) -> None:
    def once(visit: Visit) -> None:
        visit.read_request()
        visit.answer(200, b"", {"ETag": '"e"'})
        visit.read_request()
        visit.reset()

    server, client = serve(once, answering(200, b"", {"ETag": '"e"'}))
    send(client, source, 10)
    assert send(client, source, 10).sent == 10
    assert (server.connections, len(server.heads)) == (2, 3)


def test_a_connection_closed_by_the_server_meanwhile_is_not_used(serve: Serve, source: Source) -> None:
    def once(visit: Visit) -> None:
        visit.read_request()
        visit.answer(200, b"", {"ETag": '"e"', "Connection": "close"})

    server, client = serve(once)
    send(client, source, 10)
    send(client, source, 10)
    assert (server.connections, len(server.heads)) == (2, 2)


def test_what_the_first_of_two_tries_may_have_put_there_is_no_conflict(serve: Serve, source: Source) -> None:
    def once(visit: Visit) -> None:
        visit.read_request()
        visit.answer(200, b"", {"ETag": '"e"'})
        visit.read_request()
        visit.reset()

    _, client = serve(once, answering(412, error("PreconditionFailed")))
    put(client, source)
    found = failure(lambda: put(client, source))
    assert (found.code, found.got_no_answer) == (ErrorCode.NETWORK_LOST, True)


@pytest.mark.case("C46")
def test_requests_go_over_one_connection_while_it_lives(serve: Serve, source: Source) -> None:
    server, client = serve(answering(200, b"", {"ETag": '"e"'}))
    for _ in range(3):
        send(client, source, 10)
    assert (server.connections, len(server.heads)) == (1, 3)


def test_a_server_that_hangs_up_is_a_lost_network(serve: Serve, source: Source) -> None:
    _, client = serve(hanging_up)
    found = failure(lambda: send(client, source, 10))
    assert (found.code, found.got_no_answer, found.retries_are_limited) == (
        ErrorCode.NETWORK_LOST,
        True,
        False,
    )


def test_a_refused_connection_says_so(connect: Connect) -> None:
    found = failure(lambda: connect(f"http://127.0.0.1:{unused_port()}").head("videos", "k"))
    assert (found.code, found.got_no_answer) == (ErrorCode.NETWORK_LOST, False)
    assert "refuses" in found.message


def test_a_host_that_does_not_resolve_says_so(connect: Connect) -> None:
    found = failure(lambda: connect("http://no-such-host.invalid:9000").head("videos", "k"))
    assert (found.code, found.got_no_answer) == (ErrorCode.HOST_NOT_FOUND, False)
    assert "no-such-host.invalid:9000" in found.message


@pytest.mark.case("C38")
def test_an_unknown_certificate_is_refused_before_anything_is_said(serve: Serve) -> None:
    server, client = serve(answering(200), tls=True)
    found = failure(lambda: client.head("videos", "k"))
    assert (found.code, found.kind) == (ErrorCode.CERTIFICATE_SELF_SIGNED, ErrorKind.NEEDS_USER)
    assert server.heads == []


@pytest.mark.case("C38")
def test_a_certificate_is_trusted_by_its_ca_file(serve: Serve, source: Source) -> None:
    server, client = serve(answering(200, b"", {"ETag": '"e"'}), tls=True, ca_file=str(CERTIFICATE))
    assert send(client, source).sent == SIZE
    assert server.bodies == [b"x" * SIZE]


def test_https_on_a_port_that_speaks_http_says_so(serve: Serve, connect: Connect) -> None:
    def script(visit: Visit) -> None:
        visit.sock.recv(65536)
        visit.answer(400, b"Bad Request")

    server, _ = serve(script)
    found = failure(lambda: connect(server.endpoint.replace("http:", "https:")).head("videos", "k"))
    assert (found.code, found.kind) == (ErrorCode.ENDPOINT_SPEAKS_HTTP, ErrorKind.NEEDS_USER)


def test_http_on_a_port_that_speaks_only_tls_says_so(serve: Serve) -> None:
    def script(visit: Visit) -> None:
        visit.read_request()
        visit.sock.sendall(b"\x15\x03\x01\x00\x02\x02\x46")

    _, client = serve(script)
    assert failure(lambda: client.head("videos", "k")).code == ErrorCode.ENDPOINT_SPEAKS_HTTPS


def test_a_ca_file_that_is_none_is_a_bad_setting(connect: Connect, tmp_path: Path) -> None:
    with pytest.raises(BadSettingsError, match="CA file"):
        connect("https://127.0.0.1:9000", str(tmp_path / "missing.pem"))
    (tmp_path / "empty.pem").write_text("nothing")
    with pytest.raises(BadSettingsError, match="CA file"):
        connect("https://127.0.0.1:9000", str(tmp_path / "empty.pem"))


def test_a_source_that_ends_early_ends_the_request_without_an_answer(serve: Serve, source: Source) -> None:
    server, client = serve(mute)
    with pytest.raises(SourceError) as caught:
        send(client, source, 2 * SIZE)
    assert caught.value.code == ErrorCode.SOURCE_TRUNCATED
    assert server.heads == []


@pytest.mark.case("C39")
def test_a_proxy_of_the_environment_is_used_and_excepted(
    serve: Serve, connect: Connect, monkeypatch: pytest.MonkeyPatch
) -> None:
    server, _ = serve(answering(200, b"", {"ETag": '"e"', "Content-Length": "0"}))
    monkeypatch.setenv("http_proxy", server.endpoint.replace("//", "//us%40er:pass@"))
    monkeypatch.setenv("no_proxy", "store.local")
    connect("http://store.example:9000").head("videos", "k")
    assert server.heads[0].startswith("HEAD http://store.example:9000/videos/k HTTP/1.1\r\n")
    assert "proxy-authorization: Basic dXNAZXI6cGFzcw==" in server.heads[0]
    assert "host: store.example:9000" in server.heads[0]
    assert (
        failure(lambda: connect("http://store.local:9000").head("videos", "k")).code
        == ErrorCode.HOST_NOT_FOUND
    )
    connect(server.endpoint).head("videos", "k")
    assert server.heads[-1].startswith("HEAD /videos/k ")


@pytest.mark.case("C39")
def test_https_goes_through_a_tunnel_of_the_proxy(
    serve: Serve, connect: Connect, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, _ = serve(answering(200, b"", {"ETag": '"e"'}), tls=True)

    def tunnel(visit: Visit) -> None:
        visit.read_request()
        visit.answer(200, b"")
        with socket.create_connection(("127.0.0.1", store.port)) as onward:
            while not visit.server.is_over.is_set():
                for from_, to in ((visit.sock, onward), (onward, visit.sock)):
                    from_.settimeout(0.01)
                    try:
                        data = from_.recv(65536)
                    except TimeoutError:
                        continue
                    if not data:
                        return
                    to.sendall(data)

    proxy, _ = serve(tunnel)
    monkeypatch.setenv("https_proxy", proxy.endpoint)
    monkeypatch.setattr("uploader_gui.s3.http.proxies.is_this_machine", lambda _host: False)
    connect(store.endpoint, str(CERTIFICATE)).head("videos", "k")
    assert proxy.heads[0].startswith(f"CONNECT 127.0.0.1:{store.port} ")
    assert store.heads[0].startswith("HEAD /videos/k ")


def test_a_proxy_that_wants_a_password_says_where_to_put_it(
    serve: Serve, connect: Connect, monkeypatch: pytest.MonkeyPatch
) -> None:
    proxy, _ = serve(answering(407))
    monkeypatch.setenv("https_proxy", proxy.endpoint)
    found = failure(lambda: connect("https://store.example:9000").head("videos", "k"))
    assert found.code == ErrorCode.PROXY_DENIED
    assert "password" in found.message


def test_a_proxy_that_is_not_there_is_named(connect: Connect, monkeypatch: pytest.MonkeyPatch) -> None:
    port = unused_port()
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{port}")
    found = failure(lambda: connect("http://store.example:9000").head("videos", "k"))
    assert found.code == ErrorCode.PROXY_LOST
    assert f"127.0.0.1:{port}" in found.message


def test_a_proxy_of_another_kind_is_a_bad_setting(connect: Connect, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "socks5://127.0.0.1:1080")
    with pytest.raises(BadSettingsError, match="socks5"):
        connect("http://store.example:9000")


@pytest.mark.case("L3.4")
def test_a_body_that_stands_still_while_others_move_is_given_up_long_before_it_times_out(
    serve: Serve, source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("uploader_gui.s3.http.nodes._SOONEST_STUCK_S", 0.2)
    monkeypatch.setattr("uploader_gui.s3.http.nodes._SINCE_STUCK_S", 0.0)
    dead, _ = serve(deaf)
    alive, _ = serve(answering(200, b"", {"ETag": '"e"'}))
    connection = Connection(f"{dead.endpoint},{alive.endpoint}", "us-east-1", "key", "secret")
    with contextlib.closing(S3Client(connection, read_timeout_s=60.0)) as client:
        given_up: list[StoreError] = []
        body = endless_body()
        sending = threading.Thread(target=lambda: given_up.append(failure(lambda: send_body(client, body))))
        sending.start()
        while sending.is_alive():
            if body.sent:
                send(client, source, 10)
            sending.join(0.05)
    assert [(error.code, error.can_go_elsewhere) for error in given_up] == [(ErrorCode.NETWORK_LOST, True)]
