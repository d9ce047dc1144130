"""``uploader-gui serve`` as a process: its start, its end, and what is there after a kill."""

import contextlib
import signal
import socket
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

from lab.lines.proxy import FaultProxy
from lab.lines.rules import hold
from lab.processes.program import Program
from lab.processes.server import JOBS, Server, serving
from lab.stopwatch import Stopwatch
from lab.stores.s3probe import Probe, S3Address
from uploader_gui.domain.plan import MIB

PART = 5 * MIB
OUT_WITHIN_S = 3.0


def test_sigterm_in_the_middle_of_ten_uploads_pauses_all_and_all_can_be_resumed(
    proxied: S3Address, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    program = Program(tmp_path / "state", proxied)
    proxy.throttle(2 * MIB)
    proxy.on("part", hold(), number=2)  # none is to end before all have come
    names = [f"{number}.mov" for number in range(10)]
    with serving(program) as server:
        for number, name in enumerate(names):
            server.send(name, bytes([number]) * (PART + 1), chunkSize=str(PART))
        proxy.log.wait_for_bytes(MIB, "part")
        with _arriving_form(server, tmp_path / "state" / "staging"), Stopwatch() as watch:
            server.running.signal(signal.SIGTERM)
            ended = server.running.end()
            took_s = watch.elapsed_s
    assert (ended.code, ended.errors) == (0, "")
    assert took_s < OUT_WITHIN_S
    states = {job["status"] for job in program.jobs()}
    assert states <= {"PAUSED", "SUBMITTED"}
    assert len(list((tmp_path / "state" / "staging").iterdir())) == 10, "the form that was arriving is gone"
    proxy.clear()
    ended = program.run("resume", "--all")
    assert ended.code == 0, ended.errors
    assert bucket.keys() == sorted(names)
    assert all(bucket.get(name) == bytes([number]) * (PART + 1) for number, name in enumerate(names))
    assert list((tmp_path / "state" / "staging").iterdir()) == []


def test_a_server_that_was_killed_and_one_that_was_ended_go_on_where_they_were_if_told_to(
    proxied: S3Address, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    program = Program(tmp_path / "state", proxied)
    held = proxy.on("part", hold())
    with serving(program) as server:
        ended, paused = (server.send(name, b"x" * (PART + 1), chunkSize=str(PART)) for name in "ab")
        assert program.run("pause", paused).code == 0
        _wait_for(server, ended, "UPLOADING")
        server.running.signal(signal.SIGTERM)
        assert server.running.end().code == 0
    with serving(program) as server:
        killed = server.send("c", b"x" * (PART + 1), chunkSize=str(PART))
        _wait_for(server, killed, "UPLOADING")
        server.running.kill()
    held.release()
    proxy.clear()
    with serving(program, "--resume") as server:
        server.running.wait_for_words("2 uploads were interrupted; they go on now.")
        for job_id in (ended, killed):
            _wait_for(server, job_id, "COMPLETED")
        assert server.job(paused)["status"] == "PAUSED"
    assert bucket.keys() == ["a", "c"]


def test_killed_server_leaves_jobs_that_the_next_one_shows_as_paused(
    proxied: S3Address, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    program = Program(tmp_path / "state", proxied)
    proxy.throttle(MIB)
    proxy.on("part", hold(), number=2)
    with serving(program) as server:
        job_id = server.send("a.mov", b"x" * (2 * PART), chunkSize=str(PART))
        proxy.log.wait_for_bytes(MIB, "part")
        with _arriving_form(server, tmp_path / "state" / "staging"):
            server.running.kill()
    proxy.clear()
    with serving(program) as server:
        assert server.job(job_id)["status"] == "PAUSED"
        assert len(list((tmp_path / "state" / "staging").iterdir())) == 1, "what was arriving is gone"
        assert server.client.post(f"{JOBS}/{job_id}/resume").status_code == 200
        _wait_for(server, job_id, "COMPLETED")
        server.running.signal(signal.SIGTERM)
        assert server.running.end().code == 0
    assert bucket.get("a.mov") == b"x" * (2 * PART)


def test_serve_says_what_is_wrong_before_it_begins(bucket: Probe, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        program = Program(tmp_path / "state", bucket.address)
        ended = program.run("serve", "--port", port)
        assert (ended.code, "Traceback" in ended.errors) == (2, False)
        assert port in ended.errors
    ended = program.run("serve", "--host", "0.0.0.0", "--port", "0")
    assert ended.code == 2
    assert "UPLOADER_GUI_API_TOKEN" in ended.errors
    ended = Program(tmp_path / "other", None).run("serve", "--port", "0")
    assert ended.code == 2
    assert "UPLOADER_GUI_ENDPOINT" in ended.errors


def test_second_server_says_who_is_there(bucket: Probe, tmp_path: Path) -> None:
    program = Program(tmp_path / "state", bucket.address)
    with serving(program) as server:
        ended = program.run("serve", "--port", "0")
        assert ended.code == 2
        assert f"`uploader-gui serve` (process {server.running.pid})" in ended.errors


def test_show_warns_of_a_job_that_stands_still(proxied: S3Address, proxy: FaultProxy, tmp_path: Path) -> None:
    program = Program(tmp_path / "state", proxied)
    proxy.on("part", hold(answer=True))
    with serving(program) as server:
        job_id = server.send("a.mov", b"x" * (2 * PART), chunkSize=str(PART))
        proxy.log.wait_for("part", stage="store")
        assert "Warning" not in program.run("show", job_id).errors
        with contextlib.closing(sqlite3.connect(tmp_path / "state" / "uploader.db")) as database:
            database.execute("UPDATE async_upload_tasks SET updated_at = '2026-01-01 00:00:00.000000'")
            database.commit()
        assert "no part of a.mov was acknowledged" in program.run("show", job_id).errors
        assert "uploader_jobs_without_progress 1.0" in server.client.get("/metrics").text


@contextlib.contextmanager
def _arriving_form(server: Server, staging: Path) -> Iterator[None]:
    """A form of which only the beginning has been sent, as long as the context lasts."""
    host, _, port = server.address.removeprefix("http://").partition(":")
    head = [
        f"POST {JOBS} HTTP/1.1",
        f"Host: {host}:{port}",
        "Content-Type: multipart/form-data; boundary=b",
        "Content-Length: 100000000",
        "",
        '--b\r\nContent-Disposition: form-data; name="file"; filename="arriving.mov"\r\n\r\n',
    ]
    with socket.create_connection((host, int(port)), timeout=30) as connection:
        connection.sendall("\r\n".join(head).encode() + b"x" * (3 * MIB))
        deadline_s = time.monotonic() + 20
        while not list(staging.glob("*.partial")):
            assert time.monotonic() < deadline_s
            time.sleep(0.01)
        yield


def _wait_for(server: Server, job_id: str, state: str) -> None:
    deadline_s = time.monotonic() + 30
    while server.job(job_id)["status"] != state:
        assert time.monotonic() < deadline_s, server.job(job_id)
        time.sleep(0.05)
