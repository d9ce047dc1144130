"""The one table that says what a failed call to the store means: kind, our code, and a sentence.

S3 codes and statuses as measured on MinIO, SeaweedFS, Garage, rclone and Ceph in November 2026.
"""

import errno
from dataclasses import dataclass
from typing import Literal

from uploader_gui.domain.errors import ErrorCode, ErrorKind, StoreError


@dataclass(frozen=True, slots=True)
class Failure:
    """A row of the table. ``retries_are_limited`` False: may last for hours and is no one's mistake."""

    kind: ErrorKind
    code: ErrorCode
    sentence: str
    retries_are_limited: bool = True


def _transient(code: ErrorCode, sentence: str, *, retries_are_limited: bool = True) -> Failure:
    return Failure(ErrorKind.TRANSIENT, code, sentence, retries_are_limited)


def _user(code: ErrorCode, sentence: str) -> Failure:
    return Failure(ErrorKind.NEEDS_USER, code, sentence)


def _permanent(code: ErrorCode, sentence: str) -> Failure:
    return Failure(ErrorKind.PERMANENT, code, sentence)


_BUSY = _transient(
    ErrorCode.STORE_BUSY, "The store is busy and asked us to slow down.", retries_are_limited=False
)
_INTERNAL = _transient(ErrorCode.STORE_ERROR, "The store had an error of its own.")
_FULL = _transient(ErrorCode.STORE_FULL, "The store is out of space; it needs room before this can go on.")
_DAMAGED = _transient(
    ErrorCode.PART_DAMAGED,
    "A part arrived damaged; it is sent again. If that goes on, check the line, its proxies and this computer's memory.",
)
_TIMEOUT = _transient(
    ErrorCode.STORE_TIMEOUT, "The store gave up waiting for data.", retries_are_limited=False
)
_WRONG_SECRET = _user(ErrorCode.WRONG_SECRET, "Wrong secret key. Edit the connection, then Resume.")
_WRONG_KEY = _user(
    ErrorCode.WRONG_ACCESS_KEY, "The store does not know this access key. Edit the connection, then Resume."
)
_EXPIRED = _user(
    ErrorCode.CREDENTIALS_EXPIRED,
    "The keys have expired. Put new ones into the connection (temporary ones with their session token), then Resume.",
)
_DENIED = _user(
    ErrorCode.ACCESS_DENIED,
    "The store refused: this key has no right to do that. Ask for the right, then Resume.",
)
_CLOCK = _user(
    ErrorCode.CLOCK_WRONG, "This computer's clock differs from the store's. Set the clock, then Resume."
)
_REGION = _user(ErrorCode.WRONG_REGION, "The store expects another region. Edit the connection, then Resume.")
_TLS = _user(
    ErrorCode.CERTIFICATE_UNTRUSTED,
    "The store's certificate is signed by an authority that is not known here. Choose its CA file in the "
    "connection, then Resume.",
)
_TLS_SELF_SIGNED = _user(
    ErrorCode.CERTIFICATE_SELF_SIGNED,
    "The store's certificate is signed by nobody but itself. Test the connection to compare its fingerprint with "
    "its keeper's, then Resume.",
)
_TLS_EXPIRED = _user(
    ErrorCode.CERTIFICATE_EXPIRED,
    "The store's certificate has expired. Its keeper has to renew it; if this computer's clock is ahead, set it. "
    "Then Resume.",
)
_TLS_NOT_YET_VALID = _user(
    ErrorCode.CERTIFICATE_NOT_YET_VALID,
    "The store's certificate is not valid yet: this computer's clock is probably behind. Set it, then Resume.",
)
_TLS_OTHER_HOST = _user(
    ErrorCode.CERTIFICATE_OTHER_HOST,
    "The store's certificate is made for another name than the address in the connection. Write the name that it "
    "is made for, then Resume.",
)
_TLS_UNFIT = _user(
    ErrorCode.CERTIFICATE_UNFIT,
    "The store's certificate can't be accepted. Its keeper has to make a sound one, then Resume.",
)
_TLS_TOO_OLD = _user(
    ErrorCode.TLS_TOO_OLD,
    "The store speaks only TLS 1.0 or 1.1, which are no longer safe. Its keeper has to switch on TLS 1.2 or newer, "
    "then Resume.",
)
_TLS_NOT_AGREED = _user(
    ErrorCode.TLS_NOT_AGREED,
    "The store and this computer found no encryption that both accept. Its keeper has to look at the TLS settings, "
    "then Resume.",
)
_TLS_CHANGED = _user(
    ErrorCode.CERTIFICATE_CHANGED,
    "The store shows another certificate than the one you trusted. If its keeper says that it was renewed, "
    "test the connection and trust the new one, then Resume.",
)
_PLAIN = _user(
    ErrorCode.ENDPOINT_SPEAKS_HTTP,
    "The store does not speak https on this port. Write http:// in the connection, then Resume.",
)
_SECURE = _user(
    ErrorCode.ENDPOINT_SPEAKS_HTTPS,
    "The store speaks https on this port. Write https:// in the connection, then Resume.",
)
_CONSOLE = _user(
    ErrorCode.ENDPOINT_NOT_S3,
    "This address answers, but not as an S3 store: it may be the web console's port. Use the API's port.",
)
_LOGIN = _transient(
    ErrorCode.NETWORK_LOGIN,
    "This network seems to ask for a login: something else answers in the store's place. Open a web page and log "
    "in, and the upload goes on by itself. If no login is asked for, test the connection.",
    retries_are_limited=False,
)
_UNREADABLE = _transient(
    ErrorCode.ANSWER_UNREADABLE, "The store's answer can't be read: it is damaged or has no end."
)
_ENDLESS = _user(
    ErrorCode.LISTING_ENDLESS,
    "The store's listing does not come to an end: it repeats itself, or is larger than any that is read here. Ask "
    "the store's keeper, then Resume.",
)
_REDIRECT = _user(
    ErrorCode.WRONG_ENDPOINT,
    "The store says that this bucket is reached at another endpoint or region. Edit the connection.",
)
_TOO_LARGE = _permanent(ErrorCode.FILE_TOO_LARGE, "The store takes no body or object of this size.")
_BODY_LIMIT = _permanent(
    ErrorCode.BODY_TOO_LARGE,
    "A server before the store takes no request of this size. Raise its limit, or use smaller parts for a new upload.",
)
_NAME = _permanent(
    ErrorCode.NAME_NOT_ALLOWED,
    "The store does not allow this object name. Rename the file or change the prefix.",
)
_QUOTA = _permanent(
    ErrorCode.QUOTA_EXCEEDED,
    "The bucket's quota is used up. Free space in it or raise the quota, then Resume.",
)
_NO_BUCKET = _permanent(
    ErrorCode.NO_SUCH_BUCKET, "There is no such bucket. Create it, or correct its name in the connection."
)
_BAD_BUCKET = _permanent(
    ErrorCode.BAD_BUCKET_NAME, "The store does not allow this bucket name. Correct it in the connection."
)
_UNSUPPORTED = _permanent(ErrorCode.NOT_SUPPORTED, "The store does not offer what is needed here.")
_INVALID = _permanent(ErrorCode.REQUEST_REFUSED, "The store refused the request.")
_GONE = _permanent(ErrorCode.UPLOAD_GONE, "The store no longer has this unfinished upload.")
_NO_KEY = _permanent(ErrorCode.NO_SUCH_OBJECT, "There is no such object.")
_EXISTS = _permanent(ErrorCode.OBJECT_EXISTS, "An object with this name is there already.")
_UNPROTECTED = _user(
    ErrorCode.CANNOT_PROTECT,
    "This store does not protect an object that may have this name already, and the key may not look. Ask for the "
    "right to look (s3:GetObject), or remove this job and add the file again with overwrite.",
)
_PART_INVALID = _permanent(ErrorCode.PART_INVALID, "The store does not accept the list of parts.")

