"""The embedded store: its life from start to end, and its ends that nobody planned."""

import json
import os
import shutil
import signal
import socket
import stat
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from lab.lines.scripted import ScriptedServer, Visit
from lab.stores.s3probe import Probe, S3Address
from lab.stores.seaweed import SeaweedAddress
from uploader_gui.domain.errors import UploaderError
from uploader_gui.headless.demo.demo_probe import store_is_ready
from uploader_gui.headless.demo.demo_store import DemoAddress, DemoStore, has_demo_store

ROOT = Path(__file__).parents[3]
HOLDER = """
import sys
from pathlib import Path
from uploader_gui.headless.demo.demo_store import DemoStore
print(DemoStore(Path(sys.argv[1])).start().endpoint, flush=True)
sys.stdin.read()
"""


def probe_of(address: DemoAddress) -> Probe:
    return Probe(S3Address(address.endpoint, address.access_key, address.secret_key, address.bucket))


def pids_of(directory: Path) -> dict[str, int]:
    pids: dict[str, int] = json.loads((directory / "server.pid").read_text())
    return pids


def start_holder(directory: Path) -> "subprocess.Popen[str]":
    """A program that has the demo store running."""
    return subprocess.Popen(
        [sys.executable, "-c", HOLDER, directory],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )


def kill(holder: "subprocess.Popen[str]") -> None:
    holder.kill()
    holder.communicate()


def test_keys_address_and_data_survive_a_restart(tmp_path: Path) -> None:
    with DemoStore(tmp_path / "demo") as first:
        probe = probe_of(first)
        probe.put("film.mp4", b"bytes")
        probe.close()
    with DemoStore(tmp_path / "demo") as second:
        assert second == first
        probe = probe_of(second)
        assert probe.get("film.mp4") == b"bytes"
        probe.close()
    assert stat.S_IMODE((tmp_path / "demo" / "identity.json").stat().st_mode) == 0o600


def test_store_that_lists_its_bucket_but_cannot_read_yet_is_not_ready() -> None:
    def without_data(visit: Visit) -> None:
        while True:
            visit.answer(500 if visit.read_request().startswith(b"GET") else 200)

    with ScriptedServer(without_data) as server:
        assert not store_is_ready(server.endpoint, "uploads", "key", "secret", "us-east-1")
    assert [head.split()[0] for head in server.heads] == ["PUT", "GET"]


def is_alive(process: psutil.Process) -> bool:
    """One that nobody has reaped yet is not."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def test_server_ends_when_its_program_is_killed(tmp_path: Path) -> None:
    holder = start_holder(tmp_path)
    assert holder.stdout is not None
    assert holder.stdout.readline().startswith("http://127.0.0.1:")
    processes = [psutil.Process(pid) for pid in pids_of(tmp_path).values()]
    kill(holder)
    left = psutil.wait_procs(processes, timeout=30)[1]
    assert [process for process in left if is_alive(process)] == []


def test_leftover_of_a_killed_supervisor_is_ended(tmp_path: Path) -> None:
    store = DemoStore(tmp_path)
    first = store.start()
    pids = pids_of(tmp_path)
    leftover = psutil.Process(pids["server"])
    os.kill(pids["supervisor"], signal.SIGKILL)
    store.stop()
    assert leftover.is_running()
    with DemoStore(tmp_path) as second:
        assert not is_alive(leftover)
        assert second == first


def test_leftover_that_nobody_reaps_is_no_hindrance(tmp_path: Path) -> None:
    """A container has no init: what was killed stays in the list of processes."""
    server = "import os, time; print(os.getpid(), flush=True); time.sleep(600)"
    careless = (
        "import subprocess, sys, time\n"
        f"subprocess.Popen([sys.executable, '-c', {server!r}, '-dir={tmp_path}'])\n"
        "time.sleep(600)"
    )
    with subprocess.Popen([sys.executable, "-c", careless], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        leftover = psutil.Process(int(parent.stdout.readline()))
        try:
            pids = {"supervisor": parent.pid, "server": leftover.pid}
            (tmp_path / "server.pid").write_text(json.dumps(pids), encoding="ascii")
            with DemoStore(tmp_path):
                assert leftover.status() == psutil.STATUS_ZOMBIE
        finally:
            leftover.kill()
            parent.kill()


def test_second_program_on_the_same_directory_is_refused_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("uploader_gui.headless.demo.demo_supervisor.SERVER_STOPS_WITHIN_S", -1.9)
    holder = start_holder(tmp_path)
    assert holder.stdout is not None
    holder.stdout.readline()
    with pytest.raises(UploaderError, match=rf"process {holder.pid}\) already runs the demo store"):
        DemoStore(tmp_path).start()
    kill(holder)


def test_taken_port_is_left_for_another(tmp_path: Path) -> None:
    with DemoStore(tmp_path) as first:
        pass
    with (
        socket.create_server(("127.0.0.1", int(first.endpoint.rpartition(":")[2]))),
        DemoStore(tmp_path) as second,
    ):
        assert second.endpoint != first.endpoint
        assert (second.access_key, second.secret_key) == (first.access_key, first.secret_key)


def test_missing_package_is_said_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert has_demo_store()
    monkeypatch.setattr(shutil, "which", lambda *_, **__: None)
    assert not has_demo_store()  # so the window offers none
    with pytest.raises(UploaderError, match=r"uploader-gui\[demo\]"):
        DemoStore(tmp_path / "demo").start()
    assert not (tmp_path / "demo").exists()


def test_unreadable_keys_are_said_in_words(tmp_path: Path) -> None:
    (tmp_path / "identity.json").write_text("{", encoding="ascii")
    with pytest.raises(UploaderError, match="Delete the directory"):
        DemoStore(tmp_path).start()


def test_a_wrong_key_is_refused(seaweed: SeaweedAddress) -> None:
    """All tests stand on one embedded store."""
    with (
        closing(Probe(replace(seaweed, secret_key="wrong"))) as probe,
        pytest.raises(Exception, match="SignatureDoesNotMatch"),
    ):
        probe.keys()


def test_nothing_is_left_in_the_temporary_directory(tmp_path: Path) -> None:
    with DemoStore(tmp_path):
        ports = json.loads((tmp_path / "identity.json").read_text())["ports"]
    assert [path for port in ports for path in Path("/tmp").glob(f"seaweedfs-*-{port + 10_000}.sock")] == []
