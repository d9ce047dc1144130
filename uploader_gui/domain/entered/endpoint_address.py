"""An endpoint as it is entered and kept, and the addresses that it stands for: a store may have several.

Also what people paste as an endpoint: with bucket and prefix behind it, AWS's host names, or an s3:// place.
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote, unquote, urlsplit

from uploader_gui.domain.entered.entered_text import entered
from uploader_gui.domain.errors import BadSettingsError
from uploader_gui.domain.messages import MessageCode, message
from uploader_gui.domain.naming import clean_prefix

_THIS_MACHINE = re.compile(r"(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:|/|$)", re.IGNORECASE)
_HOST = re.compile(r"[\w.:%-]+", re.ASCII)  # names, IPv4 and IPv6
_BRACES = re.compile(r"\{(\d{1,6})\.\.\.(\d{1,6})\}")
_MOST_NODES = 64
_DEFAULT_PORTS = {"http": 80, "https": 443}
_AMBIGUOUS = frozenset("ßς")  # IDNA of 2003, which Python knows, and of 2008 lead to different hosts
_AWS = re.compile(
    r"(?:(?P<bucket>[a-z0-9][a-z0-9.-]+)\.)?s3[.-](?:dualstack\.)?(?P<region>[a-z]{2}(?:-[a-z]+)+-\d)\.amazonaws\.com"
)
_CONSOLE_PATHS = frozenset({"browser", "buckets"})  # https://console:9001/browser/<bucket>/<prefix>


def clean_endpoint(text: str) -> str:
    """An endpoint as we keep it: ``scheme://host[:port]``, lower case; several of them joined by commas.

    A bare ``host:port`` gets ``https``, or ``http`` for this machine's own addresses; in a list, what the first one
    has. MinIO's ``{1...4}`` stays as it is written. Raises BadSettingsError for what is no address, or carries a path,
    a user name or a query, for a list of http and https, and for too many addresses.
    """
    words = _words(entered(text, "The address"))
    scheme = _scheme_of(words[0])
    found = dict.fromkeys(_clean_word(word if "://" in word else f"{scheme}://{word}") for word in words)
    if len({word.partition("://")[0] for word in found}) > 1:
        raise BadSettingsError(message(MessageCode.ENDPOINT_OF_TWO_KINDS))
    endpoint = ",".join(found)
    _check_count(len(node_endpoints(endpoint)))
    return endpoint


def node_endpoints(endpoint: str) -> tuple[str, ...]:
    """The addresses that a clean endpoint stands for, one or more, each ``scheme://host[:port]``, in its order."""
    return tuple(dict.fromkeys(each for word in endpoint.split(",") for each in _expanded(word)))


@lru_cache(maxsize=256)
def nodes_of(endpoint: str) -> frozenset[str]:
    """The same addresses, in whatever notation and order they are named."""
    return frozenset(node_endpoints(endpoint))


def is_within(endpoint: str, other: str) -> bool:
    """Say whether ``other`` names every address of ``endpoint``; both are clean."""
    return endpoint == other or nodes_of(endpoint) <= nodes_of(other)


def are_same_store(one: str, other: str) -> bool:
    """Say whether two clean endpoints lead to one store: they have an address in common."""
    return one == other or not nodes_of(one).isdisjoint(nodes_of(other))


def _words(text: str) -> list[str]:
    """The addresses of a list: between commas, or between blanks where each of them has its scheme."""
    words = [word.strip() for word in text.split(",") if word.strip()] or [""]
    apart = [part for word in words for part in word.split()]
    return apart if all("://" in part for part in apart) and apart else words


def _scheme_of(word: str) -> str:
    scheme, separator, _ = word.partition("://")
    if separator:
        return scheme
    return "http" if _THIS_MACHINE.match(next(_expanded(word), "")) else "https"


def _check_count(count: int) -> None:
    if count > _MOST_NODES:
        raise BadSettingsError(
            message(MessageCode.ENDPOINT_WITH_TOO_MANY, count=str(count), most=str(_MOST_NODES))
        )


def _numbers(first: str, last: str) -> range:
    return range(int(first), int(last) + 1)


def _expanded(word: str) -> Iterator[str]:
    """One address for each number that its first braces stand for, with as many digits; then its next braces."""
    braces = _BRACES.search(word)
    if braces is None:
        yield word
        return
    for number in _numbers(*braces.groups()):
        filled = f"{number:0{len(braces[1])}}"
        yield from _expanded(word[: braces.start()] + filled + word[braces.end() :])


