"""The examples for people who script do what is said of them, as they stand in the documentation."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from lab.processes.program import Program
from lab.processes.server import serving
from lab.stores.s3probe import Probe, S3Address

EXAMPLES = Path(__file__).parents[2] / "docs" / "scripts" / "examples.md"
EXAMPLE = re.compile(
    r"^\*\*(?P<name>[\w.-]+) [^*]*\*\*\n\n```\w+\n(?P<code>.*?)^```", re.MULTILINE | re.DOTALL
)

pytestmark = pytest.mark.tools("bash", "curl", "jq")


class Examples:
    """The scripts of the page, each in a file, run with a program and store of their own."""

    def __init__(self, folder: Path, program: Program) -> None:
        self._folder = folder
        self._environment = program.environment | {
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        }
        self.found = EXAMPLE.findall(EXAMPLES.read_text("utf-8"))
        for name, code in self.found:
            (folder / name).write_text(code, "utf-8")

    def run(self, name: str, *arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
        runner = "bash" if name.endswith(".sh") else sys.executable
        return subprocess.run(
            [runner, name, *map(str, arguments)],
            cwd=self._folder,
            env=self._environment | environment,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )


@pytest.fixture
def program(proxied: S3Address, tmp_path: Path) -> Program:
    return Program(tmp_path / "state", proxied)


@pytest.fixture
def examples(program: Program, tmp_path: Path) -> Examples:
    folder = tmp_path / "examples"
    folder.mkdir()
    return Examples(folder, program)


def test_all_scripts_of_the_page_are_found() -> None:
    text = EXAMPLES.read_text("utf-8")
    assert len(EXAMPLE.findall(text)) == text.count("#!/usr/bin/env bash") + text.count("```python") == 5


def test_what_was_uploaded_was_there_already_or_is_not_a_file_is_told_apart(
    examples: Examples, bucket: Probe, tmp_path: Path
) -> None:
    film = tmp_path / "film.mov"
    film.write_bytes(b"a film")
    first = examples.run("upload-and-wait.sh", film)
    assert (first.returncode, first.stdout) == (
        0,
        "there: film.mov, by checksum\nall of it is in the store\n",
    )
    again = examples.run("upload_and_wait.py", film)
    assert again.returncode == 0, again.stderr
    assert bucket.get("film.mov") == b"a film"
    missing = examples.run("upload-and-wait.sh", film, tmp_path / "none.mov")
    assert missing.returncode == 1
    assert "was there already: film.mov\n" in missing.stdout
    assert "NOT there: none.mov: SOURCE_MISSING:" in missing.stdout


@pytest.mark.parametrize("script", ["submit-and-listen.sh", "submit_and_listen.py"])
def test_a_file_is_handed_over_and_followed_until_it_is_there(
    examples: Examples, program: Program, bucket: Probe, tmp_path: Path, script: str
) -> None:
    film = tmp_path / "film.mov"
    film.write_bytes(b"a film")
    with serving(program) as server:
        ended = examples.run(script, film, UPLOADER_API=server.address)
        assert ended.returncode == 0, ended.stderr
        assert ended.stdout.splitlines()[-1].startswith("COMPLETED 100 % Uploaded")
        gone = examples.run(script, tmp_path / "none.mov", UPLOADER_API=server.address)
        assert gone.returncode != 0
    assert bucket.get("film.mov") == b"a film"


def test_a_card_is_uploaded_verified_and_reported(examples: Examples, bucket: Probe, tmp_path: Path) -> None:
    card = tmp_path / "A007"
    card.mkdir()
    (card / "clip.mov").write_bytes(b"a clip")
    ended = examples.run("card.sh", card)
    assert ended.returncode == 0, ended.stderr
    assert "A007: COMPLETED" in ended.stdout
    assert "clip.mov" in (tmp_path / "examples" / "A007.html").read_text("utf-8")
    assert bucket.get("A007/clip.mov") == b"a clip"
