"""The systemd unit in ``packaging/systemd``: what it starts is there, and ends as it says."""

import configparser
import shlex
import subprocess
import tomllib
from pathlib import Path

import pytest
from typing_extensions import override

from uploader_gui.cli.program import program
from uploader_gui.headless.runs.exit_codes import EXIT_BAD_USAGE

ROOT = Path(__file__).parents[2]
UNIT = ROOT / "packaging" / "systemd" / "uploader-gui.service"
NEEDS_RIGHTS = (
    "Protect",
    "PrivateTmp",
    "PrivateDevices",
    "ReadOnly",
    "DynamicUser",
    "User",
    "CapabilityBound",
)
"""Beginnings of what only the system's manager can do for a service, or this one only with PrivateUsers."""


class _AsWritten(configparser.ConfigParser):
    """Keeps the letters of names as they are."""

    @override
    def optionxform(self, optionstr: str) -> str:
        return optionstr


@pytest.fixture(scope="module")
def unit() -> configparser.ConfigParser:
    parser = _AsWritten(interpolation=None)
    parser.read_string(UNIT.read_text("utf-8"))
    return parser


def test_it_starts_our_program_with_options_that_there_are(unit: configparser.ConfigParser) -> None:
    path, command, *options = shlex.split(unit["Service"]["ExecStart"])
    scripts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["scripts"]
    assert path.startswith("%h/.local/bin/")
    assert Path(path).name in scripts
    context = program.commands[command].make_context(command, options)
    assert context.params["resumes"]


def test_it_starts_again_except_after_what_that_can_not_mend(unit: configparser.ConfigParser) -> None:
    service = unit["Service"]
    assert service["Restart"] == "on-failure"
    assert service["RestartPreventExitStatus"].split() == [str(EXIT_BAD_USAGE)]
    assert unit["Install"]["WantedBy"] == "default.target"


def test_it_is_hardened_only_by_what_a_users_manager_can_do(unit: configparser.ConfigParser) -> None:
    service = unit["Service"]
    assert service["NoNewPrivileges"] == "yes"
    assert [name for name in service if name.startswith(NEEDS_RIGHTS)] == []
    assert "network-online.target" not in " ".join(unit["Unit"].values())


@pytest.mark.tools("systemd-analyze")
def test_systemd_takes_it(tmp_path: Path) -> None:
    program_path = tmp_path / ".local" / "bin" / "uploader-gui"
    program_path.parent.mkdir(parents=True)
    program_path.write_text("#!/bin/sh\n")
    program_path.chmod(0o755)
    verified = subprocess.run(
        ["systemd-analyze", "--user", "verify", UNIT],
        env={"HOME": str(tmp_path), "XDG_RUNTIME_DIR": str(tmp_path), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (verified.returncode, verified.stderr) == (0, "")
