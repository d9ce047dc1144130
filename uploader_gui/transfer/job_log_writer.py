"""The log of each job: what matters of all that is announced, written down in words."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from uploader_gui.domain.errors import ErrorCode, UploaderError
from uploader_gui.domain.events import WAITING_FOR_A_TIME, EventKind, JobEvent, JobStatus
from uploader_gui.domain.job import Job, JobState, LogLine
from uploader_gui.domain.messages import Message, MessageCode, Messages, message
from uploader_gui.transfer.job.job_run import Tools

log = logging.getLogger(__name__)

_NOW_ONLY = frozenset({MessageCode.RETRY, MessageCode.TRYING_NOW})
"""What is true for a moment, and not what happened."""
_FAILED = message(MessageCode.FAILED)
_ENDS = frozenset({EventKind.COMPLETED, EventKind.SKIPPED, EventKind.REMOVED})


@dataclass(slots=True)
class _Seen:
    """What was last known of a job. ``outage_at``: the bytes done when the outage began, None if there is none."""

    state: JobState
    discards: int
    outage_at: int | None = None


class JobLogWriter:
    """Listens to the engine's events, on its loop, and writes on a worker, one transaction for many lines.

    A file of one part leaves a line only if it failed, so that thousands of small files cost nothing.
    """

    def __init__(self, tools: Tools) -> None:
        self._tools = tools
        self._seen: dict[str, _Seen] = {}
        self._lines: list[tuple[str, LogLine]] = []
        self._writing: asyncio.Task[None] | None = None

    def hear(self, events: Sequence[JobEvent]) -> None:
        """Take note of a batch of events."""
        now = datetime.now(UTC)
        for event in events:
            job = event.status.job
            self._lines += [(job.job_id, _line(now, said, job)) for said in self._said(event)]
        if self._lines and self._writing is None:
            self._writing = asyncio.ensure_future(self._write())

    async def drained(self) -> None:
        """Wait until everything is written."""
        if self._writing is not None:
            await asyncio.shield(self._writing)

    async def _write(self) -> None:
        try:
            while self._lines:
                lines, self._lines = self._lines, []
                await self._tools.calls.run(lambda: self._tools.jobs.add_to_log(lines))  # noqa: B023
        except UploaderError as error:  # a full disk is told of by what matters more than the log
            log.warning("The log of a job could not be written: %s", error.message)
        except Exception:  # a bug of ours in the log of a job must not end the job
            log.exception("The log of a job could not be written.")
        finally:
            self._writing = None

    def _said(self, event: JobEvent) -> list[Messages]:
        said: list[Messages]
        job = event.status.job
        if event.is_of_the_past:  # who did it to a finished one has written what it was
            return []
        if job.is_single_put:
            return [_failed(event.status)] if event.kind is EventKind.FAILED else []
        if event.kind in _ENDS:
            self._seen.pop(job.job_id, None)
            return [event.status.messages] if event.kind is not EventKind.REMOVED else []
        seen = self._seen.get(job.job_id)
        if event.kind is EventKind.SUBMITTED:
            said = [(message(MessageCode.ADDED, size=job.file_size, parts=job.total_parts),)]
        else:
            said = _changes(seen, event.status)
        self._seen[job.job_id] = _Seen(job.state, job.discards, _outage(seen, event.status))
        return said


def _line(now: datetime, said: Messages, job: Job) -> LogLine:
    is_failure = said[:1] == (_FAILED,)
    return LogLine(now, said, job.error_code if is_failure else ErrorCode.NONE)


def _failed(status: JobStatus) -> Messages:
    return (_FAILED, *status.messages)


def _changes(seen: _Seen | None, status: JobStatus) -> list[Messages]:
    job = status.job
    said: list[Messages] = []
    if seen is None or seen.state is not job.state:
        said.append(_state(status))
    if seen is not None and job.discards > seen.discards:
        said.append((message(MessageCode.UPLOAD_FORGOTTEN),))
    if _waits(status) and (seen is None or seen.outage_at is None):
        said.append(tuple(one for one in status.messages if one.code not in _NOW_ONLY))
    elif seen is not None and seen.outage_at is not None and _outage(seen, status) is None:
        said.append((message(MessageCode.GOING_ON),))
    return said


def _state(status: JobStatus) -> Messages:
    job = status.job
    match job.state:
        case JobState.SUBMITTED if status.activity in WAITING_FOR_A_TIME:
            return status.messages
        case JobState.SUBMITTED:
            return (message(MessageCode.RESUMED),)
        case JobState.UPLOADING:
            return (_began(job),)
        case JobState.FAILED:
            return _failed(status)
        case _:
            return status.messages


def _began(job: Job) -> Message:
    if job.attempts > 1:
        return message(MessageCode.BEGAN_TO_SEND_AGAIN, percent=job.progress, run=job.attempts)
    return message(MessageCode.BEGAN_TO_SEND, percent=job.progress)


def _waits(status: JobStatus) -> bool:
    """Say whether something failed and is tried again. A silence before that is no line: its cause is not known yet."""
    return status.retry_in_s is not None


def _outage(seen: _Seen | None, status: JobStatus) -> int | None:
    """Bytes done when the outage began that still lasts: it is over when a part has arrived."""
    if status.job.state is not JobState.UPLOADING:
        return None
    known = None if seen is None else seen.outage_at
    if _waits(status):
        return status.job.bytes_done if known is None else known
    return None if known is None or status.job.bytes_done > known else known
