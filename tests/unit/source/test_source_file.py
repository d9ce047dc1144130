import errno
import hashlib
import os
import time
import zlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

import psutil
import pytest
from hypothesis import given
from hypothesis import strategies as st

from uploader_gui.domain.errors import ErrorCode, SourceError, StoppedError
from uploader_gui.domain.plan import MIB, PartRange, Plan
from uploader_gui.source.source_file import (
    Source,
    SourceVerdict,
    check_size,
    combine_crc32,
    compare_fingerprints,
    fingerprint_of,
    source_error,
    still_growing,
    take_fingerprint,
    windows_long_path,
)

LONG_AGO_NS = 1_700_000_000 * 1_000_000_000
DATA = os.urandom(3 * MIB + 12345)


@dataclass
class Flag:
    """Stops after it was asked ``looks_left`` times."""

    looks_left: int = 1_000_000

    @property
    def is_stopped(self) -> bool:
        self.looks_left -= 1
        return self.looks_left < 0


@pytest.fixture
def film(tmp_path: Path) -> Path:
    path = tmp_path / "film.mp4"
    path.write_bytes(DATA)
    os.utime(path, ns=(LONG_AGO_NS, LONG_AGO_NS))
    return path


@pytest.mark.parametrize("reads_by_position", [True, False])
def test_ranges_are_read_exactly_by_many_threads_at_once(film: Path, reads_by_position: bool) -> None:
    plan = Plan(len(DATA), 100_000)
    with (
        Source(film, reads_by_position=reads_by_position) as source,
        ThreadPoolExecutor(8) as workers,
    ):
        chunks = workers.map(lambda part: source.read(part.offset, part.size), plan.parts())
        assert b"".join(chunks) == DATA


@pytest.mark.parametrize(
    "part",
    [
        PartRange(1, 0, 0),
        PartRange(1, 0, 1),
        PartRange(1, 0, MIB),
        PartRange(2, 1, MIB),
        PartRange(3, MIB, MIB + 1),
        PartRange(1, 0, len(DATA)),
    ],
)
def test_checksums_of_a_range_are_those_of_its_bytes(film: Path, part: PartRange) -> None:
    data = DATA[part.offset : part.offset + part.size]
    with Source(film) as source:
        assert source.crc32(part, Flag()) == zlib.crc32(data)
        assert source.digests(part, Flag()) == (
            zlib.crc32(data),
            hashlib.md5(data, usedforsecurity=False).hexdigest(),
        )


@given(st.binary(max_size=200), st.integers(1, 50))
def test_the_crc_of_the_whole_follows_from_those_of_the_parts(data: bytes, size: int) -> None:
    parts = [data[offset : offset + size] for offset in range(0, len(data), size)]
    assert combine_crc32([(zlib.crc32(part), len(part)) for part in parts]) == zlib.crc32(data)


def test_a_stop_takes_hold_between_two_slices(film: Path) -> None:
    flag = Flag(looks_left=2)
    with Source(film) as source, pytest.raises(StoppedError):
        source.crc32(PartRange(1, 0, len(DATA)), flag)
    assert flag.looks_left == -1


@pytest.mark.case("C20")
def test_a_file_that_became_shorter_while_open_is_never_read_short(film: Path) -> None:
    with Source(film) as source:
        os.truncate(film, MIB + 10)
        with pytest.raises(SourceError, match=f"ended at byte {MIB + 10}") as caught:
            source.read(MIB, 100)
        assert caught.value.code == ErrorCode.SOURCE_TRUNCATED
        assert source.fingerprint().size == MIB + 10


