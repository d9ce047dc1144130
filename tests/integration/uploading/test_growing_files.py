import hashlib
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from lab.engines.benches import OpenAt, OpenBench
from lab.engines.recorder import UNTIL_MARKED, Recorder
from lab.engines.workbench import PART, Workbench, paused_after
from lab.files import make_file, sha256_of
from lab.lines.proxy import FaultProxy
from lab.lines.rules import hold
from lab.stores.s3probe import Probe
from uploader_gui.domain.errors import ErrorCode
from uploader_gui.domain.events import Activity, JobStatus
from uploader_gui.domain.hashes import HashKind
from uploader_gui.domain.job import Job, JobState
from uploader_gui.domain.messages import MessageCode
from uploader_gui.domain.store.found_progress import FoundPolicy
from uploader_gui.domain.store.kept_parts import KeepParts
from uploader_gui.domain.unattended.growth import Growth
from uploader_gui.transfer.job.job_run import EngineOptions

LOOKS_OFTEN = EngineOptions(growth_look_s=0.01)
THIRD = PART // 3


@pytest.fixture
def bench(open_bench: OpenBench) -> Workbench:
    return open_bench(options=LOOKS_OFTEN)


@pytest.fixture
def recorder(tmp_path: Path) -> Recorder:
    return Recorder(tmp_path / "live.mov")


def begin(bench: Workbench, recorder: Recorder, growth: Growth = UNTIL_MARKED) -> Job:
    return bench.upload(recorder.path, growth=growth)


def sent(parts: int) -> Callable[[JobStatus], bool]:
    return lambda status: status.job.uploaded_parts == parts


def test_parts_are_sent_as_soon_as_they_are_full_and_the_rest_at_the_end(
    bench: Workbench, bucket: Probe, recorder: Recorder
) -> None:
    recorder.write(2 * PART + THIRD)
    job = begin(bench, recorder)
    status = bench.wait_until(job.job_id, sent(2))
    assert status.job.total_parts == 3
    recorder.write(PART)
    bench.wait_until(job.job_id, sent(3))
    bench.wait_until(job.job_id, lambda status: status.job.file_size == 3 * PART + THIRD)
    recorder.finish()
    done = bench.completed(job.job_id).job
    assert (done.uploaded_parts, done.progress) == (4, 100.0)
    assert bucket.sha256("live.mov") == sha256_of(recorder.path)
    recording = bench.jobs.recordings_of([job.job_id])[job.job_id]
    assert recording.parts_double
    assert recording.file_size == recorder.path.stat().st_size


def test_a_recording_that_stalls_is_not_at_its_end_before_it_was_quiet_for_long_enough(
    bench: Workbench, bucket: Probe, recorder: Recorder
) -> None:
    job = begin(bench, recorder, Growth(3.0))  # longer than a machine stands still
    for _ in range(3):
        recorder.write(PART)
        written = recorder.path.stat().st_size
        bench.wait_until(job.job_id, lambda status: status.job.file_size == written)  # noqa: B023
    recorder.write(THIRD)
    done = bench.completed(job.job_id).job
    assert done.file_size == 3 * PART + THIRD
    assert bucket.sha256("live.mov") == sha256_of(recorder.path)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells who has a file open")
def test_a_recording_that_its_recorder_has_open_is_not_at_its_end_however_quiet(
    bench: Workbench, bucket: Probe, recorder: Recorder
) -> None:
    recorder.write(2 * PART)
    with recorder.path.open("ab") as opened:
        job = begin(bench, recorder, Growth(0.1))
        bench.wait_until_said(job.job_id, "another program still has it open for writing")
        opened.write(b"the rest")
    assert bench.completed(job.job_id).job.file_size == 2 * PART + 8
    assert bucket.sha256("live.mov") == sha256_of(recorder.path)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells who has a file open")
def test_a_marker_is_the_end_of_a_recording_that_somebody_has_open(
    bench: Workbench, bucket: Probe, recorder: Recorder
) -> None:
    recorder.write(2 * PART)
    with recorder.path.open("ab"):
        job = begin(bench, recorder)
        recorder.finish()
        bench.completed(job.job_id)
    assert bucket.sha256("live.mov") == sha256_of(recorder.path)


