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
    UploaderError,
)


@pytest.mark.parametrize(
    ("error", "code", "words"),
    [
        (UploaderError("Odd."), "INTERNAL", "Odd."),
        (BadSettingsError("The part size is odd."), "BAD_REQUEST", "part size"),
        (JobNotFoundError("12ab"), "JOB_NOT_FOUND", "no job 12ab"),
        (NotAllowedError("No.", code=ErrorCode.JOB_NOT_PAUSABLE), "JOB_NOT_PAUSABLE", "No."),
        (SourceError("Gone.", code=ErrorCode.SOURCE_MISSING), "SOURCE_MISSING", "Gone."),
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


def test_a_code_that_only_a_newer_program_knows_is_read_as_a_failure() -> None:
    assert ErrorCode.read("OBJECT_EXISTS") is ErrorCode.OBJECT_EXISTS
    assert ErrorCode.read("TASTE_IS_BAD") is ErrorCode.INTERNAL
