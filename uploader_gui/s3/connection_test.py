"""Testing a connection: what is wrong with it, and the change that would fix it. Blocking."""

import contextlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from urllib.parse import urlsplit

from uploader_gui.domain.errors import ErrorCode, ErrorKind, StoreError
from uploader_gui.domain.profile import Connection, clean_endpoint
from uploader_gui.s3.client import S3Client
from uploader_gui.s3.http.connection_pool import HttpConnectionPool
from uploader_gui.s3.learned_traits import LearnedTraits

_CONNECT_S, _ANSWER_S = 5.0, 15.0
_PROBE_S = 2.0
_S3_PORTS = (9000, 9002, 8333, 443, 80)  # where stores usually listen, beside their consoles
_NO_PIN = "0" * 64  # no certificate has it: so each is shown
_SPEAKS_NOTHING_KNOWN = frozenset(
    {ErrorCode.NETWORK_LOST, ErrorCode.ENDPOINT_NOT_S3, ErrorCode.REQUEST_REFUSED, ErrorCode.NO_SUCH_OBJECT}
)


class FixKind(StrEnum):
    """What of a connection is to be changed."""

    ENDPOINT = "endpoint"
    REGION = "region"
    TRUST = "trust"
    BUCKET = "bucket"
    RIGHTS = "rights"


@dataclass(frozen=True, slots=True)
class SuggestedFix:
    """A change that the user may accept.

    ``value``: the endpoint, region or bucket (to be created), or for RIGHTS the policy that the store's keeper
    would have to give (JSON). ``certificate``: what the store shows, DER, for TRUST.
    """

    kind: FixKind
    value: str = ""
    certificate: bytes = b""


@dataclass(frozen=True, slots=True)
class ConnectionTest:
    """``error`` None: uploads would work. ``suggested_fix`` None: there is no change that we could make."""

    error: StoreError | None = None
    suggested_fix: SuggestedFix | None = None


def try_connection(
    connection: Connection, bucket: str, prefix: str, traits: LearnedTraits | None = None
) -> ConnectionTest:
    """Find what an upload to ``bucket`` under ``prefix`` would meet; leaves nothing in the store. ``traits`` learns what is
    seen, also with a probe that is deleted again: whether the store keeps existing objects from being replaced.

    Raises BadSettingsError for a CA file or a proxy that can't be used.
    """
    error = _failure(connection, bucket, prefix, traits=traits)
    if error is None and traits is not None:
        with contextlib.suppress(StoreError), opened(connection, traits=traits) as client:
            client.probe_conditions(bucket, prefix)
    return ConnectionTest(error, _suggested_fix(error, connection, bucket, prefix) if error else None)


@contextlib.contextmanager
def opened(
    connection: Connection, *, connect_timeout_s: float = _CONNECT_S, traits: LearnedTraits | None = None
) -> Iterator[S3Client]:
    """A client for a few requests, with short timeouts."""
    client = S3Client(
        connection, traits=traits, connect_timeout_s=connect_timeout_s, read_timeout_s=_ANSWER_S
    )
    try:
        yield client
    finally:
        client.close()


def _failure(
    connection: Connection,
    bucket: str,
    prefix: str,
    *,
    connect_timeout_s: float = _CONNECT_S,
    traits: LearnedTraits | None = None,
) -> StoreError | None:
    try:
        with opened(connection, connect_timeout_s=connect_timeout_s, traits=traits) as client:
            client.check_bucket(bucket, prefix)
    except StoreError as error:
        return error
    return None


def _suggested_fix(
    error: StoreError, connection: Connection, bucket: str, prefix: str
) -> SuggestedFix | None:
    match error.code:
        case (
            ErrorCode.CERTIFICATE_UNTRUSTED
            | ErrorCode.CERTIFICATE_SELF_SIGNED
            | ErrorCode.CERTIFICATE_OTHER_HOST
            | ErrorCode.CERTIFICATE_CHANGED
        ):
            certificate = _certificate(connection.endpoint)
            return SuggestedFix(FixKind.TRUST, certificate=certificate) if certificate else None
        case ErrorCode.ENDPOINT_SPEAKS_HTTP | ErrorCode.ENDPOINT_SPEAKS_HTTPS:
            return SuggestedFix(FixKind.ENDPOINT, _other_scheme(connection.endpoint))
        case ErrorCode.WRONG_REGION | ErrorCode.WRONG_ENDPOINT if error.told_region:
            return SuggestedFix(FixKind.REGION, error.told_region)
        case ErrorCode.NO_SUCH_BUCKET:
            return SuggestedFix(FixKind.BUCKET, bucket)
        case ErrorCode.ACCESS_DENIED:
            return SuggestedFix(FixKind.RIGHTS, policy_for(bucket, prefix))
        case code if code in _SPEAKS_NOTHING_KNOWN:
            return _other_endpoint(connection, bucket, prefix)
        case _:
            return None


def _other_endpoint(connection: Connection, bucket: str, prefix: str) -> SuggestedFix | None:
    """An address of the same host where an S3 store answers, or the same port with TLS."""
    if connection.endpoint.startswith("http:") and _certificate(_other_scheme(connection.endpoint)):
        return SuggestedFix(FixKind.ENDPOINT, _other_scheme(connection.endpoint))
    for endpoint in _other_ports(connection.endpoint):
        error = _failure(replace(connection, endpoint=endpoint), bucket, prefix, connect_timeout_s=_PROBE_S)
        if error is None or (
            error.code not in _SPEAKS_NOTHING_KNOWN and error.kind is not ErrorKind.TRANSIENT
        ):
            return SuggestedFix(FixKind.ENDPOINT, endpoint)
    return None


def _other_ports(endpoint: str) -> Iterator[str]:
    url = urlsplit(endpoint)
    own = url.port or {"http": 80, "https": 443}[url.scheme]
    host = f"[{url.hostname}]" if ":" in (url.hostname or "") else url.hostname
    for port in dict.fromkeys((own - 1, *_S3_PORTS)):
        if port not in {own, 0}:
            yield clean_endpoint(f"{url.scheme}://{host}:{port}")


def _other_scheme(endpoint: str) -> str:
    scheme, _, rest = endpoint.partition("://")
    return f"{'http' if scheme == 'https' else 'https'}://{rest}"


def _certificate(endpoint: str) -> bytes:
    """The certificate that is shown there, DER; empty where none is."""
    connections = HttpConnectionPool(
        endpoint, "", certificate_sha256=_NO_PIN, max_connections=1, connect_timeout_s=_PROBE_S
    )
    try:
        return connections.show_certificate(urlsplit(endpoint).netloc)
    except StoreError:
        return b""


def policy_for(bucket: str, prefix: str) -> str:
    """What keys for uploads need at least, and what makes resuming and tidying up certain (JSON)."""
    objects = f"arn:aws:s3:::{bucket}/{prefix}*"
    bucket_actions = ["s3:ListBucket", "s3:ListBucketMultipartUploads", "s3:GetBucketLocation"]
    object_actions = [
        "s3:PutObject",
        "s3:GetObject",
        "s3:AbortMultipartUpload",
        "s3:ListMultipartUploadParts",
    ]
    statements = [
        {"Effect": "Allow", "Action": object_actions, "Resource": [objects]},
        {"Effect": "Allow", "Action": bucket_actions, "Resource": [f"arn:aws:s3:::{bucket}"]},
    ]
    return json.dumps({"Version": "2012-10-17", "Statement": statements}, indent=2)
