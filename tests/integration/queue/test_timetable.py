"""A timetable on the real store: limits by the hour, nothing at other hours, jobs that start at a time."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from lab.clock import MovedClock
from lab.engines.benches import OpenBench
from lab.engines.workbench import PART, Workbench
from lab.files import make_file, sha256_of
from lab.lines.proxy import FaultProxy
from lab.lines.rules import hold, stall
from lab.stores.s3probe import Probe
from uploader_gui.domain.errors import NotAllowedError
from uploader_gui.domain.events import Activity, JobStatus
from uploader_gui.domain.job import Job, JobState
from uploader_gui.domain.packages.package import Package
from uploader_gui.domain.unattended.timetable_text import parsed_timetable
from uploader_gui.s3.http.request_body import SEND_SLICE_SIZE
from uploader_gui.transfer.job.job_run import EngineOptions

AT_NIGHT = EngineOptions(timetable=parsed_timetable("only between 20:00-06:00"))
PARTS = 12
AT_ONCE = 4
SOME = 2 * SEND_SLICE_SIZE
MB = 1_000_000


@pytest.fixture
def berlin() -> MovedClock:
    return MovedClock("2026-11-30T22:00")


def waits(status: JobStatus) -> bool:
    return status.activity is Activity.WAITING_FOR_TIMETABLE


def limit_at(bench: Workbench, clock: MovedClock, wall: str) -> int | None:
    clock.set(wall)
    bench.look_at_clock()
    assert bench.engine.timekeeper.now.sends
    return bench.engine.timekeeper.now.limit


def test_when_the_hours_end_parts_are_sent_to_their_end_and_no_others(
    open_bench: OpenBench, bucket: Probe, proxy: FaultProxy, tmp_path: Path, berlin: MovedClock
) -> None:
    bench = open_bench(options=replace(AT_NIGHT, workers=AT_ONCE), clock=berlin.clock)
    held = proxy.on("part", stall(SOME))
    path = make_file(tmp_path / "clip.mov", PARTS * PART)
    job = bench.upload(path)
    proxy.log.wait_for_bytes(AT_ONCE * SOME)
    berlin.set("2026-12-01T06:00")
    bench.look_at_clock()
    winding_down = bench.status(job.job_id)
    assert winding_down.message == "Sending the parts on their way to their end, no more (timetable)"
    held.release()
    waiting = bench.wait_until(job.job_id, waits, "it waits for the night")
    assert waiting.job.state is JobState.SUBMITTED
    assert waiting.message == "Waiting until 20:00 (timetable)"
    assert waiting.job.uploaded_parts == AT_ONCE
    assert sorted(proxy.log.parts_sent()) == sorted(proxy.log.parts_stored()) == [1, 2, 3, 4]
    berlin.set("2026-12-01T20:00")
    bench.look_at_clock()
    bench.completed(job.job_id)
    assert sorted(proxy.log.parts_stored()) == list(range(1, PARTS + 1))
    assert bucket.sha256("clip.mov") == sha256_of(path)


def test_what_has_not_ended_after_a_minute_is_cut_off(
    open_bench: OpenBench,
    bucket: Probe,
    proxy: FaultProxy,
    tmp_path: Path,
    berlin: MovedClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("uploader_gui.transfer.hours.timed_jobs.LONGEST_END_S", 0.05)
    bench = open_bench(options=AT_NIGHT, clock=berlin.clock)
    held = proxy.on("part", hold())
    path = make_file(tmp_path / "clip.mov", 2 * PART)
    job = bench.upload(path)
    proxy.log.wait_for("part")
    berlin.set("2026-12-01T06:00")
    bench.look_at_clock()
    waiting = bench.wait_until(job.job_id, waits, "it waits for the night")
    assert (waiting.job.state, waiting.job.uploaded_parts) == (JobState.SUBMITTED, 0)
    held.release()
    proxy.clear()
    berlin.set("2026-12-01T20:00")
    bench.look_at_clock()
    bench.completed(job.job_id)
    assert bucket.sha256("clip.mov") == sha256_of(path)


@pytest.mark.parametrize("size", [10, 2 * PART], ids=["small", "big"])
def test_outside_the_hours_nothing_leaves(
    open_bench: OpenBench, bucket: Probe, proxy: FaultProxy, tmp_path: Path, berlin: MovedClock, size: int
) -> None:
    berlin.set("2026-12-01T12:00")
    bench = open_bench(options=AT_NIGHT, clock=berlin.clock)
    job = bench.upload(make_file(tmp_path / "clip.mov", size))
    status = bench.wait_until(job.job_id, waits, "it waits for the night")
    assert status.message == "Waiting until 20:00 (timetable)"
    assert not proxy.log.parts_sent()
    assert not proxy.log.count("put")
    berlin.set("2026-12-01T20:00")
    bench.look_at_clock()
    bench.completed(job.job_id)


def test_what_waits_for_the_night_goes_on_by_itself_after_the_program_was_opened_again(
    open_bench: OpenBench, bucket: Probe, tmp_path: Path, berlin: MovedClock
) -> None:
    berlin.set("2026-12-01T12:00")
    bench = open_bench(options=AT_NIGHT, clock=berlin.clock)
    job = bench.upload(make_file(tmp_path / "clip.mov", 2 * PART))
    bench.close()
    bench = open_bench(options=AT_NIGHT, clock=berlin.clock)
    assert bench.status(job.job_id).activity is Activity.WAITING_FOR_TIMETABLE
    berlin.set("2026-12-01T20:00")
    bench.look_at_clock()
    bench.completed(job.job_id)


def test_a_clock_that_is_set_back_by_hand_counts_as_it_is(
    open_bench: OpenBench, tmp_path: Path, berlin: MovedClock
) -> None:
    bench = open_bench(options=AT_NIGHT, clock=berlin.clock)
    berlin.set("2026-11-30T12:00")
    bench.look_at_clock()
    job = bench.upload(make_file(tmp_path / "clip.mov", 10))
    assert bench.wait_until(job.job_id, waits).message == "Waiting until 20:00 (timetable)"
    berlin.set("2026-12-01T03:00")
    bench.look_at_clock()
    bench.completed(job.job_id)


def test_a_clock_that_was_moved_is_noticed_without_being_told(
    open_bench: OpenBench, tmp_path: Path, berlin: MovedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As after a laptop has slept, whose timers have stood still."""
    monkeypatch.setattr("uploader_gui.transfer.hours.timekeeper.LOOK_EVERY_S", 0.02)
    berlin.set("2026-12-01T12:00")
    bench = open_bench(options=AT_NIGHT, clock=berlin.clock)
    job = bench.upload(make_file(tmp_path / "clip.mov", 10))
    bench.wait_until(job.job_id, waits, "it waits for the night")
    berlin.set("2026-12-01T23:00")
    bench.completed(job.job_id)


