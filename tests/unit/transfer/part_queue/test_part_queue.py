"""Who gets the workers: small files and big ones, of one store and of several."""

import asyncio
import threading
import time
from collections.abc import Callable, Coroutine, Sequence
from datetime import UTC, datetime
from typing import Any

import pytest

from uploader_gui.domain.errors import ErrorCode, ErrorKind, StoreError
from uploader_gui.domain.job import Destination, Fingerprint, Job, NewJob
from uploader_gui.domain.messages import MessageCode, message
from uploader_gui.domain.plan import MIB, Plan
from uploader_gui.domain.rate import DestinationRate
from uploader_gui.s3.http.request_body import Throttle
from uploader_gui.storage.jobs.job_rows import new_job
from uploader_gui.transfer.destination_rates import DestinationRates
from uploader_gui.transfer.part_queue.concurrency import FIRST_WIDTH, AdaptiveConcurrency
from uploader_gui.transfer.part_queue.job_limit import JobLimit
from uploader_gui.transfer.part_queue.lane import Outcome, PartCall
from uploader_gui.transfer.part_queue.part_queue import PartQueue
from uploader_gui.transfer.part_queue.workers import Workers

TO = Destination("lab", "http://127.0.0.1:9000", "us-east-1", "media", "a.mov")
JOB = new_job(
    NewJob("/videos/a.mov", "a.mov", "video/mp4", Fingerprint(10, 1, 1, 1, 1), Plan(10, 40), TO),
    "id",
    datetime(2026, 11, 27, tzinfo=UTC),
)
BUSY = StoreError(message(MessageCode.STORE_BUSY), code=ErrorCode.STORE_BUSY, kind=ErrorKind.TRANSIENT)
LONGEST_S = 3.0
"""Shorter than it takes until the workers for small files are counted anew."""


