"""A line of a job's log, said in the window's language.

The log keeps what the engine said in English, without codes. What a failure was is known again by words that
only it uses; a line that is not known stays English.
"""

import re
from typing import Final

from PySide6.QtCore import QCoreApplication

from uploader_gui.domain import failures
from uploader_gui.gui.engine_words import code_words, sentence_words

_CODES_OF_WORDS: Final = (
    ("has no name to be stored under", "BAD_KEY"),
    ("is not valid text (UTF-8)", "BAD_KEY"),
    ("segment, which no store keeps", "BAD_KEY"),
    ("The key would have ", "BAD_KEY"),
    ("No keys are known for ", "CREDENTIALS_MISSING"),
    ("is just being begun; the old one", "DESTINATION_BUSY"),
    ("Another upload already goes to ", "DESTINATION_BUSY"),
    ("A different file is there under the name ", "DIFFERENT_OBJECT"),
    ("of the files would be stored as ", "DUPLICATE_KEY"),
    ("the limit set here is ", "FILE_TOO_LARGE"),
    ("larger than an object may be here", "FILE_TOO_LARGE"),
    ("The file would need parts over ", "FILE_TOO_LARGE"),
    ("' is there already and was left as it is.", "OBJECT_EXISTS"),
    ("' is there already. Choose another name.", "OBJECT_EXISTS"),
    ("The store did not say whether ", "OUTCOME_UNKNOWN"),
    ("The store lists parts with another size", "PART_INVALID"),
    ("a damaged part and does not take it again", "PART_STUCK"),
    ("The parts don't add up to the file", "PLAN_DAMAGED"),
    ("The record of this job's parts is damaged", "PLAN_DAMAGED"),
    (" changed: it had ", "SOURCE_CHANGED"),
    (" is being changed right now.", "SOURCE_CHANGED"),
    (" was changed while it was being copied.", "SOURCE_CHANGED"),
    (" changed after parts of it had been sent", "SOURCE_CHANGED"),
    (" is still being written: it had ", "SOURCE_GROWING"),
    (" is in use by another program.", "SOURCE_IN_USE"),
    (" is a link that leads in a circle.", "SOURCE_MISSING"),
    (" is no path of a file.", "SOURCE_MISSING"),
    (" is not there. Put it back or connect its drive", "SOURCE_MISSING"),
    (" is no regular file, so ", "SOURCE_NOT_A_FILE"),
    (" became shorter", "SOURCE_TRUNCATED"),
    ("). Check the drive, then try again.", "SOURCE_UNREADABLE"),
    (" can't be read: you have no right to.", "SOURCE_UNREADABLE"),
    (" is kept in the cloud and could not be fetched.", "SOURCE_UNREADABLE"),
    ("The copy could not be written to the staging directory ", "STAGING_FAILED"),
    ("The staging directory ", "STAGING_FULL"),
    ("The list of uploads is closed already.", "STATE_CLOSED"),
    (" is damaged. Start the program again", "STATE_DAMAGED"),
    ("does not answer properly. Check it, then start", "STATE_DISK_ERROR"),
    ("The disk that holds the state directory ", "STATE_FULL"),
    ("Another program keeps ", "STATE_LOCKED"),
    ("was written by a newer version of this program", "STATE_NEWER"),
    ("The state directory ", "STATE_READ_ONLY"),
    ("This list of uploads is open for reading only.", "STATE_READ_ONLY"),
    ("The store took the data without naming it", "STORE_ERROR"),
    ("discarded the unfinished upload a second time", "UPLOAD_DISCARDED"),
    ("The store's object does not match the file", "VERIFY_MISMATCH"),
)
"""Words that one failure alone is told with, and its code; those of the store's answers have their own table."""

_CODES_OF_ANSWERS: Final = {
    row.sentence: row.code
    for table in (failures.BY_S3_CODE, failures.BY_STATUS, failures.BY_NETWORK)
    for row in table.values()
} | {row.sentence: row.code for _, row in failures.BY_TEXT}

_FAILED: Final = re.compile(r"Failed: (.*)", re.DOTALL)


def log_words(line: str) -> str:
    """The line as it is in English, elsewhere its translation."""
    failed = _FAILED.fullmatch(line)
    if failed is None:
        return sentence_words(line)
    return QCoreApplication.translate("Log", "Failed: {0}").format(_failure_words(failed[1]))


def code_of(message: str) -> str:
    """The code of the failure that is told so; "" where none is known by these words."""
    for sentence, code in _CODES_OF_ANSWERS.items():
        if message.startswith(sentence):
            return code
    return next((code for words, code in _CODES_OF_WORDS if words in message), "")


def _failure_words(message: str) -> str:
    code = code_of(message)
    return code_words(code, message) if code else sentence_words(message)
