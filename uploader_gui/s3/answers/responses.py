"""What a store's answers say, as values: dataclasses, and the reading of S3's XML and headers."""

import base64
import binascii
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import NamedTuple
from xml.sax.saxutils import escape

from uploader_gui.domain.errors import ErrorCode
from uploader_gui.domain.messages import Messages
from uploader_gui.domain.store.failure_table import failure_of

LARGEST_SIZE = 2**63 - 1
"""Of an object, in bytes: what the database can hold, and far more than S3 does."""

# A listing of 1,000 entries has about 300 kB. What is not a listing has some hundred bytes, at most a few thousand.
_SMALL = 64 * 1024
_DEEPEST = 32
# Others would be looked up among Python's codecs, and run.
_ENCODING = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([^\"'>]*)")
_ENCODINGS = frozenset({b"utf-8", b"utf8", b"utf-16", b"iso-8859-1", b"latin-1", b"us-ascii", b"ascii"})
_MOST_KEPT = 20_000
_UNVERSIONED = "null"
_COPY_RESULTS = frozenset({"CopyPartResult", "CopyObjectResult"})  # what S3 says, and what some stores say
_EPOCH = "1970-01-01T00:00:00Z"


@dataclass(frozen=True, slots=True)
class CreatedUpload:
    """Create's answer.

    ``checksum_is_announced``: the store repeated CRC32 as the parts' algorithm. ``is_full_object``: it will
    check a CRC32 of the whole file at Complete. ``abort_date``: when a lifecycle rule of the bucket drops the
    upload (UTC). ``is_minio``: the server calls itself MinIO, which drops open uploads after 24 hours.
    """

    upload_id: str
    checksum_is_announced: bool
    is_full_object: bool
    abort_date: datetime | None
    is_minio: bool


@dataclass(frozen=True, slots=True)
class PartResponse:
    """A stored part: unquoted ETag, and the CRC32 that the store computed (None: it did not say).

    ``etag_may_prove``: False where it is encrypted with a key of a KMS; then the ETag is no MD5, though it may look so.
    """

    etag: str
    crc32: int | None
    etag_may_prove: bool = True


@dataclass(frozen=True, slots=True)
class CopiedPart:
    """A part that the store copied: as PartResponse."""

    etag: str
    crc32: int | None
    etag_may_prove: bool = True


@dataclass(frozen=True, slots=True)
class PutResponse:
    """A stored object: as PartResponse, and the version id ("" where the bucket keeps no versions)."""

    etag: str
    crc32: int | None
    version_id: str
    etag_may_prove: bool = True


@dataclass(frozen=True, slots=True)
class ListedPart:
    """A part as ListParts shows it: ``size`` in bytes, unquoted ETag, CRC32 where the store lists it.

    ``written_at`` by the store's clock (UTC), None where it does not say.
    """

    number: int
    size: int
    etag: str
    crc32: int | None
    written_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class UploadContents:
    """All that ListParts tells of an open upload, its parts by number as ``listings.list_parts`` gives them.

    ``announced``: the checksums that it was begun with ("CRC32"), ``of_parts`` those that its parts have; empty where
    there are none, or the store keeps that to itself. ``is_full_object``: of the whole, not of the parts' checksums.
    ``abort_date`` and ``is_minio`` as in ``CreatedUpload``.
    """

    parts: dict[int, list[ListedPart]]
    announced: frozenset[str]
    of_parts: frozenset[str]
    is_full_object: bool
    abort_date: datetime | None
    is_minio: bool


@dataclass(frozen=True, slots=True)
class CompleteResponse:
    """Complete's result. ``checksum`` is base64 as sent, with ``-N`` where it is one over the parts' CRCs.

    ``etag_may_prove`` as of a part.
    """

    etag: str
    checksum: str
    is_full_object: bool
    version_id: str
    etag_may_prove: bool = True


@dataclass(frozen=True, slots=True)
class OpenUpload:
    """An unfinished upload of exactly the key that was asked for; ``begun_at`` by the store's clock (UTC)."""

    upload_id: str
    begun_at: datetime


class OpenUploads(NamedTuple):
    """Unfinished uploads of one key, and how far the store's clock is ahead of ours, in seconds."""

    uploads: list[OpenUpload]
    clock_offset_s: float


@dataclass(frozen=True, slots=True)
class StoredObject:
    """An object as ListObjectsV2 shows it: ``size`` in bytes, unquoted ETag, ``modified_at`` by the store's clock (UTC)."""

    key: str
    size: int
    etag: str
    modified_at: datetime


@dataclass(frozen=True, slots=True)
class Undeleted:
    """An object that stayed, and why; ``version_id`` "" where none was named."""

    key: str
    version_id: str
    code: ErrorCode
    words: Messages


@dataclass(frozen=True, slots=True)
class ObjectFacts:
    """An object as HEAD shows it.

    ``job_id`` is what ``x-amz-meta-uploader-job`` says ("" where it says nothing); ``crc32_whole`` the CRC32
    of all its bytes, None where the store has none or one of the parts' CRCs only: that is ``composite`` (as
    ``checksum`` of CompleteResponse), else "". ``is_locked``: it can't be deleted now. ``etag_may_prove`` as of a part.
    ``is_encrypted`` and ``has_retention`` as far as it is shown; the latter not to each key. ``modified_at`` None: not said.
    """

    size: int
    etag: str
    job_id: str
    crc32_whole: int | None
    version_id: str
    content_type: str
    is_locked: bool
    composite: str = ""
    etag_may_prove: bool = True
    is_encrypted: bool = False
    has_retention: bool = False
    modified_at: datetime | None = None


def document(body: bytes) -> ET.Element:
    """The root of an XML body, whatever type it was sent as. Raises ValueError, whatever is wrong with it."""
    return listing(body, (), lambda _entry: None)


def listing(body: bytes, names: Collection[str], take: Callable[[ET.Element], None]) -> ET.Element:
    """Read an XML body; give those of its root's children that are called one of ``names`` to ``take``, and the root.

    A large body is read piece by piece and its entries are dropped again, so that a page of any size takes little
    memory. Raises ValueError for what is no XML, is nested too deeply or has too much beside its entries.
    MinIO sends spaces before a body while it works, to keep the connection alive.
    """
    text = body.strip()
    declared = _ENCODING.match(text)
    if declared and declared[1].lower() not in _ENCODINGS:
        raise ValueError("an encoding that S3 does not use")
    try:
        # Entity bombs are refused by expat since 2.4.1, and it fetches nothing.
        if len(text) > _SMALL:
            parser = ET.XMLParser(target=_EntryReader(names, take))  # noqa: S314
            for at in range(0, len(text), _SMALL):  # expat copies what it is given
                parser.feed(text[at : at + _SMALL])
            return parser.close()
        root = ET.fromstring(text)  # noqa: S314
    except (ET.ParseError, LookupError) as error:  # LookupError: an encoding that nobody knows
        raise ValueError(str(error)) from error
    for child in root:
        if local_name(child) in names:
            take(child)
    return root


def local_name(element: ET.Element) -> str:
    """An element's name without its namespace."""
    return element.tag.rpartition("}")[2]


class _EntryReader:
    """Builds the tree of a document, without the entries, each of which is given away when it is whole."""

    def __init__(self, names: Collection[str], take: Callable[[ET.Element], None]) -> None:
        self._names = names
        self._take = take
        self._tree = ET.TreeBuilder()
        self._root: ET.Element | None = None
        self._depth = self._kept = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        element = self._tree.start(tag, attributes)
        self._root = element if self._root is None else self._root
        self._depth, self._kept = self._depth + 1, self._kept + 1
        if self._depth > _DEEPEST or self._kept > _MOST_KEPT:
            raise ValueError("more in it, or deeper, than an answer of S3 has")

    def end(self, tag: str) -> None:
        element = self._tree.end(tag)
        self._depth -= 1
        if self._depth == 1 and self._root is not None and local_name(element) in self._names:
            self._take(element)
            self._root.remove(element)
            self._kept = len(self._root)

    def data(self, text: str) -> None:
        self._tree.data(text)

    def close(self) -> ET.Element:
        return self._tree.close()


def error_in(body: bytes) -> ET.Element | None:
    """The ``<Error>`` that a body is; None if it is anything else."""
    try:
        root = document(body)
    except ValueError:
        return None
    return root if local_name(root) == "Error" else None


def unquoted(etag: str | None) -> str:
    """An ETag without its quotes, which XML carries escaped and some stores leave out."""
    return (etag or "").strip().removeprefix("W/").strip('"')


def crc32_to_base64(crc32: int) -> str:
    """A CRC32 as S3 writes it: base64 of four bytes, the highest first."""
    return base64.b64encode(crc32.to_bytes(4, "big")).decode("ascii")


def crc32_from_base64(text: str | None) -> int | None:
    """The number in such a text; None for anything else, also for the CRC of CRCs (``...-N``)."""
    try:
        decoded = base64.b64decode((text or "").strip(), validate=True)
    except (binascii.Error, ValueError):
        return None
    return int.from_bytes(decoded, "big") if len(decoded) == 4 else None


def http_date(text: str) -> datetime | None:
    """The moment in a Date, Retry-After or ``x-amz-abort-date`` header (UTC); None if it is none."""
    try:
        return _in_utc(parsedate_to_datetime(text))
    except (ValueError, OverflowError):
        return None


def _moment_or_none(text: str | None) -> datetime | None:
    try:
        return _moment(text or "")
    except ValueError:
        return None


def _in_utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def created_upload(headers: Mapping[str, str], root: ET.Element) -> CreatedUpload | None:
    """Read Create's answer; None if it names no upload."""
    upload_id = root.findtext("{*}UploadId") or ""
    if not upload_id:
        return None
    return CreatedUpload(
        upload_id,
        checksum_is_announced=headers.get("x-amz-checksum-algorithm", "").upper() == "CRC32",
        is_full_object=headers.get("x-amz-checksum-type", "").upper() == "FULL_OBJECT",
        abort_date=http_date(headers.get("x-amz-abort-date", "")),
        is_minio=is_minio(headers),
    )


def is_minio(headers: Mapping[str, str]) -> bool:
    """Say whether the server calls itself MinIO."""
    return headers.get("server", "").lower().startswith("minio")


def announced_checksum(body: bytes) -> tuple[frozenset[str], str]:
    """Algorithm and type that a page of ListParts says its upload was begun with; nothing where it does not say."""
    root = listing(body, ("Part",), lambda _part: None)
    algorithm = (root.findtext("{*}ChecksumAlgorithm") or "").strip().upper()
    kind = (root.findtext("{*}ChecksumType") or "").strip().upper()
    return frozenset({algorithm} if algorithm else ()), kind


def checksums_of(part: ET.Element) -> set[str]:
    """The algorithms of the checksums that a listed part has."""
    names = {local_name(child) for child in part}
    return {name.removeprefix("Checksum") for name in names if name.startswith("Checksum")} - {"Type"}


def listed_part(part: ET.Element) -> ListedPart:
    """A part on a page of ListParts. Raises ValueError for a number that is none."""
    return ListedPart(
        _number(part.findtext("{*}PartNumber")),
        _number(part.findtext("{*}Size")),
        unquoted(part.findtext("{*}ETag")),
        crc32_from_base64(part.findtext("{*}ChecksumCRC32")),
        _moment_or_none(part.findtext("{*}LastModified")),
    )


def listed_upload(upload: ET.Element) -> OpenUpload:
    """An entry of ListMultipartUploads. Raises ValueError for a bad date."""
    return OpenUpload(upload.findtext("{*}UploadId") or "", _moment(upload.findtext("{*}Initiated") or ""))


def _moment(text: str) -> datetime:
    """A date of a listing (UTC). Raises ValueError for what is none."""
    try:
        return _in_utc(datetime.fromisoformat(text.strip()))
    except OverflowError as error:
        raise ValueError(str(error)) from error


def _number(text: str | None) -> int:
    """A count or a size. Raises ValueError for anything else: ``int()`` would take signs and underscores."""
    digits = (text or "").strip()
    if not (digits.isascii() and digits.isdecimal()):
        raise ValueError(f"'{digits[:40]}' where a number belongs")
    number = int(digits)
    if number > LARGEST_SIZE:
        raise ValueError(f"'{digits[:40]}' is too large a number")
    return number


def listed_object(entry: ET.Element) -> StoredObject:
    """An entry of ListObjectsV2; without a date it is as old as can be. Raises ValueError for a bad size or date."""
    return StoredObject(
        entry.findtext("{*}Key") or "",
        _number(entry.findtext("{*}Size") or "0"),
        unquoted(entry.findtext("{*}ETag")),
        _moment(entry.findtext("{*}LastModified") or _EPOCH),
    )


def undeleted(entry: ET.Element) -> Undeleted | None:
    """An error of DeleteObjects; None for one that says that there is no such object."""
    error = failure_of(entry.findtext("{*}Code") or "", 0, entry.findtext("{*}Message") or "")
    if error.code == ErrorCode.NO_SUCH_OBJECT:
        return None
    key, version_id = entry.findtext("{*}Key") or "", entry.findtext("{*}VersionId") or ""
    return Undeleted(key, version_id, error.code, error.messages)


def next_token(root: ET.Element) -> dict[str, str]:
    """The query that asks for the next page of ListObjectsV2; empty if the page names none."""
    token = root.findtext("{*}NextContinuationToken") or ""
    return {"continuation-token": token} if token else {}


def listed_version(entry: ET.Element) -> tuple[str, str]:
    """Key and version id of an entry of ListObjectVersions; "" for the one of a bucket that keeps no versions."""
    version_id = entry.findtext("{*}VersionId") or ""
    return entry.findtext("{*}Key") or "", "" if version_id == _UNVERSIONED else version_id


def next_version_markers(root: ET.Element) -> dict[str, str]:
    """The query that asks for the next page of ListObjectVersions; empty if the page names none."""
    key = root.findtext("{*}NextKeyMarker") or ""
    version_id = root.findtext("{*}NextVersionIdMarker") or ""
    return {name: text for name, text in (("key-marker", key), ("version-id-marker", version_id)) if text}


def next_upload_markers(root: ET.Element) -> dict[str, str]:
    """The query that asks for the next page of ListMultipartUploads; empty if the page names none."""
    key = root.findtext("{*}NextKeyMarker") or ""
    upload_id = root.findtext("{*}NextUploadIdMarker") or ""
    return {name: text for name, text in (("key-marker", key), ("upload-id-marker", upload_id)) if text}


def complete_response(headers: Mapping[str, str], root: ET.Element) -> CompleteResponse | None:
    """Read Complete's result; None if it is none, or has no ETag (Ceph 16 leaves it empty)."""
    etag = unquoted(root.findtext("{*}ETag"))
    if local_name(root) != "CompleteMultipartUploadResult" or not etag:
        return None
    return CompleteResponse(
        etag,
        root.findtext("{*}ChecksumCRC32") or headers.get("x-amz-checksum-crc32", ""),
        (root.findtext("{*}ChecksumType") or headers.get("x-amz-checksum-type", "")).upper() == "FULL_OBJECT",
        headers.get("x-amz-version-id", ""),
        etag_may_prove(headers),
    )


def copied_part(headers: Mapping[str, str], root: ET.Element) -> CopiedPart | None:
    """Read a copy's result; None if it is none, or names no ETag."""
    etag = unquoted(root.findtext("{*}ETag"))
    if local_name(root) not in _COPY_RESULTS or not etag:
        return None
    crc32 = root.findtext("{*}ChecksumCRC32") or headers.get("x-amz-checksum-crc32")
    return CopiedPart(etag, crc32_from_base64(crc32), etag_may_prove(headers))


def etag_may_prove(headers: Mapping[str, str]) -> bool:
    """Whether an ETag can be the MD5 of what was sent: not of what is encrypted with a key of a KMS, or the user's own.

    AWS S3 API, "Object": the ETag of such an object is no MD5 digest.
    """
    if "x-amz-server-side-encryption-customer-algorithm" in headers:
        return False
    return not headers.get("x-amz-server-side-encryption", "").startswith("aws:kms")


def is_locked(headers: Mapping[str, str]) -> bool:
    """Say whether HEAD's answer tells of a legal hold, or of a retention that is not over."""
    if headers.get("x-amz-object-lock-legal-hold", "").upper() == "ON":
        return True
    if not headers.get("x-amz-object-lock-mode"):
        return False
    try:
        return _moment(headers.get("x-amz-object-lock-retain-until-date", "")) > datetime.now(UTC)
    except ValueError:
        return True


def object_facts(headers: Mapping[str, str]) -> ObjectFacts:
    """Read HEAD's answer. Without a checksum type, a checksum is the whole's only if the object had no parts.

    Raises ValueError for an answer without an ETag: a web page has none, and it is no object of a store.
    """
    etag = unquoted(headers.get("etag"))
    if not etag:
        raise ValueError("no ETag")
    kind = headers.get("x-amz-checksum-type", "").upper()
    is_whole = kind == "FULL_OBJECT" or (not kind and "-" not in etag)
    checksum = headers.get("x-amz-checksum-crc32", "")
    return ObjectFacts(
        _number(headers.get("content-length", "0")),
        etag,
        headers.get("x-amz-meta-uploader-job", ""),
        crc32_from_base64(checksum) if is_whole else None,
        headers.get("x-amz-version-id", ""),
        headers.get("content-type", ""),
        is_locked(headers),
        "" if is_whole else checksum,
        etag_may_prove(headers),
        is_encrypted=bool(headers.get("x-amz-server-side-encryption")),
        has_retention=bool(headers.get("x-amz-object-lock-mode")),
        modified_at=http_date(headers.get("last-modified", "")),
    )


def finish_document(parts: Sequence[tuple[int, str, int | None]]) -> bytes:
    """Complete's body: parts in order as (number, unquoted ETag, CRC32). ETags with markup in them are escaped."""
    rows = []
    for number, etag, crc32 in parts:
        checksum = "" if crc32 is None else f"<ChecksumCRC32>{crc32_to_base64(crc32)}</ChecksumCRC32>"
        rows.append(f"<Part>{checksum}<ETag>{escape(etag)}</ETag><PartNumber>{number}</PartNumber></Part>")
    namespace = "http://s3.amazonaws.com/doc/2006-03-01/"
    return f'<CompleteMultipartUpload xmlns="{namespace}">{"".join(rows)}</CompleteMultipartUpload>'.encode()
