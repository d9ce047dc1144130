"""What was added together, as the engine tells of it."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from lab.engines.workbench import PART, Workbench, paused_after
from lab.files import make_file
from lab.lines.proxy import FaultProxy
from lab.lines.rules import hold
from uploader_gui.domain.job import Job
from uploader_gui.domain.packages.package import Package
from uploader_gui.transfer.job.job_run import EngineOptions


@pytest.fixture
def told(bench: Workbench) -> list[Package]:
    """Every package that the engine has told of."""
    heard: list[Package] = []

    def hear(packages: Sequence[Package]) -> None:
        heard.extend(packages)

    bench.engine.packages.subscribe(hear)
    return heard


def test_a_package_is_told_before_its_jobs_and_its_new_name_to_all(
    bench: Workbench, proxy: FaultProxy, told: list[Package], tmp_path: Path
) -> None:
    proxy.on("part", hold())
    proxy.on("put", hold())
    card = Package("A007")
    results = bench.submit(bench.new(make_file(tmp_path / "a.mov", 10)), card)
    assert [job.package_id for job in results if isinstance(job, Job)] == [card.package_id]
    assert told == [card]
    renamed = bench.do(bench.engine.packages.rename(card.package_id, "B001"))
    assert told == [card, renamed]
    assert renamed == replace(card, name="B001")
    assert bench.engine.packages.known(card.package_id) == renamed


@pytest.mark.case("B02")
def test_who_hears_of_packages_decides_nothing_of_them(
    bench: Workbench, told: list[Package], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    def raising(_told: object) -> None:
        raise OSError(28, "No space left on device")

    async def subscribe() -> None:
        bench.engine.packages.subscribe(raising)
        bench.engine.on_package_action(raising)
        bench.engine.on_hindrances(raising)
        bench.engine.set_options(EngineOptions(package_command="/no/such/program"))

    bench.do(subscribe())
    for name in ("A007", "B001"):
        for job in bench.upload_together(name, make_file(tmp_path / f"{name}.mov", 10)):
            bench.completed(job.job_id)
    bench.ended(2)
    bench.do(bench.engine.ends_carried_out())
    assert bench.jobs.wanted_actions() == []
    assert {one.name for one in told if one.ended_at} == {"A007", "B001"}
    assert "No space left on device" in caplog.text


def test_files_that_have_jobs_already_make_no_package(
    bench: Workbench, proxy: FaultProxy, told: list[Package], tmp_path: Path
) -> None:
    path = make_file(tmp_path / "a.mov", 2 * PART)
    proxy.on("part", hold())
    first = Package("A007")
    bench.submit(bench.new(path), first)
    (again,) = bench.submit(bench.new(path), Package("another drop"))
    assert isinstance(again, Job)
    assert again.package_id == first.package_id
    assert {package.package_id for package in told} == {first.package_id}
    assert bench.jobs.open_packages() == [first]


def test_a_job_that_is_restarted_or_submitted_with_other_terms_stays_in_its_package(
    bench: Workbench, proxy: FaultProxy, told: list[Package], tmp_path: Path
) -> None:
    path = make_file(tmp_path / "a.mov", 3 * PART)
    job = paused_after(bench, proxy, path)
    assert not job.package_id
    bench.remove(job.job_id)
    proxy.on("part", hold())
    card = Package("A007")
    (added,) = bench.submit(bench.new(path), card)
    assert isinstance(added, Job)
    bench.pause(added.job_id)
    (anew,) = bench.do(bench.engine.restart([added.job_id]))
    assert isinstance(anew, Job)
    bench.pause(added.job_id)
    changed = [replace(one, stage=True) for one in bench.new(path)]
    (again,) = bench.submit(changed, Package("another drop"))
    assert isinstance(again, Job)
    assert {anew.package_id, again.package_id} == {card.package_id}
    assert {package.package_id for package in told} == {card.package_id}
