"""What a removed job leaves open on the store is dropped in the end, and nothing that is not ours."""

from pathlib import Path

import pytest

from lab.files import make_file, sha256_of
from lab.program import Line, Program
from lab.proxy import FaultProxy
from lab.rules import hold
from lab.s3probe import Probe, S3Address
from uploader_gui.domain.plan import MIB

PART = 5 * MIB
pytestmark = pytest.mark.case("C80")


@pytest.fixture
def program(tmp_path: Path, proxied: S3Address) -> Program:
    return Program(tmp_path / "state", proxied)


def begun(program: Program, proxy: FaultProxy, path: Path) -> Line:
    """A job of which one part is on the store; its program was killed."""
    proxy.on("part", hold(), number=2)
    with program.running("upload", path, "--json", "--workers", "1", "--chunk-size", str(PART)) as run:
        run.wait_for(lambda line: line.get("uploadedParts", 0) == 1)
        run.kill()
    proxy.clear()
    return next(job for job in program.jobs() if job["fileName"] == path.name)


def removed_while_the_store_is_away(program: Program, proxy: FaultProxy, path: Path) -> None:
    job = begun(program, proxy, path)
    proxy.away()
    ended = program.run("remove", job["jobId"])
    assert ended.code == 0, ended.errors
    assert "cleanup --uploads --yes" in ended.errors
    proxy.back()


def test_cleanup_shows_an_upload_of_ours_and_drops_it_only_when_told_to(
    program: Program, proxy: FaultProxy, bucket: Probe, tmp_path: Path
) -> None:
    removed_while_the_store_is_away(program, proxy, make_file(tmp_path / "clip.mov", 3 * PART))
    ((key, upload_id),) = bucket.uploads()
    assert "0 open uploads" in program.run("cleanup").errors
    shown = program.run("cleanup", "--uploads")
    assert shown.code == 0
    assert "1 open upload without a job" in shown.errors
    assert any(key in line["text"] and upload_id in line["text"] for line in shown.lines)
    assert bucket.uploads() == [(key, upload_id)]
    assert program.run("cleanup", "--uploads", "--yes").code == 0
    assert bucket.uploads() == []
    assert "0 open uploads" in program.run("cleanup", "--uploads").errors


def test_cleanup_leaves_live_jobs_and_other_clients_alone(
    program: Program, proxy: FaultProxy, proxied: S3Address, bucket: Probe, tmp_path: Path
) -> None:
    """Another state directory, another program's upload of the same key, and a paused job of our own."""
    (tmp_path / "theirs").mkdir()
    foreign = {("clip.mov", bucket.begin_upload("clip.mov")), ("x.mov", bucket.begin_upload("x.mov"))}
    other = Program(tmp_path / "other", proxied)
    begun(other, proxy, make_file(tmp_path / "theirs" / "their film.mov", 3 * PART))
    film = make_file(tmp_path / "our film.mov", 3 * PART)
    begun(program, proxy, film)
    kept = set(bucket.uploads())
    assert len(kept) == 4
    removed_while_the_store_is_away(program, proxy, make_file(tmp_path / "clip.mov", 3 * PART))
    assert len(bucket.uploads()) == 5
    assert program.run("cleanup", "--uploads", "--yes", "--older-than", "0m").code == 0
    assert set(bucket.uploads()) == kept
    assert foreign < kept
    proxy.log.clear()
    assert program.run("resume", "--all").code == 0
    assert other.run("resume", "--all").code == 0
    assert sorted(proxy.log.parts_sent()) == [2, 2, 3, 3]
    assert bucket.sha256("our film.mov") == sha256_of(film)
    assert set(bucket.uploads()) == foreign


def test_cleanup_while_the_store_is_away_keeps_the_upload_on_the_list(
    program: Program, proxy: FaultProxy, bucket: Probe, tmp_path: Path
) -> None:
    removed_while_the_store_is_away(program, proxy, make_file(tmp_path / "clip.mov", 3 * PART))
    proxy.away()
    ended = program.run("cleanup", "--uploads", "--yes")
    assert ended.code == 1
    assert "stays on the list" in ended.errors
    proxy.back()
    assert program.run("cleanup", "--uploads", "--yes").code == 0
    assert bucket.uploads() == []


def test_an_upload_whose_id_was_never_heard_is_dropped_too(
    program: Program, proxy: FaultProxy, bucket: Probe, tmp_path: Path
) -> None:
    path = make_file(tmp_path / "clip.mov", 3 * PART)
    proxy.on("create", hold(answer=True))
    with program.running("upload", path, "--json") as run:
        proxy.log.wait_for("create", stage="store")
        run.kill()
    proxy.clear()
    (job,) = program.jobs()
    proxy.away()
    assert program.run("remove", job["jobId"]).code == 0
    proxy.back()
    assert len(bucket.uploads()) == 1
    assert any("(id not known)" in line["text"] for line in program.run("cleanup", "--uploads").lines)
    assert program.run("cleanup", "--uploads", "--yes").code == 0
    assert bucket.uploads() == []


def test_cleanup_of_old_paused_jobs_drops_their_uploads(
    program: Program, proxy: FaultProxy, bucket: Probe, tmp_path: Path
) -> None:
    begun(program, proxy, make_file(tmp_path / "clip.mov", 3 * PART))
    assert program.run("pause", "--all").code == 0
    ended = program.run("cleanup", "--status", "paused", "--older-than", "0m", "--yes")
    assert ended.code == 0, ended.errors
    assert program.jobs() == []
    assert bucket.uploads() == []
