"""The command ``cleanup``: old jobs, staged copies and open uploads that nobody owns; shown, and removed on --yes."""

import re
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from uploader_gui.domain.errors import BadSettingsError, UploaderError
from uploader_gui.domain.job import AbandonedUpload, Job, JobState
from uploader_gui.headless.commands.holding import holding
from uploader_gui.headless.output.lines import notice, print_cells
from uploader_gui.headless.output.words import counted, size_words
from uploader_gui.headless.runs.exit_codes import EXIT_DONE, EXIT_FAILED, printed_exit_code
from uploader_gui.headless.runs.orphaned_copies import orphaned_copies
from uploader_gui.runtime.engine_loop import run as run_engine
from uploader_gui.runtime.runtime import Runtime
from uploader_gui.s3.client_cache import ClientCache
from uploader_gui.transfer.job.abandoned_upload import abort_abandoned

_AGE = re.compile(r"(\d{1,6})([mhdw])")
_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


@dataclass(frozen=True, slots=True)
class CleanupRequest:
    """What ``cleanup`` was asked for. ``older_than`` is an age such as ``30d``; ``yes`` means do it."""

    older_than: str = "30d"
    status: JobState = JobState.COMPLETED
    uploads: bool = False
    yes: bool = False


@dataclass(frozen=True, slots=True)
class _Found:
    jobs: Sequence[Job]
    copies: Sequence[Path]
    uploads: Sequence[AbandonedUpload]


def cleanup(environ: Mapping[str, str], request: CleanupRequest) -> int:
    """Show what can go, or remove it; returns the exit code. Raises UploaderError in words."""
    before = datetime.now(UTC) - age_of(request.older_than)
    if request.status is JobState.UPLOADING:
        raise BadSettingsError("Jobs that are uploading are never cleaned up. Pause or remove them instead.")
    with holding(environ, "cleanup") as runtime:
        found = _Found(
            [
                job
                for job in runtime.jobs.jobs(state=request.status)
                if (job.end_time or job.updated_at) < before
            ],
            orphaned_copies(runtime),
            runtime.jobs.abandoned() if request.uploads else [],
        )
        _show(found)
        if request.yes:
            return _remove(runtime, found)
    if found.jobs or found.copies or found.uploads:
        notice("Nothing was removed. Say --yes to remove what is listed.")
    return printed_exit_code()


def age_of(text: str) -> timedelta:
    """``90m``, ``12h``, ``30d`` or ``4w`` as a duration. Raises BadSettingsError for anything else."""
    match = _AGE.fullmatch(text.strip().lower())
    if match is None:
        raise BadSettingsError(f"'{text}' is no age. Write it like 12h, 30d or 4w.")
    return timedelta(**{_UNITS[match[2]]: int(match[1])})


def _show(found: _Found) -> None:
    for job in found.jobs:
        ended = (job.end_time or job.updated_at).date()
        print_cells(("job", job.job_id, job.state, str(ended), job.file_name))
    for path in found.copies:
        print_cells(("staged copy", str(path), size_words(path.stat().st_size)))
    for upload in found.uploads:
        to = upload.destination
        place = f"{to.bucket}/{to.object_key}"
        print_cells(("open upload", to.endpoint, place, upload.upload_id or "(id not known)"))
    counts = [
        counted(len(found.jobs), "old job", "old jobs"),
        counted(len(found.copies), "staged copy without a job", "staged copies without a job"),
        counted(len(found.uploads), "open upload without a job", "open uploads without a job"),
    ]
    notice(f"Found {', '.join(counts)}.")


def _remove(runtime: Runtime, found: _Found) -> int:
    aborted = [_abort(runtime, upload) for upload in found.uploads]
    deleted = [_delete(path) for path in found.copies]
    if found.jobs:
        run_engine(_remove_jobs(runtime, [job.job_id for job in found.jobs]))
    return EXIT_DONE if all(aborted) and all(deleted) else EXIT_FAILED


def _abort(runtime: Runtime, upload: AbandonedUpload) -> bool:
    """Abort by the id that was recorded, and no other upload."""
    with closing(
        ClientCache(runtime.credentials.connect, runtime.jobs.endpoint_was_reached, runtime.engine.traits)
    ) as destinations:
        try:
            abort_abandoned(runtime.jobs, destinations, upload)
        except UploaderError as error:
            notice(
                f"{upload.destination.object_key}: this upload stays on the list for the next time. {error.message}"
            )
            return False
    return True


def _delete(path: Path) -> bool:
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        notice(f"{path}: can't be deleted ({error.strerror}).")
        return False
    return True


async def _remove_jobs(runtime: Runtime, job_ids: Sequence[str]) -> None:
    await runtime.engine.start(runs_waiting=False)
    try:
        await runtime.engine.remove(job_ids)
    finally:
        await runtime.engine.stop()
