"""Answers that lose their checksum on the way, before stores that insist on checksums or do not know them."""

from pathlib import Path

import pytest

from lab.engines.benches import OpenBench
from lab.engines.workbench import PART
from lab.files import make_file, sha256_of
from lab.lines.proxy import FaultProxy
from lab.lines.rules import error, retold
from lab.stores.s3probe import Probe
from uploader_gui.domain.job import ChecksumMode, VerifiedBy
from uploader_gui.transfer.job.job_run import EngineOptions

SILENT = {"x-amz-checksum-crc32": None, "x-amz-checksum-type": None, "x-amz-checksum-algorithm": None}


@pytest.mark.faces("plain", "minio")
@pytest.mark.parametrize("lost", [[1], [2], [1, 2, 3, 4]], ids=["first", "second", "all"])
def test_parts_whose_echo_was_lost_are_proven_by_their_etag_and_the_rest_goes_on(
    open_bench: OpenBench, bucket: Probe, proxy: FaultProxy, tmp_path: Path, lost: list[int]
) -> None:
    bench = open_bench(options=EngineOptions(workers=1))
    path = make_file(tmp_path / "clip.mov", 4 * PART)
    for number in lost:
        proxy.on("part", retold({"x-amz-checksum-crc32": None}), number=number)
    job = bench.upload(path)
    bench.completed(job.job_id)
    assert bucket.sha256("clip.mov") == sha256_of(path)
    assert [entry.part_number for entry in proxy.log.entries("part")] == [1, 2, 3, 4]
    assert bench.jobs.get(job.job_id).checksum_mode is (
        ChecksumMode.CRC32_WHOLE if 1 not in lost else ChecksumMode.MD5
    )


@pytest.mark.faces("plain", "minio")
def test_behind_a_gateway_that_drops_every_checksum_the_store_gets_what_it_insists_on(
    open_bench: OpenBench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    bench = open_bench()
    path = make_file(tmp_path / "clip.mov", 4 * PART)
    proxy.on(None, retold(SILENT))
    status = bench.completed(bench.upload(path).job_id)
    assert bucket.sha256("clip.mov") == sha256_of(path)
    assert status.job.verified_by is not VerifiedBy.NONE


def test_store_that_knows_no_checksums_in_its_xml_is_asked_again_without(
    open_bench: OpenBench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    bench = open_bench()
    path = make_file(tmp_path / "clip.mov", 2 * PART)
    refusal = proxy.on("complete", error(400, "MalformedXML"), times=1)
    proxy.on(None, retold(SILENT))
    bench.completed(bench.upload(path).job_id)
    assert refusal.hits == 1
    assert bucket.sha256("clip.mov") == sha256_of(path)
