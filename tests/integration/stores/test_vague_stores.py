"""Stores that echo no checksums, or make ETags in a way of their own: what is proven then, and what is said."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from lab.engines.benches import OpenBench
from lab.engines.workbench import PART, Workbench
from lab.files import make_file
from lab.lines.proxy import FaultProxy
from lab.lines.rules import Fault, Said, error, retold, vague
from lab.stores.s3probe import S3Address
from lab.stores.sink import Sink
from uploader_gui.domain.errors import ErrorCode
from uploader_gui.domain.job import ChecksumMode, VerifiedBy
from uploader_gui.transfer.job.job_run import EngineOptions

OTHER_MD5 = "0" * 32
WRONG_CRC32 = "AAAAAQ=="
SILENT = {"x-amz-checksum-crc32": None, "x-amz-checksum-type": None, "x-amz-checksum-algorithm": None}


@pytest.fixture
def proxy() -> Iterator[FaultProxy]:
    """Before the sink, which believes whatever checksum or MD5 it is told, and makes an MD5 up where it is told none."""
    with Sink() as sink, FaultProxy(sink.endpoint) as running:
        yield running


@pytest.fixture
def proxied(proxy: FaultProxy) -> S3Address:
    return S3Address(proxy.endpoint, "key", "secret-key", "films")


def be_vague(proxy: FaultProxy) -> None:
    proxy.on(None, Fault(rewrite=vague))


def with_a_shorter_part(number: int) -> Fault:
    """A listing in which this part lacks a byte."""
    whole = b"<PartNumber>%d</PartNumber>(.*?)<Size>%d</Size>" % (number, PART)
    short = rb"<PartNumber>%d</PartNumber>\1<Size>%d</Size>" % (number, PART - 1)
    return Fault(rewrite=lambda said: vague(Said(said.status, said.headers, re.sub(whole, short, said.body))))


@pytest.mark.parametrize("size", [1000, 3 * PART], ids=["put", "multipart"])
def test_what_the_store_cannot_show_ends_uploaded_and_not_verified(
    bench: Workbench, proxy: FaultProxy, tmp_path: Path, size: int
) -> None:
    be_vague(proxy)
    done = bench.completed(bench.upload(make_file(tmp_path / "clip.mov", size)).job_id)
    assert done.job.verified_by is VerifiedBy.NONE
    assert done.message.startswith("Uploaded, not verified")
    assert len(proxy.log.entries("part") + proxy.log.entries("put")) == max(1, size // PART)
    assert proxy.log.count("list_parts") == (1 if size > PART else 0)  # their sizes are looked at in the end


def test_part_that_is_listed_with_another_size_is_sent_again(
    bench: Workbench, proxy: FaultProxy, tmp_path: Path
) -> None:
    proxy.on("list_parts", with_a_shorter_part(2), times=1)
    be_vague(proxy)
    done = bench.completed(bench.upload(make_file(tmp_path / "clip.mov", 3 * PART)).job_id)
    assert done.job.verified_by is VerifiedBy.NONE
    assert set(proxy.log.parts_sent()) == {1, 2, 3}
    assert proxy.log.parts_sent().count(2) == 2
    assert proxy.log.count("complete") == 1


def test_part_that_keeps_another_size_is_never_finished(
    bench: Workbench, proxy: FaultProxy, tmp_path: Path
) -> None:
    proxy.on("list_parts", with_a_shorter_part(2))
    be_vague(proxy)
    job = bench.failed(bench.upload(make_file(tmp_path / "clip.mov", 3 * PART)).job_id)
    assert job.error_code == ErrorCode.PART_INVALID
    assert proxy.log.count("complete") == 0


def test_key_that_may_not_list_finishes_on_a_vague_store_too(
    bench: Workbench, proxy: FaultProxy, tmp_path: Path
) -> None:
    proxy.on("list_parts", error(403, "AccessDenied"))
    be_vague(proxy)
    done = bench.completed(bench.upload(make_file(tmp_path / "clip.mov", 3 * PART)).job_id)
    assert done.job.verified_by is VerifiedBy.NONE
    assert proxy.log.count("part") == 3


def test_listing_that_fails_before_the_end_needs_the_user_and_keeps_the_parts(
    bench: Workbench, proxy: FaultProxy, tmp_path: Path
) -> None:
    proxy.on("list_parts", error(403, "ExpiredToken"), times=1)
    be_vague(proxy)
    job = bench.failed(bench.upload(make_file(tmp_path / "clip.mov", 3 * PART)).job_id)
    assert (job.error_code, job.uploaded_parts) == (ErrorCode.CREDENTIALS_EXPIRED, 3)
    bench.forget_events()
    bench.resume(job.job_id)
    bench.completed(job.job_id)
    assert proxy.log.count("create") == 1


@pytest.mark.parametrize("size", [100_000, 2 * PART], ids=["put", "multipart"])
def test_bytes_that_are_not_echoed_are_proven_by_their_md5(
    open_bench: OpenBench, proxy: FaultProxy, tmp_path: Path, size: int
) -> None:
    """The ETag made up for the first try is no MD5 of ours, so that is sent again, with its MD5 announced."""
    bench = open_bench(options=EngineOptions(workers=1))
    proxy.on(None, retold(SILENT))
    done = bench.completed(bench.upload(make_file(tmp_path / "clip.mov", size)).job_id)
    assert done.job.verified_by is VerifiedBy.ETAG
    assert proxy.log.count("part") + proxy.log.count("put") == max(1, size // PART) + 1
    announced = [entry for entry in proxy.log.entries() if "content-md5" in entry.request.headers]
    assert len(announced) == max(1, size // PART)


@pytest.mark.parametrize("size", [1000, 2 * PART], ids=["put", "multipart"])
def test_bytes_that_come_back_with_another_checksum_are_sent_again(
    bench: Workbench, proxy: FaultProxy, tmp_path: Path, size: int
) -> None:
    operation = "put" if size < PART else "part"
    proxy.on(operation, retold({"x-amz-checksum-crc32": WRONG_CRC32}), times=1)
    done = bench.completed(bench.upload(make_file(tmp_path / "clip.mov", size)).job_id)
    assert done.job.verified_by is VerifiedBy.CHECKSUM
    assert proxy.log.count(operation) == max(1, size // PART) + 1


def test_where_etags_are_md5s_one_that_is_another_is_sent_again(
    open_bench: OpenBench, proxy: FaultProxy, tmp_path: Path
) -> None:
    bench = open_bench(options=EngineOptions(workers=1))
    proxy.on("part", retold(SILENT | {"etag": f'"{OTHER_MD5}"'}), number=3, times=1)
    proxy.on(None, retold(SILENT))
    done = bench.completed(bench.upload(make_file(tmp_path / "clip.mov", 3 * PART)).job_id)
    assert (done.job.checksum_mode, done.job.verified_by) == (ChecksumMode.MD5, VerifiedBy.ETAG)
    assert proxy.log.parts_sent().count(3) == 2
