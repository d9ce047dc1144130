"""What the engine says, in the window's language: sentences are looked up by their codes, arguments put in.

English comes from the domain. ``MARKED_MESSAGES`` and ``MARKED_ERRORS`` name every code for Qt's own tool, which reads
only literals; a test holds them to the enums.
"""

import re
from string import Formatter
from typing import Any, Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QLocale
from typing_extensions import override

from uploader_gui.domain.errors import ErrorCode, UploaderError
from uploader_gui.domain.events import Activity, JobStatus, Refusal
from uploader_gui.domain.job import JobState
from uploader_gui.domain.messages import ENGLISH, Message, MessageCode, Messages

translate = QCoreApplication.translate

_MESSAGES: Final = "Messages"
_ERRORS: Final = "Codes"
_NAMES: Final = "Names"
_SENTENCES_CONTEXT: Final = "Engine"

MARKED_MESSAGES: Final = (
    QT_TRANSLATE_NOOP("Messages", "VERBATIM"),
    QT_TRANSLATE_NOOP("Messages", "WAITING_TO_START"),
    QT_TRANSLATE_NOOP("Messages", "WAITING_FOR_ANSWER"),
    QT_TRANSLATE_NOOP("Messages", "WAITING_FOR_SECRET"),
    QT_TRANSLATE_NOOP("Messages", "PAUSED"),
    QT_TRANSLATE_NOOP("Messages", "PROGRAM_CLOSED"),
    QT_TRANSLATE_NOOP("Messages", "PROGRAM_ENDED"),
    QT_TRANSLATE_NOOP("Messages", "CHECKING_SOURCE"),
    QT_TRANSLATE_NOOP("Messages", "CHECKING_PARTS"),
    QT_TRANSLATE_NOOP("Messages", "VERIFYING"),
    QT_TRANSLATE_NOOP("Messages", "COPYING"),
    QT_TRANSLATE_NOOP("Messages", "FINALIZING"),
    QT_TRANSLATE_NOOP("Messages", "SENDING_PART"),
    QT_TRANSLATE_NOOP("Messages", "PARTS_DONE"),
    QT_TRANSLATE_NOOP("Messages", "NOTHING_MOVES"),
    QT_TRANSLATE_NOOP("Messages", "WAITING_FOR_NETWORK"),
    QT_TRANSLATE_NOOP("Messages", "RETRY"),
    QT_TRANSLATE_NOOP("Messages", "GOES_ON_BY_ITSELF"),
    QT_TRANSLATE_NOOP("Messages", "EXPIRES_TOO_SOON"),
    QT_TRANSLATE_NOOP("Messages", "LISTING_DENIED"),
    QT_TRANSLATE_NOOP("Messages", "UPLOAD_FORGOTTEN"),
    QT_TRANSLATE_NOOP("Messages", "PART_KEPT_DAMAGED"),
    QT_TRANSLATE_NOOP("Messages", "ALREADY_THERE"),
    QT_TRANSLATE_NOOP("Messages", "UPLOADED_CHECKSUM"),
    QT_TRANSLATE_NOOP("Messages", "UPLOADED_ETAG"),
    QT_TRANSLATE_NOOP("Messages", "UPLOADED_UNVERIFIED"),
    QT_TRANSLATE_NOOP("Messages", "UPLOADED_UNSEEN"),
    QT_TRANSLATE_NOOP("Messages", "ADDED"),
    QT_TRANSLATE_NOOP("Messages", "BEGAN_TO_SEND"),
    QT_TRANSLATE_NOOP("Messages", "BEGAN_TO_SEND_AGAIN"),
    QT_TRANSLATE_NOOP("Messages", "RESUMED"),
    QT_TRANSLATE_NOOP("Messages", "GOING_ON"),
    QT_TRANSLATE_NOOP("Messages", "FAILED"),
    QT_TRANSLATE_NOOP("Messages", "DETAIL"),
    QT_TRANSLATE_NOOP("Messages", "STORE_SAYS"),
    QT_TRANSLATE_NOOP("Messages", "CLOCK_BEHIND"),
    QT_TRANSLATE_NOOP("Messages", "CLOCK_AHEAD"),
    QT_TRANSLATE_NOOP("Messages", "REGION_IS"),
    QT_TRANSLATE_NOOP("Messages", "ENDPOINT_IS"),
    QT_TRANSLATE_NOOP("Messages", "CORRECT_ADDRESS"),
    QT_TRANSLATE_NOOP("Messages", "JOB_NOT_FOUND"),
    QT_TRANSLATE_NOOP("Messages", "LIST_SHOWS_JOBS"),
    QT_TRANSLATE_NOOP("Messages", "JOB_NOT_PAUSABLE"),
    QT_TRANSLATE_NOOP("Messages", "JOB_NOT_RESUMABLE"),
    QT_TRANSLATE_NOOP("Messages", "JOB_NOT_RENAMABLE"),
    QT_TRANSLATE_NOOP("Messages", "JOB_HAS_ENDED"),
    QT_TRANSLATE_NOOP("Messages", "ENGINE_BUSY"),
    QT_TRANSLATE_NOOP("Messages", "ENGINE_BUSY_PROCESS"),
    QT_TRANSLATE_NOOP("Messages", "SYSTEM_EXHAUSTED"),
    QT_TRANSLATE_NOOP("Messages", "STOPPED"),
    QT_TRANSLATE_NOOP("Messages", "INTERNAL"),
    QT_TRANSLATE_NOOP("Messages", "STORE_BUSY"),
    QT_TRANSLATE_NOOP("Messages", "STORE_ERROR"),
    QT_TRANSLATE_NOOP("Messages", "STORE_FULL"),
    QT_TRANSLATE_NOOP("Messages", "PART_DAMAGED"),
    QT_TRANSLATE_NOOP("Messages", "STORE_TIMEOUT"),
    QT_TRANSLATE_NOOP("Messages", "WRONG_SECRET"),
    QT_TRANSLATE_NOOP("Messages", "WRONG_ACCESS_KEY"),
    QT_TRANSLATE_NOOP("Messages", "CREDENTIALS_EXPIRED"),
    QT_TRANSLATE_NOOP("Messages", "ACCESS_DENIED"),
    QT_TRANSLATE_NOOP("Messages", "CLOCK_WRONG"),
    QT_TRANSLATE_NOOP("Messages", "WRONG_REGION"),
    QT_TRANSLATE_NOOP("Messages", "CERTIFICATE_UNTRUSTED"),
    QT_TRANSLATE_NOOP("Messages", "CERTIFICATE_SELF_SIGNED"),
    QT_TRANSLATE_NOOP("Messages", "CERTIFICATE_EXPIRED"),
    QT_TRANSLATE_NOOP("Messages", "CERTIFICATE_NOT_YET_VALID"),
    QT_TRANSLATE_NOOP("Messages", "CERTIFICATE_OTHER_HOST"),
    QT_TRANSLATE_NOOP("Messages", "CERTIFICATE_UNFIT"),
    QT_TRANSLATE_NOOP("Messages", "TLS_TOO_OLD"),
    QT_TRANSLATE_NOOP("Messages", "TLS_NOT_AGREED"),
    QT_TRANSLATE_NOOP("Messages", "CERTIFICATE_CHANGED"),
    QT_TRANSLATE_NOOP("Messages", "ENDPOINT_SPEAKS_HTTP"),
    QT_TRANSLATE_NOOP("Messages", "ENDPOINT_SPEAKS_HTTPS"),
    QT_TRANSLATE_NOOP("Messages", "ENDPOINT_NOT_S3"),
    QT_TRANSLATE_NOOP("Messages", "NETWORK_LOGIN"),
    QT_TRANSLATE_NOOP("Messages", "ANSWER_UNREADABLE"),
    QT_TRANSLATE_NOOP("Messages", "LISTING_ENDLESS"),
    QT_TRANSLATE_NOOP("Messages", "WRONG_ENDPOINT"),
    QT_TRANSLATE_NOOP("Messages", "OBJECT_TOO_LARGE"),
    QT_TRANSLATE_NOOP("Messages", "BODY_TOO_LARGE"),
    QT_TRANSLATE_NOOP("Messages", "NAME_NOT_ALLOWED"),
    QT_TRANSLATE_NOOP("Messages", "QUOTA_EXCEEDED"),
    QT_TRANSLATE_NOOP("Messages", "NO_SUCH_BUCKET"),
    QT_TRANSLATE_NOOP("Messages", "BAD_BUCKET_NAME"),
    QT_TRANSLATE_NOOP("Messages", "NOT_SUPPORTED"),
    QT_TRANSLATE_NOOP("Messages", "REQUEST_REFUSED"),
    QT_TRANSLATE_NOOP("Messages", "UPLOAD_GONE"),
    QT_TRANSLATE_NOOP("Messages", "NO_SUCH_OBJECT"),
    QT_TRANSLATE_NOOP("Messages", "OBJECT_EXISTS"),
    QT_TRANSLATE_NOOP("Messages", "CANNOT_PROTECT"),
    QT_TRANSLATE_NOOP("Messages", "PART_INVALID"),
    QT_TRANSLATE_NOOP("Messages", "PROXY_DENIED"),
    QT_TRANSLATE_NOOP("Messages", "GATEWAY_CANNOT_REACH"),
    QT_TRANSLATE_NOOP("Messages", "GATEWAY_GOT_NO_ANSWER"),
    QT_TRANSLATE_NOOP("Messages", "HOST_NOT_FOUND"),
    QT_TRANSLATE_NOOP("Messages", "CONNECTION_REFUSED"),
    QT_TRANSLATE_NOOP("Messages", "STORE_OUT_OF_REACH"),
    QT_TRANSLATE_NOOP("Messages", "NO_ANSWER"),
    QT_TRANSLATE_NOOP("Messages", "ANSWER_TOO_SLOW"),
    QT_TRANSLATE_NOOP("Messages", "CONNECTION_BROKE"),
    QT_TRANSLATE_NOOP("Messages", "PROXY_LOST"),
    QT_TRANSLATE_NOOP("Messages", "TOO_MANY_FILES"),
    QT_TRANSLATE_NOOP("Messages", "STORED_WITHOUT_ETAG"),
    QT_TRANSLATE_NOOP("Messages", "COMPLETION_UNANSWERED"),
    QT_TRANSLATE_NOOP("Messages", "DUPLICATE_KEY"),
    QT_TRANSLATE_NOOP("Messages", "FILE_OVER_LIMIT"),
    QT_TRANSLATE_NOOP("Messages", "OBJECT_OVER_LIMIT"),
    QT_TRANSLATE_NOOP("Messages", "PART_OVER_LIMIT"),
    QT_TRANSLATE_NOOP("Messages", "NAME_MISSING"),
    QT_TRANSLATE_NOOP("Messages", "KEY_WITH_DOTS"),
    QT_TRANSLATE_NOOP("Messages", "KEY_WITH_NUL"),
    QT_TRANSLATE_NOOP("Messages", "NAME_NOT_TEXT"),
    QT_TRANSLATE_NOOP("Messages", "PATH_NOT_TEXT"),
    QT_TRANSLATE_NOOP("Messages", "KEY_TOO_LONG"),
    QT_TRANSLATE_NOOP("Messages", "KEY_BEING_BEGUN"),
    QT_TRANSLATE_NOOP("Messages", "KEY_ON_ITS_WAY"),
    QT_TRANSLATE_NOOP("Messages", "KEY_TAKEN_BY_UPLOAD"),
    QT_TRANSLATE_NOOP("Messages", "NAME_TAKEN"),
    QT_TRANSLATE_NOOP("Messages", "OBJECT_LEFT_AS_IT_IS"),
    QT_TRANSLATE_NOOP("Messages", "DIFFERENT_OBJECT"),
    QT_TRANSLATE_NOOP("Messages", "OUTCOME_UNKNOWN"),
    QT_TRANSLATE_NOOP("Messages", "PLAN_DAMAGED"),
    QT_TRANSLATE_NOOP("Messages", "PARTS_DO_NOT_ADD_UP"),
    QT_TRANSLATE_NOOP("Messages", "PARTS_OF_OTHER_SIZE"),
    QT_TRANSLATE_NOOP("Messages", "PART_STUCK"),
    QT_TRANSLATE_NOOP("Messages", "UPLOAD_DISCARDED"),
    QT_TRANSLATE_NOOP("Messages", "VERIFY_MISMATCH"),
    QT_TRANSLATE_NOOP("Messages", "SOURCE_CONTENT_CHANGED"),
    QT_TRANSLATE_NOOP("Messages", "SOURCE_BEING_CHANGED"),
    QT_TRANSLATE_NOOP("Messages", "SOURCE_CHANGED_WHILE_SENT"),
    QT_TRANSLATE_NOOP("Messages", "SOURCE_CHANGED_WHILE_COPIED"),
    QT_TRANSLATE_NOOP("Messages", "SOURCE_NO_REGULAR_FILE"),
    QT_TRANSLATE_NOOP("Messages", "SOURCE_SIZE_UNTRUE"),
    QT_TRANSLATE_NOOP("Messages", "SOURCE_SHORTER"),
    QT_TRANSLATE_NOOP("Messages", "SOURCE_ENDED"),
    QT_TRANSLATE_NOOP("Messages", "SOURCE_GROWING"),
    QT_TRANSLATE_NOOP("Messages", "SOURCE_CHANGED"),
    QT_TRANSLATE_NOOP("Messages", "PUT_BACK"),
    QT_TRANSLATE_NOOP("Messages", "SOURCE_NO_PATH"),
    QT_TRANSLATE_NOOP("Messages", "SOURCE_MISSING"),
    QT_TRANSLATE_NOOP("Messages", "SOURCE_LINK_CIRCLE"),
    QT_TRANSLATE_NOOP("Messages", "SOURCE_IN_USE"),
    QT_TRANSLATE_NOOP("Messages", "SOURCE_IN_CLOUD"),
    QT_TRANSLATE_NOOP("Messages", "SOURCE_FORBIDDEN"),
    QT_TRANSLATE_NOOP("Messages", "SOURCE_UNREADABLE"),
    QT_TRANSLATE_NOOP("Messages", "FOLDER_EMPTY"),
    QT_TRANSLATE_NOOP("Messages", "FOLDER_IN_CIRCLE"),
    QT_TRANSLATE_NOOP("Messages", "FOLDER_LINKED"),
    QT_TRANSLATE_NOOP("Messages", "SYSTEM_FILE"),
    QT_TRANSLATE_NOOP("Messages", "LINK_BROKEN"),
    QT_TRANSLATE_NOOP("Messages", "STAGING_NOT_PRIVATE"),
    QT_TRANSLATE_NOOP("Messages", "STAGING_HAS_NO_ROOM"),
    QT_TRANSLATE_NOOP("Messages", "STAGING_FULL"),
    QT_TRANSLATE_NOOP("Messages", "STAGING_FAILED"),
    QT_TRANSLATE_NOOP("Messages", "STATE_READING_ONLY"),
    QT_TRANSLATE_NOOP("Messages", "STATE_NEWER"),
    QT_TRANSLATE_NOOP("Messages", "STATE_DISK_ERROR"),
    QT_TRANSLATE_NOOP("Messages", "STATE_LOCKED"),
    QT_TRANSLATE_NOOP("Messages", "STATE_DAMAGED"),
    QT_TRANSLATE_NOOP("Messages", "STATE_FULL"),
    QT_TRANSLATE_NOOP("Messages", "STATE_READ_ONLY"),
    QT_TRANSLATE_NOOP("Messages", "STATE_CLOSED"),
    QT_TRANSLATE_NOOP("Messages", "STATE_STARTS_EMPTY"),
    QT_TRANSLATE_NOOP("Messages", "STATE_RESTORED"),
    QT_TRANSLATE_NOOP("Messages", "STATE_RESTORED_UNDATED"),
    QT_TRANSLATE_NOOP("Messages", "KEYS_UNKNOWN"),
    QT_TRANSLATE_NOOP("Messages", "KEYS_UNKNOWN_UNATTENDED"),
    QT_TRANSLATE_NOOP("Messages", "SECRETS_IN_KEYRING"),
    QT_TRANSLATE_NOOP("Messages", "SECRETS_WITHOUT_KEYRING"),
    QT_TRANSLATE_NOOP("Messages", "SECRETS_KEYRING_BROKEN"),
)
MARKED_ERRORS: Final = (
    QT_TRANSLATE_NOOP("Codes", "ACCESS_DENIED"),
    QT_TRANSLATE_NOOP("Codes", "ANSWER_UNREADABLE"),
    QT_TRANSLATE_NOOP("Codes", "BAD_BUCKET_NAME"),
    QT_TRANSLATE_NOOP("Codes", "BAD_KEY"),
    QT_TRANSLATE_NOOP("Codes", "BAD_REQUEST"),
    QT_TRANSLATE_NOOP("Codes", "BODY_TOO_LARGE"),
    QT_TRANSLATE_NOOP("Codes", "CANNOT_PROTECT"),
    QT_TRANSLATE_NOOP("Codes", "CERTIFICATE_CHANGED"),
    QT_TRANSLATE_NOOP("Codes", "CERTIFICATE_EXPIRED"),
    QT_TRANSLATE_NOOP("Codes", "CERTIFICATE_NOT_YET_VALID"),
    QT_TRANSLATE_NOOP("Codes", "CERTIFICATE_OTHER_HOST"),
    QT_TRANSLATE_NOOP("Codes", "CERTIFICATE_SELF_SIGNED"),
    QT_TRANSLATE_NOOP("Codes", "CERTIFICATE_UNFIT"),
    QT_TRANSLATE_NOOP("Codes", "CERTIFICATE_UNTRUSTED"),
    QT_TRANSLATE_NOOP("Codes", "CLOCK_WRONG"),
    QT_TRANSLATE_NOOP("Codes", "CREDENTIALS_EXPIRED"),
    QT_TRANSLATE_NOOP("Codes", "CREDENTIALS_MISSING"),
    QT_TRANSLATE_NOOP("Codes", "DEMO_STORE_FAILED"),
    QT_TRANSLATE_NOOP("Codes", "DEMO_STORE_MISSING"),
    QT_TRANSLATE_NOOP("Codes", "DESTINATION_BUSY"),
    QT_TRANSLATE_NOOP("Codes", "DIFFERENT_OBJECT"),
    QT_TRANSLATE_NOOP("Codes", "DUPLICATE_KEY"),
    QT_TRANSLATE_NOOP("Codes", "ENDPOINT_NOT_S3"),
    QT_TRANSLATE_NOOP("Codes", "ENDPOINT_SPEAKS_HTTP"),
    QT_TRANSLATE_NOOP("Codes", "ENDPOINT_SPEAKS_HTTPS"),
    QT_TRANSLATE_NOOP("Codes", "ENGINE_BUSY"),
    QT_TRANSLATE_NOOP("Codes", "FILE_TOO_LARGE"),
    QT_TRANSLATE_NOOP("Codes", "FOLDER_EMPTY"),
    QT_TRANSLATE_NOOP("Codes", "FOLDER_LINKED"),
    QT_TRANSLATE_NOOP("Codes", "HOST_NOT_FOUND"),
    QT_TRANSLATE_NOOP("Codes", "INTERNAL"),
    QT_TRANSLATE_NOOP("Codes", "JOB_NOT_FOUND"),
    QT_TRANSLATE_NOOP("Codes", "JOB_NOT_PAUSABLE"),
    QT_TRANSLATE_NOOP("Codes", "JOB_NOT_RENAMABLE"),
    QT_TRANSLATE_NOOP("Codes", "JOB_NOT_RESUMABLE"),
    QT_TRANSLATE_NOOP("Codes", "LINK_BROKEN"),
    QT_TRANSLATE_NOOP("Codes", "LISTING_ENDLESS"),
    QT_TRANSLATE_NOOP("Codes", "NAME_NOT_ALLOWED"),
    QT_TRANSLATE_NOOP("Codes", "NETWORK_LOGIN"),
    QT_TRANSLATE_NOOP("Codes", "NETWORK_LOST"),
    QT_TRANSLATE_NOOP("Codes", "NOT_SUPPORTED"),
    QT_TRANSLATE_NOOP("Codes", "NO_SUCH_BUCKET"),
    QT_TRANSLATE_NOOP("Codes", "NO_SUCH_OBJECT"),
    QT_TRANSLATE_NOOP("Codes", "OBJECT_EXISTS"),
    QT_TRANSLATE_NOOP("Codes", "OUTCOME_UNKNOWN"),
    QT_TRANSLATE_NOOP("Codes", "PART_DAMAGED"),
    QT_TRANSLATE_NOOP("Codes", "PART_INVALID"),
    QT_TRANSLATE_NOOP("Codes", "PART_STUCK"),
    QT_TRANSLATE_NOOP("Codes", "PLAN_DAMAGED"),
    QT_TRANSLATE_NOOP("Codes", "PROXY_DENIED"),
    QT_TRANSLATE_NOOP("Codes", "PROXY_LOST"),
    QT_TRANSLATE_NOOP("Codes", "QUOTA_EXCEEDED"),
    QT_TRANSLATE_NOOP("Codes", "REQUEST_REFUSED"),
    QT_TRANSLATE_NOOP("Codes", "SKIPPED"),
    QT_TRANSLATE_NOOP("Codes", "SOURCE_CHANGED"),
    QT_TRANSLATE_NOOP("Codes", "SOURCE_GROWING"),
    QT_TRANSLATE_NOOP("Codes", "SOURCE_IN_USE"),
    QT_TRANSLATE_NOOP("Codes", "SOURCE_MISSING"),
    QT_TRANSLATE_NOOP("Codes", "SOURCE_NOT_A_FILE"),
    QT_TRANSLATE_NOOP("Codes", "SOURCE_TRUNCATED"),
    QT_TRANSLATE_NOOP("Codes", "SOURCE_UNREADABLE"),
    QT_TRANSLATE_NOOP("Codes", "STAGING_FAILED"),
    QT_TRANSLATE_NOOP("Codes", "STAGING_FULL"),
    QT_TRANSLATE_NOOP("Codes", "STATE_CLOSED"),
    QT_TRANSLATE_NOOP("Codes", "STATE_DAMAGED"),
    QT_TRANSLATE_NOOP("Codes", "STATE_DISK_ERROR"),
    QT_TRANSLATE_NOOP("Codes", "STATE_FULL"),
    QT_TRANSLATE_NOOP("Codes", "STATE_LOCKED"),
    QT_TRANSLATE_NOOP("Codes", "STATE_NEWER"),
    QT_TRANSLATE_NOOP("Codes", "STATE_NOT_PRIVATE"),
    QT_TRANSLATE_NOOP("Codes", "STATE_READ_ONLY"),
    QT_TRANSLATE_NOOP("Codes", "STOPPED"),
    QT_TRANSLATE_NOOP("Codes", "STORE_BUSY"),
    QT_TRANSLATE_NOOP("Codes", "STORE_ERROR"),
    QT_TRANSLATE_NOOP("Codes", "STORE_FULL"),
    QT_TRANSLATE_NOOP("Codes", "STORE_TIMEOUT"),
    QT_TRANSLATE_NOOP("Codes", "STORE_UNAVAILABLE"),
    QT_TRANSLATE_NOOP("Codes", "STORE_UNREACHABLE"),
    QT_TRANSLATE_NOOP("Codes", "SYSTEM_EXHAUSTED"),
    QT_TRANSLATE_NOOP("Codes", "SYSTEM_FILE"),
    QT_TRANSLATE_NOOP("Codes", "TLS_NOT_AGREED"),
    QT_TRANSLATE_NOOP("Codes", "TLS_TOO_OLD"),
    QT_TRANSLATE_NOOP("Codes", "TOO_MANY_FILES"),
    QT_TRANSLATE_NOOP("Codes", "UPLOAD_DISCARDED"),
    QT_TRANSLATE_NOOP("Codes", "UPLOAD_GONE"),
    QT_TRANSLATE_NOOP("Codes", "VERIFY_MISMATCH"),
    QT_TRANSLATE_NOOP("Codes", "WRONG_ACCESS_KEY"),
    QT_TRANSLATE_NOOP("Codes", "WRONG_ENDPOINT"),
    QT_TRANSLATE_NOOP("Codes", "WRONG_REGION"),
    QT_TRANSLATE_NOOP("Codes", "WRONG_SECRET"),
)
_MARKED_NAMES: Final = (
    QT_TRANSLATE_NOOP("Names", "SUBMITTED"),
    QT_TRANSLATE_NOOP("Names", "UPLOADING"),
    QT_TRANSLATE_NOOP("Names", "PAUSED"),
    QT_TRANSLATE_NOOP("Names", "FAILED"),
    QT_TRANSLATE_NOOP("Names", "COMPLETED"),
    QT_TRANSLATE_NOOP("Names", "the checksum"),
    QT_TRANSLATE_NOOP("Names", "the content"),
    QT_TRANSLATE_NOOP("Names", "the ETag"),
    QT_TRANSLATE_NOOP("Names", "the size"),
)
"""Arguments that are words of ours."""
_NAMED_BY_US: Final = frozenset({"state", "what"})
"""Arguments that such words may stand in; others are paths, keys and what a store says."""
_CLOSED: Final = ("。", "：", "）")
"""Signs that bring their own room: no space follows them."""


