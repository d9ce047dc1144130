"""A second pair of eyes on a store: what is really there, asked past the product's own code."""

import hashlib
import html
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import urllib3
from minio import Minio
from minio.commonconfig import GOVERNANCE
from minio.error import S3Error
from minio.objectlockconfig import DAYS, ObjectLockConfig
from minio.versioningconfig import VersioningConfig

from lab.lines.scripted import CERTIFICATE


@dataclass(frozen=True, slots=True)
class S3Address:
    """A bucket on a store; ``endpoint`` is a URL."""

    endpoint: str
    access_key: str
    secret_key: str
    bucket: str
    region: str = "us-east-1"


@dataclass(frozen=True, slots=True)
class Facts:
    """What HEAD says of an object; ``metadata`` without the ``x-amz-meta-``, ``headers`` by lower-case name."""

    size: int
    etag: str
    content_type: str
    metadata: dict[str, str] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)


class Probe:
    """Looks into one bucket. For one thread at a time; ``close`` it."""

    def __init__(self, address: S3Address) -> None:
        self.address = address
        self._pool = urllib3.PoolManager(
            maxsize=10,
            retries=False,
            timeout=urllib3.Timeout(connect=5, read=120),
            ca_certs=str(CERTIFICATE),
        )
        self._client = Minio(
            urlsplit(address.endpoint).netloc,
            access_key=address.access_key,
            secret_key=address.secret_key,
            secure=address.endpoint.startswith("https"),
            region=address.region,
            http_client=self._pool,
        )

    def close(self) -> None:
        self._pool.clear()

    def make_bucket(self, *, is_locked: bool = False) -> None:
        """``is_locked``: what is written there can't be deleted for a day."""
        name = self.address.bucket
        self._client.make_bucket(bucket_name=name, object_lock=is_locked)
        if is_locked:
            self._client.set_object_lock_config(
                bucket_name=name, config=ObjectLockConfig(GOVERNANCE, 1, DAYS)
            )

    def keep_versions(self) -> None:
        """Let the bucket keep every version from now on."""
        self._client.set_bucket_versioning(
            bucket_name=self.address.bucket, config=VersioningConfig("Enabled")
        )

    def versions(self, prefix: str = "") -> list[str]:
        """Keys of all versions and marks of deletion, one entry each."""
        found = self._client.list_objects(
            bucket_name=self.address.bucket, prefix=prefix, recursive=True, include_version=True
        )
        return [item.object_name or "" for item in found]

    def drop_bucket(self) -> None:
        """Delete the bucket with all that is in it, which SeaweedFS allows."""
        self._client.remove_bucket(bucket_name=self.address.bucket)

    def keys(self, prefix: str = "") -> list[str]:
        found = self._client.list_objects(bucket_name=self.address.bucket, prefix=prefix, recursive=True)
        return [item.object_name or "" for item in found]

    def head(self, key: str) -> Facts | None:
        """None if there is no such object."""
        try:
            found = self._client.stat_object(bucket_name=self.address.bucket, object_name=key)
        except S3Error as error:
            if error.code == "NoSuchKey":
                return None
            raise
        start = "x-amz-meta-"
        pairs = [(name.lower(), value) for name, value in (found.metadata or {}).items()]
        metadata = {name.removeprefix(start): value for name, value in pairs if name.startswith(start)}
        return Facts(found.size or 0, found.etag or "", found.content_type or "", metadata, dict(pairs))

    def tags(self, key: str) -> dict[str, str]:
        """The object's tags."""
        return dict(self._client.get_object_tags(bucket_name=self.address.bucket, object_name=key) or {})

    def sha256(self, key: str) -> str:
        """Of the object's bytes, read as a stream."""
        digest = hashlib.sha256()
        for piece in self._read(key):
            digest.update(piece)
        return digest.hexdigest()

    def get(self, key: str) -> bytes:
        return b"".join(self._read(key))

    def put(self, key: str, data: bytes) -> None:
        self._client.put_object(
            bucket_name=self.address.bucket, object_name=key, data=io.BytesIO(data), length=len(data)
        )

    def delete(self, key: str) -> None:
        self._client.remove_object(bucket_name=self.address.bucket, object_name=key)

    def uploads(self) -> list[tuple[str, str]]:
        """The open multipart uploads: key and upload id."""
        body = self._ask("GET", query={"uploads": ""})
        entries = re.findall(r"<Upload>(.*?)</Upload>", body, re.DOTALL)
        return [(_text("Key", entry), _text("UploadId", entry)) for entry in entries]

    def parts(self, key: str, upload_id: str) -> dict[int, int]:
        """Part number and size of the first 1,000 parts of an open upload."""
        body = self._ask("GET", key=key, query={"uploadId": upload_id})
        numbers = re.findall(r"<PartNumber>(\d+)</PartNumber>", body)
        sizes = re.findall(r"<Size>(\d+)</Size>", body)
        return dict(zip(map(int, numbers), map(int, sizes), strict=True))

    def begin_upload(self, key: str) -> str:
        """Open a multipart upload; its id."""
        body = self._ask("POST", key=key, query={"uploads": ""})
        return _text("UploadId", body)

    def abort(self, key: str, upload_id: str) -> None:
        self._ask("DELETE", key=key, query={"uploadId": upload_id})

    def _read(self, key: str) -> Iterator[bytes]:
        answer = self._client.get_object(bucket_name=self.address.bucket, object_name=key)
        try:
            yield from answer.stream(1024 * 1024)
        finally:
            answer.close()
            answer.release_conn()

    def _ask(self, method: str, *, query: dict[str, str], key: str | None = None) -> str:
        answer = self._client._execute(
            method=method, bucket_name=self.address.bucket, object_name=key, query_params=dict(query)
        )
        text: str = answer.data.decode()
        return text


def _text(name: str, xml: str) -> str:
    """What stands in the first element of this name."""
    found = re.search(rf"<{name}>(.*?)</{name}>", xml, re.DOTALL)
    assert found, f"no {name} in {xml}"
    return html.unescape(found[1])
