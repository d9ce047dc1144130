"""The file that is sent: its fingerprint, its byte ranges and their checksums, and whether it is still the same."""

import errno
import hashlib
import ntpath
import os
import stat
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from zlib_ng import zlib_ng

from uploader_gui.domain.errors import ErrorCode, SourceError, StoppedError, UploaderError
from uploader_gui.domain.job import Fingerprint
from uploader_gui.domain.messages import Message, MessageCode, message
from uploader_gui.domain.plan import MIB, PartRange
from uploader_gui.domain.store.failure_table import is_too_many_files, too_many_files

# The unit of reading, and of stopping: 2 GiB from the page cache are read and hashed in 0.45 s by one thread and
# in 0.25 s by two; 256 KiB cost more switches between threads, 2 MiB gain nothing.
READ_SLICE_SIZE = 1 * MIB
# A recorder flushes every few seconds: a file that grew and was written within this time is still being written.
GROWING_WINDOW_NS = 10 * 1_000_000_000
# Directories fail from here on, files at 260 (Win32, "Maximum Path Length Limitation").
_LONG_WINDOWS_PATH = 248
_SHARING_VIOLATIONS = {32, 33}  # Windows: another program has opened or locked the file for itself alone
_PUT_BACK = message(MessageCode.PUT_BACK)
_SIGNED_64 = 0x7FFF_FFFF_FFFF_FFFF


class StopFlag(Protocol):
    """Anything that can say that what is being done here is no longer wanted; read from any thread."""

    @property
    def is_stopped(self) -> bool:
        """True from the moment of stopping on."""


class SourceVerdict(StrEnum):
    """What two fingerprints say of one file."""

    SAME = "same"
    TOUCHED = "touched"  # same size, anything else differs: only hashing can tell
    RESIZED = "resized"


def take_fingerprint(path: str | Path) -> Fingerprint:
    """Look at the file now, following links.

    Raises SourceError SOURCE_MISSING, SOURCE_UNREADABLE, SOURCE_IN_USE or SOURCE_NOT_A_FILE.
    """
    try:
        found = os.stat(open_name(path))  # noqa: PTH116 - a Path costs as much as the look itself
    except (OSError, ValueError) as error:
        raise source_error(path, error) from error
    return fingerprint_of(path, found)


def fingerprint_of(path: str | Path, found: os.stat_result) -> Fingerprint:
    """The fingerprint in what ``stat`` found at ``path``; SourceError SOURCE_NOT_A_FILE unless it is a regular file.

    Windows has no change time (its ctime is the creation time). Device and file id are cut to what a signed
    64-bit column holds: they are only ever compared. So are times after the year 2262.
    """
    if not stat.S_ISREG(found.st_mode):
        raise SourceError(
            message(MessageCode.SOURCE_NO_REGULAR_FILE, path=str(path)), code=ErrorCode.SOURCE_NOT_A_FILE
        )
    changed_ns = None if sys.platform == "win32" else min(found.st_ctime_ns, _SIGNED_64)
    modified_ns = min(found.st_mtime_ns, _SIGNED_64)
    return Fingerprint(
        found.st_size, modified_ns, changed_ns, found.st_dev & _SIGNED_64, found.st_ino & _SIGNED_64
    )


def compare_fingerprints(stored: Fingerprint, now: Fingerprint) -> SourceVerdict:
    """Say what changed between two looks at a file."""
    if stored.size != now.size:
        return SourceVerdict.RESIZED
    return SourceVerdict.SAME if stored == now else SourceVerdict.TOUCHED


def still_growing(before: Fingerprint, path: str | Path) -> bool:
    """True if the file is larger than it was and was written in the last seconds. Raises as take_fingerprint."""
    now = take_fingerprint(path)
    return now.size > before.size and time.time_ns() - now.mtime_ns < GROWING_WINDOW_NS


