"""The command ``cleanup``: old jobs, and copies, open uploads and kept parts that nobody owns; removed on --yes."""

import re
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from uploader_gui.domain.errors import BadSettingsError, UploaderError
from uploader_gui.domain.job import AbandonedUpload, Job, JobState
from uploader_gui.domain.messages import MessageCode, message
from uploader_gui.domain.store.found_progress import RECENTLY
from uploader_gui.headless.commands.holding import holding
from uploader_gui.headless.output.lines import notice, print_cells
from uploader_gui.headless.output.words import counted, duration_words, size_words
from uploader_gui.headless.runs.exit_codes import EXIT_DONE, EXIT_FAILED, printed_exit_code
from uploader_gui.headless.runs.orphaned_copies import orphaned_copies
from uploader_gui.headless.runs.orphaned_parts import OrphanedParts, orphaned_parts
from uploader_gui.runtime.engine_loop import run as run_engine
from uploader_gui.runtime.runtime import Runtime
from uploader_gui.s3.client_cache import ClientCache
from uploader_gui.transfer.job.abandoned_upload import abort_abandoned
from uploader_gui.transfer.job.kept_parts.abandoned_parts import delete_abandoned_parts

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
    parts: Sequence[OrphanedParts]


def cleanup(environ: Mapping[str, str], request: CleanupRequest) -> int:
    """Show what can go, or remove it; returns the exit code. Raises UploaderError in words."""
    before = datetime.now(UTC) - age_of(request.older_than)
    if request.status is JobState.UPLOADING:
        raise BadSettingsError(message(MessageCode.CLEANUP_OF_RUNNING))
    with holding(environ, "cleanup") as runtime, closing(_destinations(runtime)) as destinations:
        found = _Found(
            [
                job
                for job in runtime.jobs.jobs(state=request.status)
                if (job.end_time or job.updated_at) < before
            ],
            orphaned_copies(runtime),
            runtime.jobs.abandoned() if request.uploads else [],
            _kept_parts(runtime, destinations) if request.uploads else [],
        )
        _show(found)
        if request.yes:
            return _remove(runtime, destinations, found, spared=min(age_of(request.older_than), RECENTLY))
    if found.jobs or found.copies or found.uploads or found.parts:
        notice("Nothing was removed. Say --yes to remove what is listed.")
    return printed_exit_code()


def age_of(text: str) -> timedelta:
    """``90m``, ``12h``, ``30d`` or ``4w`` as a duration. Raises BadSettingsError for anything else."""
    match = _AGE.fullmatch(text.strip().lower())
    if match is None:
        raise BadSettingsError(message(MessageCode.AGE_UNFIT, text=text))
    return timedelta(**{_UNITS[match[2]]: int(match[1])})


def _destinations(runtime: Runtime) -> ClientCache:
    return ClientCache(runtime.credentials.connect, runtime.jobs.endpoint_was_reached, runtime.engine.traits)


def _kept_parts(runtime: Runtime, destinations: ClientCache) -> Sequence[OrphanedParts]:
    look = orphaned_parts(runtime, destinations)
    for place, error in look.untold:
        notice(f"{place}: what is kept there can't be told. {error.message}")
    return look.found


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
    for kept in found.parts:
        print_cells(_kept_cells(kept))
    counts = [
        counted(len(found.jobs), "old job", "old jobs"),
        counted(len(found.copies), "staged copy without a job", "staged copies without a job"),
        counted(len(found.uploads), "open upload without a job", "open uploads without a job"),
        counted(
            len(found.parts), "folder of kept parts without a job", "folders of kept parts without a job"
        ),
    ]
    notice(f"Found {', '.join(counts)}.")
    if foreign := sum(not kept.is_recorded for kept in found.parts):
        folders = counted(foreign, "folder", "folders")
        notice(
            f"{folders} of kept parts may belong to another computer, which would have to send them again."
        )


def _kept_cells(kept: OrphanedParts) -> Sequence[str]:
    place, written_at = kept.parts.kept, kept.written_at
    age = (
        ""
        if written_at is None
        else duration_words(max(0.0, (datetime.now(UTC) - written_at).total_seconds()))
    )
    return (
        "kept parts",
        kept.parts.destination.endpoint,
        f"{place.bucket}/{place.prefix}",
        "(size not known)" if kept.size is None else size_words(kept.size),
        f"written {age} ago" if age else "(age not known)",
        "of a job that is gone" if kept.is_recorded else "perhaps another computer's",
        kept.file_name,
    )


def _remove(runtime: Runtime, destinations: ClientCache, found: _Found, *, spared: timedelta) -> int:
    """``spared``: kept parts that may be another computer's and were written within that time stay."""
    aborted = [_abort(runtime, destinations, upload) for upload in found.uploads]
    kept = [_delete_kept(runtime, destinations, one, spared) for one in found.parts]
    deleted = [_delete(path) for path in found.copies]
    if found.jobs:
        run_engine(_remove_jobs(runtime, [job.job_id for job in found.jobs]))
    return EXIT_DONE if all(aborted) and all(kept) and all(deleted) else EXIT_FAILED


def _abort(runtime: Runtime, destinations: ClientCache, upload: AbandonedUpload) -> bool:
    """Abort by the id that was recorded, and no other upload."""
    try:
        abort_abandoned(runtime.jobs, destinations, upload)
    except UploaderError as error:
        key = upload.destination.object_key
        notice(f"{key}: this upload stays on the list for the next time. {error.message}")
        return False
    return True


def _delete_kept(runtime: Runtime, destinations: ClientCache, kept: OrphanedParts, spared: timedelta) -> bool:
    place = f"{kept.parts.kept.bucket}/{kept.parts.kept.prefix}"
    if not kept.is_recorded and kept.was_written_within(spared):
        notice(f"{place} stays: it was written a short time ago. `--older-than 0m` deletes it all the same.")
        return True
    try:
        delete_abandoned_parts(runtime.jobs, destinations, kept.parts)
    except UploaderError as error:
        notice(f"{place}: these kept parts stay for the next time. {error.message}")
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
