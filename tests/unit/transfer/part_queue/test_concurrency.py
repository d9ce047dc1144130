"""The number of senders follows what line and store bear, on lines that are simulated second by second."""

from collections.abc import Callable

import pytest

from uploader_gui.domain.errors import ErrorCode, ErrorKind, StoreError
from uploader_gui.domain.messages import MessageCode, message
from uploader_gui.domain.plan import KIB, MIB
from uploader_gui.transfer.part_queue.concurrency import FIRST_WIDTH, AdaptiveConcurrency, KnownLine

PART = 8 * MIB
TICK_S = 0.1


class FakeNetwork:
    """Senders at their pace on a line that carries ``rate(senders)`` bytes a second, all together.

    ``buffered``: bytes of each that the other side takes at once, on a system that does not tell. As on the real one, only the oldest ``width`` send (``LineShare``).
    """

    def __init__(
        self,
        rate: Callable[[int], float],
        ceiling: int,
        part_size: int = PART,
        parts: int = 1_000_000,
        known: KnownLine | None = None,
        buffered: float = 0.0,
    ) -> None:
        self._buffered = buffered
        self.concurrency = AdaptiveConcurrency(ceiling, 0.0, known=known)
        self.concurrency.is_read_slowly = None if buffered else False
        self.now_s = 0.0
        self.most_at_once = 0
        self.most_in_flight = 0.0
        self.left = parts
        self._rate = rate
        self._part_size = part_size
        self._sent: list[float] = []
        self._delivered = 0.0

    def run(self, seconds: float) -> None:
        """Go on sending parts."""
        for _ in range(round(seconds / TICK_S)):
            self._tick()

    def run_out(self) -> float:
        """Send all that is left; the seconds that it took."""
        began_s = self.now_s
        while self.left or self._sent:
            self._tick()
        return self.now_s - began_s

    def change(self, rate: Callable[[int], float]) -> None:
        self._rate = rate

    def _tick(self) -> None:
        self.now_s += TICK_S
        senders = min(len(self._sent), self.concurrency.width)
        share = self._rate(senders) * TICK_S / max(1, senders)
        before = sum(self._sent)
        self._sent = [
            min(self._part_size, sent + share) if place < senders else sent
            for place, sent in enumerate(self._sent)
        ]
        self._delivered += sum(self._sent) - before
        self.most_in_flight = max(self.most_in_flight, sum(self._sent))
        for _ in [sent for sent in self._sent if sent >= self._part_size]:
            self.concurrency.ended(self._part_size)
            self.concurrency.arrived()
        self._sent = [sent for sent in self._sent if sent < self._part_size]
        self._begin()
        self.concurrency.measure(round(self._delivered), self.now_s, has_more=self.left > 0)

    def _begin(self) -> None:
        while self.left and self.concurrency.may_begin(self.now_s):
            self.left -= 1
            self.concurrency.begun(self._part_size)
            self._sent.append(self._buffered)
            self._delivered += self._buffered
        self.most_at_once = max(self.most_at_once, len(self._sent))


class SlowStore(FakeNetwork):
    """A store that reads ``rate`` bytes a second, of all connections with something unread alike.

    Each of them takes up to ``buffer`` bytes beyond what was read: what was taken says little of what is carried.
    """

    def __init__(self, rate: float, buffer: int, known: KnownLine | None = None) -> None:
        super().__init__(lambda _: rate, ceiling=32, part_size=5 * MIB, known=known)
        self._buffer = buffer
        self._unread: list[float] = []
        self.concurrency.is_read_slowly = True

    def _tick(self) -> None:
        self.now_s += TICK_S
        left = self._rate(0) * TICK_S
        self._fill()
        while left > 1 and any(self._unread):
            share = left / sum(unread > 0 for unread in self._unread)
            read = [min(share, unread) for unread in self._unread]
            self._unread = [unread - by for unread, by in zip(self._unread, read, strict=True)]
            left -= sum(read)
            self._fill()
        self.most_in_flight = max(self.most_in_flight, sum(self._sent))
        is_whole = [
            sent >= self._part_size and not unread
            for sent, unread in zip(self._sent, self._unread, strict=True)
        ]
        for _ in range(sum(is_whole)):
            self.concurrency.ended(self._part_size)
            self.concurrency.arrived()
        self._sent = [sent for sent, whole in zip(self._sent, is_whole, strict=True) if not whole]
        self._unread = [unread for unread, whole in zip(self._unread, is_whole, strict=True) if not whole]
        self._begin()
        self._unread += [0.0] * (len(self._sent) - len(self._unread))
        self.concurrency.measure(round(self._delivered), self.now_s)

    def _fill(self) -> None:
        for place in range(min(len(self._sent), self.concurrency.width)):
            room = min(self._buffer - self._unread[place], self._part_size - self._sent[place])
            self._sent[place] += room
            self._unread[place] += room
            self._delivered += room


