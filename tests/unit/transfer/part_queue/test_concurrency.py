"""The number of senders follows what line and store bear, on lines that are simulated second by second."""

from collections.abc import Callable

import pytest

from uploader_gui.domain.errors import ErrorCode, ErrorKind, StoreError
from uploader_gui.domain.plan import KIB, MIB
from uploader_gui.transfer.part_queue.concurrency import FIRST_WIDTH, AdaptiveConcurrency

PART = 8 * MIB
TICK_S = 0.1
BUFFERED = 200 * KIB
"""What a new connection takes at once without anything having arrived."""


class FakeNetwork:
    """Senders at their pace on a line that carries ``rate(senders)`` bytes a second, all together."""

    def __init__(self, rate: Callable[[int], float], ceiling: int, part_size: int = PART) -> None:
        self.concurrency = AdaptiveConcurrency(ceiling, 0.0)
        self.now_s = 0.0
        self.most_at_once = 0
        self._rate = rate
        self._part_size = part_size
        self._sent: list[float] = []

    def run(self, seconds: float) -> None:
        """Go on sending parts of an endless file."""
        for _ in range(round(seconds / TICK_S)):
            self.now_s += TICK_S
            share = self._rate(len(self._sent)) * TICK_S / len(self._sent) if self._sent else 0.0
            self._sent = [sent + share for sent in self._sent]
            for _ in [sent for sent in self._sent if sent >= self._part_size]:
                self.concurrency.ended()
                self.concurrency.arrived(self._part_size)
            self._sent = [sent for sent in self._sent if sent < self._part_size]
            self._begin()
            self.concurrency.measure(round(sum(self._sent)), self.now_s)

    def _begin(self) -> None:
        while self.concurrency.may_begin(self.now_s):
            self.concurrency.begun()
            self._sent.append(float(min(BUFFERED, self._part_size // 2)))
        self.most_at_once = max(self.most_at_once, len(self._sent))


def failure(code: ErrorCode, retry_after_s: float | None = None) -> StoreError:
    return StoreError("", code=code, kind=ErrorKind.TRANSIENT, retry_after_s=retry_after_s)


def test_thin_line_is_left_to_few_senders() -> None:
    network = FakeNetwork(lambda _: 125_000.0, ceiling=16)
    network.run(20 * 60)
    assert network.concurrency.width == FIRST_WIDTH
    assert network.most_at_once <= 2 * FIRST_WIDTH


@pytest.mark.parametrize(("ceiling", "within_s"), [(8, 12), (16, 20), (32, 30)])
def test_line_that_loses_packets_gets_all_senders(ceiling: int, within_s: float) -> None:
    network = FakeNetwork(lambda senders: senders * 340_000.0, ceiling)
    network.run(within_s)
    assert network.concurrency.width == ceiling


def test_fast_line_finds_its_width_in_a_second() -> None:
    network = FakeNetwork(lambda senders: min(senders, 16) * 100e6, ceiling=32)
    network.run(2)
    assert network.concurrency.width >= 16


def test_small_files_on_a_far_store_get_all_senders() -> None:
    network = FakeNetwork(lambda senders: senders * 640 * KIB, ceiling=8, part_size=64 * KIB)
    network.run(2)
    assert network.concurrency.width == 8


def test_senders_come_when_the_line_becomes_wide() -> None:
    carried = [125_000.0]
    network = FakeNetwork(lambda senders: min(carried[0], senders * 1e6), ceiling=16)
    network.run(120)
    carried[0] = 1e9
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
        concurrency.arrived(PART)
    assert concurrency.width == 16


def test_after_a_long_outage_all_senders_come_back() -> None:
    network = FakeNetwork(lambda senders: senders * 10e6, ceiling=8)
    network.run(30)
    for _ in range(10):
        network.concurrency.failed(failure(ErrorCode.NETWORK_LOST), network.concurrency.wave, network.now_s)
    assert network.concurrency.width == 1
    for _ in range(10):
        network.concurrency.arrived(PART)
    assert network.concurrency.width == 8


def test_senders_that_starved_do_not_come_back_by_themselves() -> None:
    network = FakeNetwork(lambda senders: senders * 10e6, ceiling=8)
    network.run(30)
    network.concurrency.failed(failure(ErrorCode.STORE_TIMEOUT), network.concurrency.wave, network.now_s)
    for _ in range(10):
        network.concurrency.arrived(PART)
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
