import time
from pathlib import Path

import pytest

from lab.engines.benches import OpenBench
from lab.engines.workbench import PART, Workbench, paused_after
from lab.files import make_file, sha256_of
from lab.lines.proxy import FaultProxy
from lab.lines.rules import answer, drop_part, error, hold, stall
from lab.stopwatch import least
from lab.stores.s3probe import Probe
from uploader_gui.domain.errors import ErrorCode, NotAllowedError
from uploader_gui.domain.job import Job, JobState, PartState
from uploader_gui.transfer.job.job_run import EngineOptions

pytestmark = pytest.mark.faces("plain", "minio")


def test_resume_sends_only_missing_parts(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    path = make_file(tmp_path / "clip.mov", 6 * PART + 11)
    job = paused_after(bench, proxy, path, 3)
    bench.resume(job.job_id)
    bench.completed(job.job_id)
    assert sorted(proxy.log.parts_stored()) == [4, 5, 6, 7]
    assert proxy.log.count("create") == 0
    assert bucket.sha256("clip.mov") == sha256_of(path)


def test_a_new_program_continues_with_the_same_upload(
    open_bench: OpenBench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    path = make_file(tmp_path / "clip.mov", 4 * PART)
    first = open_bench()
    job = paused_after(first, proxy, path, 2)
    first.close()
    second = open_bench()
    second.resume(job.job_id)
    second.completed(job.job_id)
    assert sorted(proxy.log.parts_stored()) == [3, 4]
    assert proxy.log.count("create") == 0
    assert bucket.sha256("clip.mov") == sha256_of(path)


def test_a_part_that_only_the_store_has_is_adopted_by_its_content(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    path = make_file(tmp_path / "clip.mov", 4 * PART)
    job = paused_after(bench, proxy, path, 3)
    bench.jobs.reset_parts(job.job_id, [2])  # as if the program had died before its commit
    bench.resume(job.job_id)
    bench.completed(job.job_id)
    assert proxy.log.parts_sent() == [4]
    assert bucket.sha256("clip.mov") == sha256_of(path)


def test_a_part_that_the_store_has_with_other_content_is_sent_again(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    path = make_file(tmp_path / "clip.mov", 3 * PART)
    job = paused_after(bench, proxy, path, 2)
    bench.jobs.reset_parts(job.job_id, [1, 2])
    with path.open("r+b") as file:  # the file that is resumed is another one than the parts came from
        file.write(b"changed")
    bench.resume(job.job_id)
    bench.completed(job.job_id)
    assert sorted(proxy.log.parts_sent()) == [1, 3]
    assert bucket.sha256("clip.mov") == sha256_of(path)


@pytest.mark.case("C04")
def test_a_part_that_the_store_lost_is_sent_again(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    path = make_file(tmp_path / "clip.mov", 4 * PART)
    job = paused_after(bench, proxy, path, 3)
    proxy.on("list_parts", drop_part(2), times=1)
    bench.resume(job.job_id)
    bench.completed(job.job_id)
    assert sorted(proxy.log.parts_sent()) == [2, 4]
    assert bucket.sha256("clip.mov") == sha256_of(path)


def test_where_listing_is_denied_the_table_is_trusted(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    path = make_file(tmp_path / "clip.mov", 4 * PART)
    job = paused_after(bench, proxy, path, 2)
    proxy.on("list_parts", error(403, "AccessDenied"))
    bench.resume(job.job_id)
    bench.completed(job.job_id)
    assert sorted(proxy.log.parts_sent()) == [3, 4]
    assert bucket.sha256("clip.mov") == sha256_of(path)


@pytest.mark.case("C42")
def test_a_key_that_may_only_put_uploads_resumes_and_finishes(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    path = make_file(tmp_path / "clip.mov", 4 * PART)
    small = make_file(tmp_path / "small.mov", 100)

    def deny() -> None:
        for operation in [
            "list_parts",
            "list_uploads",
            "head",
            "abort",
            "list_objects",
            "location",
            "head_bucket",
        ]:
            proxy.on(operation, error(403, "AccessDenied"))

    deny()
    job = paused_after(bench, proxy, path, 2)
    deny()
    bench.resume(job.job_id)
    bench.completed(job.job_id)
    bench.completed(bench.upload(small).job_id)
    assert sorted(proxy.log.parts_sent("clip.mov")) == [3, 4]
    assert bucket.sha256("clip.mov") == sha256_of(path)
    assert bucket.sha256("small.mov") == sha256_of(small)


def test_an_upload_whose_creation_was_never_answered_is_found_again(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    path = make_file(tmp_path / "clip.mov", 2 * PART)
    held = proxy.on("create", hold(answer=True), times=1)
    job = bench.upload(path)
    proxy.log.wait_for("create", stage="store")
    bench.pause(job.job_id)
    held.release()
    bench.resume(job.job_id)
    bench.completed(job.job_id)
    assert proxy.log.count("create") == 1
    assert bucket.uploads() == []
    assert bucket.sha256("clip.mov") == sha256_of(path)


@pytest.mark.case("C16")
def test_pausing_and_resuming_many_times_ends_with_the_right_bytes(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    path = make_file(tmp_path / "clip.mov", 5 * PART)
    proxy.throttle(30_000_000)
    last = proxy.on("part", hold(), number=5)  # so that it is not at its end before the tenth pause
    job = bench.upload(path)
    for round_number in range(1, 11):
        proxy.log.wait_for_bytes(round_number * 1_500_000)
        bench.pause(job.job_id)
        sent_before = proxy.log.count("part")
        finished = {part.number for part in bench.jobs.parts(job.job_id) if part.state is PartState.DONE}
        bench.resume(job.job_id)
        proxy.log.wait_for("part", count=sent_before + 1)
        assert not finished.intersection(proxy.log.parts_sent()[sent_before:])
    last.release()
    proxy.throttle(None)
    bench.completed(job.job_id)
    assert proxy.log.count("create") == 1
    assert bucket.sha256("clip.mov") == sha256_of(path)


@pytest.mark.case("C24")
def test_pause_takes_hold_at_once_on_a_stalled_line(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    path = make_file(tmp_path / "clip.mov", 3 * PART)
    proxy.on("part", stall(100_000))
    job = bench.upload(path)

    def seconds_to_pause() -> float:
        proxy.log.wait_for_bytes(300_000)
        began_s = time.monotonic()
        assert bench.pause(job.job_id).job.state is JobState.PAUSED
        took_s = time.monotonic() - began_s
        proxy.log.clear()
        bench.resume(job.job_id)
        return took_s

    assert least(seconds_to_pause, 0.3) < 0.3
    proxy.clear()
    bench.completed(job.job_id)
    assert bucket.sha256("clip.mov") == sha256_of(path)


def test_waiting_jobs_can_be_paused_and_others_can_not(bench: Workbench, tmp_path: Path) -> None:
    job = bench.completed(bench.upload(make_file(tmp_path / "clip.mov", 10)).job_id).job
    with pytest.raises(NotAllowedError, match="COMPLETED") as refused:
        bench.pause(job.job_id)
    assert refused.value.code == ErrorCode.JOB_NOT_PAUSABLE
    with pytest.raises(NotAllowedError) as refused:
        bench.resume(job.job_id)
    assert refused.value.code == ErrorCode.JOB_NOT_RESUMABLE
    assert bench.status(job.job_id).job == job


@pytest.mark.case("C13", "C14")
def test_changed_settings_touch_new_jobs_only(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    path = make_file(tmp_path / "clip.mov", 4 * PART)
    job = paused_after(bench, proxy, path, 2)
    assert bench.upload(path, part_size=2 * PART).job_id == job.job_id
    bench.completed(job.job_id)
    assert sorted(proxy.log.parts_sent()) == [3, 4]
    assert bucket.sha256("clip.mov") == sha256_of(path)


@pytest.mark.case("C11")
def test_more_than_a_thousand_parts_resume_without_sending_any_again(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    path = make_file(tmp_path / "clip.mov", 1_100 * 4096)
    (new,) = bench.new(path)
    held = proxy.on("part", hold(), number=1_100)
    (job,) = bench.submit([bench.small_parts(new, 4096)])
    assert isinstance(job, Job)
    bench.wait_until(
        job.job_id, lambda status: status.job.uploaded_parts == 1_099, "1,099 parts", timeout=120
    )
    bench.pause(job.job_id)
    held.release()
    proxy.clear()
    proxy.log.clear()
    proxy.on("complete", hold())  # SeaweedFS would refuse such small parts now
    bench.resume(job.job_id)
    proxy.log.wait_for("complete")
    assert set(proxy.log.parts_sent()) <= {1_100}
    assert proxy.log.count("list_parts") == 2
    assert all(part.state is PartState.DONE for part in bench.jobs.parts(job.job_id))


def test_one_slot_runs_one_big_file_at_a_time(
    open_bench: OpenBench, proxy: FaultProxy, tmp_path: Path
) -> None:
    bench = open_bench(options=EngineOptions(jobs_at_once=1))
    held = proxy.on("part", hold(), key="a.mov")
    first = bench.upload(make_file(tmp_path / "a.mov", 2 * PART))
    proxy.log.wait_for("part", key="a.mov")
    second = bench.upload(make_file(tmp_path / "b.mov", 2 * PART))
    assert bench.status(second.job_id).job.state is JobState.SUBMITTED
    held.release()
    bench.completed(first.job_id)
    bench.completed(second.job_id)


@pytest.mark.case("C12")
def test_resuming_needs_no_listing_of_unfinished_uploads(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    path = make_file(tmp_path / "clip.mov", 4 * PART)
    job = paused_after(bench, proxy, path)
    empty = "<ListMultipartUploadsResult><IsTruncated>false</IsTruncated></ListMultipartUploadsResult>"
    proxy.on("list_uploads", answer(200, empty, headers={"Content-Type": "application/xml"}))
    bench.resume(job.job_id)
    bench.completed(job.job_id)
    assert sorted(proxy.log.parts_sent()) == [3, 4]
