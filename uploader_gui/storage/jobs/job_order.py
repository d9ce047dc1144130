"""The queue's order, which the user may change."""

import sqlite3
from collections.abc import Collection

from uploader_gui.domain.job import Job
from uploader_gui.domain.queue_order import Move, rearranged
from uploader_gui.storage.jobs.job_rows import JOBS
from uploader_gui.storage.jobs.statements import SELECT_JOBS


def move_jobs(sqlite: sqlite3.Connection, chosen: Collection[str], move: Move) -> list[Job]:
    """Move those of these jobs that rest unfinished among all such; give all whose place has changed."""
    rows = sqlite.execute(
        "SELECT job_id, coalesce(position, id) FROM async_upload_tasks "
        "WHERE status IN ('SUBMITTED', 'PAUSED', 'FAILED') ORDER BY coalesce(position, id), id"
    ).fetchall()
    before: dict[str, int] = dict(rows)
    moved = set(chosen)
    order = rearranged(list(before), moved, move)
    places = _places_on_top(before, moved) if move is Move.TOP else _places(order, before)
    changed = [(place, job_id) for job_id, place in places.items() if before[job_id] != place]
    sqlite.executemany("UPDATE async_upload_tasks SET position = ? WHERE job_id = ?", changed)
    found = [sqlite.execute(f"{SELECT_JOBS} WHERE job_id = ?", (job_id,)).fetchone() for _, job_id in changed]
    return [JOBS.load(row) for row in found]


def _places(order: list[str], before: dict[str, int]) -> dict[str, int]:
    """The places there were, given out anew in this order; no place twice."""
    places: dict[str, int] = {}
    last = min(before.values(), default=0) - 1
    for job_id, place in zip(order, before.values(), strict=True):
        last = places[job_id] = max(place, last + 1)
    return places


def _places_on_top(before: dict[str, int], chosen: set[str]) -> dict[str, int]:
    """Places before the first one, so that nobody else has to move."""
    moved = [job_id for job_id in before if job_id in chosen]
    first = min(before.values(), default=0) - len(moved)
    if list(before)[: len(moved)] == moved:
        return {}
    return {job_id: first + number for number, job_id in enumerate(moved)}
