"""What became of each part of a job, and the same for squares that stand for several parts."""

from collections.abc import Collection
from dataclasses import dataclass, field
from enum import IntEnum

from uploader_gui.domain.events import JobStatus
from uploader_gui.domain.job import JobState


class PartLook(IntEnum):
    """How a part is shown. ``FAILED``: it was on its way and did not arrive; it is sent again.

    ``DONE``: in the open upload, or the object; ``KEPT``: done as an object of its own.
    """

    WAITING = 0
    IN_FLIGHT = 1
    DONE = 2
    FAILED = 3
    KEPT = 4


@dataclass(slots=True)
class PartStates:
    """One byte a part, so that 10,000 of them are counted and grouped at memory speed."""

    looks: bytearray = field(default_factory=bytearray)
    _done: frozenset[int] = frozenset()
    _kept: frozenset[int] = frozenset()
    _failed: set[int] = field(default_factory=set)
    _in_flight: frozenset[int] = frozenset()
    _left: set[int] = field(default_factory=set)

    def follow(
        self, status: JobStatus, done: Collection[int] | None = None, kept: Collection[int] = ()
    ) -> None:
        """Show the job as it is now.

        ``done``: numbers of parts that are stored as done, if they were read anew; ``kept``: those of them that are
        objects of their own.
        """
        in_flight = frozenset(status.in_flight_parts)
        self._left |= self._in_flight - in_flight
        self._in_flight = in_flight
        if done is not None:
            self._done = frozenset(done)
            self._kept = frozenset(kept)
            if status.job.state in {JobState.UPLOADING, JobState.FAILED}:
                self._failed |= self._left
            self._left.clear()
        self._failed -= self._done | in_flight
        if status.job.state in {JobState.PAUSED, JobState.SUBMITTED, JobState.COMPLETED}:
            self._failed.clear()
        self.looks = self._drawn(status)

    def count(self, look: PartLook) -> int:
        """How many parts look so."""
        return self.looks.count(look)

    def groups(self, size: int) -> list[tuple[int, int, int, int, int]]:
        """How many parts wait, are in flight, done, have failed and are kept in each run of ``size`` parts."""
        return [
            (cut.count(0), cut.count(1), cut.count(2), cut.count(3), cut.count(4))
            for cut in (self.looks[first : first + size] for first in range(0, len(self.looks), size))
        ]

    def _drawn(self, status: JobStatus) -> bytearray:
        total = status.job.total_parts
        if status.job.state is JobState.COMPLETED:
            return bytearray([PartLook.DONE]) * total
        looks = bytearray(total)
        # What has just arrived, or not, is shown as before until it is known which.
        unsettled = self._left if status.job.state is JobState.UPLOADING else ()
        for numbers, look in (
            (self._failed, PartLook.FAILED),
            (unsettled, PartLook.IN_FLIGHT),
            (self._in_flight, PartLook.IN_FLIGHT),
            (self._done, PartLook.DONE),
            (self._kept, PartLook.KEPT),
        ):
            for number in numbers:
                if number <= total:
                    looks[number - 1] = look
        return looks
