"""One signed question to the demo store: is the bucket there, and are the keys known?

Written out with the standard library, since the SDK belongs to the engine alone.
"""

import hashlib
import hmac
import http.client
from datetime import UTC, datetime
from urllib.parse import urlsplit


def bucket_answers(endpoint: str, bucket: str, access_key: str, secret_key: str, region: str) -> bool:
    """Whether a HEAD of the bucket, signed with Signature Version 4, is answered with 200 within 2 s."""
    host = urlsplit(endpoint).netloc
    connection = http.client.HTTPConnection(host, timeout=2)
    try:
        connection.request(
            "HEAD", f"/{bucket}", headers=_signed_headers(host, bucket, access_key, secret_key, region)
        )
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _signed_headers(host: str, bucket: str, access_key: str, secret_key: str, region: str) -> dict[str, str]:
    now = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    headers = {"host": host, "x-amz-content-sha256": "UNSIGNED-PAYLOAD", "x-amz-date": now}
    names = ";".join(headers)
    lines = "".join(f"{name}:{value}\n" for name, value in headers.items())
    request = f"HEAD\n/{bucket}\n\n{lines}\n{names}\nUNSIGNED-PAYLOAD"
    scope = f"{now[:8]}/{region}/s3/aws4_request"
    key = f"AWS4{secret_key}".encode()
    for step in scope.split("/"):
        key = hmac.digest(key, step.encode(), "sha256")
    text = f"AWS4-HMAC-SHA256\n{now}\n{scope}\n{hashlib.sha256(request.encode()).hexdigest()}"
    signature = hmac.new(key, text.encode(), "sha256").hexdigest()
    credential = f"Credential={access_key}/{scope}"
    headers["authorization"] = f"AWS4-HMAC-SHA256 {credential}, SignedHeaders={names}, Signature={signature}"
    return headers