def failure(code: ErrorCode, retry_after_s: float | None = None) -> StoreError:
    return StoreError(
        message(MessageCode.STORE_BUSY), code=code, kind=ErrorKind.TRANSIENT, retry_after_s=retry_after_s
    )


@pytest.mark.case("L3.1")
@pytest.mark.parametrize("rate", [125_000.0, 1e6, 2.5e6])
def test_thin_line_gets_as_few_parts_at_once_as_fill_it(rate: float) -> None:
    network = FakeNetwork(lambda _: rate, ceiling=32)
    network.run(20 * 60)
    assert network.concurrency.width <= max(1, 10 * rate / PART)
    assert network.most_at_once <= FIRST_WIDTH
    assert network.most_in_flight <= max(PART, 10 * rate) + 1 * MIB


@pytest.mark.case("L3.1")
def test_many_that_were_let_in_by_mistake_and_bring_nothing_go_again() -> None:
    """A sender that was alone for a moment in which the store read nothing seemed slow."""
    alone = [60_000.0]
    network = FakeNetwork(
        lambda senders: 930_000.0 if senders > 1 else alone[0], ceiling=32, buffered=128 * 1024
    )
    while network.concurrency.width <= FIRST_WIDTH:
        network.run(TICK_S)
    alone[0] = 930_000.0
    network.run(10)
    assert network.concurrency.width <= FIRST_WIDTH


@pytest.mark.case("L3.1")
@pytest.mark.parametrize("known", ["nothing", "as it is", "as fast"])
@pytest.mark.parametrize("buffer", [128 * KIB, 512 * KIB, 1 * MIB])
@pytest.mark.parametrize("rate", [930_000.0, 1.85e6, 4.6e6])
def test_store_that_reads_slowly_gets_no_more_than_an_interruption_may_cost(
    rate: float, buffer: int, known: str
) -> None:
    """Its buffers take at once what one more connection brings: as if many more were of use."""
    lines = {"as it is": KnownLine(1, 0.9 * rate), "as fast": KnownLine(8, 12.5e6)}
    store = SlowStore(rate, buffer, lines.get(known))
    store.run(15)
    aim = max(5 * MIB, 10 * rate)
    assert store.most_in_flight <= 1.25 * aim
    store.most_in_flight = 0
    store.run(300)
    tried = lines[known].width * buffer if known == "as fast" else 0  # so many more, now and then
    assert store.most_in_flight <= aim + tried


@pytest.mark.case("L3.1", "L3.3")
def test_width_is_remembered_only_when_the_store_has_acknowledged_so_many_parts() -> None:
    network = FakeNetwork(lambda senders: senders * 340_000.0, ceiling=32)
    network.run(10)
    assert (network.concurrency.found, network.concurrency.proven) == (32, None)
    network.run(30)
    assert network.concurrency.proven == 32


@pytest.mark.case("L3.1")
def test_line_that_is_not_thin_has_no_more_on_the_way_than_ten_seconds_of_it() -> None:
    network = FakeNetwork(lambda _: 10e6, ceiling=32)
    network.run(20)
    network.most_in_flight = 0
    network.run(20 * 60)
    assert network.most_in_flight <= 10 * 10e6 + PART


@pytest.mark.case("L3.1")
def test_line_that_becomes_thin_gets_fewer() -> None:
    network = FakeNetwork(lambda senders: min(senders * 340_000.0, 12e6), ceiling=32)
    network.run(30)
    assert network.concurrency.width == 32
    network.change(lambda _: 1e6)
    network.run(60)
    assert network.concurrency.width <= 5