def check_size(stored: Fingerprint, path: str | Path) -> SourceVerdict:
    """Look again: SAME or TOUCHED.

    Raises SourceError SOURCE_GROWING, SOURCE_TRUNCATED or SOURCE_CHANGED for another size, and all that
    take_fingerprint raises.
    """
    now = take_fingerprint(path)
    verdict = compare_fingerprints(stored, now)
    if verdict is not SourceVerdict.RESIZED:
        return verdict

    def resized(code: MessageCode) -> Message:
        return message(code, path=str(path), before=stored.size, now=now.size)

    if now.size < stored.size:
        raise truncated(path, stored.size, now.size)
    if still_growing(stored, path):
        raise SourceError(
            resized(MessageCode.SOURCE_GROWING),
            code=ErrorCode.SOURCE_GROWING,
        )
    raise SourceError((resized(MessageCode.SOURCE_CHANGED), _PUT_BACK), code=ErrorCode.SOURCE_CHANGED)


def truncated(path: str | Path, before: int, now: int) -> SourceError:
    """The file has fewer bytes than it had."""
    said = message(MessageCode.SOURCE_SHORTER, path=str(path), before=before, now=now)
    return SourceError((said, _PUT_BACK), code=ErrorCode.SOURCE_TRUNCATED)


def combine_crc32(parts: Sequence[tuple[int, int]]) -> int:
    """The CRC32 of a whole from its parts' (CRC32, size in bytes) in order; reads nothing. Empty: 0."""
    whole = 0
    for crc32, size in parts:
        whole = zlib_ng.crc32_combine(whole, crc32, size)
    return whole


class Source:
    """An open file, read by position: any number of threads may read it at once, each range in slices.

    The file is opened for shared reading and never locked. Close it when nobody reads any more.
    ``at_opening`` is what it was then. Raises SourceError as take_fingerprint does.
    """

    _file = -1

    def __init__(self, path: str | Path, *, reads_by_position: bool = hasattr(os, "pread")) -> None:
        take_fingerprint(path)  # opening a device may already do something
        self.path = str(path)
        self._seeking = threading.Lock()
        self._read_at = os.pread if reads_by_position else self._seek_and_read
        try:
            # O_NONBLOCK: a FIFO put in the file's place must not hang us; regular files do not know it.
            flags = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
            self._file = os.open(open_name(path), flags)
        except OSError as error:
            raise source_error(path, error) from error
        self._held: tuple[int, bytes] | None = None
        try:
            self.at_opening = self.fingerprint()
            self._check_end()
        except SourceError:
            self.close()
            raise
        # What is not in the page cache: 1 GiB in 0.3-0.5 s instead of 0.5-1.3.
        if sys.platform == "linux" and self.at_opening.size > READ_SLICE_SIZE:
            os.posix_fadvise(self._file, 0, 0, os.POSIX_FADV_SEQUENTIAL)

    def fingerprint(self) -> Fingerprint:
        """What the open file is now (the path may meanwhile lead to another one)."""
        try:
            return fingerprint_of(self.path, os.fstat(self._file))
        except OSError as error:
            raise source_error(self.path, error) from error

    def _check_end(self) -> None:
        """Look at the last byte and one past it: what the system makes up as it is read has no size that is true."""
        size = self.at_opening.size
        try:
            data = self._read_at(self._file, 2, max(0, size - 1))
        except OSError as error:
            raise source_error(self.path, error) from error
        if len(data) != min(size, 1) and self.fingerprint().size == size:
            raise SourceError(
                message(MessageCode.SOURCE_SIZE_UNTRUE, path=str(self.path), size=size),
                code=ErrorCode.SOURCE_NOT_A_FILE,
            )

    def hold(self, part: PartRange) -> None:
        """Read a range that is one slice at most, and give it from memory until the file is closed.

        For small files, where every call to the system counts: what is hashed is then what is sent.
        """
        if part.size <= READ_SLICE_SIZE:
            self._held = part.offset, self.read(part.offset, part.size)

    def read(self, offset: int, size: int) -> bytes:
        """Exactly ``size`` bytes; SourceError SOURCE_TRUNCATED if the file ends before, SOURCE_UNREADABLE if it fails."""
        if self._held is not None:
            start, held = self._held
            if start <= offset and offset + size <= start + len(held):
                return held[offset - start : offset - start + size]
        try:
            data = self._read_at(self._file, size, offset)
            while len(data) < size:
                more = self._read_at(self._file, size - len(data), offset + len(data))
                if not more:
                    raise SourceError(
                        (
                            message(MessageCode.SOURCE_ENDED, path=str(self.path), offset=offset + len(data)),
                            _PUT_BACK,
                        ),
                        code=ErrorCode.SOURCE_TRUNCATED,
                    )
                data += more
        except OSError as error:
            raise source_error(self.path, error) from error
        return data

    def crc32(self, part: PartRange, stop: StopFlag) -> int:
        """The CRC32 of a range as an unsigned integer, in slices. Raises StoppedError, and what ``read`` raises."""
        crc32 = 0
        for data in self.slices(part, stop):
            crc32 = zlib_ng.crc32(data, crc32)
        return crc32

    def digests(self, part: PartRange, stop: StopFlag) -> tuple[int, str]:
        """The CRC32 and the MD5 (hex) of a range; MD5 costs 1.7 CPU seconds a GiB. Raises as ``crc32``."""
        crc32 = 0
        md5 = hashlib.md5(usedforsecurity=False)
        for data in self.slices(part, stop):
            crc32 = zlib_ng.crc32(data, crc32)
            md5.update(data)
        return crc32, md5.hexdigest()

    def close(self) -> None:
        """Close the file; doing it twice is fine."""
        if self._file >= 0:
            file, self._file = self._file, -1
            os.close(file)

    def __del__(self) -> None:
        """Nobody else can: whoever had it opened was cancelled before it came."""
        self.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def slices(self, part: PartRange, stop: StopFlag) -> Iterator[bytes]:
        """The bytes of a range, a slice at a time. Raises StoppedError, and what ``read`` raises."""
        end = part.offset + part.size
        for offset in range(part.offset, end, READ_SLICE_SIZE):
            if stop.is_stopped:
                raise StoppedError
            yield self.read(offset, min(READ_SLICE_SIZE, end - offset))

    def _seek_and_read(self, file: int, size: int, offset: int) -> bytes:
        """For Windows, which has no pread."""
        with self._seeking:
            os.lseek(file, offset, os.SEEK_SET)
            return os.read(file, size)


