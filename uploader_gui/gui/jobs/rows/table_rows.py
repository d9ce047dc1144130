"""The jobs that the window knows, and which of them are shown in which order; no Qt."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from uploader_gui.domain.events import JobStatus
from uploader_gui.domain.job import JobState
from uploader_gui.gui.job_kind import JobKind, kind_of
from uploader_gui.gui.jobs.job_columns import is_in_queue
from uploader_gui.gui.jobs.packages.package_totals import Packages, PackageTotals
from uploader_gui.gui.jobs.rows.background_sort import runs


class JobRows:
    """``statuses`` of all known jobs by id; ``shown`` holds the ids of what has a row, in order: jobs, and packages, behind
    each of which its files stand while it is open. ``parents``: the package of each job that is shown so.

    Changed by ``JobTableModel`` alone, which tells Qt of it. GUI thread.
    """

    def __init__(self) -> None:
        self.statuses: dict[str, JobStatus] = {}
        self.packages = Packages()
        self.shown: list[str] = []
        self.parents: dict[str, str] = {}
        self._kinds: dict[str, JobKind] = {}
        self._row_of: dict[str, int] | None = None
        self._outer: list[str] | None = None
        self._waiting: dict[str, int] = {}
        self._turns: list[int] | None = None
        self._has_new_turns = False

    def take_new_turns(self) -> bool:
        """Say whether the places of those that wait have changed since this was asked last."""
        has_new, self._has_new_turns = self._has_new_turns, False
        return has_new

    def turn_of(self, job_id: str) -> int | None:
        """The place of a job among those that wait, from 1; None for one that does not wait.

        The order is made when it is first asked for after it has changed: of 10,000 that wait in 1 ms.
        """
        position = self._waiting.get(job_id)
        if position is None:
            return None
        if self._turns is None:
            self._turns = sorted(self._waiting.values())
        return bisect_left(self._turns, position) + 1

    def status_at(self, row: int) -> JobStatus:
        """The job that row ``row`` shows, which is no package's."""
        return self.statuses[self.shown[row]]

    def item(self, one: str) -> JobStatus | PackageTotals | None:
        """The job of this id, or the package if it has several files; None if there is neither."""
        return self.statuses.get(one) or self.packages.heads.get(one)

    def package_at(self, row: int) -> PackageTotals | None:
        """The package that row ``row`` shows; None for a job's."""
        return self.packages.totals.get(self.shown[row])

    def package_above(self, row: int) -> str:
        """The package inside which row ``row`` stands; "" for none."""
        return self.parents.get(self.shown[row], "")

    def name_at(self, row: int) -> str:
        """The name of the file or package that row ``row`` shows."""
        package = self.package_at(row)
        return self.status_at(row).job.file_name if package is None else package.name

    def is_over(self, one: str) -> bool:
        """Say whether the job, or all of the package, is completed, or is not known."""
        totals = self.packages.totals.get(one)
        kinds = [self._kinds.get(one)] if totals is None else totals.kinds
        return all(kind is None or kind.state is JobState.COMPLETED for kind in kinds)

    def kind_of(self, job_id: str) -> JobKind | None:
        """The kind of a job, shown or not; None for one that is not known."""
        return self._kinds.get(job_id)

    def kinds(self) -> Iterable[tuple[str, JobKind]]:
        """All known jobs by id, oldest known first, each with its kind."""
        return self._kinds.items()

    def jobs_of(self, ids: Iterable[str]) -> list[str]:
        """The jobs that these rows stand for: a package's row for all its files. Each once, in order."""
        heads = self.packages.heads
        found: dict[str, None] = {}
        for one in ids:
            if one in heads:
                found.update(dict.fromkeys(heads[one].members))
            elif one in self.statuses:
                found[one] = None
        return list(found)

    def kinds_of(self, ids: Collection[str]) -> Counter[JobKind]:
        """How many jobs of each kind these rows stand for: of 100,000 within 20 ms."""
        heads = self.packages.heads.keys() & set(ids) if self.packages.heads else set[str]()
        kinds = Counter(
            self._kinds[one] for one in ids if one in self._kinds and self.parents.get(one) not in heads
        )
        for one in heads:
            kinds.update(self.packages.heads[one].kinds)
        return kinds

    def ids_at(self, first: int, last: int) -> list[str]:
        """The ids of what these neighbouring rows show, the last one included."""
        return self.shown[first : last + 1]

    def spans_of(self, ids: Iterable[str]) -> list[tuple[int, int]]:
        """The rows of what of these is shown, as first and last rows of neighbours, in order."""
        wanted = set(ids)
        if self.shown and wanted.issuperset(self.shown):
            return [(0, len(self.shown) - 1)]
        return runs(self.rows_of(wanted))

    def rows_of(self, ids: Iterable[str]) -> list[int]:
        """The rows of what of these is shown, in order."""
        wanted = set(ids)
        if len(wanted) > len(self.shown) // 8:  # cheaper than an index that may have to be made first
            return [row for row, one in enumerate(self.shown) if one in wanted]
        rows = self.row_by_id()
        return sorted(rows[one] for one in wanted if one in rows)

    def row_by_id(self) -> Mapping[str, int]:
        """The row of all that is shown; made when it is first asked for after rows have moved."""
        if self._row_of is None:
            self._row_of = {one: row for row, one in enumerate(self.shown)}
        return self._row_of

    def standing_for(self, ids: Iterable[str]) -> set[str]:
        """What stands for these in the rows: of a job inside a closed package the package, of a package that has no row
        any more its files.
        """
        packages = self.packages
        if not packages.totals:
            return set(ids)
        found: set[str] = set()
        for one in ids:
            status = self.statuses.get(one)
            if status is None:
                totals = packages.totals.get(one)
                found.update([one] if totals is None or one in packages.heads else totals.members)
            else:
                is_hidden = status.job.package_id in packages.heads and one not in self.parents
                found.add(status.job.package_id if is_hidden else one)
        return found

    @property
    def outer(self) -> Sequence[str]:
        """What is shown, without what stands inside packages."""
        if not self.parents:
            return self.shown
        if self._outer is None:
            self._outer = [one for one in self.shown if one not in self.parents]
        return self._outer

    def row_of_outer(self, place: int) -> int:
        """The row of the one at this place in ``outer``; behind all rows for one behind its end."""
        if not self.parents:
            return place
        outer = self.outer
        return len(self.shown) if place == len(outer) else self.row_by_id()[outer[place]]

    def inside(self, package_id: str) -> tuple[int, list[str]]:
        """The row behind that of the package, which is shown, and the ids of those that stand inside it."""
        first = behind = self.row_by_id()[package_id] + 1
        while behind < len(self.shown) and self.parents.get(self.shown[behind]) == package_id:
            behind += 1
        return first, self.shown[first:behind]

    def know(self, statuses: Mapping[str, JobStatus]) -> set[str]:
        """Take in jobs as they are now; they get no row by that. Gives the packages of which more or fewer than one file
        is known now, and whose rows have to follow.
        """
        kinds = {job_id: kind_of(status) for job_id, status in statuses.items()}
        turned = self.packages.change(self.statuses, statuses, (self._kinds, kinds))
        self.statuses.update(statuses)
        self._kinds.update(kinds)
        for job_id, status in statuses.items():
            self._know_turn(job_id, status.job.position if is_in_queue(status) else None)
        return turned

    def leave_packages(self, gone: Collection[JobStatus]) -> set[str]:
        """These jobs, which keep their rows for now, are in no package any more. Gives packages as ``know`` does."""
        return self.packages.leave(gone, self._kinds)

    def forget(self, job_id: str) -> JobStatus | None:
        """A job is gone; it has no row any more. Gives what was known of it."""
        self._kinds.pop(job_id, None)
        self._know_turn(job_id, None)
        return self.statuses.pop(job_id, None)

    def _know_turn(self, job_id: str, position: int | None) -> None:
        if self._waiting.get(job_id) == position:
            return
        self._turns, self._has_new_turns = None, True
        if position is None:
            del self._waiting[job_id]
        else:
            self._waiting[job_id] = position

    def insert(self, row: int, ids: Sequence[str], parents: Mapping[str, str]) -> None:
        """Give rows to these, before the row ``row``."""
        if row == len(self.shown) and self._row_of is not None:
            self._row_of.update((one, row + number) for number, one in enumerate(ids))
        else:
            self._row_of = None
        self._outer = None
        self.shown[row:row] = ids
        self.parents.update(parents)

    def remove(self, first: int, last: int) -> None:
        """Take away these neighbouring rows, the last one included."""
        if self.parents:
            for one in self.ids_at(first, last):
                self.parents.pop(one, None)
        if last == len(self.shown) - 1 and self._row_of is not None:
            for one in self.ids_at(first, last):
                del self._row_of[one]
        else:
            self._row_of = None
        self._outer = None
        del self.shown[first : last + 1]

    def show(self, ids: list[str], parents: dict[str, str]) -> None:
        """Give rows to these in this order, and to no others."""
        self.shown, self.parents = ids, parents
        self._row_of = self._outer = None
