"""Small files handed to workers that take the next by themselves, and how many of those there are."""

import asyncio
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from uploader_gui.domain.errors import StoppedError
from uploader_gui.domain.job import Destination, Fingerprint, Job, NewJob
from uploader_gui.domain.plan import Plan
from uploader_gui.s3.http.request_body import Throttle
from uploader_gui.storage.jobs.job_rows import new_job
from uploader_gui.transfer.part_queue.concurrency import AdaptiveConcurrency
from uploader_gui.transfer.part_queue.job_limit import JobLimit
from uploader_gui.transfer.part_queue.lane import Outcome, PartCall
from uploader_gui.transfer.part_queue.small_files import SmallFileConcurrency, SmallFiles
from uploader_gui.transfer.part_queue.workers import Workers

MOST = 8
WORK_S = 0.00025
NOW_S = 1000.0
COUNT = 300
TO = Destination("lab", "http://127.0.0.1:9000", "us-east-1", "media", "a.mov")
JOB = new_job(
    NewJob("/videos/a.mov", "a.mov", "video/mp4", Fingerprint(10, 1, 1, 1, 1), Plan(10, 40), TO),
    "id",
    datetime(2026, 11, 27, tzinfo=UTC),
)


@pytest.fixture
def turns_change_often() -> Iterator[None]:
    """Threads interrupt each other wherever they can."""
    before_s = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before_s)


class File:
    """The lane of one small file that is sent in a moment."""

    is_small = True
    bytes_delivered = 0
    limit = JobLimit(Throttle(), 10)

    def __init__(self, concurrency: AdaptiveConcurrency) -> None:
        self.concurrency = concurrency
        self.has_pending = True
        self.outcomes: list[Outcome] = []
        self.ended: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def next_call(self) -> PartCall | None:
        self.has_pending = False
        return PartCall(1, 10, self._send)

    def call_ended(self, call: PartCall, outcome: Outcome) -> None:
        assert call.number == 1
        self.outcomes.append(outcome)
        if not self.ended.done():
            self.ended.set_result(None)

    def take_back(self, call: PartCall) -> None:
        raise AssertionError("nothing failed")

    def _send(self) -> Job:
        sum(range(60_000))  # a little work, so that the loop finds some sent and some waiting
        return replace(JOB, uploaded_parts=1)


async def _send_all() -> list[File]:
    concurrency = AdaptiveConcurrency(4, time.monotonic())

    def feed() -> None:
        small.prepare(4, takes_turns=False)
        while small.start_one():
            pass

    small = SmallFiles(concurrency, Workers("part", gathers=True), feed)

    files = [File(concurrency) for _ in range(COUNT)]

    async def send(file: File) -> None:
        small.offer(file)
        feed()
        await file.ended
        small.leave(file)

    await asyncio.gather(*map(send, files))
    assert concurrency.active == small.senders
    return files


@pytest.mark.usefixtures("turns_change_often")
def test_each_of_many_is_sent_once_however_the_threads_meet() -> None:
    files = asyncio.run(_send_all())
    assert [len(file.outcomes) for file in files] == [1] * COUNT
    assert all(isinstance(file.outcomes[0], Job) for file in files)


class Meddling(File):
    """Has a worker go on in the middle of being compared with another lane."""

    meddle: Callable[[], object] | None = None

    def __eq__(self, other: object) -> bool:
        if self.meddle:
            self.meddle()
        return self is other

    def __hash__(self) -> int:
        return id(self)


class Held(File):
    """Is on its way until it is let go."""

    def __init__(self, concurrency: AdaptiveConcurrency) -> None:
        super().__init__(concurrency)
        self.begun = threading.Event()
        self.goes_on = threading.Event()

    def _send(self) -> Job:
        self.begun.set()
        self.goes_on.wait(10)
        return super()._send()


