"""Packages over the HTTP API."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from lab.files import make_file
from lab.lines.proxy import FaultProxy
from lab.lines.rules import hold
from lab.processes.served import JOBS, Json, Served
from lab.stores.s3probe import S3Address


@pytest.fixture
def held(tmp_path: Path, proxied: S3Address, proxy: FaultProxy) -> Iterator[Served]:
    """One whose store takes nothing to its end, so that no package ends."""
    proxy.on("put", hold())
    with Served(tmp_path / "state", proxied) as running:
        yield running


def names_in(served: Served, package: str) -> list[str]:
    answered = served.trusted.get(JOBS, params={"package": package})
    assert answered.status_code == 200, answered.text
    return sorted(job["fileName"] for job in answered.json()["jobs"])


def test_files_with_the_same_package_name_are_one_package_that_can_be_listed(
    held: Served, tmp_path: Path
) -> None:
    first = held.send("a.mov", b"a", package="Früh 7")
    second = held.send("b.mov", b"b", package=" Früh 7 ")
    path = make_file(tmp_path / "c.mov", 10)
    answered = held.trusted.post(JOBS, json={"path": str(path), "package": "Früh 7"})
    third: Json = answered.json()
    assert first["package"] == second["package"] == third["package"]
    assert first["package"]["name"] == "Früh 7"
    for word in ("Früh 7", first["package"]["id"][:8]):
        assert names_in(held, word) == ["a.mov", "b.mov", "c.mov"]
    assert names_in(held, "another") == []


def test_a_file_without_a_package_name_is_a_package_of_its_own(held: Served) -> None:
    first, second = held.send("a.mov", b"a"), held.send("a.mov", b"b")
    assert (first["package"]["name"], second["package"]["name"]) == ("a.mov", "a.mov")
    assert first["package"]["id"] != second["package"]["id"]
    assert held.job(first["jobId"])["package"] == first["package"]


@pytest.mark.parametrize("name", ["a\nb", "x" * 201, "x" * 1000, b"\xff\xfe"])
def test_what_can_be_no_name_of_a_package_is_refused_before_the_file_is_kept(
    held: Served, name: str | bytes
) -> None:
    answered = held.open.post(JOBS, data={"package": name}, files={"file": ("a.mov", b"a")})
    assert (answered.status_code, answered.json()["error"]["code"]) == (400, "BAD_REQUEST")
    assert held.staged() == []


def test_events_say_what_a_job_was_added_with(held: Served) -> None:
    job = held.send("a.mov", b"a", package="A007")
    with held.trusted.stream("GET", f"{JOBS}/{job['jobId']}/events") as events:
        told = next(line for line in events.iter_lines() if line.startswith("data: "))
    assert json.loads(told.removeprefix("data: "))["package"] == job["package"]


def test_a_packages_name_shared_limit_and_start_are_changed(
    held: Served, proxy: FaultProxy, tmp_path: Path
) -> None:
    job: Json = held.trusted.post(
        JOBS,
        json={"path": str(make_file(tmp_path / "a.mov", 10)), "package": "A007", "startAt": "2099-01-01"},
    ).json()
    one = f"/api/v1/packages/{job['package']['id']}"
    shown: Json = held.trusted.get(one).json()
    assert (shown["name"], shown["bandwidthLimit"], shown["filesByStatus"]) == (
        "A007",
        None,
        {"SUBMITTED": 1},
    )
    assert held.trusted.get("/api/v1/packages/A007").json() == shown

    wrong_ones: tuple[object, ...] = (
        {"bandwidthLimit": 0},
        {"startAt": "soon"},
        {"name": ""},
        {"name": "a\nb"},
        {"name": None},
        {"speed": 1},
        {},
    )
    for wrong in wrong_ones:
        refused = held.trusted.patch(one, json=wrong)
        assert (refused.status_code, refused.json()["error"]["code"]) == (400, "BAD_REQUEST"), wrong
    assert held.trusted.get(one).json() == shown
    for asked in (held.open.get(one), held.open.patch(one, json={"name": "B"})):
        assert asked.status_code == 401
    unknown = held.trusted.patch("/api/v1/packages/nobody", json={"name": "B"})
    assert (unknown.status_code, unknown.json()["error"]["code"]) == (404, "NOT_FOUND")

    changed = held.trusted.patch(
        one, json={"bandwidthLimit": 400_000, "name": " B008 ", "startAt": "2099-02-01"}
    )
    assert (changed.json()["name"], changed.json()["bandwidthLimit"]) == ("B008", 400_000)
    assert held.job(job["jobId"])["startAt"].startswith("2099-02-01")
    assert held.job(job["jobId"])["bandwidthLimit"] is None
    assert held.trusted.patch(one, json={"bandwidthLimit": None}).json()["bandwidthLimit"] is None
    proxy.clear()
    assert held.trusted.patch(one, json={"startAt": None}).status_code == 200
    held.wait_for(job["jobId"], "COMPLETED")
    late = held.trusted.patch(one, json={"startAt": "22:00"})
    assert (late.status_code, late.json()["error"]["code"]) == (409, "JOB_NOT_POSTPONABLE")
