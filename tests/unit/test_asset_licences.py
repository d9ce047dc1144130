"""Whatever in the tree is not code says where it comes from and what licence it has."""

import re
from pathlib import Path

import pytest

pytestmark = pytest.mark.case("S13")

ROOT = Path(__file__).parents[2]
TABLE = ROOT / "resources" / "LICENCES.md"
OURS_BY_NATURE = {".py", ".md"}  # code and what is written about it
ROW = re.compile(r"^\| `(?P<files>[^`]+)` \| (?P<origin>[^|]+) \| (?P<licence>[^|]+) \|$", re.MULTILINE)


def rows() -> dict[str, str]:
    """Each pattern of files with its licence."""
    return {row["files"]: row["licence"].strip() for row in ROW.finditer(TABLE.read_text("utf-8"))}


def assets() -> set[Path]:
    found = {
        file for folder in ("resources", "uploader_gui", "tests") for file in (ROOT / folder).rglob("*.*")
    }
    return {file for file in found if file.suffix not in OURS_BY_NATURE and is_of_the_tree(file)}


def is_of_the_tree(file: Path) -> bool:
    parts = file.relative_to(ROOT).parts
    return file.is_file() and not any(part == "__pycache__" or part.startswith(".") for part in parts)


def test_every_asset_has_a_licence() -> None:
    named = {file for pattern in rows() for file in ROOT.glob(pattern)}
    assert sorted(str(file.relative_to(ROOT)) for file in assets() - named) == [], (
        "name it in resources/LICENCES.md"
    )


@pytest.mark.parametrize("pattern", rows())
def test_what_is_named_is_there_and_its_licence_is_that_of_the_program(pattern: str) -> None:
    assert list(ROOT.glob(pattern))
    assert rows()[pattern] == (ROOT / "LICENSE").read_text("utf-8").split()[0]
