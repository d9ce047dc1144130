"""``rclone serve s3``: a store that checks less and forgets more than others."""

import contextlib
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from lab.stores.s3probe import S3Address

ACCESS_KEY = "rclone-access"
SECRET_KEY = "rclone-secret-key"
STARTS_WITHIN_S = 60.0
_LISTENS = re.compile(r"Starting s3 server on \[(http://127\.0\.0\.1:\d+)/\]")


@contextlib.contextmanager
def running_rclone(directory: Path) -> Iterator[S3Address]:
    """rclone serving ``directory``, with one bucket, ``uploads``, on a port that the system gives it."""
    (directory / "uploads").mkdir(parents=True, exist_ok=True)
    command = [
        _program(), "serve", "s3", "--addr=127.0.0.1:0", f"--auth-key={ACCESS_KEY},{SECRET_KEY}",
        "--vfs-cache-mode=off", "--config=", str(directory),
    ]  # fmt: skip
    log_file = directory.parent / f"{directory.name}.log"
    with log_file.open("wb") as log:
        server = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
    try:
        yield S3Address(_endpoint_once_it_listens(server, log_file), ACCESS_KEY, SECRET_KEY, "uploads")
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


def _endpoint_once_it_listens(server: "subprocess.Popen[bytes]", log_file: Path) -> str:
    deadline = time.monotonic() + STARTS_WITHIN_S
    while server.poll() is None and time.monotonic() < deadline:
        if said := _LISTENS.search(log_file.read_text("utf-8")):
            return said[1]
        time.sleep(0.02)
    raise AssertionError(f"rclone did not start (exit code {server.poll()})")
