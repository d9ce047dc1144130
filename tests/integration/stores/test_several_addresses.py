"""A store with several addresses: all of them are used, and none that is away holds an upload up."""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from lab.engines.benches import OpenBench
from lab.engines.workbench import PART, Workbench
from lab.files import make_file, sha256_of
from lab.lines import certificates
from lab.lines.proxy import FaultProxy
from lab.lines.rules import Fault, Said, drop_part, error, hold
from lab.lines.timed_client import Unanswered
from lab.lines.tls_front import TlsFront
from lab.stores.s3probe import Probe
from lab.stores.store_nodes import NAME, in_braces, one_name, store_nodes
from uploader_gui.domain.errors import ErrorCode
from uploader_gui.domain.events import Activity, Refusal
from uploader_gui.domain.job import Job
from uploader_gui.s3.http import nodes as nodes_module
from uploader_gui.transfer.job.job_run import EngineOptions

pytestmark = pytest.mark.case("L3.4")
Nodes = list[FaultProxy]


@pytest.fixture
def nodes(face: str) -> Iterator[Nodes]:
    with store_nodes(face) as running:
        yield running


@pytest.fixture
def bench_at(open_bench: OpenBench, bucket: Probe) -> Callable[[str], Workbench]:
    """The program's engine, with four workers, and this endpoint in its connection."""
    return lambda endpoint: open_bench(
        replace(bucket.address, endpoint=endpoint), options=EngineOptions(workers=4)
    )


@pytest.fixture(params=["braces", "list", "name"])
def bench(
    request: pytest.FixtureRequest, nodes: Nodes, bench_at: Callable[[str], Workbench]
) -> Iterator[Workbench]:
    """The same, for nodes that are named in one way or another."""
    with ExitStack() as stack:
        match request.param:
            case "braces":
                endpoint = in_braces(nodes)
            case "list":
                endpoint = ",".join(node.endpoint for node in nodes)
            case _:
                endpoint = stack.enter_context(one_name(nodes))
        yield bench_at(endpoint)


def parts_sent(nodes: Sequence[FaultProxy]) -> list[int]:
    return sorted(number for node in nodes for number in node.log.parts_sent())


def arrived(nodes: Sequence[FaultProxy]) -> set[int]:
    """The parts that were sent: one twice where a node that was not meant to be late was."""
    return set(parts_sent(nodes))


def without_parts(said: Said) -> Said:
    body = re.sub(rb"<Part>.*?</Part>", b"", said.body, flags=re.DOTALL)
    return Said(said.status, said.headers, body)


def name_of(node: FaultProxy, bench: Workbench) -> str:
    """What the details call a node: its host, or its address where one host has several."""
    at = urlsplit(node.endpoint)
    return f"{NAME}:{at.port} ({at.hostname})" if NAME in bench.address.endpoint else at.netloc


def taken_by(nodes: Sequence[FaultProxy], bench: Workbench) -> str:
    return ", ".join(f"{name_of(node, bench)}: {len(node.log.parts_stored())}" for node in nodes)


def never_waited(bench: Workbench) -> bool:
    waiting = {Activity.WAITING_FOR_NETWORK, Activity.WAITING_TO_RETRY}
    return not any(event.status.activity in waiting for event in bench.events)


def test_connections_are_spread_over_all(
    bench: Workbench, nodes: Nodes, bucket: Probe, tmp_path: Path
) -> None:
    path = make_file(tmp_path / "clip.mov", 6 * PART)
    held = [node.on("part", hold()) for node in nodes]
    job = bench.upload(path)
    for node in nodes:
        node.log.wait_for("part")
    in_flight = sorted(len(node.log.entries("part")) for node in nodes)
    assert in_flight in ([1, 1, 1], [1, 1, 2])
    for rule in held:
        rule.release()
    bench.completed(job.job_id)
    assert parts_sent(nodes) == [1, 2, 3, 4, 5, 6]
    assert bucket.sha256("clip.mov") == sha256_of(path)
    told = [line.words for line in bench.jobs.log(job.job_id) if "each address" in line.words]
    assert told == [f"Parts that each address has taken: {taken_by(nodes, bench)}"]
    shown = [event.status.parts_by_address for event in bench.events if event.status.parts_by_address]
    assert dict(shown[-1]).keys() <= {name_of(node, bench) for node in nodes}


