"""Many small files share few workers, and none of them pays for another."""

from pathlib import Path

import pytest

from lab.engines.benches import OpenBench
from lab.engines.workbench import Workbench
from lab.files import make_file, sha256_of
from lab.lines.proxy import FaultProxy
from lab.lines.rules import answer, error, hold
from lab.stores.s3probe import Probe
from uploader_gui.domain.job import Job, JobState
from uploader_gui.transfer import job_queue
from uploader_gui.transfer.job.job_run import EngineOptions

ONE_WORKER = EngineOptions(workers=1)
COUNT = 12


def submitted(bench: Workbench, folder: Path, count: int = COUNT) -> list[Job]:
    """So many small files of different content, in their order."""
    paths = [make_file(folder / f"{number:02}.mov", 1000 + number, seed=number) for number in range(count)]
    jobs = bench.submit(bench.new(*paths))
    return [job for job in jobs if isinstance(job, Job)]


def test_each_arrives_whole_and_once(
    open_bench: OpenBench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    bench = open_bench()
    for job in submitted(bench, tmp_path, 60):
        bench.completed(job.job_id)
        assert bucket.sha256(job.file_name) == sha256_of(tmp_path / job.file_name)
        assert proxy.log.count("put", key=job.file_name) == 1


def test_one_that_waits_behind_a_stalled_one_can_be_removed_and_paused_at_once(
    open_bench: OpenBench, bucket: Probe, proxy: FaultProxy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The ends of the first ones let others start behind the fifth, however long ago the machine says that they are.
    monkeypatch.setattr(job_queue, "_RECENT_S", 600.0)
    bench = open_bench(options=ONE_WORKER)
    held = proxy.on("put", hold(), key="04.mov")
    jobs = submitted(bench, tmp_path)
    proxy.log.wait_for("put", key="04.mov")
    proxy.log.clear()

    bench.remove(jobs[5].job_id)
    for job in jobs[6:]:
        assert bench.pause(job.job_id).job.state is JobState.PAUSED
    bench.resume(jobs[6].job_id)
    proxy.log.wait_for("head", key="06.mov")  # it looks whether it arrived, so nothing of it waits any more

    held.release()
    for job in [*jobs[:5], jobs[6]]:
        bench.completed(job.job_id)
    assert bucket.keys() == [job.file_name for job in [*jobs[:5], jobs[6]]]
    assert proxy.log.count("put", key="06.mov") == 1


def test_what_the_store_asks_of_one_holds_all(
    open_bench: OpenBench, proxy: FaultProxy, tmp_path: Path
) -> None:
    bench = open_bench(options=ONE_WORKER)
    proxy.on("put", answer(503, headers={"Retry-After": "1"}), key="04.mov", times=1)
    for job in submitted(bench, tmp_path):
        bench.completed(job.job_id)
    puts = proxy.log.entries("put")
    (refused,) = (entry for entry in puts if entry.status == 503)
    assert [entry.key for entry in puts if 0 < entry.arrived_at - refused.answered_at < 0.9] == []
    assert len(puts) == COUNT + 1


@pytest.mark.parametrize("code", ["AccessDenied", "QuotaExceeded"])
def test_one_that_is_refused_for_good_fails_alone(
    open_bench: OpenBench, proxy: FaultProxy, tmp_path: Path, code: str
) -> None:
    bench = open_bench(options=ONE_WORKER)
    proxy.on("put", error(403, code), key="02.mov")
    jobs = submitted(bench, tmp_path)
    bench.failed(jobs[2].job_id)
    for job in [*jobs[:2], *jobs[3:]]:
        bench.completed(job.job_id)
    assert proxy.log.count("put") == COUNT


def test_a_small_one_does_not_wait_for_a_big_one_that_has_all_workers(
    open_bench: OpenBench, proxy: FaultProxy, tmp_path: Path
) -> None:
    bench = open_bench(options=EngineOptions(workers=2))
    proxy.on("part", hold(), number=3)  # so that the big one is not at its end, however late anybody looks
    held = proxy.on("part", hold())
    big = bench.upload(make_file(tmp_path / "big.mov", 40 * 1024 * 1024))
    proxy.log.wait_for("part", count=2)
    (small,) = submitted(bench, tmp_path, 1)
    held.release()
    bench.completed(small.job_id)
    assert bench.status(big.job_id).job.state is JobState.UPLOADING
    proxy.clear()
    bench.completed(big.job_id)
