"""What a user changes of jobs that wait, on a real store: their order and their keys; and what their log says."""

import threading
from pathlib import Path

import pytest

from lab.engines.benches import OpenBench
from lab.engines.workbench import PART, Workbench, paused_after
from lab.files import make_file
from lab.lines.proxy import FaultProxy
from lab.lines.rules import error, hold
from lab.stores.s3probe import Probe
from uploader_gui.domain.errors import ErrorCode, NotAllowedError, StoreError, UploaderError
from uploader_gui.domain.events import EventKind
from uploader_gui.domain.job import Destination, Job, JobState
from uploader_gui.domain.messages import MessageCode, message
from uploader_gui.domain.profile import Connection
from uploader_gui.domain.queue_order import Gap, Move
from uploader_gui.s3.client import S3Client
from uploader_gui.s3.client_cache import ClientCache
from uploader_gui.transfer.job.job_run import EngineOptions

pytestmark = pytest.mark.faces("plain")


def films(folder: Path, names: str) -> list[Path]:
    return [make_file(folder / f"{name}.mov", PART + 1, seed=ord(name)) for name in names]


def submitted(bench: Workbench, paths: list[Path]) -> list[Job]:
    return [job for job in bench.submit(bench.new(*paths)) if isinstance(job, Job)]


def test_a_job_moved_to_the_top_starts_next(
    open_bench: OpenBench, proxy: FaultProxy, bucket: Probe, tmp_path: Path
) -> None:
    bench = open_bench(options=EngineOptions(jobs_at_once=1))
    held = proxy.on("part", hold())
    jobs = submitted(bench, films(tmp_path, "abcd"))
    bench.wait_for(jobs[0].job_id, JobState.UPLOADING)
    bench.do(bench.engine.move([jobs[3].job_id], Move.TOP))
    bench.do(bench.engine.move([jobs[1].job_id], Move.DOWN))
    held.release()
    for job in jobs:
        bench.completed(job.job_id)
    assert [entry.key[0] for entry in proxy.log.entries("create")] == list("adcb")


def test_a_resumed_job_takes_its_old_place(open_bench: OpenBench, proxy: FaultProxy, tmp_path: Path) -> None:
    bench = open_bench(options=EngineOptions(jobs_at_once=1))
    held = proxy.on("part", hold())
    jobs = submitted(bench, films(tmp_path, "abc"))
    bench.wait_for(jobs[0].job_id, JobState.UPLOADING)
    bench.pause(jobs[1].job_id)
    bench.resume(jobs[1].job_id)
    held.release()
    for job in jobs:
        bench.completed(job.job_id)
    assert [entry.key[0] for entry in proxy.log.entries("create")] == list("abc")


@pytest.mark.case("W13")
def test_a_waiting_job_moved_down_lifts_none_above_the_one_that_runs(
    open_bench: OpenBench, proxy: FaultProxy, tmp_path: Path
) -> None:
    bench = open_bench(options=EngineOptions(jobs_at_once=1))
    held = proxy.on("part", hold())
    first, second, third = submitted(bench, films(tmp_path, "abc"))
    bench.wait_for(first.job_id, JobState.UPLOADING)
    bench.pause(first.job_id)
    bench.wait_for(second.job_id, JobState.UPLOADING)
    bench.resume(first.job_id)
    told = bench.do(bench.engine.move([first.job_id], Move.DOWN))
    jobs = {status.job.file_name[0]: status.job for status in bench.do(bench.engine.jobs_now.statuses())}
    assert "".join(sorted(jobs, key=lambda name: jobs[name].position)) == "bca"
    assert {status.job.file_name[0]: status.job.state for status in told} == {
        "a": JobState.SUBMITTED,
        "b": JobState.UPLOADING,
        "c": JobState.SUBMITTED,
    }
    bench.do(bench.engine.move([first.job_id], Gap(third.job_id)))
    held.release()
    for job in (first, second, third):
        bench.completed(job.job_id)
    ended = [event.status.job.file_name[0] for event in bench.events if event.kind is EventKind.COMPLETED]
    assert ended == ["b", "a", "c"]


