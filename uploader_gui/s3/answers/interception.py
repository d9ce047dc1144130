"""Telling the store's answers from those of something on the way (a login page, a proxy, a router)."""

import re
from urllib.parse import urlsplit

from uploader_gui.s3.answers.responses import error_in
from uploader_gui.s3.http.http1 import Response

_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,4096}?-->\s*)*"
    rb"<(?:!doctype\s+html|html|head|body|script|meta|title)\b",
    re.IGNORECASE | re.DOTALL,
)
# With these, a page is what a server before the store says of a request that it does not pass on, or of a store
# that is down: they have sentences of their own.
_GATEWAYS_OWN = frozenset({400, 408, 411, 413, 414, 429, 431, 500, 502, 503, 504, 507})
_NO_CONTENT = 204
_PARTIAL_CONTENT = 206
_PROXY_WANTS_LOGIN, _NETWORK_WANTS_LOGIN = 407, 511
_STORES_OWN_HEADERS = ("x-amz-", "x-minio-", "x-rgw-")


def is_web_page(response: Response) -> bool:
    """Say whether the answer is made for a browser: a console, a login page, a router.

    An answer to HEAD has no body: there it is the type, where a store would have named an ETag or itself. A range of
    an object may well be a page that somebody uploaded; who asks for a range gets no other page with this status.
    """
    if response.status == _PARTIAL_CONTENT and "content-range" in response.headers:
        return False
    if response.body:
        return _PAGE.match(response.body) is not None
    is_html = response.headers.get("content-type", "").lower().startswith("text/html")
    return (
        is_html
        and response.status != _NO_CONTENT
        and "etag" not in response.headers
        and not _names_itself(response)
    )


def is_foreign(response: Response, netloc: str) -> bool:
    """Say whether this can't be the answer of the store at ``netloc`` (``host:port``), if there is one.

    That is a demand to log in, a redirect to another host, or a web page in the place of an answer.
    """
    if response.status in {_PROXY_WANTS_LOGIN, _NETWORK_WANTS_LOGIN}:
        return True
    if _names_itself(response) or error_in(response.body) is not None:
        return False
    if 300 <= response.status < 400:
        return _leads_elsewhere(response.headers.get("location", ""), netloc)
    return is_web_page(response) and response.status not in _GATEWAYS_OWN


def is_the_stores(response: Response) -> bool:
    """Say whether a success proves that a store is there: it names what it holds, or itself."""
    return not is_web_page(response) and ("etag" in response.headers or _names_itself(response))


def _names_itself(response: Response) -> bool:
    return any(name.startswith(_STORES_OWN_HEADERS) for name in response.headers)


def _leads_elsewhere(location: str, netloc: str) -> bool:
    """Whether a redirect leads to a host that is neither the store's nor one of its buckets'."""
    try:
        there, here = urlsplit(location).hostname, urlsplit(f"//{netloc}").hostname
    except ValueError:
        return True
    return bool(there and here) and there != here and not str(there).endswith(f".{here}")
