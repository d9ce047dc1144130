"""What a store says about where it is: another address, its region, its way of naming buckets.

It is followed as far as that is safe. A signature holds no secret, but the bytes of a file do not go where nobody but
a stranger on the way says: not from https to http, not to another path, and to another host only at the word of an S3
error document that names it.
"""

import ipaddress
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import SplitResult, unquote, urlsplit

from uploader_gui.domain.entered.endpoint_address import clean_endpoint
from uploader_gui.domain.errors import BadSettingsError
from uploader_gui.s3.answers.responses import error_in
from uploader_gui.s3.http.http1 import Response

_LASTING = frozenset({301, 308})
_PASSING = frozenset({307})
_WITH_DOCUMENT_ONLY = frozenset({302})
# Alibaba's OSS, Tencent's COS, Volcengine's TOS: what they answer to a bucket named in the path.
_WANTS_NAME_IN_HOST = frozenset(
    {"SecondLevelDomainForbidden", "PathStyleDomainForbidden", "InvalidPathAccess"}
)


class BucketAddress(NamedTuple):
    """Where a bucket is: ``endpoint`` is a URL; ``is_virtual``: its name stands in the host (None: as is usual there).

    A tuple, as it is looked for at each request, and a dataclass computes its hash in Python.
    """

    endpoint: str
    region: str
    is_virtual: bool | None = None


@dataclass(frozen=True, slots=True)
class Hint:
    """Where the store says that the bucket is. ``is_passing``: only for now."""

    place: BucketAddress
    is_passing: bool = False


def hint_in(
    response: Response, asked: BucketAddress, bucket: str, target: str, *, s3_code: str, told_region: str
) -> Hint | None:
    """What a refusal says about where to ask; None if it says nothing new, or nothing that is safe to follow.

    ``target`` is the path and query that were asked for, as they were sent.
    """
    place = asked._replace(region=told_region or asked.region)
    if s3_code in _WANTS_NAME_IN_HOST and asked.is_virtual is None and _has_name(asked):
        place = place._replace(is_virtual=True)
    is_passing = response.status in _PASSING
    document = error_in(response.body)
    is_redirect = response.status in _LASTING | _PASSING or (
        response.status in _WITH_DOCUMENT_ONLY and document is not None
    )
    if is_redirect and not (told_region and _is_aws(asked)):  # there the region makes the address
        named = (document.findtext("{*}Endpoint") or "") if document is not None else ""
        place = _moved(place, bucket, target, location=response.headers.get("location", ""), named=named)
    return Hint(place, is_passing) if place != asked else None


def _moved(asked: BucketAddress, bucket: str, target: str, *, location: str, named: str) -> BucketAddress:
    here = urlsplit(asked.endpoint)
    there = _split(location)
    if named:
        named_at = _split(named if "://" in named else f"{here.scheme}://{named}")
        if named_at is None:
            return asked
        if there is None or there.hostname != named_at.hostname:
            there = named_at
    elif there is None or not (_is_near(there, here, bucket) and _same_object(there, bucket, target)):
        return asked
    if here.scheme == "https" and there.scheme != "https":
        return asked
    netloc = there.netloc.removeprefix(f"{bucket}.")
    try:
        endpoint = clean_endpoint(f"{there.scheme}://{netloc}")
    except BadSettingsError:
        return asked
    is_virtual = True if netloc != there.netloc else asked.is_virtual
    return asked._replace(endpoint=endpoint, is_virtual=is_virtual)


def _has_name(place: BucketAddress) -> bool:
    """Whether the host has a name, to which a bucket's can be added; a bare address has none."""
    try:
        ipaddress.ip_address(urlsplit(place.endpoint).hostname or "")
    except ValueError:
        return True
    return False


def _is_aws(place: BucketAddress) -> bool:
    return (urlsplit(place.endpoint).hostname or "").endswith((".amazonaws.com", ".amazonaws.com.cn"))


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
        has_port = parts.port != 0
    except ValueError:
        return None
    return parts if has_port and parts.scheme in {"http", "https"} and parts.hostname else None


def _is_near(there: SplitResult, here: SplitResult, bucket: str) -> bool:
    host = here.hostname or ""
    bare = host.removeprefix(f"{bucket}.")
    return there.hostname in {host, bare, f"{bucket}.{bare}"}


def _same_object(there: SplitResult, bucket: str, target: str) -> bool:
    """Whether a redirect leads to what was asked for: a login page is somewhere else."""
    path, _, query = target.partition("?")
    asked, told = unquote(path), unquote(there.path)
    return there.query == query and told.removeprefix(f"/{bucket}") == asked.removeprefix(f"/{bucket}")
