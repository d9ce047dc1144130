"""A rate that several streams share."""

import asyncio


class Pace:
    """Lets ``bytes_per_s`` through, all users together; ``None`` is no limit. For one event loop."""

    def __init__(self, bytes_per_s: float | None = None) -> None:
        self.bytes_per_s = bytes_per_s
        self._free_at = 0.0

    @property
    def slice_size(self) -> int:
        """How much to read at once, so that a rate looks like one: a twentieth of a second's worth."""
        return 256 * 1024 if self.bytes_per_s is None else max(1, min(256 * 1024, int(self.bytes_per_s / 20)))

    async def take(self, count: int) -> None:
        """Wait until ``count`` bytes more may have come."""
        if self.bytes_per_s is None:
            return
        now = asyncio.get_running_loop().time()
        self._free_at = max(now, self._free_at) + count / self.bytes_per_s
        await asyncio.sleep(self._free_at - now)
