"""Lines that drop, crawl and stand still, and stores that ask for patience, before a real store."""

import email.utils
import sqlite3
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from lab.benches import OpenBench
from lab.files import make_file, sha256_of
from lab.log import Entry
from lab.proxy import FaultProxy
from lab.rules import answer, cut, error, hold, html, stall
from lab.s3probe import Probe
from lab.workbench import PART, Workbench
from uploader_gui.domain.events import Activity, Refusal
from uploader_gui.domain.job import Job, JobState
from uploader_gui.domain.plan import KIB
from uploader_gui.storage.database import FILE_NAME
from uploader_gui.transfer.job_run import EngineOptions

XML = {"Content-Type": "application/xml"}


def at_once(entries: Sequence[Entry]) -> int:
    """The most requests that were open together."""
    moments = [(entry.arrived_at, 1) for entry in entries] + [(entry.ended_at, -1) for entry in entries]
    now = most = 0
    for _, change in sorted(moments):
        now += change
        most = max(most, now)
    return most


def paused_half_way(bench: Workbench, proxy: FaultProxy, path: Path) -> Job:
    """A job of which two parts are done."""
    proxy.on("part", hold(), number=3)
    proxy.on("part", hold(), number=4)
    job = bench.upload(path)
    bench.wait_until(job.job_id, lambda status: status.job.uploaded_parts == 2, "2 parts")
    paused = bench.pause(job.job_id).job
    proxy.cut_all()
    proxy.clear()
    proxy.log.clear()
    bench.forget_events()
    return paused


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
    first = bench.upload(make_file(tmp_path / "first.mov", 6 * PART))
    second = bench.upload(make_file(tmp_path / "second.mov", 6 * PART, seed=2))
    proxy.log.wait_for("part", key="second.mov", stage="answered")
    proxy.on("part", answer(503, headers={"Retry-After": "2"}), key="first.mov", times=1)
    for job in (first, second):
        bench.completed(job.job_id)
    parts = proxy.log.entries("part")
    (refused,) = (entry for entry in parts if entry.status == 503)
    soon = [entry for entry in parts if 0.1 < entry.arrived_at - refused.ended_at < 1.9]
    assert soon == []
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


