"""A package in figures: how many of its files are in which state, how much of it is sent, where it goes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from uploader_gui.domain.job import Destination, JobState
from uploader_gui.domain.packages.package import Package

_MOST_URGENT_FIRST = (
    JobState.FAILED,
    JobState.PAUSED,
    JobState.UPLOADING,
    JobState.SUBMITTED,
    JobState.COMPLETED,
)
# What a package is as a whole: as long as something moves in it, it does.
_STRONGEST_FIRST = (
    JobState.UPLOADING,
    JobState.SUBMITTED,
    JobState.PAUSED,
    JobState.FAILED,
    JobState.COMPLETED,
)
_WORDS = {
    JobState.FAILED: "failed",
    JobState.PAUSED: "paused",
    JobState.UPLOADING: "uploading",
    JobState.SUBMITTED: "waiting",
    JobState.COMPLETED: "done",
}


@dataclass(frozen=True, slots=True)
class JobsInState:
    """Jobs that are in the same state: how many, of how many bytes, and how many of those the store has.

    ``destination`` is what theirs have in common, as ``common_destination`` gives it.
    """

    state: JobState
    count: int
    bytes_total: int
    bytes_done: int
    destination: Destination


@dataclass(frozen=True, slots=True)
class PackageSummary:
    """What the jobs of a package, as far as they are in the list, come to. Sizes in bytes.

    ``counts``: how many are in which state, the most urgent first, none with 0. ``destination``: what theirs have in
    common; None where there is no job.
    """

    package: Package
    counts: tuple[tuple[JobState, int], ...] = ()
    bytes_total: int = 0
    bytes_done: int = 0
    destination: Destination | None = None

    @property
    def files(self) -> int:
        """How many jobs there are."""
        return sum(count for _, count in self.counts)

    @property
    def state(self) -> JobState:
        """The state of the whole: as long as one uploads it does, and it is COMPLETED when all are.

        It has FAILED where all are, and what was left out or not there is not; what another package still sends is waited for.
        """
        states = {state for state, _ in self.counts}
        if self.package.lacks_something:
            states.add(JobState.FAILED)
        if self.package.awaited:
            states.add(JobState.SUBMITTED)
        return next((state for state in _STRONGEST_FIRST if state in states), JobState.COMPLETED)

    @property
    def progress(self) -> float:
        """Per cent of acknowledged bytes, one decimal, rounded down; of empty files that of their number."""
        done, total = self.bytes_done, self.bytes_total
        if not total:
            done, total = dict(self.counts).get(JobState.COMPLETED, 0), self.files
        return (done * 1000 // total) / 10 if total else 0.0

    @property
    def words(self) -> str:
        """How many are in which state, in English: ``3 failed, 297 done``, and how many were left out or not there."""
        return ", ".join(
            [*(f"{count} {_WORDS[state]}" for state, count in self.counts), *lacking(self.package)]
        )

    def interrupted(self) -> "PackageSummary":
        """The same after its program was killed: what was UPLOADING is PAUSED, which the next start will make it."""
        counts = dict(self.counts)
        if left := counts.pop(JobState.UPLOADING, 0):
            counts[JobState.PAUSED] = counts.get(JobState.PAUSED, 0) + left
        return replace(self, counts=_in_order(counts))


def summary_of(package: Package, jobs: Iterable[JobsInState]) -> PackageSummary:
    """The package with what these come to."""
    counts: dict[JobState, int] = {}
    total = done = 0
    destination: Destination | None = None
    for some in jobs:
        counts[some.state] = counts.get(some.state, 0) + some.count
        total += some.bytes_total
        done += some.bytes_done
        destination = (
            some.destination if destination is None else common_destination(destination, some.destination)
        )
    return PackageSummary(package, _in_order(counts), total, done, destination)


def lacking(package: Package) -> list[str]:
    """What is no file of the package though it should be, in English: ``1 left out``, ``1 listed but not there``. And what
    another package still sends.
    """
    counted = (
        (package.awaited, "with another package"),
        (package.left_out.count - package.awaited, "left out"),
        (package.missing.count, "listed but not there"),
    )
    return [f"{count} {words}" for count, words in counted if count]


def common_destination(one: Destination, other: Destination) -> Destination:
    """What both have in common; "" in what differs. Of two keys: the folders of both, with the last ``/``."""
    if one == other:
        return one
    return replace(
        one,
        profile=_if_equal(one.profile, other.profile),
        endpoint=_if_equal(one.endpoint, other.endpoint),
        region=_if_equal(one.region, other.region),
        bucket=_if_equal(one.bucket, other.bucket),
        object_key=_common_folder(one.object_key, other.object_key),
    )


def _in_order(counts: Mapping[JobState, int]) -> tuple[tuple[JobState, int], ...]:
    return tuple((state, counts[state]) for state in _MOST_URGENT_FIRST if state in counts)


def _if_equal(one: str, other: str) -> str:
    return one if one == other else ""


def _common_folder(one: str, other: str) -> str:
    if one == other:
        return one
    common = 0
    for at, (left, right) in enumerate(zip(one, other, strict=False), 1):
        if left != right:
            break
        if left == "/":
            common = at
    return one[:common]
