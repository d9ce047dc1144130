"""The jobs that the window knows, and which of them are shown in which order; no Qt."""

from collections.abc import Iterable, Mapping, Sequence

from uploader_gui.domain.events import JobStatus
from uploader_gui.gui.job_kind import JobKind, kind_of
from uploader_gui.gui.jobs.background_sort import runs


class JobRows:
    """``statuses`` of all known jobs by id; ``shown`` holds the ids of those that have a row, in order.

    Changed by ``JobTableModel`` alone, which tells Qt of it. GUI thread.
    """

    def __init__(self) -> None:
        self.statuses: dict[str, JobStatus] = {}
        self.shown: list[str] = []
        self._kinds: dict[str, JobKind] = {}
        self._row_of: dict[str, int] | None = None

    def status_at(self, row: int) -> JobStatus:
        """The job that row ``row`` shows."""
        return self.statuses[self.shown[row]]

    def statuses_at(self, first: int, last: int) -> list[JobStatus]:
        """The jobs of these neighbouring rows, the last one included."""
        return [self.statuses[job_id] for job_id in self.ids_at(first, last)]

    def kinds_at(self, first: int, last: int) -> set[JobKind]:
        """The kinds of jobs that these neighbouring rows show: of 100,000 within 10 ms."""
        return set(map(self._kinds.__getitem__, self.ids_at(first, last)))

    def ids_at(self, first: int, last: int) -> list[str]:
        """The ids of the jobs of these neighbouring rows, the last one included."""
        return self.shown[first : last + 1]

    def spans_of(self, job_ids: Iterable[str]) -> list[tuple[int, int]]:
        """The rows of those jobs that are shown, as first and last rows of neighbours, in order."""
        wanted = set(job_ids)
        if self.shown and wanted.issuperset(self.shown):
            return [(0, len(self.shown) - 1)]
        return runs(self.rows_of(wanted))

    def rows_of(self, job_ids: Iterable[str]) -> list[int]:
        """The rows of those jobs that are shown, in order."""
        wanted = set(job_ids)
        if len(wanted) > len(self.shown) // 8:  # cheaper than an index that may have to be made first
            return [row for row, job_id in enumerate(self.shown) if job_id in wanted]
        rows = self.row_by_id()
        return sorted(rows[job_id] for job_id in wanted if job_id in rows)

    def row_by_id(self) -> Mapping[str, int]:
        """The row of each job that is shown; made when it is first asked for after rows have moved."""
        if self._row_of is None:
            self._row_of = {job_id: row for row, job_id in enumerate(self.shown)}
        return self._row_of

    def know(self, statuses: Mapping[str, JobStatus]) -> None:
        """Take in jobs as they are now; they get no row by that."""
        self.statuses.update(statuses)
        self._kinds.update((job_id, kind_of(status)) for job_id, status in statuses.items())

    def forget(self, job_id: str) -> JobStatus | None:
        """A job is gone; it has no row any more. Gives what was known of it."""
        self._kinds.pop(job_id, None)
        return self.statuses.pop(job_id, None)

    def insert(self, row: int, job_ids: Sequence[str]) -> None:
        """Give rows to these jobs, before the row ``row``."""
        if row == len(self.shown) and self._row_of is not None:
            self._row_of.update((job_id, row + number) for number, job_id in enumerate(job_ids))
        else:
            self._row_of = None
        self.shown[row:row] = job_ids

    def remove(self, first: int, last: int) -> None:
        """Take away these neighbouring rows, the last one included."""
        del self.shown[first : last + 1]
        self._row_of = None

    def show(self, job_ids: list[str]) -> None:
        """Give rows to these jobs in this order, and to no others."""
        self.shown = job_ids
        self._row_of = None
