"""What a MinIO gets into, and how the program takes it: its answers before a real store."""

from pathlib import Path

import pytest

from lab.engines.benches import OpenBench
from lab.engines.workbench import PART, Workbench, paused_after
from lab.files import make_file, sha256_of
from lab.lines.proxy import FaultProxy
from lab.lines.rules import hold
from lab.stores.minio_face import MinioFace
from lab.stores.s3probe import Probe
from uploader_gui.domain.errors import ErrorCode
from uploader_gui.domain.events import Refusal
from uploader_gui.domain.job import ChecksumMode, JobState, VerifiedBy
from uploader_gui.domain.store.kept_parts import KeepParts
from uploader_gui.transfer.job.job_run import EngineOptions

pytestmark = pytest.mark.faces("minio")


@pytest.mark.case("C10")
def test_upload_that_grew_older_than_a_day_is_sent_anew_once_and_then_asked_about(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, minio_face: MinioFace, tmp_path: Path
) -> None:
    bench.keep_parts = KeepParts.NEVER
    path = make_file(tmp_path / "clip.mov", 4 * PART)
    job = paused_after(bench, proxy, path)
    assert job.upload_expires_at is not None
    assert job.upload_begun_at is not None
    assert round((job.upload_expires_at - job.upload_begun_at).total_seconds() / 3600) == 24

    minio_face.uploads.age(hours=25)
    held = proxy.on("part", hold(), number=4)
    bench.resume(job.job_id)
    said = bench.wait_until(job.job_id, lambda status: "discarded" in status.message, "discarded")
    assert said.job.state is JobState.UPLOADING
    bench.wait_until(job.job_id, lambda status: status.job.uploaded_parts == 3, "3 parts")
    bench.forget_events()

    minio_face.uploads.age(hours=25)
    held.release()
    failed = bench.failed(job.job_id)
    assert failed.error_code == ErrorCode.UPLOAD_DISCARDED
    bench.forget_events()
    bench.resume(job.job_id)
    bench.completed(job.job_id)
    assert proxy.log.count("create") == 2
    assert bucket.sha256("clip.mov") == sha256_of(path)


@pytest.mark.case("C12")
def test_server_started_again_lists_no_uploads_and_the_job_goes_on_all_the_same(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, minio_face: MinioFace, tmp_path: Path
) -> None:
    path = make_file(tmp_path / "clip.mov", 4 * PART)
    job = paused_after(bench, proxy, path)
    minio_face.uploads.forget_listed()
    bench.resume(job.job_id)
    bench.completed(job.job_id)
    assert sorted(proxy.log.parts_sent()) == [3, 4]


@pytest.mark.case("C34")
@pytest.mark.parametrize("size", [1000, 3 * PART], ids=["put", "multipart"])
def test_too_many_requests_are_answered_with_patience(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, minio_face: MinioFace, tmp_path: Path, size: int
) -> None:
    path = make_file(tmp_path / "clip.mov", size)
    first = "create" if size > PART else "put"
    held = proxy.on(first, hold())
    job = bench.upload(path)
    proxy.log.wait_for(first)
    minio_face.too_many_requests(times=2, retry_after_s=1)
    held.release()
    bench.completed(job.job_id)
    refused = [entry for entry in proxy.log.entries() if entry.status == 429]
    assert len(refused) == 2
    after = [entry for entry in proxy.log.entries() if 0 < entry.arrived_at - refused[-1].answered_at < 0.9]
    assert after == []
    assert proxy.log.count("abort") == 0
    assert bucket.sha256("clip.mov") == sha256_of(path)


