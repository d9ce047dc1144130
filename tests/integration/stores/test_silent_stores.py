"""Stores that answer late or not at all, or say how long to wait in a way nobody should follow."""

import functools
from pathlib import Path

import pytest

from lab.engines.benches import OpenBench
from lab.engines.workbench import PART, Workbench
from lab.files import make_file, sha256_of
from lab.lines.proxy import FaultProxy
from lab.lines.rules import answer, cut, drop_part, error, hold
from lab.lines.timed_client import Unanswered
from lab.stores.s3probe import Probe
from uploader_gui.domain.errors import ErrorCode, ErrorKind, StoreError
from uploader_gui.domain.messages import MessageCode, message
from uploader_gui.transfer.job.retry import LONGEST_RETRY_AFTER_S, RetryBackoff, asked_for_s

READ_TIMEOUT_S = 1.5


@pytest.fixture
def unanswered(monkeypatch: pytest.MonkeyPatch) -> Unanswered:
    """Give up on an answer after a moment; how long was waited."""
    noted = Unanswered()
    client = functools.partial(noted.client_class(), read_timeout_s=READ_TIMEOUT_S)
    monkeypatch.setattr("uploader_gui.s3.client_cache.S3Client", client)
    return noted


def busy(retry_after_s: float | None) -> StoreError:
    return StoreError(
        message(MessageCode.STORE_BUSY),
        code=ErrorCode.STORE_BUSY,
        kind=ErrorKind.TRANSIENT,
        retry_after_s=retry_after_s,
    )


@pytest.mark.case("R09")
@pytest.mark.usefixtures("unanswered")
def test_a_part_that_is_answered_too_late_is_looked_for_and_not_sent_again(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    path = make_file(tmp_path / "clip.mov", 3 * PART)
    proxy.on("part", hold(answer=True), number=2)
    asked = proxy.on("list_parts", hold())
    job = bench.upload(path)
    proxy.log.wait_for("list_parts")
    proxy.log.wait_for("part", number=2, stage="store")  # be it later than the answer was waited for
    asked.release()
    bench.completed(job.job_id)
    assert proxy.log.parts_sent().count(2) == 1
    assert bucket.sha256("clip.mov") == sha256_of(path)


@pytest.mark.case("R09")
def test_an_answer_is_waited_for_longer_each_time(
    unanswered: Unanswered, bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    path = make_file(tmp_path / "clip.mov", 2 * PART)
    proxy.on("part", hold(answer=True), number=1, times=2)
    proxy.on("list_parts", drop_part(1))  # as a store that is not ready with it yet
    job = bench.upload(path)
    proxy.log.wait_for("part", number=1, count=3)
    first_s, second_s, *_ = unanswered.of[1]
    assert (first_s >= READ_TIMEOUT_S, second_s >= 2 * READ_TIMEOUT_S) == (True, True)
    bench.completed(job.job_id)
    assert bucket.sha256("clip.mov") == sha256_of(path)


@pytest.mark.case("R09")
def test_a_small_file_is_waited_for_longer_each_time(
    unanswered: Unanswered, bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    path = make_file(tmp_path / "clip.mov", 1000)
    proxy.on("put", hold(), times=2)
    job = bench.upload(path)
    proxy.log.wait_for("put", count=3)
    first_s, second_s, *_ = unanswered.of[0]
    assert (first_s >= READ_TIMEOUT_S, second_s >= 2 * READ_TIMEOUT_S) == (True, True)
    bench.completed(job.job_id)
    assert bucket.sha256("clip.mov") == sha256_of(path)


@pytest.mark.case("R39")
def test_breaks_without_progress_make_it_ask_whether_the_upload_lives(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    path = make_file(tmp_path / "clip.mov", 2 * PART)
    held = proxy.on("part", hold(), cut("in_body"))
    job = bench.upload(path)
    proxy.log.wait_for("part", count=2)
    bucket.abort("clip.mov", bench.jobs.get(job.job_id).upload_id)
    held.release()
    proxy.log.wait_for("create", count=2)
    proxy.clear()
    bench.completed(job.job_id)
    assert bucket.sha256("clip.mov") == sha256_of(path)


@pytest.mark.case("R39")
def test_breaks_of_a_line_end_no_upload_that_lives(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    path = make_file(tmp_path / "clip.mov", 2 * PART)
    proxy.on("part", cut("in_body"), times=4)
    proxy.on("list_parts", error(403, "AccessDenied"), times=1)
    bench.completed(bench.upload(path).job_id)
    assert proxy.log.count("create") == 1
    assert bucket.sha256("clip.mov") == sha256_of(path)


@pytest.mark.case("R08")
@pytest.mark.parametrize("asked", ["0", "-5", "Fri, 01 Jan 1999 00:00:00 GMT"])
def test_a_store_that_asks_for_no_wait_is_not_hammered(
    open_bench: OpenBench, bucket: Probe, proxy: FaultProxy, tmp_path: Path, asked: str
) -> None:
    bench = open_bench()
    path = make_file(tmp_path / "clip.mov", 2 * PART)
    limited = proxy.on("part", answer(503, headers={"Retry-After": asked}), times=4)
    job = bench.upload(path)
    proxy.log.wait_for("part", count=4, stage="answered")
    entries = proxy.log.entries("part")
    # Two parts in each wave, and half of 0.5 s between these at least.
    assert entries[3].arrived_at - entries[0].arrived_at >= 0.25
    bench.do(bench.engine.try_now([job.job_id]))
    bench.completed(job.job_id)
    assert limited.hits == 4


@pytest.mark.case("R08")
@pytest.mark.parametrize("asked_s", [0.0, -1.0, float("nan"), float("-inf"), None])
def test_our_own_backoff_is_the_least(asked_s: float | None) -> None:
    backoff = RetryBackoff(None)
    delays = [backoff.next_delay_s(busy(asked_s)) for _ in range(6)]
    assert all(delay >= 0.25 * 2**number for number, delay in enumerate(delays[:5]))
    assert asked_for_s(busy(asked_s)) == 0


@pytest.mark.case("R08")
@pytest.mark.parametrize("asked_s", [1e12, float("inf")])
def test_an_absurd_wait_is_cut_to_what_is_reasonable(asked_s: float) -> None:
    assert RetryBackoff(None).next_delay_s(busy(asked_s)) == LONGEST_RETRY_AFTER_S