def test_a_header_that_is_rewritten_at_the_end_is_sent_again_and_nothing_else(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, recorder: Recorder
) -> None:
    recorder.write(3 * PART + THIRD)
    job = begin(bench, recorder)
    bench.wait_until(job.job_id, sent(3))
    recorder.rewrite(100, 64)
    recorder.finish()
    bench.completed(job.job_id)
    assert sorted(proxy.log.parts_stored()) == [1, 1, 2, 3, 4]
    assert bucket.sha256("live.mov") == sha256_of(recorder.path)


@pytest.mark.parametrize("size", [0, 1000, PART])
def test_a_recording_that_stays_small_is_one_put_at_its_end(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, recorder: Recorder, size: int
) -> None:
    job = begin(bench, recorder)
    bench.wait_until(job.job_id, lambda status: status.activity is Activity.GROWING)
    recorder.write(size)
    bench.wait_until(job.job_id, lambda status: status.job.file_size == size)
    assert not proxy.log.count("put")
    recorder.finish()
    done = bench.completed(job.job_id).job
    assert (done.total_parts, done.upload_id) == (1, "")
    assert bucket.sha256("live.mov") == sha256_of(recorder.path)


def test_a_recording_that_shrinks_is_stopped_with_its_parts_kept(
    bench: Workbench, recorder: Recorder
) -> None:
    recorder.write(2 * PART + THIRD)
    job = begin(bench, recorder)
    bench.wait_until(job.job_id, sent(2))
    recorder.truncate(PART)
    failed = bench.failed(job.job_id)
    assert (failed.error_code, failed.uploaded_parts) == (ErrorCode.SOURCE_TRUNCATED, 2)


def test_a_recording_that_is_replaced_is_stopped_with_its_parts_kept(
    bench: Workbench, recorder: Recorder
) -> None:
    recorder.write(2 * PART + THIRD)
    job = begin(bench, recorder)
    bench.wait_until(job.job_id, sent(2))
    recorder.replace(5 * PART)
    failed = bench.failed(job.job_id)
    assert (failed.error_code, failed.uploaded_parts) == (ErrorCode.SOURCE_CHANGED, 2)
    assert "Another file was put in the place" in failed.message


def test_a_recording_that_is_renamed_when_it_is_done_is_followed(
    bench: Workbench, bucket: Probe, recorder: Recorder
) -> None:
    recorder.write(2 * PART + THIRD)
    job = begin(bench, recorder)
    bench.wait_until(job.job_id, sent(2))
    final = recorder.rename("final.mov")
    bench.wait_until(job.job_id, lambda status: status.job.source_path == str(final))
    recorder.finish()
    done = bench.completed(job.job_id).job
    assert done.destination.object_key == "live.mov"
    assert bucket.sha256("live.mov") == sha256_of(final)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells where an open file is")
