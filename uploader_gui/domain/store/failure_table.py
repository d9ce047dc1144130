"""The one table that says what a failed call to the store means: kind, our code, and a sentence.

S3 codes and statuses as measured on MinIO, SeaweedFS, Garage, rclone and Ceph in November 2026.
"""

import errno
from dataclasses import dataclass
from typing import Literal

from uploader_gui.domain.errors import ErrorCode, ErrorKind, StoreError
from uploader_gui.domain.messages import MessageCode, Messages, message


@dataclass(frozen=True, slots=True)
class Failure:
    """A row of the table. ``retries_are_limited`` False: may last for hours and is no one's mistake."""

    kind: ErrorKind
    code: ErrorCode
    sentence: MessageCode
    retries_are_limited: bool = True


def _transient(code: ErrorCode, sentence: MessageCode, *, retries_are_limited: bool = True) -> Failure:
    return Failure(ErrorKind.TRANSIENT, code, sentence, retries_are_limited)


def _user(code: ErrorCode, sentence: MessageCode) -> Failure:
    return Failure(ErrorKind.NEEDS_USER, code, sentence)


def _permanent(code: ErrorCode, sentence: MessageCode) -> Failure:
    return Failure(ErrorKind.PERMANENT, code, sentence)


_BUSY = _transient(ErrorCode.STORE_BUSY, MessageCode.STORE_BUSY, retries_are_limited=False)
_INTERNAL = _transient(ErrorCode.STORE_ERROR, MessageCode.STORE_ERROR)
_FULL = _transient(ErrorCode.STORE_FULL, MessageCode.STORE_FULL)
_DAMAGED = _transient(
    ErrorCode.PART_DAMAGED,
    MessageCode.PART_DAMAGED,
)
_TIMEOUT = _transient(ErrorCode.STORE_TIMEOUT, MessageCode.STORE_TIMEOUT, retries_are_limited=False)
_WRONG_SECRET = _user(ErrorCode.WRONG_SECRET, MessageCode.WRONG_SECRET)
_WRONG_KEY = _user(ErrorCode.WRONG_ACCESS_KEY, MessageCode.WRONG_ACCESS_KEY)
_EXPIRED = _user(
    ErrorCode.CREDENTIALS_EXPIRED,
    MessageCode.CREDENTIALS_EXPIRED,
)
_DENIED = _user(
    ErrorCode.ACCESS_DENIED,
    MessageCode.ACCESS_DENIED,
)
_CLOCK = _user(ErrorCode.CLOCK_WRONG, MessageCode.CLOCK_WRONG)
_REGION = _user(ErrorCode.WRONG_REGION, MessageCode.WRONG_REGION)
_TLS = _user(
    ErrorCode.CERTIFICATE_UNTRUSTED,
    MessageCode.CERTIFICATE_UNTRUSTED,
)
_TLS_SELF_SIGNED = _user(
    ErrorCode.CERTIFICATE_SELF_SIGNED,
    MessageCode.CERTIFICATE_SELF_SIGNED,
)
_TLS_EXPIRED = _user(
    ErrorCode.CERTIFICATE_EXPIRED,
    MessageCode.CERTIFICATE_EXPIRED,
)
_TLS_NOT_YET_VALID = _user(
    ErrorCode.CERTIFICATE_NOT_YET_VALID,
    MessageCode.CERTIFICATE_NOT_YET_VALID,
)
_TLS_OTHER_HOST = _user(
    ErrorCode.CERTIFICATE_OTHER_HOST,
    MessageCode.CERTIFICATE_OTHER_HOST,
)
_TLS_UNFIT = _user(
    ErrorCode.CERTIFICATE_UNFIT,
    MessageCode.CERTIFICATE_UNFIT,
)
_TLS_TOO_OLD = _user(
    ErrorCode.TLS_TOO_OLD,
    MessageCode.TLS_TOO_OLD,
)
_TLS_NOT_AGREED = _user(
    ErrorCode.TLS_NOT_AGREED,
    MessageCode.TLS_NOT_AGREED,
)
_TLS_CHANGED = _user(
    ErrorCode.CERTIFICATE_CHANGED,
    MessageCode.CERTIFICATE_CHANGED,
)
_PLAIN = _user(
    ErrorCode.ENDPOINT_SPEAKS_HTTP,
    MessageCode.ENDPOINT_SPEAKS_HTTP,
)
_SECURE = _user(
    ErrorCode.ENDPOINT_SPEAKS_HTTPS,
    MessageCode.ENDPOINT_SPEAKS_HTTPS,
)
_CONSOLE = _user(
    ErrorCode.ENDPOINT_NOT_S3,
    MessageCode.ENDPOINT_NOT_S3,
)
_LOGIN = _transient(
    ErrorCode.NETWORK_LOGIN,
    MessageCode.NETWORK_LOGIN,
    retries_are_limited=False,
)
_UNREADABLE = _transient(ErrorCode.ANSWER_UNREADABLE, MessageCode.ANSWER_UNREADABLE)
_ENDLESS = _user(
    ErrorCode.LISTING_ENDLESS,
    MessageCode.LISTING_ENDLESS,
)
_REDIRECT = _user(
    ErrorCode.WRONG_ENDPOINT,
    MessageCode.WRONG_ENDPOINT,
)
_TOO_LARGE = _permanent(ErrorCode.FILE_TOO_LARGE, MessageCode.OBJECT_TOO_LARGE)
_BODY_LIMIT = _permanent(
    ErrorCode.BODY_TOO_LARGE,
    MessageCode.BODY_TOO_LARGE,
)
_NAME = _permanent(
    ErrorCode.NAME_NOT_ALLOWED,
    MessageCode.NAME_NOT_ALLOWED,
)
_QUOTA = _permanent(
    ErrorCode.QUOTA_EXCEEDED,
    MessageCode.QUOTA_EXCEEDED,
)
_NO_BUCKET = _permanent(ErrorCode.NO_SUCH_BUCKET, MessageCode.NO_SUCH_BUCKET)
_BAD_BUCKET = _permanent(ErrorCode.BAD_BUCKET_NAME, MessageCode.BAD_BUCKET_NAME)
_UNSUPPORTED = _permanent(ErrorCode.NOT_SUPPORTED, MessageCode.NOT_SUPPORTED)
_INVALID = _permanent(ErrorCode.REQUEST_REFUSED, MessageCode.REQUEST_REFUSED)
_GONE = _permanent(ErrorCode.UPLOAD_GONE, MessageCode.UPLOAD_GONE)
_NO_KEY = _permanent(ErrorCode.NO_SUCH_OBJECT, MessageCode.NO_SUCH_OBJECT)
_EXISTS = _permanent(ErrorCode.OBJECT_EXISTS, MessageCode.OBJECT_EXISTS)
_LOCKED = _permanent(ErrorCode.OBJECT_LOCKED, MessageCode.OBJECT_LOCKED)
_KEPT_CHANGED = _permanent(ErrorCode.KEPT_PART_CHANGED, MessageCode.KEPT_PART_CHANGED)
_NO_COPY = _transient(ErrorCode.COPY_WITHOUT_RESULT, MessageCode.COPY_WITHOUT_RESULT)
_UNPROTECTED = _user(
    ErrorCode.CANNOT_PROTECT,
    MessageCode.CANNOT_PROTECT,
)
_PART_INVALID = _permanent(ErrorCode.PART_INVALID, MessageCode.PART_INVALID)

