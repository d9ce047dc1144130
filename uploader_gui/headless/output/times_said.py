"""What jobs wait for, where that is a time: said once on stderr."""

from collections.abc import Sequence

from uploader_gui.domain.events import WAITING_FOR_A_TIME, JobEvent
from uploader_gui.headless.output.lines import notice


class TimesSaid:
    """Says once what jobs wait for, where that is a time; there may be thousands of them."""

    def __init__(self) -> None:
        self._said: set[str] = set()

    def say_of(self, events: Sequence[JobEvent]) -> None:
        """Say what is new of it."""
        waiting = [event.status for event in events if event.status.activity in WAITING_FOR_A_TIME]
        for words in dict.fromkeys(status.message for status in waiting):
            if words not in self._said:
                self._said.add(words)
                notice(f"{words}. Ctrl-C pauses it.")
