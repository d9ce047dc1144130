"""Requests carried to one endpoint over kept-open connections, through a proxy where the system names one."""

import ssl
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from urllib.parse import unquote, urlsplit

from urllib3 import HTTPConnectionPool, PoolManager, ProxyManager, Timeout, make_headers
from urllib3.exceptions import HTTPError
from urllib3.util.url import Url

from uploader_gui.domain.errors import StoppedError, UploaderError
from uploader_gui.s3.http.http1 import GarbledResponseError, HttpExchange, Outgoing, Response
from uploader_gui.s3.http.http_connection import POOLS, StoppableHttpConnection, WorkedLast
from uploader_gui.s3.http.network_errors import as_store_error
from uploader_gui.s3.http.proxies import system_proxy
from uploader_gui.s3.http.request_body import StopSwitch
from uploader_gui.s3.http.tls import CertificateChangedError, check_pin, tls_context, unverified_context

# Stores and the routers on the way close idle connections after 20 to 75 s, and do not always say so.
_LONGEST_IDLE_S = 20.0


class StaleConnectionError(Exception):
    """A kept-open connection had died while idle; the request was not answered and may be repeated."""


@dataclass(frozen=True, slots=True)
class Request:
    """One request. ``target`` is its quoted path and query; ``sign`` gives its headers, dated at the call.

    ``is_repeatable``: it may be sent again when a connection turns out to have died. Others get a new one.
    """

    method: str
    netloc: str
    target: str
    sign: Callable[[], dict[str, str]]
    body: Outgoing
    switch: StopSwitch
    timeout_s: float
    is_repeatable: bool


