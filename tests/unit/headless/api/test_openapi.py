"""The description of the API says what there is, and nothing else."""

import re
from typing import Any

from uploader_gui.headless.api.application import ENDPOINTS
from uploader_gui.headless.api.errors import STATUSES
from uploader_gui.headless.api.openapi import openapi

NOT_DESCRIBED = re.compile(r"/(docs.*|openapi\.json|api/hand-over/.*)?")


def described() -> dict[str, Any]:
    paths: Any = openapi()["paths"]
    assert isinstance(paths, dict)
    return paths


def test_every_call_is_described_and_no_other() -> None:
    there = {
        (method, path.replace("_id}", "Id}"))
        for method, path, _ in ENDPOINTS
        if not NOT_DESCRIBED.fullmatch(path)
    }
    assert there == {
        (method.upper(), path)
        for path, calls in described().items()
        for method in calls
        if method != "parameters"
    }


def test_every_status_that_is_described_is_one_that_is_answered() -> None:
    errors = {str(status) for status in STATUSES.values()}
    for calls in described().values():
        for method, call in calls.items():
            if method != "parameters":
                assert set(call["responses"]) - {"200", "202", "204"} <= errors
                assert {"401", "403"} <= set(call["responses"])
