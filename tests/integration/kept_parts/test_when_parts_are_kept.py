"""When parts are kept as objects of their own: where an upload would not live long enough, and only where it can end well."""

import time
from pathlib import Path

import pytest

from lab.engines.benches import OpenBench
from lab.engines.kept_numbers import copied_numbers, kept_numbers
from lab.engines.workbench import PART, Workbench
from lab.files import make_file, sha256_of
from lab.lines.known_line import remember_line
from lab.lines.proxy import FaultProxy
from lab.lines.rules import delay, error, hold
from lab.stores.minio_face import MinioFace
from lab.stores.s3probe import Probe, S3Address
from uploader_gui.domain.messages import MessageCode
from uploader_gui.domain.store.kept_parts import KeepParts
from uploader_gui.storage.database.database import Database
from uploader_gui.storage.database.rate_table import RateTable
from uploader_gui.transfer.job.job_run import EngineOptions

SLOW = 1_000.0  # bytes a second: every file takes more than an hour


@pytest.mark.faces("minio")
@pytest.mark.case("L1.1")
def test_a_line_that_was_slow_before_has_its_parts_kept_from_the_first_one_on(
    open_bench: OpenBench, proxied: S3Address, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    remember_line(tmp_path / "state", proxied.endpoint, rate=SLOW)
    proxy.on("put", hold(), key="clip.mov")
    bench = open_bench()
    path = make_file(tmp_path / "clip.mov", 2 * PART)
    bench.completed(bench.upload(path).job_id)
    assert kept_numbers(proxy) == [1, 2]
    assert bucket.sha256("clip.mov") == sha256_of(path)


@pytest.mark.faces("minio")
@pytest.mark.case("L1.1")
def test_a_fast_line_and_a_small_file_of_an_unmeasured_one_go_into_a_plain_upload(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    path = make_file(tmp_path / "clip.mov", 3 * PART)
    bench.completed(bench.upload(path).job_id)
    assert kept_numbers(proxy) == []
    assert proxy.log.count("create") == 1
    assert "x-amz-checksum-algorithm" in proxy.log.entries("create")[0].request.headers


@pytest.mark.faces("minio")
@pytest.mark.case("L1.1")
def test_the_rest_goes_into_the_upload_as_soon_as_the_line_proves_fast(
    open_bench: OpenBench, proxied: S3Address, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    remember_line(tmp_path / "state", proxied.endpoint, rate=SLOW)
    proxy.on("put", delay(0.3), of_kept_part=True)
    bench = open_bench(options=EngineOptions(workers=2))
    path = make_file(tmp_path / "clip.mov", 8 * PART)
    bench.completed(bench.upload(path).job_id)
    kept, plain = kept_numbers(proxy), sorted(proxy.log.parts_sent())
    assert kept[:3] == [1, 2, 3]
    assert plain[-1:] == [8]
    assert sorted(kept + plain) == list(range(1, 9))
    assert copied_numbers(proxy) == kept
    assert bucket.sha256("clip.mov") == sha256_of(path)


@pytest.mark.faces("minio")
@pytest.mark.case("L1.1")
def test_a_line_that_turns_slow_has_the_rest_kept(
    open_bench: OpenBench, proxied: S3Address, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    remember_line(tmp_path / "state", proxied.endpoint, rate=6 * PART)
    proxy.on("part", delay(1.0))
    bench = open_bench(options=EngineOptions(workers=2))
    bench.upload_lifetime_h = 0.01  # a 24th of it is 1.5 s
    path = make_file(tmp_path / "clip.mov", 8 * PART)
    bench.completed(bench.upload(path).job_id)
    kept, plain = kept_numbers(proxy), sorted(proxy.log.parts_sent())
    assert plain[:3] == [1, 2, 3]
    assert kept[-1:] == [8]
    assert bucket.sha256("clip.mov") == sha256_of(path)


@pytest.mark.faces("minio")
@pytest.mark.case("L1.1")
def test_an_upload_of_a_fast_line_is_left_for_one_that_takes_copies_when_the_line_turns_slow(
    open_bench: OpenBench, proxied: S3Address, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    remember_line(tmp_path / "state", proxied.endpoint, rate=1000.0 * PART)
    proxy.on("part", delay(0.5))
    proxy.on("put", delay(0.5), of_kept_part=True)
    bench = open_bench(options=EngineOptions(workers=1))
    bench.upload_lifetime_h = 3 / 3600  # at this pace the file takes 4 s
    path = make_file(tmp_path / "clip.mov", 8 * PART)
    done = bench.completed(bench.upload(path).job_id)
    first, second = (
        entry.request.headers for entry in proxy.log.entries("create") if entry.key == "clip.mov"
    )
    assert "x-amz-checksum-algorithm" in first
    assert "x-amz-checksum-algorithm" not in second
    assert any(
        MessageCode.UPLOAD_LEFT in {one.code for one in event.status.messages} for event in bench.events
    )
    assert kept_numbers(proxy) == copied_numbers(proxy) == list(range(1, 9))
    assert done.job.discards == 0
    assert bucket.sha256("clip.mov") == sha256_of(path)
    assert bucket.uploads() == []


@pytest.mark.faces("minio")
@pytest.mark.case("L1.1")
def test_of_an_unmeasured_line_less_goes_into_an_upload_that_lives_for_less_than_a_day(
    open_bench: OpenBench, bucket: Probe, proxy: FaultProxy, minio_face: MinioFace, tmp_path: Path
) -> None:
    held = proxy.on("put", hold(), number=3, times=1)
    proxy.on("put", delay(0.5), of_kept_part=True)
    bench = open_bench(options=EngineOptions(workers=1))
    bench.upload_lifetime_h = 0.01
    path = make_file(tmp_path / "clip.mov", 4 * PART)
    job = bench.upload(path)
    bench.wait_until(job.job_id, lambda status: status.job.uploaded_parts >= 2, "2 parts")
    minio_face.uploads.age(hours=25)
    held.release()
    bench.completed(job.job_id)
    assert not proxy.log.parts_sent()
    assert kept_numbers(proxy) == [1, 2, 3, 4]
    assert bucket.sha256("clip.mov") == sha256_of(path)


@pytest.mark.faces("minio")
@pytest.mark.case("L1.1")
def test_a_job_has_a_place_for_kept_parts_only_when_they_are_to_be_kept(
    open_bench: OpenBench, proxied: S3Address, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    remember_line(tmp_path / "state", proxied.endpoint, rate=6.0 * PART)
    held = proxy.on("part", hold(), key="clip.mov")  # nothing is measured meanwhile
    bench = open_bench()
    bench.upload_lifetime_h = 0.01  # a 24th of it is 1.5 s: the line may turn too slow for this file
    job = bench.upload(make_file(tmp_path / "clip.mov", 8 * PART))
    proxy.log.wait_for("part", key="clip.mov")
    assert proxy.log.count("copy_part") > 0  # it was tried out
    assert bench.jobs.get(job.job_id).kept.prefix == ""
    assert bucket.keys() == []
    held.release()
    bench.completed(job.job_id)


@pytest.mark.faces("minio")
@pytest.mark.case("L1.1")
def test_how_fast_a_line_was_is_remembered_over_restarts(
    open_bench: OpenBench, proxied: S3Address, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    proxy.on("part", delay(0.3))
    bench = open_bench()
    path = make_file(tmp_path / "clip.mov", 4 * PART)
    began_s = time.monotonic()
    bench.completed(bench.upload(path).job_id)
    took_s = time.monotonic() - began_s
    bench.close()
    database = Database.open(tmp_path / "state")
    rate = RateTable(database).load()[proxied.endpoint].bytes_per_second
    database.close()
    assert rate is not None
    assert 3 * PART / took_s < rate < 4 * PART / 0.3  # known after three parts


@pytest.mark.faces("minio")
@pytest.mark.case("L1.1")
def test_a_job_whose_upload_was_discarded_is_sent_kept_the_second_time(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, minio_face: MinioFace, tmp_path: Path
) -> None:
    held = proxy.on("part", hold(), number=3, times=1)
    path = make_file(tmp_path / "clip.mov", 3 * PART)
    job = bench.upload(path)
    bench.wait_until(job.job_id, lambda status: status.job.uploaded_parts == 2, "2 parts")
    minio_face.uploads.age(hours=25)
    held.release()
    bench.completed(job.job_id)
    assert kept_numbers(proxy) == [1, 2, 3]
    assert bucket.sha256("clip.mov") == sha256_of(path)


@pytest.mark.faces("minio")
@pytest.mark.case("L1.2")
def test_keys_that_may_only_write_get_a_plain_upload_and_hear_why(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, minio_face: MinioFace, tmp_path: Path
) -> None:
    bench.keep_parts = KeepParts.ALWAYS
    minio_face.put_only()
    path = make_file(tmp_path / "clip.mov", 2 * PART)
    held = proxy.on("part", hold(), number=2)
    job = bench.upload(path)
    bench.wait_until(
        job.job_id,
        lambda status: any(one.code is MessageCode.NOT_KEPT_UNREADABLE for one in status.messages),
        "why",
    )
    assert bench.jobs.get(job.job_id).kept.prefix == ""
    held.release()
    bench.completed(job.job_id)
    assert kept_numbers(proxy) == []
    assert sorted(proxy.log.parts_sent()) == [1, 2]


@pytest.mark.case("L1.2")
def test_a_bucket_that_locks_what_is_written_gets_a_plain_upload(
    open_bench: OpenBench, locked_bucket: Probe, tmp_path: Path
) -> None:
    bench = open_bench(locked_bucket.address)
    bench.keep_parts = KeepParts.ALWAYS
    path = make_file(tmp_path / "clip.mov", 2 * PART)
    done = bench.completed(bench.upload(path).job_id).job
    assert done.kept.prefix == ""
    assert bench.jobs.abandoned_parts() == []
    assert locked_bucket.sha256("clip.mov") == sha256_of(path)


@pytest.mark.faces("minio")
@pytest.mark.case("L1.2")
def test_a_part_that_is_refused_for_all_that_the_probe_said_goes_into_the_upload(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    bench.keep_parts = KeepParts.ALWAYS
    path = make_file(tmp_path / "clip.mov", 2 * PART)
    proxy.on("put", error(403, "AccessDenied"), of_kept_part=True)
    done = bench.completed(bench.upload(path).job_id).job
    assert sorted(proxy.log.parts_sent()) == [1, 2]
    assert bucket.sha256("clip.mov") == sha256_of(path)
    assert done.kept.prefix == ""
    assert bucket.keys() == ["clip.mov"]  # and no plan of what was never kept
    assert bench.jobs.abandoned_parts() == []


@pytest.mark.faces("minio")
@pytest.mark.case("L1.9")
def test_a_file_of_one_part_is_one_put_as_ever(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    bench.keep_parts = KeepParts.ALWAYS
    bench.completed(bench.upload(make_file(tmp_path / "clip.mov", 1000)).job_id)
    assert [entry.key for entry in proxy.log.entries("put")] == ["clip.mov"]


@pytest.mark.faces("plain", "minio")
@pytest.mark.case("L1.1")
def test_parts_are_kept_where_the_connection_says(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    bench.keep_parts = KeepParts.ALWAYS
    bench.kept_prefix = "scratch/parts"
    path = make_file(tmp_path / "clip.mov", 2 * PART)
    job = bench.upload(path, prefix="day 1/")
    bench.completed(job.job_id)
    kept = [entry.key for entry in proxy.log.entries("put")]
    assert all(key.startswith(f"scratch/parts/{job.job_id}/") for key in kept)
    assert bucket.sha256("day 1/clip.mov") == sha256_of(path)
