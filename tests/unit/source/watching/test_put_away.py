import errno
import os
from pathlib import Path

import pytest

from uploader_gui.source.watching.put_away import is_one_file, move_to_free_name


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "cards" / "a.mov"
    path.parent.mkdir()
    path.write_bytes(b"content")
    return path


@pytest.fixture
def sent(tmp_path: Path) -> Path:
    return tmp_path / "sent" / "day"


@pytest.fixture
def other_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Links from the folder of the cards to elsewhere are refused, as between two disks."""
    link = os.link

    def refuse(source: Path, target: Path) -> None:
        if source.parent != target.parent:
            raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))
        link(source, target)

    monkeypatch.setattr(os, "link", refuse)


def move(file: Path, folder: Path) -> Path:
    return move_to_free_name(file, folder, lambda: None)


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def test_a_file_is_moved_into_a_folder_that_is_made(file: Path, sent: Path) -> None:
    assert move(file, sent) == sent / "a.mov"
    assert (sent / "a.mov").read_bytes() == b"content"
    assert not file.exists()


@pytest.mark.usefixtures("other_disk")
def test_a_file_is_moved_to_another_disk_with_its_time(file: Path, sent: Path) -> None:
    os.utime(file, ns=(1, 1_700_000_000_000_000_000))
    move(file, sent)
    assert (sent / "a.mov").read_bytes() == b"content"
    assert (sent / "a.mov").stat().st_mtime_ns == 1_700_000_000_000_000_000
    assert names(sent) == ["a.mov"]
    assert not file.exists()


@pytest.mark.parametrize("disk", ["the same", "other_disk"])
def test_no_file_is_ever_replaced(file: Path, sent: Path, disk: str, request: pytest.FixtureRequest) -> None:
    if disk != "the same":
        request.getfixturevalue(disk)
    sent.mkdir(parents=True)
    (sent / "a.mov").write_bytes(b"another")
    (sent / "a (2).mov").write_bytes(b"a third")
    assert move(file, sent) == sent / "a (3).mov"
    assert (sent / "a.mov").read_bytes() == b"another"
    assert (sent / "a (3).mov").read_bytes() == b"content"


def test_a_kill_between_the_two_names_leaves_one_file_in_the_end(file: Path, sent: Path) -> None:
    sent.mkdir(parents=True)
    os.link(file, sent / "a.mov")
    move(file, sent)
    assert names(sent) == ["a.mov"]
    assert not file.exists()


@pytest.mark.usefixtures("other_disk")
def test_a_kill_between_copy_and_delete_leaves_one_file_in_the_end(file: Path, sent: Path) -> None:
    sent.mkdir(parents=True)
    (sent / ".a.mov.uploader-part").write_bytes(b"half of an earlier t")
    move(file, sent)
    file.write_bytes(b"content")
    os.utime(file, ns=(1, (sent / "a.mov").stat().st_mtime_ns))
    move(file, sent)
    assert names(sent) == ["a.mov"]
    assert not file.exists()


@pytest.mark.usefixtures("other_disk")
def test_a_disk_that_fails_leaves_the_file_where_it_is(
    file: Path, sent: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_file: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="No space"):
        move(file, sent)
    assert file.read_bytes() == b"content"
    assert names(sent) == []


@pytest.mark.parametrize("way", ["itself", "a link"])
def test_a_file_that_is_in_the_folder_already_is_never_lost(file: Path, way: str) -> None:
    folder = file.parent
    if way == "a link":
        folder = file.parent.with_name("link")
        folder.symlink_to(file.parent)
    with pytest.raises(OSError, match="is in the folder"):
        move(file, folder)
    assert names(file.parent) == ["a.mov"]


def test_a_link_to_a_file_that_was_replaced_meanwhile_keeps_what_was_sent(file: Path, sent: Path) -> None:
    def replaced() -> None:
        file.with_name("next").write_bytes(b"the next one")
        file.with_name("next").replace(file)
        raise OSError(errno.EBUSY, "changed")

    with pytest.raises(OSError, match="changed"):
        move_to_free_name(file, sent, replaced)
    assert (sent / "a.mov").read_bytes() == b"content"
    assert file.read_bytes() == b"the next one"


def test_a_link_to_the_file_is_no_copy_of_it(file: Path, sent: Path) -> None:
    sent.mkdir(parents=True)
    (sent / "a.mov").symlink_to(file)
    assert move(file, sent) == sent / "a (2).mov"
    assert (sent / "a (2).mov").read_bytes() == b"content"


def test_a_link_leads_to_its_file_from_where_it_is_moved_to(file: Path, sent: Path) -> None:
    link = file.with_name("b.mov")
    link.symlink_to("a.mov")
    move(link, sent)
    assert (sent / "b.mov").read_bytes() == b"content"
    assert names(file.parent) == ["a.mov"]
    link.symlink_to("a.mov")  # as a kill between the two leaves it
    move(link, sent)
    assert names(file.parent) == ["a.mov"]
    assert names(sent) == ["b.mov"]


@pytest.mark.parametrize("refusal", [errno.EINVAL, errno.ENOTSUP, errno.EPERM])
def test_where_a_disk_knows_no_second_names_the_file_is_copied(
    refusal: int, file: Path, sent: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def link(_file: Path, _target: Path) -> None:
        raise OSError(refusal, os.strerror(refusal))

    monkeypatch.setattr(os, "link", link)
    moved = move_to_free_name(file, sent, lambda: None)
    assert (moved.read_bytes(), file.exists()) == (b"content", False)


def test_files_of_a_disk_that_has_no_numbers_are_never_taken_for_one(file: Path) -> None:
    number, without = file.stat(), os.stat_result((0o100644, 0, 7, 1, 0, 0, 7, 0, 0, 0))
    assert is_one_file(number, number)
    assert not is_one_file(without, without)
