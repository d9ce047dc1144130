"""The commands ``upload`` and ``resume``: run until every job of theirs has ended."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from uploader_gui.domain.errors import BadSettingsError
from uploader_gui.domain.events import Refusal
from uploader_gui.domain.job import ALLOWED, ConflictPolicy, Job, JobState, NewJob, Verb
from uploader_gui.domain.plan import check_part_size
from uploader_gui.domain.profile import Profile
from uploader_gui.headless.holding import holding
from uploader_gui.headless.interrupt import Interrupt
from uploader_gui.headless.reporting import Reporter, make_reporter, notice
from uploader_gui.headless.run import Begun, HeadlessRun
from uploader_gui.runtime import Runtime
from uploader_gui.storage.job_store import JobStore
from uploader_gui.transfer.engine import Engine
from uploader_gui.transfer.intake import new_jobs, scan

# A job that still waits was left by a program that ended; resuming lets it run.
_RESUMABLE = ALLOWED[Verb.RESUME] | {JobState.SUBMITTED}


@dataclass(frozen=True, slots=True)
class UploadRequest:
    """What ``upload`` was asked for; "" and None leave it to the connection and the settings."""

    paths: Sequence[Path]
    bucket: str = ""
    prefix: str | None = None
    chunk_size: int | None = None
    jobs: int | None = None
    workers: int | None = None
    stage: bool = False
    on_conflict: ConflictPolicy = ConflictPolicy.REFUSE


def upload(environ: Mapping[str, str], request: UploadRequest, *, as_json: bool) -> int:
    """Upload files and folders; returns the exit code. Raises UploaderError in words."""
    interrupt = Interrupt()
    if request.chunk_size is not None:
        check_part_size(request.chunk_size)
    with holding(environ, "upload", jobs_at_once=request.jobs, workers=request.workers) as runtime:
        intake = Intake(runtime, request)
        return asyncio.run(HeadlessRun(runtime, make_reporter(as_json=as_json), interrupt)(intake.begin))


def resume(environ: Mapping[str, str], job_ids: Sequence[str] | None, *, as_json: bool) -> int:
    """Resume these jobs, or all (None); returns the exit code. Raises UploaderError in words."""
    interrupt = Interrupt()
    with holding(environ, "resume") as runtime:
        chosen = None if job_ids is None else [runtime.store.find(each).job_id for each in job_ids]

        async def begin(engine: Engine, _reporter: Reporter) -> Begun:
            return await _begin_resuming(runtime.store, engine, chosen)

        return asyncio.run(HeadlessRun(runtime, make_reporter(as_json=as_json), interrupt)(begin))


class Intake:
    """Files and folders -> submitted jobs, for one run. ``is_stopped`` ends the scan; read on its thread."""

    def __init__(self, runtime: Runtime, request: UploadRequest) -> None:
        self.is_stopped = False
        self._runtime = runtime
        self._request = request
        self._profile = self._chosen_profile()

    async def begin(self, engine: Engine, reporter: Reporter) -> Begun:
        """Scan on a helper thread, submit, and go on with what had been submitted before."""
        try:
            new, refused = await asyncio.to_thread(self._look)
        except asyncio.CancelledError:
            self.is_stopped = True
            raise
        answers = await engine.submit(new)
        refused += [answer for answer in answers if isinstance(answer, Refusal)]
        for refusal in refused:
            reporter.refuse(refusal, self._profile.bucket)
        jobs = [answer for answer in answers if isinstance(answer, Job)]
        stopped = [job.job_id for job in jobs if job.state in ALLOWED[Verb.RESUME]]
        if stopped:
            await engine.resume(stopped)
        return Begun(frozenset(job.job_id for job in jobs), are_all=all(each.is_success for each in refused))

    def _look(self) -> tuple[list[NewJob], list[Refusal]]:
        request, environment = self._request, self._runtime.environment
        found = scan(request.paths, stop=self)
        new, refused = new_jobs(
            found,
            self._profile,
            part_size=request.chunk_size or environment.part_size or self._runtime.saved.settings.part_size,
            max_size=environment.max_size,
            on_conflict=request.on_conflict,
            stage=request.stage,
        )
        return new, [*found.skipped, *refused]

    def _chosen_profile(self) -> Profile:
        profile, request = self._runtime.credentials.current_profile(), self._request
        bucket = request.bucket or profile.bucket
        if not bucket:
            raise BadSettingsError("No bucket is named. Say --bucket, or set UPLOADER_GUI_BUCKET.")
        prefix = profile.prefix if request.prefix is None else request.prefix
        return replace(profile, bucket=bucket, prefix=prefix)


async def _begin_resuming(store: JobStore, engine: Engine, chosen: Sequence[str] | None) -> Begun:
    """Resume what may be resumed of ``chosen`` (None: of all), and say of the others why not."""
    if chosen is None:
        jobs = [job for state in _RESUMABLE for job in store.jobs(state=state)]
        if not jobs:
            notice("Nothing to resume: no job is paused, failed or waiting.")
    else:
        jobs = [store.get(job_id) for job_id in dict.fromkeys(chosen)]
    allowed = [job.job_id for job in jobs if job.state in _RESUMABLE]
    for job in jobs:
        if job.state not in _RESUMABLE:
            notice(f"{job.file_name}: this job is {job.state} and can't be resumed.")
    if allowed:
        await engine.resume(allowed)
    return Begun(frozenset(allowed), are_all=len(allowed) == len(jobs))
