"""The guide's script, unchanged, against ``uploader-gui serve`` on its usual port."""

import contextlib
import os
import re
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from filelock import FileLock

from lab.files import make_file, sha256_of
from lab.lines.proxy import FaultProxy
from lab.lines.rules import answer, hold
from lab.processes.program import Program
from lab.processes.server import JOBS, Server
from lab.screens.desktop import until
from lab.stores.s3probe import Probe, S3Address
from uploader_gui.domain.plan import MIB

SCRIPT = Path(__file__).parent / "guide" / "upload-with-resume.sh"
PORT = 8080  # written in the script
SIZE = 16 * MIB

pytestmark = [
    pytest.mark.tools("bash", "curl", "jq"),
    pytest.mark.timeout(600),  # another worker may have the port for as long as its test takes
]


@pytest.fixture(autouse=True)
def usual_port() -> Iterator[None]:
    """The port, for one test on this machine at a time."""
    with FileLock(Path(tempfile.gettempdir()) / f"uploader-tests-port-{PORT}.lock", timeout=400):
        try:
            socket.create_server(("127.0.0.1", PORT)).close()
        except OSError:
            pytest.skip(f"port {PORT}, which the guide's script names, is taken by another program")
        yield


@pytest.fixture
def impatient(tmp_path: Path) -> dict[str, str]:
    """An environment in which the script's pauses of five seconds are short."""
    folder = tmp_path / "bin"
    folder.mkdir()
    sleep = folder / "sleep"
    sleep.write_text(f"#!/bin/sh\nexec {shutil.which('sleep')} 0.3\n")
    sleep.chmod(0o755)
    return os.environ | {"PATH": f"{folder}:{os.environ['PATH']}"}


class Script:
    """The script while it runs."""

    def __init__(self, file: Path, environment: dict[str, str]) -> None:
        self._process = subprocess.Popen(
            [str(SCRIPT), str(file)],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.said = ""

    def hear(self, is_so: Callable[[str], bool]) -> str:
        """Read until a line fits; that line."""
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self.said += line
            if is_so(line):
                return line
        raise AssertionError(self.said)

    def job_id(self) -> str:
        return self.hear(lambda line: line.startswith("Job ID: ")).split()[-1]

    def end(self) -> None:
        """It has to end well."""
        assert self._process.stdout is not None
        self.said += self._process.stdout.read()
        self._process.stdout.close()
        assert self._process.wait(60) == 0, self.said
        assert "Upload completed successfully!" in self.said
        assert re.search(r"Download URL: http://\S+/film\.mov", self.said), self.said

    def kill(self) -> None:
        self._process.kill()
        self._process.wait(10)
        if self._process.stdout is not None:
            self._process.stdout.close()


@contextlib.contextmanager
def running_script(file: Path, environment: dict[str, str]) -> Iterator[Script]:
    script = Script(file, environment)
    try:
        yield script
    finally:
        script.kill()


@contextlib.contextmanager
def serving(program: Program) -> Iterator[Server]:
    with program.running("serve") as running:
        server = Server(running, program.state_dir)
        with server.client:
            yield server


def test_guides_script_uploads_through_a_pause_a_failure_and_a_killed_server(
    proxied: S3Address,
    bucket: Probe,
    proxy: FaultProxy,
    tmp_path: Path,
    impatient: dict[str, str],
) -> None:
    file = make_file(tmp_path / "film.mov", SIZE)
    program = Program(tmp_path / "state", proxied, UPLOAD_CHUNK_SIZE=str(5 * MIB))
    proxy.on("part", answer(403, early=True), number=4, nth=2, times=1)  # at once, to it after the pause
    proxy.on("part", hold(), number=4)  # and no end before all has happened
    with contextlib.ExitStack() as stack:
        server = stack.enter_context(serving(program))
        script = stack.enter_context(running_script(file, impatient))
        job_id = script.job_id()
        script.hear(lambda line: "Status: UPLOADING" in line)

        proxy.log.wait_for("part", number=4)
        server.client.post(f"{JOBS}/{job_id}/pause")
        script.hear(lambda line: "Upload paused. Resuming" in line)
        script.hear(lambda line: "Upload failed. Attempting to resume" in line)
        script.hear(lambda line: "Status: UPLOADING" in line)

        server.running.kill()
        script.hear(lambda line: "Status: ," in line)
        stack.enter_context(serving(program))
        script.hear(lambda line: "Upload paused. Resuming" in line)
        proxy.clear()
        script.end()
        until(lambda: not list((tmp_path / "state" / "staging").iterdir()), "the copy is deleted")
    assert bucket.sha256("film.mov") == sha256_of(file)


def test_guides_script_uploads(bucket: Probe, tmp_path: Path, impatient: dict[str, str]) -> None:
    file = make_file(tmp_path / "film.mov", MIB)
    with serving(Program(tmp_path / "state", bucket.address)), running_script(file, impatient) as script:
        script.end()
    assert bucket.sha256("film.mov") == sha256_of(file)
