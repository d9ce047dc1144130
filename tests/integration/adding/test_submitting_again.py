"""A file that is submitted again, or restarted, while its old job is not done."""

import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from lab.engines.benches import OpenBench
from lab.engines.workbench import PART, Workbench, paused_after
from lab.files import make_file, sha256_of
from lab.lines.proxy import FaultProxy
from lab.lines.rules import error, hold, mute
from lab.stores.s3probe import Probe
from uploader_gui.domain.errors import ErrorCode
from uploader_gui.domain.events import Refusal
from uploader_gui.domain.job import ConflictPolicy, Fingerprint, Job, JobState, PartState
from uploader_gui.domain.plan import MIB
from uploader_gui.source.staged_copy import stage_copy
from uploader_gui.transfer.job.job_run import EngineOptions


def restarted(bench: Workbench, job: Job) -> Job | Refusal:
    (result,) = bench.do(bench.engine.restart([job.job_id]))
    return result


def parts_done(bench: Workbench, job: Job) -> list[int]:
    return [part.number for part in bench.jobs.parts(job.job_id) if part.state is PartState.DONE]


@pytest.mark.case("B03")
def test_a_restart_that_is_refused_leaves_the_job_with_its_parts(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    path = make_file(tmp_path / "clip.mov", 4 * PART)
    job = paused_after(bench, proxy, path)
    bucket.put("clip.mov", b"somebody's")
    refused = restarted(bench, job)
    assert isinstance(refused, Refusal)
    assert refused.code == ErrorCode.OBJECT_EXISTS
    assert bench.jobs.get(job.job_id) == job
    assert len(parts_done(bench, job)) == 2
    bucket.delete("clip.mov")
    bench.resume(job.job_id)
    bench.completed(job.job_id)
    assert sorted(proxy.log.parts_stored()) == [3, 4]


@pytest.mark.case("B03")
def test_a_restart_that_the_store_refuses_leaves_the_job_with_its_parts(
    bench: Workbench, proxy: FaultProxy, tmp_path: Path
) -> None:
    job = paused_after(bench, proxy, make_file(tmp_path / "clip.mov", 3 * PART))
    proxy.on("head", error(400, "InvalidAccessKeyId"))
    proxy.on("list_objects", error(400, "InvalidAccessKeyId"))
    refused = restarted(bench, job)
    assert isinstance(refused, Refusal)
    assert bench.jobs.get(job.job_id) == job
    assert proxy.log.count("abort") == 0


@pytest.mark.case("B03")
def test_a_running_job_whose_restart_is_refused_goes_on(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    path = make_file(tmp_path / "clip.mov", 3 * PART)
    proxy.on("part", hold(), number=3)
    job = bench.upload(path)
    proxy.log.wait_for("part", number=3)
    proxy.on("head", error(400, "InvalidAccessKeyId"))
    proxy.on("list_objects", error(400, "InvalidAccessKeyId"))
    assert isinstance(restarted(bench, job), Refusal)
    proxy.clear()
    bench.completed(job.job_id)
    assert bucket.sha256("clip.mov") == sha256_of(path)


@pytest.mark.case("B03")
def test_a_running_job_that_is_restarted_takes_no_late_part_of_the_old_file(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    path = make_file(tmp_path / "clip.mov", 3 * PART)
    proxy.on("part", mute(), number=2, times=1)
    job = bench.upload(path)
    proxy.log.wait_for("part", number=2, stage="body")
    make_file(tmp_path / "new.mov", 3 * PART, seed=2).replace(path)
    assert isinstance(restarted(bench, job), Job)
    proxy.clear()
    bench.completed(job.job_id)
    assert bucket.sha256("clip.mov") == sha256_of(path)


@pytest.mark.case("B03")
def test_a_restart_never_deletes_a_copy_that_is_the_only_one(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    path = make_file(tmp_path / "clip.mov", 2 * PART)
    digest = sha256_of(path)
    proxy.on("part", error(403, "AccessDenied"))
    job = bench.failed(bench.upload(path, stage=True).job_id)
    path.unlink()
    proxy.clear()
    bench.forget_events()
    assert isinstance(restarted(bench, job), Job)
    bench.completed(job.job_id)
    assert bucket.sha256("clip.mov") == digest
    assert not Path(job.staged_path).exists()


@pytest.mark.case("R07")
def test_a_failed_job_submitted_again_takes_the_new_conflict_policy_and_keeps_its_parts(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    path = make_file(tmp_path / "clip.mov", 3 * PART)
    held = proxy.on("complete", hold(), times=1)
    job = bench.upload(path)
    proxy.log.wait_for("complete")
    bucket.put("clip.mov", b"somebody's")
    held.release()
    assert bench.failed(job.job_id).error_code == ErrorCode.OBJECT_EXISTS
    proxy.log.clear()
    bench.forget_events()
    again = bench.upload(path, on_conflict=ConflictPolicy.OVERWRITE)
    assert again.job_id == job.job_id
    bench.completed(job.job_id)
    assert proxy.log.count("part") == 0
    assert bucket.sha256("clip.mov") == sha256_of(path)


@pytest.mark.case("R07")
@pytest.mark.parametrize("size", [1000, 3 * PART])
def test_a_failed_job_submitted_again_to_keep_both_goes_to_a_free_name(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path, size: int
) -> None:
    path = make_file(tmp_path / "clip.mov", size)
    operation = "put" if size < PART else "complete"
    held = proxy.on(operation, hold(), times=1)
    job = bench.upload(path)
    proxy.log.wait_for(operation)
    bucket.put("clip.mov", b"somebody's")
    held.release()
    bench.failed(job.job_id)
    bench.forget_events()
    again = bench.upload(path, on_conflict=ConflictPolicy.RENAME)
    bench.completed(again.job_id)
    assert bucket.get("clip.mov") == b"somebody's"
    assert bucket.sha256("clip (2).mov") == sha256_of(path)
    assert bucket.uploads() == []


@pytest.mark.case("R07")
def test_a_paused_job_submitted_again_is_cut_into_parts_of_the_new_size(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    path = make_file(tmp_path / "clip.mov", 4 * PART)
    job = paused_after(bench, proxy, path)
    (new,) = bench.new(path, part_size=10 * MIB)
    (again,) = bench.submit([replace(new, part_size_is_chosen=True)])
    assert isinstance(again, Job)
    assert (again.job_id, again.part_size, again.total_parts) == (job.job_id, 10 * MIB, 2)
    bench.completed(job.job_id)
    assert sorted(proxy.log.parts_stored()) == [1, 2]
    assert bucket.sha256("clip.mov") == sha256_of(path)
    assert bucket.uploads() == []


@pytest.mark.case("R07")
def test_a_job_that_waits_takes_the_new_terms_too(
    open_bench: OpenBench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    bench = open_bench(options=EngineOptions(jobs_at_once=1))
    held = proxy.on("part", hold())
    first, second = (make_file(tmp_path / f"{name}.mov", 2 * PART) for name in "ab")
    running, waiting = bench.upload(first), bench.upload(second)
    proxy.log.wait_for("part")
    bucket.put("b.mov", b"old")
    again = bench.upload(second, on_conflict=ConflictPolicy.OVERWRITE)
    assert (again.job_id, again.position) == (waiting.job_id, waiting.position)
    held.release()
    bench.completed(running.job_id)
    bench.completed(waiting.job_id)
    assert bucket.sha256("b.mov") == sha256_of(second)


@pytest.mark.case("R07")
def test_a_job_submitted_again_to_be_staged_is_sent_from_a_copy(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    path = make_file(tmp_path / "clip.mov", 4 * PART)
    digest = sha256_of(path)
    job = paused_after(bench, proxy, path)
    held = proxy.on("part", hold())
    bench.upload(path, stage=True)
    proxy.log.wait_for("part")
    path.unlink()
    held.release()
    bench.completed(job.job_id)
    assert bucket.sha256("clip.mov") == digest


@pytest.mark.case("R07")
def test_a_refused_submission_leaves_the_old_job_as_it_was(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    path = make_file(tmp_path / "clip.mov", 4 * PART)
    job = paused_after(bench, proxy, path)
    bucket.put("clip.mov", b"somebody's")
    (refused,) = bench.submit(bench.new(path, on_conflict=ConflictPolicy.SKIP))
    assert isinstance(refused, Refusal)
    assert refused.code == ErrorCode.DIFFERENT_OBJECT
    assert bench.jobs.get(job.job_id) == job


@pytest.mark.case("R07")
def test_a_job_whose_finish_was_never_answered_finds_its_object_under_the_new_terms(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    path = make_file(tmp_path / "clip.mov", 2 * PART)
    proxy.on("complete", mute(), times=1)
    job = bench.upload(path)
    proxy.log.wait_for("complete", stage="store")
    bench.pause(job.job_id)
    proxy.log.clear()
    bench.forget_events()
    again = bench.upload(path, on_conflict=ConflictPolicy.RENAME)
    assert again.job_id == job.job_id
    bench.completed(job.job_id)
    assert bucket.keys() == ["clip.mov"]
    assert proxy.log.count("part") == 0


@pytest.mark.case("R07")
def test_a_store_that_is_busy_when_asked_whose_object_it_is_refuses_none_of_the_files(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    path, other = make_file(tmp_path / "clip.mov", 2 * PART), make_file(tmp_path / "other.mov", 1000)
    proxy.on("complete", mute(), times=1)
    job = bench.upload(path)
    proxy.log.wait_for("complete", stage="store")
    bench.pause(job.job_id)
    proxy.log.clear()
    bench.forget_events()
    proxy.on("head", error(503, "SlowDown"), nth=3, times=1)
    taken = bench.submit(bench.new(path, other, on_conflict=ConflictPolicy.RENAME))
    for one in taken:
        assert isinstance(one, Job), one
        bench.completed(one.job_id)
    assert bucket.keys() == ["clip.mov", "other.mov"]
    assert proxy.log.count("part") == 0


@pytest.mark.case("R23")
def test_a_recording_that_grew_is_submitted_again_and_only_what_is_new_is_sent(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    path = make_file(tmp_path / "clip.mov", 3 * PART + 1000)
    job = paused_after(bench, proxy, path)
    with path.open("ab") as file:
        file.write(os.urandom(PART))
    bench.resume(job.job_id)
    assert bench.failed(job.job_id).error_code == ErrorCode.SOURCE_GROWING
    bench.forget_events()
    again = bench.upload(path)
    assert (again.job_id, again.total_parts) == (job.job_id, 5)
    bench.completed(job.job_id)
    assert sorted(proxy.log.parts_stored()) == [3, 4, 5]
    assert bucket.sha256("clip.mov") == sha256_of(path)


@pytest.mark.case("R23")
def test_a_file_rewritten_at_its_beginning_is_submitted_again_and_never_stitched(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    path = make_file(tmp_path / "clip.mov", 4 * PART)
    job = paused_after(bench, proxy, path)
    with path.open("r+b") as file:
        file.write(b"another beginning")
    bench.upload(path)
    bench.completed(job.job_id)
    assert sorted(proxy.log.parts_stored()) == [1, 3, 4]
    assert bucket.sha256("clip.mov") == sha256_of(path)


@pytest.mark.case("R23")
def test_a_file_that_became_shorter_is_sent_anew(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    path = make_file(tmp_path / "clip.mov", 4 * PART)
    job = paused_after(bench, proxy, path)
    os.truncate(path, 2 * PART - 7)
    bench.upload(path)
    bench.completed(job.job_id)
    assert bucket.sha256("clip.mov") == sha256_of(path)
    assert bucket.uploads() == []


@pytest.mark.case("R23")
def test_the_comparison_with_the_file_outlives_the_program(
    open_bench: OpenBench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    path = make_file(tmp_path / "clip.mov", 4 * PART)
    first = open_bench()
    job = paused_after(first, proxy, path)
    with path.open("r+b") as file:
        file.write(b"another beginning")
    proxy.away()
    first.upload(path)
    first.close()
    proxy.back()
    second = open_bench()
    second.resume(job.job_id)
    second.completed(job.job_id)
    assert bucket.sha256("clip.mov") == sha256_of(path)


@pytest.mark.case("R23")
@pytest.mark.parametrize("staged_first", [False, True])
def test_a_staged_copy_of_the_old_file_is_not_what_is_sent(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path, staged_first: bool
) -> None:
    path = make_file(tmp_path / "clip.mov", 3 * PART)
    proxy.on("part", error(403, "AccessDenied"), number=3)
    job = bench.failed(bench.upload(path, stage=staged_first).job_id)
    proxy.clear()
    bench.forget_events()
    make_file(path, 3 * PART, seed=2)
    bench.upload(path, stage=not staged_first)
    bench.completed(job.job_id)
    assert bucket.sha256("clip.mov") == sha256_of(path)
    assert list((tmp_path / "state" / "staging").iterdir()) == []


@pytest.mark.case("R23")
def test_growth_is_noticed_before_the_next_part_is_sent(
    open_bench: OpenBench, proxy: FaultProxy, tmp_path: Path
) -> None:
    bench = open_bench(options=EngineOptions(workers=1))
    path = make_file(tmp_path / "clip.mov", 8 * PART)
    held = proxy.on("part", hold(), number=2)
    job = bench.upload(path)
    proxy.log.wait_for("part", number=2)
    with path.open("ab") as file:
        file.write(b"more")
    held.release()
    failed = bench.failed(job.job_id)
    assert (failed.error_code, failed.state) == (ErrorCode.SOURCE_GROWING, JobState.FAILED)
    assert proxy.log.parts_stored() == [1, 2]


@pytest.mark.case("R23")
def test_a_file_that_changes_just_before_it_is_copied_is_not_stitched_to_what_was_sent_of_it(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = make_file(tmp_path / "clip.mov", 4 * PART)
    job = paused_after(bench, proxy, path)

    def late_copy(*args: Any, **how: Any) -> Fingerprint:
        with path.open("r+b") as file:
            file.write(b"another beginning")
        return stage_copy(*args, **how)

    monkeypatch.setattr("uploader_gui.transfer.job.preparation.stage_copy", late_copy)
    assert bench.upload(path, stage=True).uploaded_parts == 2
    bench.completed(job.job_id)
    assert bucket.sha256("clip.mov") == sha256_of(path)
    assert sorted(proxy.log.parts_stored()) == [1, 3, 4]
