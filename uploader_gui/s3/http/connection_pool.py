"""Requests carried to one store over kept-open connections, through a proxy where the system names one."""

import contextlib
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import unquote, urlsplit

from urllib3 import HTTPConnectionPool, PoolManager, ProxyManager, Timeout, make_headers
from urllib3.exceptions import HTTPError
from urllib3.util.url import Url

from uploader_gui.domain.entered.endpoint_address import node_endpoints
from uploader_gui.domain.errors import ErrorCode, ErrorKind, StoppedError, UploaderError
from uploader_gui.s3.http.http1 import GarbledResponseError, HttpExchange, Outgoing, Response
from uploader_gui.s3.http.http_connection import POOLS, StoppableHttpConnection, prepare
from uploader_gui.s3.http.network_errors import as_store_error
from uploader_gui.s3.http.nodes import Host, Node, NodeComparison, Nodes, NodeTurn
from uploader_gui.s3.http.proxies import system_proxy
from uploader_gui.s3.http.request_body import StopSwitch
from uploader_gui.s3.http.tcp_connect import AddressInfo, ConnectError, dial
from uploader_gui.s3.http.tls import CertificateChangedError, check_pin, tls_context, unverified_context

# Stores and the routers on the way close idle connections after 20 to 75 s, and do not always say so.
_LONGEST_IDLE_S = 20.0
_DEFAULT_PORTS = {"http": 80, "https": 443}
CHANGES_NOTHING = frozenset({"GET", "HEAD"})
"""What may be asked again at once, and elsewhere."""
BUSY = frozenset({429, 502, 503, 504})
"""With these an address says that it can't do anything now, though another one of its store may."""


class StaleConnectionError(Exception):
    """A kept-open connection to the host it names had died while idle; the request was not answered and may be repeated."""


