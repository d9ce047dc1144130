"""After a clean stop no row says UPLOADING, whatever was just beginning."""

import asyncio
import sqlite3
import threading
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from lab.engines.benches import OpenBench
from lab.engines.workbench import PART, Workbench
from lab.files import make_file
from lab.lines.proxy import FaultProxy
from lab.lines.rules import hold
from uploader_gui.domain.job import Fingerprint, Job, JobState
from uploader_gui.domain.packages.package_end import PackageAction
from uploader_gui.source.staged_copy import stage_copy
from uploader_gui.storage.database.database import FILE_NAME, Database
from uploader_gui.storage.jobs.reading.job_reader import JobReader
from uploader_gui.transfer.job.job_run import EngineOptions
from uploader_gui.transfer.package_end.package_ends import PackageEnds

SLOW_S = 0.05


@pytest.mark.case("B04")
@pytest.mark.parametrize("runs_waiting", [True, False])
@pytest.mark.parametrize("size", [10, 2 * PART], ids=["small", "big"])
def test_jobs_that_are_being_started_at_a_stop_are_paused(
    open_bench: OpenBench,
    proxy: FaultProxy,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    size: int,
    runs_waiting: bool,
) -> None:
    monkeypatch.setattr("uploader_gui.storage.database.writer.SILENT_WAIT_S", SLOW_S)
    proxy.on("put", hold())
    proxy.on("part", hold())
    bench = open_bench(options=EngineOptions(jobs_at_once=1, workers=1), runs_waiting=runs_waiting)
    files = [make_file(tmp_path / f"{number}.mov", size) for number in range(4)]
    jobs = [job for job in bench.submit(bench.new(*files)) if isinstance(job, Job)]
    proxy.log.wait_for("put" if size == 10 else "part")
    is_starting = threading.Event()
    bench.on_locked(lambda _sentence: is_starting.set())

    async def start_more() -> None:
        bench.engine.set_options(EngineOptions(jobs_at_once=3, workers=3))

    async def stop() -> "asyncio.Task[None]":
        stopping = asyncio.ensure_future(bench.engine.stop())
        await asyncio.sleep(0)  # until it waits for the others
        return stopping

    async def stopped(stopping: "asyncio.Task[None]") -> None:
        await stopping

    with closing(sqlite3.connect(tmp_path / "state" / FILE_NAME, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        bench.do(start_more())
        assert is_starting.wait(10)
        stopping = bench.do(stop())
        other.execute("ROLLBACK")
    bench.do(stopped(stopping))
    reader = JobReader(Database.open(tmp_path / "state", read_only=True))
    states = [reader.get(job.job_id).state for job in jobs]
    assert JobState.UPLOADING not in states
    assert JobState.PAUSED in states
    assert set(states) <= {JobState.PAUSED, JobState.SUBMITTED}


@pytest.mark.case("B04")
def test_nothing_is_started_after_a_stop(open_bench: OpenBench, proxy: FaultProxy, tmp_path: Path) -> None:
    proxy.on("part", hold())
    bench = open_bench(options=EngineOptions(jobs_at_once=1))
    files = [make_file(tmp_path / f"{number}.mov", 2 * PART) for number in range(3)]
    jobs = [job for job in bench.submit(bench.new(*files)) if isinstance(job, Job)]
    proxy.log.wait_for("part")

    async def start_more_and_stop() -> None:
        bench.engine.set_options(EngineOptions(jobs_at_once=3))
        await bench.engine.stop()

    bench.do(start_more_and_stop())
    bench.close()
    reader = JobReader(Database.open(tmp_path / "state", read_only=True))
    states = [reader.get(job.job_id).state for job in jobs]
    assert states == [JobState.PAUSED, JobState.SUBMITTED, JobState.SUBMITTED]


def test_no_task_of_an_engine_outlives_its_stop(bench: Workbench, monkeypatch: pytest.MonkeyPatch) -> None:
    """The look for ended packages that follows changed settings was left under way."""
    is_looking, let_go = threading.Event(), threading.Event()

    def slow_look(_ends: PackageEnds, _package_ids: object) -> list[PackageAction]:
        is_looking.set()
        let_go.wait(20)
        return []

    monkeypatch.setattr(PackageEnds, "found", slow_look)

    async def change_and_stop() -> set[str]:
        bench.engine.set_options(EngineOptions(workers=3))
        await asyncio.to_thread(is_looking.wait, 20)
        await bench.engine.stop()
        return {str(task) for task in asyncio.all_tasks() - {asyncio.current_task()}}

    left = bench.do(change_and_stop())
    let_go.set()
    assert left == set()


def test_a_job_that_goes_on_again_and_again_waits_for_all_that_its_earlier_runs_still_do(
    bench: Workbench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A read that can't be ended may come back long after the job was paused; two copies wrote to one file."""
    copying: list[int] = []
    at_once: list[int] = []
    began, let_go = threading.Semaphore(0), threading.Event()

    def slow_copy(*args: Any, **how: Any) -> Fingerprint:
        copying.append(1)
        at_once.append(len(copying))
        began.release()
        let_go.wait(20)
        copying.pop()
        return stage_copy(*args, **how)

    monkeypatch.setattr("uploader_gui.transfer.job.preparation.stage_copy", slow_copy)
    job = bench.upload(make_file(tmp_path / "clip.mov", 2 * PART), stage=True)
    assert began.acquire(timeout=20)
    for _ in range(2):
        bench.pause(job.job_id)
        bench.forget_events()
        bench.resume(job.job_id)
        bench.wait_for(job.job_id, JobState.UPLOADING)
    began.acquire(timeout=1)
    let_go.set()
    bench.completed(job.job_id)
    assert max(at_once) == 1


def test_a_stop_leaves_no_task_behind_while_a_store_that_is_away_is_waited_for(
    bench: Workbench, proxy: FaultProxy, tmp_path: Path
) -> None:
    proxy.on("part", hold())
    job = bench.upload(make_file(tmp_path / "clip.mov", 2 * PART))
    proxy.log.wait_for("part")
    proxy.away()
    bench.remove(job.job_id)
    assert len(bench.jobs.abandoned()) == 1

    async def left_by_stop() -> set[str]:
        await bench.engine.stop()
        return {
            task.get_name() for task in asyncio.all_tasks() - {asyncio.current_task()} if task is not None
        }

    assert bench.do(left_by_stop()) == set()
