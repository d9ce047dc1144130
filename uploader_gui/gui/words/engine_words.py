"""What the engine says, in the window's language: sentences are looked up by their codes, arguments put in.

English comes from the domain; ``marked_codes.py`` names every code for Qt's own tool.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import PurePath
from string import Formatter
from typing import Any, Final

from PySide6.QtCore import QCoreApplication, QLocale
from typing_extensions import override

from uploader_gui.domain.errors import ErrorCode, UploaderError
from uploader_gui.domain.events import Activity, JobStatus, Refusal
from uploader_gui.domain.job import Job, JobState
from uploader_gui.domain.messages import (
    BYTES,
    ENGLISH,
    NAMED_BY_US,
    Argument,
    Message,
    MessageCode,
    Messages,
    in_turn,
    is_plain_text,
)
from uploader_gui.gui.words.names import name_words, shortened
from uploader_gui.gui.words.sizes import distinct_sizes

translate = QCoreApplication.translate

_LONGEST_REASON: Final = 120
_SENTENCE_END: Final = re.compile(r"[.!?](?=\s)|。")
_MESSAGES: Final = "Messages"
_ERRORS: Final = "Codes"
_NAMES: Final = "Names"
_AROUND_A_REASON: Final = frozenset(
    {
        MessageCode.WAITING_FOR_NETWORK,
        MessageCode.RETRY,
        MessageCode.TRYING_NOW,
        MessageCode.SENDING_PART,
    }
)


class _LocalFormatter(Formatter):
    """Puts arguments into a sentence, numbers as the window's language writes them, bytes in short."""

    def __init__(self, arguments: Mapping[str, Argument]) -> None:
        super().__init__()
        self._sizes = distinct_sizes({one for one in arguments.values() if type(one) is int})

    @override
    def format_field(self, value: Any, format_spec: str) -> str:
        if format_spec == BYTES:
            return self._sizes[value]
        locale = QLocale()
        if "," not in format_spec:
            locale.setNumberOptions(QLocale.NumberOption.OmitGroupSeparator)
        if isinstance(value, int) and format_spec in {"", ","}:
            return locale.toString(value)
        if isinstance(value, float) and format_spec.endswith("f"):
            return locale.toString(value, "f", int(format_spec.rstrip("f").rpartition(".")[2]))
        return format(value, format_spec)


def message_words(messages: Messages) -> str:
    """What is said by ``messages``."""
    language = QLocale().name()
    return in_turn([_sentence(message, language) for message in messages])


@lru_cache(maxsize=1024)  # rows are painted ten times a second
def _sentence(message: Message, _language: str) -> str:
    translated = translate(_MESSAGES, message.code)
    template = ENGLISH[message.code] if translated == message.code else translated
    is_old_text = message.code is MessageCode.VERBATIM  # which may have lines of its own
    arguments = {
        name: _argument_words(name, value) if isinstance(value, str) and not is_old_text else value
        for name, value in message.arguments
    }
    return _LocalFormatter(arguments).vformat(template, (), arguments)


def _argument_words(name: str, text: str) -> str:
    return translate(_NAMES, text) if name in NAMED_BY_US else name_words(text)


def failure_words(code: ErrorCode, messages: Messages) -> str:
    """Why something failed or was refused.

    Rows of an older program have English text and nothing else: in another language those are said by ``code``,
    whose general sentence has a place for the text, ``{0}``, where it stands for many things.
    """
    words = message_words(messages)
    general = translate(_ERRORS, code) if is_plain_text(messages) else ""
    return words if general in {"", code} else general.replace("{0}", words)


def short_failure_words(path: str, code: ErrorCode, messages: Messages) -> str:
    """Why this file failed or was refused, without its folder: as many whole sentences as a line has room for."""
    name = shortened(PurePath(path).name)
    named = (
        tuple(one.with_texts(lambda text: text.replace(path, name)) for one in messages) if path else messages
    )
    words = failure_words(code, named)
    if len(words) <= _LONGEST_REASON:
        return words
    ends = [found.end() for found in _SENTENCE_END.finditer(words) if found.end() <= _LONGEST_REASON]
    return words[: ends[-1]] if ends else f"{words[: _LONGEST_REASON - 1]}…"


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


def lost_words(status: JobStatus) -> str:
    """That what was on its way is sent again; "" where it is not."""
    return message_words(tuple(one for one in status.messages if one.code is MessageCode.SENT_AGAIN))


def reason_words(status: JobStatus) -> str:
    """Why a job waits for the network or its store, without what is true for this second only."""
    return message_words(tuple(one for one in status.messages if one.code not in _AROUND_A_REASON))


def _without_folder(messages: Messages, job: Job) -> Messages:
    """The row has the file's name: its folder, or all of a long name, would take the room of what there is to do."""
    if not job.source_path:
        return messages
    name = shortened(job.file_name)
    return tuple(one.with_texts(lambda text: text.replace(job.source_path, name)) for one in messages)