@dataclass(frozen=True, slots=True)
class Request:
    """One request, to any of ``hosts``. ``target`` gives its quoted path and query there, ``sign`` its headers, dated at the call.

    ``is_repeatable``: it may be sent again when a connection turns out to have died. Others get a new one.
    ``unanswered``: how often it was sent whole before and not answered. ``is_measured``: its answer is compared with
    those of others like it, and one of theirs.
    """

    method: str
    hosts: Sequence[Host]
    target: Callable[[Host], str]
    sign: Callable[[Host], dict[str, str]]
    body: Outgoing
    switch: StopSwitch
    timeout_s: float
    is_repeatable: bool
    unanswered: int = 0
    is_measured: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What came to a request begun at ``began_s``, and from whom.

    ``served_by``: what to call the address; "" where the store has only one.
    """

    response: Response
    node: Node
    began_s: float
    served_by: str


class HttpConnectionPool:
    """Carries requests to the hosts of one endpoint, which may stand for several addresses; any thread.

    ``endpoint`` is a URL, or several (``node_endpoints``); ``ca_file`` "" trusts what the system trusts, else only what
    that file holds. With a ``certificate_sha256`` the store must show exactly that certificate, and nothing else of it
    is looked at. Raises BadSettingsError for a CA file or a proxy that can't be used.
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
        endpoints = node_endpoints(endpoint)
        self._pin = certificate_sha256
        self._is_tls = endpoints[0].startswith("https:")
        self._max_idle = max_connections
        self._connect_timeout_s = connect_timeout_s
        self._idle: list[tuple[Node, StoppableHttpConnection]] = []
        self._nodes = Nodes()
        self._lock = threading.Lock()
        self._is_closed = False
        tls = None
        if self._is_tls:
            tls = unverified_context() if certificate_sha256 else tls_context(ca_file)
        timeout = Timeout(connect=connect_timeout_s, read=connect_timeout_s)
        self._routes = {each: _Route(each, timeout, tls) for each in endpoints}

    def exchange(self, request: Request, *, is_repeated: bool = False) -> Answer:
        """Send a request and return the store's answer, whatever its status.

        Raises StaleConnectionError (repeatable requests only), StoppedError, what the body raises, StoreError.
        """
        may_reuse = request.is_repeatable and not is_repeated
        with self._lock:
            idle = [node for node, _ in self._idle] if may_reuse else ()
        turn = self._nodes.begin(request.hosts, idle)
        try:
            return self._exchange(request, turn, may_reuse=may_reuse)
        finally:
            self._nodes.end(turn)

    def leave_out(self, answer: Answer, hosts: Sequence[Host], why: str, *, at_least_s: float) -> bool:
        """Ask others for a while after a BUSY answer; say whether there is one now."""
        self._nodes.failed(answer.node, answer.began_s, why, at_least_s=at_least_s)
        return self._nodes.has_other(hosts, answer.node)

    def show_certificate(self, netloc: str) -> bytes:
        """Connect over TLS and return the store's certificate (DER); it is not judged. Raises StoreError."""
        hosts = [Host(next(iter(self._routes)), netloc)]
        turn = self._nodes.begin(hosts)
        try:
            self._connect(turn, hosts, None).drop()
        except CertificateChangedError as error:
            return error.certificate
        except (OSError, HTTPError) as error:
            raise as_store_error(error, netloc, was_sent=False) from error
        finally:
            self._nodes.end(turn)
        return b""

    def close(self) -> None:
        """Close what is idle now and what becomes idle later."""
        with self._lock:
            self._is_closed = True
            idle, self._idle = self._idle, []
        for _, connection in idle:
            connection.close()

    def _exchange(self, request: Request, turn: NodeTurn, *, may_reuse: bool) -> Answer:
        connection = self._take_idle(turn.node) if may_reuse else None
        is_reused = connection is not None
        exchange: HttpExchange | None = None
        response: Response | None = None
        try:
            if connection is None:
                connection = self._connect(turn, request.hosts, request.switch)
            else:
                connection.stop_by(request.switch)
            exchange = HttpExchange(
                connection.sock,
                request.timeout_s,
                is_tls=self._is_tls,
                comparison=self._comparison(request, turn),
            )
            response = self._carry_out(exchange, request, turn.node.host)
        except (OSError, HTTPError, GarbledResponseError) as error:
            is_stale = is_reused and exchange is not None and not exchange.has_received
            if is_stale and not isinstance(error, TimeoutError) and not request.switch.is_stopped:
                raise StaleConnectionError(turn.node.host.netloc) from error
            raise self._failure(error, request, turn, was_sent=exchange is not None) from error
        finally:
            if connection is not None:
                keeps_open = response is not None and response.keeps_open
                self._put_back(turn.node, connection, request, keeps_open=keeps_open)
        if response.status not in BUSY:
            self._nodes.worked(turn)
            if request.is_measured:
                self._nodes.answered(turn, exchange.answered_after_s)
        return Answer(response, turn.node, turn.began_s, self._label(request.hosts, turn.node))

    def _label(self, hosts: Sequence[Host], node: Node) -> str:
        if self._routes[node.host.endpoint].proxy_address:  # whose address it is then
            return node.host.netloc if len(hosts) > 1 else ""
        return self._nodes.label(hosts, node)

    def _comparison(self, request: Request, turn: NodeTurn) -> NodeComparison | None:
        if not request.is_measured and request.method not in CHANGES_NOTHING:
            return None
        return self._nodes.comparison(
            request.hosts, turn, request.unanswered, needs_measure=request.is_measured
        )

    def _carry_out(self, exchange: HttpExchange, request: Request, host: Host) -> Response:
        try:
            was_sent = exchange.send(self._head(request, host), request.body)
        except (BrokenPipeError, ConnectionResetError):
            was_sent = False  # whoever hangs up in the middle of a body may have said why
        response = exchange.receive(request.method)
        return response if was_sent else replace(response, keeps_open=False)

    def _failure(
        self, error: Exception, request: Request, turn: NodeTurn, *, was_sent: bool
    ) -> UploaderError:
        if request.switch.is_stopped:
            return StoppedError()
        host = turn.node.host
        failure = as_store_error(
            error, host.netloc, was_sent=was_sent, proxy=self._routes[host.endpoint].proxy_address
        )
        is_the_nodes = failure.kind is ErrorKind.TRANSIENT or failure.is_foreign
        if is_the_nodes and failure.code != ErrorCode.TOO_MANY_FILES:
            self._nodes.failed(turn.node, turn.began_s, failure.message)
            failure.can_go_elsewhere = self._nodes.has_other(request.hosts, turn.node)
        return failure

    def _head(self, request: Request, host: Host) -> bytes:
        route = self._routes[host.endpoint]
        lines = "".join([f"{name}: {value}\r\n" for name, value in request.sign(host).items()])
        forwarded = f"http://{host.netloc}" if route.is_forwarding else ""
        target = f"{forwarded}{request.target(host)}"
        return f"{request.method} {target} HTTP/1.1\r\n{lines}{route.proxy_lines}\r\n".encode("latin-1")

    def _take_idle(self, node: Node) -> StoppableHttpConnection | None:
        """The connection used last, which is the one most likely alive; those that died are closed."""
        while True:
            with self._lock:
                at = next((i for i in reversed(range(len(self._idle))) if self._idle[i][0] == node), None)
                if at is None:
                    return None
                connection = self._idle.pop(at)[1]
            if connection.is_connected and time.monotonic() - connection.idle_since_s < _LONGEST_IDLE_S:
                return connection
            connection.close()

    def _put_back(
        self, node: Node, connection: StoppableHttpConnection, request: Request, *, keeps_open: bool
    ) -> None:
        if keeps_open:
            connection.release()
            with self._lock:
                if not (request.switch.is_stopped or self._is_closed) and len(self._idle) < self._max_idle:
                    self._idle.append((node, connection))
                    return
        connection.drop()

    def _connect(
        self, turn: NodeTurn, hosts: Sequence[Host], switch: StopSwitch | None
    ) -> StoppableHttpConnection:
        """Connect to the node whose turn it is, or to another one if that does not answer soon.

        Raises ConnectError, and what agreeing on TLS or a proxy's tunnel raises.
        """
        tried: list[Node] = []
        unknown: list[Exception] = []

        def infos() -> Iterator[AddressInfo]:
            for node in self._candidates(turn, hosts, unknown):
                if node.info is not None:
                    tried.append(node)
                    yield node.info

        try:
            dialled = dial(infos(), self._connect_timeout_s, switch, prepare)
        except OSError as error:
            cause = error if tried else unknown[0]
            for node in tried:
                self._nodes.failed(node, turn.began_s, str(cause))
            raise ConnectError(str(cause)) from cause
        for node in tried[: dialled.index]:
            self._nodes.failed(node, turn.began_s, "it can't be connected to")
        self._nodes.move(turn, tried[dialled.index])
        with contextlib.ExitStack() as undo:
            connection = self._routes[turn.node.host.endpoint].new_connection(turn.node.host.netloc)
            undo.callback(connection.drop)
            connection.connect_over(dialled, switch)
            if self._pin and self._is_tls:
                check_pin(connection.sock, self._pin)
            undo.pop_all()
        return connection

    def _candidates(self, turn: NodeTurn, hosts: Sequence[Host], unknown: list[Exception]) -> Iterator[Node]:
        """Whom to connect to, one after the other; only the name whose turn it is is looked up each time.

        ``unknown`` gets what was said of names that are not known.
        """
        looked_up = {turn.node.host}
        if self._look_up(turn.node.host, turn, unknown):
            self._nodes.settle(turn)
            yield turn.node
        first = turn.node
        for node in self._nodes.order(hosts):
            if node.info is not None and node != first:
                yield node
            elif node.info is None and node.host not in looked_up:
                looked_up.add(node.host)
                if self._look_up(node.host, turn, unknown):
                    yield from self._nodes.order([node.host])

    def _look_up(self, host: Host, turn: NodeTurn, unknown: list[Exception]) -> bool:
        name, port = self._routes[host.endpoint].looked_up(host.netloc)
        try:
            self._nodes.found(host, socket.getaddrinfo(name, port, type=socket.SOCK_STREAM))
        except (socket.gaierror, UnicodeError) as error:
            unknown.append(error)
            self._nodes.found(host, ())
            self._nodes.failed(Node(host), turn.began_s, str(error))
            return False
        return True


