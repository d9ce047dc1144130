"""Buckets and folders of a store, to choose a destination from. Blocking; raises StoreError."""

import base64
import contextlib
import xml.etree.ElementTree as ET
from dataclasses import dataclass

from uploader_gui.domain.errors import ErrorCode, StoreError
from uploader_gui.domain.profile import DEFAULT_REGION
from uploader_gui.domain.store.failure_table import not_s3
from uploader_gui.domain.store.object_terms import ObjectTerms
from uploader_gui.domain.store.rights import TEST_NAME
from uploader_gui.s3.answers import response_errors, responses
from uploader_gui.s3.http.http1 import Response
from uploader_gui.s3.minio_sdk import WHOLE_STORE, MinioSdk
from uploader_gui.s3.terms_headers import terms_headers

_PAGES = 20  # of 1,000 entries: whoever looks for a folder among more will type its name


@dataclass(frozen=True, slots=True)
class Folder:
    """What stands directly below a prefix: names of ``folders`` without slashes, and how many objects.

    ``is_whole`` False: there is more than was listed.
    """

    folders: tuple[str, ...]
    object_count: int
    is_whole: bool = True


def list_buckets(sdk: MinioSdk) -> list[str]:
    """The names of all buckets that these keys may see. ACCESS_DENIED is usual for keys of one bucket."""
    root = _document(sdk.call("GET", WHOLE_STORE), "ListAllMyBucketsResult")
    return sorted(name.text or "" for name in root.iterfind("{*}Buckets/{*}Bucket/{*}Name"))


def list_folder(sdk: MinioSdk, bucket: str, prefix: str) -> Folder:
    """What is in ``bucket`` below ``prefix`` ("" or ending in a slash)."""
    folders: set[str] = set()
    objects: set[str] = set()

    def take(entry: ET.Element) -> None:
        if responses.local_name(entry) == "Contents":
            objects.add(entry.findtext("{*}Key") or "")
        elif name := (entry.findtext("{*}Prefix") or "").removeprefix(prefix).strip("/"):
            folders.add(name)

    token = ""
    for _ in range(_PAGES):
        query = {"list-type": "2", "delimiter": "/", "prefix": prefix}
        query |= {"continuation-token": token} if token else {}
        response = sdk.call("GET", bucket, query=query)
        with response_errors.reading():
            root = responses.listing(response.body, ("Contents", "CommonPrefixes"), take)
        following = root.findtext("{*}NextContinuationToken") or ""
        if not response_errors.is_truncated(root) or following in {"", token}:
            return Folder(tuple(sorted(folders)), len(objects - {prefix}))
        token = following
    return Folder(tuple(sorted(folders)), len(objects - {prefix}), is_whole=False)


def create_bucket(sdk: MinioSdk, bucket: str, region: str) -> None:
    """Make a bucket; one that is ours already is no error for most stores."""
    body = b""
    if region != DEFAULT_REGION:  # AWS's own region must not be named, all others must
        root = ET.Element("CreateBucketConfiguration", xmlns="http://s3.amazonaws.com/doc/2006-03-01/")
        ET.SubElement(root, "LocationConstraint").text = region
        body = ET.tostring(root)
    sdk.call("PUT", bucket, body=body)


_WRONG_MD5 = base64.b64encode(bytes(16)).decode("ascii")
# What stores answer to a body that is not the one its Content-MD5 names.
_DAMAGED = ErrorCode.PART_DAMAGED


def check_bucket(sdk: MinioSdk, bucket: str, prefix: str, terms: ObjectTerms | None = None) -> None:
    """Raise the StoreError that an upload would meet; its text says what to change.

    A key may be allowed to put objects and nothing else, so a refused listing proves nothing. The right to
    write is shown by a PUT whose MD5 is wrong: who may not write is denied, who may hears of the damage, and
    nothing is stored. ``terms``: what a bucket may insist on in all that is written to it.
    """
    query = {"list-type": "2", "max-keys": "1", "prefix": prefix}
    try:
        _document(sdk.call("GET", bucket, query=query), "ListBucketResult")
    except StoreError as error:
        if error.code != ErrorCode.ACCESS_DENIED:
            raise
    try:
        headers = {"content-md5": _WRONG_MD5, **terms_headers(terms)}
        sdk.call("PUT", bucket, f"{prefix}{TEST_NAME}", headers=headers, body=b"uploader")
    except StoreError as error:
        if error.code != _DAMAGED:
            raise
        return
    # A store that does not look at Content-MD5 has the probe now.
    with contextlib.suppress(StoreError):
        sdk.call("DELETE", bucket, f"{prefix}{TEST_NAME}")


def _document(response: Response, name: str) -> ET.Element:
    """The answer's document, which is called ``name``: another program may well answer 200 to anything."""
    root = response_errors.document_of(response)
    if responses.local_name(root) != name:
        raise not_s3()
    return root