@pytest.mark.parametrize("size", [THIRD, 2 * PART + THIRD])
def test_a_recording_that_is_moved_when_it_is_done_is_followed(
    bench: Workbench, bucket: Probe, recorder: Recorder, size: int
) -> None:
    recorder.write(size)
    job = begin(bench, recorder)
    bench.wait_until(job.job_id, sent(size // PART))
    bench.wait_until(job.job_id, lambda status: status.activity is Activity.GROWING)
    folder = recorder.path.parent / "done"
    folder.mkdir()
    recorder.path = recorder.path.rename(folder / "final.mov")
    bench.wait_until(job.job_id, lambda status: status.job.source_path == str(recorder.path))
    recorder.write(PART)
    recorder.finish()
    done = bench.completed(job.job_id).job
    assert done.destination.object_key == "live.mov"
    assert bucket.sha256("live.mov") == sha256_of(recorder.path)
    said = [line.messages[0].code for line in bench.jobs.log(job.job_id)]
    assert MessageCode.GROWING_MOVED in said


def test_a_recording_that_is_gone_is_missing(bench: Workbench, recorder: Recorder) -> None:
    recorder.write(PART)
    job = begin(bench, recorder)
    recorder.path.unlink()
    assert bench.failed(job.job_id).error_code == ErrorCode.SOURCE_MISSING


def test_what_is_written_after_the_end_was_found_is_sent_too(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, recorder: Recorder
) -> None:
    recorder.write(2 * PART + THIRD)
    job = begin(bench, recorder)
    bench.wait_until(job.job_id, sent(2))
    proxy.on("part", hold(), number=3)
    recorder.finish()
    proxy.log.wait_for("part", number=3)
    recorder.marker.unlink()
    recorder.write(2 * PART)
    recorder.rewrite(PART + 5, 10)
    proxy.clear()
    proxy.cut_all()
    bench.wait_until(job.job_id, lambda status: status.job.file_size == 4 * PART + THIRD)
    recorder.finish()
    bench.completed(job.job_id)
    assert bucket.sha256("live.mov") == sha256_of(recorder.path)


def test_what_is_written_while_it_is_finished_fails_it_and_resuming_sends_it_whole(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, recorder: Recorder
) -> None:
    recorder.write(2 * PART + THIRD)
    job = begin(bench, recorder)
    bench.wait_until(job.job_id, sent(2))
    held = proxy.on("complete", hold())
    recorder.finish()
    proxy.log.wait_for("complete")
    recorder.write(PART)
    held.release()
    proxy.clear()
    failed = bench.failed(job.job_id)
    assert failed.error_code == ErrorCode.SOURCE_GROWING
    assert "written to after" in failed.message
    bench.forget_events()
    bench.resume(job.job_id)
    recorder.finish()
    bench.completed(job.job_id)
    assert bucket.sha256("live.mov") == sha256_of(recorder.path)


def test_a_pause_keeps_what_was_sent_and_resuming_goes_on_with_what_came_meanwhile(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, recorder: Recorder
) -> None:
    recorder.write(2 * PART + THIRD)
    job = begin(bench, recorder)
    bench.wait_until(job.job_id, sent(2))
    assert bench.pause(job.job_id).job.state is JobState.PAUSED
    recorder.write(2 * PART)
    bench.forget_events()
    bench.resume(job.job_id)
    bench.wait_until(job.job_id, sent(4))
    bench.pause(job.job_id)
    recorder.write(PART)
    recorder.finish()
    bench.forget_events()
    bench.resume(job.job_id)
    bench.completed(job.job_id)
    assert sorted(proxy.log.parts_stored()) == [1, 2, 3, 4, 5, 6]
    assert bucket.sha256("live.mov") == sha256_of(recorder.path)


def test_a_job_that_waits_for_bytes_holds_no_slot(
    open_bench: OpenBench, bucket: Probe, recorder: Recorder, tmp_path: Path
) -> None:
    bench = open_bench(options=EngineOptions(growth_look_s=0.01, jobs_at_once=1))
    recorder.write(PART + THIRD)
    growing = begin(bench, recorder)
    bench.wait_until(growing.job_id, sent(1))
    other = bench.upload(make_file(tmp_path / "other.mov", 2 * PART))
    bench.completed(other.job_id)
    assert bench.status(growing.job_id).job.state is JobState.UPLOADING
    recorder.finish()
    bench.completed(growing.job_id)


def test_parts_that_are_kept_are_joined_when_the_recording_ends(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, recorder: Recorder
) -> None:
    bench.keep_parts = KeepParts.ALWAYS
    recorder.write(2 * PART + THIRD)
    job = begin(bench, recorder)
    bench.wait_until(job.job_id, sent(2))
    recorder.rewrite(PART + 7, 3)
    recorder.write(PART)
    bench.wait_until(job.job_id, sent(3))
    recorder.finish()
    bench.completed(job.job_id)
    assert [number for _, number in sorted(proxy.log.kept_parts_sent())] == [1, 2, 2, 3, 4]
    assert bucket.sha256("live.mov") == sha256_of(recorder.path)


def test_a_recording_that_is_added_again_when_it_is_done_goes_on_with_what_was_sent(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, recorder: Recorder
) -> None:
    recorder.write(2 * PART + THIRD)
    job = begin(bench, recorder)
    bench.wait_until(job.job_id, sent(2))
    bench.pause(job.job_id)
    recorder.write(PART)
    recorder.rewrite(3, 4)
    bench.forget_events()
    (again,) = bench.submit(bench.new(recorder.path))
    assert isinstance(again, Job)
    assert again.job_id == job.job_id
    bench.completed(job.job_id)
    assert sorted(proxy.log.parts_stored()) == [1, 1, 2, 3, 4]
    assert bucket.sha256("live.mov") == sha256_of(recorder.path)


def test_a_recording_that_was_replaced_is_sent_anew_when_it_is_restarted(
    bench: Workbench, bucket: Probe, recorder: Recorder
) -> None:
    recorder.write(2 * PART + THIRD)
    job = begin(bench, recorder)
    bench.wait_until(job.job_id, sent(2))
    recorder.replace(3 * PART)
    bench.failed(job.job_id)
    bench.forget_events()
    bench.do(bench.engine.restart([job.job_id]))
    bench.wait_until(job.job_id, lambda status: status.job.file_size == 3 * PART)
    recorder.finish()
    assert bench.completed(job.job_id).job.growth is not None
    assert bucket.sha256("live.mov") == sha256_of(recorder.path)


def test_another_computer_goes_on_with_a_recording_that_was_begun_elsewhere(
    open_at: OpenAt, bucket: Probe, proxy: FaultProxy, recorder: Recorder
) -> None:
    here, there = (open_at(name, options=LOOKS_OFTEN) for name in ("cart", "desk"))
    recorder.write(2 * PART + THIRD)
    job = begin(here, recorder)
    here.wait_until(job.job_id, sent(2))
    here.close()
    recorder.write(PART)
    (new,) = there.new(recorder.path, growth=UNTIL_MARKED, on_found=FoundPolicy.CONTINUE)
    (taken,) = there.submit([new])
    assert isinstance(taken, Job)
    there.wait_until(taken.job_id, sent(3))
    recorder.finish()
    there.completed(taken.job_id)
    assert sorted(proxy.log.parts_stored()) == [1, 2, 3, 4]
    assert bucket.sha256("live.mov") == sha256_of(recorder.path)


def test_a_recording_goes_on_when_the_line_comes_back(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, recorder: Recorder
) -> None:
    recorder.write(PART + THIRD)
    job = begin(bench, recorder)
    bench.wait_until(job.job_id, sent(1))
    proxy.away()
    recorder.write(2 * PART)
    bench.wait_until(job.job_id, lambda status: status.activity is Activity.WAITING_FOR_NETWORK)
    proxy.back()
    bench.wait_until(job.job_id, sent(3))
    recorder.finish()
    bench.completed(job.job_id)
    assert bucket.sha256("live.mov") == sha256_of(recorder.path)


def test_the_hash_of_a_recording_is_made_and_compared_at_its_end(
    bench: Workbench, recorder: Recorder
) -> None:
    recorder.write(2 * PART + THIRD)
    (new,) = bench.new(recorder.path, growth=UNTIL_MARKED)
    (job,) = bench.submit([replace(new, expected_hashes=((HashKind.MD5, ""),))])
    assert isinstance(job, Job)
    bench.wait_until(job.job_id, sent(2))
    recorder.write(THIRD)
    recorder.finish()
    done = bench.completed(job.job_id).job
    content = recorder.path.read_bytes()
    assert done.hashes == ((HashKind.MD5, hashlib.md5(content, usedforsecurity=False).hexdigest()),)


def test_a_file_that_turned_out_to_be_written_still_goes_on_as_one_that_grows(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, recorder: Recorder
) -> None:
    recorder.write(3 * PART + THIRD)
    job = paused_after(bench, proxy, recorder.path)
    recorder.write(PART)
    bench.resume(job.job_id)
    assert bench.failed(job.job_id).error_code == ErrorCode.SOURCE_GROWING
    bench.forget_events()
    (going_on,) = bench.do(bench.engine.send_while_they_grow([job.job_id]))
    assert isinstance(going_on, Job)
    assert (going_on.job_id, going_on.grows) == (job.job_id, True)
    bench.wait_until(job.job_id, sent(4))
    assert sorted(proxy.log.parts_stored()) == [3, 4]
    bench.wait_until(job.job_id, lambda status: status.activity is Activity.GROWING)
