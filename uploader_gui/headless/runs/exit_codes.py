"""What went wrong, as one sentence and an exit code; traces go to the log file alone."""

import contextlib
import logging
import sys
import threading
from collections.abc import Iterator, Mapping
from types import TracebackType

from uploader_gui.domain.errors import (
    BadSettingsError,
    ExhaustedError,
    JobNotFoundError,
    StateDirectoryBusyError,
    UploaderError,
)
from uploader_gui.headless.output.lines import notice
from uploader_gui.headless.output.streams import OutputStream

EXIT_DONE = 0
EXIT_FAILED = 1
EXIT_BAD_USAGE = 2
EXIT_DIFFERS = 3
"""Of what was verified again, something is missing or differs."""
EXIT_UNKNOWN = 4
"""Of what was verified again, nothing is known to be amiss, but not all could be verified."""


@contextlib.contextmanager
def failing_in_words(environ: Mapping[str, str]) -> Iterator[None]:
    """End the process with a sentence for what we raise on purpose, and for a defect of ours too."""

    def unexpected(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        _log_defect(environ, kind, error, trace)

    def unexpected_in_thread(failure: threading.ExceptHookArgs) -> None:
        if failure.exc_value is not None:
            _log_defect(environ, failure.exc_type, failure.exc_value, failure.exc_traceback)

    sys.excepthook = unexpected
    threading.excepthook = unexpected_in_thread
    try:
        yield
    except UploaderError as error:
        notice(f"uploader-gui: {error.message}")
        sys.exit(exit_code(error))
    except MemoryError:
        notice(f"uploader-gui: {ExhaustedError().message}")
        sys.exit(EXIT_FAILED)


def printed_exit_code() -> int:
    """The exit code of a command that did nothing but print: it failed if its reader did not get all of it.

    A reader who went away (``| head``) knows that; any other reason is said.
    """
    error = sys.stdout.drain() if isinstance(sys.stdout, OutputStream) else None
    if error is None:
        return EXIT_DONE
    if not isinstance(error, BrokenPipeError):
        notice(f"uploader-gui: the output can't be written ({error.strerror}).")
    return EXIT_FAILED


def exit_code(error: UploaderError) -> int:
    """2 for what was asked wrongly or can't be done here, 1 for what was tried and failed."""
    is_usage = isinstance(error, BadSettingsError | StateDirectoryBusyError | JobNotFoundError)
    return EXIT_BAD_USAGE if is_usage else EXIT_FAILED


def _log_defect(
    environ: Mapping[str, str], kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    from uploader_gui.runtime.log_file import LogFile
    from uploader_gui.runtime.runtime import state_directory

    try:
        state_dir = state_directory(environ)
    except BadSettingsError:
        sys.__excepthook__(kind, error, trace)  # there is no place for a log
        return
    with contextlib.closing(LogFile(state_dir)) as log:
        for name in ("UPLOADER_GUI_SECRET_KEY", "UPLOADER_GUI_SESSION_TOKEN"):
            log.redaction.hide(environ.get(name, ""))
        logging.getLogger(__name__).critical("unexpected", exc_info=(kind, error, trace))
    notice(
        f"uploader-gui: something went wrong inside the program ({kind.__name__}: {error}). "
        f"Parts that were sent are kept. The details are in {log.path}."
    )
