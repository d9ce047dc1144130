"""The looks at the key around Complete: what they show, what they may not show, and what becomes of the job."""

import re
from pathlib import Path

import pytest

from lab.engines.benches import OpenBench
from lab.engines.workbench import PART, Workbench, paused_after
from lab.files import make_file, sha256_of
from lab.lines.proxy import FaultProxy
from lab.lines.rules import Fault, Rule, Said, answer, error, hold, retold
from lab.stores.s3probe import Probe
from uploader_gui.domain.errors import ErrorCode
from uploader_gui.domain.job import Job, VerifiedBy
from uploader_gui.domain.store.kept_parts import KeepParts
from uploader_gui.transfer.job.job_run import EngineOptions

DENIED = error(403, "AccessDenied")
EXPIRED = error(400, "ExpiredToken")  # without a word to a HEAD, so it is asked why with a listing
SHORTER = retold({"content-length": "5"})
OTHER_ETAG = retold({"etag": f'"{"0" * 32}-2"', "x-amz-checksum-crc32": None, "x-amz-checksum-type": None})


def all_sent(bench: Workbench, proxy: FaultProxy, path: Path, *faults: Fault) -> tuple[Job, Rule]:
    """A job whose parts are all there, and whose first Complete is held; released, it meets ``faults``."""
    held = proxy.on("complete", hold(), *faults, times=1)
    job = bench.upload(path)
    proxy.log.wait_for("complete")
    return job, held


def died_finishing(open_bench: OpenBench, proxy: FaultProxy, path: Path) -> Job:
    """A job whose program ended after the store had finished the object and before it was heard."""
    first = open_bench()
    proxy.on("complete", hold(answer=True))
    job = first.upload(path)
    proxy.log.wait_for("complete", stage="store")
    first.close()
    proxy.clear()
    proxy.log.clear()
    return job


def of_another_form(said: Said) -> Said:
    """The answer to Complete of a store that proves nothing with it, and names the object in a way of its own."""
    body = said.body.replace(b"ChecksumCRC32", b"Nothing")
    return Said(said.status, said.headers, re.sub(rb"(?<=<ETag>).*?(?=</ETag>)", b"revision-7", body))


@pytest.fixture(autouse=True)
def short_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("uploader_gui.transfer.job.finishing.FIRST_DELAY_S", 0.01)


@pytest.fixture
def film(tmp_path: Path) -> Path:
    return make_file(tmp_path / "clip.mov", 2 * PART)


@pytest.mark.parametrize(
    ("shown", "words"),
    [(SHORTER, "the size"), (OTHER_ETAG, "the ETag")],
    ids=["shorter", "other etag"],
)
def test_object_that_is_not_as_it_was_finished_fails_and_is_sent_anew_by_resume(
    open_bench: OpenBench, bucket: Probe, proxy: FaultProxy, film: Path, shown: Fault, words: str
) -> None:
    bench = open_bench(options=EngineOptions(settle_timeout_s=0.0))
    job, held = all_sent(bench, proxy, film)
    proxy.on("head", shown)
    held.release()
    failed = bench.failed(job.job_id)
    assert failed.error_code == ErrorCode.VERIFY_MISMATCH
    assert words in failed.message
    proxy.clear()
    bench.forget_events()
    bench.resume(job.job_id)
    bench.completed(job.job_id)
    assert bucket.sha256("clip.mov") == sha256_of(film)


@pytest.mark.case("R05")
@pytest.mark.parametrize("shown", [SHORTER, OTHER_ETAG], ids=["shorter", "other etag"])
def test_an_earlier_object_of_the_same_job_that_is_shown_for_a_while_is_not_a_wrong_one(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, film: Path, shown: Fault
) -> None:
    job, held = all_sent(bench, proxy, film)
    proxy.on("head", shown, times=2)
    held.release()
    bench.completed(job.job_id)
    assert sorted(proxy.log.parts_sent()) == [1, 2]
    assert bucket.sha256("clip.mov") == sha256_of(film)


def test_an_object_with_the_etag_that_was_computed_is_right_whatever_finishing_called_it(
    bench: Workbench, proxy: FaultProxy, film: Path
) -> None:
    job, held = all_sent(bench, proxy, film, Fault(rewrite=of_another_form))
    held.release()
    assert bench.completed(job.job_id).job.verified_by is VerifiedBy.ETAG
    assert sorted(proxy.log.parts_sent()) == [1, 2]


