from typing import get_args, get_type_hints

import pytest

from uploader_gui.domain.errors import (
    BadSettingsError,
    ErrorCode,
    ExhaustedError,
    JobNotFoundError,
    NotAllowedError,
    SourceError,
    StateDirectoryBusyError,
    StoppedError,
    StoreError,
    UploaderError,
)
from uploader_gui.domain.messages import Message, MessageCode, Messages, message


@pytest.mark.parametrize(
    ("error", "code", "words"),
    [
        (UploaderError(message(MessageCode.STOPPED)), "INTERNAL", "Stopped."),
        (
            BadSettingsError((message(MessageCode.NO_CONNECTION), message(MessageCode.STOPPED))),
            "BAD_REQUEST",
            "window. Stopped.",
        ),
        (JobNotFoundError("12ab"), "JOB_NOT_FOUND", "no job 12ab"),
        (
            NotAllowedError(message(MessageCode.JOB_HAS_ENDED), code=ErrorCode.JOB_NOT_PAUSABLE),
            "JOB_NOT_PAUSABLE",
            "has ended",
        ),
        (SourceError(message(MessageCode.PUT_BACK), code=ErrorCode.SOURCE_MISSING), "SOURCE_MISSING", "back"),
        (StateDirectoryBusyError("the window", 4711), "ENGINE_BUSY", "the window (process 4711)"),
        (StateDirectoryBusyError("another program", None), "ENGINE_BUSY", "another program."),
        (StoppedError(), "STOPPED", "Stopped."),
        (ExhaustedError(), "SYSTEM_EXHAUSTED", "memory or threads"),
    ],
)
def test_every_error_has_a_stable_code_and_a_text_for_the_user(
    error: UploaderError, code: str, words: str
) -> None:
    assert isinstance(error, UploaderError)
    assert error.code == code
    assert words in error.message
    assert str(error) == error.message


@pytest.mark.parametrize("kind", [UploaderError, BadSettingsError, NotAllowedError, SourceError, StoreError])
def test_what_an_error_says_is_a_sentence_with_a_code_and_never_plain_text(kind: type[UploaderError]) -> None:
    assert set(get_args(get_type_hints(kind.__init__)["what"])) == {Messages, Message}
    sentence = message(MessageCode.STOPPED)
    assert UploaderError(sentence).messages == UploaderError((sentence,)).messages == (sentence,)


def test_a_code_that_only_a_newer_program_knows_is_read_as_a_failure() -> None:
    assert ErrorCode.read("OBJECT_EXISTS") is ErrorCode.OBJECT_EXISTS
    assert ErrorCode.read("TASTE_IS_BAD") is ErrorCode.INTERNAL
