"""The program is killed with SIGKILL, and started again."""

import random
from pathlib import Path

import pytest

from lab.files import make_file, sha256_of
from lab.program import Program
from lab.proxy import FaultProxy
from lab.rules import hold
from lab.s3probe import Probe, S3Address
from uploader_gui.domain.plan import MIB

PART = 8 * MIB
WORKERS = 4
KILLS = 20


@pytest.mark.case("C23")
def test_twenty_kills_lose_nothing_and_send_no_finished_part_twice(
    proxied: S3Address, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    size = 1024 * MIB
    path = make_file(tmp_path / "film.mov", size)
    program = Program(tmp_path / "state", proxied)
    dice = random.Random(20)
    done_before = 0
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
        bytes_before = proxy.log.body_bytes("part")
        with program.running(*command) as run:
            # A random moment: after so many more bytes, wherever the program stands then.
            proxy.log.wait_for_bytes(bytes_before + dice.randrange(1, size // (KILLS + 4)))
            ended = run.kill()
        assert ended.code == -9
        (job,) = program.jobs()
        assert job["uploadedParts"] >= done_before
        done_before = job["uploadedParts"]
        command = ("resume", "--all", "--json")
    ended = program.run("resume", "--all", "--json", timeout=120)
    assert ended.code == 0, ended.errors
    assert bucket.sha256("film.mov") == sha256_of(path)
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
    held = proxy.on(None, hold(), nth=2)
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