class _LocalFormatter(Formatter):
    """Puts arguments into a sentence, numbers as the window's language writes them."""

    @override
    def format_field(self, value: Any, format_spec: str) -> str:
        locale = QLocale()
        if "," not in format_spec:
            locale.setNumberOptions(QLocale.NumberOption.OmitGroupSeparator)
        if isinstance(value, int) and format_spec in {"", ","}:
            return locale.toString(value)
        if isinstance(value, float) and format_spec.endswith("f"):
            return locale.toString(value, "f", int(format_spec.rstrip("f").rpartition(".")[2]))
        return format(value, format_spec)


_FORMATTER: Final = _LocalFormatter()


def message_words(messages: Messages) -> str:
    """What is said by ``messages``, one after the other."""
    words = ""
    for message in messages:
        space = "" if not words or words.endswith(_CLOSED) else " "
        words += space + _sentence(message)
    return words


def _sentence(message: Message) -> str:
    translated = translate(_MESSAGES, message.code)
    template = ENGLISH[message.code] if translated == message.code else translated
    arguments = {
        name: translate(_NAMES, value) if name in _NAMED_BY_US and isinstance(value, str) else value
        for name, value in message.arguments
    }
    return _FORMATTER.vformat(template, (), arguments)


def failure_words(code: ErrorCode, messages: Messages) -> str:
    """Why something failed or was refused.

    Rows of an older program have English text and nothing else: in another language those are said by ``code``,
    whose general sentence has a place for the text, ``{0}``, where it stands for many things.
    """
    words = message_words(messages)
    general = translate(_ERRORS, code) if is_plain_text(messages) else ""
    return words if general in {"", code} else general.replace("{0}", words)


