import os
import time
from pathlib import Path

import pytest

from uploader_gui.domain.errors import ErrorCode, SourceError
from uploader_gui.domain.unattended.growth import Growth
from uploader_gui.source.growing_file import is_same_file, look_at_growing
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
    look = look_at_growing(before, str(live), MARKED)
    assert (look.path, look.now.size, look.is_marked) == (str(live), 7, False)
    assert is_same_file(before, look.now)
    live.with_name("live.done").touch()
    assert look_at_growing(before, str(live), MARKED).is_marked
    assert not look_at_growing(before, str(live), Growth()).is_marked


def test_a_marker_of_an_earlier_recording_of_that_name_says_nothing(live: Path) -> None:
    live.with_name("live.done").touch()
    later_ns = time.time_ns() + 60_000_000_000
    os.utime(live, ns=(later_ns, later_ns))
    assert not look_at_growing(take_fingerprint(live), str(live), MARKED).is_marked


def test_a_file_that_has_another_name_now_is_found_with_the_marker_of_that(live: Path) -> None:
    before = take_fingerprint(live)
    final = live.rename(live.with_name("final.mov"))
    live.with_name("final.done").touch()
    live.with_name("other.mov").write_bytes(b"12345")
    look = look_at_growing(before, str(live), MARKED)
    assert (look.path, look.is_marked) == (str(final), True)


def test_a_file_that_is_gone_or_shrank_is_said(live: Path) -> None:
    before = take_fingerprint(live)
    live.write_bytes(b"123")
    with pytest.raises(SourceError) as shrank:
        look_at_growing(before, str(live), Growth())
    assert shrank.value.code == ErrorCode.SOURCE_TRUNCATED
    live.unlink()
    with pytest.raises(SourceError) as gone:
        look_at_growing(before, str(live), Growth())
    assert gone.value.code == ErrorCode.SOURCE_MISSING
