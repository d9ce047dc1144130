from pathlib import Path

import pytest

from lab.engines.benches import OpenBench
from lab.engines.workbench import PART, Workbench, paused_after
from lab.files import make_file, sha256_of
from lab.lines.proxy import FaultProxy
from lab.lines.rules import cut, error, hold
from lab.stopwatch import Stopwatch
from lab.stores.s3probe import Probe
from uploader_gui.domain.errors import ErrorCode
from uploader_gui.domain.job import JobState
from uploader_gui.domain.store.kept_parts import KeepParts
from uploader_gui.transfer.job.job_run import EngineOptions

pytestmark = pytest.mark.faces("plain", "minio")


@pytest.mark.case("C10")
def test_an_upload_that_the_store_discarded_is_sent_anew_and_said_so(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    bench.keep_parts = KeepParts.NEVER
    path = make_file(tmp_path / "clip.mov", 3 * PART)
    job = paused_after(bench, proxy, path)
    bucket.abort("clip.mov", job.upload_id)
    held = proxy.on("part", hold())
    bench.resume(job.job_id)
    said = bench.wait_until(job.job_id, lambda status: "discarded" in status.message, "discarded")
    assert said.job.uploaded_parts == 0
    held.release()
    bench.completed(job.job_id)
    assert sorted(proxy.log.parts_sent()) == [1, 2, 3]
    assert proxy.log.count("create") == 1
    assert bucket.sha256("clip.mov") == sha256_of(path)


def test_an_upload_discarded_while_parts_are_sent_begins_anew(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    bench.keep_parts = KeepParts.NEVER
    path = make_file(tmp_path / "clip.mov", 3 * PART)
    held = proxy.on("part", hold(), number=3, times=1)
    job = bench.upload(path)
    bench.wait_until(job.job_id, lambda status: status.job.uploaded_parts == 2, "2 parts")
    bucket.abort("clip.mov", bench.jobs.get(job.job_id).upload_id)
    held.release()
    bench.completed(job.job_id)
    assert bucket.sha256("clip.mov") == sha256_of(path)


@pytest.mark.case("C10")
def test_a_second_discard_waits_for_the_user(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    bench.keep_parts = KeepParts.NEVER
    path = make_file(tmp_path / "clip.mov", 2 * PART)
    proxy.on("part", error(404, "NoSuchUpload"))
    job = bench.failed(bench.upload(path).job_id)
    assert job.error_code == ErrorCode.UPLOAD_DISCARDED
    assert proxy.log.count("create") == 2
    proxy.clear()
    bench.forget_events()
    bench.resume(job.job_id)
    bench.completed(job.job_id)
    assert bucket.sha256("clip.mov") == sha256_of(path)


def test_an_upload_whose_damaged_part_the_store_keeps_is_begun_anew_once(
    open_bench: OpenBench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    path = make_file(tmp_path / "clip.mov", 3 * PART)
    bench = open_bench(options=EngineOptions(workers=1))
    bench.keep_parts = KeepParts.NEVER
    proxy.on("part", error(501, "NotImplemented"), number=3)
    job = bench.failed(bench.upload(path).job_id)
    assert job.error_code == ErrorCode.PART_STUCK
    assert "Resume" in job.message
    assert proxy.log.count("create") == 2
    proxy.clear()
    bench.forget_events()
    bench.resume(job.job_id)
    bench.completed(job.job_id)
    assert bucket.sha256("clip.mov") == sha256_of(path)


def test_no_such_key_on_a_listing_means_that_the_upload_is_gone(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    bench.keep_parts = KeepParts.NEVER
    path = make_file(tmp_path / "clip.mov", 3 * PART)
    job = paused_after(bench, proxy, path)
    proxy.on("list_parts", error(404, "NoSuchKey"), times=1)
    bench.resume(job.job_id)
    bench.completed(job.job_id)
    assert proxy.log.count("create") == 1
    assert bucket.sha256("clip.mov") == sha256_of(path)


@pytest.mark.case("C17")
def test_remove_aborts_the_upload_and_nothing_else_does(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    job = paused_after(bench, proxy, make_file(tmp_path / "clip.mov", 3 * PART))
    assert proxy.log.count("abort") == 0
    assert bucket.uploads() == [("clip.mov", job.upload_id)]
    bench.remove(job.job_id)
    assert bucket.uploads() == []
    assert bench.jobs.abandoned() == []


def test_remove_in_the_middle_of_a_part_leaves_no_open_upload(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    proxy.throttle(2_000_000)
    job = bench.upload(make_file(tmp_path / "clip.mov", 3 * PART))
    proxy.log.wait_for_bytes(200_000)
    bench.remove(job.job_id)
    assert bucket.uploads() == []
    assert bucket.keys() == []
    assert bench.jobs.jobs() == []


def test_a_remove_while_offline_is_carried_out_at_the_next_start(
    open_bench: OpenBench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    first = open_bench()
    job = paused_after(first, proxy, make_file(tmp_path / "clip.mov", 3 * PART))
    proxy.on("abort", error(503, "SlowDown"))
    first.remove(job.job_id)
    assert [one.upload_id for one in first.jobs.abandoned()] == [job.upload_id]
    first.close()
    proxy.clear()
    proxy.log.clear()
    second = open_bench()
    proxy.log.wait_for("abort", stage="ended")
    assert bucket.uploads() == []
    second.close()


def test_a_remove_that_the_store_can_not_carry_out_now_is_quick_and_the_next_one_makes_up_for_it(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    first = paused_after(bench, proxy, make_file(tmp_path / "a.mov", 3 * PART))
    second = paused_after(bench, proxy, make_file(tmp_path / "b.mov", 3 * PART))
    proxy.on("abort", error(503, "SlowDown"))
    with Stopwatch() as watch:
        bench.remove(first.job_id)
        assert watch.elapsed_s < 5
    assert len(bucket.uploads()) == 2
    proxy.clear()
    bench.remove(second.job_id)
    assert bucket.uploads() == []
    assert bench.jobs.abandoned() == []


@pytest.mark.case("C17")
def test_pause_quit_and_errors_never_abort(
    open_bench: OpenBench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    bench = open_bench()
    proxy.on("part", error(403, "AccessDenied"), number=2)
    job = bench.failed(bench.upload(make_file(tmp_path / "clip.mov", 3 * PART)).job_id)
    assert job.error_code == ErrorCode.ACCESS_DENIED
    bench.close()
    assert proxy.log.count("abort") == 0
    assert [upload_id for _, upload_id in bucket.uploads()] == [job.upload_id]


def test_a_created_upload_whose_answer_was_lost_is_aborted_when_its_job_is_removed(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    proxy.on("create", cut("before_answer"))
    proxy.on(
        "list_uploads", hold(), nth=2
    )  # the first looks for what could go on here, the second would find it
    job = bench.upload(make_file(tmp_path / "clip.mov", 2 * PART))
    proxy.log.wait_for("create", stage="ended")
    bench.pause(job.job_id)
    proxy.clear()
    assert len(bucket.uploads()) == 1
    bench.remove(job.job_id)
    assert bucket.uploads() == []


@pytest.mark.case("C80")
def test_an_upload_of_somebody_else_on_the_same_key_is_left_alone(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    foreign = bucket.begin_upload("clip.mov")
    job = paused_after(bench, proxy, make_file(tmp_path / "clip.mov", 3 * PART))
    bench.remove(job.job_id)
    assert bucket.uploads() == [("clip.mov", foreign)]
    assert bench.jobs.counts()[JobState.PAUSED] == 0
