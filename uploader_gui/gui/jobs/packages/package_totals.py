"""What the files of a package are together, kept up file by file: no tick of progress walks over all of them. No Qt."""

import heapq
from collections import Counter
from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from typing import Final

from uploader_gui.domain.checks import CheckResult
from uploader_gui.domain.events import WAITING_FOR_A_TIME, JobStatus
from uploader_gui.domain.job import Job, JobState, VerifiedBy
from uploader_gui.domain.messages import Message
from uploader_gui.domain.packages.package import Package
from uploader_gui.gui.details.selection_summary import SelectionSummary
from uploader_gui.gui.job_kind import JobKind, Look
from uploader_gui.gui.jobs.job_columns import place

_GOES_ON: Final = frozenset({JobState.SUBMITTED, JobState.UPLOADING})
_NEVER: Final = datetime.max.replace(tzinfo=UTC)
_SPARE_PLACES: Final = 64
_BEHIND_ALL: Final = 2**63


class PackageTotals:
    """The sums of one package: bytes, parts, whole bytes per second; ``kinds`` how many files are of each kind.

    ``by_checksum``: how many finished ones their checksum has proven. ``checked``: of how many, verified again since, all
    matched. ``waits``: how many wait for a time, by what each says of it.

    ``members``: the ids of its files that the window knows, each with its place in the queue. ``package``: its row,
    None until it has been read. Changed by ``Packages`` alone. GUI thread.
    """

    __slots__ = (
        "_folder",
        "_folders",
        "_places",
        "added_at",
        "by_checksum",
        "checked",
        "done",
        "in_flight",
        "kinds",
        "left",
        "members",
        "package",
        "package_id",
        "parts",
        "size",
        "speed",
        "waits",
    )

    def __init__(self, package_id: str, package: Package | None) -> None:
        self.package_id = package_id
        self.package = package
        self.members: dict[str, int] = {}
        self.kinds: Counter[JobKind] = Counter()
        self.waits: Counter[Message] = Counter()
        self.size = self.done = self.in_flight = self.parts = self.speed = self.left = 0
        self.by_checksum = self.checked = 0
        self.added_at = _NEVER if package is None else package.created_at
        self._folders: Counter[str] = Counter()
        self._folder: str | None = None
        self._places: list[tuple[int, str]] = []

    @property
    def count(self) -> int:
        """How many files it has."""
        return len(self.members)

    @property
    def name(self) -> str:
        """What it is called; "" until that is known."""
        return "" if self.package is None else self.package.name

    @property
    def lacks_something(self) -> bool:
        """Say whether something that was added with it, or that its hash lists name, is no file of it."""
        return self.package is not None and self.package.lacks_something

    @property
    def awaited(self) -> int:
        """How many of its files another package still sends."""
        return 0 if self.package is None else self.package.awaited

    @property
    def has_row(self) -> bool:
        """Say whether it is more than the row of its only file says: it has several, lacks something, or waits for it."""
        return self.count > 1 or (self.count == 1 and self.package is not None and not self.package.has_all)

    @property
    def ended_at(self) -> datetime | None:
        """When none of its files was left that waits, runs or is paused; None while there is one."""
        return None if self.package is None else self.package.ended_at

    @property
    def took_s(self) -> float | None:
        """Seconds from its beginning to its end; None as long as it has not come to one."""
        ended_at = self.ended_at
        return None if ended_at is None else max(0.0, (ended_at - self.added_at).total_seconds())

    @property
    def sent_for_s(self) -> float | None:
        """Seconds in which at least one of its files was being sent, as its end told; None while it has not ended."""
        return None if self.package is None else self.package.sent_for_s

    @property
    def average_speed(self) -> float | None:
        """Bytes per second in that time; None while it has not ended, or where nothing was sent."""
        return None if self.package is None else self.package.bytes_per_second

    @property
    def place(self) -> int:
        """Where it stands in the order of the queue: with the first of its files."""
        places = self._places
        while places and self.members.get(places[0][1]) != places[0][0]:
            heapq.heappop(places)
        return places[0][0] if places else _BEHIND_ALL

    @property
    def folder(self) -> str:
        """Bucket and folder that all its files go to, with a slash at its end."""
        if self._folder is None:
            self._folder = _common(self._folders)
        return self._folder

    @property
    def looks(self) -> Counter[Look]:
        """How many of its files look each way."""
        looks: Counter[Look] = Counter()
        for kind, count in self.kinds.items():
            looks[kind.look] += count
        return looks

    @property
    def entries(self) -> Counter[JobState]:
        """How many of its files each entry of the side stands for."""
        entries: Counter[JobState] = Counter()
        for kind, count in self.kinds.items():
            entries[kind.appearance.entry] += count
        return entries

    @property
    def seconds_left(self) -> float | None:
        """Of what is sent and what waits, at the speed of now; None where nothing is sent, or something grows."""
        knows_end = self.speed and not self.looks[Look.GROWING]
        return max(0, self.left - self.in_flight) / self.speed if knows_end else None

    def summary(self) -> SelectionSummary:
        """The same as values that stay as they are."""
        return SelectionSummary(
            count=self.count,
            size=self.size,
            done=self.done,
            in_flight=self.in_flight,
            bytes_per_second=self.speed or None,
            seconds_left=self.seconds_left,
            states=+self.entries,
            interrupted=self.looks[Look.INTERRUPTED],
        )

    def learn(self, package: Package) -> None:
        """Its row as it is now."""
        self.package = package
        self.added_at = package.created_at

    def add(self, status: JobStatus, kind: JobKind) -> None:
        """Count a file of this kind in."""
        job = status.job
        at = place(status)
        self.members[job.job_id] = at
        heapq.heappush(self._places, (at, job.job_id))
        if len(self._places) > 2 * len(self.members) + _SPARE_PLACES:
            self._places = [(place, job_id) for job_id, place in self.members.items()]
            heapq.heapify(self._places)
        folder = _folder_of(job)
        if folder not in self._folders:
            self._folder = None
        self._folders[folder] += 1
        if self.package is None:
            self.added_at = min(self.added_at, job.created_at)
        self._count(status, kind, 1)

    def take_out(self, status: JobStatus, kind: JobKind) -> None:
        """A file as it was counted is none of its own any more."""
        del self.members[status.job.job_id]
        folder = _folder_of(status.job)
        self._folders[folder] -= 1
        if not self._folders[folder]:
            del self._folders[folder]
            self._folder = None
        self._count(status, kind, -1)

    def change(self, before: JobStatus, after: JobStatus, kinds: tuple[JobKind, JobKind]) -> None:
        """One of its files is now as ``after`` says; ``kinds``: its kind before and now."""
        if place(before) == place(after) and before.job.destination == after.job.destination:
            self._count(before, kinds[0], -1)
            self._count(after, kinds[1], 1)
        else:
            self.take_out(before, kinds[0])
            self.add(after, kinds[1])

    def _count(self, status: JobStatus, kind: JobKind, sign: int) -> None:
        job = status.job
        self.kinds[kind] += sign
        if not self.kinds[kind]:
            del self.kinds[kind]
        if status.activity in WAITING_FOR_A_TIME:
            said = status.messages[0]
            self.waits[said] += sign
            if not self.waits[said]:
                del self.waits[said]
        self.size += sign * job.file_size
        self.done += sign * job.bytes_done
        self.parts += sign * job.total_parts
        if job.state in _GOES_ON:
            self.left += sign * (job.file_size - job.bytes_done)
        if job.state is JobState.COMPLETED:
            self.by_checksum += sign * (job.verified_by is VerifiedBy.CHECKSUM)
            self.checked += sign * (status.check is not None and status.check.result is CheckResult.MATCHES)
        if job.state is JobState.UPLOADING:
            self.in_flight += sign * max(0, status.bytes_in_flight)
            self.speed += sign * round(
                status.bytes_per_second or 0
            )  # whole: so that nothing is left of many ticks


