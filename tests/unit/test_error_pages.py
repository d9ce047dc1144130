"""The page "Troubleshooting" tells of every error code, in both languages."""

import runpy
import tomllib
from pathlib import Path

import pytest

from uploader_gui.domain.errors import ErrorCode

DOCS = Path(__file__).parents[2] / "docs"
CODES = {code for code in ErrorCode if code is not ErrorCode.NONE}

made = runpy.run_path(str(DOCS / "extensions" / "error_codes.py"))


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_each_code_has_an_entry_with_what_is_said_what_follows_and_what_to_do(language: str) -> None:
    entries = made["entries"](language)
    assert {entry.code for entry in entries} == CODES
    assert [entry.code for entry in entries if not (all(entry.says) and entry.follows and entry.advice)] == []


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_page_has_a_place_for_the_entries_and_each_code_as_a_heading(language: str) -> None:
    folder = DOCS / language if language == "zh_CN" else DOCS
    assert made["PLACE"] in (folder / "troubleshooting.md").read_text("utf-8")
    headings = [line for line in made["page"](language).splitlines() if line.startswith("### ")]
    assert sorted(headings) == sorted(f"### {code}" for code in CODES)


def test_there_is_no_advice_for_codes_that_are_none() -> None:
    assert set(tomllib.loads((DOCS / "error_advice.toml").read_text("utf-8"))) == CODES


def test_what_is_waited_for_is_told_from_what_fails_by_the_table_of_failures() -> None:
    follows = {entry.code: entry.follows for entry in made["entries"]("en")}
    assert follows[ErrorCode.STORE_BUSY].startswith("Tries again for as long as it lasts")
    assert follows[ErrorCode.STORE_ERROR].startswith("Tries again, ten times")
    assert follows[ErrorCode.WRONG_SECRET].startswith("The upload fails at once")
