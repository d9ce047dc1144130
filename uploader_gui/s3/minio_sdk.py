"""minio-py, with its requests signed, carried and judged our way.

minio-py's own way hashes every payload, waits 300 s for a dead connection, sends a part five times under one date, calls
an answer of HTML a part, and can't be stopped. Its addresses, listings and presigned URLs are used as they are.
"""

import contextlib
import hashlib
import logging
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from urllib.parse import quote, urlsplit

from minio import Minio
from minio.helpers import BaseURL, DictType, check_bucket_name
from urllib3 import BaseHTTPResponse, HTTPResponse

from uploader_gui.domain.entered.endpoint_address import node_endpoints
from uploader_gui.domain.errors import StoreError
from uploader_gui.domain.profile import Addressing, Connection
from uploader_gui.domain.store.failure_table import after_the_store, failure_of, network_failure, not_s3
from uploader_gui.domain.store.store_traits import Trait
from uploader_gui.s3.answers.interception import is_foreign, is_the_stores, is_web_page
from uploader_gui.s3.answers.response_errors import error_of
from uploader_gui.s3.answers.store_hints import BucketAddress, hint_in
from uploader_gui.s3.http.connection_pool import (
    BUSY,
    CHANGES_NOTHING,
    Answer,
    HttpConnectionPool,
    Request,
    StaleConnectionError,
)
from uploader_gui.s3.http.http1 import Response
from uploader_gui.s3.http.nodes import Host
from uploader_gui.s3.http.request_body import Body, StopSwitch
from uploader_gui.s3.learned_traits import LearnedTraits
from uploader_gui.s3.sigv4 import Signer

log = logging.getLogger(__name__)

_SUCCESS = frozenset({200, 204, 206})
_WITH_BODY = frozenset({"PUT", "POST"})
_MOST_HINTS = 3
_PASSING_S = 600.0  # a redirect that is only for now is asked for again after this
WHOLE_STORE = "/"
"""In the place of a bucket: the store as a whole."""


_thread = threading.local()


@contextlib.contextmanager
def stopped_by(switch: StopSwitch) -> Iterator[None]:
    """Within this, calls of this thread that have no body of their own end when ``switch`` stops."""
    _thread.switch = switch
    try:
        yield
    finally:
        del _thread.switch


class _Document:
    """A small body in memory, stopped by its caller's switch or that of all calls."""

    def __init__(self, data: bytes, switch: StopSwitch) -> None:
        self._data = data
        self.switch = switch
        self.unanswered = 0
        self.payload_hash = hashlib.sha256(data).hexdigest()

    def __len__(self) -> int:
        return len(self._data)

    def __iter__(self) -> Iterator[bytes]:
        yield self._data

    def count(self, size: int) -> None:
        """Nobody asks how far it got."""

    def restart(self) -> None:
        """Nothing was counted."""


def _base_url(place: BucketAddress) -> BaseURL:
    base = BaseURL(node_endpoints(place.endpoint)[0], place.region)
    if place.is_virtual is not None:
        base.virtual_style_flag = place.is_virtual
    return base


def _can_be_asked(place: BucketAddress) -> bool:
    try:
        _base_url(place)
    except ValueError:
        return False
    return True


def _encoded(query: Mapping[str, str]) -> str:
    return "&".join([f"{quote(name, safe='~')}={quote(query[name], safe='~')}" for name in sorted(query)])


