"""Memory that runs out in a task beside the jobs: it is logged, and everything comes to its end all the same."""

import itertools
import sqlite3
from pathlib import Path

import pytest

from lab.engines.benches import OpenBench
from lab.engines.workbench import PART
from lab.files import make_file, sha256_of
from lab.stores.s3probe import Probe
from uploader_gui.domain.errors import ErrorCode
from uploader_gui.domain.job import Job, JobState
from uploader_gui.storage.database import writer


@pytest.mark.case("S03")
@pytest.mark.parametrize("failing", range(6))
def test_every_job_ends_when_a_transaction_runs_out_of_memory(
    open_bench: OpenBench, bucket: Probe, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: int
) -> None:
    monkeypatch.setattr("uploader_gui.transfer.outcomes._RETRY_S", 0.01)
    monkeypatch.setattr("uploader_gui.transfer.job_queue._RETRY_S", 0.01)
    bench = open_bench()
    files = [make_file(tmp_path / name, size) for name, size in (("a.mov", 2 * PART), ("b.mov", 10))]
    jobs = [job for job in bench.submit(bench.new(*files)) if isinstance(job, Job)]
    begin, numbers = writer._begin_within, itertools.count()

    def begin_or_not(connection: sqlite3.Connection, seconds: float) -> None:
        if next(numbers) == failing:
            raise MemoryError
        begin(connection, seconds)

    monkeypatch.setattr(writer, "_begin_within", begin_or_not)
    for job in jobs:
        ended = bench.wait_for(job.job_id, JobState.COMPLETED, JobState.FAILED).job
        if ended.state is JobState.FAILED:
            assert ended.error_code == ErrorCode.SYSTEM_EXHAUSTED
            bench.forget_events([job.job_id])
            bench.resume(job.job_id)
            bench.completed(job.job_id)
    assert [bucket.sha256(file.name) for file in files] == [sha256_of(file) for file in files]
