"""A store that checks less and forgets more: it echoes no checksums, ignores conditions, loses uploads."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from lab.engines.workbench import PART, Workbench, paused_after
from lab.files import make_file, sha256_of
from lab.lines.proxy import FaultProxy
from lab.lines.rules import cut, flip_bit, hold
from lab.stores.s3probe import Probe, S3Address
from uploader_gui.domain.errors import ErrorCode
from uploader_gui.domain.job import ConflictPolicy, Job, VerifiedBy
from uploader_gui.domain.messages import MessageCode
from uploader_gui.domain.store.kept_parts import KeepParts


@pytest.fixture
def proxy(rclone: S3Address) -> Iterator[FaultProxy]:
    with FaultProxy(rclone.endpoint) as running:
        yield running


@pytest.fixture
def proxied(rclone: S3Address, proxy: FaultProxy) -> S3Address:
    return replace(rclone, endpoint=proxy.endpoint)


@pytest.fixture
def bucket(rclone: S3Address) -> Iterator[Probe]:
    """The store's one bucket; each test has names of its own in it."""
    with closing(Probe(rclone)) as probe:
        yield probe


@pytest.fixture
def film(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A file of four parts, named after its test."""
    return make_file(tmp_path / f"{request.node.name}.mov", 4 * PART)


@pytest.mark.parametrize("size", [0, 1, PART, PART + 1, 3 * PART])
def test_every_size_is_proven_by_its_etag(bench: Workbench, bucket: Probe, tmp_path: Path, size: int) -> None:
    path = make_file(tmp_path / f"size-{size}.mov", size)
    done = bench.completed(bench.upload(path).job_id).job
    assert done.verified_by is VerifiedBy.ETAG
    assert bucket.sha256(path.name) == sha256_of(path)


def test_resume_sends_only_what_is_missing(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, film: Path
) -> None:
    job = paused_after(bench, proxy, film)
    bench.resume(job.job_id)
    bench.completed(job.job_id)
    assert sorted(proxy.log.parts_sent()) == [3, 4]
    assert proxy.log.count("create") == 0
    assert bucket.sha256(film.name) == sha256_of(film)


def test_damaged_part_costs_the_whole_upload_there_and_is_made_good(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, film: Path
) -> None:
    proxy.on("part", flip_bit(1000), number=3, times=1)
    bench.completed(bench.upload(film).job_id)
    assert bucket.sha256(film.name) == sha256_of(film)


def test_line_that_damages_everything_ends_in_words_and_the_job_goes_on_when_it_is_mended(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, film: Path
) -> None:
    proxy.on("part", flip_bit(1000), number=3)
    job = bench.failed(bench.upload(film).job_id)
    assert job.error_code == ErrorCode.PART_DAMAGED
    assert "check" in job.message
    proxy.clear()
    bench.forget_events()
    bench.resume(job.job_id)
    bench.completed(job.job_id)
    assert bucket.sha256(film.name) == sha256_of(film)


def test_complete_that_worked_unheard_is_found(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, film: Path
) -> None:
    proxy.on("complete", cut("before_answer"), times=1)
    bench.completed(bench.upload(film).job_id)
    assert proxy.log.count("complete") == 1
    assert bucket.sha256(film.name) == sha256_of(film)


def test_part_that_was_stored_unheard_may_be_sent_again(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, film: Path
) -> None:
    proxy.on("part", cut("before_answer"), number=2, times=1)
    bench.completed(bench.upload(film).job_id)
    assert bucket.sha256(film.name) == sha256_of(film)


@pytest.mark.parametrize("size", [1000, 2 * PART])
def test_existing_object_is_left_alone_though_the_store_ignores_the_condition(
    bench: Workbench, bucket: Probe, tmp_path: Path, size: int
) -> None:
    path = make_file(tmp_path / f"there-{size}.mov", size)
    bucket.put(path.name, b"somebody's")
    (refused,) = bench.submit(bench.new(path, on_conflict=ConflictPolicy.REFUSE))
    assert not isinstance(refused, Job)
    assert refused.code == ErrorCode.OBJECT_EXISTS
    assert bucket.get(path.name) == b"somebody's"


def test_upload_that_the_store_lost_in_a_restart_is_sent_anew(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, film: Path
) -> None:
    job = paused_after(bench, proxy, film)
    bucket.abort(film.name, job.upload_id)  # a restart forgets it just so
    bench.resume(job.job_id)
    bench.completed(job.job_id)
    assert proxy.log.count("create", key=film.name) == 1
    assert bucket.sha256(film.name) == sha256_of(film)


def test_remove_leaves_nothing_open(bench: Workbench, bucket: Probe, proxy: FaultProxy, film: Path) -> None:
    job = paused_after(bench, proxy, film)
    bench.remove(job.job_id)
    assert (film.name, job.upload_id) not in bucket.uploads()
    assert bench.jobs.abandoned() == []
    assert bucket.head(film.name) is None


@pytest.mark.case("L1.2")
def test_a_store_that_does_not_copy_gets_a_plain_upload_and_says_why(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, film: Path
) -> None:
    bench.keep_parts = KeepParts.ALWAYS
    held = proxy.on("part", hold(), number=4)
    job = bench.upload(film)
    bench.wait_until(
        job.job_id,
        lambda status: any(one.code is MessageCode.NOT_KEPT_NO_COPY for one in status.messages),
        "why",
    )
    held.release()
    done = bench.completed(job.job_id).job
    assert proxy.log.kept_parts_sent() == []
    assert done.kept.prefix == ""
    assert bucket.sha256(film.name) == sha256_of(film)
