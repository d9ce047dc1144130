"""Handing over: only who proves to be the holder hears a secret of ours."""

import contextlib
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from typing_extensions import override

from uploader_gui.domain.errors import UploaderError
from uploader_gui.headless.api.access_policy import CHALLENGE_HEADER, PROOF_HEADER, proof
from uploader_gui.headless.commands.handover_client import HandoverClient
from uploader_gui.headless.runs.handover_messages import ResumeHandover
from uploader_gui.runtime.instance_lock import InstanceLock

IDENTITY, TOKEN = "identity", "the token"


class Listener(ThreadingHTTPServer):
    """Answers every request with 204; whose ``identity`` is the holder's can prove it. ``heard`` says what came."""

    def __init__(self, identity: str, *, port: int = 0, closes: bool = False) -> None:
        self.identity = identity
        self.closes = closes
        self.heard: list[tuple[str, str]] = []
        super().__init__(("127.0.0.1", port), _Handler)

    @property
    def port(self) -> int:
        return int(self.server_address[1])


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Listener

    def _answer(self) -> None:
        self.server.heard.append((self.command, self.headers.get("Authorization", "")))
        self.send_response(204)
        self.send_header(PROOF_HEADER, proof(self.server.identity, self.headers.get(CHALLENGE_HEADER, "")))
        if self.server.closes:
            self.send_header("Connection", "close")
        self.end_headers()

    do_GET = do_DELETE = do_POST = _answer  # noqa: N815  # the names that the server looks for

    @override
    def log_message(self, *_: object) -> None:
        return


@contextlib.contextmanager
def listening(identity: str, *, port: int = 0, closes: bool = False) -> Iterator[Listener]:
    with Listener(identity, port=port, closes=closes) as listener:
        thread = threading.Thread(target=listener.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield listener
        finally:
            listener.shutdown()
            thread.join()


@pytest.fixture
def lock(tmp_path: Path) -> Iterator[InstanceLock]:
    with contextlib.closing(InstanceLock(tmp_path).acquire("the window")) as lock:
        yield lock


def connected(lock: InstanceLock, holder: Listener, state_dir: Path) -> HandoverClient | None:
    lock.announce(f"http://127.0.0.1:{holder.port}", TOKEN, IDENTITY)
    return HandoverClient.connected(state_dir)


def test_the_holder_is_told_to_pause_with_the_token(lock: InstanceLock, tmp_path: Path) -> None:
    with listening(IDENTITY) as holder:
        client = connected(lock, holder, tmp_path)
        assert client is not None
        with contextlib.closing(client):
            client.interrupt()
        assert holder.heard == [("GET", ""), ("GET", ""), ("DELETE", f"Bearer {TOKEN}")]


def test_a_stranger_at_the_holders_port_hears_no_token(lock: InstanceLock, tmp_path: Path) -> None:
    with listening("somebody else") as stranger:
        assert connected(lock, stranger, tmp_path) is None
        assert stranger.heard == [("GET", "")]


def test_a_stranger_who_took_the_holders_port_meanwhile_hears_no_token_at_an_interrupt(
    lock: InstanceLock, tmp_path: Path
) -> None:
    with listening(IDENTITY) as holder:
        client = connected(lock, holder, tmp_path)
        assert client is not None
        client.close()
    with listening("somebody else", port=holder.port) as stranger:
        client.interrupt()
        assert [token for _, token in stranger.heard if token] == []


def test_a_connection_that_the_holder_closed_is_not_opened_again_to_whoever_is_there(
    lock: InstanceLock, tmp_path: Path
) -> None:
    with listening(IDENTITY, closes=True) as holder:
        client = connected(lock, holder, tmp_path)
        assert client is not None
        with contextlib.closing(client), pytest.raises(UploaderError, match="does not answer any more"):
            list(client.hand_over(ResumeHandover(None)))
        assert [token for _, token in holder.heard if token] == []
