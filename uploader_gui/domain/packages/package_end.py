"""The end of a package: what is told of it, and what is done because of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID, uuid5

from uploader_gui.domain.errors import ErrorCode
from uploader_gui.domain.messages import Messages
from uploader_gui.domain.packages.package import Package

MOST_FAILURES = 20
"""So many failed files are named; the others are counted."""
_DELIVERIES = UUID("5b0c9f5e-6a35-4f0c-9a43-6c1d2f1f0c77")


@dataclass(frozen=True, slots=True)
class FailedFile:
    """A file of a package that failed: its path, and why."""

    path: str
    code: ErrorCode
    messages: Messages


@dataclass(frozen=True, slots=True)
class PackageEnd:
    """A package none of whose files waits, runs or is paused any more. Times in UTC, ``bytes_sent`` of what is completed.

    ``active_s``: for how many seconds at least one of the completed files was UPLOADING. ``failures``: the first
    ``MOST_FAILURES`` of the ``failed`` ones. A package of which a failed file is resumed ends again.
    """

    package: Package
    completed: int
    failed: int
    bytes_sent: int
    began_at: datetime
    ended_at: datetime
    active_s: float
    failures: tuple[FailedFile, ...] = ()

    @property
    def files(self) -> int:
        """How many files have come to their end."""
        return self.completed + self.failed

    @property
    def added(self) -> int:
        """How many files were added: those, and what was left out."""
        return self.files + self.package.left_out.count

    @property
    def bytes_per_second(self) -> float | None:
        """The average while files were being sent; None where nothing was."""
        return self.bytes_sent / self.active_s if self.bytes_sent and self.active_s > 0 else None

    @property
    def more_failures(self) -> int:
        """How many failed files ``failures`` does not name."""
        return self.failed - len(self.failures)

    @property
    def is_incomplete(self) -> bool:
        """Whether a file failed or was left out, or one that a media hash list names was not there."""
        return bool(self.failed) or not self.package.has_all

    @property
    def is_one_row(self) -> bool:
        """Say whether it is a single file, and all of its package: then its row has said all there is to say."""
        return self.files == 1 and self.package.has_all


class ActionKind(StrEnum):
    """What is done when a package has ended: who listens is told, a media hash list is written where one is wanted, a
    command is run, a webhook is called.
    """

    TOLD = "told"
    HASH_LIST = "hash list"
    COMMAND = "command"
    WEBHOOK = "webhook"


class ActionState(StrEnum):
    """WANTED until it was carried out, or can't be."""

    WANTED = "wanted"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class PackageAction:
    """Something to be done for an end, and what became of it. Times in UTC.

    ``attempts``: how often it was begun. ``end`` is what there was to tell when the package ended, whatever has become
    of it since. ``answer``: the last one, or what was in the way.
    """

    action_id: int
    package_id: str
    kind: ActionKind
    state: ActionState
    attempts: int
    wanted_at: datetime
    done_at: datetime | None
    answer: Messages
    end: PackageEnd

    @property
    def delivery_id(self) -> str:
        """The same however often it is carried out: by this a receiver knows what it has been told already."""
        return str(uuid5(_DELIVERIES, f"{self.package_id} {self.kind} {self.wanted_at.isoformat()}"))


EndListener = Callable[[PackageEnd], None]
ActionListener = Callable[[PackageAction], None]
