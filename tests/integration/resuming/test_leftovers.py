"""No upload is left open on the store that no job knows of, whatever its Create or Complete was answered."""

import contextlib
from pathlib import Path

import pytest

from lab.engines.benches import OpenBench
from lab.engines.workbench import PART, Workbench, paused_after
from lab.files import make_file, sha256_of
from lab.lines.proxy import FaultProxy
from lab.lines.rules import Fault, answer, cut, error, hold
from lab.stopwatch import Stopwatch
from lab.stores.plain_s3 import Caller
from lab.stores.s3probe import Probe
from uploader_gui.domain.profile import Connection
from uploader_gui.domain.store.kept_parts import KeepParts
from uploader_gui.s3.client_cache import ClientCache
from uploader_gui.transfer.job.abandoned_upload import abort_abandoned, left_open_by

pytestmark = pytest.mark.faces("plain", "minio")


@pytest.mark.parametrize(
    "fault",
    [
        answer(504, after_store=True),
        error(500, "InternalError", after_store=True),
        answer(502, "<html>", after_store=True),
        cut("before_answer"),
    ],
    ids=["504", "500", "502", "cut"],
)
def test_a_create_that_worked_though_it_failed_is_found_and_not_done_twice(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path, fault: Fault
) -> None:
    path = make_file(tmp_path / "clip.mov", 2 * PART)
    proxy.on("create", fault, times=1)
    job = bench.upload(path)
    bench.completed(job.job_id)
    assert proxy.log.count("create") == 1
    assert bucket.uploads() == []
    assert bucket.sha256("clip.mov") == sha256_of(path)


