"""Stores that show late what they have taken: not to be seen is not to be wrong."""

from pathlib import Path

import pytest

from lab.engines.benches import OpenBench
from lab.engines.workbench import PART, Workbench
from lab.files import make_file, sha256_of
from lab.lines.proxy import FaultProxy
from lab.lines.rules import Fault, Said, answer, cut, error, retold
from lab.stores.s3probe import Probe
from uploader_gui.domain.job import ConflictPolicy, VerifiedBy
from uploader_gui.transfer.job.job_run import EngineOptions

ABSENT = error(404, "NoSuchKey")
OLD = retold(
    {
        "content-length": "5",
        "etag": f'"{"0" * 32}"',
        "x-amz-meta-uploader-job": None,
        "x-amz-checksum-crc32": None,
        "x-amz-checksum-type": None,
    }
)
NO_SETTLING = EngineOptions(settle_timeout_s=0.0)


def without_checksum(said: Said) -> Said:
    body = said.body.replace(b"ChecksumCRC32", b"Nothing")
    return Said(said.status, said.headers, body)


@pytest.fixture(autouse=True)
def short_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("uploader_gui.transfer.job.finishing.FIRST_DELAY_S", 0.01)


@pytest.mark.case("R05")
@pytest.mark.parametrize("shown", [ABSENT, OLD], ids=["absent", "old"])
def test_an_object_that_is_shown_late_is_looked_for_again(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path, shown: Fault
) -> None:
    path = make_file(tmp_path / "clip.mov", 2 * PART)
    bucket.put("clip.mov", b"older")
    proxy.on("complete", Fault(rewrite=without_checksum))
    proxy.on("head", shown, times=3)
    job = bench.upload(path, on_conflict=ConflictPolicy.OVERWRITE)
    assert bench.completed(job.job_id).job.verified_by is VerifiedBy.ETAG
    assert sorted(proxy.log.parts_sent()) == [1, 2]
    assert bucket.sha256("clip.mov") == sha256_of(path)


@pytest.mark.case("R05")
@pytest.mark.parametrize("shown", [ABSENT, OLD], ids=["absent", "old"])
def test_an_object_that_is_never_shown_is_uploaded_and_not_verified(
    open_bench: OpenBench, proxy: FaultProxy, tmp_path: Path, shown: Fault
) -> None:
    bench = open_bench(options=NO_SETTLING)
    path = make_file(tmp_path / "clip.mov", 2 * PART)
    proxy.on("complete", Fault(rewrite=without_checksum))
    proxy.on("head", shown)
    status = bench.completed(bench.upload(path, on_conflict=ConflictPolicy.OVERWRITE, stage=True).job_id)
    assert status.job.verified_by is VerifiedBy.NONE
    assert "does not show it" in status.message
    assert Path(status.job.staged_path).exists()


@pytest.mark.case("R05")
def test_the_checksum_of_the_whole_in_the_answer_is_a_proof_by_itself(
    bench: Workbench, proxy: FaultProxy, tmp_path: Path
) -> None:
    proxy.on("head", ABSENT)
    status = bench.completed(bench.upload(make_file(tmp_path / "clip.mov", 2 * PART)).job_id)
    assert status.job.verified_by is VerifiedBy.CHECKSUM


@pytest.mark.case("R05")
@pytest.mark.parametrize("gone", [error(404, "NoSuchUpload"), error(412, "PreconditionFailed")])
def test_an_object_finished_unheard_and_shown_late_is_not_sent_again(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path, gone: Fault
) -> None:
    path = make_file(tmp_path / "clip.mov", 2 * PART)
    proxy.on("complete", cut("before_answer"), times=1)
    proxy.on("complete", gone)

    proxy.on("head", ABSENT, nth=2, times=3)
    job = bench.upload(path)
    bench.completed(job.job_id)
    assert sorted(proxy.log.parts_sent()) == [1, 2]
    assert proxy.log.count("create") == 1
    assert bucket.sha256("clip.mov") == sha256_of(path)


@pytest.mark.case("R05")
def test_an_upload_finished_by_a_program_that_died_and_shown_late_is_not_sent_again(
    open_bench: OpenBench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    path = make_file(tmp_path / "clip.mov", 2 * PART)
    first = open_bench()
    proxy.on("complete", answer(504, after_store=True))
    proxy.on("head", ABSENT, nth=2)
    job = first.upload(path)
    proxy.log.wait_for("head", count=2)
    first.close()
    proxy.clear()
    proxy.log.clear()
    proxy.on("list_parts", error(404, "NoSuchUpload"))
    proxy.on("head", ABSENT, times=3)
    second = open_bench()
    second.resume(job.job_id)
    second.completed(job.job_id)
    assert proxy.log.count("part") == proxy.log.count("create") == 0
    assert bucket.sha256("clip.mov") == sha256_of(path)


@pytest.mark.case("R05")
def test_a_small_file_stored_unheard_and_shown_late_is_ours(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    path = make_file(tmp_path / "clip.mov", 1000)
    proxy.on("put", cut("before_answer"), times=1)
    proxy.on("put", error(412, "PreconditionFailed"))
    proxy.on("head", ABSENT, nth=2, times=3)
    bench.completed(bench.upload(path).job_id)
    assert bucket.sha256("clip.mov") == sha256_of(path)


@pytest.mark.case("R05")
def test_a_file_to_be_skipped_whose_object_is_not_shown_is_not_called_different(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    path = make_file(tmp_path / "clip.mov", 2 * PART)
    bench.completed(bench.upload(path).job_id)
    proxy.log.clear()
    proxy.on("head", ABSENT, nth=2, times=1)
    status = bench.completed(bench.upload(path, on_conflict=ConflictPolicy.SKIP).job_id)
    assert "the same file is there" in status.message.lower()
    assert proxy.log.count("create") == 0
