"""Who listens to the engine; what they do with it decides nothing."""

import logging
from collections.abc import Callable
from typing import Generic, TypeVar

log = logging.getLogger(__name__)

Told = TypeVar("Told")


class Listeners(Generic[Told]):
    """Lives on the engine's loop. ``of`` says for the log what they hear of."""

    def __init__(self, of: str) -> None:
        self._of = of
        self._listeners: list[Callable[[Told], None]] = []

    def add(self, listener: Callable[[Told], None]) -> Callable[[], None]:
        """Call ``listener`` from now on; the result ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def tell(self, what: Told) -> None:
        """Tell all of them; never raises."""
        for listener in list(self._listeners):
            try:
                listener(what)
            except Exception:  # whatever a listener shows badly, the others hear of it and the jobs go on
                log.exception("A listener failed at %s.", self._of)
