"""Kept parts: objects of their own in the store until it joins them, for it forgets unfinished uploads, not objects."""

import json
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum

from uploader_gui.domain.naming import clean_prefix
from uploader_gui.domain.plan import MIB

KEPT_FOLDER = ".uploader-parts"
PLAN_NAME = "plan.json"
PROBE_NAME = "probe"
MOST_HOURS = 1_000_000
"""The longest lifetime of an unfinished upload that can be entered; a century."""
UNMEASURED_SIZE = 256 * MIB
"""As long as nobody knows how fast the line is, parts of larger files are kept; where less than an hour may be at
stake, of files that are larger than that share of it."""
_UNMEASURED_TIME = timedelta(hours=1)
_SHARE_OF_LIFETIME = 24  # no more than this share of what the store allows is ever at stake: an hour on MinIO
_LITTLE = 0.1
_CERTAINLY_FAST = 10
_PLAN_VERSION = 1


class KeepParts(StrEnum):
    """Whether a connection's parts become objects of their own: where it matters, always, or never."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


def entered_lifetime(text: str) -> float | None:
    """A lifetime of unfinished uploads as people enter it, in hours; None for what is not one."""
    try:
        hours = float(text)
    except ValueError:
        return None
    return hours if 0 < hours <= MOST_HOURS else None


@dataclass(frozen=True, slots=True)
class KeptPlace:
    """Where a job's kept parts are. ``prefix`` ends in a slash, and is "" for a job that has never kept one."""

    bucket: str = ""
    prefix: str = ""

    def part_key(self, number: int) -> str:
        """The key of part ``number``."""
        return f"{self.prefix}{number:05d}"

    @property
    def owner(self) -> str:
        """The id of the job that began to keep them, as the prefix has it."""
        return self.prefix.rstrip("/").rpartition("/")[2]

    @property
    def plan_key(self) -> str:
        """The key of the plan, which tells other computers what is kept here."""
        return self.prefix + PLAN_NAME

    @property
    def probe_key(self) -> str:
        """The key of the small object that shows whether parts can be kept here."""
        return self.prefix + PROBE_NAME


NOTHING_KEPT = KeptPlace()


def kept_folder(object_key: str, chosen_prefix: str = "") -> str:
    """Where all jobs for keys beside ``object_key`` have their folders, with a slash at its end.

    ``chosen_prefix``: what the connection says instead, "" if nothing.
    """
    if chosen := clean_prefix(chosen_prefix):
        return chosen
    folder, slash, _ = object_key.rpartition("/")
    return f"{folder}{slash}{KEPT_FOLDER}/"


@dataclass(frozen=True, slots=True)
class KeptPlan:
    """What the parts beside it are parts of: sizes in bytes, the file's time in nanoseconds, the object's key.

    ``doubles``: as in ``Plan``, of a file that grew; then ``file_size`` is what it had when the plan was written.
    """

    file_name: str
    file_size: int
    part_size: int
    mtime_ns: int
    object_key: str
    doubles: bool = False

    def is_of(self, object_key: str, file_size: int) -> bool:
        """Say whether it may be of a file of this size for this key."""
        has_size = self.file_size <= file_size if self.doubles else self.file_size == file_size
        return has_size and self.object_key == object_key

    def to_json(self) -> bytes:
        """As it stands in the store."""
        values = {
            "version": _PLAN_VERSION,
            "fileName": self.file_name,
            "fileSize": self.file_size,
            "partSize": self.part_size,
            "mtimeNs": self.mtime_ns,
            "objectKey": self.object_key,
            **({"partsDouble": True} if self.doubles else {}),
        }
        return json.dumps(values, ensure_ascii=True, indent=1).encode()

    @classmethod
    def from_json(cls, text: bytes) -> "KeptPlan | None":
        """What stands there; None for anything that is not such a plan."""
        try:
            values = json.loads(text)
            plan = cls(
                values["fileName"],
                values["fileSize"],
                values["partSize"],
                values["mtimeNs"],
                values["objectKey"],
                doubles=values.get("partsDouble") is True,
            )
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            return None
        numbers = (plan.file_size, plan.part_size, plan.mtime_ns)
        is_sound = all(type(number) is int for number in numbers) and plan.part_size > 0
        are_words = all(type(word) is str for word in (plan.file_name, plan.object_key))
        return plan if is_sound and are_words else None


@dataclass(frozen=True, slots=True)
class Stakes:
    """What decides whether a file's parts are kept.

    ``lifetime``: how long the store keeps an unfinished upload; None: without a limit, as far as is known.
    ``bytes_per_second``: the line's, None as long as nobody knows. ``was_discarded``: the store forgot an upload of it.
    """

    file_size: int
    lifetime: timedelta | None
    bytes_per_second: float | None
    was_discarded: bool

    def are_kept(self, keep: KeepParts) -> bool:
        """Say whether parts that leave now are kept."""
        if keep is not KeepParts.AUTO:
            return keep is KeepParts.ALWAYS
        if self.was_discarded:
            return True
        return self.lifetime is not None and self._takes_longer_than(self.lifetime / _SHARE_OF_LIFETIME)

    def may_be_kept(self, keep: KeepParts) -> bool:
        """Say whether that is likely to change while it is sent; then its upload is to be one that takes copies."""
        if self.are_kept(keep):
            return True
        if keep is KeepParts.NEVER or self.lifetime is None or self.bytes_per_second is None:
            return False
        return self._takes_longer_than(self.lifetime / _SHARE_OF_LIFETIME / _CERTAINLY_FAST)

    def are_worth_another_upload(self, keep: KeepParts, in_upload: int, left: timedelta | None) -> bool:
        """Say whether an upload that takes no copies is to be left, with the bytes that are in it.

        The file takes too long for it by now, and what would be sent again is little beside what is missing, or that can't
        arrive in what is ``left`` of the upload's life.
        """
        if keep is not KeepParts.AUTO or self.lifetime is None:
            return False
        if not self._takes_longer_than(self.lifetime / _SHARE_OF_LIFETIME):
            return False
        missing = replace(self, file_size=self.file_size - in_upload)
        return in_upload <= missing.file_size * _LITTLE or (
            left is not None and missing._takes_longer_than(left)
        )

    def _takes_longer_than(self, time: timedelta) -> bool:
        if self.bytes_per_second is None:
            return self.file_size > UNMEASURED_SIZE * min(1.0, time / _UNMEASURED_TIME)
        return self.file_size > self.bytes_per_second * time.total_seconds()
