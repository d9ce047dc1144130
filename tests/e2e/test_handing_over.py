"""Who comes second hands over to the holder, and looks as if it had done it all itself."""

import contextlib
import json
import os
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from lab.files import make_file, sha256_of
from lab.lines.proxy import FaultProxy
from lab.lines.rules import hold
from lab.processes.program import Line, Program
from lab.processes.server import Server, note, serving
from lab.stopwatch import Stopwatch
from lab.stores.s3probe import Probe, S3Address
from uploader_gui.domain.errors import ErrorCode
from uploader_gui.domain.plan import MIB
from uploader_gui.runtime.instance_lock import InstanceLock

PART = 5 * MIB
OUT_WITHIN_S = 3.0


@pytest.fixture
def program(tmp_path: Path, proxied: S3Address) -> Program:
    return Program(tmp_path / "state", proxied)


@pytest.fixture
def server(program: Program, proxy: FaultProxy) -> Iterator[Server]:
    """A holder that lives as long as the test, before a store that takes 1 MiB a second."""
    proxy.throttle(MIB)
    with serving(program) as running:
        yield running
        proxy.clear()


def without_time(line: Line) -> Line:
    changing = {"jobId", "startTime", "endTime", "bytesPerSecond", "secondsLeft"}
    measured = {"videoRecordingId", "beganAt", "activeSeconds", "bytesPerSecond"}
    response = {key: value for key, value in line.get("uploadResponse", {}).items() if key not in measured}
    same = {key: value for key, value in line.items() if key not in changing}
    return same | {"uploadResponse": response, "package": line["package"]["name"]}


def test_handed_over_upload_ends_like_one_alone(
    server: Server, proxy: FaultProxy, bucket: Probe, program: Program, proxied: S3Address, tmp_path: Path
) -> None:
    proxy.clear()
    file = make_file(tmp_path / "a.mov", 2 * PART + 1)
    command = ("upload", file, "--chunk-size", str(PART), "--json")
    there = program.run(*command)
    assert there.code == 0, there.errors
    assert server.job(there.lines[-1]["jobId"])["status"] == "COMPLETED"
    assert bucket.sha256("a.mov") == sha256_of(file)
    bucket.delete("a.mov")
    here = Program(tmp_path / "alone", proxied).run(*command)
    assert (here.code, here.errors) == (there.code, there.errors)
    assert without_time(here.lines[-1]) == without_time(there.lines[-1])
    assert without_time(here.lines[0]) == without_time(there.lines[0])


def test_relative_paths_folders_and_refusals_are_handed_over(
    server: Server, proxy: FaultProxy, bucket: Probe, program: Program, tmp_path: Path
) -> None:
    proxy.clear()
    card = tmp_path / "card"
    (card / "DCIM").mkdir(parents=True)
    make_file(card / "a.mov", 10)
    make_file(card / "DCIM" / "b.mov", 20)
    os.mkfifo(card / "pipe")
    ended = program.run("upload", os.path.relpath(card), "--prefix", "2026", "--package", "Früh 7", "--json")
    assert (ended.code, "pipe" in ended.errors) == (1, True)
    assert {line["package"]["name"] for line in ended.lines if line["event"] == "completed"} == {"Früh 7"}
    assert sorted(line["event"] for line in ended.lines if line["event"] != "progress") == [
        "completed", "completed", "packageEnded", "refused", "submitted", "submitted",
    ]  # fmt: skip
    assert (ended.lines[-1]["package"]["name"], ended.lines[-1]["files"]) == ("Früh 7", 2)
    assert bucket.keys() == ["2026/card/DCIM/b.mov", "2026/card/a.mov"]


def test_conflicts_are_settled_as_the_caller_said(
    server: Server, proxy: FaultProxy, bucket: Probe, program: Program, tmp_path: Path
) -> None:
    proxy.clear()
    file = make_file(tmp_path / "a.mov", 100)
    bucket.put("a.mov", b"another one's work")
    ended = program.run("upload", file)
    assert (ended.code, "there already" in ended.errors) == (1, True)
    assert program.run("upload", file, "--on-conflict", "rename").code == 0
    assert bucket.keys() == ["a (2).mov", "a.mov"]


