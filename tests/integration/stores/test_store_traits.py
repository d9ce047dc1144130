"""Optional headers that a store refuses: left out, replaced by what else proves or protects, and learned."""

from pathlib import Path

import pytest

from lab.engines.benches import OpenBench
from lab.engines.workbench import PART, Workbench
from lab.files import make_file, sha256_of
from lab.lines.proxy import FaultProxy
from lab.lines.rules import Fault, answer, error, hold
from lab.stores.s3probe import Probe, S3Address
from uploader_gui.domain.errors import ErrorCode
from uploader_gui.domain.events import Refusal
from uploader_gui.domain.job import ConflictPolicy, VerifiedBy
from uploader_gui.domain.profile import Connection
from uploader_gui.domain.store.store_traits import Trait
from uploader_gui.s3.connection_test import try_connection
from uploader_gui.s3.learned_traits import LearnedTraits

CONDITION = "if-none-match"
CHECKSUM = "x-amz-checksum-"
SIZES = pytest.mark.parametrize("size", [1000, 3 * PART], ids=["put", "multipart"])
NOT_IMPLEMENTED = error(
    501, "NotImplemented", "A header you provided implies functionality that is not implemented"
)
UNKNOWN = error(400, "InvalidArgument", "Unsupported header")


def refuse(proxy: FaultProxy, header: str, fault: Fault, operation: str | None = None) -> None:
    """Answer every request that has a header beginning so with this."""
    proxy.on(operation, fault, header=header)


def carrying(proxy: FaultProxy, header: str) -> list[str]:
    """The operations of the requests that had such a header, in order."""
    return [
        entry.operation
        for entry in proxy.log.entries()
        if any(name.startswith(header) for name in entry.request.headers)
    ]


@pytest.mark.case("R03")
@SIZES
def test_a_refused_condition_is_left_out_and_learned(
    open_bench: OpenBench, bucket: Probe, proxy: FaultProxy, tmp_path: Path, size: int
) -> None:
    refuse(proxy, CONDITION, NOT_IMPLEMENTED)
    path = make_file(tmp_path / "clip.mov", size)
    bench = open_bench()
    done = bench.completed(bench.upload(path).job_id)
    assert done.job.verified_by is VerifiedBy.CHECKSUM
    assert bucket.sha256("clip.mov") == sha256_of(path)
    assert len(carrying(proxy, CONDITION)) == 1
    bench.close()

    again = open_bench()
    again.completed(again.upload(make_file(tmp_path / "next.mov", size)).job_id)
    assert len(carrying(proxy, CONDITION)) == 1, "learned for this store, over a restart"
    again.engine.traits.forget(proxy.endpoint)
    again.completed(again.upload(make_file(tmp_path / "last.mov", size)).job_id)
    assert len(carrying(proxy, CONDITION)) == 2


@pytest.mark.case("R03")
@SIZES
def test_where_the_condition_is_refused_a_look_right_before_keeps_what_is_there(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path, size: int
) -> None:
    operation = "put" if size < PART else "complete"
    held = proxy.on(operation, hold(), NOT_IMPLEMENTED, header=CONDITION)
    job = bench.upload(make_file(tmp_path / "clip.mov", size))
    proxy.log.wait_for(operation)
    bucket.put("clip.mov", b"someone else's")
    held.release()
    failed = bench.failed(job.job_id)
    assert failed.error_code == ErrorCode.OBJECT_EXISTS
    assert proxy.log.count(operation) == 1
    assert bucket.get("clip.mov") == b"someone else's"


@pytest.mark.case("R03")
@SIZES
def test_where_neither_the_condition_nor_a_look_is_possible_the_user_is_asked_first(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path, size: int
) -> None:
    refuse(proxy, CONDITION, NOT_IMPLEMENTED)
    proxy.on("head", answer(403))
    path = make_file(tmp_path / "clip.mov", size)
    job = bench.failed(bench.upload(path).job_id)
    assert job.error_code == ErrorCode.CANNOT_PROTECT
    assert bucket.keys() == []
    bench.remove(job.job_id)
    (refused,) = bench.submit(bench.new(path))
    assert isinstance(refused, Refusal), "it is known by now"
    assert refused.code == ErrorCode.CANNOT_PROTECT
    bench.forget_events()
    bench.completed(bench.upload(path, on_conflict=ConflictPolicy.OVERWRITE).job_id)
    assert bucket.sha256("clip.mov") == sha256_of(path)


