"""Small files handed to workers that take the next by themselves."""

import asyncio
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from uploader_gui.domain.job import Destination, Fingerprint, Job, NewJob
from uploader_gui.domain.plan import Plan
from uploader_gui.storage.job_rows import new_job
from uploader_gui.transfer.lane import Outcome, PartCall
from uploader_gui.transfer.pacing import Pace
from uploader_gui.transfer.small_files import SmallFiles
from uploader_gui.transfer.workers import Workers

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
    bytes_in_flight = 0

    def __init__(self, pace: Pace) -> None:
        self.pace = pace
        self.is_hungry = True
        self.outcomes: list[Outcome] = []
        self.ended: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def next_call(self) -> PartCall | None:
        self.is_hungry = False
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
    pace = Pace(4, time.monotonic())

    def feed() -> None:
        small.prepare(4, takes_turns=False)
        while small.start_one():
            pass

    small = SmallFiles(pace, Workers("part", gathers=True), feed)

    files = [File(pace) for _ in range(COUNT)]

    async def send(file: File) -> None:
        small.offer(file)
        feed()
        await file.ended
        small.leave(file)

    await asyncio.gather(*map(send, files))
    assert pace.active == small.senders
    return files


@pytest.mark.usefixtures("turns_change_often")
def test_each_of_many_is_sent_once_however_the_threads_meet() -> None:
    files = asyncio.run(_send_all())
    assert [len(file.outcomes) for file in files] == [1] * COUNT
    assert all(isinstance(file.outcomes[0], Job) for file in files)
