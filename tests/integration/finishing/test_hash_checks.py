"""Files whose hashes are expected: compared before anything is finished, whatever happens on the way."""

import contextlib
import os
from dataclasses import replace
from pathlib import Path

import pytest

from lab.engines.benches import OpenBench
from lab.engines.workbench import PART, Workbench
from lab.files import make_file, sha256_of
from lab.lines.proxy import FaultProxy
from lab.lines.rules import error, hold
from lab.screens.desktop import until
from lab.stores.s3probe import Probe
from uploader_gui.domain.errors import ErrorCode
from uploader_gui.domain.events import Refusal
from uploader_gui.domain.hashes import Hashes, HashKind
from uploader_gui.domain.job import ConflictPolicy, Job
from uploader_gui.domain.plan import MIB, PartRange
from uploader_gui.source.file_hash import FileHasher
from uploader_gui.source.source_file import Source, Unstoppable

WRONG: Hashes = ((HashKind.XXH64, "0" * 16),)
SIZES = pytest.mark.parametrize(
    "size", [0, MIB // 2, PART, 3 * PART], ids=["empty", "small", "one part", "parts"]
)


def made_of(path: Path, *kinds: HashKind) -> Hashes:
    hasher = FileHasher(kinds)
    with Source(path) as source:
        hasher.take(source, PartRange(1, 0, path.stat().st_size), Unstoppable())
    return hasher.hashes()


def expecting(bench: Workbench, path: Path, hashes: Hashes, *, stage: bool = False) -> Job:
    (new,) = bench.new(path, stage=stage)
    (job,) = bench.submit([replace(new, expected_hashes=hashes)])
    assert isinstance(job, Job), job
    return job


def times_open(path: Path) -> int:
    """How often this process, and so the engine in it, has the file open."""
    found = 0
    for entry in Path("/proc/self/fd").iterdir():
        with contextlib.suppress(FileNotFoundError):
            found += entry.readlink() == path
    return found


@pytest.fixture
def few_ahead(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file is read less than a part ahead of what is sent."""
    monkeypatch.setattr("uploader_gui.transfer.job.hashing._AHEAD", MIB)
    monkeypatch.setattr("uploader_gui.transfer.job.hashing._STEP", MIB)


@SIZES
def test_a_file_with_the_hashes_of_its_list_is_uploaded_and_keeps_them(
    bench: Workbench, bucket: Probe, tmp_path: Path, size: int
) -> None:
    path = make_file(tmp_path / "clip.mov", size)
    hashes = made_of(path, HashKind.XXH64, HashKind.MD5)
    done = bench.completed(expecting(bench, path, hashes).job_id)
    assert done.job.hashes == hashes
    assert done.recording is not None
    assert done.recording.hashes == hashes
    assert bucket.sha256("clip.mov") == sha256_of(path)


@SIZES
def test_a_file_that_differs_from_its_list_fails_before_it_is_finished(
    bench: Workbench, bucket: Probe, tmp_path: Path, size: int
) -> None:
    path = make_file(tmp_path / "clip.mov", size)
    failed = bench.failed(expecting(bench, path, WRONG).job_id)
    assert failed.error_code == ErrorCode.HASH_MISMATCH
    assert "0000000000000000" in failed.message
    assert bucket.keys() == []


@SIZES
def test_a_hash_that_nobody_expects_is_made(bench: Workbench, tmp_path: Path, size: int) -> None:
    path = make_file(tmp_path / "clip.mov", size)
    done = bench.completed(expecting(bench, path, ((HashKind.XXH128, ""),)).job_id)
    assert done.job.hashes == made_of(path, HashKind.XXH128)


def test_of_two_files_only_the_one_that_differs_fails(
    bench: Workbench, bucket: Probe, tmp_path: Path
) -> None:
    right, wrong = make_file(tmp_path / "a.mov", 2 * PART), make_file(tmp_path / "b.mov", 2 * PART, seed=2)
    jobs = expecting(bench, right, made_of(right, HashKind.SHA1)), expecting(bench, wrong, WRONG)
    bench.completed(jobs[0].job_id)
    bench.failed(jobs[1].job_id)
    assert bucket.keys() == ["a.mov"]


@pytest.mark.parametrize("size", [1000, 2 * PART], ids=["one put", "parts"])
@pytest.mark.parametrize("is_late", [False, True], ids=["looked for at once", "looked for late"])
def test_a_file_that_is_in_the_store_already_is_compared_with_its_list_all_the_same(
    bench: Workbench, proxy: FaultProxy, tmp_path: Path, size: int, is_late: bool
) -> None:
    path = make_file(tmp_path / "clip.mov", size)
    bench.completed(bench.upload(path).job_id)

    def again(hashes: Hashes) -> Job | Refusal:
        if is_late:
            proxy.on("head", error(503, "SlowDown"), times=1)
        (new,) = bench.new(path, on_conflict=ConflictPolicy.SKIP)
        (taken,) = bench.submit([replace(new, expected_hashes=hashes)])
        return taken

    wrong = again(WRONG)
    if isinstance(wrong, Job):
        assert bench.failed(wrong.job_id).error_code == ErrorCode.HASH_MISMATCH
        bench.remove(wrong.job_id)
    else:
        assert (wrong.code, wrong.is_success) == (ErrorCode.HASH_MISMATCH, False)
    hashes = made_of(path, HashKind.XXH64)
    right = again(hashes)
    if isinstance(right, Job):
        assert bench.completed(right.job_id).job.hashes == hashes
    else:
        assert right.is_success
    assert isinstance(wrong, Job) is isinstance(right, Job) is is_late


def test_after_a_difference_its_parts_are_kept_and_resuming_compares_again(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    path = make_file(tmp_path / "clip.mov", 3 * PART)
    job = expecting(bench, path, WRONG)
    assert bench.failed(job.job_id).uploaded_parts == 3
    proxy.log.clear()
    bench.forget_events()
    bench.resume(job.job_id)
    assert bench.failed(job.job_id).error_code == ErrorCode.HASH_MISMATCH
    assert (proxy.log.count("part"), proxy.log.count("complete"), bucket.keys()) == (0, 0, [])


def test_a_staged_copy_is_what_is_compared(bench: Workbench, tmp_path: Path) -> None:
    path = make_file(tmp_path / "clip.mov", 2 * PART)
    hashes = made_of(path, HashKind.C4)
    done = bench.completed(expecting(bench, path, hashes, stage=True).job_id)
    assert done.job.hashes == hashes
    other = make_file(tmp_path / "other.mov", 2 * PART)
    assert (
        bench.failed(expecting(bench, other, WRONG, stage=True).job_id).error_code == ErrorCode.HASH_MISMATCH
    )


def test_a_pause_ends_the_reading_and_what_is_resumed_is_compared(
    open_bench: OpenBench, proxy: FaultProxy, tmp_path: Path, few_ahead: None
) -> None:
    path = make_file(tmp_path / "clip.mov", 8 * PART)
    bench = open_bench()
    for number in range(3, 9):
        proxy.on("part", hold(), number=number)
    job = expecting(bench, path, WRONG)
    bench.wait_until(job.job_id, lambda status: status.job.uploaded_parts == 2)
    until(lambda: times_open(path) == 2, "it is open to be sent, and to be hashed")
    bench.pause(job.job_id)
    proxy.cut_all()
    proxy.clear()
    bench.close()
    until(lambda: times_open(path) < 2, "nobody reads it to hash it")
    bench = open_bench()
    bench.resume(job.job_id)
    assert bench.failed(job.job_id).error_code == ErrorCode.HASH_MISMATCH


def test_a_file_that_was_touched_meanwhile_is_hashed_as_it_is_at_the_end(
    bench: Workbench, proxy: FaultProxy, tmp_path: Path
) -> None:
    path = make_file(tmp_path / "clip.mov", 3 * PART)
    last = proxy.on("part", hold(), number=3)
    hashes = made_of(path, HashKind.XXH64)
    job = expecting(bench, path, hashes)
    bench.wait_until(job.job_id, lambda status: status.job.uploaded_parts == 2)
    os.utime(path)
    last.release()
    assert bench.completed(job.job_id).job.hashes == hashes


def test_a_file_that_is_added_again_with_another_list_is_compared_with_that(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    path = make_file(tmp_path / "clip.mov", 2 * PART)
    job = expecting(bench, path, WRONG)
    bench.failed(job.job_id)
    proxy.log.clear()
    bench.forget_events()
    again = expecting(bench, path, made_of(path, HashKind.MD5))
    assert again.job_id == job.job_id
    assert bench.completed(job.job_id).job.hashes == made_of(path, HashKind.MD5)
    assert (proxy.log.count("part"), bucket.keys()) == (0, ["clip.mov"])


def test_a_job_that_is_begun_anew_is_compared_with_the_same_list(bench: Workbench, tmp_path: Path) -> None:
    path = make_file(tmp_path / "clip.mov", 2 * PART)
    job = expecting(bench, path, WRONG)
    bench.failed(job.job_id)
    bench.forget_events()
    bench.do(bench.engine.restart([job.job_id]))
    assert bench.failed(job.job_id).error_code == ErrorCode.HASH_MISMATCH
