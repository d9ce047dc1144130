"""A computer is lost in the middle of an upload: another one goes on with it, by the command line and over HTTP."""

from pathlib import Path

import pytest

from lab.engines.workbench import PART
from lab.files import make_file, sha256_of
from lab.lines.proxy import FaultProxy
from lab.lines.rules import hold
from lab.processes.program import Program
from lab.processes.served import JOBS, Served
from lab.stores.s3probe import Probe, S3Address

SIZE = 4 * PART - 1000
PARTS = ("--chunk-size", str(PART))


@pytest.fixture
def path(tmp_path: Path, proxied: S3Address, proxy: FaultProxy) -> Path:
    """A file of which two parts are in the store; the computer that sent them was killed."""
    path = make_file(tmp_path / "clip.mov", SIZE)
    proxy.on("part", hold(), number=3)
    proxy.on("part", hold(), number=4)
    laptop = Program(tmp_path / "laptop", proxied)
    with laptop.running("upload", *PARTS, "--json", path) as running:
        running.wait_for(lambda line: line["uploadedParts"] == 2)
        running.kill()
    proxy.cut_all()
    proxy.clear()
    proxy.log.clear()
    return path


@pytest.mark.case("L2.1", "L2.2")
def test_the_command_line_leaves_alone_what_is_in_use_and_goes_on_when_it_is_told_to(
    tmp_path: Path, proxied: S3Address, proxy: FaultProxy, bucket: Probe, path: Path
) -> None:
    desk = Program(tmp_path / "desk", proxied)
    unasked = desk.run("upload", "--json", path)
    assert (unasked.code, unasked.last("refused")["errorCode"]) == (1, "UPLOAD_IN_USE")
    assert "50 % of this file is already in the store" in unasked.errors
    assert "--found continue" in unasked.errors
    assert desk.run("upload", "--found", "refuse", path).code == 1
    assert proxy.log.count("create") == 0

    done = desk.run("upload", "--found", "continue", "--json", path)
    assert (done.code, done.last("completed")["chunkSize"]) == (0, PART)
    assert sorted(proxy.log.parts_sent()) == [3, 4]
    assert bucket.sha256("clip.mov") == sha256_of(path)


@pytest.mark.case("L2.3")
def test_killed_while_it_compares_what_is_there_it_goes_on_all_the_same(
    tmp_path: Path, proxied: S3Address, proxy: FaultProxy, bucket: Probe, path: Path
) -> None:
    desk = Program(tmp_path / "desk", proxied)
    proxy.on("list_parts", hold(), nth=2)
    with desk.running("upload", "--found", "continue", path) as running:
        proxy.log.wait_for("list_parts", count=2)
        running.kill()
    proxy.clear()
    assert desk.run("resume", "--all").code == 0
    assert sorted(proxy.log.parts_sent()) == [3, 4]
    assert proxy.log.count("create") == 0
    assert bucket.sha256("clip.mov") == sha256_of(path)


@pytest.mark.case("L2.1", "L2.2")
def test_over_http_the_same_is_said_in_a_field(
    tmp_path: Path, proxied: S3Address, proxy: FaultProxy, bucket: Probe, path: Path
) -> None:
    with Served(tmp_path / "desk", proxied) as served:
        wanted = {"path": str(path)}
        unasked = served.trusted.post(JOBS, json=wanted)
        assert (unasked.status_code, unasked.json()["error"]["code"]) == (409, "UPLOAD_IN_USE")
        wrong = served.trusted.post(JOBS, json=wanted | {"found": "maybe"})
        assert (wrong.status_code, wrong.json()["error"]["code"]) == (400, "BAD_REQUEST")
        form = {"file": ("clip.mov", path.read_bytes())}
        refused = served.open.post(JOBS, files=form, data={"found": "refuse"})
        assert (refused.status_code, refused.json()["error"]["code"]) == (409, "UPLOAD_IN_USE")
        served.until_nothing_is_staged()
        job = served.trusted.post(JOBS, json=wanted | {"found": "continue"}).json()
        served.wait_for(job["jobId"], "COMPLETED")
    assert sorted(proxy.log.parts_sent()) == [3, 4]
    assert bucket.sha256("clip.mov") == sha256_of(path)


@pytest.mark.case("L2.1")
def test_what_is_handed_over_carries_the_answer_along(
    tmp_path: Path, proxied: S3Address, proxy: FaultProxy, bucket: Probe, path: Path
) -> None:
    with Served(tmp_path / "desk", proxied):
        desk = Program(tmp_path / "desk", proxied)
        unasked = desk.run("upload", "--json", path)
        assert (unasked.code, unasked.last("refused")["errorCode"]) == (1, "UPLOAD_IN_USE")
        assert desk.run("upload", "--found", "continue", path).code == 0
    assert sorted(proxy.log.parts_sent()) == [3, 4]
    assert bucket.sha256("clip.mov") == sha256_of(path)


@pytest.mark.case("L2.1")
def test_a_form_begins_anew_when_it_says_so(
    tmp_path: Path, proxied: S3Address, proxy: FaultProxy, bucket: Probe, path: Path
) -> None:
    with Served(tmp_path / "desk", proxied) as served:
        job = served.send("clip.mov", path.read_bytes(), found="anew")
        served.wait_for(job["jobId"], "COMPLETED")
    assert proxy.log.count("create") == 1
    assert bucket.sha256("clip.mov") == sha256_of(path)
