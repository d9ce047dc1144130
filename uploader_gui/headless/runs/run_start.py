"""How a run begins: files are submitted, or jobs resumed; in this process or handed over to another."""

import asyncio
import contextlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from uploader_gui.domain.entered_text import entered
from uploader_gui.domain.errors import BadSettingsError, NotAllowedError
from uploader_gui.domain.events import Refusal
from uploader_gui.domain.job import ALLOWED, ConflictPolicy, Job, JobState, NewJob, Verb
from uploader_gui.domain.profile import Profile
from uploader_gui.headless.output.reporters import Reporter
from uploader_gui.runtime.runtime import Runtime
from uploader_gui.source.scan import scan
from uploader_gui.storage.jobs.job_database import JobDatabase
from uploader_gui.transfer.engine import Engine
from uploader_gui.transfer.intake.new_jobs import new_jobs

# A job that still waits was left by a program that ended; resuming lets it run.
_RESUMABLE = ALLOWED[Verb.RESUME] | {JobState.SUBMITTED}


@dataclass(frozen=True, slots=True)
class StartedRun:
    """A run's jobs, and whether they are all that was asked for."""

    jobs: Sequence[Job]
    are_all: bool

    @property
    def job_ids(self) -> frozenset[str]:
        """Their ids."""
        return frozenset(job.job_id for job in self.jobs)


@dataclass(frozen=True, slots=True)
class UploadRequest:
    """What ``upload`` was asked for; "" and None leave it to the connection and the settings."""

    paths: Sequence[Path]
    bucket: str | None = None
    prefix: str | None = None
    chunk_size: int | None = None
    jobs: int | None = None
    workers: int | None = None
    stage: bool = False
    on_conflict: ConflictPolicy = ConflictPolicy.REFUSE


@dataclass(frozen=True, slots=True)
class Terms:
    """What a request leaves to the connection and the settings; sizes in bytes."""

    profile: Profile
    part_size: int
    max_size: int | None


def terms_of(runtime: Runtime) -> Terms:
    """The terms in this process. Raises BadSettingsError where no connection is configured."""
    environment = runtime.environment
    return Terms(
        runtime.credentials.current_profile(),
        environment.part_size or runtime.saved.settings.part_size,
        environment.max_size,
    )


class UploadStart:
    """Files and folders -> submitted jobs, for one run. ``is_stopped`` ends the scan; read on its thread."""

    def __init__(self, request: UploadRequest, terms: Terms) -> None:
        self.is_stopped = False
        self._request = request
        self._terms = terms
        self._profile = _chosen_profile(request, terms.profile)

    async def begin(self, engine: Engine, reporter: Reporter) -> StartedRun:
        """Scan on a helper thread, submit, and go on with what had been submitted before."""
        try:
            new, refused = await asyncio.to_thread(self._scanned)
        except asyncio.CancelledError:
            self.is_stopped = True
            raise
        answers = await engine.submit(new)
        jobs = [answer for answer in answers if isinstance(answer, Job)]
        refused += [answer for answer in answers if isinstance(answer, Refusal)]
        for refusal in refused:
            reporter.refuse(refusal, self._profile.bucket)
        stopped = [job.job_id for job in jobs if job.state in ALLOWED[Verb.RESUME]]
        if stopped:
            await engine.resume(stopped)
        return StartedRun(jobs, are_all=all(each.is_success for each in refused))

    def _scanned(self) -> tuple[list[NewJob], list[Refusal]]:
        request, terms = self._request, self._terms
        found = scan(request.paths, stop=self)
        new, refused = new_jobs(
            found,
            self._profile,
            part_size=request.chunk_size or terms.part_size,
            max_size=terms.max_size,
            on_conflict=request.on_conflict,
            stage=request.stage,
            part_size_is_chosen=request.chunk_size is not None,
        )
        return new, [*found.skipped, *refused]


def _chosen_profile(request: UploadRequest, profile: Profile) -> Profile:
    bucket = entered(request.bucket or "", "The bucket") or profile.bucket
    if not bucket:
        raise BadSettingsError("No bucket is named. Say --bucket, or set UPLOADER_GUI_BUCKET.")
    prefix = profile.prefix if request.prefix is None else entered(request.prefix, "The prefix")
    return replace(profile, bucket=bucket, prefix=prefix)


async def begin_resuming(
    database: JobDatabase,
    engine: Engine,
    chosen: Sequence[Job] | None,
    *,
    say: Callable[[str], None],
) -> StartedRun:
    """Resume what may be resumed of ``chosen`` (None: of all), and say of the others why not."""
    jobs = await asyncio.to_thread(_asked_to_resume, database, chosen)
    if chosen is None and not jobs:
        say("Nothing to resume: no job is paused, failed or waiting.")
    allowed = [job for job in jobs if job.state in _RESUMABLE]
    for job in jobs:
        if job.state not in _RESUMABLE:
            say(f"{job.file_name}: this job is {job.state} and can't be resumed.")
    if allowed:
        with contextlib.suppress(NotAllowedError):  # the only one waits for its turn here already
            await engine.resume([job.job_id for job in allowed])
    return StartedRun(allowed, are_all=len(allowed) == len(jobs))


def _asked_to_resume(database: JobDatabase, chosen: Sequence[Job] | None) -> list[Job]:
    if chosen is None:
        return [job for state in _RESUMABLE for job in database.jobs(state=state)]
    return [database.get(job_id) for job_id in dict.fromkeys(job.job_id for job in chosen)]
