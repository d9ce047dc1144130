"""Everything raised on purpose: texts fit for the user, and the few children that change what we do."""

from enum import StrEnum


class ErrorKind(StrEnum):
    """What a failure asks for: another try, the user, or nothing that would help."""

    TRANSIENT = "transient"
    NEEDS_USER = "needs_user"
    PERMANENT = "permanent"


class UploaderError(Exception):
    """A failure whose text says what happened and what to do; ``code`` is its stable name."""

    def __init__(self, message: str, *, code: str = "INTERNAL") -> None:
        super().__init__(message)
        self.message = message
        self.code = code


class BadSettingsError(UploaderError):
    """A setting, an argument or a file of ours that can't be used: the program ends with 2."""

    def __init__(self, message: str, *, code: str = "BAD_REQUEST") -> None:
        super().__init__(message, code=code)


class JobNotFoundError(UploaderError):
    """No job has this id."""

    def __init__(self, job_id: str) -> None:
        super().__init__(
            f"There is no job {job_id}. `uploader-gui list` shows those there are.", code="JOB_NOT_FOUND"
        )


class NotAllowedError(UploaderError):
    """The job's state does not allow what was asked; nothing was changed."""


class StateDirectoryBusyError(UploaderError):
    """Another process runs the engine of this state directory."""

    def __init__(self, holder: str, pid: int | None) -> None:
        who = f"{holder} (process {pid})" if pid else holder
        super().__init__(
            f"Uploads are already being run by {who}. Do this there, or end that program first.",
            code="ENGINE_BUSY",
        )
        self.holder = holder
        self.pid = pid


class ExhaustedError(UploaderError):
    """The system gives the process no more memory, or no more threads."""

    def __init__(self) -> None:
        super().__init__(
            "The system gives this program no more memory or threads. Close other programs or raise its limits "
            "(`ulimit -v`, `ulimit -u`), then resume: parts that were sent are kept.",
            code="SYSTEM_EXHAUSTED",
        )


class SourceError(UploaderError):
    """The source is not what it was, or can't be read; parts are kept (``SOURCE_CHANGED``, ``SOURCE_MISSING``...)."""


class StoreError(UploaderError):
    """A call to the store failed; ``kind`` decides whether it is tried again.

    ``retries_are_limited`` is False for what may last for hours without being an error of ours (a lost
    network, 429 and 503). ``retry_after_s`` is what the store asked for, in seconds. ``s3_code`` and
    ``http_status`` are the store's own words, 0 and "" where there was no answer.
    ``told_region`` is the region that the store says is the right one, else ""; ``clock_offset_s``
    the seconds that its clock is ahead of ours where it refuses us for that.
    ``got_no_answer`` means that the request may or may not have been carried out. ``is_foreign``: at an
    address where the store was before, this can only come from something between it and us. ``detail`` is what
    the text has in brackets: a host, or what could not be read.
    """

    def __init__(
        self,
        message: str,
        *,
        code: str,
        kind: ErrorKind,
        s3_code: str = "",
        http_status: int = 0,
        retries_are_limited: bool = True,
        retry_after_s: float | None = None,
        got_no_answer: bool = False,
        told_region: str = "",
        clock_offset_s: float = 0.0,
        is_foreign: bool = False,
        detail: str = "",
    ) -> None:
        super().__init__(message, code=code)
        self.kind = kind
        self.s3_code = s3_code
        self.http_status = http_status
        self.retries_are_limited = retries_are_limited
        self.retry_after_s = retry_after_s
        self.got_no_answer = got_no_answer
        self.told_region = told_region
        self.clock_offset_s = clock_offset_s
        self.is_foreign = is_foreign
        self.detail = detail


class StoppedError(UploaderError):
    """A transfer was stopped from outside (pause, remove, quit): not a failure."""

    def __init__(self) -> None:
        super().__init__("Stopped.", code="STOPPED")
