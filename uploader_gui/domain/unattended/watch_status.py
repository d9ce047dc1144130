"""What is known of a watched folder at a moment."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from uploader_gui.domain.messages import Messages
from uploader_gui.domain.unattended.watch_folder import WatchFolder


class WatchState(StrEnum):
    """OFF: switched off. STARTING: being looked through. WAITING: the folder is not there, and will be watched once it is."""

    OFF = "off"
    STARTING = "starting"
    WATCHING = "watching"
    WAITING = "waiting"


class WatchMeans(StrEnum):
    """How changes are noticed: the system tells of them, or the folder is looked at in intervals."""

    EVENTS = "events"
    POLLING = "polling"


@dataclass(frozen=True, slots=True)
class WatchStatus:
    """A watched folder as it is now. Counts are of files; ``sent``, ``failed`` and ``refused`` since it is watched.

    ``means``: None until it is known; ``means_reason``: why it is polled. ``seen``: there now, of those that its
    patterns take. ``settling``: not finished yet. ``sending``: have become jobs that have not ended. ``sent``: ended
    well, ``unproven`` of them without a proof, so that they stay where they are. ``refused``: not taken, and why is in
    ``trouble``. ``last_file``: path of the last one that was taken, "" for none, ``last_at`` when, UTC. ``trouble``:
    what the user has to know, the newest; empty for nothing.
    """

    watch: WatchFolder
    state: WatchState
    means: WatchMeans | None = None
    means_reason: Messages = ()
    seen: int = 0
    settling: int = 0
    sending: int = 0
    sent: int = 0
    unproven: int = 0
    failed: int = 0
    refused: int = 0
    last_file: str = ""
    last_at: datetime | None = None
    trouble: Messages = ()