_NO_ENCRYPTION = _permanent(ErrorCode.ENCRYPTION_REFUSED, MessageCode.ENCRYPTION_REFUSED)
_NO_KMS_KEY = _user(ErrorCode.KMS_KEY_REFUSED, MessageCode.KMS_KEY_REFUSED)
_NO_LOCK = _permanent(ErrorCode.LOCK_REFUSED, MessageCode.LOCK_REFUSED)
_NO_CLASS = _permanent(ErrorCode.STORAGE_CLASS_REFUSED, MessageCode.STORAGE_CLASS_REFUSED)
_NO_TAGS = _permanent(ErrorCode.TAGS_REFUSED, MessageCode.TAGS_REFUSED)
_NO_METADATA = _permanent(ErrorCode.METADATA_REFUSED, MessageCode.METADATA_REFUSED)

ABOUT_TERMS = frozenset(
    row.code for row in (_NO_ENCRYPTION, _NO_KMS_KEY, _NO_LOCK, _NO_CLASS, _NO_TAGS, _NO_METADATA)
)
"""What a store says of what an object is to get beside its bytes."""

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
    _LOCKED,
    _KEPT_CHANGED,
    _NO_COPY,
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
    **dict.fromkeys(("NoSuchKey", "NoSuchVersion"), _NO_KEY),
    "PreconditionFailed": _EXISTS,
    **dict.fromkeys(("InvalidPart", "InvalidPartOrder", "EntityTooSmall"), _PART_INVALID),
    "InvalidEncryptionAlgorithmError": _NO_ENCRYPTION,
    **dict.fromkeys(
        (
            "KMS.NotFoundException",
            "KMS.DisabledException",
            "KMS.AccessDeniedException",
            "KMS.InvalidKeyUsageException",
            "KMS.InvalidStateException",
            "KMS.KMSInvalidStateException",
            "KMS.OptInRequired",
        ),
        _NO_KMS_KEY,
    ),
    "ObjectLockConfigurationNotFoundError": _NO_LOCK,
    "InvalidStorageClass": _NO_CLASS,
    **dict.fromkeys(("InvalidTag", "InvalidTagError", "BadTagging"), _NO_TAGS),
    "MetadataTooLarge": _NO_METADATA,
}

