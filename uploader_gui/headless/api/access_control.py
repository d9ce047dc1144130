"""Who may ask: no page in a browser from elsewhere, and without the token only what the guide's script needs."""

import asyncio
import contextlib
import hashlib
import hmac
import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from uploader_gui.domain.errors import ErrorCode
from uploader_gui.domain.messages import MessageCode, message
from uploader_gui.domain.plan import MIB
from uploader_gui.headless.api.access_policy import CHALLENGE_HEADER, PROOF_HEADER, Policy, proof
from uploader_gui.headless.api.errors import answer

_LONGEST_CHALLENGE = 256
# Of a body that an early answer leaves unread.
_MOST_DRAINED = 16 * MIB
_DRAIN_S = 2.0
_FIRST_ERROR = 400
_READING = frozenset({"GET", "HEAD"})
_OPEN_PAGES = frozenset({"/", "/docs", "/docs.js", "/docs.css", "/openapi.json", "/healthz"})
_JOB_CALL = re.compile(r"/api/uploads/async/[^/]+/(progress|resume)")
_EVERYWHERE = (
    ("x-content-type-options", "nosniff"),
    ("cross-origin-resource-policy", "same-origin"),
    ("referrer-policy", "no-referrer"),
)
LET_IN = "is_let_in"
"""In a request's state: it was allowed to do what it asks for."""


class AccessControl:
    """Stands before the application on one address.

    Of those who have not sent the token at most ``most_without_token`` are served at once: who has it finds room.
    """

    def __init__(self, application: ASGIApp, policy: Policy, most_without_token: int) -> None:
        self._application = application
        self._policy = policy
        self._most_without_token = most_without_token
        self._without_token = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer it with 401, 403 or 503."""
        headers = Headers(scope=scope)
        incoming = _BodyDrain(receive, headers)

        async def send_marked(sent: Message) -> None:
            if sent["type"] == "http.response.start":
                self._mark(MutableHeaders(scope=sent), headers)
                if sent["status"] >= _FIRST_ERROR:
                    await incoming.drain()
            await send(sent)

        is_stranger = not has_token(headers)
        refusal = _forged(headers, self._policy) or self._unauthorized(scope, headers)
        if refusal is None and is_stranger and self._without_token >= self._most_without_token:
            refusal = ErrorCode.STORE_UNAVAILABLE, MessageCode.API_CROWDED
        if refusal is not None:
            code, said = refusal
            await answer(code, message(said))(scope, incoming, send_marked)
            return
        scope.setdefault("state", {})[LET_IN] = True
        self._without_token += is_stranger
        try:
            await self._application(scope, incoming, send_marked)
        finally:
            self._without_token -= is_stranger

    def _unauthorized(self, scope: Scope, headers: Headers) -> tuple[ErrorCode, MessageCode] | None:
        given = headers.getlist("authorization")
        if given:
            return (
                None
                if _is_token(given, self._policy.token)
                else (ErrorCode.UNAUTHORIZED, MessageCode.API_TOKEN_WRONG)
            )
        if self._policy.is_open and _needs_no_token(scope, headers):
            return None
        return ErrorCode.UNAUTHORIZED, MessageCode.API_TOKEN_MISSING

    def _mark(self, answered: MutableHeaders, asked: Headers) -> None:
        for name, value in _EVERYWHERE:
            answered[name] = value
        answered.setdefault("cache-control", "no-store")
        challenge = asked.get(CHALLENGE_HEADER, "")
        if challenge and len(challenge) <= _LONGEST_CHALLENGE:
            answered[PROOF_HEADER] = proof(self._policy.identity, challenge)


class _BodyDrain:
    """What the application receives from; knows whether more of the body is to come.

    An early answer leaves a part of the body unread, and a client that still sends would not hear it.
    """

    def __init__(self, receive: Receive, headers: Headers) -> None:
        self._receive = receive
        self._is_over = not ("content-length" in headers or "transfer-encoding" in headers)
        # Such a client waits for leave to send, and hears the answer at once.
        self._may_be_waiting = "expect" in headers

    async def __call__(self) -> Message:
        """The next message."""
        received = await self._receive()
        self._may_be_waiting = False
        if received["type"] != "http.request" or not received.get("more_body", False):
            self._is_over = True
        return received

    async def drain(self) -> None:
        """Read the rest of the body and drop it, if it is not much and comes soon."""
        left = 0 if self._may_be_waiting else _MOST_DRAINED
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_DRAIN_S):
                while left > 0 and not self._is_over:
                    left -= len((await self()).get("body", b""))


def has_token(headers: Headers) -> bool:
    """Say whether a request that was let through had sent the token."""
    return "authorization" in headers


def _is_token(given: Sequence[str], token: str) -> bool:
    scheme, _, value = given[0].partition(" ")
    # Hashed, so that neither length nor content shows in the time that comparing takes.
    ours, theirs = (
        hashlib.sha256(each).digest() for each in (token.encode(), value.strip().encode("latin-1"))
    )
    return hmac.compare_digest(ours, theirs) and scheme.lower() == "bearer" and len(given) == 1


def _needs_no_token(scope: Scope, headers: Headers) -> bool:
    method, path = scope["method"], scope["path"]
    if path in _OPEN_PAGES:
        return method in _READING
    if path == "/api/uploads/async":
        return method == "POST" and headers.get("content-type", "").lower().startswith("multipart/form-data")
    call = _JOB_CALL.fullmatch(path)
    return call is not None and (method in _READING if call[1] == "progress" else method == "POST")


def _forged(headers: Headers, policy: Policy) -> tuple[ErrorCode, MessageCode] | None:
    """Whether a page in a browser could have sent this from elsewhere."""
    named = [each.lower() for each in headers.getlist("host")]
    is_ours = len(named) == 1 and (policy.hosts is None or named[0] in policy.hosts)
    origins = headers.getlist("origin") or [_origin_of(each) for each in headers.getlist("referer")]
    if (
        is_ours
        and all(origin.lower() in _own_origins(named[0], policy.public_origin) for origin in origins)
        and all(each in {"same-origin", "none"} for each in headers.getlist("sec-fetch-site"))
    ):
        return None
    return ErrorCode.FORBIDDEN, MessageCode.API_FORGED


def _own_origins(host: str, public: str | None) -> set[str]:
    """Whose pages may ask: ours, and those of the reverse proxy; never http ones under its name where it speaks https."""
    if public is None:
        return {f"http://{host}"}
    return {public} if public.endswith(f"://{host}") else {public, f"http://{host}"}


def _origin_of(address: str) -> str:
    try:
        parts = urlsplit(address)
    except ValueError:
        return "null"
    return f"{parts.scheme}://{parts.netloc}"
