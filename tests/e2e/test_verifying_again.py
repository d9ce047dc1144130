"""``uploader-gui verify``: alone, beside a holder, interrupted and killed."""

import signal
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from lab.files import make_file
from lab.lines.proxy import FaultProxy
from lab.lines.rules import hold
from lab.processes.program import Line, Program
from lab.processes.server import Server, serving
from lab.stores.s3probe import Probe, S3Address
from uploader_gui.domain.plan import MIB

PART = 5 * MIB


@pytest.fixture
def program(tmp_path: Path, proxied: S3Address) -> Program:
    return Program(tmp_path / "state", proxied)


@pytest.fixture
def server(program: Program) -> Iterator[Server]:
    with serving(program) as running:
        yield running


def card(folder: Path) -> Path:
    (folder / "A007").mkdir()
    for number, size in enumerate([2 * PART + 1, 20, 30]):
        make_file(folder / "A007" / f"{number}.mov", size, seed=number)
    return folder / "A007"


def results(lines: list[Line]) -> dict[str, str]:
    return {line["fileName"]: line["result"] for line in lines}


def kept(program: Program) -> list[tuple[str, str | None, str | None]]:
    """Of each recording what is stored of its last verifying."""
    database = sqlite3.connect(program.state_dir / "uploader.db")
    with database:
        rows = database.execute("SELECT file_name, checked_by, check_result FROM video_recordings ORDER BY 1")
        found = rows.fetchall()
    database.close()
    return found


def test_alone_it_names_what_is_missing_and_what_differs_and_its_code_says_so(
    program: Program, bucket: Probe, tmp_path: Path
) -> None:
    uploaded = program.run("upload", card(tmp_path), "--json")
    ids = [line["jobId"] for line in uploaded.lines if line["event"] == "completed"]
    fine = program.run("verify", "--package", "A007", "--source", "--read-back", "--json")
    assert (fine.code, set(results(fine.lines).values())) == (0, {"matches"})
    assert {line["jobId"] for line in fine.lines} == set(ids)
    assert {line["checkedBy"] for line in fine.lines} == {"read-back"}
    bucket.delete("A007/1.mov")
    bucket.put("A007/2.mov", b"x" * 30)
    assert program.run("verify", "--package", "A007").code == 3
    listed = [line["text"].rstrip("\n").split("\t") for line in program.run("list").lines]
    assert {line[4]: line[1] for line in listed} == {
        "0.mov": "COMPLETED",
        "1.mov": "COMPLETED, missing in the store",
        "2.mov": "COMPLETED, differs from what was sent",
    }
    assert program.run("remove", *ids).code == 0
    bad = program.run("verify", *(one[:8] for one in ids), "--json")
    assert bad.code == 3
    assert results(bad.lines) == {"0.mov": "matches", "1.mov": "missing", "2.mov": "differs"}
    assert "3 uploads verified again: 1 matches, 1 differs, 1 is missing." in bad.errors
    assert kept(program) == [
        ("0.mov", "store", "matches"), ("1.mov", "store", "missing"), ("2.mov", "store", "differs"),
    ]  # fmt: skip


def test_a_holder_does_it_with_its_own_keys_and_a_store_that_is_away_ends_with_4(
    server: Server, program: Program, proxy: FaultProxy, tmp_path: Path
) -> None:
    film = make_file(tmp_path / "a.mov", 10)
    job_id = program.run("upload", film, "--json").lines[-1]["jobId"]
    there = program.run("verify", job_id, "--source")
    assert there.code == 0, there.errors
    (line,) = there.lines
    assert line["text"].split("\t")[:3] == ["matches", job_id, "a.mov"]
    assert server.job(job_id)["uploadResponse"]["checkResult"] == "matches"
    proxy.away()
    unknown = program.run("verify", "--all", "--json")
    proxy.back()
    assert (unknown.code, results(unknown.lines)) == (4, {"a.mov": "unknown"})
    assert server.job(job_id)["uploadResponse"]["checkResult"] == "matches"


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM])
def test_ended_in_the_middle_of_reading_back_the_earlier_result_is_still_there(
    program: Program, proxy: FaultProxy, bucket: Probe, tmp_path: Path, end: signal.Signals
) -> None:
    program.run("upload", make_file(tmp_path / "a.mov", 2 * PART), "--json")
    assert program.run("verify", "--all").code == 0
    held = proxy.on("get", hold(), nth=2)
    with program.running("verify", "--all", "--read-back") as running:
        proxy.log.wait_for("get", count=2)
        running.signal(end)
        ended = running.end()
    held.release()
    assert ended.code == (130 if end is signal.SIGTERM else -end)
    assert kept(program) == [("a.mov", "store", "matches")]
