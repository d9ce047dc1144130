"""AWS Signature Version 4 for requests to S3 (AWS documentation, "Authenticating Requests: Using the Authorization Header").

minio-py's own signer derives the day's key anew for every request, which costs as much as all the rest of it.
"""

import hashlib
import hmac
import time

_ALGORITHM = "AWS4-HMAC-SHA256"
UNSIGNED_PAYLOAD = "UNSIGNED-PAYLOAD"
"""In the place of a payload's hash: the signature does not cover the body."""


def _hmac(key: bytes, text: str) -> bytes:
    # hmac.digest() gives the interpreter's lock away for its microsecond, and then waits until it has it again.
    return hmac.new(key, text.encode(), "sha256").digest()


class Signer:
    """Signs for one key pair and region; ``session_token`` for temporary keys. Any thread: what it remembers is only ever replaced as a whole."""

    def __init__(self, access_key: str, secret_key: str, region: str, session_token: str = "") -> None:
        self._access_key = access_key
        self._secret_key = secret_key
        self._region = region
        self._session_token = session_token
        self._day_key = ("", b"")

    def sign(self, method: str, path: str, query: str, headers: dict[str, str], payload_hash: str) -> None:
        """Put ``x-amz-date``, ``x-amz-content-sha256`` and ``authorization`` into ``headers``.

        With temporary keys also ``x-amz-security-token``.

        ``headers`` have lower-case names and hold ``host``; ``path`` and ``query`` are quoted as they will be
        sent, the query's parameters in the order of their names.
        """
        now = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime())
        day = now[:8]
        headers["x-amz-date"] = now
        headers["x-amz-content-sha256"] = payload_hash
        if self._session_token:
            headers["x-amz-security-token"] = self._session_token
        names = sorted(headers)
        signed_names = ";".join(names)
        lines = "\n".join([f"{name}:{' '.join(headers[name].split())}" for name in names])
        canonical = f"{method}\n{path}\n{query}\n{lines}\n\n{signed_names}\n{payload_hash}"
        scope = f"{day}/{self._region}/s3/aws4_request"
        digest = hashlib.sha256(canonical.encode()).hexdigest()
        to_sign = f"{_ALGORITHM}\n{now}\n{scope}\n{digest}"
        signature = _hmac(self._key_of(day), to_sign).hex()
        headers["authorization"] = (
            f"{_ALGORITHM} Credential={self._access_key}/{scope}, SignedHeaders={signed_names}, Signature={signature}"
        )

    def _key_of(self, day: str) -> bytes:
        known_day, key = self._day_key
        if known_day != day:
            key = f"AWS4{self._secret_key}".encode()
            for text in (day, self._region, "s3", "aws4_request"):
                key = _hmac(key, text)
            self._day_key = (day, key)
        return key
