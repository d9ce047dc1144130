"""Everything raised on purpose: texts fit for the user, and the few children that change what we do."""

from enum import StrEnum
from typing import Final

from uploader_gui.domain.messages import Message, MessageCode, Messages, english, message


class ErrorKind(StrEnum):
    """What a failure asks for: another try, the user, or nothing that would help."""

    TRANSIENT = "transient"
    NEEDS_USER = "needs_user"
    PERMANENT = "permanent"


class ErrorCode(StrEnum):
    """The stable name of everything that can fail or be refused; scripts and the API's callers go by it.

    NONE stands where nothing failed. FORBIDDEN, METHOD_NOT_ALLOWED, NOT_FOUND and UNAUTHORIZED are the API's alone.
    """

    NONE = ""
    ACCESS_DENIED = "ACCESS_DENIED"
    ANSWER_UNREADABLE = "ANSWER_UNREADABLE"
    BAD_BUCKET_NAME = "BAD_BUCKET_NAME"
    BAD_KEY = "BAD_KEY"
    BAD_REQUEST = "BAD_REQUEST"
    BODY_TOO_LARGE = "BODY_TOO_LARGE"
    CANNOT_PROTECT = "CANNOT_PROTECT"
    CERTIFICATE_CHANGED = "CERTIFICATE_CHANGED"
    CERTIFICATE_EXPIRED = "CERTIFICATE_EXPIRED"
    CERTIFICATE_NOT_YET_VALID = "CERTIFICATE_NOT_YET_VALID"
    CERTIFICATE_OTHER_HOST = "CERTIFICATE_OTHER_HOST"
    CERTIFICATE_SELF_SIGNED = "CERTIFICATE_SELF_SIGNED"
    CERTIFICATE_UNFIT = "CERTIFICATE_UNFIT"
    CERTIFICATE_UNTRUSTED = "CERTIFICATE_UNTRUSTED"
    CLOCK_WRONG = "CLOCK_WRONG"
    COPY_WITHOUT_RESULT = "COPY_WITHOUT_RESULT"
    KEEPING_REFUSED = "KEEPING_REFUSED"
    CREDENTIALS_EXPIRED = "CREDENTIALS_EXPIRED"
    CREDENTIALS_MISSING = "CREDENTIALS_MISSING"
    DEMO_STORE_FAILED = "DEMO_STORE_FAILED"
    DEMO_STORE_MISSING = "DEMO_STORE_MISSING"
    DESTINATION_BUSY = "DESTINATION_BUSY"
    DIFFERENT_OBJECT = "DIFFERENT_OBJECT"
    DUPLICATE_KEY = "DUPLICATE_KEY"
    ENCRYPTION_REFUSED = "ENCRYPTION_REFUSED"
    ENDPOINT_NOT_S3 = "ENDPOINT_NOT_S3"
    ENDPOINT_SPEAKS_HTTP = "ENDPOINT_SPEAKS_HTTP"
    ENDPOINT_SPEAKS_HTTPS = "ENDPOINT_SPEAKS_HTTPS"
    ENGINE_BUSY = "ENGINE_BUSY"
    FILE_TOO_LARGE = "FILE_TOO_LARGE"
    FOLDER_EMPTY = "FOLDER_EMPTY"
    FOLDER_LINKED = "FOLDER_LINKED"
    FORBIDDEN = "FORBIDDEN"
    HASH_LIST_UNWRITABLE = "HASH_LIST_UNWRITABLE"
    HASH_MISMATCH = "HASH_MISMATCH"
    HASH_LIST_UNREADABLE = "HASH_LIST_UNREADABLE"
    HOST_NOT_FOUND = "HOST_NOT_FOUND"
    INTERNAL = "INTERNAL"
    JOB_NOT_FOUND = "JOB_NOT_FOUND"
    JOB_NOT_LIMITABLE = "JOB_NOT_LIMITABLE"
    JOB_NOT_POSTPONABLE = "JOB_NOT_POSTPONABLE"
    JOB_NOT_PAUSABLE = "JOB_NOT_PAUSABLE"
    JOB_NOT_RENAMABLE = "JOB_NOT_RENAMABLE"
    JOB_NOT_RESUMABLE = "JOB_NOT_RESUMABLE"
    JOB_NOT_VERIFIABLE = "JOB_NOT_VERIFIABLE"
    KEPT_PART_CHANGED = "KEPT_PART_CHANGED"
    KMS_KEY_REFUSED = "KMS_KEY_REFUSED"
    LINK_BROKEN = "LINK_BROKEN"
    LISTED_FILE_MISSING = "LISTED_FILE_MISSING"
    LISTING_ENDLESS = "LISTING_ENDLESS"
    LOCK_REFUSED = "LOCK_REFUSED"
    METADATA_REFUSED = "METADATA_REFUSED"
    METHOD_NOT_ALLOWED = "METHOD_NOT_ALLOWED"
    NAME_NOT_ALLOWED = "NAME_NOT_ALLOWED"
    NETWORK_LOGIN = "NETWORK_LOGIN"
    NETWORK_LOST = "NETWORK_LOST"
    NOT_FOUND = "NOT_FOUND"
    NOT_SUPPORTED = "NOT_SUPPORTED"
    NO_SUCH_BUCKET = "NO_SUCH_BUCKET"
    NO_SUCH_OBJECT = "NO_SUCH_OBJECT"
    OBJECT_EXISTS = "OBJECT_EXISTS"
    OBJECT_LOCKED = "OBJECT_LOCKED"
    OBJECT_UNCOMPARABLE = "OBJECT_UNCOMPARABLE"
    OUTCOME_UNKNOWN = "OUTCOME_UNKNOWN"
    PART_DAMAGED = "PART_DAMAGED"
    PART_INVALID = "PART_INVALID"
    PART_STUCK = "PART_STUCK"
    PLAN_DAMAGED = "PLAN_DAMAGED"
    PROXY_DENIED = "PROXY_DENIED"
    PROXY_LOST = "PROXY_LOST"
    QUOTA_EXCEEDED = "QUOTA_EXCEEDED"
    REQUEST_REFUSED = "REQUEST_REFUSED"
    SKIPPED = "SKIPPED"
    SOURCE_CHANGED = "SOURCE_CHANGED"
    SOURCE_GROWING = "SOURCE_GROWING"
    SOURCE_IN_USE = "SOURCE_IN_USE"
    SOURCE_MISSING = "SOURCE_MISSING"
    SOURCE_NOT_A_FILE = "SOURCE_NOT_A_FILE"
    SOURCE_TRUNCATED = "SOURCE_TRUNCATED"
    SOURCE_UNPROVEN = "SOURCE_UNPROVEN"
    SOURCE_UNREADABLE = "SOURCE_UNREADABLE"
    STAGING_FAILED = "STAGING_FAILED"
    STAGING_FULL = "STAGING_FULL"
    STATE_CLOSED = "STATE_CLOSED"
    STATE_DAMAGED = "STATE_DAMAGED"
    STATE_DISK_ERROR = "STATE_DISK_ERROR"
    STATE_FULL = "STATE_FULL"
    STATE_LOCKED = "STATE_LOCKED"
    STATE_NEWER = "STATE_NEWER"
    STATE_NOT_PRIVATE = "STATE_NOT_PRIVATE"
    STATE_READ_ONLY = "STATE_READ_ONLY"
    STOPPED = "STOPPED"
    STORAGE_CLASS_REFUSED = "STORAGE_CLASS_REFUSED"
    STORE_BUSY = "STORE_BUSY"
    STORE_ERROR = "STORE_ERROR"
    STORE_FULL = "STORE_FULL"
    STORE_TIMEOUT = "STORE_TIMEOUT"
    STORE_UNAVAILABLE = "STORE_UNAVAILABLE"
    STORE_UNREACHABLE = "STORE_UNREACHABLE"
    SYSTEM_EXHAUSTED = "SYSTEM_EXHAUSTED"
    SYSTEM_FILE = "SYSTEM_FILE"
    TAGS_REFUSED = "TAGS_REFUSED"
    TLS_NOT_AGREED = "TLS_NOT_AGREED"
    TLS_TOO_OLD = "TLS_TOO_OLD"
    TOO_MANY_FILES = "TOO_MANY_FILES"
    UNAUTHORIZED = "UNAUTHORIZED"
    UPLOAD_DISCARDED = "UPLOAD_DISCARDED"
    UPLOAD_FOUND = "UPLOAD_FOUND"
    UPLOAD_GONE = "UPLOAD_GONE"
    UPLOAD_IN_USE = "UPLOAD_IN_USE"
    VERIFY_MISMATCH = "VERIFY_MISMATCH"
    WRONG_ACCESS_KEY = "WRONG_ACCESS_KEY"
    WRONG_ENDPOINT = "WRONG_ENDPOINT"
    WRONG_REGION = "WRONG_REGION"
    WRONG_SECRET = "WRONG_SECRET"  # noqa: S105 - a name

    @classmethod
    def read(cls, text: str) -> "ErrorCode":
        """The code that ``text`` names; INTERNAL for one that only another version of this program knows."""
        return _BY_TEXT.get(text, cls.INTERNAL)


