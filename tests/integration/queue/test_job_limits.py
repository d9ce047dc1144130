"""A limit for a single job: kept to, changed while it runs, and no matter to others."""

import itertools
import time
from contextlib import closing
from pathlib import Path

import pytest

from lab.engines.benches import OpenBench
from lab.engines.part_order import share_of_the_first
from lab.engines.workbench import PART, Workbench
from lab.files import make_file, sha256_of
from lab.lines.proxy import FaultProxy
from lab.lines.rules import hold
from lab.stopwatch import least
from lab.stores.s3probe import Probe
from uploader_gui.domain.errors import NotAllowedError
from uploader_gui.domain.events import JobStatus
from uploader_gui.domain.job import Job, JobState
from uploader_gui.domain.plan import KIB
from uploader_gui.s3.http.request_body import SEND_SLICE_SIZE
from uploader_gui.storage.database.database import Database
from uploader_gui.storage.database.rate_table import RateTable
from uploader_gui.transfer.job.job_run import EngineOptions

pytestmark = pytest.mark.case("L3.1")
THIN = 400_000
SLOW = 1_000_000


def limited(bench: Workbench, path: Path, limit: int) -> Job:
    """A job that has its limit from its beginning."""
    job = bench.submit(bench.new(path, bandwidth_limit=limit))[0]
    assert isinstance(job, Job)
    return job


def sent(status: JobStatus) -> int:
    return status.job.bytes_done + status.bytes_in_flight


def test_a_limited_job_keeps_to_its_limit_while_another_goes_past_it(
    bench: Workbench, bucket: Probe, tmp_path: Path
) -> None:
    began_s = time.monotonic()
    slow = limited(bench, make_file(tmp_path / "slow.mov", 4 * PART), THIN)
    quick = bench.upload(make_file(tmp_path / "quick.mov", 4 * PART, seed=2))
    bench.completed(quick.job_id)
    status = bench.status(slow.job_id)
    assert status.job.state is JobState.UPLOADING
    assert sent(status) <= THIN * (time.monotonic() - began_s + 2)
    assert len(status.in_flight_parts) <= 1


def test_another_limit_acts_at_once_and_no_part_begins_anew(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    path = make_file(tmp_path / "clip.mov", 3 * PART)
    job = limited(bench, path, 20_000)
    bench.wait_until(job.job_id, lambda status: status.bytes_in_flight > 0, "something is on its way")
    (status,) = bench.do(bench.engine.limit([job.job_id], None))
    assert status.job.bandwidth_limit is None
    bench.completed(job.job_id)
    assert sorted(proxy.log.parts_sent()) == [1, 2, 3]
    assert bucket.sha256("clip.mov") == sha256_of(path)


def test_a_job_that_runs_is_slowed_down(open_bench: OpenBench, proxy: FaultProxy, tmp_path: Path) -> None:
    bench = open_bench(options=EngineOptions(workers=1))
    proxy.throttle(20_000_000)
    job = bench.upload(make_file(tmp_path / "clip.mov", 16 * PART))
    bench.wait_until(job.job_id, lambda status: status.bytes_in_flight > 0, "something is on its way")
    began_s = time.monotonic()  # before what is sent is looked at: this test may be late, the job not early
    bench.do(bench.engine.limit([job.job_id], SLOW))
    status = bench.wait_until(job.job_id, lambda status: status.job.bandwidth_limit == SLOW, "it is told")
    enough = sent(status) + SEND_SLICE_SIZE + SLOW  # one slice was on its way already
    status = bench.wait_until(job.job_id, lambda status: sent(status) > enough, "what a second allows")
    assert time.monotonic() - began_s > 0.8
    assert status.job.state is JobState.UPLOADING


def test_the_limit_outlives_a_pause_a_closing_and_a_sudden_end(
    open_bench: OpenBench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    bench = open_bench()
    held = proxy.on("part", hold())
    path = make_file(tmp_path / "clip.mov", 2 * PART)
    job = bench.upload(path)
    bench.do(bench.engine.limit([job.job_id], THIN))
    bench.pause(job.job_id)
    bench.close()
    held.release()
    proxy.clear()
    bench = open_bench()
    assert bench.status(job.job_id).job.bandwidth_limit == THIN
    resumed = bench.resume(job.job_id)
    assert resumed.job.bandwidth_limit == THIN
    status = bench.wait_until(job.job_id, lambda status: status.bytes_in_flight > 0, "it sends")
    assert status.job.bandwidth_limit == THIN
    bench.do(bench.engine.limit(None, 100 * THIN))
    bench.completed(job.job_id)
    assert bucket.sha256("clip.mov") == sha256_of(path)


def test_under_its_limit_a_jobs_parts_are_finished_one_after_the_other(
    bench: Workbench, proxy: FaultProxy, tmp_path: Path
) -> None:
    files = (make_file(tmp_path / f"{number}.mov", 8 * 512 * KIB) for number in itertools.count())

    def measured() -> float:
        (new,) = bench.new(next(files), bandwidth_limit=4_000_000)
        return share_of_the_first(bench, proxy, new)

    assert least(measured, 0.5) < 0.5
    proxy.clear()


def test_a_limited_job_teaches_nothing_about_the_line(
    bench: Workbench, proxy: FaultProxy, tmp_path: Path
) -> None:
    job = limited(bench, make_file(tmp_path / "clip.mov", 4 * PART), 20_000_000)
    bench.completed(job.job_id)
    bench.close()
    with closing(Database.open(tmp_path / "state")) as database:
        assert RateTable(database).load() == {}


def test_a_small_file_keeps_to_its_limit_too(bench: Workbench, bucket: Probe, tmp_path: Path) -> None:
    path = make_file(tmp_path / "note.txt", 200 * KIB)
    job = limited(bench, path, 10_000)
    bench.wait_until(job.job_id, lambda status: status.bytes_in_flight > 0, "something is on its way")
    bench.do(bench.engine.limit([job.job_id], None))
    bench.completed(job.job_id)
    assert bucket.sha256("note.txt") == sha256_of(path)


def test_a_waiting_job_starts_with_the_limit_that_it_was_given_meanwhile(
    open_bench: OpenBench, proxy: FaultProxy, tmp_path: Path
) -> None:
    bench = open_bench(options=EngineOptions(jobs_at_once=1))
    held = proxy.on("create", hold())
    first = bench.upload(make_file(tmp_path / "first.mov", 2 * PART))
    second = bench.upload(make_file(tmp_path / "second.mov", 2 * PART, seed=2))
    (status,) = bench.do(bench.engine.limit([second.job_id], THIN))
    assert (status.job.state, status.job.bandwidth_limit) == (JobState.SUBMITTED, THIN)
    held.release()
    proxy.clear()
    bench.completed(first.job_id)
    status = bench.wait_until(second.job_id, lambda status: status.bytes_in_flight > 0, "it sends")
    assert status.job.bandwidth_limit == THIN


def test_of_a_completed_job_nothing_can_be_limited(bench: Workbench, tmp_path: Path) -> None:
    job = bench.upload(make_file(tmp_path / "clip.mov", 2 * PART))
    bench.completed(job.job_id)
    with pytest.raises(NotAllowedError) as caught:
        bench.do(bench.engine.limit([job.job_id], THIN))
    assert caught.value.code == "JOB_NOT_LIMITABLE"
    assert bench.do(bench.engine.limit(None, THIN)) == []