STORE_SAYS = " It says: "
"""Between our words and the store's own, which are kept as plain text where they may tell more."""
_LONGEST_SAID = 200
_SAY_IT_ALL = (
    _BUSY,
    _DAMAGED,
    _TIMEOUT,
    _WRONG_SECRET,
    _CLOCK,
    _REGION,
    _SECURE,
    _CONSOLE,
    _LOGIN,
    _UNREADABLE,
    _GONE,
    _NO_KEY,
    _EXISTS,
    _PART_INVALID,
)
"""Rows to which a store has nothing to add."""

BY_S3_CODE: dict[str, Failure] = {
    **dict.fromkeys(
        (
            "SlowDown",
            "SlowDownRead",
            "SlowDownWrite",
            "TooManyRequests",
            "ServiceUnavailable",
            "Throttling",
            "Busy",
            "XMinioServerNotInitialized",
            "ServerNotInitialized",
            "XMinioReadQuorum",
            "XMinioWriteQuorum",
            "RequestLimitExceeded",
            "ThrottlingException",
        ),
        _BUSY,
    ),
    **dict.fromkeys(
        ("InternalError", "InternalServerError", "OperationAborted", "ConditionalRequestConflict"), _INTERNAL
    ),
    **dict.fromkeys(("RequestTimeout", "IncompleteBody", "ClientDisconnected"), _TIMEOUT),
    **dict.fromkeys(("XMinioStorageFull", "InsufficientStorage"), _FULL),
    **dict.fromkeys(
        ("BadDigest", "InvalidDigest", "XAmzContentChecksumMismatch", "XAmzContentSHA256Mismatch"), _DAMAGED
    ),
    "SignatureDoesNotMatch": _WRONG_SECRET,
    **dict.fromkeys(
        ("InvalidAccessKeyId", "InvalidClientTokenId", "UnrecognizedClientException"), _WRONG_KEY
    ),
    **dict.fromkeys(
        ("ExpiredToken", "InvalidToken", "TokenRefreshRequired", "XMinioAdminAccountDisabled"), _EXPIRED
    ),
    **dict.fromkeys(("AccessDenied", "AllAccessDisabled", "AccountProblem", "UnauthorizedAccess"), _DENIED),
    **dict.fromkeys(("RequestTimeTooSkewed", "RequestExpired", "AuthorizationQueryParametersError"), _CLOCK),
    **dict.fromkeys(
        ("AuthorizationHeaderMalformed", "InvalidRegion", "IllegalLocationConstraintException"), _REGION
    ),
    **dict.fromkeys(("PermanentRedirect", "TemporaryRedirect", "Redirect"), _REDIRECT),
    "EntityTooLarge": _TOO_LARGE,
    **dict.fromkeys(
        (
            "XMinioInvalidObjectName",
            "InvalidObjectName",
            "KeyTooLongError",
            "KeyTooLong",
            "InvalidURI",
            "XMinioObjectExistsAsDirectory",
            "XMinioParentIsObject",
        ),
        _NAME,
    ),
    **dict.fromkeys(("QuotaExceeded", "XMinioAdminBucketQuotaExceeded"), _QUOTA),
    "NoSuchBucket": _NO_BUCKET,
    "InvalidBucketName": _BAD_BUCKET,
    **dict.fromkeys(("NotImplemented", "MethodNotAllowed", "XNotImplemented"), _UNSUPPORTED),
    "NoSuchUpload": _GONE,
    "NoSuchKey": _NO_KEY,
    "PreconditionFailed": _EXISTS,
    **dict.fromkeys(("InvalidPart", "InvalidPartOrder", "EntityTooSmall"), _PART_INVALID),
}

