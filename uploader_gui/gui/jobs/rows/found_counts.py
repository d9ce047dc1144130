"""How many of the jobs that the words of the filter find look each way, and which entry of the side stands for them."""

from collections import Counter
from collections.abc import Collection, Mapping

from uploader_gui.domain.events import JobStatus
from uploader_gui.domain.job import JobState
from uploader_gui.gui.job_kind import APPEARANCE, Look, look_of


class FoundCounts:
    """Kept up job by job: to look through 100,000 names at each change would stop the window. GUI thread."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[Look, str]] = {}
        self._looks: Counter[Look] = Counter()
        self._in_packages: Counter[tuple[JobState, str]] = Counter()

    def note(self, status: JobStatus, *, is_found: bool) -> None:
        """A job as it is now, and whether the words find it."""
        self.forget(status.job.job_id)
        if is_found:
            look, package_id = look_of(status), status.job.package_id
            self._known[status.job.job_id] = look, package_id
            self._looks[look] += 1
            self._in_packages[APPEARANCE[look].entry, package_id] += 1

    def forget(self, job_id: str) -> None:
        """A job is gone."""
        before = self._known.pop(job_id, None)
        if before is not None:
            look, package_id = before
            self._looks[look] -= 1
            self._in_packages[APPEARANCE[look].entry, package_id] -= 1

    def entry_of(self, job_id: str) -> JobState | None:
        """The entry under which a job was found; None for one that was not."""
        found = self._known.get(job_id)
        return None if found is None else APPEARANCE[found[0]].entry

    def looks(self) -> Mapping[Look, int]:
        """How many there are that look each way."""
        return +self._looks

    def is_in(self, package_id: str, states: Collection[JobState]) -> bool:
        """Whether a file of the package is among those found, under one of these entries."""
        return any(self._in_packages[state, package_id] for state in states)
