"""Whether parts may leave now: asked by everything that sends."""

from collections.abc import Callable


class SendingHours:
    """Lives on the engine's loop. ``sends``: parts may leave; those on their way are sent to their end in any case."""

    def __init__(self) -> None:
        self.sends = True
        self._stands_still: Callable[[str], None] = lambda _: None

    def on_standstill(self, listener: Callable[[str], None]) -> None:
        """Call ``listener`` with the id of each job that has parts to send, may not, and has none on its way."""
        self._stands_still = listener

    def stands_still(self, job_id: str) -> None:
        """A job has nothing on its way any more, and may send nothing now."""
        self._stands_still(job_id)
