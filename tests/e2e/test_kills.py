"""The program is killed with SIGKILL, and started again."""

import random
from contextlib import closing
from pathlib import Path

import pytest

from lab.files import make_file, sha256_of
from lab.lines.proxy import FaultProxy
from lab.lines.rules import hold
from lab.processes.program import Program
from lab.stores.s3probe import Probe, S3Address
from uploader_gui.domain.job import PartState
from uploader_gui.domain.plan import MIB
from uploader_gui.storage.database.database import Database
from uploader_gui.storage.jobs.reading.job_reader import JobReader

PART = 5 * MIB
WORKERS = 4
KILLS = 20
PARTS_A_RUN = 4
"""No run sends more of them, so that there is something left for each."""


def parts_done(state_dir: Path) -> set[int]:
    """The numbers of the parts that the one job need not send again."""
    with closing(Database.open(state_dir, read_only=True)) as database:
        reader = JobReader(database)
        (job,) = reader.unfinished()
        return {part.number for part in reader.parts(job.job_id) if part.state is PartState.DONE}


@pytest.mark.case("C23")
@pytest.mark.timeout(600)  # the program is started 21 times
def test_twenty_kills_lose_nothing_and_send_no_finished_part_twice(
    proxied: S3Address, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    size = KILLS * PARTS_A_RUN * PART
    path = make_file(tmp_path / "film.mov", size)
    program = Program(tmp_path / "state", proxied)
    dice = random.Random(20)
    done_before: set[int] = set()
    command: tuple[str | Path, ...] = (
        "upload",
        path,
        "--json",
        "--workers",
        str(WORKERS),
        "--chunk-size",
        str(PART),
    )
    for _ in range(KILLS):
        bytes_before, begun_before = proxy.log.body_bytes("part"), proxy.log.count("part")
        proxy.on("part", hold(), nth=PARTS_A_RUN + 1)
        proxy.on("complete", hold())
        with program.running(*command) as run:
            # A random moment: after so many more bytes, wherever the program stands then.
            proxy.log.wait_for_bytes(bytes_before + dice.randrange(1, PARTS_A_RUN * PART))
            ended = run.kill()
        proxy.clear()
        assert ended.code == -9
        done = parts_done(tmp_path / "state")
        assert done >= done_before
        assert not done_before & set(proxy.log.parts_sent()[begun_before:])
        done_before = done
        command = ("resume", "--all", "--json")
    begun_before = proxy.log.count("part")
    ended = program.run("resume", "--all", "--json", timeout=120)
    assert ended.code == 0, ended.errors
    assert bucket.sha256("film.mov") == sha256_of(path)
    assert done_before
    assert not done_before & set(proxy.log.parts_sent()[begun_before:])
    assert proxy.log.body_bytes("part") <= size + KILLS * 8 * PART
    assert proxy.log.count("create") == 1
    assert proxy.log.count("abort") == 0


@pytest.mark.case("C73")
@pytest.mark.faces("plain", "minio")
def test_killed_as_soon_as_it_started_nothing_is_lost(
    proxied: S3Address, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    path = make_file(tmp_path / "film.mov", 3 * PART)
    program = Program(tmp_path / "state", proxied)
    held = proxy.on("create", hold())
    with program.running("upload", path, "--json") as run:
        run.wait_for(lambda line: line["event"] == "submitted")
        run.kill()
    held.release()
    proxy.clear()
    assert [job["fileName"] for job in program.jobs()] == ["film.mov"]
    assert program.run("resume", "--all").code == 0
    assert bucket.keys() == ["film.mov"]
    assert bucket.sha256("film.mov") == sha256_of(path)
    assert bucket.uploads() == []


def test_killed_before_its_upload_was_begun_the_object_gets_all_that_was_asked_for(
    proxied: S3Address, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    path = make_file(tmp_path / "film.mov", 2 * PART)
    program = Program(tmp_path / "state", proxied)
    proxy.on("create", hold())
    asked = ("--metadata", "Show=Alps", "--tag", "team=news", "--cache-control", "no-store", "--sse", "s3")
    with program.running("upload", path, "--json", *asked, "--content-type", "video/x-raw") as run:
        proxy.log.wait_for("create")
        run.kill()
    proxy.clear()
    (job,) = program.jobs()
    assert job["objectTerms"]["metadata"] == {"show": "Alps"}
    ended = program.run("resume", "--all", "--json")
    assert ended.code == 0, ended.errors
    facts = bucket.head("film.mov")
    assert facts is not None
    assert facts.metadata["show"] == "Alps"
    assert facts.content_type == "video/x-raw"
    assert facts.headers["cache-control"] == "no-store"
    assert facts.headers["x-amz-server-side-encryption"] == "AES256"
    assert bucket.tags("film.mov") == {"team": "news"}
    (done,) = program.jobs()
    assert done["uploadResponse"]["encryption"] == "s3"


@pytest.mark.case("C02", "C06")
@pytest.mark.faces("plain", "minio")
def test_killed_between_the_answer_to_complete_and_the_commit_one_object_is_found(
    proxied: S3Address, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    path = make_file(tmp_path / "film.mov", 3 * PART)
    program = Program(tmp_path / "state", proxied)
    proxy.on("complete", hold(answer=True))
    with program.running("upload", path) as run:
        proxy.log.wait_for("complete", stage="store")
        run.kill()
    proxy.clear()
    proxy.log.clear()
    ended = program.run("resume", "--all", "--json")
    assert ended.code == 0, ended.errors
    assert proxy.log.count("part") == proxy.log.count("complete") == proxy.log.count("create") == 0
    assert bucket.keys() == ["film.mov"]
    assert ended.last("completed")["uploadResponse"]["verifiedBy"] in {"checksum", "etag"}


@pytest.mark.faces("plain", "minio")
def test_killed_between_the_answer_to_a_put_and_the_commit_it_is_not_sent_again(
    proxied: S3Address, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    path = make_file(tmp_path / "clip.mov", 1000)
    program = Program(tmp_path / "state", proxied)
    proxy.on("put", hold(answer=True))
    with program.running("upload", path) as run:
        proxy.log.wait_for("put", stage="store")
        run.kill()
    proxy.clear()
    proxy.log.clear()
    ended = program.run("resume", "--all")
    assert ended.code == 0, ended.errors
    assert proxy.log.count("put") == 0
    assert bucket.sha256("clip.mov") == sha256_of(path)


@pytest.mark.faces("plain", "minio")
def test_killed_after_create_and_before_its_answer_no_second_upload_is_begun(
    proxied: S3Address, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    path = make_file(tmp_path / "film.mov", 2 * PART)
    program = Program(tmp_path / "state", proxied)
    proxy.on("create", hold(answer=True), times=1)
    with program.running("upload", path) as run:
        proxy.log.wait_for("create", stage="store")
        run.kill()
    proxy.clear()
    assert program.run("resume", "--all").code == 0
    assert proxy.log.count("create") == 1
    assert bucket.uploads() == []
    assert bucket.sha256("film.mov") == sha256_of(path)


@pytest.mark.case("L3.1")
def test_killed_while_a_pause_waits_for_its_part_it_stands_still_until_it_is_resumed(
    proxied: S3Address, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    path = make_file(tmp_path / "film.mov", 3 * PART)
    program = Program(tmp_path / "state", proxied)
    held = proxy.on("part", hold(answer=True), number=3)
    with program.running("upload", path, "--chunk-size", str(PART), "--json") as run:
        job_id = run.wait_for(lambda line: line.get("uploadedParts") == 2)["jobId"]
        pausing = program.run("pause", "--after-part", job_id)
        assert pausing.lines[0]["text"] == "film.mov: pausing after the parts on their way.\n", pausing.errors
        run.kill()
    held.release()
    proxy.clear()
    proxy.log.clear()
    with program.running("serve", "--port", "0") as server:
        server.wait_for_words("1 upload was interrupted; PAUSED until resumed.")
        (job,) = program.jobs()
        assert (job["status"], job["uploadedParts"]) == ("PAUSED", 2)
    assert proxy.log.parts_sent() == []
    assert program.run("resume", "--all").code == 0
    assert set(proxy.log.parts_sent()) <= {3}
    assert proxy.log.count("create") == 0
    assert bucket.sha256("film.mov") == sha256_of(path)
