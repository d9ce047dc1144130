"""``python -m bench.without_database`` from ``tests/``: what the database costs the engine, on the null sink.

The same engine runs with the real database and, turn by turn, with one that keeps jobs in memory and nothing on disk.
"""

import argparse
import asyncio
import statistics
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Collection, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Unpack

from bench.library_clients import WORKERS
from bench.load import MIB, Load, loads
from bench.stores import Bucket, sink
from lab.stores.s3probe import S3Address
from uploader_gui.domain.events import EventKind, JobEvent
from uploader_gui.domain.job import (
    AbandonedParts,
    AbandonedUpload,
    ConflictPolicy,
    Job,
    JobState,
    LogLine,
    NewJob,
    Part,
    PartState,
    Recording,
)
from uploader_gui.domain.messages import Messages
from uploader_gui.domain.packages.package import Package
from uploader_gui.domain.packages.package_end import ActionKind, PackageAction
from uploader_gui.domain.profile import Connection, Profile
from uploader_gui.source.scan import scan
from uploader_gui.storage.database.database import Database
from uploader_gui.storage.jobs.job_database import JobChanges, JobDatabase
from uploader_gui.storage.jobs.job_rows import completed_job, new_job
from uploader_gui.transfer.engine import Engine
from uploader_gui.transfer.intake.new_jobs import new_jobs
from uploader_gui.transfer.job.job_run import EngineOptions

MOST = {"big": 1.05, "small": 1.2}
"""Wall time with the database / without it, by load."""


class MemoryJobs(JobDatabase):
    """As much of a database as uploading new files to their end needs, in dictionaries."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._jobs: dict[str, Job] = {}
        self._parts: dict[str, dict[int, Part]] = {}

    def pause_interrupted(self) -> list[Job]:
        return []

    def finished_with_copy(self) -> list[Job]:
        return []

    def waiting(self) -> list[Job]:
        return []

    def open_packages(self) -> list[Package]:
        return []

    def abandoned(self) -> list[AbandonedUpload]:
        return []

    def abandoned_parts(self) -> list[AbandonedParts]:
        return []

    def unfinished_at(self, endpoint: str, bucket: str, keys: Collection[str]) -> dict[str, Job]:
        return {}

    def end_packages(
        self, package_ids: Collection[str] | None, wanted: Collection[ActionKind]
    ) -> list[PackageAction]:
        return []

    def wanted_actions(self) -> list[PackageAction]:
        return []

    def add_to_log(self, lines: Sequence[tuple[str, LogLine]]) -> None:
        pass

    def get(self, job_id: str) -> Job:
        return self._jobs[job_id]

    def parts(self, job_id: str) -> list[Part]:
        return list(self._parts[job_id].values())

    def add(
        self,
        new: Sequence[NewJob],
        *,
        job_ids: Sequence[str] | None = None,
        packages: Collection[Package] = (),
        package_id: str = "",
        joins_open: bool = False,
        knows_left_out: bool = False,
        next_numbers: Mapping[str, int] | None = None,
    ) -> list[Job]:
        now = datetime.now(UTC)
        jobs = [new_job(one, str(uuid.uuid4()), now) for one in new]
        for job in jobs:
            self._jobs[job.job_id] = job
            ranges = job.plan.parts()
            self._parts[job.job_id] = {
                part.number: Part(part.number, part.offset, part.size) for part in ranges
            }
        return jobs

    def start(self, jobs: Sequence[Job]) -> list[Job]:
        started = [replace(job, state=JobState.UPLOADING, attempts=job.attempts + 1) for job in jobs]
        self._jobs |= {job.job_id: job for job in started}
        return started

    def update(self, job_id: str, *, durable: bool = False, **changes: Unpack[JobChanges]) -> Job:
        with self._lock:
            job = self._jobs[job_id] = replace(self._jobs[job_id], **changes)
        return job

    def commit_parts(self, job_id: str, parts: Sequence[Part]) -> Job:
        with self._lock:
            for part in parts:
                self._parts[job_id][part.number] = replace(part, state=PartState.DONE)
            job, size = self._jobs[job_id], sum(part.size for part in parts)
            count = job.uploaded_parts + len(parts)
            job = replace(job, uploaded_parts=count, bytes_done=job.bytes_done + size)
            self._jobs[job_id] = job
        return job

    def complete(self, done: Sequence[tuple[Job, Recording, Messages]]) -> list[Job]:
        now = datetime.now(UTC)
        return [completed_job(job, recording, 1, messages, now, 1) for job, recording, messages in done]


def main(arguments: list[str]) -> int:
    """1 if the database costs more than it may."""
    parser = argparse.ArgumentParser(prog="bench.without_database", description=__doc__)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--big", type=float, default=2, metavar="GIB")
    chosen = parser.parse_args(arguments)
    missed = 0
    with tempfile.TemporaryDirectory(prefix="without-database-bench-") as name, sink(Path(name)) as bucket:
        for load in loads(Path(name), ["big", "small"], chosen.big):
            load.make()
            ratio = _ratio(load, chosen.runs, bucket)
            missed += ratio > MOST[load.name]
            print(f"{load.name}: ratio {ratio:.2f} (<= {MOST[load.name]})", flush=True)
    return int(missed > 0)


def _ratio(load: Load, runs: int, bucket: Bucket) -> float:
    seconds: dict[bool, list[float]] = {True: [], False: []}
    for turn in range(2 * runs):
        is_stored = turn % 2 == 0
        with ExitStack() as stack:
            address = stack.enter_context(bucket()).address
            state_dir = Path(stack.enter_context(tempfile.TemporaryDirectory(dir=load.folder.parent)))
            job_database: JobDatabase = MemoryJobs()
            if is_stored:
                database = Database.open(state_dir)
                stack.callback(database.close)
                job_database = JobDatabase(database)
            seconds[is_stored].append(asyncio.run(_upload(load, job_database, address, state_dir)))
    medians = {name: statistics.median(values) for name, values in seconds.items()}
    print(f"{load.name}: {medians[True]:.2f} s with the database, {medians[False]:.2f} s without")
    return medians[True] / medians[False]


async def _upload(load: Load, job_database: JobDatabase, to: S3Address, state_dir: Path) -> float:
    """Seconds from submit to the last COMPLETED."""
    connection = Connection(to.endpoint, to.region, to.access_key, to.secret_key)
    engine = Engine(
        job_database,
        options=EngineOptions(workers=WORKERS),
        staging_dir=state_dir / "staging",
        connect=lambda _: connection,
    )
    await engine.start(runs_waiting=False)
    left, is_done = load.count, asyncio.Event()

    def hear(events: Sequence[JobEvent]) -> None:
        nonlocal left
        left -= sum(event.kind is EventKind.COMPLETED for event in events)
        if not left:
            is_done.set()

    engine.subscribe(hear)
    profile = Profile("bench", to.endpoint, to.bucket, to.access_key, to.region, "")
    jobs, _ = new_jobs(
        scan(load.files, stop=_Never()),
        profile,
        part_size=8 * MIB,
        max_size=None,
        on_conflict=ConflictPolicy.OVERWRITE,
        stage=False,
    )
    began_s = time.monotonic()
    await engine.submit(jobs)
    await is_done.wait()
    took_s = time.monotonic() - began_s
    await engine.stop()
    return took_s


class _Never:
    is_stopped = False


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
