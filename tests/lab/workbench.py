"""The product's engine on a loop of its own thread, steered with plain calls, as a window steers it."""

import asyncio
import threading
from collections.abc import Callable, Collection, Coroutine, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from lab.proxy import FaultProxy
from lab.rules import hold
from lab.s3probe import S3Address
from uploader_gui.domain.events import JobEvent, JobStatus, Refusal
from uploader_gui.domain.job import ConflictPolicy, Destination, Job, JobState, NewJob
from uploader_gui.domain.plan import MIB, Limits, plan_for
from uploader_gui.domain.profile import Connection, Profile
from uploader_gui.s3.learned_traits import LearnedTraits
from uploader_gui.source.scan import scan
from uploader_gui.storage.database.database import Database
from uploader_gui.storage.database.trait_table import TraitTable
from uploader_gui.storage.jobs.job_database import JobDatabase
from uploader_gui.transfer.engine import Engine
from uploader_gui.transfer.intake.new_jobs import new_jobs
from uploader_gui.transfer.job.job_run import EngineOptions

Result = TypeVar("Result")
PART = 5 * MIB


class Never:
    """A stop flag that is never set."""

    is_stopped = False


class Workbench:
    """One engine over one state directory. ``close`` pauses and stops it; opening it again is a new program."""

    def __init__(
        self,
        state_dir: Path,
        address: S3Address,
        *,
        options: EngineOptions | None = None,
        runs_waiting: bool = True,
        is_attended: bool = False,
        secret_key: str | None = None,
    ) -> None:
        self.address = address
        self.secret_key = secret_key if secret_key is not None else address.secret_key
        self.ca_file = ""
        self.certificate_sha256 = ""
        self.breaks_at = ""  # the key at which the program shows a bug
        self.events: list[JobEvent] = []
        self._changed = threading.Condition()
        self._state_dir = state_dir
        self._options = options or EngineOptions()
        self._runs_waiting = runs_waiting
        self._is_attended = is_attended
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    def __enter__(self) -> Self:
        self._state_dir.mkdir(parents=True, exist_ok=True)
        self._database = Database.open(self._state_dir)
        self.jobs = JobDatabase(self._database)
        self._thread.start()
        self.engine = self.do(self._make())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the program: running jobs are paused."""
        if self._loop.is_closed():
            return
        self.do(self.engine.stop())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()
        self._database.close()

    def on_locked(self, tell: Callable[[str], None]) -> None:
        """Have ``tell`` hear that a transaction waits for another program."""
        self._database.on_locked(tell)

    def do(self, verb: Coroutine[Any, Any, Result], timeout: float = 30.0) -> Result:
        """Run a verb on the engine's loop and wait for it."""
        return asyncio.run_coroutine_threadsafe(verb, self._loop).result(timeout)

    def profile(self, prefix: str = "") -> Profile:
        address = self.address
        return Profile("lab", address.endpoint, address.bucket, address.access_key, address.region, prefix)

    def new(
        self,
        *paths: Path,
        part_size: int = PART,
        on_conflict: ConflictPolicy = ConflictPolicy.REFUSE,
        stage: bool = False,
        prefix: str = "",
    ) -> list[NewJob]:
        """What a drop of ``paths`` makes."""
        jobs, refused = new_jobs(
            scan(list(paths), stop=Never()),
            self.profile(prefix),
            part_size=part_size,
            max_size=None,
            on_conflict=on_conflict,
            stage=stage,
        )
        assert not refused, refused
        return jobs

    def small_parts(self, new: NewJob, part_size: int) -> NewJob:
        """The same file in parts smaller than S3 allows; only for stores or proxies that do not mind."""
        from dataclasses import replace

        return replace(new, plan=plan_for(new.plan.file_size, part_size, Limits(min_part_size=1)))

    def submit(self, new: Sequence[NewJob]) -> list[Job | Refusal]:
        return self.do(self.engine.submit(new))

    def upload(self, path: Path, **how: Any) -> Job:
        """Submit one file; its job."""
        (result,) = self.submit(self.new(path, **how))
        assert isinstance(result, Job), result
        return result

    def pause(self, job_id: str) -> JobStatus:
        return self.do(self.engine.pause([job_id]))[0]

    def resume(self, job_id: str) -> JobStatus:
        return self.do(self.engine.resume([job_id]))[0]

    def remove(self, *job_ids: str) -> list[JobStatus]:
        return self.do(self.engine.remove(job_ids))

    def status(self, job_id: str) -> JobStatus:
        return self.do(self.engine.status(job_id))

    def wait_for(self, job_id: str, *states: JobState, timeout: float = 30.0) -> JobStatus:
        """Wait until the job is said to be in one of ``states``."""
        return self.wait_until(job_id, lambda status: status.job.state in states, f"{states}", timeout)

    def wait_until(
        self, job_id: str, is_so: Callable[[JobStatus], bool], what: str = "", timeout: float = 30.0
    ) -> JobStatus:
        """Wait until the newest thing said of the job fits."""

        def newest() -> JobStatus | None:
            said = [event.status for event in self.events if event.status.job.job_id == job_id]
            return said[-1] if said and is_so(said[-1]) else None

        with self._changed:
            if not self._changed.wait_for(lambda: newest() is not None, timeout):
                raise TimeoutError(f"{what}: {self.status(job_id)}")
            found = newest()
            assert found is not None
            return found

    def completed(self, job_id: str, timeout: float = 30.0) -> JobStatus:
        """Wait for the end, which has to be COMPLETED."""
        status = self.wait_for(job_id, JobState.COMPLETED, JobState.FAILED, timeout=timeout)
        assert status.job.state is JobState.COMPLETED, status
        return status

    def failed(self, job_id: str, timeout: float = 30.0) -> Job:
        """Wait for the end, which has to be FAILED."""
        status = self.wait_for(job_id, JobState.COMPLETED, JobState.FAILED, timeout=timeout)
        assert status.job.state is JobState.FAILED, status
        return status.job

    def forget_events(self, job_ids: Collection[str] = ()) -> None:
        """Drop what was said so far, so that waiting looks at what comes now."""
        with self._changed:
            self.events = [
                event for event in self.events if job_ids and event.status.job.job_id not in job_ids
            ]

    async def _make(self) -> Engine:
        address, bench = self.address, self

        def connect(destination: Destination) -> Connection:
            if destination.object_key == bench.breaks_at:
                raise RuntimeError(f"a bug that shows at {bench.breaks_at}")
            return Connection(
                address.endpoint,
                address.region,
                address.access_key,
                bench.secret_key,
                bench.ca_file,
                certificate_sha256=bench.certificate_sha256,
            )

        engine = Engine(
            self.jobs,
            options=self._options,
            staging_dir=self._state_dir / "staging",
            connect=connect,
            traits=LearnedTraits(TraitTable(self._database)),
        )
        engine.subscribe(self._hear)
        await engine.start(runs_waiting=self._runs_waiting, is_attended=self._is_attended)
        return engine

    def _hear(self, events: Sequence[JobEvent]) -> None:
        with self._changed:
            self.events.extend(events)
            self._changed.notify_all()


def paused_after(bench: Workbench, proxy: FaultProxy, path: Path, parts: int = 2) -> Job:
    """A job for ``path`` that was paused when exactly its first ``parts`` parts were done.

    Nothing of how it came to that is left: no rules, no connections, no log, no events.
    """
    for number in range(parts + 1, -(-path.stat().st_size // PART) + 1):
        proxy.on("part", hold(), number=number)
    job = bench.upload(path)
    bench.wait_until(job.job_id, lambda status: status.job.uploaded_parts == parts, f"{parts} parts")
    paused = bench.pause(job.job_id).job
    proxy.cut_all()
    proxy.clear()
    proxy.log.clear()
    bench.forget_events()
    assert paused.uploaded_parts == parts
    return paused
