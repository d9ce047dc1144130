"""What the timetable says now, looked up by the clock on the wall again and again."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from uploader_gui.domain.unattended.timetable import (
    LocalTime,
    Timetable,
    TimetableNow,
    in_force,
    system_time,
    timetable_now,
)
from uploader_gui.transfer.listeners import Listeners

# The clock is set by hand, a laptop sleeps, a time zone is left: no timer that was set for hours would know.
LOOK_EVERY_S: Final = 60.0
_SOONEST_S: Final = 0.05


def _utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Clock:
    """What time it is: ``now`` in UTC, and what the clock on the wall shows then."""

    now: Callable[[], datetime] = _utc_now
    local: LocalTime = system_time


SYSTEM_CLOCK: Final = Clock()


class Timekeeper:
    """Lives on the engine's loop. ``changed`` is called at each look, before those who listen to what has changed."""

    def __init__(self, clock: Clock, timetable: Timetable, limit: int | None) -> None:
        self.clock = clock
        self._timetable = timetable
        self._limit = limit
        self._ignored_until: datetime | None = None
        self._is_ignored = False
        self._timer: asyncio.TimerHandle | None = None
        self._is_closed = False
        self._looked: Callable[[], None] = lambda: None
        self._next_start: Callable[[], datetime | None] = lambda: None
        self._listeners: Listeners[TimetableNow] = Listeners("the timetable")
        self.now = self._found()

    def begin(self, looked: Callable[[], None], next_start: Callable[[], datetime | None]) -> None:
        """Look from now on, at least once a minute. ``looked`` is called then; ``next_start``: when a job is to start."""
        self._looked = looked
        self._next_start = next_start
        self.look()

    def subscribe(self, listener: Callable[[TimetableNow], None]) -> None:
        """Hear what counts whenever that changes."""
        self._listeners.add(listener)

    def use(self, timetable: Timetable, limit: int | None) -> None:
        """Other rules, or another ``limit`` beside them, in bytes a second; it acts at once."""
        if timetable != self._timetable:
            self._is_ignored = False
        self._timetable, self._limit = timetable, limit
        self.look()

    def ignore(self, *, is_ignored: bool) -> None:
        """Let the timetable not count until what it says changes next, or let it count again."""
        self._is_ignored = is_ignored
        self._ignored_until = in_force(self._timetable, self.clock.now(), self.clock.local).until
        self.look()

    def look(self) -> None:
        """See what counts now. Called by itself at each change, and at least once a minute."""
        if hasattr(time, "tzset"):
            time.tzset()  # the computer may have been carried into another zone
        before, self.now = self.now, self._found()
        self._looked()
        if self.now != before:
            self._listeners.tell(self.now)
        self._set_timer()

    def close(self) -> None:
        """Look no more."""
        self._is_closed = True
        if self._timer is not None:
            self._timer.cancel()

    def _found(self) -> TimetableNow:
        now = self.clock.now()
        if self._ignored_until is not None and now >= self._ignored_until:
            self._is_ignored = False
        return timetable_now(self._timetable, self._limit, now, self.clock.local, is_ignored=self._is_ignored)

    def _set_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        if self._is_closed:
            return
        now = self.clock.now()
        dues = [one for one in (self.now.in_force.until, self._next_start()) if one is not None]
        left_s = min([(due - now).total_seconds() for due in dues], default=LOOK_EVERY_S)
        delay_s = min(LOOK_EVERY_S, max(_SOONEST_S, left_s))
        self._timer = asyncio.get_running_loop().call_later(delay_s, self.look)
