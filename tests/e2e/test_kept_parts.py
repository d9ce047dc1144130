"""Kept parts outlive the store's memory of an upload and every kill: what was sent is never sent again."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from lab.files import make_file, sha256_of
from lab.lines.proxy import FaultProxy
from lab.lines.rules import hold
from lab.processes.program import Program
from lab.screens.desktop import until
from lab.stores.minio_face import MinioFace
from lab.stores.s3probe import Probe, S3Address
from uploader_gui.domain.plan import MIB

PART = 5 * MIB
COUNT = 8
KEY = "reels/film.mov"
Kill = Callable[[Program, FaultProxy, tuple[str, ...], int], None]
RESUME = ("resume", "--all", "--json")

pytestmark = pytest.mark.faces("minio")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make_file(tmp_path / "film.mov", COUNT * PART - 1000)


@pytest.fixture
def program(proxied: S3Address, tmp_path: Path) -> Program:
    return Program(tmp_path / "state", proxied, UPLOADER_GUI_KEEP_PARTS="always", UPLOADER_GUI_PREFIX="reels")


def upload(path: Path) -> tuple[str, ...]:
    return ("upload", str(path), "--json", "--workers", "2", "--chunk-size", str(PART))


def killed_with(program: Program, proxy: FaultProxy, command: tuple[str, ...], stored: int) -> None:
    """Run until the store has so many kept parts and no more, then SIGKILL."""
    before = len(proxy.log.kept_parts_sent(stored=True))
    proxy.on("put", hold(), nth=1 + stored - before, larger_than=MIB)
    with program.running(*command) as run:
        proxy.log.wait_for_kept_parts(stored)
        run.kill()
    proxy.cut_all()
    proxy.clear()


def killed_after_copies(program: Program, proxy: FaultProxy, command: tuple[str, ...], count: int) -> None:
    """Run until the store has copied so many parts, nobody having heard of the last one, then SIGKILL."""
    proxy.on("copy_part", hold(answer=True), number=count)
    for number in range(count + 1, COUNT + 1):
        proxy.on("copy_part", hold(), number=number)
    with program.running(*command) as run:
        proxy.log.wait_for_kept_parts(count, "copy_part")
        run.kill()
    proxy.cut_all()
    proxy.clear()


def killed_at(program: Program, proxy: FaultProxy, command: tuple[str, ...], operation: str) -> None:
    """Run until the store has done this, whose answer is withheld, then SIGKILL."""
    proxy.on(operation, hold(answer=True))
    with program.running(*command) as run:
        proxy.log.wait_for(operation, stage="store")
        run.kill()
    proxy.cut_all()
    proxy.clear()


def each_sent_once(proxy: FaultProxy) -> bool:
    """Whether the store took every kept part once, and no part went into the upload itself."""
    stored = Counter(number for _, number in proxy.log.kept_parts_sent(stored=True))
    return stored == Counter(range(1, COUNT + 1)) and proxy.log.parts_sent() == []


def until_nothing_is_kept(program: Program, bucket: Probe) -> None:
    """A program that ends waits only briefly for a slow store to delete; its next start goes on with that."""

    def is_so() -> bool:
        if bucket.keys() == [KEY]:
            return True
        program.run(*RESUME)
        return False

    until(is_so, "the kept parts are deleted")


def is_whole(program: Program, bucket: Probe, path: Path) -> bool:
    """Whether the object is the file, and nothing is left beside it."""
    (job,) = program.jobs()
    assert job["status"] == "COMPLETED", job
    until_nothing_is_kept(program, bucket)
    return bucket.sha256(KEY) == sha256_of(path)


@pytest.mark.case("L1.1", "L1.5", "L1.6", "L1.7")
def test_an_upload_that_outlives_what_the_store_remembers_is_never_sent_twice(
    program: Program, bucket: Probe, proxy: FaultProxy, minio_face: MinioFace, path: Path
) -> None:
    command = upload(path)
    for stored in (2, 3, 5, 7):
        killed_with(program, proxy, command, stored)
        minio_face.uploads.age(hours=25)
        command = RESUME
    killed_after_copies(program, proxy, command, 3)
    minio_face.uploads.age(hours=25)
    ended = program.run(*RESUME)
    assert ended.code == 0, ended.errors
    assert each_sent_once(proxy)
    assert is_whole(program, bucket, path)


@pytest.mark.case("L1.6")
def test_killed_while_joining_what_is_copied_is_not_copied_again(
    program: Program, bucket: Probe, proxy: FaultProxy, path: Path
) -> None:
    killed_after_copies(program, proxy, upload(path), COUNT)
    assert program.run(*RESUME).code == 0
    assert sorted(number for _, number in proxy.log.kept_parts_copied()) == list(range(1, COUNT + 1))
    assert each_sent_once(proxy)
    assert is_whole(program, bucket, path)
    assert bucket.uploads() == []


@pytest.mark.case("L1.7")
@pytest.mark.parametrize("operation", ["complete", "delete_objects"])
def test_killed_at_the_end_the_kept_parts_are_deleted_by_the_next_run(
    program: Program, bucket: Probe, proxy: FaultProxy, path: Path, operation: str
) -> None:
    killed_at(program, proxy, upload(path), operation)
    program.run(*RESUME)
    assert each_sent_once(proxy)
    assert is_whole(program, bucket, path)


@pytest.mark.case("L1.7")
@pytest.mark.parametrize("killed", [killed_with, killed_after_copies], ids=["while keeping", "while joining"])
def test_a_removed_job_leaves_no_kept_parts(
    program: Program, bucket: Probe, proxy: FaultProxy, path: Path, killed: Kill
) -> None:
    killed(program, proxy, upload(path), 2)
    (job,) = program.jobs()
    assert program.run("remove", job["jobId"]).code == 0
    assert (bucket.keys(), bucket.uploads()) == ([], [])


@pytest.mark.case("L1.2")
@pytest.mark.parametrize("operation", ["get", "copy_part"])
def test_a_probe_that_a_kill_left_behind_is_cleaned_up(
    program: Program, bucket: Probe, proxy: FaultProxy, path: Path, operation: str
) -> None:
    killed_at(program, proxy, upload(path), operation)
    (job,) = program.jobs()
    assert program.run("remove", job["jobId"]).code == 0
    assert (bucket.keys(), bucket.uploads()) == ([], [])
