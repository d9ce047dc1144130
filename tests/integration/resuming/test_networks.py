"""Lines that drop, crawl and stand still, and stores that ask for patience, before a real store."""

import itertools
import socket
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import NoReturn
from urllib.parse import urlsplit

import pytest

from lab.engines.benches import OpenBench
from lab.engines.part_order import share_of_the_first
from lab.engines.workbench import PART, Workbench, paused_after
from lab.files import make_file, sha256_of
from lab.lines.dead_address import NAME, dead_address
from lab.lines.log import Entry
from lab.lines.proxy import FaultProxy
from lab.lines.rules import answer, cut, error, hold, stall
from lab.stopwatch import least
from lab.stores.s3probe import Probe, S3Address
from uploader_gui.domain.events import Activity
from uploader_gui.domain.job import JobState
from uploader_gui.domain.plan import KIB, MIB
from uploader_gui.transfer.job.job_run import EngineOptions


def at_once(entries: Sequence[Entry]) -> int:
    """The most requests that were open together: what follows an answer may arrive before its request is cleared away."""
    moments = [(entry.arrived_at, 1) for entry in entries] + [(entry.answered_at, -1) for entry in entries]
    now = most = 0
    for _, change in sorted(moments):
        now += change
        most = max(most, now)
    return most


def not_found(*_asked: object, **_how: object) -> NoReturn:
    """What a resolver says while there is no network."""
    raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")


