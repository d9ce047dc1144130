from pathlib import PurePosixPath, PureWindowsPath

import pytest

from uploader_gui.domain.moved_files import relocation


def test_what_was_beside_a_moved_file_is_looked_for_beside_it_now() -> None:
    moved = relocation("/footage/day 1/a.mov", "/archive/2026/a.mov", PurePosixPath)
    assert moved is not None
    assert moved.place_of("/footage/day 1/b.mov") == "/archive/2026/b.mov"
    assert moved.place_of("/footage/day 1/sound/b.wav") == "/archive/2026/sound/b.wav"
    assert moved.place_of("/footage/day 2/b.mov") is None


def test_a_drive_with_another_letter_takes_all_that_is_on_it_along() -> None:
    moved = relocation("E:\\A007\\day 1\\a.mov", "G:\\a007\\day 1\\A.MOV", PureWindowsPath)
    assert moved is not None
    assert moved.place_of("e:\\sound\\b.wav") == "G:\\sound\\b.wav"
    assert moved.place_of("F:\\sound\\b.wav") is None


def test_a_card_that_is_mounted_elsewhere_keeps_its_folders() -> None:
    moved = relocation("/media/ada/CARD/DCIM/100/a.mov", "/mnt/CARD/DCIM/100/a.mov", PurePosixPath)
    assert moved is not None
    assert moved.place_of("/media/ada/CARD/DCIM/101/b.mov") == "/mnt/CARD/DCIM/101/b.mov"


@pytest.mark.parametrize("now", ["/footage/a.mov", "/footage/renamed.mov", "/elsewhere/renamed.mov"])
def test_a_file_of_another_name_or_the_same_place_says_nothing_of_others(now: str) -> None:
    assert relocation("/footage/a.mov", now, PurePosixPath) is None


def test_moved_to_the_root_of_a_drive_and_back() -> None:
    up = relocation("/a/b/clip.mov", "/clip.mov", PurePosixPath)
    down = relocation("/clip.mov", "/a/b/clip.mov", PurePosixPath)
    assert up is not None
    assert down is not None
    assert up.place_of("/a/b/c/x.mov") == "/c/x.mov"
    assert down.place_of("/c/x.mov") == "/a/b/c/x.mov"
