"""Names by template over the HTTP API."""

from pathlib import Path

import pytest

from lab.files import make_file
from lab.processes.served import JOBS, Served


def test_forms_and_paths_are_named_by_the_template_in_them(served: Served, tmp_path: Path) -> None:
    first = served.send("a.mov", b"a", nameTemplate="{package}/take_{counter:03}{ext}", package="Night 7")
    path = make_file(tmp_path / "b.mov", 10)
    answered = served.trusted.post(
        JOBS, json={"path": str(path), "nameTemplate": "{file_year}/{stem}-{counter}{ext}", "prefix": "in"}
    )
    assert answered.status_code == 202, answered.text
    assert first["objectKey"] == "Night 7/take_001.mov"
    assert answered.json()["objectKey"].endswith("/b-2.mov")
    assert answered.json()["objectKey"].startswith("in/2")


@pytest.mark.parametrize("template", ["{date}", "../{name}", "x" * 5000, b"\xff\xfe"])
def test_a_template_that_cannot_be_read_is_refused_and_nothing_is_kept(
    served: Served, template: str | bytes
) -> None:
    answered = served.open.post(JOBS, data={"nameTemplate": template}, files={"file": ("a.mov", b"a")})
    assert (answered.status_code, answered.json()["error"]["code"]) == (400, "BAD_REQUEST")
    served.until_nothing_is_staged()


def test_a_path_with_a_bad_template_is_refused(served: Served, tmp_path: Path) -> None:
    path = make_file(tmp_path / "b.mov", 10)
    for template in ("{date}", 7):
        answered = served.trusted.post(JOBS, json={"path": str(path), "nameTemplate": template})
        assert (answered.status_code, answered.json()["error"]["code"]) == (400, "BAD_REQUEST")
