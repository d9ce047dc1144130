"""What the store says of itself - where to go, in which region it is - is followed at once, and remembered."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from lab.engines.benches import OpenBench
from lab.engines.workbench import PART, Workbench
from lab.files import make_file, sha256_of
from lab.lines.proxy import FaultProxy
from lab.lines.rules import Fault, answer, error
from lab.stores.s3probe import Probe, S3Address
from uploader_gui.domain.errors import ErrorCode
from uploader_gui.domain.store.store_traits import Trait

XML = {"Content-Type": "application/xml"}


@pytest.fixture
def elsewhere(bucket: Probe) -> Iterator[FaultProxy]:
    """The same store at another port of its host."""
    with FaultProxy(bucket.address.endpoint) as running:
        yield running


def to(status: int, proxy: FaultProxy, target: str) -> Fault:
    document = "<Error><Code>TemporaryRedirect</Code><Message>Please re-send this request.</Message></Error>"
    return answer(status, document, headers=XML | {"Location": f"{proxy.endpoint}{target}"})


@pytest.mark.case("R13")
@pytest.mark.parametrize(("status", "is_kept"), [(307, False), (308, True), (301, True)])
def test_a_redirect_at_create_is_followed_for_all_that_comes_after(
    open_bench: OpenBench,
    bucket: Probe,
    proxy: FaultProxy,
    proxied: S3Address,
    elsewhere: FaultProxy,
    tmp_path: Path,
    status: int,
    is_kept: bool,
) -> None:
    path = make_file(tmp_path / "clip.mov", 3 * PART)
    proxy.on("create", to(status, elsewhere, f"/{proxied.bucket}/clip.mov?uploads="))
    bench = open_bench()
    bench.completed(bench.upload(path).job_id)
    assert bucket.sha256("clip.mov") == sha256_of(path)
    assert proxy.log.count("create") == 1
    assert proxy.log.count("part") == 0
    assert elsewhere.log.count("part") == 3
    assert elsewhere.log.count("complete") == 1
    noted = bench.engine.traits.of(proxy.endpoint, proxied.bucket).said(Trait.ENDPOINT)
    assert noted == (elsewhere.endpoint if is_kept else "")


@pytest.mark.case("R13")
def test_where_nobody_answers_any_more_the_own_address_is_asked_again(
    bench: Workbench, proxy: FaultProxy, proxied: S3Address, elsewhere: FaultProxy, tmp_path: Path
) -> None:
    proxy.on("put", to(301, elsewhere, f"/{proxied.bucket}/a.mov"), times=1)
    bench.completed(bench.upload(make_file(tmp_path / "a.mov", 1000)).job_id)
    elsewhere.away()
    bench.completed(bench.upload(make_file(tmp_path / "b.mov", 1000)).job_id)
    assert bench.engine.traits.of(proxy.endpoint, proxied.bucket).said(Trait.ENDPOINT) == ""


@pytest.mark.case("R13")
def test_a_told_region_is_used_at_once_and_for_all_that_follows(
    open_bench: OpenBench, bucket: Probe, proxy: FaultProxy, proxied: S3Address, tmp_path: Path
) -> None:
    document = (
        "<Error><Code>AuthorizationHeaderMalformed</Code><Message>The region is wrong</Message>"
        f"<Region>{proxied.region}</Region></Error>"
    )
    proxy.on("put", answer(400, document, headers=XML), times=1)
    bench = open_bench(replace(proxied, region="mars-north-1"))
    path = make_file(tmp_path / "clip.mov", 1000)
    bench.completed(bench.upload(path).job_id)
    assert bucket.sha256("clip.mov") == sha256_of(path)
    bench.completed(bench.upload(make_file(tmp_path / "next.mov", 1000)).job_id)
    scopes = [
        entry.request.headers["authorization"].split("/")[2]
        for entry in proxy.log.entries()
        if entry.operation == "put"
    ]
    assert scopes == ["mars-north-1", proxied.region, proxied.region]
    assert bench.engine.traits.of(proxy.endpoint, proxied.bucket).said(Trait.REGION) == proxied.region


@pytest.mark.case("R13")
def test_a_region_that_is_told_again_and_again_is_an_error_in_the_end(
    bench: Workbench, proxy: FaultProxy, tmp_path: Path
) -> None:
    for number in range(9):
        region = f"<Region>moon-{number}</Region>"
        document = f"<Error><Code>AuthorizationHeaderMalformed</Code><Message/>{region}</Error>"
        proxy.on("put", answer(400, document, headers=XML), times=1)
    proxy.on("put", error(403, "AccessDenied"))
    job = bench.failed(bench.upload(make_file(tmp_path / "clip.mov", 1000)).job_id)
    assert job.error_code == ErrorCode.WRONG_REGION
