"""A start of the window beside a holder of the state directory that has none."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from lab.files import make_file, sha256_of
from lab.processes.program import Program
from lab.processes.server import Server, serving
from lab.stores.s3probe import Probe, S3Address


@pytest.fixture
def program(tmp_path: Path, proxied: S3Address) -> Program:
    return Program(tmp_path / "state", proxied)


@pytest.fixture
def server(program: Program) -> Iterator[Server]:
    with serving(program) as running:
        yield running


def test_files_go_to_a_server_that_holds_the_state_directory(
    server: Server, bucket: Probe, program: Program, tmp_path: Path
) -> None:
    file = make_file(tmp_path / "clip.mov", 1000)
    ended = program.run(file)
    assert ended.code == 0, ended.errors
    assert bucket.sha256("clip.mov") == sha256_of(file)


def test_with_no_files_it_says_who_runs_the_uploads(server: Server, program: Program) -> None:
    ended = program.run()
    assert ended.code == 2
    assert "`uploader-gui serve`" in ended.errors