def test_an_upload_that_was_said_to_be_gone_and_is_not_is_aborted_in_the_end(
    open_bench: OpenBench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    path = make_file(tmp_path / "clip.mov", 2 * PART)
    bench = open_bench()
    bench.keep_parts = KeepParts.NEVER
    proxy.on("part", error(404, "NoSuchUpload"), times=1)
    job = bench.upload(path)
    bench.completed(job.job_id)
    assert proxy.log.count("create") == 2
    bench.close()
    again = open_bench()
    proxy.log.wait_for("abort", stage="answered")
    again.close()
    assert bucket.uploads() == []
    assert bucket.sha256("clip.mov") == sha256_of(path)


def test_a_remove_while_parts_are_on_their_way_leaves_nothing_open(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    path = make_file(tmp_path / "clip.mov", 4 * PART)
    proxy.on("part", hold(answer=True), number=2)
    proxy.on("part", hold(), number=3)
    job = bench.upload(path)
    proxy.log.wait_for("part", number=2, stage="store")
    bench.wait_until(job.job_id, lambda status: status.job.uploaded_parts == 2, "the others")
    bench.remove(job.job_id)
    assert bucket.uploads() == []
    assert bench.jobs.abandoned() == []
    assert path.exists()


def test_an_upload_in_a_bucket_that_is_gone_is_gone_with_it(
    bench: Workbench, proxy: FaultProxy, tmp_path: Path
) -> None:
    job = paused_after(bench, proxy, make_file(tmp_path / "clip.mov", 4 * PART))
    proxy.on("abort", error(404, "NoSuchBucket"))
    bench.remove(job.job_id)
    assert bench.jobs.abandoned() == []


def test_an_open_upload_that_has_parts_is_somebody_elses_and_a_new_one_is_begun(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    """Our Create was not answered, and meanwhile another program began one for the same key and sends to it."""
    path = make_file(tmp_path / "k", 2 * PART)
    proxy.on("create", cut("before"), times=1)
    asked = proxy.on("list_uploads", hold(), nth=2)  # the first looks for what could go on here
    job = bench.upload(path)
    proxy.log.wait_for("list_uploads", count=2)
    foreign = bucket.begin_upload("k")
    Caller(bucket.address).part(foreign, 1, b"theirs")
    asked.release()
    done = bench.completed(job.job_id).job
    assert done.upload_id != foreign
    assert bucket.parts("k", foreign) == {1: len(b"theirs")}
    assert bucket.sha256("k") == sha256_of(path)


@pytest.mark.parametrize("listing", ["list_uploads", "list_parts"])
def test_a_listing_that_came_in_pieces_is_asked_for_again_before_another_upload_is_begun(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path, listing: str
) -> None:
    path = make_file(tmp_path / "clip.mov", 2 * PART)
    proxy.on("create", cut("before_answer"), times=1)
    proxy.on(listing, answer(200, "<ListPartsResult><Up"), times=2)
    bench.completed(bench.upload(path).job_id)
    assert proxy.log.count("create") == 1
    assert bucket.sha256("clip.mov") == sha256_of(path)
    assert bucket.uploads() == []


def test_where_open_uploads_may_not_be_listed_a_new_one_is_begun(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    path = make_file(tmp_path / "clip.mov", 2 * PART)
    proxy.on("create", cut("before_answer"), times=1)
    proxy.on("list_uploads", error(403, "AccessDenied"))
    bench.completed(bench.upload(path).job_id)
    assert proxy.log.count("create") == 2
    assert bucket.sha256("clip.mov") == sha256_of(path)


@pytest.mark.parametrize("lost", ["create", "part"])
def test_a_remove_while_the_store_is_away_is_carried_out_by_the_next_start(
    open_bench: OpenBench, bucket: Probe, proxy: FaultProxy, tmp_path: Path, lost: str
) -> None:
    path = make_file(tmp_path / "clip.mov", 3 * PART)
    bench = open_bench()
    proxy.on(lost, hold(answer=True))
    job = bench.upload(path)
    proxy.log.wait_for(lost, stage="store")
    proxy.away()
    proxy.clear()
    bench.remove(job.job_id)
    assert len(bench.jobs.abandoned()) == 1
    bench.close()
    assert len(bucket.uploads()) == 1
    proxy.back()
    again = open_bench()
    proxy.log.wait_for("abort", stage="answered")
    again.close()
    assert bucket.uploads() == []


def test_a_catch_up_leaves_another_ones_upload_alone(
    open_bench: OpenBench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    """Of one key there is an upload that another client begun earlier, and one that it sends parts to."""
    foreign = bucket.begin_upload("clip.mov")
    path = make_file(tmp_path / "clip.mov", 3 * PART)
    bench = open_bench()
    proxy.on("part", hold())
    job = bench.upload(path)
    proxy.log.wait_for("part")
    bench.remove(job.job_id)
    bench.close()
    assert bucket.uploads() == [("clip.mov", foreign)]


def test_a_catch_up_leaves_the_upload_of_the_next_job_for_that_key_alone(
    open_bench: OpenBench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    """The first job's Create was never answered, so its upload is known by key and time alone."""
    path = make_file(tmp_path / "clip.mov", 3 * PART)
    bench = open_bench()
    proxy.on("create", cut("before"))
    first = bench.upload(path)
    proxy.log.wait_for("create", stage="ended")
    proxy.away()
    bench.remove(first.job_id)
    assert [one.upload_id for one in bench.jobs.abandoned()] == [""]
    bench.close()
    proxy.clear()
    proxy.back()
    proxy.on("list_uploads", hold(), times=1)  # the catch-up asks, and hears the answer only below
    proxy.on("part", hold())
    again = open_bench()
    proxy.log.wait_for("list_uploads")
    second = again.upload(path)
    proxy.log.wait_for("part")
    assert len(bucket.uploads()) == 1
    proxy.clear()
    again.completed(second.job_id)
    assert proxy.log.count("abort") == 0
    assert bucket.sha256("clip.mov") == sha256_of(path)


def test_an_upload_that_is_on_the_list_is_not_aborted_while_a_job_has_it(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    proxy.on("part", hold())
    job = bench.upload(make_file(tmp_path / "clip.mov", 3 * PART))
    proxy.log.wait_for("part")
    has_it = bench.jobs.get(job.job_id)
    left_open = left_open_by(has_it)
    assert left_open is not None
    remembered = bench.jobs.abandon(left_open)
    address = bench.address
    connection = Connection(address.endpoint, address.region, address.access_key, address.secret_key)
    with contextlib.closing(ClientCache(lambda _place: connection, lambda _endpoint: True)) as destinations:
        abort_abandoned(bench.jobs, destinations, remembered)
    assert bucket.uploads() == [("clip.mov", has_it.upload_id)]
    assert bench.jobs.abandoned() == []


def test_a_remove_is_carried_out_at_once_though_an_older_one_still_waits(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    proxy.on("part", hold())
    jobs = [bench.upload(make_file(tmp_path / name, 3 * PART)) for name in ("a.mov", "b.mov")]
    for job in jobs:
        proxy.log.wait_for("part", key=job.destination.object_key)
    proxy.on("abort", answer(503), key="a.mov")
    with Stopwatch() as watch:
        for job in jobs:
            bench.remove(job.job_id)
        assert watch.elapsed_s < 8
    assert [key for key, _ in bucket.uploads()] == ["a.mov"]
    assert [one.destination.object_key for one in bench.jobs.abandoned()] == ["a.mov"]


@pytest.mark.parametrize("abort_fails", [False, True])
def test_an_upload_that_was_needless_is_aborted_at_once_or_by_the_next_start(
    open_bench: OpenBench, bucket: Probe, proxy: FaultProxy, tmp_path: Path, abort_fails: bool
) -> None:
    """A database that was put back to before the upload: the object is there, and names the job."""
    path = make_file(tmp_path / "clip.mov", 2 * PART)
    bench = open_bench()
    proxy.on("create", hold())
    job = bench.upload(path)
    proxy.log.wait_for("create")
    bench.close()
    proxy.clear()
    before = (tmp_path / "state" / "uploader.db").read_bytes()
    bench = open_bench()
    bench.resume(job.job_id)
    bench.completed(job.job_id)
    bench.close()
    (tmp_path / "state" / "uploader.db").write_bytes(before)
    if abort_fails:
        proxy.on("abort", answer(503), times=1)
    bench = open_bench()
    bench.resume(job.job_id)
    bench.completed(job.job_id)
    assert len(bucket.uploads()) == len(bench.jobs.abandoned()) == (1 if abort_fails else 0)
    bench.close()
    open_bench()
    proxy.log.wait_for("abort", count=2 if abort_fails else 1, stage="answered")
    assert bucket.uploads() == []
    assert bucket.sha256("clip.mov") == sha256_of(path)
