"""The hashes of a job's file, made of what is read while it is sent, and compared with its media hash list."""

import asyncio
import threading
from dataclasses import dataclass
from typing import Self

from uploader_gui.domain.errors import ErrorCode, SourceError, StoppedError
from uploader_gui.domain.hashes import Hashes
from uploader_gui.domain.job import Fingerprint, Job
from uploader_gui.domain.messages import MessageCode, message
from uploader_gui.domain.plan import MIB, PartRange
from uploader_gui.source.file_hash import FileHasher
from uploader_gui.source.source_file import Source, StopFlag
from uploader_gui.transfer.job.job_run import JobRun
from uploader_gui.transfer.job.source_guard import being_changed, check_opened

# So far ahead of what is sent the file is read: the senders find it in the page cache, and it is still there.
_AHEAD = 256 * MIB
_STEP = 16 * MIB
_MOST_READINGS = 3


class ReadingPace:
    """How far a file may be read by now; any thread. Nobody waits any more once it is stopped."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._end = _AHEAD
        self._is_stopped = False

    @property
    def is_stopped(self) -> bool:
        """True from the moment of stopping on."""
        return self._is_stopped

    def sending(self, offset: int) -> None:
        """What lies before ``offset`` has been sent, or is being sent."""
        with self._changed:
            self._end = max(self._end, offset + _AHEAD)
            self._changed.notify_all()

    def stop(self) -> None:
        """End all reading and waiting."""
        with self._changed:
            self._is_stopped = True
            self._changed.notify_all()

    def wait_for(self, offset: int) -> None:
        """Wait until the byte at ``offset`` may be read. Raises StoppedError."""
        with self._changed:
            self._changed.wait_for(lambda: self._is_stopped or offset < self._end)
            if self._is_stopped:
                raise StoppedError


@dataclass(frozen=True, slots=True)
class _Reading:
    """What was made of the file, and the file as it was before and after."""

    hashes: Hashes
    before: Fingerprint
    after: Fingerprint


class FileHashing:
    """Reads one job's file from its start to its end, a little ahead of what is sent. Lives on the engine's loop.

    A resumed job's is read from the start again, beside what is sent of the rest: no library lets the state of such a
    hash be stored. ``pace`` is for whoever sends; any thread.
    """

    def __init__(self, run: JobRun) -> None:
        self.pace = ReadingPace()
        self._run = run
        self._bytes_read = 0
        self._reading = self._begin()

    @classmethod
    def where_wanted(cls, run: JobRun) -> Self | None:
        """Begin to read, if anybody wants the hashes of this file."""
        return cls(run) if run.job.expected_hashes else None

    @property
    def percent(self) -> int:
        """How much of the file has been read."""
        return self._bytes_read * 100 // max(1, self._run.job.file_size)

    def stop(self) -> None:
        """Stop where it stands."""
        self.pace.stop()
        self._reading.cancel()

    async def compared(self) -> Hashes:
        """Wait for the end; the hashes of the file as it was checked last.

        Raises SourceError HASH_MISMATCH if they are not those that are expected, and what reading raises.
        """
        self.pace.sending(self._run.job.file_size)
        for _ in range(_MOST_READINGS):
            reading = await self._reading
            if reading.before == reading.after == self._run.job.fingerprint:
                _compare(self._run.job.expected_hashes, reading.hashes)
                return reading.hashes
            await self._run.check_source()  # somebody touched it: what counts is what is read from now on
            self._reading = self._begin()
        raise being_changed(self._run.job)

    def _begin(self) -> "asyncio.Task[_Reading]":
        job, run = self._run.job, self._run
        reading = asyncio.ensure_future(run.do(lambda: self._read(job), run.tools.hashing))
        reading.add_done_callback(_seen)
        return reading

    def _read(self, job: Job) -> _Reading:
        hasher = FileHasher([kind for kind, _ in job.expected_hashes])
        with Source(job.read_path) as source:
            check_opened(job, source)
            for offset in range(0, job.file_size, _STEP):
                self.pace.wait_for(offset)
                hasher.take(source, PartRange(0, offset, min(_STEP, job.file_size - offset)), self.pace)
                self._bytes_read = offset
            return _Reading(hasher.hashes(), source.at_opening, source.fingerprint())


def _seen(reading: "asyncio.Task[_Reading]") -> None:
    """What sends the file may fail first, of the same cause; nobody asks for the hashes then."""
    if not reading.cancelled():
        reading.exception()


def hashes_of(source: Source, expected: Hashes, stop: StopFlag) -> Hashes:
    """Those of a file that is read at once, made and compared. Blocking; raises as ``FileHashing.compared``."""
    hasher = FileHasher([kind for kind, _ in expected])
    hasher.take_all(source, stop)
    made = hasher.hashes()
    _compare(expected, made)
    return made


def _compare(expected: Hashes, made: Hashes) -> None:
    """Compare what was made with what is expected. Raises SourceError HASH_MISMATCH."""
    values = dict(made)
    for kind, value in expected:
        if value and values[kind] != value:
            raise SourceError(
                message(MessageCode.HASH_MISMATCH, kind=kind.value, made=values[kind], expected=value),
                code=ErrorCode.HASH_MISMATCH,
            )
