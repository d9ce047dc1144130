"""minio-py, with its requests signed, carried and judged our way.

minio-py's own way hashes every payload, waits 300 s for a dead line, sends a part five times under one date, calls
an answer of HTML a part, and can't be stopped. Its addresses, listings and presigned URLs are used as they are.
"""

import contextlib
import hashlib
import threading
from collections.abc import Callable, Iterator, Mapping
from urllib.parse import quote, urlsplit

from minio import Minio
from minio.helpers import DictType, check_bucket_name
from urllib3 import BaseHTTPResponse, HTTPResponse

from uploader_gui.domain.errors import StoreError
from uploader_gui.domain.failures import after_the_store, failure_of, network_failure, not_s3
from uploader_gui.domain.profile import Connection
from uploader_gui.transfer.body import Body, StopSwitch
from uploader_gui.transfer.connections import Connections, Request, StaleConnectionError
from uploader_gui.transfer.interception import is_foreign, is_the_stores, is_web_page
from uploader_gui.transfer.refusals import refusal
from uploader_gui.transfer.signing import Signer
from uploader_gui.transfer.wire import Answer

_SUCCESS = frozenset({200, 204, 206})
_WITH_BODY = frozenset({"PUT", "POST"})
ROOT = "/"
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
        self.payload_hash = hashlib.sha256(data).hexdigest()

    def __len__(self) -> int:
        return len(self._data)

    def __iter__(self) -> Iterator[bytes]:
        yield self._data

    def count(self, size: int) -> None:
        """Nobody asks how far it got."""

    def restart(self) -> None:
        """Nothing was counted."""


def _encoded(query: Mapping[str, str]) -> str:
    return "&".join([f"{quote(name, safe='~')}={quote(query[name], safe='~')}" for name in sorted(query)])


class Sdk(Minio):
    """Any thread. Its calls raise StoreError, StoppedError, and what a body raises; nothing of minio-py's."""

    def __init__(
        self,
        connection: Connection,
        connections: Connections,
        timeout_s: float,
        was_store: Callable[[], bool],
    ) -> None:
        url = urlsplit(connection.endpoint)
        super().__init__(
            url.netloc,
            connection.access_key,
            connection.secret_key,
            secure=url.scheme == "https",
            region=connection.region,
        )
        self._connections = connections
        self._signer = Signer(connection.access_key, connection.secret_key, self._get_region())
        self._timeout_s = timeout_s
        self._was_store = was_store
        self._has_answered = False
        self._addresses: dict[str, tuple[str, str]] = {}
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
    ) -> Answer:
        """Make one request; returns the answer if it is a success and not a web page.

        ``headers`` by lower-case name. Everything but POST and the PUT of an object is sent once more, signed
        anew, if the connection turns out to have died while it was idle.
        """
        payload = (
            body if isinstance(body, Body) else _Document(body, getattr(_thread, "switch", self._switch))
        )
        request = self._request(
            method, bucket, key, query or {}, headers or {}, payload, timeout_s or self._timeout_s
        )
        try:
            answer = self._exchange(request, payload, makes_object=method == "PUT" and not query)
            self._check(answer, request.netloc)
        except StoreError as error:
            raise self.judged(error) from error
        return answer

    def judged(self, error: StoreError) -> StoreError:
        """What ``error`` means here: where the store was before, what can't be its answer is the network's doing."""
        meaning = after_the_store(error)
        return meaning if meaning is error or self._has_answered or self._was_store() else error

    def _check(self, answer: Answer, netloc: str) -> None:
        if answer.status not in _SUCCESS:
            error = refusal(answer)
        elif is_web_page(answer):
            error = not_s3()
        else:
            self._has_answered = self._has_answered or is_the_stores(answer)
            return
        error.is_foreign = is_foreign(answer, netloc)
        raise error

    def address(self, bucket: str) -> tuple[str, str]:
        """Host and path of a bucket: AWS and a few others want its name in the host.

        Raises StoreError BAD_BUCKET_NAME for what can't be one.
        """
        known = self._addresses.get(bucket)
        if known is None:
            try:
                if bucket != ROOT:
                    check_bucket_name(bucket, s3_check=self._base_url.is_aws_host)
            except ValueError as error:
                raise failure_of("InvalidBucketName", 400) from error
            name = None if bucket == ROOT else bucket
            url = self._base_url.build(method="GET", region=self._get_region(), bucket_name=name)
            known = self._addresses[bucket] = (url.netloc, url.path)
        return known

    def stop(self) -> None:
        """End every call that has no body of its own to stop; no new ones begin."""
        self._switch.stop()
        self._connections.close()

    def _exchange(self, request: Request, body: Body | _Document, *, makes_object: bool) -> Answer:
        try:
            return self._connections.exchange(request)
        except StaleConnectionError as error:
            if makes_object:  # it may be there: whoever asked has to look before it is sent again
                raise network_failure("reset", request.netloc, got_no_answer=True) from error
        body.restart()
        return self._connections.exchange(request, is_repeated=True)

    def _request(
        self,
        method: str,
        bucket: str,
        key: str,
        query: Mapping[str, str],
        headers: Mapping[str, str],
        body: Body | _Document,
        timeout_s: float,
    ) -> Request:
        netloc, root = self.address(bucket)
        path = f"{root.rstrip('/')}/{quote(key, safe='/~')}" if key else root
        encoded = "&".join(
            [f"{quote(name, safe='~')}={quote(query[name], safe='~')}" for name in sorted(query)]
        )

        def sign() -> dict[str, str]:
            signed = {"host": netloc, **headers}
            self._signer.sign(method, path, encoded, signed, body.payload_hash)
            signed["user-agent"] = (
                self._user_agent
            )  # unsigned, as this and the length are what proxies rewrite
            if method in _WITH_BODY:
                signed["content-length"] = str(len(body))
            return signed

        target = f"{path}?{encoded}" if encoded else path
        may_repeat = method != "POST"
        return Request(method, netloc, target, sign, body, body.switch, timeout_s, may_repeat)

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
        answer = self.call(
            method,
            bucket_name or "",
            object_name or "",
            query={name: str(value) for name, value in (query_params or {}).items()},
            headers={name.lower(): str(value) for name, value in (headers or {}).items()},
            body=body or b"",
        )
        return HTTPResponse(answer.body, answer.headers, answer.status)
