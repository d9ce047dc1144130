"""Three signed questions to the demo store: does it take an object, give it back and delete it?

Only that shows that the store is ready: after a start it lists its bucket a good while before the server
that holds the data has joined, and answers 500 to every read until then.
Written out with the standard library, since the SDK belongs to the engine alone.
"""

import hashlib
import hmac
import http.client
from datetime import UTC, datetime
from urllib.parse import urlsplit

ANSWERS_WITHIN_S = 2
PROBE_KEY = ".uploader-gui-demo-store-is-ready"
"""Not a name that anybody gives to a file: it is replaced and deleted at every start."""


def store_is_ready(endpoint: str, bucket: str, access_key: str, secret_key: str, region: str) -> bool:
    """Whether the bucket takes, gives back and deletes an object of some bytes, each within 2 s.

    The requests are signed with Signature Version 4; the object ``PROBE_KEY`` does not stay.
    """
    host = urlsplit(endpoint).netloc
    connection = http.client.HTTPConnection(host, timeout=ANSWERS_WITHIN_S)
    path = f"/{bucket}/{PROBE_KEY}"
    try:
        for method, expected in (("PUT", 200), ("GET", 200), ("DELETE", 204)):
            headers = _signed_headers(method, host, path, access_key, secret_key, region)
            connection.request(method, path, body=b"ready" if method == "PUT" else None, headers=headers)
            answer = connection.getresponse()
            answer.read()
            if answer.status != expected:
                return False
        return True
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _signed_headers(
    method: str, host: str, path: str, access_key: str, secret_key: str, region: str
) -> dict[str, str]:
    now = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    headers = {"host": host, "x-amz-content-sha256": "UNSIGNED-PAYLOAD", "x-amz-date": now}
    names = ";".join(headers)
    lines = "".join(f"{name}:{value}\n" for name, value in headers.items())
    request = f"{method}\n{path}\n\n{lines}\n{names}\nUNSIGNED-PAYLOAD"
    scope = f"{now[:8]}/{region}/s3/aws4_request"
    key = f"AWS4{secret_key}".encode()
    for step in scope.split("/"):
        key = hmac.digest(key, step.encode(), "sha256")
    text = f"AWS4-HMAC-SHA256\n{now}\n{scope}\n{hashlib.sha256(request.encode()).hexdigest()}"
    signature = hmac.new(key, text.encode(), "sha256").hexdigest()
    credential = f"Credential={access_key}/{scope}"
    headers["authorization"] = f"AWS4-HMAC-SHA256 {credential}, SignedHeaders={names}, Signature={signature}"
    return headers
