"""Which commit the program was made from: baked in, asked of git, or not known."""

import subprocess
from pathlib import Path

import pytest

from uploader_gui import __version__
from uploader_gui.runtime.program_version import BAKED, commit, program_version, third_party_notices

GIT = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false", "-C"]


@pytest.fixture
def package(tmp_path: Path) -> Path:
    folder = tmp_path / "copy" / "uploader_gui"
    folder.mkdir(parents=True)
    (folder / "__init__.py").write_text("", "utf-8")
    return folder


def git(root: Path, *words: str) -> str:
    return subprocess.run([*GIT, root, *words], check=True, capture_output=True, text=True).stdout.strip()


def checked_in(root: Path) -> str:
    git(root, "init", "--quiet")
    git(root, "add", ".")
    git(root, "commit", "--quiet", "--message", "First")
    git(root, "tag", "-a", "v9", "-m", "Not what is asked for")
    return git(root, "rev-parse", "--short=10", "HEAD")


def test_what_is_built_has_its_commit_in_it(package: Path) -> None:
    (package / BAKED).write_text("1a2b3c4d5e\n", "ascii")
    assert commit(package) == "1a2b3c4d5e"


@pytest.mark.tools("git")
def test_a_checkout_says_at_which_commit_it_is_and_whether_it_was_changed(package: Path) -> None:
    head = checked_in(package.parent)
    assert commit(package) == head
    (package / "__init__.py").write_text("changed = True\n", "utf-8")
    assert commit(package) == f"{head}-dirty"


@pytest.mark.tools("git")
def test_a_checkout_says_its_own_commit_also_where_the_caller_is_at_work_in_another_repository(
    package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    head = checked_in(package.parent)
    other = tmp_path / "other"
    other.mkdir()
    (other / "notes.txt").write_text("of another project\n", "utf-8")
    checked_in(other)
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(other))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other / ".git" / "index"))
    assert commit(package) == head


@pytest.mark.tools("git")
def test_a_library_folder_inside_of_another_project_is_not_taken_for_its_checkout(package: Path) -> None:
    checked_in(package.parents[1])
    assert commit(package) == ""


def test_a_checkout_without_git_has_a_version_all_the_same(
    package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (package.parent / ".git").mkdir()
    monkeypatch.setenv("PATH", "")
    assert commit(package) == ""


def test_the_version_comes_first() -> None:
    assert program_version().split()[0] == __version__


def test_a_bundle_has_the_notices_of_others_work_beside_its_executable(tmp_path: Path) -> None:
    assert third_party_notices(tmp_path / "uploader-gui") == ""
    (tmp_path / "THIRD-PARTY-NOTICES.txt").write_text("Qt\n", "utf-8")
    assert third_party_notices(tmp_path / "uploader-gui") == "Qt\n"
