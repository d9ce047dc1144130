"""How fast the line to a store is, and that it is remembered."""

import asyncio
from datetime import UTC, datetime

import pytest

from uploader_gui.domain.plan import MIB
from uploader_gui.domain.rate import DestinationRate
from uploader_gui.transfer.destination_rates import DestinationRates
from uploader_gui.transfer.part_queue.workers import Workers

STORE = "https://store.example"
PART = 8 * MIB


class Memory:
    """Keeps rates as the database does."""

    def __init__(self, **known: DestinationRate) -> None:
        self.kept = dict(known)

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
    rates.began(STORE)
    clock.now_s += seconds
    rates.ended(STORE, acknowledged)
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
        for _ in range(4):
            rates.began(STORE)
        clock.now_s += 4.0
        for _ in range(4):
            rates.ended(STORE, PART)
        assert rates.bytes_per_second(STORE) == 3 * PART / 4

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
        rates = DestinationRates(calls, Memory(**{STORE: known}), clock)
        await rates.load()
        assert rates.bytes_per_second(STORE) == 1000.0

    asyncio.run(scenario())


@pytest.mark.case("L1.1")
def test_what_an_earlier_run_measured_is_gone_as_soon_as_this_one_has_measured() -> None:
    calls, clock = Workers("call"), Clock()
    known = DestinationRate(1000.0 * PART, None, datetime(2026, 1, 1, tzinfo=UTC))

    async def scenario() -> None:
        rates = DestinationRates(calls, Memory(**{STORE: known}), clock)
        await rates.load()
        for _ in range(3):
            await send(rates, clock, 1.0)
        assert rates.bytes_per_second(STORE) == PART

    asyncio.run(scenario())
