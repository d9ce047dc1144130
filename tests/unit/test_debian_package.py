"""What ``packaging/deb`` says in a package: what it needs by its old and new names, its changelog, whose it is."""

import os
import runpy
import subprocess
import sys
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest

from uploader_gui import __version__

DEBIAN = Path(__file__).parents[2] / "packaging" / "debian"


def field(text: str, name: str) -> list[str]:
    (line,) = [line for line in text.splitlines() if line.startswith(f"{name}: ")]
    return line.partition(": ")[2].split(", ")


def papers(*asked: str) -> str:
    return subprocess.run(
        [sys.executable, DEBIAN / "papers.py", *asked],
        env=os.environ | {"SOURCE_DATE_EPOCH": "1700000000"},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    ).stdout


def test_what_got_a_new_name_with_64_bit_times_is_asked_for_by_both() -> None:
    told = runpy.run_path(str(DEBIAN / "needs.py"))["fields"](
        "shlibs:Depends=libc6 (>= 2.35), libglib2.0-0 (>= 2.26.0), libegl1\n"
    )
    assert field(told, "Depends") == [
        "libc6 (>= 2.35)",
        "libegl1",
        "libglib2.0-0t64 (>= 2.26.0) | libglib2.0-0 (>= 2.26.0)",
    ]
    assert "libgtk-3-0t64 | libgtk-3-0" in field(told, "Suggests")


@pytest.mark.parametrize(("version", "where"), [("0.0.1", "UNRELEASED"), (__version__, "")])
def test_the_changelog_is_debians(version: str, where: str) -> None:
    lines = papers("changelog", version, "Somebody <somebody@uploader.example>").splitlines()
    assert lines[0].startswith(f"uploader-gui ({version}) {where}")
    assert lines[1] == lines[3] == ""
    assert lines[2].startswith("  * ")
    by, _, day = lines[4].partition(">  ")
    assert by == " -- Somebody <somebody@uploader.example"
    assert parsedate_to_datetime(day).timestamp() == 1700000000


def test_a_version_is_released_once_it_has_a_date() -> None:
    told = runpy.run_path(str(DEBIAN / "papers.py"))["changelog"]
    day = datetime(2026, 11, 29, tzinfo=UTC)
    for heading, where in (("2026-11-29", "stable"), ("not released yet", "UNRELEASED")):
        text = f"# Changelog\n\n## [0.2.0] - {heading}\n\nThe first release.\n"
        assert told(text, "0.2.0", "Somebody <a@b.example>", day).startswith(f"uploader-gui (0.2.0) {where};")


def test_the_copyright_file_says_whose_it_is_and_has_our_licence_whole() -> None:
    told = papers("copyright")
    assert told.startswith("Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n")
    assert "\nCopyright: 2026 The Uploader developers\n" in told
    words = (DEBIAN.parents[1] / "LICENSE").read_text("utf-8").split("developers\n")[1].split()
    assert " ".join(words) in " ".join(told.replace("\n .\n", "\n").split())
    assert [line for line in told.splitlines() if line.startswith("License: ")][-1] == "License: Expat"
