"""What trying again would not fix: it fails at once, in words, with its parts kept, and goes on when it was fixed."""

import email.utils
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest

from lab.engines.benches import OpenBench
from lab.engines.workbench import PART, Workbench, paused_after
from lab.files import make_file, sha256_of
from lab.lines.proxy import FaultProxy
from lab.lines.rules import answer, error, html
from lab.stores.s3probe import Probe
from uploader_gui.domain.errors import ErrorCode
from uploader_gui.domain.events import Refusal
from uploader_gui.storage.database.database import FILE_NAME
from uploader_gui.transfer.job.job_run import EngineOptions

XML = {"Content-Type": "application/xml"}


@pytest.mark.case("C37")
def test_keys_replaced_in_the_middle_go_on_with_the_same_upload(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    path = make_file(tmp_path / "clip.mov", 4 * PART)
    job = paused_after(bench, proxy, path)
    right, bench.secret_key = bench.secret_key, "withdrawn-secret"
    bench.resume(job.job_id)
    failed = bench.failed(job.job_id)
    assert (failed.error_code, failed.uploaded_parts, failed.upload_id) == (
        ErrorCode.WRONG_SECRET,
        2,
        job.upload_id,
    )
    assert [entry.operation for entry in proxy.log.entries()] == ["list_parts"]
    bench.secret_key = right
    bench.forget_events()
    bench.resume(job.job_id)
    bench.completed(job.job_id)
    assert sorted(proxy.log.parts_sent()) == [3, 4]
    assert proxy.log.count("create") == proxy.log.count("abort") == 0
    assert bucket.sha256("clip.mov") == sha256_of(path)


@pytest.mark.case("C37")
def test_keys_that_expire_while_parts_are_sent_are_asked_for_and_not_retried(
    open_bench: OpenBench, proxy: FaultProxy, tmp_path: Path
) -> None:
    bench = open_bench(options=EngineOptions(workers=1))
    proxy.on("part", error(403, "ExpiredToken"), nth=3)
    job = bench.failed(bench.upload(make_file(tmp_path / "clip.mov", 5 * PART)).job_id)
    assert (job.error_code, job.uploaded_parts) == (ErrorCode.CREDENTIALS_EXPIRED, 2)
    assert "Resume" in job.message
    assert proxy.log.count("part") == 3
    proxy.clear()
    bench.forget_events()
    bench.resume(job.job_id)
    bench.completed(job.job_id)
    assert proxy.log.parts_stored() == [1, 2, 3, 4, 5]


@pytest.mark.case("C35")
@pytest.mark.parametrize(("ahead_s", "said"), [(1200, "20 minutes behind"), (-1200, "20 minutes ahead")])
def test_clock_that_is_off_is_named_with_the_minutes(
    bench: Workbench, proxy: FaultProxy, tmp_path: Path, ahead_s: int, said: str
) -> None:
    document = "<Error><Code>RequestTimeTooSkewed</Code><Message>skewed</Message></Error>"
    date = email.utils.formatdate(time.time() + ahead_s, usegmt=True)
    proxy.on("create", answer(403, document, headers={**XML, "Date": date}))
    job = bench.failed(bench.upload(make_file(tmp_path / "clip.mov", 2 * PART)).job_id)
    assert job.error_code == ErrorCode.CLOCK_WRONG
    assert said in job.message
    assert proxy.log.count("create") == 1


@pytest.mark.case("C40")
def test_web_page_in_place_of_the_store_is_named(bench: Workbench, proxy: FaultProxy, tmp_path: Path) -> None:
    proxy.on(None, html(200, "MinIO Console"))
    (refused,) = bench.submit(bench.new(make_file(tmp_path / "clip.mov", 2 * PART)))
    assert isinstance(refused, Refusal)
    assert refused.code == ErrorCode.ENDPOINT_NOT_S3
    assert "port" in refused.reason


@pytest.mark.case("C47")
@pytest.mark.parametrize(
    ("status", "code", "ours"),
    [
        (404, "NoSuchBucket", "NO_SUCH_BUCKET"),
        (403, "AccessDenied", "ACCESS_DENIED"),
        (400, "InvalidObjectName", "NAME_NOT_ALLOWED"),
        (403, "QuotaExceeded", "QUOTA_EXCEEDED"),
        (400, "EntityTooLarge", "FILE_TOO_LARGE"),
        (501, "NotImplemented", "NOT_SUPPORTED"),
    ],
)
@pytest.mark.parametrize("size", [1000, 2 * PART], ids=["put", "multipart"])
def test_what_another_try_would_not_mend_is_asked_once(
    bench: Workbench, proxy: FaultProxy, tmp_path: Path, status: int, code: str, ours: str, size: int
) -> None:
    operation = "put" if size < PART else "part"
    proxy.on(operation, error(status, code))
    job = bench.failed(bench.upload(make_file(tmp_path / "clip.mov", size)).job_id)
    assert job.error_code == ours
    # Two parts were on their way together. What may be about an optional header is asked once more without it.
    assert proxy.log.count(operation) <= (4 if code == "NotImplemented" else 2)
    assert proxy.log.count("abort") == 0


@pytest.mark.case("C14")
def test_fail_retry_restart_and_resume_share_one_upload(
    open_bench: OpenBench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    path = make_file(tmp_path / "clip.mov", 3 * PART)
    first = open_bench(options=EngineOptions(workers=1))
    proxy.on("part", error(403, "AccessDenied"), number=3)
    job = first.failed(first.upload(path).job_id)
    first.forget_events()
    first.resume(job.job_id)
    first.failed(job.job_id)
    first.close()
    second = open_bench()
    proxy.clear()
    assert second.upload(path).job_id == job.job_id
    second.completed(job.job_id)
    assert proxy.log.count("create") == 1
    assert sorted(proxy.log.parts_stored()) == [1, 2, 3]
    assert bucket.sha256("clip.mov") == sha256_of(path)


@pytest.mark.case("C04")
def test_record_that_lost_a_part_is_never_finished(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    job = paused_after(bench, proxy, make_file(tmp_path / "clip.mov", 4 * PART))
    with closing(sqlite3.connect(tmp_path / "state" / FILE_NAME)) as database, database:
        database.execute("DELETE FROM async_upload_parts WHERE part_number = 2")
    bench.resume(job.job_id)
    assert bench.failed(job.job_id).error_code == ErrorCode.PLAN_DAMAGED
    assert proxy.log.count("complete") == 0
    assert bucket.keys() == []