def test_it_can_be_paused_and_removed_while_it_waits(
    open_bench: OpenBench, tmp_path: Path, berlin: MovedClock
) -> None:
    berlin.set("2026-12-01T12:00")
    bench = open_bench(options=AT_NIGHT, clock=berlin.clock)
    job = bench.upload(make_file(tmp_path / "clip.mov", 2 * PART))
    assert bench.pause(job.job_id).job.state is JobState.PAUSED
    assert bench.resume(job.job_id).message == "Waiting until 20:00 (timetable)"
    bench.remove(job.job_id)
    assert bench.jobs.jobs() == []


@pytest.mark.parametrize(
    ("eve", "morning", "hours"), [("2026-03-28", "2026-03-29", 23), ("2026-10-24", "2026-10-25", 25)]
)
def test_a_day_of_limits_goes_by_the_walls_clock_when_that_is_put_forward_or_back(
    open_bench: OpenBench, berlin: MovedClock, eve: str, morning: str, hours: int
) -> None:
    rules = "08-18 Mon-Fri 2 MB/s; 02:00-08:00 3 MB/s; 20-24 no limit; else 1 MB/s"
    options = EngineOptions(bandwidth_limit=5 * MB, timetable=parsed_timetable(rules))
    berlin.set(f"{eve}T20:00")
    bench = open_bench(options=options, clock=berlin.clock)
    assert limit_at(bench, berlin, f"{eve}T23:59:59") == 5 * MB  # of the settings
    assert limit_at(bench, berlin, f"{morning}T00:00") == 1 * MB
    assert limit_at(bench, berlin, f"{morning}T01:59") == 1 * MB
    berlin.set(f"{eve}T08:00")
    berlin.move(hours=hours)
    bench.look_at_clock()
    assert bench.engine.timekeeper.now.limit == 1 * MB  # 08:00 on a Sunday, by that many hours later
    berlin.move(seconds=-1)
    bench.look_at_clock()
    assert bench.engine.timekeeper.now.limit == 3 * MB
    until = bench.engine.timekeeper.now.in_force.until
    assert until is not None
    assert f"{until:%Y-%m-%d %H:%M}" == f"{morning} 08:00"