@pytest.mark.case("C32")
def test_outage_shows_waiting_for_the_network_and_goes_on_by_itself(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    path = make_file(tmp_path / "clip.mov", 4 * PART)
    proxy.on("part", hold(), number=3)
    proxy.on("part", hold(), number=4)
    job = bench.upload(path)
    bench.wait_until(job.job_id, lambda status: status.job.uploaded_parts == 2, "2 parts")
    proxy.away()
    proxy.clear()
    bench.wait_for_retry(job.job_id, 2)
    said = bench.wait_until(
        job.job_id, lambda status: status.activity is Activity.WAITING_FOR_NETWORK, "waiting"
    )
    assert said.message.startswith("Waiting for the network: ")
    assert said.job.state is JobState.UPLOADING
    proxy.log.clear()
    proxy.back()
    bench.completed(job.job_id)
    assert sorted(proxy.log.parts_sent()) == [3, 4]
    assert proxy.log.count("create") == proxy.log.count("abort") == 0
    assert bucket.sha256("clip.mov") == sha256_of(path)


@pytest.mark.case("L3.1")
def test_after_a_drop_the_oldest_parts_go_first_again(
    bench: Workbench, proxy: FaultProxy, tmp_path: Path
) -> None:
    path = make_file(tmp_path / "clip.mov", 6 * PART)
    held = [proxy.on("part", hold(), answer(503), number=number, times=1) for number in range(1, 5)]
    again = proxy.on("part", hold())  # what arrives lets others leave
    job = bench.upload(path)
    proxy.log.wait_for("part", count=4)
    for number, rule in enumerate(held, start=1):
        rule.release()
        proxy.log.wait_for("part", number=number, stage="ended")
    proxy.log.wait_for("part", count=6)
    assert sorted(proxy.log.parts_sent()[4:]) == [1, 2]
    again.release()
    bench.completed(job.job_id)


@pytest.mark.case("C32")
def test_name_of_a_store_that_was_reached_before_is_waited_for_until_it_is_found_again(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    """As on a train: the computer is awake and its resolver is not."""
    path = make_file(tmp_path / "clip.mov", 4 * PART)
    job = paused_after(bench, proxy, path)
    with pytest.MonkeyPatch.context() as offline:
        offline.setattr(socket, "getaddrinfo", not_found)
        bench.resume(job.job_id)
        said = bench.wait_until(
            job.job_id, lambda status: status.activity is Activity.WAITING_FOR_NETWORK, "waiting"
        )
        assert said.job.state is JobState.UPLOADING
    bench.completed(job.job_id)
    assert sorted(proxy.log.parts_sent()) == [3, 4]
    assert bucket.sha256("clip.mov") == sha256_of(path)


@pytest.mark.case("W06")
def test_a_person_who_wants_it_tried_now_does_not_wait_for_what_the_store_asked_for(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    path = make_file(tmp_path / "clip.mov", 4 * PART)
    proxy.on("part", answer(503, headers={"Retry-After": "3600"}))
    job = bench.upload(path)
    said = bench.wait_until(
        job.job_id, lambda status: status.activity is Activity.WAITING_TO_RETRY, "waiting"
    )
    assert said.retry_in_s is not None
    assert said.retry_in_s > 3000
    proxy.clear()
    bench.do(bench.engine.try_now(None))
    bench.completed(job.job_id)
    assert bucket.sha256("clip.mov") == sha256_of(path)


@pytest.mark.case("W06")
def test_parts_that_the_store_does_not_answer_are_sent_anew_when_a_person_wants_that(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("uploader_gui.transfer.job.job_progress._STANDS_STILL_S", 1.0)
    path = make_file(tmp_path / "clip.mov", 4 * PART)
    proxy.on("part", stall(50_000))
    job = bench.upload(path)
    proxy.log.wait_for_bytes(50_000)
    bench.wait_until(
        job.job_id, lambda status: status.activity is Activity.WAITING_FOR_STORE, "standing still"
    )
    sent = proxy.log.count("part")
    bench.do(bench.engine.try_now([job.job_id]))
    proxy.log.wait_for("part", count=sent + 1)
    proxy.clear()
    bench.completed(job.job_id)
    assert bucket.sha256("clip.mov") == sha256_of(path)
    noted = [line.words for line in bench.jobs.log(job.job_id)]
    assert not [words for words in noted if "moved" in words or "Retry" in words]


@pytest.mark.case("W06")
def test_an_outage_is_logged_without_a_countdown(bench: Workbench, proxy: FaultProxy, tmp_path: Path) -> None:
    path = make_file(tmp_path / "clip.mov", 4 * PART)
    held = proxy.on("part", hold())
    job = bench.upload(path)
    proxy.log.wait_for("part")
    proxy.away()
    bench.wait_until(job.job_id, lambda status: status.activity is Activity.WAITING_FOR_NETWORK, "waiting")
    held.release()
    proxy.clear()
    proxy.back()
    bench.do(bench.engine.try_now(None))
    bench.completed(job.job_id)
    bench.close()  # what it still has to write is written
    (outage,) = [line.words for line in bench.jobs.log(job.job_id) if "Waiting for the network" in line.words]
    assert "Retry" not in outage
    assert "Trying" not in outage


@pytest.mark.case("W09")
def test_of_more_jobs_than_may_be_sent_at_once_only_those_are_said_to_be_sending(
    open_bench: OpenBench, proxy: FaultProxy, tmp_path: Path
) -> None:
    bench = open_bench(options=EngineOptions(jobs_at_once=3, workers=1))
    held = proxy.on("part", hold())
    paths = [make_file(tmp_path / f"{number}.mov", 2 * PART, seed=number) for number in range(3)]
    jobs = [bench.upload(path) for path in paths]
    proxy.log.wait_for("part")
    (sent,) = (entry.key for entry in proxy.log.entries("part"))
    for job in jobs:
        if job.destination.object_key != sent:
            bench.wait_until(
                job.job_id, lambda status: status.activity is Activity.WAITING_FOR_TURN, "its turn"
            )
    (sending,) = (job for job in jobs if bench.status(job.job_id).in_flight_parts)
    assert sending.destination.object_key == sent
    held.release()
    proxy.clear()
    for job in jobs:
        bench.completed(job.job_id)


@pytest.mark.case("C07")
def test_attempt_that_failed_and_then_worked_ends_well(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    path = make_file(tmp_path / "clip.mov", 2 * PART)
    proxy.on("part", cut("in_body", after_bytes=1_000_000), number=1, times=1)
    status = bench.completed(bench.upload(path).job_id)
    assert (status.job.error_code, status.message) == ("", "Uploaded, checksum matches")
    assert sorted(proxy.log.parts_sent()) == [1, 1, 2]
    assert bucket.sha256("clip.mov") == sha256_of(path)


@pytest.mark.case("C34")
def test_retry_after_is_honoured_by_all_jobs_that_go_to_the_store(
    open_bench: OpenBench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    bench = open_bench(options=EngineOptions(workers=2))
    asks = proxy.on("part", hold(), answer(503, headers={"Retry-After": "2"}), times=1)
    other = proxy.on("part", hold(), times=1)
    first = bench.upload(make_file(tmp_path / "first.mov", 3 * PART))
    second = bench.upload(make_file(tmp_path / "second.mov", 3 * PART, seed=2))
    proxy.log.wait_for("part", count=2)  # all that may be on its way
    asks.release()
    refused = proxy.log.wait_for("part", stage="answered")
    waiting = first if refused.key == "first.mov" else second
    bench.wait_until(
        waiting.job_id, lambda status: status.retry_in_s is not None, "it waits, be it until now"
    )
    other.release()
    for job in (first, second):
        bench.completed(job.job_id)
    later = proxy.log.entries("part")[2:]
    assert min(entry.arrived_at for entry in later) - refused.answered_at >= 1.9
    assert {entry.key for entry in later} == {"first.mov", "second.mov"}
    assert proxy.log.count("abort") == 0
    for path in (tmp_path / "first.mov", tmp_path / "second.mov"):
        assert bucket.sha256(path.name) == sha256_of(path)


@pytest.mark.case("C34")
def test_store_that_is_busy_gets_fewer_parts_at_once_until_it_recovers(
    open_bench: OpenBench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    bench = open_bench(options=EngineOptions(workers=4))
    path = make_file(tmp_path / "clip.mov", 12 * PART)
    proxy.on("part", error(503, "SlowDown"), times=4)
    bench.completed(bench.upload(path).job_id, timeout=60)
    answered = proxy.log.entries("part")
    busy_until = max(entry.answered_at for entry in answered if entry.status == 503)
    after = [entry for entry in answered if entry.arrived_at > busy_until]
    first_end = min(entry.answered_at for entry in after)
    assert at_once([entry for entry in after if entry.arrived_at < first_end]) <= 2
    assert at_once(after) > 2
    assert proxy.log.count("abort") == 0
    assert bucket.sha256("clip.mov") == sha256_of(path)


@pytest.mark.case("C45")
def test_thin_line_is_used_by_few_of_many_workers_and_nothing_times_out(
    open_bench: OpenBench, proxy: FaultProxy, tmp_path: Path
) -> None:
    bench = open_bench(options=EngineOptions(workers=16))
    proxy.throttle(125_000)
    (new,) = bench.new(make_file(tmp_path / "clip.mov", 16 * 48 * KIB))
    complete = proxy.on("complete", hold())  # the store would refuse such small parts now
    bench.submit([bench.small_parts(new, 48 * KIB)])
    proxy.log.wait_for("complete", timeout=60)
    parts = proxy.log.entries("part")
    assert len(parts) == 16
    assert {entry.status for entry in parts} == {200}
    assert at_once(parts) <= 8
    complete.release()


@pytest.mark.case("L3.1")
def test_under_a_limit_parts_are_finished_one_after_the_other(
    open_bench: OpenBench, proxy: FaultProxy, tmp_path: Path
) -> None:
    bench = open_bench(options=EngineOptions(bandwidth_limit=4_000_000))
    files = (make_file(tmp_path / f"{number}.mov", 8 * 512 * KIB) for number in itertools.count())
    assert least(lambda: share_of_the_first(bench, proxy, bench.new(next(files))[0]), 0.5) < 0.5
    proxy.clear()


@pytest.mark.case("C24", "C16")
def test_every_stalled_part_is_stopped_and_sent_again_later(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    path = make_file(tmp_path / "clip.mov", 4 * PART)
    proxy.on("part", stall(50_000))
    job = bench.upload(path)
    proxy.log.wait_for("part", count=4)
    bench.pause(job.job_id)
    proxy.clear()
    bench.resume(job.job_id)
    bench.completed(job.job_id)
    assert bucket.sha256("clip.mov") == sha256_of(path)


@pytest.mark.case("C46")
def test_sixteen_workers_keep_their_connections(
    open_bench: OpenBench, proxy: FaultProxy, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    bench = open_bench(options=EngineOptions(workers=16))
    (new,) = bench.new(make_file(tmp_path / "clip.mov", 200 * 64 * KIB))
    proxy.on("complete", hold())
    bench.submit([bench.small_parts(new, 64 * KIB)])
    proxy.log.wait_for("complete")
    assert "pool" not in caplog.text
    assert len({entry.client_port for entry in proxy.log.entries("part")}) <= 18


@pytest.mark.case("C64", "C65")
def test_progress_never_falls_and_counts_what_the_store_has(
    bench: Workbench, proxy: FaultProxy, tmp_path: Path
) -> None:
    for number in (1, 3, 5):
        proxy.on("part", cut("in_body", after_bytes=2_000_000), number=number, times=1)
    proxy.throttle(30_000_000)
    job = bench.upload(make_file(tmp_path / "clip.mov", 6 * PART))
    bench.completed(job.job_id)
    told = [event.status for event in bench.events if event.status.job.job_id == job.job_id]
    shown = [status.job.progress for status in told]
    assert shown == sorted(shown)
    assert shown[-1] == 100.0
    assert all(0 <= status.job.bytes_done + status.bytes_in_flight <= 6 * PART for status in told)


@pytest.mark.case("R26", "L3.4")
def test_a_dead_first_address_of_the_name_costs_a_second_at_most(
    open_bench: OpenBench, proxied: S3Address, proxy: FaultProxy, bucket: Probe, tmp_path: Path
) -> None:
    port = urlsplit(proxy.endpoint).port or 0
    bench = open_bench(replace(proxied, endpoint=f"http://{NAME}:{port}"))
    path = make_file(tmp_path / "clip.mov", 20 * MIB)
    names = itertools.count()

    def seconds_with(*, is_dead: bool) -> float:
        nonlocal path
        path = path.rename(path.with_name(f"{next(names)}.mov"))
        with dead_address(port, is_dead=is_dead):
            proxy.cut_all()
            began_s = time.monotonic()
            bench.completed(bench.upload(path).job_id)
            return time.monotonic() - began_s

    seconds_with(is_dead=False)  # to warm up
    costs_s = least(lambda: seconds_with(is_dead=True) - seconds_with(is_dead=False), 1.0)  # it was 40 s
    assert costs_s < 1.0
    assert bucket.sha256(path.name) == sha256_of(path)