class _Route:
    """How the hosts of one address are reached: at once, or through a proxy. Any thread."""

    def __init__(self, endpoint: str, timeout: Timeout, tls: ssl.SSLContext | None) -> None:
        self._scheme = urlsplit(endpoint).scheme
        self._proxy = system_proxy(endpoint)
        self._manager = _manager(self._proxy, timeout, tls)
        self._manager.pool_classes_by_scheme = POOLS
        self._factories: dict[str, HTTPConnectionPool] = {}
        self._lock = threading.Lock()
        self.is_forwarding = self._proxy is not None and tls is None
        self.proxy_lines = ""
        if self._proxy is not None and self.is_forwarding:
            self.proxy_lines = "".join(
                f"{name}: {value}\r\n" for name, value in _proxy_headers(self._proxy).items()
            )

    @property
    def proxy_address(self) -> str:
        """``host:port`` of the proxy; "" without one."""
        return f"{self._proxy.host}:{self._proxy.port}" if self._proxy else ""

    def looked_up(self, netloc: str) -> tuple[str, int]:
        """Name and port of what is connected to for ``netloc``."""
        if self._proxy is not None:
            return self._proxy.host or "", self._proxy.port or _DEFAULT_PORTS[self._proxy.scheme or "http"]
        url = urlsplit(f"//{netloc}")
        return url.hostname or "", url.port or _DEFAULT_PORTS[self._scheme]

    def new_connection(self, netloc: str) -> StoppableHttpConnection:
        """A connection for requests to ``netloc``, not connected yet."""
        url = urlsplit(f"//{netloc}")
        with self._lock:
            factory = self._factories.get(netloc)
            if factory is None:
                factory = self._manager.connection_from_host(url.hostname, url.port, self._scheme)
                self._factories[netloc] = factory
        connection = factory._new_conn()
        if not isinstance(connection, StoppableHttpConnection):
            raise TypeError(f"urllib3 made a {type(connection).__name__}")
        if self._proxy is not None and not self.is_forwarding:
            connection.set_tunnel(
                url.hostname or "", url.port or 443, _proxy_headers(self._proxy), self._proxy.scheme or "http"
            )
        return connection


def _manager(proxy: Url | None, timeout: Timeout, tls: ssl.SSLContext | None) -> PoolManager:
    if proxy is None:
        return PoolManager(timeout=timeout, ssl_context=tls) if tls else PoolManager(timeout=timeout)
    if tls:
        return ProxyManager(proxy.url, proxy_headers=_proxy_headers(proxy), timeout=timeout, ssl_context=tls)
    return ProxyManager(proxy.url, timeout=timeout)


def _proxy_headers(proxy: Url) -> dict[str, str]:
    return dict(make_headers(proxy_basic_auth=unquote(proxy.auth))) if proxy.auth else {}