def test_other_rules_act_at_once(open_bench: OpenBench, tmp_path: Path, berlin: MovedClock) -> None:
    bench = open_bench(clock=berlin.clock)

    async def use(rules: str) -> None:
        bench.engine.set_options(EngineOptions(timetable=parsed_timetable(rules)))

    bench.do(use("only between 08-18"))
    job = bench.upload(make_file(tmp_path / "clip.mov", 2 * PART))
    assert bench.wait_until(job.job_id, waits).message == "Waiting until 08:00 (timetable)"
    bench.do(use(""))
    bench.completed(job.job_id)


def test_a_timetable_can_be_left_aside_until_it_changes_next(
    open_bench: OpenBench, tmp_path: Path, berlin: MovedClock
) -> None:
    berlin.set("2026-12-01T12:00")
    bench = open_bench(options=AT_NIGHT, clock=berlin.clock)

    async def ignore() -> None:
        bench.engine.timekeeper.ignore(is_ignored=True)

    bench.do(ignore())
    bench.completed(bench.upload(make_file(tmp_path / "first.mov", 10)).job_id)
    berlin.set("2026-12-01T20:00")
    bench.look_at_clock()
    berlin.set("2026-12-02T06:00")
    bench.look_at_clock()
    later = bench.upload(make_file(tmp_path / "second.mov", 10, seed=2))
    assert bench.wait_until(later.job_id, waits).message == "Waiting until 20:00 (timetable)"


def test_a_job_that_starts_later_takes_no_slot_until_then(
    open_bench: OpenBench, tmp_path: Path, berlin: MovedClock
) -> None:
    bench = open_bench(options=EngineOptions(jobs_at_once=1), clock=berlin.clock)
    at = berlin.now + timedelta(hours=3)
    later = start_later(bench, make_file(tmp_path / "later.mov", 2 * PART), at)
    status = bench.status(later.job_id)
    assert (status.activity, status.message) == (Activity.WAITING_FOR_START, "Starts at 01:00")
    bench.completed(bench.upload(make_file(tmp_path / "now.mov", 2 * PART, seed=2)).job_id)
    assert bench.status(later.job_id).job.state is JobState.SUBMITTED
    berlin.move(hours=3)
    bench.look_at_clock()
    bench.completed(later.job_id)


def test_the_time_outlives_the_program_and_can_be_taken_back(
    open_bench: OpenBench, tmp_path: Path, berlin: MovedClock
) -> None:
    bench = open_bench(clock=berlin.clock)
    job = start_later(bench, make_file(tmp_path / "clip.mov", 10), berlin.now + timedelta(days=2))
    bench.close()
    bench = open_bench(clock=berlin.clock)
    assert bench.status(job.job_id).message == "Starts at 2026-12-02 22:00"
    bench.do(bench.engine.start_at([job.job_id], None))
    assert bench.completed(job.job_id).job.start_at is None


def test_what_is_paused_can_be_given_a_time_and_what_runs_can_not(
    open_bench: OpenBench, proxy: FaultProxy, tmp_path: Path, berlin: MovedClock
) -> None:
    bench = open_bench(clock=berlin.clock)
    proxy.on("part", hold())
    job = bench.upload(make_file(tmp_path / "clip.mov", 2 * PART))
    proxy.log.wait_for("part")
    at = datetime(2026, 12, 1, 5, tzinfo=UTC)
    with pytest.raises(NotAllowedError) as refused:
        bench.do(bench.engine.start_at([job.job_id], at))
    assert refused.value.code == "JOB_NOT_POSTPONABLE"
    bench.pause(job.job_id)
    (status,) = bench.do(bench.engine.start_at([job.job_id], at))
    assert (status.job.state, status.message) == (JobState.SUBMITTED, "Starts at 06:00")
    proxy.clear()
    berlin.set("2026-12-01T06:00")
    bench.look_at_clock()
    bench.completed(job.job_id)


def start_later(bench: Workbench, path: Path, at: datetime) -> Job:
    """Submit it to start at ``at``."""
    (new,) = bench.new(path)
    (job,) = bench.submit([replace(new, start_at=at)], Package("later"))
    assert isinstance(job, Job)
    return job
