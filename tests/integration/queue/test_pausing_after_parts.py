"""Pausing when the parts that are on their way have ended: none of them is sent in vain."""

from pathlib import Path

import pytest

from lab.engines.benches import OpenBench
from lab.engines.workbench import PART, Workbench
from lab.files import make_file, sha256_of
from lab.lines.proxy import FaultProxy
from lab.lines.rules import error, hold, stall
from lab.stores.s3probe import Probe
from uploader_gui.domain.events import Activity, JobStatus
from uploader_gui.domain.job import Job, JobState, PauseReason
from uploader_gui.domain.messages import MessageCode
from uploader_gui.s3.http.request_body import SEND_SLICE_SIZE
from uploader_gui.transfer.job.job_run import EngineOptions

pytestmark = pytest.mark.case("L3.1")
PARTS = 12
AT_ONCE = 4
SOME = 2 * SEND_SLICE_SIZE


@pytest.fixture
def bench(open_bench: OpenBench) -> Workbench:
    return open_bench(options=EngineOptions(workers=AT_ONCE))


def sending(bench: Workbench, path: Path) -> Job:
    """A job of which bytes are on their way, and parts are missing that are not."""
    job = bench.upload(path)
    bench.wait_until(job.job_id, lambda status: status.bytes_in_flight > 0, "it sends")
    return job


def held_sending(bench: Workbench, proxy: FaultProxy, path: Path) -> Job:
    """The same, and of each of its four parts some bytes have arrived, and the rest not before the rules are cleared."""
    proxy.on("part", stall(SOME))
    job = sending(bench, path)
    proxy.log.wait_for_bytes(AT_ONCE * SOME)
    return job


def test_parts_on_their_way_are_sent_to_their_end_and_no_others(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    path = make_file(tmp_path / "clip.mov", PARTS * PART)
    job = held_sending(bench, proxy, path)
    status = bench.pause(job.job_id, after_parts=True)
    assert (status.job.state, status.activity) == (JobState.UPLOADING, Activity.PAUSING)
    assert status.messages[0].code is MessageCode.PAUSING_AFTER_PARTS
    assert status.in_flight_parts == (1, 2, 3, 4)
    proxy.clear()
    paused = bench.wait_for(job.job_id, JobState.PAUSED).job
    assert paused.pause_reason is PauseReason.BY_USER
    assert paused.uploaded_parts == AT_ONCE
    assert sorted(proxy.log.parts_sent()) == sorted(proxy.log.parts_stored()) == [1, 2, 3, 4]
    bench.resume(job.job_id)
    bench.completed(job.job_id)
    assert sorted(proxy.log.parts_stored()) == list(range(1, PARTS + 1))
    assert bucket.sha256("clip.mov") == sha256_of(path)


def test_resuming_before_they_have_ended_lets_it_go_on(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    path = make_file(tmp_path / "clip.mov", PARTS * PART)
    job = held_sending(bench, proxy, path)
    bench.pause(job.job_id, after_parts=True)
    bench.wait_until(job.job_id, lambda status: status.activity is Activity.PAUSING, "it is to be paused")
    (status,) = bench.do(bench.engine.resume(None))
    assert (status.job.job_id, status.activity) == (job.job_id, Activity.SENDING)
    proxy.clear()
    bench.completed(job.job_id)
    assert len(proxy.log.parts_sent()) == PARTS
    assert bucket.sha256("clip.mov") == sha256_of(path)


def test_pausing_again_stops_it_at_once(bench: Workbench, proxy: FaultProxy, tmp_path: Path) -> None:
    job = held_sending(bench, proxy, make_file(tmp_path / "clip.mov", PARTS * PART))
    bench.pause(job.job_id, after_parts=True)
    status = bench.pause(job.job_id)
    assert (status.job.state, status.job.uploaded_parts) == (JobState.PAUSED, 0)


def test_what_has_no_part_on_its_way_is_paused_at_once(
    open_bench: OpenBench, proxy: FaultProxy, tmp_path: Path
) -> None:
    bench = open_bench(options=EngineOptions(jobs_at_once=1))
    proxy.on("create", hold())
    first = bench.upload(make_file(tmp_path / "first.mov", 2 * PART))
    second = bench.upload(make_file(tmp_path / "second.mov", 2 * PART, seed=2))
    proxy.log.wait_for("create")
    statuses = bench.do(bench.engine.pause(None, after_parts=True))
    assert {(status.job.job_id, status.job.state) for status in statuses} == {
        (first.job_id, JobState.PAUSED),
        (second.job_id, JobState.PAUSED),
    }


def test_a_part_that_fails_meanwhile_is_not_waited_for(
    bench: Workbench, proxy: FaultProxy, tmp_path: Path
) -> None:
    held = proxy.on("part", hold(answer=True))
    job = sending(bench, make_file(tmp_path / "clip.mov", PARTS * PART))
    proxy.log.wait_for("part")
    bench.pause(job.job_id, after_parts=True)
    proxy.on("part", error(503, "SlowDown"))
    proxy.cut_all()
    held.release()
    paused = bench.wait_for(job.job_id, JobState.PAUSED).job
    assert paused.pause_reason is PauseReason.BY_USER


def test_a_job_whose_last_part_it_was_is_completed(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    held = proxy.on("part", hold(answer=True), number=2)
    path = make_file(tmp_path / "clip.mov", 2 * PART)
    job = bench.upload(path)
    bench.wait_until(
        job.job_id, lambda status: status.job.uploaded_parts == 1 and is_sent(status, PART), "the last part"
    )
    assert bench.pause(job.job_id, after_parts=True).activity is Activity.PAUSING
    held.release()
    bench.completed(job.job_id)
    assert bucket.sha256("clip.mov") == sha256_of(path)


def is_sent(status: JobStatus, size: int) -> bool:
    return status.bytes_in_flight == size


def test_closing_before_they_have_ended_keeps_to_the_pause(
    open_bench: OpenBench, proxy: FaultProxy, tmp_path: Path
) -> None:
    bench = open_bench()
    job = held_sending(bench, proxy, make_file(tmp_path / "clip.mov", PARTS * PART))
    bench.pause(job.job_id, after_parts=True)
    bench.close()
    bench = open_bench()
    paused = bench.status(job.job_id).job
    assert (paused.state, paused.pause_reason) == (JobState.PAUSED, PauseReason.BY_USER)
    assert bench.engine.interrupted == []


def test_a_job_that_waits_for_the_network_is_paused_at_once(
    bench: Workbench, proxy: FaultProxy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "uploader_gui.transfer.job.retry.FIRST_DELAY_S", 15.0
    )  # no try is under way meanwhile
    job = held_sending(bench, proxy, make_file(tmp_path / "clip.mov", PARTS * PART))
    proxy.away()
    bench.wait_until(
        job.job_id,
        lambda status: status.activity is Activity.WAITING_FOR_NETWORK and not status.in_flight_parts,
    )
    status = bench.pause(job.job_id, after_parts=True)
    assert status.job.state is JobState.PAUSED
