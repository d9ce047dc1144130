"""How fast the line to a store is, and that it is remembered."""

import asyncio
from datetime import UTC, datetime

import pytest

from uploader_gui.domain.plan import KIB, MIB
from uploader_gui.domain.rate import DestinationRate
from uploader_gui.transfer.destination_rates import DestinationRates, PartOnTheWay
from uploader_gui.transfer.part_queue.workers import Workers

STORE = "https://store.example"
PART = 8 * MIB


class Memory:
    """Keeps rates as the database does."""

    def __init__(self, known: dict[str, DestinationRate] | None = None) -> None:
        self.kept = dict(known or {})

    def load(self) -> dict[str, DestinationRate]:
        return dict(self.kept)

    def keep(self, endpoint: str, rate: DestinationRate) -> None:
        self.kept[endpoint] = rate


class Clock:
    def __init__(self) -> None:
        self.now_s = 100.0

    def __call__(self) -> float:
        return self.now_s


async def send(rates: DestinationRates, clock: Clock, seconds: float, acknowledged: int = PART) -> None:
    part = rates.began(STORE, lambda: 0)
    clock.now_s += seconds
    rates.ended(STORE, part, acknowledged)
    await asyncio.sleep(0)


@pytest.mark.case("L1.1")
def test_three_parts_tell_how_fast_the_line_is() -> None:
    calls, clock = Workers("call"), Clock()

    async def scenario() -> None:
        rates = DestinationRates(calls, None, clock)
        for _ in range(2):
            await send(rates, clock, 1.0)
        assert rates.bytes_per_second(STORE) is None
        await send(rates, clock, 1.0)
        assert rates.bytes_per_second(STORE) == PART

    asyncio.run(scenario())


@pytest.mark.case("L1.1")
def test_one_part_tells_when_it_took_long() -> None:
    calls, clock = Workers("call"), Clock()

    async def scenario() -> None:
        rates = DestinationRates(calls, None, clock)
        await send(rates, clock, 80.0)
        assert rates.bytes_per_second(STORE) == PART / 80

    asyncio.run(scenario())


def test_what_lies_between_parts_does_not_count() -> None:
    calls, clock = Workers("call"), Clock()

    async def scenario() -> None:
        rates = DestinationRates(calls, None, clock)
        for _ in range(3):
            await send(rates, clock, 1.0)
            clock.now_s += 3600
        assert rates.bytes_per_second(STORE) == PART

    asyncio.run(scenario())


def test_parts_beside_each_other_share_the_line() -> None:
    calls, clock = Workers("call"), Clock()

    async def scenario() -> None:
        rates = DestinationRates(calls, None, clock)
        parts = [rates.began(STORE, lambda: PART) for _ in range(4)]
        clock.now_s += 4.0
        for part in parts:
            rates.ended(STORE, part, PART)
        assert rates.bytes_per_second(STORE) == (4 * PART - 512 * KIB) / 4

    asyncio.run(scenario())


LINE = 10e6
WEIGHTS = (1.3, 1.0, 0.8, 0.8, 0.8, 0.8, 0.8, 0.8, 0.8, 0.8, 0.8, 0.8)
"""What connections get of a line: never the same. Those that get alike end together."""


async def _send_side_by_side(rates: DestinationRates, clock: Clock, width: int, parts: int) -> list[float]:
    """Send parts over a line of 80 Mbit/s; the rates that were told on the way."""
    sent: dict[int, float] = {}
    departures: dict[int, PartOnTheWay] = {}
    told, begun = list[float](), 0
    while begun < parts or sent:
        while len(sent) < width and begun < parts:
            sent[begun] = 0.0
            departures[begun] = rates.began(STORE, lambda place=begun: int(sent[place]))  # type: ignore[misc]
            begun += 1
        clock.now_s += 0.01
        weights = {place: WEIGHTS[place % len(WEIGHTS)] for place in sent}
        for place, weight in weights.items():
            sent[place] += LINE * 0.01 * weight / sum(weights.values())
        for place in [place for place in sent if sent[place] >= PART]:
            rates.ended(STORE, departures[place], PART)
            del sent[place]
            rate = rates.bytes_per_second(STORE)
            if rate is not None:
                told.append(rate)
        await asyncio.sleep(0)
    await rates.store()
    return told


@pytest.mark.case("L1.1")
@pytest.mark.parametrize("width", [1, 4, 8, 12])
@pytest.mark.parametrize("remembered", [None, LINE])
def test_parts_that_end_together_were_not_sent_in_that_moment(width: int, remembered: float | None) -> None:
    calls, clock = Workers("call"), Clock()

    async def scenario() -> None:
        known = {} if remembered is None else {STORE: DestinationRate(remembered, width, datetime.now(UTC))}
        memory = Memory(known)
        rates = DestinationRates(calls, memory, clock)
        await rates.load()
        for _ in range(3):
            told = await _send_side_by_side(rates, clock, width, parts=24)
            assert max(told) <= 1.05 * LINE
            assert memory.kept[STORE].bytes_per_second == pytest.approx(LINE, rel=0.1)

    asyncio.run(scenario())


