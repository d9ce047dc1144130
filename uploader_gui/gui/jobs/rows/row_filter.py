"""Which jobs and packages the filter lets through; no Qt."""

from collections.abc import Collection, Mapping

from uploader_gui.domain.events import JobStatus
from uploader_gui.domain.job import JobState
from uploader_gui.gui.job_kind import APPEARANCE, JobKind, Look, look_of
from uploader_gui.gui.jobs.packages.package_totals import Packages, PackageTotals
from uploader_gui.gui.jobs.rows.found_counts import FoundCounts


class RowFilter:
    """By the entry of the side, and by ``words``, in small letters, that a job's name, its key or the name of its package
    must hold. A package fits if one of its files does. GUI thread.
    """

    def __init__(self, packages: Packages) -> None:
        self._packages = packages
        self._states = tuple(
            JobState
        )  # looked through quicker than a set, whose members say their hash in Python
        self.words = ""
        self.is_on = False
        """Some jobs may have to go without a row for it."""
        self._found = FoundCounts()

    def choose(self, states: Collection[JobState], words: str) -> None:
        """Let these through from now on; all jobs have to be looked at again."""
        if words.casefold() != self.words:
            self._found = FoundCounts()
        self._states, self.words = tuple(states), words.casefold()
        self.is_on = bool(self.words) or set(self._states) != set(JobState)

    def fits(self, status: JobStatus) -> bool:
        """Say whether a job is to have a row; if words are looked for, it is counted on the way."""
        if not self.is_on:
            return True
        is_found = True
        if self.words:
            job = status.job
            where, package = job.destination.object_key, self._packages.name_of(job)
            is_found = self.words in f"{job.file_name}\n{where}\n{package}".casefold()
            self._found.note(status, is_found=is_found)
        return is_found and APPEARANCE[look_of(status)].entry in self._states

    def has_fitted(self, job_id: str, kind: JobKind) -> bool:
        """Say the same of a job that was looked at as it is now, by what was found then."""
        entry = self._found.entry_of(job_id) if self.words else kind.appearance.entry
        return entry in self._states

    def package_fits(self, totals: PackageTotals) -> bool:
        """Say whether one of its files, all of which have been looked at, is to have a row."""
        if self.words:
            return self._found.is_in(totals.package_id, self._states)
        return any(kind.appearance.entry in self._states for kind in totals.kinds)

    def stands_outside(self, item: JobStatus | PackageTotals) -> bool:
        """Say whether a job or a package is to have a row that is inside no package."""
        if isinstance(item, PackageTotals):
            return self.package_fits(item)
        if item.job.package_id not in self._packages.heads:
            return self.fits(item)
        if self.words:
            self.fits(item)
        return False

    def forget(self, job_id: str) -> None:
        """A job is gone."""
        self._found.forget(job_id)

    def found(self) -> Mapping[Look, int]:
        """How many of those that the words find look each way."""
        return self._found.looks()
