"""What orders the rows of jobs and packages, and which of them stand in a wrong place; no Qt."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from math import inf

from uploader_gui.domain.events import JobStatus
from uploader_gui.gui.jobs import job_columns
from uploader_gui.gui.jobs.job_columns import Column, SortKey
from uploader_gui.gui.jobs.packages import package_columns
from uploader_gui.gui.jobs.packages.package_totals import PackageTotals
from uploader_gui.gui.jobs.rows.background_sort import out_of_order, places_for, runs
from uploader_gui.gui.jobs.rows.table_rows import JobRows

Item = JobStatus | PackageTotals


class RowOrder:
    """By the queue, or by the column that the user clicked; packages by their own values. GUI thread."""

    def __init__(self, rows: JobRows) -> None:
        self._rows = rows
        self.column = Column.QUEUE
        self.is_descending = False

    @property
    def is_steady(self) -> bool:
        """What is new can be sorted in without moving any other row."""
        return self.column in job_columns.STEADY

    @property
    def is_of_queue(self) -> bool:
        """The rows stand as the jobs wait."""
        return self.column is Column.QUEUE and not self.is_descending

    def key(self) -> Callable[[Item], SortKey]:
        """What a job or package is ordered by."""
        column, key_of_job = self.column, job_columns.sort_key(self.column)

        def key_of(item: Item) -> SortKey:
            if isinstance(item, PackageTotals):
                return package_columns.sort_key(item, column)
            return key_of_job(item)

        return key_of

    def sorted(self, statuses: Iterable[JobStatus]) -> list[str]:
        """The ids of these in order."""
        return [
            status.job.job_id
            for status in sorted(statuses, key=job_columns.sort_key(self.column), reverse=self.is_descending)
        ]

    def places_for(self, fresh: Sequence[str], order: Sequence[str]) -> list[tuple[int, list[str]]]:
        """Where the ids ``fresh`` belong in ``order``: groups of neighbours, each with the place before which it comes."""
        rows, key = self._rows, self.key()

        def key_of(one: str) -> SortKey:
            return key(rows.statuses.get(one) or rows.packages.totals[one])

        return places_for(fresh, order, key_of, is_descending=self.is_descending)

    def changing_keys(self, ids: Iterable[str]) -> dict[str, SortKey]:
        """What those of these that are known are ordered by, where that may change by itself: what is sorted by another
        column stays in its place.
        """
        if not self.is_steady:
            return {}
        key = self.key()
        items = ((one, self._rows.item(one)) for one in ids)
        return {
            one: key(item)
            for one, item in items
            if item is not None and (self.column is Column.QUEUE or isinstance(item, PackageTotals))
        }

    def misplaced(self, before: Mapping[str, SortKey], staying: Collection[str]) -> set[str]:
        """Those of the rows ``staying`` that have to go elsewhere, for their key is another one than ``before``.

        One that is moved past thousands gives each of them another place in the queue, and none another neighbour.
        """
        now = self.changing_keys(before.keys() & staying)
        changed = {one for one, key in now.items() if key != before[one]}
        if not self.is_of_queue:
            return changed
        parents = self._rows.parents
        inner = {one for one in changed if one in parents}
        leaving = self._out_of_order(self._rows.outer, changed - inner)
        for package_id in {parents[one] for one in inner}:
            leaving |= self._out_of_order(self._rows.inside(package_id)[1], inner)
        return leaving

    def _out_of_order(self, order: Sequence[str], changed: Collection[str]) -> set[str]:
        """The fewest of those ``changed`` without which ``order`` is right again."""
        if not changed:
            return set()
        if order is self._rows.shown:
            spans = self._rows.spans_of(changed)
        else:
            spans = runs([place for place, one in enumerate(order) if one in changed])
        leaving: set[str] = set()
        for first, last in spans:
            ids = order[first : last + 1]
            above = self._place(order[first - 1]) if first else -inf
            below = inf if last + 1 == len(order) else self._place(order[last + 1])
            places = [self._place(one) for one in ids]
            leaving.update(ids[number] for number in out_of_order(places, above=above, below=below))
        return leaving

    def _place(self, one: str) -> int:
        """The place in the queue of a job or a package."""
        status = self._rows.statuses.get(one)
        return self._rows.packages.totals[one].place if status is None else job_columns.place(status)
