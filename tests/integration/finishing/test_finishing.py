from pathlib import Path

import pytest

from lab.engines.benches import OpenBench
from lab.engines.workbench import PART, Workbench
from lab.files import make_file, sha256_of
from lab.lines.proxy import FaultProxy
from lab.lines.rules import Fault, answer, cut, error, hold
from lab.stores.s3probe import Probe
from uploader_gui.domain.errors import ErrorCode
from uploader_gui.domain.events import Activity
from uploader_gui.domain.job import VerifiedBy
from uploader_gui.transfer.job.job_run import EngineOptions

pytestmark = pytest.mark.faces("plain", "minio")

IMPATIENT = EngineOptions(retry_limit=1, finish_timeout_s=0.0)
DENIED = error(403, "AccessDenied")


@pytest.mark.case("C01")
def test_an_error_inside_a_200_is_tried_again(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    path = make_file(tmp_path / "clip.mov", 2 * PART)
    proxy.on("complete", error(200, "InternalError"), times=1)
    bench.completed(bench.upload(path).job_id)
    assert proxy.log.count("complete") == 2
    assert bucket.sha256("clip.mov") == sha256_of(path)


@pytest.mark.case("C01")
def test_an_error_inside_a_200_for_ever_fails_with_the_parts_kept(
    open_bench: OpenBench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    bench = open_bench(options=IMPATIENT)
    proxy.on("complete", error(200, "InternalError"))
    job = bench.failed(bench.upload(make_file(tmp_path / "clip.mov", 2 * PART)).job_id)
    assert job.error_code == ErrorCode.STORE_ERROR
    assert bucket.parts("clip.mov", job.upload_id) == {1: PART, 2: PART}
    assert proxy.log.count("abort") == 0


@pytest.mark.case("C01", "C02")
@pytest.mark.parametrize(
    "fault",
    [
        cut("before_answer"),
        answer(504, after_store=True),
        answer(200, b"", after_store=True),
        answer(200, "<html>Sign in</html>", headers={"Content-Type": "text/html"}, after_store=True),
        answer(
            200,
            "<CompleteMultipartUploadResult/>",
            headers={"Content-Type": "application/xml"},
            after_store=True,
        ),
        error(500, "InternalError", after_store=True),
    ],
    ids=["cut", "504", "empty", "page", "no-etag", "500"],
)
def test_a_complete_that_worked_unheard_is_found_to_be_ours(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path, fault: Fault
) -> None:
    path = make_file(tmp_path / "clip.mov", 2 * PART)
    proxy.on("complete", fault, times=1)
    status = bench.completed(bench.upload(path).job_id)
    assert proxy.log.count("complete") == 1
    assert sorted(proxy.log.parts_sent()) == [1, 2]
    assert status.job.verified_by in {VerifiedBy.ETAG, VerifiedBy.CHECKSUM}
    assert bucket.keys() == ["clip.mov"]
    assert bucket.sha256("clip.mov") == sha256_of(path)


@pytest.mark.case("C02")
def test_a_complete_that_never_reached_the_store_is_sent_again(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    path = make_file(tmp_path / "clip.mov", 2 * PART)
    proxy.on("complete", cut("before"), times=2)
    bench.completed(bench.upload(path).job_id)
    assert proxy.log.count("complete") == 3
    assert bucket.sha256("clip.mov") == sha256_of(path)


@pytest.mark.case("C02")
def test_no_such_upload_after_an_unheard_complete_is_success(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    path = make_file(tmp_path / "clip.mov", 2 * PART)
    proxy.on("complete", cut("before_answer"), times=1)
    proxy.on("head", error(503, "SlowDown"), nth=2, times=1)
    proxy.on("complete", error(404, "NoSuchUpload"))
    bench.completed(bench.upload(path).job_id)
    assert sorted(proxy.log.parts_sent()) == [1, 2]
    assert bucket.sha256("clip.mov") == sha256_of(path)


@pytest.mark.case("C02", "C42")
def test_when_nobody_may_look_the_outcome_is_unknown_and_nothing_is_sent_again(
    bench: Workbench, proxy: FaultProxy, tmp_path: Path
) -> None:
    proxy.on("complete", cut("before_answer"), times=1)
    proxy.on("head", DENIED)
    proxy.on("complete", error(404, "NoSuchUpload"))
    job = bench.failed(bench.upload(make_file(tmp_path / "clip.mov", 2 * PART)).job_id)
    assert job.error_code == ErrorCode.OUTCOME_UNKNOWN
    assert sorted(proxy.log.parts_sent()) == [1, 2]


@pytest.mark.case("C02")
def test_an_unheard_single_put_is_not_sent_twice(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    path = make_file(tmp_path / "clip.mov", 1000)
    proxy.on("put", cut("before_answer"), times=1)
    bench.completed(bench.upload(path).job_id)
    assert proxy.log.count("put") == 1
    assert bucket.sha256("clip.mov") == sha256_of(path)


@pytest.mark.case("C05", "C06")
def test_a_program_that_died_between_complete_and_its_commit_finds_the_object(
    open_bench: OpenBench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    path = make_file(tmp_path / "clip.mov", 2 * PART)
    first = open_bench()
    held = proxy.on("complete", hold(answer=True))
    job = first.upload(path)
    proxy.log.wait_for("complete", stage="store")
    first.close()
    held.release()
    proxy.clear()
    proxy.log.clear()
    second = open_bench()
    second.resume(job.job_id)
    second.completed(job.job_id)
    assert proxy.log.count("part") == 0
    assert proxy.log.count("complete") == 0
    assert bucket.keys() == ["clip.mov"]


def test_a_wrong_checksum_of_the_whole_fails_and_resume_sends_everything_anew(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    path = make_file(tmp_path / "clip.mov", 2 * PART)
    result = "<CompleteMultipartUploadResult><ETag>x-2</ETag><ChecksumCRC32>AAAAAA==</ChecksumCRC32></CompleteMultipartUploadResult>"
    proxy.on(
        "complete",
        answer(200, result, headers={"Content-Type": "application/xml"}, after_store=True),
        times=1,
    )
    job = bench.failed(bench.upload(path).job_id)
    assert job.error_code == ErrorCode.VERIFY_MISMATCH
    bench.forget_events()
    bench.resume(job.job_id)
    bench.completed(job.job_id)
    assert bucket.sha256("clip.mov") == sha256_of(path)


@pytest.mark.case("C05")
def test_while_the_store_finalizes_the_message_says_so(
    bench: Workbench, proxy: FaultProxy, tmp_path: Path
) -> None:
    held = proxy.on("complete", hold(), times=1)
    job = bench.upload(make_file(tmp_path / "clip.mov", 2 * PART))
    said = bench.wait_until(job.job_id, lambda status: status.activity is Activity.FINALIZING, "finalizing")
    assert said.message.startswith("Finalizing on the store")
    held.release()
    bench.completed(job.job_id)


@pytest.mark.case("C05")
def test_a_pause_while_the_store_finalizes_does_not_hold_up_the_resume(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    path = make_file(tmp_path / "clip.mov", 2 * PART)
    proxy.on("complete", hold(), times=1)
    job = bench.upload(path)
    proxy.log.wait_for("complete")
    bench.pause(job.job_id)
    bench.forget_events()
    bench.resume(job.job_id)
    bench.completed(job.job_id)
    assert bucket.sha256("clip.mov") == sha256_of(path)


def test_bytes_that_only_the_etag_can_prove_are_proven_by_it(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    path = make_file(tmp_path / "clip.mov", 2 * PART)
    etag = None

    def complete_without_checksum() -> None:
        nonlocal etag
        status = bench.completed(bench.upload(path, prefix="first").job_id)
        assert status.recording is not None
        etag = status.recording.etag

    complete_without_checksum()
    result = f"<CompleteMultipartUploadResult><ETag>&#34;{etag}&#34;</ETag></CompleteMultipartUploadResult>"
    proxy.on("complete", answer(200, result, headers={"Content-Type": "application/xml"}, after_store=True))
    second = bench.completed(bench.upload(path).job_id)
    assert second.job.verified_by is VerifiedBy.ETAG
    assert second.message == "Uploaded, ETag matches"
