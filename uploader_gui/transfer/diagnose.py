"""Would uploads to this bucket work? Asked with requests that leave nothing behind."""

import base64
import contextlib

from uploader_gui.domain.errors import StoreError
from uploader_gui.s3.minio_sdk import Sdk

_PROBE_NAME = ".uploader-test"
_WRONG_MD5 = base64.b64encode(bytes(16)).decode("ascii")
# What stores answer to a body that is not the one its Content-MD5 names.
_DAMAGED = "PART_DAMAGED"


def check_bucket(sdk: Sdk, bucket: str, prefix: str) -> None:
    """Raise the StoreError that an upload would meet; its text says what to mend.

    A key may be allowed to put objects and nothing else, so a refused listing proves nothing. The right to
    write is shown by a PUT whose MD5 is wrong: who may not write is denied, who may hears of the damage, and
    nothing is stored.
    """
    try:
        sdk.call("GET", bucket, query={"list-type": "2", "max-keys": "1", "prefix": prefix})
    except StoreError as error:
        if error.code != "ACCESS_DENIED":
            raise
    try:
        sdk.call(
            "PUT", bucket, f"{prefix}{_PROBE_NAME}", headers={"content-md5": _WRONG_MD5}, body=b"uploader"
        )
    except StoreError as error:
        if error.code != _DAMAGED:
            raise
        return
    # A store that does not look at Content-MD5 has the probe now.
    with contextlib.suppress(StoreError):
        sdk.call("DELETE", bucket, f"{prefix}{_PROBE_NAME}")
