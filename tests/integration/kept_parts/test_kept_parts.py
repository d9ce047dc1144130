"""Kept parts: objects of their own that outlive an unfinished upload, joined by the store."""

import zlib
from pathlib import Path

import pytest

from lab.engines.benches import OpenBench
from lab.engines.kept_numbers import copied_numbers, kept_numbers
from lab.engines.workbench import PART, Workbench
from lab.files import make_file, sha256_of
from lab.lines.proxy import FaultProxy
from lab.lines.rules import Fault, Said, blanks, error, hold
from lab.stores.minio_face import MinioFace
from lab.stores.s3probe import Probe, S3Address
from uploader_gui.domain.errors import ErrorCode
from uploader_gui.domain.events import Activity
from uploader_gui.domain.job import Job, JobState, PartPlace, VerifiedBy
from uploader_gui.domain.messages import MessageCode
from uploader_gui.domain.store.kept_parts import KeepParts


def joining_is_held(bench: Workbench, proxy: FaultProxy, path: Path, number: int) -> Job:
    """A job all of whose parts are kept, and whose joining stands before part ``number``."""
    proxy.on("copy_part", hold(), number=number)
    job = bench.upload(path)
    proxy.log.wait_for("copy_part", number=number)
    return job


@pytest.mark.faces("plain", "minio")
@pytest.mark.case("L1.3", "L1.4", "L1.6", "L1.7")
def test_parts_are_kept_then_joined_by_the_store_and_deleted(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, face: str, seaweed: S3Address, tmp_path: Path
) -> None:
    bench.keep_parts = KeepParts.ALWAYS
    path = make_file(tmp_path / "clip.mov", 4 * PART + 17)
    status = bench.completed(bench.upload(path, prefix="day 1/").job_id)
    done = status.job
    bench.wait_until_nothing_is_kept()
    assert status.recording is not None
    assert status.recording.crc32 == zlib.crc32(path.read_bytes())
    assert kept_numbers(proxy) == [1, 2, 3, 4, 5]
    assert proxy.log.parts_sent() == []
    assert copied_numbers(proxy) == [1, 2, 3, 4, 5]
    # MinIO copies only into an upload without a checksum algorithm.
    assert done.verified_by is (VerifiedBy.CHECKSUM if face == seaweed.endpoint else VerifiedBy.ETAG)
    assert bucket.sha256("day 1/clip.mov") == sha256_of(path)
    assert bucket.keys() == ["day 1/clip.mov"]
    assert bucket.uploads() == []