def is_plain_text(messages: Messages) -> bool:
    """Say whether this is text that no code stands for."""
    return bool(messages) and messages[0].code is MessageCode.VERBATIM


def error_words(error: UploaderError) -> str:
    """What was raised, in the window's language."""
    return failure_words(error.code, error.messages)


_MARKED: Final = (
    QT_TRANSLATE_NOOP("Engine", "Waiting to start"),
    QT_TRANSLATE_NOOP("Engine", "Waiting for your answer about the interrupted uploads"),
    QT_TRANSLATE_NOOP("Engine", "Waiting for the secret key of its connection"),
    QT_TRANSLATE_NOOP("Engine", "Paused"),
    QT_TRANSLATE_NOOP("Engine", "Paused: the program was closed"),
    QT_TRANSLATE_NOOP("Engine", "Interrupted: the program ended"),
    QT_TRANSLATE_NOOP("Engine", "Checking that the file is unchanged..."),
    QT_TRANSLATE_NOOP("Engine", "Asking the store which parts it has..."),
    QT_TRANSLATE_NOOP("Engine", "Verifying the object..."),
    QT_TRANSLATE_NOOP("Engine", "Copying to the staging directory, {0} %..."),
    QT_TRANSLATE_NOOP("Engine", "Finalizing on the store ({0})..."),
    QT_TRANSLATE_NOOP("Engine", "Uploading part {0}..."),
    QT_TRANSLATE_NOOP("Engine", "Uploading: {0} of {1} parts are done."),
    QT_TRANSLATE_NOOP("Engine", "Nothing has moved for {0} s."),
    QT_TRANSLATE_NOOP("Engine", "The key may not list parts, so what was recorded here is trusted."),
    QT_TRANSLATE_NOOP("Engine", "The store discarded the unfinished upload, so everything is sent again."),
    QT_TRANSLATE_NOOP(
        "Engine", "The store keeps a damaged part and does not replace it, so everything is sent again."
    ),
    QT_TRANSLATE_NOOP("Engine", "The same file is there already; nothing was sent."),
    QT_TRANSLATE_NOOP("Engine", "Added: {0} bytes in {1} parts"),
    QT_TRANSLATE_NOOP("Engine", "Began to send at {0} %, run {1}"),
    QT_TRANSLATE_NOOP("Engine", "Began to send at {0} %"),
    QT_TRANSLATE_NOOP("Engine", "Resumed"),
    QT_TRANSLATE_NOOP("Engine", "Going on: the store answers again"),
    QT_TRANSLATE_NOOP(
        "Engine", "Something went wrong inside the program; its log file tells more. Resume tries again."
    ),
    QT_TRANSLATE_NOOP("Engine", "Uploaded, checksum matches"),
    QT_TRANSLATE_NOOP("Engine", "Uploaded, ETag matches"),
    QT_TRANSLATE_NOOP(
        "Engine",
        "Uploaded, not verified: this store makes checksums and ETags in a way of its own",
    ),
    QT_TRANSLATE_NOOP(
        "Engine",
        "Uploaded, not verified: the store took the object whole and does not show it yet",
    ),
    QT_TRANSLATE_NOOP(
        "Engine",
        "The store drops this unfinished upload in {0} h, before it can end at this speed: raise "
        "stale_uploads_expiry on the server, or use a faster line.",
    ),
)
SENTENCES: Final = tuple(map(str, _MARKED))
"""What the engine says of a job that has no code, as it says it; ``{0}`` and ``{1}`` stand for numbers."""

