"""Where rows can be moved to: packages and files that stand outside of them among these, files of a package inside it."""

from collections.abc import Collection, Iterable, Iterator

from uploader_gui.domain.job import Job
from uploader_gui.domain.queue_order import MOVABLE, Gap, Move
from uploader_gui.gui.jobs.rows.table_rows import JobRows


def may_move(rows: JobRows, row: int) -> bool:
    """Say whether the job of a row, or one of its package, can be moved."""
    package = rows.package_at(row)
    if package is None:
        return rows.status_at(row).job.state in MOVABLE
    return any(kind.state in MOVABLE for kind in package.kinds)


def package_around(rows: JobRows, ids: Iterable[str]) -> str:
    """The package inside which all of these rows stand; "" if there is no such one."""
    around = {rows.parents.get(one, "") for one in ids}
    return around.pop() if len(around) == 1 else ""


def gap_at(rows: JobRows, edge: int, package_id: str) -> Gap | None:
    """The gap between the rows ``edge - 1`` and ``edge`` for what stands inside ``package_id``, or ("") outside of all
    packages; None where nothing of it can be moved to.
    """
    row_above = edge - 1
    if row_above >= 0 and not package_id and (around := rows.package_above(row_above)):
        row_above = rows.row_by_id()[around]
    if not package_id and edge < len(rows.shown) and rows.package_above(edge):
        return None
    for row, is_behind in ((edge, False), (row_above, True)):
        if 0 <= row < len(rows.shown) and rows.package_above(row) == package_id and may_move(rows, row):
            return _gap_beside(rows, row, is_behind=is_behind)
    return None


def gap_beside(rows: JobRows, spans: Collection[tuple[int, int]], move: Move) -> Gap | None:
    """The next place up or down for the rows of ``spans`` among the rows beside them; None at their end."""
    if not spans:
        return None
    ordered = sorted(spans)
    package_id = package_around(rows, (one for span in ordered for one in rows.ids_at(*span)))
    is_down = move is Move.DOWN
    way = range(ordered[-1][1] + 1, len(rows.shown)) if is_down else range(ordered[0][0] - 1, -1, -1)
    beside = (row for row in way if rows.package_above(row) == package_id and may_move(rows, row))
    row = next(beside, None)
    return None if row is None else _gap_beside(rows, row, is_behind=is_down)


def _gap_beside(rows: JobRows, row: int, *, is_behind: bool) -> Gap:
    """Before what is first in the queue of what a row stands for and can be moved, or behind what is last."""
    package = rows.package_at(row)
    if package is None:
        return Gap(rows.shown[row], is_behind)
    choose = max if is_behind else min
    return Gap(choose(_movable(rows, package.members), key=lambda job: job.position).job_id, is_behind)


def _movable(rows: JobRows, job_ids: Iterable[str]) -> Iterator[Job]:
    jobs = (rows.statuses[one].job for one in job_ids)
    return (job for job in jobs if job.state in MOVABLE)