@pytest.mark.case("C44")
def test_full_disk_is_waited_for_and_named(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, minio_face: MinioFace, tmp_path: Path
) -> None:
    path = make_file(tmp_path / "clip.mov", 4 * PART)
    job = paused_after(bench, proxy, path)
    minio_face.disk_full()
    bench.resume(job.job_id)
    said = bench.wait_until(job.job_id, lambda status: "out of space" in status.message, "full")
    assert said.job.state is JobState.UPLOADING
    minio_face.repair()
    bench.completed(job.job_id)
    assert set(proxy.log.parts_stored()) == {3, 4}
    assert proxy.log.count("abort") == 0
    assert bucket.sha256("clip.mov") == sha256_of(path)


@pytest.mark.case("C47")
def test_used_up_quota_fails_with_the_parts_kept_until_it_is_raised(
    open_bench: OpenBench, bucket: Probe, proxy: FaultProxy, minio_face: MinioFace, tmp_path: Path
) -> None:
    bench = open_bench(options=EngineOptions(workers=1))
    path = make_file(tmp_path / "clip.mov", 4 * PART)
    held = proxy.on("part", hold(), number=3)
    job = bench.upload(path)
    proxy.log.wait_for("part", number=3)
    minio_face.quota_used_up()
    held.release()
    failed = bench.failed(job.job_id)
    assert (failed.error_code, failed.uploaded_parts) == (ErrorCode.QUOTA_EXCEEDED, 2)
    assert proxy.log.count("part") == 3
    minio_face.repair()
    bench.forget_events()
    bench.resume(job.job_id)
    bench.completed(job.job_id)
    assert bucket.sha256("clip.mov") == sha256_of(path)


@pytest.mark.case("C42")
def test_key_that_may_only_put_does_all_that_can_be_done(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, minio_face: MinioFace, tmp_path: Path
) -> None:
    path = make_file(tmp_path / "clip.mov", 4 * PART)
    minio_face.put_only()
    job = paused_after(bench, proxy, path)
    bench.resume(job.job_id)
    done = bench.completed(job.job_id).job
    assert (done.checksum_mode, done.verified_by) == (ChecksumMode.CRC32_WHOLE, VerifiedBy.CHECKSUM)
    assert sorted(proxy.log.parts_sent()) == [3, 4]
    small = make_file(tmp_path / "small.mov", 1000)
    bench.completed(bench.upload(small).job_id)
    removed = paused_after(bench, proxy, make_file(tmp_path / "other.mov", 4 * PART))
    bench.remove(removed.job_id)
    assert bucket.sha256("clip.mov") == sha256_of(path)
    assert bucket.sha256("small.mov") == sha256_of(small)


@pytest.mark.case("C40")
def test_console_port_is_named(bench: Workbench, minio_face: MinioFace, tmp_path: Path) -> None:
    minio_face.is_console()
    (refused,) = bench.submit(bench.new(make_file(tmp_path / "clip.mov", 2 * PART)))
    assert isinstance(refused, Refusal)
    assert refused.code == ErrorCode.ENDPOINT_NOT_S3  # though its HEAD says nothing but 400
    assert "API's port" in refused.reason


@pytest.mark.case("C49")
@pytest.mark.parametrize("size", [1000, 2 * PART], ids=["put", "multipart"])
def test_name_that_can_be_no_path_is_refused_with_words(
    bench: Workbench, proxy: FaultProxy, tmp_path: Path, size: int
) -> None:
    (refused,) = bench.submit(bench.new(make_file(tmp_path / "clip.mov", size), prefix="v" * 256))
    assert isinstance(refused, Refusal)
    assert refused.code == ErrorCode.NAME_NOT_ALLOWED
    assert "Rename" in refused.reason
    assert proxy.log.operations() == ["head"]


@pytest.mark.case("C80")
def test_remove_of_an_upload_that_is_gone_leaves_nothing_to_do(
    bench: Workbench, proxy: FaultProxy, minio_face: MinioFace, tmp_path: Path
) -> None:
    job = paused_after(bench, proxy, make_file(tmp_path / "clip.mov", 4 * PART))
    minio_face.uploads.age(hours=25)
    bench.remove(job.job_id)
    assert bench.jobs.abandoned() == []
