"""Connections to a store: what is saved, and what is needed to speak to it."""

import itertools
import re
from collections.abc import Collection
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import quote, urlsplit

from uploader_gui.domain.entered_text import entered
from uploader_gui.domain.errors import BadSettingsError
from uploader_gui.domain.messages import MessageCode, message
from uploader_gui.domain.plan import S3_LIMITS, TIB

DEFAULT_REGION = "us-east-1"
LARGEST_OBJECT_SIZE = int(48.8 * TIB)  # AWS since December 2025; S3_LIMITS holds the older, common limit

_THIS_MACHINE = re.compile(r"(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:|/|$)", re.IGNORECASE)
_HOST = re.compile(r"[\w.:%-]+", re.ASCII)  # names, IPv4 and IPv6
_AMBIGUOUS = frozenset("ßς")  # IDNA of 2003, which Python knows, and of 2008 lead to different hosts
_SHA256 = re.compile(r"[0-9a-f]{64}")


class Addressing(StrEnum):
    """Where a bucket is named: in the path, in the host name, or as is usual for the store (and as it demands)."""

    AUTO = "auto"
    PATH = "path"
    VIRTUAL = "virtual"


def clean_endpoint(text: str) -> str:
    """An endpoint as we keep it: ``scheme://host[:port]``, lower case.

    A bare ``host:port`` gets ``https``, or ``http`` for this machine's own addresses.
    Raises BadSettingsError for what is no address, or carries a path, a user name or a query.
    """
    text = entered(text, "The address")
    if "://" not in text:
        is_local = _THIS_MACHINE.match(text) is not None
        text = f"{'http' if is_local else 'https'}://{text}"
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        raise BadSettingsError(message(MessageCode.ADDRESS_UNREADABLE, text=text)) from None
    host = _wire_host(parts.hostname or "")
    if parts.scheme not in {"http", "https"} or port == 0 or not _HOST.fullmatch(host):
        raise BadSettingsError(message(MessageCode.ADDRESS_UNFIT, text=text))
    if parts.username or parts.password or parts.query or parts.fragment or parts.path.strip("/"):
        raise BadSettingsError(
            message(MessageCode.ENDPOINT_WITH_MORE, endpoint=f"{parts.scheme}://{host}:9000")
        )
    host = f"[{host}]" if ":" in host else host
    default = {"http": 80, "https": 443}[parts.scheme]
    return f"{parts.scheme}://{host}" + (f":{port}" if port and port != default else "")


def _wire_host(host: str) -> str:
    """A host name as it is looked up: names in other scripts in IDNA's ASCII form. Raises BadSettingsError."""
    if host.isascii():
        return host
    try:
        if _AMBIGUOUS.isdisjoint(host):
            return host.encode("idna").decode("ascii")
    except UnicodeError:
        pass
    raise BadSettingsError(message(MessageCode.HOST_NOT_ASCII, host=host))


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


def free_name(wanted: str, taken: Collection[str]) -> str:
    """``wanted``, or ``wanted 2``, ``wanted 3``... if it is taken."""
    names = itertools.chain([wanted], (f"{wanted} {number}" for number in itertools.count(2)))
    return next(name for name in names if name not in taken)


def object_url(endpoint: str, bucket: str, key: str) -> str:
    """The plain, unsigned URL of an object, path style."""
    return f"{endpoint}/{quote(bucket)}/{quote(key)}"
