"""What a removed job leaves open on the store is dropped in the end, and nothing that is not ours."""

from pathlib import Path

import pytest

from lab.files import make_file, sha256_of
from lab.lines.proxy import FaultProxy
from lab.lines.rules import hold
from lab.processes.program import Line, Program
from lab.stores.s3probe import Probe, S3Address
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
    proxy.cut_all()  # before it is let go: what was held would still reach the store
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


def kept_of(program: Program, proxy: FaultProxy, path: Path) -> str:
    """Two parts of a file are kept, then the program is killed; the folder that they are in."""
    proxy.on("put", hold(), larger_than=MIB, nth=3)
    with program.running("upload", path, "--json", "--workers", "1", "--chunk-size", str(PART)) as run:
        run.wait_for(lambda line: line.get("uploadedParts", 0) == 2)
        run.kill()
    proxy.clear()
    (job,) = program.jobs()
    return str(job["keptParts"]["prefix"])


@pytest.mark.case("L1.7")
def test_kept_parts_that_no_job_here_owns_are_shown_and_deleted_only_when_told_to(
    proxied: S3Address, proxy: FaultProxy, bucket: Probe, tmp_path: Path
) -> None:
    """The computer is lost; another one clears up."""
    lost = Program(tmp_path / "lost", proxied, UPLOADER_GUI_KEEP_PARTS="always", UPLOADER_GUI_PREFIX="reels")
    folder = kept_of(lost, proxy, make_file(tmp_path / "film.mov", 3 * PART))
    kept = bucket.keys(folder)
    assert len(kept) == 3  # with the plan
    bucket.put("reels/.uploader-parts/notes.txt", b"not ours")
    program = Program(tmp_path / "state", proxied, UPLOADER_GUI_PREFIX="reels")
    shown = program.run("cleanup", "--uploads")
    assert "1 folder of kept parts without a job" in shown.errors
    assert "may belong to another computer" in shown.errors
    (line,) = [each["text"] for each in shown.lines if each["text"].startswith("kept parts")]
    assert folder in line
    assert "10.5 MB" in line
    assert line.endswith("\tfilm.mov\n")
    assert "written a short time ago" in program.run("cleanup", "--uploads", "--yes").errors
    assert bucket.keys(folder) == kept
    assert program.run("cleanup", "--uploads", "--older-than", "0m", "--yes").code == 0
    assert bucket.keys() == ["reels/.uploader-parts/notes.txt"]


@pytest.mark.case("L1.7")
def test_kept_parts_of_a_job_here_are_never_cleaned_up(
    proxied: S3Address, proxy: FaultProxy, bucket: Probe, tmp_path: Path
) -> None:
    film = make_file(tmp_path / "film.mov", 3 * PART)
    program = Program(tmp_path / "state", proxied, UPLOADER_GUI_KEEP_PARTS="always")
    folder = kept_of(program, proxy, film)
    shown = program.run("show", program.jobs()[0]["jobId"]).lines
    assert any(
        each["text"].startswith("Kept parts:") and each["text"].endswith(f"/{folder}\n") for each in shown
    )
    assert (
        "0 folders of kept parts" in program.run("cleanup", "--uploads", "--older-than", "0m", "--yes").errors
    )
    proxy.log.clear()
    assert program.run("resume", "--all").code == 0
    assert [number for _, number in proxy.log.kept_parts_sent()] == [3]
    assert bucket.sha256("film.mov") == sha256_of(film)


@pytest.mark.case("L1.7")
def test_kept_parts_of_a_removed_job_are_recorded_until_the_store_answers(
    proxied: S3Address, proxy: FaultProxy, bucket: Probe, tmp_path: Path
) -> None:
    program = Program(
        tmp_path / "state", proxied, UPLOADER_GUI_KEEP_PARTS="always", UPLOADER_GUI_KEPT_PREFIX="scratch"
    )
    folder = kept_of(program, proxy, make_file(tmp_path / "film.mov", 3 * PART))
    assert folder.startswith("scratch/")
    proxy.away()
    assert program.run("remove", program.jobs()[0]["jobId"]).code == 0
    away = program.run("cleanup", "--uploads")
    assert "can't be told" in away.errors
    assert any("(size not known)" in each["text"] for each in away.lines)
    proxy.back()
    shown = program.run("cleanup", "--uploads")
    assert any("of a job that is gone" in each["text"] for each in shown.lines)
    assert program.run("cleanup", "--uploads", "--yes").code == 0
    assert bucket.keys() == []
    assert "0 folders of kept parts" in program.run("cleanup", "--uploads").errors
