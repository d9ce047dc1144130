"""``rclone serve s3``: a store that checks less and forgets more than others."""

import contextlib
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from lab.stores.s3probe import S3Address

ACCESS_KEY = "rclone-access"
SECRET_KEY = "rclone-secret-key"
STARTS_WITHIN_S = 20.0


@contextlib.contextmanager
def running_rclone(directory: Path, *, port: int = 0) -> Iterator[S3Address]:
    """rclone serving ``directory``, with one bucket, ``uploads``."""
    (directory / "uploads").mkdir(parents=True, exist_ok=True)
    port = port or _free_port()
    command = [
        _program(), "serve", "s3", f"--addr=127.0.0.1:{port}", f"--auth-key={ACCESS_KEY},{SECRET_KEY}",
        "--vfs-cache-mode=off", "--config=", str(directory),
    ]  # fmt: skip
    with (directory.parent / f"{directory.name}.log").open("wb") as log:
        server = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
    try:
        _wait_until_it_listens(server, port)
        yield S3Address(f"http://127.0.0.1:{port}", ACCESS_KEY, SECRET_KEY, "uploads")
    finally:
        server.terminate()
        server.wait(10)


@pytest.fixture(scope="session")
def rclone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[S3Address]:
    """The second store of this test process."""
    with running_rclone(tmp_path_factory.mktemp("rclone")) as address:
        yield address


def _program() -> str:
    program = shutil.which("rclone", path=str(Path(sys.executable).parent)) or shutil.which("rclone")
    assert program, "rclone is missing: install the test extra"
    return program


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_until_it_listens(server: "subprocess.Popen[bytes]", port: int) -> None:
    deadline = time.monotonic() + STARTS_WITHIN_S
    while server.poll() is None and time.monotonic() < deadline:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.02)
    raise AssertionError(f"rclone did not start (exit code {server.poll()})")
