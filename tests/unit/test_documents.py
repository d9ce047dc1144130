"""What the documents name is there: files, folders, links, and in the picture of the architecture classes and functions."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from uploader_gui.cli.program import program
from uploader_gui.domain.events import Activity
from uploader_gui.headless.api.errors import STATUSES

ROOT = Path(__file__).parents[2]
ARCHITECTURE = ROOT / "docs" / "architecture.md"
DOCUMENTS = [
    ROOT / "README.md",
    ROOT / "README.zh-CN.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "packaging" / "RELEASE.md",
    *sorted((ROOT / "packaging" / "releases").glob("*.md")),
    *sorted((ROOT / "docs").rglob("*.md")),
]
API = ROOT / "docs" / "scripts" / "http-api.md"
SEEN_FROM = (ROOT, ROOT / "tests", ROOT / "uploader_gui")
"""Documents may leave out the folder that everything in a paragraph is in."""
OURS = (".py", ".md", ".sh", ".txt", ".svg", ".png", ".toml")
BUILT = {"build", "dist"}
"""What is in them depends on what was built here."""
FOLDERS = frozenset(
    path.name
    for folder in SEEN_FROM
    for path in folder.iterdir()
    if path.is_dir() and path.name.isidentifier() and path.name not in BUILT
)

COMMAND = re.compile(r"^uploader-gui (?P<words>\w.*?)(?: {3,}.*)?$", re.MULTILINE)
"""A line of a block that people may copy; what stands far behind it is said about it."""
BLOCK = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
QUOTED = re.compile(r"`([^`]+)`")
LINK = re.compile(r"\]\(([^):#]+)\)")
CLASS = re.compile(r"^([A-Z][a-z]\w+)(?:\.([a-z]\w*))?$")
FUNCTION = re.compile(r"^([a-z]\w+)\(\)$")
CODE = re.compile(r"^[A-Z][A-Z0-9]+(?:_[A-Z0-9]+)+$")
NOT_OURS = {"settings.toml", "install.sh", "MimeType"}  # written by the program; in a bundle; of menu entries


def of(document: Path, pattern: re.Pattern[str]) -> list[str]:
    return pattern.findall(BLOCK.sub("", document.read_text("utf-8")))


def paths_in(document: Path) -> Iterator[str]:
    """Words in backquotes that look like a file or folder of ours."""
    for word in (word for quoted in of(document, QUOTED) for word in quoted.split()):
        path = word.removeprefix("./")
        is_file = path.endswith(OURS) and re.fullmatch(r"\w[\w./*-]+", path) is not None
        is_folder = "/" in path and path.split("/")[0] in FOLDERS and "." not in path
        if (is_file or is_folder) and path not in NOT_OURS:
            yield path


def is_there(path: str) -> bool:
    return any(next(folder.glob(path.rstrip("/")), None) is not None for folder in SEEN_FROM) or (
        "/" not in path and any(next(folder.rglob(path), None) is not None for folder in SEEN_FROM[1:])
    )


def sources() -> str:
    return "\n".join(file.read_text("utf-8") for file in sorted((ROOT / "uploader_gui").rglob("*.py")))


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_file_that_is_named_is_there(document: Path) -> None:
    assert [path for path in paths_in(document) if not is_there(path)] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_leads_to_a_file(document: Path) -> None:
    assert [link for link in of(document, LINK) if not (document.parent / link).exists()] == []


@pytest.mark.parametrize(
    "document", sorted((ROOT / "docs").rglob("*.md")), ids=lambda path: str(path.relative_to(ROOT))
)
def test_every_command_that_is_shown_is_understood(document: Path) -> None:
    for block in BLOCK.findall(document.read_text("utf-8")):
        for found in COMMAND.finditer(block):
            name, *arguments = shlex.split(found["words"].partition(" |")[0])
            if any(word.startswith("[") for word in arguments):  # what may be given, not what to type
                continue
            program.commands[name].make_context(name, arguments)  # raises what would be said of it


def test_every_class_and_function_of_the_architecture_is_there() -> None:
    code = sources()
    missing = []
    for quoted in of(ARCHITECTURE, QUOTED):
        if (named := CLASS.match(quoted)) and quoted not in NOT_OURS:
            needed = [rf"^class {named[1]}\b", *([rf"^ +(async )?def {named[2]}\b"] if named[2] else [])]
        elif named := FUNCTION.match(quoted):
            needed = [rf"^ *(async )?def {named[1]}\b"]
        else:
            continue
        missing += [quoted for pattern in needed if not re.search(pattern, code, re.MULTILINE)]
    assert missing == []


def test_every_folder_of_the_package_stands_in_the_picture() -> None:
    picture = ARCHITECTURE.read_text("utf-8").partition("```mermaid")[2].partition("```")[0]
    folders = [path.name for path in (ROOT / "uploader_gui").iterdir() if (path / "__init__.py").exists()]
    assert [folder for folder in folders if f"{folder}/<br/>" not in picture] == []


def test_the_codes_of_the_api_are_those_that_are_told_of() -> None:
    told = set(of(API, QUOTED))
    assert set(STATUSES) <= told
    code = sources()
    names = {word for word in told if CODE.match(word) and not word.startswith(("UPLOAD_", "UPLOADER_"))}
    assert sorted(name for name in names if not re.search(rf"\b{name}\b", code)) == []


def test_all_that_a_job_may_be_doing_is_told_of_for_those_who_script() -> None:
    told = set(of(API, QUOTED))
    assert [each.value for each in Activity if each.value and each.value not in told] == []
