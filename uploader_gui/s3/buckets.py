"""Buckets and folders of a store, to choose a destination from. Blocking; raises StoreError."""

import xml.etree.ElementTree as ET
from dataclasses import dataclass

from uploader_gui.domain.profile import DEFAULT_REGION
from uploader_gui.s3 import responses
from uploader_gui.s3.minio_sdk import ROOT, Sdk
from uploader_gui.transfer import results

_PAGES = 20  # of 1,000 entries: whoever looks for a folder among more will type its name


@dataclass(frozen=True, slots=True)
class Folder:
    """What stands directly below a prefix: names of ``folders`` without slashes, and how many objects.

    ``is_whole`` False: there is more than was listed.
    """

    folders: tuple[str, ...]
    object_count: int
    is_whole: bool = True


def list_buckets(sdk: Sdk) -> list[str]:
    """The names of all buckets that these keys may see. ACCESS_DENIED is usual for keys of one bucket."""
    root = results.document_of(sdk.call("GET", ROOT))
    return sorted(name.text or "" for name in root.iterfind("{*}Buckets/{*}Bucket/{*}Name"))


def list_folder(sdk: Sdk, bucket: str, prefix: str) -> Folder:
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
        answer = sdk.call("GET", bucket, query=query)
        with results.reading():
            root = responses.listing(answer.body, ("Contents", "CommonPrefixes"), take)
        following = root.findtext("{*}NextContinuationToken") or ""
        if not results.is_truncated(root) or following in {"", token}:
            return Folder(tuple(sorted(folders)), len(objects - {prefix}))
        token = following
    return Folder(tuple(sorted(folders)), len(objects - {prefix}), is_whole=False)


def create_bucket(sdk: Sdk, bucket: str, region: str) -> None:
    """Make a bucket; one that is ours already is no error for most stores."""
    body = b""
    if region != DEFAULT_REGION:  # AWS's own region must not be named, all others must
        root = ET.Element("CreateBucketConfiguration", xmlns="http://s3.amazonaws.com/doc/2006-03-01/")
        ET.SubElement(root, "LocationConstraint").text = region
        body = ET.tostring(root)
    sdk.call("PUT", bucket, body=body)
