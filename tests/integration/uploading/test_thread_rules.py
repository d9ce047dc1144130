"""What belongs to the engine's loop is touched by no worker; what workers share with it, only under its lock."""

import threading
from pathlib import Path
from typing import Any

import pytest

from lab.engines.benches import OpenBench
from lab.engines.workbench import PART, Workbench
from lab.files import make_file
from lab.lines.proxy import FaultProxy
from lab.lines.rules import error, hold
from uploader_gui.domain.job import Job
from uploader_gui.transfer.job.job_progress import JobProgress
from uploader_gui.transfer.job.job_run import JobRun
from uploader_gui.transfer.job.part_lane import PartLane
from uploader_gui.transfer.job.upload import Upload
from uploader_gui.transfer.part_queue.small_files import SmallFiles

OF_THE_LOOP = (JobRun, JobProgress, Upload, PartLane)
FOR_WORKERS = {"is_stopped", "_switch", "tools", "_tools"}
"""Whether its job was stopped, and what never changes."""
UNDER_THE_LOCK = {"_todo", "_wanted", "_takes_turns", "senders"}
"""Of SmallFiles: what workers read."""
WORKERS = ("call-", "part-")


def is_worker() -> bool:
    return threading.current_thread().name.startswith(WORKERS)


def watch(monkeypatch: pytest.MonkeyPatch, kind: type, check: Any) -> None:
    """Have ``check(instance, name)`` called before each look at an attribute of ``kind``, and each change of one."""

    def reading(self: object, name: str) -> Any:
        check(self, name)
        return object.__getattribute__(self, name)

    def writing(self: object, name: str, value: object) -> None:
        check(self, name)
        object.__setattr__(self, name, value)

    monkeypatch.setattr(kind, "__getattribute__", reading)
    monkeypatch.setattr(kind, "__setattr__", writing)


@pytest.fixture
def trespasses(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """What workers touched that they must not."""
    seen: set[str] = set()

    def check_owner(owned: object, name: str) -> None:
        if is_worker() and name not in FOR_WORKERS:
            seen.add(f"{type(owned).__name__}.{name}")

    def check_lock(shared: SmallFiles, name: str) -> None:
        if is_worker() and name in UNDER_THE_LOCK and not shared._lock.locked():
            seen.add(f"SmallFiles.{name} without the lock")

    for kind in OF_THE_LOOP:
        watch(monkeypatch, kind, check_owner)
    watch(monkeypatch, SmallFiles, check_lock)
    return seen


def test_a_staged_file_of_several_parts_is_the_loops(
    trespasses: set[str], bench: Workbench, proxy: FaultProxy, tmp_path: Path
) -> None:
    proxy.on("create", error(503, "SlowDown"), times=1)
    proxy.on("part", error(503, "SlowDown"), number=2, times=1)
    path = make_file(tmp_path / "clip.mov", 2 * PART)
    job = bench.completed(bench.upload(path, stage=True).job_id).job
    assert job.staged_path == ""
    assert trespasses == set()


def test_small_files_first_and_again_are_the_loops(
    trespasses: set[str], open_bench: OpenBench, proxy: FaultProxy, tmp_path: Path
) -> None:
    bench = open_bench()
    held = proxy.on("put", hold(), key="0.mov")
    paths = [make_file(tmp_path / f"{number}.mov", 1000 + number) for number in range(20)]
    jobs = [job for job in bench.submit(bench.new(*paths)) if isinstance(job, Job)]
    proxy.log.wait_for("put", key="0.mov")
    bench.pause(jobs[0].job_id)
    held.release()
    proxy.clear()
    bench.resume(jobs[0].job_id)  # it reads the file to see whether it arrived
    for job in jobs:
        bench.completed(job.job_id)
    assert trespasses == set()
