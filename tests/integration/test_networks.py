"""Lines that drop, crawl and stand still, and stores that ask for patience, before a real store."""

import socket
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import NoReturn
from urllib.parse import urlsplit

import pytest

from lab.benches import OpenBench
from lab.dead_address import NAME, dead_address
from lab.files import make_file, sha256_of
from lab.log import Entry
from lab.proxy import FaultProxy
from lab.rules import answer, cut, error, hold, stall
from lab.s3probe import Probe, S3Address
from lab.workbench import PART, Workbench, paused_after
from uploader_gui.domain.events import Activity
from uploader_gui.domain.job import JobState
from uploader_gui.domain.plan import KIB, MIB
from uploader_gui.transfer.job.job_run import EngineOptions


def at_once(entries: Sequence[Entry]) -> int:
    """The most requests that were open together."""
    moments = [(entry.arrived_at, 1) for entry in entries] + [(entry.ended_at, -1) for entry in entries]
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
    said = bench.wait_until(
        job.job_id,
        lambda status: status.activity is Activity.WAITING_FOR_NETWORK and "Retry 2" in status.message,
        "waiting",
    )
    assert said.message.startswith("Waiting for the network: ")
    assert said.job.state is JobState.UPLOADING
    proxy.log.clear()
    proxy.back()
    bench.completed(job.job_id)
    assert sorted(proxy.log.parts_sent()) == [3, 4]
    assert proxy.log.count("create") == proxy.log.count("abort") == 0
    assert bucket.sha256("clip.mov") == sha256_of(path)


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
    proxy.throttle(20_000_000)
    # Said beforehand and of one part: told in the middle, it could come when the last part was gone already.
    proxy.on("part", answer(503, headers={"Retry-After": "2"}), key="first.mov", number=4, times=1)
    first = bench.upload(make_file(tmp_path / "first.mov", 6 * PART))
    second = bench.upload(make_file(tmp_path / "second.mov", 6 * PART, seed=2))
    for job in (first, second):
        bench.completed(job.job_id)
    parts = proxy.log.entries("part")
    (refused,) = (entry for entry in parts if entry.status == 503)
    soon = [entry for entry in parts if 0.1 < entry.arrived_at - refused.ended_at < 1.9]
    assert soon == []
    later = {entry.key for entry in parts if entry.arrived_at - refused.ended_at >= 1.9}
    assert later == {"first.mov", "second.mov"}
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
    busy_until = max(entry.ended_at for entry in answered if entry.status == 503)
    after = [entry for entry in answered if entry.arrived_at > busy_until]
    first_end = min(entry.ended_at for entry in after)
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
    (new,) = bench.new(make_file(tmp_path / "clip.mov", 24 * 48 * KIB))
    complete = proxy.on("complete", hold())  # the store would refuse such small parts now
    bench.submit([bench.small_parts(new, 48 * KIB)])
    proxy.log.wait_for("complete", timeout=60)
    parts = proxy.log.entries("part")
    assert len(parts) == 24
    assert {entry.status for entry in parts} == {200}
    assert at_once(parts) <= 8
    complete.release()


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


@pytest.mark.case("R26")
def test_a_dead_first_address_of_the_name_costs_a_second_at_most(
    open_bench: OpenBench, proxied: S3Address, proxy: FaultProxy, bucket: Probe, tmp_path: Path
) -> None:
    port = urlsplit(proxy.endpoint).port or 0
    bench = open_bench(replace(proxied, endpoint=f"http://{NAME}:{port}"))
    path = make_file(tmp_path / "clip.mov", 20 * MIB)
    took_s = {}
    for name in ("warm-up.mov", "alive.mov", "dead.mov"):
        path = path.rename(path.with_name(name))
        with dead_address(port, is_dead=name == "dead.mov"):
            proxy.cut_all()
            began_s = time.monotonic()
            bench.completed(bench.upload(path).job_id)
            took_s[name] = time.monotonic() - began_s
    assert took_s["dead.mov"] <= took_s["alive.mov"] + 2.0, (
        took_s
    )  # 1 s, and 1 s for a busy machine; it was 40 s
    assert bucket.sha256("dead.mov") == sha256_of(path)
