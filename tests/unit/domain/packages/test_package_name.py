import sys

import pytest

from uploader_gui.domain.errors import BadSettingsError
from uploader_gui.domain.packages.package_name import AddedTogether, added_together, entered_name

on_posix = pytest.mark.skipif(sys.platform == "win32", reason="paths are POSIX ones")


def name(added: list[str], files: list[str]) -> str:
    return added_together(added, files).english


@on_posix
def test_a_folder_gives_its_name() -> None:
    added = added_together(["/cards/A007/"], ["/cards/A007/a.mov", "/cards/A007/b/c.mov"])
    assert added == AddedTogether("A007", 2, source_folder="/cards/A007")
    assert added.english == "A007"


@on_posix
def test_a_file_gives_its_name_and_no_folder() -> None:
    assert added_together(["/cards/a.mov"], ["/cards/a.mov"]) == AddedTogether("a.mov", 1)


@on_posix
def test_several_are_named_after_the_folder_they_lie_in() -> None:
    files = ["/cards/A007/a.mov", "/cards/A007/b.mov"]
    assert name(files, files) == "2 files from A007"
    assert name(["/cards/A007", "/cards/B001"], [*files, "/cards/B001/c.mov"]) == "3 files from cards"
    assert name([*files, "/cards/A007/b.mov"], files[:1]) == "1 file from A007"
    assert name(["/cards/A007/a.mov", "/cards/A007/b/c.mov"], files) == "2 files from A007"


@on_posix
def test_several_that_have_no_folder_in_common_are_counted() -> None:
    assert name(["/a/a.mov", "/b/b.mov"], ["/a/a.mov", "/b/b.mov"]) == "2 files"


@on_posix
def test_what_cannot_be_seen_in_a_name_is_spelled_out() -> None:
    assert name(["/cards/A\n7"], ["/cards/A\n7/a.mov"]) == r"A\n7"
    assert name(["/cards/\udcff"], ["/cards/\udcff/a.mov"]) == r"\udcff"


@on_posix
def test_the_root_has_its_path_for_a_name() -> None:
    assert name(["/"], ["/a.mov"]) == "/"


def test_a_name_that_is_entered_is_trimmed_and_not_empty() -> None:
    assert entered_name("  A007 \n") == "A007"
    for text in (" ", "A\n7"):
        with pytest.raises(BadSettingsError):
            entered_name(text)


def test_a_name_that_is_entered_has_200_characters_at_most() -> None:
    assert entered_name("ü" * 200) == "ü" * 200
    with pytest.raises(BadSettingsError, match="200"):
        entered_name("ü" * 201)