class FakeNetwork:
    """Where all parts are sent: what began in which order, and how many were on their way then."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.at_once: list[int] = []
        self._now = 0
        self._lock = threading.Lock()
        self._wait_for: tuple[int, Callable[[], object]] | None = None

    async def reaches(self, count: int) -> None:
        """Wait until so many are on their way at once."""
        loop, is_reached = asyncio.get_running_loop(), asyncio.Event()
        self._wait_for = count, lambda: loop.call_soon_threadsafe(is_reached.set)
        await is_reached.wait()

    def sending(self, name: str, work: Callable[[], object]) -> Callable[[], Job]:
        def send() -> Job:
            with self._lock:
                self._now += 1
                self.begun.append(name)
                self.at_once.append(self._now)
                if self._wait_for and self._now >= self._wait_for[0]:
                    self._wait_for[1]()
                    self._wait_for = None
            work()
            with self._lock:
                self._now -= 1
            return JOB

        return send


class File:
    """The lane of one file of so many parts."""

    def __init__(
        self,
        name: str,
        concurrency: AdaptiveConcurrency,
        network: FakeNetwork,
        work: Callable[[], object],
        parts: int = 0,
        limit: int | None = None,
    ) -> None:
        self.name = name
        self.limit = JobLimit(Throttle(limit), MIB)
        self.concurrency = concurrency
        self.is_small = not parts
        self.bytes_delivered = 0
        self.done = 0
        self.ended: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._count = parts or 1
        self._left = self._count
        self._line = network
        self._work = work

    @property
    def has_pending(self) -> bool:
        return self._left > 0

    def next_call(self) -> PartCall | None:
        if not self._left or self.concurrency.is_held(time.monotonic()):
            return None
        self._left -= 1
        return PartCall(1, MIB, self._line.sending(self.name, self._work))

    def call_ended(self, _call: PartCall, outcome: Outcome) -> None:
        assert outcome is JOB
        self.done += 1
        if self.done == self._count:
            self.ended.set_result(None)

    def take_back(self, _call: PartCall) -> None:
        self._left += 1


def waits() -> None:
    """A store that takes its time."""
    time.sleep(0.002)


def works() -> None:
    """A store that answers at once: all of the time is work."""
    until_s = time.thread_time() + 0.0003
    while time.thread_time() < until_s:
        pass


def run(scene: Coroutine[Any, Any, None]) -> None:
    asyncio.run(asyncio.wait_for(scene, 30))


def new_queue(limit: int) -> PartQueue:
    return PartQueue(Workers("part", gathers=True), limit, Throttle(), DestinationRates(Workers("call")))


async def send(queue: PartQueue, files: Sequence[File]) -> None:
    for file in files:
        queue.join(file)
    await asyncio.gather(*(file.ended for file in files))
    for file in files:
        queue.leave(file)


def test_with_one_worker_a_big_file_and_small_ones_take_turns() -> None:
    network = FakeNetwork()

    async def scene() -> None:
        queue = new_queue(1)
        concurrency = queue.concurrency("http://a")
        small = [File("small", concurrency, network, works) for _ in range(60)]
        await send(queue, [*small, File("big", concurrency, network, works, parts=20)])

    run(scene())
    last_big = max(at for at, name in enumerate(network.begun) if name == "big")
    assert last_big < 50
    assert set(network.at_once) == {1}


@pytest.mark.parametrize("parts", [0, 30])
def test_each_of_two_stores_gets_its_share(parts: int) -> None:
    network = FakeNetwork()

    async def scene() -> None:
        queue = new_queue(4)
        first, second = queue.concurrency("http://a"), queue.concurrency("http://b")
        many = [File("first", first, network, waits) for _ in range(300)]
        one = [File("second", second, network, waits, parts) for _ in range(1 if parts else 30)]
        await send(queue, [*many, *one])

    run(scene())
    last_of_second = max(at for at, name in enumerate(network.begun) if name == "second")
    assert last_of_second < 150


def lower_the_limit(queue: PartQueue, _concurrency: AdaptiveConcurrency) -> None:
    queue.set_limit(1)


def halve_the_concurrency(queue: PartQueue, concurrency: AdaptiveConcurrency) -> None:
    concurrency.set_ceiling(2)
    concurrency.failed(BUSY, concurrency.wave, time.monotonic())
    queue.feed()


@pytest.mark.parametrize(("change", "most"), [(lower_the_limit, 1), (halve_the_concurrency, 2)])
def test_fewer_workers_are_fewer_at_once(
    change: Callable[[PartQueue, AdaptiveConcurrency], None], most: int
) -> None:
    network = FakeNetwork()

    async def scene() -> None:
        queue = new_queue(4)
        concurrency = queue.concurrency("http://a")
        files = [File("small", concurrency, network, waits) for _ in range(400)]
        sending = asyncio.ensure_future(send(queue, files))
        await network.reaches(4)
        change(queue, concurrency)
        before = len(network.begun)
        await sending
        assert max(network.at_once[before + 4 :]) <= most, "those that were on their way may end"
        assert queue.active == concurrency.active == 0

    run(scene())


def test_others_go_on_when_the_only_one_that_sends_hangs() -> None:
    network = FakeNetwork()
    goes_on = threading.Event()

    async def scene() -> None:
        queue = new_queue(4)
        concurrency = queue.concurrency("http://a")
        quick = [File("quick", concurrency, network, works) for _ in range(60)]
        await send(queue, quick)
        hanging = File("hanging", concurrency, network, goes_on.wait)
        behind = [File("behind", concurrency, network, works) for _ in range(60)]
        sending = asyncio.ensure_future(send(queue, [hanging, *behind]))
        await asyncio.wait_for(asyncio.gather(*(file.ended for file in behind)), LONGEST_S)
        assert not hanging.ended.done()
        goes_on.set()
        await sending

    try:
        run(scene())
    finally:
        goes_on.set()


class _Remembered:
    """What an earlier run found out about two lines."""

    def load(self) -> dict[str, DestinationRate]:
        now = datetime.now(UTC)
        return {
            "http://lossy": DestinationRate(32 * 340_000.0, 32, now),
            "http://thin": DestinationRate(340_000.0, 1, now),
        }

    def keep(self, endpoint: str, rate: DestinationRate) -> None:
        del endpoint, rate


def _width_after_a_second(concurrency: AdaptiveConcurrency, sender_rate: float) -> int:
    began_s, delivered = time.monotonic(), 0.0
    concurrency.is_read_slowly = False
    for tick in range(10):
        while concurrency.may_begin(began_s):
            concurrency.begun(8 * MIB)
        delivered += concurrency.active * sender_rate / 10
        concurrency.measure(round(delivered), began_s + (tick + 1) / 10)
    return concurrency.width


@pytest.mark.case("L3.3")
def test_what_was_found_out_about_a_line_is_used_at_the_next_start() -> None:
    async def scene() -> None:
        rates = DestinationRates(Workers("call"), _Remembered())
        await rates.load()
        queue = PartQueue(Workers("part"), 16, Throttle(), rates)
        assert _width_after_a_second(queue.concurrency("http://lossy"), 340_000) == 16
        assert queue.concurrency("http://thin").width == 1
        assert queue.concurrency("http://new").width == FIRST_WIDTH

    run(scene())


@pytest.mark.case("L3.1")
def test_a_job_that_its_own_limit_holds_back_takes_no_place_and_is_no_measure_of_the_line() -> None:
    network = FakeNetwork()
    goes_on = threading.Event()

    async def scene() -> None:
        queue = new_queue(8)
        concurrency = queue.concurrency("http://a")
        limited = File("limited", concurrency, network, goes_on.wait, parts=2, limit=MIB)
        free = File("free", concurrency, network, goes_on.wait, parts=FIRST_WIDTH + 3)
        sending = asyncio.ensure_future(send(queue, [limited, free]))
        await network.reaches(FIRST_WIDTH + 2)
        assert concurrency.active == FIRST_WIDTH
        assert queue.active == FIRST_WIDTH + 2
        goes_on.set()
        await sending
        assert queue.active == concurrency.active == 0

    try:
        run(scene())
    finally:
        goes_on.set()
    assert network.begun.count("limited") == 2


@pytest.mark.case("L3.1")
def test_a_job_whose_limit_the_line_does_not_reach_is_measured_like_any_other() -> None:
    network = FakeNetwork()
    goes_on = threading.Event()

    async def scene() -> None:
        queue = new_queue(8)
        concurrency = queue.concurrency("http://a")
        limited = File("limited", concurrency, network, goes_on.wait, parts=2, limit=MIB)
        sending = asyncio.ensure_future(send(queue, [limited]))
        await network.reaches(2)
        assert concurrency.active == 0
        now_s = time.monotonic()
        limited.limit.measure(now_s - 10, 2)
        limited.limit.measure(now_s - 5, 2)
        queue.measure()
        assert concurrency.active == queue.active == 2
        goes_on.set()
        await sending
        assert queue.active == concurrency.active == 0

    try:
        run(scene())
    finally:
        goes_on.set()
