"""What ``list --json`` says, asked in the test's own process: to start another takes a second."""

import contextlib
import io
import json
from collections.abc import Mapping
from typing import Any

from uploader_gui.headless.commands.list_show import list_jobs


def listed(environment: Mapping[str, str]) -> list[dict[str, Any]]:
    """The jobs of this environment's state directory, newest first, as the command prints them."""
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        code = list_jobs(environment, state=None, package=None, limit=100, as_json=True)
    assert code == 0
    return [json.loads(line) for line in said.getvalue().splitlines()]