class Packages:
    """The packages of all jobs that the window knows, by id; ``heads``: those that have a row of their own.

    A package of one file that lacks nothing is that file's row, and while ``is_flat`` each is. GUI thread.
    """

    def __init__(self) -> None:
        self.totals: dict[str, PackageTotals] = {}
        self.heads: dict[str, PackageTotals] = {}
        self.is_flat = False
        self._known: dict[str, Package] = {}

    def learn(self, packages: Collection[Package]) -> tuple[bool, set[str]]:
        """Rows of packages as they are now, also of those whose files are not known yet; says whether one of which there
        are files is called otherwise by that, and which got or lost a row of their own.
        """
        has_new_name, known = False, list[str]()
        for package in packages:
            self._known[package.package_id] = package
            totals = self.totals.get(package.package_id)
            if totals is not None:
                has_new_name = has_new_name or totals.name != package.name
                totals.learn(package)
                known.append(package.package_id)
        return has_new_name, self._turned(known)

    def without_name(self, package_ids: Collection[str]) -> set[str]:
        """Those whose row has not been read."""
        return {one for one in package_ids if one and one not in self._known}

    def name_of(self, job: Job) -> str:
        """The name of the package that a job was added with; "" for none."""
        package = self._known.get(job.package_id) if job.package_id else None
        return "" if package is None else package.name

    def show_flat(self, is_flat: bool) -> None:
        """Give no package a row, or all that are more than one file."""
        self.is_flat = is_flat
        self.heads = (
            {}
            if is_flat
            else {package_id: totals for package_id, totals in self.totals.items() if totals.has_row}
        )

    def change(
        self,
        before: Mapping[str, JobStatus],
        after: Mapping[str, JobStatus],
        kinds: tuple[Mapping[str, JobKind], Mapping[str, JobKind]],
    ) -> set[str]:
        """Jobs are now as ``after`` says, and were as ``before`` does, ``kinds`` their kinds then and now. Gives the
        packages that got or lost a row by that.
        """
        (kinds_before, kinds_now), touched = kinds, set[str]()
        for job_id, status in after.items():
            known, package_id = before.get(job_id), status.job.package_id
            if known is not None and known.job.package_id == package_id:
                if package_id:
                    both = kinds_before[job_id], kinds_now[job_id]
                    self.totals[package_id].change(known, status, both)
                continue
            if known is not None and known.job.package_id:
                self.totals[known.job.package_id].take_out(known, kinds_before[job_id])
                touched.add(known.job.package_id)
            if package_id:
                self._totals_of(package_id).add(status, kinds_now[job_id])
                touched.add(package_id)
        return self._turned(touched)

    def leave(self, gone: Collection[JobStatus], kinds: Mapping[str, JobKind]) -> set[str]:
        """These jobs, which are of these kinds, are none any more; gives the packages that lost their row by that."""
        touched = {status.job.package_id for status in gone if status.job.package_id}
        for status in gone:
            if status.job.package_id:
                self.totals[status.job.package_id].take_out(status, kinds[status.job.job_id])
        return self._turned(touched)

    def drop_empty(self, package_ids: Collection[str]) -> None:
        """Forget those of these that have no file any more, and no row."""
        for package_id in package_ids:
            if package_id in self.totals and not self.totals[package_id].members:
                del self.totals[package_id]

    def _totals_of(self, package_id: str) -> PackageTotals:
        totals = self.totals.get(package_id)
        if totals is None:
            totals = PackageTotals(package_id, self._known.get(package_id))
            self.totals[package_id] = totals
        return totals

    def _turned(self, touched: Collection[str]) -> set[str]:
        turned: set[str] = set()
        for package_id in () if self.is_flat else touched:
            totals = self.totals[package_id]
            if totals.has_row is (package_id in self.heads):
                continue
            turned.add(package_id)
            if totals.has_row:
                self.heads[package_id] = totals
            else:
                del self.heads[package_id]
        return turned


def _folder_of(job: Job) -> str:
    where = job.destination
    return f"{where.bucket}/{where.object_key.rpartition('/')[0]}".rstrip("/") + "/"


def _common(folders: Collection[str]) -> str:
    """The folder that all of these, which end with a slash, lie in; "" where they are in several buckets."""
    if not folders:
        return ""
    first, last = min(folders), max(folders)  # what begins both of them begins all that stand between
    length = next((at for at, sign in enumerate(first) if at >= len(last) or sign != last[at]), len(first))
    return first[: first.rfind("/", 0, length) + 1]
