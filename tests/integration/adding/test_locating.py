"""A file that is elsewhere now has to prove that it is the one that was sent."""

import os
import zlib
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from lab.engines.workbench import PART, Workbench, paused_after
from lab.files import make_file, sha256_of
from lab.lines.proxy import FaultProxy
from lab.lines.rules import hold
from lab.stores.s3probe import Probe
from uploader_gui.domain.errors import ErrorCode, NotAllowedError, SourceError, StoppedError
from uploader_gui.domain.job import Job, JobState
from uploader_gui.domain.plan import MIB
from uploader_gui.s3.http.request_body import StopSwitch
from uploader_gui.storage.database.database import FILE_NAME
from uploader_gui.storage.database.sqlite_connection import connect

pytestmark = pytest.mark.case("W16")


def refused(bench: Workbench, job: Job, path: Path, *, is_trusted: bool = False) -> ErrorCode:
    with pytest.raises(SourceError) as error:
        bench.do(bench.engine.locate(job.job_id, path, is_trusted=is_trusted))
    return error.value.code


def finished(bench: Workbench, path: Path) -> Job:
    return bench.completed(bench.upload(path).job_id).job


def flip_last_byte(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(-1, os.SEEK_END)
        last = file.read(1)
        file.seek(-1, os.SEEK_END)
        file.write(bytes([last[0] ^ 1]))


def test_a_file_whose_sent_half_differs_is_not_taken_and_the_job_keeps_its_old_place(
    bench: Workbench, proxy: FaultProxy, bucket: Probe, tmp_path: Path
) -> None:
    path = make_file(tmp_path / "clip.mov", 4 * PART)
    job = paused_after(bench, proxy, path)
    folder = tmp_path / "other"
    folder.mkdir()
    other = make_file(folder / "clip.mov", 4 * PART, seed=5)
    assert refused(bench, job, other, is_trusted=True) == ErrorCode.SOURCE_CHANGED
    kept = bench.do(bench.engine.jobs_now.status(job.job_id)).job
    assert (kept.state, kept.source_path, kept.uploaded_parts) == (
        JobState.PAUSED,
        str(path),
        job.uploaded_parts,
    )
    moved = path.rename(folder / "moved.mov")
    bench.do(bench.engine.locate(job.job_id, moved))
    assert bench.completed(job.job_id).job.source_path == str(moved)
    assert bucket.sha256("clip.mov") == sha256_of(moved)


def test_where_nothing_was_sent_the_time_tells_or_else_the_user(
    bench: Workbench, proxy: FaultProxy, bucket: Probe, tmp_path: Path
) -> None:
    path = make_file(tmp_path / "clip.mov", 4 * PART)
    job = paused_after(bench, proxy, path, parts=0)
    copy = make_file(tmp_path / "copy.mov", 4 * PART)
    os.utime(copy, ns=(0, path.stat().st_mtime_ns - 3_000_000_000))
    path.unlink()
    assert refused(bench, job, copy) == ErrorCode.SOURCE_UNPROVEN
    os.utime(copy, ns=(0, job.fingerprint.mtime_ns - 1_999_000_000))
    bench.do(bench.engine.locate(job.job_id, copy))
    assert bench.completed(job.job_id).job.source_path == str(copy)
    assert bucket.sha256("clip.mov") == sha256_of(copy)


def test_the_users_word_counts_where_nothing_can_tell(
    bench: Workbench, proxy: FaultProxy, tmp_path: Path
) -> None:
    path = make_file(tmp_path / "clip.mov", 4 * PART)
    job = paused_after(bench, proxy, path, parts=0)
    path.unlink()
    copy = make_file(tmp_path / "copy.mov", 4 * PART)
    os.utime(copy, ns=(0, 0))
    bench.do(bench.engine.locate(job.job_id, copy, is_trusted=True))
    assert bench.completed(job.job_id).job.source_path == str(copy)


@pytest.mark.parametrize("size", [MIB, 3 * PART])
def test_a_finished_file_is_proven_by_all_of_its_content(bench: Workbench, tmp_path: Path, size: int) -> None:
    job = finished(bench, path := make_file(tmp_path / "clip.mov", size))
    moved = path.rename(tmp_path / "moved.mov")
    [status] = bench.do(bench.engine.locate(job.job_id, moved))
    assert status.job == replace(
        job, source_path=str(moved), fingerprint=status.job.fingerprint, updated_at=status.job.updated_at
    )
    flip_last_byte(moved)
    assert refused(bench, job, moved) == ErrorCode.SOURCE_CHANGED
    assert refused(bench, job, make_file(tmp_path / "short.mov", size - 1)) == ErrorCode.SOURCE_TRUNCATED


def test_a_finished_file_is_proven_by_the_crc32_of_its_record_where_there_is_one(
    bench: Workbench, tmp_path: Path
) -> None:
    job = finished(bench, path := make_file(tmp_path / "clip.mov", 3 * PART))
    record(tmp_path / "state", crc32=f"{zlib.crc32(path.read_bytes()):08x}", etag="opaque")
    moved = path.rename(tmp_path / "moved.mov")
    bench.do(bench.engine.locate(job.job_id, moved))
    flip_last_byte(moved)
    assert refused(bench, job, moved) == ErrorCode.SOURCE_CHANGED


def test_a_finished_file_of_which_no_proof_is_kept_is_taken_on_the_users_word_alone(
    bench: Workbench, tmp_path: Path
) -> None:
    job = finished(bench, path := make_file(tmp_path / "clip.mov", 3 * PART))
    record(tmp_path / "state", crc32="", etag="opaque")
    moved = path.rename(tmp_path / "moved.mov")
    assert refused(bench, job, moved) == ErrorCode.SOURCE_UNPROVEN
    [status] = bench.do(bench.engine.locate(job.job_id, moved, is_trusted=True))
    assert status.job.source_path == str(moved)


def test_comparing_can_be_stopped_and_changes_nothing(bench: Workbench, tmp_path: Path) -> None:
    job = finished(bench, path := make_file(tmp_path / "clip.mov", 3 * PART))
    moved, switch = path.rename(tmp_path / "moved.mov"), StopSwitch()
    switch.stop()
    with pytest.raises(StoppedError):
        bench.do(bench.engine.locate(job.job_id, moved, stop=switch))
    assert bench.do(bench.engine.jobs_now.status(job.job_id)).job.source_path == str(path)


def test_a_job_that_waits_or_runs_has_no_other_file(
    bench: Workbench, proxy: FaultProxy, tmp_path: Path
) -> None:
    path = make_file(tmp_path / "clip.mov", 4 * PART)
    job = paused_after(bench, proxy, path)
    held = proxy.on("part", hold())
    moved = path.rename(tmp_path / "moved.mov")
    bench.do(bench.engine.locate(job.job_id, moved))
    with pytest.raises(NotAllowedError):
        bench.do(bench.engine.locate(job.job_id, moved))
    held.release()
    bench.completed(job.job_id)


def record(state_dir: Path, *, crc32: str, etag: str) -> None:
    """Have the database say this of the finished object."""
    with closing(connect(state_dir / FILE_NAME)) as sqlite:
        sqlite.execute("UPDATE video_recordings SET crc32 = ?, etag = ?", (crc32, etag))