@pytest.mark.case("L1.1")
def test_end_of_a_short_upload_does_not_double_the_rate_that_was_remembered() -> None:
    calls, clock = Workers("call"), Clock()

    async def scenario() -> None:
        memory = Memory({STORE: DestinationRate(LINE, 12, datetime.now(UTC))})
        for _ in range(5):
            rates = DestinationRates(calls, memory, clock)
            await rates.load()
            await _send_side_by_side(rates, clock, 12, parts=12)
            rate = memory.kept[STORE].bytes_per_second
            assert rate == pytest.approx(LINE, rel=0.1)

    asyncio.run(scenario())


def test_parts_that_were_stopped_tell_nothing_of_the_line() -> None:
    calls, clock = Workers("call"), Clock()

    async def scenario() -> None:
        rates = DestinationRates(calls, None, clock)
        for _ in range(3):
            await send(rates, clock, 1.0)
        cut = [rates.began(STORE, lambda: MIB) for _ in range(8)]
        clock.now_s += 20.0
        for part in cut:
            rates.ended(STORE, part, None)
        for _ in range(3):
            await send(rates, clock, 1.0)
        assert rates.bytes_per_second(STORE) == PART

    asyncio.run(scenario())


def test_a_moment_counts_as_little_as_it_took() -> None:
    calls, clock = Workers("call"), Clock()

    async def scenario() -> None:
        rates = DestinationRates(calls, None, clock)
        for _ in range(12):
            await send(rates, clock, 1.0)
        for _ in range(3):
            await send(rates, clock, 0.1)
        rate = rates.bytes_per_second(STORE)
        assert rate is not None
        assert rate == pytest.approx(13 * PART / 10.3, rel=0.05)

    asyncio.run(scenario())


def test_a_failed_part_says_nothing_but_takes_time() -> None:
    calls, clock = Workers("call"), Clock()

    async def scenario() -> None:
        rates = DestinationRates(calls, None, clock)
        await send(rates, clock, 3.0, acknowledged=0)
        for _ in range(3):
            await send(rates, clock, 1.0)
        assert rates.bytes_per_second(STORE) == 3 * PART / 6

    asyncio.run(scenario())


@pytest.mark.case("L1.1")
def test_a_line_that_turns_slow_turns_the_rate() -> None:
    calls, clock = Workers("call"), Clock()

    async def scenario() -> None:
        rates = DestinationRates(calls, None, clock)
        for _ in range(3):
            await send(rates, clock, 1.0)
        changed = asyncio.ensure_future(rates.changed())
        await asyncio.sleep(0)
        for _ in range(10):
            await send(rates, clock, 100.0)
        await changed
        rate = rates.bytes_per_second(STORE)
        assert rate is not None
        assert rate < PART / 50

    asyncio.run(scenario())


@pytest.mark.case("L1.1", "L3.3")
def test_what_was_measured_is_there_at_the_next_start() -> None:
    calls, clock = Workers("call"), Clock()

    async def scenario() -> None:
        memory = Memory()
        rates = DestinationRates(calls, memory, clock)
        for _ in range(3):
            await send(rates, clock, 1.0)
        rates.note_width(STORE, 24)
        await rates.store()
        again = DestinationRates(calls, memory, clock)
        await again.load()
        assert again.bytes_per_second(STORE) == PART
        assert again.width(STORE) == 24

    asyncio.run(scenario())


def test_an_old_rate_is_what_is_gone_by_until_a_new_one_is_measured() -> None:
    calls, clock = Workers("call"), Clock()
    known = DestinationRate(1000.0, None, datetime(2026, 1, 1, tzinfo=UTC))

    async def scenario() -> None:
        rates = DestinationRates(calls, Memory({STORE: known}), clock)
        await rates.load()
        assert rates.bytes_per_second(STORE) == 1000.0

    asyncio.run(scenario())


@pytest.mark.case("L1.1")
def test_what_an_earlier_run_measured_is_gone_as_soon_as_this_one_has_measured() -> None:
    calls, clock = Workers("call"), Clock()
    known = DestinationRate(1000.0 * PART, None, datetime(2026, 1, 1, tzinfo=UTC))

    async def scenario() -> None:
        rates = DestinationRates(calls, Memory({STORE: known}), clock)
        await rates.load()
        for _ in range(3):
            await send(rates, clock, 1.0)
        assert rates.bytes_per_second(STORE) == PART

    asyncio.run(scenario())