_BY_TEXT: Final = {code.value: code for code in ErrorCode}


ABOUT_THE_SOURCE: Final = frozenset(
    {
        ErrorCode.SOURCE_CHANGED,
        ErrorCode.SOURCE_GROWING,
        ErrorCode.SOURCE_IN_USE,
        ErrorCode.SOURCE_MISSING,
        ErrorCode.SOURCE_NOT_A_FILE,
        ErrorCode.SOURCE_TRUNCATED,
        ErrorCode.SOURCE_UNREADABLE,
    }
)
"""What is amiss with the file itself, which may be taken as it is now."""


class UploaderError(Exception):
    """A failure whose sentences say what happened and what to do; ``code`` is its stable name."""

    def __init__(self, what: Messages | Message, *, code: ErrorCode = ErrorCode.INTERNAL) -> None:
        self.messages = (what,) if isinstance(what, Message) else what
        super().__init__(self.message)
        self.code = code

    @property
    def message(self) -> str:
        """The sentences in English, for logs and the terminal."""
        return english(self.messages)


class BadSettingsError(UploaderError):
    """A setting, an argument or a file of ours that can't be used: the program ends with 2."""

    def __init__(self, what: Messages | Message, *, code: ErrorCode = ErrorCode.BAD_REQUEST) -> None:
        super().__init__(what, code=code)