def source_error(path: str | Path, error: OSError | ValueError) -> UploaderError:
    """Translate what opening, reading or looking at ``path`` raised into a sentence; SourceError where it is its."""

    def failed(sentence: MessageCode, code: ErrorCode) -> SourceError:
        return SourceError(message(sentence, path=str(path)), code=code)

    if is_too_many_files(error):
        return too_many_files()
    if isinstance(error, ValueError):
        return failed(MessageCode.SOURCE_NO_PATH, ErrorCode.SOURCE_MISSING)
    if error.errno in {errno.ENOENT, errno.ENOTDIR, errno.ENODEV, errno.ENXIO, errno.ESTALE}:
        return failed(MessageCode.SOURCE_MISSING, ErrorCode.SOURCE_MISSING)
    if error.errno == errno.ELOOP:
        return failed(MessageCode.SOURCE_LINK_CIRCLE, ErrorCode.SOURCE_MISSING)
    if getattr(error, "winerror", None) in _SHARING_VIOLATIONS:
        return failed(MessageCode.SOURCE_IN_USE, ErrorCode.SOURCE_IN_USE)
    if error.errno == errno.EDEADLK:  # macOS: the file's bytes are not on this computer
        return failed(MessageCode.SOURCE_IN_CLOUD, ErrorCode.SOURCE_UNREADABLE)
    if isinstance(error, PermissionError):
        return failed(MessageCode.SOURCE_FORBIDDEN, ErrorCode.SOURCE_UNREADABLE)
    said = message(MessageCode.SOURCE_UNREADABLE, path=str(path), reason=str(error.strerror))
    return SourceError(said, code=ErrorCode.SOURCE_UNREADABLE)


def open_name(path: str | Path) -> str:
    """The name to give to the system for ``path``; it differs from the one to show only on Windows."""
    return windows_long_path(str(Path(path).absolute())) if sys.platform == "win32" else str(path)


def windows_long_path(path: str) -> str:
    r"""The ``\\?\`` form of a long absolute Windows path, which the limit of 260 characters does not bind.

    Short paths, and those that have a ``\\?\`` or ``\\.\`` form already, are returned as they are.
    """
    if len(path) < _LONG_WINDOWS_PATH or path.startswith(("\\\\?\\", "\\\\.\\")):
        return path
    plain = ntpath.normpath(path)
    return f"\\\\?\\UNC{plain[1:]}" if plain.startswith("\\\\") else f"\\\\?\\{plain}"


class Unstoppable:
    """A stop flag for what has to end once it began."""

    is_stopped = False
