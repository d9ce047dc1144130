"""Few descriptors, and others who use them up: it does with less, waits, and never blames the state directory."""

import contextlib
import json
import socket
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from lab.files import make_file, sha256_of
from lab.lines.proxy import FaultProxy
from lab.lines.rules import hold
from lab.processes.program import PROGRAM, Program, Running
from lab.stores.s3probe import Probe, S3Address
from uploader_gui.domain.messages import MessageCode, english, message
from uploader_gui.domain.plan import MIB

resource = pytest.importorskip("resource")
pytestmark = pytest.mark.case("S02")
PART = 5 * MIB
LIMIT = 128
IN_USE = 3
"""With this limit every number that could be given is in use; with 0, Linux would not even poll what is open."""
TOO_MANY = english((message(MessageCode.TOO_MANY_FILES),))


@pytest.fixture
def program(tmp_path: Path, proxied: S3Address) -> Program:
    return Program(tmp_path / "state", proxied)


def with_descriptors(program: Program, count: int, *arguments: str | Path) -> Running:
    command = [*PROGRAM, *map(str, arguments)]
    return Running(
        subprocess.Popen(
            ["sh", "-c", f'ulimit -n {count}; exec "$@"', "sh", *command],
            env=program.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
    )


def address_of(program: Program) -> tuple[str, int]:
    deadline_s = time.monotonic() + 30
    while time.monotonic() < deadline_s:
        with contextlib.suppress(OSError, ValueError, KeyError):
            note = json.loads((program.state_dir / "engine.json").read_text())
            host, _, port = note["address"].removeprefix("http://").rpartition(":")
            return host, int(port)
        time.sleep(0.05)
    raise AssertionError("no address")


def knock(where: tuple[str, int]) -> socket.socket:
    """Connect to an address whose queue is full at times: what it drops the system sends again only after a second."""
    for _ in range(100):
        with contextlib.suppress(TimeoutError):
            return socket.create_connection(where, timeout=0.05)
    return socket.create_connection(where, timeout=5)


def test_few_descriptors_are_enough_with_fewer_workers(
    program: Program, bucket: Probe, tmp_path: Path
) -> None:
    files = [make_file(tmp_path / f"{number}.mov", size) for number, size in enumerate([3 * PART, *[9] * 30])]
    ended = with_descriptors(program, 64, "upload", *files, "--chunk-size", str(PART), "--json").end()
    assert (ended.code, ended.errors) == (0, "")
    assert [bucket.sha256(file.name) for file in files] == [sha256_of(file) for file in files]


def test_connections_that_send_a_byte_stop_no_upload(
    program: Program, proxy: FaultProxy, bucket: Probe, tmp_path: Path
) -> None:
    file = make_file(tmp_path / "a.mov", 2 * PART)
    held = proxy.on("part", hold(), number=2)
    running = with_descriptors(program, LIMIT, "upload", file, "--chunk-size", str(PART), "--json")
    process = psutil.Process(running.pid)
    with contextlib.ExitStack() as strangers:
        strangers.callback(running.kill)
        where = address_of(program)
        for _ in range(400):
            with contextlib.suppress(OSError):  # it may be refused by then
                stranger = strangers.enter_context(knock(where))
                stranger.sendall(b"G")
            assert process.num_fds() < LIMIT * 3 // 4, "those of the engine are used up"
        held.release()
        ended = running.end()
    assert (ended.code, ended.lines[-1]["event"]) == (0, "completed"), ended.errors
    assert TOO_MANY not in json.dumps(ended.lines)
    assert bucket.sha256("a.mov") == sha256_of(file)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux limits another process")
def test_where_no_descriptor_is_left_it_goes_on_when_there_are_some(
    program: Program, proxy: FaultProxy, bucket: Probe, tmp_path: Path
) -> None:
    files = [make_file(tmp_path / f"{number}.mov", PART) for number in range(12)]
    proxy.throttle(2 * MIB)
    with program.running("upload", *files, "--json", "--workers", "2") as running:
        running.wait_for(lambda line: line["event"] == "progress" and line["status"] == "UPLOADING")
        usual = resource.prlimit(running.pid, resource.RLIMIT_NOFILE)
        resource.prlimit(running.pid, resource.RLIMIT_NOFILE, (IN_USE, usual[1]))
        proxy.clear()
        running.wait_for(lambda line: TOO_MANY in line["message"])
        resource.prlimit(running.pid, resource.RLIMIT_NOFILE, usual)
        ended = running.end()
    assert ended.code == 0, ended.errors
    assert "can't be written to" not in json.dumps(ended.lines)
    assert bucket.keys() == sorted(file.name for file in files)
