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

LARGEST_SIZE = 2**63 - 1
"""Of an object, in bytes: what the database can hold, and far more than S3 does."""

# A listing of 1,000 entries has about 300 kB. What is not a listing has some hundred bytes, at most a few thousand.
_SMALL = 64 * 1024
_DEEPEST = 32
# Others would be looked up among Python's codecs, and run.
_ENCODING = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([^\"'>]*)")
_ENCODINGS = frozenset({b"utf-8", b"utf8", b"utf-16", b"iso-8859-1", b"latin-1", b"us-ascii", b"ascii"})
_MOST_KEPT = 20_000


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
    """A stored part: unquoted ETag, and the CRC32 that the store computed (None: it did not say)."""

    etag: str
    crc32: int | None


@dataclass(frozen=True, slots=True)
class PutResponse:
    """A stored object: as PartResponse, and the version id ("" where the bucket keeps no versions)."""

    etag: str
    crc32: int | None
    version_id: str


@dataclass(frozen=True, slots=True)
class ListedPart:
    """A part as ListParts shows it: ``size`` in bytes, unquoted ETag, CRC32 where the store lists it."""

    number: int
    size: int
    etag: str
    crc32: int | None


@dataclass(frozen=True, slots=True)
class CompleteResponse:
    """Complete's result. ``checksum`` is base64 as sent, with ``-N`` where it is one over the parts' CRCs."""

    etag: str
    checksum: str
    is_full_object: bool
    version_id: str


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
class ObjectFacts:
    """An object as HEAD shows it.

    ``job_id`` is what ``x-amz-meta-uploader-job`` says ("" where it says nothing); ``crc32_whole`` the CRC32
    of all its bytes, None where the store has none or one of the parts' CRCs only.
    """

    size: int
    etag: str
    job_id: str
    crc32_whole: int | None
    version_id: str
    content_type: str


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
        is_minio=headers.get("server", "").lower().startswith("minio"),
    )


def listed_part(part: ET.Element) -> ListedPart:
    """A part on a page of ListParts. Raises ValueError for a number that is none."""
    return ListedPart(
        _number(part.findtext("{*}PartNumber")),
        _number(part.findtext("{*}Size")),
        unquoted(part.findtext("{*}ETag")),
        crc32_from_base64(part.findtext("{*}ChecksumCRC32")),
    )


def listed_upload(upload: ET.Element) -> OpenUpload:
    """An entry of ListMultipartUploads. Raises ValueError for a bad date."""
    try:
        begun_at = _in_utc(datetime.fromisoformat((upload.findtext("{*}Initiated") or "").strip()))
    except OverflowError as error:
        raise ValueError(str(error)) from error
    return OpenUpload(upload.findtext("{*}UploadId") or "", begun_at)


def _number(text: str | None) -> int:
    """A count or a size. Raises ValueError for anything else: ``int()`` would take signs and underscores."""
    digits = (text or "").strip()
    if not (digits.isascii() and digits.isdecimal()):
        raise ValueError(f"'{digits[:40]}' where a number belongs")
    number = int(digits)
    if number > LARGEST_SIZE:
        raise ValueError(f"'{digits[:40]}' is too large a number")
    return number


def listed_object(entry: ET.Element) -> tuple[str, int, str]:
    """Key, size in bytes and unquoted ETag of an entry of ListObjectsV2. Raises ValueError for a bad size."""
    size = _number(entry.findtext("{*}Size") or "0")
    return entry.findtext("{*}Key") or "", size, unquoted(entry.findtext("{*}ETag"))


def next_token(root: ET.Element) -> dict[str, str]:
    """The query that asks for the next page of ListObjectsV2; empty if the page names none."""
    token = root.findtext("{*}NextContinuationToken") or ""
    return {"continuation-token": token} if token else {}


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
    )


def object_facts(headers: Mapping[str, str]) -> ObjectFacts:
    """Read HEAD's answer. Without a checksum type, a checksum is the whole's only if the object had no parts.

    Raises ValueError for an answer without an ETag: a web page has none, and it is no object of a store.
    """
    etag = unquoted(headers.get("etag"))
    if not etag:
        raise ValueError("no ETag")
    kind = headers.get("x-amz-checksum-type", "").upper()
    is_whole = kind == "FULL_OBJECT" or (not kind and "-" not in etag)
    return ObjectFacts(
        _number(headers.get("content-length", "0")),
        etag,
        headers.get("x-amz-meta-uploader-job", ""),
        crc32_from_base64(headers.get("x-amz-checksum-crc32")) if is_whole else None,
        headers.get("x-amz-version-id", ""),
        headers.get("content-type", ""),
    )


def finish_document(parts: Sequence[tuple[int, str, int | None]]) -> bytes:
    """Complete's body: parts in order as (number, unquoted ETag, CRC32). ETags with markup in them are escaped."""
    rows = []
    for number, etag, crc32 in parts:
        checksum = "" if crc32 is None else f"<ChecksumCRC32>{crc32_to_base64(crc32)}</ChecksumCRC32>"
        rows.append(f"<Part>{checksum}<ETag>{escape(etag)}</ETag><PartNumber>{number}</PartNumber></Part>")
    namespace = "http://s3.amazonaws.com/doc/2006-03-01/"
    return f'<CompleteMultipartUpload xmlns="{namespace}">{"".join(rows)}</CompleteMultipartUpload>'.encode()