@pytest.mark.case("L3.3")
@pytest.mark.parametrize("ceiling", [8, 16, 32])
def test_line_that_loses_packets_gets_all_senders_at_once(ceiling: int) -> None:
    network = FakeNetwork(lambda senders: senders * 340_000.0, ceiling)
    network.run(4)
    assert network.concurrency.width == ceiling
    network.run(120)
    assert network.concurrency.width == ceiling


@pytest.mark.case("L3.3")
def test_first_packets_that_get_through_do_not_deceive() -> None:
    """Before a first packet is lost, a connection is far faster than it can last."""
    network = FakeNetwork(lambda senders: min(12e6, senders * 3e6), ceiling=32)
    network.run(1)
    network.change(lambda senders: min(12e6, senders * 340_000.0))
    network.run(6)
    assert network.concurrency.width == 32


@pytest.mark.case("L3.3")
def test_fewer_that_were_enough_at_first_and_then_are_not_get_the_others_back() -> None:
    """Those who are left take over what waits in the routers; packets that are lost slow them down only later."""
    network = FakeNetwork(lambda _: 12e6, ceiling=32)
    network.run(8)
    assert network.concurrency.width <= 16
    network.change(lambda senders: min(12e6, senders * 600_000.0))
    network.run(6)
    assert network.concurrency.width >= 20


@pytest.mark.case("L3.3")
@pytest.mark.parametrize("one", [340_000.0, 760_000.0, 20e6])
def test_256_mib_take_hardly_longer_than_the_line_needs(one: float) -> None:
    network = FakeNetwork(lambda senders: min(12e6, senders * one), ceiling=32, parts=32)
    assert network.run_out() <= 1.15 * 32 * PART / min(12e6, 32 * one)


@pytest.mark.case("L3.3")
def test_line_that_is_known_is_used_as_it_was_from_the_first_moment_on() -> None:
    lossy = FakeNetwork(lambda senders: senders * 340_000.0, 32, parts=32, known=KnownLine(32, 10.9e6))
    assert lossy.run_out() <= 1.05 * PART / 340_000
    thin = FakeNetwork(lambda _: 1e6, 32, parts=10, known=KnownLine(1, 1e6))
    thin.run_out()
    assert thin.most_in_flight <= 10e6


@pytest.mark.case("L3.3")
def test_line_that_is_not_as_it_was_is_found_out_anew() -> None:
    wide = FakeNetwork(lambda senders: senders * 340_000.0, 32, known=KnownLine(1, 1e6))
    wide.run(10)
    assert wide.concurrency.found == 32
    thin = FakeNetwork(lambda _: 1e6, 32, known=KnownLine(32, 10.9e6))
    thin.run(60)
    assert thin.concurrency.found == 1


@pytest.mark.case("L3.1", "L3.3")
@pytest.mark.parametrize("known", [KnownLine(8, 12.5e6), KnownLine(32, 10.9e6), KnownLine(4, 100e6)])
@pytest.mark.parametrize("rate", [125_000.0, 300_000.0, 1e6])
def test_line_that_was_fast_and_is_thin_now_costs_no_more_than_ten_seconds_or_one_part(
    rate: float, known: KnownLine
) -> None:
    network = FakeNetwork(lambda _: rate, ceiling=32, part_size=5 * MIB, known=known)
    network.run(300)
    assert network.most_in_flight <= max(5 * MIB, 10 * rate) + 1.3 * MIB
    assert network.concurrency.width <= max(1, 10 * rate / (5 * MIB))


@pytest.mark.case("L3.3")
@pytest.mark.parametrize("known", [KnownLine(8, 12.5e6), KnownLine(32, 10.9e6), KnownLine(32, 1e9)])
def test_line_that_is_as_it_was_has_all_its_senders_within_a_second(known: KnownLine) -> None:
    assert known.rate is not None
    one = known.rate / known.width
    network = FakeNetwork(lambda senders: senders * one, ceiling=32, known=known)
    network.run(1)
    assert network.concurrency.width == known.width


