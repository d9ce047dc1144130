"""What a report of uploads says of each file, and which files it is about."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from uploader_gui.domain.checks import CheckKind, CheckResult, check_of
from uploader_gui.domain.errors import ErrorCode
from uploader_gui.domain.hashes import Hashes
from uploader_gui.domain.job import JobState, VerifiedBy
from uploader_gui.domain.messages import Messages
from uploader_gui.domain.packages.package import NO_FILES, NOTHING_LEFT_OUT, LeftOut, NamedFiles
from uploader_gui.domain.store.object_terms import ObjectTerms


@dataclass(frozen=True, slots=True)
class Reported:
    """How many files a report has, and how many finished ones a media hash list is without: no hash was made of them."""

    files: int
    without_hash: int = 0


@dataclass(frozen=True, slots=True)
class ReportFilter:
    """The files of a report: those that fit all that is given; None asks for nothing.

    ``job``: an id, or 8 characters or more that it begins with. ``job_ids`` and ``package_ids``: exactly these.
    ``since`` (inclusive) and ``until`` (exclusive) are about when a file ended, of unfinished ones when it was added.
    """

    job: str | None = None
    package_ids: Collection[str] | None = None
    job_ids: Collection[str] | None = None
    states: Collection[JobState] | None = None
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class ReportEntry:
    """A file of a report, as ``Recording`` has it where it is COMPLETED, else as its ``Job``. Times in UTC.

    ``bytes_done`` are acknowledged by the store. ``ended_at`` is None for what goes on or waits. ``code`` and
    ``messages`` tell why it FAILED. ``terms``: what its object got, or is to get. ``package_order`` numbers packages as they were made; what is in none comes last.
    ``missing``, ``unlisted`` and ``left_out`` are those of its package, where the report is not of certain files alone.
    """

    package_order: int
    package_id: str
    package_name: str
    job_id: str
    state: JobState
    file_name: str
    source_path: str
    file_size: int
    bytes_done: int
    content_type: str
    profile: str
    endpoint: str
    bucket: str
    object_key: str
    began_at: datetime | None
    ended_at: datetime | None
    active_s: float | None
    part_count: int | None
    hashes: Hashes
    version_id: str = ""
    etag: str = ""
    crc32: int | None = None
    verified_by: VerifiedBy | None = None
    download_url: str = ""
    user: str = ""
    host: str = ""
    program_version: str = ""
    checked_at: datetime | None = None
    checked_by: CheckKind | None = None
    check_result: CheckResult | None = None
    code: ErrorCode = ErrorCode.NONE
    messages: Messages = ()
    terms: ObjectTerms | None = None
    missing: NamedFiles = NO_FILES
    unlisted: NamedFiles = NO_FILES
    left_out: LeftOut = NOTHING_LEFT_OUT

    @property
    def is_verified(self) -> bool:
        """Whether it was delivered, that was proven, and nothing else was found since."""
        if self.is_amiss:
            return False
        is_proven = self.verified_by not in {None, VerifiedBy.NONE}
        return is_proven or self.check_result is CheckResult.MATCHES

    @property
    def is_amiss(self) -> bool:
        """Whether it was delivered, and verifying again found the object gone or another one."""
        check = check_of(self.checked_at, self.checked_by, self.check_result)
        return check is not None and check.finds_object_amiss