_WAITS_FOR_NETWORK = str(QT_TRANSLATE_NOOP("Engine", "Waiting for the network. Retry {0} in {1} s."))
_WAITS_FOR_STORE = str(QT_TRANSLATE_NOOP("Engine", "The store can't take it right now. Retry {0} in {1} s."))
_WAITS_FOR_LOGIN = str(
    QT_TRANSLATE_NOOP(
        "Engine",
        "This network seems to ask for a login. Open a web page and log in, and the upload goes on by itself. "
        "Retry {0} in {1} s.",
    )
)
_DISK_IS_FULL = str(
    QT_TRANSLATE_NOOP("Engine", "The disk with the list of uploads is full: waiting for room on it.")
)
_DISK_IS_AMISS = str(
    QT_TRANSLATE_NOOP("Engine", "The list of uploads can't be written: waiting until it can.")
)
_RETRY = re.compile(r"Retry (\d+) in (\d+) s\.")
_LINES: Final = (
    (
        re.compile(
            r"Waiting for the network: This network seems to ask for a login.*Retry (\d+) in (\d+) s\.",
            re.DOTALL,
        ),
        _WAITS_FOR_LOGIN,
    ),
    (re.compile(r"Waiting for the network: .*Retry (\d+) in (\d+) s\.", re.DOTALL), _WAITS_FOR_NETWORK),
    (re.compile(r".*Retry (\d+) in (\d+) s\.", re.DOTALL), _WAITS_FOR_STORE),
)
"""What holds more than numbers, each known as a whole."""
_SLOT = "{0}"


