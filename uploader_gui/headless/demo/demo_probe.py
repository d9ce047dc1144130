"""Three signed questions to the demo store: does it take an object, give it back and delete it?

Only that shows that the store is ready: after a start it lists its bucket a good while before the server
that holds the data has joined, and answers 500 to every read until then.
Sent by the standard library: the engine's client would take the errors of a starting store for a network's.
"""

import http.client
from urllib.parse import urlsplit

from uploader_gui.s3.sigv4 import UNSIGNED_PAYLOAD, Signer

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
    signer = Signer(access_key, secret_key, region)
    try:
        for method, expected in (("PUT", 200), ("GET", 200), ("DELETE", 204)):
            headers = {"host": host}
            signer.sign(method, path, "", headers, UNSIGNED_PAYLOAD)
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
