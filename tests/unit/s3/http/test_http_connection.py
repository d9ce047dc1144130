import socket
import threading
import time
from collections.abc import Callable

import pytest

from lab.lines.scripted import CERTIFICATE, Script, Visit, answering, deaf, mute
from lab.stopwatch import least
from lab.stores.s3_calls import Connect, Serve, endless_body, send_body
from uploader_gui.domain.errors import StoppedError
from uploader_gui.domain.plan import MIB, PartRange
from uploader_gui.s3.client import S3Client
from uploader_gui.s3.http.request_body import Body, Throttle
from uploader_gui.source.source_file import Source

AT_ONCE_S = 0.05
PATIENT_S = 30.0


def stop_and_time(
    call: Callable[[], object], stop: Callable[[], None], is_under_way: Callable[[], bool]
) -> float:
    """Run ``call`` on a thread, stop it once it is under way; seconds until it had ended with StoppedError."""
    ended: list[tuple[type[BaseException] | None, float]] = []

    def run() -> None:
        try:
            call()
            ended.append((None, time.monotonic()))
        except Exception as error:  # noqa: BLE001 - looked at below
            ended.append((type(error), time.monotonic()))

    thread = threading.Thread(target=run)
    thread.start()
    deadline_s = time.monotonic() + 20
    while not is_under_way() and time.monotonic() < deadline_s:
        time.sleep(0.001)
    stopped_s = time.monotonic()
    stop()
    thread.join(20)
    assert [kind for kind, _ in ended] == [StoppedError]
    return ended[0][1] - stopped_s


def patient(client: S3Client) -> S3Client:
    """Nothing but the stop may end its calls."""
    client._sdk._timeout_s = PATIENT_S
    return client


def slow(visit: Visit) -> None:
    while visit.sock.recv(16384):
        visit.server.is_over.wait(0.01)


@pytest.mark.case("C24")
@pytest.mark.parametrize("is_secure", [False, True])
@pytest.mark.parametrize("script", [slow, deaf])
def test_a_part_that_is_being_sent_stops_at_once(serve: Serve, script: Script, is_secure: bool) -> None:
    def stopped_in_s() -> float:
        _, client = serve(script, tls=is_secure, ca_file=str(CERTIFICATE) if is_secure else "")
        body = endless_body()
        seen = [(0, 0.0)]

        def is_under_way() -> bool:
            if body.sent != seen[0][0]:
                seen[0] = (body.sent, time.monotonic())
            still_s = time.monotonic() - seen[0][1]
            return body.sent > 0 and (script is slow or still_s > 0.02)

        took_s = stop_and_time(lambda: send_body(patient(client), body), body.stop, is_under_way)
        counted = body.sent
        time.sleep(0.02)
        assert body.sent == counted
        return took_s

    assert least(stopped_in_s, AT_ONCE_S) < AT_ONCE_S


@pytest.mark.case("C24")
@pytest.mark.parametrize("is_secure", [False, True])
def test_a_part_that_waits_for_its_answer_stops_at_once(
    serve: Serve, source: Source, is_secure: bool
) -> None:
    def stopped_in_s() -> float:
        server, client = serve(mute, tls=is_secure, ca_file=str(CERTIFICATE) if is_secure else "")
        body = Body(source, PartRange(1, 0, MIB), Throttle())
        return stop_and_time(lambda: send_body(patient(client), body), body.stop, lambda: bool(server.heads))

    assert least(stopped_in_s, AT_ONCE_S) < AT_ONCE_S


def test_a_part_in_the_middle_of_a_tls_handshake_stops_at_once(serve: Serve, connect: Connect) -> None:
    def stopped_in_s() -> float:
        server, _ = serve(deaf)
        client = connect(server.endpoint.replace("http:", "https:"))
        body = endless_body()
        return stop_and_time(lambda: send_body(client, body), body.stop, lambda: server.connections > 0)

    assert least(stopped_in_s, AT_ONCE_S) < AT_ONCE_S


@pytest.mark.case("C24")
def test_a_part_that_is_still_connecting_stops_at_once(connect: Connect) -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        address = listener.getsockname()
        with socket.create_connection(address):  # fills the queue: the system answers no further packet
            client = connect(f"http://127.0.0.1:{address[1]}")

            def stopped_in_s() -> float:
                body = endless_body()
                began_s = time.monotonic()
                return stop_and_time(
                    lambda: send_body(client, body), body.stop, lambda: time.monotonic() - began_s > 0.05
                )

            assert least(stopped_in_s, AT_ONCE_S) < AT_ONCE_S


def test_a_throttled_part_stops_at_once(serve: Serve, source: Source) -> None:
    def stopped_in_s() -> float:
        server, client = serve(mute)
        body = Body(source, PartRange(1, 0, MIB), Throttle(1000))
        return stop_and_time(lambda: send_body(client, body), body.stop, lambda: server.connections > 0)

    assert least(stopped_in_s, AT_ONCE_S) < AT_ONCE_S


def test_a_stopped_body_is_not_sent_at_all(serve: Serve, source: Source) -> None:
    server, client = serve(answering(200))
    body = Body(source, PartRange(1, 0, MIB), Throttle())
    body.stop()
    with pytest.raises(StoppedError):
        send_body(client, body)
    assert server.connections == 0


def test_nothing_that_the_system_holds_of_a_stopped_part_goes_out(serve: Serve) -> None:
    arrived: list[int] = []

    def late(visit: Visit) -> None:
        visit.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        stopped.wait(30)
        try:
            while data := visit.sock.recv(65536):
                arrived.append(len(data))
        except ConnectionResetError:
            arrived.append(-1)

    stopped = threading.Event()
    _, client = serve(late)
    body = endless_body()
    stop_and_time(lambda: send_body(patient(client), body), body.stop, lambda: body.sent > 100_000)
    sent = body.sent
    stopped.set()
    latest_s = time.monotonic() + 30
    while -1 not in arrived:
        assert time.monotonic() < latest_s, "the connection was not reset"
        time.sleep(0.01)
    assert sum(arrived) < sent


def test_the_other_parts_go_on(serve: Serve, source: Source) -> None:
    server, client = serve(mute, answering(200, b"", {"ETag": '"e"'}))
    body = Body(source, PartRange(1, 0, MIB), Throttle())
    stop_and_time(lambda: send_body(patient(client), body), body.stop, lambda: bool(server.heads))
    assert send_body(client, Body(source, PartRange(1, 0, MIB), Throttle())) == "e"


def test_closing_ends_the_calls_that_have_no_body(serve: Serve) -> None:
    def closed_in_s() -> float:
        server, client = serve(mute)
        return stop_and_time(
            lambda: patient(client).list_parts("videos", "k", "u"), client.close, lambda: bool(server.heads)
        )

    assert least(closed_in_s, AT_ONCE_S) < AT_ONCE_S
