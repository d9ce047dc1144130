import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from lab.databases.small_disk import largest_file
from uploader_gui.domain.errors import ErrorCode, SourceError, StoppedError
from uploader_gui.domain.plan import MIB
from uploader_gui.private_files import own_folder
from uploader_gui.source.source_file import take_fingerprint
from uploader_gui.source.staged_copy import delete_staged, stage_copy, staged_path

DATA = os.urandom(2 * MIB + 77)
JOB_ID = "0b0e9a2e-6d0b-4f6e-9e58-0d8f3c1b2a10"


@dataclass
class Flag:
    is_stopped: bool = False


def ignore(_copied: int) -> None:
    pass


@pytest.fixture
def film(tmp_path: Path) -> Path:
    path = tmp_path / "film.mp4"
    path.write_bytes(DATA)
    return path


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return staged_path(tmp_path / "staging", JOB_ID, "film.mp4")


def test_a_copy_has_the_bytes_and_is_private(film: Path, copy: Path) -> None:
    progress: list[int] = []
    fingerprint = stage_copy(film, copy, on_progress=progress.append, stop=Flag())
    assert copy.read_bytes() == DATA
    assert fingerprint == take_fingerprint(copy)
    assert progress == [MIB, 2 * MIB, len(DATA)]
    assert copy.stat().st_mode & 0o777 == 0o600
    assert copy.parent.stat().st_mode & 0o777 == 0o700


def test_an_empty_file_is_copied(tmp_path: Path, copy: Path) -> None:
    (tmp_path / "empty").touch()
    assert stage_copy(tmp_path / "empty", copy, on_progress=ignore, stop=Flag()).size == 0


def test_a_half_copy_of_an_earlier_run_is_written_anew(film: Path, copy: Path) -> None:
    copy.parent.mkdir()
    copy.with_name(copy.name + ".partial").write_bytes(b"x" * (len(DATA) + 5))
    stage_copy(film, copy, on_progress=ignore, stop=Flag())
    assert copy.read_bytes() == DATA
    assert list(copy.parent.iterdir()) == [copy]


def test_a_stopped_copy_leaves_nothing_behind(film: Path, copy: Path) -> None:
    flag = Flag()

    def stop_at_once(_copied: int) -> None:
        flag.is_stopped = True

    with pytest.raises(StoppedError):
        stage_copy(film, copy, on_progress=stop_at_once, stop=flag)
    assert list(copy.parent.iterdir()) == []


def append(path: Path) -> None:
    with path.open("ab") as file:
        file.write(b"more")


def overwrite(path: Path) -> None:
    with path.open("r+b") as file:
        file.write(b"changed")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (append, "SOURCE_GROWING"),
        (overwrite, "SOURCE_CHANGED"),
        (lambda path: os.truncate(path, 10), "SOURCE_TRUNCATED"),
        (Path.unlink, "SOURCE_MISSING"),
    ],
)
def test_a_source_that_changes_meanwhile_gives_no_copy(
    film: Path, copy: Path, change: Callable[[Path], None], code: str
) -> None:
    changed: list[bool] = []

    def change_once(_copied: int) -> None:
        if not changed:
            changed.append(True)
            change(film)

    with pytest.raises(SourceError) as caught:
        stage_copy(film, copy, on_progress=change_once, stop=Flag())
    assert caught.value.code == code
    assert list(copy.parent.iterdir()) == []


def test_a_copy_that_can_not_fit_is_refused_before_a_byte_is_written(tmp_path: Path, copy: Path) -> None:
    huge = tmp_path / "huge.mp4"
    with huge.open("wb") as file:
        try:
            file.truncate(shutil.disk_usage(tmp_path).total + MIB)
        except OSError as error:
            pytest.skip(f"no sparse file of that size here: {error}")
    with pytest.raises(SourceError, match="no room for a copy") as caught:
        stage_copy(huge, copy, on_progress=ignore, stop=Flag())
    assert caught.value.code == ErrorCode.STAGING_FULL
    assert list(copy.parent.iterdir()) == []


def test_a_disk_that_fills_up_is_told_in_words_and_the_half_copy_deleted(film: Path, copy: Path) -> None:
    with largest_file(MIB), pytest.raises(SourceError, match=r"is full\. Make room") as caught:
        stage_copy(film, copy, on_progress=ignore, stop=Flag())
    assert caught.value.code == ErrorCode.STAGING_FULL
    assert list(copy.parent.iterdir()) == []
    assert film.read_bytes() == DATA


def test_a_staging_directory_that_can_not_be_written_is_told_in_words(film: Path, tmp_path: Path) -> None:
    (tmp_path / "a file").touch()
    with pytest.raises(SourceError, match="Choose another one") as caught:
        stage_copy(film, tmp_path / "a file" / "copy", on_progress=ignore, stop=Flag())
    assert caught.value.code == ErrorCode.STAGING_FAILED


def test_a_missing_source_is_named(tmp_path: Path, copy: Path) -> None:
    with pytest.raises(SourceError) as caught:
        stage_copy(tmp_path / "nothing.mp4", copy, on_progress=ignore, stop=Flag())
    assert caught.value.code == ErrorCode.SOURCE_MISSING


