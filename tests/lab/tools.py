"""The programs that tests call, as ``packaging/test-tools.txt`` lists them, and what happens where one is missing."""

import os
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TABLE = ROOT / "packaging" / "test-tools.txt"
REQUIRED = "REQUIRE_TEST_TOOLS"  # set by packaging/test, which installs all of them


def packages() -> dict[str, str]:
    """Each program, and the Debian package that has it."""
    lines = TABLE.read_text("utf-8").splitlines()
    return dict(line.split() for line in lines if not line.startswith("#"))


def missing(names: tuple[str, ...]) -> list[str]:
    """Those of the programs that this machine does not have."""
    return [name for name in names if shutil.which(name) is None]


def are_required() -> bool:
    """Whether a test whose tool is missing has to fail."""
    return bool(os.environ.get(REQUIRED))


def look_for_tools(names: tuple[str, ...]) -> None:
    """Skip the test that asks where one of the programs is missing; fail it where all of them have to be there."""
    if not (absent := missing(names)):
        return
    told = f"not on this machine: {', '.join(absent)}; packaging/test installs what the tests call"
    if are_required():
        pytest.fail(told, pytrace=False)
    pytest.skip(told)