class JobNotFoundError(UploaderError):
    """No job has this id."""

    def __init__(self, job_id: str) -> None:
        super().__init__(
            (message(MessageCode.JOB_NOT_FOUND, job_id=job_id), message(MessageCode.LIST_SHOWS_JOBS)),
            code=ErrorCode.JOB_NOT_FOUND,
        )


class NotAllowedError(UploaderError):
    """The job's state does not allow what was asked; nothing was changed."""


class StateDirectoryBusyError(UploaderError):
    """Another process runs the engine of this state directory."""

    def __init__(self, holder: str, pid: int | None) -> None:
        if pid:
            busy = message(MessageCode.ENGINE_BUSY_PROCESS, holder=holder, pid=pid)
        else:
            busy = message(MessageCode.ENGINE_BUSY, holder=holder)
        super().__init__(busy, code=ErrorCode.ENGINE_BUSY)
        self.holder = holder
        self.pid = pid


class ExhaustedError(UploaderError):
    """The system gives the process no more memory, or no more threads."""

    def __init__(self) -> None:
        super().__init__(message(MessageCode.SYSTEM_EXHAUSTED), code=ErrorCode.SYSTEM_EXHAUSTED)


class SourceError(UploaderError):
    """The source is not what it was, or can't be read; parts are kept (``SOURCE_CHANGED``, ``SOURCE_MISSING``...)."""


class StoreError(UploaderError):
    """A call to the store failed; ``kind`` decides whether it is tried again.

    ``retries_are_limited`` is False for what may last for hours without being an error of ours (a lost
    network, 429 and 503). ``retry_after_s`` is what the store asked for, in seconds. ``s3_code`` and
    ``http_status`` are the store's own words, 0 and "" where there was no answer.
    ``told_region`` is the region that the store says is the right one, else ""; ``clock_offset_s``
    the seconds that its clock is ahead of ours where it refuses us for that.
    ``got_no_answer`` means that the request may or may not have been carried out. ``is_foreign``: at an
    address where the store was before, this can only come from something between it and us. ``detail`` is what
    the text has in brackets: a host, or what could not be read. ``can_go_elsewhere``: the address that failed is left
    out now, and the store has another one that can be asked at once.
    """

    def __init__(
        self,
        what: Messages | Message,
        *,
        code: ErrorCode,
        kind: ErrorKind,
        s3_code: str = "",
        http_status: int = 0,
        retries_are_limited: bool = True,
        retry_after_s: float | None = None,
        got_no_answer: bool = False,
        told_region: str = "",
        clock_offset_s: float = 0.0,
        is_foreign: bool = False,
        detail: str = "",
    ) -> None:
        super().__init__(what, code=code)
        self.kind = kind
        self.s3_code = s3_code
        self.http_status = http_status
        self.retries_are_limited = retries_are_limited
        self.retry_after_s = retry_after_s
        self.got_no_answer = got_no_answer
        self.told_region = told_region
        self.clock_offset_s = clock_offset_s
        self.is_foreign = is_foreign
        self.detail = detail
        self.can_go_elsewhere = False


class StoppedError(UploaderError):
    """A transfer was stopped from outside (pause, remove, quit): not a failure."""

    def __init__(self) -> None:
        super().__init__(message(MessageCode.STOPPED), code=ErrorCode.STOPPED)