@pytest.mark.faces("plain", "minio")
@pytest.mark.case("L1.3")
def test_a_copy_counts_only_with_an_etag_in_its_result(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    bench.keep_parts = KeepParts.ALWAYS
    path = make_file(tmp_path / "clip.mov", 3 * PART)
    proxy.on("copy_part", blanks(), number=2, times=1)
    proxy.on("copy_part", blanks("InternalError"), number=3, times=1)
    bench.completed(bench.upload(path).job_id)
    assert bucket.sha256("clip.mov") == sha256_of(path)
    assert kept_numbers(proxy) == [1, 2, 3]


@pytest.mark.faces("plain", "minio")
@pytest.mark.case("L1.5")
def test_a_kept_part_is_never_sent_twice_whatever_ends_the_program(
    open_bench: OpenBench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    bench = open_bench()
    bench.keep_parts = KeepParts.ALWAYS
    path = make_file(tmp_path / "clip.mov", 4 * PART)
    proxy.on("put", hold(), number=4)
    job = bench.upload(path)
    bench.wait_until(job.job_id, lambda status: status.job.uploaded_parts == 3, "3 parts")
    bench.close()
    proxy.cut_all()
    proxy.clear()
    proxy.log.clear()
    again = open_bench()
    again.keep_parts = KeepParts.ALWAYS
    again.resume(job.job_id)
    again.completed(job.job_id)
    assert kept_numbers(proxy) == [4]
    assert bucket.sha256("clip.mov") == sha256_of(path)


@pytest.mark.faces("plain", "minio")
@pytest.mark.case("L1.5")
def test_a_kept_part_that_is_gone_or_is_another_one_is_sent_again(
    open_bench: OpenBench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    bench = open_bench()
    bench.keep_parts = KeepParts.ALWAYS
    path = make_file(tmp_path / "clip.mov", 4 * PART)
    proxy.on("list_parts", hold())
    job = bench.upload(path)
    proxy.log.wait_for("list_parts")
    kept = bench.jobs.get(job.job_id).kept
    bench.close()
    proxy.clear()
    proxy.log.clear()
    bucket.delete(kept.part_key(2))
    bucket.put(kept.part_key(3), b"something else")
    again = open_bench()
    again.keep_parts = KeepParts.ALWAYS
    again.resume(job.job_id)
    again.completed(job.job_id)
    assert kept_numbers(proxy) == [2, 3]
    assert bucket.sha256("clip.mov") == sha256_of(path)


@pytest.mark.faces("plain", "minio")
@pytest.mark.case("L1.5")
def test_where_nobody_may_list_the_table_is_trusted(
    open_bench: OpenBench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    bench = open_bench()
    bench.keep_parts = KeepParts.ALWAYS
    path = make_file(tmp_path / "clip.mov", 3 * PART)
    proxy.on("put", hold(), number=3)
    job = bench.upload(path)
    bench.wait_until(job.job_id, lambda status: status.job.uploaded_parts == 2, "2 parts")
    bench.close()
    proxy.cut_all()
    proxy.clear()
    proxy.log.clear()
    proxy.on("list_objects", error(403, "AccessDenied"))
    proxy.on("list_parts", error(403, "AccessDenied"))
    again = open_bench()
    again.keep_parts = KeepParts.ALWAYS
    again.resume(job.job_id)
    again.completed(job.job_id)
    assert kept_numbers(proxy) == [3]
    assert copied_numbers(proxy) == [1, 2, 3]
    assert bucket.sha256("clip.mov") == sha256_of(path)


@pytest.mark.faces("plain", "minio")
@pytest.mark.case("L1.3", "L1.5")
def test_a_kept_part_that_changes_before_it_is_copied_is_sent_again(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    bench.keep_parts = KeepParts.ALWAYS
    path = make_file(tmp_path / "clip.mov", 3 * PART)
    held = proxy.on("copy_part", hold(), number=3, times=1)
    job = bench.upload(path)
    proxy.log.wait_for("copy_part", number=3)
    bucket.put(bench.jobs.get(job.job_id).kept.part_key(3), b"something else")
    held.release()
    bench.completed(job.job_id)
    assert kept_numbers(proxy) == [1, 2, 3, 3]
    assert bucket.sha256("clip.mov") == sha256_of(path)


@pytest.mark.faces("plain", "minio")
@pytest.mark.case("L1.6")
def test_joining_shows_itself_pauses_and_goes_on_where_it_was(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    bench.keep_parts = KeepParts.ALWAYS
    path = make_file(tmp_path / "clip.mov", 4 * PART)
    job = joining_is_held(bench, proxy, path, 4)
    said = bench.wait_until(
        job.job_id,
        lambda status: any(
            one.code is MessageCode.JOINING_PART and dict(one.arguments)["number"] == 4
            for one in status.messages
        ),
        "joining part 4",
    )
    assert said.activity is Activity.JOINING
    assert said.message == "Joining part 4 of 4, on the store..."
    assert bench.engine.jobs_now.totals().bytes_per_second == 0
    bench.pause(job.job_id)
    proxy.cut_all()
    proxy.clear()
    proxy.log.clear()
    bench.forget_events()
    bench.resume(job.job_id)
    bench.completed(job.job_id)
    assert kept_numbers(proxy) == []
    assert copied_numbers(proxy) == [4]
    assert bucket.sha256("clip.mov") == sha256_of(path)


@pytest.mark.faces("minio")
@pytest.mark.case("L1.6")
def test_when_the_upload_dies_while_it_is_joined_joining_begins_anew_and_nothing_is_sent(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, minio_face: MinioFace, tmp_path: Path
) -> None:
    bench.keep_parts = KeepParts.ALWAYS
    path = make_file(tmp_path / "clip.mov", 3 * PART)
    first, second, third = (proxy.on("copy_part", hold(), number=3, times=1) for _ in range(3))
    job = bench.upload(path)
    proxy.log.wait_for("copy_part", number=3)
    for held in (first, second):
        minio_face.uploads.age(hours=25)
        proxy.log.clear()
        held.release()
        proxy.log.wait_for("copy_part", number=3)
    third.release()
    bench.completed(job.job_id)
    assert kept_numbers(proxy) == []
    assert proxy.log.parts_sent() == []
    assert bucket.sha256("clip.mov") == sha256_of(path)


@pytest.mark.faces("plain", "minio")
@pytest.mark.case("L1.7")
def test_what_could_not_be_deleted_is_deleted_at_the_next_start(
    open_bench: OpenBench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    bench = open_bench()
    bench.keep_parts = KeepParts.ALWAYS
    proxy.on("delete_objects", error(503, "SlowDown"))
    path = make_file(tmp_path / "clip.mov", 2 * PART)
    bench.completed(bench.upload(path).job_id)
    bench.close()
    assert len(bucket.keys()) > 1
    proxy.clear()
    open_bench().wait_until_nothing_is_kept()
    assert bucket.keys() == ["clip.mov"]


@pytest.mark.faces("plain")
@pytest.mark.case("L1.7")
def test_a_versioned_bucket_keeps_no_version_of_a_part(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    bucket.keep_versions()
    bench.keep_parts = KeepParts.ALWAYS
    path = make_file(tmp_path / "clip.mov", 2 * PART)
    bench.completed(bench.upload(path).job_id)
    bench.wait_until_nothing_is_kept()
    assert bucket.versions() == ["clip.mov"]


@pytest.mark.faces("plain", "minio")
@pytest.mark.case("L1.7")
def test_removing_a_job_deletes_what_it_has_kept(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    bench.keep_parts = KeepParts.ALWAYS
    path = make_file(tmp_path / "clip.mov", 3 * PART)
    job = joining_is_held(bench, proxy, path, 3)
    bench.remove(job.job_id)
    assert bucket.keys() == []
    assert bench.jobs.abandoned_parts() == []


@pytest.mark.faces("plain")
@pytest.mark.case("L1.7")
@pytest.mark.parametrize(("told", "instead"), [(b"plan.json", b"plan.jsoo"), (b"Version>", b"Versign>")])
def test_a_damaged_listing_leaves_nothing_behind(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path, told: bytes, instead: bytes
) -> None:
    def damaged(said: Said) -> Said:
        assert told in said.body
        return Said(said.status, said.headers, said.body.replace(told, instead))

    bench.keep_parts = KeepParts.ALWAYS
    path = make_file(tmp_path / "clip.mov", 3 * PART)
    proxy.on("put", hold(), of_kept_part=True)
    proxy.on("list_versions", Fault(rewrite=damaged), times=1)
    job = bench.upload(path)
    proxy.log.wait_for("put", count=3)  # of the probe, of the plan, and of a part
    bench.remove(job.job_id)
    assert bucket.keys() == []
    assert bench.jobs.abandoned_parts() == []


@pytest.mark.faces("minio")
@pytest.mark.case("L1.8")
def test_no_room_for_the_file_twice_fails_with_everything_kept_and_the_mend_in_words(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, minio_face: MinioFace, tmp_path: Path
) -> None:
    bench.keep_parts = KeepParts.ALWAYS
    path = make_file(tmp_path / "clip.mov", 3 * PART)
    held = proxy.on("list_parts", hold())
    job = bench.upload(path)
    proxy.log.wait_for("list_parts")
    minio_face.quota_used_up()
    held.release()
    failed = bench.failed(job.job_id)
    assert failed.error_code == ErrorCode.QUOTA_EXCEEDED
    assert failed.messages[-1].code is MessageCode.JOINING_NEEDS_SPACE
    minio_face.repair()
    bench.forget_events()
    bench.resume(job.job_id)
    bench.completed(job.job_id)
    assert kept_numbers(proxy) == [1, 2, 3]
    assert bucket.sha256("clip.mov") == sha256_of(path)


@pytest.mark.faces("minio")
@pytest.mark.case("L1.1", "L1.5")
def test_a_store_that_forgets_every_day_gets_a_week_of_uploading_and_no_part_twice(
    open_bench: OpenBench, bucket: Probe, proxy: FaultProxy, minio_face: MinioFace, tmp_path: Path
) -> None:
    path = make_file(tmp_path / "clip.mov", 5 * PART)
    for number in range(2, 6):
        proxy.on("put", hold(), number=number)
    bench = open_bench()
    bench.keep_parts = KeepParts.ALWAYS
    job = bench.upload(path)
    for day in range(1, 5):
        bench.wait_until(job.job_id, lambda status: status.job.uploaded_parts == day, f"{day} parts")  # noqa: B023
        bench.close()
        proxy.clear()
        for number in range(day + 2, 6):
            proxy.on("put", hold(), number=number)
        minio_face.uploads.age(hours=25)
        bench = open_bench()
        bench.keep_parts = KeepParts.ALWAYS
        bench.resume(job.job_id)
    bench.completed(job.job_id)
    stored = [number for _, number in proxy.log.kept_parts_sent(stored=True)]
    assert sorted(stored) == [1, 2, 3, 4, 5]
    assert bucket.sha256("clip.mov") == sha256_of(path)
    parts = bench.jobs.parts(job.job_id)
    assert parts == []


@pytest.mark.faces("minio")
@pytest.mark.case("L1.6")
def test_an_upload_that_dies_again_and_again_before_a_part_is_kept_costs_nothing(
    open_bench: OpenBench, bucket: Probe, proxy: FaultProxy, minio_face: MinioFace, tmp_path: Path
) -> None:
    path = make_file(tmp_path / "clip.mov", 2 * PART)
    proxy.on("put", hold(), of_kept_part=True)
    bench = open_bench()
    bench.keep_parts = KeepParts.ALWAYS
    job = bench.upload(path)
    for _ in range(3):
        proxy.log.wait_for("put", key=f".uploader-parts/{job.job_id}/00001")
        bench.close()
        proxy.clear()
        proxy.log.clear()
        proxy.on("put", hold(), of_kept_part=True)
        minio_face.uploads.age(hours=25)
        bench = open_bench()
        bench.keep_parts = KeepParts.ALWAYS
        bench.resume(job.job_id)
    proxy.clear()
    bench.completed(job.job_id)
    assert bucket.sha256("clip.mov") == sha256_of(path)


@pytest.mark.faces("minio")
def test_the_table_says_where_each_part_is(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    bench.keep_parts = KeepParts.ALWAYS
    job = joining_is_held(bench, proxy, make_file(tmp_path / "clip.mov", 2 * PART), 2)
    assert [part.place for part in bench.jobs.parts(job.job_id)] == [PartPlace.KEPT, PartPlace.KEPT]
    assert bench.jobs.get(job.job_id).state is JobState.UPLOADING