def test_each_request_names_the_host_that_is_asked_and_is_signed_for_it(
    nodes: Nodes, bench_at: Callable[[str], Workbench], tmp_path: Path
) -> None:
    """SeaweedFS refuses a signature for another host."""
    bench = bench_at(in_braces(nodes))
    bench.completed(bench.upload(make_file(tmp_path / "clip.mov", 4 * PART)).job_id)
    for node in nodes:
        asked = {entry.request.headers["host"] for entry in node.log.entries()}
        assert asked == {urlsplit(node.endpoint).netloc}


def test_one_name_stands_in_every_request_to_its_addresses(
    nodes: Nodes, bench_at: Callable[[str], Workbench], tmp_path: Path
) -> None:
    with one_name(nodes) as endpoint:
        bench = bench_at(endpoint)
        bench.completed(bench.upload(make_file(tmp_path / "clip.mov", 4 * PART)).job_id)
    asked = {
        entry.request.headers["host"].partition(":")[0] for node in nodes for entry in node.log.entries()
    }
    assert asked == {NAME}


def test_one_that_is_dead_from_the_start_holds_nothing_up(
    bench: Workbench, nodes: Nodes, bucket: Probe, tmp_path: Path
) -> None:
    path = make_file(tmp_path / "clip.mov", 6 * PART)
    nodes[0].away()
    bench.completed(bench.upload(path).job_id)
    assert never_waited(bench)
    assert (parts_sent(nodes), nodes[0].log.entries()) == ([1, 2, 3, 4, 5, 6], [])
    assert bucket.sha256("clip.mov") == sha256_of(path)


def test_one_that_dies_in_the_middle_costs_its_parts_in_flight_once(
    bench: Workbench, nodes: Nodes, bucket: Probe, tmp_path: Path
) -> None:
    path = make_file(tmp_path / "clip.mov", 8 * PART)
    nodes[1].on("part", hold())
    job = bench.upload(path)
    nodes[1].log.wait_for("part")
    bench.wait_until(job.job_id, lambda status: status.job.uploaded_parts >= 3, "3 parts by the others")
    nodes[1].away()
    lost = nodes[1].log.parts_sent()
    bench.completed(job.job_id)
    assert never_waited(bench)
    assert sorted([*range(1, 9), *lost]) == parts_sent(nodes)
    assert bucket.sha256("clip.mov") == sha256_of(path)


