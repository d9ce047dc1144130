from pathlib import Path

import pytest

from lab.engines.workbench import Never
from uploader_gui.domain.unattended.watch_patterns import WatchPatterns
from uploader_gui.source.watching.watched_tree import WatchedTree


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in (
        "a.mov",
        "day/b.mov",
        "day/proxy/c.mov",
        ".trash/d.mov",
        "day/.e.mov",
        "sent/f.mov",
        "day/desktop.ini",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    return tmp_path


def tree_of(folder: Path, *, has_subfolders: bool = True) -> WatchedTree:
    patterns = WatchPatterns(exclude=("proxy",))
    return WatchedTree(str(folder), patterns, has_subfolders=has_subfolders, without=str(folder / "sent"))


def found(tree: WatchedTree, *at: Path) -> list[str]:
    some = [one for path in at for one in tree.files_at(str(path), Never())]
    return sorted("/".join(one.parts) for one in (some if at else tree.files(Never())))


def test_what_is_hidden_left_out_or_moved_away_is_not_taken(folder: Path) -> None:
    assert found(tree_of(folder)) == ["a.mov", "day/b.mov"]
    assert found(tree_of(folder, has_subfolders=False)) == ["a.mov"]


@pytest.mark.parametrize("name", ["sent/", "day/../sent", "link/sent"])
def test_the_folder_that_files_are_moved_to_is_known_by_any_name(folder: Path, name: str) -> None:
    (folder / "link").symlink_to(folder)
    tree = WatchedTree(str(folder), WatchPatterns(), has_subfolders=True, without=f"{folder}/{name}")
    assert not [one for one in found(tree) if one.startswith("sent")]
    assert found(tree, folder / "sent/f.mov") == []


def test_a_change_is_looked_at_as_the_whole_is(folder: Path) -> None:
    tree = tree_of(folder)
    found(tree)
    (folder / "day/new/deeper").mkdir(parents=True)
    (folder / "day/new/deeper/g.mov").write_bytes(b"x")
    assert found(tree, folder / "day/new/deeper/g.mov") == ["day/new/deeper/g.mov"]
    assert found(tree, folder / "day/proxy/c.mov", folder / "day/.e.mov", folder / ".trash/d.mov") == []
    assert found(tree, folder / "sent/f.mov", folder / "gone.mov", folder.parent) == []
    assert found(tree, folder / "day") == ["day/b.mov", "day/new/deeper/g.mov"]


def test_a_link_to_a_file_is_followed_and_one_to_a_folder_is_not(folder: Path) -> None:
    (folder / "link.mov").symlink_to(folder / "a.mov")
    (folder / "days").symlink_to(folder / "day")
    tree = tree_of(folder)
    assert found(tree) == ["a.mov", "day/b.mov", "link.mov"]
    assert found(tree, folder / "days/b.mov") == []


def test_a_folder_that_is_another_has_another_identity(folder: Path) -> None:
    tree = tree_of(folder / "day")
    before = tree.identity()
    (folder / "day").rename(folder / "yesterday")
    assert tree.identity() is None
    (folder / "day").mkdir()
    assert tree.identity() not in {None, before}
