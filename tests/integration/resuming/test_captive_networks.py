"""A network that asks for a login in the middle: what is plainly not the store is waited out, and never trusted."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from lab.engines.benches import OpenBench
from lab.engines.workbench import PART, Workbench, paused_after
from lab.files import make_file, sha256_of
from lab.lines import certificates
from lab.lines.proxy import FaultProxy
from lab.lines.rules import Fault, answer, html
from lab.lines.tls_front import TlsFront
from lab.stores.s3probe import Probe, S3Address
from uploader_gui.domain.errors import ErrorCode
from uploader_gui.domain.events import Activity, JobStatus, Refusal
from uploader_gui.domain.job import Job, JobState

LOGIN_PAGE = "http://login.example/start?from=store"
PORTALS = {
    "redirect": answer(302, headers={"Location": LOGIN_PAGE}),
    "redirect that keeps the method": answer(307, "Go there", headers={"Location": LOGIN_PAGE}),
    "page": html(200, "Please log in"),
    "page without a doctype": answer(200, "<!-- portal --><script>location='/login'</script>"),
    "page that says 403": html(403, "Log in first"),
    "page that says 404": html(404, "Not here"),
    "511": answer(511, "Network Authentication Required"),
    "proxy that wants a password": answer(407, headers={"Proxy-Authenticate": "Basic"}),
}
portals = pytest.mark.parametrize("portal", PORTALS.values(), ids=PORTALS.keys())


def waits_for_a_login(status: JobStatus) -> bool:
    return status.activity is Activity.WAITING_FOR_NETWORK and "ask for a login" in status.message


def wait_for_the_wait(bench: Workbench, job: Job) -> JobStatus:
    said = bench.wait_until(
        job.job_id,
        lambda one: waits_for_a_login(one) or one.job.state is JobState.FAILED,
        "a login asked for",
    )
    assert said.job.state is JobState.UPLOADING, said
    assert said.retry_in_s is not None
    assert "trust" not in said.message.lower()
    return said


@pytest.mark.case("R13")
@portals
def test_a_login_page_in_the_middle_is_waited_for(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path, portal: Fault
) -> None:
    path = make_file(tmp_path / "clip.mov", 4 * PART)
    job = paused_after(bench, proxy, path)
    proxy.on(None, portal)
    bench.resume(job.job_id)
    wait_for_the_wait(bench, job)
    proxy.clear()
    bench.completed(job.job_id)
    assert sorted(proxy.log.parts_stored()) == [3, 4]
    assert proxy.log.count("create") == proxy.log.count("abort") == 0
    assert bucket.sha256("clip.mov") == sha256_of(path)


@pytest.mark.case("R13")
@pytest.mark.parametrize("operation", ["create", "part", "complete", "head", "put"])
def test_every_call_of_a_job_waits_for_a_login(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path, operation: str
) -> None:
    first = bench.upload(make_file(tmp_path / "first.mov", 2 * PART))
    bench.completed(first.job_id)
    path = make_file(tmp_path / "clip.mov", 1000 if operation == "put" else 2 * PART)
    if operation == "head":
        proxy.on("complete", answer(502, after_store=True), times=1)  # so that a look becomes due
        proxy.on("head", html(200, "Please log in"), key="clip.mov", nth=2)  # the first is the look at submit
    else:
        proxy.on(operation, answer(302, headers={"Location": LOGIN_PAGE}))
    job = bench.upload(path)
    wait_for_the_wait(bench, job)
    proxy.clear()
    bench.completed(job.job_id)
    assert bucket.sha256("clip.mov") == sha256_of(path)


@pytest.mark.case("R13")
def test_a_login_page_at_complete_leaves_the_outcome_open(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    """The store had carried it out: the answer alone was lost."""
    proxy.on("complete", answer(302, headers={"Location": LOGIN_PAGE}, after_store=True), times=1)
    path = make_file(tmp_path / "clip.mov", 2 * PART)
    bench.completed(bench.upload(path).job_id)
    assert proxy.log.count("complete") == 1
    assert bucket.sha256("clip.mov") == sha256_of(path)


@pytest.mark.case("R13")
@portals
def test_a_remove_behind_a_login_page_is_remembered(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path, portal: Fault
) -> None:
    job = paused_after(bench, proxy, make_file(tmp_path / "clip.mov", 3 * PART))
    proxy.on(None, portal)
    bench.remove(job.job_id)
    assert [one.upload_id for one in bench.jobs.abandoned()] == [job.upload_id]
    proxy.clear()
    other = paused_after(bench, proxy, make_file(tmp_path / "other.mov", 3 * PART))
    bench.remove(other.job_id)
    assert bucket.uploads() == []


@pytest.mark.case("R13")
def test_a_file_added_behind_a_login_page_is_taken_and_looked_at_later(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    bench.completed(bench.upload(make_file(tmp_path / "first.mov", 2 * PART)).job_id)
    proxy.on(None, html(200, "Please log in"))
    job = bench.upload(make_file(tmp_path / "clip.mov", 2 * PART))
    wait_for_the_wait(bench, job)
    proxy.clear()
    bench.completed(job.job_id)
    assert bucket.keys() == ["clip.mov", "first.mov"]


@pytest.mark.case("R13")
def test_that_the_store_was_there_is_known_after_a_restart(
    open_bench: OpenBench, proxy: FaultProxy, tmp_path: Path
) -> None:
    bench = open_bench()
    job = paused_after(bench, proxy, make_file(tmp_path / "clip.mov", 3 * PART))
    bench.close()
    proxy.on(None, html(200, "Please log in"))
    again = open_bench()
    again.resume(job.job_id)
    wait_for_the_wait(again, job)
    proxy.clear()
    again.completed(job.job_id)


@pytest.mark.case("R13")
@pytest.mark.parametrize("portal", ["redirect", "page"])
def test_at_the_first_contact_it_is_a_mistake_in_the_settings(
    bench: Workbench, proxy: FaultProxy, tmp_path: Path, portal: str
) -> None:
    proxy.on(None, PORTALS[portal])
    (refused,) = bench.submit(bench.new(make_file(tmp_path / "clip.mov", 2 * PART)))
    assert isinstance(refused, Refusal)
    assert refused.code in {ErrorCode.ENDPOINT_NOT_S3, ErrorCode.WRONG_ENDPOINT}


@pytest.fixture
def front(proxied: S3Address) -> Iterator[TlsFront]:
    """TLS before the proxy."""
    with TlsFront(urlsplit(proxied.endpoint).port or 0, certificates.STORE) as front:
        yield front


def show(front: TlsFront, proxy: FaultProxy, certificate: Path) -> None:
    """Show another certificate; what was still on its way behind is gone, and forgotten."""
    front.show(certificate)
    proxy.cut_all()
    proxy.log.clear()


@pytest.mark.case("R14")
@pytest.mark.parametrize(
    "shown",
    [certificates.SELF_SIGNED, certificates.UNKNOWN_AUTHORITY, certificates.OTHER_HOST],
    ids=lambda p: p.stem,
)
def test_a_login_page_with_a_certificate_of_its_own_is_waited_for_and_never_trusted(
    open_bench: OpenBench,
    front: TlsFront,
    proxied: S3Address,
    proxy: FaultProxy,
    bucket: Probe,
    tmp_path: Path,
    shown: Path,
) -> None:
    bench = open_bench(replace(proxied, endpoint=front.endpoint))
    bench.ca_file = str(certificates.AUTHORITY)
    path = make_file(tmp_path / "clip.mov", 4 * PART)
    job = paused_after(bench, proxy, path)
    show(front, proxy, shown)
    bench.resume(job.job_id)
    wait_for_the_wait(bench, job)
    front.wait_until_refused(2)
    assert proxy.log.entries() == []
    front.show(certificates.STORE)
    bench.completed(job.job_id)
    assert sorted(proxy.log.parts_stored()) == [3, 4]
    assert bucket.sha256("clip.mov") == sha256_of(path)


@pytest.mark.case("R14")
def test_another_certificate_than_the_pinned_one_is_waited_for(
    open_bench: OpenBench, front: TlsFront, proxied: S3Address, proxy: FaultProxy, tmp_path: Path
) -> None:
    bench = open_bench(replace(proxied, endpoint=front.endpoint))
    bench.certificate_sha256 = certificates.sha256_of(certificates.STORE)
    job = paused_after(bench, proxy, make_file(tmp_path / "clip.mov", 4 * PART))
    show(front, proxy, certificates.OTHER_HOST)
    bench.resume(job.job_id)
    wait_for_the_wait(bench, job)
    assert proxy.log.entries() == []
    front.show(certificates.STORE)
    bench.completed(job.job_id)
