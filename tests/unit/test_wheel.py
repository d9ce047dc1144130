"""What is built from this tree to be installed: all that the program reads is in it, and the same tree gives the same bytes."""

import os
import subprocess
import sys
import tarfile
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "uploader_gui"
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def is_code(file: Path) -> bool:
    """Compiled code too, which other tests may be writing under names of the moment."""
    return file.suffix == ".py" or "__pycache__" in file.parts


def test_every_file_of_the_package_that_is_no_code_is_package_data() -> None:
    packed = {
        file
        for pattern in PYPROJECT["tool"]["setuptools"]["package-data"]["uploader_gui"]
        for file in PACKAGE.glob(pattern)
    }
    needed = {file for file in PACKAGE.rglob("*") if file.is_file() and not is_code(file)}
    assert sorted(str(file.relative_to(ROOT)) for file in needed - packed) == []


def test_every_folder_with_code_is_a_package() -> None:
    folders = {file.parent for file in PACKAGE.rglob("*.py")}
    assert [folder for folder in sorted(folders) if not (folder / "__init__.py").exists()] == []


def test_the_licences_that_are_packed_are_there() -> None:
    assert [name for name in PYPROJECT["project"]["license-files"] if not (ROOT / name).is_file()] == []


@pytest.mark.parametrize("mode", [0o600, 0o664])
def test_a_source_archive_tells_nothing_of_the_machine_it_was_made_on(mode: int, tmp_path: Path) -> None:
    written = []
    for time_s, owner, names in (
        (1_700_000_000, "ann", ("b.py", "a.py")),
        (1_800_000_000, "bob", ("a.py", "b.py")),
    ):
        archive = tmp_path / f"{owner}.tar.gz"
        with tarfile.open(archive, "w:gz") as file:
            for name in names:
                source = tmp_path / name
                source.write_text(f"# {name}\n", "utf-8")
                source.chmod(mode)
                member = file.gettarinfo(source, f"tree/{name}")
                member.mtime, member.uname, member.uid = time_s, owner, time_s % 1000
                with source.open("rb") as opened:
                    file.addfile(member, opened)
        subprocess.run(
            [sys.executable, ROOT / "packaging" / "same_archive.py", archive],
            env=os.environ | {"SOURCE_DATE_EPOCH": "1600000000"},
            check=True,
        )
        written.append(archive.read_bytes())
    assert written[0] == written[1]
    with tarfile.open(tmp_path / "ann.tar.gz") as file:
        assert [(each.name, each.mode, each.mtime) for each in file.getmembers()] == [
            ("tree/a.py", 0o644, 1_600_000_000),
            ("tree/b.py", 0o644, 1_600_000_000),
        ]