@pytest.mark.case("C37")
def test_keys_replaced_in_the_middle_go_on_with_the_same_upload(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    path = make_file(tmp_path / "clip.mov", 4 * PART)
    job = paused_half_way(bench, proxy, path)
    right, bench.secret_key = bench.secret_key, "withdrawn-secret"
    bench.resume(job.job_id)
    failed = bench.failed(job.job_id)
    assert (failed.error_code, failed.uploaded_parts, failed.upload_id) == ("WRONG_SECRET", 2, job.upload_id)
    assert [entry.operation for entry in proxy.log.entries()] == ["list_parts"]
    bench.secret_key = right
    bench.forget_events()
    bench.resume(job.job_id)
    bench.completed(job.job_id)
    assert sorted(proxy.log.parts_sent()) == [3, 4]
    assert proxy.log.count("create") == proxy.log.count("abort") == 0
    assert bucket.sha256("clip.mov") == sha256_of(path)


@pytest.mark.case("C37")
def test_keys_that_expire_while_parts_are_sent_are_asked_for_and_not_retried(
    open_bench: OpenBench, proxy: FaultProxy, tmp_path: Path
) -> None:
    bench = open_bench(options=EngineOptions(workers=1))
    proxy.on("part", error(403, "ExpiredToken"), nth=3)
    job = bench.failed(bench.upload(make_file(tmp_path / "clip.mov", 5 * PART)).job_id)
    assert (job.error_code, job.uploaded_parts) == ("CREDENTIALS_EXPIRED", 2)
    assert "Resume" in job.message
    assert proxy.log.count("part") == 3
    proxy.clear()
    bench.forget_events()
    bench.resume(job.job_id)
    bench.completed(job.job_id)
    assert proxy.log.parts_stored() == [1, 2, 3, 4, 5]


@pytest.mark.case("C35")
@pytest.mark.parametrize(("ahead_s", "said"), [(1200, "20 minutes behind"), (-1200, "20 minutes ahead")])
def test_clock_that_is_off_is_named_with_the_minutes(
    bench: Workbench, proxy: FaultProxy, tmp_path: Path, ahead_s: int, said: str
) -> None:
    document = "<Error><Code>RequestTimeTooSkewed</Code><Message>skewed</Message></Error>"
    date = email.utils.formatdate(time.time() + ahead_s, usegmt=True)
    proxy.on("create", answer(403, document, headers={**XML, "Date": date}))
    job = bench.failed(bench.upload(make_file(tmp_path / "clip.mov", 2 * PART)).job_id)
    assert job.error_code == "CLOCK_WRONG"
    assert said in job.message
    assert proxy.log.count("create") == 1


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


@pytest.mark.case("C40")
def test_web_page_in_place_of_the_store_is_named(bench: Workbench, proxy: FaultProxy, tmp_path: Path) -> None:
    proxy.on(None, html(200, "MinIO Console"))
    (refused,) = bench.submit(bench.new(make_file(tmp_path / "clip.mov", 2 * PART)))
    assert isinstance(refused, Refusal)
    assert refused.code == "ENDPOINT_NOT_S3"
    assert "port" in refused.reason


@pytest.mark.case("C47")
@pytest.mark.parametrize(
    ("status", "code", "ours"),
    [
        (404, "NoSuchBucket", "NO_SUCH_BUCKET"),
        (403, "AccessDenied", "ACCESS_DENIED"),
        (400, "InvalidObjectName", "NAME_NOT_ALLOWED"),
        (403, "QuotaExceeded", "QUOTA_EXCEEDED"),
        (400, "EntityTooLarge", "FILE_TOO_LARGE"),
        (501, "NotImplemented", "NOT_SUPPORTED"),
    ],
)
@pytest.mark.parametrize("size", [1000, 2 * PART], ids=["put", "multipart"])
def test_what_another_try_would_not_mend_is_asked_once(
    bench: Workbench, proxy: FaultProxy, tmp_path: Path, status: int, code: str, ours: str, size: int
) -> None:
    operation = "put" if size < PART else "part"
    proxy.on(operation, error(status, code))
    job = bench.failed(bench.upload(make_file(tmp_path / "clip.mov", size)).job_id)
    assert job.error_code == ours
    assert proxy.log.count(operation) <= 2  # the two parts were on their way together
    assert proxy.log.count("abort") == 0


@pytest.mark.case("C14")
def test_fail_retry_restart_and_resume_share_one_upload(
    open_bench: OpenBench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    path = make_file(tmp_path / "clip.mov", 3 * PART)
    first = open_bench(options=EngineOptions(workers=1))
    proxy.on("part", error(403, "AccessDenied"), number=3)
    job = first.failed(first.upload(path).job_id)
    first.forget_events()
    first.resume(job.job_id)
    first.failed(job.job_id)
    first.close()
    second = open_bench()
    proxy.clear()
    assert second.upload(path).job_id == job.job_id
    second.completed(job.job_id)
    assert proxy.log.count("create") == 1
    assert sorted(proxy.log.parts_stored()) == [1, 2, 3]
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


@pytest.mark.case("C12")
def test_resuming_needs_no_listing_of_unfinished_uploads(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    path = make_file(tmp_path / "clip.mov", 4 * PART)
    job = paused_half_way(bench, proxy, path)
    empty = "<ListMultipartUploadsResult><IsTruncated>false</IsTruncated></ListMultipartUploadsResult>"
    proxy.on("list_uploads", answer(200, empty, headers=XML))
    bench.resume(job.job_id)
    bench.completed(job.job_id)
    assert sorted(proxy.log.parts_sent()) == [3, 4]


@pytest.mark.case("C04")
def test_record_that_lost_a_part_is_never_finished(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    job = paused_half_way(bench, proxy, make_file(tmp_path / "clip.mov", 4 * PART))
    with closing(sqlite3.connect(tmp_path / "state" / FILE_NAME)) as database, database:
        database.execute("DELETE FROM async_upload_parts WHERE part_number = 2")
    bench.resume(job.job_id)
    assert bench.failed(job.job_id).error_code == "PLAN_DAMAGED"
    assert proxy.log.count("complete") == 0
    assert bucket.keys() == []
