"""JobOrder: what waits in which order, and what is history."""

import sqlite3
from collections.abc import Collection

from uploader_gui.domain.job import Job
from uploader_gui.domain.queue_order import Move, rearranged
from uploader_gui.storage.jobs.job_reader import JobReader
from uploader_gui.storage.jobs.job_rows import JOBS
from uploader_gui.storage.jobs.statements import SELECT_JOBS

_AFTER_ALL = 2**63 - 1


class JobOrder(JobReader):
    """The queue's order, which the user may change. Blocking; any thread. Raises BadSettingsError in words."""

    def unfinished(self) -> list[Job]:
        """All jobs that are not COMPLETED, in the order of the queue."""
        with self._database.reading() as connection:
            rows = connection.execute(
                f"{SELECT_JOBS} WHERE status IN ('SUBMITTED', 'UPLOADING', 'PAUSED', 'FAILED') "
                "ORDER BY coalesce(position, id), id"
            )
            return [JOBS.load(row) for row in rows]

    def history(self, before: int | None, limit: int) -> tuple[list[Job], int | None]:
        """At most ``limit`` COMPLETED jobs, newest first, and where the next page begins.

        ``before`` is what the page before gave (None: the newest). Unlike a job's id it stays good when jobs go.
        """
        with self._database.reading() as connection:
            rows = connection.execute(
                f"{SELECT_JOBS} WHERE status = 'COMPLETED' AND id < ? ORDER BY id DESC LIMIT ?",
                (_AFTER_ALL if before is None else before, limit),
            ).fetchall()
        return [JOBS.load(row) for row in rows], rows[-1]["id"] if len(rows) == limit else None

    def move(self, job_ids: Collection[str], move: Move) -> list[Job]:
        """Move those of these jobs that rest unfinished among all such; gives all whose place has changed."""
        chosen = set(job_ids)

        def arrange(connection: sqlite3.Connection) -> list[Job]:
            rows = connection.execute(
                "SELECT job_id, coalesce(position, id) FROM async_upload_tasks "
                "WHERE status IN ('SUBMITTED', 'PAUSED', 'FAILED') ORDER BY coalesce(position, id), id"
            ).fetchall()
            before: dict[str, int] = dict(rows)
            order = rearranged(list(before), chosen, move)
            places = _places_on_top(before, chosen) if move is Move.TOP else _places(order, before)
            changed = [(place, job_id) for job_id, place in places.items() if before[job_id] != place]
            connection.executemany("UPDATE async_upload_tasks SET position = ? WHERE job_id = ?", changed)
            found = [
                connection.execute(f"{SELECT_JOBS} WHERE job_id = ?", (job_id,)).fetchone()
                for _, job_id in changed
            ]
            return [JOBS.load(row) for row in found]

        return self._database.write(arrange)


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
