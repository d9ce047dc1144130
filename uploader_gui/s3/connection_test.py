"""Testing a connection: what is wrong with it, and the change that would fix it. Blocking."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from urllib.parse import urlsplit

from uploader_gui.domain.entered.endpoint_address import clean_endpoint, node_endpoints
from uploader_gui.domain.errors import ErrorCode, ErrorKind, StoreError
from uploader_gui.domain.profile import Connection
from uploader_gui.domain.store.failure_table import not_s3
from uploader_gui.domain.store.object_terms import ObjectTerms
from uploader_gui.domain.store.rights import (
    OFFERED,
    UploadPlace,
    features_for,
    is_named_by_every_store,
    policy_for,
)
from uploader_gui.s3.client import S3Client
from uploader_gui.s3.http.connection_pool import HttpConnectionPool
from uploader_gui.s3.learned_traits import LearnedTraits

_CONNECT_S, _ANSWER_S = 5.0, 15.0
_PROBE_S = 2.0
_S3_PORTS = (9000, 9002, 8333, 443, 80)  # where stores usually listen, beside their consoles
_NO_PIN = "0" * 64  # no certificate has it: so each is shown
_SPEAKS_NOTHING_KNOWN = frozenset(
    {ErrorCode.NETWORK_LOST, ErrorCode.ENDPOINT_NOT_S3, ErrorCode.REQUEST_REFUSED}
)
# What a server that knows nothing of S3 answers to its requests: 400, 401 or 403, 404, 405 or 501.
_REFUSALS_OF_ANYBODY = frozenset(
    {
        ErrorCode.REQUEST_REFUSED,
        ErrorCode.ACCESS_DENIED,
        ErrorCode.NO_SUCH_OBJECT,
        ErrorCode.NOT_SUPPORTED,
    }
)


class FixKind(StrEnum):
    """What of a connection is to be changed."""

    ENDPOINT = "endpoint"
    REGION = "region"
    TRUST = "trust"
    BUCKET = "bucket"
    PLACE = "place"
    RIGHTS = "rights"


@dataclass(frozen=True, slots=True)
class SuggestedFix:
    """A change that the user may accept.

    ``value``: the endpoint, region or bucket (to be created), or for RIGHTS the policy that the store's keeper
    would have to give (JSON). ``certificate``: what the store shows, DER, for TRUST. PLACE: a bucket is to be chosen
    from those there are. ``is_for_every_store`` False: not each store can be told the policy's place, MinIO can't.
    """

    kind: FixKind
    value: str = ""
    certificate: bytes = b""
    is_for_every_store: bool = True


@dataclass(frozen=True, slots=True)
class ConnectionTest:
    """``error`` None: uploads would work, or, where no bucket was named, the store knows the keys.

    ``suggested_fix`` None: there is no change that we could make. ``buckets``: where none was named, those that the keys
    may see; None where they may not look.
    """

    error: StoreError | None = None
    suggested_fix: SuggestedFix | None = None
    buckets: tuple[str, ...] | None = None


def try_connection(
    connection: Connection,
    bucket: str,
    prefix: str,
    traits: LearnedTraits | None = None,
    terms: ObjectTerms | None = None,
) -> ConnectionTest:
    """Find what an upload to ``bucket`` under ``prefix`` would meet; leaves nothing in the store. ``traits`` learns what is
    seen, also with a probe that is deleted again: whether the store keeps existing objects from being replaced.

    ``bucket`` "": find out what can be known without one: whether a store answers, and knows the keys.
    ``terms``: what objects get; of it the encryption is tried too, which a bucket may insist on.
    Where the store has several addresses, each of them is asked. Raises BadSettingsError for a CA file or a proxy that
    can't be used.
    """
    endpoints = node_endpoints(connection.endpoint)
    for endpoint in endpoints if len(endpoints) > 1 else ():
        node = replace(connection, endpoint=endpoint)
        error = _asked(node, bucket, prefix, terms=terms).error
        if error is not None:
            fix = _suggested_fix(error, node, bucket, prefix, terms)
            return ConnectionTest(error, fix if fix and fix.kind is not FixKind.ENDPOINT else None)
    found = _asked(connection, bucket, prefix, traits=traits, terms=terms)
    if found.error is not None:
        return replace(found, suggested_fix=_suggested_fix(found.error, connection, bucket, prefix, terms))
    if found.buckets is not None:
        return replace(found, suggested_fix=SuggestedFix(FixKind.PLACE))
    if bucket and traits is not None:
        with contextlib.suppress(StoreError), opened(connection, traits=traits) as client:
            client.probe_conditions(bucket, prefix)
    return found


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


def _asked(
    connection: Connection,
    bucket: str,
    prefix: str,
    *,
    connect_timeout_s: float = _CONNECT_S,
    traits: LearnedTraits | None = None,
    terms: ObjectTerms | None = None,
) -> ConnectionTest:
    """What the store says, without a mend."""
    try:
        with opened(connection, connect_timeout_s=connect_timeout_s, traits=traits) as client:
            if not bucket:
                return ConnectionTest(buckets=_buckets(client))
            client.check_bucket(bucket, prefix, terms)
    except StoreError as error:
        return ConnectionTest(not_s3() if _is_anybodys(error) else error)
    return ConnectionTest()


def _buckets(client: S3Client) -> tuple[str, ...] | None:
    """Those that the keys may see; None where the store knows the keys, but they may not look."""
    try:
        return tuple(client.list_buckets())
    except StoreError as error:
        if error.code != ErrorCode.ACCESS_DENIED or _is_anybodys(error):
            raise
        return None


def _is_anybodys(error: StoreError) -> bool:
    """Say whether any web server could have refused so: a store names its refusals, and nothing is asked by HEAD here."""
    return error.code in _REFUSALS_OF_ANYBODY and not error.s3_code and not error.told_region


def _suggested_fix(
    error: StoreError, connection: Connection, bucket: str, prefix: str, terms: ObjectTerms | None
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
            place = UploadPlace(
                bucket,
                prefix,
                connection.kept_bucket,
                connection.kept_prefix,
                terms.kms_key_id if terms else "",
            )
            policy = policy_for(place, OFFERED | features_for(terms))
            return SuggestedFix(FixKind.RIGHTS, policy, is_for_every_store=is_named_by_every_store(place))
        case code if code in _SPEAKS_NOTHING_KNOWN:
            return _other_endpoint(connection, bucket, prefix)
        case _:
            return None


def _other_endpoint(connection: Connection, bucket: str, prefix: str) -> SuggestedFix | None:
    """An address of the same host where an S3 store answers, or the same port with TLS."""
    if connection.endpoint.startswith("http:") and _certificate(_other_scheme(connection.endpoint)):
        return SuggestedFix(FixKind.ENDPOINT, _other_scheme(connection.endpoint))
    for endpoint in _other_ports(connection.endpoint):
        there = replace(connection, endpoint=endpoint)
        error = _asked(there, bucket, prefix, connect_timeout_s=_PROBE_S).error
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
