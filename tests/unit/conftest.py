import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from lab.lines.scripted import Script, ScriptedServer
from lab.stores.s3_calls import PATIENCE_S, SIZE, Connect, Serve, new_client
from uploader_gui.s3.client import S3Client
from uploader_gui.source.source_file import Source


@pytest.fixture
def source(tmp_path: Path) -> Iterator[Source]:
    path = tmp_path / "clip.mp4"
    path.write_bytes(b"x" * SIZE)
    with Source(path) as source:
        yield source


@pytest.fixture
def connect() -> Iterator[Connect]:
    with contextlib.ExitStack() as stack:

        def start(
            endpoint: str, ca_file: str = "", pin: str = "", *, patience_s: float = PATIENCE_S
        ) -> S3Client:
            client = new_client(endpoint, ca_file, pin, patience_s=patience_s)
            stack.callback(client.close)
            return client

        yield start


@pytest.fixture
def serve(connect: Connect) -> Iterator[Serve]:
    with contextlib.ExitStack() as stack:

        def start(
            *scripts: Script, tls: bool = False, ca_file: str = "", patience_s: float = PATIENCE_S
        ) -> tuple[ScriptedServer, S3Client]:
            server = stack.enter_context(ScriptedServer(*scripts, tls=tls))
            client = connect(server.endpoint, ca_file, patience_s=patience_s)
            stack.callback(client.close)  # before the server, which waits for those who are connected
            return server, client

        yield start
