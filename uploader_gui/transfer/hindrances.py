"""What keeps jobs from going on that is none of their own: who hears of it, and what is said of such a job."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from uploader_gui.domain.errors import UploaderError
from uploader_gui.domain.messages import Message, MessageCode, message
from uploader_gui.transfer.listeners import Listeners
from uploader_gui.transfer.state_disk import StateDisk
from uploader_gui.transfer.waiting_jobs import HeldJobs, Hold

SAID_OF_HELD: Final[dict[Hold, Message]] = {
    Hold.UNANSWERED: message(MessageCode.WAITING_FOR_ANSWER),
    Hold.KEYLESS: message(MessageCode.WAITING_FOR_SECRET),
}


@dataclass(frozen=True, slots=True)
class Hindrances:
    """What keeps jobs from going on that is none of their own.

    ``disk``: why the list can't be written, or None. ``keyless``: the connections, by name and endpoint, that jobs
    wait for because nobody has entered their secret key.
    """

    disk: UploaderError | None = None
    keyless: frozenset[tuple[str, str]] = frozenset()


class HindranceReport:
    """Lives on the engine's loop. Tells each listener of all hindrances there are, whenever it is told to."""

    def __init__(self, disk: StateDisk, held: HeldJobs) -> None:
        self._disk = disk
        self._held = held
        self._listeners: Listeners[Hindrances] = Listeners("what keeps jobs from going on")

    def subscribe(self, listener: Callable[[Hindrances], None]) -> None:
        """Hear what keeps jobs from going on, each time that changes."""
        self._listeners.add(listener)

    def tell(self) -> None:
        """Something of it has changed, or there is a new listener."""
        places = [job.destination for job in self._held.jobs(Hold.KEYLESS)]
        keyless = frozenset((place.profile, place.endpoint) for place in places)
        self._listeners.tell(Hindrances(self._disk.trouble, keyless))