def test_an_open_source_keeps_its_file_when_another_takes_its_place(film: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.write_bytes(b"x" * len(DATA))
    with Source(film) as source:
        before = source.fingerprint()
        other.replace(film)
        assert source.read(0, 10) == DATA[:10]
        assert compare_fingerprints(before, take_fingerprint(film)) is SourceVerdict.TOUCHED


def test_closing_twice_is_fine_and_reading_afterwards_is_not(film: Path) -> None:
    source = Source(film)
    source.close()
    source.close()
    with pytest.raises(SourceError):
        source.read(0, 1)


def test_one_that_nobody_has_any_more_is_closed(film: Path) -> None:
    """A call that opens a file runs to its end when the job that asked for it is stopped."""
    Source(film)
    assert str(film) not in {one.path for one in psutil.Process().open_files()}


def test_an_untouched_file_is_the_same(film: Path) -> None:
    assert compare_fingerprints(take_fingerprint(film), take_fingerprint(film)) is SourceVerdict.SAME


def test_a_touched_file_has_only_another_time(film: Path) -> None:
    before = take_fingerprint(film)
    os.utime(film)
    assert check_size(before, film) is SourceVerdict.TOUCHED


@pytest.mark.case("C19")
def test_a_flipped_byte_with_the_time_put_back_is_not_the_same(film: Path) -> None:
    before = take_fingerprint(film)
    with film.open("r+b") as file:
        file.write(bytes([DATA[0] ^ 1]))
    os.utime(film, ns=(before.mtime_ns, before.mtime_ns))
    assert compare_fingerprints(before, take_fingerprint(film)) is SourceVerdict.TOUCHED


@pytest.mark.parametrize("field", ["mtime_ns", "ctime_ns", "device", "file_id"])
def test_any_difference_but_the_size_counts_as_touched(film: Path, field: str) -> None:
    before = take_fingerprint(film)
    assert compare_fingerprints(before, replace(before, **{field: 7})) is SourceVerdict.TOUCHED


def test_a_shorter_file_is_called_truncated(film: Path) -> None:
    before = take_fingerprint(film)
    os.truncate(film, 5)
    with pytest.raises(SourceError, match=f"{len(DATA):,} bytes and has 5") as caught:
        check_size(before, film)
    assert caught.value.code == ErrorCode.SOURCE_TRUNCATED
    assert not still_growing(before, film)


@pytest.mark.case("C21")
def test_a_file_that_grew_just_now_is_called_growing(film: Path) -> None:
    before = take_fingerprint(film)
    with film.open("ab") as file:
        file.write(b"more")
    assert still_growing(before, film)
    with pytest.raises(SourceError, match=r"still being written: .* Send it while it grows") as caught:
        check_size(before, film)
    assert caught.value.code == ErrorCode.SOURCE_GROWING


def test_a_file_that_grew_a_while_ago_is_called_changed(film: Path) -> None:
    before = take_fingerprint(film)
    with film.open("ab") as file:
        file.write(b"more")
    a_minute_ago_ns = time.time_ns() - 60_000_000_000
    os.utime(film, ns=(a_minute_ago_ns, a_minute_ago_ns))
    assert not still_growing(before, film)
    with pytest.raises(SourceError, match="changed") as caught:
        check_size(before, film)
    assert caught.value.code == ErrorCode.SOURCE_CHANGED


def test_a_file_behind_a_link_is_looked_at_itself(film: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.mp4"
    link.symlink_to(film)
    assert take_fingerprint(link) == take_fingerprint(film)


def test_what_is_not_there_is_missing(tmp_path: Path) -> None:
    circle = tmp_path / "circle"
    circle.symlink_to(circle)
    broken = tmp_path / "broken"
    broken.symlink_to(tmp_path / "nothing")
    below_a_file = tmp_path / "file" / "below"
    (tmp_path / "file").touch()
    for path in (tmp_path / "nothing", circle, broken, below_a_file, Path("nul\0byte")):
        with pytest.raises(SourceError) as caught:
            Source(path)
        assert caught.value.code == ErrorCode.SOURCE_MISSING


def test_what_is_no_regular_file_is_refused_without_being_opened(tmp_path: Path) -> None:
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    for path in (fifo, tmp_path, Path("/dev/zero")):
        with pytest.raises(SourceError, match="no regular file") as caught:
            Source(path)
        assert caught.value.code == ErrorCode.SOURCE_NOT_A_FILE


@pytest.mark.case("C56")
@pytest.mark.parametrize(
    ("number", "code", "words"),
    [
        (errno.EACCES, "SOURCE_UNREADABLE", "no right to"),
        (errno.EIO, "SOURCE_UNREADABLE", "Check the drive"),
        (errno.ENODEV, "SOURCE_MISSING", "connect its drive"),
        (errno.ESTALE, "SOURCE_MISSING", "connect its drive"),
        (errno.EDEADLK, "SOURCE_UNREADABLE", "in the cloud"),
    ],
)
def test_what_the_system_says_becomes_a_sentence(number: int, code: str, words: str) -> None:
    error = source_error("/films/a.mp4", OSError(number, os.strerror(number)))
    assert error.code == code
    assert words in error.message
    assert "/films/a.mp4" in error.message


@pytest.mark.case("C55")
def test_a_file_that_another_program_has_locked_on_windows_is_in_use() -> None:
    class SharingViolationError(PermissionError):
        winerror = 32

    assert source_error("a.mp4", SharingViolationError()).code == ErrorCode.SOURCE_IN_USE


def test_an_empty_file_is_a_source(tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    with Source(tmp_path / "empty") as source:
        assert source.fingerprint().size == 0
        assert source.read(0, 0) == b""
        assert source.crc32(PartRange(1, 0, 0), Flag()) == 0


@pytest.mark.case("C54")
@pytest.mark.parametrize(
    ("path", "opened"),
    [
        (r"C:\films\a.mp4", r"C:\films\a.mp4"),
        ("C:\\" + "d" * 300 + r"\a.mp4", "\\\\?\\C:\\" + "d" * 300 + r"\a.mp4"),
        ("C:/" + "d" * 300 + "/./x/../a.mp4", "\\\\?\\C:\\" + "d" * 300 + r"\a.mp4"),
        ("\\\\nas\\media\\" + "d" * 300, "\\\\?\\UNC\\nas\\media\\" + "d" * 300),
        ("\\\\?\\C:\\" + "d" * 300, "\\\\?\\C:\\" + "d" * 300),
        ("\\\\.\\PhysicalDrive0" + "d" * 300, "\\\\.\\PhysicalDrive0" + "d" * 300),
    ],
)
def test_long_windows_paths_get_the_form_that_has_no_limit(path: str, opened: str) -> None:
    assert windows_long_path(path) == opened


def test_a_time_that_no_column_holds_is_cut_to_the_largest(tmp_path: Path) -> None:
    path = tmp_path / "a.mov"
    path.touch()
    found = list(path.stat())
    times = {"st_mtime_ns": 2**63 + 5, "st_ctime_ns": 2**63 + 6}
    assert fingerprint_of(path, os.stat_result(found, times)).mtime_ns == 2**63 - 1


@pytest.mark.case("R11")
@pytest.mark.parametrize(
    "path",
    [path for path in ("/proc/version", "/sys/kernel/uevent_seqnum") if Path(path).exists()],
)
def test_a_file_whose_size_is_not_true_is_refused(path: str) -> None:
    with pytest.raises(SourceError, match="no ordinary file") as refused:
        Source(path)
    assert refused.value.code == ErrorCode.SOURCE_NOT_A_FILE
