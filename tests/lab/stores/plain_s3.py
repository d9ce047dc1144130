"""S3 over plain signed HTTP, without an SDK that has opinions on the answers."""

import base64
import http.client
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlencode, urlsplit

from minio.credentials.credentials import Credentials
from minio.signer import sign_v4_s3
from minio.time import utcnow

from lab.stores.minio_uploads import upload_id_in
from lab.stores.s3probe import S3Address


def crc32_of(data: bytes) -> str:
    return base64.b64encode(zlib.crc32(data).to_bytes(4, "big")).decode()


@dataclass(frozen=True, slots=True)
class Heard:
    """An answer: status, headers in lower case, the body as text."""

    status: int
    headers: dict[str, str]
    text: str

    @property
    def code(self) -> str:
        found = re.search(r"<Code>(.*?)</Code>", self.text)
        return found[1] if found else ""


class Caller:
    """Signed requests without an SDK that has opinions on the answers."""

    def __init__(self, address: S3Address) -> None:
        self._address = address

    def __call__(
        self,
        method: str,
        key: str = "",
        query: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        body: bytes = b"",
    ) -> Heard:
        address = self._address
        path = f"/{address.bucket}/{quote(key, safe='/~')}" if key else f"/{address.bucket}"
        url = urlsplit(f"{address.endpoint}{path}?{urlencode(sorted((query or {}).items()))}")
        unsigned: dict[str, str | list[str] | tuple[str]] = {
            "Host": url.netloc, "x-amz-content-sha256": "UNSIGNED-PAYLOAD", **(headers or {}),
            "x-amz-date": utcnow().strftime("%Y%m%dT%H%M%SZ"),
        }  # fmt: skip
        keys = Credentials(address.access_key, address.secret_key)
        signed = sign_v4_s3(
            method=method, url=url, region=address.region, headers=unsigned, credentials=keys,
            content_sha256="UNSIGNED-PAYLOAD", date=utcnow(),
        )  # fmt: skip
        connection = http.client.HTTPConnection(url.netloc, timeout=20)
        connection.request(
            method,
            f"{url.path}?{url.query}",
            body=body,
            headers={name: str(value) for name, value in signed.items()},
        )
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        return Heard(answer.status, {name.lower(): value for name, value in answer.getheaders()}, text)

    def begin(self, key: str = "k", **headers: str) -> str:
        return self.begin_plain(key, **{"x-amz-checksum-algorithm": "CRC32", **headers})

    def begin_plain(self, key: str = "k", **headers: str) -> str:
        """Without a checksum algorithm."""
        return upload_id_in(self("POST", key, {"uploads": ""}, headers).text)

    def part(self, upload_id: str, number: int, data: bytes, checksum: str | None = None) -> Heard:
        """Send one with its right checksum, another one, or none at all ("")."""
        crc32 = crc32_of(data) if checksum is None else checksum
        headers = {"x-amz-checksum-crc32": crc32} if crc32 else {}
        return self("PUT", "k", {"partNumber": str(number), "uploadId": upload_id}, headers, data)

    def copy(self, upload_id: str, number: int, source: str, etag: str = "") -> Heard:
        """Have an object of the bucket copied into an upload, if it is called ``etag``."""
        headers = {"x-amz-copy-source": quote(f"/{self._address.bucket}/{source}", safe="/~")}
        headers |= {"x-amz-copy-source-if-match": f'"{etag}"'} if etag else {}
        return self("PUT", "k", {"partNumber": str(number), "uploadId": upload_id}, headers)

    def complete(self, upload_id: str, parts: Mapping[int, tuple[str, str]], **headers: str) -> Heard:
        """``parts``: ETag and checksum (none for "") by number."""
        rows = "".join(
            f"<Part><PartNumber>{number}</PartNumber><ETag>{etag}</ETag>"
            + (f"<ChecksumCRC32>{crc32}</ChecksumCRC32>" if crc32 else "")
            + "</Part>"
            for number, (etag, crc32) in parts.items()
        )
        document = f"<CompleteMultipartUpload>{rows}</CompleteMultipartUpload>".encode()
        return self("POST", "k", {"uploadId": upload_id}, headers, document)
