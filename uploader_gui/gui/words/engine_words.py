"""What the engine says, in the window's language: sentences are looked up by their codes, arguments put in.

English comes from the domain. ``MARKED_MESSAGES`` and ``MARKED_ERRORS`` name every code for Qt's own tool, which reads
only literals; a test holds them to the enums.
"""

from collections.abc import Iterable
from functools import lru_cache
from string import Formatter
from typing import Any, Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QLocale
from typing_extensions import override

from uploader_gui.domain.errors import ErrorCode, UploaderError
from uploader_gui.domain.events import Activity, JobStatus, Refusal
from uploader_gui.domain.job import Job, JobState
from uploader_gui.domain.messages import ENGLISH, Message, MessageCode, Messages

translate = QCoreApplication.translate

_MESSAGES: Final = "Messages"
_ERRORS: Final = "Codes"
_NAMES: Final = "Names"

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
    QT_TRANSLATE_NOOP("Messages", "ADDRESS_UNFIT"),
    QT_TRANSLATE_NOOP("Messages", "ADDRESS_UNREADABLE"),
    QT_TRANSLATE_NOOP("Messages", "ADDRESS_WITHOUT_STORE"),
    QT_TRANSLATE_NOOP("Messages", "ADDRESS_WITH_OTHER_PATH"),
    QT_TRANSLATE_NOOP("Messages", "ENDPOINT_WITH_MORE"),
    QT_TRANSLATE_NOOP("Messages", "HOST_NOT_ASCII"),
    QT_TRANSLATE_NOOP("Messages", "FINGERPRINT_UNFIT"),
    QT_TRANSLATE_NOOP("Messages", "TEXT_WITH_UNSEEN"),
    QT_TRANSLATE_NOOP("Messages", "TEXT_NOT_ASCII"),
    QT_TRANSLATE_NOOP("Messages", "PART_SIZE_UNFIT"),
    QT_TRANSLATE_NOOP("Messages", "STATE_OF_ANOTHER_USER"),
    QT_TRANSLATE_NOOP("Messages", "STATE_OPEN_TO_OTHERS"),
    QT_TRANSLATE_NOOP("Messages", "STATE_UNUSABLE"),
    QT_TRANSLATE_NOOP("Messages", "FILE_OF_ANOTHER_USER"),
    QT_TRANSLATE_NOOP("Messages", "FILE_OPEN_TO_OTHERS"),
    QT_TRANSLATE_NOOP("Messages", "FILE_IS_NONE"),
    QT_TRANSLATE_NOOP("Messages", "CONNECTION_UNUSABLE"),
    QT_TRANSLATE_NOOP("Messages", "PROXY_UNUSABLE"),
    QT_TRANSLATE_NOOP("Messages", "CA_FILE_UNUSABLE"),
    QT_TRANSLATE_NOOP("Messages", "PORT_UNUSABLE"),
    QT_TRANSLATE_NOOP("Messages", "DEMO_NOT_STARTED"),
    QT_TRANSLATE_NOOP("Messages", "DEMO_KEYS_UNREADABLE"),
    QT_TRANSLATE_NOOP("Messages", "DEMO_RUNS_ALREADY"),
    QT_TRANSLATE_NOOP("Messages", "DEMO_NOT_INSTALLED"),
    QT_TRANSLATE_NOOP("Messages", "DEMO_WITHOUT_PORTS"),
    QT_TRANSLATE_NOOP("Messages", "FILE_MALFORMED"),
    QT_TRANSLATE_NOOP("Messages", "FILE_UNREADABLE"),
    QT_TRANSLATE_NOOP("Messages", "IMPORT_WITH_PATH"),
    QT_TRANSLATE_NOOP("Messages", "IMPORT_WITHOUT_KEYS"),
    QT_TRANSLATE_NOOP("Messages", "NO_CONNECTION"),
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
    QT_TRANSLATE_NOOP("Names", "The address"),
    QT_TRANSLATE_NOOP("Names", "The bucket"),
    QT_TRANSLATE_NOOP("Names", "The prefix"),
    QT_TRANSLATE_NOOP("Names", "The region"),
    QT_TRANSLATE_NOOP("Names", "The access key"),
    QT_TRANSLATE_NOOP("Names", "The secret key"),
    QT_TRANSLATE_NOOP("Names", "a line break"),
    QT_TRANSLATE_NOOP("Names", "a carriage return"),
    QT_TRANSLATE_NOOP("Names", "a tab"),
    QT_TRANSLATE_NOOP("Names", "a NUL"),
    QT_TRANSLATE_NOOP("Names", "no certificate in it"),
)
"""Arguments that are words of ours."""
_NAMED_BY_US: Final = frozenset({"character", "reason", "state", "what"})
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
    """What is said by ``messages``."""
    language = QLocale().name()
    return in_turn([_sentence(message, language) for message in messages])


def in_turn(sentences: Iterable[str]) -> str:
    """Sentences one after the other."""
    words = ""
    for sentence in sentences:
        space = "" if not words or words.endswith(_CLOSED) else " "
        words += space + sentence
    return words


@lru_cache(maxsize=1024)  # rows are painted ten times a second
def _sentence(message: Message, _language: str) -> str:
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
    general = translate(_ERRORS, code) if _is_plain_text(messages) else ""
    return words if general in {"", code} else general.replace("{0}", words)


def _is_plain_text(messages: Messages) -> bool:
    return bool(messages) and messages[0].code is MessageCode.VERBATIM


def error_words(error: UploaderError) -> str:
    """What was raised, in the window's language."""
    return failure_words(error.code, error.messages)


def refusal_words(refusal: Refusal) -> str:
    """Why a file was not taken, in the window's language."""
    return failure_words(refusal.code, refusal.messages)


def status_words(status: JobStatus) -> str:
    """What the engine says of a job, in the window's language."""
    job = status.job
    if job.state is JobState.FAILED:
        return failure_words(job.error_code, _without_folder(status.messages, job))
    if status.activity is Activity.WAITING_FOR_DISK:
        if job.error_code == ErrorCode.STATE_FULL:
            return translate("Engine", "The disk with the list of uploads is full: waiting for room on it.")
        return translate("Engine", "The list of uploads can't be written: waiting until it can.")
    return message_words(status.messages)


def _without_folder(messages: Messages, job: Job) -> Messages:
    """The row has the file's name, and its folder would take the room of what there is to do."""
    if not job.source_path:
        return messages
    return tuple(
        one.with_texts(lambda text: text.replace(job.source_path, job.file_name)) for one in messages
    )
