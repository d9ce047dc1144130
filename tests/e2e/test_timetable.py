"""The timetable of the program as a process: set from elsewhere, killed outside its hours, and going on by itself."""

import signal
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from lab.files import make_file, sha256_of
from lab.lines.proxy import FaultProxy
from lab.lines.rules import hold
from lab.processes.program import Ended, Program
from lab.processes.server import JOBS, Server, serving
from lab.screens.desktop import until
from lab.stores.s3probe import Probe, S3Address
from uploader_gui.domain.plan import MIB

PART = 5 * MIB


def submitted(server: Server, path: Path, **fields: object) -> dict[str, Any]:
    job: dict[str, Any] = server.client.post(JOBS, json={"path": str(path), **fields}).json()
    return job


def said(ended: Ended) -> str:
    return "".join(line["text"] for line in ended.lines)


def test_killed_as_its_hours_end_it_sends_nothing_until_they_begin(
    proxied: S3Address, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    program = Program(tmp_path / "state", proxied, TZ="UTC")
    path = make_file(tmp_path / "long.mov", 4 * PART)
    begin = datetime.now(UTC) + timedelta(hours=3)
    rule = f"only between {begin:%H}:00-{begin + timedelta(hours=1):%H}:00"
    waiting = f"Waiting until {begin:%H}:00 (timetable)"
    proxy.on("part", hold(), number=2)
    with serving(program) as server:
        job = submitted(server, path, chunkSize=PART, package="night")
        later = submitted(server, make_file(tmp_path / "b.mov", 10), startAt="2099-01-01")
        assert (later["startAt"], later["message"]) == (
            "2099-01-01T00:00:00.000Z",
            "Starts at 2099-01-01 00:00",
        )
        proxy.log.wait_for("part", number=2)
        until(lambda: server.job(job["jobId"])["uploadedParts"] == 3, "nothing else is on its way")
        told = program.run("timetable", "set", rule, "--json").lines[0]
        assert (told["rules"], told["inForce"], told["sends"]) == (rule, "nothing", False)
        assert told["rule"] == rule
        assert server.client.get("/api/v1/timetable").json() == told
        limited = program.run("limit", "5M", "--package", "night")
        assert limited.lines[0]["text"] == "night: at most 5.0 MB/s, all its files together.\n"
        server.running.kill()
    proxy.clear()
    sent_before = sorted(proxy.log.parts_sent())
    one = f"{JOBS}/{job['jobId']}"
    with serving(program) as server:
        assert server.job(job["jobId"])["status"] == "PAUSED"
        resumed = server.client.post(f"{one}/resume").json()
        assert (resumed["status"], resumed["message"]) == ("SUBMITTED", waiting)
        assert resumed["activity"] == "waiting for timetable"
        server.running.kill()
    listed = {line["fileName"]: line for line in program.run("list", "--json").lines}
    assert (listed["long.mov"]["status"], listed["long.mov"]["message"]) == ("SUBMITTED", waiting)
    assert listed["b.mov"]["message"] == "Starts at 2099-01-01 00:00"
    with serving(program) as server:
        assert server.job(job["jobId"])["message"] == waiting
        assert sorted(proxy.log.parts_sent()) == sent_before
        refused = server.client.put("/api/v1/timetable", json={"rules": "08-18 fast"})
        assert (refused.status_code, refused.json()["error"]["code"]) == (400, "BAD_REQUEST")
        assert server.client.put("/api/v1/timetable", json={"rules": ""}).json()["rules"] == ""
        server.client.get(f"{one}/events")  # which end with the job
        assert server.job(job["jobId"])["status"] == "COMPLETED"
        assert server.job(later["jobId"])["status"] == "SUBMITTED"
        started = server.client.patch(f"{JOBS}/{later['jobId']}", json={"startAt": None}).json()
        assert started["startAt"] is None
    (package,) = [line for line in program.run("packages", "--json").lines if line["name"] == "night"]
    assert package["bandwidthLimit"] == 5_000_000
    assert bucket.sha256("long.mov") == sha256_of(path)
    assert len(proxy.log.parts_sent()) == 4 + sent_before.count(2)  # what was on its way when it was killed


def test_an_upload_for_later_waits_and_a_signal_pauses_it(bucket: Probe, tmp_path: Path) -> None:
    program = Program(tmp_path / "state", bucket.address)
    with program.running(
        "upload", make_file(tmp_path / "a.mov", 10), "--start-at", "2099-01-01T20:00Z"
    ) as run:
        run.wait_for_words("Starts at 2099-01-0")
        run.signal(signal.SIGINT)
        assert run.end().code == 130
    (job,) = program.jobs()
    assert (job["status"], job["startAt"]) == ("PAUSED", "2099-01-01T20:00:00.000Z")
    assert bucket.keys() == []


def test_a_start_is_changed_and_taken_away_with_and_without_a_program_that_sends(
    bucket: Probe, tmp_path: Path
) -> None:
    program = Program(tmp_path / "state", bucket.address, TZ="UTC")
    a, b = (make_file(tmp_path / name, 10) for name in ("a.mov", "b.mov"))

    def starts() -> dict[str, str]:
        return {line["fileName"]: line["startAt"] for line in program.jobs()}

    with program.running("upload", a, b, "--package", "night", "--start-at", "2099-01-01") as run:
        run.wait_for_words("Starts at 2099-01-01")
        moved = program.run("start-at", "2099-02-01T20:00", "--package", "night")
        assert (moved.code, said(moved)) == (
            0,
            "a.mov: starts at 2099-02-01 20:00.\nb.mov: starts at 2099-02-01 20:00.\n",
        )
        run.wait_for_words("Starts at 2099-02-01")
        run.signal(signal.SIGINT)
        run.end()
    assert starts() == dict.fromkeys(("a.mov", "b.mov"), "2099-02-01T20:00:00.000Z")

    # Nobody sends now: what is to start is written down, and nothing is sent by this command.
    job_id = next(line["jobId"] for line in program.jobs() if line["fileName"] == "a.mov")
    now = program.run("start-at", "now", job_id[:8])
    assert (now.code, said(now)) == (0, "a.mov: starts as soon as it can.\n")
    assert "uploader-gui serve" in now.errors
    assert starts() == {"a.mov": None, "b.mov": "2099-02-01T20:00:00.000Z"}
    assert {line["fileName"]: line["status"] for line in program.jobs()} == {
        "a.mov": "SUBMITTED",
        "b.mov": "PAUSED",
    }
    assert bucket.keys() == []
    with serving(program) as server:
        server.client.get(f"{JOBS}/{job_id}/events")  # which end with the job
        assert said(program.run("start-at", "now", "--all")) == "b.mov: starts as soon as it can.\n"
        until(lambda: bucket.keys() == ["a.mov", "b.mov"], "both are there")
        late = program.run("start-at", "22:00", job_id)
        assert (late.code, "can't be chosen any more" in late.errors) == (1, True)
        none_left = program.run("start-at", "now", "--package", "night")
        assert none_left.code == 0