def code_words(code: ErrorCode, message: str) -> str:
    """The sentence for a failure: ``message`` in English, elsewhere the translation of ``code``.

    A translation of a code that stands for many things has a place for the message, ``{0}``.
    """
    translated = QCoreApplication.translate(_ERRORS, code) if code else ""
    if translated in {"", code}:
        return message
    if _SLOT in translated:
        return translated.replace(_SLOT, sentence_words(message))
    said = message.partition(" It says: ")[2]
    return (
        translated + QCoreApplication.translate("Engine", " It says: {0}").format(said)
        if said
        else translated
    )


def refusal_words(refusal: Refusal) -> str:
    """Why a file was not taken, in the window's language."""
    return code_words(refusal.code, refusal.reason)


def engine_words(status: JobStatus) -> str:
    """What the engine says of a job, in the window's language."""
    job = status.job
    if job.state is JobState.FAILED:
        return code_words(job.error_code, status.message)
    if status.activity is Activity.WAITING_FOR_DISK:
        words = _DISK_IS_FULL if job.error_code == ErrorCode.STATE_FULL else _DISK_IS_AMISS
        return QCoreApplication.translate(_SENTENCES_CONTEXT, words)
    retry = _RETRY.search(status.message)
    if retry is not None and status.activity in _WAITS:
        return _waiting_words(status, retry)
    return sentence_words(status.message)


