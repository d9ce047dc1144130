"""What the sink remembers: uploads, their parts and finished objects, without a byte of them."""

import base64
import hashlib
import threading
import uuid
import zlib
from collections import Counter
from dataclasses import dataclass, field

Name = tuple[str, str]
"""Bucket and key."""


class RefusedError(Exception):
    """An answer that is an S3 error."""

    def __init__(self, status: int, code: str) -> None:
        super().__init__(code)
        self.status = status
        self.code = code


@dataclass(frozen=True, slots=True)
class StoredPart:
    """A part as the client described it; ``crc32`` in base64, empty if it sent none."""

    size: int
    etag: str
    crc32: str = ""


@dataclass(frozen=True, slots=True)
class StoredObject:
    """A finished object; ``headers`` are what HEAD repeats (content type, metadata), ``data`` its bytes if they are few."""

    size: int
    etag: str
    crc32: str = ""
    is_full_object: bool = False
    headers: dict[str, str] = field(default_factory=dict)
    data: bytes = b""


@dataclass(slots=True)
class OpenUpload:
    """A multipart upload under way."""

    name: Name
    has_checksums: bool
    is_full_object: bool
    headers: dict[str, str]
    parts: dict[int, StoredPart] = field(default_factory=dict)


class SinkState:
    """Uploads and objects by name. Thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._uploads: dict[str, OpenUpload] = {}
        self._objects: dict[Name, StoredObject] = {}
        self.requests: Counter[str] = Counter()
        self.body_bytes = 0

    def count(self, operation: str, body_size: int) -> None:
        with self._lock:
            self.requests[operation] += 1
            self.body_bytes += body_size

    def create(self, upload: OpenUpload) -> str:
        upload_id = uuid.uuid4().hex
        with self._lock:
            self._uploads[upload_id] = upload
        return upload_id

    def upload(self, name: Name, upload_id: str) -> OpenUpload:
        with self._lock:
            found = self._uploads.get(upload_id)
        if found is None or found.name != name:
            raise RefusedError(404, "NoSuchUpload")
        return found

    def add_part(self, name: Name, upload_id: str, number: int, part: StoredPart) -> None:
        upload = self.upload(name, upload_id)
        with self._lock:
            upload.parts[number] = part

    def copy_part(self, name: Name, upload_id: str, number: int, source: Name, etag: str) -> StoredPart:
        """Make a part of an object that is called ``etag`` (any for "")."""
        found = self.object(source)
        if etag not in {"", found.etag}:
            raise RefusedError(412, "PreconditionFailed")
        part = StoredPart(found.size, found.etag, found.crc32)
        self.add_part(name, upload_id, number, part)
        return part

    def abort(self, name: Name, upload_id: str) -> None:
        self.upload(name, upload_id)
        with self._lock:
            del self._uploads[upload_id]

    def complete(
        self,
        name: Name,
        upload_id: str,
        listed: list[tuple[int, str]],
        whole_crc32: str,
        *,
        only_if_absent: bool,
    ) -> StoredObject:
        """Join the listed parts (number and ETag) into an object, as S3 does it."""
        upload = self.upload(name, upload_id)
        parts = [upload.parts.get(number) for number, _ in listed]
        known = [part for part in parts if part is not None]
        if not listed or [part.etag for part in known] != [etag for _, etag in listed]:
            raise RefusedError(400, "InvalidPart")
        digest = hashlib.md5(b"".join(bytes.fromhex(part.etag) for part in known)).hexdigest()
        crc32 = whole_crc32 if upload.is_full_object else _composite(known) if upload.has_checksums else ""
        size = sum(part.size for part in known)
        made = StoredObject(size, f"{digest}-{len(known)}", crc32, upload.is_full_object, upload.headers)
        self.put(name, made, only_if_absent=only_if_absent)
        with self._lock:
            self._uploads.pop(upload_id, None)
        return made

    def put(self, name: Name, made: StoredObject, *, only_if_absent: bool) -> None:
        with self._lock:
            if only_if_absent and name in self._objects:
                raise RefusedError(412, "PreconditionFailed")
            self._objects[name] = made

    def delete(self, name: Name) -> None:
        with self._lock:
            self._objects.pop(name, None)

    def object(self, name: Name) -> StoredObject:
        with self._lock:
            found = self._objects.get(name)
        if found is None:
            raise RefusedError(404, "NoSuchKey")
        return found

    def objects(self, bucket: str, prefix: str, after: str) -> list[tuple[str, StoredObject]]:
        """By key, those under the prefix that come after ``after``."""
        with self._lock:
            mine = [(key, item) for (home, key), item in self._objects.items() if home == bucket]
        return sorted((key, item) for key, item in mine if key.startswith(prefix) and key > after)

    def uploads(self, bucket: str, prefix: str) -> list[tuple[str, str]]:
        """Key and upload id of the open uploads under the prefix."""
        with self._lock:
            found = [(upload.name, upload_id) for upload_id, upload in self._uploads.items()]
        return sorted(
            (key, upload_id) for (home, key), upload_id in found if home == bucket and key.startswith(prefix)
        )


def _composite(parts: list[StoredPart]) -> str:
    """The checksum of the parts' checksums, as stores give it for an upload that is not FULL_OBJECT."""
    joined = b"".join(base64.b64decode(part.crc32) for part in parts)
    whole = base64.b64encode(zlib.crc32(joined).to_bytes(4, "big")).decode()
    return f"{whole}-{len(parts)}"
