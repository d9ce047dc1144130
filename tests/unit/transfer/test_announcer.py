"""Who listens decides nothing: neither for the others nor for the jobs."""

import asyncio
from collections.abc import Sequence

import pytest

from gui.samples import waiting
from uploader_gui.domain.events import EventKind, JobEvent, JobStatus
from uploader_gui.transfer.announcer import Announcer


@pytest.mark.case("B02")
def test_a_listener_that_raises_keeps_nobody_else_from_hearing(caplog: pytest.LogCaptureFixture) -> None:
    heard: list[JobEvent] = []

    def raising(_events: Sequence[JobEvent]) -> None:
        raise OSError(28, "No space left on device")

    async def scenario() -> None:
        announcer = Announcer(lambda: (), lambda: False)
        for listener in (raising, heard.extend, raising):
            announcer.subscribe(listener)
        for kind in (EventKind.SUBMITTED, EventKind.COMPLETED):
            announcer.tell(kind, [waiting(1)])
            announcer.flush()
        announcer.tell(EventKind.REMOVED, [waiting(1)])
        announcer.close()

    asyncio.run(scenario())
    assert [event.kind for event in heard] == [EventKind.SUBMITTED, EventKind.COMPLETED, EventKind.REMOVED]
    assert "No space left on device" in caplog.text


@pytest.mark.case("B02")
def test_a_listener_that_raises_does_not_keep_the_next_period_from_coming() -> None:
    async def scenario() -> None:
        told_twice = asyncio.Event()
        batches = []

        def raising(events: Sequence[JobEvent]) -> None:
            batches.append(events)
            if len(batches) == 1:
                announcer.tell(EventKind.PROGRESS, [waiting(1)])
            else:
                told_twice.set()
            raise BrokenPipeError

        announcer = Announcer(lambda: (), lambda: False)
        announcer.subscribe(raising)
        announcer.tell(EventKind.SUBMITTED, [waiting(1)])
        async with asyncio.timeout(10):
            await told_twice.wait()
        announcer.close()

    asyncio.run(scenario())


def test_what_is_not_worth_telling_of_yet_is_looked_at_again() -> None:
    """A small file that a slow line takes long for is told of as soon as it turns out to."""

    async def scenario() -> None:
        is_told = asyncio.Event()
        looks: list[int] = []

        def running() -> list[JobStatus]:
            looks.append(len(looks))
            return [waiting(1)] if len(looks) > 2 else []

        announcer = Announcer(running, lambda: not is_told.is_set())
        announcer.subscribe(lambda _events: is_told.set())
        announcer.wake()
        async with asyncio.timeout(10):
            await is_told.wait()
        announcer.close()

    asyncio.run(scenario())
