"""A clock that a test moves, on the walls of a town where it is put forward and back."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from uploader_gui.transfer.hours.timekeeper import Clock

BERLIN = ZoneInfo("Europe/Berlin")


class MovedClock:
    """Stands still at ``wall``, what the walls of Berlin show, until it is moved."""

    def __init__(self, wall: str) -> None:
        self.set(wall)

    def set(self, wall: str) -> None:
        """Show this; a time with its offset says which of two alike is meant."""
        moment = datetime.fromisoformat(wall)
        self.now = (moment if moment.tzinfo else moment.replace(tzinfo=BERLIN)).astimezone(ZoneInfo("UTC"))

    def move(self, **by: int) -> None:
        """So much later, by hours, minutes and seconds that really pass."""
        self.now += timedelta(**by)

    @property
    def clock(self) -> Clock:
        """For an engine."""
        return Clock(lambda: self.now, lambda moment: moment.astimezone(BERLIN))
