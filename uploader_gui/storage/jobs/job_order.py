"""The queue's order, which the user may change."""

import sqlite3
from collections.abc import Collection

from uploader_gui.domain.job import Job, JobState
from uploader_gui.domain.queue_order import MOVABLE, Gap, Move, places_for, rearranged
from uploader_gui.storage.jobs.job_rows import JOBS
from uploader_gui.storage.jobs.statements import SELECT_JOBS


def move_jobs(sqlite: sqlite3.Connection, chosen: Collection[str], move: Move | Gap) -> list[Job]:
    """Move those of these jobs that rest unfinished among all that are unfinished; give all whose place has changed.

    A job that runs is no more moved than one that is done, but its place counts: what was above it stays above.
    """
    rows = sqlite.execute(
        "SELECT job_id, coalesce(position, id), status FROM async_upload_tasks "
        "WHERE status IN ('SUBMITTED', 'UPLOADING', 'PAUSED', 'FAILED') ORDER BY coalesce(position, id), id"
    ).fetchall()
    before: dict[str, int] = {job_id: place for job_id, place, _ in rows}
    movable = {job_id for job_id, _, state in rows if JobState(state) in MOVABLE}
    wanted = set(chosen)
    order = rearranged(list(before), movable, wanted, move)
    if order == list(before):
        return []
    places = places_for(order, before, wanted & movable)
    changed = [(place, job_id) for job_id, place in places.items() if before[job_id] != place]
    sqlite.executemany("UPDATE async_upload_tasks SET position = ? WHERE job_id = ?", changed)
    found = [sqlite.execute(f"{SELECT_JOBS} WHERE job_id = ?", (job_id,)).fetchone() for _, job_id in changed]
    return [JOBS.load(row) for row in found]
