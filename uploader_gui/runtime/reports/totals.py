"""Sums over the files of a report, added up as they pass by."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from uploader_gui.domain.job import JobState
from uploader_gui.domain.packages.package import LeftOut, NamedFiles
from uploader_gui.domain.reports.report import ReportEntry
from uploader_gui.domain.reports.report_fields import Fields, utc_text


@dataclass(slots=True)
class ReportTotals:
    """Counts of files, and bytes of all files and of the delivered ones. Grows with each ``add``.

    ``amiss`` were delivered, but verifying again found the object gone or another one. ``missing`` are files that media
    hash lists name and that were not there, ``left_out`` what was added and not taken; they count as nothing else.
    ``began_at`` is when the first was added, ``ended_at`` when the last one ended, as far as it is known.
    """

    verified: int = 0
    unverified: int = 0
    amiss: int = 0
    failed: int = 0
    unfinished: int = 0
    missing: int = 0
    left_out: int = 0
    size: int = 0
    delivered_size: int = 0
    began_at: datetime | None = None
    ended_at: datetime | None = None

    @property
    def files(self) -> int:
        """All of them."""
        return self.verified + self.unverified + self.amiss + self.failed + self.unfinished

    @property
    def elapsed_s(self) -> float | None:
        """Seconds from the first to the last, pauses and nights included."""
        if self.began_at is None or self.ended_at is None:
            return None
        return max(0.0, (self.ended_at - self.began_at).total_seconds())

    @property
    def bytes_per_second(self) -> int | None:
        """What was delivered over that time."""
        return round(self.delivered_size / self.elapsed_s) if self.elapsed_s else None

    def add(self, entry: ReportEntry) -> None:
        """Count one more file."""
        self.size += entry.file_size
        if entry.state is JobState.COMPLETED:
            self.delivered_size += entry.file_size
            if entry.is_amiss:
                self.amiss += 1
            elif entry.is_verified:
                self.verified += 1
            else:
                self.unverified += 1
        elif entry.state is JobState.FAILED:
            self.failed += 1
        else:
            self.unfinished += 1
        self._widen(entry.began_at, entry.ended_at)

    def include(self, other: "ReportTotals") -> None:
        """Count the files of ``other`` too."""
        self.verified += other.verified
        self.unverified += other.unverified
        self.amiss += other.amiss
        self.failed += other.failed
        self.unfinished += other.unfinished
        self.missing += other.missing
        self.left_out += other.left_out
        self.size += other.size
        self.delivered_size += other.delivered_size
        self._widen(other.began_at, other.ended_at)

    def _widen(self, began_at: datetime | None, ended_at: datetime | None) -> None:
        if began_at is not None:
            self.began_at = min(self.began_at or began_at, began_at)
        if ended_at is not None:
            self.ended_at = max(self.ended_at or ended_at, ended_at)

    def fields(self) -> Fields:
        """The sums for programs."""
        return {
            "files": self.files,
            "verified": self.verified,
            "notVerified": self.unverified,
            "missingOrDiffering": self.amiss,
            "failed": self.failed,
            "unfinished": self.unfinished,
            "missingAtSource": self.missing,
            "leftOut": self.left_out,
            "bytes": self.size,
            "bytesDelivered": self.delivered_size,
            "beganAt": utc_text(self.began_at),
            "endedAt": utc_text(self.ended_at),
            "elapsedSeconds": self.elapsed_s,
            "bytesPerSecond": self.bytes_per_second,
        }


@dataclass(frozen=True, slots=True)
class ReportPackage:
    """What the report says of a package besides its files; id and name are "" for files in none."""

    package_id: str
    name: str
    missing: NamedFiles
    unlisted: NamedFiles
    left_out: LeftOut

    def sums(self) -> ReportTotals:
        """Those of what is none of its files; they grow."""
        return ReportTotals(missing=self.missing.count, left_out=self.left_out.count)


def by_package(entries: Iterable[ReportEntry]) -> Iterator[tuple[ReportPackage, Iterator[ReportEntry]]]:
    """Each package and its files; in the order in which they come."""
    return groupby(entries, _package_of)


def _package_of(entry: ReportEntry) -> ReportPackage:
    package_id = entry.package_id if entry.package_name else ""
    return ReportPackage(package_id, entry.package_name, entry.missing, entry.unlisted, entry.left_out)