@pytest.mark.parametrize("shown", [SHORTER, OTHER_ETAG], ids=["shorter", "other etag"])
def test_damaged_object_of_this_job_makes_way_for_the_right_one(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, film: Path, shown: Fault
) -> None:
    job, held = all_sent(bench, proxy, film, answer(504, after_store=True))
    proxy.on("head", shown, times=2)
    held.release()
    assert bench.failed(job.job_id).error_code == ErrorCode.VERIFY_MISMATCH
    bench.forget_events()
    bench.resume(job.job_id)
    bench.completed(job.job_id)
    assert [entry.status for entry in proxy.log.entries("complete")] == [504, 412, 200]
    assert bucket.sha256("clip.mov") == sha256_of(film)


def test_busy_store_is_asked_again_to_finish_without_a_look(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, film: Path
) -> None:
    """It said that it did nothing, so there is nothing to look for."""
    job, held = all_sent(bench, proxy, film, error(503, "SlowDown"))
    proxy.log.clear()
    held.release()
    bench.completed(job.job_id)
    assert [entry.operation for entry in proxy.log.entries()] == ["complete", "head"]
    assert bucket.sha256("clip.mov") == sha256_of(film)


def test_upload_that_is_gone_when_it_is_to_be_finished_is_sent_anew(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, film: Path
) -> None:
    bench.keep_parts = KeepParts.NEVER
    job, held = all_sent(bench, proxy, film)
    bucket.abort("clip.mov", bench.jobs.get(job.job_id).upload_id)
    held.release()
    bench.completed(job.job_id)
    assert proxy.log.count("create") == 2
    assert bucket.sha256("clip.mov") == sha256_of(film)


@pytest.mark.parametrize("faults", [(), (answer(504, after_store=True),)], ids=["heard", "unheard"])
def test_keys_that_expire_before_the_last_look_cost_nothing_but_the_look(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, film: Path, faults: tuple[Fault, ...]
) -> None:
    job, held = all_sent(bench, proxy, film, *faults)
    for operation in ("head", "list_objects"):
        proxy.on(operation, EXPIRED)
    held.release()
    assert bench.failed(job.job_id).error_code == ErrorCode.CREDENTIALS_EXPIRED
    proxy.clear()
    proxy.log.clear()
    bench.forget_events()
    bench.resume(job.job_id)
    bench.completed(job.job_id)
    assert proxy.log.count("part") == proxy.log.count("create") == 0
    assert bucket.sha256("clip.mov") == sha256_of(film)


def test_object_finished_unheard_is_found_by_a_key_that_may_not_list(
    open_bench: OpenBench, bucket: Probe, proxy: FaultProxy, film: Path
) -> None:
    job = died_finishing(open_bench, proxy, film)
    proxy.on("list_parts", DENIED)
    second = open_bench()
    second.resume(job.job_id)
    second.completed(job.job_id)
    assert proxy.log.count("part") == proxy.log.count("complete") == 0
    assert bucket.sha256("clip.mov") == sha256_of(film)


def test_object_perhaps_finished_by_a_key_that_may_not_look_is_not_sent_again(
    open_bench: OpenBench, proxy: FaultProxy, film: Path
) -> None:
    job = died_finishing(open_bench, proxy, film)
    proxy.on("head", DENIED)
    second = open_bench()
    second.resume(job.job_id)
    assert second.failed(job.job_id).error_code == ErrorCode.OUTCOME_UNKNOWN
    assert proxy.log.count("part") == proxy.log.count("create") == 0


def test_lost_upload_is_sent_anew_by_a_key_that_may_never_look(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    path = make_file(tmp_path / "clip.mov", 4 * PART)
    job = paused_after(bench, proxy, path)
    bucket.abort("clip.mov", job.upload_id)
    proxy.on("head", DENIED)
    bench.resume(job.job_id)
    bench.completed(job.job_id)
    assert proxy.log.count("create") == 1
    assert bucket.sha256("clip.mov") == sha256_of(path)


def test_lost_upload_waits_for_keys_that_may_look_again(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    path = make_file(tmp_path / "clip.mov", 4 * PART)
    job = paused_after(bench, proxy, path)
    bucket.abort("clip.mov", job.upload_id)
    for operation in ("head", "list_objects"):
        proxy.on(operation, EXPIRED)
    bench.resume(job.job_id)
    failed = bench.failed(job.job_id)
    assert (failed.error_code, failed.uploaded_parts) == (ErrorCode.CREDENTIALS_EXPIRED, 2)
    assert proxy.log.count("create") == 0
    proxy.clear()
    bench.forget_events()
    bench.resume(job.job_id)
    bench.completed(job.job_id)
    assert bucket.sha256("clip.mov") == sha256_of(path)
