"""Fixtures for all tests: the stores and the proxy of the laboratory."""

import os

import pytest

from lab.benches import bench, open_bench
from lab.rclone import rclone
from lab.seaweed import bucket, face, minio_face, proxied, proxy, seaweed
from lab.tools import look_for_tools

__all__ = ["bench", "bucket", "face", "minio_face", "open_bench", "proxied", "proxy", "rclone", "seaweed"]

# Never the keyring of whoever runs the tests, nor one that a test module has defined: the first look decides for
# the whole process.
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """``@pytest.mark.faces("plain", "minio")``: run with each of these manners of answering before the proxy."""
    marker = metafunc.definition.get_closest_marker("faces")
    if marker is not None and "face" in metafunc.fixturenames:
        metafunc.parametrize("face", marker.args, indirect=True)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """``@pytest.mark.tools("curl", "jq")``: only where these programs are."""
    look_for_tools(tuple(name for marker in item.iter_markers("tools") for name in marker.args))
