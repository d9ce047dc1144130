"""What was added together: one drop, one folder, one command."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final
from uuid import uuid4

from uploader_gui.domain.errors import ErrorCode
from uploader_gui.domain.hashes import HashListPolicy
from uploader_gui.domain.messages import Messages

MOST_KEPT: Final = 1000
"""How many names a package keeps of each kind: it is read as a whole wherever it is shown."""


@dataclass(frozen=True, slots=True)
class NamedFiles:
    """Files by their source paths: ``count`` of them, of which ``paths`` holds the first ``MOST_KEPT``."""

    paths: tuple[str, ...] = ()
    count: int = 0

    @classmethod
    def of(cls, paths: Sequence[str]) -> "NamedFiles":
        """These files."""
        return cls(tuple(paths[:MOST_KEPT]), len(paths))

    @property
    def unnamed(self) -> int:
        """How many there are besides ``paths``."""
        return self.count - len(self.paths)


NO_FILES: Final = NamedFiles()


@dataclass(frozen=True, slots=True)
class LeftOutFile:
    """What was added with a package and did not become a file of it: its source path, and why (a code and sentences).

    ``job_id``: the job of another package that sends this very file to the same place; "" where there is none.
    """

    path: str
    code: ErrorCode
    messages: Messages = ()
    job_id: str = ""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What a package lacks of what was added: ``count``, of which ``files`` holds the first ``MOST_KEPT``."""

    files: tuple[LeftOutFile, ...] = ()
    count: int = 0

    @classmethod
    def of(cls, files: Sequence[LeftOutFile]) -> "LeftOut":
        """These."""
        return cls(tuple(files[:MOST_KEPT]), len(files))

    @property
    def unnamed(self) -> int:
        """How many there are besides ``files``."""
        return self.count - len(self.files)

    @property
    def job_ids(self) -> list[str]:
        """The jobs of other packages that send some of these."""
        return [one.job_id for one in self.files if one.job_id]

    def but_for(self, job_ids: Collection[str]) -> "LeftOut":
        """All but the files of these jobs."""
        files = tuple(one for one in self.files if one.job_id not in job_ids)
        return LeftOut(files, self.count - len(self.files) + len(files))


NOTHING_LEFT_OUT: Final = LeftOut()


@dataclass(frozen=True, slots=True)
class Package:
    """A package's row. Its files are the jobs and recordings that name its id; it stays when its jobs are removed.

    ``name`` is the user's to change. ``source_folder``: the folder that was added as a whole, "" where it was none.
    ``ended_at``: when no job of its files was left that waits, runs or is paused; None while there is one. Times in UTC.
    ``hash_lists``: whether one is written when it ends. ``missing``: what its media hash lists name and what was not
    there when it was added; ``unlisted``: what was added and is in none of them, where there are any.
    ``bandwidth_limit``: bytes per second of all its jobs together; None for no limit of its own. ``left_out``: what was
    added with it and refused, or is a file of another package; it does not end before those. ``active_s`` and ``bytes_sent``: what its last end told, None
    before there was one.
    """

    name: str
    source_folder: str = ""
    created_at: datetime = field(default_factory=lambda: datetime.now(UTC))
    ended_at: datetime | None = None
    package_id: str = field(default_factory=lambda: str(uuid4()))
    hash_lists: HashListPolicy = HashListPolicy.CHECK
    missing: NamedFiles = NO_FILES
    unlisted: NamedFiles = NO_FILES
    bandwidth_limit: int | None = None
    left_out: LeftOut = NOTHING_LEFT_OUT
    active_s: float | None = None
    bytes_sent: int | None = None

    @property
    def sent_for_s(self) -> float | None:
        """For how many seconds at least one of its files was being sent; None while it has not ended."""
        return None if self.ended_at is None else self.active_s

    @property
    def bytes_per_second(self) -> float | None:
        """The average in that time; None while it has not ended, and where nothing was sent."""
        active_s, size = self.sent_for_s, self.bytes_sent
        return size / active_s if size and active_s and active_s > 0 else None

    @property
    def awaited(self) -> int:
        """How many of its files another package still sends; what became of them is known at its end."""
        return len(self.left_out.job_ids) if self.ended_at is None else 0

    @property
    def lacks_something(self) -> bool:
        """Say whether something that was added, or that its media hash lists name, is known to be no file of it."""
        return self.left_out.count > self.awaited or self.missing.count > 0

    @property
    def has_all(self) -> bool:
        """Say whether all that was added, and all that its media hash lists name, are files of it."""
        return not self.left_out.count and not self.missing.count