@pytest.mark.case("L3.1")
def test_a_limit_and_a_pause_after_parts_are_handed_over(
    server: Server, proxy: FaultProxy, bucket: Probe, program: Program, tmp_path: Path
) -> None:
    proxy.on("part", hold(), nth=3)  # so that there is more than what is on its way, whenever it is paused
    file = make_file(tmp_path / "long.mov", 12 * PART)
    with program.running("upload", file, "--chunk-size", str(PART), "--json") as upload:
        job_id = upload.wait_for(lambda line: line["event"] == "progress")["jobId"]
        limited = program.run("limit", "500k", job_id[:8])
        assert (limited.code, limited.lines[0]["text"]) == (0, "long.mov: at most 500.0 kB/s.\n")
        upload.wait_for(lambda line: line["bandwidthLimit"] == 500_000)
        freed = program.run("limit", "none", "--all")
        assert (freed.code, freed.lines[0]["text"]) == (0, "long.mov: no limit of its own.\n")
        pausing = program.run("pause", "--after-part", job_id)
        assert (pausing.code, pausing.lines[0]["text"]) == (
            0,
            "long.mov: pausing after the parts on their way.\n",
        )
        proxy.clear()
        ended = upload.end()
        assert (ended.code, ended.lines[-1]["event"]) == (1, "paused")


def test_pause_resume_and_remove_are_handed_over(
    server: Server, proxy: FaultProxy, bucket: Probe, program: Program, tmp_path: Path
) -> None:
    proxy.on("part", hold(), number=4)  # it is not to end before the others have started
    file = make_file(tmp_path / "long.mov", 4 * PART)
    with program.running("upload", file, "--chunk-size", str(PART), "--json") as upload:
        job_id = upload.wait_for(lambda line: line["event"] == "progress")["jobId"]
        paused = program.run("pause", job_id[:8])
        assert (paused.code, paused.lines[0]["text"]) == (0, "long.mov: paused.\n")
        ended = upload.end()
        assert (ended.code, ended.lines[-1]["event"]) == (1, "paused"), "paused from elsewhere"
    again = program.run("pause", job_id)
    assert (again.code, "PAUSED" in again.errors) == (1, True)
    with program.running("resume", job_id, "--json") as resumed:
        resumed.wait_for(lambda line: line["event"] == "progress")
        assert program.run("remove", job_id).code == 0
        ended = resumed.end()
        assert (ended.code, ended.lines[-1]["event"]) == (1, "removed"), "removed from elsewhere"
    assert program.run("remove", job_id).code == 2
    assert (program.jobs(), bucket.uploads()) == ([], [])


def test_signal_pauses_what_was_handed_over_and_nothing_else(
    server: Server, proxy: FaultProxy, program: Program, tmp_path: Path
) -> None:
    proxy.on("part", hold(), number=2)
    other = server.send("other.mov", b"x" * 4 * PART)
    file = make_file(tmp_path / "long.mov", 4 * PART)
    with program.running("upload", file, "--chunk-size", str(PART), "--json") as upload:
        job_id = upload.wait_for(lambda line: line["event"] == "progress")["jobId"]
        with Stopwatch() as watch:
            upload.signal(signal.SIGINT)
            ended = upload.end()
            assert watch.elapsed_s < OUT_WITHIN_S
    assert (ended.code, ended.lines[-1]["event"]) == (130, "paused")
    assert server.job(job_id)["status"] == "PAUSED"
    assert server.job(other)["status"] == "UPLOADING"


