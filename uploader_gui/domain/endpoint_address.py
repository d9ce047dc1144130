"""What people paste as an endpoint: with bucket and prefix behind it, AWS's host names, or an s3:// place."""

import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from uploader_gui.domain.entered_text import entered
from uploader_gui.domain.errors import BadSettingsError
from uploader_gui.domain.messages import MessageCode, message
from uploader_gui.domain.naming import clean_prefix
from uploader_gui.domain.profile import clean_endpoint

_AWS = re.compile(
    r"(?:(?P<bucket>[a-z0-9][a-z0-9.-]+)\.)?s3[.-](?:dualstack\.)?(?P<region>[a-z]{2}(?:-[a-z]+)+-\d)\.amazonaws\.com"
)
_CONSOLE_PATHS = frozenset({"browser", "buckets"})  # https://console:9001/browser/<bucket>/<prefix>


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
