"""Which address the next request goes to, by what the others did."""

import socket

import pytest

from uploader_gui.s3.http.nodes import Host, Node, Nodes, NodeTurn

pytestmark = pytest.mark.case("L3.4")
HOSTS = [Host(f"http://n{number}:9000", f"n{number}:9000") for number in (1, 2, 3)]
ONE, TWO, THREE = (Node(host) for host in HOSTS)


class Clock:
    """Seconds that pass only when a test says so."""

    now_s = 100.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def nodes(clock: Clock) -> Nodes:
    return Nodes(clock)


def fail(nodes: Nodes, turn: NodeTurn) -> None:
    nodes.failed(turn.node, turn.began_s, "it was refused")
    nodes.end(turn)


def work(nodes: Nodes, turn: NodeTurn) -> None:
    nodes.worked(turn)
    nodes.end(turn)


def chosen(nodes: Nodes, count: int) -> list[Node]:
    return [nodes.begin(HOSTS).node for _ in range(count)]


def test_the_least_used_is_next(nodes: Nodes) -> None:
    first, second, third, _ = [nodes.begin(HOSTS) for _ in range(4)]
    assert [first.node, second.node, third.node] == [ONE, TWO, THREE]
    nodes.end(second)
    assert nodes.begin(HOSTS).node == TWO


def test_of_equally_used_ones_that_with_an_idle_connection_is_next(nodes: Nodes) -> None:
    assert nodes.begin(HOSTS, [THREE]).node == THREE


def test_one_that_failed_is_left_out_and_then_tried_by_one_request(nodes: Nodes, clock: Clock) -> None:
    fail(nodes, nodes.begin(HOSTS))
    assert ONE not in chosen(nodes, 6)
    clock.now_s += 2.1
    trial = nodes.begin(HOSTS)
    assert trial.node == ONE
    assert ONE not in chosen(nodes, 6)
    work(nodes, trial)
    assert chosen(nodes, 3) == [ONE, ONE, ONE]


def test_it_is_left_out_twice_as_long_each_time_up_to_a_minute(nodes: Nodes, clock: Clock) -> None:
    left_out_s = []
    turn = nodes.begin(HOSTS)
    for _ in range(8):
        fail(nodes, turn)
        failed_at_s = clock.now_s
        while (turn := nodes.begin(HOSTS)).node != ONE:
            nodes.end(turn)
            clock.now_s += 1.0
        left_out_s.append(clock.now_s - failed_at_s)
    assert left_out_s == sorted(left_out_s)
    assert (left_out_s[0], left_out_s[-1]) == (2.0, 60.0)


def test_requests_that_fail_together_count_once(nodes: Nodes, clock: Clock) -> None:
    turns = [nodes.begin(HOSTS[:1]) for _ in range(5)]
    for turn in turns:
        clock.now_s += 0.1
        fail(nodes, turn)
    clock.now_s += 2.1
    assert nodes.begin(HOSTS).node == ONE


def test_what_was_on_its_way_already_does_not_bring_one_back(nodes: Nodes, clock: Clock) -> None:
    busy, slow = nodes.begin(HOSTS[:1]), nodes.begin(HOSTS[:1])
    clock.now_s += 0.1
    fail(nodes, busy)
    work(nodes, slow)
    assert ONE not in chosen(nodes, 6)


def test_where_all_have_failed_they_are_used_as_if_none_had(nodes: Nodes, clock: Clock) -> None:
    for _ in HOSTS:
        fail(nodes, nodes.begin(HOSTS))
        clock.now_s += 0.1
    assert not nodes.has_other(HOSTS, ONE)
    turn = nodes.begin(HOSTS)
    assert turn.node == ONE
    clock.now_s += 0.1
    work(nodes, turn)
    assert nodes.has_other(HOSTS, ONE)
    assert set(chosen(nodes, 4)) == {ONE, TWO, THREE}, "the network is back: each is tried at once"


