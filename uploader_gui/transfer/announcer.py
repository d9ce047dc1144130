"""Gathers what happened and tells it in batches, at most ten times a second."""

import asyncio
from collections.abc import Callable, Iterable, Sequence

from uploader_gui.domain.events import EventKind, JobEvent, JobStatus, Listener
from uploader_gui.domain.packages.package import Package
from uploader_gui.domain.packages.package_end import EndListener, PackageEnd
from uploader_gui.transfer.listeners import Listeners

PERIOD_S = 0.1


class Announcer:
    """Lives on the engine's loop. ``running`` gives the statuses of the jobs that run now and are worth telling of.

    ``goes_on`` says whether there will be more to tell of; ``package`` gives the package of an id.
    """

    def __init__(
        self,
        running: Callable[[], Iterable[JobStatus]],
        goes_on: Callable[[], bool],
        package: Callable[[str], Package | None] = lambda _: None,
    ) -> None:
        self._running = running
        self._package = package
        self._goes_on = goes_on
        self._listeners: Listeners[Sequence[JobEvent]] = Listeners("events")
        self._end_listeners: Listeners[PackageEnd] = Listeners("the end of a package")
        self._waiting: list[JobEvent] = []
        self._ends: list[tuple[PackageEnd, Callable[[], None]]] = []
        self._announced: dict[str, JobStatus] = {}
        self._timer: asyncio.TimerHandle | None = None

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call ``listener`` with each batch from now on; the result ends that."""
        return self._listeners.add(listener)

    def tell(self, kind: EventKind, statuses: Iterable[JobStatus]) -> None:
        """A change of state: told in order, none left out."""
        self._waiting.extend(self._event(kind, status) for status in statuses)
        self.wake()

    def on_end(self, listener: EndListener) -> Callable[[], None]:
        """Call ``listener`` with the end of each package from now on, after what there is to tell of its jobs."""
        return self._end_listeners.add(listener)

    def tell_end(self, end: PackageEnd, told: Callable[[], None]) -> None:
        """A package has ended; ``told`` is called when all who listen have been told."""
        self._ends.append((end, told))
        self.wake()

    def wake(self) -> None:
        """Something moved: look at the running jobs when the period is over."""
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(PERIOD_S, self._tick)

    def flush(self) -> None:
        """Tell now whatever is waiting."""
        events, self._waiting = self._waiting, []
        ends, self._ends = self._ends, []
        if events:
            self._listeners.tell(events)
        for end, told in ends:
            self._end_listeners.tell(end)
            told()

    def close(self) -> None:
        """Tell what is waiting, and nothing more."""
        if self._timer is not None:
            self._timer.cancel()
        self.flush()

    def _event(self, kind: EventKind, status: JobStatus) -> JobEvent:
        return JobEvent(kind, status, self._package(status.job.package_id))

    def _tick(self) -> None:
        self._timer = None
        try:
            statuses = list(self._running())
        except MemoryError:
            self.wake()  # the next time shows all that has changed
            return
        announced = {}
        for status in statuses:
            if self._announced.get(status.job.job_id) != status:
                self._waiting.append(self._event(EventKind.PROGRESS, status))
            announced[status.job.job_id] = status
        self._announced = announced
        self.flush()
        if self._goes_on():
            self.wake()