class MinioSdk(Minio):
    """Any thread: what it remembers of addresses and signers is only ever replaced as a whole.

    Its calls raise StoreError, StoppedError, and what a body raises; nothing of minio-py's.
    """

    def __init__(
        self,
        connection: Connection,
        open_connections: Callable[[str], HttpConnectionPool],
        timeout_s: float,
        was_store: Callable[[], bool],
        traits: LearnedTraits,
    ) -> None:
        url = urlsplit(node_endpoints(connection.endpoint)[0])
        super().__init__(
            url.netloc,
            connection.access_key,
            connection.secret_key,
            secure=url.scheme == "https",
            region=connection.region,
        )
        self._connection = connection
        self._traits = traits
        self._open_connections = open_connections
        self._connections = {connection.endpoint: open_connections(connection.endpoint)}
        self._signers: dict[str, Signer] = {}
        self._timeout_s = timeout_s
        self._was_store = was_store
        self._has_answered = False
        self._roots: dict[tuple[BucketAddress, str], dict[Host, str]] = {}
        self._passing: dict[str, tuple[str, float]] = {}  # bucket: where it is for now, and until when
        self._lock = threading.Lock()
        self._switch = StopSwitch()

    def call(
        self,
        method: str,
        bucket: str,
        key: str = "",
        *,
        query: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        body: Body | bytes = b"",
        timeout_s: float | None = None,
    ) -> Response:
        """Make one request; returns the answer if it is a success and not a web page.

        ``headers`` by lower-case name. Everything but POST and the PUT of an object is sent once more, signed
        anew, if the connection turns out to have died while it was idle.
        """
        payload = (
            body if isinstance(body, Body) else _Document(body, getattr(_thread, "switch", self._switch))
        )
        hints = 0
        while True:
            place = self._place(bucket)
            request = self._request(
                place, method, bucket, key, query or {}, headers or {}, payload, timeout_s or self._timeout_s
            )
            try:
                answer = self._exchange(place, request, payload, makes_object=method == "PUT" and not query)
            except StoreError as error:
                if error.can_go_elsewhere and (method in CHANGES_NOTHING or not error.got_no_answer):
                    payload.unanswered += error.got_no_answer
                    payload.restart()
                    continue
                self._doubt(place, bucket)
                raise self.judged(error) from error
            failure = self._failure_in(answer)
            if failure is None:
                if isinstance(body, Body):
                    body.served_by = answer.served_by
                return answer.response
            if failure.http_status in BUSY:
                self._leave_out(place, request, answer, failure)
                if failure.can_go_elsewhere and method in CHANGES_NOTHING:
                    continue
            hints += 1
            if hints > _MOST_HINTS or not self._follow_hint(answer, failure, place, bucket, request):
                raise self.judged(failure)
            payload.restart()

    def _leave_out(self, place: BucketAddress, request: Request, answer: Answer, failure: StoreError) -> None:
        """Ask the store's other addresses for a while."""
        failure.can_go_elsewhere = self._connections_to(place.endpoint).leave_out(
            answer, request.hosts, failure.message, at_least_s=failure.retry_after_s or 0.0
        )

    def judged(self, error: StoreError) -> StoreError:
        """What ``error`` means here: where the store was before, what can't be its answer is the network's doing."""
        meaning = after_the_store(error)
        meaning.can_go_elsewhere = error.can_go_elsewhere
        return meaning if meaning is error or self._has_answered or self._was_store() else error

    def _failure_in(self, answer: Answer) -> StoreError | None:
        response = answer.response
        if response.status not in _SUCCESS:
            error = error_of(response)
        elif is_web_page(response):
            error = not_s3()
        else:
            self._has_answered = self._has_answered or is_the_stores(response)
            return None
        error.is_foreign = is_foreign(response, answer.node.host.netloc)
        return error

    def _follow_hint(
        self, answer: Answer, failure: StoreError, place: BucketAddress, bucket: str, request: Request
    ) -> bool:
        """Follow what the store says about where the bucket is, and note it; False if it says nothing of use."""
        host = answer.node.host
        hint = hint_in(
            answer.response,
            place._replace(endpoint=host.endpoint),
            bucket,
            request.target(host),
            s3_code=failure.s3_code,
            told_region=failure.told_region,
        )
        if hint is None or not _can_be_asked(hint.place):
            return False
        own, told = self._connection.endpoint, hint.place
        if told.endpoint == host.endpoint:
            told = told._replace(endpoint=place.endpoint)
        log.info("%s sends %s to %s (%s).", own, bucket, told.endpoint, told.region)
        if told.region != place.region:
            self._traits.note(own, bucket, Trait.REGION, told.region)
        if told.endpoint != place.endpoint:
            lasting = "" if hint.is_passing or told.endpoint == own else told.endpoint
            self._traits.note(own, bucket, Trait.ENDPOINT, lasting)
            self._passing[bucket] = (told.endpoint if hint.is_passing else "", time.monotonic() + _PASSING_S)
        if told.is_virtual and not place.is_virtual:
            self._traits.learn(own, Trait.VIRTUAL_HOSTED, is_so=True)
        return self._place(bucket) != place

    def _doubt(self, place: BucketAddress, bucket: str) -> None:
        """Nobody answers at the address the store named: ask at the connection's own address again."""
        if place.is_virtual and self._connection.addressing is Addressing.AUTO:
            self._traits.learn(self._connection.endpoint, Trait.VIRTUAL_HOSTED, is_so=False)
        if place.endpoint != self._connection.endpoint:
            self._passing.pop(bucket, None)
            self._traits.note(self._connection.endpoint, bucket, Trait.ENDPOINT, "")

    def _place(self, bucket: str) -> BucketAddress:
        """Where a bucket is, by what the connection says and its store has said since."""
        connection, traits = self._connection, self._traits
        endpoint, until_s = self._passing.get(bucket, ("", 0.0))
        if not endpoint or until_s < time.monotonic():
            endpoint = traits.said(connection.endpoint, bucket, Trait.ENDPOINT) or connection.endpoint
        region = traits.said(connection.endpoint, bucket, Trait.REGION) or connection.region
        match connection.addressing:
            case Addressing.AUTO:
                has_to_be = traits.has(connection.endpoint, Trait.VIRTUAL_HOSTED)
                return BucketAddress(endpoint, region, True if has_to_be else None)
            case Addressing.PATH | Addressing.VIRTUAL:
                return BucketAddress(endpoint, region, connection.addressing is Addressing.VIRTUAL)

    def check_name(self, bucket: str) -> None:
        """Raise StoreError BAD_BUCKET_NAME for what can't be the name of a bucket."""
        self._hosts(self._place(bucket), bucket)

    def presigned(self, bucket: str, key: str, expires: timedelta) -> str:
        """A URL by which anyone can read an object, at the (first) address where the bucket is now."""
        place = self._place(bucket)
        url = urlsplit(node_endpoints(place.endpoint)[0])
        signer = Minio(
            url.netloc,
            self._connection.access_key,
            self._connection.secret_key,
            session_token=self._connection.session_token or None,
            secure=url.scheme == "https",
            region=place.region,
        )
        signer._base_url = _base_url(place)
        return signer.presigned_get_object(bucket, key, expires=expires)

    def _hosts(self, place: BucketAddress, bucket: str) -> dict[Host, str]:
        """Whom to ask for a bucket, and the path that it has there: AWS and a few others want its name in the host."""
        known = self._roots.get((place, bucket))
        if known is None:
            known = self._roots[(place, bucket)] = dict(
                self._host(place._replace(endpoint=endpoint), bucket)
                for endpoint in node_endpoints(place.endpoint)
            )
        return known

    def _host(self, place: BucketAddress, bucket: str) -> tuple[Host, str]:
        base = _base_url(place)
        try:
            if bucket != WHOLE_STORE:
                check_bucket_name(bucket, s3_check=base.is_aws_host)
        except ValueError as error:
            raise failure_of("InvalidBucketName", 400) from error
        name = None if bucket == WHOLE_STORE else bucket
        url = base.build(method="GET", region=place.region, bucket_name=name)
        return Host(place.endpoint, url.netloc), url.path

    def _signer_for(self, region: str) -> Signer:
        signer = self._signers.get(region)
        if signer is None:
            connection = self._connection
            signer = self._signers[region] = Signer(
                connection.access_key, connection.secret_key, region, connection.session_token
            )
        return signer

    def _connections_to(self, endpoint: str) -> HttpConnectionPool:
        with self._lock:
            found = self._connections.get(endpoint)
            if found is None:
                found = self._connections[endpoint] = self._open_connections(endpoint)
                if self._switch.is_stopped:
                    found.close()
            return found

    def stop(self) -> None:
        """End every call that has no body of its own to stop; no new ones begin."""
        self._switch.stop()
        with self._lock:
            connections = list(self._connections.values())
        for each in connections:
            each.close()

    def _exchange(
        self, place: BucketAddress, request: Request, body: Body | _Document, *, makes_object: bool
    ) -> Answer:
        connections = self._connections_to(place.endpoint)
        try:
            return connections.exchange(request)
        except StaleConnectionError as error:
            if makes_object:  # it may be there: whoever asked has to look before it is sent again
                raise network_failure("reset", str(error), got_no_answer=True) from error
        body.restart()
        return connections.exchange(request, is_repeated=True)

    def _request(
        self,
        place: BucketAddress,
        method: str,
        bucket: str,
        key: str,
        query: Mapping[str, str],
        headers: Mapping[str, str],
        body: Body | _Document,
        timeout_s: float,
    ) -> Request:
        roots = self._hosts(place, bucket)
        signer = self._signer_for(place.region)
        quoted = quote(key, safe="/~")
        encoded = _encoded(query)

        def path(host: Host) -> str:
            root = roots[host]
            return f"{root.rstrip('/')}/{quoted}" if key else root

        def sign(host: Host) -> dict[str, str]:
            signed = {"host": host.netloc, **headers}
            signer.sign(method, path(host), encoded, signed, body.payload_hash)
            signed["user-agent"] = (
                self._user_agent
            )  # unsigned, as this and the length are what proxies rewrite
            if method in _WITH_BODY:
                signed["content-length"] = str(len(body))
            return signed

        def target(host: Host) -> str:
            return f"{path(host)}?{encoded}" if encoded else path(host)

        may_repeat = method != "POST"
        return Request(
            method,
            tuple(roots),
            target,
            sign,
            body,
            body.switch,
            timeout_s,
            may_repeat,
            unanswered=body.unanswered,
            is_measured=isinstance(body, Body),
        )

    def _url_open(
        self,
        method: str,
        region: str,
        bucket_name: str | None = None,
        object_name: str | None = None,
        body: bytes | None = None,
        headers: DictType | None = None,
        query_params: DictType | None = None,
        preload_content: bool = True,
        no_body_trace: bool = False,
    ) -> BaseHTTPResponse:
        """Where all of minio-py's own calls arrive."""
        del region, preload_content, no_body_trace
        response = self.call(
            method,
            bucket_name or "",
            object_name or "",
            query={name: str(value) for name, value in (query_params or {}).items()},
            headers={name.lower(): str(value) for name, value in (headers or {}).items()},
            body=body or b"",
        )
        return HTTPResponse(response.body, response.headers, response.status)
