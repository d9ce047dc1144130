"""What a watched folder needs from elsewhere: what to send its files with, the engine, and who hears of it."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from uploader_gui.domain.events import Refusal
from uploader_gui.domain.job import ConflictPolicy, Job, NewJob
from uploader_gui.domain.messages import Messages
from uploader_gui.domain.packages.package import Package
from uploader_gui.domain.profile import Profile
from uploader_gui.domain.unattended.watch_folder import WatchFolder


@dataclass(frozen=True, slots=True)
class SendingSettings:
    """What files of a watched folder are sent with; sizes in bytes, ``max_size`` None for no limit."""

    profile: Profile
    part_size: int
    max_size: int | None
    on_conflict: ConflictPolicy


SendingOf = Callable[[WatchFolder], SendingSettings]
"""Any thread; raises BadSettingsError where there is no such connection."""


@dataclass(frozen=True, slots=True)
class WatchNews:
    """Something that a watched folder tells once. ``refusal``: a file that was not taken."""

    watch: WatchFolder
    messages: Messages
    is_trouble: bool = False
    refusal: Refusal | None = None


class EngineCalls(Protocol):
    """The engine as a watched folder's thread calls it: each call waits for its end. Raises StoppedError at the end."""

    def submit(self, new: Sequence[NewJob], package: Package) -> list[Job | Refusal]:
        """As ``Engine.submit``."""

    def resume(self, job_ids: Collection[str]) -> None:
        """As ``Engine.resume``, of several."""

    def put_away(self, job_id: str, said: Messages, moved_to: Path | None) -> None:
        """As ``Engine.source_put_away``."""


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds: between two looks through a polled folder at least, and through one whose changes are told; between two
    tries of what failed, and two looks for a folder that is not there.
    """

    poll_s: float = 5.0
    rescan_s: float = 600.0
    retry_s: float = 60.0
    away_s: float = 1.0