@pytest.mark.case("L3.1")
def test_line_that_became_thin_while_nothing_was_sent_gets_few() -> None:
    network = FakeNetwork(
        lambda senders: min(senders * 1.6e6, 12.5e6), ceiling=32, part_size=5 * MIB, parts=60
    )
    network.run_out()
    assert network.concurrency.found is not None
    assert network.concurrency.found > FIRST_WIDTH
    network.most_in_flight, network.left = 0.0, 1000
    network.now_s += 3600
    network.change(lambda _: 300_000.0)
    network.run(120)
    assert network.most_in_flight <= 6.5 * MIB


def test_line_that_may_be_as_it_was_is_forgotten_at_a_failure() -> None:
    network = FakeNetwork(lambda senders: senders * 1.5e6, ceiling=32, known=KnownLine(8, 12.5e6))
    network.run(0.1)
    network.concurrency.failed(failure(ErrorCode.STORE_TIMEOUT), network.concurrency.wave, network.now_s)
    network.run(2)
    assert network.concurrency.width == 1


def test_fast_line_finds_its_width_in_a_second() -> None:
    network = FakeNetwork(lambda senders: min(senders, 16) * 100e6, ceiling=32)
    network.run(2)
    assert network.concurrency.width >= 16


def test_small_files_on_a_far_store_get_all_senders() -> None:
    network = FakeNetwork(lambda senders: senders * 640 * KIB, ceiling=8, part_size=64 * KIB)
    network.run(2)
    assert network.concurrency.width == 8


def test_senders_come_when_the_line_becomes_wide() -> None:
    network = FakeNetwork(lambda _: 125_000.0, ceiling=16)
    network.run(120)
    network.change(lambda senders: senders * 1e6)
    network.run(120)
    assert network.concurrency.width == 16


def test_width_is_not_judged_while_there_is_too_little_to_send() -> None:
    concurrency = AdaptiveConcurrency(16, 0.0)
    concurrency.begun()
    for tick in range(1000):
        concurrency.measure(tick * MIB, tick * TICK_S)
    assert concurrency.width == FIRST_WIDTH


def test_ceiling_is_the_users() -> None:
    assert AdaptiveConcurrency(1, 0.0).width == 1
    network = FakeNetwork(lambda senders: senders * 1e6, ceiling=32)
    network.run(60)
    network.concurrency.set_ceiling(3)
    assert network.concurrency.width == 3
    network.run(60)
    assert network.concurrency.width == 3


def test_failures_of_one_wave_halve_once_and_arrivals_bring_the_senders_back() -> None:
    network = FakeNetwork(lambda senders: senders * 10e6, ceiling=16)
    network.run(30)
    concurrency = network.concurrency
    wave = concurrency.wave
    for _ in range(3):
        concurrency.failed(failure(ErrorCode.STORE_BUSY), wave, network.now_s)
    assert concurrency.width == 8
    for _ in range(20):
        concurrency.arrived()
    assert concurrency.width == 16


def test_after_a_long_outage_all_senders_come_back() -> None:
    network = FakeNetwork(lambda senders: senders * 10e6, ceiling=8)
    network.run(30)
    for _ in range(10):
        network.concurrency.failed(failure(ErrorCode.NETWORK_LOST), network.concurrency.wave, network.now_s)
    assert network.concurrency.width == 1
    for _ in range(10):
        network.concurrency.arrived()
    assert network.concurrency.width == 8


def test_senders_that_starved_do_not_come_back_by_themselves() -> None:
    network = FakeNetwork(lambda senders: senders * 10e6, ceiling=8)
    network.run(30)
    network.concurrency.failed(failure(ErrorCode.STORE_TIMEOUT), network.concurrency.wave, network.now_s)
    for _ in range(10):
        network.concurrency.arrived()
    assert network.concurrency.width == 4


def test_nothing_leaves_while_the_store_asked_for_a_pause() -> None:
    concurrency = AdaptiveConcurrency(8, 0.0)
    concurrency.hold(failure(ErrorCode.STORE_BUSY, 60), 60.0)
    concurrency.hold(
        failure(ErrorCode.STORE_BUSY, 5), 10.0
    )  # a shorter demand does not shorten the longer one
    assert not concurrency.may_begin(59.9)
    assert concurrency.may_begin(60.0)
    assert concurrency.held_by is None
