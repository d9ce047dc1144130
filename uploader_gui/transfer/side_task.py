"""What a task beside the jobs does when it fails: it says so, and goes on with what it has."""

import logging

from uploader_gui.domain.errors import UploaderError


def log_delay(log: logging.Logger, what: str, error: Exception) -> None:
    """Log as an error that ``what`` is so because of ``error``; a defect, or memory that ran out, with its trace."""
    if isinstance(error, UploaderError):
        log.error("%s: %s", what, error.message)
    else:
        log.error("%s: %r", what, error, exc_info=error)
