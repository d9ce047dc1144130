"""What the engine says in English, said in the window's language.

English is shown as the engine wrote it, with all its details. For another language its codes, and the few
sentences that have none, are looked up in the translation; what is not found there stays English.
"""

import re
from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from uploader_gui.domain.errors import ErrorCode, UploaderError
from uploader_gui.domain.events import Activity, JobStatus, Refusal
from uploader_gui.domain.failures import STORE_SAYS
from uploader_gui.domain.job import JobState

_CODES_CONTEXT: Final = "Codes"
_SENTENCES_CONTEXT: Final = "Engine"

_CODES: Final = (
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
CODES: Final = frozenset(map(str, _CODES))
"""Every code with which the engine refuses a file or fails a job."""

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
    QT_TRANSLATE_NOOP("Engine", "Secret keys are kept in the system's keyring."),
    QT_TRANSLATE_NOOP(
        "Engine",
        "Secret keys are kept until this program ends, because this system has no keyring that is running.",
    ),
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
_RESTORED = str(
    QT_TRANSLATE_NOOP(
        "Engine",
        "The list of uploads was damaged. It was restored as it was on {0} UTC; uploads added since then must be "
        "added again. The damaged file is kept as {1}.",
    )
)
_STARTS_EMPTY = str(
    QT_TRANSLATE_NOOP(
        "Engine",
        "The list of uploads was damaged and there is no backup of it yet: it starts empty. Files on this computer "
        "and on the store are untouched. The damaged file is kept as {0}.",
    )
)
_RESTORED_UNDATED = str(
    QT_TRANSLATE_NOOP(
        "Engine",
        "The list of uploads was damaged. Its newest copy was put in its place; when that was made is not known, "
        "because the clock was wrong. Look whether uploads are missing, and add them again. The damaged file is "
        "kept as {0}.",
    )
)
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
    (re.compile(r"The list of uploads was .* restored as it was on (.+) UTC; .* kept as (.+)\."), _RESTORED),
    (re.compile(r"The list of uploads was .* clock was wrong\. .* kept as (.+)\."), _RESTORED_UNDATED),
    (re.compile(r"The list of uploads was .* starts empty\. .* kept as (.+)\."), _STARTS_EMPTY),
)
"""What holds more than numbers, each known as a whole."""
_SLOT = "{0}"


def code_words(code: str, message: str) -> str:
    """The sentence for a failure: ``message`` in English, elsewhere the translation of ``code``.

    A translation of a code that stands for many things has a place for the message, ``{0}``.
    """
    translated = QCoreApplication.translate(_CODES_CONTEXT, code) if code else ""
    if translated in {"", code}:
        return message
    if _SLOT in translated:
        return translated.replace(_SLOT, sentence_words(message))
    said = message.partition(STORE_SAYS)[2]
    return (
        translated + QCoreApplication.translate("Engine", " It says: {0}").format(said)
        if said
        else translated
    )


def error_words(error: UploaderError) -> str:
    """What was raised, in the window's language."""
    return code_words(error.code, error.message)


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