def sentence_words(message: str) -> str:
    """The sentences of ``message``, each translated; as it is where one of them is not known."""
    if QCoreApplication.translate(_SENTENCES_CONTEXT, SENTENCES[0]) == SENTENCES[0]:
        return message  # English
    for line, words in _LINES:
        found_line = line.fullmatch(message)
        if found_line is not None:
            return QCoreApplication.translate(_SENTENCES_CONTEXT, words).format(*found_line.groups())
    found: list[tuple[int, str]] = []
    left = message
    for sentence, pattern in _PATTERNS:
        match = pattern.search(left)
        if match is not None:
            translated = QCoreApplication.translate(_SENTENCES_CONTEXT, sentence)
            found.append((match.start(), translated.format(*match.groups())))
            left = left[: match.start()] + " " * len(match.group()) + left[match.end() :]
    return message if left.strip() else " ".join(words for _, words in sorted(found))


_WAITS: Final = frozenset({Activity.WAITING_FOR_NETWORK, Activity.WAITING_TO_RETRY})


def _waiting_words(status: JobStatus, retry: re.Match[str]) -> str:
    """What is waited for; the engine's own words where they are not to be translated."""
    is_offline = status.activity is Activity.WAITING_FOR_NETWORK
    source = _WAITS_FOR_NETWORK if is_offline else _WAITS_FOR_STORE
    if status.waits_for == ErrorCode.NETWORK_LOGIN:
        source = _WAITS_FOR_LOGIN
    translated = QCoreApplication.translate(_SENTENCES_CONTEXT, source)
    return status.message if translated == source else translated.format(retry[1], retry[2])


def _pattern(sentence: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\\{\d\\\}", r"([\\d.:/,]+)", re.escape(sentence)))


_PATTERNS: Final = [(sentence, _pattern(sentence)) for sentence in sorted(SENTENCES, key=len, reverse=True)]
