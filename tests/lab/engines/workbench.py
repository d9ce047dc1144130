"""The product's engine on a loop of its own thread, steered with plain calls, as a window steers it."""

import asyncio
import threading
import time
from collections import Counter
from collections.abc import Callable, Collection, Coroutine, Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from lab.lines.proxy import FaultProxy
from lab.lines.rules import hold
from lab.stores.s3probe import S3Address
from uploader_gui.domain.checks import CheckKind, CheckResult
from uploader_gui.domain.errors import UploaderError
from uploader_gui.domain.events import JobEvent, JobStatus, Refusal, Verified, VerifyProgress
from uploader_gui.domain.job import ConflictPolicy, Destination, Job, JobState, NewJob
from uploader_gui.domain.messages import MessageCode, english, message
from uploader_gui.domain.packages.package import Package
from uploader_gui.domain.packages.package_end import PackageAction, PackageEnd
from uploader_gui.domain.plan import MIB, Limits, plan_for
from uploader_gui.domain.profile import Connection, Profile
from uploader_gui.domain.store.found_progress import FoundPolicy
from uploader_gui.domain.store.kept_parts import KeepParts
from uploader_gui.domain.store.object_terms import NO_TERMS, NOTHING_ASKED, AskedTerms
from uploader_gui.domain.unattended.growth import Growth
from uploader_gui.s3.learned_traits import LearnedTraits
from uploader_gui.source.scan import scan
from uploader_gui.storage.database.database import Database
from uploader_gui.storage.database.rate_table import RateTable
from uploader_gui.storage.database.trait_table import TraitTable
from uploader_gui.storage.jobs.job_database import JobDatabase
from uploader_gui.transfer.engine import Engine
from uploader_gui.transfer.hours.timekeeper import SYSTEM_CLOCK, Clock
from uploader_gui.transfer.intake.new_jobs import new_jobs
from uploader_gui.transfer.job.job_run import EngineOptions
from uploader_gui.transfer.verifying.verify_switch import VerifySwitch

Result = TypeVar("Result")
PART = 5 * MIB


class Never:
    """A stop flag that is never set."""

    is_stopped = False


