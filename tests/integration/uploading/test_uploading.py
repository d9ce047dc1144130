import gc
import unicodedata
import zlib
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from lab.engines.benches import OpenBench
from lab.engines.workbench import PART, Workbench
from lab.files import make_file, sha256_of
from lab.lines.proxy import FaultProxy
from lab.lines.rules import flip_bit, hold, retold
from lab.stores.s3probe import Probe, S3Address
from uploader_gui.domain.job import ChecksumMode, Job, JobState, VerifiedBy
from uploader_gui.s3.http.request_body import Body
from uploader_gui.source.source_file import Source
from uploader_gui.transfer.job.job_run import EngineOptions
from uploader_gui.transfer.job.part_sender import PartSender

pytestmark = pytest.mark.faces("plain", "minio")

NAMES = [
    "plain.mov",
    "with spaces.mov",
    "a+b%20c#d~e&f.mp4",
    "[brackets] (round) {curly}.mov",
    "会议录像.mp4",
    "🎬 take 7 🎥.mkv",
    "quote'\"double.mov",
    "e\u0301-decomposed.mov",
    "dots...and-dashes--.ts",
    "v" * 240 + ".mov",
]


@pytest.mark.case("C26", "C27")
@pytest.mark.parametrize("size", [0, 1, PART - 1, PART, PART + 1, 3 * PART])
def test_every_size_arrives_whole_and_verified(
    bench: Workbench, bucket: Probe, tmp_path: Path, size: int
) -> None:
    path = make_file(tmp_path / "clip.mov", size)
    status = bench.completed(bench.upload(path).job_id)
    assert bucket.sha256("clip.mov") == sha256_of(path)
    assert status.job.progress == 100.0
    assert status.job.uploaded_parts == status.job.total_parts == max(1, -(-size // PART))
    assert status.job.verified_by is VerifiedBy.CHECKSUM
    assert status.recording is not None
    assert status.recording.crc32 == zlib.crc32(path.read_bytes())
    assert bench.jobs.parts(status.job.job_id) == []


@pytest.mark.case("C49", "R38")
@pytest.mark.parametrize("name", NAMES)
def test_every_name_becomes_exactly_that_key_in_composed_letters(
    bench: Workbench, bucket: Probe, tmp_path: Path, name: str
) -> None:
    path = make_file(tmp_path / name, 1000)
    bench.completed(bench.upload(path, prefix="media/2026").job_id)
    key = unicodedata.normalize("NFC", f"media/2026/{name}")
    assert bucket.keys() == [key]
    assert bucket.sha256(key) == sha256_of(path)


@pytest.mark.case("C49")
def test_a_multipart_name_is_kept_too(bench: Workbench, bucket: Probe, tmp_path: Path) -> None:
    name = "a+b% [会议] 🎬 #~&.mp4"
    path = make_file(tmp_path / name, PART + 1)
    bench.completed(bench.upload(path).job_id)
    assert bucket.keys() == [name]
    assert bucket.sha256(name) == sha256_of(path)


@pytest.mark.case("C59")
def test_content_type_and_job_id_go_with_the_object(bench: Workbench, bucket: Probe, tmp_path: Path) -> None:
    small = bench.upload(make_file(tmp_path / "small.mxf", 10))
    large = bench.upload(make_file(tmp_path / "large.mkv", PART + 1))
    for job, content_type in [(small, "application/mxf"), (large, "video/x-matroska")]:
        bench.completed(job.job_id)
        found = bucket.head(job.destination.object_key)
        assert found is not None
        assert found.content_type == content_type
        assert found.metadata["uploader-job"] == job.job_id


def test_whole_file_checksum_proves_the_object(bench: Workbench, tmp_path: Path) -> None:
    job = bench.completed(bench.upload(make_file(tmp_path / "clip.mov", 2 * PART + 7)).job_id).job
    assert job.checksum_mode is ChecksumMode.CRC32_WHOLE
    assert job.verified_by is VerifiedBy.CHECKSUM


def test_the_recording_tells_where_the_object_is(bench: Workbench, bucket: Probe, tmp_path: Path) -> None:
    status = bench.completed(bench.upload(make_file(tmp_path / "my clip.mov", 2 * PART)).job_id)
    assert status.job.recording_id is not None
    recording = bench.jobs.recording(status.job.recording_id)
    head = bucket.head("my clip.mov")
    assert head is not None
    assert recording.etag == head.etag
    assert recording.file_size == 2 * PART
    assert recording.download_url == f"{bench.address.endpoint}/{bench.address.bucket}/my%20clip.mov"


def senders() -> list[object]:
    return [one for one in gc.get_objects() if isinstance(one, Source | Body | PartSender)]


@pytest.mark.case("W18")
def test_what_sent_the_parts_is_gone_with_the_upload_and_needs_no_collector(
    bench: Workbench, tmp_path: Path
) -> None:
    gc.collect()
    others = (
        senders()
    )  # what another test of this process has left behind; held, so that no new one is taken for it
    gc.disable()  # the window collects rarely: what hangs in a circle would stay for hours
    try:
        bench.completed(bench.upload(make_file(tmp_path / "first.mov", 5 * PART)).job_id)
        bench.completed(bench.upload(make_file(tmp_path / "second.mov", 5 * PART)).job_id)
        bench.close()
        left = [one for one in senders() if not any(one is other for other in others)]
    finally:
        gc.enable()
    assert left == []


def test_a_part_damaged_on_the_way_is_sent_again(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    path = make_file(tmp_path / "clip.mov", 3 * PART)
    proxy.on("part", flip_bit(1000), number=2, times=1)
    bench.completed(bench.upload(path).job_id)
    assert bucket.sha256("clip.mov") == sha256_of(path)
    assert sorted(proxy.log.parts_sent()) == [1, 2, 2, 3]


def test_a_damaged_single_put_is_sent_again(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    path = make_file(tmp_path / "clip.mov", 5000)
    proxy.on("put", flip_bit(7), times=1)
    bench.completed(bench.upload(path).job_id)
    assert bucket.sha256("clip.mov") == sha256_of(path)


def test_a_small_file_does_not_wait_behind_a_big_one(
    open_bench: OpenBench, proxy: FaultProxy, tmp_path: Path
) -> None:
    bench = open_bench(options=EngineOptions(workers=1, jobs_at_once=1))
    held = proxy.on("part", hold(), number=1)
    big = bench.upload(make_file(tmp_path / "big.mov", 6 * PART))
    proxy.log.wait_for("part")
    small = bench.upload(make_file(tmp_path / "small.mov", 1000))
    bench.wait_for(small.job_id, JobState.UPLOADING)
    held.release()
    bench.completed(small.job_id)
    bench.completed(big.job_id)
    sent = [operation for operation in proxy.log.operations() if operation in {"part", "put"}]
    assert sent.index("put") <= 2


def test_the_day_on_which_the_store_drops_an_upload_is_kept_with_the_job(
    bench: Workbench, proxy: FaultProxy, tmp_path: Path
) -> None:
    proxy.on("create", retold({"x-amz-abort-date": "Tue, 01 Dec 2026 00:00:00 GMT"}))
    job = bench.completed(bench.upload(make_file(tmp_path / "clip.mov", 2 * PART)).job_id).job
    assert job.upload_expires_at == datetime(2026, 12, 1, tzinfo=UTC)


def test_a_copy_that_cannot_be_deleted_does_not_spoil_the_upload_and_stays_recorded(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = make_file(tmp_path / "clip.bin", 2 * PART)
    held = proxy.on("complete", hold(answer=True))
    job = bench.upload(path, stage=True)
    proxy.log.wait_for("complete", stage="store")
    copy = Path(bench.jobs.get(job.job_id).staged_path)
    copy.unlink()
    copy.mkdir()  # stands in for a disk that refuses
    held.release()
    bench.completed(job.job_id)
    assert "could not be deleted" in caplog.text
    assert bench.jobs.get(job.job_id).staged_path == str(copy)
    assert bucket.sha256("clip.bin") == sha256_of(path)


def test_a_store_that_echoes_nothing_is_proven_by_md5_and_etag(rclone: S3Address, tmp_path: Path) -> None:
    path = make_file(tmp_path / "clip.mov", 2 * PART + 100)
    with closing(Probe(rclone)) as probe, Workbench(tmp_path / "state", rclone) as bench:
        (job,) = bench.submit(bench.new(path))
        assert isinstance(job, Job)
        done = bench.completed(job.job_id).job
        assert probe.sha256("clip.mov") == sha256_of(path)
    assert done.checksum_mode is ChecksumMode.MD5
    assert done.verified_by is VerifiedBy.ETAG
