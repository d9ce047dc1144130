"""What is installed is pinned with hashes, and what is pinned is what pyproject.toml asks for."""

import hashlib
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from packaging.utils import canonicalize_name

from packaging.requirements import Requirement

pytestmark = pytest.mark.case("S13")

ROOT = Path(__file__).parents[2]
FILES = {file.stem: file for file in (ROOT / "packaging" / "requirements").glob("*.txt")}
ASKED = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
EXTRAS: dict[str, list[str]] = ASKED["project"]["optional-dependencies"]

PINNED = re.compile(
    r"^(?P<name>[A-Za-z0-9][\w.-]*)==(?P<version>[^\s;]+)(?P<rest>.*\n(?:[ \t].*\n)*)", re.MULTILINE
)
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}(?=\s|$)")


def pinned(name: str) -> dict[str, str]:
    """Version by name in one file; and in the program's, where the file says that it comes on top of that."""
    text = FILES[name].read_text("utf-8")
    own = {canonicalize_name(found["name"]): found["version"] for found in PINNED.finditer(text)}
    return (pinned("program") if "\n-r program.txt\n" in text else {}) | own


def test_there_is_a_file_for_the_program_the_build_and_each_extra() -> None:
    assert set(FILES) == {"build", "program", *EXTRAS}


@pytest.mark.parametrize("name", sorted(FILES))
def test_every_line_is_a_pinned_version_with_hashes(name: str) -> None:
    text = FILES[name].read_text("utf-8")
    found = list(PINNED.finditer(text))
    assert [each["name"] for each in found if not HASH.search(each["rest"])] == []
    rest = PINNED.sub("", text)
    assert [line for line in rest.splitlines() if not line.startswith(("#", "-r program.txt"))] == []


def test_a_library_has_one_version() -> None:
    versions = {(library, version) for name in FILES for library, version in pinned(name).items()}
    assert len(versions) == len({library for library, _ in versions})


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("build", ["pip", *ASKED["build-system"]["requires"]]),
        ("program", ASKED["project"]["dependencies"]),
        *EXTRAS.items(),
    ],
)
def test_whatever_pyproject_asks_for_is_pinned_at_a_version_that_it_allows(
    name: str, wanted: list[str]
) -> None:
    for requirement in map(Requirement, wanted):
        version = pinned(name).get(canonicalize_name(requirement.name))
        assert version, f"{requirement}: run packaging/pin --keep"
        assert requirement.specifier.contains(version), f"{requirement}: run packaging/pin --keep"


@pytest.fixture
def wheel(tmp_path: Path) -> Path:
    """A library of one empty module."""
    file = tmp_path / "wheels" / "tiny-1.0-py3-none-any.whl"
    file.parent.mkdir()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("tiny.py", "")
        archive.writestr("tiny-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: tiny\nVersion: 1.0\n")
        archive.writestr(
            "tiny-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        archive.writestr("tiny-1.0.dist-info/RECORD", "")
    return file


@pytest.mark.tools("bash")
@pytest.mark.parametrize("case", ["right", "wrong", "none"])
def test_only_a_file_with_the_right_hash_is_installed(case: str, wheel: Path, tmp_path: Path) -> None:
    digest = {"right": hashlib.sha256(wheel.read_bytes()).hexdigest(), "wrong": 64 * "0", "none": ""}[case]
    listed = tmp_path / "packaging" / "requirements" / "own.txt"
    listed.parent.mkdir(parents=True)
    listed.write_text("tiny==1.0" + (f" --hash=sha256:{digest}\n" if digest else "\n"), "utf-8")
    target = tmp_path / "installed"
    # As packaging/test and packaging/demo install, but without the network and into a folder of the test's own.
    command = [
        "bash",
        "-c",
        'source "$1"; root=$2; install_pinned own',
        "-",
        str(ROOT / "packaging" / "setup.sh"),
        str(tmp_path),
    ]
    ended = subprocess.run(
        command,
        env=os.environ | {
            "UPLOADER_VENV": sys.prefix, "PIP_TARGET": str(target),
            "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(wheel.parent),
        },
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip
    assert (ended.returncode == 0) == (case == "right"), ended.stderr
    assert (target / "tiny.py").exists() == (case == "right")
