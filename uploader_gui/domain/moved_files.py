"""What a file that was found elsewhere tells of the others: a folder, or a whole drive, has another place now."""

from dataclasses import dataclass
from pathlib import PurePath


@dataclass(frozen=True, slots=True)
class Relocation:
    """All that was below ``before`` is to be looked for below ``now``, by the same relative path."""

    before: PurePath
    now: PurePath

    def place_of(self, path: str) -> str | None:
        """Where a file is now, if it has moved with the others; None for one that was elsewhere."""
        known = type(self.before)(path)
        if not known.is_relative_to(self.before):
            return None
        return str(self.now / known.relative_to(self.before))


def relocation(before: str, now: str, flavour: type[PurePath] = PurePath) -> Relocation | None:
    """What has moved if the file at ``before`` is at ``now``: as much as the two paths differ in, counted from their ends.

    ``/Volumes/A/day 1/a.mov`` found as ``/mnt/b/day 1/a.mov``: all of ``/Volumes/A`` is below ``/mnt/b`` now. None for a
    file that has another name, which says nothing of others. ``flavour``: that of this system's paths.
    """
    old, new = flavour(before), flavour(now)
    if old == new or flavour(old.name) != flavour(new.name):
        return None
    while flavour(old.name) == flavour(new.name) and old.name:
        old, new = old.parent, new.parent
    return Relocation(old, new)