def test_killed_caller_leaves_its_upload_running(
    server: Server, proxy: FaultProxy, bucket: Probe, program: Program, tmp_path: Path
) -> None:
    file = make_file(tmp_path / "long.mov", 4 * PART)
    with program.running("upload", file, "--chunk-size", str(PART), "--json") as upload:
        job_id = upload.wait_for(lambda line: line["event"] == "progress")["jobId"]
        upload.kill()
    assert server.job(job_id)["status"] == "UPLOADING"
    proxy.clear()
    until(lambda: server.job(job_id)["status"] == "COMPLETED")
    assert bucket.sha256("long.mov") == sha256_of(file)


def test_end_of_the_holder_ends_what_was_handed_over_to_it(
    server: Server, proxy: FaultProxy, program: Program, tmp_path: Path
) -> None:
    file = make_file(tmp_path / "long.mov", 4 * PART)
    with program.running("upload", file, "--json") as upload:
        upload.wait_for(lambda line: line["event"] == "progress")
        server.running.signal(signal.SIGTERM)
        ended = upload.end()
        assert server.running.end().code == 0
    assert (ended.code, ended.lines[-1]["event"]) == (1, "paused")
    assert [job["status"] for job in program.jobs()] == ["PAUSED"]


def test_upload_takes_over_for_others_and_waits_for_them(
    program: Program, proxy: FaultProxy, bucket: Probe, tmp_path: Path
) -> None:
    proxy.throttle(MIB)
    proxy.on("part", hold(), key="first.mov", number=2)  # it is not to end before the second has started
    first_file = make_file(tmp_path / "first.mov", 2 * PART, seed=1)
    second_file = make_file(tmp_path / "second.mov", 3 * PART, seed=2)
    with program.running("upload", first_file, "--chunk-size", str(PART), "--json") as first:
        first.wait_for(lambda line: line["event"] == "progress")
        with program.running("upload", second_file, "--chunk-size", str(PART), "--json") as second:
            second.wait_for(lambda line: line["event"] == "progress")
            assert note(program.state_dir)["pid"] == first.pid
            proxy.clear()
            ends = [first.end(), second.end()]
    assert [ended.code for ended in ends] == [0, 0], [ended.errors for ended in ends]
    for ended, name in zip(ends, ["first.mov", "second.mov"], strict=True):
        assert {line["fileName"] for line in ended.lines} == {name}
        assert [line["event"] for line in ended.lines].count("completed") == 1
    assert bucket.sha256("first.mov") == sha256_of(first_file)
    assert bucket.sha256("second.mov") == sha256_of(second_file)
    assert not (program.state_dir / "engine.json").exists()


