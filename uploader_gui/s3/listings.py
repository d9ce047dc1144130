"""Listings, page by page; each ends after a fixed number of pages, whatever the store answers. Blocking."""

import xml.etree.ElementTree as ET
from collections.abc import Callable, Collection, Mapping

from uploader_gui.domain.errors import StoreError
from uploader_gui.domain.failure_table import endless_listing
from uploader_gui.s3 import response_errors, responses
from uploader_gui.s3.http.http1 import Response
from uploader_gui.s3.minio_sdk import MinioSdk
from uploader_gui.s3.response_errors import clock_offset_s
from uploader_gui.s3.responses import ListedPart, OpenUpload, OpenUploads

_MOST_PAGES = 1_000  # a million parts or open uploads; an upload has at most 10,000 parts
_MOST_PAGES_OF_OBJECTS = 10_000

_Markers = dict[str, str]


def list_parts(sdk: MinioSdk, bucket: str, key: str, upload_id: str) -> dict[int, list[ListedPart]]:
    """All parts that the store has, by number; one that it lists twice has two entries, in its order."""
    found: dict[int, list[ListedPart]] = {}

    def take(element: ET.Element) -> None:
        part = responses.listed_part(element)
        entries = found.setdefault(part.number, [])
        if part not in entries:
            entries.append(part)

    def following(_root: ET.Element) -> _Markers:
        # Not the marker that the store names: rclone's is off by one.
        return {"part-number-marker": str(max(found, default=0))}

    fixed = {"uploadId": upload_id, "max-parts": "1000", "part-number-marker": "0"}
    _walk(_asking(sdk, bucket, key, fixed), ("Part",), take, following, _MOST_PAGES)
    return found


def list_part(sdk: MinioSdk, bucket: str, key: str, upload_id: str, number: int) -> list[ListedPart]:
    """What the store has of one part, in its order."""
    found: list[ListedPart] = []

    def take(element: ET.Element) -> None:
        part = responses.listed_part(element)
        if part.number == number:
            found.append(part)

    # From two before it, as rclone's marker is off by one, and four, as SeaweedFS lists resent parts twice.
    fixed = {"uploadId": upload_id, "max-parts": "4", "part-number-marker": str(max(0, number - 2))}
    response = _asking(sdk, bucket, key, fixed)({})
    with response_errors.reading():
        responses.listing(response.body, ("Part",), take)
    return found


def list_uploads(sdk: MinioSdk, bucket: str, key: str) -> OpenUploads:
    """The open uploads of exactly this key, every page, and how far the store's clock is ahead of ours."""
    found: list[OpenUpload] = []

    def take(element: ET.Element) -> None:
        if element.findtext("{*}Key") == key:
            found.append(responses.listed_upload(element))

    # No encoding-type: SeaweedFS repeats it and encodes nothing.
    fixed = {"uploads": "", "prefix": key, "max-uploads": "1000"}
    ask = _asking(sdk, bucket, "", fixed)
    response, _ = _walk(ask, ("Upload",), take, responses.next_upload_markers, _MOST_PAGES)
    return OpenUploads(found, clock_offset_s(response))


def list_objects(
    sdk: MinioSdk, bucket: str, prefix: str, pages: int | None = None
) -> tuple[dict[str, tuple[int, str]], bool]:
    """Size in bytes and unquoted ETag of the objects whose key begins with ``prefix``, and whether that is all.

    It is not where there is more than ``pages`` of 1,000 (None: any number that makes sense), or a page leads back to
    one that was read.
    """
    found: dict[str, tuple[int, str]] = {}

    def take(element: ET.Element) -> None:
        name, size, etag = responses.listed_object(element)
        found[name] = size, etag

    ask = _asking(sdk, bucket, "", {"list-type": "2", "max-keys": "1000", "prefix": prefix})
    try:
        _, is_whole = _walk(ask, ("Contents",), take, responses.next_token, pages or _MOST_PAGES_OF_OBJECTS)
    except StoreError as error:
        if error.code != endless_listing().code:
            raise
        return found, False
    return found, is_whole


def _asking(sdk: MinioSdk, bucket: str, key: str, fixed: Mapping[str, str]) -> Callable[[_Markers], Response]:
    return lambda markers: sdk.call("GET", bucket, key, query={**fixed, **markers})


def _walk(
    ask: Callable[[_Markers], Response],
    names: Collection[str],
    take: Callable[[ET.Element], None],
    following: Callable[[ET.Element], _Markers],
    most_pages: int,
) -> tuple[Response, bool]:
    """Read pages until the last one; its answer, and False if a page led back to one that was read."""
    markers: _Markers = {}
    seen = {""}
    for _ in range(most_pages):
        response = ask(markers)
        with response_errors.reading():
            root = responses.listing(response.body, names, take)
        if not response_errors.is_truncated(root):
            return response, True
        markers = following(root)
        mark = "\n".join(markers.values())
        if mark in seen:
            return response, False
        seen.add(mark)
    raise endless_listing()
