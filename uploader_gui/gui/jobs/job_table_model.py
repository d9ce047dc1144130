"""The jobs as the table shows them: filtered and sorted here, changed in batches."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)
from typing_extensions import override

from uploader_gui.domain.events import EventKind, JobEvent, JobStatus
from uploader_gui.domain.job import JobState
from uploader_gui.domain.packages.package import Package
from uploader_gui.gui.job_kind import Look, entry_counts, look_of
from uploader_gui.gui.jobs import job_columns
from uploader_gui.gui.jobs.job_columns import Column
from uploader_gui.gui.jobs.packages import package_columns
from uploader_gui.gui.jobs.packages.package_totals import PackageTotals
from uploader_gui.gui.jobs.row_words import cell_words
from uploader_gui.gui.jobs.rows.background_sort import BackgroundSort
from uploader_gui.gui.jobs.rows.put_away import HiddenJobs
from uploader_gui.gui.jobs.rows.row_filter import RowFilter
from uploader_gui.gui.jobs.rows.row_order import RowOrder
from uploader_gui.gui.jobs.rows.table_rows import JobRows
from uploader_gui.gui.look.plain_text import tip_words
from uploader_gui.gui.words.wording import number_words

STATUS_ROLE = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_GROUPS_AT_MOST = 50  # inserting rows group by group costs more than arranging all anew beyond that
_RUNS_AT_MOST = 50  # removing rows run by run costs more than a reset beyond that
_AT_ONCE = 5000  # so many jobs are arranged before anybody could notice it
_UNLISTED = frozenset({EventKind.REMOVED, EventKind.REFUSED})


class JobTableModel(QAbstractTableModel):
    """One row a job or package, as ``rows`` holds them, ordered by the queue or by the column that the user clicked.

    Another filter or order of more jobs than ``at_once`` shows a moment later, in one reset; ``is_arranging`` until then.
    ``came_back`` carries the ids of jobs that were put away and are there again, ``counts_changed`` how many jobs look
    each way, filtered or not; ``order_changed``: the user wants another one. Rows that go elsewhere in the order leave
    and come back, between ``places_about_to_change`` and ``places_changed``. GUI thread.
    """

    came_back = Signal(object)
    counts_changed = Signal(object)
    order_changed = Signal()
    places_about_to_change = Signal()
    places_changed = Signal()

    def __init__(self, parent: QObject | None = None, *, at_once: int = _AT_ONCE) -> None:
        super().__init__(parent)
        self.rows = JobRows()
        self._at_once = at_once
        self._counts: Counter[Look] = Counter()
        self._to_come = 0
        self._gone: set[str] | None = None
        self._put_away = HiddenJobs()
        self._mover = QTimer(self, interval=0)
        self._mover.timeout.connect(self._go_on_moving)
        self._filter = RowFilter(self.rows.packages)
        self._found_before: Mapping[Look, int] = {}
        self._order = RowOrder(self.rows)
        self._open: set[str] = set()
        self._arrangement: BackgroundSort[JobStatus | PackageTotals] | None = None
        self._arranger = QTimer(self, interval=0)
        self._arranger.timeout.connect(self._go_on_arranging)

    # What Qt asks

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.rows.shown)

    @override
    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(Column)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        column = Column(index.column())
        package = self.rows.package_at(index.row())
        if package is not None:
            return self._data_of_package(package, column, role)
        status = self.rows.status_at(index.row())
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self.text(status, column)
            case Qt.ItemDataRole.AccessibleTextRole:
                return self.text(status, column) if column is Column.PLACE else cell_words(status, column)
            case Qt.ItemDataRole.UserRole:
                return status
            case Qt.ItemDataRole.ToolTipRole:
                return tip_words(job_columns.tool_tip(status, column))
            case Qt.ItemDataRole.TextAlignmentRole if column in job_columns.RIGHT_ALIGNED:
                return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def _data_of_package(self, package: PackageTotals, column: Column, role: int) -> Any:
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return package_columns.text(package, column)
            case Qt.ItemDataRole.AccessibleTextRole:
                is_open = self.is_open(package.package_id)
                return package_columns.cell_words(package, column, is_open=is_open)
            case Qt.ItemDataRole.UserRole:
                return package
            case Qt.ItemDataRole.ToolTipRole:
                return tip_words(package_columns.tool_tip(package, column))
            case Qt.ItemDataRole.TextAlignmentRole if column in job_columns.RIGHT_ALIGNED:
                return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Vertical or not 0 <= section < len(Column):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return job_columns.title(Column(section))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            is_right = Column(section) in job_columns.RIGHT_ALIGNED
            side = Qt.AlignmentFlag.AlignRight if is_right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    @override
    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """No column (-1): as the jobs wait, and what is completed behind them."""
        self._order.column = Column.QUEUE if column < 0 else Column(column)
        self._order.is_descending = column >= 0 and order is Qt.SortOrder.DescendingOrder
        self._arrange()
        self.order_changed.emit()

    # What the window asks

    def text(self, status: JobStatus, column: Column) -> str:
        """The words of a cell."""
        if column is not Column.PLACE:
            return job_columns.text(status, column)
        turn = self.rows.turn_of(status.job.job_id)
        return "" if turn is None else number_words(turn)

    def status_of(self, job_id: str) -> JobStatus | None:
        """A job, filtered away or not; None for one that is not known."""
        return self.rows.statuses.get(job_id)

    def knows(self, job_id: str) -> bool:
        """Whether the job was here already, also as one that is put away."""
        return job_id in self.rows.statuses or job_id in self._put_away

    def has(self, one: str) -> bool:
        """Whether this is a job or a package that may be shown."""
        return self.rows.item(one) is not None

    @property
    def is_arranging(self) -> bool:
        """The rows are those of the filter and order before; a reset will follow."""
        return self._arrangement is not None

    @property
    def hides_some(self) -> bool:
        """The filter or closed packages keep rows away."""
        return bool(self.rows.packages.heads) or len(self.rows.shown) < len(self.rows.statuses)

    @property
    def is_filtered(self) -> bool:
        """The filter lets through those that fit it alone."""
        return self._filter.is_on

    @property
    def sorted_by(self) -> Column:
        """What orders the rows, or will in a moment."""
        return self._order.column

    @property
    def is_in_queue_order(self) -> bool:
        """The rows stand as the jobs wait, so that moving one says when it is its turn."""
        return self._order.is_of_queue

    def statuses(self) -> Iterator[JobStatus]:
        """All jobs, filtered away or not, oldest known first."""
        return iter(self.rows.statuses.values())

    def fitting(self) -> Iterator[JobStatus]:
        """Those that the filter lets through, oldest known first: of 100,000 within 100 ms, unless ``is_arranging``."""
        rows, has_fitted = self.rows, self._filter.has_fitted
        if self.is_arranging:
            return filter(self._filter.fits, rows.statuses.values())
        return (rows.statuses[one] for one, kind in rows.kinds() if has_fitted(one, kind))

    def counts(self) -> Mapping[Look, int]:
        """How many jobs look each way, filtered or not."""
        counts = dict(+self._counts)
        if self._to_come:
            counts[Look.COMPLETED] = counts.get(Look.COMPLETED, 0) + self._to_come
        return counts

    def found_counts(self) -> Mapping[JobState, int]:
        """How many of those that the words find each entry of the side stands for."""
        return entry_counts(self.found_looks())

    def found_looks(self) -> Mapping[Look, int]:
        """How many of those that the words find look each way; what is still being loaded is not among them."""
        if self.is_arranging:
            return self._found_before
        return self._filter.found() if self._filter.words else self.counts()

    def show_only(self, states: Collection[JobState], words: str = "") -> None:
        """Filter by the entry of the side, and by words that name or destination must hold."""
        if words.casefold() != self._filter.words:
            self._found_before = self.found_looks()
        self._filter.choose(states, words)
        self._arrange()

    def expect(self, counts: Mapping[JobState, int]) -> None:
        """Count these COMPLETED jobs before they are all loaded; until ``loaded``."""
        self._to_come = counts.get(JobState.COMPLETED, 0)
        self._gone = set()
        self.counts_changed.emit(self.counts())

    def load(self, statuses: Sequence[JobStatus]) -> None:
        """Take in jobs as they were stored; what events have told of a job meanwhile is newer, and stays.

        In the order of the queue they are shown at once, in any other when ``loaded``.
        """
        gone = self._gone or set()
        new = {
            status.job.job_id: status
            for status in statuses
            if status.job.job_id not in self.rows.statuses and status.job.job_id not in gone
        }
        completed = sum(status.job.state is JobState.COMPLETED for status in statuses)
        self._to_come = max(0, self._to_come - completed)
        if self._order.column is Column.QUEUE:
            self._change(new, ())
            self._count_new(new)
        else:
            self._know_without_rows(new)
        if completed < len(statuses) or self._filter.words:
            self.counts_changed.emit(self.counts())

    def loaded(self) -> None:
        """Everything that is stored has been loaded."""
        self._to_come, self._gone = 0, None
        if self._order.column is not Column.QUEUE:
            self._arrange()
        self.counts_changed.emit(self.counts())

    def apply(self, events: Sequence[JobEvent]) -> None:
        """Take a batch of events: rows that come and go, then one ``dataChanged`` for all that changed."""
        self._take(self._put_away.let_through(events))

    def put_away(self, statuses: Sequence[JobStatus]) -> None:
        """Show these no more, whatever becomes of them; until ``bring_back``. Many go a moment later, the lowest first."""
        rows = self.rows.row_by_id()
        # From below, rows that stand together go together, and no others move.
        lowest_first = sorted(statuses, key=lambda status: -rows.get(status.job.job_id, -1))
        self._put_away.put_away(lowest_first)
        self._move(len(statuses))

    def bring_back(self, statuses: Sequence[JobStatus]) -> None:
        """Show these again, as they were when they were put away; ``came_back`` tells when they are there."""
        self._put_away.bring_back(statuses)
        self._move(len(statuses))

    def _move(self, count: int) -> None:
        """Let the rows follow what was put away or brought back; of many in steps, so that the window does not stop."""
        if count > self._at_once or self._mover.isActive():
            self._mover.start()
            return
        while leaving := self._put_away.next_leaving():
            self._take([JobEvent(EventKind.REMOVED, status) for status in leaving])
        while self._put_away.is_under_way:
            returning = self._put_away.next_returning(self.rows.statuses)
            self._take([JobEvent(EventKind.PROGRESS, status) for status in returning.values()])
        self._tell_returned()

    def _go_on_moving(self) -> None:
        leaving = self._put_away.next_leaving()
        if leaving:
            self._take([JobEvent(EventKind.REMOVED, status) for status in leaving])
        else:
            self._know_without_rows(self._put_away.next_returning(self.rows.statuses))
        if not self._put_away.is_under_way:
            self._mover.stop()
            if not leaving:
                self._arrange()
            self._tell_returned()

    def _know_without_rows(self, new: Mapping[str, JobStatus]) -> None:
        """Take these in, which are not known yet; arranging gives them rows."""
        self._recheck(new, self.rows.know(new))
        self._tell_turns()
        self._count_new(new)

    def _count_new(self, new: Collection[str]) -> None:
        for kind, count in self.rows.kinds_of(new).items():
            self._counts[kind.look] += count

    def _tell_returned(self) -> None:
        if returned := self._put_away.take_returned():
            self.counts_changed.emit(self.counts())
            self.came_back.emit(returned)

    # Packages

    def learn(self, packages: Collection[Package]) -> None:
        """Names and times of packages, as they are now."""
        has_new_name, turned = self.rows.packages.learn(packages)
        if turned or (has_new_name and (self._order.column is Column.FILE or self._filter.words)):
            self._arrange()
        else:
            self._tell_changed([one.package_id for one in packages], has_new_look=True)

    def show_flat(self, is_flat: bool) -> None:
        """Show each file as a row of its own, or those of a package inside its row."""
        self.rows.packages.show_flat(is_flat)
        self._arrange()

    def is_open(self, package_id: str) -> bool:
        """Whether the files of a package stand below its row."""
        return package_id in self._open

    def opened(self) -> frozenset[str]:
        """The packages that are open, or will be when they have several files again."""
        return frozenset(self._open)

    def set_open(self, package_id: str, is_open: bool) -> None:
        """Show the files of a package below its row, or hide them."""
        if is_open is self.is_open(package_id):
            return
        if is_open:
            self._open.add(package_id)
        else:
            self._open.remove(package_id)
        if package_id not in self.rows.row_by_id() or package_id not in self.rows.packages.heads:
            return
        first, inside = self.rows.inside(package_id)
        if is_open:
            self._insert_inside(package_id, first, self._fitting_files(package_id))
        elif inside:
            self._remove(first, first + len(inside) - 1)
        self._tell_changed([package_id], has_new_look=True)

    def reveal(self, job_ids: Collection[str]) -> set[str]:
        """Open the packages of these jobs; where all files of one are meant, its row stands for them. Gives the ids of
        the rows that stand for the jobs.
        """
        wanted = set(job_ids)
        heads = self.rows.packages.heads
        known = (self.rows.statuses[one].job for one in wanted if one in self.rows.statuses)
        for package_id in {job.package_id for job in known} & heads.keys():
            if wanted.issuperset(heads[package_id].members):
                wanted -= heads[package_id].members.keys()
                wanted.add(package_id)
            else:
                self.set_open(package_id, is_open=True)
        return wanted

    # How a batch is taken

    def _take(self, events: Sequence[JobEvent]) -> None:
        latest = {event.status.job.job_id: event for event in events}
        listed = {job_id: event.status for job_id, event in latest.items() if event.kind not in _UNLISTED}
        gone = [job_id for job_id, event in latest.items() if event.kind is EventKind.REMOVED]
        found_before = self.found_counts()
        has_new_look = self._count(listed)
        self._change(listed, gone, has_new_look=has_new_look)
        if has_new_look or gone or self.found_counts() != found_before:
            self.counts_changed.emit(self.counts())

    def _change(
        self, listed: Mapping[str, JobStatus], gone: Collection[str], *, has_new_look: bool = False
    ) -> None:
        """Know these jobs as they are now and those no more, and let the rows follow."""
        rows = self.rows
        leaving_jobs = [rows.statuses[job_id] for job_id in gone if job_id in rows.statuses]
        packages = {status.job.package_id for status in (*listed.values(), *leaving_jobs)} - {""}
        before = {} if self.is_arranging else self._order.changing_keys([*listed, *packages])
        is_other = has_new_look or any(self._has_grown(one) for one in listed.values())
        turned = rows.know(listed) | rows.leave_packages(leaving_jobs)
        members = (one for each in turned for one in rows.packages.totals[each].members)
        affected = dict.fromkeys([*listed, *members, *packages])
        for job_id in gone:
            affected.pop(job_id, None)
        wanted = self._wanted(affected)
        staying = {one for one in affected if rows.parents.get(one, "") == wanted.get(one)}
        moving = self._order.misplaced(before, staying)
        if moving or turned:
            self.places_about_to_change.emit()
        self._take_out([*gone, *(one for one in affected if one not in staying), *moving])
        self._forget(gone, packages)
        self._recheck([*affected, *gone], turned)
        shown = rows.row_by_id()
        fresh = [one for one in wanted if one not in shown]
        self._tell_changed(staying - moving, has_new_look=is_other or bool(turned))
        self._tell_turns()
        self._put_in(fresh)
        if moving or turned:
            self.places_changed.emit()

    def _has_grown(self, status: JobStatus) -> bool:
        """Say whether its file has another size than its row and that of its package show."""
        before = self.rows.statuses.get(status.job.job_id)
        return before is not None and before.job.file_size != status.job.file_size

    def _wanted(self, affected: Iterable[str]) -> dict[str, str]:
        """Those of these that are to have a row, each with the package inside which that stands, "" for none."""
        heads = self.rows.packages.heads
        wanted: dict[str, str] = {}
        inside: list[tuple[str, str]] = []
        for one in affected:
            status = self.rows.statuses.get(one)
            if status is None or not self._filter.fits(status):
                continue
            if status.job.package_id not in heads:
                wanted[one] = ""
            elif status.job.package_id in self._open:
                inside.append((one, status.job.package_id))
        wanted.update((one, "") for one in affected if one in heads and self._filter.package_fits(heads[one]))
        wanted.update(inside)  # behind the packages
        return wanted

    def _count(self, listed: Mapping[str, JobStatus]) -> bool:
        """Count how these look; says whether one looks otherwise than before."""
        has_new_look = False
        for job_id, status in listed.items():
            known, look = self.rows.kind_of(job_id), look_of(status)
            if known is None or known.look is not look:
                has_new_look = True
                self._counts[look] += 1
                if known is not None:
                    self._counts[known.look] -= 1
        return has_new_look

    def _forget(self, gone: Iterable[str], packages: Collection[str]) -> None:
        for job_id in gone:
            left = self.rows.forget(job_id)
            self._filter.forget(job_id)
            if left is not None:
                self._counts[look_of(left)] -= 1
            if self._gone is not None:
                self._gone.add(job_id)
        self.rows.packages.drop_empty(packages)

    def _tell_changed(self, ids: Iterable[str], *, has_new_look: bool) -> None:
        rows = self.rows.rows_of(ids)
        if not rows:
            return
        first = Column.FILE if has_new_look else job_columns.FIRST_LIVE
        last = job_columns.SHOWN[-1] if has_new_look else job_columns.LAST_LIVE
        self.dataChanged.emit(self.index(rows[0], first), self.index(rows[-1], last))

    def _tell_turns(self) -> None:
        """One that waits no more brings all behind it one place forward."""
        if self.rows.take_new_turns() and self.rows.shown:
            last = len(self.rows.shown) - 1
            self.dataChanged.emit(self.index(0, Column.PLACE), self.index(last, Column.PLACE))

    # Filter and order

    def _arrange(self) -> None:
        """Filter and sort anew; of many jobs in steps, so that the window does not stop."""
        # The files first: they tell whether a package fits.
        ids = [*self.rows.statuses, *self.rows.packages.heads]
        fits, key_of = self._filter.stands_outside, self._order.key()
        self._arrangement = BackgroundSort(
            self.rows.item, ids, fits, key_of, is_descending=self._order.is_descending
        )
        if len(self.rows.statuses) > self._at_once:
            self._arranger.start()
            return
        while self.is_arranging:
            self._go_on_arranging()

    def _go_on_arranging(self) -> None:
        if self._arrangement is None or self._arrangement.go_on():
            return
        self._arranger.stop()
        order, self._arrangement = self._arrangement.in_order(), None
        self._show(order)
        self.counts_changed.emit(self.counts())

    def _recheck(self, ids: Iterable[str], turned: Iterable[str]) -> None:
        if self._arrangement is not None:
            self._arrangement.recheck(ids)
            self._arrangement.recheck(turned)

    def _fitting_files(self, package_id: str) -> list[str]:
        """Those of its files that are to have a row, in order."""
        statuses = (self.rows.statuses[one] for one in self.rows.packages.heads[package_id].members)
        return self._order.sorted(filter(self._filter.fits, statuses))

    # How rows come and go

    def _put_in(self, ids: Iterable[str]) -> None:
        """Give rows to jobs and packages, which have none yet; to the files inside an open one with it."""
        outer: list[str] = []
        inner: list[str] = []
        heads = self.rows.packages.heads
        for one in ids:
            status = self.rows.statuses.get(one)
            is_inner = status is not None and status.job.package_id in heads
            (inner if is_inner else outer).append(one)
        self._put_in_outside(outer)
        by_package: dict[str, list[str]] = {}
        for one in inner:
            if one not in self.rows.parents:
                by_package.setdefault(self.rows.statuses[one].job.package_id, []).append(one)
        for package_id, files in by_package.items():
            self._put_in_inside(package_id, files)

    def _put_in_outside(self, ids: Sequence[str]) -> None:
        if not ids:
            return
        if self.is_arranging:
            self._insert(len(self.rows.shown), ids)
            return
        if not self._order.is_steady:
            is_on_top = self._order.is_descending or self._order.column is not Column.ADDED
            self._insert(0 if is_on_top else len(self.rows.shown), ids)
            return
        groups = self._order.places_for(ids, self.rows.outer)
        if len(groups) > _GROUPS_AT_MOST:
            self._arrange()
            return
        for place, group in reversed(groups):
            self._insert(self.rows.row_of_outer(place), group)

    def _put_in_inside(self, package_id: str, files: Sequence[str]) -> None:
        if package_id not in self.rows.row_by_id():
            return  # all rows are being arranged anew, this package's among them
        first, inside = self.rows.inside(package_id)
        if self.is_arranging or not self._order.is_steady:
            self._insert_inside(package_id, first + len(inside), files)
            return
        groups = self._order.places_for(files, inside)
        if len(groups) > _GROUPS_AT_MOST:
            if inside:
                self._remove(first, first + len(inside) - 1)
            self._insert_inside(package_id, first, self._fitting_files(package_id))
            return
        for place, group in reversed(groups):
            self._insert_inside(package_id, first + place, group)

    def _take_out(self, ids: Collection[str]) -> None:
        spans = self.rows.spans_of(self._with_files(ids))
        if len(spans) > _RUNS_AT_MOST:
            leaving = {row for first, last in spans for row in range(first, last + 1)}
            staying = [one for row, one in enumerate(self.rows.shown) if row not in leaving]
            parents = {one: self.rows.parents[one] for one in staying if one in self.rows.parents}
            self.beginResetModel()
            self.rows.show(staying, parents)
            self.endResetModel()
            return
        for first, last in reversed(spans):
            self._remove(first, last)

    def _with_files(self, ids: Collection[str]) -> Collection[str]:
        """These and what is shown inside those of them that are open packages."""
        if not self.rows.parents:
            return ids
        shown = self.rows.row_by_id()
        packages = [one for one in ids if one in self.rows.packages.totals and one in shown]
        return {*ids, *(file for one in packages for file in self.rows.inside(one)[1])}

    def _insert(self, row: int, ids: Sequence[str]) -> None:
        """Insert these, each with the files inside it if it is an open package."""
        with_files, parents = self._opened(ids)
        self.beginInsertRows(_ROOT, row, row + len(with_files) - 1)
        self.rows.insert(row, with_files, parents)
        self.endInsertRows()

    def _insert_inside(self, package_id: str, row: int, files: Sequence[str]) -> None:
        if files:
            self.beginInsertRows(_ROOT, row, row + len(files) - 1)
            self.rows.insert(row, files, dict.fromkeys(files, package_id))
            self.endInsertRows()

    def _remove(self, first: int, last: int) -> None:
        self.beginRemoveRows(_ROOT, first, last)
        self.rows.remove(first, last)
        self.endRemoveRows()

    def _show(self, ids: Sequence[str]) -> None:
        """Show these rows and no others, in one reset."""
        with_files, parents = self._opened(ids)
        self.beginResetModel()
        self.rows.show(with_files, parents)
        self.endResetModel()

    def _opened(self, ids: Sequence[str]) -> tuple[list[str], dict[str, str]]:
        """These, with what is inside those that are open packages behind each, and the package of each of those."""
        parents: dict[str, str] = {}
        if not self._open:
            return list(ids), parents
        with_files: list[str] = []
        for one in ids:
            with_files.append(one)
            if one in self._open and one in self.rows.packages.heads:
                files = self._fitting_files(one)
                with_files += files
                parents.update(dict.fromkeys(files, one))
        return with_files, parents
