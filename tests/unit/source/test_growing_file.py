import os
import sys
import time
from pathlib import Path

import pytest

from uploader_gui.domain.errors import ErrorCode, SourceError
from uploader_gui.domain.unattended.growth import Growth
from uploader_gui.source.growing_file import HeldFile, is_same_file, look_at_growing
from uploader_gui.source.source_file import take_fingerprint

MARKED = Growth(marker="{stem}.done")


@pytest.fixture
def live(tmp_path: Path) -> Path:
    path = tmp_path / "live.mov"
    path.write_bytes(b"12345")
    return path


def test_a_file_that_grew_is_the_same_and_its_marker_is_seen(live: Path) -> None:
    before = take_fingerprint(live)
    live.write_bytes(b"1234567")
    look = look_at_growing(before, str(live), MARKED, HeldFile())
    assert (look.path, look.now.size, look.is_marked) == (str(live), 7, False)
    assert is_same_file(before, look.now)
    live.with_name("live.done").touch()
    assert look_at_growing(before, str(live), MARKED, HeldFile()).is_marked
    assert not look_at_growing(before, str(live), Growth(), HeldFile()).is_marked


def test_a_marker_of_an_earlier_recording_of_that_name_says_nothing(live: Path) -> None:
    live.with_name("live.done").touch()
    later_ns = time.time_ns() + 60_000_000_000
    os.utime(live, ns=(later_ns, later_ns))
    assert not look_at_growing(take_fingerprint(live), str(live), MARKED, HeldFile()).is_marked


def test_a_file_that_has_another_name_now_is_found_with_the_marker_of_that(live: Path) -> None:
    before = take_fingerprint(live)
    final = live.rename(live.with_name("final.mov"))
    live.with_name("final.done").touch()
    live.with_name("other.mov").write_bytes(b"12345")
    look = look_at_growing(before, str(live), MARKED, HeldFile())
    assert (look.path, look.is_marked) == (str(final), True)


def test_a_file_that_is_gone_or_shrank_is_said(live: Path) -> None:
    before = take_fingerprint(live)
    live.write_bytes(b"123")
    with pytest.raises(SourceError) as shrank:
        look_at_growing(before, str(live), Growth(), HeldFile())
    assert shrank.value.code == ErrorCode.SOURCE_TRUNCATED
    live.unlink()
    with pytest.raises(SourceError) as gone:
        look_at_growing(before, str(live), Growth(), HeldFile())
    assert gone.value.code == ErrorCode.SOURCE_MISSING


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells where an open file is")
def test_a_file_that_was_moved_to_another_folder_is_found_if_it_was_held(live: Path) -> None:
    held = HeldFile()
    before = look_at_growing(take_fingerprint(live), str(live), Growth(), held).now
    folder = live.with_name("done")
    folder.mkdir()
    moved = live.rename(folder / "final.mov")
    (folder / "final.done").touch()
    look = look_at_growing(before, str(live), MARKED, held)
    assert (look.path, look.is_marked) == (str(moved), True)
    folder = folder.rename(live.with_name("archive"))
    assert look_at_growing(before, str(moved), MARKED, held).path == str(folder / "final.mov")
    held.close()
    with pytest.raises(SourceError) as gone:
        look_at_growing(before, str(moved), Growth(), held)
    assert gone.value.code == ErrorCode.SOURCE_MISSING


def test_what_is_held_is_the_file_that_was_looked_at_last(live: Path) -> None:
    held = HeldFile()
    before = look_at_growing(take_fingerprint(live), str(live), Growth(), held).now
    live.rename(live.with_name("old.mov"))
    live.write_bytes(b"123456")
    now = look_at_growing(before, str(live), Growth(), held).now
    assert not is_same_file(before, now)
    live.unlink()
    with pytest.raises(SourceError) as gone:
        look_at_growing(now, str(live), Growth(), held)
    assert gone.value.code == ErrorCode.SOURCE_MISSING
    held.hold(str(live), before)
    assert held.path_now() is None