BY_STATUS: dict[int, Failure] = {
    301: _REDIRECT, 302: _REDIRECT, 307: _REDIRECT, 308: _REDIRECT,
    400: _INVALID, 401: _DENIED, 403: _DENIED, 404: _NO_KEY, 405: _UNSUPPORTED,
    407: _user(ErrorCode.PROXY_DENIED, MessageCode.PROXY_DENIED),
    408: _TIMEOUT, 409: _INTERNAL, 411: _INVALID, 412: _EXISTS, 413: _BODY_LIMIT, 414: _NAME, 425: _INTERNAL,
    429: _BUSY, 499: _TIMEOUT, 500: _INTERNAL, 501: _UNSUPPORTED,
    502: _transient(ErrorCode.STORE_UNREACHABLE, MessageCode.GATEWAY_CANNOT_REACH, retries_are_limited=False),
    503: _BUSY,
    504: _transient(ErrorCode.STORE_UNREACHABLE, MessageCode.GATEWAY_GOT_NO_ANSWER, retries_are_limited=False),
    507: _FULL, 511: _LOGIN,
}  # fmt: skip

# Words in an answer's text that say more than its code or status does.
BY_TEXT: tuple[tuple[str, Failure], ...] = (
    ("no space left on device", _FULL),
    ("http request to an https server", _SECURE),
    ("must be made to api port", _CONSOLE),
    ("object is worm protected", _LOCKED),
    ("protected by object lock", _LOCKED),
    ("kms is not configured", _NO_ENCRYPTION),  # MinIO, as NotImplemented
    ("missing objectlockconfiguration", _NO_LOCK),  # MinIO, as InvalidRequest
    ("missing object lock configuration", _NO_LOCK),  # AWS, likewise
    (
        "header 'x-amz-server-side-encryption",
        _NO_ENCRYPTION,
    ),  # Cloudflare and Backblaze name what they don't offer
    ("header 'x-amz-object-lock", _NO_LOCK),
    ("header 'x-amz-storage-class", _NO_CLASS),
    ("header 'x-amz-tagging", _NO_TAGS),
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
    "dns": _transient(ErrorCode.HOST_NOT_FOUND, MessageCode.HOST_NOT_FOUND, retries_are_limited=False),
    "refused": _transient(ErrorCode.NETWORK_LOST, MessageCode.CONNECTION_REFUSED, retries_are_limited=False),
    "unreachable": _transient(
        ErrorCode.NETWORK_LOST, MessageCode.STORE_OUT_OF_REACH, retries_are_limited=False
    ),
    "timeout": _transient(ErrorCode.NETWORK_LOST, MessageCode.NO_ANSWER, retries_are_limited=False),
    "slow_answer": _transient(
        ErrorCode.NETWORK_LOST,
        MessageCode.ANSWER_TOO_SLOW,
        retries_are_limited=False,
    ),
    "reset": _transient(ErrorCode.NETWORK_LOST, MessageCode.CONNECTION_BROKE, retries_are_limited=False),
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
    "proxy": _transient(ErrorCode.PROXY_LOST, MessageCode.PROXY_LOST, retries_are_limited=False),
    "garbled": _CONSOLE,
    "too_many_files": _transient(
        ErrorCode.TOO_MANY_FILES,
        MessageCode.TOO_MANY_FILES,
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
    hint: Messages = (),
    told_region: str = "",
    clock_offset_s: float = 0.0,
) -> StoreError:
    """Translate an answer of the store. ``text`` is its message or body; ``hint`` is said behind the sentence."""
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


def copy_without_result() -> StoreError:
    """A success that does not say what was copied: rclone's for what it does not do, or a damaged one."""
    return _as_error(_NO_COPY, "", 200)


def kept_part_changed(error: StoreError) -> StoreError:
    """The store refused a copy (``error``), as its source is not what was sent."""
    return _as_error(_KEPT_CHANGED, error.s3_code, error.http_status)


def object_locked() -> StoreError:
    """An object can't be deleted, as its bucket keeps what is written."""
    return _as_error(_LOCKED, "", 0)


def cannot_protect() -> StoreError:
    """Nothing keeps an object that may have the name from being replaced: the user has to say what is to be done."""
    return _as_error(_UNPROTECTED, "", 0)


def network_failure(reason: NetworkReason, detail: str, *, got_no_answer: bool) -> StoreError:
    """Translate a failure below HTTP. ``detail`` names host and port or the TLS problem."""
    failure = BY_NETWORK[reason]
    return StoreError(
        _with_detail(failure, detail),
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
    return StoreError(
        _with_detail(failure, error.detail if failure is _UNREADABLE else ""),
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


def _with_detail(failure: Failure, detail: str) -> Messages:
    sentence = message(failure.sentence)
    return (sentence, message(MessageCode.DETAIL, text=detail)) if detail else (sentence,)


def _as_error(
    failure: Failure,
    s3_code: str,
    http_status: int,
    *,
    text: str = "",
    hint: Messages = (),
    retry_after_s: float | None = None,
    told_region: str = "",
    clock_offset_s: float = 0.0,
) -> StoreError:
    messages = (message(failure.sentence), *hint)
    if failure not in _SAY_IT_ALL and (said := _said(text, s3_code)):
        messages = (*messages, message(MessageCode.STORE_SAYS, text=said))
    return StoreError(
        messages,
        code=failure.code,
        kind=failure.kind,
        s3_code=s3_code,
        http_status=http_status,
        retries_are_limited=failure.retries_are_limited,
        retry_after_s=retry_after_s,
        told_region=told_region,
        clock_offset_s=clock_offset_s,
    )