@pytest.mark.case("R04")
@SIZES
def test_refused_checksums_are_replaced_by_content_md5_and_learned(
    open_bench: OpenBench, bucket: Probe, proxy: FaultProxy, tmp_path: Path, size: int
) -> None:
    refuse(proxy, CHECKSUM, UNKNOWN)
    path = make_file(tmp_path / "clip.mov", size)
    bench = open_bench()
    done = bench.completed(bench.upload(path).job_id)
    assert done.job.verified_by is VerifiedBy.ETAG
    assert bucket.sha256("clip.mov") == sha256_of(path)
    stored = [
        entry for entry in proxy.log.entries() if entry.operation in {"put", "part"} and entry.status == 200
    ]
    assert all("content-md5" in entry.request.headers for entry in stored)
    bench.close()
    before = len(carrying(proxy, CHECKSUM))
    again = open_bench()
    again.completed(again.upload(make_file(tmp_path / "next.mov", size)).job_id)
    # What of the announcement is refused is learned one header after the other.
    assert {*carrying(proxy, CHECKSUM)[before:]} <= {"create"}


@pytest.mark.case("R04")
@pytest.mark.parametrize("refused", [answer(400), answer(501)], ids=["400", "501"])
def test_a_refused_checksum_mode_blocks_no_head(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path, refused: Fault
) -> None:
    refuse(proxy, "x-amz-checksum-mode", refused)
    for name in ("a.mov", "b.mov"):
        path = make_file(tmp_path / name, 2 * PART)
        bench.completed(bench.upload(path).job_id)
        assert bucket.sha256(name) == sha256_of(path)
    assert carrying(proxy, "x-amz-checksum-mode") == ["head"]


@pytest.mark.case("R04")
def test_a_refusal_that_lasts_without_the_header_teaches_nothing(
    bench: Workbench, proxy: FaultProxy, tmp_path: Path
) -> None:
    proxy.on("put", UNKNOWN)
    bench.failed(bench.upload(make_file(tmp_path / "clip.mov", 1000)).job_id)
    known = bench.engine.traits.of(proxy.endpoint)
    assert known.has(Trait.CHECKSUMS) is not False
    assert known.has(Trait.PUT_CONDITION) is not False


@pytest.mark.case("R04")
def test_what_worked_before_is_not_unlearned_by_one_refusal(
    bench: Workbench, proxy: FaultProxy, tmp_path: Path
) -> None:
    bench.completed(bench.upload(make_file(tmp_path / "a.mov", 1000)).job_id)
    assert bench.engine.traits.of(proxy.endpoint).has(Trait.CHECKSUMS) is True
    proxy.on("put", UNKNOWN, header=CHECKSUM, times=1)
    bench.completed(bench.upload(make_file(tmp_path / "b.mov", 1000)).job_id)
    done = bench.completed(bench.upload(make_file(tmp_path / "c.mov", 1000)).job_id)
    assert done.job.verified_by is VerifiedBy.CHECKSUM
    assert bench.engine.traits.of(proxy.endpoint).has(Trait.CHECKSUMS) is True


@pytest.mark.case("R03")
@pytest.mark.parametrize("keeps", [True, False])
def test_a_test_of_the_connection_asks_once_with_a_probe_whether_the_condition_is_kept(
    bucket: Probe, proxy: FaultProxy, proxied: S3Address, keeps: bool
) -> None:
    if not keeps:
        result = "<CompleteMultipartUploadResult><ETag>e-1</ETag></CompleteMultipartUploadResult>"
        proxy.on("put", answer(200, headers={"ETag": '"e"'}), header=CONDITION)
        proxy.on("complete", answer(200, result), header=CONDITION)
    connection = Connection(proxied.endpoint, proxied.region, proxied.access_key, proxied.secret_key)
    traits = LearnedTraits()
    assert try_connection(connection, proxied.bucket, "", traits).error is None
    known = traits.of(proxy.endpoint)
    assert known.has(Trait.PUT_CONDITION) is keeps
    assert known.has(Trait.FINISH_CONDITION) is keeps
    assert bucket.keys() == []
    assert bucket.uploads() == [] or not keeps
    asked = len(carrying(proxy, CONDITION))
    try_connection(connection, proxied.bucket, "", traits)
    assert len(carrying(proxy, CONDITION)) == asked


@pytest.mark.case("R03")
def test_with_a_key_that_may_only_put_the_condition_stays_unknown_and_nothing_is_left(
    bucket: Probe, proxy: FaultProxy, proxied: S3Address
) -> None:
    proxy.on("delete", error(403, "AccessDenied"))
    connection = Connection(proxied.endpoint, proxied.region, proxied.access_key, proxied.secret_key)
    traits = LearnedTraits()
    assert try_connection(connection, proxied.bucket, "", traits).error is None
    assert traits.of(proxy.endpoint).has(Trait.PUT_CONDITION) is None
    assert bucket.keys() == []