BY_STATUS: dict[int, Failure] = {
    301: _REDIRECT, 302: _REDIRECT, 307: _REDIRECT, 308: _REDIRECT,
    400: _INVALID, 401: _DENIED, 403: _DENIED, 404: _NO_KEY, 405: _UNSUPPORTED,
    407: _user(ErrorCode.PROXY_DENIED, "The proxy wants a name and password. Put them into the proxy's address."),
    408: _TIMEOUT, 409: _INTERNAL, 411: _INVALID, 412: _EXISTS, 413: _BODY_LIMIT, 414: _NAME, 425: _INTERNAL,
    429: _BUSY, 499: _TIMEOUT, 500: _INTERNAL, 501: _UNSUPPORTED,
    502: _transient(ErrorCode.STORE_UNREACHABLE, "The server before the store can't reach it.", retries_are_limited=False),
    503: _BUSY,
    504: _transient(ErrorCode.STORE_UNREACHABLE, "The server before the store got no answer from it.", retries_are_limited=False),
    507: _FULL, 511: _LOGIN,
}  # fmt: skip

# Words in an answer's text that say more than its code or status does.
BY_TEXT: tuple[tuple[str, Failure], ...] = (
    ("no space left on device", _FULL),
    ("http request to an https server", _SECURE),
    ("must be made to api port", _CONSOLE),
)

