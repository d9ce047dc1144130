"""Pausing, limiting, postponing and removing jobs of this engine by their ids."""

import asyncio
from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from typing import Protocol

from uploader_gui.domain.events import Activity
from uploader_gui.domain.job import ALLOWED, Job, JobState, Verb
from uploader_gui.domain.packages.package import Package
from uploader_gui.headless.output.words import size_words
from uploader_gui.headless.runs.exit_codes import EXIT_DONE, EXIT_FAILED
from uploader_gui.runtime.runtime import Runtime
from uploader_gui.storage.jobs.job_database import JobDatabase


class Say(Protocol):
    """Where a command's words go: results, and what is worth a notice."""

    def line(self, text: str) -> None:
        """A line of results."""

    def notice(self, text: str) -> None:
        """A sentence beside them."""


async def pause_jobs(
    runtime: Runtime, chosen: Sequence[Job] | None, say: Say, *, after_parts: bool = False
) -> int:
    """Pause these jobs, or all that wait or run (None), on a started engine; returns the exit code.

    ``after_parts``: parts that are on their way are sent to their end first, which is not waited for here.
    """
    engine = runtime.engine
    paused, rest = await asyncio.to_thread(_asked_to_pause, runtime.jobs, engine.interrupted, chosen)
    allowed = [job for job in rest if job.state in ALLOWED[Verb.PAUSE]]
    ids = [job.job_id for job in allowed]
    statuses = await engine.pause(ids, after_parts=after_parts) if ids else []
    pausing = {one.job.job_id for one in statuses if one.activity is Activity.PAUSING}
    for job in [*paused, *allowed]:
        is_pausing = job.job_id in pausing
        say.line(f"{job.file_name}: {'pausing after the parts on their way' if is_pausing else 'paused'}.")
    for job in rest:
        if job not in allowed:
            say.notice(f"{job.file_name}: this job is {job.state} and can't be paused.")
    if chosen is None and not paused and not allowed:
        say.notice("Nothing to pause: no job is waiting.")
    return EXIT_DONE if len(allowed) == len(rest) else EXIT_FAILED


async def limit_jobs(
    runtime: Runtime, chosen: Sequence[Job] | None, say: Say, bytes_per_second: int | None
) -> int:
    """Let these jobs, or all that are not completed (None), send so much at most, on a started engine; the exit code."""
    ids = None if chosen is None else [job.job_id for job in chosen]
    limited = {status.job.job_id: status.job for status in await runtime.engine.limit(ids, bytes_per_second)}
    words = "no limit of its own" if bytes_per_second is None else f"at most {size_words(bytes_per_second)}/s"
    for job in limited.values():
        say.line(f"{job.file_name}: {words}.")
    rest = [job for job in chosen or () if job.job_id not in limited]
    for job in rest:
        say.notice(f"{job.file_name}: this job is {job.state}; nothing of it is left to be sent more slowly.")
    if chosen is None and not limited:
        say.notice("Nothing to limit: every job is completed.")
    return EXIT_FAILED if rest else EXIT_DONE


async def limit_together(runtime: Runtime, package: Package, say: Say, bytes_per_second: int | None) -> int:
    """Let all jobs of a package together send so much at most, on a started engine; returns the exit code."""
    await runtime.engine.limit_package(package.package_id, bytes_per_second)
    words = (
        "no limit of its own"
        if bytes_per_second is None
        else f"at most {size_words(bytes_per_second)}/s, all its files together"
    )
    say.line(f"{package.name}: {words}.")
    return EXIT_DONE


async def start_jobs_at(
    runtime: Runtime, chosen: Sequence[Job] | None, say: Say, when: datetime | None
) -> int:
    """Let these jobs, or all that do not run yet (None), start at ``when``, on a started engine; returns the exit code.

    ``when`` None: as soon as they can.
    """
    if chosen is None:
        jobs = await asyncio.to_thread(_in_states, runtime.jobs, ALLOWED[Verb.START_AT])
    else:
        jobs = list(chosen)
    statuses = await runtime.engine.start_at([job.job_id for job in jobs], when) if jobs else []
    is_later = when is not None and when > datetime.now(UTC)
    words = f"starts at {when:%Y-%m-%d %H:%M}" if is_later else "starts as soon as it can"
    for status in statuses:
        say.line(f"{status.job.file_name}: {words}.")
    started = {status.job.job_id for status in statuses}
    rest = [job for job in jobs if job.job_id not in started]
    for job in rest:
        say.notice(f"{job.file_name}: this job is {job.state}; when it starts can't be chosen any more.")
    if not jobs:
        say.notice("Nothing to start: every job runs or is completed.")
    return EXIT_FAILED if rest else EXIT_DONE


async def remove_jobs(runtime: Runtime, chosen: Sequence[Job] | None, say: Say) -> int:
    """Remove these jobs on a started engine; returns the exit code."""
    jobs = chosen or ()
    await runtime.engine.remove([job.job_id for job in jobs])
    left_open = {upload.upload_id for upload in await asyncio.to_thread(runtime.jobs.abandoned)}
    for job in jobs:
        say.line(f"{job.file_name}: removed.")
        if job.upload_id and job.upload_id in left_open:
            say.notice(
                f"{job.file_name}: the store could not be asked to drop the parts. That is done at the next "
                "chance, or by `uploader-gui cleanup --uploads --yes`."
            )
    return EXIT_DONE


def _asked_to_pause(
    database: JobDatabase, interrupted: Sequence[Job], chosen: Sequence[Job] | None
) -> tuple[list[Job], list[Job]]:
    """Those that are paused already since their program ended and this one began, and the others."""
    paused = [job for job in interrupted if chosen is None or job.job_id in _ids(chosen)]
    paused = [job for job in paused if database.get(job.job_id).state is JobState.PAUSED]
    if chosen is None:
        return paused, _in_states(database, ALLOWED[Verb.PAUSE])
    return paused, [job for job in database.some(_ids(chosen)) if job.job_id not in _ids(paused)]


def _in_states(database: JobDatabase, states: Collection[JobState]) -> list[Job]:
    return [job for state in sorted(states) for job in database.jobs(state=state)]


def found(database: JobDatabase, job_ids: Sequence[str] | None) -> list[Job] | None:
    """The jobs that are named, each once; None for all. Raises UploaderError for one that is not there."""
    if job_ids is None:
        return None
    jobs = [database.find(job_id) for job_id in job_ids]
    return list({job.job_id: job for job in jobs}.values())


def _ids(jobs: Sequence[Job]) -> set[str]:
    return {job.job_id for job in jobs}
