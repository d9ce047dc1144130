"""Which of a store's addresses the next request goes to: each takes its share, and one that fails is left out for a while.

A store has several addresses where its connection names several hosts, or where a host's name has several records.
"""

import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from uploader_gui.s3.http.tcp_connect import AddressInfo, families_in_turns

log = logging.getLogger(__name__)

_LEFT_OUT_S = 2.0
_LONGEST_LEFT_OUT_S = 60.0
_LONGEST_ASKED_FOR_S = 3600.0
_SOONEST_LATE_S = 5.0
_LATE_TIMES = 4.0  # so much later than the slowest of the others' answers
_ANSWERS = 8
_SOONEST_STUCK_S = 10.0
_SINCE_STUCK_S = 2.0  # what others move in this time may have been on its way when the network broke


class Host(NamedTuple):  # a dataclass would compute its hash in Python, several times a request
    """Who is asked: ``netloc`` (``host:port``) stands in the request; ``endpoint``, a URL, is the connection's."""

    endpoint: str
    netloc: str


class Node(NamedTuple):
    """One address of a store; ``info`` None: its name was not looked up yet."""

    host: Host
    info: AddressInfo | None = None

    def __str__(self) -> str:
        return self.host.netloc if self.info is None else f"{self.host.netloc} ({self.info[4][0]!s})"


@dataclass(slots=True)
class _State:
    """``answers_s``: how long bodies were waiting for their last answers. ``failures`` in a row, the last of them at
    ``failed_at_s``; ``is_tried``: one request finds out if it is back.
    """

    active: int = 0
    moved_at_s: float = 0.0
    answers_s: deque[float] = field(default_factory=lambda: deque(maxlen=_ANSWERS))
    failures: int = 0
    failed_at_s: float = 0.0
    left_out_until_s: float = 0.0
    is_tried: bool = False

    def is_left_out(self, now_s: float) -> bool:
        return self.failures > 0 and (self.is_tried or now_s < self.left_out_until_s)


@dataclass(slots=True)
class NodeTurn:
    """One request's stay at a node, which changes if it can't be connected to; one thread.

    ``is_alone``: the store has only this one, so that nothing is counted. Small files feel every microsecond.
    """

    node: Node
    began_s: float
    is_trial: bool = False
    is_alone: bool = False


