"""Objects that are parts of others: copied into an upload by the store itself, read, and deleted. Blocking."""

import base64
import hashlib
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from urllib.parse import quote
from xml.sax.saxutils import escape

from uploader_gui.domain.errors import ErrorCode, ErrorKind, StoreError
from uploader_gui.domain.store.failure_table import kept_part_changed, object_locked
from uploader_gui.domain.store.object_terms import ObjectTerms
from uploader_gui.s3.answers import response_errors, responses
from uploader_gui.s3.answers.responses import CopiedPart, Undeleted
from uploader_gui.s3.http.http1 import Response
from uploader_gui.s3.minio_sdk import MinioSdk
from uploader_gui.s3.terms_headers import terms_headers

MOST_IN_A_BATCH = 1_000
"""Objects that one DeleteObjects may name."""

_PRECONDITION_FAILED = 412
_RANGE_NOT_THERE = 416
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_KEPT_IN_XML = {"\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}


@dataclass(frozen=True, slots=True)
class CopySource:
    """The object that is copied: ``version_id`` "" where the bucket keeps none, ``etag`` unquoted."""

    bucket: str
    key: str
    version_id: str
    etag: str

    def headers(self) -> dict[str, str]:
        """The request's headers: copy this object if it still is what its ETag says."""
        version = f"?versionId={quote(self.version_id, safe='~')}" if self.version_id else ""
        return {
            "x-amz-copy-source": f"/{self.bucket}/{quote(self.key, safe='/~')}{version}",
            "x-amz-copy-source-if-match": f'"{self.etag}"',
        }


def copy_part(
    sdk: MinioSdk, bucket: str, key: str, upload_id: str, number: int, source: CopySource, timeout_s: float
) -> CopiedPart:
    """Have the store copy a whole object into an upload, as its part ``number``.

    Raises StoreError KEPT_PART_CHANGED, NO_SUCH_OBJECT (of the source), UPLOAD_GONE, COPY_WITHOUT_RESULT.
    """
    query = {"partNumber": str(number), "uploadId": upload_id}
    try:
        response = sdk.call("PUT", bucket, key, query=query, headers=source.headers(), timeout_s=timeout_s)
        return response_errors.checked_copy(response)
    except StoreError as error:
        if error.http_status == _PRECONDITION_FAILED or error.s3_code == "PreconditionFailed":
            raise kept_part_changed(error) from error
        raise


def write_object(sdk: MinioSdk, bucket: str, key: str, data: bytes, terms: ObjectTerms | None = None) -> str:
    """Store a small object whose content is at hand; its version id, "" where the bucket keeps none."""
    return put_small(sdk, bucket, key, data, terms).headers.get("x-amz-version-id", "")


def put_small(
    sdk: MinioSdk, bucket: str, key: str, data: bytes, terms: ObjectTerms | None = None
) -> Response:
    """The same, with all that the store answers."""
    md5 = hashlib.md5(data, usedforsecurity=False).digest()
    headers = {"content-md5": base64.b64encode(md5).decode("ascii")}  # a bucket that locks wants it
    return sdk.call("PUT", bucket, key, headers=headers | terms_headers(terms), body=data)


def read_object(sdk: MinioSdk, bucket: str, key: str, at_most: int) -> bytes | None:
    """The first ``at_most`` bytes of an object; None if there is none. ACCESS_DENIED where the key may not read."""
    try:
        response = sdk.call("GET", bucket, key, headers={"range": f"bytes=0-{at_most - 1}"})
    except StoreError as error:
        if error.http_status == _RANGE_NOT_THERE:  # an empty object has no first byte
            return b""
        if error.code == ErrorCode.NO_SUCH_OBJECT:
            return None
        raise
    return response.body[:at_most]


def read_range(sdk: MinioSdk, bucket: str, key: str, offset: int, size: int, etag: str) -> bytes | None:
    """Exactly these bytes of the object with this ETag; None where it is gone or another one.

    Raises ValueError for an answer that has more or fewer.
    """
    headers = {"range": f"bytes={offset}-{offset + size - 1}", "if-match": f'"{etag}"'}
    try:
        response = sdk.call("GET", bucket, key, headers=headers)
    except StoreError as error:
        is_another = error.http_status in {_PRECONDITION_FAILED, _RANGE_NOT_THERE}
        if is_another or error.code == ErrorCode.NO_SUCH_OBJECT:
            return None
        raise
    if response_errors.etag_of(response) != etag:  # the store does not know the condition
        return None
    if len(response.body) != size:
        raise ValueError(f"{len(response.body)} bytes instead of {size}")
    return response.body


def delete_batch(sdk: MinioSdk, bucket: str, objects: Sequence[tuple[str, str]]) -> list[Undeleted]:
    """Delete at most MOST_IN_A_BATCH objects, as (key, version id or ""), by one request; those that stayed."""
    named = [(key, version_id) for key, version_id in objects if not _NOT_XML.search(key)]
    unnamed = [entry for entry in objects if _NOT_XML.search(entry[0])]
    try:
        stayed = _delete_named(sdk, bucket, named) if named else []
    except StoreError as error:
        if error.code != ErrorCode.ACCESS_DENIED:
            raise
        stayed = [Undeleted(key, version_id, error.code, error.messages) for key, version_id in named]
    return _with_locks(sdk, bucket, stayed) + delete_singly(sdk, bucket, unnamed)


def _delete_named(sdk: MinioSdk, bucket: str, objects: Sequence[tuple[str, str]]) -> list[Undeleted]:
    """DeleteObjects itself; those that it says stayed."""
    stayed: list[Undeleted] = []

    def take(element: ET.Element) -> None:
        if left := responses.undeleted(element):
            stayed.append(left)

    document = _deletion_document(objects)
    md5 = hashlib.md5(document, usedforsecurity=False).digest()
    headers = {"content-type": "application/xml", "content-md5": base64.b64encode(md5).decode("ascii")}
    response = sdk.call("POST", bucket, query={"delete": ""}, headers=headers, body=document)
    if responses.error_in(response.body) is not None:
        raise response_errors.error_of(response)
    with response_errors.reading():
        root = responses.listing(response.body, ("Error",), take)
        if responses.local_name(root) != "DeleteResult":
            raise ValueError("no result of a deletion")
    return stayed


def delete_singly(sdk: MinioSdk, bucket: str, objects: Sequence[tuple[str, str]]) -> list[Undeleted]:
    """Delete objects one after the other; those that stayed. Raises StoreError for what concerns them all."""
    stayed: list[Undeleted] = []
    for key, version_id in objects:
        try:
            sdk.call("DELETE", bucket, key, query={"versionId": version_id} if version_id else {})
        except StoreError as error:
            if error.code == ErrorCode.NO_SUCH_OBJECT:
                continue
            if error.code == ErrorCode.NO_SUCH_BUCKET or not _is_about_the_object(error):
                raise
            stayed.append(Undeleted(key, version_id, error.code, error.messages))
    return _with_locks(sdk, bucket, stayed)


def _is_about_the_object(error: StoreError) -> bool:
    return error.kind is ErrorKind.PERMANENT or error.code == ErrorCode.ACCESS_DENIED


def _with_locks(sdk: MinioSdk, bucket: str, stayed: list[Undeleted]) -> list[Undeleted]:
    """Stores say of a locked object that the key may not delete it. What a look at one shows holds for all of these:
    they were written alike.
    """
    denied = next((left for left in stayed if left.code == ErrorCode.ACCESS_DENIED), None)
    if denied is None or not _is_locked(sdk, bucket, denied):
        return stayed
    locked = object_locked()
    mend: Callable[[Undeleted], Undeleted] = partial(replace, code=locked.code, words=locked.messages)
    return [mend(left) if left.code == ErrorCode.ACCESS_DENIED else left for left in stayed]


def _is_locked(sdk: MinioSdk, bucket: str, left: Undeleted) -> bool:
    query = {"versionId": left.version_id} if left.version_id else {}
    try:
        response = sdk.call("HEAD", bucket, left.key, query=query)
    except StoreError as error:
        if error.code in {ErrorCode.ACCESS_DENIED, ErrorCode.NO_SUCH_OBJECT}:
            return False
        raise
    return responses.is_locked(response.headers)


def _deletion_document(objects: Sequence[tuple[str, str]]) -> bytes:
    rows = []
    for key, version_id in objects:
        version = f"<VersionId>{escape(version_id)}</VersionId>" if version_id else ""
        rows.append(f"<Object><Key>{escape(key, _KEPT_IN_XML)}</Key>{version}</Object>")
    namespace = "http://s3.amazonaws.com/doc/2006-03-01/"
    return f'<Delete xmlns="{namespace}"><Quiet>true</Quiet>{"".join(rows)}</Delete>'.encode()
