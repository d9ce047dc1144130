"""Fixtures for all tests: the stores and the proxy of the laboratory."""

import os
import shutil
import sys
import tempfile

import pytest
from hypothesis import HealthCheck, settings

from lab.engines.benches import bench, desk, open_at, open_bench
from lab.stores.rclone import rclone
from lab.stores.seaweed import bucket, face, locked_bucket, minio_face, proxied, proxy, seaweed
from lab.tools import look_for_tools

__all__ = [
    "bench",
    "bucket",
    "desk",
    "face",
    "locked_bucket",
    "minio_face",
    "open_at",
    "open_bench",
    "proxied",
    "proxy",
    "rclone",
    "seaweed",
]

# Never the keyring of whoever runs the tests, nor one that a test module has defined: the first look decides for
# the whole process.
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"

# Whoever forbids Python to keep what it has compiled would have every start of the program compile it all again, which
# takes longer than most of what a test has it do; and pytest all tests, in each of its processes.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# A machine that stands still for a moment makes an example slow, and no property untrue.
settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")

_NEEDS_FREE = 8_000_000_000
"""Bytes: what two processes have at most, and what SeaweedFS wants left, a hundredth of the disk, on a disk of 400 GB."""


def pytest_sessionstart(session: pytest.Session) -> None:
    """Stop where the store would soon stop taking anything: its ``No writable volumes`` says little."""
    folder = tempfile.gettempdir()
    free = shutil.disk_usage(folder).free
    if free < _NEEDS_FREE:
        pytest.exit(
            f"the tests need {_NEEDS_FREE / 1e9:.0f} GB free in {folder}, and there are {free / 1e9:.1f}; "
            "make room, or set TMPDIR to where there is",
            returncode=pytest.ExitCode.USAGE_ERROR,
        )


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """``@pytest.mark.faces("plain", "minio")``: run with each of these manners of answering before the proxy."""
    marker = metafunc.definition.get_closest_marker("faces")
    if marker is not None and "face" in metafunc.fixturenames:
        metafunc.parametrize("face", marker.args, indirect=True)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """``@pytest.mark.tools("curl", "jq")``: only where these programs are."""
    look_for_tools(tuple(name for marker in item.iter_markers("tools") for name in marker.args))
