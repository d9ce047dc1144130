"""Staged copies that no job owns: what a crash left of forms that were arriving, and of jobs that are gone."""

import logging
import re
import shutil
from pathlib import Path

from uploader_gui.runtime.runtime import Runtime
from uploader_gui.source.received_copy import ARRIVALS, interrupted_arrivals
from uploader_gui.source.staged_copy import delete_staged

log = logging.getLogger(__name__)

# A staged copy is named for the job that it belongs to.
_COPY = re.compile(r"([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})-.+", re.DOTALL)
_RECOVERED = "recovered-"


def orphaned_copies(runtime: Runtime) -> list[Path]:
    """Staged copies whose job is gone, in a staging directory inside the state directory. Blocking.

    One that was chosen elsewhere may be shared with another state directory, whose jobs we can't ask for.
    While a form arrives its half copy looks orphaned: ask before requests are taken.
    """
    staging_dir = runtime.staging_dir
    if not staging_dir.is_dir() or not staging_dir.is_relative_to(runtime.state_dir):
        return []
    named = {path: _COPY.fullmatch(path.name) for path in sorted(staging_dir.iterdir())}
    ids = {path: match[1] for path, match in named.items() if match}
    owners = _owners(runtime, set(ids.values()))
    return [
        path
        for path, job_id in ids.items()
        if job_id not in owners and path.is_file() and not path.is_symlink()
    ]


def remove_orphaned_copies(runtime: Runtime) -> None:
    """Delete them, and what was arriving when the last holder died. Blocking; before requests are taken.

    After the list of jobs had to be repaired a whole copy without a job may be the only one there is: it is
    then kept for the user, under a name that is never cleaned up.
    """
    _drop_arrivals(runtime)
    for path in orphaned_copies(runtime):
        try:
            if runtime.notice:
                path.rename(path.with_name(_RECOVERED + path.name))
                log.warning("%s has no job in the repaired list; it is kept.", path)
            else:
                path.unlink(missing_ok=True)
                log.info("%s had no job and was deleted.", path)
        except OSError as error:
            log.warning("%s has no job and can't be removed (%s).", path, error.strerror)


def _drop_arrivals(runtime: Runtime) -> None:
    notes_dir = runtime.state_dir / ARRIVALS
    try:
        arrivals = interrupted_arrivals(notes_dir)
        owners = _owners(runtime, set(arrivals))
        for job_id, path in arrivals.items():
            if job_id in owners or delete_staged(path, path.parent):
                (notes_dir / job_id).unlink(missing_ok=True)
    except OSError as error:
        log.warning("What was arriving can't be cleaned up (%s).", error.strerror)


def _owners(runtime: Runtime, job_ids: set[str]) -> set[str]:
    return {job.job_id for job in runtime.jobs.some(job_ids)} if job_ids else set()


def staging_space(staging_dir: Path) -> tuple[int, int]:
    """Bytes that staged copies take, and bytes free on their disk. Blocking."""
    used = 0
    if staging_dir.is_dir():
        for path in staging_dir.iterdir():
            try:
                used += path.stat().st_size if path.is_file() else 0
            except FileNotFoundError:
                continue  # deleted between the two looks
    existing = next(each for each in (staging_dir, *staging_dir.parents) if each.exists())
    return used, shutil.disk_usage(existing).free