class Nodes:
    """The addresses of one store, with what each of them does now; any thread. Times are monotonic seconds.

    A node that failed is left out for 2 s, and twice as long each time that it fails again. Then one request goes
    there, and the others follow once that one worked. Where all are left out, they are used as if none were.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._of_host: dict[Host, list[Node]] = {}
        self._states: dict[Node, _State] = {}
        self._lock = threading.Lock()

    def begin(self, hosts: Sequence[Host], idle: Collection[Node] = ()) -> NodeTurn:
        """Choose the least used node of these hosts, of equal ones one with an ``idle`` connection; see ``end``."""
        only = self._of_host.get(hosts[0], ()) if len(hosts) == 1 else ()
        if len(only) == 1:
            return NodeTurn(only[0], self._clock(), is_alone=True)
        with self._lock:
            now_s = self._clock()
            known = self._known(hosts)
            if len(known) > 1 or (idle and known[0].info is None):
                known += [node for node in idle if node.host in hosts and node not in known]
            node = known[0] if len(known) == 1 else self._ranked(known, idle, now_s)[0]
            return self._enter(NodeTurn(node, now_s))

    def end(self, turn: NodeTurn) -> None:
        """Count a request that is over, whatever became of it."""
        if not turn.is_alone:
            with self._lock:
                self._leave(turn)

    def move(self, turn: NodeTurn, node: Node) -> None:
        """Have a request go to another node."""
        with self._lock:
            if node != turn.node:
                self._leave(turn)
                turn.node = node
                self._enter(turn)

    def found(self, host: Host, infos: Iterable[AddressInfo]) -> None:
        """Take these as all records of a name."""
        nodes = [Node(host, info) for info in families_in_turns(infos)]
        with self._lock:
            self._of_host[host] = nodes
            known = set(nodes)
            for node, state in list(self._states.items()):
                if node.host == host and node not in known and not state.active:
                    del self._states[node]

    def settle(self, turn: NodeTurn) -> None:
        """Have a request go to one of its host's nodes as they are known now."""
        with self._lock:
            now_s = self._clock()
            known = self._known([turn.node.host])
            if turn.node not in known:
                self._leave(turn)
                turn.node = self._ranked(known, (), now_s)[0]
                self._enter(turn)

    def order(self, hosts: Sequence[Host]) -> list[Node]:
        """All nodes of these hosts, in the order in which they are best tried."""
        with self._lock:
            return self._ranked(self._known(hosts), (), self._clock())

    def failed(self, node: Node, began_s: float, why: str, *, at_least_s: float = 0.0) -> None:
        """Leave a node out after a request begun then. What failed together counts once."""
        with self._lock:
            state = self._state(node)
            if began_s < state.failed_at_s:
                return
            state.failures += 1
            state.failed_at_s = self._clock()
            own_s = min(_LONGEST_LEFT_OUT_S, _LEFT_OUT_S * 2.0 ** min(state.failures - 1, 10))
            for_s = max(own_s, min(at_least_s, _LONGEST_ASKED_FOR_S))
            state.left_out_until_s = state.failed_at_s + for_s
            is_one_of_several = len(self._states) > 1
        if is_one_of_several:
            log.info("%s is left out for %.0f s: %s", node, for_s, why)

    def worked(self, turn: NodeTurn) -> None:
        """Use a node as ever, if this request was begun after its last failure.

        Where all had failed it was the network: then each of the others is tried at once.
        """
        if turn.is_alone:
            return
        with self._lock:
            state = self._state(turn.node)
            if not state.failures or turn.began_s < state.failed_at_s:
                return
            now_s = self._clock()
            if all(each.failures for each in self._states.values()):
                for each in self._states.values():
                    each.left_out_until_s = now_s
            state.failures = 0
            is_one_of_several = len(self._states) > 1
        if is_one_of_several:
            log.info("%s takes part again, %.0f s after it failed.", turn.node, now_s - state.failed_at_s)

    def has_other(self, hosts: Sequence[Host], than: Node) -> bool:
        """Say whether there is another node that is not left out."""
        with self._lock:
            now_s = self._clock()
            return any(
                node != than and not self._state(node).is_left_out(now_s) for node in self._known(hosts)
            )

    def answered(self, turn: NodeTurn, after_s: float) -> None:
        """Remember how long a body had to wait for its answer."""
        if not turn.is_alone:
            with self._lock:
                self._state(turn.node).answers_s.append(after_s)

    def comparison(
        self, hosts: Sequence[Host], turn: NodeTurn, unanswered: int, *, needs_measure: bool
    ) -> "NodeComparison | None":
        """Compares a request with those to other nodes; None where there are none. See NodeComparison."""
        if turn.is_alone:
            return None
        with self._lock:
            others = [node for node in self._known(hosts) if node != turn.node]
            return NodeComparison(self, hosts, turn, unanswered, needs_measure) if others else None

    def moved(self, node: Node) -> None:
        """Take it that a node takes bytes now."""
        with self._lock:
            self._state(node).moved_at_s = self._clock()

    def is_stuck(self, hosts: Sequence[Host], node: Node, since_s: float) -> bool:
        """Say whether another node took bytes long after this one took its last; see ``Comparison``."""
        if self._clock() - since_s < _SOONEST_STUCK_S or not self.has_other(hosts, node):
            return False
        with self._lock:
            others = [self._state(each).moved_at_s for each in self._known(hosts) if each != node]
        return max(others, default=0.0) - since_s > _SINCE_STUCK_S

    def is_late(
        self, hosts: Sequence[Host], node: Node, since_s: float, unanswered: int, *, needs_measure: bool
    ) -> bool:
        """Say whether a request waits much longer for its answer than any body did lately at the other nodes.

        One that was ``unanswered`` so often gets twice as long each time. Never so where no other node can be asked, or,
        with ``needs_measure``, where no other has answered.
        """
        if not self.has_other(hosts, node):
            return False
        with self._lock:
            waits_s = [
                wait_s
                for other in self._known(hosts)
                if other != node
                for wait_s in self._state(other).answers_s
            ]
        if needs_measure and not waits_s:
            return False
        usual_s = max(_SOONEST_LATE_S, _LATE_TIMES * max(waits_s, default=0.0))
        return self._clock() - since_s > usual_s * 2.0**unanswered

    def label(self, hosts: Sequence[Host], node: Node) -> str:
        """What to call a node beside the others: its host, with the address where that has several; "" if it is alone."""
        if len(self._of_host.get(node.host, ())) > 1:
            return str(node)
        return node.host.netloc if len(hosts) > 1 else ""

    # under the lock

    def _state(self, node: Node) -> _State:
        state = self._states.get(node)
        if state is None:
            state = self._states[node] = _State()
        return state

    def _known(self, hosts: Sequence[Host]) -> list[Node]:
        return [node for host in hosts for node in self._of_host.get(host) or (Node(host),)]

    def _ranked(self, known: Sequence[Node], idle: Collection[Node], now_s: float) -> list[Node]:
        def rank(node: Node) -> tuple[bool, float, int, bool]:
            state = self._state(node)
            is_left_out = state.is_left_out(now_s)
            until_s = state.left_out_until_s if is_left_out else 0.0
            return is_left_out, until_s, state.active, node not in idle

        return sorted(known, key=rank)

    def _enter(self, turn: NodeTurn) -> NodeTurn:
        state = self._state(turn.node)
        state.active += 1
        if state.failures and not state.is_left_out(turn.began_s):
            state.is_tried = turn.is_trial = True
        return turn

    def _leave(self, turn: NodeTurn) -> None:
        if turn.is_alone:  # not any more
            turn.is_alone = False
            return
        state = self._state(turn.node)
        state.active -= 1
        if turn.is_trial:
            state.is_tried = turn.is_trial = False
        if not state.active and turn.node not in self._known([turn.node.host]):
            del self._states[turn.node]


@dataclass(frozen=True, slots=True)
class NodeComparison:
    """How one request does beside those at other nodes: ``Comparison`` for its exchange."""

    nodes: Nodes
    hosts: Sequence[Host]
    turn: NodeTurn
    unanswered: int
    needs_measure: bool

    def moved(self) -> None:
        """Hear that some of the request was taken."""
        self.nodes.moved(self.turn.node)

    def is_stuck(self, since_s: float) -> bool:
        """Say whether others moved while nothing of this request was taken since then."""
        return self.nodes.is_stuck(self.hosts, self.turn.node, since_s)

    def is_late(self, since_s: float) -> bool:
        """Say whether others answer much sooner than this request, which was sent by then."""
        return self.nodes.is_late(
            self.hosts, self.turn.node, since_s, self.unanswered, needs_measure=self.needs_measure
        )
