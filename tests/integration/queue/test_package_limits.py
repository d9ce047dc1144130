"""A limit that all jobs of a package share: kept to, changed while they run, and no matter to others."""

import time
from pathlib import Path

import pytest

from lab.engines.benches import OpenBench
from lab.engines.workbench import PART, Workbench
from lab.files import make_file
from lab.lines.proxy import FaultProxy
from lab.lines.rules import hold
from uploader_gui.domain.errors import BadSettingsError
from uploader_gui.domain.job import Job, JobState
from uploader_gui.domain.packages.package import Package

pytestmark = pytest.mark.case("L3.1")
SLOW = 400_000


def sent(bench: Workbench, jobs: list[Job]) -> int:
    statuses = [bench.status(job.job_id) for job in jobs]
    return sum(status.job.bytes_done + status.bytes_in_flight for status in statuses)


def test_all_jobs_of_a_package_keep_to_its_limit_together_while_others_go_past(
    bench: Workbench, tmp_path: Path
) -> None:
    files = [make_file(tmp_path / f"{number}.mov", 2 * PART, seed=number) for number in range(2)]
    began_s = time.monotonic()
    taken = bench.submit(bench.new(*files), Package("slow", bandwidth_limit=SLOW))
    slow = [job for job in taken if isinstance(job, Job)]
    quick = bench.upload(make_file(tmp_path / "quick.mov", 4 * PART, seed=9))
    bench.completed(quick.job_id)
    bench.wait_until(slow[0].job_id, lambda status: status.bytes_in_flight > SLOW // 4, "it sends")
    together = sent(bench, slow)
    assert together <= SLOW * (time.monotonic() - began_s + 2)
    assert {bench.status(job.job_id).job.state for job in slow} == {JobState.UPLOADING}
    bench.do(bench.engine.limit_package(slow[0].package_id, None))
    for job in slow:
        bench.completed(job.job_id)


def test_the_limit_outlives_the_program_and_small_files_keep_to_it_too(
    open_bench: OpenBench, proxy: FaultProxy, tmp_path: Path
) -> None:
    bench = open_bench()
    proxy.on("put", hold())
    files = [make_file(tmp_path / f"{number}.mov", 200_000, seed=number) for number in range(4)]
    jobs = bench.upload_together("small", *files)
    bench.do(bench.engine.limit_package(jobs[0].package_id, SLOW))
    bench.close()
    proxy.clear()
    bench = open_bench()
    package = bench.jobs.packages([jobs[0].package_id])[jobs[0].package_id]
    assert package.bandwidth_limit == SLOW
    began_s = time.monotonic()
    bench.do(bench.engine.resume(None))
    for job in jobs:
        bench.completed(job.job_id)
    assert time.monotonic() - began_s > 4 * 200_000 / SLOW - 0.7  # two seconds, less what may be sent ahead


def test_a_package_that_is_not_there_can_not_be_limited(bench: Workbench) -> None:
    with pytest.raises(BadSettingsError):
        bench.do(bench.engine.limit_package("no such", SLOW))
