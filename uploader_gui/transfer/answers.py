"""What a store's answers say, as values: dataclasses, and the reading of S3's XML and headers."""

import base64
import binascii
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import NamedTuple


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
class PartAnswer:
    """A stored part: unquoted ETag, and the CRC32 that the store computed (None: it did not say)."""

    etag: str
    crc32: int | None


@dataclass(frozen=True, slots=True)
class PutAnswer:
    """A stored object: as PartAnswer, and the version id ("" where the bucket keeps no versions)."""

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
class FinishAnswer:
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