@pytest.mark.parametrize(
    ("file_name", "staged_name"),
    [
        ("film.mp4", "film.mp4"),
        ("../../etc/passwd", ".._.._etc_passwd"),
        ("C:\\con.mp4", "C_con.mp4"),
        ("视频 1.mkv", "视频_1.mkv"),
        ("a\0b\n.mp4", "a_b_.mp4"),
        ("name.", "name"),
        ("", ""),
    ],
)
def test_a_staged_name_is_harmless_and_keeps_its_ending(
    tmp_path: Path, file_name: str, staged_name: str
) -> None:
    path = staged_path(tmp_path, JOB_ID, file_name)
    assert path.parent == tmp_path
    assert path.name == f"{JOB_ID}-{staged_name}"


@pytest.mark.parametrize("file_name", ["x" * 300 + ".mp4", "中" * 85 + ".mp4", "a." + "中" * 100])
def test_a_staged_name_fits_every_file_system(tmp_path: Path, file_name: str) -> None:
    path = staged_path(tmp_path, JOB_ID, file_name)
    assert len(f"{path.name}.partial".encode()) <= 143
    path.touch()


def test_a_staged_copy_is_deleted_with_its_half(film: Path, copy: Path, tmp_path: Path) -> None:
    stage_copy(film, copy, on_progress=ignore, stop=Flag())
    copy.with_name(copy.name + ".partial").touch()
    assert delete_staged(copy, tmp_path / "staging")
    assert list(copy.parent.iterdir()) == []
    assert delete_staged(copy, tmp_path / "staging")


def test_nothing_outside_of_the_staging_directory_is_deleted(film: Path, tmp_path: Path) -> None:
    staging = tmp_path / "staging"
    (staging / "deeper").mkdir(parents=True)
    (staging / "deeper" / "file").touch()
    (staging / "link").symlink_to(tmp_path)
    for path in (
        film,
        staging / ".." / "film.mp4",
        staging / "link" / "film.mp4",
        staging / "deeper" / "file",
        staging,
        "",
    ):
        assert not delete_staged(path, staging)
    assert film.exists()
    assert (staging / "deeper" / "file").exists()


def test_a_copy_that_can_not_be_deleted_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "a folder"
    folder.mkdir()
    assert not delete_staged(folder, tmp_path)


@pytest.mark.case("S06")
def test_a_planted_link_is_not_written_through(film: Path, copy: Path, tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_bytes(b"precious")
    copy.parent.mkdir()
    copy.with_name(copy.name + ".partial").symlink_to(victim)
    copy.symlink_to(victim)
    stage_copy(film, copy, on_progress=ignore, stop=Flag())
    assert victim.read_bytes() == b"precious"
    assert (copy.read_bytes(), copy.is_symlink()) == (DATA, False)


@pytest.mark.case("S06")
def test_a_planted_file_does_not_get_the_copy(film: Path, copy: Path, tmp_path: Path) -> None:
    copy.parent.mkdir()
    planted = copy.with_name(copy.name + ".partial")
    planted.touch()
    planted.chmod(0o666)
    (tmp_path / "the same file").hardlink_to(planted)
    stage_copy(film, copy, on_progress=ignore, stop=Flag())
    assert (tmp_path / "the same file").read_bytes() == b""
    assert copy.stat().st_mode & 0o777 == 0o600


@pytest.mark.case("S06")
@pytest.mark.skipif(os.name == "nt", reason="Windows tells owners otherwise")
@pytest.mark.parametrize("mode", [0o1777, 0o770])
def test_no_copy_is_made_where_others_may_write(film: Path, copy: Path, mode: int) -> None:
    copy.parent.mkdir()
    copy.parent.chmod(mode)
    with pytest.raises(SourceError, match="is not yours alone") as caught:
        stage_copy(film, copy, on_progress=ignore, stop=Flag())
    assert caught.value.code == ErrorCode.STAGING_FAILED
    assert list(copy.parent.iterdir()) == []


@pytest.mark.case("S06")
@pytest.mark.skipif(os.name == "nt", reason="Windows tells owners otherwise")
def test_in_a_shared_directory_copies_lie_in_a_folder_of_our_own(film: Path, tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    assert own_folder(shared) == shared
    shared.chmod(0o1777)
    ours = own_folder(shared)
    assert ours.parent == shared
    copy = staged_path(ours, JOB_ID, "film.mp4")
    stage_copy(film, copy, on_progress=ignore, stop=Flag())
    assert ours.stat().st_mode & 0o777 == 0o700
    earlier = staged_path(shared, JOB_ID, "film.mp4")
    earlier.touch()
    assert delete_staged(earlier, ours), "an earlier version put it beside our folder"
    assert not earlier.exists()


@pytest.mark.case("S06")
@pytest.mark.skipif(os.name == "nt", reason="Windows tells owners otherwise")
def test_a_planted_folder_is_not_taken_for_our_own(
    film: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o1777)
    monkeypatch.setattr(os, "geteuid", lambda: 54_321)
    ours = own_folder(shared)
    ours.mkdir(mode=0o700)  # by its real owner, who is another user than we take ourselves for
    with pytest.raises(SourceError, match="is not yours alone"):
        stage_copy(film, staged_path(ours, JOB_ID, "film.mp4"), on_progress=ignore, stop=Flag())
