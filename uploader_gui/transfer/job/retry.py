"""How long to wait before the next try, when to give up, and what is logged of a delay.

Written here and not taken from a library because the waiting is seen (it counts down in the job's message),
ends at once on pause, and is shared by all parts of a job.
"""

import logging
import random
from dataclasses import dataclass

from uploader_gui.domain.errors import ErrorCode, ErrorKind, StoreError, UploaderError

FIRST_DELAY_S = 0.5
LONGEST_DELAY_S = 15.0
# A store's demand is honoured up to this; MinIO asks for 60 s (TooManyRequests).
LONGEST_RETRY_AFTER_S = 3600.0


def may_have_worked(error: StoreError) -> bool:
    """No answer, an error inside or before the store, or one that an earlier success would explain."""
    if error.got_no_answer or error.code in {ErrorCode.UPLOAD_GONE, ErrorCode.OBJECT_EXISTS}:
        return True
    return error.kind is ErrorKind.TRANSIENT and error.code in {
        ErrorCode.STORE_ERROR,
        ErrorCode.STORE_UNREACHABLE,
    }


def asked_for_s(error: StoreError) -> float:
    """How long the store asked to be left alone, within reason: 0 (a date gone by, too) if it did not."""
    if error.retry_after_s is None or not error.retry_after_s > 0:
        return 0.0
    return min(error.retry_after_s, LONGEST_RETRY_AFTER_S)


@dataclass(slots=True)
class RetryBackoff:
    """Failures in a row of one thing that is tried. ``retry_limit`` None: for ever."""

    retry_limit: int | None
    failures: int = 0

    def next_delay_s(self, error: StoreError) -> float:
        """Count a failure; give the seconds until the next try, or raise ``error`` if there is none.

        One of an address that is left out now is not counted where the store has another one to be asked.
        """
        if error.kind is not ErrorKind.TRANSIENT:
            raise error
        if error.can_go_elsewhere:
            return 0.0
        self.failures += 1
        if error.retries_are_limited and self.retry_limit is not None and self.failures > self.retry_limit:
            raise error
        longest = min(LONGEST_DELAY_S, FIRST_DELAY_S * 2.0 ** min(self.failures - 1, 10))
        own_s = longest * random.uniform(0.5, 1.0)  # noqa: S311 - jitter, no secret
        return max(own_s, asked_for_s(error))


def log_delay(log: logging.Logger, what: str, error: Exception) -> None:
    """Log as an error that ``what`` is so because of ``error``; a defect, or memory that ran out, with its trace."""
    if isinstance(error, UploaderError):
        log.error("%s: %s", what, error.message)
    else:
        log.error("%s: %r", what, error, exc_info=error)