def test_one_that_comes_back_is_used_again(
    nodes: Nodes,
    bench_at: Callable[[str], Workbench],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(nodes_module, "_LEFT_OUT_S", 0.0)
    bench = bench_at(in_braces(nodes))
    nodes[0].away()
    bench.completed(bench.upload(make_file(tmp_path / "first.mov", 4 * PART)).job_id)
    nodes[0].back()
    held = [node.on("part", hold()) for node in nodes]
    job = bench.upload(make_file(tmp_path / "second.mov", 6 * PART))
    for node in nodes:
        node.log.wait_for("part")
    for rule in held:
        rule.release()
    bench.completed(job.job_id)


def test_one_that_is_busy_is_left_alone_while_the_others_take_its_share(
    bench: Workbench, nodes: Nodes, bucket: Probe, tmp_path: Path
) -> None:
    path = make_file(tmp_path / "clip.mov", 8 * PART)
    nodes[2].on("part", error(503, "SlowDown"))
    bench.completed(bench.upload(path).job_id)
    assert never_waited(bench)
    assert parts_sent(nodes[:2]) == list(range(1, 9))
    assert bucket.sha256("clip.mov") == sha256_of(path)


LATE_S = 1.5


@pytest.fixture
def late_bench(
    nodes: Nodes, bench_at: Callable[[str], Workbench], monkeypatch: pytest.MonkeyPatch
) -> Workbench:
    """The engine, to which an answer is late after a moment; who was late stays left out until the end."""
    monkeypatch.setattr(nodes_module, "_SOONEST_LATE_S", LATE_S)
    monkeypatch.setattr(nodes_module, "_LEFT_OUT_S", 60.0)
    return bench_at(in_braces(nodes))


def test_a_part_whose_answer_is_late_is_found_by_another_node_and_not_sent_again(
    late_bench: Workbench, nodes: Nodes, bucket: Probe, tmp_path: Path
) -> None:
    """As where a node has stored it and then waits for a peer that is dead."""
    bench = late_bench
    path = make_file(tmp_path / "clip.mov", 8 * PART)
    nodes[1].on("part", hold(answer=True))
    bench.completed(bench.upload(path).job_id)
    assert never_waited(bench)
    assert (arrived(nodes), len(late := nodes[1].log.parts_sent()) > 0) == (set(range(1, 9)), True)
    assert [parts_sent(nodes).count(number) for number in late] == [1] * len(late)
    assert bucket.sha256("clip.mov") == sha256_of(path)


def test_one_that_takes_connections_and_answers_nothing_holds_nothing_up(
    late_bench: Workbench, nodes: Nodes, bucket: Probe, tmp_path: Path
) -> None:
    """As a computer whose memory is exhausted does: its system connects, and its store says nothing."""
    bench = late_bench
    path = make_file(tmp_path / "clip.mov", 4 * PART)
    nodes[0].on(None, hold())
    bench.completed(bench.upload(path).job_id)
    assert never_waited(bench)
    assert (nodes[0].log.count(), parts_sent(nodes)) == (1, [1, 2, 3, 4])
    assert bucket.sha256("clip.mov") == sha256_of(path)


def test_a_part_that_got_no_answer_and_is_not_there_is_sent_to_another_node(
    late_bench: Workbench, nodes: Nodes, bucket: Probe, tmp_path: Path
) -> None:
    bench = late_bench
    path = make_file(tmp_path / "clip.mov", 8 * PART)
    nodes[1].on("part", hold(answer=True), times=1)
    for node in nodes:
        node.on("list_parts", Fault(rewrite=without_parts))
    job = bench.upload(path)
    lost = nodes[1].log.wait_for("part").part_number
    bench.completed(job.job_id)
    assert never_waited(bench)
    assert (arrived(nodes), parts_sent(nodes).count(lost)) == (set(range(1, 9)), 2)
    assert nodes[1].log.parts_sent().count(lost) == 1
    assert bucket.sha256("clip.mov") == sha256_of(path)


def test_a_store_that_is_slow_at_all_its_nodes_is_waited_for(
    late_bench: Workbench, nodes: Nodes, bucket: Probe, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench, unanswered = late_bench, Unanswered()
    monkeypatch.setattr("uploader_gui.s3.client_cache.S3Client", unanswered.client_class())
    path = make_file(tmp_path / "clip.mov", 8 * PART)
    held = [node.on("part", hold(answer=True), number=8) for node in nodes]
    for node in nodes:
        node.on("list_parts", drop_part(8))
    job = bench.upload(path)
    for node in nodes:
        node.log.wait_for("part", number=8, stage="store")
    first_s, second_s, *_ = unanswered.of[8]
    assert (first_s >= LATE_S, second_s >= 2 * LATE_S) == (True, True)
    for rule in held:
        rule.release()
    bench.completed(job.job_id)
    assert parts_sent(nodes).count(8) == len(nodes)
    assert bucket.sha256("clip.mov") == sha256_of(path)


def test_all_of_them_away_are_waited_for_as_one_is(
    bench: Workbench, nodes: Nodes, bucket: Probe, tmp_path: Path
) -> None:
    path = make_file(tmp_path / "clip.mov", 4 * PART)
    for node in nodes:
        node.on("part", hold(), number=4)
    job = bench.upload(path)
    bench.wait_until(job.job_id, lambda status: status.job.uploaded_parts == 3, "3 parts")
    for node in sorted(
        nodes, key=lambda node: node.log.count("part", number=4)
    ):  # where it is held comes last
        node.away()
        node.clear()
    bench.wait_until(
        job.job_id, lambda status: status.activity is Activity.WAITING_FOR_NETWORK, "waiting for the network"
    )
    for node in nodes:
        node.back()
    bench.completed(job.job_id)
    assert bucket.sha256("clip.mov") == sha256_of(path)


def test_small_files_go_on_at_the_others_when_one_dies(
    bench: Workbench, nodes: Nodes, bucket: Probe, tmp_path: Path
) -> None:
    paths = [make_file(tmp_path / f"{number}.mov", 1000, seed=number) for number in range(30)]
    nodes[0].on("put", hold())
    jobs = [job for job in bench.submit(bench.new(*paths)) if isinstance(job, Job)]
    nodes[0].log.wait_for("put")
    nodes[0].away()
    for job in jobs:
        bench.completed(job.job_id)
    assert {path.name: bucket.sha256(path.name) for path in paths} == {
        path.name: sha256_of(path) for path in paths
    }


@pytest.fixture
def fronts(seaweed_port: int) -> Iterator[list[TlsFront]]:
    with ExitStack() as stack:
        yield [
            stack.enter_context(TlsFront(seaweed_port, certificate, host=host))
            for host, certificate in (("127.0.0.2", certificates.NODE_2), ("127.0.0.3", certificates.NODE_3))
        ]


@pytest.fixture
def seaweed_port(bucket: Probe) -> int:
    return urlsplit(bucket.address.endpoint).port or 0


@pytest.fixture
def authorities(tmp_path: Path) -> str:
    """A CA file that holds the certificates of both nodes."""
    file = tmp_path / "authorities.pem"
    file.write_text("".join(each.read_text() for each in (certificates.NODE_2, certificates.NODE_3)))
    return str(file)


def test_each_node_shows_a_certificate_of_its_own(
    fronts: list[TlsFront],
    bench_at: Callable[[str], Workbench],
    authorities: str,
    bucket: Probe,
    tmp_path: Path,
) -> None:
    bench = bench_at(",".join(front.endpoint for front in fronts))
    bench.ca_file = authorities
    path = make_file(tmp_path / "clip.mov", 4 * PART)
    bench.completed(bench.upload(path).job_id)
    assert all(front.taken for front in fronts)
    assert bucket.sha256("clip.mov") == sha256_of(path)


@pytest.mark.parametrize("wrong", [0, 1])
def test_a_node_that_shows_the_certificate_of_another_gets_nothing(
    fronts: list[TlsFront],
    bench_at: Callable[[str], Workbench],
    authorities: str,
    tmp_path: Path,
    wrong: int,
) -> None:
    fronts[wrong].show(certificates.NODE_3 if wrong == 0 else certificates.NODE_2)
    bench = bench_at(",".join(front.endpoint for front in fronts))
    bench.ca_file = authorities
    bench.completed(bench.upload(make_file(tmp_path / "clip.mov", 4 * PART)).job_id)
    assert never_waited(bench)
    fronts[wrong].wait_until_refused(1)
    assert fronts[wrong].taken == 0


def test_nodes_of_which_none_shows_its_own_certificate_are_a_matter_for_the_user(
    fronts: list[TlsFront], bench_at: Callable[[str], Workbench], authorities: str, tmp_path: Path
) -> None:
    fronts[0].show(certificates.NODE_3)
    fronts[1].show(certificates.NODE_2)
    bench = bench_at(",".join(front.endpoint for front in fronts))
    bench.ca_file = authorities
    (refused,) = bench.submit(bench.new(make_file(tmp_path / "clip.mov", 4 * PART)))
    assert isinstance(refused, Refusal)
    assert refused.code == ErrorCode.CERTIFICATE_OTHER_HOST
