"""A connection that can't work gets one sentence that says what to fix, and exit code 1."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from e2e.command_line import CommandLine
from lab.files import make_file
from lab.stores.s3probe import Probe, S3Address


def wrong_secret(address: S3Address) -> S3Address:
    return replace(address, secret_key="not-the-secret")


def missing_bucket(address: S3Address) -> S3Address:
    return replace(address, bucket="no-such-bucket-here")


def unknown_host(address: S3Address) -> S3Address:
    return replace(address, endpoint="http://no-such-host.invalid:9000")


def https_on_an_http_port(address: S3Address) -> S3Address:
    return replace(address, endpoint=address.endpoint.replace("http://", "https://"))


@pytest.mark.parametrize(
    ("mistake", "words"),
    [
        (wrong_secret, "secret key"),
        (missing_bucket, "no such bucket"),
        (unknown_host, "host name"),
        (https_on_an_http_port, "http://"),
    ],
)
def test_mistake_in_the_connection_is_named(
    tmp_path: Path, bucket: Probe, mistake: Callable[[S3Address], S3Address], words: str
) -> None:
    program = CommandLine(tmp_path / "state", mistake(bucket.address))
    ended = program.run("upload", make_file(tmp_path / "a.mp4", 100))
    assert ended.says(1, words)
    assert len(ended.err.strip().splitlines()) == 1


def test_file_over_the_limit_that_was_set_is_refused(tmp_path: Path, bucket: Probe) -> None:
    program = CommandLine(tmp_path / "state", bucket.address)
    file = make_file(tmp_path / "a.mp4", 1001)
    assert program.run("upload", file, UPLOAD_MAX_SIZE="1000").says(1, "UPLOAD_MAX_SIZE")
    assert program.run("upload", file, UPLOAD_MAX_SIZE="1001").code == 0


@pytest.mark.parametrize("kind", ["missing", "loop", "empty folder"])
def test_path_that_cannot_be_taken_is_named(tmp_path: Path, bucket: Probe, kind: str) -> None:
    path = tmp_path / kind
    if kind == "loop":
        path.symlink_to(path)
    elif kind == "empty folder":
        path.mkdir()
    ended = CommandLine(tmp_path / "state", bucket.address).run("upload", path)
    assert ended.says(1, str(path))
    assert len(ended.err.strip().splitlines()) == 1