async def _leave_while_a_worker_takes_the_next() -> list[File]:
    concurrency = AdaptiveConcurrency(1, time.monotonic())
    small = SmallFiles(concurrency, Workers("part"), lambda: None)
    held, after = Held(concurrency), Held(concurrency)
    after.goes_on.set()

    def meddle() -> None:
        held.goes_on.set()
        after.begun.wait(0.2)

    between = Meddling(concurrency)
    files = [held, after, between, File(concurrency)]
    small.offer(held)
    small.prepare(1, takes_turns=False)
    assert small.start_one()
    await asyncio.to_thread(held.begun.wait)
    for file in files[1:]:
        small.offer(file)
    small.prepare(1, takes_turns=False)
    between.meddle = meddle
    small.leave(files[3])
    between.meddle = None
    for file in files:
        await file.ended
    return files


def test_a_worker_takes_nothing_while_it_is_looked_through_what_waits() -> None:
    *sent, left = asyncio.run(_leave_while_a_worker_takes_the_next())
    assert all(isinstance(outcome, Job) for file in sent for outcome in file.outcomes)
    assert [type(outcome) for outcome in left.outcomes] == [StoppedError]


def after_measuring(wall_s: float, *, files: int = 17) -> SmallFileConcurrency:
    """After it has measured so many files, the first of which opened a connection."""
    concurrency = SmallFileConcurrency()
    assert concurrency.senders(MOST, NOW_S) == 1
    concurrency.took(1.0, WORK_S, NOW_S)
    for _ in range(files - 1):
        concurrency.took(wall_s, WORK_S, NOW_S)
    return concurrency


@pytest.mark.parametrize(
    ("wall_s", "senders"), [(0.00035, 1), (0.0012, 3), (0.0031, 7), (0.02, MOST), (1.0, MOST)]
)
def test_one_works_while_the_others_wait(wall_s: float, senders: int) -> None:
    assert after_measuring(wall_s).senders(MOST, NOW_S) == senders


def test_there_are_never_more_than_the_user_allows_and_never_none() -> None:
    assert after_measuring(0.02).senders(3, NOW_S) == 3
    assert after_measuring(0.0001).senders(3, NOW_S) == 1


def test_a_slow_store_is_known_after_one_file() -> None:
    assert after_measuring(0.02, files=2).senders(MOST, NOW_S) == MOST
    assert after_measuring(0.0003, files=2).senders(MOST, NOW_S) == 1, "a quick one is measured for longer"


def test_measuring_ends_though_nothing_comes() -> None:
    concurrency = SmallFileConcurrency()
    assert concurrency.senders(MOST, NOW_S) == 1
    assert concurrency.senders(MOST, NOW_S + 0.04) == 1
    assert concurrency.senders(MOST, NOW_S + 0.06) == MOST


def test_it_measures_again_after_a_while() -> None:
    concurrency = after_measuring(0.02)
    assert concurrency.senders(MOST, NOW_S + 4) == MOST
    assert concurrency.senders(MOST, NOW_S + 6) == 1
    for _ in range(16):
        concurrency.took(0.0003, WORK_S, NOW_S + 6)
    assert concurrency.senders(MOST, NOW_S + 7) == 1


def test_what_takes_long_because_something_failed_is_no_reason_to_go_alone() -> None:
    concurrency = after_measuring(0.00035)
    concurrency.failed(NOW_S)
    assert concurrency.senders(MOST, NOW_S + 1) == MOST
    concurrency.took(0.00035, WORK_S, NOW_S + 1)
    assert concurrency.senders(MOST, NOW_S + 1) == MOST


def test_a_clock_that_has_not_moved_yet_tells_nothing() -> None:
    concurrency = SmallFileConcurrency()
    concurrency.senders(MOST, NOW_S)
    for _ in range(30):
        concurrency.took(0.0003, 0.0, NOW_S)
    assert concurrency.senders(MOST, NOW_S) == 1, "it still measures"
    concurrency.took(0.0003, 0.016, NOW_S)
    assert concurrency.senders(MOST, NOW_S + 1) == 1