NetworkReason = Literal[
    "dns",
    "refused",
    "unreachable",
    "timeout",
    "slow_answer",
    "reset",
    "tls_untrusted",
    "tls_self_signed",
    "tls_expired",
    "tls_not_yet_valid",
    "tls_other_host",
    "tls_unfit",
    "tls_too_old",
    "tls_not_agreed",
    "tls_changed",
    "tls_not_spoken",
    "proxy",
    "garbled",
    "too_many_files",
]
BY_NETWORK: dict[NetworkReason, Failure] = {
    "dns": _transient(
        ErrorCode.HOST_NOT_FOUND, "The store's host name can't be found.", retries_are_limited=False
    ),
    "refused": _transient(
        ErrorCode.NETWORK_LOST, "The store's computer refuses the connection.", retries_are_limited=False
    ),
    "unreachable": _transient(
        ErrorCode.NETWORK_LOST, "The network is down or the store out of reach.", retries_are_limited=False
    ),
    "timeout": _transient(ErrorCode.NETWORK_LOST, "The store does not answer.", retries_are_limited=False),
    "slow_answer": _transient(
        ErrorCode.NETWORK_LOST,
        "The store's answer comes too slowly to be waited for.",
        retries_are_limited=False,
    ),
    "reset": _transient(
        ErrorCode.NETWORK_LOST, "The connection to the store broke.", retries_are_limited=False
    ),
    "tls_untrusted": _TLS,
    "tls_self_signed": _TLS_SELF_SIGNED,
    "tls_expired": _TLS_EXPIRED,
    "tls_not_yet_valid": _TLS_NOT_YET_VALID,
    "tls_other_host": _TLS_OTHER_HOST,
    "tls_unfit": _TLS_UNFIT,
    "tls_too_old": _TLS_TOO_OLD,
    "tls_not_agreed": _TLS_NOT_AGREED,
    "tls_changed": _TLS_CHANGED,
    "tls_not_spoken": _PLAIN,
    "proxy": _transient(ErrorCode.PROXY_LOST, "The proxy can't be reached.", retries_are_limited=False),
    "garbled": _CONSOLE,
    "too_many_files": _transient(
        ErrorCode.TOO_MANY_FILES,
        "This program has as many files and connections open as the system allows (`ulimit -n`). Close other "
        "programs, or raise the limit.",
        retries_are_limited=False,
    ),
}
# What a login page shows that breaks into TLS. Not an expired certificate: OpenSSL looks at the dates only after
# it has found the signer trusted and the name right.
_FOREIGN: frozenset[NetworkReason] = frozenset(
    {"tls_untrusted", "tls_self_signed", "tls_other_host", "tls_unfit", "tls_changed", "tls_not_spoken"}
)


