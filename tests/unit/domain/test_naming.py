from pathlib import PurePath, PurePosixPath, PureWindowsPath
from unicodedata import normalize

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from uploader_gui.domain.errors import ErrorCode, UploaderError
from uploader_gui.domain.naming import clean_prefix, content_type_of, object_key, renamed_key

SEGMENTS = st.text(
    st.characters(exclude_characters="/\0", exclude_categories=["Cs"]), min_size=1, max_size=20
).filter(lambda text: text not in {".", ".."})


@pytest.mark.case("C51")
@pytest.mark.parametrize(
    ("dropped", "file", "key"),
    [
        (PureWindowsPath(r"C:\Videos\Trip"), r"C:\Videos\Trip\day 1\a.mp4", "in/Trip/day 1/a.mp4"),
        (PureWindowsPath(r"\\nas\media\Trip"), r"\\nas\media\Trip\a.mp4", "in/Trip/a.mp4"),
        (PureWindowsPath("\\\\nas\\media\\"), r"\\nas\media\Trip\a.mp4", "in/Trip/a.mp4"),
        (PureWindowsPath("D:\\"), r"D:\DCIM\100\a.mov", "in/DCIM/100/a.mov"),
        (PurePosixPath("/media/card"), "/media/card/DCIM/a.mov", "in/card/DCIM/a.mov"),
        (PurePosixPath("/"), "/a.mov", "in/a.mov"),
        (PurePosixPath("/data/odd"), "/data/odd/back\\slash.mp4", "in/odd/back\\slash.mp4"),
    ],
)
def test_keys_have_slashes_whatever_the_platform(dropped: PurePath, file: str, key: str) -> None:
    relative = type(dropped)(file).relative_to(dropped)
    assert object_key("/in/", (dropped.name, *relative.parts)) == key


@pytest.mark.case("C51")
@pytest.mark.parametrize(
    ("prefix", "cleaned"),
    [
        ("", ""),
        ("/", ""),
        ("//", ""),
        ("media", "media/"),
        ("/media/2026", "media/2026/"),
        ("media//2026/", "media/2026/"),
        ("视频 片段", "视频 片段/"),
    ],
)
def test_a_prefix_has_single_slashes_and_none_in_front(prefix: str, cleaned: str) -> None:
    assert clean_prefix(prefix) == cleaned
    assert clean_prefix(cleaned) == cleaned


@pytest.mark.case("C49")
@pytest.mark.parametrize("character", [*list(" +%#~&[](){}=;,!@$'^`\"<>|:*?é"), "中", "🎬", "\n"])
def test_awkward_characters_stay_as_they_are_in_the_key(character: str) -> None:
    assert object_key("p", (f"a{character}b.mp4",)) == f"p/a{character}b.mp4"


@given(prefix=st.text(st.sampled_from("ab/ "), max_size=12), parts=st.lists(SEGMENTS, min_size=1, max_size=5))
def test_a_key_never_holds_an_empty_segment(prefix: str, parts: list[str]) -> None:
    key = object_key(prefix, tuple(parts))
    assert all(key.split("/"))
    assert key.endswith(normalize("NFC", "/".join(parts)))


@pytest.mark.case("C51")
@pytest.mark.parametrize(
    ("prefix", "parts"),
    [
        ("", ("..", "a")),
        ("", ("a", ".", "b")),
        ("../other", ("a",)),
        ("a/./b", ("c",)),
        ("p", ()),
        ("p", ("",)),
        ("", ("x" * 1025,)),
        ("中" * 300, ("中" * 50,)),
        ("", ("not \udcff text.mp4",)),
        ("a\0b", ("c.mp4",)),
    ],
)
def test_a_key_that_no_store_could_hold_is_refused(prefix: str, parts: tuple[str, ...]) -> None:
    with pytest.raises(UploaderError) as caught:
        object_key(prefix, parts)
    assert caught.value.code == ErrorCode.BAD_KEY


def test_a_key_of_1024_bytes_is_just_allowed() -> None:
    assert len(object_key("", ("中" * 341 + "x",)).encode()) == 1024


@pytest.mark.case("C59")
@pytest.mark.parametrize(
    ("file_name", "content_type"),
    [
        ("a.mp4", "video/mp4"),
        ("A.MP4", "video/mp4"),
        ("a.mkv", "video/x-matroska"),
        ("a.mxf", "application/mxf"),
        ("a.m4v", "video/x-m4v"),
        ("a.ts", "video/mp2t"),
        ("a.m2ts", "video/mp2t"),
        ("a.mts", "video/mp2t"),
        ("a.braw", "video/x-braw"),
        ("a.r3d", "video/x-r3d"),
        ("a.mov", "video/quicktime"),
        ("a.webm", "video/webm"),
        ("cut 1.final.mov", "video/quicktime"),
        ("notes.txt", "text/plain"),
        ("notes.txt.gz", "application/octet-stream"),
        ("data:,x", "application/octet-stream"),
        ("a.nobody-knows-it", "application/octet-stream"),
        ("mp4", "application/octet-stream"),
        ("", "application/octet-stream"),
    ],
)
def test_content_types_of_cameras_and_editors_are_known(file_name: str, content_type: str) -> None:
    assert content_type_of(file_name) == content_type


@pytest.mark.parametrize(
    ("key", "renamed"),
    [
        ("a.mp4", "a (2).mp4"),
        ("a (2).mp4", "a (3).mp4"),
        ("a (9).mp4", "a (10).mp4"),
        ("day/a.mp4", "day/a (2).mp4"),
        ("day.1/readme", "day.1/readme (2)"),
        (".profile", ".profile (2)"),
        ("a(2).mp4", "a(2) (2).mp4"),
    ],
)
def test_a_taken_key_gets_the_next_number(key: str, renamed: str) -> None:
    assert renamed_key(key) == renamed


@given(parts=st.lists(SEGMENTS, min_size=1, max_size=4))
def test_renaming_goes_on_to_new_keys_in_the_same_folder(parts: list[str]) -> None:
    key = "/".join(parts)
    second, third = renamed_key(key), renamed_key(renamed_key(key))
    assume(len(second.encode()) <= 1024)
    assert len({key, second, third}) == 3
    assert second.rpartition("/")[0] == third.rpartition("/")[0] == key.rpartition("/")[0]


@pytest.mark.case("R38")
def test_keys_are_composed_as_people_type_them() -> None:
    decomposed = normalize("NFD", "Café/Übung/한국.mp4")
    assert object_key(normalize("NFD", "Été"), tuple(decomposed.split("/"))) == normalize(
        "NFC", "Été/Café/Übung/한국.mp4"
    )
    assert len(object_key("", (normalize("NFD", "é" * 512),)).encode()) == 1024
