"""One POST to an address that is no store: over the system's proxy, to certificates that it trusts, signed for no store."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from uploader_gui.s3.answers.response_errors import retry_after_s
from uploader_gui.s3.http.connection_pool import HttpConnectionPool, Request
from uploader_gui.s3.http.http1 import Response
from uploader_gui.s3.http.nodes import Host
from uploader_gui.s3.http.request_body import StopSwitch

_CONNECT_S = 10.0
_ANSWER_S = 30.0


@dataclass(frozen=True, slots=True)
class PostAnswer:
    """What came back, whatever it means. ``location``: where it leads to, if it does; ``retry_after_s`` as asked for."""

    status: int
    body: bytes
    location: str
    retry_after_s: float | None


class _Document:
    """A body that is sent at once."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def __iter__(self) -> Iterator[bytes]:
        yield self._data

    def count(self, size: int) -> None:
        """Nobody looks on while it is sent."""


def post(url: str, headers: Mapping[str, str], body: bytes, switch: StopSwitch) -> PostAnswer:
    """Send ``body`` to a clean http or https ``url``. Blocking, at most a minute and a half; redirects are not followed.

    Raises StoreError where no answer came (its ``detail`` names host and port), StoppedError, and BadSettingsError for a
    proxy that can't be used.
    """
    parts = urlsplit(url)
    endpoint = f"{parts.scheme}://{parts.netloc}"
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    pool = HttpConnectionPool(endpoint, "", max_connections=1, connect_timeout_s=_CONNECT_S)

    def head(host: Host) -> dict[str, str]:
        return {"host": host.netloc, **headers, "content-length": str(len(body))}

    try:
        return _answer(
            pool.exchange(
                Request(
                    "POST",
                    [Host(endpoint, parts.netloc)],
                    lambda _host: target,
                    head,
                    _Document(body),
                    switch,
                    _ANSWER_S,
                    is_repeatable=False,
                )
            ).response
        )
    finally:
        pool.close()


def _answer(response: Response) -> PostAnswer:
    location = response.headers.get("location", "")
    return PostAnswer(response.status, response.body, location, retry_after_s(response))
