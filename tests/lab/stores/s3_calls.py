"""Short forms of the client's calls, for tests that ask what becomes of them."""

from collections.abc import Callable
from typing import Protocol

import pytest

from lab.lines.scripted import Script, ScriptedServer
from uploader_gui.domain.errors import StoreError
from uploader_gui.domain.plan import MIB, PartRange
from uploader_gui.domain.profile import Connection
from uploader_gui.s3.client import S3Client
from uploader_gui.s3.http.request_body import Body, Throttle
from uploader_gui.source.source_file import Source

SIZE = 4 * MIB
OK = {"ETag": '"e"'}
PATIENCE_S = 20.0
"""Of a client whose answers come: so long no machine stands still."""
HASTY_S = 0.3
"""For what never comes."""


class Connect(Protocol):
    """Gives a client that loses patience after ``patience_s``; closed after the test."""

    def __call__(
        self, endpoint: str, ca_file: str = "", pin: str = "", *, patience_s: float = PATIENCE_S
    ) -> S3Client: ...


class Serve(Protocol):
    """Starts a server with these scripts, and gives it with a client for it; both end with the test."""

    def __call__(
        self, *scripts: Script, tls: bool = False, ca_file: str = "", patience_s: float = PATIENCE_S
    ) -> tuple[ScriptedServer, S3Client]: ...


class Zeros:
    """A source without an end."""

    def read(self, offset: int, size: int) -> bytes:
        del offset
        return bytes(size)


def new_client(
    endpoint: str, ca_file: str = "", pin: str = "", *, patience_s: float = PATIENCE_S
) -> S3Client:
    connection = Connection(endpoint, "us-east-1", "key", "secret", ca_file, certificate_sha256=pin)
    return S3Client(
        connection, connect_timeout_s=patience_s, read_timeout_s=patience_s, finish_timeout_s=patience_s
    )


def endless_body() -> Body:
    """Larger than all buffers on the way."""
    return Body(Zeros(), PartRange(1, 0, 64 * MIB), Throttle())


def send_body(client: S3Client, body: Body) -> str:
    return client.send_part("videos", "k", "u", 1, body, crc32=1, md5=None).etag


def send(client: S3Client, source: Source, size: int = SIZE) -> Body:
    body = Body(source, PartRange(1, 0, size), Throttle())
    send_body(client, body)
    return body


def put(client: S3Client, source: Source) -> str:
    body = Body(source, PartRange(1, 0, 10), Throttle())
    answer = client.put_object(
        "videos", "k", body, content_type="video/mp4", job_id="j", crc32=1, md5=None, only_if_absent=True
    )
    return answer.etag


def complete(client: S3Client) -> str:
    return client.complete("videos", "k", "u", [(1, "e", 1)], whole_crc32=None, only_if_absent=False).etag


def failure(call: Callable[[], object]) -> StoreError:
    """The StoreError that the call raises."""
    with pytest.raises(StoreError) as caught:
        call()
    return caught.value


def error(code: str, message: str = "", extra: str = "") -> bytes:
    """An S3 error document."""
    return (
        f"<?xml version='1.0'?><Error><Code>{code}</Code><Message>{message}</Message>{extra}</Error>".encode()
    )
