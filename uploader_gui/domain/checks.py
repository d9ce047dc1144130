"""Verifying a finished upload again, any time later: what is asked, what was found, and what of it stands."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class CheckKind(StrEnum):
    """How a finished object was verified again: by asking the store, by reading the local file, by reading the object."""

    STORE = "store"
    SOURCE = "source"
    READ_BACK = "read-back"


class CheckResult(StrEnum):
    """What verifying again found. UNKNOWN: nobody could say."""

    MATCHES = "matches"
    DIFFERS = "differs"
    MISSING = "missing"
    UNKNOWN = "unknown"


_STRENGTH = {CheckKind.STORE: 0, CheckKind.SOURCE: 1, CheckKind.READ_BACK: 2}


Looks = tuple[tuple[CheckKind, CheckResult], ...]
"""What each look found, in the order in which they were taken."""


@dataclass(frozen=True, slots=True)
class Check:
    """What verifying an upload again found, when (UTC), and by what it was found out.

    ``looks``: what each look found by itself, this one among them; () in records from before that was kept.
    """

    at: datetime
    by: CheckKind
    result: CheckResult
    looks: Looks = ()

    @property
    def finds_object_amiss(self) -> bool:
        """Whether the object is gone or another one; that the file on this computer has changed is no fault of it."""
        if self.result is CheckResult.DIFFERS:
            return self.by is not CheckKind.SOURCE
        return self.result is CheckResult.MISSING

    def stands_after(self, found: "Check") -> bool:
        """Say whether this still holds though ``found`` came after it.

        That nobody could say something makes nothing undone that was found out; nor does a glance take back what a
        closer look has seen.
        """
        if found.result is CheckResult.UNKNOWN:
            return self.result is not CheckResult.UNKNOWN
        is_closer = _STRENGTH[self.by] > _STRENGTH[found.by]
        return self.result is CheckResult.DIFFERS and found.result is CheckResult.MATCHES and is_closer


def check_of(
    at: datetime | None, by: CheckKind | None, result: CheckResult | None, looks: Looks = ()
) -> Check | None:
    """What was found, as it is recorded; None where nobody has verified again."""
    return None if at is None or by is None or result is None else Check(at, by, result, looks)


def looks_text(looks: Looks) -> str:
    """As it stands in a database's column: ``store=matches source=unknown``."""
    return " ".join(f"{by}={result}" for by, result in looks)


def looks_of(text: str | None) -> Looks:
    """What ``looks_text`` made; nothing for NULL."""
    pairs = (one.partition("=") for one in (text or "").split())
    return tuple((CheckKind(by), CheckResult(result)) for by, _, result in pairs)