def test_a_waiting_job_is_renamed_and_arrives_under_the_new_key(
    open_bench: OpenBench, proxy: FaultProxy, bucket: Probe, tmp_path: Path
) -> None:
    bench = open_bench(options=EngineOptions(jobs_at_once=1))
    held = proxy.on("part", hold())
    first, second = submitted(bench, films(tmp_path, "ab"))
    bench.do(bench.engine.rename(second.job_id, "take/7.mov"))
    held.release()
    bench.completed(first.job_id)
    bench.completed(second.job_id)
    assert bucket.keys() == ["a.mov", "take/7.mov"]


def test_a_taken_or_busy_key_is_refused_and_nothing_changes(
    open_bench: OpenBench, proxy: FaultProxy, bucket: Probe, tmp_path: Path
) -> None:
    bench = open_bench(options=EngineOptions(jobs_at_once=1))
    bench.completed(bench.upload(make_file(tmp_path / "there.mov", 10)).job_id)
    proxy.on("part", hold())
    first, second = submitted(bench, films(tmp_path, "ab"))
    for key, code in (("there.mov", "OBJECT_EXISTS"), ("a.mov", "DESTINATION_BUSY")):
        with pytest.raises(NotAllowedError) as refused:
            bench.do(bench.engine.rename(second.job_id, key))
        assert refused.value.code == code
    bench.wait_until(first.job_id, lambda status: bool(status.job.upload_id) or status.job.uploaded_parts > 0)
    with pytest.raises(NotAllowedError, match="before the upload has begun"):
        bench.do(bench.engine.rename(first.job_id, "other.mov"))
    assert bench.status(second.job_id).job.destination.object_key == "b.mov"


def test_a_new_key_that_the_store_could_not_be_asked_about_is_looked_at_when_the_job_starts(
    open_bench: OpenBench, proxy: FaultProxy, bucket: Probe, tmp_path: Path
) -> None:
    bench = open_bench(options=EngineOptions(jobs_at_once=1))
    held = proxy.on("part", hold())
    first, second = submitted(bench, films(tmp_path, "ab"))
    bucket.put("taken.mov", b"somebody's")
    proxy.on("head", error(503, "SlowDown"), times=1)
    bench.do(bench.engine.rename(second.job_id, "taken.mov"))
    held.release()
    bench.completed(first.job_id)
    assert bench.failed(second.job_id).error_code == ErrorCode.OBJECT_EXISTS
    assert bucket.get("taken.mov") == b"somebody's"


def test_a_new_key_is_refused_where_the_keys_are_wrong_and_its_own_key_is_no_change(
    open_bench: OpenBench, proxy: FaultProxy, tmp_path: Path
) -> None:
    bench = open_bench(options=EngineOptions(jobs_at_once=1))
    held = proxy.on("part", hold())
    first, second = submitted(bench, films(tmp_path, "ab"))
    proxy.log.wait_for("part", count=2)  # all that the first has
    # A HEAD is asked a second time, without the header that may have been what was refused.
    proxy.on("head", error(400, "InvalidAccessKeyId"), times=2)
    proxy.on("list_objects", error(400, "InvalidAccessKeyId"), times=1)
    with pytest.raises(StoreError) as refused:
        bench.do(bench.engine.rename(second.job_id, "other.mov"))
    assert refused.value.code == ErrorCode.WRONG_ACCESS_KEY
    proxy.log.clear()
    bench.do(bench.engine.rename(second.job_id, "b.mov"))
    assert proxy.log.count() == 0
    assert bench.status(second.job_id).job.destination.object_key == "b.mov"
    held.release()
    bench.completed(first.job_id)
    bench.completed(second.job_id)


def test_a_link_reads_the_object_without_keys(bench: Workbench, tmp_path: Path) -> None:
    import urllib.request

    path = make_file(tmp_path / "clip.mov", 1000)
    job = bench.completed(bench.upload(path).job_id).job
    url = bench.do(bench.engine.presigned_url(job.job_id, 3600))
    assert "X-Amz-Expires=3600" in url
    with urllib.request.urlopen(url) as answer:
        assert answer.read() == path.read_bytes()


