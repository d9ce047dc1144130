"""The webhook that the user wants called at the end of a package: a signed POST. Blocking."""

import hashlib
import hmac
import json

from uploader_gui import __version__
from uploader_gui.domain.entered.visible_text import visible
from uploader_gui.domain.errors import ErrorCode, ErrorKind, StoreError
from uploader_gui.domain.messages import Message, MessageCode, Messages, message
from uploader_gui.domain.packages.package_end import PackageAction
from uploader_gui.s3.http.request_body import StopSwitch
from uploader_gui.s3.plain_post import PostAnswer, post
from uploader_gui.transfer.package_end.facts import PACKAGE_ENDED, delivery_facts

SIGNATURE = "X-Uploader-Signature"
DELIVERY = "X-Uploader-Delivery"
ATTEMPT = "X-Uploader-Attempt"
"""Beyond the first it may have been told before: the one before got no answer that takes it, or none that was heard."""
_AGAIN = frozenset({408, 425, 429})
_FOR_LONG = frozenset({429, 503})
_LONGEST_SAID = 200
_UNTRUSTED = frozenset(
    {
        ErrorCode.CERTIFICATE_EXPIRED,
        ErrorCode.CERTIFICATE_NOT_YET_VALID,
        ErrorCode.CERTIFICATE_OTHER_HOST,
        ErrorCode.CERTIFICATE_SELF_SIGNED,
        ErrorCode.CERTIFICATE_UNFIT,
        ErrorCode.CERTIFICATE_UNTRUSTED,
    }
)


def call_webhook(
    address: str, secret: str, action: PackageAction, stop: StopSwitch, *, event: str = PACKAGE_ENDED
) -> Messages:
    """Send the facts of the end once; the answer in words. ``secret`` "": unsigned.

    The signature is the HMAC-SHA256 of the body in hex. Raises StoreError for any answer but a success, of the kind that
    says whether another try may help, and StoppedError.
    """
    body = json.dumps(delivery_facts(action, event), separators=(",", ":")).encode("ascii")
    headers = {
        "content-type": "application/json",
        "user-agent": f"uploader-gui/{__version__}",
        DELIVERY: action.delivery_id,
        ATTEMPT: str(action.attempts),
    }
    if secret:
        headers[SIGNATURE] = f"sha256={signature(secret, body)}"
    try:
        answer = post(address, headers, body, stop)
    except StoreError as error:
        raise _in_our_words(error) from error
    return _judged(answer)


def signature(secret: str, body: bytes) -> str:
    """The HMAC-SHA256 of a body, as 64 hex digits."""
    return hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def _judged(answer: PostAnswer) -> Messages:
    said = _said(answer)
    if 200 <= answer.status < 300:
        return (message(MessageCode.WEBHOOK_ANSWERED, status=answer.status),)
    if 300 <= answer.status < 400:
        location = visible(answer.location)[:_LONGEST_SAID]
        raise _refused(message(MessageCode.WEBHOOK_REDIRECTS, status=answer.status, location=location))
    words = (
        message(MessageCode.WEBHOOK_ANSWERED_SAYING, status=answer.status, said=said)
        if said
        else message(MessageCode.WEBHOOK_ANSWERED, status=answer.status)
    )
    if answer.status < 500 and answer.status not in _AGAIN:
        raise _refused(words)
    raise StoreError(
        words,
        code=ErrorCode.STORE_ERROR,
        kind=ErrorKind.TRANSIENT,
        http_status=answer.status,
        retries_are_limited=answer.status not in _FOR_LONG,
        retry_after_s=answer.retry_after_s,
    )


def _refused(words: Message) -> StoreError:
    return StoreError(words, code=ErrorCode.BAD_REQUEST, kind=ErrorKind.PERMANENT)


def _said(answer: PostAnswer) -> str:
    """The beginning of the first line of an answer; nothing of a page."""
    text = answer.body[: 4 * _LONGEST_SAID].decode("utf-8", "replace").strip()
    return "" if text.startswith("<") else visible(text.partition("\n")[0].strip())[:_LONGEST_SAID]


def _in_our_words(error: StoreError) -> StoreError:
    """What went wrong on the way, which is told of stores elsewhere."""
    if error.code in _UNTRUSTED:
        sentence = MessageCode.WEBHOOK_UNTRUSTED
    elif error.code == ErrorCode.HOST_NOT_FOUND:
        sentence = MessageCode.WEBHOOK_HOST_NOT_FOUND
    else:
        sentence = MessageCode.WEBHOOK_UNREACHABLE
    return StoreError(
        message(sentence, detail=error.detail),
        code=error.code,
        kind=error.kind,
        retries_are_limited=error.retries_are_limited,
    )
