"""What was learned about a store: which optional headers it takes, and what it said about itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum

ASKED_AGAIN_AFTER = timedelta(days=30)
"""A trait this old counts as unknown: stores are updated, and what stands before them is changed."""


class Trait(StrEnum):
    """Something that stores differ in; most are an optional header, or what becomes of it.

    CHECKSUMS: ``x-amz-checksum-crc32`` with a part or an object; REPEATS: the answer repeats it. ANNOUNCEMENT:
    ``x-amz-checksum-algorithm`` at Create, WHOLE: ``x-amz-checksum-type: FULL_OBJECT`` there, FINISH_WHOLE: the
    whole's CRC32 at Complete, LISTED: CRC32s in Complete's list. CHECKSUM_MODE: ``x-amz-checksum-mode`` at HEAD.
    PUT_CONDITION and FINISH_CONDITION: ``If-None-Match: *`` at PUT and at Complete, taken and kept.
    REGION, ENDPOINT: where the store says that a bucket is. VIRTUAL_HOSTED: it wants the bucket's name in the host.
    """

    CHECKSUMS = "checksums"
    REPEATS = "repeats_checksums"
    ANNOUNCEMENT = "announced_checksums"
    WHOLE = "whole_checksums"
    FINISH_WHOLE = "whole_checksum_at_the_end"
    LISTED = "listed_checksums"
    CHECKSUM_MODE = "checksum_mode"
    PUT_CONDITION = "condition_on_put"
    FINISH_CONDITION = "condition_at_the_end"
    VIRTUAL_HOSTED = "virtual_hosted"
    REGION = "region"
    ENDPOINT = "endpoint"


OF_BUCKETS = frozenset({Trait.REGION, Trait.ENDPOINT})
"""What may differ between the buckets of one store; all else is the store's."""
_YES, _NO = "yes", "no"


@dataclass(frozen=True, slots=True)
class Learned:
    """One trait as it was learned: ``value`` is "yes", "no" or what the store said; ``learned_at`` UTC."""

    value: str
    learned_at: datetime


@dataclass(frozen=True, slots=True)
class StoreTraits:
    """All that is known of one bucket of a store; what is too old to be believed is unknown."""

    known: Mapping[Trait, Learned] = field(default_factory=dict)

    def has(self, trait: Trait) -> bool | None:
        """Say whether the store has it; None: unknown."""
        value = self.said(trait)
        return value == _YES if value in {_YES, _NO} else None

    def said(self, trait: Trait) -> str:
        """What the store said, such as its region; "" where it said nothing."""
        learned = self.known.get(trait)
        if learned is None or learned.learned_at + ASKED_AGAIN_AFTER < datetime.now(UTC):
            return ""
        return learned.value


def flag(*, is_so: bool) -> str:
    """A yes or no as it is kept."""
    return _YES if is_so else _NO


@dataclass(frozen=True, slots=True)
class TraitPlace:
    """Whose trait it is; ``bucket`` "": the whole store's."""

    endpoint: str
    bucket: str
    trait: Trait
