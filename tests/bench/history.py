"""``python -m bench.history`` from ``tests/``: what a history of 100,000 finished jobs costs at start-up and in lists."""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from uploader_gui.domain.hashes import HashKind
from uploader_gui.domain.job import Destination, Fingerprint, Job, NewJob, Recording, VerifiedBy
from uploader_gui.domain.messages import messages_of
from uploader_gui.domain.plan import MIB, Plan
from uploader_gui.domain.reports.report_format import ReportFormat
from uploader_gui.storage.database.database import FILE_NAME, Database
from uploader_gui.storage.jobs.job_database import JobDatabase

_BATCH = 2_000
_MEASURED = (
    "import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True); "
    "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
)
_PAGE = 200
"""Rows that a window asks for at once."""


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="bench.history")
    parser.add_argument("--jobs", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=5)
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="history-bench-") as name:
        state_dir = Path(name)
        began_s = time.perf_counter()
        make_history(state_dir, chosen.jobs)
        took_s = time.perf_counter() - began_s
        size = (state_dir / FILE_NAME).stat().st_size
        print(f"{chosen.jobs} finished jobs: {size / 1e6:.0f} MB, made in {took_s:.0f} s")
        for what, work in _works(state_dir).items():
            print(f"{_median_s(work, chosen.runs) * 1000:9.1f} ms  {what}", flush=True)
        for form in ReportFormat:
            say_report(state_dir, form)
    return 0


def make_history(state_dir: Path, count: int) -> None:
    """Jobs of three parts that were added, started and completed, as the program does it."""
    with closing(Database.open(state_dir)) as database:
        job_database = JobDatabase(database)
        for first in range(0, count, _BATCH):
            new = [_new(number) for number in range(first, min(first + _BATCH, count))]
            jobs = job_database.start(job_database.add(new))
            job_database.complete(
                [(job, _recording(job), messages_of("Uploaded, checksum matches")) for job in jobs]
            )


def _new(number: int) -> NewJob:
    name = f"card {number // 500}/clip {number:06}.mov"
    size = 20 * MIB + number
    return NewJob(
        source_path=f"/media/{name}",
        file_name=Path(name).name,
        content_type="video/quicktime",
        fingerprint=Fingerprint(size, number, number, 1, number),
        plan=Plan(size, 8 * MIB),
        destination=Destination("home", "http://127.0.0.1:9000", "us-east-1", "films", name),
    )


def _recording(job: Job) -> Recording:
    place = job.destination
    return Recording(
        file_name=job.file_name,
        bucket=place.bucket,
        object_key=place.object_key,
        version_id="",
        file_size=job.file_size,
        content_type=job.content_type,
        etag="0" * 32 + f"-{job.total_parts}",
        verified_by=VerifiedBy.CHECKSUM,
        uploaded_at=datetime.now(UTC),
        download_url=f"{place.endpoint}/{place.bucket}/{place.object_key}",
        job_id=job.job_id,
        source_path=job.source_path,
        profile=place.profile,
        endpoint=place.endpoint,
        part_count=job.total_parts,
        began_at=job.start_time,
        active_s=1.5,
        crc32=0x00C0FFEE,
        hashes=((HashKind.XXH64, "0ea03b369a463d9d"),),
        user="ana",
        host="cart-2",
        program_version="1.0",
    )


def _works(state_dir: Path) -> dict[str, Callable[[], object]]:
    """What is measured, by its name."""

    def open_and_close() -> None:
        with closing(Database.open(state_dir)) as database:
            JobDatabase(database).pause_interrupted()

    def after_a_kill() -> None:
        (state_dir / f"{FILE_NAME}.open").touch()
        open_and_close()

    def with_a_backup() -> None:
        for backup in (state_dir / "backups").glob("*"):
            backup.unlink()
        open_and_close()

    def reading(read: Callable[[JobDatabase], object]) -> Callable[[], object]:
        return lambda: read(JobDatabase(Database.open(state_dir, read_only=True)))

    (newest,) = JobDatabase(Database.open(state_dir, read_only=True)).jobs(limit=1)
    fresh = replace(newest.destination, object_key="new")
    return {
        "opening and closing the database": open_and_close,
        "the same after a kill, with its integrity check": after_a_kill,
        "the same once a day, with check and backup": with_a_backup,
        f"a page of {_PAGE} for the window": reading(lambda job_database: job_database.jobs(limit=_PAGE)),
        "the counts by state": reading(lambda job_database: job_database.counts()),
        "every job": reading(lambda job_database: job_database.jobs()),
        "is a destination free": reading(
            lambda job_database: job_database.unfinished_at(fresh.endpoint, fresh.bucket, [fresh.object_key])
        ),
        "`uploader-gui list`": _program(state_dir, "list"),
        "`uploader-gui list --status failed` (none)": _program(state_dir, "list", "--status", "failed"),
        "`uploader-gui show JOB`": _program(state_dir, "show", newest.job_id),
        "`uploader-gui pause --all` (start and end of the engine)": _program(state_dir, "pause", "--all"),
    }


def say_report(state_dir: Path, form: ReportFormat) -> None:
    """What a report of all of it takes: its time, its size, and the most memory of the process that makes it."""
    path = state_dir / f"report.{form}"
    command = [sys.executable, "-m", "uploader_gui", "report", "-o", str(path)]
    began_s = time.perf_counter()
    # Linux counts to a process what the one that started it had: so a small one starts it.
    ended = subprocess.run(
        [sys.executable, "-c", _MEASURED, *command],
        env=os.environ | {"UPLOADER_GUI_HOME": str(state_dir)},
        check=True,
        capture_output=True,
    )
    took_s = time.perf_counter() - began_s
    size = path.stat().st_size
    print(f"{took_s * 1000:9.1f} ms  `uploader-gui report -o report.{form}`: {size / 1e6:.0f} MB", end=", ")
    print(f"at most {int(ended.stdout) / 1000:.0f} MB of memory", flush=True)


def _program(state_dir: Path, *arguments: str) -> Callable[[], object]:
    environment = os.environ | {"UPLOADER_GUI_HOME": str(state_dir)}
    command = [sys.executable, "-m", "uploader_gui", *arguments]
    return lambda: subprocess.run(command, env=environment, check=True, capture_output=True)


def _median_s(work: Callable[[], object], runs: int) -> float:
    took = []
    for _ in range(runs):
        began_s = time.perf_counter()
        work()
        took.append(time.perf_counter() - began_s)
    return statistics.median(took)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
