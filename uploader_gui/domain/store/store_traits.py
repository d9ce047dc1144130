"""What was learned about a store: which optional headers it takes, and what it said about itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

ASKED_AGAIN_AFTER = timedelta(days=30)
"""A trait this old counts as unknown: stores are updated, and what stands before them is changed."""


class Trait(StrEnum):
    """Something that stores differ in; most are an optional header, or what becomes of it.

    CHECKSUMS: ``x-amz-checksum-crc32`` with a part or an object; REPEATS: the answer repeats it. ANNOUNCEMENT:
    ``x-amz-checksum-algorithm`` at Create, WHOLE: ``x-amz-checksum-type: FULL_OBJECT`` there, FINISH_WHOLE: the
    whole's CRC32 at Complete, LISTED: CRC32s in Complete's list. CHECKSUM_MODE: ``x-amz-checksum-mode`` at HEAD.
    COPY_ANNOUNCED: an object is copied into an upload that was begun with ANNOUNCEMENT. BATCH_DELETE: DeleteObjects.
    KEEPING: a CopyAbility, of the bucket where parts are kept. LIFETIME: hours that it keeps an unfinished upload, or
    "unlimited".
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
    COPY_ANNOUNCED = "copies_into_announced_uploads"
    BATCH_DELETE = "batch_delete"
    KEEPING = "keeping_parts"
    LIFETIME = "upload_lifetime"
    VIRTUAL_HOSTED = "virtual_hosted"
    REGION = "region"
    ENDPOINT = "endpoint"


class CopyAbility(StrEnum):
    """Whether parts can be kept as objects and joined by the store: ABLE, or the first thing that can't be done.

    LOCKED: what is written can't be deleted for a while. NO_COPY: the store refuses to copy, or gives no result.
    """

    ABLE = "able"
    NOT_WRITABLE = "not_writable"
    LOCKED = "locked"
    NOT_READABLE = "not_readable"
    NO_COPY = "no_copy"
    NOT_DELETABLE = "not_deletable"


FOR_EVER = "unlimited"
"""What LIFETIME says of a store that keeps unfinished uploads for ever, as far as is known."""
OF_BUCKETS = frozenset({Trait.REGION, Trait.ENDPOINT, Trait.KEEPING, Trait.LIFETIME})
"""What may differ between the buckets of one store; all else is the store's."""
_YES, _NO = "yes", "no"


@dataclass(frozen=True, slots=True)
class Learned:
    """One trait as it was learned: ``value`` is "yes", "no" or what the store said; ``learned_at`` UTC."""

    value: str
    learned_at: datetime

    @property
    def said(self) -> str:
        """The value, as long as it is believed; "" after that."""
        return "" if self.learned_at + ASKED_AGAIN_AFTER < datetime.now(UTC) else self.value

    @property
    def holds(self) -> bool | None:
        """Say whether the store has it; None: unknown, or no question of yes or no."""
        value = self.said
        return value == _YES if value in {_YES, _NO} else None


@dataclass(frozen=True, slots=True)
class StoreTraits:
    """All that is known of one bucket of a store; what is too old to be believed is unknown."""

    known: Mapping[Trait, Learned] = field(default_factory=dict)

    def has(self, trait: Trait) -> bool | None:
        """Say whether the store has it; None: unknown."""
        learned = self.known.get(trait)
        return None if learned is None else learned.holds

    def said(self, trait: Trait) -> str:
        """What the store said, such as its region; "" where it said nothing."""
        learned = self.known.get(trait)
        return "" if learned is None else learned.said


def flag(*, is_so: bool) -> str:
    """A yes or no as it is kept."""
    return _YES if is_so else _NO


class TraitPlace(NamedTuple):
    """Whose trait it is; ``bucket`` "": the whole store's.

    A tuple, as it is looked for several times a request, and a dataclass computes its hash in Python.
    """

    endpoint: str
    bucket: str
    trait: Trait
