"""What an engine is asked and told while jobs run, on a real store."""

import threading
from dataclasses import replace
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from typing import Self

import pytest

from lab.engines.benches import OpenBench
from lab.engines.workbench import PART, Workbench, paused_after
from lab.files import make_file, sha256_of
from lab.lines.proxy import FaultProxy
from lab.lines.rules import error, hold, throttle
from lab.screens.desktop import until
from lab.stores.s3probe import Probe, S3Address
from uploader_gui.domain.errors import ErrorCode, JobNotFoundError, NotAllowedError, SourceError
from uploader_gui.domain.job import Job, JobState
from uploader_gui.domain.plan import KIB
from uploader_gui.storage.jobs import job_database
from uploader_gui.transfer.job.job_run import EngineOptions
from uploader_gui.transfer.jobs_now import Totals

IMPATIENT = EngineOptions(retry_limit=1)
ONE_AT_A_TIME = EngineOptions(jobs_at_once=1)


async def set_options(bench: Workbench, options: EngineOptions) -> None:
    bench.engine.set_options(options)


async def totals(bench: Workbench) -> Totals:
    return bench.engine.jobs_now.totals()


def totals_with_time_left(bench: Workbench) -> Totals:
    found: list[Totals] = []

    def is_known() -> bool:
        found[:] = [bench.do(totals(bench))]
        return found[0].seconds_left is not None

    until(is_known, "the time left")
    return found[0]


def one_running_one_waiting(bench: Workbench, proxy: FaultProxy, folder: Path) -> tuple[Job, Job]:
    """Two jobs, of which the first holds the only slot until ``proxy.clear()``."""
    proxy.on("part", hold())
    first, second = [bench.upload(make_file(folder / name, 2 * PART)) for name in ("a.mov", "b.mov")]
    proxy.log.wait_for("part")
    return first, second