def test_the_log_tells_what_happened_in_words(
    open_bench: OpenBench, proxy: FaultProxy, tmp_path: Path
) -> None:
    bench = open_bench(options=EngineOptions())
    proxy.on("part", hold())
    (job,) = submitted(bench, films(tmp_path, "a"))
    bench.wait_until(job.job_id, lambda status: bool(status.in_flight_parts))
    bench.pause(job.job_id)
    proxy.cut_all()
    proxy.clear()
    bench.forget_events()
    held = proxy.on("part", hold())  # what ends between two looks is never seen to have begun
    bench.resume(job.job_id)
    bench.wait_for(job.job_id, JobState.UPLOADING)
    held.release()
    bench.completed(job.job_id)
    bench.close()
    words = [line.words for line in bench.jobs.log(job.job_id)]
    assert words[0] == f"Added: {PART + 1:,} bytes in 2 parts"
    assert "Paused" in words
    assert "Resumed" in words
    assert any(line.startswith("Began to send at 0.0 %, run 2") for line in words)
    assert words[-1] == "Uploaded, checksum matches"


def test_small_files_leave_no_log(bench: Workbench, tmp_path: Path) -> None:
    job = bench.completed(bench.upload(make_file(tmp_path / "a.mov", 10)).job_id).job
    bench.close()
    assert bench.jobs.log(job.job_id) == []


def test_an_outage_leaves_one_line_and_one_when_it_is_over(
    open_bench: OpenBench, proxy: FaultProxy, tmp_path: Path
) -> None:
    bench = open_bench(options=EngineOptions())
    proxy.throttle(1_000_000)
    job = bench.upload(make_file(tmp_path / "a.mov", 3 * PART))
    bench.wait_until(job.job_id, lambda status: bool(status.in_flight_parts))
    proxy.away()
    bench.wait_for_retry(job.job_id, 2)
    held = proxy.on("complete", hold())  # what is over between two looks is never seen to go on
    proxy.back()
    proxy.throttle(None)
    bench.wait_until(job.job_id, lambda status: status.job.uploaded_parts == 3)
    held.release()
    bench.completed(job.job_id)
    bench.close()
    words = [line.words for line in bench.jobs.log(job.job_id)]
    assert sum(line.startswith("Waiting for the network: ") for line in words) == 1
    assert words.count("Going on: the store answers again") == 1
    assert words[-1] == "Uploaded, checksum matches"


def test_a_failure_stands_in_the_log_with_its_code(
    bench: Workbench, proxy: FaultProxy, tmp_path: Path
) -> None:
    proxy.on("create", error(403, "AccessDenied"))
    job = bench.failed(bench.upload(make_file(tmp_path / "a.mov", 2 * PART)).job_id)
    bench.close()
    last = bench.jobs.log(job.job_id)[-1]
    assert (last.words, last.code) == (f"Failed: {job.message}", ErrorCode.ACCESS_DENIED)


def test_keys_that_are_entered_while_a_slow_keyring_is_asked_are_not_missed(
    open_bench: OpenBench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The job would wait for keys that are there, until somebody enters them once more."""
    connection = ClientCache.connection
    asked, entered = threading.Event(), threading.Event()

    def slow(cache: ClientCache, destination: Destination) -> Connection:
        if asked.is_set():
            return connection(cache, destination)
        asked.set()
        entered.wait(20)
        raise UploaderError(
            message(MessageCode.KEYS_UNKNOWN, endpoint=""), code=ErrorCode.CREDENTIALS_MISSING
        )

    monkeypatch.setattr(ClientCache, "connection", slow)
    bench = open_bench(is_attended=True)
    job = bench.upload(make_file(tmp_path / "clip.mov", 1000))
    assert asked.wait(20)
    bench.do(bench.engine.keys_changed())
    entered.set()
    bench.completed(job.job_id)


def test_keys_that_are_entered_while_a_running_job_loses_its_own_are_not_missed(
    open_bench: OpenBench, proxy: FaultProxy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the job's failure and its being held there is nothing yet that the new keys could start."""
    bench = open_bench(is_attended=True)
    job = paused_after(bench, proxy, make_file(tmp_path / "clip.mov", 3 * PART))
    client = ClientCache.client
    asked, entered = threading.Event(), threading.Event()

    def without_keys_at_first(cache: ClientCache, destination: Destination) -> S3Client:
        if asked.is_set():
            return client(cache, destination)
        asked.set()
        entered.wait(20)
        raise UploaderError(
            message(MessageCode.KEYS_UNKNOWN, endpoint=""), code=ErrorCode.CREDENTIALS_MISSING
        )

    monkeypatch.setattr(ClientCache, "client", without_keys_at_first)
    bench.resume(job.job_id)
    assert asked.wait(20)
    bench.do(bench.engine.keys_changed())
    entered.set()
    bench.completed(job.job_id)
