import os
from pathlib import Path

import pytest

from lab.engines.benches import OpenBench
from lab.engines.workbench import PART, Workbench, paused_after
from lab.files import make_file, sha256_of
from lab.lines.proxy import FaultProxy
from lab.lines.rules import Answer, Fault, error, flip_bit, hold
from lab.stores.s3probe import Probe
from uploader_gui.domain.errors import ErrorCode, SourceError
from uploader_gui.domain.job import Job, PartState
from uploader_gui.domain.plan import MIB


def flip_first_byte(path: Path) -> None:
    """Change a byte and put the times back, as far as a program can."""
    found = path.stat()
    with path.open("r+b") as file:
        first = file.read(1)
        file.seek(0)
        file.write(bytes([first[0] ^ 1]))
    os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns))


@pytest.mark.case("C19")
def test_a_touched_file_goes_on_after_its_sent_parts_were_read_again(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    path = make_file(tmp_path / "clip.mov", 4 * PART)
    job = paused_after(bench, proxy, path)
    os.utime(path)
    bench.resume(job.job_id)
    bench.completed(job.job_id)
    assert sorted(proxy.log.parts_stored()) == [3, 4]
    assert bucket.sha256("clip.mov") == sha256_of(path)


def test_a_copy_put_back_from_another_drive_goes_on(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    path = make_file(tmp_path / "clip.mov", 4 * PART)
    job = paused_after(bench, proxy, path)
    path.unlink()
    make_file(path, 4 * PART)
    bench.resume(job.job_id)
    bench.completed(job.job_id)
    assert sorted(proxy.log.parts_stored()) == [3, 4]


@pytest.mark.case("W16")
def test_a_job_whose_file_was_moved_goes_on_with_it_where_it_is_now(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    path = make_file(tmp_path / "clip.mov", 4 * PART)
    job = paused_after(bench, proxy, path)
    moved = path.rename(tmp_path / "moved.mov")
    bench.resume(job.job_id)
    assert bench.failed(job.job_id).error_code == ErrorCode.SOURCE_MISSING
    other = make_file(tmp_path / "other.mov", 3 * PART)
    with pytest.raises(SourceError) as refused:
        bench.do(bench.engine.locate(job.job_id, other))
    assert refused.value.code == ErrorCode.SOURCE_TRUNCATED
    bench.forget_events()
    bench.do(bench.engine.locate(job.job_id, moved))
    done = bench.completed(job.job_id).job
    assert (done.source_path, done.destination.object_key) == (str(moved), "clip.mov")
    assert sorted(proxy.log.parts_stored()) == [3, 4]
    assert bucket.sha256("clip.mov") == sha256_of(moved)


@pytest.mark.case("C19")
def test_content_changed_in_the_sent_half_is_never_stitched(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    path = make_file(tmp_path / "clip.mov", 4 * PART)
    job = paused_after(bench, proxy, path)
    flip_first_byte(path)
    bench.resume(job.job_id)
    failed = bench.failed(job.job_id)
    assert failed.error_code == ErrorCode.SOURCE_CHANGED
    assert failed.uploaded_parts == 2
    assert proxy.log.count("part") == proxy.log.count("complete") == proxy.log.count("abort") == 0
    assert bucket.keys() == []


@pytest.mark.case("C19")
def test_a_file_replaced_while_the_network_is_waited_for_is_not_sent_and_goes_on_when_it_is_back(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    path = make_file(tmp_path / "clip.mov", 4 * PART)
    job = paused_after(bench, proxy, path)
    held = proxy.on("list_parts", hold())
    bench.resume(job.job_id)
    proxy.log.wait_for("list_parts")  # the file was looked at before
    make_file(tmp_path / "other.mov", 4 * PART, seed=2).replace(path)
    held.release()
    assert bench.failed(job.job_id).error_code == ErrorCode.SOURCE_CHANGED
    assert proxy.log.count("part") == 0
    bench.forget_events()
    make_file(tmp_path / "first.mov", 4 * PART).replace(path)
    bench.resume(job.job_id)
    bench.completed(job.job_id)
    assert sorted(proxy.log.parts_stored()) == [3, 4]
    assert bucket.sha256("clip.mov") == sha256_of(path)


@pytest.mark.case("C20")
def test_a_truncated_file_stops_and_goes_on_when_the_whole_is_back(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    path = make_file(tmp_path / "clip.mov", 4 * PART)
    whole = path.read_bytes()
    job = paused_after(bench, proxy, path)
    os.truncate(path, 3 * PART)
    bench.resume(job.job_id)
    assert bench.failed(job.job_id).error_code == ErrorCode.SOURCE_TRUNCATED
    path.write_bytes(whole)
    bench.forget_events()
    bench.resume(job.job_id)
    bench.completed(job.job_id)
    assert sorted(proxy.log.parts_stored()) == [3, 4]
    assert bucket.sha256("clip.mov") == sha256_of(path)


@pytest.mark.case("C20")
def test_a_file_truncated_while_it_is_sent_is_never_finished(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    path = make_file(tmp_path / "clip.mov", 12 * PART)
    held = proxy.on("part", hold(), number=2)
    job = bench.upload(path)
    proxy.log.wait_for("part", number=2)
    os.truncate(path, 5 * PART)
    held.release()
    failed = bench.failed(job.job_id)
    assert failed.error_code == ErrorCode.SOURCE_TRUNCATED
    assert proxy.log.count("complete") == 0
    assert bucket.keys() == []


@pytest.mark.case("C21")
def test_a_file_that_grew_while_it_was_sent_is_never_finished(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    path = make_file(tmp_path / "clip.mov", 3 * PART)
    held = proxy.on("part", hold(), number=3)
    job = bench.upload(path)
    proxy.log.wait_for("part", number=3)
    with path.open("ab") as file:
        file.write(b"more")
    held.release()
    assert bench.failed(job.job_id).error_code == ErrorCode.SOURCE_GROWING
    assert proxy.log.count("complete") == 0


@pytest.mark.case("C20")
def test_a_file_that_is_gone_waits_with_its_parts_kept(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    path = make_file(tmp_path / "clip.mov", 4 * PART)
    job = paused_after(bench, proxy, path)
    path.rename(tmp_path / "elsewhere.mov")
    bench.resume(job.job_id)
    failed = bench.failed(job.job_id)
    assert failed.error_code == ErrorCode.SOURCE_MISSING
    assert sum(part.state is PartState.DONE for part in bench.jobs.parts(job.job_id)) == 2
    (tmp_path / "elsewhere.mov").rename(path)
    bench.forget_events()
    bench.resume(job.job_id)
    bench.completed(job.job_id)
    assert sorted(proxy.log.parts_stored()) == [3, 4]


@pytest.mark.case("C20")
def test_a_file_removed_while_it_is_sent_is_never_finished(
    bench: Workbench, proxy: FaultProxy, tmp_path: Path
) -> None:
    path = make_file(tmp_path / "clip.mov", 3 * PART)
    held = proxy.on("part", hold(), number=3)
    job = bench.upload(path)
    proxy.log.wait_for("part", number=3)
    path.unlink()
    held.release()
    assert bench.failed(job.job_id).error_code == ErrorCode.SOURCE_MISSING
    assert proxy.log.count("complete") == 0


@pytest.mark.parametrize("size", [1000, 3 * PART])
def test_a_file_changed_before_it_started_is_taken_as_it_is_now(
    open_bench: OpenBench, bucket: Probe, tmp_path: Path, size: int
) -> None:
    path = make_file(tmp_path / "clip.mov", size)
    bench = open_bench()
    new = bench.new(path)
    flip_first_byte(path)
    (job,) = bench.submit(new)
    assert isinstance(job, Job)
    bench.completed(job.job_id)
    assert bucket.sha256("clip.mov") == sha256_of(path)


@pytest.mark.case("C19")
def test_restart_sends_the_file_as_it_is_now(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    path = make_file(tmp_path / "clip.mov", 4 * PART)
    job = paused_after(bench, proxy, path)
    make_file(path, 2 * PART + 5, seed=2)
    (anew,) = bench.do(bench.engine.restart([job.job_id]))
    assert isinstance(anew, Job)
    assert (anew.job_id, anew.uploaded_parts, anew.upload_id) == (job.job_id, 0, "")
    bench.completed(anew.job_id)
    assert bucket.sha256("clip.mov") == sha256_of(path)
    assert bucket.uploads() == []


def test_a_staged_copy_is_sent_and_deleted_when_the_object_is_verified(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    path = make_file(tmp_path / "clip.mov", 3 * PART)
    digest = sha256_of(path)
    held = proxy.on("part", hold(), number=3)
    job = bench.upload(path, stage=True)
    proxy.log.wait_for("part", number=3)
    staged = Path(bench.jobs.get(job.job_id).staged_path)
    assert sha256_of(staged) == digest
    path.unlink()  # the copy may be the only one
    held.release()
    bench.completed(job.job_id)
    assert bucket.sha256("clip.mov") == digest
    assert not staged.exists()


def test_a_staged_copy_is_kept_when_the_upload_fails(
    bench: Workbench, proxy: FaultProxy, tmp_path: Path
) -> None:
    proxy.on("part", error(403, "AccessDenied"))
    job = bench.failed(bench.upload(make_file(tmp_path / "clip.mov", 2 * PART), stage=True).job_id)
    assert Path(job.staged_path).exists()
    bench.remove(job.job_id)
    assert not Path(job.staged_path).exists()


@pytest.mark.parametrize("was_deleted", [False, True], ids=["before", "after"])
def test_a_copy_whose_program_was_killed_around_its_deletion_is_freed_at_the_next_start(
    open_bench: OpenBench, proxy: FaultProxy, tmp_path: Path, was_deleted: bool
) -> None:
    held = proxy.on("put", hold())
    first = open_bench()
    job = first.upload(make_file(tmp_path / "clip.mov", 1000), stage=True)
    proxy.log.wait_for("put")
    copy = Path(first.jobs.get(job.job_id).staged_path)
    held.release()
    first.completed(job.job_id)
    first.jobs.update(job.job_id, staged_path=str(copy))  # what the killed program had committed
    if not was_deleted:
        make_file(copy, 1000)
    first.close()
    second = open_bench()
    assert not copy.exists()
    assert second.jobs.get(job.job_id).staged_path == ""


@pytest.mark.case("R22")
@pytest.mark.parametrize("size", [3 * PART, 4 * MIB])
def test_a_file_written_to_while_it_is_sent_is_named_so_and_not_the_line(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path, size: int
) -> None:
    path = make_file(tmp_path / "clip.mov", size)
    times = path.stat().st_mtime_ns

    def write_and_refuse(_body: bytes) -> Answer:
        with path.open("r+b") as file:
            file.seek(size - 1000)
            file.write(b"another frame")
        os.utime(path, ns=(times, times))
        document = b"<Error><Code>BadDigest</Code><Message>BadDigest</Message></Error>"
        return Answer(400, document, {"Content-Type": "application/xml"})

    proxy.on(
        "part" if size > PART else "put", Fault(judge=write_and_refuse), number=3 if size > PART else None
    )
    failed = bench.failed(bench.upload(path).job_id)
    assert failed.error_code == ErrorCode.SOURCE_CHANGED
    assert "still being written" in failed.message
    assert "memory" not in failed.message


@pytest.mark.case("R22")
def test_a_part_damaged_on_the_way_is_sent_again(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    path = make_file(tmp_path / "clip.mov", 2 * PART)
    proxy.on("part", flip_bit(), number=2, times=2)
    bench.completed(bench.upload(path).job_id)
    assert bucket.sha256("clip.mov") == sha256_of(path)


@pytest.mark.case("R11")
@pytest.mark.parametrize("stage", [False, True])
def test_a_file_that_says_it_is_empty_and_is_not_becomes_no_empty_object(
    bench: Workbench, bucket: Probe, stage: bool
) -> None:
    failed = bench.failed(bench.upload(Path("/proc/version"), stage=stage).job_id)
    assert failed.error_code == ErrorCode.SOURCE_NOT_A_FILE
    assert bucket.keys() == []


def test_an_empty_file_is_an_empty_object(bench: Workbench, bucket: Probe, tmp_path: Path) -> None:
    bench.completed(bench.upload(make_file(tmp_path / "empty.mov", 0)).job_id)
    assert bucket.get("empty.mov") == b""