class HttpConnectionPool:
    """Carries requests to the hosts of one endpoint; any thread.

    ``endpoint`` is a URL; ``ca_file`` "" trusts what the system trusts, else only what that file holds. With a
    ``certificate_sha256`` the store must show exactly that certificate, and nothing else of it is looked at.
    Raises BadSettingsError for a CA file or a proxy that can't be used.
    """

    def __init__(
        self,
        endpoint: str,
        ca_file: str,
        *,
        certificate_sha256: str = "",
        max_connections: int,
        connect_timeout_s: float,
    ) -> None:
        url = urlsplit(endpoint)
        self._pin = certificate_sha256
        self._scheme = url.scheme
        self._max_idle = max_connections
        self._factories: dict[str, HTTPConnectionPool] = {}
        self._idle: list[tuple[str, StoppableHttpConnection]] = []
        self._worked_last: WorkedLast = {}
        self._lock = threading.Lock()
        self._is_closed = False
        self._proxy = system_proxy(endpoint)
        self._proxy_lines = ""
        timeout = Timeout(connect=connect_timeout_s, read=connect_timeout_s)
        tls = None
        if url.scheme == "https":
            tls = unverified_context() if certificate_sha256 else tls_context(ca_file)
        self._manager = _manager(self._proxy, timeout, tls)
        self._manager.pool_classes_by_scheme = POOLS
        if self._proxy is not None and self._proxy.auth and self._scheme == "http":
            self._proxy_lines = "".join(
                f"{name}: {value}\r\n" for name, value in _proxy_headers(self._proxy).items()
            )

    def exchange(self, request: Request, *, is_repeated: bool = False) -> Response:
        """Send a request and return the store's answer, whatever its status.

        Raises StaleConnectionError (repeatable requests only), StoppedError, what the body raises, StoreError.
        """
        may_reuse = request.is_repeatable and not is_repeated
        connection = self._take_idle(request.netloc) if may_reuse else None
        is_reused = connection is not None
        connection = connection or self._new_connection(request.netloc)
        exchange: HttpExchange | None = None
        response: Response | None = None
        try:
            connection.stop_by(request.switch)
            if not is_reused:
                self._open(connection, request.netloc)
            exchange = HttpExchange(connection.sock, request.timeout_s, is_tls=self._scheme == "https")
            response = self._carry_out(exchange, request)
            return response
        except (OSError, HTTPError, GarbledResponseError) as error:
            is_stale = is_reused and exchange is not None and not exchange.has_received
            if is_stale and not isinstance(error, TimeoutError) and not request.switch.is_stopped:
                raise StaleConnectionError from error
            raise self._failure(error, request, was_sent=exchange is not None) from error
        finally:
            self._put_back(connection, request, keeps_open=response is not None and response.keeps_open)

    def show_certificate(self, netloc: str) -> bytes:
        """Connect over TLS and return the store's certificate (DER); it is not judged. Raises StoreError."""
        connection = self._new_connection(netloc)
        try:
            self._open(connection, netloc)
        except CertificateChangedError as error:
            return error.certificate
        except (OSError, HTTPError) as error:
            raise as_store_error(error, netloc, was_sent=False) from error
        finally:
            connection.drop()
        return b""

    def close(self) -> None:
        """Close what is idle now and what becomes idle later."""
        with self._lock:
            self._is_closed = True
            idle, self._idle = self._idle, []
        for _, connection in idle:
            connection.close()

    def _carry_out(self, exchange: HttpExchange, request: Request) -> Response:
        try:
            was_sent = exchange.send(self._head(request), request.body)
        except (BrokenPipeError, ConnectionResetError):
            was_sent = False  # whoever hangs up in the middle of a body may have said why
        response = exchange.receive(request.method)
        return response if was_sent else replace(response, keeps_open=False)

    def _failure(self, error: Exception, request: Request, *, was_sent: bool) -> UploaderError:
        if request.switch.is_stopped:
            return StoppedError()
        proxy = f"{self._proxy.host}:{self._proxy.port}" if self._proxy else ""
        return as_store_error(error, request.netloc, was_sent=was_sent, proxy=proxy)

    def _head(self, request: Request) -> bytes:
        lines = "".join([f"{name}: {value}\r\n" for name, value in request.sign().items()])
        is_forwarded = self._proxy is not None and self._scheme == "http"
        forwarded = f"http://{request.netloc}" if is_forwarded else ""
        text = f"{request.method} {forwarded}{request.target} HTTP/1.1\r\n{lines}{self._proxy_lines}\r\n"
        return text.encode("latin-1")

    def _take_idle(self, netloc: str) -> StoppableHttpConnection | None:
        """The connection used last, which is the one most likely alive; those that died are closed."""
        while True:
            with self._lock:
                at = next((i for i in reversed(range(len(self._idle))) if self._idle[i][0] == netloc), None)
                if at is None:
                    return None
                connection = self._idle.pop(at)[1]
            if connection.is_connected and time.monotonic() - connection.idle_since_s < _LONGEST_IDLE_S:
                return connection
            connection.close()

    def _put_back(self, connection: StoppableHttpConnection, request: Request, *, keeps_open: bool) -> None:
        if keeps_open:
            connection.release()
            with self._lock:
                if not (request.switch.is_stopped or self._is_closed) and len(self._idle) < self._max_idle:
                    self._idle.append((request.netloc, connection))
                    return
        connection.drop()

    def _new_connection(self, netloc: str) -> StoppableHttpConnection:
        with self._lock:
            factory = self._factories.get(netloc)
            if factory is None:
                url = urlsplit(f"//{netloc}")
                factory = self._manager.connection_from_host(url.hostname, url.port, self._scheme)
                self._factories[netloc] = factory
        connection = factory._new_conn()
        if not isinstance(connection, StoppableHttpConnection):
            raise TypeError(f"urllib3 made a {type(connection).__name__}")
        connection.share(self._worked_last)
        return connection

    def _open(self, connection: StoppableHttpConnection, netloc: str) -> None:
        if self._proxy is not None and self._scheme == "https":
            url = urlsplit(f"//{netloc}")
            connection.set_tunnel(
                url.hostname or "", url.port or 443, _proxy_headers(self._proxy), self._proxy.scheme or "http"
            )
        connection.connect()
        if self._pin and self._scheme == "https":
            check_pin(connection.sock, self._pin)


def _manager(proxy: Url | None, timeout: Timeout, tls: ssl.SSLContext | None) -> PoolManager:
    if proxy is None:
        return PoolManager(timeout=timeout, ssl_context=tls) if tls else PoolManager(timeout=timeout)
    if tls:
        return ProxyManager(proxy.url, proxy_headers=_proxy_headers(proxy), timeout=timeout, ssl_context=tls)
    return ProxyManager(proxy.url, timeout=timeout)


def _proxy_headers(proxy: Url) -> dict[str, str]:
    return dict(make_headers(proxy_basic_auth=unquote(proxy.auth))) if proxy.auth else {}