def test_a_store_may_say_how_long_it_wants_to_be_left_alone(nodes: Nodes, clock: Clock) -> None:
    turn = nodes.begin(HOSTS)
    nodes.failed(turn.node, turn.began_s, "busy", at_least_s=30.0)
    nodes.end(turn)
    clock.now_s += 29.0
    assert ONE not in chosen(nodes, 6)


def test_the_records_of_a_name_are_nodes_and_may_change(nodes: Nodes) -> None:
    def record(address: str) -> tuple[socket.AddressFamily, socket.SocketKind, int, str, tuple[str, int]]:
        return socket.AF_INET, socket.SOCK_STREAM, 0, "", (address, 9000)

    turn = nodes.begin(HOSTS[:1])
    assert nodes.label(HOSTS[:1], turn.node) == ""
    nodes.found(HOSTS[0], [record("10.0.0.1"), record("10.0.0.2")])
    nodes.settle(turn)
    assert turn.node == Node(HOSTS[0], record("10.0.0.1"))
    other = nodes.begin(HOSTS[:1])
    assert nodes.label(HOSTS[:1], other.node) == "n1:9000 (10.0.0.2)"
    nodes.end(other)
    nodes.found(HOSTS[0], [record("10.0.0.3")])
    assert nodes.order(HOSTS[:1]) == [Node(HOSTS[0], record("10.0.0.3"))]
    assert nodes.label(HOSTS, turn.node) == "n1:9000"


def test_an_answer_is_late_by_the_measure_of_the_others(nodes: Nodes, clock: Clock) -> None:
    slow, quick = nodes.begin(HOSTS[:2]), nodes.begin(HOSTS[:2])
    sent_at_s = clock.now_s
    clock.now_s += 50.0
    comparison = nodes.comparison(HOSTS[:2], slow, 0, needs_measure=True)
    assert comparison is not None
    assert not comparison.is_late(sent_at_s), "nobody else has answered yet"
    nodes.answered(slow, 0.1)
    assert not comparison.is_late(sent_at_s), "its own answers are no measure"
    nodes.answered(quick, 0.1)
    nodes.answered(quick, 10.0)
    assert comparison.is_late(sent_at_s)
    assert not comparison.is_late(clock.now_s - 39.0)
    again = nodes.comparison(HOSTS[:2], slow, 1, needs_measure=True)
    assert again is not None
    assert not again.is_late(sent_at_s), "the second time it may take twice as long"
    fail(nodes, quick)
    assert not comparison.is_late(sent_at_s), "nobody else can be asked"


def test_what_changes_nothing_may_be_asked_elsewhere_before_anybody_has_answered(
    nodes: Nodes, clock: Clock
) -> None:
    comparison = nodes.comparison(HOSTS[:2], nodes.begin(HOSTS[:2]), 0, needs_measure=False)
    assert comparison is not None
    assert not comparison.is_late(clock.now_s - 4.0)
    assert comparison.is_late(clock.now_s - 6.0)


def test_a_body_is_stuck_only_while_others_move(nodes: Nodes, clock: Clock) -> None:
    stuck, other = nodes.begin(HOSTS[:2]), nodes.begin(HOSTS[:2])
    comparison = nodes.comparison(HOSTS[:2], stuck, 0, needs_measure=True)
    assert comparison is not None
    since_s = clock.now_s
    nodes.moved(other.node)
    clock.now_s += 20.0
    assert not comparison.is_stuck(since_s), "the others stand still as well"
    nodes.moved(other.node)
    assert comparison.is_stuck(since_s)
    assert not comparison.is_stuck(clock.now_s - 1.0)


def test_a_store_with_one_address_has_nothing_to_compare_with(nodes: Nodes) -> None:
    assert nodes.comparison(HOSTS[:1], nodes.begin(HOSTS[:1]), 0, needs_measure=True) is None
