"""Which files have not changed for a while."""

import heapq

from uploader_gui.domain.job import Fingerprint


class Settling:
    """Files that are not finished yet, each with how it was last seen, and when to look at it again.

    Seconds are of a clock that only goes on; ``math.inf``: only once something tells to.
    """

    def __init__(self) -> None:
        self._seen: dict[str, tuple[Fingerprint, float]] = {}
        self._order: list[tuple[float, str]] = []

    def __len__(self) -> int:
        return len(self._seen)

    def seen(self, path: str) -> Fingerprint | None:
        """How it was last seen; None for one that is not in here."""
        known = self._seen.get(path)
        return None if known is None else known[0]

    def wait(self, path: str, now: Fingerprint, until_s: float) -> None:
        """The file is like this now, and to be looked at again then."""
        self._seen[path] = now, until_s
        heapq.heappush(self._order, (until_s, path))

    def forget(self, path: str) -> None:
        """It is gone, or taken."""
        self._seen.pop(path, None)

    def clear(self) -> None:
        """All are gone, for now."""
        self._seen.clear()
        self._order.clear()

    def due(self, now_s: float, most: int) -> list[tuple[str, Fingerprint]]:
        """So many at most of those whose time is over; they are not in here any more."""
        due: list[tuple[str, Fingerprint]] = []
        while self._order and self._order[0][0] <= now_s and len(due) < most:
            at_s, path = heapq.heappop(self._order)
            seen = self._seen.get(path)
            if seen is not None and seen[1] == at_s:
                del self._seen[path]
                due.append((path, seen[0]))
        return due

    @property
    def next_s(self) -> float:
        """When to look at the next one."""
        return self._order[0][0] if self._order else float("inf")