def _clean_word(word: str) -> str:
    """One address, or MinIO's notation for several. Raises BadSettingsError."""
    _check_count(math.prod(len(_numbers(*ends)) for ends in _BRACES.findall(word)))
    found = [_clean_address(each) for each in _expanded(word)]
    if not found:  # {4...1}
        raise BadSettingsError(message(MessageCode.ADDRESS_UNFIT, text=word))
    if not _BRACES.search(word) or not word.isascii():
        return ",".join(found)
    scheme, _, rest = word.lower().partition("://")
    return f"{scheme}://{rest.rstrip('/').removesuffix(f':{_DEFAULT_PORTS[scheme]}')}"


def _clean_address(text: str) -> str:
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        raise BadSettingsError(message(MessageCode.ADDRESS_UNREADABLE, text=text)) from None
    host = _wire_host(parts.hostname or "")
    if parts.scheme not in _DEFAULT_PORTS or port == 0 or not _HOST.fullmatch(host):
        raise BadSettingsError(message(MessageCode.ADDRESS_UNFIT, text=text))
    if parts.username or parts.password or parts.query or parts.fragment or parts.path.strip("/"):
        raise BadSettingsError(
            message(MessageCode.ENDPOINT_WITH_MORE, endpoint=f"{parts.scheme}://{host}:9000")
        )
    host = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{host}" + (f":{port}" if port and port != _DEFAULT_PORTS[parts.scheme] else "")


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


@dataclass(frozen=True, slots=True)
class Address:
    """A place taken apart; "" for what it does not say."""

    endpoint: str
    bucket: str = ""
    prefix: str = ""
    region: str = ""


def split_address(text: str) -> Address:
    """Take a pasted address apart: a query (of a signed link) is dropped, a console's path is understood.

    Raises BadSettingsError for what is no address, or holds a user name or password.
    """
    text = entered(text, "The address")
    scheme, separator, rest = text.partition("://")
    if separator and scheme.lower() == "s3":
        bucket, _, prefix = rest.partition("/")
        return Address("", bucket, clean_prefix(prefix))
    if len(_words(text)) > 1:
        return Address(clean_endpoint(text))
    host = rest if separator else text
    path = urlsplit(f"//{host}").path if "/" in host else ""
    endpoint = clean_endpoint((f"{scheme}://" if separator else "") + re.split(r"[/?#]", host, maxsplit=1)[0])
    segments = [unquote(segment) for segment in path.split("/") if segment]
    if segments and segments[0] in _CONSOLE_PATHS:
        del segments[0]
    aws = _AWS.fullmatch(urlsplit(endpoint).hostname or "")
    if aws is None:
        return Address(endpoint, *_place(segments))
    if aws["bucket"]:
        segments.insert(0, aws["bucket"])
        endpoint = endpoint.replace(f"{aws['bucket']}.", "", 1)
    return Address(endpoint, *_place(segments), aws["region"])


def place_at(text: str, bucket: str, prefix: str = "") -> Address:
    """The store, bucket and prefix that are meant by an endpoint as entered, beside ``bucket`` and ``prefix``.

    A path in it is that of a link to a bucket or folder, and counts where no bucket is named; stores below a path
    are not supported. Raises BadSettingsError where the path leads elsewhere than ``bucket`` and ``prefix``.
    """
    found = split_address(text)
    bucket = entered(bucket, "The bucket")
    prefix = clean_prefix(entered(prefix, "The prefix"))
    if not found.endpoint:
        raise BadSettingsError(message(MessageCode.ADDRESS_WITHOUT_STORE, text=text))
    if found.bucket and bucket and (found.bucket != bucket or found.prefix not in {"", prefix}):
        raise BadSettingsError(
            message(
                MessageCode.ADDRESS_WITH_OTHER_PATH,
                path=f"/{found.bucket}/{found.prefix}",
                bucket=bucket,
                endpoint=found.endpoint,
            )
        )
    return Address(found.endpoint, bucket or found.bucket, prefix or found.prefix, found.region)


def _place(segments: list[str]) -> tuple[str, str]:
    return (segments[0], clean_prefix("/".join(segments[1:]))) if segments else ("", "")


def object_url(endpoint: str, bucket: str, key: str) -> str:
    """The plain, unsigned URL of an object, path style; at the first address where there are several."""
    return f"{node_endpoints(endpoint)[0]}/{quote(bucket)}/{quote(key)}"
