"""Jobs that leave the rows and may come back, some at a time: 66,000 at once stopped the window for a second. No Qt."""

from collections.abc import Collection, Iterable, Sequence
from itertools import islice

from uploader_gui.domain.events import EventKind, JobEvent, JobStatus

AT_ONCE = 2000
"""Jobs that are taken out or put back in one go; some 40 ms among 100,000 rows."""


class HiddenJobs:
    """Which jobs are to be hidden whatever becomes of them, and what of that the rows have yet to follow. GUI thread."""

    def __init__(self) -> None:
        self._ids: set[str] = set()
        self._leaving: dict[str, JobStatus] = {}
        self._returning: dict[str, JobStatus] = {}
        self._returned: list[str] = []

    def __contains__(self, job_id: str) -> bool:
        return job_id in self._ids

    @property
    def is_under_way(self) -> bool:
        """Rows have yet to go or to come."""
        return bool(self._leaving or self._returning)

    def put_away(self, statuses: Iterable[JobStatus]) -> None:
        """Hide these; the first ones go first."""
        leaving = {status.job.job_id: status for status in statuses}
        self._ids |= leaving.keys()
        self._leaving |= leaving
        for job_id in leaving.keys() & self._returning.keys():
            del self._returning[job_id]

    def bring_back(self, statuses: Iterable[JobStatus]) -> None:
        """Hide these no more."""
        returning = {status.job.job_id: status for status in statuses}
        self._ids -= returning.keys()
        self._returning |= returning
        for job_id in returning.keys() & self._leaving.keys():
            del self._leaving[job_id]

    def next_leaving(self) -> list[JobStatus]:
        """Those that are to go next; none once all have gone."""
        return _taken(self._leaving)

    def next_returning(self, known: Collection[str]) -> dict[str, JobStatus]:
        """Those that are to come next, without what is ``known``: it has not left yet, or is back by something newer."""
        returning = {status.job.job_id: status for status in _taken(self._returning)}
        self._returned += returning
        return {job_id: status for job_id, status in returning.items() if job_id not in known}

    def take_returned(self) -> list[str]:
        """The ids of those that are back, once all are that were to come; asked for once."""
        if self.is_under_way:
            return []
        returned, self._returned = self._returned, []
        return returned

    def let_through(self, events: Sequence[JobEvent]) -> Sequence[JobEvent]:
        """Those of these events that are not about hidden jobs. One that is gone for good is hidden no more."""
        if not (self._ids or self._returning):
            return events
        return [event for event in events if self._lets_through(event)]

    def _lets_through(self, event: JobEvent) -> bool:
        job_id = event.status.job.job_id
        is_hidden = job_id in self._ids
        if event.kind is not EventKind.REMOVED:
            return not is_hidden
        self._ids.discard(job_id)
        self._returning.pop(job_id, None)
        has_left = self._leaving.pop(job_id, None) is None
        return not (is_hidden and has_left)


def _taken(waiting: dict[str, JobStatus]) -> list[JobStatus]:
    """The next ones, which do not wait any more."""
    some = list(islice(waiting, AT_ONCE))
    return [waiting.pop(job_id) for job_id in some]
