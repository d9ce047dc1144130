"""What the part queue needs of a job, and the calls that it makes for it."""

import time
from collections.abc import Callable
from typing import Protocol, TypeGuard

from uploader_gui.domain.errors import ErrorKind, StoppedError, StoreError
from uploader_gui.domain.job import Job
from uploader_gui.transfer.part_queue.concurrency import AdaptiveConcurrency
from uploader_gui.transfer.part_queue.job_limit import JobLimit

Outcome = Job | BaseException


class PartCall:
    """One part of ``size`` bytes on its way; a worker's from its beginning to its end, then the loop's again.

    ``wall_s`` is how long it took, ``cpu_s`` how much of that this thread worked.
    """

    def __init__(self, number: int, size: int, run: Callable[[], Job]) -> None:
        self.number = number
        self.size = size
        self._outcome: Outcome | None = None
        self.wall_s = 0.0
        self.cpu_s = 0.0
        self._run = run

    @property
    def outcome(self) -> Outcome:
        """The job as it is then, or what went wrong: StoppedError if it was never carried out."""
        return StoppedError() if self._outcome is None else self._outcome

    def carry_out(self) -> None:
        """Make the call, on a worker."""
        began_s, worked_s = time.monotonic(), time.thread_time()
        try:
            self._outcome = self._run()
        except BaseException as error:  # noqa: BLE001 - carried to the loop, which decides
            self._outcome = error
        self.wall_s, self.cpu_s = time.monotonic() - began_s, time.thread_time() - worked_s


class Lane(Protocol):
    """One job's side of the queue. ``concurrency`` is that of its store, ``limit`` its own."""

    @property
    def concurrency(self) -> AdaptiveConcurrency:
        """How many parts may be on their way to its store."""

    @property
    def limit(self) -> JobLimit:
        """What the job may send, whatever the line could carry."""

    @property
    def bytes_delivered(self) -> int:
        """All bytes that have arrived, be they acknowledged or not."""

    @property
    def has_pending(self) -> bool:
        """Say whether it has parts that are missing and not on their way."""

    @property
    def is_small(self) -> bool:
        """Say whether all of it is one part that is sent in a moment."""

    def next_call(self) -> PartCall | None:
        """Give the next part to send, or None if there is none to start now."""

    def call_ended(self, call: PartCall, outcome: Outcome) -> None:
        """Take note of what became of a call."""

    def take_back(self, call: PartCall) -> None:
        """Take note that a call has not begun and never will; its part is missing still."""


def is_transient(outcome: Outcome) -> TypeGuard[StoreError]:
    """Say whether another try may help."""
    return isinstance(outcome, StoreError) and outcome.kind is ErrorKind.TRANSIENT
