"""How many of the jobs that the words of the filter find each entry of the side stands for."""

from collections import Counter
from collections.abc import Collection, Mapping

from uploader_gui.domain.events import JobStatus
from uploader_gui.domain.job import JobState
from uploader_gui.gui.job_kind import APPEARANCE, look_of


class FoundCounts:
    """Kept up job by job: to look through 100,000 names at each change would stop the window. GUI thread."""

    def __init__(self) -> None:
        self._entries: dict[str, tuple[JobState, str]] = {}
        self._counts: Counter[JobState] = Counter()
        self._in_packages: Counter[tuple[JobState, str]] = Counter()

    def note(self, status: JobStatus, *, is_found: bool) -> None:
        """A job as it is now, and whether the words find it."""
        self.forget(status.job.job_id)
        if is_found:
            entry = APPEARANCE[look_of(status)].entry
            found = self._entries[status.job.job_id] = entry, status.job.package_id
            self._counts[entry] += 1
            self._in_packages[found] += 1

    def forget(self, job_id: str) -> None:
        """A job is gone."""
        before = self._entries.pop(job_id, None)
        if before is not None:
            self._counts[before[0]] -= 1
            self._in_packages[before] -= 1

    def entry_of(self, job_id: str) -> JobState | None:
        """The entry under which a job was found; None for one that was not."""
        found = self._entries.get(job_id)
        return None if found is None else found[0]

    def counts(self) -> Mapping[JobState, int]:
        """How many there are for each entry."""
        return +self._counts

    def is_in(self, package_id: str, states: Collection[JobState]) -> bool:
        """Whether a file of the package is among those found, under one of these entries."""
        return any(self._in_packages[state, package_id] for state in states)
