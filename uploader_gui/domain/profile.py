"""Connections to a store: what is saved, and what is needed to speak to it."""

import itertools
import re
from collections.abc import Collection
from dataclasses import dataclass, field
from enum import StrEnum

from uploader_gui.domain.errors import BadSettingsError
from uploader_gui.domain.messages import MessageCode, message
from uploader_gui.domain.plan import S3_LIMITS, TIB
from uploader_gui.domain.store.kept_parts import KeepParts
from uploader_gui.domain.store.object_terms import NO_TERMS, ObjectTerms, Pairs

DEFAULT_REGION = "us-east-1"
LARGEST_OBJECT_SIZE = int(48.8 * TIB)  # AWS since December 2025; S3_LIMITS holds the older, common limit

_SHA256 = re.compile(r"[0-9a-f]{64}")


class Addressing(StrEnum):
    """Where a bucket is named: in the path, in the host name, or as is usual for the store (and as it demands)."""

    AUTO = "auto"
    PATH = "path"
    VIRTUAL = "virtual"


def clean_fingerprint(text: str) -> str:
    """A SHA-256 fingerprint as we keep it: 64 lower-case hex digits; "" stays. Raises BadSettingsError."""
    found = text.replace(":", "").replace(" ", "").lower()
    if found and not _SHA256.fullmatch(found):
        raise BadSettingsError(message(MessageCode.FINGERPRINT_UNFIT, text=text))
    return found


@dataclass(frozen=True, slots=True)
class Profile:
    """A saved connection; its secret lives in the keyring.

    ``upload_lifetime_h``: hours after which the store drops an unfinished upload; None: ask the store.
    ``max_object_size``: bytes; may be raised to AWS's 48.8 TiB.
    ``certificate_sha256``: the one certificate that the user trusts for this store (64 hex digits), in place of
    ``ca_file`` and the system's authorities; "": none.
    ``kept_bucket`` and ``kept_prefix``: where parts are kept as objects of their own; "": in the object's bucket,
    beside the object.
    ``name_template``: how files are named below ``prefix``, see ``name_template.py``; "": as they are.
    ``terms``: what objects get beside their bytes. ``content_types``: patterns of file names and the types they stand
    for, before those that we know.
    """

    name: str
    endpoint: str
    bucket: str
    access_key: str
    region: str = DEFAULT_REGION
    prefix: str = ""
    ca_file: str = ""
    upload_lifetime_h: float | None = None
    max_object_size: int = S3_LIMITS.max_object_size
    certificate_sha256: str = ""
    addressing: Addressing = Addressing.AUTO
    keep_parts: KeepParts = KeepParts.AUTO
    kept_bucket: str = ""
    kept_prefix: str = ""
    name_template: str = ""
    terms: ObjectTerms = NO_TERMS
    content_types: Pairs = ()


@dataclass(frozen=True, slots=True)
class Secret:
    """The secret half of a pair of keys. ``session_token``: what belongs to temporary keys, else ""."""

    key: str = field(default="", repr=False)
    session_token: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Connection:
    """All that is needed to speak to a store. Never stored, never printed: ``repr`` hides the secret.

    ``session_token``: what belongs to temporary keys, else "".
    """

    endpoint: str
    region: str
    access_key: str
    secret_key: str = field(repr=False)
    ca_file: str = ""
    upload_lifetime_h: float | None = None
    certificate_sha256: str = ""
    session_token: str = field(default="", repr=False)
    addressing: Addressing = Addressing.AUTO
    keep_parts: KeepParts = KeepParts.AUTO
    kept_bucket: str = ""
    kept_prefix: str = ""


def free_name(wanted: str, taken: Collection[str]) -> str:
    """``wanted``, or ``wanted 2``, ``wanted 3``... if it is taken."""
    names = itertools.chain([wanted], (f"{wanted} {number}" for number in itertools.count(2)))
    return next(name for name in names if name not in taken)
