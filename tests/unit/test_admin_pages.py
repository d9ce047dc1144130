"""What the administrators' pages list is what the code has."""

import json
import re
import shlex
import subprocess
from collections.abc import Collection
from dataclasses import MISSING, fields
from pathlib import Path
from typing import Any

import pytest

from uploader_gui.cli.program import program
from uploader_gui.domain.profile import Profile
from uploader_gui.domain.store.object_terms import ObjectTerms
from uploader_gui.domain.store.rights import (
    OFFERED,
    Feature,
    UploadPlace,
    policy_for,
    rights_of,
)
from uploader_gui.domain.unattended.watch_folder import WatchFolder
from uploader_gui.storage.settings.settings import Settings
from uploader_gui.storage.settings.settings_file import FILE_NAME, SettingsFile

ROOT = Path(__file__).parents[2]
PAGES = ROOT / "docs" / "admin"
RIGHT = re.compile(r"`((?:s3|kms):\w+)`")
PLACE = UploadPlace("media", "2026/")
ADDED = {
    Feature.BROWSE,
    Feature.CREATE_BUCKET,
    Feature.TAGS,
    Feature.RETENTION,
    Feature.TEST_PROTECTION,
}
"""All that is not offered but a KMS, of which MinIO's policies say nothing."""


def page(name: str) -> str:
    return (PAGES / name).read_text("utf-8")


def rows(text: str, header: str) -> list[list[str]]:
    """The cells of the table whose header line begins so."""
    lines = text[text.index(f"| {header} ") :].partition("\n\n")[0].splitlines()[2:]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]


@pytest.mark.parametrize("number", range(len(Feature)))
def test_each_row_of_the_rights_names_those_that_the_thing_takes(number: int) -> None:
    taken = set(RIGHT.findall(rows(page("rights.md"), "what")[number][1]))
    assert taken == set(rights_of({list(Feature)[number]}))


def test_there_is_a_row_for_each_thing() -> None:
    assert len(rows(page("rights.md"), "what")) == len(Feature)


def test_the_policies_to_copy_are_the_programs() -> None:
    blocks = re.findall(r"```json\n(.*?)\n```", page("rights.md"), re.DOTALL)
    of_key = json.loads(policy_for(UploadPlace("media", kms_key_id="KEY_ID"), {Feature.KMS}))["Statement"][0]
    assert blocks == [
        policy_for(PLACE, {Feature.SEND}),
        policy_for(PLACE),
        policy_for(UploadPlace("media", "2026/", "scratch", "parts")),
        policy_for(PLACE, OFFERED | ADDED),
        json.dumps(of_key, indent=2),
    ]
    assert OFFERED | ADDED | {Feature.KMS} == set(Feature)


def test_the_figures_to_watch_are_those_there_are() -> None:
    text = page("service.md")
    source = (ROOT / "uploader_gui/headless/api/endpoints/program_endpoints.py").read_text("utf-8")
    there = set(re.findall(r'"(uploader_\w+)"', source))
    assert set(re.findall(r"\buploader_\w+", text)) == there


def test_the_unit_of_the_system_starts_our_program_with_options_that_there_are() -> None:
    unit = page("service.md").partition("```ini\n")[2].partition("```")[0]
    _, command, *options = shlex.split(re.findall(r"^ExecStart=(.*)$", unit, re.MULTILINE)[0])
    context = program.commands[command].make_context(command, options)
    assert str(context.params["behind"]) == "https://media.example.org/uploader"


@pytest.mark.tools("systemd-analyze")
def test_systemd_finds_nothing_wrong_with_it(tmp_path: Path) -> None:
    unit = page("service.md").partition("```ini\n")[2].partition("```")[0]
    file = tmp_path / "uploader.service"
    file.write_text(unit.replace("/usr/bin/uploader-gui", "/bin/true"))
    found = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", file], capture_output=True, text=True, check=False
    )
    assert "uploader.service" not in found.stderr


def fields_told(heading: str) -> dict[str, str]:
    """Of each field of a part of settings.toml what the page says is its default."""
    text = page("deployment.md")
    part = text[text.index(f"### {heading}") :]
    return {name.strip("`"): default.strip("`") for name, default, _ in rows(part, "field")}


def defaults(kind: Any, besides: Collection[str] = ()) -> dict[str, str]:
    """The same of a dataclass, in TOML's words; "" where it has to be given."""

    def words(value: object) -> str:
        if value is None:
            return "unlimited"
        return json.dumps(list(value) if isinstance(value, tuple) else value)

    return {
        each.name: "" if each.default is MISSING else words(each.default)
        for each in fields(kind)
        if each.name not in besides
    }


def test_each_preference_is_told_with_its_default() -> None:
    told = {
        name: default.replace('"unlimited"', "unlimited")
        for name, default in fields_told("[settings]").items()
    }
    assert told == defaults(Settings)


def test_each_field_of_a_connection_is_told_with_its_default() -> None:
    told = fields_told("[[profiles]]") | {"upload_lifetime_h": "unlimited"}
    assert told == defaults(Profile, {"terms", "content_types"})


def test_each_thing_that_objects_get_is_told_with_its_default() -> None:
    told = {name: default.replace("{}", "[]") for name, default in fields_told("[profiles.objects]").items()}
    assert told == defaults(ObjectTerms) | {"content_types": "[]"}


def test_each_field_of_a_watch_folder_is_told_with_its_default() -> None:
    told = fields_told("[[watch_folders]]") | {"watch_id": ""}
    assert told == defaults(WatchFolder)


def test_the_settings_for_many_workstations_can_be_loaded(tmp_path: Path) -> None:
    block = page("deployment.md").partition("```toml\n")[2].partition("```")[0]
    (tmp_path / FILE_NAME).write_text(block, "utf-8")
    saved = SettingsFile(tmp_path).load()
    assert [profile.name for profile in saved.profiles] == [saved.current_profile]


def test_each_variable_that_the_program_reads_is_listed() -> None:
    listed = set(
        re.findall(r"`(UPLOAD\w*[A-Z])`", (ROOT / "docs" / "scripts" / "environment.md").read_text("utf-8"))
    )
    source = (ROOT / "uploader_gui" / "storage" / "settings" / "settings.py").read_text("utf-8")
    read = set(re.findall(r'"(UPLOAD(?:ER_GUI)?_[A-Z_]*[A-Z])"', source))
    read |= {f"UPLOADER_GUI_{name}" for name in re.findall(r'value\("([A-Z_]+)"\)', source)}
    read |= {f"UPLOADER_GUI_{name}" for name in ("ACCESS_KEY", "BUCKET", "ENDPOINT", "PREFIX", "SECRET_KEY")}
    assert read <= listed
    assert listed <= read