def failure_of(
    s3_code: str,
    http_status: int,
    text: str = "",
    *,
    retry_after_s: float | None = None,
    hint: str = "",
    told_region: str = "",
    clock_offset_s: float = 0.0,
) -> StoreError:
    """Translate an answer of the store. ``text`` is its message or body; ``hint`` is put behind the sentence."""
    lowered = text.lower()
    failure = next((row for words, row in BY_TEXT if words in lowered), None)
    failure = failure or BY_S3_CODE.get(s3_code) or BY_STATUS.get(http_status)
    if failure is None:
        failure = _INTERNAL if http_status >= 500 else _INVALID
    if failure is _INTERNAL and http_status == 503:
        failure = _BUSY
    return _as_error(
        failure,
        s3_code,
        http_status,
        text=text,
        hint=hint,
        retry_after_s=retry_after_s,
        told_region=told_region,
        clock_offset_s=clock_offset_s,
    )


def endless_listing() -> StoreError:
    """A listing has no end, or comes back to a page that was read."""
    return _as_error(_ENDLESS, "", 0)


def not_s3() -> StoreError:
    """The address answered with something that is no S3 answer (a web page)."""
    return _as_error(_CONSOLE, "", 200)


def cannot_protect() -> StoreError:
    """Nothing keeps an object that may have the name from being replaced: the user has to say what is to be done."""
    return _as_error(_UNPROTECTED, "", 0)


def network_failure(reason: NetworkReason, detail: str, *, got_no_answer: bool) -> StoreError:
    """Translate a failure below HTTP. ``detail`` names host and port or the TLS problem."""
    failure = BY_NETWORK[reason]
    return StoreError(
        f"{failure.sentence} ({detail})" if detail else failure.sentence,
        code=failure.code,
        kind=failure.kind,
        retries_are_limited=failure.retries_are_limited,
        got_no_answer=got_no_answer,
        is_foreign=reason in _FOREIGN,
        detail=detail,
    )


def after_the_store(error: StoreError) -> StoreError:
    """What an error means at an address where the store was before: never a mistake in the settings.

    Something between the store and us speaks in its place, or an answer was damaged on the way: both are waited
    for. Whether the request was carried out is then unknown (``got_no_answer``). Others are given back as they are.
    """
    if error.is_foreign:
        failure = _LOGIN
    elif error.code == _CONSOLE.code and not error.s3_code:
        failure = _UNREADABLE
    else:
        return error
    says_more = failure is _UNREADABLE and error.detail
    return StoreError(
        f"{failure.sentence} ({error.detail})" if says_more else failure.sentence,
        code=failure.code,
        kind=failure.kind,
        retries_are_limited=failure.retries_are_limited,
        got_no_answer=error.got_no_answer or error.http_status != 0,
    )


def _said(text: str, s3_code: str) -> str:
    """The store's sentence on one line, cut to a sane length; "" where it only repeats its code, or is markup."""
    said = " ".join("".join(each if each.isprintable() else " " for each in text).split())
    letters = "".join(filter(str.isalnum, said)).lower()
    if letters in {"", s3_code.lower()} or said.startswith("<"):
        return ""
    return said if len(said) <= _LONGEST_SAID else f"{said[:_LONGEST_SAID].rstrip()}…"


def is_too_many_files(error: BaseException | None) -> bool:
    """Say whether the process, or the whole system, has no descriptor left."""
    return isinstance(error, OSError) and error.errno in {errno.EMFILE, errno.ENFILE}


def too_many_files() -> StoreError:
    """No descriptor is left: nothing was done, and another try will do."""
    return network_failure("too_many_files", "", got_no_answer=False)


def _as_error(
    failure: Failure,
    s3_code: str,
    http_status: int,
    *,
    text: str = "",
    hint: str = "",
    retry_after_s: float | None = None,
    told_region: str = "",
    clock_offset_s: float = 0.0,
) -> StoreError:
    sentence = f"{failure.sentence} {hint}".strip()
    if failure not in _SAY_IT_ALL and (said := _said(text, s3_code)):
        sentence = f"{sentence}{STORE_SAYS}{said}"
    return StoreError(
        sentence,
        code=failure.code,
        kind=failure.kind,
        s3_code=s3_code,
        http_status=http_status,
        retries_are_limited=failure.retries_are_limited,
        retry_after_s=retry_after_s,
        told_region=told_region,
        clock_offset_s=clock_offset_s,
    )