class Verifying:
    """A run that verifies uploads again, and what it told."""

    def __init__(
        self, recording_ids: Sequence[int], kinds: Collection[CheckKind], stop: VerifySwitch
    ) -> None:
        self.told: list[VerifyProgress] = []
        self.found: list[Verified] = []
        self.counts: Counter[CheckResult] = Counter()
        self.stop = stop
        self._recording_ids = recording_ids
        self._kinds = kinds

    @property
    def one(self) -> Verified:
        (found,) = self.found
        return found

    @property
    def words(self) -> str:
        return english(self.one.messages)

    async def run(self, engine: Engine) -> None:
        self.counts = await engine.verify(self._recording_ids, self._kinds, self, self.stop)

    def progress(self, progress: VerifyProgress) -> None:
        self.told.append(progress)

    def verified(self, verified: Verified) -> None:
        self.found.append(verified)


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
        clock: Clock = SYSTEM_CLOCK,
    ) -> None:
        self.address = address
        self.secret_key = secret_key if secret_key is not None else address.secret_key
        self.ca_file = ""
        self.certificate_sha256 = ""
        self.keep_parts = KeepParts.AUTO
        self.kept_bucket = self.kept_prefix = ""
        self.terms = NO_TERMS
        self.upload_lifetime_h: float | None = None
        self.breaks_at = ""  # the key at which the program shows a bug
        self.webhook_secret: str | None = ""  # None: it is not known
        self.events: list[JobEvent] = []
        self.ends: list[PackageEnd] = []
        self.actions: list[PackageAction] = []
        self._changed = threading.Condition()
        self._before_close: list[Callable[[], object]] = []
        self._state_dir = state_dir
        self._options = options or EngineOptions()
        self._runs_waiting = runs_waiting
        self._is_attended = is_attended
        self._clock = clock
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
        for end in self._before_close:
            end()
        self.do(self.engine.stop())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()
        self._database.close()

    def before_close(self, end: Callable[[], object]) -> None:
        """Have what uses the engine ended before it."""
        self._before_close.append(end)

    @property
    def database(self) -> Database:
        return self._database

    def on_locked(self, tell: Callable[[str], None]) -> None:
        """Have ``tell`` hear that a transaction waits for another program."""
        self._database.on_locked(tell)

    @property
    def loop(self) -> asyncio.AbstractEventLoop:
        """The engine's."""
        return self._loop

    def change(self, statement: str) -> None:
        """Change what is stored behind the engine's back."""
        self._database.write(lambda sqlite: sqlite.execute(statement))

    def do(self, verb: Coroutine[Any, Any, Result], timeout: float = 60.0) -> Result:
        """Run a verb on the engine's loop and wait for it."""
        return asyncio.run_coroutine_threadsafe(verb, self._loop).result(timeout)

    def profile(self, prefix: str = "") -> Profile:
        address = self.address
        return Profile(
            "lab",
            address.endpoint,
            address.bucket,
            address.access_key,
            address.region,
            prefix,
            terms=self.terms,
        )

    def new(
        self,
        *paths: Path,
        part_size: int = PART,
        on_conflict: ConflictPolicy = ConflictPolicy.REFUSE,
        stage: bool = False,
        prefix: str = "",
        on_found: FoundPolicy = FoundPolicy.UNASKED,
        bandwidth_limit: int | None = None,
        asked: AskedTerms = NOTHING_ASKED,
        growth: Growth | None = None,
    ) -> list[NewJob]:
        """What a drop of ``paths`` makes."""
        jobs, refused = new_jobs(
            scan(list(paths), stop=Never()),
            self.profile(prefix),
            part_size=part_size,
            max_size=None,
            on_conflict=on_conflict,
            stage=stage,
            on_found=on_found,
            asked=asked,
            growth=growth,
        )
        assert not refused, refused
        return [replace(job, bandwidth_limit=bandwidth_limit) for job in jobs]

    def small_parts(self, new: NewJob, part_size: int) -> NewJob:
        """The same file in parts smaller than S3 allows; only for stores or proxies that do not mind."""
        return replace(new, plan=plan_for(new.plan.file_size, part_size, Limits(min_part_size=1)))

    def submit(self, new: Sequence[NewJob], package: Package | None = None) -> list[Job | Refusal]:
        return self.do(self.engine.submit(new, package))

    def upload_together(self, name: str, *paths: Path, **how: Any) -> list[Job]:
        """Submit files as one package; their jobs."""
        taken = self.submit(self.new(*paths, **how), Package(name))
        return [one for one in taken if isinstance(one, Job)]

    def ended(self, count: int = 1) -> list[PackageEnd]:
        """Wait until so many ends of packages have been told."""
        with self._changed:
            assert self._changed.wait_for(lambda: len(self.ends) >= count, 60), self.ends
            return list(self.ends)

    def carried_out(self, count: int = 1) -> list[PackageAction]:
        """Wait until so many commands and webhooks have come to their end."""
        with self._changed:
            assert self._changed.wait_for(lambda: len(self.actions) >= count, 60), self.actions
            return list(self.actions)

    def upload(self, path: Path, **how: Any) -> Job:
        """Submit one file; its job."""
        (result,) = self.submit(self.new(path, **how))
        assert isinstance(result, Job), result
        return result

    def pause(self, job_id: str, *, after_parts: bool = False) -> JobStatus:
        return self.do(self.engine.pause([job_id], after_parts=after_parts))[0]

    def resume(self, job_id: str) -> JobStatus:
        return self.do(self.engine.resume([job_id]))[0]

    def remove(self, *job_ids: str) -> list[JobStatus]:
        return self.do(self.engine.remove(job_ids))

    def verify(
        self, *job_ids: str, kinds: Collection[CheckKind] = (), stop: VerifySwitch | None = None
    ) -> Verifying:
        """Verify the uploads of these jobs again; what was told of it."""
        told = Verifying(self.jobs.recording_ids(job_ids), kinds, stop or VerifySwitch())
        self.do(told.run(self.engine))
        return told

    def look_at_clock(self) -> None:
        """Let the engine see that the clock was moved, as it does by itself at least once a minute."""

        async def look() -> None:
            self.engine.timekeeper.look()

        self.do(look())

    def status(self, job_id: str) -> JobStatus:
        return self.do(self.engine.jobs_now.status(job_id))

    def wait_for(self, job_id: str, *states: JobState, timeout: float = 60.0) -> JobStatus:
        """Wait until the job is said to be in one of ``states``."""
        return self.wait_until(job_id, lambda status: status.job.state in states, f"{states}", timeout)

    def wait_until(
        self, job_id: str, is_so: Callable[[JobStatus], bool], what: str = "", timeout: float = 60.0
    ) -> JobStatus:
        """Wait until the newest thing said of the job fits, or one that is said from now on, be it true only briefly."""

        def said() -> list[JobStatus]:
            return [event.status for event in self.events if event.status.job.job_id == job_id]

        with self._changed:
            before = max(0, len(said()) - 1)
            fits = self._changed.wait_for(lambda: next(filter(is_so, said()[before:]), None), timeout)
        if fits is None:
            raise TimeoutError(f"{what}: {self.status(job_id)}")
        return fits

    def wait_until_said(self, job_id: str, words: str) -> None:
        """Wait until these words were said of the job, whatever has been said since."""
        self.wait_until(
            job_id,
            lambda _newest: any(
                words in event.status.message for event in self.events if event.status.job.job_id == job_id
            ),
            words,
        )

    def wait_for_retry(self, job_id: str, number: int) -> JobStatus:
        """Wait until it was said that this try is waited for, or a later one: a short wait may fall between two looks.

        What was said of the job then: as soon as it is tried, something else is.
        """
        return self.wait_until(
            job_id,
            lambda status: any(
                one.code is MessageCode.RETRY and int(dict(one.arguments)["number"]) >= number
                for one in status.messages
            ),
            f"retry {number}",
        )

    def completed(self, job_id: str, timeout: float = 60.0) -> JobStatus:
        """Wait for the end, which has to be COMPLETED."""
        status = self.wait_for(job_id, JobState.COMPLETED, JobState.FAILED, timeout=timeout)
        assert status.job.state is JobState.COMPLETED, status
        return status

    def failed(self, job_id: str, timeout: float = 60.0) -> Job:
        """Wait for the end, which has to be FAILED."""
        status = self.wait_for(job_id, JobState.COMPLETED, JobState.FAILED, timeout=timeout)
        assert status.job.state is JobState.FAILED, status
        return status.job

    def wait_until_nothing_is_kept(self, timeout: float = 60.0) -> None:
        """Wait until what finished jobs had kept is deleted: that is done after they are COMPLETED, and waited for only
        briefly when the program ends.
        """
        deadline_s = time.monotonic() + timeout
        while left := self.jobs.abandoned_parts():
            assert time.monotonic() < deadline_s, left
            time.sleep(0.01)

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
                upload_lifetime_h=bench.upload_lifetime_h,
                keep_parts=bench.keep_parts,
                kept_bucket=bench.kept_bucket,
                kept_prefix=bench.kept_prefix,
            )

        engine = Engine(
            self.jobs,
            options=self._options,
            staging_dir=self._state_dir / "staging",
            connect=connect,
            traits=LearnedTraits(TraitTable(self._database)),
            rates=RateTable(self._database),
            webhook_secret=self._secret,
            clock=self._clock,
        )
        engine.subscribe(self._hear)
        engine.on_package_end(self._hear_end)
        engine.on_package_action(self._hear_action)
        await engine.start(runs_waiting=self._runs_waiting, is_attended=self._is_attended)
        return engine

    def _secret(self) -> str:
        if self.webhook_secret is None:
            raise UploaderError(message(MessageCode.WEBHOOK_SECRET_UNKNOWN))
        return self.webhook_secret

    def _hear_end(self, end: PackageEnd) -> None:
        with self._changed:
            self.ends.append(end)
            self._changed.notify_all()

    def _hear_action(self, action: PackageAction) -> None:
        with self._changed:
            self.actions.append(action)
            self._changed.notify_all()

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
