"""Listings, page by page; each ends after a fixed number of pages, whatever the store answers. Blocking."""

import xml.etree.ElementTree as ET
from collections.abc import Callable, Collection, Mapping

from uploader_gui.domain.errors import StoreError
from uploader_gui.domain.store.failure_table import endless_listing
from uploader_gui.s3.answers import response_errors, responses
from uploader_gui.s3.answers.response_errors import clock_offset_s
from uploader_gui.s3.answers.responses import (
    ListedPart,
    OpenUpload,
    OpenUploads,
    StoredObject,
    UploadContents,
)
from uploader_gui.s3.http.http1 import Response
from uploader_gui.s3.minio_sdk import MinioSdk

_MOST_PAGES = 1_000  # a million parts or open uploads; an upload has at most 10,000 parts
_MOST_PAGES_OF_OBJECTS = 10_000

_Markers = dict[str, str]


def list_parts(sdk: MinioSdk, bucket: str, key: str, upload_id: str) -> dict[int, list[ListedPart]]:
    """All parts that the store has, by number; one that it lists twice has two entries, in its order."""
    return upload_contents(sdk, bucket, key, upload_id).parts


def upload_contents(
    sdk: MinioSdk, bucket: str, key: str, upload_id: str, timeout_s: float | None = None
) -> UploadContents:
    """The same parts, and what else the listing tells of the upload."""
    found: dict[int, list[ListedPart]] = {}
    of_parts: set[str] = set()

    def take(element: ET.Element) -> None:
        part = responses.listed_part(element)
        entries = found.setdefault(part.number, [])
        if part not in entries:
            entries.append(part)
        of_parts.update(responses.checksums_of(element))

    def following(_root: ET.Element) -> _Markers:
        # Not the marker that the store names: rclone's is off by one.
        return {"part-number-marker": str(max(found, default=0))}

    fixed = {"uploadId": upload_id, "max-parts": "1000", "part-number-marker": "0"}
    ask = _asking(sdk, bucket, key, fixed, timeout_s)
    response, _ = _walk(ask, ("Part",), take, following, _MOST_PAGES)
    announced, kind = responses.announced_checksum(response.body)
    return UploadContents(
        found,
        announced,
        frozenset(of_parts),
        is_full_object=kind == "FULL_OBJECT",
        abort_date=responses.http_date(response.headers.get("x-amz-abort-date", "")),
        is_minio=responses.is_minio(response.headers),
    )


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


def list_uploads(sdk: MinioSdk, bucket: str, key: str, timeout_s: float | None = None) -> OpenUploads:
    """The open uploads of exactly this key, every page, and how far the store's clock is ahead of ours."""
    found: list[OpenUpload] = []

    def take(element: ET.Element) -> None:
        if element.findtext("{*}Key") == key:
            found.append(responses.listed_upload(element))

    # No encoding-type: SeaweedFS repeats it and encodes nothing.
    fixed = {"uploads": "", "prefix": key, "max-uploads": "1000"}
    ask = _asking(sdk, bucket, "", fixed, timeout_s)
    response, _ = _walk(ask, ("Upload",), take, responses.next_upload_markers, _MOST_PAGES)
    return OpenUploads(found, clock_offset_s(response))


def list_objects(
    sdk: MinioSdk, bucket: str, prefix: str, pages: int | None = None
) -> tuple[dict[str, StoredObject], bool]:
    """The objects whose key begins with ``prefix``, by key, and whether that is all.

    It is not where there is more than ``pages`` of 1,000 (None: any number that makes sense), or a page leads back to
    one that was read.
    """
    found: dict[str, StoredObject] = {}

    def take(element: ET.Element) -> None:
        entry = responses.listed_object(element)
        found[entry.key] = entry

    ask = _asking(sdk, bucket, "", {"list-type": "2", "max-keys": "1000", "prefix": prefix})
    try:
        _, is_whole = _walk(ask, ("Contents",), take, responses.next_token, pages or _MOST_PAGES_OF_OBJECTS)
    except StoreError as error:
        if error.code != endless_listing().code:
            raise
        return found, False
    return found, is_whole


def list_versions(sdk: MinioSdk, bucket: str, prefix: str) -> tuple[list[tuple[str, str]], bool]:
    """All versions and delete markers whose key begins with ``prefix``, as (key, version id), and whether that is all.

    The id of what stands in a bucket without versions is "".
    """
    found: list[tuple[str, str]] = []

    def take(element: ET.Element) -> None:
        found.append(responses.listed_version(element))

    ask = _asking(sdk, bucket, "", {"versions": "", "max-keys": "1000", "prefix": prefix})
    names = ("Version", "DeleteMarker")
    _, is_whole = _walk(ask, names, take, responses.next_version_markers, _MOST_PAGES_OF_OBJECTS)
    return found, is_whole


def _asking(
    sdk: MinioSdk, bucket: str, key: str, fixed: Mapping[str, str], timeout_s: float | None = None
) -> Callable[[_Markers], Response]:
    return lambda markers: sdk.call("GET", bucket, key, query={**fixed, **markers}, timeout_s=timeout_s)


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
