"""Who listens decides nothing: neither for the others nor for the jobs."""

import asyncio
from collections.abc import Sequence

import pytest

from gui.samples import waiting
from uploader_gui.domain.events import EventKind, JobEvent
from uploader_gui.transfer.announcer import Announcer


@pytest.mark.case("B02")
def test_a_listener_that_raises_keeps_nobody_else_from_hearing(caplog: pytest.LogCaptureFixture) -> None:
    heard: list[JobEvent] = []

    def raising(_events: Sequence[JobEvent]) -> None:
        raise OSError(28, "No space left on device")

    async def scenario() -> None:
        announcer = Announcer(lambda: ())
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

        announcer = Announcer(lambda: ())
        announcer.subscribe(raising)
        announcer.tell(EventKind.SUBMITTED, [waiting(1)])
        async with asyncio.timeout(10):
            await told_twice.wait()
        announcer.close()

    asyncio.run(scenario())