def test_limits_changed_while_sending_act_at_once(
    open_bench: OpenBench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    bench = open_bench(options=EngineOptions(workers=1, bandwidth_limit=50_000))
    path = make_file(tmp_path / "clip.mov", 4 * PART)
    job = bench.upload(path)
    proxy.log.wait_for_bytes(50_000)
    assert proxy.log.body_bytes("part") < PART
    bench.do(set_options(bench, EngineOptions(workers=4)))
    bench.completed(job.job_id, timeout=60)  # of the seven minutes that it would have taken
    assert bucket.sha256("clip.mov") == sha256_of(path)


def test_a_clock_that_is_put_back_meanwhile_holds_nothing_up(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class AnHourAgo(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Self:
            return super().now(tz) - timedelta(hours=1)

    held = proxy.on("part", hold(), number=2)
    path = make_file(tmp_path / "clip.mov", 3 * PART)
    job = bench.upload(path)
    proxy.log.wait_for("part", number=2)
    monkeypatch.setattr(job_database, "datetime", AnHourAgo)
    held.release()
    status = bench.completed(job.job_id)
    assert status.job.uploaded_parts == 3
    assert bucket.sha256("clip.mov") == sha256_of(path)


def test_totals_are_of_all_running_jobs(open_bench: OpenBench, proxy: FaultProxy, tmp_path: Path) -> None:
    bench = open_bench(options=EngineOptions(workers=2))
    assert bench.do(totals(bench)).active_parts == 0
    held = proxy.on("part", hold())
    jobs = [bench.upload(make_file(tmp_path / f"{name}.mov", 2 * PART)) for name in "ab"]
    proxy.log.wait_for("part", count=2)
    found = bench.do(totals(bench))
    assert (found.active_parts, found.workers, found.seconds_left) == (2, 2, None)
    held.release()
    for job in jobs:
        bench.completed(job.job_id)


def test_time_left_of_all_counts_what_waits_too(
    bucket: Probe, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("uploader_gui.domain.rate.SETTLING_S", 0.0)
    with (
        # Next to nothing is buffered on it, so that it always moves: what stands still has no time left.
        FaultProxy(bucket.address.endpoint, receive_buffer=16 * KIB) as line,
        Workbench(
            tmp_path / "state",
            replace(bucket.address, endpoint=line.endpoint),
            options=EngineOptions(workers=1, jobs_at_once=1),
        ) as bench,
    ):
        line.on("part", throttle(50_000), number=2)
        running = bench.upload(make_file(tmp_path / "a.mov", 2 * PART))
        line.log.wait_for("part", number=2)
        waiting = bench.upload(make_file(tmp_path / "b.mov", 3 * PART))
        bench.wait_until(
            running.job_id, lambda status: status.job.uploaded_parts == 1, "part 2 is on its way"
        )
        found = totals_with_time_left(bench)
        assert bench.status(waiting.job_id).job.state is JobState.SUBMITTED
    left = (found.seconds_left or 0) * found.bytes_per_second
    # Of the part that is on its way only what is not sent yet; sockets may hold all of it.
    assert 3 * PART - 1 <= left < 4 * PART


def test_an_error_of_ours_fails_its_job_in_words_and_no_other(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    job = paused_after(bench, proxy, make_file(tmp_path / "a.mov", 3 * PART))
    bench.breaks_at = "a.mov"
    bench.resume(job.job_id)
    failed = bench.failed(job.job_id)
    assert (failed.error_code, failed.uploaded_parts) == (ErrorCode.INTERNAL, 2)
    assert "Resume tries again" in failed.message
    assert "a bug that shows at a.mov" in caplog.text
    bench.completed(bench.upload(make_file(tmp_path / "b.mov", 2 * PART)).job_id)
    bench.breaks_at = ""
    bench.forget_events()
    bench.resume(job.job_id)
    bench.completed(job.job_id)
    assert bucket.sha256("a.mov") == sha256_of(tmp_path / "a.mov")


def test_statuses_are_newest_first_and_chosen_by_state(bench: Workbench, tmp_path: Path) -> None:
    ids = [bench.upload(make_file(tmp_path / f"{number}.mov", 10)).job_id for number in range(3)]
    for job_id in ids:
        bench.completed(job_id)
    statuses = bench.do(bench.engine.jobs_now.statuses())
    assert [status.job.job_id for status in statuses] == ids[::-1]
    assert all(status.recording is not None for status in statuses)
    assert bench.do(bench.engine.jobs_now.statuses(state=JobState.FAILED)) == []
    page = bench.do(bench.engine.jobs_now.statuses(limit=1, before_id=ids[2]))
    assert [status.job.job_id for status in page] == [ids[1]]


def test_removing_a_completed_job_leaves_its_object(bench: Workbench, bucket: Probe, tmp_path: Path) -> None:
    job = bench.completed(bench.upload(make_file(tmp_path / "clip.mov", 2 * PART)).job_id).job
    bench.remove(job.job_id)
    assert bench.jobs.jobs() == []
    assert bucket.head("clip.mov") is not None
    with pytest.raises(JobNotFoundError):
        bench.status(job.job_id)


def test_pausing_and_resuming_all_touches_those_that_may(
    open_bench: OpenBench, proxy: FaultProxy, tmp_path: Path
) -> None:
    bench = open_bench(options=EngineOptions(jobs_at_once=1))
    done = bench.completed(bench.upload(make_file(tmp_path / "done.mov", 10)).job_id).job
    held = proxy.on("part", hold())
    jobs = [bench.upload(make_file(tmp_path / f"{name}.mov", 2 * PART)) for name in "ab"]
    proxy.log.wait_for("part")
    paused = bench.do(bench.engine.pause(None))
    assert {status.job.job_id for status in paused} == {job.job_id for job in jobs}
    held.release()
    proxy.clear()
    bench.forget_events()
    resumed = bench.do(bench.engine.resume(None))
    assert {status.job.job_id for status in resumed} == {job.job_id for job in jobs}
    for job in jobs:
        bench.completed(job.job_id)
    assert bench.status(done.job_id).job.attempts == done.attempts


def test_restart_of_a_file_that_is_gone_changes_nothing(
    bench: Workbench, proxy: FaultProxy, tmp_path: Path
) -> None:
    path = make_file(tmp_path / "clip.mov", 2 * PART)
    proxy.on("part", error(403, "AccessDenied"))
    job = bench.failed(bench.upload(path).job_id)
    path.unlink()
    with pytest.raises(SourceError):
        bench.do(bench.engine.restart([job.job_id]))
    assert bench.status(job.job_id).job == job


@pytest.mark.case("C47")
@pytest.mark.parametrize("operation", ["create", "part", "put"])
def test_store_that_keeps_failing_ends_the_job_at_the_limit_with_its_parts_kept(
    open_bench: OpenBench, bucket: Probe, proxy: FaultProxy, tmp_path: Path, operation: str
) -> None:
    bench = open_bench(options=IMPATIENT)
    path = make_file(tmp_path / "clip.mov", 1000 if operation == "put" else 2 * PART)
    proxy.on(operation, error(500, "InternalError"), number=2 if operation == "part" else None)
    job = bench.failed(bench.upload(path).job_id)
    assert job.error_code == ErrorCode.STORE_ERROR
    assert proxy.log.count("abort") == 0
    proxy.clear()
    bench.forget_events()
    bench.resume(job.job_id)
    bench.completed(job.job_id)
    assert bucket.sha256("clip.mov") == sha256_of(path)


def test_host_that_was_never_reached_is_a_wrong_address(proxied: S3Address, tmp_path: Path) -> None:
    nowhere = replace(proxied, endpoint="http://store.invalid:9000")
    with Workbench(tmp_path / "state", nowhere) as bench:
        failed = bench.failed(bench.upload(make_file(tmp_path / "clip.mov", 2 * PART)).job_id)
    assert failed.error_code == ErrorCode.HOST_NOT_FOUND
    assert "Correct the address" in failed.message


def test_waiting_job_of_a_program_that_ended_runs_when_the_next_starts_or_resumes_it(
    open_bench: OpenBench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    first = open_bench(options=ONE_AT_A_TIME)
    running, waiting = one_running_one_waiting(first, proxy, tmp_path)
    first.close()
    one_off = open_bench(runs_waiting=False)
    proxy.clear()
    assert one_off.status(waiting.job_id).job.state is JobState.SUBMITTED
    one_off.resume(waiting.job_id)
    one_off.completed(waiting.job_id)
    assert one_off.status(running.job_id).job.state is JobState.PAUSED
    assert bucket.keys() == ["b.mov"]


def test_resuming_a_job_that_waits_for_its_turn_changes_nothing(
    open_bench: OpenBench, proxy: FaultProxy, tmp_path: Path
) -> None:
    bench = open_bench(options=ONE_AT_A_TIME)
    running, waiting = one_running_one_waiting(bench, proxy, tmp_path)
    with pytest.raises(NotAllowedError):
        bench.resume(waiting.job_id)
    proxy.clear()
    bench.completed(running.job_id)
    bench.completed(waiting.job_id)
    assert proxy.log.count("create") == 2


def test_waiting_job_of_a_one_off_run_is_paused_when_that_ends(
    open_bench: OpenBench, proxy: FaultProxy, tmp_path: Path
) -> None:
    """Nobody would start it: a one-off run starts only its own jobs."""
    first = open_bench(options=ONE_AT_A_TIME, runs_waiting=False)
    jobs = one_running_one_waiting(first, proxy, tmp_path)
    first.close()
    again = open_bench(runs_waiting=False)
    assert {again.status(job.job_id).job.state for job in jobs} == {JobState.PAUSED}


@pytest.mark.case("C49")
def test_two_jobs_for_neighbouring_keys_do_not_meet(bench: Workbench, bucket: Probe, tmp_path: Path) -> None:
    (tmp_path / "d").mkdir()
    paths = [make_file(tmp_path / "d" / "x.mov", 100), make_file(tmp_path / "x.mov", 200, seed=2)]
    for path, prefix in zip(paths, ["d", ""], strict=True):
        (job,) = bench.submit(bench.new(path, prefix=prefix))
        assert isinstance(job, Job)
        bench.completed(job.job_id)
    assert bucket.keys() == ["d/x.mov", "x.mov"]
    assert [bucket.sha256(key) for key in bucket.keys()] == [sha256_of(path) for path in paths]  # noqa: SIM118


def test_the_last_job_to_end_is_told_of_at_once(
    open_bench: OpenBench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench = open_bench()
    bench.completed(bench.upload(make_file(tmp_path / "first.mov", 10)).job_id)
    for waits in ("outcomes._GATHERING_S", "announcer.PERIOD_S"):
        monkeypatch.setattr(f"uploader_gui.transfer.{waits}", 600.0)
    for name in ("second.mov", "third.mov"):
        bench.completed(bench.upload(make_file(tmp_path / name, 10)).job_id)


def test_no_thread_of_an_engine_outlives_it(open_bench: OpenBench, tmp_path: Path) -> None:
    """A window starts one engine; but programs that start many, as these tests do, ran out of threads."""
    before = set(threading.enumerate())
    bench = open_bench()
    for job in bench.submit(
        bench.new(make_file(tmp_path / "big.mov", 4 * PART), make_file(tmp_path / "small", 10))
    ):
        assert isinstance(job, Job)
        bench.completed(job.job_id)
    started = [
        one for one in threading.enumerate() if one not in before and not one.name.startswith("Thread")
    ]
    assert {one.name.split("-")[0] for one in started} >= {"part", "call"}
    bench.close()
    for thread in started:
        thread.join(30)
    assert [one.name for one in started if one.is_alive()] == []