@pytest.mark.case("S01")
def test_callers_keys_stay_with_the_caller(
    proxied: S3Address, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    wrong = Program(tmp_path / "state", proxied, UPLOADER_GUI_SECRET_KEY="not-the-secret")
    right = Program(tmp_path / "state", proxied)
    with serving(wrong):
        ended = right.run("upload", make_file(tmp_path / "mine.mov", 10), "--json")
        assert (ended.code, ended.lines[-1]["errorCode"]) == (1, ErrorCode.WRONG_SECRET), ended.errors
        log = (tmp_path / "state" / "uploader.log").read_text()
        assert proxied.secret_key not in log
    assert bucket.keys() == []
    assert right.run("resume", "--all").code == 0
    assert bucket.keys() == ["mine.mov"]


@pytest.mark.case("S01")
def test_holder_without_keys_for_the_callers_endpoint_says_so(
    proxied: S3Address, bucket: Probe, tmp_path: Path
) -> None:
    elsewhere = Program(tmp_path / "state", proxied, UPLOADER_GUI_ENDPOINT="http://127.0.0.1:1")
    caller = Program(tmp_path / "state", proxied)
    with serving(elsewhere):
        ended = caller.run("upload", make_file(tmp_path / "mine.mov", 10))
        assert ended.code == 2
        assert f"has no keys for {proxied.endpoint}, and keys are never handed" in ended.errors
        assert caller.jobs() == []
    assert bucket.keys() == []


@pytest.mark.case("S01")
def test_holder_that_uses_another_access_key_says_so(
    proxied: S3Address, bucket: Probe, tmp_path: Path
) -> None:
    caller = Program(tmp_path / "state", proxied, UPLOADER_GUI_ACCESS_KEY="callers-own")
    with serving(Program(tmp_path / "state", proxied)):
        ended = caller.run("upload", make_file(tmp_path / "mine.mov", 10))
    assert ended.code == 0
    assert f"uses its own access key {proxied.access_key}, not the callers-own" in ended.errors
    assert bucket.keys() == ["mine.mov"]


@pytest.mark.case("S01")
@pytest.mark.parametrize(
    "command", [("upload", "a.mov"), ("resume", "--all"), ("list",), ("serve", "--port", "0")]
)
def test_a_state_directory_that_others_may_write_to_is_refused_before_anything_is_said(
    proxied: S3Address, tmp_path: Path, command: tuple[str, ...]
) -> None:
    state = tmp_path / "state"
    state.mkdir()
    heard: list[bytes] = []
    with contextlib.closing(InstanceLock(state).acquire("a thief")), _Stranger(0, heard) as port:
        thief = {
            "name": "a thief",
            "pid": os.getpid(),
            "address": f"http://127.0.0.1:{port}",
            "identity": "x",
        }
        (state / "engine.json").write_text(json.dumps(thief))
        state.chmod(0o777)
        ended = Program(state, proxied).run(*command)
    assert ended.code == 2
    assert "Others may write to the state directory" in ended.errors
    assert heard == []


def test_note_of_a_killed_holder_misleads_nobody(
    program: Program, proxied: S3Address, bucket: Probe, tmp_path: Path
) -> None:
    with serving(program) as server:
        stale = note(program.state_dir)
        server.running.kill()
    assert note(program.state_dir) == stale, "it was killed, and left its note"
    heard: list[bytes] = []
    with _Stranger(int(stale["address"].rpartition(":")[2]), heard):
        assert program.run("upload", make_file(tmp_path / "a.mov", 10)).code == 0
    assert heard == [], "nobody holds the lock, so nobody was asked"
    assert bucket.keys() == ["a.mov"]


def test_stranger_at_the_holders_address_is_told_nothing(
    program: Program, proxy: FaultProxy, server: Server, tmp_path: Path
) -> None:
    known = note(program.state_dir)
    heard: list[bytes] = []
    with _Stranger(0, heard) as port:
        path = program.state_dir / "engine.json"
        path.write_text(json.dumps(known | {"address": f"http://127.0.0.1:{port}"}))
        ended = program.run("upload", make_file(tmp_path / "a.mov", 10))
        path.write_text(json.dumps(known))
    assert ended.code == 2
    assert f"process {server.running.pid}" in ended.errors
    assert heard
    secrets = [known["token"], program.environment["UPLOADER_GUI_SECRET_KEY"]]
    assert not [secret for secret in secrets for text in heard if secret.encode() in text]


class _Stranger:
    """Answers everything with 200, and remembers what it was told."""

    def __init__(self, port: int, heard: list[bytes]) -> None:
        self._listener = socket.create_server(("127.0.0.1", port))
        self._listener.settimeout(0.1)
        self._heard = heard
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._answer)

    def __enter__(self) -> int:
        self._thread.start()
        return int(self._listener.getsockname()[1])

    def __exit__(self, *_: object) -> None:
        self._is_over.set()
        self._thread.join(10)
        self._listener.close()

    def _answer(self) -> None:
        while not self._is_over.is_set():
            try:
                connection, _ = self._listener.accept()
            except TimeoutError:
                continue
            with connection:
                connection.settimeout(30)
                self._heard.append(connection.recv(65536))
                connection.sendall(b"HTTP/1.1 200 OK\r\nuploader-proof: 00\r\ncontent-length: 2\r\n\r\n{}")


def until(is_so: Callable[[], bool], timeout_s: float = 30.0) -> None:
    deadline_s = time.monotonic() + timeout_s
    while not is_so():
        assert time.monotonic() < deadline_s
        time.sleep(0.05)
